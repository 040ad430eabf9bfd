/* The list: cells, what a power cut leaves, appending. */
#include "cmd/live_list.h"

#include <errno.h>
#include <fcntl.h>
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
#define KEPT_LINES_MOST 16 /* there is one, unless the list could not be written several times */
#define HEAD                                                                                                           \
	"\xEF\xBB\xBF\"ngay\";\"seri\";\"kieu_may\";\"ten_may\";\"muc_dich\";\"ket_luan\";\"phai_xu_ly\";"             \
	"\"can_luu_y\";\"chua_kiem_tra\";\"bat_buoc\";\"ma_doi_chieu\";\"dau_nhan_dang\";\"thu_muc\"\r\n"

/* ---- a line ---- */

/* Control characters, marks of direction and of no width: they would hide what a cell begins with. */
static bool is_unseen(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* Spreadsheet programs take the full-width and small forms for the signs, too. */
static bool begins_formula(struct str cell)
{
	static const char *const signs[] = { "=",  "+",	 "-",  "@",  "＝", "＋", "－",
					     "＠", "﹦", "﹢", "﹣", "﹫", "−" };
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
static int open_whole(int parent, const char *name, size_t most, struct arena *arena, struct str *ret)
{
	struct stat st;
	int fd = openat(parent, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
	*ret = (struct str){ 0 };
	if (fd < 0)
		return -1;
	bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 && (uint64_t)st.st_size <= most;
	size_t length = ok ? (size_t)st.st_size : 0, got = 0;
	char *bytes = arena_alloc(arena, length + 1);
	for (ssize_t n = 1; ok && got < length && n > 0; got += n > 0 ? (size_t)n : 0)
		n = pread(fd, bytes + got, length - got, (off_t)got);
	if (ok && got == length) {
		*ret = (struct str){ bytes, length };
		return fd;
	}
	close(fd);
	return -1;
}

void list_prepare(int parent, struct str line, struct arena *arena)
{
	struct str kept;
	int fd = open_whole(parent, KEPT_NAME, KEPT_BYTES_MOST, arena, &kept);
	if (fd < 0)
		return;
	/* Whatever lies there did not get into the list yet; a torn line must not swallow this one. */
	if (kept.len && !str_ends(kept, STR("\n")))
		line = str_format(arena, "\r\n%.*s", STR_ARGS(line));
	(void)write_at(fd, line, (off_t)kept.len);
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

static bool append(int parent, struct str line, struct arena *arena)
{
	struct str list, close_torn;
	int fd = open_whole(parent, LIST_NAME, LIST_BYTES_MOST, arena, &list);
	if (fd < 0)
		return false;
	bool ok = true;
	if (str_find(list, line) < 0) {
		size_t keep = whole_part(list, line, &close_torn);
		struct str text = str_format(arena, "%.*s%.*s", STR_ARGS(close_torn), STR_ARGS(line));
		ok = (keep == list.len || ftruncate(fd, (off_t)keep) == 0) && write_at(fd, text, (off_t)keep);
		if (!ok && ftruncate(fd, (off_t)keep) == 0) /* the stick is full: no torn line */
			(void)fsync(fd);
	}
	close(fd);
	return ok;
}

static bool is_folder(int parent, struct str name, struct arena *arena)
{
	struct stat st;
	return name.len && name.data[0] != '.' && fstatat(parent, str_to_c(arena, name), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(st.st_mode);
}

/* False: it belongs into the list, and could not be written. */
static bool add(int parent, struct str line, struct arena *arena)
{
	return !is_folder(parent, folder_of(line), arena) || append(parent, line, arena);
}

void list_complete(int parent, struct str line, struct arena *arena)
{
	struct stat st;
	struct str kept = { 0 };
	bool all = true, is_kept = fstatat(parent, KEPT_NAME, &st, AT_SYMLINK_NOFOLLOW) == 0;
	int fd = is_kept ? open_whole(parent, KEPT_NAME, KEPT_BYTES_MOST, arena, &kept) : -1;
	if (fd >= 0)
		close(fd);
	for (size_t lines = 0; kept.len && lines < KEPT_LINES_MOST; lines++) {
		struct str from = kept, text = str_cut(kept, '\n', &kept);
		all &= add(parent, str_sub(from, 0, text.len + 1), arena);
	}
	all &= !line.len || add(parent, line, arena);
	if (is_kept && all)
		(void)unlinkat(parent, KEPT_NAME, 0);
	if (is_kept || line.len)
		(void)fsync(parent);
}
