/* Text files of Windows programs in UTF-8: what Notepad and .NET write comes with a BOM, in UTF-16, or with a tail of
 * NULs. */
#ifndef SOATMAY_DECODE_PLAIN_TEXT_H
#define SOATMAY_DECODE_PLAIN_TEXT_H

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

/* `bytes` without BOM, UTF-16 (by BOM, or by NULs beside an ASCII character at the start) as UTF-8; borrowed when
 * nothing had to change. Ill-formed UTF-8 stays as it is. NUL units of UTF-16 become NUL bytes. */
struct str plain_text(struct span bytes, struct arena *arena);
/* Without blanks and NULs at the end. */
struct str plain_text_trim_end(struct str text);

#endif
