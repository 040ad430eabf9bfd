/* Where a fact was read: which evidence file, which place in it, when that place was last written. Travels with every
 * fact. */
#ifndef SOATMAY_MODEL_ORIGIN_H
#define SOATMAY_MODEL_ORIGIN_H

#include "base/str.h"

#define EVIDENCE_NONE 0 /* evidence ids start at 1 */

enum origin_kind {
	ORIGIN_NONE,     /* a fact with this origin is refused */
	ORIGIN_REGISTRY, /* where = key path from the hive's root, name = value name */
	ORIGIN_TABLE,    /* where = table of a database, name = column */
	ORIGIN_JSON,     /* where = JSON pointer (RFC 6901) */
	ORIGIN_TEXT,     /* where = section or "line N", name = key */
	ORIGIN_FILE      /* the file itself: its existence, name, size or time */
};

struct origin {
	uint32_t evidence;
	enum origin_kind kind;
	struct str where, name;
	int64_t when; /* key last-written time or row time; TIME_UNKNOWN */
};

#endif
