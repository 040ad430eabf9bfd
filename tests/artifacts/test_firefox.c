/* Firefox profiles: account and sync from small files, saved logins of the corpus against its truth. */
#include <string.h>

#include "artifact/firefox.h"
#include "base/buf.h"
#include "base/timestamp.h"
#include "model/fact_wire.h"
#include "truth.h"

extern const struct artifact artifact_firefox_account, artifact_firefox_logins;

#define ROOT "Users\\an\\AppData\\Roaming\\Mozilla\\Firefox"
#define UID "0123456789abcdef0123456789abcdef"

static struct harness harness;

static void begin(void)
{
	harness_init(&harness, SCOPE_BROWSER);
	harness.subject.browser = BROWSER_FIREFOX;
	harness.subject.firefox_family = true;
	harness.subject.root = STR(ROOT "\\Profiles\\a.default-release");
	harness.subject.browser_root = STR(ROOT);
}

static void add(const char *name, const char *text)
{
	harness_add_bytes(&harness, name, (struct span){ (const uint8_t *)text, strlen(text) });
}

static const struct fact_browser_account *who_of(const struct harness_result *result)
{
	static const struct fact_browser_account none;
	const struct fact *fact = harness_fact(result, FACT_BROWSER_ACCOUNT, 0);
	CHECK_INT(harness_count(result, FACT_BROWSER_ACCOUNT), 1);
	return fact ? &fact->browser_account : &none;
}

static const struct fact_login_store *store_of(const struct harness_result *result)
{
	static const struct fact_login_store none;
	const struct fact *fact = harness_fact(result, FACT_LOGIN_STORE, 0);
	CHECK_INT(harness_count(result, FACT_LOGIN_STORE), 1);
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

/* ---- account ---- */

static const char signed_in_user[] = "{\"version\":1,\"accountData\":{\"email\":\"an@thu.example\",\"uid\":\"" UID "\",\"verified\":true,"
	"\"sessionToken\":\"BIMAT\",\"profileCache\":{\"profile\":{\"displayName\":\"An\"}}}}";

static void signed_in_with_passwords_synced(void)
{
	begin();
	add("signedInUser.json", signed_in_user);
	add("prefs.js", "user_pref(\"services.sync.username\", \"an@thu.example\");\r\n"
			"user_pref(\"services.sync.lastSync\", \"Wed Nov 18 2026 10:00:00 GMT+0700 (Indochina Time)\");\r\n"
			"user_pref(\"services.sync.passwords.lastSync\", \"1794970000.40\");\r\n"
			"user_pref(\"services.sync.client.GUID\", \"abcDEF123456\");\r\n");
	add("times.json", "{\"created\":1790000000000}");
	static const char ini[] = "[Profile1]\r\nName=khac\r\nPath=Profiles/x\r\n"
				  "[Profile0]\r\nName=default-release\r\nPath=Profiles/a.default-release\r\n";
	harness_add_root_bytes(&harness, "profiles.ini", (struct span){ (const uint8_t *)ini, sizeof ini - 1 });
	struct harness_result *result = harness_run(&harness, &artifact_firefox_account);
	const struct fact_browser_account *who = who_of(result);
	CHECK(result->status == OK && result->problems.count == 0);
	CHECK(who->signed_in && who->sync_set_up && who->passwords_selected && who->passwords_active && who->listed);
	CHECK_STR(who->address, "an@thu.example");
	CHECK_STR(who->profile_name, "default-release");
	CHECK_STR(who->cache_guid, "abcDEF123456");
	CHECK_INT(who->last_sync, INT64_C(1794970800000000));
	CHECK_INT(who->created, INT64_C(1790000000000000));
	const struct fact *account = harness_account(result, "an@thu.example");
	CHECK(account && account->account.state == ACCOUNT_LINKED && account->account.provider == PROVIDER_MOZILLA);
	CHECK(account && account->account.role == ROLE_BROWSER && account->account.service == SERVICE_FIREFOX);
	CHECK_STR(account->origin.where, "/accountData");
	check_nowhere(result, "BIMAT");
	harness_done(&harness);
}

static struct fact_browser_account state(const char *user, const char *prefs, const char *user_js, const char *logins)
{
	begin();
	if (user)
		add("signedInUser.json", user);
	if (prefs)
		add("prefs.js", prefs);
	if (user_js)
		add("user.js", user_js);
	if (logins)
		add("logins.json", logins);
	struct harness_result *result = harness_run(&harness, &artifact_firefox_account);
	CHECK_INT(result->status, OK);
	struct fact_browser_account who = *who_of(result);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), who.address.len || who.oid.len || who.former_address.len ? 1 : 0);
	return who; /* its texts go with the harness: flags only */
}

#define SYNC_NAME "user_pref(\"services.sync.username\", \"an@thu.example\");\n"

static void states_of_the_account(void)
{
	struct fact_browser_account who = state(NULL, "user_pref(\"x\", 1);\n", NULL, NULL);
	CHECK(!who.signed_in && !who.formerly_signed_in && !who.formerly_syncing && !who.passwords_selected);
	harness_done(&harness);
	who = state(signed_in_user, "", NULL, NULL);
	CHECK(who.signed_in && !who.sync_set_up && !who.passwords_selected);
	harness_done(&harness);
	who = state(signed_in_user, SYNC_NAME "user_pref(\"services.sync.declinedEngines\", \"addons, passwords\");\n", NULL, NULL);
	CHECK(who.sync_set_up && !who.passwords_selected);
	harness_done(&harness);
	who = state(NULL, SYNC_NAME, "user_pref(\"services.sync.engine.passwords\", false);\n", NULL);
	CHECK(who.signed_in && who.sync_set_up && !who.passwords_selected);
	harness_done(&harness);
	who = state("null", SYNC_NAME, NULL, NULL);
	CHECK(!who.signed_in && !who.sync_set_up && who.formerly_syncing && who.former_address.len);
	harness_done(&harness);
	who = state(NULL, "user_pref(\"identity.fxaccounts.lastSignedInUserIdHash\", \"aGFzaA==\");\n", NULL, NULL);
	CHECK(!who.signed_in && who.formerly_signed_in);
	harness_done(&harness);
	who = state(NULL, "", NULL, "{\"logins\":[{\"hostname\":\"chrome://FirefoxAccounts\"}],\"sync\":{\"lastSync\":1627668886.4}}");
	CHECK(who.signed_in && who.last_sync == INT64_C(1627668886400000));
	harness_done(&harness);
}

static void damaged_account_file(void)
{
	begin();
	harness_add_bytes(&harness, "signedInUser.json", (struct span){ (const uint8_t *)signed_in_user, 60 });
	struct harness_result *result = harness_run(&harness, &artifact_firefox_account);
	CHECK(result->status == ERR_TRUNCATED && result->problems.count == 1);
	CHECK(harness_account(result, "an@thu.example") != NULL);
	harness_done(&harness);
	begin();
	CHECK_INT(harness_run(&harness, &artifact_firefox_account)->status, ERR_ABSENT);
	harness_done(&harness);
}

static void times_as_firefox_writes_them(void)
{
	begin();
	CHECK_INT(firefox_time_text(STR("0"), &harness.arena), TIME_UNKNOWN);
	CHECK_INT(firefox_time_text(STR("1627668886.40"), &harness.arena), INT64_C(1627668886400000));
	CHECK_INT(firefox_time_text(STR("Thu Jan 01 1970 00:00:01 GMT+0000"), &harness.arena), INT64_C(1000000));
	CHECK_INT(firefox_time_text(STR("Thu Jam 01 1970 00:00:01 GMT+0000"), &harness.arena), TIME_UNKNOWN);
	CHECK_INT(firefox_time_text(STR("Thu Jan"), &harness.arena), TIME_UNKNOWN);
	CHECK_INT(firefox_time_text((struct str){ 0 }, &harness.arena), TIME_UNKNOWN);
	harness_done(&harness);
}

/* ---- saved logins ---- */

static void check_rows(const struct harness_result *result, const cJSON *entry)
{
	const cJSON *row;
	size_t n = 0;
	cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(entry, "logins")) {
		const char *origin = truth_text(row, "origin");
		if (str_eq_c(STR(FIREFOX_ACCOUNT_HOST), origin))
			continue;
		const struct fact *fact = harness_fact(result, FACT_SAVED_LOGIN, n++);
		CHECK(fact != NULL);
		if (!fact)
			return;
		truth_difference(entry, "origin", fact->saved_login.origin, origin);
		truth_difference(entry, "realm", fact->saved_login.realm, truth_text(row, "realm"));
		CHECK(fact->saved_login.kind == LOGIN_PASSWORD && fact->saved_login.username.len == 0);
		CHECK(fact->saved_login.created != TIME_UNKNOWN);
		const cJSON *times = cJSON_GetObjectItemCaseSensitive(row, "timesUsed");
		CHECK(!times || fact->saved_login.times_used == (uint64_t)times->valuedouble);
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
		bool json = str_find(name, STR("/logins")) >= 0, signons = str_ends(name, STR("signons.sqlite"));
		if (signons)
			saved = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(entry, "tables"), "moz_logins");
		if (!saved || (!json && !signons))
			continue;
		begin();
		harness_add_corpus(&harness, json ? "logins.json" : "signons.sqlite", entry->string);
		struct harness_result *result = harness_run(&harness, &artifact_firefox_logins);
		CHECK(result->status == OK && result->problems.count == 0);
		CHECK_INT(store_of(result)->total, (uint64_t)saved->valuedouble);
		CHECK(store_of(result)->encrypted_names && store_of(result)->store == STORE_FIREFOX);
		if (json)
			check_rows(result, entry);
		check_nowhere(result, "MDoEEPgAAAAAAAAAAAAAAAAAAAEw");
		checked++;
		harness_done(&harness);
	}
	CHECK_INT(checked, 5);
	cJSON_Delete(truth);
}

static const char logins[] =
	"{\"nextId\":9,\"logins\":[{\"id\":1,\"hostname\":\"https://thu.example\",\"everSynced\":true,\"timeCreated\":1790000000000,"
	"\"encryptedPassword\":\"BIMAT\"},{\"id\":2,\"hostname\":\"https://xoa.example\",\"deleted\":true},"
	"{\"id\":3,\"hostname\":\"chrome://FirefoxAccounts\",\"httpRealm\":\"Firefox Accounts credentials\"},"
	"{\"id\":8,\"hostname\":\"https://hop.example\",\"httpRealm\":\"May chu\",\"everSynced\":false}],"
	"\"disabledHosts\":[\"https://khong.example\"],\"version\":3}";

static void tombstones_marks_and_deleted_rows(void)
{
	begin();
	add("logins.json", logins);
	add("logins-backup.json", "damaged, but not needed");
	struct harness_result *result = harness_run(&harness, &artifact_firefox_logins);
	const struct fact_login_store *store = store_of(result);
	CHECK(result->status == OK && result->problems.count == 0);
	CHECK(store->total == 2 && store->synced == 1 && store->never_save == 1);
	CHECK(store->deleted_known && store->deleted_estimate == 5);
	CHECK_STR(harness_fact(result, FACT_SAVED_LOGIN, 1)->saved_login.realm, "May chu");
	CHECK_INT(harness_fact(result, FACT_SAVED_LOGIN, 2)->saved_login.kind, LOGIN_NEVER_SAVE);
	check_nowhere(result, "BIMAT");
	harness_done(&harness);
}

static void the_backup_stands_in(void)
{
	begin();
	harness_add_bytes(&harness, "logins.json", (struct span){ (const uint8_t *)logins, 100 });
	struct harness_result *result = harness_run(&harness, &artifact_firefox_logins);
	CHECK(result->status == ERR_TRUNCATED && result->facts.count == 0);
	add("logins-backup.json", logins);
	result = harness_run(&harness, &artifact_firefox_logins);
	CHECK(result->status == OK && result->problems.count == 1 && store_of(result)->total == 2);
	harness_done(&harness);

	begin();
	harness_add_bytes(&harness, "logins.db", (struct span){ 0 });
	CHECK_INT(harness_run(&harness, &artifact_firefox_logins)->status, ERR_UNSUPPORTED);
	harness_done(&harness);
	begin();
	CHECK_INT(harness_run(&harness, &artifact_firefox_logins)->status, ERR_ABSENT);
	harness_done(&harness);
}

TEST_MAIN(TEST(signed_in_with_passwords_synced), TEST(states_of_the_account), TEST(damaged_account_file),
	  TEST(times_as_firefox_writes_them),
	  TEST(login_stores_of_the_corpus), TEST(tombstones_marks_and_deleted_rows), TEST(the_backup_stands_in))
