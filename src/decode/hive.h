/* Registry hives: log replay (HvLE and DIRT), base-block repair, strict open, then degraded open; own walk of children.
 * Format: "Windows registry file format specification" (M. Suhanov); libhivex reads the cells.
 * Everything returned lives in the arena given to hive_open. The handle is closed by hive_close. */
#ifndef SOATMAY_DECODE_HIVE_H
#define SOATMAY_DECODE_HIVE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "model/evidence.h"
#include "model/origin.h"

struct hive;

struct hive_input {
	uint32_t evidence;      /* id that goes into every origin */
	struct span primary;    /* the whole file */
	int primary_fd;         /* memfd with the same bytes, or -1: saves a copy when the hive is clean */
	struct span log, log1, log2; /* empty when absent */
};

struct hive_key {
	struct hive *hive;
	size_t node;            /* 0 = no key */
};

struct hive_value {
	struct str name;        /* "" = the default value */
	uint32_t type;          /* REG_* number, unknown ones as they are */
	struct span data;
	struct origin origin;   /* key path, value name, key's last-written time */
};

struct hive_key_list { struct hive_key *items; size_t count; };
struct hive_value_list { struct hive_value *items; size_t count; };

/* Opens the converters that libhivex loads from disk on first use. Call once before any sandbox; OK or ERR_BUG. */
enum err hive_prepare(void);

/* ERR_TRUNCATED, ERR_CORRUPT, ERR_UNSUPPORTED (no hive at all), ERR_LIMIT: then there is no hive. */
enum err hive_open(const struct hive_input *input, struct arena *arena, struct hive **ret);
void hive_close(struct hive *hive); /* accepts NULL */

/* What had to be done and what is damaged: NOTE_* bits of model/evidence.h. */
uint32_t hive_notes(const struct hive *hive);
/* Structural damage met at open or since: 0 means that the whole structure was checked and is sound. */
size_t hive_problem_count(const struct hive *hive);
/* The first problem in English technical words; empty when there is none. */
struct str hive_first_problem(const struct hive *hive);

struct hive_key hive_root(struct hive *hive);
/* `path` relative to `from`, backslashes, without case. ERR_ABSENT: sound lists were searched and it is not there;
 * ERR_CORRUPT: it may be there, a list or a name on the way is damaged. */
enum err hive_find(struct hive_key from, struct str path, struct hive_key *ret);
enum err hive_find_c(struct hive_key from, const char *path, struct hive_key *ret);
/* All children in stored order; undecodable names come with visible escapes. ERR_CORRUPT with the readable ones still
 * in *ret. */
enum err hive_children(struct hive_key key, struct hive_key_list *ret);
enum err hive_values(struct hive_key key, struct hive_value_list *ret);
/* One value by name, without case. */
enum err hive_value(struct hive_key key, const char *name, struct hive_value *ret);
struct str hive_key_name(struct hive_key key);
struct str hive_key_path(struct hive_key key); /* from the root, without leading backslash; "" for the root */
int64_t hive_key_time(struct hive_key key);
/* Origin of the key itself: its existence or its name is the fact. */
struct origin hive_key_origin(struct hive_key key);

/* Values as text. REG_SZ, EXPAND_SZ, LINK: UTF-16 up to the first NUL. Other types: the empty text. */
struct str hive_text(const struct hive_value *value, struct arena *arena);
/* REG_BINARY that holds UTF-16LE (SAM, Outlook) or any other type's bytes read as UTF-16LE up to the first NUL. */
struct str hive_text_utf16(const struct hive_value *value, struct arena *arena);
/* DWORD (LE or BE) or QWORD; false for other types or lengths. */
bool hive_number(const struct hive_value *value, uint64_t *ret);

/* Convenience for artifacts: value of `name` in `key` as text or number; the empty text / false when absent, unreadable
 * or of another type. `origin` may be NULL. */
struct str hive_get_text(struct hive_key key, const char *name, struct origin *origin);
bool hive_get_number(struct hive_key key, const char *name, uint64_t *ret, struct origin *origin);

#endif
