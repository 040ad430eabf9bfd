/* Folder of a report, list of all reports. */
#include "cmd/live_save.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf.h"
#include "model/finding.h"

#define FOLDER "BAOCAO"
#define LIST_NAME "tonghop.csv"
#define TEMPORARY ".dang-luu-" /* what a power cut may leave; removed the next time */
#define SERIAL_MOST 32
#define SAME_NAME_MOST 99
#define LIST_BYTES_MOST (16 * MIB)
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

static void remove_left_overs(const char *path, int parent)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) == 0)
			remove_folder(parent, entry->d_name);
	if (folder)
		closedir(folder);
}

static bool is_there(int parent, const char *name)
{
	struct stat st;
	return fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The folder gets its name when all its files are on the stick. The same report saved twice stands twice. */
static enum err save_folder(int parent, const char *path, struct str name, const struct live_report *report,
			    struct arena *arena, struct str *ret_name)
{
	struct str temporary = str_format(arena, TEMPORARY "%.*s", STR_ARGS(name));
	struct str whole = str_format(arena, "%s/%.*s", path, STR_ARGS(temporary));
	if (file_save_all(str_to_c(arena, whole), report->files, report->count) != OK)
		return ERR_IO;
	*ret_name = name;
	for (unsigned more = 2; is_there(parent, str_to_c(arena, *ret_name)) && more <= SAME_NAME_MOST; more++)
		*ret_name = str_format(arena, "%.*s-%u", STR_ARGS(name), more);
	const char *from = str_to_c(arena, temporary), *to = str_to_c(arena, *ret_name);
	if (is_there(parent, to)) {
		errno = EEXIST;
		return ERR_IO;
	}
	return renameat(parent, from, parent, to) == 0 && fsync(parent) == 0 ? OK : ERR_IO;
}

/* ---- the list ---- */

/* Control characters, marks of direction and of no width: they would hide what a cell begins with. */
static bool is_unseen(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* Spreadsheet programs take the full-width and small forms for the signs, too. */
static bool begins_formula(struct str cell)
{
	static const char *const signs[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−" };
	while (cell.len && (cell.data[0] == ' ' || str_starts(cell, STR("\xC2\xA0"))))
		cell = str_from(cell, cell.data[0] == ' ' ? 1 : 2);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_starts(cell, str_from_c(signs[i])))
			return true;
	}
	return false;
}

/* For spreadsheet programs: quoted, and never a formula. */
static void put_cell(struct buf *line, struct str text)
{
	struct buf cell = { 0 };
	for (size_t i = 0, from = 0; i < text.len; from = i) {
		uint32_t c = utf8_next(text, &i);
		if (c == '"')
			buf_put_char(&cell, '"');
		if (!is_unseen(c))
			buf_put(&cell, str_sub(text, from, i - from));
	}
	buf_put_c(line, line->len && line->data[line->len - 1] != '\n' ? ";\"" : "\"");
	if (begins_formula(buf_str(&cell)))
		buf_put_char(line, '\'');
	buf_put(line, buf_str(&cell));
	buf_put_char(line, '"');
	buf_done(&cell);
}

static void put_number(struct buf *line, uint64_t value, struct arena *arena)
{
	put_cell(line, str_format(arena, "%llu", (unsigned long long)value));
}

static void put_row(struct buf *out, const struct live_report *report, struct str folder, struct arena *arena)
{
	struct buf line = { 0 };
	const struct result_head *head = report->head;
	put_cell(&line, report->date);
	put_cell(&line, report->serial);
	put_cell(&line, report->model);
	put_cell(&line, head->computer_name);
	put_cell(&line, report->mode);
	put_cell(&line, head->word);
	put_number(&line, head->fails, arena);
	put_number(&line, head->notes, arena);
	put_number(&line, head->undone, arena);
	put_number(&line, head->mandatory_undone, arena);
	put_cell(&line, head->code);
	put_cell(&line, head->fingerprints);
	put_cell(&line, folder);
	buf_put(out, buf_str(&line));
	buf_put_c(out, "\r\n");
	buf_done(&line);
}

static enum err write_list(int parent, const char *temporary, struct str content)
{
	int fd = openat(parent, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	bool ok = fd >= 0;
	while (ok && content.len) {
		ssize_t put = write(fd, content.data, content.len);
		ok = put > 0;
		content = str_from(content, ok ? (size_t)put : 0);
	}
	ok = ok && fsync(fd) == 0;
	int reason = errno;
	ok = (fd < 0 || close(fd) == 0) && ok;
	errno = reason;
	return ok ? OK : ERR_IO;
}

/* The old list stays until the new one is whole. A list that cannot be written does not undo the report. */
static void add_to_list(int parent, const char *path, const struct live_report *report, struct str folder,
			struct arena *arena)
{
	static const char head[] =
		"\xEF\xBB\xBF\"ngay\";\"seri\";\"kieu_may\";\"ten_may\";\"muc_dich\";\"ket_luan\";\"phai_xu_ly\";"
		"\"can_luu_y\";\"chua_kiem_tra\";\"bat_buoc\";\"ma_doi_chieu\";\"dau_nhan_dang\";\"thu_muc\"\r\n";
	struct span before = { 0 };
	struct buf content = { 0 };
	const char *name = str_to_c(arena, str_format(arena, "%s/" LIST_NAME, path));
	if (is_there(parent, LIST_NAME) &&
	    (file_read(name, LIST_BYTES_MOST, arena, &before) != OK || before.len > LIST_BYTES_MOST))
		return;
	if (before.len)
		buf_put(&content, (struct str){ (const char *)before.data, before.len });
	else
		buf_put_c(&content, head);
	if (content.data[content.len - 1] != '\n')
		buf_put_c(&content, "\r\n");
	put_row(&content, report, folder, arena);
	if (write_list(parent, TEMPORARY "danh-sach", buf_str(&content)) == OK)
		(void)renameat(parent, TEMPORARY "danh-sach", parent, LIST_NAME);
	unlinkat(parent, TEMPORARY "danh-sach", 0);
	(void)fsync(parent);
	buf_done(&content);
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
	enum err e = save_folder(parent, path, report_name(report, arena), report, arena, &name);
	int reason = errno;
	if (e == OK)
		add_to_list(parent, path, report, name, arena);
	else
		remove_left_overs(path, parent);
	*ret_folder = str_format(arena, FOLDER "\\%.*s", STR_ARGS(name));
	close(parent);
	errno = reason;
	return e;
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
