/* Saving reports: nothing prepared in the folder is opened, followed or overwritten; all or nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/file.h"
#include "support.h"

static struct arena arena;
static char folder[] = "/tmp/soatmay-file-XXXXXX";

static const char *at(const char *name)
{
	return str_to_c(&arena, str_format(&arena, "%s/%s", folder, name));
}

static void write_file(const char *path, const char *content)
{
	FILE *file = fopen(path, "w");
	CHECK(file != NULL);
	fputs(content, file);
	fclose(file);
}

static struct str content_of(const char *path)
{
	struct span bytes = read_whole_file(&arena, path);
	return (struct str){ (const char *)bytes.data, bytes.len };
}

static const struct saved_file files[] = { { "report.json", { "{}", 2 } }, { "SHA256SUMS", { "sum", 3 } } };

static void files_are_written_and_replaced(void)
{
	CHECK_INT(file_save_all(at("new"), files, 2), OK);
	CHECK_STR(content_of(at("new/report.json")), "{}");
	CHECK_INT(file_save_all(at("new"), files, 2), OK);
	CHECK_STR(content_of(at("new/SHA256SUMS")), "sum");
}

static void links_are_replaced_not_followed(void)
{
	write_file(at("victim"), "untouched");
	CHECK(mkdir(at("links"), 0700) == 0);
	CHECK(link(at("victim"), at("links/report.json")) == 0 && symlink("../victim", at("links/SHA256SUMS")) == 0);
	CHECK(mkfifo(at("links/.report.json.tmp"), 0600) == 0);
	CHECK_INT(file_save_all(at("links"), files, 2), OK);
	CHECK_STR(content_of(at("victim")), "untouched");
	CHECK_STR(content_of(at("links/report.json")), "{}");
}

static void a_folder_in_the_way_changes_nothing(void)
{
	CHECK(mkdir(at("way"), 0700) == 0 && mkdir(at("way/SHA256SUMS"), 0700) == 0);
	CHECK_INT(file_save_all(at("way"), files, 2), ERR_IO);
	CHECK(access(at("way/report.json"), F_OK) != 0);
}

static void inside_is_seen_through_links(void)
{
	CHECK(mkdir(at("source"), 0700) == 0 && symlink("source", at("alias")) == 0);
	CHECK(file_is_inside(at("source"), at("source"), &arena));
	CHECK(file_is_inside(at("source/a/b"), at("alias"), &arena));
	CHECK(file_is_inside(at("alias/out"), at("source"), &arena));
	CHECK(!file_is_inside(at("source2"), at("source"), &arena));
	CHECK(!file_is_inside(at("elsewhere/out"), at("source"), &arena));
}

int main(void)
{
	static const struct test tests[] = {
		TEST(files_are_written_and_replaced), TEST(links_are_replaced_not_followed), TEST(a_folder_in_the_way_changes_nothing),
		TEST(inside_is_seen_through_links),
	};
	arena_init(&arena, 1 << 24);
	if (!mkdtemp(folder))
		return 1;
	int status = test_main(tests, sizeof tests / sizeof *tests);
	char *command = str_to_c(&arena, str_format(&arena, "rm -rf '%s'", folder));
	return system(command) == 0 ? status : 1;
}
