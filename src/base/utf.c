/* Conversions of base/utf.h. */
#include "base/utf.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/arena.h"
#include "base/buf.h"

/* Number of continuation bytes and payload bits of a lead byte; -1 when it cannot lead. */
static int lead(unsigned char byte, uint32_t *bits)
{
	if (byte < 0x80) {
		*bits = byte;
		return 0;
	}
	if (byte >= 0xC2 && byte <= 0xDF) {
		*bits = byte & 0x1F;
		return 1;
	}
	if ((byte & 0xF0) == 0xE0) {
		*bits = byte & 0x0F;
		return 2;
	}
	if (byte >= 0xF0 && byte <= 0xF4) {
		*bits = byte & 0x07;
		return 3;
	}
	return -1;
}

uint32_t utf8_next(struct str s, size_t *offset)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)s.data[*offset];
	uint32_t code_point = 0;
	int more = lead(first, &code_point);
	if (more < 0 || (size_t)more >= s.len - *offset)
		goto bad;
	for (int i = 1; i <= more; i++) {
		unsigned char byte = (unsigned char)s.data[*offset + (size_t)i];
		if ((byte & 0xC0) != 0x80)
			goto bad;
		code_point = code_point << 6 | (byte & 0x3F);
	}
	if (code_point < least[more] || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
		goto bad;
	*offset += (size_t)more + 1;
	return code_point;
bad:
	*offset += 1;
	return 0xDC00 + first;
}

size_t utf8_put(uint32_t code_point, char out[4])
{
	if (code_point >= 0xDC80 && code_point <= 0xDCFF) {
		out[0] = (char)(code_point - 0xDC00);
		return 1;
	}
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xC0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xE0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code_point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | (code_point >> 18 & 0x07));
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code_point & 0x3F));
	return 4;
}

static bool is_bad_byte(uint32_t code_point)
{
	return code_point >= 0xDC80 && code_point <= 0xDCFF;
}

bool utf8_valid(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		if (is_bad_byte(utf8_next(s, &i)))
			return false;
	}
	return true;
}

static struct str buf_to_arena(struct arena *arena, struct buf *out)
{
	struct str text = str_copy(arena, buf_str(out));
	buf_done(out);
	return text;
}

struct str utf8_text(struct arena *arena, struct span bytes)
{
	struct str s = { (const char *)bytes.data, bytes.len };
	if (utf8_valid(s))
		return str_copy(arena, s);
	struct buf out = { 0 };
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		if (is_bad_byte(c))
			buf_printf(&out, "\\x%02X", (unsigned)(c - 0xDC00));
		else
			buf_put_code_point(&out, c);
	}
	return buf_to_arena(arena, &out);
}

static uint16_t unit_at(struct span bytes, size_t i)
{
	return (uint16_t)(bytes.data[i] | bytes.data[i + 1] << 8);
}

static struct str utf16le(struct arena *arena, struct span bytes, bool stop_at_nul)
{
	size_t even = bytes.len & ~(size_t)1;
	size_t i = 0;
	/* 3 bytes per unit, 6 for an escaped surrogate or NUL, 4 for an odd last byte. */
	char *out = arena_alloc(arena, even * 3 + 8);
	size_t len = 0;
	while (i < even) {
		uint32_t unit = unit_at(bytes, i);
		i += 2;
		if (unit == 0 && stop_at_nul)
			return (struct str){ out, len };
		if (unit >= 0xD800 && unit <= 0xDBFF && i < even) {
			uint16_t low = unit_at(bytes, i);
			if (low >= 0xDC00 && low <= 0xDFFF) {
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00u);
				i += 2;
			}
		}
		if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF))
			len += (size_t)snprintf(out + len, 7, "\\u%04X", (unsigned)unit);
		else
			len += utf8_put(unit, out + len);
	}
	if (bytes.len & 1 && bytes.data[even] != 0)
		len += (size_t)snprintf(out + len, 5, "\\x%02X", bytes.data[even]);
	return (struct str){ out, len };
}

struct str utf16le_all(struct arena *arena, struct span bytes)
{
	return utf16le(arena, bytes, false);
}

struct str utf16le_text(struct arena *arena, struct span bytes)
{
	return utf16le(arena, bytes, true);
}

struct span utf16le_from_utf8(struct arena *arena, struct str s)
{
	uint8_t *out = arena_alloc(arena, s.len * 2 + 4);
	size_t len = 0;
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		uint32_t units[2] = { c, 0 };
		size_t count = 1;
		if (c >= 0x10000) {
			units[0] = 0xD800 + ((c - 0x10000) >> 10);
			units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
			count = 2;
		}
		for (size_t k = 0; k < count; k++) {
			out[len++] = (uint8_t)units[k];
			out[len++] = (uint8_t)(units[k] >> 8);
		}
	}
	return (struct span){ out, len };
}

/* Characters that change what a reader sees without being seen: controls, bidi marks, line separators, BOM, tags. */
static bool is_invisible(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x00AD || c == 0x061C || c == 0x180E ||
		(c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFB) ||
	       (c >= 0xE0000 && c <= 0xE0FFF);
}

struct str utf8_printable(struct arena *arena, struct str s)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		if (is_bad_byte(c))
			buf_printf(&out, "\\x%02X", (unsigned)(c - 0xDC00));
		else if (is_invisible(c))
			buf_printf(&out, c > 0xFFFF ? "\\U%06X" : "\\u%04X", (unsigned)c);
		else
			buf_put_code_point(&out, c);
	}
	return buf_to_arena(arena, &out);
}

size_t utf8_columns(struct str s)
{
	static locale_t utf8;
	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
	size_t columns = 0;
	for (size_t i = 0; i < s.len;) {
		int width = wcwidth((wchar_t)utf8_next(s, &i));
		columns += width < 0 ? 1 : (size_t)width;
	}
	if (before)
		uselocale(before);
	return columns;
}
