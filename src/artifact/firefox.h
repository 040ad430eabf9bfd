/* Firefox profiles: what firefox_account.c and firefox_logins.c share. */
#ifndef SOATMAY_ARTIFACT_FIREFOX_H
#define SOATMAY_ARTIFACT_FIREFOX_H

#include "artifact/run.h"
#include "decode/prefs_js.h"

/* The row in which Firefox keeps the key material of its own account: a mark of the account, no saved login.
 * FxAccountsCommon.sys.mjs */
#define FIREFOX_ACCOUNT_HOST "chrome://FirefoxAccounts"

/* What is gathered about one profile; the files fill it one after the other. */
struct firefox_profile {
	struct run_context *run;
	struct pref_list prefs, user;
	uint32_t prefs_evidence;
	struct fact_browser_account who;
	struct str uid, address;
	struct origin origin;    /* of the account, else of the first file that was read */
	bool explicitly_out;     /* signedInUser.json is there and names nobody */
	size_t found, read;
	enum err first;
};

/* A file that is there; NULL otherwise. */
const struct run_file *firefox_existing(struct firefox_profile *profile, const char *glob);
/* Counts the file as read, or says why it could not be. */
bool firefox_worked(struct firefox_profile *profile, const struct run_file *file, enum err e);
void firefox_read_signed_in_user(struct firefox_profile *profile); /* firefox_user.c */
void firefox_read_login_marks(struct firefox_profile *profile);    /* firefox_user.c */
void firefox_read_prefs(struct firefox_profile *profile);          /* firefox_prefs.c */

/* Milliseconds since 1970 under `key`. */
int64_t firefox_time(const struct json *object, const char *key);
/* Seconds since 1970, with a fraction. */
int64_t firefox_seconds(const struct json *value);
/* "1627668886.40", or what Date.toString() writes: "Wed Nov 18 2026 10:00:00 GMT+0700 (...)". Unknown for "0" and the
 * rest. */
int64_t firefox_time_text(struct str text, struct arena *arena);

#endif
