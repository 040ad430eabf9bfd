/* Text as pointer and length, UTF-8, not NUL-terminated; it borrows its bytes. A zeroed struct is the empty text. */
#ifndef SOATMAY_BASE_STR_H
#define SOATMAY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *data;
	size_t len;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
/* For printf: printf("%.*s", STR_ARGS(s)). */
#define STR_ARGS(s) (int)(s).len, (s).data ? (s).data : ""

struct str str_from_c(const char *text); /* NULL gives the empty text */
bool str_eq(struct str a, struct str b);
bool str_eq_c(struct str a, const char *b);
int str_compare(struct str a, struct str b); /* by bytes */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first occurrence, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
struct str str_sub(struct str s, size_t offset, size_t len); /* clamped to s */
struct str str_from(struct str s, size_t offset);            /* the rest from offset, clamped */
struct str str_trim(struct str s);                           /* ASCII blanks at both ends */
/* Cuts `s` at the first `separator`: the part before is returned, `*rest` is what follows (empty when there is
 * none). */
struct str str_cut(struct str s, char separator, struct str *rest);
/* Decimal or, with base 16, hexadecimal digits only, no sign, no blanks; false on anything else or overflow. */
bool str_to_u64(struct str s, int base, uint64_t *ret);

/* Case-insensitive as Windows compares names: simple upper-casing of each code point (Vietnamese letters included). */
bool str_eq_fold(struct str a, struct str b);
int str_compare_fold(struct str a, struct str b);
bool str_starts_fold(struct str s, struct str prefix);
bool str_ends_fold(struct str s, struct str suffix);
ptrdiff_t str_find_fold(struct str s, struct str needle);
struct str str_lower(struct arena *arena, struct str s);
/* The same of one code point: at most three bytes for each byte of its own. */
uint32_t code_point_lower(uint32_t code_point);

struct str str_copy(struct arena *arena, struct str s);
char *str_to_c(struct arena *arena, struct str s); /* NUL-terminated copy */
struct str str_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str str_join2(struct arena *arena, struct str a, char separator, struct str b);

#endif
