/* The power goes at every step of saving: each call that changes the stick is the last one once, a write in its middle.
 * Calls of the program come here first. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/live_save.h"
#include "support.h"

#define CUT 77

static struct arena arena;
static char stick[] = "/tmp/soatmay-test-XXXXXX";
static unsigned steps, cut_at; /* 0: the power stays */

static bool cut_now(void)
{
	return cut_at && ++steps == cut_at;
}

#define CUT_OR(call)                                                                                                   \
	do {                                                                                                           \
		if (cut_now())                                                                                         \
			_exit(CUT);                                                                                    \
		return call;                                                                                           \
	} while (0)

ssize_t write(int fd, const void *bytes, size_t length)
{
	if (fd > 2 && cut_now()) {
		syscall(SYS_write, fd, bytes, length / 2);
		_exit(CUT);
	}
	return syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at)
{
	if (cut_now()) {
		syscall(SYS_pwrite64, fd, bytes, length / 2, at);
		_exit(CUT);
	}
	return syscall(SYS_pwrite64, fd, bytes, length, at);
}

int openat64(int folder, const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	unsigned mode = flags & O_CREAT ? va_arg(arguments, unsigned) : 0;
	va_end(arguments);
	if (flags & O_CREAT && cut_now())
		_exit(CUT);
	return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int fsync(int fd)
{
	CUT_OR((int)syscall(SYS_fsync, fd));
}

int ftruncate64(int fd, off64_t length)
{
	CUT_OR((int)syscall(SYS_ftruncate, fd, length));
}

int mkdir(const char *path, mode_t mode)
{
	CUT_OR((int)syscall(SYS_mkdir, path, mode));
}

int mkdirat(int folder, const char *path, mode_t mode)
{
	CUT_OR((int)syscall(SYS_mkdirat, folder, path, mode));
}

int unlinkat(int folder, const char *path, int flags)
{
	CUT_OR((int)syscall(SYS_unlinkat, folder, path, flags));
}

/* Over another file FAT takes that away first; a folder may be left with both names. */
int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	if (cut_now()) {
		char command[1024];
		syscall(SYS_unlinkat, to_folder, to, 0);
		snprintf(command, sizeof command, "cd %s/BAOCAO && cp -r '%s' '%s'", stick, from, to);
		_exit(system(command) == 0 ? CUT : 1);
	}
	return (int)syscall(SYS_renameat, from_folder, from, to_folder, to);
}

static const struct saved_file files[] = { { "report.json", { "{\"a\": 1}\n", 9 } },
					   { "report.pdf", { "%PDF-1.7 page\n", 14 } },
					   { "SHA256SUMS", { "sum of them\n", 12 } } };

static enum err save(const char *serial)
{
	static const struct result_head head = { .word = { "KHÔNG ĐẠT", 13 }, .code = { "7QK4-M2TD", 9 } };
	const struct live_report report = { .date = STR("2026-11-22"), .serial = str_from_c(serial),
					    .model = STR("Office \"V15\""), .mode = STR("acceptance"),
					    .head = &head, .files = files, .count = 3 };
	struct str folder;
	return live_save(str_from_c(stick), &report, &arena, &folder);
}

static struct str read_list(void)
{
	FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.csv", stick)), "r");
	char *bytes = arena_alloc(&arena, 65536);
	size_t length = file ? fread(bytes, 1, 65536, file) : 0;
	if (file)
		fclose(file);
	return (struct str){ bytes, length };
}

static bool is_whole(const char *folder)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct stat st;
		const char *path = str_to_c(&arena, str_format(&arena, "%s/BAOCAO/%s/%s", stick, folder, files[i].name));
		if (stat(path, &st) != 0 || (size_t)st.st_size != files[i].content.len)
			return false;
	}
	return true;
}

/* Reports below BAOCAO; each must be whole. Whatever else lies there is counted in *ret_others. */
static size_t count_reports(size_t *ret_others)
{
	size_t reports = 0;
	struct dirent *entry;
	DIR *folder = opendir(str_to_c(&arena, str_format(&arena, "%s/BAOCAO", stick)));
	*ret_others = 0;
	while (folder && (entry = readdir(folder))) {
		bool report = strncmp(entry->d_name, "2026-", 5) == 0;
		CHECK(!report || is_whole(entry->d_name));
		reports += report;
		*ret_others += !report && strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			       strcmp(entry->d_name, "tonghop.csv") != 0;
	}
	if (folder)
		closedir(folder);
	return reports;
}

static size_t count_lines(struct str list, const char *folder)
{
	size_t count = 0;
	while (list.len) {
		struct str line = str_cut(list, '\n', &list);
		CHECK(str_ends(line, STR("\"\r")));
		count += str_ends(line, str_format(&arena, ";\"%s\"\r", folder));
	}
	return count;
}

static void empty_stick(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s/BAOCAO", stick);
	CHECK_INT(system(command), 0);
}

/* True when the power went in the `step`th step of saving PC-2. */
static bool cut(unsigned step)
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		cut_at = step;
		_exit(save("PC-2") == OK ? 0 : 1);
	}
	waitpid(child, &status, 0);
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CUT));
	return WEXITSTATUS(status) == CUT;
}

/* After the cut: everything earlier is there, byte for byte. After one more saving: every report has its one line. */
static unsigned cut_everywhere(bool earlier)
{
	for (unsigned step = 1;; step++) {
		size_t others;
		empty_stick();
		CHECK(!earlier || save("PC-1") == OK);
		struct str before = read_list();
		bool went = cut(step);
		CHECK(str_starts(read_list(), before));
		size_t reports = count_reports(&others);
		CHECK(reports == (size_t)earlier || reports == (size_t)earlier + 1);
		CHECK_INT(save("PC-3"), OK);
		struct str after = read_list();
		CHECK(str_starts(after, before));
		CHECK_INT(count_reports(&others), reports + 1);
		CHECK_INT(count_lines(after, "2026-11-22-PC-1-7QK4M2TD"), earlier);
		CHECK_INT(count_lines(after, "2026-11-22-PC-2-7QK4M2TD"), reports - (size_t)earlier);
		CHECK_INT(count_lines(after, "2026-11-22-PC-3-7QK4M2TD"), 1);
		CHECK(others <= 1); /* the second name of a report */
		arena_reset(&arena);
		if (!went)
			return step;
	}
}

static void first_report(void)
{
	CHECK(cut_everywhere(false) > 20);
}

static void next_report(void)
{
	CHECK(cut_everywhere(true) > 20);
}

/* FAT with both names for one folder: taking the files away under one would take them from the other. */
static void second_name_is_left_alone(void)
{
	char command[256];
	empty_stick();
	CHECK_INT(save("PC-1"), OK);
	snprintf(command, sizeof command, "cd %s/BAOCAO && cp -r 2026-11-22-PC-1-7QK4M2TD .dang-luu-2026-11-22-PC-1-7QK4M2TD",
		 stick);
	CHECK_INT(system(command), 0);
	CHECK_INT(save("PC-2"), OK);
	CHECK(is_whole(".dang-luu-2026-11-22-PC-1-7QK4M2TD"));
}

/* A left-over that cannot be emptied keeps nobody from saving. */
static void odd_left_over(void)
{
	char command[256];
	empty_stick();
	snprintf(command, sizeof command, "mkdir -p %s/BAOCAO/.dang-luu-2026-11-22-PC-1-7QK4M2TD/folder", stick);
	CHECK_INT(system(command), 0);
	CHECK_INT(save("PC-1"), OK);
	CHECK(is_whole("2026-11-22-PC-1-7QK4M2TD-2"));
	CHECK_INT(count_lines(read_list(), "2026-11-22-PC-1-7QK4M2TD-2"), 1);
}

static void put_list(const char *text)
{
	FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.csv", stick)), "w");
	fputs(text, file);
	fclose(file);
}

/* A list that somebody else left torn: nothing of it goes, and the next line is one of its own. */
static void torn_lists(void)
{
	static const char *const torn[] = { "\"a\";\"b\"\r\n\"c\";\"half a ce", "\"a\";\"b\"\r\n\"c\";\"d\"", "by hand", "\"by" };
	for (size_t i = 0; i < sizeof torn / sizeof *torn; i++) {
		empty_stick();
		CHECK_INT(save("PC-1"), OK);
		put_list(torn[i]);
		CHECK_INT(save("PC-2"), OK);
		struct str rest, list = read_list();
		CHECK(str_starts(list, str_from_c(torn[i])));
		rest = str_from(list, strlen(torn[i]));
		CHECK(str_starts(rest, STR("\r\n\"2026")) || str_starts(rest, STR("\"\r\n\"2026")));
		CHECK(str_ends(list, STR("\"2026-11-22-PC-2-7QK4M2TD\"\r\n")));
	}
}

/* A kept line names what is no folder of ours: it does not get into the list. */
static void kept_lines_are_looked_at(void)
{
	static const char *const lines[] = { "\"x\";\"../..\"\r\n", "\"x\";\"..\"\r\n", "\"x\";\"\"\r\n", "\"\r\n", "\r\n", "=1;2\r\n",
					     "\"x\";\"2026-11-22-PC-1-7QK4M2TD/.\"\r\n", "\"x\";\"report.json\"", "\"x\";\"tonghop.csv\"\r\n" };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		empty_stick();
		CHECK_INT(save("PC-1"), OK);
		FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.dang-ghi", stick)), "w");
		fputs(lines[i], file);
		fclose(file);
		CHECK_INT(save("PC-2"), OK);
		CHECK(str_find(read_list(), STR("\"x\"")) < 0);
		CHECK_INT(count_lines(read_list(), "2026-11-22-PC-2-7QK4M2TD"), 1);
	}
}

/* More kept lines than there can be are no reason to work for minutes. */
static void many_kept_lines(void)
{
	empty_stick();
	CHECK_INT(save("PC-1"), OK);
	FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/BAOCAO/tonghop.dang-ghi", stick)), "w");
	for (unsigned i = 0; i < 20000; i++)
		fprintf(file, "\"%u\";\"2026-11-22-PC-1-7QK4M2TD\"\r\n", i);
	fclose(file);
	CHECK_INT(save("PC-2"), OK);
	struct str list = read_list();
	CHECK(count_lines(list, "2026-11-22-PC-1-7QK4M2TD") < 50);
	CHECK_INT(count_lines(list, "2026-11-22-PC-2-7QK4M2TD"), 1);
}

int main(void)
{
	static const struct test tests[] = { TEST(first_report), TEST(next_report), TEST(second_name_is_left_alone), TEST(odd_left_over), TEST(torn_lists),
					     TEST(kept_lines_are_looked_at),
					     TEST(many_kept_lines) };
	arena_init(&arena, 64u << 20);
	return test_main_in_folder(stick, tests, sizeof tests / sizeof *tests);
}
