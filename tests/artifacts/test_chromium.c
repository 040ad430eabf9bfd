/* Chromium profiles: accounts and sync states from small JSON files, login stores of the corpus against its truth, sync proofs from SQL. */
#include <sqlite3.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "model/fact_wire.h"
#include "recipe.h"
#include "truth.h"

extern const struct artifact artifact_chromium_accounts, artifact_chromium_logins, artifact_chromium_tokens;

#define ROOT "Users\\an\\AppData\\Local\\Vendor\\User Data"
#define CID "349ef2e021faa0fa"
#define HASH_OF_CID "QFWeKNS2TgPvur8FgPiBtsndvxr48sbZhbIc5qoEEpY=" /* printf CID | openssl dgst -sha256 -binary | base64 */

static struct harness harness;

static void begin(enum browser browser)
{
	harness_init(&harness, SCOPE_BROWSER);
	harness.subject.browser = browser;
	harness.subject.root = STR(ROOT "\\Default");
	harness.subject.browser_root = STR(ROOT);
}

static struct span bytes_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static void add_json(const char *local_state, const char *preferences, const char *secure)
{
	if (local_state)
		harness_add_root_bytes(&harness, "Local State", bytes_of(local_state));
	if (preferences)
		harness_add_bytes(&harness, "Preferences", bytes_of(preferences));
	if (secure)
		harness_add_bytes(&harness, "Secure Preferences", bytes_of(secure));
}

/* The bytes of a database made by `sql` with plain SQLite. */
static struct span made_by(const char *sql)
{
	sqlite3 *handle = NULL;
	sqlite3_int64 size = 0;
	char *message = NULL;
	CHECK_INT(sqlite3_open(":memory:", &handle), SQLITE_OK);
	if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK)
		printf("%s\n", message);
	CHECK(message == NULL);
	unsigned char *image = sqlite3_serialize(handle, "main", &size, 0);
	uint8_t *copy = arena_alloc(&harness.arena, (size_t)size);
	memcpy(copy, image, (size_t)size);
	sqlite3_free(image);
	sqlite3_close(handle);
	return (struct span){ copy, (size_t)size };
}

static const struct fact_browser_account *who_of(const struct harness_result *result)
{
	static const struct fact_browser_account none;
	CHECK_INT(harness_count(result, FACT_BROWSER_ACCOUNT), 1);
	const struct fact *fact = harness_fact(result, FACT_BROWSER_ACCOUNT, 0);
	return fact ? &fact->browser_account : &none;
}

static const struct fact_login_store *store_of(const struct harness_result *result, size_t n)
{
	static const struct fact_login_store none;
	const struct fact *fact = harness_fact(result, FACT_LOGIN_STORE, n);
	CHECK(fact != NULL);
	return fact ? &fact->login_store : &none;
}

static void check_nowhere(const struct harness_result *result, const char *secret)
{
	struct buf lines = { 0 };
	for (size_t i = 0; i < result->facts.count; i++)
		fact_write_line(&lines, result->facts.items[i].kind, &result->facts.items[i].origin, &result->facts.items[i].machine);
	CHECK(str_find(buf_str(&lines), str_from_c(secret)) < 0);
	buf_done(&lines);
}

/* ---- accounts ---- */

static const char edge_local_state[] =
	"{\"profile\":{\"info_cache\":{\"Default\":{\"active_time\":1795341900.25,\"edge_account_cid\":\"" CID "\",\"edge_account_type\":1,"
	"\"edge_account_first_name\":\"Tin\",\"edge_account_last_name\":\"Học\",\"edge_account_puid\":\"0003BFFD12345678\","
	"\"edge_account_tenant_id\":\"9188040d-6c67-4c5b-b112-36a304b66dad\",\"edge_sync_enabled\":true,\"gaia_id\":\"" CID "\","
	"\"is_consented_primary_account\":true,\"name\":\"Cá nhân\",\"user_name\":\"giao@hang.example\"}}},"
	"\"profiles\":{\"edge_implicitly_signed_in\":[{\"edge_account_type\":1,\"id\":\"" CID "\"}]}}";
static const char edge_preferences[] =
	"{\"account_info\":[{\"account_id\":\"" CID "\",\"email\":\"giao@hang.example\",\"gaia\":\"" CID "\"}],"
	"\"profile\":{\"creation_time\":\"13430400000000000\"},"
	"\"sync\":{\"has_setup_completed\":true,\"keep_everything_synced\":true,\"cached_passphrase_type\":4,"
	"\"transport_data_per_account\":{\"" HASH_OF_CID "\":{\"sync.cache_guid\":\"g1\",\"sync.last_synced_time\":\"13439700000000000\"},"
	"\"unknown=\":{\"sync.cache_guid\":\"g2\",\"sync.last_synced_time\":\"13439800000000000\"}}}}";

static void edge_signed_in_and_syncing(void)
{
	begin(BROWSER_EDGE);
	add_json(edge_local_state, edge_preferences,
		 "{\"google\":{\"services\":{\"account_id\":\"" CID "\",\"last_username\":\"giao@hang.example\"}}}");
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	const struct fact_browser_account *who = who_of(result);
	CHECK_INT(result->status, OK);
	CHECK_INT(result->problems.count, 0);
	CHECK_STR(who->address, "giao@hang.example");
	CHECK_STR(who->cid, CID);
	CHECK_STR(who->puid, "0003BFFD12345678");
	CHECK_STR(who->profile_name, "Cá nhân");
	CHECK_STR(who->display_name, "Tin Học");
	CHECK_STR(who->cache_guid, "g1");
	CHECK_INT(who->provider, PROVIDER_MICROSOFT);
	CHECK(who->signed_in && who->sync_consented && who->sync_set_up && who->passwords_selected && who->implicit && who->listed);
	CHECK(who->custom_passphrase && !who->sync_paused && !who->formerly_signed_in);
	CHECK(who->formerly_syncing); /* the second transport entry belongs to nobody known */
	CHECK_INT(who->last_sync, time_from_webkit(INT64_C(13439700000000000)));
	CHECK_INT(who->last_used, INT64_C(1795341900250000));
	CHECK_INT(who->created, time_from_webkit(INT64_C(13430400000000000)));
	for (size_t i = 0; i < harness_count(result, FACT_ACCOUNT); i++) {
		const struct fact_account *account = &harness_fact(result, FACT_ACCOUNT, i)->account;
		CHECK(account->state == ACCOUNT_LINKED && account->role == ROLE_BROWSER && account->service == SERVICE_EDGE);
		CHECK_STR(account->address, "giao@hang.example");
		CHECK_STR(account->cid, CID);
		CHECK_STR(account->gaia, "");
	}
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 3);
	CHECK_STR(harness_fact(result, FACT_ACCOUNT, 0)->origin.where, "/profile/info_cache/Default");
	harness_done(&harness);
}

static void edge_with_sync_switched_off(void)
{
	begin(BROWSER_EDGE);
	add_json("{\"profile\":{\"info_cache\":{\"Default\":{\"edge_account_type\":2,\"edge_sync_enabled\":false,"
		 "\"is_consented_primary_account\":true,"
		 "\"gaia_id\":\"d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f\",\"user_name\":\"an@xa.example\"}}}}",
		 "{\"account_info\":{\"email\":\"an@xa.example\",\"gaia\":\"d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f\"},"
		 "\"sync\":{\"has_setup_completed\":true}}",
		 NULL);
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	const struct fact_browser_account *who = who_of(result);
	CHECK(who->signed_in && !who->sync_consented && !who->sync_set_up && !who->passwords_active && !who->implicit);
	CHECK_INT(who->provider, PROVIDER_ENTRA);
	CHECK_STR(who->oid, "d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f");
	harness_done(&harness);
}

static const struct fact_browser_account *chrome(const char *local_state, const char *preferences, const char *secure,
						 struct harness_result **ret)
{
	begin(BROWSER_CHROME);
	add_json(local_state, preferences, secure);
	*ret = harness_run(&harness, &artifact_chromium_accounts);
	CHECK_INT((*ret)->status, OK);
	return who_of(*ret);
}

#define GAIA "112233445566778899001"

static void chrome_states(void)
{
	struct harness_result *result;
	const struct fact_browser_account *who;
	who = chrome("{\"profile\":{\"info_cache\":{\"Default\":{\"gaia_id\":\"\",\"user_name\":\"\",\"is_consented_primary_account\":false}}}}",
		     "{\"account_info\":[],\"google\":{\"services\":{\"consented_to_sync\":false}}}",
		     "{\"google\":{\"services\":{\"account_id\":\"\",\"last_username\":\"\"}}}", &result);
	CHECK(!who->signed_in && !who->formerly_signed_in && !who->formerly_syncing && !who->sync_consented && !who->passwords_selected);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 0);
	harness_done(&harness);

	/* Secure Preferences win: signed out, whatever the plain file still says. */
	who = chrome(NULL, "{\"google\":{\"services\":{\"account_id\":\"" GAIA "\",\"last_username\":\"cu@thu.example\"}}}",
		     "{\"google\":{\"services\":{\"account_id\":\"\",\"last_username\":\"moi@thu.example\",\"last_gaia_id\":\"" GAIA "\"}},"
		     "\"signin\":{\"accounts_metadata_dict\":{\"" GAIA "\":{\"kChromeLastSignoutTime\":\"13439700000000000\"}}}}", &result);
	CHECK(!who->signed_in && who->formerly_syncing && who->formerly_signed_in);
	CHECK_STR(who->former_address, "moi@thu.example");
	CHECK_INT(who->signed_out, time_from_webkit(INT64_C(13439700000000000)));
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	const struct fact *trace = harness_account(result, "moi@thu.example");
	CHECK(trace && trace->account.state == ACCOUNT_TRACE && trace->account.role == ROLE_FORMER_BROWSER);
	CHECK_STR(trace->account.gaia, GAIA);
	harness_done(&harness);

	/* The old layout under sync, single switches. */
	who = chrome("{\"profile\":{\"info_cache\":{\"Default\":{\"gaia_id\":\"" GAIA "\",\"user_name\":\"an@thu.example\",\"gaia_name\":\"An\","
		     "\"hosted_domain\":\"thu.example\",\"is_consented_primary_account\":true}}}}",
		     "{\"google\":{\"services\":{\"account_id\":\"" GAIA "\",\"consented_to_sync\":true}},\"sync\":{\"keep_everything_synced\":false,"
		     "\"passwords\":false,\"has_setup_completed\":true,\"cache_guid\":\"old\",\"last_synced_time\":\"13439700000000000\","
		     "\"feature_status_for_sync_to_signin\":4}}", NULL, &result);
	CHECK(who->signed_in && who->sync_consented && who->sync_set_up && !who->passwords_selected && who->sync_paused);
	CHECK_STR(who->cache_guid, "old");
	CHECK_STR(who->gaia, GAIA);
	CHECK_INT(who->last_sync, time_from_webkit(INT64_C(13439700000000000)));
	CHECK_STR(harness_account(result, "an@thu.example")->account.organisation, "thu.example");
	harness_done(&harness);

	/* Signed in without the sync consent: passwords go along when the sign-in was the user's own. */
	static const char signed_in[] = "{\"account_info\":[{\"email\":\"an@thu.example\",\"gaia\":\"" GAIA "\"}],\"google\":{\"services\":"
		"{\"account_id\":\"" GAIA "\",\"consented_to_sync\":false}},\"signin\":{\"signin_with_explicit_browser_signin_on\":%s},"
		"\"sync\":{\"data_type_status_for_sync_to_signin\":{\"passwords\":%s}}}";
	for (int explicit = 0; explicit < 2; explicit++) {
		begin(BROWSER_CHROME);
		struct str text = str_format(&harness.arena, signed_in, explicit ? "true" : "false", explicit ? "false" : "true");
		harness_add_bytes(&harness, "Preferences", (struct span){ (const uint8_t *)text.data, text.len });
		who = who_of(harness_run(&harness, &artifact_chromium_accounts));
		CHECK(who->signed_in && !who->sync_consented && !who->sync_set_up && !who->listed);
		CHECK(who->passwords_selected == explicit && who->passwords_active == !explicit);
		harness_done(&harness);
	}
}

static void a_profile_without_account_of_the_corpus(void)
{
	begin(BROWSER_CHROME);
	harness_add_corpus(&harness, "Preferences", "log2timeline_plaso/Preferences");
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	const struct fact_browser_account *who = who_of(result);
	CHECK_STR(who->profile_name, "First user");
	CHECK(!who->signed_in && !who->formerly_signed_in && harness_count(result, FACT_ACCOUNT) == 0 && result->problems.count == 0);
	harness_done(&harness);
}

static void damaged_files_are_told_and_still_searched(void)
{
	begin(BROWSER_EDGE);
	struct span cut = { (const uint8_t *)edge_preferences, sizeof edge_preferences / 2 };
	add_json(edge_local_state, NULL, NULL);
	harness_add_bytes(&harness, "Preferences", cut);
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	CHECK_INT(result->status, OK);
	CHECK_INT(result->problems.count, 1);
	CHECK(who_of(result)->signed_in);
	harness_done(&harness);

	begin(BROWSER_EDGE);
	harness_add_bytes(&harness, "Preferences", cut);
	result = harness_run(&harness, &artifact_chromium_accounts);
	CHECK_INT(result->status, ERR_TRUNCATED);
	const struct fact *trace = harness_account(result, "giao@hang.example");
	CHECK(trace && trace->account.state == ACCOUNT_TRACE && trace->origin.kind == ORIGIN_TEXT);
	harness_done(&harness);

	begin(BROWSER_EDGE);
	harness_add_bytes(&harness, "Preferences", (struct span){ 0 })->unreadable = ERR_LOCKED;
	CHECK_INT(harness_run(&harness, &artifact_chromium_accounts)->status, ERR_LOCKED);
	harness_done(&harness);

	begin(BROWSER_EDGE);
	CHECK_INT(harness_run(&harness, &artifact_chromium_accounts)->status, ERR_ABSENT);
	harness_done(&harness);
}

static void every_prefix_of_the_preferences_ends_well(void)
{
	for (size_t len = 0; len < sizeof edge_preferences - 1; len += 7) {
		begin(BROWSER_EDGE);
		harness_add_bytes(&harness, "Preferences", (struct span){ (const uint8_t *)edge_preferences, len });
		struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
		CHECK(result->status != OK && result->problems.count > 0);
		harness_done(&harness);
	}
}

static void a_listed_profile_whose_folder_is_gone(void)
{
	begin(BROWSER_CHROME);
	add_json("{\"profile\":{\"info_cache\":{\"Profile 3\":{\"user_name\":\"mat@thu.example\",\"gaia_id\":\"1\"},"
		 "\"Default\":{\"name\":\"x\"}}}}",
		 "{}", NULL);
	harness_add_root_bytes(&harness, "Default", (struct span){ 0 })->directory = true;
	harness_add_root_bytes(&harness, "Crashpad", (struct span){ 0 })->directory = true;
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	const struct fact *trace = harness_account(result, "mat@thu.example");
	CHECK(trace && trace->account.state == ACCOUNT_TRACE);
	CHECK(!who_of(result)->signed_in && who_of(result)->listed);
	harness_done(&harness);
}

static void unknown_keys_of_other_brands(void)
{
	begin(BROWSER_COCCOC);
	add_json(NULL, "{\"coccoc\":{\"account\":{\"id\":\"77\",\"mail\":\"an@thu.example\"}},\"extensions\":{\"user\":\"khac@thu.example\"},"
		       "\"homepage\":\"mailto:x@thu.example\",\"sync\":{\"has_setup_completed\":true}}", NULL);
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	const struct fact *found = harness_account(result, "an@thu.example");
	CHECK(found && found->account.provider == PROVIDER_COCCOC && found->account.service == SERVICE_COCCOC);
	CHECK(who_of(result)->sync_set_up && who_of(result)->passwords_selected);
	harness_done(&harness);
}

/* ---- login stores ---- */

static void check_rows(const struct harness_result *result, const cJSON *entry)
{
	const cJSON *rows = cJSON_GetObjectItemCaseSensitive(entry, "logins"), *row;
	size_t n = 0;
	cJSON_ArrayForEach(row, rows) {
		const struct fact *fact = harness_fact(result, FACT_SAVED_LOGIN, n++);
		CHECK(fact != NULL);
		if (!fact)
			return;
		truth_difference(entry, "origin", fact->saved_login.origin, truth_text(row, "origin"));
		truth_difference(entry, "username", fact->saved_login.username, truth_text(row, "username"));
		bool never = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "never_save"));
		CHECK(fact->saved_login.kind == (never ? LOGIN_NEVER_SAVE : LOGIN_PASSWORD));
		CHECK(never || fact->saved_login.created != TIME_UNKNOWN);
	}
	CHECK_INT(harness_count(result, FACT_SAVED_LOGIN), n);
}

static void login_stores_of_the_corpus(void)
{
	size_t checked = 0;
	cJSON *truth = truth_load();
	for (const cJSON *entry = truth->child; entry; entry = entry->next) {
		struct str name = str_from_c(entry->string);
		const cJSON *saved = cJSON_GetObjectItemCaseSensitive(entry, "saved_logins");
		bool sql = str_ends(name, STR(".sql"));
		if (!saved || (!sql && str_find_fold(name, STR("Login Data")) < 0))
			continue;
		begin(BROWSER_CHROME);
		bool account = str_ends_fold(name, STR("For Account"));
		const char *path = account ? "Login Data For Account" : "Login Data";
		struct span bytes = corpus_file(&harness.arena, entry->string);
		if (sql)
			bytes = made_by(str_to_c(&harness.arena, (struct str){ (const char *)bytes.data, bytes.len }));
		harness_add_bytes(&harness, path, bytes);
		struct harness_result *result = harness_run(&harness, &artifact_chromium_logins);
		const struct fact_login_store *store = store_of(result, 0);
		CHECK_INT(result->status, OK);
		CHECK_INT(result->problems.count, 0);
		CHECK_INT(store->total, (uint64_t)saved->valuedouble);
		CHECK_INT(store->never_save, (uint64_t)cJSON_GetObjectItemCaseSensitive(entry, "never_save")->valuedouble);
		CHECK(store->store == (account ? STORE_ACCOUNT : STORE_PROFILE));
		CHECK(store->sync_model == account && !store->sync_ghost);
		CHECK_INT(store->synced, account ? 2 : 0);
		check_rows(result, entry);
		check_nowhere(result, "v10");
		checked++;
		harness_done(&harness);
	}
	CHECK_INT(checked, 5);
	cJSON_Delete(truth);
}

#define LOGINS "CREATE TABLE logins(origin_url, signon_realm, username_value, password_value BLOB, date_created INTEGER," \
	       " blacklisted_by_user INTEGER, scheme INTEGER, federation_url, id INTEGER PRIMARY KEY AUTOINCREMENT);"
#define SYNC "CREATE TABLE sync_entities_metadata(storage_key INTEGER PRIMARY KEY AUTOINCREMENT, metadata VARCHAR NOT NULL);" \
	     "CREATE TABLE sync_model_metadata(id INTEGER PRIMARY KEY AUTOINCREMENT, model_metadata VARCHAR NOT NULL);"
#define ROW(user, never, federation) "INSERT INTO logins VALUES('https://thu.example/a','https://thu.example/','" user "','v10BIMAT'," \
				     "13439700000000000," never ",0,'" federation "',NULL);"
/* The state of browser-artifacts 12.7: cache_guid g1, the CID as owner, state 3. */
#define STATE "X'2A0267313210333439656632653032316661613066614803'"

static void proof_that_passwords_were_synced(void)
{
	begin(BROWSER_EDGE);
	harness_add_bytes(&harness, "Login Data",
			  made_by(LOGINS SYNC ROW("an", "0", "") ROW("binh", "0", "") ROW("", "1", "") ROW("chi", "0", "https://accounts.example")
				  "INSERT INTO sync_entities_metadata SELECT id, 'bimat' FROM logins WHERE id <> 2;"
				  "INSERT INTO sync_model_metadata VALUES(1, CAST(" STATE " AS TEXT));"
				  ROW("x", "0", "") ROW("y", "0", "") "DELETE FROM logins WHERE username_value IN ('x', 'y');"));
	struct harness_result *result = harness_run(&harness, &artifact_chromium_logins);
	const struct fact_login_store *store = store_of(result, 0);
	CHECK_INT(result->problems.count, 0);
	CHECK(store->total == 2 && store->never_save == 1 && store->federated == 1 && store->synced == 1);
	CHECK(store->sync_model && store->initial_sync_state == 3 && !store->sync_ghost);
	CHECK_STR(store->sync_owner, CID);
	CHECK(store->deleted_known && store->deleted_estimate == 2);
	CHECK(harness_fact(result, FACT_SAVED_LOGIN, 0)->saved_login.synced && !harness_fact(result, FACT_SAVED_LOGIN, 1)->saved_login.synced);
	CHECK_INT(store->first_created, time_from_webkit(INT64_C(13439700000000000)));
	check_nowhere(result, "BIMAT");
	check_nowhere(result, "bimat");
	harness_done(&harness);
}

/* The files of a User Data folder as the evidence collector hands them out: the root's apart from the profile's. */
static void split_root_and_profile(void)
{
	for (size_t i = 0; i < harness.files.count; i++) {
		struct run_file *file = &harness.files.items[i];
		if (str_starts_fold(file->relative, STR("Default\\")))
			file->relative = str_from(file->relative, sizeof "Default\\" - 1);
		else
			file->from_browser_root = true;
	}
}

static void the_edge_profile_of_machine_a(void)
{
	begin(BROWSER_EDGE);
	harness_add_recipe(&harness, "fixtures/recipes/machine-a.recipe", "Users/vanphong/AppData/Local/Microsoft/Edge/User Data");
	split_root_and_profile();
	struct harness_result *result = harness_run(&harness, &artifact_chromium_accounts);
	const struct fact_browser_account *who = who_of(result);
	CHECK(result->status == OK && result->problems.count == 0);
	CHECK(who->signed_in && who->sync_set_up && who->passwords_selected && who->implicit && who->listed && !who->formerly_syncing);
	CHECK_STR(who->address, "tinhocvidu@hopthu.example");
	struct str time = time_rfc3339(&harness.arena, who->last_sync);
	CHECK_STR(time, "2026-11-21T10:05:00Z");

	struct harness_result *stores = harness_run(&harness, &artifact_chromium_logins);
	const struct fact_login_store *store = store_of(stores, 0);
	CHECK(stores->status == OK && stores->problems.count == 0 && harness_count(stores, FACT_LOGIN_STORE) == 2);
	CHECK(store->total == 10 && store->never_save == 2 && store->synced == 10 && store->deleted_known && store->deleted_estimate == 0);
	CHECK(store->sync_model && store->initial_sync_state == 3 && str_eq(store->sync_owner, who->cid));
	CHECK_INT(store_of(stores, 1)->total, 0);
	check_nowhere(stores, "PLANTED");
	harness_done(&harness);
}

static void sync_that_was_turned_off(void)
{
	static const char emptied[] = SYNC "INSERT INTO sync_model_metadata VALUES(1,'x'); DELETE FROM sync_model_metadata;";
	begin(BROWSER_EDGE);
	harness_add_bytes(&harness, "Login Data", made_by(str_to_c(&harness.arena, str_format(&harness.arena, "%s%s", LOGINS, emptied))));
	const struct fact_login_store *store = store_of(harness_run(&harness, &artifact_chromium_logins), 0);
	CHECK(store->sync_ghost && !store->sync_model && store->synced == 0 && store->deleted_known && store->deleted_estimate == 0);
	harness_done(&harness);

	/* Without AUTOINCREMENT the counter says nothing. */
	begin(BROWSER_EDGE);
	harness_add_bytes(&harness, "Login Data",
			  made_by("CREATE TABLE logins(origin_url, signon_realm, username_value, password_value, date_created INTEGER, id INTEGER PRIMARY KEY);"
				  "CREATE TABLE sync_model_metadata(id INTEGER PRIMARY KEY, metadata); CREATE TABLE t(i INTEGER PRIMARY KEY AUTOINCREMENT);"
				  "INSERT INTO sqlite_sequence VALUES('sync_model_metadata', 1), ('logins', 9);"));
	store = store_of(harness_run(&harness, &artifact_chromium_logins), 0);
	CHECK(!store->sync_ghost && !store->deleted_known);
	harness_done(&harness);
}

static void old_schemas_and_their_times(void)
{
	begin(BROWSER_CHROME);
	harness_add_bytes(&harness, "Login Data",
			  made_by("CREATE TABLE meta(key, value); INSERT INTO meta VALUES('version', '8');"
				  "CREATE TABLE logins(origin_url, username_value, password_value, signon_realm, date_created INTEGER, blacklisted_by_user);"
				  "INSERT INTO logins VALUES('http://thu.example/', 'an', x'00', 'http://thu.example/', 1400000000, 0);"));
	struct harness_result *result = harness_run(&harness, &artifact_chromium_logins);
	CHECK_INT(harness_fact(result, FACT_SAVED_LOGIN, 0)->saved_login.created, INT64_C(1400000000000000));
	CHECK(!store_of(result, 0)->deleted_known);
	harness_done(&harness);
}

static void login_tables_without_a_usual_column(void)
{
	static const char *const tables[] = {
		"CREATE TABLE logins(origin_url2, username_value, password_value, blacklisted_by_user);",
		"CREATE TABLE logins(origin_url, signon_realm, username_value, blacklisted_by_user);",
		"CREATE TABLE logins(origin_url, signon_realm, username_value, password_value);",
	};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		begin(BROWSER_CHROME);
		harness_add_bytes(&harness, "Login Data", made_by(tables[i]));
		struct harness_result *result = harness_run(&harness, &artifact_chromium_logins);
		CHECK(result->status == ERR_CORRUPT && result->problems.count >= 1);
		harness_done(&harness);
	}
}

static void login_stores_that_cannot_be_read(void)
{
	begin(BROWSER_CHROME);
	harness_add_bytes(&harness, "Login Data", bytes_of("this is no database, though it has the name of one"));
	struct harness_result *result = harness_run(&harness, &artifact_chromium_logins);
	CHECK(result->status != OK && result->status != ERR_ABSENT && result->problems.count == 1);
	harness_add_bytes(&harness, "Login Data For Account", made_by(LOGINS));
	result = harness_run(&harness, &artifact_chromium_logins);
	CHECK(result->status == OK && result->problems.count == 1 && harness_count(result, FACT_LOGIN_STORE) == 1);
	harness_done(&harness);

	begin(BROWSER_CHROME);
	harness_add_bytes(&harness, "Login Data", made_by("CREATE TABLE other(x);"));
	CHECK_INT(harness_run(&harness, &artifact_chromium_logins)->status, ERR_CORRUPT);
	harness_done(&harness);

	begin(BROWSER_CHROME);
	CHECK_INT(harness_run(&harness, &artifact_chromium_logins)->status, ERR_ABSENT);
	harness_done(&harness);
}

static void token_rows_name_accounts(void)
{
	begin(BROWSER_CHROME);
	harness_add_bytes(&harness, "Web Data", made_by("CREATE TABLE token_service(service, encrypted_token);"
							"INSERT INTO token_service VALUES('AccountId-" GAIA "', 'BIMAT'), ('other', 'BIMAT');"));
	struct harness_result *result = harness_run(&harness, &artifact_chromium_tokens);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	CHECK_STR(harness_fact(result, FACT_ACCOUNT, 0)->account.gaia, GAIA);
	CHECK_INT(harness_fact(result, FACT_ACCOUNT, 0)->account.state, ACCOUNT_TRACE);
	check_nowhere(result, "BIMAT");
	harness_done(&harness);

	begin(BROWSER_CHROME);
	harness_add_corpus(&harness, "Web Data", "log2timeline_plaso/chrome/Web Data");
	result = harness_run(&harness, &artifact_chromium_tokens);
	CHECK(result->status == OK && harness_count(result, FACT_ACCOUNT) == 0);
	harness_done(&harness);
}

TEST_MAIN(TEST(edge_signed_in_and_syncing), TEST(edge_with_sync_switched_off), TEST(chrome_states),
	  TEST(a_profile_without_account_of_the_corpus),
	  TEST(damaged_files_are_told_and_still_searched), TEST(every_prefix_of_the_preferences_ends_well),
	  TEST(a_listed_profile_whose_folder_is_gone), TEST(unknown_keys_of_other_brands), TEST(login_stores_of_the_corpus),
	  TEST(proof_that_passwords_were_synced), TEST(the_edge_profile_of_machine_a),
	  TEST(sync_that_was_turned_off), TEST(old_schemas_and_their_times),
	  TEST(login_tables_without_a_usual_column), TEST(login_stores_that_cannot_be_read), TEST(token_rows_name_accounts))
