/* The only place where offsets into hostile bytes are added up. */
#include "base/cursor.h"

struct cursor cursor_over(struct span span)
{
	return (struct cursor){ .span = span };
}

struct cursor cursor_at(struct span span, size_t offset)
{
	struct cursor cursor = cursor_over(span);
	cursor_seek(&cursor, offset);
	return cursor;
}

bool cursor_ok(const struct cursor *cursor)
{
	return !cursor->failed;
}

size_t cursor_left(const struct cursor *cursor)
{
	return cursor->failed ? 0 : cursor->span.len - cursor->offset;
}

void cursor_seek(struct cursor *cursor, size_t offset)
{
	if (offset > cursor->span.len)
		cursor->failed = true;
	else
		cursor->offset = offset;
}

struct span cursor_bytes(struct cursor *cursor, size_t len)
{
	struct span bytes = { 0 };
	if (cursor->failed || !span_sub(cursor->span, cursor->offset, len, &bytes)) {
		cursor->failed = true;
		return (struct span){ 0 };
	}
	cursor->offset += len;
	return bytes;
}

void cursor_skip(struct cursor *cursor, size_t len)
{
	(void)cursor_bytes(cursor, len);
}

static uint64_t read_le(struct cursor *cursor, size_t len)
{
	struct span bytes = cursor_bytes(cursor, len);
	uint64_t value = 0;
	for (size_t i = bytes.len; i > 0; i--)
		value = value << 8 | bytes.data[i - 1];
	return value;
}

static uint64_t read_be(struct cursor *cursor, size_t len)
{
	struct span bytes = cursor_bytes(cursor, len);
	uint64_t value = 0;
	for (size_t i = 0; i < bytes.len; i++)
		value = value << 8 | bytes.data[i];
	return value;
}

uint8_t cursor_u8(struct cursor *cursor)
{
	return (uint8_t)read_le(cursor, 1);
}

uint16_t cursor_u16le(struct cursor *cursor)
{
	return (uint16_t)read_le(cursor, 2);
}

uint32_t cursor_u32le(struct cursor *cursor)
{
	return (uint32_t)read_le(cursor, 4);
}

uint64_t cursor_u64le(struct cursor *cursor)
{
	return read_le(cursor, 8);
}

uint16_t cursor_u16be(struct cursor *cursor)
{
	return (uint16_t)read_be(cursor, 2);
}

uint32_t cursor_u32be(struct cursor *cursor)
{
	return (uint32_t)read_be(cursor, 4);
}
