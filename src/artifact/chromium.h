/* Chromium profiles: what the files of one profile say about its accounts. Shared by the chromium_*.c files.
 * Key names: chromium/chromium components/signin and components/sync; those of Edge from field samples
 * (docs/artifacts.md). */
#ifndef SOATMAY_ARTIFACT_CHROMIUM_H
#define SOATMAY_ARTIFACT_CHROMIUM_H

#include "artifact/run.h"
#include "base/array.h"

enum flag { FLAG_UNSET, FLAG_FALSE, FLAG_TRUE };

struct chromium_account {
	struct fact_account fact;
	struct origin origin;
	struct str raw_id, raw_account_id; /* as written: what browsers hash */
	int64_t edge_type;
	bool current;
	bool from_tokens; /* account_info */
};

struct chromium_profile {
	struct run_context *run;
	const struct subject *subject;
	struct json_document *local_state, *preferences, *secure; /* NULL = absent or unreadable */
	struct str folder;             /* name in info_cache */
	const struct json *listed;     /* its entry there */
	struct str listed_pointer;
	ARRAY_OF(struct chromium_account) accounts;
	struct fact_browser_account who;
	struct origin who_origin;
};

/* ---- chromium_files.c ---- */
/* Opens Local State, Preferences, Secure Preferences. ERR_ABSENT: none of them exists; another error: none could be
 * read. */
enum err chromium_open(struct run_context *run, const struct subject *subject, struct chromium_profile *ret);
/* A preference by its path, components separated by '/'; Secure Preferences before Preferences. NULL when unset. */
const struct json *chromium_pref(const struct chromium_profile *profile, const char *path, struct origin *origin);
struct str chromium_pref_text(const struct chromium_profile *profile, const char *path, struct origin *origin);
enum flag chromium_pref_flag(const struct chromium_profile *profile, const char *path);
int64_t chromium_pref_time(const struct chromium_profile *profile, const char *path); /* microseconds since 1601 */
int64_t chromium_time(const struct json *value);
/* Key of an object as a component of a JSON pointer (RFC 6901). */
struct str chromium_pointer_part(struct arena *arena, struct str key);
enum flag chromium_flag(const struct json *value);

/* ---- chromium_ids.c ---- */
enum service chromium_service(enum browser browser);
/* Sorts the id as written into cid, oid or gaia, and decides the provider. */
void chromium_settle_ids(const struct chromium_profile *profile, struct chromium_account *account);
bool chromium_same_account(const struct chromium_account *a, const struct chromium_account *b);
/* base64(SHA-256(id)): how per-account preferences name the account (components/signin/public/base/gaia_id_hash.cc). */
bool chromium_is_hash_of(const struct chromium_account *account, struct str hash);

/* ---- chromium_identities.c, chromium_former.c, chromium_sync.c ---- */
void chromium_find_current(struct chromium_profile *profile);
struct chromium_account *chromium_new_account(struct chromium_profile *profile, struct origin origin, bool current);
const struct chromium_account *chromium_current(const struct chromium_profile *profile); /* the primary one; NULL */
/* Former accounts, accounts of the root that belong to no profile, addresses in unknown keys and in damaged files. */
void chromium_find_former(struct chromium_profile *profile);
/* A folder of this name stands in the browser's root. */
bool chromium_has_folder(const struct chromium_profile *profile, struct str name);
void chromium_scan_damaged(struct chromium_profile *profile, const struct run_file *file);
void chromium_read_sync(struct chromium_profile *profile);

#endif
