/* windows.stored_identities: Microsoft accounts that could once sign in to this PC; old ones stay.
 * DEFAULT Software\Microsoft\IdentityCRL\StoredIdentities\<address>\<SID>: the key NAMES are the facts. */
#include "artifact/stored_identities.h"
#include "artifact/identity.h"
#include "base/limits.h"

static void emit_stored(struct run_context *run, struct str name, struct hive_key key, struct str sid, struct str cid)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct str own_cid = registry_text(run, key, "CID", NULL);
	account.provider = PROVIDER_MICROSOFT;
	account.state = ACCOUNT_TRACE;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_STORED_IDENTITY;
	account.cid = own_cid.len ? own_cid : cid;
	account.user_sid = sid;
	account.last_seen = hive_key_time(key);
	if (identity_is_login_name(name))
		account.address = name;
	else
		account.display_name = name;
	if (account.address.len || account.cid.len)
		emit_account(run, hive_key_origin(key), &account);
	else
		run_problem(run, ERR_UNSUPPORTED, "%s: a key name of %zu characters is no address", "StoredIdentities", name.len);
}

void stored_identities(struct run_context *run, struct hive_key identity_crl)
{
	struct hive_key stored;
	if (!registry_key(run, identity_crl, "StoredIdentities", &stored))
		return;
	struct hive_key_list list = registry_children(run, stored);
	for (size_t i = 0; i < list.count; i++) {
		struct hive_key key = list.items[i];
		struct hive_key_list sids = registry_children(run, key);
		struct str cid = registry_text(run, key, "CID", NULL);
		for (size_t k = 0; k < sids.count; k++)
			emit_stored(run, hive_key_name(key), sids.items[k], hive_key_name(sids.items[k]), cid);
		if (!sids.count)
			emit_stored(run, hive_key_name(key), key, (struct str){ 0 }, cid);
	}
}

static enum err run_stored_identities(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, identity_crl;
	enum err e = registry_open(run, HIVE_DEFAULT, "Software", &root);
	if (e != OK)
		return e;
	if (registry_key(run, root, IDENTITY_CRL, &identity_crl))
		stored_identities(run, identity_crl);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_DEFAULT), { NULL, 0, 0 } };
const struct artifact artifact_windows_stored_identities = {
	.id = "windows.stored_identities", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants,
	.run = run_stored_identities,
};
