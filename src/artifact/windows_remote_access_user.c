/* windows.remote_access_user: remote-access tools in a user's own folders and hive: portable copies, sign-ins, ids,
 * relays. The tables stand in remote_tools.c. */
#include "artifact/remote_read.h"
#include "base/limits.h"

#define FILE_ROW(tool, glob) { tool, glob },
static const struct remote_file files[] = { REMOTE_USER_FILES(FILE_ROW) };

static enum err run_remote_access_user(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e == OK)
		remote_read_values(run, root, remote_user_values, remote_user_value_count);
	remote_read_files(run, files, sizeof files / sizeof *files);
	remote_read_configs(run, remote_user_configs, remote_user_config_count);
	return e;
}

#define WANT_LISTED(tool, glob) { glob, 0, WANT_LISTING },
static const struct want wants[] = {
	WANT_OF_HIVE(HIVE_NTUSER), REMOTE_USER_FILES(WANT_LISTED)
	{ REMOTE_ANYDESK_USER, LIMIT_TEXT_BYTES, 0 }, { REMOTE_RUSTDESK_USER, LIMIT_TEXT_BYTES, 0 }, { NULL, 0, 0 },
};
const struct artifact artifact_windows_remote_access_user = {
	.id = "windows.remote_access_user", .scope = SCOPE_USER, .wants = wants, .run = run_remote_access_user,
};
