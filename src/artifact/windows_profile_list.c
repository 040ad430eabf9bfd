/* windows.profile_list: which SID owns which profile folder, and when it was last loaded.
 * SOFTWARE Microsoft\Windows NT\CurrentVersion\ProfileList\<SID>[.bak]. */
#include "artifact/registry.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "decode/windows_types.h"

#define PROFILE_LIST "Microsoft\\Windows NT\\CurrentVersion\\ProfileList"

static int64_t load_time(struct run_context *run, struct hive_key key)
{
	uint64_t high, low;
	if (!registry_number(run, key, "LocalProfileLoadTimeHigh", &high, NULL) ||
	    !registry_number(run, key, "LocalProfileLoadTimeLow", &low, NULL) || high > UINT32_MAX || low > UINT32_MAX)
		return TIME_UNKNOWN;
	return time_from_filetime(high << 32 | low);
}

static void one_profile(struct run_context *run, struct hive_key key)
{
	struct fact_profile profile = FACT_INIT(FACT_PROFILE, struct fact_profile);
	profile.sid = hive_key_name(key);
	if (str_ends_fold(profile.sid, STR(".bak"))) {
		profile.backup = true;
		profile.sid = str_sub(profile.sid, 0, profile.sid.len - 4);
	}
	struct str path = registry_text(run, key, "ProfileImagePath", NULL);
	if (!path.len)
		run_problem(run, ERR_CORRUPT, "%.*s: no ProfileImagePath", STR_ARGS(hive_key_path(key)));
	profile.path = path_from_root(path);
	profile.loaded = load_time(run, key);
	emit_profile(run, hive_key_origin(key), &profile);
}

static enum err run_profile_list(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, list_key;
	enum err e = registry_open(run, HIVE_SOFTWARE, PROFILE_LIST, &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, PROFILE_LIST, &list_key))
		return ERR_CORRUPT;
	struct hive_key_list list = registry_children(run, list_key);
	for (size_t i = 0; i < list.count; i++) {
		if (str_starts_fold(hive_key_name(list.items[i]), STR("S-1-")))
			one_profile(run, list.items[i]);
	}
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_profile_list = {
	.id = "windows.profile_list", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_profile_list,
};
