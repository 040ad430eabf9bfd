/* Brings a text file to UTF-8: byte order marks, UTF-16 of either order. */
#include "decode/plain_text.h"

#include "base/utf.h"

enum form { UTF8, UTF16LE, UTF16BE };

static enum form form_of(struct span bytes, size_t *ret_mark)
{
	*ret_mark = 0;
	if (bytes.len < 2)
		return UTF8;
	uint8_t a = bytes.data[0], b = bytes.data[1];
	if (bytes.len >= 3 && a == 0xEF && b == 0xBB && bytes.data[2] == 0xBF) {
		*ret_mark = 3;
		return UTF8;
	}
	if ((a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF)) {
		*ret_mark = 2;
		return a == 0xFF ? UTF16LE : UTF16BE;
	}
	if (a != 0 && a < 0x80 && b == 0 && bytes.len >= 4 && bytes.data[2] != 0)
		return UTF16LE;
	return a == 0 && b != 0 && b < 0x80 ? UTF16BE : UTF8;
}

static struct span swapped(struct span bytes, struct arena *arena)
{
	uint8_t *out = arena_alloc(arena, bytes.len);
	for (size_t i = 0; i < bytes.len; i++)
		out[i] = i + 1 == bytes.len && i % 2 == 0 ? bytes.data[i] : bytes.data[i ^ 1];
	return (struct span){ out, bytes.len };
}

/* Cut at NUL units, converted piece by piece: a NUL byte must stay one, for the caller to refuse. */
static struct str from_utf16(struct span bytes, struct arena *arena)
{
	char *out = arena_alloc(arena, bytes.len * 3 + 8);
	size_t len = 0, start = 0;
	for (size_t i = 0; i <= bytes.len; i += 2) {
		bool end = i + 1 >= bytes.len;
		if (!end && (bytes.data[i] || bytes.data[i + 1]))
			continue;
		struct span piece;
		if (span_sub(bytes, start, (end ? bytes.len : i) - start, &piece) && piece.len) {
			struct str text = utf16le_all(arena, piece);
			memcpy(out + len, text.data, text.len);
			len += text.len;
		}
		if (end)
			break;
		out[len++] = '\0';
		start = i + 2;
	}
	return (struct str){ out, len };
}

struct str plain_text(struct span bytes, struct arena *arena)
{
	size_t mark;
	enum form form = form_of(bytes, &mark);
	struct span rest = { 0 };
	(void)span_sub(bytes, mark, bytes.len - mark, &rest);
	if (form == UTF8)
		return (struct str){ (const char *)rest.data, rest.len };
	return from_utf16(form == UTF16BE ? swapped(rest, arena) : rest, arena);
}

struct str plain_text_trim_end(struct str text)
{
	while (text.len) {
		char c = text.data[text.len - 1];
		if (c != '\0' && c != ' ' && c != '\t' && c != '\r' && c != '\n')
			break;
		text.len--;
	}
	return text;
}
