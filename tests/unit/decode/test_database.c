/* Databases of real browsers, the guards, hostile schemas and values. Expected answers: the corpus' truth.json. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "decode/database.h"
#include "decode/json.h"
#include "support.h"

static struct arena arena;

static struct database *open_main(struct span main)
{
	struct database_input input = { .evidence = 7, .main = main };
	struct database *database = NULL;
	CHECK_INT(database_open(&input, &arena, &database), OK);
	if (!database)
		test_skip("cannot go on without the database");
	return database;
}

/* The bytes of a database made by `sql` with plain SQLite. */
static struct span made_by(const char *sql)
{
	sqlite3 *handle = NULL;
	sqlite3_int64 size = 0;
	char *message = NULL;
	CHECK_INT(sqlite3_open(":memory:", &handle), SQLITE_OK);
	int rc = sqlite3_exec(handle, sql, NULL, NULL, &message);
	if (rc != SQLITE_OK)
		fprintf(stderr, "%s\n", message);
	CHECK_INT(rc, SQLITE_OK);
	unsigned char *image = sqlite3_serialize(handle, "main", &size, 0);
	uint8_t *copy = arena_alloc(&arena, (size_t)size);
	memcpy(copy, image, (size_t)size);
	sqlite3_free(image);
	sqlite3_close(handle);
	return (struct span){ copy, (size_t)size };
}

static void check_tables(const char *path, struct database *database, const struct json *tables)
{
	for (const struct json *table = json_first(tables); table; table = json_next(table)) {
		int64_t expected = -1;
		uint64_t count = 0;
		const char *name = json_key(table).data;
		CHECK(json_number(table, &expected));
		enum err err = database_count(database, name, &count);
		if (err != OK || (int64_t)count != expected)
			fprintf(stderr, "%s: %s: error %d, %llu rows, expected %lld\n", path, name, err, (unsigned long long)count,
				(long long)expected);
		CHECK(err == OK && (int64_t)count == expected);
	}
}

static void every_corpus_database_is_sound_and_complete(void)
{
	static const char *const files[] = {
		"duckduckgo_macos-browser/TestChromeData/Legacy/Login Data",
		"duckduckgo_macos-browser/TestChromeData/v32/Login Data",
		"duckduckgo_macos-browser/TestChromeData/v32/Login Data for Account",
		"unode_firefox_decrypt/test_profile_firefox_20/signons.sqlite",
		"unode_firefox_decrypt/test_profile_firefox_59/key4.db",
		"unode_firefox_decrypt/test_profile_firefox_nopassword_114/key4.db",
		"Velocidex_velociraptor/ChromeHistory.sqlite",
		"log2timeline_plaso/chrome/Web Data",
		"log2timeline_plaso/chrome/History-59.0.3071.86",
		"log2timeline_plaso/firefox/places.sqlite",
		"log2timeline_plaso/windows/ActivitiesCache.db",
		"obsidianforensics_hindsight/01/History",
		"obsidianforensics_hindsight/60/History",
	};
	struct json_document *truth = NULL;
	CHECK_INT(json_parse(corpus_file(&arena, "truth.json"), 1, &arena, &truth), OK);
	for (size_t i = 0; truth && i < sizeof files / sizeof *files; i++) {
		const struct json *expected = json_get2(json_root(truth), files[i], "tables");
		CHECK(json_is_object(expected));
		struct database *database = open_main(corpus_file(&arena, files[i]));
		check_tables(files[i], database, expected);
		if (database_problem_count(database))
			fprintf(stderr, "%s: %.*s\n", files[i], STR_ARGS(database_first_problem(database)));
		CHECK_INT(database_problem_count(database), 0);
		CHECK_INT(database_notes(database), 0);
		database_close(database);
	}
	json_close(truth);
}

static void check_logins(struct database *database, const struct json *logins)
{
	static const struct column columns[] = { { .name = "origin_url" }, { .name = "username_value" }, { .name = "blacklisted_by_user" },
						 { .name = "password_value", .length_only = true }, { .name = "no_such_column" } };
	struct rows *rows = NULL;
	CHECK_INT(database_select(database, "logins", columns, 5, &rows), OK);
	const struct json *login = json_first(logins);
	for (; rows && rows_next(rows); login = json_next(login)) {
		int64_t bytes = -1;
		CHECK(str_eq(rows_text(rows, 0, &arena), json_text(json_get(login, "origin"), &arena)));
		CHECK(str_eq(rows_text(rows, 1, &arena), json_text(json_get(login, "username"), &arena)));
		CHECK_INT(rows_number(rows, 2) != 0, json_is_true(json_get(login, "never_save")));
		CHECK(json_number(json_get(login, "password_bytes"), &bytes) && rows_number(rows, 3) == bytes);
		CHECK(rows_is_null(rows, 4));
	}
	CHECK(login == NULL);
	CHECK_INT(rows_end(rows), OK);
}

static void saved_logins_read_as_the_truth_says(void)
{
	static const char *const files[] = {
		"duckduckgo_macos-browser/TestChromeData/Legacy/Login Data",
		"duckduckgo_macos-browser/TestChromeData/v32/Login Data",
		"duckduckgo_macos-browser/TestChromeData/v32/Login Data for Account",
		"chromium/login_db_v24.sql",
		"chromium/login_db_v43.sql",
	};
	struct json_document *truth = NULL;
	CHECK_INT(json_parse(corpus_file(&arena, "truth.json"), 1, &arena, &truth), OK);
	for (size_t i = 0; truth && i < sizeof files / sizeof *files; i++) {
		struct span file = corpus_file(&arena, files[i]);
		bool dump = i >= 3;
		struct database *database =
			open_main(dump ? made_by(str_to_c(&arena, (struct str){ (const char *)file.data, file.len })) : file);
		check_logins(database, json_get2(json_root(truth), files[i], "logins"));
		CHECK_INT(database_problem_count(database), 0);
		database_close(database);
	}
}

static void ids_and_sequences_are_told(void)
{
	int64_t seq = 0;
	struct database *database = open_main(corpus_file(&arena, "duckduckgo_macos-browser/TestChromeData/v32/Login Data"));
	CHECK(database_is_autoincrement(database, "logins"));
	CHECK(!database_is_autoincrement(database, "meta"));
	CHECK(database_sequence(database, "logins", &seq) && seq >= 3);
	CHECK(!database_sequence(database, "stats", &seq));
	CHECK(database_has_column(database, "logins", "username_value"));
	CHECK(!database_has_column(database, "logins", "sender_email"));
	CHECK_STR(database_origin(database, "logins", "id", 5).where, "logins");
	CHECK_INT(database_origin(database, "logins", "id", 5).evidence, 7);
	database_close(database);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(every_corpus_database_is_sound_and_complete),
		TEST(saved_logins_read_as_the_truth_says),
		TEST(ids_and_sequences_are_told),
	};
	arena_init(&arena, (size_t)1 << 30);
	return test_main(tests, sizeof tests / sizeof *tests);
}
