/* windows.software (machine) and windows.software_user: programs that registered an uninstaller.
 * SOFTWARE [WOW6432Node\]Microsoft\Windows\CurrentVersion\Uninstall\<key>; NTUSER the same below Software. */
#include "artifact/registry.h"
#include "base/limits.h"
#include "base/timestamp.h"

#define UNINSTALL "Microsoft\\Windows\\CurrentVersion\\Uninstall"

/* Text of values that installers write in any type they like: another type is no damage, an unreadable value still
 * is. */
static struct str loose_text(struct run_context *run, struct hive_key key, const char *name)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value) || value.type == REGISTRY_DWORD || value.type == REGISTRY_QWORD)
		return (struct str){ 0 };
	struct str text = hive_text(&value, run->arena);
	if (value.data.len && !text.len && value.type != REGISTRY_SZ && value.type != REGISTRY_EXPAND_SZ)
		run_problem(run, ERR_CORRUPT, "%.*s\\%s: type %u with %zu bytes is neither text nor number",
			    STR_ARGS(hive_key_path(key)), name, value.type, value.data.len);
	return text;
}

/* InstallDate is yyyymmdd, or whatever the installer liked: then the date is unknown. */
static int64_t install_date(struct str text)
{
	uint64_t number;
	int64_t time = TIME_UNKNOWN;
	if (text.len != 8 || !str_to_u64(text, 10, &number))
		return TIME_UNKNOWN;
	char form[] = "0000-00-00T00:00:00Z";
	memcpy(form, text.data, 4);
	memcpy(form + 5, text.data + 4, 2);
	memcpy(form + 8, text.data + 6, 2);
	return time_parse(str_from_c(form), &time) ? time : TIME_UNKNOWN;
}

/* What "Programs and Features" does not show: components, updates, children of another entry, entries without a
 * name. */
static bool is_hidden(struct run_context *run, struct hive_key key, struct str name)
{
	static const char *const updates[] = { "Security Update", "Update Rollup", "Hotfix", "Update", "Service Pack" };
	struct hive_value component;
	uint64_t number;
	if (!name.len || loose_text(run, key, "ParentKeyName").len)
		return true;
	if (registry_value(run, key, "SystemComponent", &component) && hive_number(&component, &number) && number == 1)
		return true;
	struct str release = loose_text(run, key, "ReleaseType");
	for (size_t i = 0; i < sizeof updates / sizeof *updates; i++) {
		if (str_eq_fold(release, str_from_c(updates[i])))
			return true;
	}
	return false;
}

static void program(struct run_context *run, struct hive_key key, enum software_scope scope)
{
	struct fact_software software = FACT_INIT(FACT_SOFTWARE, struct fact_software);
	struct origin origin = hive_key_origin(key);
	software.key = hive_key_name(key);
	software.name = registry_text(run, key, "DisplayName", &origin);
	software.version = loose_text(run, key, "DisplayVersion");
	software.publisher = loose_text(run, key, "Publisher");
	software.location = loose_text(run, key, "InstallLocation");
	software.source = loose_text(run, key, "InstallSource");
	software.uninstall = loose_text(run, key, "UninstallString");
	software.scope = scope;
	software.kind = SOFTWARE_PROGRAM;
	software.hidden = is_hidden(run, key, software.name);
	software.installed = install_date(loose_text(run, key, "InstallDate"));
	emit_software(run, origin, &software);
}

static void programs(struct run_context *run, struct hive_key root, const char *path, enum software_scope scope)
{
	struct hive_key key;
	if (!registry_key(run, root, path, &key))
		return;
	struct hive_key_list list = registry_children(run, key);
	for (size_t i = 0; i < list.count; i++)
		program(run, list.items[i], scope);
}

static enum err run_software(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, uninstall;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, UNINSTALL, &uninstall))
		run_problem(run, ERR_CORRUPT, "SOFTWARE: " UNINSTALL " is not there");
	programs(run, root, UNINSTALL, SOFTWARE_MACHINE);
	programs(run, root, "WOW6432Node\\" UNINSTALL, SOFTWARE_MACHINE32);
	return OK;
}

static enum err run_software_user(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	programs(run, root, "Software\\" UNINSTALL, SOFTWARE_USER);
	programs(run, root, "Software\\WOW6432Node\\" UNINSTALL, SOFTWARE_USER);
	return OK;
}

static const struct want system_wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_software = {
	.id = "windows.software", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = system_wants, .run = run_software,
};
static const struct want user_wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_software_user = {
	.id = "windows.software_user", .scope = SCOPE_USER, .wants = user_wants, .run = run_software_user,
};
