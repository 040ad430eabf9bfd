/* Reading rows: SELECT lists are built from our own names and the table's real columns; nothing of the file becomes
 * SQL. */
#include "base/buf.h"
#include "base/limits.h"
#include "decode/database_internal.h"

struct rows {
	struct database *database;
	sqlite3_stmt *statement;
	size_t columns;
	uint64_t count;
	enum err err;
	bool done;
};

/* `rowid` is a column of every table that is not WITHOUT ROWID. */
static bool has_rowid(struct database *database, const char *table)
{
	return sqlite3_table_column_metadata(database->handle, "main", table, "rowid", NULL, NULL, NULL, NULL,
					     NULL) == SQLITE_OK;
}

static void put_column(struct buf *sql, struct database *database, const struct table *table,
		       const struct column *column)
{
	const struct table_column *found = database_find_column(table, column->name);
	if (!found && (sqlite3_stricmp(column->name, "rowid") ||
		       !has_rowid(database, str_to_c(database->arena, table->name)))) {
		buf_put_c(sql, "NULL");
		return;
	}
	struct str name = database_quoted(database->arena, found ? found->name : STR("rowid"));
	if (!column->length_only) {
		buf_put(sql, name);
		return;
	}
	/* length() of TEXT stops at a NUL and counts characters; of a BLOB it needs the row's header only. */
	buf_printf(sql, "CASE typeof(%.*s) WHEN 'blob' THEN length(%.*s) ELSE length(CAST(%.*s AS BLOB)) END", STR_ARGS(name),
		   STR_ARGS(name), STR_ARGS(name));
}

static enum err prepare(struct database *database, struct str sql, sqlite3_stmt **ret)
{
	database_refill(database);
	enum err err = database_err(sqlite3_prepare_v2(database->handle, sql.data, (int)sql.len, ret, NULL));
	if (err)
		database_problem(database, "%s", sqlite3_errmsg(database->handle));
	return err;
}

enum err database_select(struct database *database, const char *table, const struct column *columns, size_t count,
			 struct rows **ret)
{
	struct table *found;
	struct buf sql = { 0 };
	sqlite3_stmt *statement = NULL;
	for (size_t i = 0; i < count; i++) {
		if (!columns[i].length_only && database_is_secret(table, columns[i].name))
			return ERR_DENIED;
	}
	enum err err = database_find_table(database, table, &found);
	if (err)
		return err;
	buf_put_c(&sql, "SELECT ");
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_put_c(&sql, ", ");
		put_column(&sql, database, found, &columns[i]);
	}
	/* From the table itself: an index could say something else. */
	struct str name = database_quoted(database->arena, found->name);
	buf_printf(&sql, " FROM main.%.*s NOT INDEXED", STR_ARGS(name));
	err = prepare(database, buf_str(&sql), &statement);
	buf_done(&sql);
	if (err)
		return err;
	struct rows *rows = arena_new(database->arena, struct rows);
	*rows = (struct rows){ .database = database, .statement = statement, .columns = count };
	*ret = rows;
	return OK;
}

static void stop(struct rows *rows, enum err err)
{
	rows->done = true;
	rows->err = err;
	if (err == ERR_LIMIT && rows->count >= LIMIT_DATABASE_ROWS)
		database_problem(rows->database, "more than %d rows", LIMIT_DATABASE_ROWS);
	else if (err)
		database_problem(rows->database, "reading stopped after %llu rows: %s", (unsigned long long)rows->count,
				 sqlite3_errmsg(rows->database->handle));
}

bool rows_next(struct rows *rows)
{
	if (rows->done)
		return false;
	database_refill(rows->database);
	int rc = sqlite3_step(rows->statement);
	if (rc != SQLITE_ROW)
		stop(rows, database_err(rc));
	else if (rows->count >= LIMIT_DATABASE_ROWS)
		stop(rows, ERR_LIMIT);
	else
		rows->count++;
	return !rows->done;
}

static bool in_row(const struct rows *rows, size_t column)
{
	return !rows->done && rows->count > 0 && column < rows->columns;
}

bool rows_is_null(struct rows *rows, size_t column)
{
	return !in_row(rows, column) || sqlite3_column_type(rows->statement, (int)column) == SQLITE_NULL;
}

int64_t rows_number(struct rows *rows, size_t column)
{
	return in_row(rows, column) ? sqlite3_column_int64(rows->statement, (int)column) : 0;
}

struct str rows_text(struct rows *rows, size_t column, struct arena *arena)
{
	return in_row(rows, column) ? database_column_text(rows->statement, (int)column, arena) : (struct str){ 0 };
}

struct span rows_bytes(struct rows *rows, size_t column)
{
	if (!in_row(rows, column))
		return (struct span){ 0 };
	bool text = sqlite3_column_type(rows->statement, (int)column) != SQLITE_BLOB;
	const void *data = text ? sqlite3_column_text(rows->statement, (int)column) :
		sqlite3_column_blob(rows->statement, (int)column);
	int len = sqlite3_column_bytes(rows->statement, (int)column);
	return data && len > 0 ? (struct span){ data, (size_t)len } : (struct span){ 0 };
}

enum err rows_end(struct rows *rows)
{
	if (!rows)
		return OK;
	sqlite3_finalize(rows->statement);
	rows->statement = NULL;
	rows->done = true;
	return rows->err;
}

/* The first column of the first row; ERR_ABSENT when there is no row or a NULL. */
static enum err single_number(struct database *database, struct str sql, const char *text, int64_t *ret)
{
	sqlite3_stmt *statement = NULL;
	enum err err = prepare(database, sql, &statement);
	if (err)
		return err;
	if (text)
		sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
	int rc = sqlite3_step(statement);
	err = database_err(rc);
	if (err)
		database_problem(database, "%s", sqlite3_errmsg(database->handle));
	else if (rc != SQLITE_ROW || sqlite3_column_type(statement, 0) != SQLITE_INTEGER)
		err = ERR_ABSENT;
	else
		*ret = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return err;
}

bool database_sequence(struct database *database, const char *table, int64_t *ret)
{
	static const char sql[] = "SELECT max(seq) FROM main.sqlite_sequence WHERE name = ?1";
	struct table *sequences;
	if (database_find_table(database, "sqlite_sequence", &sequences) != OK)
		return false;
	return single_number(database, STR(sql), table, ret) == OK;
}

enum err database_count(struct database *database, const char *table, uint64_t *ret)
{
	struct table *found;
	int64_t count = 0;
	enum err err = database_find_table(database, table, &found);
	if (err)
		return err;
	struct str name = database_quoted(database->arena, found->name);
	struct str sql = str_format(database->arena, "SELECT count(*) FROM main.%.*s NOT INDEXED", STR_ARGS(name));
	err = single_number(database, sql, NULL, &count);
	if (!err)
		*ret = (uint64_t)count;
	return err;
}
