/* Log replay: the hash vectors, the hives that Windows 7 and 10 recovered themselves, real dirty hives, and logs that must be refused. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "hive_dump.h"

static struct arena arena;

static struct span file(const char *name)
{
	return name ? corpus_file(&arena, name) : (struct span){ 0 };
}

static struct hive *open_with_logs(const char *primary, const char *log1, const char *log2)
{
	struct hive_input input = { .evidence = 1, .primary = file(primary), .primary_fd = -1, .log1 = file(log1), .log2 = file(log2) };
	struct hive *hive = NULL;
	enum err e = hive_open(&input, &arena, &hive);
	CHECK(e == OK);
	if (e)
		test_skip("does not open");
	return hive;
}

static void marvin_vectors(void)
{
	uint8_t bytes[32] = { 0 };
	CHECK(hive_marvin32((struct span){ 0 }) == 0xb39efca403966e08);
	CHECK(hive_marvin32((struct span){ (const uint8_t *)"abcd", 4 }) == 0x20094fb11a6cd086);
	CHECK(hive_marvin32((struct span){ bytes, 32 }) == 0xda91a06ac5359223);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)i;
	CHECK(hive_marvin32((struct span){ bytes, 32 }) == 0xc64feee425c2e24c);
}

static void same_as_windows(const char *dirty, const char *log1, const char *log2, const char *recovered)
{
	struct hive *ours = open_with_logs(dirty, log1, log2), *theirs = open_with_logs(recovered, NULL, NULL);
	struct dump a = dump_hive(ours), b = dump_hive(theirs);
	CHECK(a.keys == b.keys && a.values == b.values && a.hash == b.hash);
	CHECK(hive_problem_count(ours) == 0 && hive_notes(ours) == NOTE_LOG_REPLAYED && hive_notes(theirs) == 0);
	hive_close(ours);
	hive_close(theirs);
}

static void windows_10_recovered_the_same(void)
{
	static const char dir[] = "msuhanov_yarp/NewDirtyHive1/";
	struct str names[4] = { STR("NewDirtyHive"), STR("NewDirtyHive.LOG1"), STR("NewDirtyHive.LOG2"), STR("RecoveredHive_Windows10") };
	const char *paths[4];
	for (size_t i = 0; i < 4; i++)
		paths[i] = str_to_c(&arena, str_format(&arena, "%s%.*s", dir, STR_ARGS(names[i])));
	same_as_windows(paths[0], paths[1], paths[2], paths[3]);
	/* The logs may lie in either file. */
	same_as_windows(paths[0], paths[2], paths[1], paths[3]);
	struct hive *hive = open_with_logs(paths[0], paths[1], NULL);
	CHECK(hive_notes(hive) == NOTE_LOG_REPLAYED);
	hive_close(hive);
}

static void windows_7_recovered_the_same(void)
{
	same_as_windows("msuhanov_yarp/OldDirtyHive/OldDirtyHive", "msuhanov_yarp/OldDirtyHive/OldDirtyHive.LOG1", NULL,
	                "msuhanov_yarp/OldDirtyHive/RecoveredHive_Windows7");
}

static void counts(const char *primary, const char *log1, const char *log2, size_t keys, size_t values, uint32_t notes)
{
	struct hive *hive = open_with_logs(primary, log1, log2);
	struct dump dump = dump_hive(hive);
	if (dump.keys != keys || dump.values != values || hive_problem_count(hive))
		printf("%s: %zu keys, %zu values, %zu problems %.*s\n", primary, dump.keys, dump.values, hive_problem_count(hive),
		       STR_ARGS(hive_first_problem(hive)));
	CHECK(dump.keys == keys && dump.values == values && hive_notes(hive) == notes && hive_problem_count(hive) == 0);
	hive_close(hive);
}

static void real_dirty_hives(void)
{
	counts("mkorman90_regipy/transactions_NTUSER.DAT", "mkorman90_regipy/transactions_ntuser.dat.log1",
	       "mkorman90_regipy/transactions_ntuser.dat.log2", 3105, 4695, NOTE_LOG_REPLAYED);
	counts("mkorman90_regipy/transactions_NTUSER.DAT", NULL, "mkorman90_regipy/transactions_ntuser.dat.log2", 2590, 4119,
	       NOTE_LOG_NOT_REPLAYED);
	counts("mkorman90_regipy/transactions_NTUSER.DAT", NULL, NULL, 2590, 4119, NOTE_LOG_NOT_REPLAYED);
	counts("mkorman90_regipy/SYSTEM_B.xz", "mkorman90_regipy/SYSTEM_B.LOG1.xz", "mkorman90_regipy/SYSTEM_B.LOG2.xz", 35595, 78901,
	       NOTE_LOG_REPLAYED);
}

static void expect_keys(struct hive *hive, const cJSON *paths, enum err expected)
{
	const cJSON *path;
	struct hive_key key;
	cJSON_ArrayForEach(path, paths) {
		enum err e = hive_find_c(hive_root(hive), path->valuestring, &key);
		if (e != expected)
			printf("%s: %s\n", path->valuestring, err_name(e));
		CHECK(e == expected);
	}
}

static void replay_as_the_truth_says(const char *primary, const cJSON *truth)
{
	static const char *const logs[][3] = {
		{ "SYSTEM_B.xz", "SYSTEM_B.LOG1.xz", "SYSTEM_B.LOG2.xz" },
		{ "transactions_NTUSER.DAT", "transactions_ntuser.dat.log1", "transactions_ntuser.dat.log2" },
		{ "NewDirtyHive", "NewDirtyHive.LOG1", "NewDirtyHive.LOG2" },
		{ "OldDirtyHive", "OldDirtyHive.LOG1", NULL },
		{ "BadBaseBlockHive", "BadBaseBlockHive.LOG1", NULL },
	};
	size_t folder = (size_t)(strrchr(primary, '/') + 1 - primary);
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		if (strcmp(primary + folder, logs[i][0]) != 0)
			continue;
		const char *paths[2] = { NULL, NULL };
		for (size_t k = 0; k < 2 && logs[i][k + 1]; k++)
			paths[k] = str_to_c(&arena, str_format(&arena, "%.*s%s", (int)folder, primary, logs[i][k + 1]));
		struct hive *hive = open_with_logs(primary, paths[0], paths[1]);
		struct dump dump = dump_hive(hive);
		CHECK(dump.keys == (size_t)cJSON_GetObjectItem(truth, "keys_after")->valueint);
		CHECK(dump.values == (size_t)cJSON_GetObjectItem(truth, "values_after")->valueint);
		expect_keys(hive, cJSON_GetObjectItem(truth, "keys_added"), OK);
		expect_keys(hive, cJSON_GetObjectItem(truth, "keys_added_sample"), OK);
		expect_keys(hive, cJSON_GetObjectItem(truth, "keys_removed"), ERR_ABSENT);
		CHECK(hive_problem_count(hive) == 0 && hive_notes(hive) & NOTE_LOG_REPLAYED);
		hive_close(hive);
		return;
	}
	CHECK(false && "a dirty hive of the truth without its logs here");
}

static void every_replay_of_the_truth(void)
{
	struct span text = file("truth.json");
	cJSON *truth = cJSON_ParseWithLength((const char *)text.data, text.len);
	for (cJSON *entry = truth ? truth->child : NULL; entry; entry = entry->next) {
		const cJSON *replay = cJSON_GetObjectItem(entry, "log_replay");
		if (replay && cJSON_GetObjectItem(replay, "keys_after"))
			replay_as_the_truth_says(entry->string, replay);
	}
	cJSON_Delete(truth);
}

static void a_log_heals_a_broken_base_block(void)
{
	counts("msuhanov_yarp/BadBaseBlockHive/BadBaseBlockHive", "msuhanov_yarp/BadBaseBlockHive/BadBaseBlockHive.LOG1", NULL, 5003, 1,
	       NOTE_LOG_REPLAYED | NOTE_HEADER_REPAIRED);
}

static void a_log_with_a_broken_base_block_is_refused(void)
{
	counts("msuhanov_yarp/BadLogHive1/BadLogHive", "msuhanov_yarp/BadLogHive1/BadLogHive.LOG1", NULL, 5003, 0, NOTE_LOG_NOT_REPLAYED);
}

static void a_clean_hive_ignores_its_logs(void)
{
	counts("msuhanov_yarp/NewDirtyHive1/RecoveredHive_Windows10", "msuhanov_yarp/NewDirtyHive1/NewDirtyHive.LOG1",
	       "msuhanov_yarp/NewDirtyHive1/NewDirtyHive.LOG2", 5, 1, 0);
}

/* Each flipped bit of a log leaves an unbroken run of entries before it, or no replay: never an entry that was touched. */
static void a_touched_entry_is_not_replayed(void)
{
	struct span log1 = file("msuhanov_yarp/NewDirtyHive1/NewDirtyHive.LOG1"), primary = file("msuhanov_yarp/NewDirtyHive1/NewDirtyHive");
	uint8_t *copy = arena_alloc(&arena, log1.len);
	struct hive_input input = { .primary = primary, .primary_fd = -1, .log1 = { copy, log1.len } };
	for (size_t at = 0; at < log1.len; at += 61) {
		memcpy(copy, log1.data, log1.len);
		copy[at] ^= 0x10;
		struct hive_replay plan = hive_replay_plan(&input, hive_base_read(primary), &arena);
		CHECK(!plan.possible);
	}
}

static void entries_that_lie_are_refused(void)
{
	struct span whole = file("msuhanov_yarp/NewDirtyHive1/NewDirtyHive.LOG1"), primary = file("msuhanov_yarp/NewDirtyHive1/NewDirtyHive");
	for (size_t len = 0; len < whole.len; len += 509) {
		struct hive_input input = { .primary = primary, .primary_fd = -1, .log1 = { whole.data, len } };
		CHECK(!hive_replay_plan(&input, hive_base_read(primary), &arena).possible);
	}
}

int main(void)
{
	static const struct test tests[] = {
		TEST(marvin_vectors), TEST(windows_10_recovered_the_same), TEST(windows_7_recovered_the_same), TEST(real_dirty_hives),
		TEST(every_replay_of_the_truth),
		TEST(a_log_heals_a_broken_base_block), TEST(a_log_with_a_broken_base_block_is_refused), TEST(a_clean_hive_ignores_its_logs),
		TEST(a_touched_entry_is_not_replayed), TEST(entries_that_lie_are_refused),
	};
	arena_init(&arena, 2u << 30);
	if (hive_prepare() != OK)
		return 1;
	return test_main(tests, sizeof tests / sizeof *tests);
}
