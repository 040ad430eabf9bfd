/* Opens the three JSON files of a Chromium profile and looks preferences up in them; Secure Preferences win over
 * Preferences (chrome/browser/prefs/chrome_pref_service_factory.cc, kTrackedPrefs). */
#include "artifact/chromium.h"
#include "base/buf.h"
#include "base/glob.h"
#include "base/timestamp.h"

struct str chromium_pointer_part(struct arena *arena, struct str key)
{
	struct buf part = { 0 };
	for (size_t i = 0; i < key.len; i++) {
		if (key.data[i] == '~' || key.data[i] == '/')
			buf_put_c(&part, key.data[i] == '~' ? "~0" : "~1");
		else
			buf_put_char(&part, key.data[i]);
	}
	struct str kept = str_copy(arena, buf_str(&part));
	buf_done(&part);
	return kept;
}

/* NULL with *found set: the file is there and could not be read; said as a problem. */
static struct json_document *open_json(struct chromium_profile *profile, const char *glob, bool *found,
				       enum err *ret_err)
{
	struct json_document *document = NULL;
	const struct run_file *file = run_find(profile->run, glob, NULL);
	if (!file || file->directory)
		return NULL;
	*found = true;
	enum err e = run_json(profile->run, file, &document);
	if (e == OK && json_is_object(json_root(document)))
		return document;
	e = e == OK ? ERR_CORRUPT : e;
	run_problem(profile->run, e, "%.*s is no complete JSON (%s)", STR_ARGS(file->path), err_name(e));
	if (*ret_err == OK)
		*ret_err = e;
	chromium_scan_damaged(profile, file);
	return NULL;
}

/* The entry of info_cache: by the folder's name; a root that is the profile itself is listed as Default. */
static void find_listed(struct chromium_profile *profile)
{
	const struct json *cache = json_get2(json_root(profile->local_state), "profile", "info_cache");
	bool flat = str_eq_fold(profile->subject->root, profile->subject->browser_root);
	profile->folder = flat ? STR("Default") : path_name(profile->subject->root);
	for (const struct json *entry = json_first(cache); entry; entry = json_next(entry)) {
		if (!str_eq_fold(json_key(entry), profile->folder) || !json_is_object(entry))
			continue;
		profile->listed = entry;
		profile->listed_pointer = str_format(profile->run->arena, "/profile/info_cache/%.*s",
						     STR_ARGS(chromium_pointer_part(profile->run->arena, json_key(entry))));
		return;
	}
}

enum err chromium_open(struct run_context *run, const struct subject *subject, struct chromium_profile *ret)
{
	bool found = false;
	enum err damaged = OK;
	*ret = (struct chromium_profile){ .run = run, .subject = subject };
	ret->who = FACT_INIT(FACT_BROWSER_ACCOUNT, struct fact_browser_account);
	ret->local_state = open_json(ret, "Local State", &found, &damaged);
	ret->preferences = open_json(ret, "Preferences", &found, &damaged);
	ret->secure = open_json(ret, "Secure Preferences", &found, &damaged);
	/* Without files and without folder the profile is gone: an entry of a gone one is told as such
	 * (chromium_find_former). */
	bool flat = str_eq_fold(subject->root, subject->browser_root);
	if (ret->preferences || ret->secure || damaged != OK || flat || chromium_has_folder(ret, path_name(subject->root)))
		find_listed(ret);
	if (!found)
		return ERR_ABSENT;
	return ret->local_state || ret->preferences || ret->secure ? OK : damaged;
}

static const struct json *walk(const struct json *value, struct str path, struct arena *arena)
{
	while (value && path.len)
		value = json_get(value, str_to_c(arena, str_cut(path, '/', &path)));
	return value;
}

const struct json *chromium_pref(const struct chromium_profile *profile, const char *path, struct origin *origin)
{
	struct json_document *const documents[] = { profile->secure, profile->preferences };
	struct arena *arena = profile->run->arena;
	for (size_t i = 0; i < 2; i++) {
		const struct json *value = walk(json_root(documents[i]), str_from_c(path), arena);
		if (!value)
			continue;
		if (origin)
			*origin = json_origin(documents[i], str_format(arena, "/%s", path), TIME_UNKNOWN);
		return value;
	}
	return NULL;
}

struct str chromium_pref_text(const struct chromium_profile *profile, const char *path, struct origin *origin)
{
	return json_text(chromium_pref(profile, path, origin), profile->run->arena);
}

enum flag chromium_flag(const struct json *value)
{
	return !json_is_bool(value) ? FLAG_UNSET : json_is_true(value) ? FLAG_TRUE : FLAG_FALSE;
}

enum flag chromium_pref_flag(const struct chromium_profile *profile, const char *path)
{
	return chromium_flag(chromium_pref(profile, path, NULL));
}

int64_t chromium_time(const struct json *value)
{
	int64_t number;
	return json_number(value, &number) ? time_from_webkit(number) : TIME_UNKNOWN;
}

int64_t chromium_pref_time(const struct chromium_profile *profile, const char *path)
{
	return chromium_time(chromium_pref(profile, path, NULL));
}
