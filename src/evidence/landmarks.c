/* Collects the landmark folders of a volume in one pass of the index. File names: Windows' registry hives, and the
 * profile files of Chromium (chrome/common/chrome_constants.cc) and Firefox (toolkit/profile,
 * toolkit/components/passwordmgr). */
#include "evidence/landmarks.h"

#include <stdlib.h>

#include "base/glob.h"
#include "base/limits.h"
#include "disk/reparse.h"

static const struct { struct str name; uint32_t mark; } names[] = {
	{ STR("SAM"), MARK_SAM },
	{ STR("SYSTEM"), MARK_SYSTEM },
	{ STR("SOFTWARE"), MARK_SOFTWARE },
	{ STR("SECURITY"), MARK_SECURITY },
	{ STR("DEFAULT"), MARK_DEFAULT },
	{ STR("NTUSER.DAT"), MARK_NTUSER },
	{ STR("NTUSER.MAN"), MARK_NTUSER },
	{ STR("Local State"), MARK_LOCAL_STATE },
	{ STR("Preferences"), MARK_PREFERENCES },
	{ STR("Secure Preferences"), MARK_PREFERENCES },
	{ STR("Login Data"), MARK_LOGIN_DATA },
	{ STR("Login Data For Account"), MARK_LOGIN_DATA },
	{ STR("Ya Passman Data"), MARK_LOGIN_DATA },
	{ STR("profiles.ini"), MARK_PROFILES_INI },
	{ STR("prefs.js"), MARK_PREFS_JS },
	{ STR("logins.json"), MARK_LOGINS_JSON },
	{ STR("logins-backup.json"), MARK_LOGINS_JSON },
	{ STR("key4.db"), MARK_KEY_DATABASE },
	{ STR("key3.db"), MARK_KEY_DATABASE },
	{ STR("signedInUser.json"), MARK_SIGNED_IN_USER },
	{ STR("signons.sqlite"), MARK_SIGNONS },
};

struct search {
	struct file_tree *tree;
	struct arena *arena;
	landmark_list list;
	struct landmarks_aside *aside;
};

static ptrdiff_t last_separator(struct str path)
{
	for (size_t i = path.len; i > 0; i--) {
		if (path.data[i - 1] == '\\')
			return (ptrdiff_t)i - 1;
	}
	return -1;
}

struct str path_parent(struct str path)
{
	ptrdiff_t at = last_separator(path);
	return at < 0 ? (struct str){ 0 } : str_sub(path, 0, (size_t)at);
}

bool path_within(struct str path, struct str folder)
{
	if (folder.len == 0)
		return true;
	return str_starts_fold(path, folder) && (path.len == folder.len || path.data[folder.len] == '\\');
}

static bool holds_users(struct str folder)
{
	struct str name = path_name(folder);
	return str_eq_fold(name, STR("Users")) || str_eq_fold(name, STR("Documents and Settings"));
}

/* SYSTEM, SOFTWARE and DEFAULT are common words: outside System32\config such a file counts only with the signature of
 * a hive or when its bytes cannot be had. */
static bool is_hive(struct search *search, struct str folder, uint32_t mark, const struct file_entry *entry)
{
	char signature[4];
	if (mark & (MARK_SAM | MARK_SECURITY | MARK_NTUSER) || str_ends_fold(folder, STR("\\System32\\config")))
		return true;
	if (entry->size < sizeof signature)
		return false;
	if (file_tree_read(search->tree, entry, (struct str){ 0 }, signature, sizeof signature) != OK)
		return true;
	return memcmp(signature, "regf", sizeof signature) == 0;
}

static enum err add(struct search *search, struct str folder, uint32_t mark)
{
	if (search->list.count >= LIMIT_EVIDENCE_FILES)
		return ERR_LIMIT;
	/* A browser profile's network folder is part of the profile. */
	if (mark == MARK_LOGIN_DATA && str_eq_fold(path_name(folder), STR("Network")))
		folder = path_parent(folder);
	*array_push(search->arena, &search->list) = (struct landmark_folder){ str_copy(search->arena, folder), mark };
	return OK;
}

static enum err add_link(struct search *search, struct str path, const struct file_entry *entry)
{
	if (search->aside->links.count >= LIMIT_LINKS)
		return ERR_LIMIT;
	*array_push(search->arena, &search->aside->links) =
		(struct link){ .path = str_copy(search->arena, path), .entry = *entry };
	return OK;
}

/* Smaller ones hold no Windows, and hardly a file system. */
#define SMALLEST_DISK_BYTES (16 * MIB)

static bool is_virtual_disk(struct str name, const struct file_entry *entry)
{
	return entry->size >= SMALLEST_DISK_BYTES &&
	       (str_ends_fold(name, STR(".vhdx")) || str_ends_fold(name, STR(".vhd")) || str_ends_fold(name, STR(".avhdx")));
}

static enum err add_virtual_disk(struct search *search, struct str path, const struct file_entry *entry)
{
	if (search->aside->disks.count >= LIMIT_EVIDENCE_FILES)
		return ERR_LIMIT;
	*array_push(search->arena, &search->aside->disks) =
		(struct virtual_disk){ str_copy(search->arena, path), entry->size };
	return OK;
}

static enum err visit(void *context, struct str path, const struct file_entry *entry)
{
	struct search *search = context;
	struct str name = str_from(path, (size_t)(last_separator(path) + 1));
	uint32_t tag = entry->reparse_tag;
	if (tag == REPARSE_MOUNT_POINT || tag == REPARSE_SYMLINK || tag == REPARSE_UNIX_LINK)
		return add_link(search, path, entry);
	if (entry->directory) {
		bool user = entry->reparse_tag == 0 && path.len > name.len && holds_users(path_parent(path));
		return user ? add(search, path, MARK_USER_FOLDER) : OK;
	}
	if (is_virtual_disk(name, entry))
		return add_virtual_disk(search, path, entry);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		uint32_t mark = names[i].mark;
		if (names[i].name.len != name.len || !str_eq_fold(names[i].name, name))
			continue;
		struct str folder = path_parent(path);
		if (mark & (MARKS_HIVE | MARK_NTUSER) && !is_hive(search, folder, mark, entry))
			return OK;
		return add(search, folder, mark);
	}
	return OK;
}

static int compare(const void *a, const void *b)
{
	const struct landmark_folder *left = a, *right = b;
	return str_compare_fold(left->path, right->path);
}

static void merge(landmark_list *list)
{
	size_t kept = 0;
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
	for (size_t i = 0; i < list->count; i++) {
		if (kept && compare(&list->items[kept - 1], &list->items[i]) == 0)
			list->items[kept - 1].marks |= list->items[i].marks;
		else
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

bool is_landmark_name(struct str name)
{
	bool found = false;
	for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
		found = str_eq_fold(names[i].name, name);
	return found;
}

enum err landmarks_find(struct file_tree *tree, struct arena *arena, landmark_list *ret, struct landmarks_aside *ret_aside)
{
	struct search search = { .tree = tree, .arena = arena, .aside = ret_aside };
	enum err e = file_tree_glob(tree, (struct str){ 0 }, STR("**\\*"), visit, &search);
	merge(&search.list);
	*ret = search.list;
	return e;
}

uint32_t landmarks_of(const landmark_list *list, struct str path)
{
	struct landmark_folder key = { .path = path };
	const struct landmark_folder *found =
		list->count ? bsearch(&key, list->items, list->count, sizeof *list->items, compare) : NULL;
	return found ? found->marks : 0;
}
