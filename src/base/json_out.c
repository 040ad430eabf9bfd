/* JSON writer of base/json_out.h. */
#include "base/json_out.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/timestamp.h"
#include "base/utf.h"

void json_out_init(struct json_out *out, struct buf *buf, bool pretty)
{
	*out = (struct json_out){ .buf = buf, .pretty = pretty };
}

static void put_string(struct buf *buf, struct str text)
{
	buf_put_char(buf, '"');
	for (size_t i = 0; i < text.len;) {
		uint32_t c = utf8_next(text, &i);
		if (c == '"' || c == '\\')
			buf_printf(buf, "\\%c", (char)c);
		else if (c < 0x20 || c == 0x7F)
			buf_printf(buf, "\\u%04x", (unsigned)c);
		else if (c >= 0xDC80 && c <= 0xDCFF)
			buf_printf(buf, "\\\\x%02X", (unsigned)(c - 0xDC00));
		else
			buf_put_code_point(buf, c);
	}
	buf_put_char(buf, '"');
}

static void line_break(struct json_out *out)
{
	if (!out->pretty)
		return;
	buf_put_char(out->buf, '\n');
	buf_fill(out->buf, ' ', (size_t)out->depth * 2);
}

static void before_value(struct json_out *out, const char *key)
{
	if (out->depth > 0) {
		if (out->has_items[out->depth])
			buf_put_char(out->buf, ',');
		out->has_items[out->depth] = true;
		line_break(out);
	}
	if (key) {
		put_string(out->buf, str_from_c(key));
		buf_put_c(out->buf, out->pretty ? ": " : ":");
	}
}

static void open_level(struct json_out *out, const char *key, char bracket)
{
	before_value(out, key);
	buf_put_char(out->buf, bracket);
	if (out->depth + 1 < sizeof out->has_items)
		out->depth++;
	out->has_items[out->depth] = false;
}

static void close_level(struct json_out *out, char bracket)
{
	bool had_items = out->has_items[out->depth];
	if (out->depth > 0)
		out->depth--;
	if (had_items)
		line_break(out);
	buf_put_char(out->buf, bracket);
}

void json_out_object(struct json_out *out, const char *key)
{
	open_level(out, key, '{');
}

void json_out_object_end(struct json_out *out)
{
	close_level(out, '}');
}

void json_out_array(struct json_out *out, const char *key)
{
	open_level(out, key, '[');
}

void json_out_array_end(struct json_out *out)
{
	close_level(out, ']');
}

void json_out_text(struct json_out *out, const char *key, struct str text)
{
	before_value(out, key);
	put_string(out->buf, text);
}

void json_out_text_or_null(struct json_out *out, const char *key, struct str text)
{
	if (text.len)
		json_out_text(out, key, text);
	else
		json_out_null(out, key);
}

void json_out_u64(struct json_out *out, const char *key, uint64_t value)
{
	before_value(out, key);
	buf_printf(out->buf, "%" PRIu64, value);
}

void json_out_u64_text(struct json_out *out, const char *key, uint64_t value)
{
	before_value(out, key);
	buf_printf(out->buf, "\"%" PRIu64 "\"", value);
}

void json_out_bool(struct json_out *out, const char *key, bool value)
{
	before_value(out, key);
	buf_put_c(out->buf, value ? "true" : "false");
}

void json_out_null(struct json_out *out, const char *key)
{
	before_value(out, key);
	buf_put_c(out->buf, "null");
}

void json_out_time(struct json_out *out, const char *key, int64_t time)
{
	struct arena arena;
	arena_init(&arena, 65536);
	json_out_text_or_null(out, key, time_rfc3339(&arena, time));
	arena_done(&arena);
}
