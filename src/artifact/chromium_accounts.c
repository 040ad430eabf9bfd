/* Who is signed in to a Chromium profile, is sync on, who was there before: Local State, Preferences, Secure
 * Preferences. */
#include <math.h>

#include "artifact/chromium.h"
#include "base/limits.h"
#include "base/timestamp.h"

static const struct want wants[] = {
	{ "Local State", LIMIT_JSON_BYTES, WANT_BROWSER_ROOT },
	{ "Preferences", LIMIT_JSON_BYTES, 0 },
	{ "Secure Preferences", LIMIT_JSON_BYTES, 0 },
	/* Which profile folders exist: an entry of Local State without one is a removed profile. */
	{ "*", 0, WANT_LISTING | WANT_FOLDERS | WANT_BROWSER_ROOT },
	{ 0 },
};

static int64_t seconds(const struct json *value)
{
	double number;
	if (!json_real(value, &number) || number <= 0 || number > 1e11)
		return TIME_UNKNOWN;
	return (int64_t)trunc(number * 1e6);
}

static void describe_profile(struct chromium_profile *profile)
{
	struct fact_browser_account *who = &profile->who;
	struct arena *arena = profile->run->arena;
	who->listed = profile->listed != NULL;
	who->profile_name = json_text(json_get(profile->listed, "name"), arena);
	if (!who->profile_name.len)
		who->profile_name = chromium_pref_text(profile, "profile/name", NULL);
	who->last_used = seconds(json_get(profile->listed, "active_time"));
	who->created = chromium_pref_time(profile, "profile/creation_time");
}

static void name_account(struct chromium_profile *profile)
{
	struct fact_browser_account *who = &profile->who;
	const struct chromium_account *account = chromium_current(profile);
	if (!account)
		return;
	who->address = account->fact.address;
	who->display_name = account->fact.display_name;
	who->cid = account->fact.cid;
	who->oid = account->fact.oid;
	who->puid = account->fact.puid;
	who->tenant = account->fact.tenant;
	who->gaia = account->fact.gaia;
	who->provider = account->fact.provider;
	profile->who_origin = account->origin;
}

/* Of a profile without account: the file that says so. */
static struct origin origin_of_profile(const struct chromium_profile *profile)
{
	if (profile->who_origin.kind != ORIGIN_NONE)
		return profile->who_origin;
	for (size_t i = 0; i < profile->accounts.count; i++)
		return profile->accounts.items[i].origin;
	if (profile->preferences)
		return json_origin(profile->preferences, STR("/account_info"), TIME_UNKNOWN);
	if (profile->secure)
		return json_origin(profile->secure, STR("/google/services"), TIME_UNKNOWN);
	struct str pointer = profile->listed ? profile->listed_pointer : STR("/profile/info_cache");
	return json_origin(profile->local_state, pointer, TIME_UNKNOWN);
}

static bool is_current_elsewhere(const struct chromium_profile *profile, const struct chromium_account *account)
{
	for (size_t i = 0; i < profile->accounts.count; i++) {
		const struct chromium_account *other = &profile->accounts.items[i];
		if (other->current && !account->current && chromium_same_account(other, account))
			return true;
	}
	return false;
}

static void emit_accounts(struct chromium_profile *profile)
{
	const struct chromium_account *primary = chromium_current(profile);
	int64_t signed_in = chromium_pref_time(profile, "signin/signedin_time");
	for (size_t i = 0; i < profile->accounts.count; i++) {
		struct chromium_account *account = &profile->accounts.items[i];
		if (is_current_elsewhere(profile, account))
			continue;
		if (primary && account->current && chromium_same_account(account, primary)) {
			account->fact.first_seen = signed_in;
			account->fact.last_seen = profile->who.last_sync != TIME_UNKNOWN ? profile->who.last_sync : profile->who.last_used;
		}
		emit_account(profile->run, account->origin, &account->fact);
	}
}

static enum err run(struct run_context *context, const struct subject *subject)
{
	struct chromium_profile profile;
	enum err e = chromium_open(context, subject, &profile);
	if (e == ERR_ABSENT)
		return e;
	if (e == OK) {
		chromium_find_current(&profile);
		chromium_find_former(&profile);
		describe_profile(&profile);
		chromium_read_sync(&profile);
		name_account(&profile);
		emit_browser_account(context, origin_of_profile(&profile), &profile.who);
	}
	emit_accounts(&profile);
	return e;
}

const struct artifact artifact_chromium_accounts =
	{ "chromium.accounts", SCOPE_BROWSER, FAMILY_CHROMIUM, true, wants, run };
