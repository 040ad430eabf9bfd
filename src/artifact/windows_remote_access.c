/* windows.remote_access: tools by which somebody reaches the PC from afar, machine-wide: services, programs, ids,
 * owners. The tables stand in remote_tools.c; here ScreenConnect's relay (in its service's command) and Chrome Remote
 * Desktop's host.json. */
#include "artifact/remote_read.h"
#include "base/glob.h"
#include "base/limits.h"

/* "...?e=Access&y=Guest&h=relay.example&p=443&..." -> relay.example */
static struct str relay_of(struct str command)
{
	ptrdiff_t at = str_find(command, STR("&h="));
	struct str after;
	return at < 0 ? (struct str){ 0 } : str_cut(str_from(command, (size_t)at + 3), '&', &after);
}

static void one_service(struct run_context *run, struct hive_key key)
{
	for (size_t i = 0; i < remote_service_count; i++) {
		struct fact_remote_access fact = FACT_INIT(FACT_REMOTE_ACCESS, struct fact_remote_access);
		if (!glob_match(str_from_c(remote_services[i].name), hive_key_name(key)))
			continue;
		fact.path = registry_text(run, key, "ImagePath", NULL);
		if (!fact.path.len)
			continue;
		fact.tool = str_from_c(remote_services[i].tool);
		fact.program = true;
		fact.server = relay_of(fact.path);
		emit_remote_access(run, hive_key_origin(key), &fact);
		return;
	}
}

static enum err services(struct run_context *run)
{
	struct control_sets sets;
	struct hive_key key;
	enum err e = registry_control_sets(run, &sets);
	for (size_t k = 0; e == OK && k < sets.count; k++) {
		if (!registry_key(run, sets.items[k], "Services", &key))
			continue;
		struct hive_key_list list = registry_children(run, key);
		for (size_t i = 0; i < list.count; i++)
			one_service(run, list.items[i]);
	}
	return e;
}

static void chrome_host(struct run_context *run, const struct run_file *file)
{
	static const char *const owner_keys[] = { "host_owner", "host_owner_email", "xmpp_login" };
	struct json_document *document;
	enum err e = run_json(run, file, &document);
	if (e != OK) {
		run_problem(run, e, "%.*s cannot be read", STR_ARGS(file->path));
		return;
	}
	struct fact_remote_access fact = FACT_INIT(FACT_REMOTE_ACCESS, struct fact_remote_access);
	const struct json *root = json_root(document);
	fact.tool = STR("Chrome Remote Desktop");
	fact.machine_id = json_text(json_get(root, "host_id"), run->arena);
	for (size_t i = 0; i < sizeof owner_keys / sizeof *owner_keys && !fact.owner.len; i++)
		fact.owner = json_text(json_get(root, owner_keys[i]), run->arena);
	/* With a PIN the host is reached whenever it runs. */
	fact.unattended = json_get(root, "host_secret_hash") != NULL;
	if (fact.machine_id.len || fact.owner.len)
		emit_remote_access(run, json_origin(document, STR("/host_id"), file->modified), &fact);
}

#define FILE_ROW(tool, glob) { tool, glob },
static const struct remote_file files[] = { REMOTE_SYSTEM_FILES(FILE_ROW) };

static enum err run_remote_access(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root;
	enum err system_result = services(run);
	enum err software_result = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (software_result == OK)
		remote_read_values(run, root, remote_software_values, remote_software_value_count);
	remote_read_files(run, files, sizeof files / sizeof *files);
	remote_read_configs(run, remote_system_configs, remote_system_config_count);
	for (const struct run_file *file = NULL; (file = run_find(run, REMOTE_CHROME_HOST, file));)
		chrome_host(run, file);
	if (system_result != OK && software_result != OK)
		return system_result;
	if (system_result != OK)
		run_problem(run, system_result, "SYSTEM: services not read");
	if (software_result != OK)
		run_problem(run, software_result, "SOFTWARE: not read");
	return OK;
}

#define WANT_LISTED(tool, glob) { glob, 0, WANT_LISTING },
#define WANT_TEXT(glob)         { glob, LIMIT_TEXT_BYTES, 0 }
static const struct want wants[] = {
	WANT_OF_HIVE(HIVE_SYSTEM), WANT_OF_HIVE(HIVE_SOFTWARE), REMOTE_SYSTEM_FILES(WANT_LISTED)
	WANT_TEXT(REMOTE_ANYDESK_SYSTEM), WANT_TEXT(REMOTE_ANYDESK_SERVICE), WANT_TEXT(REMOTE_TODESK),
	WANT_TEXT(REMOTE_SUNLOGIN),
	WANT_TEXT(REMOTE_SUNLOGIN_DATA), WANT_TEXT(REMOTE_RUSTDESK_SYSTEM), WANT_TEXT(REMOTE_CHROME_HOST), { NULL, 0, 0 },
};
const struct artifact artifact_windows_remote_access = {
	.id = "windows.remote_access", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_remote_access,
};
