/* The list: cells, what a power cut leaves, appending. */
#include "cmd/live_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf.h"
#include "cmd/live_save.h"

#define LIST_NAME "tonghop.csv"
#define KEPT_NAME "tonghop.dang-ghi"
#define LIST_BYTES_MOST (16 * MIB)
#define KEPT_BYTES_MOST (1 * MIB)
#define ASIDE_MOST 99
#define KEPT_LINES_MOST 16 /* there is one, unless the list could not be written several times */
#define HEAD                                                                                                           \
	"\xEF\xBB\xBF\"ngay\";\"seri\";\"kieu_may\";\"ten_may\";\"muc_dich\";\"ket_luan\";\"phai_xu_ly\";"             \
	"\"can_luu_y\";\"chua_kiem_tra\";\"bat_buoc\";\"ma_doi_chieu\";\"dau_nhan_dang\";\"thu_muc\"\r\n"

/* ---- a line ---- */

/* Control characters, marks of direction, what has no width: they would hide what a cell begins with. */
static bool is_unseen(uint32_t c)
{
	static const struct { uint32_t first, last; } ranges[] = {
		{ 0, 0x1F },	    { 0x7F, 0x9F },	{ 0xAD, 0xAD },	    { 0x34F, 0x34F },	{ 0x61C, 0x61C },
		{ 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F }, { 0x2028, 0x202E },
		{ 0x2060, 0x206F }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
		{ 0xE0000, 0xE0FFF },
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	}
	return false;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
	       c == 0x2800 || c == 0x3000;
}

/* Programs differ in what separates cells: none of it stands inside one. */
static bool is_separator(uint32_t c)
{
	return c == ',' || c == ';' || c == '\t';
}

/* Spreadsheet programs take the full-width and small forms for the signs, too. */
static bool begins_formula(struct str cell)
{
	static const char *const signs[] = { "=",  "+",	 "-",  "@",  "＝", "＋", "－",
					     "＠", "﹦", "﹢", "﹣", "﹫", "−" };
	for (size_t i = 0, from = 0; i < cell.len; from = i) {
		if (is_space(utf8_next(cell, &i)))
			continue;
		cell = str_from(cell, from);
		break;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_starts(cell, str_from_c(signs[i])))
			return true;
	}
	return false;
}

/* For spreadsheet programs: quoted, one cell with whatever separator the person chooses, and never a formula. */
static void put_cell(struct buf *line, struct str text)
{
	struct buf cell = { 0 };
	for (size_t i = 0, from = 0; i < text.len; from = i) {
		uint32_t c = utf8_next(text, &i);
		if (c == '"')
			buf_put_char(&cell, '"');
		if (is_separator(c))
			buf_put_char(&cell, ' ');
		else if (!is_unseen(c))
			buf_put(&cell, str_sub(text, from, i - from));
	}
	buf_put_c(line, line->len ? ";\"" : "\"");
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

struct str list_line(const struct live_report *report, struct str folder, struct arena *arena)
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
	buf_put_c(&line, "\r\n");
	struct str text = str_copy(arena, buf_str(&line));
	buf_done(&line);
	return text;
}

static size_t quotes_of(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += text.data[i] == '"';
	return count;
}

/* The last cell of a whole line; empty when it is none of ours. The line comes from the stick. */
static struct str folder_of(struct str line)
{
	static const char end[] = "\"\r\n";
	size_t from = line.len - (sizeof end - 1);
	if (line.len < sizeof end || !str_ends(line, STR("\"\r\n")) || line.data[0] != '"' || quotes_of(line) % 2)
		return (struct str){ 0 };
	for (size_t i = from; i > 0; i--) {
		if (line.data[i - 1] == '"')
			return str_sub(line, i, from - i);
		if (line.data[i - 1] == '/' || line.data[i - 1] == '\\' || (unsigned char)line.data[i - 1] < ' ')
			break;
	}
	return (struct str){ 0 };
}

/* ---- files ---- */

static bool write_at(int fd, struct str text, off_t at)
{
	while (text.len) {
		ssize_t put = pwrite(fd, text.data, text.len, at);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		text = str_from(text, (size_t)put);
	}
	return fsync(fd) == 0;
}

/* A plain file of at most `most` bytes, made when it is not there; -1 otherwise. */
static int open_whole(int parent, const char *name, size_t most, struct buf *ret)
{
	struct stat st;
	int fd = openat(parent, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
	*ret = (struct buf){ 0 };
	if (fd < 0)
		return -1;
	bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 && (uint64_t)st.st_size <= most;
	char bytes[64 * KIB];
	while (ok && ret->len < (size_t)st.st_size) {
		ssize_t got = pread(fd, bytes, sizeof bytes, (off_t)ret->len);
		ok = got > 0;
		if (ok)
			buf_put(ret, (struct str){ bytes, (size_t)got });
	}
	if (ok && ret->len == (size_t)st.st_size)
		return fd;
	buf_done(ret);
	close(fd);
	return -1;
}

/* What cannot be read or is too long stays on the stick, and another one is begun. */
static bool put_aside(int parent, const char *name, struct arena *arena)
{
	struct stat st;
	for (unsigned number = 1; number <= ASIDE_MOST; number++) {
		const char *other = str_to_c(arena, str_format(arena, "tonghop.cu-%u%s", number, strrchr(name, '.')));
		if (fstatat(parent, other, &st, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
			return renameat(parent, name, parent, other) == 0;
	}
	return false;
}

/* The same; what is there and is none such file is put aside first. */
static int open_or_begin(int parent, const char *name, size_t most, struct arena *arena, struct buf *ret)
{
	struct stat st;
	int fd = open_whole(parent, name, most, ret);
	if (fd >= 0 || fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return fd;
	return put_aside(parent, name, arena) ? open_whole(parent, name, most, ret) : -1;
}

void list_prepare(int parent, struct str line, struct arena *arena)
{
	struct buf kept;
	int fd = open_or_begin(parent, KEPT_NAME, KEPT_BYTES_MOST, arena, &kept);
	if (fd < 0)
		return;
	/* Whatever lies there did not get into the list yet; a torn line must not swallow this one. */
	if (kept.len && !str_ends(buf_str(&kept), STR("\n")))
		line = str_format(arena, "\r\n%.*s", STR_ARGS(line));
	(void)write_at(fd, line, (off_t)kept.len);
	buf_done(&kept);
	close(fd);
	(void)fsync(parent);
}

/* What of the list stays, and what closes it, before `line` can follow: a torn beginning of the line itself or of the
 * head is written anew; any other torn line stays, closed, so that no later one becomes part of a cell of it. */
static size_t whole_part(struct str list, struct str line, struct str *ret_close)
{
	struct str head = STR(HEAD), tail = list;
	size_t end = list.len;
	while (end > 0 && list.data[end - 1] != '\n')
		end--;
	tail = str_from(list, end);
	*ret_close = (struct str){ 0 };
	if (list.len < head.len && str_starts(head, list)) {
		*ret_close = head;
		return 0;
	}
	if (!tail.len || str_starts(line, tail))
		return end;
	*ret_close = quotes_of(tail) % 2 ? STR("\"\r\n") : STR("\r\n");
	return list.len;
}

/* The list as it is on the stick, read once. */
struct list { int fd; struct buf text; };

static bool append(struct list *list, struct str line, struct arena *arena)
{
	struct str close_torn;
	if (str_find(buf_str(&list->text), line) >= 0)
		return true;
	size_t before = list->text.len, keep = whole_part(buf_str(&list->text), line, &close_torn);
	struct str text = str_format(arena, "%.*s%.*s", STR_ARGS(close_torn), STR_ARGS(line));
	bool ok = (keep == before || ftruncate(list->fd, (off_t)keep) == 0) && write_at(list->fd, text, (off_t)keep);
	list->text.len = keep;
	if (ok)
		buf_put(&list->text, text);
	else if (ftruncate(list->fd, (off_t)keep) == 0) /* the stick is full: no torn line */
		(void)fsync(list->fd);
	return ok;
}

static bool is_folder(int parent, struct str name, struct arena *arena)
{
	struct stat st;
	return name.len && name.data[0] != '.' && fstatat(parent, str_to_c(arena, name), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(st.st_mode);
}

/* False: it belongs into the list, and could not be written. */
static bool add(int parent, struct list *list, struct str line, struct arena *arena)
{
	return !is_folder(parent, folder_of(line), arena) || append(list, line, arena);
}

/* Those that were kept, and `line`. */
static bool add_all(int parent, struct str kept, struct str line, struct arena *arena)
{
	struct list list;
	list.fd = open_or_begin(parent, LIST_NAME, LIST_BYTES_MOST, arena, &list.text);
	if (list.fd < 0)
		return false;
	bool all = true;
	for (size_t lines = 0; kept.len && lines < KEPT_LINES_MOST; lines++) {
		struct str from = kept, text = str_cut(kept, '\n', &kept);
		all &= add(parent, &list, str_sub(from, 0, text.len + 1), arena);
	}
	all &= !line.len || add(parent, &list, line, arena);
	buf_done(&list.text);
	close(list.fd);
	return all;
}

void list_complete(int parent, struct str line, struct arena *arena)
{
	struct stat st;
	struct buf kept = { 0 };
	bool is_kept = fstatat(parent, KEPT_NAME, &st, AT_SYMLINK_NOFOLLOW) == 0;
	if (!is_kept && !line.len)
		return;
	int fd = is_kept ? open_or_begin(parent, KEPT_NAME, KEPT_BYTES_MOST, arena, &kept) : -1;
	if (fd >= 0)
		close(fd);
	if (add_all(parent, buf_str(&kept), line, arena) && is_kept)
		(void)unlinkat(parent, KEPT_NAME, 0);
	buf_done(&kept);
	(void)fsync(parent);
}
