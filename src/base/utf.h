/* UTF-8 and UTF-16. What is ill-formed is shown as a visible escape (\uD800, \xFF), never dropped:
 * a name that cannot be decoded must not hide. */
#ifndef SOATMAY_BASE_UTF_H
#define SOATMAY_BASE_UTF_H

#include "base/span.h"
#include "base/str.h"

/* Code point at *offset, which moves on by at least one byte. An ill-formed byte is returned as 0xDC00 + byte. */
uint32_t utf8_next(struct str s, size_t *offset);
/* Writes `code_point` and returns the number of bytes, 1 to 4; an escape value 0xDC80..0xDCFF gives back its one
 * byte. */
size_t utf8_put(uint32_t code_point, char out[4]);
bool utf8_valid(struct str s);
/* `bytes` as UTF-8; bad bytes become \xNN. */
struct str utf8_text(struct arena *arena, struct span bytes);
/* UTF-16LE as UTF-8, all of it, NULs included as \u0000; unpaired surrogates become \uDxxx, an odd last byte \xNN. */
struct str utf16le_all(struct arena *arena, struct span bytes);
/* The same up to the first NUL: the form of REG_SZ and of most Windows fields. */
struct str utf16le_text(struct arena *arena, struct span bytes);
/* UTF-8 as UTF-16LE without NUL, for comparisons and fixtures. */
struct span utf16le_from_utf8(struct arena *arena, struct str s);
/* For printing: control characters, bidi marks and separators, and ill-formed bytes become visible escapes. */
struct str utf8_printable(struct arena *arena, struct str s);
/* Columns on a terminal: combining marks count 0, East Asian wide and emoji count 2. */
size_t utf8_columns(struct str s);

#endif
