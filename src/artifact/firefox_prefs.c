/* Preferences of a Firefox profile: is sync connected, with whom, are passwords among its engines, when did it last
 * run. prefs.js and user.js; services/sync/services-sync.js (engine passwords is on by default). */
#include "artifact/firefox.h"
#include "base/limits.h"
#include "base/timestamp.h"

static void read_prefs_file(struct firefox_profile *profile, const char *glob, struct pref_list *list)
{
	const struct run_file *file = firefox_existing(profile, glob);
	if (!file)
		return;
	enum err e = file->unreadable != OK ? file->unreadable : prefs_js_parse(file->bytes, profile->run->arena, list);
	if (!firefox_worked(profile, file, e))
		return;
	if (list->bad_lines)
		run_problem(profile->run, ERR_CORRUPT, "%.*s: %zu lines are no preference", STR_ARGS(file->path), list->bad_lines);
	if (list == &profile->prefs)
		profile->prefs_evidence = file->evidence;
}

/* Firefox lays user.js over prefs.js at every start. */
static struct str pref(const struct firefox_profile *profile, const char *key)
{
	const struct pref *found = prefs_js_get(&profile->user, key);
	if (!found)
		found = prefs_js_get(&profile->prefs, key);
	return found ? found->value : (struct str){ 0 };
}

static bool declines_passwords(struct str engines)
{
	while (engines.len) {
		if (str_eq_c(str_trim(str_cut(engines, ',', &engines)), "passwords"))
			return true;
	}
	return false;
}

static void take_sync_name(struct firefox_profile *profile, struct str name)
{
	const struct pref *line = prefs_js_get(&profile->prefs, "services.sync.username");
	if (profile->explicitly_out) { /* signed out, and the name was left behind */
		profile->who.formerly_syncing = true;
		profile->who.former_address = name;
		return;
	}
	profile->who.sync_set_up = profile->who.sync_consented = profile->who.signed_in = true;
	if (profile->address.len)
		return;
	profile->address = name;
	if (line)
		profile->origin = (struct origin){
			.evidence = profile->prefs_evidence, .kind = ORIGIN_TEXT, .name = line->key, .when = TIME_UNKNOWN,
			.where = str_format(profile->run->arena, "line %u", line->line),
		};
}

void firefox_read_prefs(struct firefox_profile *profile)
{
	struct fact_browser_account *who = &profile->who;
	struct arena *arena = profile->run->arena;
	read_prefs_file(profile, "prefs.js", &profile->prefs);
	read_prefs_file(profile, "user.js", &profile->user);
	struct str name = pref(profile, "services.sync.username"),
		passwords_sync = pref(profile, "services.sync.passwords.lastSync");
	if (name.len)
		take_sync_name(profile, name);
	bool engine = !str_eq_c(pref(profile, "services.sync.engine.passwords"), "false");
	who->passwords_selected = who->sync_set_up && engine &&
		!declines_passwords(pref(profile, "services.sync.declinedEngines"));
	who->passwords_active = who->passwords_selected && firefox_time_text(passwords_sync, arena) != TIME_UNKNOWN;
	who->last_sync = firefox_time_text(pref(profile, "services.sync.lastSync"), arena);
	if (who->last_sync == TIME_UNKNOWN)
		who->last_sync = firefox_time_text(pref(profile, "services.sync.clients.lastSync"), arena);
	who->cache_guid = pref(profile, "services.sync.client.GUID");
	who->last_used = firefox_time_text(pref(profile, "toolkit.startup.last_success"), arena);
	if (!who->signed_in && (pref(profile, "identity.fxaccounts.lastSignedInUserIdHash").len ||
				pref(profile, "identity.fxaccounts.lastSignedInUserHash").len))
		who->formerly_signed_in = true;
	if (!who->signed_in && who->last_sync != TIME_UNKNOWN)
		who->formerly_syncing = true;
}
