/* The list of artifacts: every one has an id of its own, files it wants, a section in docs/artifacts.md. Globs as they match. */
#include <stdio.h>

#include "artifact/table.h"
#include "base/glob.h"
#include "harness.h"

static bool has_section(struct span docs, const char *id)
{
	struct arena arena;
	arena_init(&arena, 1 << 16);
	struct str text = { (const char *)docs.data, docs.len };
	bool found = false;
	for (struct str rest = text; rest.len && !found;) {
		struct str line = str_cut(rest, '\n', &rest);
		if (!str_starts(line, STR("## ")))
			continue;
		for (struct str names = str_from(line, 3); names.len && !found;) {
			struct str name = str_trim(str_cut(names, ',', &names)), mark;
			found = str_eq_c(str_cut(name, ' ', &mark), id);
		}
	}
	arena_done(&arena);
	return found;
}

static void list(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 24);
	struct span docs = read_whole_file(&arena, "docs/artifacts.md");
	size_t count = 0;
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++, count++) {
		for (const struct artifact *const *other = artifacts; other != artifact; other++)
			CHECK(!str_eq_c(str_from_c((*other)->id), (*artifact)->id));
		CHECK((*artifact)->run != NULL && (*artifact)->wants && (*artifact)->wants[0].glob);
		if (!has_section(docs, (*artifact)->id))
			printf("docs/artifacts.md has no section %s\n", (*artifact)->id);
		CHECK(has_section(docs, (*artifact)->id));
	}
	CHECK(count >= 26);
	arena_done(&arena);
}

/* Without any file no artifact says "nothing found". */
static void nothing_there(void)
{
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
		struct harness harness;
		harness_init(&harness, (*artifact)->scope);
		if (str_starts(str_from_c((*artifact)->id), STR("windows."))) {
			struct harness_result *result = harness_run(&harness, *artifact);
			CHECK_INT(result->status, ERR_ABSENT);
			CHECK_INT(result->facts.count, 0);
		}
		harness_done(&harness);
	}
}

static bool matches(const char *glob, const char *path)
{
	return glob_match(str_from_c(glob), str_from_c(path));
}

static void globs(void)
{
	CHECK(matches("Windows\\System32\\config\\SAM", "windows\\system32\\CONFIG\\sam"));
	CHECK(!matches("SAM", "SAM.LOG1"));
	CHECK(!matches("SAM", "config\\SAM"));
	CHECK(matches("**\\SAM", "SAM"));
	CHECK(matches("**\\SAM", "a\\b\\SAM"));
	CHECK(matches("a\\**\\c", "a\\c"));
	CHECK(matches("a\\**\\c", "a\\b\\b\\c"));
	CHECK(!matches("a\\**\\c", "a\\b\\c\\d"));
	CHECK(!matches("*", "a\\b"));
	CHECK(matches("Program Files*\\X\\*.exe", "Program Files (x86)\\X\\y.EXE"));
	CHECK(!matches("Program Files*\\X\\*.exe", "Program Files\\X\\y\\z.exe"));
	CHECK(matches("t?m*", "TẬM"));
	CHECK(matches("tậm", "TẬM"));
	CHECK(matches("*a*b*c", "xxaxxbxxbc"));
	CHECK(!matches("*a*b*c", "xxaxxbxxb"));
	CHECK(!matches("", "a"));
	CHECK(!matches("a", ""));
	CHECK(!matches("a\\b", "a"));
	CHECK(!matches("a", "a\\b"));
}

TEST_MAIN(TEST(list), TEST(nothing_there), TEST(globs))
