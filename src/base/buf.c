/* Growing byte buffer of base/buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf.h"

static void reserve(struct buf *buf, size_t more)
{
	size_t wanted;
	if (__builtin_add_overflow(buf->len, more, &wanted))
		_exit(EXIT_ARENA_EXHAUSTED);
	if (wanted <= buf->capacity)
		return;
	size_t capacity = buf->capacity ? buf->capacity : 256;
	while (capacity < wanted)
		capacity *= 2;
	char *data = realloc(buf->data, capacity);
	if (!data)
		_exit(EXIT_ARENA_EXHAUSTED);
	buf->data = data;
	buf->capacity = capacity;
}

void buf_put(struct buf *buf, struct str text)
{
	if (text.len == 0)
		return;
	reserve(buf, text.len);
	memcpy(buf->data + buf->len, text.data, text.len);
	buf->len += text.len;
}

void buf_put_c(struct buf *buf, const char *text)
{
	buf_put(buf, str_from_c(text));
}

void buf_put_char(struct buf *buf, char c)
{
	buf_put(buf, (struct str){ &c, 1 });
}

void buf_put_code_point(struct buf *buf, uint32_t code_point)
{
	char bytes[4];
	buf_put(buf, (struct str){ bytes, utf8_put(code_point, bytes) });
}

void buf_fill(struct buf *buf, char c, size_t count)
{
	reserve(buf, count);
	if (count)
		memset(buf->data + buf->len, c, count);
	buf->len += count;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len <= 0)
		return;
	reserve(buf, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->data, buf->len };
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
}

void buf_done(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}
