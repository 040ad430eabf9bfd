/* Rows of report.json about people: users, accounts, browser profiles, saved logins. */
#include "base/timestamp.h"
#include "report/json_parts.h"

void json_users(struct json_out *out, const struct view *view)
{
	json_out_array(out, "users");
	for (size_t i = 0; i < view->file->users.count; i++) {
		const struct case_user *user = &view->file->users.items[i];
		json_out_object(out, NULL);
		json_id(out, "system", user->system);
		json_out_text_or_null(out, "sid", user->sid);
		json_id(out, "rid", user->in_sam ? user->sam.rid : 0);
		json_out_text_or_null(out, "name", user->sam.name);
		json_out_text_or_null(out, "full_name", user->sam.full_name);
		json_out_bool(out, "in_sam", user->in_sam);
		if (user->in_sam)
			json_out_bool(out, "enabled", user->sam.enabled);
		else
			json_out_null(out, "enabled");
		if (user->administrator_known || user->administrator)
			json_out_bool(out, "administrator", user->administrator);
		else
			json_out_null(out, "administrator");
		json_out_bool(out, "hidden", user->hidden);
		json_out_bool(out, "orphan", user->orphan);
		json_word(out, "password", &password_words, user->in_sam ? user->sam.password : PASSWORD_UNKNOWN);
		json_out_time(out, "last_logon", user->in_sam ? user->sam.last_logon : TIME_UNKNOWN);
		json_out_text_or_null(out, "profile", user->profile_path);
		json_out_text_or_null(out, "microsoft_account", user->microsoft_account);
		json_origins(out, user->evidence.items, user->evidence.count);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void account_ids(struct json_out *out, const struct case_account *account)
{
	json_out_object(out, "ids");
	json_out_text_or_null(out, "cid", account->cid);
	json_out_text_or_null(out, "puid", account->puid);
	json_out_text_or_null(out, "oid", account->oid);
	json_out_text_or_null(out, "tenant", account->tenant);
	json_out_text_or_null(out, "gaia", account->gaia);
	json_out_object_end(out);
}

static void account_evidence(struct json_out *out, struct arena *arena, const struct case_account *account)
{
	struct origin *origins = arena_array(arena, struct origin, account->traces.count + 1);
	for (size_t i = 0; i < account->traces.count; i++)
		origins[i] = account->traces.items[i].origin;
	json_origins(out, origins, account->traces.count);
}

/* What the fingerprint is made of: the address, else the first id. */
static struct str identity_of(const struct case_account *account)
{
	const struct str names[] = { account->address, account->cid, account->puid, account->oid, account->gaia };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (names[i].len)
			return names[i];
	}
	return (struct str){ 0 };
}

static void put_account(struct json_out *out, const struct view *view, const struct case_account *account,
                        struct str identity)
{
	struct masker masker = view->masker;
	json_out_object(out, NULL);
	json_out_u64(out, "id", account->id);
	json_word(out, "provider", &provider_words,
	          account->provider == PROVIDER_UNKNOWN ? PROVIDER_OTHER : account->provider);
	json_out_text_or_null(out, "address", account->address);
	json_out_text_or_null(out, "display_name", account->display_name);
	json_out_text_or_null(out, "organisation", account->organisation);
	struct str fingerprint = fingerprint_keyed(&masker, identity);
	json_out_text_or_null(out, "fingerprint", fingerprint);
	if (view->options->seen && fingerprint.len)
		json_out_u64(out, "other_machines", view_seen_elsewhere(view, fingerprint));
	account_ids(out, account);
	json_word(out, "state", &account_state_words, account->state);
	json_word(out, "ownership", &ownership_words, account->ownership);
	json_out_array(out, "services");
	for (unsigned service = SERVICE_WINDOWS; service < SERVICE_COUNT; service++) {
		if (account->services >> service & 1)
			json_word(out, NULL, &service_words, service);
	}
	json_out_array_end(out);
	json_out_array(out, "users");
	for (size_t k = 0; k < account->user_sids.count; k++)
		json_out_text(out, NULL, account->user_sids.items[k]);
	json_out_array_end(out);
	json_out_time(out, "first_seen", account->first_seen);
	json_out_time(out, "last_seen", account->last_seen);
	account_evidence(out, view->arena, account);
	json_out_object_end(out);
}

void json_accounts(struct json_out *out, const struct view *view, const struct case_file *raw)
{
	json_out_array(out, "accounts");
	for (size_t i = 0; i < view->file->accounts.count; i++)
		put_account(out, view, &view->file->accounts.items[i], identity_of(&raw->accounts.items[i]));
	json_out_array_end(out);
}

static void login_counts(struct json_out *out, const struct case_browser_profile *profile)
{
	json_out_object(out, "logins");
	json_out_u64(out, "total", profile->logins_total);
	json_out_u64(out, "official", profile->logins_official);
	json_out_u64(out, "never_save", profile->logins_never_save);
	if (profile->deleted_known)
		json_out_u64(out, "deleted_estimate", profile->logins_deleted_estimate);
	else
		json_out_null(out, "deleted_estimate");
	json_out_u64(out, "synced", profile->logins_synced);
	json_out_bool(out, "read", profile->logins_read);
	json_out_object_end(out);
}

void json_browser_profiles(struct json_out *out, const struct view *view)
{
	json_out_array(out, "browser_profiles");
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		json_out_object(out, NULL);
		json_out_u64(out, "id", profile->subject);
		json_id(out, "system", profile->system);
		json_out_text_or_null(out, "user", profile->user_sid);
		json_word(out, "browser", &browser_words, profile->browser);
		json_out_text(out, "path", profile->path);
		json_out_text_or_null(out, "display_name", profile->display_name);
		json_out_bool(out, "previous", profile->previous);
		json_word(out, "state", &browser_state_words, profile->state);
		json_id(out, "account", profile->account);
		if (profile->proof == PROOF_NONE)
			json_out_null(out, "proof");
		else
			json_word(out, "proof", &proof_words, profile->proof);
		json_out_time(out, "last_sync", profile->last_sync);
		login_counts(out, profile);
		json_origins(out, profile->evidence.items, profile->evidence.count);
		json_out_object_end(out);
	}
	json_out_array_end(out);
}

static void put_login(struct json_out *out, uint32_t profile, const struct case_login *row)
{
	json_out_object(out, NULL);
	json_out_u64(out, "profile", profile);
	json_out_text(out, "origin", row->login.origin);
	json_out_text_or_null(out, "host", row->host);
	json_out_text_or_null(out, "username", row->login.username);
	json_out_time(out, "created", row->login.created);
	json_out_time(out, "last_used", row->login.last_used);
	json_out_time(out, "password_changed", row->login.password_changed);
	json_out_u64(out, "times_used", row->login.times_used);
	json_out_bool(out, "official", row->official);
	json_out_bool(out, "synced", row->login.synced);
	json_origins(out, &row->origin, 1);
	json_out_object_end(out);
}

void json_saved_logins(struct json_out *out, const struct view *view)
{
	json_out_array(out, "saved_logins");
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		for (size_t k = 0; k < profile->logins.count; k++)
			put_login(out, profile->subject, &profile->logins.items[k]);
	}
	json_out_array_end(out);
}
