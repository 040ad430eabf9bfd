/* Who is signed in to a Firefox profile and what is synced: signedInUser.json, prefs.js, user.js, profiles.ini.
 * services/fxaccounts/FxAccountsCommon.sys.mjs, services/sync/services-sync.js. */
#include "artifact/firefox.h"
#include "base/glob.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "decode/ini.h"

static const struct want wants[] = {
	{ "signedInUser.json", LIMIT_JSON_BYTES, 0 },
	{ "prefs.js", LIMIT_TEXT_BYTES, 0 },
	{ "user.js", LIMIT_TEXT_BYTES, 0 },
	{ "logins.json", LIMIT_JSON_BYTES, 0 },
	{ "times.json", LIMIT_JSON_BYTES, 0 },
	{ "profiles.ini", LIMIT_TEXT_BYTES, WANT_BROWSER_ROOT },
	{ 0 },
};

const struct run_file *firefox_existing(struct firefox_profile *profile, const char *glob)
{
	const struct run_file *file = run_find(profile->run, glob, NULL);
	if (!file || file->directory)
		return NULL;
	profile->found++;
	return file;
}

bool firefox_worked(struct firefox_profile *profile, const struct run_file *file, enum err e)
{
	if (e == OK) {
		profile->read++;
		if (profile->origin.kind == ORIGIN_NONE)
			profile->origin = (struct origin){ .evidence = file->evidence, .kind = ORIGIN_FILE, .when = file->modified };
		return true;
	}
	run_problem(profile->run, e, "%.*s could not be read (%s)", STR_ARGS(file->path), err_name(e));
	profile->first = profile->first == OK ? e : profile->first;
	return false;
}

static void read_profiles_ini(struct firefox_profile *profile)
{
	struct ini_document ini;
	unsigned line;
	const struct run_file *file = firefox_existing(profile, "profiles.ini");
	struct str section = { 0 }, name = { 0 }, folder = path_name(profile->run->subject->root);
	if (!file)
		return;
	enum err e = file->unreadable != OK ? file->unreadable :
					      ini_parse_document(file->bytes, LIMIT_TEXT_BYTES, profile->run->arena, &ini, &line);
	if (!firefox_worked(profile, file, e))
		return;
	for (size_t i = 0; i < ini.count; i++) {
		const struct ini_entry *entry = &ini.entries[i];
		if (!str_eq(entry->section, section))
			name = (struct str){ 0 };
		section = entry->section;
		if (str_eq_fold(entry->key, STR("Name")))
			name = entry->value;
		else if (str_eq_fold(entry->key, STR("Path")) && str_ends_fold(entry->value, folder)) {
			profile->who.listed = true;
			profile->who.profile_name = name;
		}
	}
}

static void read_age(struct firefox_profile *profile)
{
	struct json_document *document;
	const struct run_file *file = run_find(profile->run, "times.json", NULL);
	if (file && !file->directory && run_json(profile->run, file, &document) == OK)
		profile->who.created = firefox_time(json_root(document), "created");
}

static void emit(struct firefox_profile *profile)
{
	struct fact_browser_account *who = &profile->who;
	struct fact_account fact = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	who->address = profile->address;
	who->oid = profile->uid;
	who->provider = who->signed_in ? PROVIDER_MOZILLA : PROVIDER_UNKNOWN;
	emit_browser_account(profile->run, profile->origin, who);
	fact.provider = PROVIDER_MOZILLA;
	fact.state = who->signed_in ? ACCOUNT_LINKED : ACCOUNT_TRACE;
	fact.service = profile->run->subject->browser == BROWSER_THUNDERBIRD ? SERVICE_THUNDERBIRD : SERVICE_FIREFOX;
	fact.role = who->signed_in ? ROLE_BROWSER : ROLE_FORMER_BROWSER;
	fact.address = who->signed_in ? who->address : who->former_address;
	fact.display_name = who->display_name;
	fact.oid = who->oid;
	fact.last_seen = who->last_sync;
	if (fact.address.len || fact.oid.len)
		emit_account(profile->run, profile->origin, &fact);
}

static enum err run(struct run_context *context, const struct subject *subject)
{
	struct firefox_profile profile = { .run = context };
	(void)subject;
	profile.who = FACT_INIT(FACT_BROWSER_ACCOUNT, struct fact_browser_account);
	firefox_read_signed_in_user(&profile);
	firefox_read_prefs(&profile);
	firefox_read_login_marks(&profile);
	read_profiles_ini(&profile);
	read_age(&profile);
	if (profile.origin.kind != ORIGIN_NONE)
		emit(&profile);
	return !profile.found ? ERR_ABSENT : profile.read ? OK : profile.first;
}

const struct artifact artifact_firefox_account = { "firefox.account", SCOPE_BROWSER, FAMILY_FIREFOX, true, wants, run };
