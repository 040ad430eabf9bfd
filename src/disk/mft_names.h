/* File names of one volume: UTF-8 texts in one pool, compared by the volume's own $UpCase table.
 * Names may hold what a path cannot: unpaired surrogates, NUL, '\' and '/' are written /uXXXX ('/' never occurs in a
 * Windows name). */
#ifndef SOATMAY_DISK_MFT_NAMES_H
#define SOATMAY_DISK_MFT_NAMES_H

#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

#define UPCASE_UNITS 65536

struct name_pool {
	char *text;
	size_t len, capacity;
	uint16_t upcase[UPCASE_UNITS];
};

struct name_ref {
	uint32_t text;  /* offset in the pool */
	uint16_t len;   /* bytes */
	uint32_t hash;  /* of the folded text */
};

/* ERR_LIMIT when the pool reaches 4 GiB, ERR_NOMEM. */
enum err name_pool_add(struct name_pool *pool, struct span utf16le, struct name_ref *ret);
void name_pool_done(struct name_pool *pool);
struct str name_pool_text(const struct name_pool *pool, uint32_t text, size_t len);
uint32_t name_hash(const struct name_pool *pool, struct str name);
bool name_equal(const struct name_pool *pool, struct str a, struct str b);
int name_compare(const struct name_pool *pool, struct str a, struct str b); /* by folded code points, then by bytes */

#endif
