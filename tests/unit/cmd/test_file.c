/* Saving reports: nothing prepared in the folder is opened, followed or overwritten, no earlier report is replaced; all or nothing. */
#include <errno.h>
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

static int save(const char *name)
{
	errno = 0;
	return file_save_all(at(name), files, 2) == OK ? 0 : errno;
}

static void files_are_written_once(void)
{
	CHECK_INT(save("new"), 0);
	CHECK_STR(content_of(at("new/report.json")), "{}");
	write_file(at("new/report.json"), "of last week");
	CHECK_INT(save("new"), EEXIST);
	CHECK_STR(content_of(at("new/report.json")), "of last week");
	CHECK(unlink(at("new/report.json")) == 0); /* what is left of a report is one as well */
	CHECK_INT(save("new"), EEXIST);
	CHECK_STR(content_of(at("new/SHA256SUMS")), "sum");
	CHECK(access(at("new/report.json"), F_OK) != 0);
}

static void an_earlier_report_is_found(void)
{
	static const char *const names[] = { "report.txt", "SHA256SUMS" };
	CHECK(file_find_any(at("nowhere"), names, 2) == NULL);
	CHECK(mkdir(at("found"), 0700) == 0);
	write_file(at("found/letter.txt"), "");
	CHECK(file_find_any(at("found"), names, 2) == NULL);
	CHECK(symlink("nothing", at("found/SHA256SUMS")) == 0); /* even one that leads nowhere */
	const char *name = file_find_any(at("found"), names, 2);
	CHECK(name != NULL);
	CHECK_STR(str_from_c(name ? name : ""), "SHA256SUMS");
}

static void links_are_neither_followed_nor_replaced(void)
{
	write_file(at("victim"), "untouched");
	CHECK(mkdir(at("links"), 0700) == 0);
	CHECK(link(at("victim"), at("links/report.json")) == 0);
	CHECK_INT(save("links"), EEXIST);
	CHECK(unlink(at("links/report.json")) == 0 && symlink("../victim", at("links/SHA256SUMS")) == 0);
	CHECK(mkfifo(at("links/.report.json.tmp"), 0600) == 0);
	CHECK_INT(save("links"), EEXIST);
	CHECK_STR(content_of(at("victim")), "untouched");
	CHECK(access(at("links/report.json"), F_OK) != 0);
}

static void a_folder_in_the_way_changes_nothing(void)
{
	CHECK(mkdir(at("way"), 0700) == 0 && mkdir(at("way/SHA256SUMS"), 0700) == 0);
	CHECK_INT(save("way"), EEXIST);
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
		TEST(files_are_written_once), TEST(an_earlier_report_is_found), TEST(links_are_neither_followed_nor_replaced),
		TEST(a_folder_in_the_way_changes_nothing), TEST(inside_is_seen_through_links),
	};
	arena_init(&arena, 1 << 24);
	return test_main_in_folder(folder, tests, sizeof tests / sizeof *tests);
}
