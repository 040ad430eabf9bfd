/* Accounts of the past: preferences that survive a sign-out (signin_pref_names.cc), profiles that only Local State
 * still lists, addresses under keys that nobody has described, addresses in damaged files. */
#include "artifact/chromium.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "decode/windows_types.h"

#define HARVEST_DEPTH 8

static bool is_full(struct chromium_profile *profile)
{
	if (profile->accounts.count < LIMIT_BROWSER_ACCOUNTS)
		return false;
	run_problem(profile->run, ERR_LIMIT, "more than %d accounts in one profile", LIMIT_BROWSER_ACCOUNTS);
	return true;
}

/* Adds a former account unless it is a known one. NULL then. */
static struct chromium_account *add_former(struct chromium_profile *profile, struct str address, struct str id,
					   struct origin origin)
{
	struct chromium_account former = { .fact = { .address = address }, .raw_id = id };
	if ((!address.len && !id.len) || is_full(profile))
		return NULL;
	chromium_settle_ids(profile, &former);
	for (size_t i = 0; i < profile->accounts.count; i++) {
		if (chromium_same_account(&profile->accounts.items[i], &former))
			return NULL;
	}
	struct chromium_account *account = chromium_new_account(profile, origin, false);
	account->fact.address = address;
	account->raw_id = id;
	chromium_settle_ids(profile, account);
	return account;
}

static void find_last_accounts(struct chromium_profile *profile)
{
	struct fact_browser_account *who = &profile->who;
	struct origin origin, id_origin;
	struct str syncing = chromium_pref_text(profile, "google/services/last_username", &origin);
	struct str id = chromium_pref_text(profile, "google/services/last_gaia_id", &id_origin);
	if (add_former(profile, syncing, id, syncing.len ? origin : id_origin)) {
		who->formerly_syncing = true;
		who->former_address = syncing;
	}
	id = chromium_pref_text(profile, "google/services/second_last_gaia_id", &origin);
	who->formerly_syncing |= add_former(profile, (struct str){ 0 }, id, origin) != NULL;
	struct str signed_in = chromium_pref_text(profile, "google/services/last_signed_in_username", &origin);
	if (add_former(profile, signed_in, (struct str){ 0 }, origin))
		who->formerly_signed_in = true;
	if (!who->former_address.len && who->formerly_signed_in)
		who->former_address = signed_in;
}

/* signin.accounts_metadata_dict: one entry for every account handled; the time of its sign-out. */
static void find_sign_outs(struct chromium_profile *profile)
{
	struct origin origin;
	struct fact_browser_account *who = &profile->who;
	const struct json *metadata = chromium_pref(profile, "signin/accounts_metadata_dict", &origin);
	for (const struct json *entry = json_first(metadata); entry; entry = json_next(entry)) {
		int64_t when = chromium_time(json_get(entry, "kChromeLastSignoutTime"));
		if (when == TIME_UNKNOWN || !json_key(entry).len)
			continue;
		struct origin place = origin;
		place.where = str_format(profile->run->arena, "%.*s/%.*s", STR_ARGS(origin.where),
					 STR_ARGS(chromium_pointer_part(profile->run->arena, json_key(entry))));
		place.when = when;
		struct chromium_account *account = add_former(profile, (struct str){ 0 }, json_key(entry), place);
		if (account)
			account->fact.last_seen = when;
		if (!chromium_current(profile))
			who->formerly_signed_in = true;
		if (who->signed_out == TIME_UNKNOWN || when > who->signed_out)
			who->signed_out = when;
	}
}

static void find_all_accounts(struct chromium_profile *profile)
{
	for (const struct json *entry = json_first(json_get(profile->listed, "all_accounts")); entry;
	     entry = json_next(entry)) {
		struct str key = str_copy(profile->run->arena, json_key(entry));
		struct str pointer = str_format(profile->run->arena, "%.*s/all_accounts/%.*s", STR_ARGS(profile->listed_pointer),
						STR_ARGS(chromium_pointer_part(profile->run->arena, key)));
		(void)add_former(profile, (struct str){ 0 }, key, json_origin(profile->local_state, pointer, TIME_UNKNOWN));
	}
}

/* ---- profiles that are listed but gone ---- */
bool chromium_has_folder(const struct chromium_profile *profile, struct str name)
{
	for (const struct run_file *file = NULL; (file = run_find(profile->run, "*", file));) {
		if (file->directory && str_eq_fold(file->relative, name))
			return true;
	}
	return false;
}

/* The listing names every folder of the root. Only the first profile that is there speaks for the gone ones, so that
 * each is said once; when none of the listed is there, whoever is read does. */
static bool speaks_for_root(struct chromium_profile *profile, const struct json *cache)
{
	for (const struct json *entry = json_first(cache); entry; entry = json_next(entry)) {
		if (chromium_has_folder(profile, json_key(entry)))
			return entry == profile->listed;
	}
	return true;
}

static void find_gone_profiles(struct chromium_profile *profile)
{
	const struct json *cache = json_get2(json_root(profile->local_state), "profile", "info_cache");
	if (!cache || !speaks_for_root(profile, cache))
		return;
	for (const struct json *entry = json_first(cache); entry; entry = json_next(entry)) {
		if (chromium_has_folder(profile, json_key(entry)) || entry == profile->listed)
			continue;
		struct str pointer = str_format(profile->run->arena, "/profile/info_cache/%.*s",
						STR_ARGS(chromium_pointer_part(profile->run->arena, json_key(entry))));
		struct chromium_account *account =
			add_former(profile, json_text(json_get(entry, "user_name"), profile->run->arena),
				   json_text(json_get(entry, "gaia_id"), profile->run->arena),
				   json_origin(profile->local_state, pointer, TIME_UNKNOWN));
		if (account)
			account->fact.display_name = json_text(json_get(entry, "gaia_name"), profile->run->arena);
	}
}

/* ---- keys that nobody has described ---- */
static bool is_telling(struct str key)
{
	static const char *const words[] = { "account", "user",	  "mail",    "sync",	 "sign",
					     "coccoc",	"opera", "vivaldi", "passport", "login" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_find_fold(key, str_from_c(words[i])) >= 0)
			return true;
	}
	return false;
}

/* Content settings, extensions and the web's cookie jar hold addresses that are nobody's account here. */
static bool is_foreign(struct str key)
{
	static const char *const words[] =
		{ "content_settings", "extensions", "gaia_cookie", "autofill", "protection", "bookmark", "search" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_find_fold(key, str_from_c(words[i])) >= 0)
			return true;
	}
	return false;
}

static void harvest(struct chromium_profile *profile, const struct json *object, struct str pointer, bool telling,
		    unsigned depth)
{
	struct arena *arena = profile->run->arena;
	for (const struct json *member = json_first(object); member && depth > 0; member = json_next(member)) {
		struct str key = json_key(member), text;
		if (is_foreign(key))
			continue;
		bool here = telling || is_telling(key);
		if (!json_is_object(member) && !json_is_array(member) && !here)
			continue;
		struct str place = str_format(arena, "%.*s/%.*s", STR_ARGS(pointer), STR_ARGS(chromium_pointer_part(arena, key)));
		if (here && (text = json_text(member, arena)).len && is_mail_address(text))
			(void)add_former(profile, text, (struct str){ 0 }, json_origin(profile->preferences, place, TIME_UNKNOWN));
		if (json_is_object(member) || json_is_array(member))
			harvest(profile, member, place, here, depth - 1);
	}
}

void chromium_find_former(struct chromium_profile *profile)
{
	enum browser browser = profile->subject->browser;
	bool described = browser == BROWSER_EDGE || browser == BROWSER_CHROME || browser == BROWSER_CHROMIUM ||
		browser == BROWSER_WEBVIEW;
	find_last_accounts(profile);
	find_sign_outs(profile);
	find_all_accounts(profile);
	find_gone_profiles(profile);
	if (!described && !chromium_current(profile) && profile->preferences)
		harvest(profile, json_root(profile->preferences), (struct str){ 0 }, false, HARVEST_DEPTH);
}

void chromium_scan_damaged(struct chromium_profile *profile, const struct run_file *file)
{
	static const char *const keys[] = { "email", "user_name", "last_username", "last_signed_in_username" };
	struct str found[16];
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		size_t count = json_scan_text(file->bytes, keys[k], profile->run->arena, found, sizeof found / sizeof *found);
		struct origin origin = { .evidence = file->evidence, .kind = ORIGIN_TEXT, .where = STR("damaged JSON"),
					 .name = str_from_c(keys[k]), .when = TIME_UNKNOWN };
		for (size_t i = 0; i < count; i++) {
			if (is_mail_address(found[i]))
				(void)add_former(profile, found[i], (struct str){ 0 }, origin);
		}
	}
}
