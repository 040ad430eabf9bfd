/* windows.identitycrl: Microsoft accounts that a user has added, for Windows or only for apps, and the default web
 * account. NTUSER Software\Microsoft\IdentityCRL\UserExtendedProperties\<address> (the key NAME is the account),
 * TokenBroker\DefaultAccount. The keys Immersive and ExtendedProperties exist on every PC and say nothing about an
 * account. */
#include "artifact/identity.h"
#include "artifact/stored_identities.h"
#include "base/limits.h"

static void app_account(struct run_context *run, struct hive_key key)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct str name = hive_key_name(key);
	account.provider = PROVIDER_MICROSOFT;
	account.state = ACCOUNT_LINKED;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_APP_ACCOUNT;
	account.cid = registry_text(run, key, "cid", NULL);
	account.last_seen = hive_key_time(key);
	if (identity_is_login_name(name))
		account.address = name;
	else
		account.display_name = name; /* damaged, or of an unknown form */
	if (account.address.len || account.cid.len)
		emit_account(run, hive_key_origin(key), &account);
	else
		run_problem(run, ERR_UNSUPPORTED, "%s: a key name of %zu characters is no address", "UserExtendedProperties",
			    name.len);
}

static void app_accounts(struct run_context *run, struct hive_key identity_crl)
{
	struct hive_key key;
	if (!registry_key(run, identity_crl, "UserExtendedProperties", &key))
		return;
	struct hive_key_list list = registry_children(run, key);
	for (size_t i = 0; i < list.count; i++)
		app_account(run, list.items[i]);
}

/* Repair scripts rename the key to DefaultAccount_backup: then it is the past. */
static void default_account(struct run_context *run, struct hive_key identity_crl, const char *path,
			    enum account_state state)
{
	struct hive_key key;
	struct origin origin = { 0 };
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	if (!registry_key(run, identity_crl, path, &key))
		return;
	struct str id = registry_text(run, key, "accountId", &origin);
	if (!id.len)
		return;
	if (!identity_from_universal_id(id, run->arena, &account)) {
		run_problem(run, ERR_UNSUPPORTED, "%.*s: accountId is of an unknown form", STR_ARGS(hive_key_path(key)));
		return;
	}
	account.state = state;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_TOKEN_BROKER;
	account.last_seen = hive_key_time(key);
	emit_account(run, origin, &account);
}

static enum err run_identitycrl(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, identity_crl;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, IDENTITY_CRL, &identity_crl))
		return OK;
	app_accounts(run, identity_crl);
	default_account(run, identity_crl, "TokenBroker\\DefaultAccount", ACCOUNT_LINKED);
	default_account(run, identity_crl, "TokenBroker\\DefaultAccount_backup", ACCOUNT_TRACE);
	stored_identities(run, identity_crl);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
/* Mandatory for all that lies in NTUSER.DAT: when that hive cannot be read, nobody can say "no account". */
const struct artifact artifact_windows_identitycrl = {
	.id = "windows.identitycrl", .scope = SCOPE_USER, .mandatory = true, .wants = wants, .run = run_identitycrl,
};
