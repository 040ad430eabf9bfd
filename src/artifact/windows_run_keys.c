/* windows.run_keys (machine) and windows.run_keys_user: commands that start at logon, and whether the user switched
 * them off. {SOFTWARE,NTUSER\Software}\[WOW6432Node\]Microsoft\Windows\CurrentVersion\Run*, Winlogon, NTUSER
 * ...\Windows Load and Run; Explorer\StartupApproved\{Run,Run32}: an odd first byte means switched off. */
#include "artifact/registry.h"
#include "base/limits.h"

#define CURRENT_VERSION "Microsoft\\Windows\\CurrentVersion"
#define CURRENT_NT      "Microsoft\\Windows NT\\CurrentVersion"

static const char *const run_keys[] =
	{ "Run", "RunOnce", "RunOnceEx", "RunServices", "RunServicesOnce", "RunOnce\\Setup", "Policies\\Explorer\\Run" };

/* `approved` has node 0 when Windows keeps no such list for the key. */
static bool switched_off(struct hive_key approved, struct str name, struct run_context *run)
{
	struct hive_value value;
	if (!approved.node || hive_value(approved, str_to_c(run->arena, name), &value) != OK || !value.data.len)
		return false;
	return value.data.data[0] & 1;
}

static void commands(struct run_context *run, struct hive_key key, struct hive_key approved)
{
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_autostart fact = FACT_INIT(FACT_AUTOSTART, struct fact_autostart);
		fact.kind = AUTOSTART_RUN;
		fact.name = list.items[i].name;
		fact.command = registry_value_text(run, &list.items[i]);
		fact.enabled = !switched_off(approved, fact.name, run);
		uint64_t number;
		if (fact.command.len && !hive_number(&list.items[i], &number)) /* RunOnceEx has flags beside its commands */
			emit_autostart(run, list.items[i].origin, &fact);
	}
}

/* One Run* key; RunOnceEx keeps its commands one level deeper. */
static void commands_at(struct run_context *run, struct hive_key current, const char *path, struct hive_key approved)
{
	struct hive_key key;
	if (!registry_key(run, current, path, &key))
		return;
	commands(run, key, approved);
	struct hive_key_list sections = str_eq_c(STR("RunOnceEx"), path) ? registry_children(run, key) :
		(struct hive_key_list){ 0 };
	for (size_t i = 0; i < sections.count; i++)
		commands(run, sections.items[i], approved);
}

static void view(struct run_context *run, struct hive_key root, const char *prefix, struct hive_key approved)
{
	struct hive_key current;
	struct str path = str_format(run->arena, "%s" CURRENT_VERSION, prefix);
	if (!registry_key(run, root, str_to_c(run->arena, path), &current))
		return;
	for (size_t i = 0; i < sizeof run_keys / sizeof *run_keys; i++) {
		bool listed = str_eq_c(STR("Run"), run_keys[i]);
		commands_at(run, current, run_keys[i], listed ? approved : (struct hive_key){ 0 });
	}
}

static struct hive_key approved_list(struct run_context *run, struct hive_key root, const char *path)
{
	struct hive_key key = { 0 };
	return registry_key(run, root, path, &key) ? key : (struct hive_key){ 0 };
}

static void winlogon_command(struct run_context *run, struct hive_key key, const char *name)
{
	struct fact_autostart fact = FACT_INIT(FACT_AUTOSTART, struct fact_autostart);
	struct origin origin = { 0 };
	fact.kind = AUTOSTART_WINLOGON;
	fact.name = str_from_c(name);
	fact.command = registry_text(run, key, name, &origin);
	fact.enabled = true;
	if (fact.command.len)
		emit_autostart(run, origin, &fact);
}

static enum err run_machine(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	static const char *const names[] = { "Shell", "Userinit", "Taskman", "VMApplet" };
	struct hive_key root, key;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	view(run, root, "", approved_list(run, root, CURRENT_VERSION "\\Explorer\\StartupApproved\\Run"));
	view(run, root, "WOW6432Node\\", approved_list(run, root, CURRENT_VERSION "\\Explorer\\StartupApproved\\Run32"));
	if (registry_key(run, root, CURRENT_NT "\\Winlogon", &key)) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			winlogon_command(run, key, names[i]);
	}
	return OK;
}

static enum err run_user(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, key;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	view(run, root, "Software\\",
	     approved_list(run, root, "Software\\" CURRENT_VERSION "\\Explorer\\StartupApproved\\Run"));
	view(run, root, "Software\\WOW6432Node\\",
	     approved_list(run, root, "Software\\" CURRENT_VERSION "\\Explorer\\StartupApproved\\Run32"));
	if (registry_key(run, root, "Software\\" CURRENT_NT "\\Winlogon", &key))
		winlogon_command(run, key, "Shell");
	if (registry_key(run, root, "Software\\" CURRENT_NT "\\Windows", &key)) {
		winlogon_command(run, key, "Load");
		winlogon_command(run, key, "Run");
	}
	return OK;
}

static const struct want system_wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_run_keys = {
	.id = "windows.run_keys", .scope = SCOPE_SYSTEM, .wants = system_wants, .run = run_machine,
};
static const struct want user_wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_run_keys_user = {
	.id = "windows.run_keys_user", .scope = SCOPE_USER, .wants = user_wants, .run = run_user,
};
