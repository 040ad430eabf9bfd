/* Opening a database: recovery in memory, header against size, SQLite's own integrity check, and what SQLite passes
 * over in silence.
 * Format: sqlite.org/fileformat2.html. */
#include "decode/database.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/cursor.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/database_internal.h"

struct header {
	uint32_t page_size, pages; /* pages: 0 when an old writer left the field stale */
};

void database_problem(struct database *database, const char *format, ...)
{
	if (database->problem_count++)
		return;
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int len = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (len > 0)
		database->first_problem = utf8_text(database->arena, (struct span){ (const uint8_t *)text, (size_t)len });
	free(text);
}

static enum err read_header(struct span file, struct header *ret)
{
	static const char magic[16] = "SQLite format 3";
	struct cursor cursor = cursor_over(file);
	struct span start = cursor_bytes(&cursor, sizeof magic);
	if (!cursor_ok(&cursor))
		return ERR_TRUNCATED;
	bool zeros = true;
	for (size_t i = 0; i < start.len; i++)
		zeros = zeros && start.data[i] == 0;
	if (memcmp(start.data, magic, sizeof magic) != 0)
		return zeros ? ERR_CORRUPT : ERR_UNSUPPORTED;
	uint32_t page_size = cursor_u16be(&cursor);
	page_size = page_size == 1 ? 65536 : page_size;
	cursor_seek(&cursor, 24);
	uint32_t changes = cursor_u32be(&cursor), pages = cursor_u32be(&cursor);
	cursor_seek(&cursor, 92);
	uint32_t valid_for = cursor_u32be(&cursor);
	cursor_seek(&cursor, 100);
	if (!cursor_ok(&cursor))
		return ERR_TRUNCATED;
	if (page_size < 512 || (page_size & (page_size - 1)))
		return ERR_CORRUPT;
	*ret = (struct header){ page_size, changes == valid_for ? pages : 0 };
	return OK;
}

static uint32_t pages_of(size_t bytes, uint32_t page_size)
{
	return (uint32_t)((bytes + page_size - 1) / page_size);
}

static enum err open_handle(struct database *database)
{
	int rc = memory_disk_open(&database->disk, &database->handle);
	if (rc != SQLITE_OK)
		return rc == SQLITE_NOMEM ? ERR_NOMEM : ERR_BUG;
	return database_harden(database);
}

/* A header that claims more pages than there are makes SQLite refuse the whole file: the claim is lowered in our
 * copy. */
static bool lower_page_count(struct database *database)
{
	struct memory_file *file = &database->disk.main;
	struct header header;
	if (read_header(memory_file_bytes(file), &header) != OK)
		return false;
	uint32_t have = pages_of(file->len, header.page_size);
	if (header.pages <= have || have == 0)
		return false;
	database_problem(database, "header counts %u pages, the file has %u", (unsigned)header.pages, (unsigned)have);
	database->notes |= NOTE_TRUNCATED;
	uint8_t count[4] = { (uint8_t)(have >> 24), (uint8_t)(have >> 16), (uint8_t)(have >> 8), (uint8_t)have };
	return memory_file_patch(file, 28, (struct span){ count, sizeof count });
}

static void reset_schema(struct database *database)
{
	database->tables.count = 0;
}

/* Recovery happens at the first read, which loads the schema. */
static enum err first_read(struct database *database)
{
	enum err err = open_handle(database);
	if (!err)
		err = database_load_schema(database);
	if (err != ERR_CORRUPT || !lower_page_count(database))
		return err;
	sqlite3_close(database->handle);
	database->handle = NULL;
	reset_schema(database);
	err = open_handle(database);
	return err ? err : database_load_schema(database);
}

/* One PRAGMA that reports problems as rows; *ret_rc is SQLite's own outcome. */
static int run_check(struct database *database, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	database_refill(database);
	int rc = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(statement);
	for (; rc == SQLITE_ROW; rc = sqlite3_step(statement)) {
		struct str line = database_column_text(statement, 0, database->arena);
		if (!str_eq_c(line, "ok"))
			database_problem(database, "%.*s", STR_ARGS(str_sub(line, 0, 300)));
	}
	if (database_err(rc) && (rc & 0xFF) != SQLITE_ERROR)
		database_problem(database, "%s", sqlite3_errmsg(database->handle));
	sqlite3_finalize(statement);
	return rc;
}

static void check_integrity(struct database *database)
{
	bool full = database->disk.main.len <= LIMIT_DATABASE_FULL_CHECK_BYTES;
	if (full && (run_check(database, "PRAGMA main.integrity_check(20)") & 0xFF) != SQLITE_ERROR)
		return;
	/* SQLITE_ERROR: a collation or function of the browser that we do not have, in some index. */
	if ((run_check(database, "PRAGMA main.quick_check(20)") & 0xFF) == SQLITE_ERROR)
		database_problem(database, "integrity could not be checked: %s", sqlite3_errmsg(database->handle));
}

static uint32_t page_count(struct database *database)
{
	sqlite3_stmt *statement = NULL;
	uint32_t count = 0;
	database_refill(database);
	if (sqlite3_prepare_v2(database->handle, "PRAGMA main.page_count", -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		count = (uint32_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return count;
}

/* Size of the file against the pages that the recovered database has. */
static void check_size(struct database *database, struct span wal, size_t committed)
{
	struct header header;
	struct span main = memory_file_bytes(&database->disk.main);
	if (read_header(main, &header) != OK)
		return;
	if (main.len % header.page_size)
		database_problem(database, "the last page is cut");
	uint32_t have = (uint32_t)(main.len / header.page_size), wanted = page_count(database);
	bool missing = wanted > have && !database_wal_covers(wal, committed, have + 1, wanted, database->arena);
	if (missing)
		database_problem(database, "%u pages, the file has %u", (unsigned)wanted, (unsigned)have);
	if (missing || main.len % header.page_size)
		database->notes |= NOTE_TRUNCATED;
}

static void note_recovery(struct database *database, const struct database_input *input, size_t committed)
{
	if (committed)
		database->notes |= NOTE_WAL_MERGED;
	if (input->journal.len && database->disk.main.written)
		database->notes |= NOTE_JOURNAL_ROLLED_BACK;
	if (database->disk.super_journal)
		database_problem(database, "the journal belongs to a transaction over several files: its state before is shown");
}

static enum err recover(struct database *database, const struct database_input *input)
{
	struct header header;
	database_check_journal(database, input->journal);
	enum err err = first_read(database);
	if (err) {
		/* The header tells a foreign or cut file from a damaged schema. */
		enum err why = read_header(memory_file_bytes(&database->disk.main), &header);
		if (why == OK && err == ERR_CORRUPT && database->notes & NOTE_TRUNCATED)
			return ERR_TRUNCATED;
		return why ? why : err;
	}
	size_t committed = database_check_wal(database, input->wal);
	note_recovery(database, input, committed);
	check_size(database, input->wal, committed);
	check_integrity(database);
	return OK;
}

enum err database_open(const struct database_input *input, struct arena *arena, struct database **ret)
{
	if (input->main.len > LIMIT_DATABASE_BYTES || input->wal.len > LIMIT_DATABASE_BYTES ||
	    input->journal.len > LIMIT_DATABASE_BYTES)
		return ERR_LIMIT;
	if (input->main.len == 0)
		return ERR_TRUNCATED; /* to SQLite an empty database; to us a file that lost its content */
	struct database *database = arena_new(arena, struct database);
	database->arena = arena;
	database->evidence = input->evidence;
	memory_disk_init(&database->disk, input->main, input->wal, input->journal);
	enum err err = recover(database, input);
	if (err) {
		database_close(database);
		return err;
	}
	*ret = database;
	return OK;
}

void database_close(struct database *database)
{
	if (!database)
		return;
	/* Closing takes virtual tables away with the statements that are their own: only what an artifact forgot to end may be
	 * ended here. */
	if (sqlite3_close(database->handle) == SQLITE_BUSY) {
		for (sqlite3_stmt *left; (left = sqlite3_next_stmt(database->handle, NULL));)
			sqlite3_finalize(left);
		sqlite3_close(database->handle);
	}
	database->handle = NULL;
	memory_disk_done(&database->disk);
}

uint32_t database_notes(const struct database *database)
{
	return database->notes | (database->problem_count ? NOTE_DEGRADED : 0);
}

size_t database_problem_count(const struct database *database)
{
	return database->problem_count;
}

struct str database_first_problem(const struct database *database)
{
	return database->first_problem;
}

struct origin database_origin(const struct database *database, const char *table, const char *column, int64_t when)
{
	return (struct origin){ database->evidence, ORIGIN_TABLE, str_from_c(table), str_from_c(column), when };
}
