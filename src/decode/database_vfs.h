/* The file system that SQLite sees: three files in memory and nothing else. No name reaches the real disk. */
#ifndef SOATMAY_DECODE_DATABASE_VFS_H
#define SOATMAY_DECODE_DATABASE_VFS_H

#include <sqlite3.h>

#include "base/err.h"
#include "base/span.h"

/* A file of the set: borrowed bytes until the first write, then a copy of our own. */
struct memory_file {
	const uint8_t *data;
	uint8_t *own;
	size_t len, capacity, max;
	bool written;
};

struct memory_disk {
	struct memory_file main, wal, journal;
	const char *wal_name, *journal_name; /* SQLite's own strings */
	bool super_journal; /* SQLite asked for the super-journal that a -journal names */
	sqlite3_vfs vfs;
};

/* The spans must outlive the disk. */
void memory_disk_init(struct memory_disk *disk, struct span main, struct span wal, struct span journal);
/* Opens the disk's main file, never the real disk. The handle is to be closed even when this fails. */
int memory_disk_open(struct memory_disk *disk, sqlite3 **ret);
void memory_disk_done(struct memory_disk *disk);
/* Overwrites bytes of a file in its own copy; false when there is no memory or the file ends before. */
bool memory_file_patch(struct memory_file *file, size_t offset, struct span bytes);
struct span memory_file_bytes(const struct memory_file *file);

#endif
