/* Accounts that are signed in now: Local State profile.info_cache, Preferences account_info,
 * google.services.account_id. chrome/browser/profiles/profile_attributes_entry.cc,
 * components/signin/internal/identity_manager/account_tracker_service.cc. */
#include "artifact/chromium.h"
#include "base/limits.h"
#include "base/timestamp.h"

struct chromium_account *chromium_new_account(struct chromium_profile *profile, struct origin origin, bool current)
{
	struct chromium_account *account = array_push(profile->run->arena, &profile->accounts);
	*account = (struct chromium_account){ 0 };
	account->fact = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	account->fact.state = current ? ACCOUNT_LINKED : ACCOUNT_TRACE;
	account->fact.role = current ? ROLE_BROWSER : ROLE_FORMER_BROWSER;
	account->origin = origin;
	account->current = current;
	return account;
}

static void keep_text(struct str *to, struct str text)
{
	if (!to->len)
		*to = text;
}

static struct str text_of(const struct chromium_profile *profile, const struct json *object, const char *key)
{
	return json_text(json_get(object, key), profile->run->arena);
}

/* What Edge adds to entries of info_cache and of account_info, and what both forms call alike. */
static void take_fields(const struct chromium_profile *profile, const struct json *entry,
			struct chromium_account *account)
{
	struct fact_account *fact = &account->fact;
	struct str domain = text_of(profile, entry, "hosted_domain");
	keep_text(&domain, text_of(profile, entry, "hd"));
	if (!str_eq_c(domain, "NO_HOSTED_DOMAIN"))
		fact->organisation = domain;
	fact->cid = text_of(profile, entry, "edge_account_cid");
	fact->oid = text_of(profile, entry, "edge_account_oid");
	fact->puid = text_of(profile, entry, "edge_account_puid");
	fact->tenant = text_of(profile, entry, "edge_account_tenant_id");
	struct str first = text_of(profile, entry, "edge_account_first_name"),
		last = text_of(profile, entry, "edge_account_last_name");
	keep_text(&fact->display_name, text_of(profile, entry, "gaia_name"));
	keep_text(&fact->display_name, text_of(profile, entry, "full_name"));
	keep_text(&fact->display_name,
		  first.len && last.len ? str_join2(profile->run->arena, first, ' ', last) : first.len ? first : last);
	(void)json_number(json_get(entry, "edge_account_type"), &account->edge_type);
}

static void find_in_local_state(struct chromium_profile *profile)
{
	struct str address = text_of(profile, profile->listed, "user_name"), id = text_of(profile, profile->listed, "gaia_id");
	bool named = address.len || id.len;
	struct origin origin = json_origin(profile->local_state, profile->listed_pointer, TIME_UNKNOWN);
	origin.name = address.len ? STR("user_name") : id.len ? STR("gaia_id") : STR("edge_account_type");
	struct chromium_account *account = chromium_new_account(profile, origin, true);
	take_fields(profile, profile->listed, account);
	account->fact.address = address;
	account->raw_id = id;
	/* Without name and id: Edge's own keys count while its account type says that somebody is signed in. */
	bool ids = account->fact.cid.len || account->fact.oid.len || account->fact.puid.len;
	account->current = named || account->edge_type == 1 || account->edge_type == 2;
	if (!account->current) {
		account->fact.state = ACCOUNT_TRACE;
		account->fact.role = ROLE_FORMER_BROWSER;
	}
	if (!named && !ids)
		profile->accounts.count--;
	else
		chromium_settle_ids(profile, account);
}

/* Signed out of the browser, still known from the web: no primary account, nobody listed, and a sign-out time of this
 * very account. */
static bool is_signed_out(const struct chromium_profile *profile, const struct chromium_account *account)
{
	const struct json *primary = chromium_pref(profile, "google/services/account_id", NULL);
	if (!primary || json_text(primary, profile->run->arena).len || text_of(profile, profile->listed, "user_name").len ||
	    !account->raw_id.len)
		return false;
	const struct json *metadata = chromium_pref(profile, "signin/accounts_metadata_dict", NULL);
	const struct json *entry = json_get(metadata, str_to_c(profile->run->arena, account->raw_id));
	return chromium_time(json_get(entry, "kChromeLastSignoutTime")) != TIME_UNKNOWN;
}

static void take_token_account(struct chromium_profile *profile, const struct json *entry, struct origin origin,
			       struct str part)
{
	struct str email = text_of(profile, entry, "email"), gaia = text_of(profile, entry, "gaia");
	struct str id = text_of(profile, entry, "account_id");
	if (!email.len && !gaia.len && !id.len)
		return;
	if (part.len)
		origin.where = str_format(profile->run->arena, "%.*s/%.*s", STR_ARGS(origin.where), STR_ARGS(part));
	origin.name = email.len ? STR("email") : gaia.len ? STR("gaia") : STR("account_id");
	struct chromium_account *account = chromium_new_account(profile, origin, true);
	take_fields(profile, entry, account);
	account->fact.address = email;
	account->raw_id = gaia;
	account->raw_account_id = id;
	account->from_tokens = true;
	chromium_settle_ids(profile, account);
	if (is_signed_out(profile, account)) {
		account->current = false;
		account->fact.state = ACCOUNT_TRACE;
		account->fact.role = ROLE_FORMER_BROWSER;
	}
}

/* An array of accounts; Edge has been seen to write one object, and an object of accounts by id. */
static void find_in_account_info(struct chromium_profile *profile)
{
	struct origin origin;
	const struct json *info = chromium_pref(profile, "account_info", &origin);
	size_t index = 0;
	if (json_is_object(info))
		take_token_account(profile, info, origin, (struct str){ 0 });
	for (const struct json *entry = json_first(info); entry; entry = json_next(entry), index++) {
		if (profile->accounts.count >= LIMIT_BROWSER_ACCOUNTS) {
			run_problem(profile->run, ERR_LIMIT, "account_info has more than %d accounts", LIMIT_BROWSER_ACCOUNTS);
			return;
		}
		struct str part = json_is_array(info) ? str_format(profile->run->arena, "%zu", index) :
						      chromium_pointer_part(profile->run->arena, json_key(entry));
		if (json_is_object(entry))
			take_token_account(profile, entry, origin, part);
	}
}

static void find_primary(struct chromium_profile *profile)
{
	struct origin origin;
	struct str id = chromium_pref_text(profile, "google/services/account_id", &origin);
	if (!id.len)
		return;
	struct chromium_account *account = chromium_new_account(profile, origin, true);
	account->raw_account_id = account->raw_id = id;
	chromium_settle_ids(profile, account);
}

/* Entries of one account complete each other: one file has the address, another the ids. */
static void complete(struct chromium_account *to, const struct chromium_account *from)
{
	keep_text(&to->fact.address, from->fact.address);
	keep_text(&to->fact.display_name, from->fact.display_name);
	keep_text(&to->fact.organisation, from->fact.organisation);
	keep_text(&to->fact.cid, from->fact.cid);
	keep_text(&to->fact.oid, from->fact.oid);
	keep_text(&to->fact.puid, from->fact.puid);
	keep_text(&to->fact.tenant, from->fact.tenant);
	keep_text(&to->fact.gaia, from->fact.gaia);
	keep_text(&to->raw_id, from->raw_id);
	keep_text(&to->raw_account_id, from->raw_account_id);
	if (!to->edge_type)
		to->edge_type = from->edge_type;
}

void chromium_find_current(struct chromium_profile *profile)
{
	if (profile->listed)
		find_in_local_state(profile);
	find_in_account_info(profile);
	find_primary(profile);
	for (size_t i = 0; i < profile->accounts.count * profile->accounts.count; i++) {
		struct chromium_account *to = &profile->accounts.items[i / profile->accounts.count];
		const struct chromium_account *from = &profile->accounts.items[i % profile->accounts.count];
		if (to == from || !chromium_same_account(to, from))
			continue;
		complete(to, from);
		chromium_settle_ids(profile, to);
	}
}

const struct chromium_account *chromium_current(const struct chromium_profile *profile)
{
	struct str primary = chromium_pref_text(profile, "google/services/account_id", NULL);
	const struct chromium_account *first = NULL;
	for (size_t i = 0; i < profile->accounts.count; i++) {
		const struct chromium_account *account = &profile->accounts.items[i];
		if (!account->current)
			continue;
		if (primary.len && (str_eq(account->raw_id, primary) || str_eq(account->raw_account_id, primary)))
			return account;
		first = first ? first : account;
	}
	return first;
}
