/* Landmarks: the folders of a volume that hold one of the few file names by which Windows, users and browsers are
 * recognised. One pass over the index; everything else about subjects is decided from this short list. */
#ifndef SOATMAY_EVIDENCE_LANDMARKS_H
#define SOATMAY_EVIDENCE_LANDMARKS_H

#include "base/array.h"
#include "disk/file_tree.h"

enum landmark {
	MARK_SAM = 1,
	MARK_SYSTEM = 2,
	MARK_SOFTWARE = 4,
	MARK_SECURITY = 8,
	MARK_DEFAULT = 16,
	MARK_NTUSER = 32,
	MARK_LOCAL_STATE = 64,
	MARK_PREFERENCES = 128,     /* Preferences or Secure Preferences */
	MARK_LOGIN_DATA = 256,      /* any Chromium login store, also the one in Network\ */
	MARK_PROFILES_INI = 512,
	MARK_PREFS_JS = 1024,
	MARK_LOGINS_JSON = 2048,
	MARK_KEY_DATABASE = 4096,   /* key3.db, key4.db */
	MARK_SIGNED_IN_USER = 8192,
	MARK_SIGNONS = 16384,
	MARK_USER_FOLDER = 32768    /* a folder right below Users or Documents and Settings, no junction */
};
#define MARKS_HIVE     (MARK_SAM | MARK_SYSTEM | MARK_SOFTWARE | MARK_SECURITY | MARK_DEFAULT)
#define MARKS_CHROMIUM (MARK_PREFERENCES | MARK_LOGIN_DATA)
#define MARKS_FIREFOX  (MARK_PREFS_JS | MARK_LOGINS_JSON | MARK_KEY_DATABASE | MARK_SIGNED_IN_USER | MARK_SIGNONS)

struct landmark_folder {
	struct str path;
	uint32_t marks;
};
typedef ARRAY_OF(struct landmark_folder) landmark_list;

/* A junction or symbolic link: links.h decides what it means. */
struct link {
	struct str path;
	struct file_entry entry;
	bool counts, settled;
};
typedef ARRAY_OF(struct link) link_list;

struct virtual_disk { struct str path; uint64_t size; };

/* What else the pass comes by: all links, and files that may hold a whole disk. */
struct landmarks_aside {
	link_list links;
	ARRAY_OF(struct virtual_disk) disks;
};

/* All of them, each folder once, sorted by path without case. On an error *ret still holds what was seen before it. */
enum err landmarks_find(struct file_tree *tree, struct arena *arena, landmark_list *ret, struct landmarks_aside *ret_aside);
bool is_landmark_name(struct str name);
/* Marks of one folder; 0 when it has none. */
uint32_t landmarks_of(const landmark_list *list, struct str path);

/* Path helpers shared by the deciders, beside path_name of base/glob.h. Parent of a top-level name is "". */
struct str path_parent(struct str path);
/* True when `path` is `folder` or lies below it; "" is above everything. */
bool path_within(struct str path, struct str folder);

#endif
