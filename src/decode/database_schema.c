/* The tables of a database: what sqlite_master says, checked against what SQLite made of it. */
#include "base/limits.h"
#include "base/utf.h"
#include "decode/database_internal.h"

enum err database_err(int rc)
{
	switch (rc & 0xFF) {
	case SQLITE_OK: case SQLITE_ROW: case SQLITE_DONE:
		return OK;
	case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_ERROR: case SQLITE_FORMAT: case SQLITE_FULL: case SQLITE_CANTOPEN:
	case SQLITE_PROTOCOL: case SQLITE_SCHEMA: case SQLITE_CONSTRAINT: case SQLITE_MISMATCH: case SQLITE_READONLY:
		return ERR_CORRUPT;
	case SQLITE_TOOBIG: case SQLITE_INTERRUPT: case SQLITE_NOMEM:
		return ERR_LIMIT;
	case SQLITE_AUTH:
		return ERR_DENIED;
	case SQLITE_IOERR:
		return rc == SQLITE_IOERR_NOMEM ? ERR_LIMIT : ERR_CORRUPT; /* memory has no other errors than a short read */
	default:
		return ERR_BUG;
	}
}

struct str database_quoted(struct arena *arena, struct str name)
{
	char *quoted = arena_alloc(arena, name.len * 2 + 3);
	size_t len = 0;
	quoted[len++] = '"';
	for (size_t i = 0; i < name.len; i++) {
		if (name.data[i] == '"')
			quoted[len++] = '"';
		quoted[len++] = name.data[i];
	}
	quoted[len++] = '"';
	return (struct str){ quoted, len };
}

struct str database_column_text(sqlite3_stmt *statement, int column, struct arena *arena)
{
	/* A BLOB keeps its bytes, TEXT of a UTF-16 database is converted: the call before _bytes decides. */
	bool blob = sqlite3_column_type(statement, column) == SQLITE_BLOB;
	const void *data = blob ? sqlite3_column_blob(statement, column) : sqlite3_column_text(statement, column);
	int len = sqlite3_column_bytes(statement, column);
	if (!data || len <= 0)
		return (struct str){ 0 };
	return utf8_text(arena, (struct span){ data, (size_t)len });
}

static bool same_name(struct str a, const char *b)
{
	return a.len == strlen(b) && !sqlite3_strnicmp(a.data, b, (int)a.len);
}

static void check_entry(struct database *database, const struct table *entry, struct str owner)
{
	bool known = str_eq_c(entry->type, "table") || str_eq_c(entry->type, "index") || str_eq_c(entry->type, "view") ||
		     str_eq_c(entry->type, "trigger");
	if (!known)
		database_problem(database, "schema entry of an unknown type");
	else if (str_eq_c(entry->type, "table") && !str_eq(entry->name, owner))
		database_problem(database, "schema entry of table %.*s names another table", STR_ARGS(str_sub(entry->name, 0, 64)));
}

enum err database_load_schema(struct database *database)
{
	static const char sql[] = "SELECT name, type, sql, tbl_name FROM main.sqlite_master";
	sqlite3_stmt *statement = NULL;
	database_refill(database);
	int rc = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
		struct table entry = {
			.name = database_column_text(statement, 0, database->arena),
			.type = database_column_text(statement, 1, database->arena),
			.sql = database_column_text(statement, 2, database->arena),
		};
		check_entry(database, &entry, database_column_text(statement, 3, database->arena));
		rc = SQLITE_OK;
		if (str_eq_c(entry.type, "index") || str_eq_c(entry.type, "trigger"))
			continue;
		if (database->tables.count >= LIMIT_DATABASE_TABLES)
			rc = SQLITE_TOOBIG;
		else
			*array_push(database->arena, &database->tables) = entry;
	}
	sqlite3_finalize(statement);
	return database_err(rc);
}

/* table_xinfo: cid, name, type, notnull, default, pk, hidden (1 virtual table's, 2 and 3 generated). */
static enum err load_columns(struct database *database, struct table *table)
{
	struct str name = database_quoted(database->arena, table->name);
	struct str sql = str_format(database->arena, "PRAGMA main.table_xinfo(%.*s)", STR_ARGS(name));
	sqlite3_stmt *statement = NULL;
	database_refill(database);
	int rc = sqlite3_prepare_v2(database->handle, sql.data, (int)sql.len, &statement, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
		struct table_column *column = array_push(database->arena, &table->columns);
		column->name = database_column_text(statement, 1, database->arena);
		column->generated = sqlite3_column_int(statement, 6) != 0;
		rc = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	table->columns_known = true;
	return database_err(rc);
}

static const char *why_not_plain(struct database *database, struct table *table)
{
	if (!str_eq_c(table->type, "table"))
		return "is no table";
	if (table->sql.len > 14 && !sqlite3_strnicmp(table->sql.data, "CREATE VIRTUAL", 14))
		return "is a virtual table";
	if (!table->columns_known && load_columns(database, table) != OK)
		return "has unreadable columns";
	if (table->columns.count == 0)
		return "is named otherwise in its own definition";
	for (size_t i = 0; i < table->columns.count; i++) {
		if (table->columns.items[i].generated)
			return "has generated columns";
	}
	return NULL;
}

enum err database_find_table(struct database *database, const char *name, struct table **ret)
{
	for (size_t i = 0; i < database->tables.count; i++) {
		struct table *table = &database->tables.items[i];
		if (!same_name(table->name, name))
			continue;
		const char *why = why_not_plain(database, table);
		if (!why) {
			*ret = table;
			return OK;
		}
		if (!table->complained)
			database_problem(database, "%s %s", name, why);
		table->complained = true;
		return ERR_UNSUPPORTED;
	}
	return ERR_ABSENT;
}

const struct table_column *database_find_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns.count; i++) {
		if (same_name(table->columns.items[i].name, name))
			return &table->columns.items[i];
	}
	return NULL;
}

bool database_has_table(struct database *database, const char *table)
{
	struct table *found;
	return database_find_table(database, table, &found) == OK;
}

bool database_has_column(struct database *database, const char *table, const char *column)
{
	struct table *found;
	return database_find_table(database, table, &found) == OK && database_find_column(found, column);
}

bool database_is_autoincrement(struct database *database, const char *table)
{
	struct table *found;
	if (database_find_table(database, table, &found) != OK)
		return false;
	for (size_t i = 0; i < found->columns.count; i++) {
		int automatic = 0;
		char *column = str_to_c(database->arena, found->columns.items[i].name);
		int rc = sqlite3_table_column_metadata(database->handle, "main", table, column, NULL, NULL, NULL, NULL, &automatic);
		if (rc == SQLITE_OK && automatic)
			return true;
	}
	return false;
}
