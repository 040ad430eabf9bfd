/* Every hive of the corpus against truth.json: header, opened or refused, counts of keys and values, computer names. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "base/utf.h"
#include "hive_dump.h"

static struct arena arena;

/* Where our answer is not the one in truth.json, and why. Everything else must agree, and be sound when the truth says that it is. */
static const struct difference {
	const char *file;
	int keys, values;
	bool sound;
	const char *why;
} differences[] = {
	{ "ColinFinck_nt-hive/testhive", 528, 12, true, "the truth's reader stops at a key name beyond U+FFFF; libhivex counts 528 too" },
	{ "EricZimmerman_Registry/SAMBadHBinHeader", 47, 44, false, "no count in the truth: partly read past a bin without header" },
	{ "log2timeline_plaso/regf/corrupt_sub_key_list.hiv", 100, 99, false, "the truth's reader stops at the bad entry: read past it" },
	{ "mkorman90_regipy/corrupted_system_hive.xz", 1687, 5615, false, "no count in the truth: partly read past zeroed bins" },
	{ "msuhanov_yarp/BadBaseBlockHive/BadBaseBlockHive", 5003, 0, false, "here without its log: base block rebuilt" },
	{ "msuhanov_yarp/BadSubkeyHive", 6, 0, false, "a key listed twice: counted once, never called sound" },
	{ "msuhanov_yarp/CompHive", 4, 0, false, "made with a hex editor: a name's hint is not its name's" },
	{ "msuhanov_yarp/DuplicateSubkeysHive", 5003, 0, false, "the truth's reader stops at the key out of order" },
	{ "msuhanov_yarp/GarbageHive", 1, 0, false, "its checksum is wrong: read, but never called sound" },
	{ "msuhanov_yarp/InvalidParentHive", 5003, 0, false, "the truth's reader stops at the wrong parent; the list has all" },
	{ "msuhanov_yarp/TruncatedHive", 2, 0, false, "no count in the truth: two of 120 pages are there" },
	{ "msuhanov_yarp/WrongOrderHive", 11, 0, false, "the truth's reader stops at the key out of order" },
	{ "puffyCid_artemis/registry/win10/NTUSER_Bad.DAT", 665, 1079, false, "the truth's reader stops in the list that goes in a circle" },
};

static const struct difference *difference_of(const char *file)
{
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
		if (!strcmp(differences[i].file, file))
			return &differences[i];
	}
	return NULL;
}

static bool says(const char *file, bool ok, const char *what)
{
	if (!ok)
		printf("%s: %s\n", file, what);
	CHECK(ok);
	return ok;
}

static int number(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItem(object, name);
	return cJSON_IsNumber(item) ? item->valueint : -1;
}

static void compare_header(const char *file, const cJSON *entry, struct span bytes)
{
	const cJSON *header = cJSON_GetObjectItem(entry, "header");
	struct hive_base base = hive_base_read(bytes);
	bool checksum_ok = cJSON_IsTrue(cJSON_GetObjectItem(header, "checksum_ok"));
	says(file, base.is_regf && base.checksum_ok == checksum_ok, "checksum");
	says(file, base.sequence1 == (uint32_t)number(header, "seq1") && base.sequence2 == (uint32_t)number(header, "seq2"), "sequence numbers");
	says(file, base.bins_size == (uint32_t)number(header, "hbins_size") && base.type == (uint32_t)number(header, "file_type"), "sizes");
	says(file, cJSON_IsTrue(cJSON_GetObjectItem(header, "dirty")) == (base.sequence1 != base.sequence2), "dirty");
	const cJSON *written = cJSON_GetObjectItem(header, "last_written");
	if (cJSON_IsString(written))
		says(file, str_eq_c(time_rfc3339(&arena, time_from_filetime(base.written)), written->valuestring), "last written");
}

static void compare_tree(const char *file, const cJSON *entry, struct hive *hive)
{
	const struct difference *known = difference_of(file);
	struct dump dump = dump_hive(hive);
	bool dirty = cJSON_IsTrue(cJSON_GetObjectItem(cJSON_GetObjectItem(entry, "header"), "dirty"));
	says(file, dump.keys == (size_t)(known ? known->keys : number(entry, "keys")), "keys");
	says(file, dump.values == (size_t)(known ? known->values : number(entry, "values")), "values");
	if (!says(file, known && !known->sound ? hive_problem_count(hive) > 0 : hive_problem_count(hive) == 0, "soundness"))
		printf("  %zu problems, %.*s\n", hive_problem_count(hive), STR_ARGS(hive_first_problem(hive)));
	says(file, hive_problem_count(hive) > 0 || !dump.failed, "errors of a sound hive");
	says(file, !dirty || hive_notes(hive) & NOTE_LOG_NOT_REPLAYED, "dirty without log");
}

static void compare_computer_name(const char *file, const cJSON *entry, struct hive *hive)
{
	const cJSON *expected = cJSON_GetObjectItem(entry, "computer_name");
	struct hive_key key;
	uint64_t current = 0;
	struct origin origin;
	if (!cJSON_IsString(expected))
		return;
	CHECK(hive_find_c(hive_root(hive), "select", &key) == OK && hive_get_number(key, "CURRENT", &current, NULL));
	struct str path = str_format(&arena, "ControlSet%03u\\Control\\ComputerName\\ComputerName", (unsigned)current);
	CHECK(hive_find(hive_root(hive), path, &key) == OK);
	says(file, str_eq_c(hive_get_text(key, "computername", &origin), expected->valuestring), "computer name");
	CHECK(str_eq_fold(origin.where, path) && str_eq_c(origin.name, "ComputerName") && origin.kind == ORIGIN_REGISTRY);
	CHECK(origin.evidence == 7 && origin.when == hive_key_time(key) && origin.when != TIME_UNKNOWN);
}

static void compare(const char *file, const cJSON *entry)
{
	struct arena local;
	arena_init(&local, 1u << 30);
	struct hive_input input = { .evidence = 7, .primary = corpus_file(&local, file), .primary_fd = -1 };
	struct hive *hive = NULL;
	compare_header(file, entry, input.primary);
	enum err e = hive_open(&input, &local, &hive);
	if (says(file, e == OK, "does not open")) {
		compare_tree(file, entry, hive);
		compare_computer_name(file, entry, hive);
	}
	hive_close(hive);
	arena_done(&local);
}

static void every_hive_of_the_corpus(void)
{
	struct span text = corpus_file(&arena, "truth.json");
	cJSON *truth = cJSON_ParseWithLength((const char *)text.data, text.len);
	unsigned hives = 0;
	CHECK(truth);
	for (cJSON *entry = truth ? truth->child : NULL; entry; entry = entry->next) {
		if (!cJSON_GetObjectItem(entry, "hivex"))
			continue;
		compare(entry->string, entry);
		hives++;
	}
	CHECK(hives == 75);
	cJSON_Delete(truth);
}

static void what_is_no_hive_is_refused(void)
{
	struct hive *hive;
	/* ntfs/partition_image holds such placeholders as hives. */
	CHECK(open_bytes((struct span){ (const uint8_t *)"software\n", 9 }, &arena, &hive) == ERR_UNSUPPORTED);
	CHECK(open_bytes((struct span){ 0 }, &arena, &hive) == ERR_UNSUPPORTED);
	struct span log = corpus_file(&arena, "msuhanov_yarp/OldDirtyHive/OldDirtyHive.LOG1");
	CHECK(open_bytes(log, &arena, &hive) == ERR_UNSUPPORTED);
	struct span whole = corpus_file(&arena, "libguestfs_hivex/minimal");
	CHECK(open_bytes((struct span){ whole.data, 8191 }, &arena, &hive) == ERR_TRUNCATED);
}

static void values_by_name_and_type(void)
{
	struct hive *hive;
	struct hive_key key;
	struct hive_value value;
	uint64_t number_read;
	CHECK(open_bytes(corpus_file(&arena, "EricZimmerman_Registry/SAM_hasBigEndianDWord"), &arena, &hive) == OK);
	CHECK(hive_find_c(hive_root(hive), "\\sam\\DOMAINS\\account\\", &key) == OK);
	CHECK_STR(hive_key_path(key), "SAM\\Domains\\Account");
	CHECK_STR(hive_key_name(key), "Account");
	CHECK(hive_find_c(key, "Users\\nobody", &key) == ERR_ABSENT);
	CHECK_STR(hive_key_path(key), "SAM\\Domains\\Account");
	CHECK(hive_value(key, "no such value", &value) == ERR_ABSENT);
	CHECK(hive_value(key, "v", &value) == OK && value.type == 3 && value.data.len > 0x100);
	CHECK(hive_text(&value, &arena).len == 0 && !hive_number(&value, &number_read));
	struct str users = STR("SAM\\Domains\\Account\\Users\\Names\\Administrator");
	CHECK(hive_find(hive_root(hive), users, &key) == OK && hive_value(key, "", &value) == OK);
	CHECK(value.type == 500 && value.data.len == 0 && value.name.len == 0);
	hive_close(hive);
	hive_close(NULL);
}

static void numbers_of_every_form(void)
{
	const uint8_t bytes[] = { 1, 2, 0, 0, 0, 0, 0, 0 };
	uint64_t n = 0;
	CHECK(hive_number(&(struct hive_value){ .type = 4, .data = { bytes, 4 } }, &n) && n == 0x201);
	CHECK(hive_number(&(struct hive_value){ .type = 5, .data = { bytes, 4 } }, &n) && n == 0x1020000);
	CHECK(hive_number(&(struct hive_value){ .type = 11, .data = { bytes, 8 } }, &n) && n == 0x201);
	CHECK(!hive_number(&(struct hive_value){ .type = 4, .data = { bytes, 3 } }, &n));
	CHECK(!hive_number(&(struct hive_value){ .type = 3, .data = { bytes, 4 } }, &n));
	struct span text = utf16le_from_utf8(&arena, STR("Trần Văn Minh"));
	CHECK_STR(hive_text(&(struct hive_value){ .type = 1, .data = text }, &arena), "Trần Văn Minh");
	CHECK_STR(hive_text_utf16(&(struct hive_value){ .type = 3, .data = text }, &arena), "Trần Văn Minh");
	CHECK_STR(hive_text(&(struct hive_value){ .type = 3, .data = text }, &arena), "");
}

static void an_unknown_type_is_no_absent_value(void)
{
	struct span whole = corpus_file(&arena, "libguestfs_hivex/rlenvalue_test_hive");
	struct hive *hive;
	struct hive_key_list children;
	struct hive_value_list values;
	CHECK(open_bytes(whole, &arena, &hive) == OK && hive_children(hive_root(hive), &children) == OK && children.count == 1);
	CHECK(hive_values(children.items[0], &values) == OK && values.count == 6);
	values.items[0].type = 33;
	const char *name = str_to_c(&arena, values.items[0].name);
	CHECK(hive_get_text(children.items[0], name, NULL).len == 0 && hive_problem_count(hive) == 1);
	hive_close(hive);
}

static void big_data_is_joined(void)
{
	struct hive *hive;
	struct hive_value_list values;
	struct hive_key_list children;
	CHECK(open_bytes(corpus_file(&arena, "msuhanov_yarp/BigDataHive"), &arena, &hive) == OK);
	CHECK(hive_children(hive_root(hive), &children) == OK && children.count == 1);
	CHECK(hive_values(children.items[0], &values) == OK && values.count == 2);
	size_t big = 0;
	for (size_t i = 0; i < values.count; i++)
		big += values.items[i].data.len > DB_SEGMENT_BYTES;
	CHECK(big > 0 && hive_problem_count(hive) == 0);
	hive_close(hive);
}

static void names_that_hide(void)
{
	struct hive *hive;
	struct hive_key_list children;
	CHECK(open_bytes(corpus_file(&arena, "msuhanov_yarp/BogusKeyNamesHive"), &arena, &hive) == OK);
	CHECK(hive_children(hive_root(hive), &children) == OK && children.count == 2);
	CHECK_STR(hive_key_name(children.items[0]), "testnew\r\nne");
	CHECK_STR(hive_key_name(children.items[1]), "testnu\\u0000l");
	hive_close(hive);
}

static void a_clean_hive_is_read_through_its_own_descriptor(void)
{
	struct hive_input input = { .primary = corpus_file(&arena, "mkorman90_regipy/BCD") };
	input.primary_fd = memfd_create("test", MFD_CLOEXEC);
	CHECK(write(input.primary_fd, input.primary.data, input.primary.len) == (ssize_t)input.primary.len);
	struct hive *hive;
	CHECK(hive_open(&input, &arena, &hive) == OK && !hive->image);
	close(input.primary_fd);
	CHECK(dump_hive(hive).keys == 132);
	hive_close(hive);
}

static void long_lists_are_searched_by_index(void)
{
	struct hive *hive;
	struct hive_key key, found;
	CHECK(open_bytes(corpus_file(&arena, "msuhanov_yarp/ManySubkeysHive"), &arena, &hive) == OK);
	CHECK(hive_find_c(hive_root(hive), "KEY_WITH_many_subkeys", &key) == OK);
	for (unsigned i = 1; i <= 5000; i += 7) {
		struct str name = str_format(&arena, "%u", i);
		CHECK(hive_find(key, name, &found) == OK && str_eq(hive_key_name(found), name));
	}
	CHECK(hive_find_c(key, "5001", &found) == ERR_ABSENT && hive_find_c(key, "0", &found) == ERR_ABSENT);
	hive_close(hive);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(every_hive_of_the_corpus), TEST(what_is_no_hive_is_refused), TEST(values_by_name_and_type), TEST(numbers_of_every_form),
		TEST(an_unknown_type_is_no_absent_value),
		TEST(big_data_is_joined), TEST(names_that_hide), TEST(a_clean_hive_is_read_through_its_own_descriptor),
		TEST(long_lists_are_searched_by_index),
	};
	arena_init(&arena, 1u << 30);
	if (hive_prepare() != OK)
		return 1;
	return test_main(tests, sizeof tests / sizeof *tests);
}
