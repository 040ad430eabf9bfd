/* Bytes as pointer and length; borrowed. */
#ifndef SOATMAY_BASE_SPAN_H
#define SOATMAY_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const uint8_t *data;
	size_t len;
};

/* False when [offset, offset + len) is not inside `s`; then *ret is untouched. */
static inline bool span_sub(struct span s, size_t offset, size_t len, struct span *ret)
{
	if (offset > s.len || len > s.len - offset)
		return false;
	*ret = (struct span){ s.data ? s.data + offset : NULL, len };
	return true;
}

static inline bool span_eq(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

#endif
