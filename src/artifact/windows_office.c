/* windows.office: identities known to Office, and windows.office_licence: the account that Office is licensed to.
 * NTUSER Software\Microsoft\Office\<version>\Common\Identity\Identities\<id>_{ADAL,OrgId,LiveId,SSPI}; SignedOut = 1 is
 * the past. SOFTWARE Microsoft\Office\ClickToRun\Configuration, values <Product>.EmailAddress and
 * <Product>.TenantId. */
#include "artifact/identity.h"
#include "base/limits.h"

#define OFFICE        "Software\\Microsoft\\Office"
#define CLICK_TO_RUN  "Microsoft\\Office\\ClickToRun\\Configuration"
#define MAIL_SUFFIX   ".EmailAddress"

/* "<object id>_ADAL", "<cid>_LiveId": the suffix tells the provider, the prefix the id. */
static void read_key_name(struct run_context *run, struct str name, struct fact_account *account)
{
	static const struct { const char *suffix; enum provider provider; } kinds[] = {
		{ "_ADAL", PROVIDER_ENTRA }, { "_OrgId", PROVIDER_ENTRA }, { "_LiveId", PROVIDER_MICROSOFT },
		{ "_SSPI", PROVIDER_AD },
	};
	account->provider = PROVIDER_OTHER;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct str suffix = str_from_c(kinds[i].suffix);
		if (!str_ends_fold(name, suffix))
			continue;
		struct str id = str_sub(name, 0, name.len - suffix.len);
		account->provider = kinds[i].provider;
		if (account->provider == PROVIDER_ENTRA && identity_is_guid(id))
			account->oid = str_lower(run->arena, id);
		else if (account->provider == PROVIDER_MICROSOFT && identity_is_cid(id))
			account->cid = str_lower(run->arena, id);
	}
}

static void identity(struct run_context *run, struct hive_key key)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = hive_key_origin(key);
	uint64_t signed_out = 0;
	read_key_name(run, hive_key_name(key), &account);
	account.address = registry_text(run, key, "EmailAddress", &origin);
	if (!account.address.len && !account.oid.len && !account.cid.len)
		return;
	account.state = registry_number(run, key, "SignedOut", &signed_out, NULL) && signed_out ? ACCOUNT_TRACE :
		ACCOUNT_LINKED;
	account.service = SERVICE_OFFICE;
	account.role = ROLE_OFFICE;
	account.display_name = registry_text(run, key, "FriendlyName", NULL);
	account.last_seen = hive_key_time(key);
	emit_account(run, origin, &account);
}

static enum err run_office(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, office, identities;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, OFFICE, &office))
		return OK;
	struct hive_key_list versions = registry_children(run, office);
	for (size_t i = 0; i < versions.count; i++) {
		if (!registry_key(run, versions.items[i], "Common\\Identity\\Identities", &identities))
			continue;
		struct hive_key_list list = registry_children(run, identities);
		for (size_t k = 0; k < list.count; k++)
			identity(run, list.items[k]);
	}
	return OK;
}

static void licence(struct run_context *run, struct hive_key key, const struct hive_value *mail)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct str product = str_sub(mail->name, 0, mail->name.len - (sizeof MAIL_SUFFIX - 1));
	account.address = registry_value_text(run, mail);
	account.tenant = registry_text(run, key,
				       str_to_c(run->arena, str_format(run->arena, "%.*s.TenantId", STR_ARGS(product))), NULL);
	account.provider = account.tenant.len ? PROVIDER_ENTRA : PROVIDER_MICROSOFT;
	account.state = ACCOUNT_TRACE;
	account.service = SERVICE_OFFICE;
	account.role = ROLE_OFFICE_LICENCE;
	account.last_seen = mail->origin.when;
	if (account.address.len)
		emit_account(run, mail->origin, &account);
}

static enum err run_office_licence(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, key;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, CLICK_TO_RUN, &key))
		return OK;
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		if (str_ends_fold(list.items[i].name, STR(MAIL_SUFFIX)))
			licence(run, key, &list.items[i]);
	}
	return OK;
}

static const struct want user_wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_office = {
	.id = "windows.office", .scope = SCOPE_USER, .mandatory = true, .wants = user_wants, .run = run_office,
};
static const struct want system_wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_office_licence = {
	.id = "windows.office_licence", .scope = SCOPE_SYSTEM, .wants = system_wants, .run = run_office_licence,
};
