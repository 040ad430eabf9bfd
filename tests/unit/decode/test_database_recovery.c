/* -wal and -journal: rows that only they hold, rollback, the super-journal trap, and damage that SQLite keeps silent about. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "decode/database.h"
#include "support.h"

static struct arena arena;

struct set { struct span main, wal, journal; };

static const char schema[] = "CREATE TABLE logins(id INTEGER PRIMARY KEY AUTOINCREMENT, origin_url TEXT NOT NULL, username_value TEXT,"
			     " UNIQUE(origin_url, username_value));";

static void execute(sqlite3 *handle, const char *sql)
{
	char *message = NULL;
	if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
		fprintf(stderr, "%s: %s\n", sql, message);
	CHECK(message == NULL);
	sqlite3_free(message);
}

static const char *path_in(const char *folder, const char *name)
{
	return str_format(&arena, "%s/%s%c", folder, name, 0).data;
}

static const char *new_folder(void)
{
	struct str template = str_format(&arena, "%s/soatmay-db-XXXXXX%c", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", 0);
	char *folder = str_to_c(&arena, template);
	CHECK(mkdtemp(folder) != NULL);
	return folder;
}

static struct set copy_of(const char *folder, const char *name)
{
	struct str base = str_from_c(path_in(folder, name));
	return (struct set){
		read_whole_file(&arena, base.data),
		read_whole_file(&arena, str_format(&arena, "%s-wal%c", base.data, 0).data),
		read_whole_file(&arena, str_format(&arena, "%s-journal%c", base.data, 0).data),
	};
}

static void remove_folder(const char *folder)
{
	static const char *const names[] = { "a", "a-wal", "a-shm", "a-journal", "b", "b-journal", "b-wal", "b-shm" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		(void)unlink(path_in(folder, names[i]));
	CHECK_INT(rmdir(folder), 0);
}

static void insert(sqlite3 *handle, int from, int to)
{
	char *sql = sqlite3_mprintf("WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i+1 FROM n WHERE i<%d) "
				    "INSERT INTO logins(origin_url,username_value)"
				    " SELECT 'https://site'||i||'.example/', 'user'||i FROM n;", from, to);
	execute(handle, sql);
	sqlite3_free(sql);
}

/* 40 rows checkpointed, 60 more in the -wal in three transactions. */
static struct set wal_set(void)
{
	const char *folder = new_folder();
	sqlite3 *handle = NULL;
	CHECK_INT(sqlite3_open(path_in(folder, "a"), &handle), SQLITE_OK);
	execute(handle, "PRAGMA page_size=1024; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;");
	execute(handle, schema);
	insert(handle, 1, 40);
	execute(handle, "PRAGMA wal_checkpoint(TRUNCATE)");
	insert(handle, 41, 60);
	insert(handle, 61, 80);
	insert(handle, 81, 100);
	struct set set = copy_of(folder, "a");
	sqlite3_close(handle);
	remove_folder(folder);
	CHECK(set.wal.len > 32);
	return set;
}

/* 100 rows committed; then half deleted and others changed, cut off in the middle after the cache spilled into the file. */
static struct set hot_set(void)
{
	const char *folder = new_folder();
	sqlite3 *handle = NULL;
	CHECK_INT(sqlite3_open(path_in(folder, "a"), &handle), SQLITE_OK);
	execute(handle, "PRAGMA page_size=1024; PRAGMA journal_mode=DELETE; PRAGMA cache_size=2; PRAGMA cache_spill=1;");
	execute(handle, schema);
	insert(handle, 1, 400);
	execute(handle, "BEGIN; DELETE FROM logins WHERE id % 2; UPDATE logins SET username_value = 'changed' || id;");
	struct set set = copy_of(folder, "a");
	execute(handle, "ROLLBACK");
	sqlite3_close(handle);
	remove_folder(folder);
	CHECK(set.journal.len > 512);
	return set;
}

static struct database *open_set(struct set set)
{
	struct database_input input = { 1, set.main, set.wal, set.journal };
	struct database *database = NULL;
	enum err err = database_open(&input, &arena, &database);
	CHECK_INT(err, OK);
	if (!database)
		test_skip("cannot go on without the database");
	return database;
}

static uint64_t count(struct database *database)
{
	uint64_t rows = 0;
	CHECK_INT(database_count(database, "logins", &rows), OK);
	return rows;
}

static struct span changed(struct span bytes, size_t offset, uint8_t mask)
{
	uint8_t *copy = arena_alloc(&arena, bytes.len);
	memcpy(copy, bytes.data, bytes.len);
	copy[offset] ^= mask;
	return (struct span){ copy, bytes.len };
}

static void rows_of_the_wal_are_seen(void)
{
	struct set set = wal_set();
	struct database *database = open_set(set);
	CHECK_INT(count(database), 100);
	CHECK_INT(database_notes(database), NOTE_WAL_MERGED);
	CHECK_INT(database_problem_count(database), 0);
	database_close(database);
	set.wal = (struct span){ 0 };
	database = open_set(set);
	CHECK_INT(count(database), 40);
	CHECK_INT(database_notes(database), 0);
	database_close(database);
}

/* Every byte of the -wal: rows lost means problem told. */
static void a_damaged_wal_is_told(void)
{
	struct set good = wal_set(), bad = good;
	size_t frame = 24 + 1024, frames = (good.wal.len - 32) / frame, lost = 0;
	CHECK_INT((good.wal.len - 32) % frame, 0);
	for (size_t at = 0; at < good.wal.len; at += at < 64 ? 1 : 61) {
		/* The checkpoint number is part of the checksum, nothing of the header is free. */
		bad.wal = changed(good.wal, at, 0x10);
		struct database *database = open_set(bad);
		bool last = at >= 32 + (frames - 1) * frame;
		if (count(database) != 100) {
			lost++;
			CHECK(database_problem_count(database) > 0 || last);
		}
		database_close(database);
	}
	CHECK(lost > 100);
}

static void a_cut_wal_keeps_whole_transactions(void)
{
	struct set good = wal_set(), cut = good;
	for (size_t len = 0; len < good.wal.len; len += 37) {
		cut.wal.len = len;
		struct database *database = open_set(cut);
		uint64_t rows = count(database);
		CHECK(rows == 40 || rows == 60 || rows == 80);
		CHECK_INT(database_problem_count(database) > 0, len > 0 && len < 32);
		database_close(database);
	}
}

/* Pages that only the -wal holds are no damage; pages that neither holds are. */
static void a_cut_file_beside_a_wal_is_told(void)
{
	struct set good = wal_set(), cut = good;
	size_t silent = 0, all = 0;
	for (size_t len = 1; len < good.main.len; len += 101) {
		cut.main.len = len;
		struct database_input input = { 1, cut.main, cut.wal, cut.journal };
		struct database *database = NULL;
		uint64_t rows = 0;
		if (database_open(&input, &arena, &database) == OK) {
			bool same = database_count(database, "logins", &rows) == OK && rows == 100;
			silent += !same && database_problem_count(database) == 0;
			all += same;
		}
		database_close(database);
	}
	CHECK_INT(silent, 0);
	CHECK(all < good.main.len / 101);
}

static void a_hot_journal_is_rolled_back(void)
{
	struct set set = hot_set(), alone = set;
	struct database *database = open_set(set);
	CHECK_INT(count(database), 400);
	CHECK_INT(database_notes(database), NOTE_JOURNAL_ROLLED_BACK);
	CHECK_INT(database_problem_count(database), 0);
	struct column column = { .name = "username_value" };
	struct rows *rows = NULL;
	CHECK_INT(database_select(database, "logins", &column, 1, &rows), OK);
	for (int i = 1; rows_next(rows); i++)
		CHECK(str_eq(rows_text(rows, 0, &arena), str_format(&arena, "user%d", i)));
	CHECK_INT(rows_end(rows), OK);
	database_close(database);
	/* Without its journal the same file is a mixture: it must not look sound. */
	alone.journal = (struct span){ 0 };
	database = NULL;
	struct database_input input = { 1, alone.main, alone.wal, alone.journal };
	enum err err = database_open(&input, &arena, &database);
	CHECK(err != OK || database_problem_count(database) > 0);
	database_close(database);
}

/* The evidence itself stays as it was. */
static void the_input_is_never_written(void)
{
	struct set set = hot_set();
	uint8_t *before = arena_alloc(&arena, set.main.len);
	memcpy(before, set.main.data, set.main.len);
	struct database *database = open_set(set);
	(void)count(database);
	database_close(database);
	CHECK(memcmp(before, set.main.data, set.main.len) == 0);
}

static void put_be(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* The record at a journal's end that names a super-journal: page number of the lock byte page, name, length, checksum, magic. */
static struct span with_super_journal(struct span journal, const char *name)
{
	static const uint8_t magic[8] = { 0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7 };
	size_t len = strlen(name), at = journal.len;
	uint8_t *out = arena_alloc(&arena, journal.len + len + 20);
	uint32_t sum = 0;
	memcpy(out, journal.data, journal.len);
	put_be(out + at, 0x40000000 / 1024 + 1);
	memcpy(out + at + 4, name, len);
	for (size_t i = 0; i < len; i++)
		sum += (uint8_t)name[i];
	put_be(out + at + 4 + len, (uint32_t)len);
	put_be(out + at + 8 + len, sum);
	memcpy(out + at + 12 + len, magic, sizeof magic);
	return (struct span){ out, at + len + 20 };
}

static void a_super_journal_reaches_no_real_file(void)
{
	const char *folder = new_folder(), *victim = path_in(folder, "a");
	struct set set = hot_set();
	FILE *file = fopen(victim, "w");
	CHECK(file && fputs("ours", file) >= 0);
	fclose(file);
	/* A real file of this machine, one that is not there, and the names that our own VFS knows. */
	const char *names[] = { victim, path_in(folder, "none"), "evidence", "evidence-journal", "evidence-wal" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct set trap = set;
		trap.journal = with_super_journal(set.journal, names[i]);
		struct database *database = open_set(trap);
		CHECK_INT(count(database), 400);
		CHECK(database_notes(database) & NOTE_JOURNAL_ROLLED_BACK);
		CHECK(database_problem_count(database) > 0);
		database_close(database);
	}
	CHECK_STR(((struct str){ (const char *)read_whole_file(&arena, victim).data, 4 }), "ours");
	remove_folder(folder);
}

static void a_damaged_journal_is_told(void)
{
	struct set good = hot_set(), bad = good;
	size_t lost = 0, silent = 0;
	for (size_t at = 0; at < good.journal.len; at += at < 28 ? 1 : 53) {
		bad.journal = changed(good.journal, at, 0x04);
		struct database_input input = { 1, bad.main, bad.wal, bad.journal };
		struct database *database = NULL;
		uint64_t rows = 0;
		if (database_open(&input, &arena, &database) == OK) {
			bool same = database_count(database, "logins", &rows) == OK && rows == 400;
			lost += !same;
			silent += !same && database_problem_count(database) == 0;
		}
		database_close(database);
	}
	CHECK_INT(silent, 0);
	CHECK(lost > 0);
}

static void a_finished_journal_is_left_alone(void)
{
	struct set set = hot_set();
	struct database_input input = { 1, .main = set.main };
	uint8_t *zeroed = arena_alloc(&arena, set.journal.len);
	memcpy(zeroed + 28, set.journal.data + 28, set.journal.len - 28);
	input.journal = (struct span){ zeroed, set.journal.len };
	struct database *database = NULL;
	if (database_open(&input, &arena, &database) == OK)
		CHECK(!(database_notes(database) & NOTE_JOURNAL_ROLLED_BACK));
	database_close(database);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(rows_of_the_wal_are_seen), TEST(a_damaged_wal_is_told), TEST(a_cut_wal_keeps_whole_transactions),
		TEST(a_cut_file_beside_a_wal_is_told),
		TEST(a_hot_journal_is_rolled_back), TEST(the_input_is_never_written), TEST(a_super_journal_reaches_no_real_file),
		TEST(a_damaged_journal_is_told), TEST(a_finished_journal_is_left_alone),
	};
	arena_init(&arena, (size_t)2 << 30);
	return test_main(tests, sizeof tests / sizeof *tests);
}
