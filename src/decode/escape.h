/* Backslash escapes of JSON and JavaScript string literals. */
#ifndef SOATMAY_DECODE_ESCAPE_H
#define SOATMAY_DECODE_ESCAPE_H

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

/* Length of the literal's body that starts at `offset` (after the quote) up to the closing `quote`; false when the line
 * or the text ends before. */
bool escape_body(struct str text, size_t offset, char quote, size_t *ret_len);
/* The body decoded: \n \t \uXXXX (pairs too) \xXX and so on. NUL, lone surrogates and ill-formed bytes become visible
 * escapes. */
struct str escape_decode(struct str body, struct arena *arena);
/* `count` hexadecimal digits at `offset`; false when they are not there. */
bool escape_hex(struct str text, size_t offset, size_t count, uint32_t *ret);

#endif
