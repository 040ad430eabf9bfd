/* Earlier reports: prepared ones cost no more than their share, the newest count, the same machine never counts. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/timestamp.h"
#include "cmd/earlier.h"
#include "support.h"

static struct arena arena;
static char folder[] = "/tmp/soatmay-test-XXXXXX";
static int entries_left = -1; /* until the folder says that it cannot be read; -1 = all */

/* In the place of the library's, which is asked for the entries. */
struct dirent *readdir(DIR *stream)
{
	struct dirent *(*next)(DIR *) = (struct dirent *(*)(DIR *))dlsym(RTLD_NEXT, "readdir64");
	if (entries_left == 0) {
		errno = EIO;
		return NULL;
	}
	entries_left -= entries_left > 0;
	return next(stream);
}

static FILE *open_report(const char *name)
{
	mkdir(str_to_c(&arena, str_format(&arena, "%s/%s", folder, name)), 0755);
	FILE *file = fopen(str_to_c(&arena, str_format(&arena, "%s/%s/report.json", folder, name)), "w");
	CHECK(file != NULL);
	return file;
}

static void put_report(const char *name, const char *serial, const char *fingerprint)
{
	FILE *file = open_report(name);
	fprintf(file, "{\"schema\":\"soatmay.report/1\",\"sources\":[{\"serial\":%s}],\"accounts\":[{\"fingerprint\":\"%s\"}]}",
		serial, fingerprint);
	fclose(file);
}

static void empty(void)
{
	char command[64];
	snprintf(command, sizeof command, "rm -rf %s/*", folder);
	CHECK_INT(system(command), 0);
}

static struct earlier load(size_t most)
{
	const struct earlier_options options = { .quiet = true, .allow_unconfined = true, .reports_most = most };
	struct earlier earlier;
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	return earlier;
}

/* On how many machines other than the one with disk `serial`. */
static size_t seen(const struct earlier *earlier, const char *serial, const char *fingerprint)
{
	struct case_file file = { .arena = &arena };
	struct seen_list list;
	*array_push(&arena, &file.sources) = (struct source_info){ .serial = str_from_c(serial) };
	earlier_count(earlier, &file, &arena, &list);
	for (size_t i = 0; i < list.count; i++)
		if (str_eq_c(list.items[i].fingerprint, fingerprint))
			return list.items[i].machines;
	return 0;
}

static void machines_count_once(void)
{
	empty();
	put_report("2026-01-01-A", "\"S1\"", "AAAABBBB");
	put_report("2026-01-02-A", "\"s1\"", "AAAABBBB");
	put_report("2026-01-03-B", "\"S2\"", "AAAABBBB");
	put_report("2026-01-04-C", "null", "AAAABBBB");
	put_report("2026-01-05-C", "null", "CCCCDDDD");
	struct earlier earlier = load(0);
	CHECK_INT(earlier.read, 5);
	CHECK_INT(seen(&earlier, "S9", "AAAABBBB"), 3);
	CHECK_INT(seen(&earlier, "S1", "AAAABBBB"), 2);
	CHECK_INT(seen(&earlier, "S9", "CCCCDDDD"), 1);
	CHECK_INT(seen(&earlier, "S9", "XXXXXXXX"), 0);
}

static void newest_are_read(void)
{
	empty();
	put_report("2026-01-01-A", "\"S1\"", "OLDOLDOL");
	put_report("2026-03-01-B", "\"S2\"", "NEWNEWNE");
	put_report("2026-02-01-C", "\"S3\"", "MIDMIDMI");
	struct earlier earlier = load(2);
	CHECK(seen(&earlier, "S9", "NEWNEWNE") == 1 && seen(&earlier, "S9", "MIDMIDMI") == 1 && seen(&earlier, "S9", "OLDOLDOL") == 0);
}

/* What is no fingerprint or would break the lines between the processes is left out. */
static void odd_values(void)
{
	empty();
	put_report("2026-01-01-A", "\"S1\\n\\taccount\\tEVILEVIL\"", "AAAABBBB");
	put_report("2026-01-02-A", "\"S2\"", "AAAA\\nBBB");
	put_report("2026-01-03-A", "\"S3\"", "AAAABBBBC");
	put_report("2026-01-04-A", "[[{\"a\":1}]]", "AAAABBBB");
	struct earlier earlier = load(0);
	CHECK_INT(earlier.odd, 0);
	CHECK_INT(seen(&earlier, "S9", "EVILEVIL"), 0);
	CHECK_INT(seen(&earlier, "S9", "AAAABBBB"), 2);
	CHECK_INT(seen(&earlier, "S9", "AAAABBBBC"), 0);
}

static void prepared_reports_are_not_slow(void)
{
	struct timespec from, to;
	empty();
	for (unsigned i = 0; i < 300; i++) {
		char name[32];
		snprintf(name, sizeof name, "2026-%u", i);
		FILE *file = open_report(name);
		fputs("{\"schema\":\"soatmay.report/1\",\"sources\":[", file);
		for (unsigned k = 0; k < 500; k++)
			fprintf(file, "{\"serial\":\"serial number %u of %u\"},", k, i);
		fputs("{}],\"accounts\":[", file);
		for (unsigned k = 0; k < 5000; k++)
			fprintf(file, "{\"fingerprint\":\"%04u%04u\"},", i, k);
		fputs("{}]}", file);
		fclose(file);
	}
	clock_gettime(CLOCK_MONOTONIC, &from);
	struct earlier earlier = load(0);
	CHECK_INT(seen(&earlier, "S9", "00070003"), 1);
	clock_gettime(CLOCK_MONOTONIC, &to);
	CHECK(to.tv_sec - from.tv_sec < 20); /* under a second; seconds where a sanitizer watches */
	CHECK(earlier.machines == 300 && earlier.seen.count == 300 * 256);
}

/* A report of a computer, a disk and a time, by its folder. */
static void put_check(const char *name, const char *computer, const char *disk, const char *now, const char *verdict)
{
	FILE *file = open_report(name);
	fprintf(file, "{\"schema\":\"soatmay.report/1\",\"now\":\"%s\",\"verdict\":\"%s\",\"hardware\":{\"serial\":\"%s\"},"
		"\"sources\":[{\"serial\":\"%s\"}]}", now, verdict, computer, disk);
	fclose(file);
}

static void put_sums(const char *name, bool right)
{
	char command[256];
	snprintf(command, sizeof command, "cd %s/%s && sha256sum report.json %s >SHA256SUMS", folder, name,
		 right ? "" : "| tr 0-9 a-j");
	CHECK_INT(system(command), 0);
}

static struct earlier_checks checks_of(const struct earlier *earlier, const char *computer, const char *disk)
{
	static struct hardware_info hardware;
	struct case_file file = { .arena = &arena, .hardware = &hardware };
	struct earlier_checks checks;
	int64_t now;
	hardware = (struct hardware_info){ .serial = str_from_c(computer) };
	CHECK(time_parse(STR("2026-11-22T02:30:00Z"), &now));
	*array_push(&arena, &file.sources) = (struct source_info){ .serial = str_from_c(disk) };
	earlier_checks(earlier, &file, now, &arena, &checks);
	return checks;
}

static void the_computer_is_known_by_its_serial(void)
{
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	put_check("2026-01-02-B", "", "D2", "2026-01-02T00:00:00Z", "fail");
	put_check("2026-01-03-C", "To be filled by O.E.M.", "D3", "2026-01-03T00:00:00Z", "fail");
	struct earlier earlier = load(0);
	CHECK_INT(checks_of(&earlier, "PC-77001", "D9").count, 1); /* with a new disk */
	CHECK_INT(checks_of(&earlier, "PC-77002", "D1").count, 0); /* the disk in another one */
	CHECK_INT(checks_of(&earlier, "", "D1").count, 0);         /* in one without a serial */
	CHECK_INT(checks_of(&earlier, "PC-77001", "D2").count, 1);
	CHECK_INT(checks_of(&earlier, "", "D2").count, 1);
	CHECK_INT(checks_of(&earlier, "To be filled by O.E.M.", "D1").count, 0);
	CHECK_INT(checks_of(&earlier, "To be filled by O.E.M.", "D3").count, 1);
	CHECK_INT(checks_of(&earlier, "00000000", "D3").count, 1);
}

/* Two disks then: each has to be there again, by its serial; without serials as many of them, and each Windows. */
static void a_disk_that_is_missing_is_noticed(void)
{
	static const struct { const char *name, *computer, *rest; } reports[] = {
		{ "2026-01-01-A", "PC-77001", "\"sources\":[{\"serial\":\"D1\"},{\"serial\":\"D2\"}]" },
		{ "2026-01-01-B", "PC-77002", "\"sources\":[{\"serial\":\"d1\"}],\"systems\":[{\"machine_guid\":\"g1\"}]" },
		{ "2026-01-01-C", "PC-77003", "\"sources\":[{\"serial\":null},{\"serial\":null}]" },
		{ "2026-01-01-D", "PC-77004", "\"sources\":[{}],\"systems\":[{\"machine_guid\":\"g1\"}]" },
		{ "2026-01-01-E", "PC-77005", "\"sources\":[{}],\"systems\":[{}]" },
		{ "2026-01-01-F", "PC-77006", "\"sources\":[{}],\"systems\":[]" },
	};
	static const bool more[] = { true, false, true, true, true, false };
	empty();
	for (size_t i = 0; i < 6; i++) {
		FILE *file = open_report(reports[i].name);
		fprintf(file, "{\"schema\":\"soatmay.report/1\",\"now\":\"2026-01-01T00:00:00Z\",\"verdict\":\"fail\","
			"\"hardware\":{\"serial\":\"%s\"},%s}", reports[i].computer, reports[i].rest);
		fclose(file);
	}
	struct earlier earlier = load(0);
	for (size_t i = 0; i < 6; i++) {
		struct earlier_checks checks = checks_of(&earlier, reports[i].computer, "D1");
		CHECK_INT(checks.count, 1);
		CHECK_INT(checks.items[0].more_was_read, more[i]);
	}
}

/* The same second does not make two reports one; the same bytes do. */
static void the_same_time_is_not_the_same_check(void)
{
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	put_check("2026-01-01-B", "PC-77001", "D1", "2026-01-01T00:00:00Z", "pass");
	put_check("2026-01-01-A-2", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	struct earlier earlier = load(0);
	struct earlier_checks checks = checks_of(&earlier, "PC-77001", "D1");
	CHECK_INT(checks.count, 2);
	CHECK((checks.items[0].verdict == VERDICT_FAIL) + (checks.items[1].verdict == VERDICT_FAIL) == 1);
}

static void sums_are_looked_at(void)
{
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	put_check("2026-01-02-B", "PC-77001", "D1", "2026-01-02T00:00:00Z", "pass");
	put_check("2026-01-03-C", "PC-77001", "D1", "2026-01-03T00:00:00Z", "pass");
	put_sums("2026-01-01-A", true);
	put_sums("2026-01-02-B", false);
	struct earlier earlier = load(0);
	struct earlier_checks checks = checks_of(&earlier, "PC-77001", "D1");
	CHECK_INT(checks.count, 3);
	CHECK(checks.items[0].listed && !checks.items[1].listed && !checks.items[2].listed);
}

static void dates_after_the_clock(void)
{
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	put_check("2027-01-01-B", "PC-77001", "D1", "2027-01-01T00:00:00Z", "fail");
	put_check("2027-01-02-B", "PC-77002", "D1", "2027-01-02T00:00:00Z", "fail");
	struct earlier earlier = load(0);
	struct earlier_checks checks = checks_of(&earlier, "PC-77001", "D1");
	CHECK(checks.count == 1 && checks.later == 1 && checks.unread == 0);
}

/* Folders that are not the stick's own push out nobody, nor do reports that are none. */
static void foreign_folders_do_not_count(void)
{
	struct earlier_options options = { .quiet = true, .allow_unconfined = true, .dated_only = true, .reports_most = 2 };
	struct earlier earlier;
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	for (unsigned i = 0; i < 50; i++) {
		char name[32];
		snprintf(name, sizeof name, i % 2 ? "z%u" : "9999-12-31-%u", i);
		FILE *file = open_report(name);
		fputs("{}", file);
		fclose(file);
	}
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK_INT(checks_of(&earlier, "PC-77001", "D1").count, 1);
	CHECK(earlier.read == 1 && earlier.odd == 25 && earlier.unread == 0);
	options.dated_only = false;
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK(earlier.read == 1 && earlier.odd == 50);
}

/* Of a report with more items than are taken the rest is numbered. */
static void more_items_than_are_taken(void)
{
	empty();
	FILE *file = open_report("2026-01-01-A");
	fputs("{\"schema\":\"soatmay.report/1\",\"now\":\"2026-01-01T00:00:00Z\",\"verdict\":\"fail\",\"sources\":[{\"serial\":\"D1\"}],"
	      "\"findings\":[{\"effect\":\"info\"}", file);
	for (unsigned i = 0; i < 250; i++)
		fprintf(file, ",{\"effect\":\"fail\",\"rule\":\"RMT-01\",\"fingerprint\":\"%016u\"}", i);
	fputs("]}", file);
	fclose(file);
	struct earlier earlier = load(0);
	struct earlier_checks checks = checks_of(&earlier, "", "D1");
	CHECK_INT(checks.count, 1);
	CHECK(checks.items[0].items.count == 199 && checks.items[0].items_left == 51);
}

/* A report that is too large is numbered and takes no room from the others. */
static void a_huge_report_takes_no_room(void)
{
	const struct earlier_options options = { .quiet = true, .allow_unconfined = true, .bytes_most = 1 << 20 };
	struct earlier earlier;
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	FILE *file = open_report("2026-01-02-B");
	CHECK(fseek(file, 1L << 30, SEEK_SET) == 0 && fputc(' ', file) == ' ');
	fclose(file);
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK(earlier.read == 1 && earlier.unread == 1 && earlier.odd == 0);
}

/* On the stick only what lies in dated folders is read, as documented. */
static void the_folder_itself_has_no_date(void)
{
	struct earlier_options options = { .quiet = true, .allow_unconfined = true };
	struct earlier earlier;
	empty();
	put_check(".", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK_INT(earlier.read, 1);
	options.dated_only = true;
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK_INT(earlier.read, 0);
}

static void a_folder_that_cannot_be_read_to_its_end(void)
{
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	entries_left = 0;
	struct earlier earlier = load(0);
	entries_left = -1;
	CHECK_INT(earlier.unread, 1);
	earlier = load(0);
	CHECK(earlier.read == 1 && earlier.unread == 0);
}

/* What a link leads to is not read, and this is said; a link to no folder leads to no report. */
static void a_link_is_not_followed(void)
{
	char command[128];
	empty();
	put_check("2026-01-01-A", "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	snprintf(command, sizeof command, "cd %s && ln -s 2026-01-01-A 2026-01-02-B && ln -s nowhere 2026-01-03-C", folder);
	CHECK_INT(system(command), 0);
	struct earlier earlier = load(0);
	CHECK(earlier.read == 1 && earlier.odd == 1 && earlier.unread == 0);
}

/* When the time is over, what is left is numbered. */
static void the_rest_is_not_read(void)
{
	struct earlier_options options = { .quiet = true, .allow_unconfined = true, .reports_most = 3 };
	struct earlier earlier;
	empty();
	for (unsigned i = 0; i < 5; i++) {
		char name[32];
		snprintf(name, sizeof name, "2026-01-0%u-A", i + 1);
		put_check(name, "PC-77001", "D1", "2026-01-01T00:00:00Z", "fail");
	}
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK(earlier.read == 3 && earlier.unread == 2);
	CHECK_INT(checks_of(&earlier, "PC-77001", "D1").unread, 2);
	options = (struct earlier_options){ .quiet = true, .allow_unconfined = true, .patience_ns = 1 };
	CHECK(earlier_load(folder, &options, &arena, &earlier));
	CHECK(earlier.read == 0 && earlier.odd == 0 && earlier.unread > 0);
}

int main(void)
{
	static const struct test tests[] = { TEST(machines_count_once), TEST(newest_are_read), TEST(odd_values),
					     TEST(prepared_reports_are_not_slow), TEST(the_computer_is_known_by_its_serial),
					     TEST(the_same_time_is_not_the_same_check), TEST(sums_are_looked_at),
					     TEST(a_disk_that_is_missing_is_noticed),
					     TEST(dates_after_the_clock), TEST(foreign_folders_do_not_count),
					     TEST(more_items_than_are_taken), TEST(a_huge_report_takes_no_room),
					     TEST(the_folder_itself_has_no_date),
					     TEST(a_folder_that_cannot_be_read_to_its_end), TEST(a_link_is_not_followed),
					     TEST(the_rest_is_not_read) };
	arena_init(&arena, 256u << 20);
	return test_main_in_folder(folder, tests, sizeof tests / sizeof *tests);
}
