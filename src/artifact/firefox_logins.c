/* Saved logins of a Firefox profile: logins.json, its backup, and signons.sqlite of old versions. User names are
 * encrypted: never readable. toolkit/components/passwordmgr/storage-json.js. */
#include "artifact/firefox.h"
#include "base/array.h"
#include "base/limits.h"
#include "base/timestamp.h"

static const struct want wants[] = {
	{ "logins.json", LIMIT_JSON_BYTES, 0 },
	{ "logins-backup.json", LIMIT_JSON_BYTES, 0 },
	{ "signons.sqlite", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	{ "logins.db", 0, WANT_LISTING },
	{ 0 },
};

static int64_t earlier(int64_t a, int64_t b)
{
	return a == TIME_UNKNOWN || (b != TIME_UNKNOWN && b < a) ? b : a;
}

static int64_t later(int64_t a, int64_t b)
{
	return a == TIME_UNKNOWN || (b != TIME_UNKNOWN && b > a) ? b : a;
}

static void count(struct fact_login_store *store, const struct fact_saved_login *login)
{
	if (login->kind == LOGIN_NEVER_SAVE) {
		store->never_save++;
		return;
	}
	store->total++;
	store->synced += login->synced;
	store->first_created = earlier(store->first_created, login->created);
	store->last_created = later(store->last_created, login->created);
	store->last_used = later(store->last_used, login->last_used);
}

static struct fact_login_store new_store(void)
{
	struct fact_login_store store = FACT_INIT(FACT_LOGIN_STORE, struct fact_login_store);
	store.store = STORE_FIREFOX;
	store.encrypted_names = true;
	return store;
}

static struct fact_saved_login new_login(enum login_kind kind, struct str origin, struct str realm)
{
	struct fact_saved_login login = FACT_INIT(FACT_SAVED_LOGIN, struct fact_saved_login);
	login.kind = kind;
	login.store = STORE_FIREFOX;
	login.origin = origin;
	login.realm = realm;
	return login;
}

/* ---- logins.json ---- */

static void take_login(struct run_context *run, const struct json_document *document, const struct json *entry,
		       size_t index, struct fact_login_store *store)
{
	struct fact_saved_login login = new_login(LOGIN_PASSWORD, json_text(json_get(entry, "hostname"), run->arena),
						  json_text(json_get(entry, "httpRealm"), run->arena));
	int64_t times;
	login.synced = json_is_true(json_get(entry, "everSynced"));
	login.created = firefox_time(entry, "timeCreated");
	login.last_used = firefox_time(entry, "timeLastUsed");
	login.password_changed = firefox_time(entry, "timePasswordChanged");
	if (json_number(json_get(entry, "timesUsed"), &times) && times > 0)
		login.times_used = (uint64_t)times;
	count(store, &login);
	struct origin origin = json_origin(document, str_format(run->arena, "/logins/%zu", index), login.created);
	origin.name = STR("hostname");
	emit_saved_login(run, origin, &login);
}

static bool is_account_mark(struct run_context *run, const struct json *entry)
{
	return str_eq_c(json_text(json_get(entry, "hostname"), run->arena), FIREFOX_ACCOUNT_HOST);
}

/* Version 1 kept the hosts that are never asked for in this file. */
static void take_disabled_hosts(struct run_context *run, const struct json_document *document,
				struct fact_login_store *store)
{
	size_t index = 0;
	for (const struct json *host = json_first(json_get(json_root(document), "disabledHosts")); host;
	     host = json_next(host), index++) {
		struct fact_saved_login login = new_login(LOGIN_NEVER_SAVE, json_text(host, run->arena), (struct str){ 0 });
		if (!login.origin.len)
			continue;
		count(store, &login);
		emit_saved_login(run, json_origin(document, str_format(run->arena, "/disabledHosts/%zu", index), TIME_UNKNOWN),
				 &login);
	}
}

static void estimate_deleted(const struct json *root, uint64_t live, struct fact_login_store *store)
{
	int64_t next;
	if (!json_number(json_get(root, "nextId"), &next) || next < 1)
		return;
	store->deleted_known = true;
	if ((uint64_t)next - 1 > live)
		store->deleted_estimate = (uint64_t)next - 1 - live;
}

static enum err read_json(struct run_context *run, const struct run_file *file)
{
	struct json_document *document;
	struct fact_login_store store = new_store();
	uint64_t live = 0;
	size_t index = 0;
	enum err e = run_json(run, file, &document);
	const struct json *root = e == OK ? json_root(document) : NULL, *logins = json_get(root, "logins");
	if (e == OK && !json_is_array(logins))
		e = ERR_CORRUPT;
	if (e != OK)
		return e;
	for (const struct json *entry = json_first(logins); entry; entry = json_next(entry), index++) {
		if (!json_is_object(entry) || json_is_true(json_get(entry, "deleted")))
			continue;
		live++;
		if (!is_account_mark(run, entry))
			take_login(run, document, entry, index, &store);
	}
	take_disabled_hosts(run, document, &store);
	estimate_deleted(root, live, &store);
	emit_login_store(run, json_origin(document, STR("/logins"), TIME_UNKNOWN), &store);
	return OK;
}

/* ---- signons.sqlite ---- */

static enum err read_signons_table(struct run_context *run, struct database *database, const char *table,
				   enum login_kind kind, struct fact_login_store *store)
{
	static const struct column columns[] =
		{ { .name = "hostname" },	    { .name = "httpRealm" },	{ .name = "timeCreated" },
						 { .name = "timeLastUsed" }, { .name = "timePasswordChanged" }, { .name = "timesUsed" } };
	struct rows *rows;
	enum err e = database_select(database, table, columns, sizeof columns / sizeof *columns, &rows);
	if (e != OK)
		return e;
	while (rows_next(rows)) {
		struct fact_saved_login login = new_login(kind, rows_text(rows, 0, run->arena), rows_text(rows, 1, run->arena));
		int64_t times = rows_number(rows, 5);
		if (str_eq_c(login.origin, FIREFOX_ACCOUNT_HOST))
			continue;
		login.created = time_from_unix_ms(rows_number(rows, 2));
		login.last_used = time_from_unix_ms(rows_number(rows, 3));
		login.password_changed = time_from_unix_ms(rows_number(rows, 4));
		login.times_used = times > 0 ? (uint64_t)times : 0;
		count(store, &login);
		emit_saved_login(run, database_origin(database, table, "hostname", login.created), &login);
	}
	return rows_end(rows);
}

static enum err read_signons(struct run_context *run, const struct run_file *file)
{
	struct database *database;
	struct fact_login_store store = new_store();
	enum err e = run_database(run, file, &database);
	if (e == OK)
		e = read_signons_table(run, database, "moz_logins", LOGIN_PASSWORD, &store);
	if (e != OK)
		return e == ERR_ABSENT ? ERR_CORRUPT : e;
	e = read_signons_table(run, database, "moz_disabledHosts", LOGIN_NEVER_SAVE, &store);
	emit_login_store(run, database_origin(database, "moz_logins", "", TIME_UNKNOWN), &store);
	return e == ERR_ABSENT ? OK : e;
}

/* ---- which of them counts ---- */

/* The newest store that is there, as Firefox itself falls back. A damaged one is told, and the next one read. */
static enum err run(struct run_context *context, const struct subject *subject)
{
	static enum err (*const readers[])(struct run_context *, const struct run_file *) =
		{ read_json, read_json, read_signons };
	enum err first = ERR_ABSENT;
	(void)subject;
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		const struct run_file *file = run_find(context, wants[i].glob, NULL);
		if (!file || file->directory)
			continue;
		enum err e = readers[i](context, file);
		if (e == OK)
			return OK;
		run_problem(context, e, "%.*s could not be read whole (%s)", STR_ARGS(file->path), err_name(e));
		first = first == ERR_ABSENT ? e : first;
	}
	if (first == ERR_ABSENT && run_find(context, "logins.db", NULL)) {
		run_problem(context, ERR_UNSUPPORTED, "logins.db without logins.json is not read");
		return ERR_UNSUPPORTED;
	}
	return first;
}

const struct artifact artifact_firefox_logins = { "firefox.logins", SCOPE_BROWSER, FAMILY_FIREFOX, true, wants, run };
