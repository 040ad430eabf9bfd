/* SQLite VFS over memory: main, -wal and -journal as private copy-on-write files; a super-journal exists, is empty and
 * is never deleted.
 * Interface: sqlite.org/vfs.html and sqlite3.h (sqlite3_io_methods version 1: no shared memory, no mmap). */
#include "decode/database_vfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAIN_NAME "evidence"
#define TEMPORARY_MAX ((size_t)64 << 20) /* sorters and statement journals of SELECTs need far less */

struct open_file {
	sqlite3_file base;
	struct memory_file *file;
	struct memory_file temporary; /* `file` points here when it is one */
};

static struct memory_file *file_of(sqlite3_file *handle)
{
	return ((struct open_file *)(void *)handle)->file;
}

static struct memory_disk *disk_of(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

/* Room for `len` bytes in a copy of our own. */
static bool reserve(struct memory_file *file, size_t len)
{
	if (file->own && len <= file->capacity)
		return true;
	if (len > file->max)
		return false;
	size_t wanted = len < file->len ? file->len : len;
	size_t capacity = wanted + wanted / 4 + 4096;
	uint8_t *grown = realloc(file->own, capacity);
	if (!grown)
		return false;
	if (!file->own && file->len)
		memcpy(grown, file->data, file->len);
	memset(grown + file->len, 0, capacity - file->len);
	file->own = grown;
	file->data = grown;
	file->capacity = capacity;
	return true;
}

bool memory_file_patch(struct memory_file *file, size_t offset, struct span bytes)
{
	if (offset > file->len || bytes.len > file->len - offset || !reserve(file, file->len))
		return false;
	memcpy(file->own + offset, bytes.data, bytes.len);
	return true;
}

struct span memory_file_bytes(const struct memory_file *file)
{
	return (struct span){ file->data, file->len };
}

static int file_close(sqlite3_file *handle)
{
	struct open_file *opened = (struct open_file *)(void *)handle;
	free(opened->temporary.own);
	opened->temporary = (struct memory_file){ 0 };
	return SQLITE_OK;
}

static int file_read(sqlite3_file *handle, void *to, int amount, sqlite3_int64 offset)
{
	const struct memory_file *file = file_of(handle);
	size_t wanted = (size_t)amount, have = 0;
	if (offset >= 0 && (uint64_t)offset < file->len)
		have = file->len - (size_t)offset < wanted ? file->len - (size_t)offset : wanted;
	if (have)
		memcpy(to, file->data + offset, have);
	memset((char *)to + have, 0, wanted - have);
	return have == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *handle, const void *from, int amount, sqlite3_int64 offset)
{
	struct memory_file *file = file_of(handle);
	size_t count = (size_t)amount;
	if (offset < 0 || (uint64_t)offset > file->max || count > file->max - (size_t)offset)
		return SQLITE_FULL;
	size_t end = (size_t)offset + count;
	if (!reserve(file, end))
		return SQLITE_IOERR_NOMEM;
	memcpy(file->own + offset, from, count);
	if (end > file->len)
		file->len = end;
	file->written = true;
	return SQLITE_OK;
}

static int file_truncate(sqlite3_file *handle, sqlite3_int64 size)
{
	struct memory_file *file = file_of(handle);
	if (size < 0 || (uint64_t)size > file->max)
		return SQLITE_FULL;
	if (!reserve(file, (size_t)size))
		return SQLITE_IOERR_NOMEM;
	if ((size_t)size < file->len)
		memset(file->own + size, 0, file->len - (size_t)size);
	file->len = (size_t)size;
	file->written = true;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *handle, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)file_of(handle)->len;
	return SQLITE_OK;
}

static int file_flags(sqlite3_file *handle, int flags)
{
	(void)handle, (void)flags;
	return SQLITE_OK; /* sync and locks: nobody else is there */
}

static int file_reserved(sqlite3_file *handle, int *ret)
{
	(void)handle;
	*ret = 0;
	return SQLITE_OK;
}

static int file_control(sqlite3_file *handle, int operation, void *argument)
{
	(void)handle, (void)operation, (void)argument;
	return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file *handle)
{
	(void)handle;
	return 512;
}

static int file_characteristics(sqlite3_file *handle)
{
	(void)handle;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_flags,
	.xFileSize = file_size,
	.xLock = file_flags,
	.xUnlock = file_flags,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector_size,
	.xDeviceCharacteristics = file_characteristics,
};

/* Served by what SQLite wants it for, not by name: a name out of a hostile journal must not reach our files. */
static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *handle, int flags, int *ret_flags)
{
	struct memory_disk *disk = disk_of(vfs);
	struct open_file *opened = (struct open_file *)(void *)handle;
	memset(opened, 0, sizeof *opened);
	if (flags & SQLITE_OPEN_MAIN_DB) {
		opened->file = &disk->main;
		disk->wal_name = sqlite3_filename_wal(name);
		disk->journal_name = sqlite3_filename_journal(name);
	} else if (flags & SQLITE_OPEN_WAL)
		opened->file = &disk->wal;
	else if (flags & SQLITE_OPEN_MAIN_JOURNAL)
		opened->file = &disk->journal;
	else
		opened->file = &opened->temporary;
	opened->temporary.max = TEMPORARY_MAX;
	if (flags & SQLITE_OPEN_SUPER_JOURNAL)
		disk->super_journal = true;
	opened->base.pMethods = &methods;
	if (ret_flags)
		*ret_flags = flags;
	return SQLITE_OK;
}

/* The set's -wal or -journal, or NULL. By the pointers that SQLite keeps, not by spelling: a super-journal may be
 * spelled the same. */
static struct memory_file *by_name(struct memory_disk *disk, const char *name)
{
	if (name == disk->wal_name)
		return &disk->wal;
	return name == disk->journal_name ? &disk->journal : NULL;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_directory)
{
	struct memory_file *file = by_name(disk_of(vfs), name);
	(void)sync_directory;
	if (file)
		file->len = 0;
	return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
	struct memory_disk *disk = disk_of(vfs);
	const struct memory_file *file = by_name(disk, name);
	(void)flags;
	if (file) {
		*ret = file->len > 0;
		return SQLITE_OK;
	}
	/* A super-journal. "Does not exist" would mean a finished transaction and skip the rollback; we cannot know, so the
	 * journal is rolled back to the last state that is consistent for certain, and the caller reports it. */
	disk->super_journal = true;
	*ret = 1;
	return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
	(void)vfs;
	int len = snprintf(out, (size_t)size, "%s", name ? name : "");
	return len >= 0 && len < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_randomness(sqlite3_vfs *vfs, int count, char *out)
{
	(void)vfs;
	memset(out, 0, (size_t)count); /* names of temporary files and WAL salts: the same input gives the same run */
	return count;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *ret)
{
	(void)vfs;
	*ret = 2440587.5; /* 1970: decoders have no clock */
	return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs, (void)size, (void)out;
	return 0;
}

void memory_disk_init(struct memory_disk *disk, struct span main, struct span wal, struct span journal)
{
	/* A rollback restores at most what the journal holds; 64 KiB for a last page. */
	size_t max = main.len + journal.len + 65536;
	memset(disk, 0, sizeof *disk);
	disk->main = (struct memory_file){ .data = main.data, .len = main.len, .max = max };
	disk->wal = (struct memory_file){ .data = wal.data, .len = wal.len, .max = wal.len + 65536 };
	disk->journal = (struct memory_file){ .data = journal.data, .len = journal.len, .max = journal.len + 65536 };
	disk->vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct open_file),
		.mxPathname = 512,
		.zName = "soatmay-memory",
		.pAppData = disk,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xRandomness = vfs_randomness,
		.xSleep = vfs_sleep,
		.xCurrentTime = vfs_time,
		.xGetLastError = vfs_last_error,
	};
}

int memory_disk_open(struct memory_disk *disk, sqlite3 **ret)
{
	int rc = sqlite3_vfs_register(&disk->vfs, 0);
	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_open_v2(MAIN_NAME, ret, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
			     disk->vfs.zName);
	/* The handle keeps its own pointer; nobody else is to find the disk by name. */
	sqlite3_vfs_unregister(&disk->vfs);
	return rc;
}

void memory_disk_done(struct memory_disk *disk)
{
	free(disk->main.own);
	free(disk->wal.own);
	free(disk->journal.own);
	disk->main = disk->wal = disk->journal = (struct memory_file){ 0 };
}
