/* Decodes string literals: RFC 8259 section 7 and the \xXX and \' of JavaScript. */
#include "decode/escape.h"

#include "base/buf.h"
#include "base/utf.h"

bool escape_body(struct str text, size_t offset, char quote, size_t *ret_len)
{
	for (size_t i = offset; i < text.len; i++) {
		if (text.data[i] == '\\')
			i++;
		else if (text.data[i] == '\n')
			return false;
		else if (text.data[i] == quote) {
			*ret_len = i - offset;
			return true;
		}
	}
	return false;
}

bool escape_hex(struct str text, size_t offset, size_t count, uint32_t *ret)
{
	uint64_t value;
	struct str digits = str_sub(text, offset, count);
	if (digits.len != count || !str_to_u64(digits, 16, &value))
		return false;
	*ret = (uint32_t)value;
	return true;
}

static bool is_surrogate(uint32_t c)
{
	return c >= 0xD800 && c <= 0xDFFF;
}

static void put_visible(struct buf *out, uint32_t c)
{
	if (c == 0 || is_surrogate(c))
		buf_printf(out, "\\u%04X", (unsigned)c);
	else
		buf_put_code_point(out, c);
}

/* `offset` stands after "\u"; returns how many bytes were used, 0 when the digits are missing. */
static size_t put_unicode(struct buf *out, struct str body, size_t offset)
{
	uint32_t high, low;
	if (!escape_hex(body, offset, 4, &high))
		return 0;
	bool pair = high >= 0xD800 && high <= 0xDBFF && str_starts(str_from(body, offset + 4), STR("\\u")) &&
		    escape_hex(body, offset + 6, 4, &low) && low >= 0xDC00 && low <= 0xDFFF;
	if (!pair) {
		put_visible(out, high);
		return 4;
	}
	buf_put_code_point(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
	return 10;
}

/* `offset` stands on the letter after the backslash; returns how many bytes were used. */
static size_t put_escape(struct buf *out, struct str body, size_t offset)
{
	uint32_t c;
	size_t used;
	switch (body.data[offset]) {
	case 'n': buf_put_char(out, '\n'); return 1;
	case 'r': buf_put_char(out, '\r'); return 1;
	case 't': buf_put_char(out, '\t'); return 1;
	case 'b': buf_put_char(out, '\b'); return 1;
	case 'f': buf_put_char(out, '\f'); return 1;
	case 'u':
		used = put_unicode(out, body, offset + 1);
		if (used)
			return used + 1;
		break;
	case 'x':
		if (escape_hex(body, offset + 1, 2, &c)) {
			put_visible(out, c);
			return 3;
		}
		break;
	case '"': case '\\': case '/': case '\'':
		buf_put_char(out, body.data[offset]);
		return 1;
	default:
		break;
	}
	/* No escape of either language: shown as it stands. */
	buf_put_char(out, '\\');
	return 0;
}

struct str escape_decode(struct str body, struct arena *arena)
{
	struct buf out = { 0 };
	size_t i = 0;
	while (i < body.len) {
		if (body.data[i] == '\\' && i + 1 < body.len) {
			i += 1 + put_escape(&out, body, i + 1);
			continue;
		}
		if (body.data[i] == '\0')
			buf_put_c(&out, "\\u0000");
		else
			buf_put_char(&out, body.data[i]);
		i++;
	}
	struct str raw = buf_str(&out);
	struct str text = utf8_text(arena, (struct span){ (const uint8_t *)raw.data, raw.len });
	buf_done(&out);
	return text;
}
