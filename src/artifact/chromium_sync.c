/* Is sync on, are passwords among what it carries, when did it last speak with its server.
 * components/sync/service/sync_prefs.cc, components/sync/service/glue/sync_transport_data_prefs.cc; Edge: reference
 * 3.5. */
#include "artifact/chromium.h"
#include "base/timestamp.h"

static bool is_edge(const struct chromium_profile *profile)
{
	return profile->subject->browser == BROWSER_EDGE;
}

static bool described(const struct chromium_profile *profile)
{
	return is_edge(profile) || profile->subject->browser == BROWSER_CHROME ||
		profile->subject->browser == BROWSER_CHROMIUM;
}

static enum flag edge_sync(const struct chromium_profile *profile)
{
	return is_edge(profile) ? chromium_flag(json_get(profile->listed, "edge_sync_enabled")) : FLAG_UNSET;
}

/* "Turn on sync" was answered with yes. */
static bool is_consented(const struct chromium_profile *profile, enum flag set_up)
{
	enum flag consented = chromium_pref_flag(profile, "google/services/consented_to_sync");
	if (edge_sync(profile) == FLAG_FALSE || (is_edge(profile) && set_up == FLAG_FALSE))
		return false;
	if (chromium_pref_text(profile, "google/services/syncing_gaia_id_migrated_to_signed_in", NULL).len ||
	    chromium_pref_text(profile, "google/services/syncing_username_migrated_to_signed_in", NULL).len)
		return true;
	if (consented == FLAG_UNSET)
		consented = chromium_flag(json_get(profile->listed, "is_consented_primary_account"));
	if (consented != FLAG_UNSET)
		return consented == FLAG_TRUE;
	/* Versions without the key: who is named in Local State syncs (profile_attributes_entry.cc, Initialize). */
	struct arena *arena = profile->run->arena;
	return !is_edge(profile) && (json_text(json_get(profile->listed, "user_name"), arena).len ||
				     json_text(json_get(profile->listed, "gaia_id"), arena).len);
}

static bool is_set_up(const struct chromium_profile *profile, enum flag set_up)
{
	if (is_edge(profile))
		return edge_sync(profile) != FLAG_FALSE &&
			(set_up == FLAG_TRUE || (set_up == FLAG_UNSET && edge_sync(profile) == FLAG_TRUE));
	return set_up == FLAG_TRUE && chromium_pref_flag(profile, "sync/requested") != FLAG_FALSE &&
	       chromium_pref_flag(profile, "sync/suppress_start") != FLAG_TRUE;
}

/* sync.selected_types_per_account.<H>: keys with a dot inside. */
static enum flag passwords_of_account(const struct chromium_profile *profile, const struct chromium_account *account)
{
	const struct json *accounts = chromium_pref(profile, "sync/selected_types_per_account", NULL);
	for (const struct json *entry = json_first(accounts); account && entry; entry = json_next(entry)) {
		if (chromium_is_hash_of(account, json_key(entry)))
			return chromium_flag(json_get(entry, "sync.passwords"));
	}
	return FLAG_UNSET;
}

static bool lists_passwords(const struct chromium_profile *profile)
{
	const struct json *types = chromium_pref(profile, "dual_layer_user_pref_store/user_selected_sync_types", NULL);
	for (const struct json *item = json_is_array(types) ? json_first(types) : NULL; item; item = json_next(item)) {
		if (str_eq_c(json_text(item, profile->run->arena), "passwords"))
			return true;
	}
	return false;
}

static bool are_passwords_selected(const struct chromium_profile *profile, const struct chromium_account *account)
{
	enum flag everything = chromium_pref_flag(profile, "sync/keep_everything_synced");
	enum flag passwords = chromium_pref_flag(profile, "sync/passwords");
	enum flag own = passwords_of_account(profile, account);
	bool on = profile->who.sync_consented || profile->who.sync_set_up;
	if (everything == FLAG_TRUE || passwords == FLAG_TRUE || own == FLAG_TRUE || lists_passwords(profile))
		return true;
	/* Absent means everything; only Edge has been seen to write a single switch without it. */
	if (everything == FLAG_UNSET && on && !(is_edge(profile) && passwords == FLAG_FALSE))
		return true;
	/* Signed in by the user's own wish: passwords go along unless switched off (sync_prefs.cc,
	 * GetSelectedTypesForAccount). */
	return !on && own != FLAG_FALSE &&
		chromium_pref_flag(profile, "signin/signin_with_explicit_browser_signin_on") == FLAG_TRUE;
}

/* The account that a per-account entry belongs to; NULL when it is no longer known. */
static const struct chromium_account *account_of_hash(const struct chromium_profile *profile, struct str hash)
{
	for (size_t i = 0; i < profile->accounts.count; i++) {
		if (chromium_is_hash_of(&profile->accounts.items[i], hash))
			return &profile->accounts.items[i];
	}
	return NULL;
}

static int64_t later(int64_t a, int64_t b)
{
	return a == TIME_UNKNOWN || (b != TIME_UNKNOWN && b > a) ? b : a;
}

/* Times and device id; the present account's own entry before those of others. */
static void read_transport(struct chromium_profile *profile)
{
	struct arena *arena = profile->run->arena;
	struct fact_browser_account *who = &profile->who;
	int64_t own = TIME_UNKNOWN, any = chromium_pref_time(profile, "sync/last_synced_time");
	struct str guid = { 0 }, any_guid = chromium_pref_text(profile, "sync/cache_guid", NULL);
	const struct json *accounts = chromium_pref(profile, "sync/transport_data_per_account", NULL);
	for (const struct json *entry = json_first(accounts); entry; entry = json_next(entry)) {
		int64_t when = chromium_time(json_get(entry, "sync.last_synced_time"));
		struct str entry_guid = json_text(json_get(entry, "sync.cache_guid"), arena);
		const struct chromium_account *account = account_of_hash(profile, json_key(entry));
		any = later(any, when);
		any_guid = any_guid.len ? any_guid : entry_guid;
		if (account && account->current) {
			own = later(own, when);
			guid = entry_guid.len ? entry_guid : guid;
		} else if (!account && when != TIME_UNKNOWN && chromium_current(profile) && json_next(json_first(accounts))) {
			who->formerly_syncing = true; /* beside the present account there was another one */
		}
	}
	who->last_sync = own != TIME_UNKNOWN ? own : any;
	who->cache_guid = guid.len ? guid : any_guid;
}

static bool was_implicit(const struct chromium_profile *profile, const struct chromium_account *account)
{
	const struct json *handled = json_get2(json_root(profile->local_state), "profiles", "edge_implicitly_signed_in");
	for (const struct json *entry = json_first(handled); account && entry; entry = json_next(entry)) {
		struct str id = json_text(json_get(entry, "id"), profile->run->arena);
		struct chromium_account other = { .fact = { .address = id, .cid = id, .oid = id, .puid = id }, .raw_id = id };
		if (id.len && chromium_same_account(account, &other))
			return true;
	}
	return false;
}

/* Brave has no account but a chain of devices; the others keep their account under keys of their own. */
static bool syncs_without_account(const struct chromium_profile *profile, enum flag set_up)
{
	return !described(profile) && profile->subject->browser != BROWSER_WEBVIEW && is_set_up(profile, set_up);
}

void chromium_read_sync(struct chromium_profile *profile)
{
	const struct chromium_account *account = chromium_current(profile);
	struct fact_browser_account *who = &profile->who;
	enum flag set_up = chromium_pref_flag(profile, "sync/has_setup_completed");
	int64_t number = 0;
	read_transport(profile);
	if (account || syncs_without_account(profile, set_up)) {
		who->signed_in = true;
		who->sync_set_up = is_set_up(profile, set_up);
		who->sync_consented = account && is_consented(profile, set_up);
		who->passwords_selected = are_passwords_selected(profile, account);
		who->passwords_active = chromium_pref_flag(profile,
							   "sync/data_type_status_for_sync_to_signin/passwords") == FLAG_TRUE &&
					edge_sync(profile) != FLAG_FALSE;
		who->implicit = was_implicit(profile, account);
		if (json_number(chromium_pref(profile, "sync/feature_status_for_sync_to_signin", NULL), &number))
			who->sync_paused = number == 4;
	} else if (who->last_sync != TIME_UNKNOWN || set_up == FLAG_TRUE) {
		who->formerly_syncing = true;
	}
	if (json_number(chromium_pref(profile, "sync/cached_passphrase_type", NULL), &number))
		who->custom_passphrase = number == 4;
}
