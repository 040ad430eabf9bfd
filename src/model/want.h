/* What an artifact needs from the disk. */
#ifndef SOATMAY_MODEL_WANT_H
#define SOATMAY_MODEL_WANT_H

#include <stdint.h>

enum want_flags {
	WANT_HIVE = 1,       /* brings .LOG, .LOG1, .LOG2 beside it */
	WANT_SQLITE = 2,     /* brings -wal and -journal beside it */
	/* if the file is not there, the check was not done: coverage `absent` counts as undone when mandatory */
	WANT_REQUIRED = 4,
	WANT_LISTING = 8,    /* name, size and times only, no content */
	WANT_FOLDERS = 32,     /* with WANT_LISTING: folders only */
	WANT_DELETED = 64,     /* with WANT_LISTING: files that were deleted and of which the file table still tells */
	WANT_BROWSER_ROOT = 16 /* in SCOPE_BROWSER: below the browser's User Data root, not below the profile */
};

/* `glob` is a Windows path with backslashes, matched without case, relative to the subject's root
 * (SCOPE_SYSTEM: the folder that holds Windows\ and Users\, where Windows\ means the Windows folder whatever its name
 * is; SCOPE_USER: the profile folder; SCOPE_BROWSER: the browser profile). `*` and `?` stay within one component; a
 * component `**` stands for any number of folders. */
struct want {
	const char *glob; /* NULL ends a list */
	uint64_t max_bytes;
	unsigned flags;
};

#endif
