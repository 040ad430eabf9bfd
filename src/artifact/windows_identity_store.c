/* windows.identity_store: names of cloud identities that Windows keeps after interactive sign-ins, also long after the
 * account has gone. SOFTWARE Microsoft\IdentityStore\LogonCache\<provider>\{Name2Sid,Sid2Name} and
 * \Cache\<SID>\IdentityCache\<SID>. */
#include "artifact/identity.h"
#include "base/limits.h"
#include "decode/windows_types.h"

#define IDENTITY_STORE "Microsoft\\IdentityStore"

/* One entry; without address and object id it tells of nobody. */
static void entry(struct run_context *run, struct hive_key key, enum provider provider, struct str sid,
		  enum account_role role)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = { 0 };
	account.provider = provider;
	identity_from_sid(sid, run->arena, &account);
	struct str name = registry_text(run, key, "IdentityName", &origin);
	if (!is_mail_address(name))
		name = registry_text(run, key, "UserName", &origin);
	account.address = is_mail_address(name) ? name : (struct str){ 0 };
	account.display_name = registry_text(run, key, "DisplayName", NULL);
	if (!account.address.len && !account.oid.len)
		return;
	if (account.provider == PROVIDER_UNKNOWN)
		account.provider = PROVIDER_MICROSOFT;
	account.state = ACCOUNT_TRACE;
	account.service = SERVICE_WINDOWS;
	account.role = role;
	account.last_seen = hive_key_time(key);
	emit_account(run, account.address.len ? origin : hive_key_origin(key), &account);
}

static void logon_cache_side(struct run_context *run, struct hive_key provider_key, const char *side,
			     enum provider provider)
{
	struct hive_key key;
	if (!registry_key(run, provider_key, side, &key))
		return;
	struct hive_key_list list = registry_children(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct str sid = registry_text(run, list.items[i], "Sid", NULL);
		if (!sid.len)
			sid = hive_key_name(list.items[i]); /* Sid2Name: the key's name */
		entry(run, list.items[i], provider, sid, ROLE_LOGON_CACHE);
	}
}

static void logon_cache(struct run_context *run, struct hive_key store)
{
	struct hive_key cache;
	if (!registry_key(run, store, "LogonCache", &cache))
		return;
	struct hive_key_list list = registry_children(run, cache);
	for (size_t i = 0; i < list.count; i++) {
		enum provider provider = identity_provider(hive_key_name(list.items[i]));
		logon_cache_side(run, list.items[i], "Name2Sid", provider);
		logon_cache_side(run, list.items[i], "Sid2Name", provider);
	}
}

static enum provider provider_by_name(struct str name)
{
	if (str_find_fold(name, STR("AzureAD")) >= 0 || str_find_fold(name, STR("AAD")) >= 0)
		return PROVIDER_ENTRA;
	if (str_find_fold(name, STR("ActiveDirectory")) >= 0)
		return PROVIDER_AD;
	return identity_provider(name);
}

static void identity_cache(struct run_context *run, struct hive_key store)
{
	struct hive_key cache, identities;
	if (!registry_key(run, store, "Cache", &cache))
		return;
	struct hive_key_list users = registry_children(run, cache);
	for (size_t i = 0; i < users.count; i++) {
		if (!registry_key(run, users.items[i], "IdentityCache", &identities))
			continue;
		struct hive_key_list list = registry_children(run, identities);
		for (size_t k = 0; k < list.count; k++) {
			struct str provider = registry_text(run, list.items[k], "ProviderName", NULL);
			entry(run, list.items[k], provider_by_name(provider), hive_key_name(list.items[k]), ROLE_IDENTITY_CACHE);
		}
	}
}

static enum err run_identity_store(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, store;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	if (registry_key(run, root, IDENTITY_STORE, &store)) {
		logon_cache(run, store);
		identity_cache(run, store);
	}
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_identity_store = {
	.id = "windows.identity_store", .scope = SCOPE_SYSTEM, .wants = wants, .run = run_identity_store,
};
