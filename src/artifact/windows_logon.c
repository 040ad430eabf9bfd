/* windows.logon: who was last seen at the logon screen, who is hidden from it, who is logged on without being asked.
 * SOFTWARE ...\Authentication\LogonUI, Winlogon and Winlogon\SpecialAccounts\UserList. */
#include "artifact/identity.h"
#include "base/limits.h"

#define LOGON_UI "Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI"
#define WINLOGON "Microsoft\\Windows NT\\CurrentVersion\\Winlogon"

static void logon_account(struct run_context *run, struct hive_key key, const char *name_value,
			  const char *display_value, const char *sid_value)
{
	struct origin origin = { 0 };
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct str name = registry_text(run, key, name_value, &origin);
	bool cloud = identity_from_logon_name(name, &account);
	identity_from_sid(registry_text(run, key, sid_value, NULL), run->arena, &account);
	if (!cloud && !account.oid.len)
		return;
	if (origin.kind == ORIGIN_NONE)
		origin = hive_key_origin(key);
	struct str display = registry_text(run, key, display_value, NULL);
	if (display.len)
		account.display_name = display;
	account.state = ACCOUNT_TRACE;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_LAST_LOGON;
	account.last_seen = origin.when;
	emit_account(run, origin, &account);
}

static void logon_screen(struct run_context *run, struct hive_key root)
{
	struct hive_key key, sessions;
	if (!registry_key(run, root, LOGON_UI, &key))
		return;
	logon_account(run, key, "LastLoggedOnUser", "LastLoggedOnDisplayName", "LastLoggedOnUserSID");
	if (!registry_key(run, key, "SessionData", &sessions))
		return;
	struct hive_key_list list = registry_children(run, sessions);
	for (size_t i = 0; i < list.count; i++)
		logon_account(run, list.items[i], "LoggedOnUser", "LoggedOnDisplayName", "LoggedOnUserSID");
}

static void hidden_users(struct run_context *run, struct hive_key root)
{
	struct hive_key key;
	if (!registry_key(run, root, WINLOGON "\\SpecialAccounts\\UserList", &key))
		return;
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_setting hidden = FACT_INIT(FACT_SETTING, struct fact_setting);
		hidden.setting = SETTING_HIDDEN_USER;
		hidden.text = list.items[i].name;
		if (!hidden.text.len)
			continue;
		if (hive_number(&list.items[i], &hidden.number))
			emit_setting(run, list.items[i].origin, &hidden);
		else
			run_problem(run, ERR_CORRUPT, "%.*s: the value of a user is no number", STR_ARGS(hive_key_path(key)));
	}
}

/* Windows writes "1" as text; scripts also write a number. */
static bool switched_on(struct run_context *run, struct hive_key key, const char *name)
{
	struct hive_value value;
	uint64_t number;
	if (!registry_value(run, key, name, &value))
		return false;
	if (hive_number(&value, &number))
		return number == 1;
	return str_eq_c(str_trim(registry_value_text(run, &value)), "1");
}

static void automatic_logon(struct run_context *run, struct hive_key root)
{
	struct hive_key key;
	struct origin origin;
	if (!registry_key(run, root, WINLOGON, &key))
		return;
	if (!switched_on(run, key, "AutoAdminLogon") && !switched_on(run, key, "ForceAutoLogon"))
		return;
	origin = hive_key_origin(key);
	struct fact_setting autologon = FACT_INIT(FACT_SETTING, struct fact_setting);
	autologon.setting = SETTING_AUTOLOGON;
	autologon.text = registry_text(run, key, "DefaultUserName", &origin);
	autologon.number = registry_present(run, key, "DefaultPassword", NULL);
	emit_setting(run, origin, &autologon);

	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	if (!identity_from_logon_name(autologon.text, &account))
		return;
	account.state = ACCOUNT_TRACE;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_AUTOLOGON;
	emit_account(run, origin, &account);
}

static enum err run_logon(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	logon_screen(run, root);
	hidden_users(run, root);
	automatic_logon(run, root);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_logon = {
	.id = "windows.logon", .scope = SCOPE_SYSTEM, .wants = wants, .run = run_logon,
};
