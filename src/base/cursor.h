/* Checked reader over bytes. The first read past the end makes it `failed`; every later read gives 0 or an empty span,
 * so a header reads straight down and is checked once with cursor_ok(). */
#ifndef SOATMAY_BASE_CURSOR_H
#define SOATMAY_BASE_CURSOR_H

#include "base/span.h"

struct cursor {
	struct span span;
	size_t offset;
	bool failed;
};

struct cursor cursor_over(struct span span);
/* A cursor at `offset`; failed when that is past the end. */
struct cursor cursor_at(struct span span, size_t offset);
bool cursor_ok(const struct cursor *cursor);
size_t cursor_left(const struct cursor *cursor);
void cursor_seek(struct cursor *cursor, size_t offset);
void cursor_skip(struct cursor *cursor, size_t len);
struct span cursor_bytes(struct cursor *cursor, size_t len);
uint8_t cursor_u8(struct cursor *cursor);
uint16_t cursor_u16le(struct cursor *cursor);
uint32_t cursor_u32le(struct cursor *cursor);
uint64_t cursor_u64le(struct cursor *cursor);
uint16_t cursor_u16be(struct cursor *cursor);
uint32_t cursor_u32be(struct cursor *cursor);

#endif
