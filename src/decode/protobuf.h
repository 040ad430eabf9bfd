/* Protocol Buffers wire format, flat: enough for Chromium's sync state. Never recurses; stops at the first overrun. */
#ifndef SOATMAY_DECODE_PROTOBUF_H
#define SOATMAY_DECODE_PROTOBUF_H

#include "base/cursor.h"

struct protobuf_field {
	uint32_t number;
	unsigned wire;      /* 0 varint, 1 64 bit, 2 bytes, 5 32 bit */
	uint64_t value;     /* wire 0, 1, 5 */
	struct span bytes;  /* wire 2 */
};

/* The next field; false at the end or at damage: then cursor_ok() tells which. */
bool protobuf_next(struct cursor *cursor, struct protobuf_field *ret);

#endif
