/* Texts of base/str.h. Folding uses towupper in C.UTF-8, which glibc carries built in. */
#include "base/str.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "base/arena.h"
#include "base/utf.h"

struct str str_from_c(const char *text)
{
	return text ? (struct str){ text, strlen(text) } : (struct str){ 0 };
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_eq_c(struct str a, const char *b)
{
	return str_eq(a, str_from_c(b));
}

int str_compare(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.data, b.data, shared) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return -1;
	const char *at = memmem(s.data, s.len, needle.data, needle.len);
	return at ? at - s.data : -1;
}

struct str str_sub(struct str s, size_t offset, size_t len)
{
	if (offset > s.len)
		offset = s.len;
	if (len > s.len - offset)
		len = s.len - offset;
	return (struct str){ s.data ? s.data + offset : NULL, len };
}

struct str str_from(struct str s, size_t offset)
{
	return str_sub(s, offset, SIZE_MAX);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.len && is_blank(s.data[0]))
		s = str_from(s, 1);
	while (s.len && is_blank(s.data[s.len - 1]))
		s.len--;
	return s;
}

struct str str_cut(struct str s, char separator, struct str *rest)
{
	const char *at = s.len ? memchr(s.data, separator, s.len) : NULL;
	if (!at) {
		*rest = (struct str){ 0 };
		return s;
	}
	size_t offset = (size_t)(at - s.data);
	*rest = str_from(s, offset + 1);
	return str_sub(s, 0, offset);
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

bool str_to_u64(struct str s, int base, uint64_t *ret)
{
	uint64_t value = 0;
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int digit = digit_value(s.data[i]);
		if (digit >= base || __builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)digit, &value))
			return false;
	}
	*ret = value;
	return true;
}

static uint32_t fold(uint32_t code_point)
{
	static locale_t utf8;
	if (code_point < 128)
		return code_point >= 'a' && code_point <= 'z' ? code_point - 32 : code_point;
	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return utf8 ? (uint32_t)towupper_l((wint_t)code_point, utf8) : code_point;
}

/* The next folded code point. Names are ASCII nearly always: that path is kept short. */
static inline uint32_t next_folded(struct str s, size_t *offset)
{
	unsigned char byte = (unsigned char)s.data[*offset];
	if (byte < 128) {
		++*offset;
		return byte >= 'a' && byte <= 'z' ? byte - 32u : byte;
	}
	return fold(utf8_next(s, offset));
}

int str_compare_fold(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	while (i < a.len && k < b.len) {
		uint32_t x = next_folded(a, &i), y = next_folded(b, &k);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (i < a.len) - (k < b.len);
}

bool str_eq_fold(struct str a, struct str b)
{
	return str_compare_fold(a, b) == 0;
}

/* Length of the part of `s` that equals `prefix` after folding, or -1. */
static ptrdiff_t fold_prefix(struct str s, struct str prefix)
{
	size_t i = 0, k = 0;
	while (k < prefix.len) {
		if (i >= s.len || next_folded(s, &i) != next_folded(prefix, &k))
			return -1;
	}
	return (ptrdiff_t)i;
}

bool str_starts_fold(struct str s, struct str prefix)
{
	return fold_prefix(s, prefix) >= 0;
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

bool str_ends_fold(struct str s, struct str suffix)
{
	/* A folded text differs in length by less than 4 bytes for each code point: start no earlier than that. */
	size_t first = s.len > suffix.len * 4 ? s.len - suffix.len * 4 : 0;
	for (size_t i = first; i <= s.len; i++) {
		if (i < s.len && is_continuation(s.data[i]))
			continue;
		if (fold_prefix(str_from(s, i), suffix) == (ptrdiff_t)(s.len - i))
			return true;
	}
	return false;
}

ptrdiff_t str_find_fold(struct str s, struct str needle)
{
	size_t at = 0;
	uint32_t first = needle.len ? next_folded(needle, &at) : 0;
	for (size_t i = 0; i < s.len && needle.len; i++) {
		unsigned char byte = (unsigned char)s.data[i];
		/* A byte of ASCII that is not the needle's first letter cannot begin it. */
		if (byte < 128 && (byte >= 'a' && byte <= 'z' ? byte - 32u : byte) != first)
			continue;
		/* Beyond ASCII only U+0131 and U+017F fold to a letter of ASCII: their first bytes are C4 and C5. */
		if (byte >= 128 && first < 128 && byte != 0xC4 && byte != 0xC5)
			continue;
		if (!is_continuation(s.data[i]) && fold_prefix(str_from(s, i), needle) >= 0)
			return (ptrdiff_t)i;
	}
	return needle.len ? -1 : 0;
}

uint32_t code_point_lower(uint32_t code_point)
{
	static locale_t utf8;
	if (code_point < 128)
		return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return utf8 ? (uint32_t)towlower_l((wint_t)code_point, utf8) : code_point;
}

struct str str_lower(struct arena *arena, struct str s)
{
	/* A lower-case form is never longer than 3 bytes per input byte. */
	char *out = arena_alloc(arena, s.len * 3 + 1);
	size_t len = 0;
	for (size_t i = 0; i < s.len;)
		len += utf8_put(code_point_lower(utf8_next(s, &i)), out + len);
	return (struct str){ out, len };
}

struct str str_copy(struct arena *arena, struct str s)
{
	return (struct str){ str_to_c(arena, s), s.len };
}

char *str_to_c(struct arena *arena, struct str s)
{
	char *out = arena_alloc(arena, s.len + 1);
	if (s.len)
		memcpy(out, s.data, s.len);
	return out;
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *out = arena_alloc(arena, (size_t)(len < 0 ? 0 : len) + 1);
	if (len > 0)
		vsnprintf(out, (size_t)len + 1, format, again);
	va_end(again);
	return (struct str){ out, (size_t)(len < 0 ? 0 : len) };
}

struct str str_join2(struct arena *arena, struct str a, char separator, struct str b)
{
	return str_format(arena, "%.*s%c%.*s", STR_ARGS(a), separator, STR_ARGS(b));
}
