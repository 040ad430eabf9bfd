/* Small frame of the unit tests: CHECK counts, TEST_MAIN prints "N passed, N failed, N skipped" and sets the exit status. */
#ifndef SOATMAY_TESTS_SUPPORT_H
#define SOATMAY_TESTS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

struct test { const char *name; void (*run)(void); };

void check_at(const char *file, int line, bool ok, const char *what);
void check_str_at(const char *file, int line, struct str is, const char *expected, const char *what);
#define CHECK(condition) check_at(__FILE__, __LINE__, (condition), #condition)
#define CHECK_STR(is, expected) check_str_at(__FILE__, __LINE__, (is), (expected), #is)
#define CHECK_INT(is, expected) CHECK((is) == (expected))
/* Ends the running test as skipped, with its reason in one line. */
_Noreturn void test_skip(const char *reason);

int test_main(const struct test *tests, size_t count);
#define TEST_MAIN(...)                                                       \
	int main(void)                                                       \
	{                                                                    \
		static const struct test tests[] = { __VA_ARGS__ };          \
		return test_main(tests, sizeof tests / sizeof *tests);       \
	}
#define TEST(function) { #function, function }
/* As test_main, with a new folder that is removed behind the tests with all that is in it; `folder` ends in XXXXXX and becomes its path. */
int test_main_in_folder(char *folder, const struct test *tests, size_t count);

/* Path below the corpus (SOATMAY_CORPUS, default ../shared/corpus); skips the running test when the corpus is not there. */
const char *corpus_path(struct arena *arena, const char *relative);
/* A whole file of the corpus; NAME.xz is unpacked when only that exists. */
struct span corpus_file(struct arena *arena, const char *relative);
/* A whole file; an empty span when it cannot be read. */
struct span read_whole_file(struct arena *arena, const char *path);

#endif
