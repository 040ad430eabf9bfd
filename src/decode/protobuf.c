/* Protocol Buffers wire format (protobuf.dev/programming-guides/encoding): varint, 64 bit, bytes, 32 bit; groups end
 * the reading. */
#include "decode/protobuf.h"

/* At most ten bytes; the tenth holds one bit. */
static uint64_t read_varint(struct cursor *cursor)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 70; shift += 7) {
		uint8_t byte = cursor_u8(cursor);
		if (shift == 63 && byte > 1)
			break;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return value;
	}
	cursor->failed = true;
	return 0;
}

bool protobuf_next(struct cursor *cursor, struct protobuf_field *ret)
{
	struct protobuf_field field = { 0 };
	if (!cursor_ok(cursor) || cursor_left(cursor) == 0)
		return false;
	uint64_t tag = read_varint(cursor);
	field.number = (uint32_t)(tag >> 3);
	field.wire = tag & 7;
	/* Field numbers have 29 bits; 0 is none. */
	if (tag >> 3 == 0 || tag >> 32)
		cursor->failed = true;
	switch (field.wire) {
	case 0:
		field.value = read_varint(cursor);
		break;
	case 1:
		field.value = cursor_u64le(cursor);
		break;
	case 2:
		field.value = read_varint(cursor);
		field.bytes = cursor_bytes(cursor, field.value > cursor_left(cursor) ? SIZE_MAX : (size_t)field.value);
		field.value = 0;
		break;
	case 5:
		field.value = cursor_u32le(cursor);
		break;
	default:
		cursor->failed = true;
	}
	if (!cursor_ok(cursor))
		return false;
	*ret = field;
	return true;
}
