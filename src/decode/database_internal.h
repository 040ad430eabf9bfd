/* Between the files of the database decoder; nobody else includes this. */
#ifndef SOATMAY_DECODE_DATABASE_INTERNAL_H
#define SOATMAY_DECODE_DATABASE_INTERNAL_H

#include "base/array.h"
#include "decode/database.h"
#include "decode/database_vfs.h"

struct table_column {
	struct str name;
	bool generated; /* or hidden */
};

struct table {
	struct str name, type, sql; /* of sqlite_master */
	ARRAY_OF(struct table_column) columns;
	bool columns_known, complained;
};

struct database {
	uint32_t evidence, notes;
	struct arena *arena;
	struct memory_disk disk;
	sqlite3 *handle;
	int64_t calls_left; /* of the progress handler, for the statement at work */
	ARRAY_OF(struct table) tables;
	size_t problem_count;
	struct str first_problem;
};

/* One more problem; the first one's text is kept. */
void database_problem(struct database *database, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* database_guard.c: what SQLite may do, and which columns nobody may read. */
enum err database_harden(struct database *database);
void database_refill(struct database *database); /* before each statement */
bool database_is_secret(const char *table, const char *column);

/* database_schema.c: the tables. A table that is no plain one is refused and counted as a problem when asked for. */
enum err database_load_schema(struct database *database);
enum err database_find_table(struct database *database, const char *name, struct table **ret);
const struct table_column *database_find_column(const struct table *table, const char *name);
/* "name" quoted for SQL, in the arena. */
struct str database_quoted(struct arena *arena, struct str name);
/* Outcome of an SQLite result code; SQLITE_DONE, SQLITE_ROW and SQLITE_OK are OK. */
enum err database_err(int rc);
struct str database_column_text(sqlite3_stmt *statement, int column, struct arena *arena);

/* database_recovery.c: what SQLite passes over in silence. Committed frames of the -wal; damage is reported to the
 * database. */
size_t database_check_wal(struct database *database, struct span wal);
void database_check_journal(struct database *database, struct span journal);
/* Pages that neither the file nor the -wal holds. */
bool database_wal_covers(struct span wal, size_t committed, uint32_t first_page, uint32_t last_page,
			 struct arena *arena);

#endif
