/* INI text of suspect disks and of the office's cauhinh.ini: UTF-8, BOM, CRLF, UTF-16 with BOM; lines are split by
 * ourselves. */
#ifndef SOATMAY_DECODE_INI_H
#define SOATMAY_DECODE_INI_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

struct ini_entry {
	struct str section, key, value;
	unsigned line; /* from 1 */
};
struct ini_document {
	struct ini_entry *entries;
	size_t count;
	struct { unsigned line; struct str text; } *bad_lines; /* neither section, entry, comment nor blank */
	size_t bad_count;
};

/* Comments start with ';' or '#'; " ;" begins an inline comment. Repeated keys are kept in order.
 * ERR_LIMIT above `max_bytes`, ERR_CORRUPT for NUL bytes or text that is no UTF-8 (line in *ret_line). */
enum err ini_parse_document(struct span bytes, size_t max_bytes, struct arena *arena, struct ini_document *ret,
			    unsigned *ret_line);

#endif
