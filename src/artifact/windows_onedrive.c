/* windows.onedrive: the accounts OneDrive works for, and which known folders (desktop, documents, pictures) they take
 * away. NTUSER Software\Microsoft\OneDrive\Accounts\{Personal,Business1..}; Environment. UserFolder alone exists on
 * every new PC: no account. With a tenant it is one, also when the user's own name was taken out. */
#include "artifact/registry.h"
#include "base/cursor.h"
#include "base/limits.h"
#include "base/timestamp.h"

/* Unix seconds in a QWORD or in 8 bytes of REG_BINARY. */
static int64_t unix_time(struct run_context *run, struct hive_key key, const char *name)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value) || value.data.len != 8)
		return TIME_UNKNOWN;
	struct cursor cursor = cursor_over(value.data);
	uint64_t seconds = cursor_u64le(&cursor);
	return seconds <= UINT32_MAX ? time_from_unix((int64_t)seconds) : TIME_UNKNOWN;
}

static void one_account(struct run_context *run, struct hive_key key)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = { 0 }, cid_origin = { 0 }, tenant_origin = { 0 };
	uint64_t folders = 0;
	account.address = registry_text(run, key, "UserEmail", &origin);
	account.cid = registry_text(run, key, "cid", &cid_origin);
	if (!account.cid.len)
		account.cid = registry_text(run, key, "UserCID", &cid_origin);
	account.provider = str_eq_fold(hive_key_name(key), STR("Personal")) ? PROVIDER_MICROSOFT : PROVIDER_ENTRA;
	account.folder = registry_text(run, key, "UserFolder", NULL);
	account.tenant = registry_text(run, key, "ConfiguredTenantId", &tenant_origin);
	bool tenant_only = account.provider == PROVIDER_ENTRA && account.tenant.len && account.folder.len;
	if (!account.address.len && !account.cid.len && !tenant_only)
		return;
	account.state = ACCOUNT_LINKED;
	account.service = SERVICE_ONEDRIVE;
	account.role = ROLE_ONEDRIVE;
	account.display_name = registry_text(run, key, "UserName", NULL);
	account.organisation = account.provider == PROVIDER_ENTRA ? registry_text(run, key, "DisplayName", NULL) :
		(struct str){ 0 };
	if (registry_number(run, key, "KfmFoldersProtectedNow", &folders, NULL))
		account.known_folders = (uint32_t)folders;
	account.first_seen = unix_time(run, key, "ClientFirstSignInTimestamp");
	account.last_seen = unix_time(run, key, "LastSignInTime");
	emit_account(run, account.address.len ? origin : account.cid.len ? cid_origin : tenant_origin, &account);
}

static void environment(struct run_context *run, struct hive_key root)
{
	struct hive_key key;
	if (!registry_key(run, root, "Environment", &key))
		return;
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_setting setting = FACT_INIT(FACT_SETTING, struct fact_setting);
		if (!str_starts_fold(list.items[i].name, STR("OneDrive")))
			continue;
		setting.setting = SETTING_ENVIRONMENT_ONEDRIVE;
		setting.text = registry_value_text(run, &list.items[i]);
		if (setting.text.len)
			emit_setting(run, list.items[i].origin, &setting);
	}
}

static enum err run_onedrive(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, accounts;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	environment(run, root);
	if (!registry_key(run, root, "Software\\Microsoft\\OneDrive\\Accounts", &accounts))
		return OK;
	struct hive_key_list list = registry_children(run, accounts);
	for (size_t i = 0; i < list.count; i++)
		one_account(run, list.items[i]);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_onedrive = {
	.id = "windows.onedrive", .scope = SCOPE_USER, .mandatory = true, .wants = wants, .run = run_onedrive,
};
