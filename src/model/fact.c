/* Words and field tables of facts. */
#include "model/fact.h"

#include "base/timestamp.h"

static const char *const machine_properties[MACHINE_PROPERTY_COUNT] = {
	[MACHINE_NONE] = "none",
	[MACHINE_PRODUCT] = "product",
	[MACHINE_EDITION] = "edition",
	[MACHINE_DISPLAY_VERSION] = "display-version",
	[MACHINE_BUILD] = "build",
	[MACHINE_INSTALLED] = "installed",
	[MACHINE_COMPUTER_NAME] = "computer-name",
	[MACHINE_OWNER] = "owner",
	[MACHINE_ORGANISATION] = "organisation",
	[MACHINE_TIME_ZONE] = "time-zone",
	[MACHINE_LAST_SHUTDOWN] = "last-shutdown",
	[MACHINE_SETUP_STATE] = "setup-state",
	[MACHINE_SID] = "machine-sid",
	[MACHINE_GUID] = "machine-guid",
	[MACHINE_MANUFACTURER] = "manufacturer",
	[MACHINE_MODEL] = "model",
	[MACHINE_OEM] = "oem",
	[MACHINE_CONTROL_SET] = "control-set",
};
const struct words machine_property_words = WORDS(machine_properties);

static const char *const passwords[] = { "unknown", "set", "blank" };
const struct words password_words = WORDS(passwords);

static const char *const providers[PROVIDER_COUNT] = {
	"unknown", "microsoft", "entra", "ad", "google", "mozilla", "apple", "coccoc", "other",
};
const struct words provider_words = WORDS(providers);

static const char *const account_states[] = { "trace", "linked" };
const struct words account_state_words = WORDS(account_states);

static const char *const services[SERVICE_COUNT] = {
	[SERVICE_NONE] = "none",       [SERVICE_WINDOWS] = "windows",   [SERVICE_ONEDRIVE] = "onedrive",
	[SERVICE_OFFICE] = "office",   [SERVICE_OUTLOOK] = "outlook",   [SERVICE_EDGE] = "edge",
	[SERVICE_CHROME] = "chrome",   [SERVICE_COCCOC] = "coccoc",     [SERVICE_BRAVE] = "brave",
	[SERVICE_OPERA] = "opera",     [SERVICE_VIVALDI] = "vivaldi",   [SERVICE_OTHER_BROWSER] = "other-browser",
	[SERVICE_FIREFOX] = "firefox", [SERVICE_THUNDERBIRD] = "thunderbird", [SERVICE_MDM] = "mdm",
	[SERVICE_DIRECTORY] = "directory", [SERVICE_OTHER] = "other",
};
const struct words service_words = WORDS(services);

static const char *const roles[ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_SIGN_IN] = "sign-in",
	[ROLE_APP_ACCOUNT] = "app-account",
	[ROLE_STORED_IDENTITY] = "stored-identity",
	[ROLE_TOKEN_BROKER] = "token-broker",
	[ROLE_LOGON_CACHE] = "logon-cache",
	[ROLE_IDENTITY_CACHE] = "identity-cache",
	[ROLE_LAST_LOGON] = "last-logon",
	[ROLE_AUTOLOGON] = "autologon",
	[ROLE_DEVICE_JOIN] = "device-join",
	[ROLE_WORKPLACE_JOIN] = "workplace-join",
	[ROLE_ENROLLMENT] = "enrollment",
	[ROLE_DOMAIN_JOIN] = "domain-join",
	[ROLE_ONEDRIVE] = "onedrive",
	[ROLE_OFFICE] = "office",
	[ROLE_OFFICE_LICENCE] = "office-licence",
	[ROLE_OUTLOOK] = "outlook",
	[ROLE_BROWSER] = "browser",
	[ROLE_FORMER_BROWSER] = "former-browser",
};
const struct words account_role_words = WORDS(roles);

static const char *const login_stores[] = { "profile", "account", "firefox" };
const struct words login_store_words = WORDS(login_stores);
static const char *const login_kinds[] = { "password", "never-save", "federated" };
const struct words login_kind_words = WORDS(login_kinds);
static const char *const software_scopes[] = { "machine", "machine32", "user" };
const struct words software_scope_words = WORDS(software_scopes);
static const char *const software_kinds[] = { "program", "store-app", "portable" };
const struct words software_kind_words = WORDS(software_kinds);

static const char *const autostarts[AUTOSTART_COUNT] = {
	"run", "service", "driver", "task", "startup-folder", "winlogon", "wmi", "ifeo",
};
const struct words autostart_words = WORDS(autostarts);

static const char *const settings[SETTING_COUNT] = {
	[SETTING_NONE] = "none",
	[SETTING_AUTOLOGON] = "autologon",
	[SETTING_HIDDEN_USER] = "hidden-user",
	[SETTING_SYNC_GROUP] = "sync-group",
	[SETTING_SYNC_UPLOAD] = "sync-upload",
	[SETTING_SYNC_POLICY] = "sync-policy",
	[SETTING_WINDOWS_BACKUP] = "windows-backup",
	[SETTING_RDP_ALLOWED] = "rdp-allowed",
	[SETTING_EXPLICIT_LOCAL] = "explicit-local",
	[SETTING_MSA_BLANKED] = "msa-blanked",
	[SETTING_ENVIRONMENT_ONEDRIVE] = "environment-onedrive",
	[SETTING_BROWSER_POLICY] = "browser-policy",
	[SETTING_DELETED_PROFILE] = "deleted-profile",
};
const struct words setting_words = WORDS(settings);

static const char *const fact_kinds[FACT_KIND_COUNT] = {
	[FACT_MACHINE] = "machine", [FACT_USER] = "user", [FACT_MEMBER] = "member", [FACT_PROFILE] = "profile",
	[FACT_ACCOUNT] = "account", [FACT_BROWSER_ACCOUNT] = "browser-account", [FACT_LOGIN_STORE] = "login-store",
	[FACT_SAVED_LOGIN] = "saved-login", [FACT_SOFTWARE] = "software", [FACT_AUTOSTART] = "autostart",
	[FACT_REMOTE_ACCESS] = "remote-access", [FACT_SETTING] = "setting",
};
const struct words fact_kind_words = WORDS(fact_kinds);

static const char *const origin_kinds[] = { "none", "registry", "table", "json", "text", "file" };
const struct words origin_kind_words = WORDS(origin_kinds);

static const struct field origin_fields[] = {
	FIELD(origin, evidence, FIELD_U32),
	FIELD_ENUM(origin, kind, origin_kind_words),
	FIELD(origin, where, FIELD_TEXT),
	FIELD(origin, name, FIELD_TEXT),
	FIELD(origin, when, FIELD_TIME),
};
const struct record_type origin_type = RECORD_TYPE("origin", origin, origin_fields);

static const struct field machine_fields[] = {
	FIELD_ENUM(fact_machine, property, machine_property_words),
	FIELD(fact_machine, text, FIELD_TEXT),
	FIELD(fact_machine, time, FIELD_TIME),
};
static const struct record_type machine_type = RECORD_TYPE("machine", fact_machine, machine_fields);

static const struct field user_fields[] = {
	FIELD(fact_user, sid, FIELD_TEXT),
	FIELD(fact_user, rid, FIELD_U32),
	FIELD(fact_user, effective_rid, FIELD_U32),
	FIELD(fact_user, name, FIELD_TEXT),
	FIELD(fact_user, full_name, FIELD_TEXT),
	FIELD(fact_user, comment, FIELD_TEXT),
	FIELD(fact_user, enabled, FIELD_BOOL),
	FIELD_ENUM(fact_user, password, password_words),
	FIELD(fact_user, last_logon, FIELD_TIME),
	FIELD(fact_user, password_set, FIELD_TIME),
	FIELD(fact_user, created, FIELD_TIME),
	FIELD(fact_user, logon_count, FIELD_U32),
	FIELD(fact_user, password_hint, FIELD_BOOL),
	FIELD(fact_user, security_questions, FIELD_BOOL),
};
static const struct record_type user_type = RECORD_TYPE("user", fact_user, user_fields);

static const struct field member_fields[] = {
	FIELD(fact_member, group_rid, FIELD_U32),
	FIELD(fact_member, group_name, FIELD_TEXT),
	FIELD(fact_member, sid, FIELD_TEXT),
};
static const struct record_type member_type = RECORD_TYPE("member", fact_member, member_fields);

static const struct field profile_fields[] = {
	FIELD(fact_profile, sid, FIELD_TEXT),
	FIELD(fact_profile, path, FIELD_TEXT),
	FIELD(fact_profile, backup, FIELD_BOOL),
	FIELD(fact_profile, drive, FIELD_TEXT),
	FIELD(fact_profile, partition, FIELD_TEXT),
	FIELD(fact_profile, loaded, FIELD_TIME),
};
static const struct record_type profile_type = RECORD_TYPE("profile", fact_profile, profile_fields);

static const struct field account_fields[] = {
	FIELD_ENUM(fact_account, provider, provider_words),
	FIELD_ENUM(fact_account, state, account_state_words),
	FIELD_ENUM(fact_account, service, service_words),
	FIELD_ENUM(fact_account, role, account_role_words),
	FIELD(fact_account, address, FIELD_TEXT),
	FIELD(fact_account, display_name, FIELD_TEXT),
	FIELD(fact_account, organisation, FIELD_TEXT),
	FIELD(fact_account, cid, FIELD_TEXT),
	FIELD(fact_account, puid, FIELD_TEXT),
	FIELD(fact_account, oid, FIELD_TEXT),
	FIELD(fact_account, tenant, FIELD_TEXT),
	FIELD(fact_account, gaia, FIELD_TEXT),
	FIELD(fact_account, user_sid, FIELD_TEXT),
	FIELD(fact_account, folder, FIELD_TEXT),
	FIELD(fact_account, known_folders, FIELD_U32),
	FIELD(fact_account, saved_password, FIELD_BOOL),
	FIELD(fact_account, first_seen, FIELD_TIME),
	FIELD(fact_account, last_seen, FIELD_TIME),
};
static const struct record_type account_type = RECORD_TYPE("account", fact_account, account_fields);

static const struct field browser_account_fields[] = {
	FIELD(fact_browser_account, profile_name, FIELD_TEXT),
	FIELD(fact_browser_account, address, FIELD_TEXT),
	FIELD(fact_browser_account, display_name, FIELD_TEXT),
	FIELD(fact_browser_account, cid, FIELD_TEXT),
	FIELD(fact_browser_account, oid, FIELD_TEXT),
	FIELD(fact_browser_account, tenant, FIELD_TEXT),
	FIELD(fact_browser_account, gaia, FIELD_TEXT),
	FIELD(fact_browser_account, puid, FIELD_TEXT),
	FIELD_ENUM(fact_browser_account, provider, provider_words),
	FIELD(fact_browser_account, signed_in, FIELD_BOOL),
	FIELD(fact_browser_account, formerly_signed_in, FIELD_BOOL),
	FIELD(fact_browser_account, formerly_syncing, FIELD_BOOL),
	FIELD(fact_browser_account, sync_consented, FIELD_BOOL),
	FIELD(fact_browser_account, sync_set_up, FIELD_BOOL),
	FIELD(fact_browser_account, sync_paused, FIELD_BOOL),
	FIELD(fact_browser_account, passwords_selected, FIELD_BOOL),
	FIELD(fact_browser_account, passwords_active, FIELD_BOOL),
	FIELD(fact_browser_account, implicit, FIELD_BOOL),
	FIELD(fact_browser_account, custom_passphrase, FIELD_BOOL),
	FIELD(fact_browser_account, listed, FIELD_BOOL),
	FIELD(fact_browser_account, former_address, FIELD_TEXT),
	FIELD(fact_browser_account, cache_guid, FIELD_TEXT),
	FIELD(fact_browser_account, created, FIELD_TIME),
	FIELD(fact_browser_account, last_used, FIELD_TIME),
	FIELD(fact_browser_account, last_sync, FIELD_TIME),
	FIELD(fact_browser_account, signed_out, FIELD_TIME),
};
static const struct record_type browser_account_type =
	RECORD_TYPE("browser-account", fact_browser_account, browser_account_fields);

static const struct field login_store_fields[] = {
	FIELD_ENUM(fact_login_store, store, login_store_words),
	FIELD(fact_login_store, total, FIELD_U64),
	FIELD(fact_login_store, never_save, FIELD_U64),
	FIELD(fact_login_store, federated, FIELD_U64),
	FIELD(fact_login_store, deleted_estimate, FIELD_U64),
	FIELD(fact_login_store, deleted_known, FIELD_BOOL),
	FIELD(fact_login_store, synced, FIELD_U64),
	FIELD(fact_login_store, initial_sync_state, FIELD_U32),
	FIELD(fact_login_store, sync_model, FIELD_BOOL),
	FIELD(fact_login_store, sync_owner, FIELD_TEXT),
	FIELD(fact_login_store, sync_ghost, FIELD_BOOL),
	FIELD(fact_login_store, encrypted_names, FIELD_BOOL),
	FIELD(fact_login_store, first_created, FIELD_TIME),
	FIELD(fact_login_store, last_created, FIELD_TIME),
	FIELD(fact_login_store, last_used, FIELD_TIME),
};
static const struct record_type login_store_type = RECORD_TYPE("login-store", fact_login_store, login_store_fields);

static const struct field saved_login_fields[] = {
	FIELD_ENUM(fact_saved_login, kind, login_kind_words),
	FIELD_ENUM(fact_saved_login, store, login_store_words),
	FIELD(fact_saved_login, origin, FIELD_TEXT),
	FIELD(fact_saved_login, realm, FIELD_TEXT),
	FIELD(fact_saved_login, username, FIELD_TEXT),
	FIELD(fact_saved_login, synced, FIELD_BOOL),
	FIELD(fact_saved_login, created, FIELD_TIME),
	FIELD(fact_saved_login, last_used, FIELD_TIME),
	FIELD(fact_saved_login, password_changed, FIELD_TIME),
	FIELD(fact_saved_login, times_used, FIELD_U64),
};
static const struct record_type saved_login_type = RECORD_TYPE("saved-login", fact_saved_login, saved_login_fields);

static const struct field software_fields[] = {
	FIELD(fact_software, key, FIELD_TEXT),
	FIELD(fact_software, name, FIELD_TEXT),
	FIELD(fact_software, version, FIELD_TEXT),
	FIELD(fact_software, publisher, FIELD_TEXT),
	FIELD(fact_software, location, FIELD_TEXT),
	FIELD(fact_software, source, FIELD_TEXT),
	FIELD(fact_software, uninstall, FIELD_TEXT),
	FIELD_ENUM(fact_software, scope, software_scope_words),
	FIELD_ENUM(fact_software, kind, software_kind_words),
	FIELD(fact_software, hidden, FIELD_BOOL),
	FIELD(fact_software, installed, FIELD_TIME),
};
static const struct record_type software_type = RECORD_TYPE("software", fact_software, software_fields);

static const struct field autostart_fields[] = {
	FIELD_ENUM(fact_autostart, kind, autostart_words),
	FIELD(fact_autostart, name, FIELD_TEXT),
	FIELD(fact_autostart, display_name, FIELD_TEXT),
	FIELD(fact_autostart, command, FIELD_TEXT),
	FIELD(fact_autostart, library, FIELD_TEXT),
	FIELD(fact_autostart, account, FIELD_TEXT),
	FIELD(fact_autostart, start, FIELD_U32),
	FIELD(fact_autostart, enabled, FIELD_BOOL),
};
static const struct record_type autostart_type = RECORD_TYPE("autostart", fact_autostart, autostart_fields);

static const struct field remote_access_fields[] = {
	FIELD(fact_remote_access, tool, FIELD_TEXT),
	FIELD(fact_remote_access, machine_id, FIELD_TEXT),
	FIELD(fact_remote_access, owner, FIELD_TEXT),
	FIELD(fact_remote_access, server, FIELD_TEXT),
	FIELD(fact_remote_access, unattended, FIELD_BOOL),
	FIELD(fact_remote_access, program, FIELD_BOOL),
	FIELD(fact_remote_access, path, FIELD_TEXT),
};
static const struct record_type remote_access_type =
	RECORD_TYPE("remote-access", fact_remote_access, remote_access_fields);

static const struct field setting_fields[] = {
	FIELD_ENUM(fact_setting, setting, setting_words),
	FIELD(fact_setting, text, FIELD_TEXT),
	FIELD(fact_setting, number, FIELD_U64),
	FIELD(fact_setting, time, FIELD_TIME),
};
static const struct record_type setting_type = RECORD_TYPE("setting", fact_setting, setting_fields);

const struct record_type *const fact_types[FACT_KIND_COUNT] = {
	[FACT_MACHINE] = &machine_type,
	[FACT_USER] = &user_type,
	[FACT_MEMBER] = &member_type,
	[FACT_PROFILE] = &profile_type,
	[FACT_ACCOUNT] = &account_type,
	[FACT_BROWSER_ACCOUNT] = &browser_account_type,
	[FACT_LOGIN_STORE] = &login_store_type,
	[FACT_SAVED_LOGIN] = &saved_login_type,
	[FACT_SOFTWARE] = &software_type,
	[FACT_AUTOSTART] = &autostart_type,
	[FACT_REMOTE_ACCESS] = &remote_access_type,
	[FACT_SETTING] = &setting_type,
};

void record_times_unknown(const struct record_type *type, void *record)
{
	for (unsigned i = 0; i < type->count; i++) {
		if (type->fields[i].type == FIELD_TIME)
			*(int64_t *)((char *)record + type->fields[i].offset) = TIME_UNKNOWN;
	}
}
