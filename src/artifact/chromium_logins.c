/* Saved logins of a Chromium profile: Login Data (profile store), Login Data For Account (store of the account).
 * Schema by version: password_store/login_database.cc of Chromium. Of passwords only the length is read. */
#include "artifact/chromium_logins.h"
#include "artifact/chromium.h"
#include "base/limits.h"
#include "base/timestamp.h"

enum { ACCOUNT_STORE = 3 };
static const struct want wants[] = {
	{ "Login Data", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	{ "Network\\Login Data", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	{ "Ya Passman Data", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	[ACCOUNT_STORE] = { "Login Data For Account", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	{ 0 },
};

enum { ORIGIN_URL, REALM, USERNAME, CREATED, LAST_USED, MODIFIED, TIMES_USED, NEVER_SAVE, SCHEME, FEDERATION, PASSWORD,
	ID, COLUMNS };
static const struct column columns[COLUMNS] = {
	[ORIGIN_URL] = { .name = "origin_url" },
	[REALM] = { .name = "signon_realm" },
	[USERNAME] = { .name = "username_value" },
	[CREATED] = { .name = "date_created" },
	[LAST_USED] = { .name = "date_last_used" },
	[MODIFIED] = { .name = "date_password_modified" },
	[TIMES_USED] = { .name = "times_used" },
	[NEVER_SAVE] = { .name = "blacklisted_by_user" },
	[SCHEME] = { .name = "scheme" }, [FEDERATION] = { .name = "federation_url" },
	[PASSWORD] = { .name = "password_value", .length_only = true }, [ID] = { .name = "id" },
};

#define SCHEMA_WITH_UNIX_TIMES 8
#define SCHEME_USERNAME_ONLY   4
#define WEBKIT_2016            INT64_C(13100000000000000) /* older values of date_last_used are left-overs */
#define LARGEST_UNIX_SECONDS   INT64_C(100000000000)

struct reader {
	struct run_context *run;
	struct database *database;
	int64_t schema; /* 0 = unknown */
	struct fact_login_store store;
	struct synced_ids synced;
	uint64_t rows;
};

static int64_t schema_of(struct run_context *run, struct database *database)
{
	static const struct column meta[] = { { .name = "key" }, { .name = "value" } };
	struct rows *rows;
	uint64_t version = 0;
	if (database_select(database, "meta", meta, 2, &rows) != OK)
		return 0;
	while (rows_next(rows)) {
		if (str_eq_c(rows_text(rows, 0, run->arena), "version") && !str_to_u64(rows_text(rows, 1, run->arena), 10, &version))
			version = 0;
	}
	(void)rows_end(rows);
	return version > 1000 ? 0 : (int64_t)version;
}

static int64_t created_of(const struct reader *reader, int64_t value)
{
	bool unix_seconds = reader->schema ? reader->schema <= SCHEMA_WITH_UNIX_TIMES : value < LARGEST_UNIX_SECONDS;
	return !unix_seconds ? time_from_webkit(value) : value < LARGEST_UNIX_SECONDS ? time_from_unix(value) : TIME_UNKNOWN;
}

static enum login_kind kind_of(struct rows *rows, struct arena *arena)
{
	if (rows_number(rows, NEVER_SAVE) != 0)
		return LOGIN_NEVER_SAVE;
	bool without_password = rows_number(rows, PASSWORD) == 0 && rows_number(rows, SCHEME) == SCHEME_USERNAME_ONLY;
	/* Other rows without a password stay logins: a name was saved for the site. */
	return rows_text(rows, FEDERATION, arena).len || without_password ? LOGIN_FEDERATED : LOGIN_PASSWORD;
}

static void widen(struct fact_login_store *store, const struct fact_saved_login *login)
{
	if (login->created != TIME_UNKNOWN) {
		if (store->first_created == TIME_UNKNOWN || login->created < store->first_created)
			store->first_created = login->created;
		if (store->last_created == TIME_UNKNOWN || login->created > store->last_created)
			store->last_created = login->created;
	}
	if (login->last_used != TIME_UNKNOWN && (store->last_used == TIME_UNKNOWN || login->last_used > store->last_used))
		store->last_used = login->last_used;
}

static void count(struct fact_login_store *store, const struct fact_saved_login *login, bool joined)
{
	switch (login->kind) {
	case LOGIN_NEVER_SAVE: store->never_save++; break;
	case LOGIN_FEDERATED: store->federated++; break;
	default:
		store->total++;
		store->synced += joined;
		widen(store, login);
	}
}

static void take_row(struct reader *reader, struct rows *rows)
{
	struct arena *arena = reader->run->arena;
	struct fact_saved_login login = FACT_INIT(FACT_SAVED_LOGIN, struct fact_saved_login);
	int64_t last_used = rows_number(rows, LAST_USED), modified = rows_number(rows, MODIFIED),
		times = rows_number(rows, TIMES_USED);
	bool joined = !rows_is_null(rows, ID) && chromium_is_synced(&reader->synced, rows_number(rows, ID));
	login.kind = kind_of(rows, arena);
	login.store = reader->store.store;
	login.origin = rows_text(rows, ORIGIN_URL, arena);
	login.realm = rows_text(rows, REALM, arena);
	login.username = rows_text(rows, USERNAME, arena);
	/* The account store is the account's own: every row of it is in the cloud. */
	login.synced = joined || login.store == STORE_ACCOUNT;
	login.created = created_of(reader, rows_number(rows, CREATED));
	login.last_used = last_used >= WEBKIT_2016 ? time_from_webkit(last_used) : TIME_UNKNOWN;
	login.password_changed = time_from_webkit(modified);
	login.times_used = times > 0 ? (uint64_t)times : 0;
	count(&reader->store, &login, joined);
	reader->rows++;
	emit_saved_login(reader->run, database_origin(reader->database, "logins", "signon_realm", login.created), &login);
}

/* Ids are never used twice: the highest one ever given less the rows that are left. */
static void estimate_deleted(struct reader *reader)
{
	int64_t highest = 0;
	if (!database_is_autoincrement(reader->database, "logins"))
		return;
	(void)database_sequence(reader->database, "logins", &highest);
	reader->store.deleted_known = true;
	if (highest > 0 && (uint64_t)highest > reader->rows)
		reader->store.deleted_estimate = (uint64_t)highest - reader->rows;
}

/* Every version has had these columns: without them rows would be of nobody, or never-saved ones saved. */
static bool has_usual_columns(struct run_context *run, struct database *database)
{
	static const char *const usual[] = { "password_value", "blacklisted_by_user", "username_value" };
	bool whole = true;
	if (!database_has_column(database, "logins", "origin_url") &&
	    !database_has_column(database, "logins", "signon_realm")) {
		run_problem(run, ERR_CORRUPT, "logins has neither origin_url nor signon_realm");
		whole = false;
	}
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		if (database_has_column(database, "logins", usual[i]))
			continue;
		run_problem(run, ERR_CORRUPT, "logins has no column %s", usual[i]);
		whole = false;
	}
	return whole;
}

static enum err read_store(struct run_context *run, const struct run_file *file, enum login_store kind)
{
	struct reader reader = { .run = run };
	struct rows *rows;
	enum err e = run_database(run, file, &reader.database);
	if (e != OK)
		return e;
	reader.store = FACT_INIT(FACT_LOGIN_STORE, struct fact_login_store);
	reader.store.store = kind;
	reader.schema = schema_of(run, reader.database);
	chromium_read_sync_proof(run, reader.database, &reader.store, &reader.synced);
	e = database_select(reader.database, "logins", columns, COLUMNS, &rows);
	if (e != OK)
		return e == ERR_ABSENT ? ERR_CORRUPT : e; /* a login store without its table */
	bool whole = has_usual_columns(run, reader.database);
	while (rows_next(rows))
		take_row(&reader, rows);
	e = rows_end(rows);
	if (e == OK && !whole)
		e = ERR_CORRUPT;
	if (e == OK)
		estimate_deleted(&reader);
	emit_login_store(run, database_origin(reader.database, "logins", "", TIME_UNKNOWN), &reader.store);
	return e;
}

static enum err run(struct run_context *context, const struct subject *subject)
{
	size_t found = 0, read = 0;
	enum err first = OK;
	(void)subject;
	for (const struct want *want = wants; want->glob; want++) {
		const struct run_file *file = run_find(context, want->glob, NULL);
		if (!file || file->directory)
			continue;
		enum err e = read_store(context, file, want == &wants[ACCOUNT_STORE] ? STORE_ACCOUNT : STORE_PROFILE);
		found++;
		read += e == OK;
		if (e != OK)
			run_problem(context, e, "%.*s could not be read whole (%s)", STR_ARGS(file->path), err_name(e));
		first = first == OK ? e : first;
	}
	return !found ? ERR_ABSENT : read ? OK : first;
}

const struct artifact artifact_chromium_logins =
	{ "chromium.logins", SCOPE_BROWSER, FAMILY_CHROMIUM, true, wants, run };
