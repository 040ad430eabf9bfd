/* Earlier reports: prepared ones cost no more than their share, the newest count, the same machine never counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cmd/earlier.h"
#include "support.h"

static struct arena arena;
static char folder[] = "/tmp/soatmay-test-XXXXXX";

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
	CHECK(earlier.machines.count == 300 && earlier.fingerprints == 300 * 256);
}

int main(void)
{
	static const struct test tests[] = { TEST(machines_count_once), TEST(newest_are_read), TEST(odd_values),
					     TEST(prepared_reports_are_not_slow) };
	char command[64];
	arena_init(&arena, 256u << 20);
	if (!mkdtemp(folder))
		return 1;
	int status = test_main(tests, sizeof tests / sizeof *tests);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command) == 0 ? status : 1;
}
