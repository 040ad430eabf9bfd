/* Any bytes as protobuf: the cursor moves on with each field and stays inside; two levels as the artifacts go. */
#include <stdlib.h>

#include "decode/protobuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(struct span bytes, int levels)
{
	struct cursor cursor = cursor_over(bytes);
	struct protobuf_field field;
	size_t before = 0;
	while (protobuf_next(&cursor, &field)) {
		if (cursor.offset <= before || cursor.offset > bytes.len || field.number == 0 || field.bytes.len > bytes.len)
			abort();
		before = cursor.offset;
		if (field.wire == 2 && levels)
			walk(field.bytes, levels - 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	walk((struct span){ data, size }, 2);
	return 0;
}
