/* What SQLite may do on a suspect's database, and the columns whose content nobody may read.
 * After sqlite.org/security.html, "Defense Against The Dark Arts". */
#include "base/limits.h"
#include "decode/database_internal.h"

/* Names of Chromium's Login Data, Cookies and Web Data, Firefox' signons.sqlite, cookies.sqlite and key4.db. NULL: in
 * every table. */
static const struct { const char *table, *column; } secrets[] = {
	{ NULL, "password_value" },
	{ NULL, "form_data" },
	{ NULL, "possible_username_pairs" },
	{ NULL, "possible_usernames" },
	{ NULL, "encrypted_value" },
	{ NULL, "value_encrypted" },
	{ NULL, "encrypted_token" },
	{ NULL, "binding_key" },
	{ NULL, "card_number_encrypted" },
	{ NULL, "encryptedUsername" },
	{ NULL, "encryptedPassword" },
	{ NULL, "encUnknownFields" },
	{ NULL, "keychain_identifier" },
	{ "password_notes", "value" },
	{ "cookies", "value" },
	{ "moz_cookies", "value" },
	{ "metaData", "item1" },
	{ "metaData", "item2" },
	{ "nssPrivate", "a11" },
	{ "nssPrivate", "a102" },
};

bool database_is_secret(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		if ((!secrets[i].table || !sqlite3_stricmp(secrets[i].table, table)) && !sqlite3_stricmp(secrets[i].column, column))
			return true;
	}
	return false;
}

static bool is_one_of(const char *const *words, const char *word)
{
	for (; word && *words; words++) {
		if (!sqlite3_stricmp(*words, word))
			return true;
	}
	return false;
}

/* Only our own SELECTs and the few PRAGMAs that look. */
static int authorize(void *unused, int action, const char *a, const char *b, const char *database_name,
		     const char *trigger)
{
	static const char *const functions[] = { "count", "length", "typeof", "max", NULL };
	static const char *const pragmas[] = { "table_xinfo", "integrity_check", "quick_check", "page_count", NULL };
	(void)unused, (void)database_name, (void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return is_one_of(functions, b) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_PRAGMA:
		return is_one_of(pragmas, a) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

#define STEPS_PER_CALL 10000

/* Counts down for one statement. */
static int spend(void *data)
{
	struct database *database = data;
	return --database->calls_left < 0;
}

void database_refill(struct database *database)
{
	database->calls_left = LIMIT_DATABASE_STEPS / STEPS_PER_CALL;
}

static bool configure(sqlite3 *handle)
{
	static const struct { int option, value; } options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (sqlite3_db_config(handle, options[i].option, options[i].value, NULL) != SQLITE_OK)
			return false;
	}
	return true;
}

static void set_limits(sqlite3 *handle)
{
	/* Views and CHECKs are parsed with the schema even though they never run: a limit that a sound one exceeds would make
	 * the whole file unreadable, hence the room in expressions and compounds. */
	static const struct { int what, value; } limits[] = {
		{ SQLITE_LIMIT_LENGTH, LIMIT_DATABASE_VALUE_BYTES },
		{ SQLITE_LIMIT_SQL_LENGTH, 1 << 16 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_VDBE_OP, 250000 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 100 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 50 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 16 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 32 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(handle, limits[i].what, limits[i].value);
}

enum err database_harden(struct database *database)
{
	sqlite3 *handle = database->handle;
	/* Exclusive before the first read: then a -wal needs no shared memory. */
	static const char pragmas[] = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
				      "PRAGMA cell_size_check=ON; PRAGMA query_only=ON;";
	sqlite3_hard_heap_limit64(LIMIT_DATABASE_HEAP_BYTES);
	set_limits(handle);
	if (!configure(handle) || sqlite3_exec(handle, pragmas, NULL, NULL, NULL) != SQLITE_OK)
		return ERR_BUG;
	database_refill(database);
	sqlite3_progress_handler(handle, STEPS_PER_CALL, spend, database);
	sqlite3_set_authorizer(handle, authorize, NULL);
	return OK;
}
