/* A Login Data-like database cut and flipped: whatever is lost or changed must be told. Flips inside stored values are outside what any
 * check of the format can see and are counted apart. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "decode/database.h"
#include "support.h"

static struct arena arena;
static struct span image; /* the sound database */
static struct str rows_of_image;

static struct span make_image(void)
{
	sqlite3 *handle = NULL;
	sqlite3_int64 size = 0;
	CHECK_INT(sqlite3_open(":memory:", &handle), SQLITE_OK);
	static const char sql[] =
		"PRAGMA page_size=2048; PRAGMA auto_vacuum=0;"
		"CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);"
		"INSERT INTO meta VALUES('version','43'),('last_compatible_version','40');"
		"CREATE TABLE logins (origin_url VARCHAR NOT NULL, username_element VARCHAR, username_value VARCHAR,"
		" password_element VARCHAR, password_value BLOB, signon_realm VARCHAR NOT NULL,"
		" date_created INTEGER NOT NULL, blacklisted_by_user INTEGER NOT NULL,"
		" id INTEGER PRIMARY KEY AUTOINCREMENT,"
		" UNIQUE (origin_url, username_element, username_value, password_element, signon_realm));"
		"CREATE INDEX logins_signon ON logins (signon_realm);"
		"CREATE TABLE sync_model_metadata (id INTEGER PRIMARY KEY AUTOINCREMENT, model_metadata VARCHAR NOT NULL);"
		"INSERT INTO sync_model_metadata(model_metadata) VALUES(x'2A026731');"
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<120)"
		" INSERT INTO logins SELECT 'https://site'||i||'.example/login', 'user', 'name'||i, 'pass', zeroblob(40),"
		" 'https://site'||i||'.example/', 13300000000000000+i, i%7=0, i FROM n;"
		"DELETE FROM logins WHERE id > 110;";
	CHECK_INT(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	unsigned char *bytes = sqlite3_serialize(handle, "main", &size, 0);
	uint8_t *copy = arena_alloc(&arena, (size_t)size);
	memcpy(copy, bytes, (size_t)size);
	sqlite3_free(bytes);
	sqlite3_close(handle);
	return (struct span){ copy, (size_t)size };
}

struct outcome {
	enum err open, read;
	size_t problems, count;
	struct str rows, first_problem;
};

/* All rows of logins as one text. */
static struct str read_rows(struct database *database, struct arena *local, size_t *ret_count, enum err *ret_err)
{
	static const struct column columns[] = {
		{ .name = "id" }, { .name = "origin_url" }, { .name = "username_value" }, { .name = "signon_realm" },
		{ .name = "date_created" }, { .name = "blacklisted_by_user" }, { .name = "password_value", .length_only = true },
	};
	struct rows *rows = NULL;
	struct buf out = { 0 };
	*ret_count = 0;
	*ret_err = database_select(database, "logins", columns, 7, &rows);
	for (; rows && rows_next(rows); ++*ret_count) {
		for (size_t i = 0; i < 7; i++) {
			buf_put(&out, rows_text(rows, i, local));
			buf_put_char(&out, '|');
		}
		buf_put_char(&out, '\n');
	}
	enum err end = rows_end(rows);
	*ret_err = *ret_err ? *ret_err : end;
	struct str text = str_copy(local, buf_str(&out));
	buf_done(&out);
	return text;
}

static struct outcome open_and_read(struct span main, struct arena *local)
{
	struct database_input input = { .evidence = 1, .main = main };
	struct database *database = NULL;
	struct outcome outcome = { 0 };
	outcome.open = database_open(&input, local, &database);
	if (outcome.open)
		return outcome;
	outcome.rows = read_rows(database, local, &outcome.count, &outcome.read);
	outcome.problems = database_problem_count(database);
	outcome.first_problem = database_first_problem(database);
	database_close(database);
	return outcome;
}

static bool told(const struct outcome *outcome)
{
	return outcome->open || outcome->read || outcome->problems;
}

static void the_image_is_sound(void)
{
	struct outcome outcome = open_and_read(image, &arena);
	CHECK(!told(&outcome));
	CHECK_INT(outcome.count, 110);
	rows_of_image = outcome.rows;
}

static void every_cut_is_told(void)
{
	struct arena local;
	size_t partial = 0, silent = 0;
	arena_init(&local, (size_t)64 << 20);
	for (size_t i = 0; i < 200; i++) {
		size_t len = i * (image.len - 1) / 199;
		uint8_t *copy = malloc(len + 1); /* so that ASan sees a read past the end */
		memcpy(copy, image.data, len);
		struct outcome outcome = open_and_read((struct span){ copy, len }, &local);
		partial += outcome.open == OK && outcome.count > 0 && outcome.count < 110;
		silent += !told(&outcome);
		free(copy);
		arena_reset(&local);
	}
	arena_done(&local);
	CHECK_INT(silent, 0);
	CHECK(partial > 0);
}

struct tally { size_t same, told, lost_silently, changed_silently; };

static void flip(size_t at, uint8_t mask, struct arena *local, struct tally *tally)
{
	uint8_t *copy = malloc(image.len);
	memcpy(copy, image.data, image.len);
	copy[at] ^= mask;
	struct outcome outcome = open_and_read((struct span){ copy, image.len }, local);
	free(copy);
	if (told(&outcome))
		tally->told++;
	else if (str_eq(outcome.rows, rows_of_image))
		tally->same++;
	else if (outcome.count == 110)
		tally->changed_silently++;
	else
		tally->lost_silently++;
	if (getenv("SOATMAY_TEST_VERBOSE") && !told(&outcome) && !str_eq(outcome.rows, rows_of_image))
		fprintf(stderr, "silent: page %zu offset %zu mask %02x: %zu rows\n", at / 2048 + 1, at % 2048, mask, outcome.count);
}

/* A row that disappears, or a table, must never go untold; a changed byte inside a value that no index repeats cannot be seen. */
static void no_flip_loses_rows_in_silence(void)
{
	struct arena local;
	struct tally tally = { 0 };
	uint32_t random = 12345;
	arena_init(&local, (size_t)64 << 20);
	const char *wanted = getenv("SOATMAY_TEST_FLIPS");
	int flips = wanted ? atoi(wanted) : 500;
	for (int i = 0; i < flips; i++) {
		random = random * 1664525 + 1013904223;
		size_t at = (size_t)((uint64_t)random * image.len >> 32);
		random = random * 1664525 + 1013904223;
		flip(at, (uint8_t)(1u << (random >> 29)), &local, &tally);
		arena_reset(&local);
	}
	/* Headers and cell pointers decide most: all of the first page's start and of each page's start. */
	for (size_t page = 0; page < image.len / 2048; page++) {
		for (size_t at = 0; at < (page ? 24 : 124); at++) {
			flip(page * 2048 + at, 1, &local, &tally);
			flip(page * 2048 + at, 0x80, &local, &tally);
			arena_reset(&local);
		}
	}
	arena_done(&local);
	fprintf(stderr, "flips: %zu without effect, %zu told, %zu changed a value in silence, %zu lost rows in silence\n",
		tally.same, tally.told, tally.changed_silently, tally.lost_silently);
	CHECK_INT(tally.lost_silently, 0);
	CHECK(tally.told > 300);
}

int main(void)
{
	static const struct test tests[] = { TEST(the_image_is_sound), TEST(every_cut_is_told), TEST(no_flip_loses_rows_in_silence) };
	arena_init(&arena, (size_t)256 << 20);
	image = make_image();
	return test_main(tests, sizeof tests / sizeof *tests);
}
