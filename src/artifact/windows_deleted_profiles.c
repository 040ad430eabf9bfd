/* windows.deleted_profiles: registry hives of users that were deleted and whose names the volume's file table still
 * holds. Records of $MFT that are not in use keep name, parent and times until they are used again. */
#include "artifact/run.h"
#include "base/glob.h"

static void state_deleted(struct run_context *run, const struct run_file *file)
{
	struct fact_setting fact = FACT_INIT(FACT_SETTING, struct fact_setting);
	size_t name_bytes = path_name(file->relative).len;
	fact.setting = SETTING_DELETED_PROFILE;
	fact.text = str_sub(file->relative, 0, file->relative.len - name_bytes - 1); /* the globs ask for a folder above it */
	fact.time = file->modified;
	emit_setting(run, (struct origin){ .evidence = file->evidence, .kind = ORIGIN_FILE, .when = file->modified }, &fact);
}

#define WANT_DELETED_FILE(glob) { glob, 0, WANT_LISTING | WANT_DELETED }
static const struct want wants[] = {
	WANT_DELETED_FILE("Users\\*\\NTUSER.DAT"), WANT_DELETED_FILE("Documents and Settings\\*\\NTUSER.DAT"), { NULL, 0, 0 },
};

static enum err run_deleted_profiles(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	bool found = false;
	for (const struct want *want = wants; want->glob; want++)
		for (const struct run_file *file = NULL; (file = run_find(run, want->glob, file)); found = true)
			state_deleted(run, file);
	return found ? OK : ERR_ABSENT;
}

const struct artifact artifact_windows_deleted_profiles = {
	.id = "windows.deleted_profiles", .scope = SCOPE_SYSTEM, .wants = wants, .run = run_deleted_profiles,
};
