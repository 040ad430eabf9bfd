/* Checked little-endian reads at an offset, inline, for loops over millions of records; base/cursor.h is the ordinary
 * way. A read past the end sets *failed and gives 0; nothing clears it. */
#ifndef SOATMAY_BASE_PEEK_H
#define SOATMAY_BASE_PEEK_H

#include <endian.h>

#include "base/span.h"

static inline bool peek_bytes(struct span s, size_t offset, void *to, size_t len, bool *failed)
{
	if (offset > s.len || len > s.len - offset) {
		*failed = true;
		return false;
	}
	memcpy(to, s.data + offset, len);
	return true;
}

static inline uint8_t peek_u8(struct span s, size_t offset, bool *failed)
{
	uint8_t value = 0;
	return peek_bytes(s, offset, &value, sizeof value, failed) ? value : 0;
}

static inline uint16_t peek_u16le(struct span s, size_t offset, bool *failed)
{
	uint16_t value = 0;
	return peek_bytes(s, offset, &value, sizeof value, failed) ? le16toh(value) : 0;
}

static inline uint32_t peek_u32le(struct span s, size_t offset, bool *failed)
{
	uint32_t value = 0;
	return peek_bytes(s, offset, &value, sizeof value, failed) ? le32toh(value) : 0;
}

static inline uint64_t peek_u64le(struct span s, size_t offset, bool *failed)
{
	uint64_t value = 0;
	return peek_bytes(s, offset, &value, sizeof value, failed) ? le64toh(value) : 0;
}

#endif
