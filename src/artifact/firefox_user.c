/* The account that Firefox itself names: signedInUser.json, and its marks in logins.json.
 * services/fxaccounts/FxAccountsCommon.sys.mjs; no token, key or device secret is read. */
#include "artifact/firefox.h"
#include "base/timestamp.h"
#include "decode/windows_types.h"

static void emit_damaged(struct firefox_profile *profile, const struct run_file *file)
{
	struct str found[8];
	size_t count = json_scan_text(file->bytes, "email", profile->run->arena, found, sizeof found / sizeof *found);
	for (size_t i = 0; i < count; i++) {
		struct fact_account fact = FACT_INIT(FACT_ACCOUNT, struct fact_account);
		if (!is_mail_address(found[i]))
			continue;
		fact.provider = PROVIDER_MOZILLA;
		fact.service = SERVICE_FIREFOX;
		fact.role = ROLE_FORMER_BROWSER;
		fact.address = found[i];
		emit_account(profile->run,
			     (struct origin){ .evidence = file->evidence, .kind = ORIGIN_TEXT, .where = STR("damaged JSON"),
							    .name = STR("email"), .when = TIME_UNKNOWN }, &fact);
	}
}

void firefox_read_signed_in_user(struct firefox_profile *profile)
{
	struct json_document *document;
	const struct run_file *file = firefox_existing(profile, "signedInUser.json");
	struct arena *arena = profile->run->arena;
	if (!file)
		return;
	if (!firefox_worked(profile, file, run_json(profile->run, file, &document))) {
		emit_damaged(profile, file);
		return;
	}
	const struct json *data = json_get(json_root(document), "accountData"),
		*shown = json_get2(data, "profileCache", "profile");
	profile->uid = json_text(json_get(data, "uid"), arena);
	profile->address = json_text(json_get(data, "email"), arena);
	if (!profile->address.len)
		profile->address = json_text(json_get(shown, "email"), arena);
	profile->who.display_name = json_text(json_get(shown, "displayName"), arena);
	profile->who.signed_in = profile->uid.len || profile->address.len;
	profile->explicitly_out = !profile->who.signed_in;
	if (profile->who.signed_in) {
		profile->origin = json_origin(document, STR("/accountData"), TIME_UNKNOWN);
		profile->origin.name = profile->address.len ? STR("email") : STR("uid");
	}
}

void firefox_read_login_marks(struct firefox_profile *profile)
{
	struct json_document *document;
	const struct run_file *file = run_find(profile->run, "logins.json", NULL);
	if (!file || file->directory || run_json(profile->run, file, &document) != OK)
		return; /* its damage is told by firefox.logins */
	const struct json *root = json_root(document);
	int64_t synced = firefox_seconds(json_get2(root, "sync", "lastSync"));
	for (const struct json *login = json_first(json_get(root, "logins")); login; login = json_next(login)) {
		if (!str_eq_c(json_text(json_get(login, "hostname"), profile->run->arena), FIREFOX_ACCOUNT_HOST) ||
		    profile->explicitly_out)
			continue;
		if (!profile->who.signed_in)
			profile->origin = json_origin(document, STR("/logins"), firefox_time(login, "timePasswordChanged"));
		profile->who.signed_in = true;
	}
	if (synced == TIME_UNKNOWN)
		return;
	if (profile->who.last_sync == TIME_UNKNOWN)
		profile->who.last_sync = synced;
	profile->who.passwords_active |= profile->who.passwords_selected;
	profile->who.formerly_syncing |= !profile->who.signed_in;
}
