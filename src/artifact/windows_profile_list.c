/* windows.profile_list: which SID owns which profile folder, and when it was last loaded.
 * SOFTWARE Microsoft\Windows NT\CurrentVersion\ProfileList\<SID>[.bak]; SYSTEM MountedDevices for profiles on other
 * drives (winreg-kb). */
#include "artifact/registry.h"
#include "base/cursor.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "decode/windows_types.h"

#define CURRENT_VERSION "Microsoft\\Windows NT\\CurrentVersion"
#define PROFILE_LIST    CURRENT_VERSION "\\ProfileList"
#define GPT_MARK        "DMIO:ID:"
enum { GPT_BYTES = 24, MBR_BYTES = 12 };

static int64_t load_time(struct run_context *run, struct hive_key key)
{
	uint64_t high, low;
	if (!registry_number(run, key, "LocalProfileLoadTimeHigh", &high, NULL) ||
	    !registry_number(run, key, "LocalProfileLoadTimeLow", &low, NULL) || high > UINT32_MAX || low > UINT32_MAX)
		return TIME_UNKNOWN;
	return time_from_filetime(high << 32 | low);
}

/* The letter Windows itself had when it ran. */
static struct str own_drive(struct run_context *run, struct hive_key software)
{
	struct hive_key key;
	struct str drive = { 0 };
	if (registry_key(run, software, CURRENT_VERSION, &key))
		drive = path_drive(registry_text(run, key, "SystemRoot", NULL));
	return drive.len ? drive : STR("C");
}

static struct str partition_text(struct run_context *run, struct span data)
{
	struct cursor cursor = cursor_over(data);
	struct span guid;
	if (data.len == GPT_BYTES && memcmp(data.data, GPT_MARK, sizeof GPT_MARK - 1) == 0 && span_sub(data, 8, 16, &guid))
		return str_format(run->arena, "gpt:%.*s", STR_ARGS(guid_text(guid, run->arena)));
	if (data.len != MBR_BYTES)
		return (struct str){ 0 }; /* a removable or dynamic disk by its device path */
	uint32_t signature = cursor_u32le(&cursor);
	return str_format(run->arena, "mbr:%08x:%llu", signature, (unsigned long long)cursor_u64le(&cursor));
}

/* The partition behind a drive, as it was when Windows last ran. */
static struct str partition_of(struct run_context *run, struct str drive)
{
	struct hive *hive;
	struct hive_key key;
	struct hive_value value;
	enum err e = run_hive(run, HIVE_SYSTEM, &hive);
	if (e != OK) {
		run_problem(run, e, "SYSTEM: not read, drive %.*s of a profile is not known", STR_ARGS(drive));
		return (struct str){ 0 };
	}
	struct str name = drive.len == 1 ? str_format(run->arena, "\\DosDevices\\%.*s:", STR_ARGS(drive))
					 : str_format(run->arena, "\\??\\%.*s", STR_ARGS(drive));
	if (!registry_key(run, hive_root(hive), "MountedDevices", &key) ||
	    !registry_value(run, key, str_to_c(run->arena, name), &value))
		return (struct str){ 0 };
	return partition_text(run, value.data);
}

static void place(struct run_context *run, struct str path, struct str own, struct fact_profile *profile)
{
	struct str drive = path_drive(path);
	profile->path = path_from_root(path);
	if (drive.len == 0 || str_eq_fold(drive, own))
		return;
	profile->drive = drive.len == 1 ? str_format(run->arena, "%c", drive.data[0] & ~0x20) : drive;
	profile->partition = partition_of(run, drive);
}

static void one_profile(struct run_context *run, struct hive_key key, struct str own)
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
	place(run, path, own, &profile);
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
	struct str own = own_drive(run, root);
	struct hive_key_list list = registry_children(run, list_key);
	for (size_t i = 0; i < list.count; i++) {
		if (str_starts_fold(hive_key_name(list.items[i]), STR("S-1-")))
			one_profile(run, list.items[i], own);
	}
	return OK;
}

static const struct want wants[] =
	{ WANT_OF_HIVE(HIVE_SOFTWARE), { HIVE_SYSTEM, LIMIT_HIVE_BYTES, WANT_HIVE }, { NULL, 0, 0 } };
const struct artifact artifact_windows_profile_list = {
	.id = "windows.profile_list", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_profile_list,
};
