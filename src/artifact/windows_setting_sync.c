/* windows.setting_sync: which groups of settings (Credentials!) roam to the account's cloud, and the last upload;
 * Windows Backup; windows.setting_sync_policy: what the machine's policy says about it. NTUSER
 * Software\Microsoft\Windows\CurrentVersion\{SettingSync,AppListBackup,AccountState}; SOFTWARE
 * Policies\...\SettingSync. */
#include "artifact/registry.h"
#include "base/limits.h"
#include "base/timestamp.h"

#define CURRENT_VERSION "Software\\Microsoft\\Windows\\CurrentVersion"
#define POLICY          "Policies\\Microsoft\\Windows\\SettingSync"

static void number_setting(struct run_context *run, enum setting setting, struct hive_key key, const char *name,
			   struct str text)
{
	struct fact_setting fact = FACT_INIT(FACT_SETTING, struct fact_setting);
	struct origin origin;
	fact.setting = setting;
	fact.text = text;
	if (registry_number(run, key, name, &fact.number, &origin))
		emit_setting(run, origin, &fact);
}

static void setting_sync(struct run_context *run, struct hive_key sync)
{
	struct hive_key key;
	struct origin origin;
	if (registry_key(run, sync, "Groups", &key)) {
		struct hive_key_list groups = registry_children(run, key);
		for (size_t i = 0; i < groups.count; i++)
			number_setting(run, SETTING_SYNC_GROUP, groups.items[i], "Enabled", hive_key_name(groups.items[i]));
	}
	if (registry_key(run, sync, "SyncData", &key)) {
		struct fact_setting upload = FACT_INIT(FACT_SETTING, struct fact_setting);
		upload.setting = SETTING_SYNC_UPLOAD;
		upload.time = registry_filetime(run, key, "LastBackgroundUpload", &origin);
		if (upload.time != TIME_UNKNOWN)
			emit_setting(run, origin, &upload);
	}
}

static enum err run_setting_sync(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, current, key;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, CURRENT_VERSION, &current))
		return OK;
	if (registry_key(run, current, "SettingSync", &key))
		setting_sync(run, key);
	if (registry_key(run, current, "AppListBackup", &key))
		number_setting(run, SETTING_WINDOWS_BACKUP, key, "IsBackupEnabledAndMSAAttached", (struct str){ 0 });
	if (registry_key(run, current, "AccountState", &key))
		number_setting(run, SETTING_EXPLICIT_LOCAL, key, "ExplicitLocal", (struct str){ 0 });
	return OK;
}

static enum err run_policy(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, key;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, POLICY, &key))
		return OK;
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_setting fact = FACT_INIT(FACT_SETTING, struct fact_setting);
		fact.setting = SETTING_SYNC_POLICY;
		fact.text = list.items[i].name;
		if (hive_number(&list.items[i], &fact.number))
			emit_setting(run, list.items[i].origin, &fact);
	}
	return OK;
}

static const struct want user_wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_setting_sync = {
	.id = "windows.setting_sync", .scope = SCOPE_USER, .wants = user_wants, .run = run_setting_sync,
};
static const struct want system_wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_setting_sync_policy = {
	.id = "windows.setting_sync_policy", .scope = SCOPE_SYSTEM, .wants = system_wants, .run = run_policy,
};
