/* Databases made to mislead: views and virtual tables in a table's place, endless expressions, secrets, odd values, foreign files. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "decode/database.h"
#include "support.h"

static struct arena arena;

static struct span made_by(const char *sql)
{
	sqlite3 *handle = NULL;
	sqlite3_int64 size = 0;
	char *message = NULL;
	CHECK_INT(sqlite3_open(":memory:", &handle), SQLITE_OK);
	if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
		fprintf(stderr, "%s\n", message);
	CHECK(message == NULL);
	sqlite3_free(message);
	unsigned char *image = sqlite3_serialize(handle, "main", &size, 0);
	uint8_t *copy = arena_alloc(&arena, (size_t)size);
	memcpy(copy, image, (size_t)size);
	sqlite3_free(image);
	sqlite3_close(handle);
	return (struct span){ copy, (size_t)size };
}

static enum err try_open(struct span main, struct database **ret)
{
	struct database_input input = { .evidence = 1, .main = main };
	*ret = NULL;
	return database_open(&input, &arena, ret);
}

static struct database *open_made(const char *sql)
{
	struct database *database;
	enum err err = try_open(made_by(sql), &database);
	CHECK_INT(err, OK);
	if (!database)
		test_skip("cannot go on without the database");
	return database;
}

static struct rows *select_one(struct database *database, const char *table, const char *column)
{
	struct column columns[] = { { .name = column } };
	struct rows *rows = NULL;
	CHECK_INT(database_select(database, table, columns, 1, &rows), OK);
	return rows;
}

static void only_plain_tables_exist(void)
{
	static const char *const impostors[] = {
		"CREATE VIEW logins AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS id FROM n;",
		"CREATE VIRTUAL TABLE logins USING fts4(id);",
		"CREATE TABLE logins(id INTEGER, bad INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL); INSERT INTO logins VALUES(1);",
		"CREATE TABLE logins(id INTEGER, bad INTEGER GENERATED ALWAYS AS (id * 2) STORED); INSERT INTO logins VALUES(1);",
	};
	for (size_t i = 0; i < sizeof impostors / sizeof *impostors; i++) {
		struct database *database = open_made(impostors[i]);
		struct column column = { .name = "id" };
		struct rows *rows = NULL;
		uint64_t count = 99;
		CHECK_INT(database_problem_count(database), 0); /* browsers have views too */
		CHECK(!database_has_table(database, "logins"));
		CHECK(!database_has_column(database, "logins", "id"));
		CHECK_INT(database_select(database, "logins", &column, 1, &rows), ERR_UNSUPPORTED);
		CHECK_INT(database_count(database, "logins", &count), ERR_UNSUPPORTED);
		CHECK(rows == NULL && count == 99);
		CHECK_INT(database_problem_count(database), 1); /* told once */
		CHECK_INT(database_select(database, "absent", &column, 1, &rows), ERR_ABSENT);
		database_close(database);
	}
}

static void secrets_are_lengths_only(void)
{
	static const struct { const char *table, *column; bool secret; } cases[] = {
		{ "logins", "password_value", true }, { "LOGINS", "Password_Value", true }, { "logins", "form_data", true },
		{ "logins", "possible_username_pairs", true }, { "logins", "possible_usernames", true }, { "cookies", "value", true },
		{ "cookies", "encrypted_value", true }, { "moz_cookies", "value", true }, { "password_notes", "value", true },
		{ "token_service", "encrypted_token", true }, { "token_service", "binding_key", true },
		{ "moz_logins", "encryptedUsername", true }, { "moz_logins", "encryptedPassword", true },
		{ "nssPrivate", "a11", true }, { "metaData", "item1", true },
		{ "meta", "value", false }, { "logins", "username_value", false },
	};
	struct database *database = open_made(
		"CREATE TABLE logins(password_value BLOB, form_data, possible_username_pairs, possible_usernames, username_value);"
		"CREATE TABLE cookies(value, encrypted_value); CREATE TABLE moz_cookies(value); CREATE TABLE password_notes(value);"
		"CREATE TABLE token_service(encrypted_token, binding_key); CREATE TABLE moz_logins(encryptedUsername, encryptedPassword);"
		"CREATE TABLE nssPrivate(a11); CREATE TABLE metaData(item1); CREATE TABLE meta(value);"
		"INSERT INTO logins(password_value) VALUES(x'7631300001'),('tiếng'),('a'||char(0)||'b'),(NULL),(123);");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct column column = { .name = cases[i].column };
		struct rows *rows = NULL;
		CHECK_INT(database_select(database, cases[i].table, &column, 1, &rows), cases[i].secret ? ERR_DENIED : OK);
		CHECK_INT(rows_end(rows), OK);
		column.length_only = true;
		rows = NULL;
		CHECK_INT(database_select(database, cases[i].table, &column, 1, &rows), OK);
		CHECK_INT(rows_end(rows), OK);
	}
	static const int64_t lengths[] = { 5, 7, 3, 0, 3 };
	struct column column = { .name = "password_value", .length_only = true };
	struct rows *rows = NULL;
	CHECK_INT(database_select(database, "logins", &column, 1, &rows), OK);
	for (size_t i = 0; i < 5 && rows_next(rows); i++) {
		CHECK_INT(rows_number(rows, 0), lengths[i]);
		CHECK_INT(rows_is_null(rows, 0), i == 3);
	}
	CHECK(!rows_next(rows));
	CHECK_INT(rows_end(rows), OK);
	CHECK_INT(database_problem_count(database), 0);
	database_close(database);
}

static void odd_values_come_whole(void)
{
	struct database *database = open_made(
		"CREATE TABLE t(v INTEGER); INSERT INTO t VALUES('text'),(1.9),(x'00FF'),(NULL),('a'||char(0)||'b'),"
		"(CAST(x'41FF42' AS TEXT)),(9223372036854775807),('12abc');");
	static const struct { int64_t number; const char *text; size_t len; } expected[] = {
		{ 0, "text", 4 }, { 1, "1.9", 3 }, { 0, "\0\\xFF", 5 }, { 0, "", 0 }, { 0, "a\0b", 3 }, { 0, "A\\xFFB", 6 },
		{ INT64_MAX, "9223372036854775807", 19 }, { 12, "12abc", 5 },
	};
	struct rows *rows = select_one(database, "t", "V");
	CHECK(rows_is_null(rows, 0) && rows_number(rows, 0) == 0 && rows_text(rows, 0, &arena).len == 0); /* before the first row */
	for (size_t i = 0; i < 8 && rows_next(rows); i++) {
		CHECK_INT(rows_number(rows, 0), expected[i].number);
		CHECK(str_eq(rows_text(rows, 0, &arena), (struct str){ expected[i].text, expected[i].len }));
		CHECK(rows_is_null(rows, 1) && rows_bytes(rows, 9).len == 0);
	}
	CHECK(!rows_next(rows) && !rows_next(rows));
	CHECK_INT(rows_end(rows), OK);
	rows = select_one(database, "t", "v");
	for (int i = 0; i < 3; i++)
		CHECK(rows_next(rows));
	struct span bytes = rows_bytes(rows, 0);
	CHECK(bytes.len == 2 && bytes.data[1] == 0xFF);
	CHECK_INT(rows_end(rows), OK); /* broken off by the caller */
	database_close(database);
}

static void utf16_databases_read(void)
{
	struct database *database = open_made("PRAGMA encoding='UTF-16be'; CREATE TABLE \"tên \"\"bảng\"\"\"(\"cột một\" TEXT);"
					      "INSERT INTO \"tên \"\"bảng\"\"\" VALUES('Đỗ Văn Á');");
	struct rows *rows = select_one(database, "tên \"bảng\"", "cột một");
	CHECK(rows_next(rows));
	CHECK_STR(rows_text(rows, 0, &arena), "Đỗ Văn Á");
	CHECK_INT(rows_end(rows), OK);
	database_close(database);
}

static void rowids_and_keyless_tables(void)
{
	struct database *database = open_made("CREATE TABLE a(x); INSERT INTO a(rowid,x) VALUES(5,'v');"
					      "CREATE TABLE b(k PRIMARY KEY) WITHOUT ROWID; INSERT INTO b VALUES('v');"
					      "CREATE TABLE c(rowid TEXT); INSERT INTO c VALUES('own');");
	struct rows *rows = select_one(database, "a", "rowid");
	CHECK(rows_next(rows) && rows_number(rows, 0) == 5);
	CHECK_INT(rows_end(rows), OK);
	rows = select_one(database, "b", "rowid");
	CHECK(rows_next(rows) && rows_is_null(rows, 0));
	CHECK_INT(rows_end(rows), OK);
	rows = select_one(database, "c", "rowid");
	CHECK(rows_next(rows));
	CHECK_STR(rows_text(rows, 0, &arena), "own");
	CHECK_INT(rows_end(rows), OK);
	database_close(database);
}

static void huge_values_stop_loudly(void)
{
	struct database *database = open_made("CREATE TABLE t(id INTEGER PRIMARY KEY, v);"
					      "INSERT INTO t VALUES(1,'a'),(2,zeroblob(20000000)),(3,'b');");
	struct rows *rows = select_one(database, "t", "v");
	size_t count = 0;
	while (rows_next(rows))
		count++;
	enum err end = rows_end(rows);
	CHECK(count == 3 ? end == OK : end == ERR_LIMIT && database_problem_count(database) > 0);
	CHECK(count >= 1);
	database_close(database);
}

static void too_many_rows_stop_loudly(void)
{
	struct database *database = open_made("CREATE TABLE t(id INTEGER PRIMARY KEY); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
					      " SELECT i+1 FROM n WHERE i<1000001) INSERT INTO t SELECT i FROM n;");
	struct rows *rows = select_one(database, "t", "id");
	size_t count = 0;
	while (rows_next(rows))
		count++;
	CHECK_INT(count, LIMIT_DATABASE_ROWS);
	CHECK_INT(rows_end(rows), ERR_LIMIT);
	CHECK_INT(database_problem_count(database), 1);
	database_close(database);
}

/* Constraints of sound databases must not look like damage. */
static void schema_expressions_are_no_damage(void)
{
	struct database *database = open_made(
		"CREATE TABLE t(a TEXT CHECK(length(a) < 9 AND a NOT LIKE 'x%' AND lower(a) = a),"
		" b CHECK(typeof(b) IN ('integer','null')));"
		"CREATE INDEX i ON t(lower(a)) WHERE b IS NOT NULL; INSERT INTO t VALUES('abc', 1);"
		"CREATE VIEW v AS SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6;"
		"CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END;");
	CHECK_INT(database_problem_count(database), 0);
	if (database_problem_count(database))
		fprintf(stderr, "%.*s\n", STR_ARGS(database_first_problem(database)));
	database_close(database);
}

/* An index whose expression would run for ever must end at the step budget, as a problem. */
static void expensive_checks_end(void)
{
	struct database *database = NULL;
	struct span image = made_by("CREATE TABLE t(a CHECK(length(replace(hex(zeroblob(500000)),'0','ab')) > 0));"
				    "INSERT INTO t VALUES(1),(2),(3);");
	enum err err = try_open(image, &database);
	CHECK_INT(err, OK);
	database_close(database);
}

static void replace_first(struct span image, const char *from, const char *to)
{
	uint8_t *at = memmem(image.data, image.len, from, strlen(from));
	CHECK(at != NULL && strlen(from) == strlen(to));
	if (at)
		memcpy(at, to, strlen(to));
}

static void renamed_tables_are_told(void)
{
	static const char *const changes[][2] = { { "tablelogins", "tablemogins" }, { "tablelogins", "tabmelogins" },
						  { "E logins", "E mogins" } };
	for (size_t i = 0; i < 3; i++) {
		struct span image = made_by("CREATE TABLE logins(id INTEGER); INSERT INTO logins VALUES(1);");
		struct database *database = NULL;
		uint64_t count = 0;
		replace_first(image, changes[i][0], changes[i][1]);
		enum err err = try_open(image, &database);
		if (err == OK)
			err = database_count(database, "logins", &count);
		CHECK(err == OK ? count == 1 : err != ERR_ABSENT || database_problem_count(database) > 0);
		database_close(database);
	}
}

static void foreign_files_have_their_name(void)
{
	struct database *database;
	uint8_t bytes[4096];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * 73 + (i >> 3) * 11 + 5);
	CHECK_INT(try_open((struct span){ bytes, sizeof bytes }, &database), ERR_UNSUPPORTED);
	CHECK_INT(try_open((struct span){ bytes, 7 }, &database), ERR_TRUNCATED);
	CHECK_INT(try_open((struct span){ 0 }, &database), ERR_TRUNCATED);
	memset(bytes, 0, sizeof bytes);
	CHECK_INT(try_open((struct span){ bytes, sizeof bytes }, &database), ERR_CORRUPT);
	struct span image = made_by("CREATE TABLE t(x);");
	memset((uint8_t *)(uintptr_t)image.data + 100, 0xA5, 50); /* the root page of the schema */
	CHECK_INT(try_open(image, &database), ERR_CORRUPT);
	image = made_by("CREATE TABLE t(x);");
	replace_first(image, "CREATE TABLE t(x)", "CREATE TABLE t(((");
	CHECK_INT(try_open(image, &database), ERR_CORRUPT);
	CHECK_INT(try_open((struct span){ image.data, 100 }, &database), ERR_TRUNCATED);
	static const uint8_t one;
	CHECK_INT(try_open((struct span){ &one, LIMIT_DATABASE_BYTES + 1 }, &database), ERR_LIMIT);
}

/* SELECTs of several databases at once; closing with rows still open. */
static void databases_do_not_mix(void)
{
	struct database *a = open_made("CREATE TABLE t(x); INSERT INTO t VALUES('a');");
	struct database *b = open_made("CREATE TABLE t(x); INSERT INTO t VALUES('b');");
	struct rows *of_a = select_one(a, "t", "x"), *of_b = select_one(b, "t", "x");
	CHECK(rows_next(of_a) && rows_next(of_b));
	CHECK_STR(rows_text(of_a, 0, &arena), "a");
	CHECK_STR(rows_text(of_b, 0, &arena), "b");
	CHECK_INT(rows_end(of_b), OK);
	database_close(b);
	database_close(a);
	database_close(NULL);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(only_plain_tables_exist), TEST(secrets_are_lengths_only), TEST(odd_values_come_whole), TEST(utf16_databases_read),
		TEST(rowids_and_keyless_tables), TEST(huge_values_stop_loudly), TEST(too_many_rows_stop_loudly),
		TEST(schema_expressions_are_no_damage), TEST(expensive_checks_end), TEST(renamed_tables_are_told),
		TEST(foreign_files_have_their_name), TEST(databases_do_not_mix),
	};
	arena_init(&arena, (size_t)1 << 30);
	return test_main(tests, sizeof tests / sizeof *tests);
}
