/* Folder of a report, then its line in the list of all reports. */
#include "cmd/live_save.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/live_list.h"

#define FOLDER "BAOCAO"
#define TEMPORARY ".dang-luu-" /* what a power cut may leave; removed the next time */
#define SERIAL_MOST 32
#define SAME_NAME_MOST 99
#define CLUSTER_BYTES (32 * KIB)

/* Letters, digits and hyphens: the name must do for every file system and every report of the same PC. */
static struct str file_name_of(struct str serial, struct arena *arena)
{
	char *name = arena_alloc(arena, SERIAL_MOST + 1);
	size_t len = 0;
	for (size_t i = 0; i < serial.len && len < SERIAL_MOST; i++) {
		char c = serial.data[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		if (plain)
			name[len++] = c;
		else if (len > 0 && name[len - 1] != '-')
			name[len++] = '-';
	}
	while (len > 0 && name[len - 1] == '-')
		len--;
	return len ? (struct str){ name, len } : STR("KHONG-SERI");
}

static struct str report_name(const struct live_report *report, struct arena *arena)
{
	struct str code = report->head->code, serial = file_name_of(report->serial, arena);
	char *plain = arena_alloc(arena, code.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < code.len; i++)
		if (code.data[i] != '-')
			plain[len++] = code.data[i];
	return str_format(arena, "%.*s-%.*s-%.*s", STR_ARGS(report->date), STR_ARGS(serial), (int)len, plain);
}

static void remove_folder(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	else if (fd >= 0)
		close(fd);
	unlinkat(parent, name, AT_REMOVEDIR);
}

static bool is_there(int parent, const char *name)
{
	struct stat st;
	return fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* When the power goes while a folder gets its name, FAT may be left with both names for the same files: what has its
 * name is a report, and its other name is left alone. */
static void remove_left_overs(const char *path, int parent)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) == 0 &&
		    !is_there(parent, entry->d_name + strlen(TEMPORARY)))
			remove_folder(parent, entry->d_name);
	if (folder)
		closedir(folder);
}

static const char *temporary_of(struct str name, struct arena *arena)
{
	return str_to_c(arena, str_format(arena, TEMPORARY "%.*s", STR_ARGS(name)));
}

/* A name that no report has yet, nor a left-over that could not be removed: the same report saved twice stands twice.
 * False: there are too many. */
static bool free_name(int parent, struct str name, struct arena *arena, struct str *ret)
{
	*ret = name;
	for (unsigned more = 2;
	     is_there(parent, str_to_c(arena, *ret)) || is_there(parent, temporary_of(*ret, arena)); more++) {
		if (more > SAME_NAME_MOST) {
			errno = EEXIST;
			return false;
		}
		*ret = str_format(arena, "%.*s-%u", STR_ARGS(name), more);
	}
	return true;
}

/* Into a folder of its own that has not its name yet. */
static bool write_files(int parent, const char *name, const struct live_report *report)
{
	int folder = mkdirat(parent, name, 0755) == 0 ?
			     openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) :
			     -1;
	bool ok = folder >= 0;
	for (size_t i = 0; ok && i < report->count; i++)
		ok = file_write_new(folder, report->files[i].name, report->files[i].content) == OK;
	ok = ok && fsync(folder) == 0;
	int reason = errno;
	if (folder >= 0)
		close(folder);
	errno = reason;
	return ok;
}

/* The folder gets its name when all its files are on the stick, and its line is kept for the list. */
static bool save_folder(int parent, const struct live_report *report, struct arena *arena, struct str *ret_name)
{
	if (!free_name(parent, report_name(report, arena), arena, ret_name))
		return false;
	const char *temporary = temporary_of(*ret_name, arena);
	if (!write_files(parent, temporary, report))
		return false;
	list_prepare(parent, list_line(report, *ret_name, arena), arena);
	return renameat(parent, temporary, parent, str_to_c(arena, *ret_name)) == 0 && fsync(parent) == 0;
}

enum err live_save(struct str stick, const struct live_report *report, struct arena *arena, struct str *ret_folder)
{
	const char *path = str_to_c(arena, str_format(arena, "%.*s/" FOLDER, STR_ARGS(stick)));
	struct str name = { 0 };
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		return ERR_IO;
	int parent = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (parent < 0)
		return ERR_IO;
	remove_left_overs(path, parent);
	bool saved = save_folder(parent, report, arena, &name);
	int reason = errno;
	if (!saved)
		remove_left_overs(path, parent);
	/* Not before: a list that somebody prepared must not cost the report. */
	list_complete(parent, saved ? list_line(report, name, arena) : (struct str){ 0 }, arena);
	*ret_folder = str_format(arena, FOLDER "\\%.*s", STR_ARGS(name));
	close(parent);
	errno = reason;
	return saved ? OK : ERR_IO;
}

uint64_t live_reports_left(uint64_t free_bytes, const struct live_report *report)
{
	uint64_t each = 2 * CLUSTER_BYTES; /* the folder, the line in the list */
	for (size_t i = 0; i < report->count; i++)
		each += (report->files[i].content.len + CLUSTER_BYTES - 1) / CLUSTER_BYTES * CLUSTER_BYTES;
	return free_bytes > each ? free_bytes / each - 1 : 0;
}

enum save_failure live_save_failure(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG: return SAVE_FULL;
	case EROFS:
	case EACCES:
	case EPERM: return SAVE_READ_ONLY;
	case EIO:
	case ENODEV:
	case ENXIO:
	case ENOENT: return SAVE_GONE;
	default: return SAVE_OTHER;
	}
}
