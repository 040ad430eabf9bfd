/* SQLite databases in memory: the file, its -wal and its -journal are served by a VFS of our own that opens and deletes
 * nothing real. WAL rows are seen, hot journals rolled back. Nothing is executed but our own SELECTs on plain
 * tables. */
#ifndef SOATMAY_DECODE_DATABASE_H
#define SOATMAY_DECODE_DATABASE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "model/evidence.h"
#include "model/origin.h"

struct database;

struct database_input {
	uint32_t evidence;
	struct span main, wal, journal; /* empty when absent */
};

/* ERR_UNSUPPORTED: not SQLite (or encrypted); ERR_TRUNCATED / ERR_CORRUPT: not even the schema can be read. */
enum err database_open(const struct database_input *input, struct arena *arena, struct database **ret);
void database_close(struct database *database); /* accepts NULL */
uint32_t database_notes(const struct database *database);
/* Damage met so far (integrity check at open, failing rows); 0 = sound. */
size_t database_problem_count(const struct database *database);
struct str database_first_problem(const struct database *database);

/* Plain tables only: views, virtual tables and tables with generated columns do not exist for us. */
bool database_has_table(struct database *database, const char *table);
bool database_has_column(struct database *database, const char *table, const char *column);
/* True when CREATE TABLE says AUTOINCREMENT. */
bool database_is_autoincrement(struct database *database, const char *table);
/* sqlite_sequence of the table; false when there is none. */
bool database_sequence(struct database *database, const char *table, int64_t *ret);
/* Number of rows. */
enum err database_count(struct database *database, const char *table, uint64_t *ret);

struct column {
	const char *name;
	bool length_only; /* length in bytes instead of the content: the only way to touch a secret column */
};
struct rows;
/* Columns that the table lacks read as NULL. ERR_ABSENT: no such table. ERR_UNSUPPORTED: a view or the like stands in
 * its place, which counts as a problem. ERR_DENIED: the content of a secret column was asked for. */
enum err database_select(struct database *database, const char *table, const struct column *columns, size_t count,
			 struct rows **ret);
/* False at the end; ask rows_end() whether the end was the real one. */
bool rows_next(struct rows *rows);
bool rows_is_null(struct rows *rows, size_t column);
int64_t rows_number(struct rows *rows, size_t column);             /* 0 for NULL */
struct str rows_text(struct rows *rows, size_t column, struct arena *arena); /* UTF-8, bad bytes escaped */
struct span rows_bytes(struct rows *rows, size_t column);          /* borrowed until rows_next */
/* Closes. OK or why the reading stopped early (also LIMIT_DATABASE_ROWS). */
enum err rows_end(struct rows *rows);

struct origin database_origin(const struct database *database, const char *table, const char *column, int64_t when);

#endif
