/* The frame of tests/unit/support.h. Each test runs in the same process; a skip leaves it by longjmp. */
#include "support.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned failures_of_test;
static jmp_buf skip_jump;
static const char *skip_reason;

void check_at(const char *file, int line, bool ok, const char *what)
{
	if (ok)
		return;
	failures_of_test++;
	printf("%s:%d: not true: %s\n", file, line, what);
}

void check_str_at(const char *file, int line, struct str is, const char *expected, const char *what)
{
	if (str_eq_c(is, expected))
		return;
	failures_of_test++;
	printf("%s:%d: %s is \"%.*s\", not \"%s\"\n", file, line, what, STR_ARGS(is), expected);
}

_Noreturn void test_skip(const char *reason)
{
	skip_reason = reason;
	longjmp(skip_jump, 1);
}

int test_main(const struct test *tests, size_t count)
{
	static unsigned passed, failed, skipped;
	static size_t i;
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (i = 0; i < count; i++) {
		failures_of_test = 0;
		if (setjmp(skip_jump) == 0) {
			tests[i].run();
		} else {
			skipped++;
			printf("skipped %s: %s\n", tests[i].name, skip_reason);
			continue;
		}
		if (failures_of_test) {
			failed++;
			printf("FAILED %s\n", tests[i].name);
		} else {
			passed++;
		}
	}
	printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
	return failed ? 1 : 0;
}

int test_main_in_folder(char *folder, const struct test *tests, size_t count)
{
	char command[256];
	if (!mkdtemp(folder)) {
		perror(folder);
		return 1;
	}
	int status = test_main(tests, count);
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command) == 0 ? status : 1;
}

const char *corpus_path(struct arena *arena, const char *relative)
{
	const char *root = getenv("SOATMAY_CORPUS");
	if (!root)
		root = "../shared/corpus";
	if (access(root, R_OK) != 0)
		test_skip("no corpus (set SOATMAY_CORPUS)");
	return str_to_c(arena, str_format(arena, "%s/%s", root, relative));
}

struct span read_whole_file(struct arena *arena, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return (struct span){ 0 };
	}
	uint8_t *data = arena_alloc(arena, (size_t)st.st_size + 1);
	size_t len = 0;
	ssize_t got;
	while (len < (size_t)st.st_size && (got = read(fd, data + len, (size_t)st.st_size - len)) > 0)
		len += (size_t)got;
	close(fd);
	return (struct span){ data, len };
}

static struct span unpack_xz(struct arena *arena, const char *path)
{
	struct str command = str_format(arena, "xz -dc -- '%s'", path);
	FILE *pipe = popen(str_to_c(arena, command), "r");
	size_t capacity = 1 << 20, len = 0, got;
	uint8_t *data = malloc(capacity);
	while (pipe && data && (got = fread(data + len, 1, capacity - len, pipe)) > 0) {
		len += got;
		if (len == capacity)
			data = realloc(data, capacity *= 2);
	}
	if (pipe)
		pclose(pipe);
	uint8_t *copy = arena_alloc(arena, len + 1);
	if (data)
		memcpy(copy, data, len);
	free(data);
	return (struct span){ copy, len };
}

struct span corpus_file(struct arena *arena, const char *relative)
{
	const char *path = corpus_path(arena, relative);
	if (access(path, R_OK) == 0 && !str_ends(str_from_c(path), STR(".xz")))
		return read_whole_file(arena, path);
	struct str packed = str_from_c(path);
	if (!str_ends(packed, STR(".xz")))
		packed = str_format(arena, "%s.xz", path);
	return unpack_xz(arena, str_to_c(arena, packed));
}
