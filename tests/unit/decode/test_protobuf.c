/* Protobuf wire format: the worked example of Chromium's DataTypeState, bounds, groups, over-long varints. */
#include "decode/protobuf.h"
#include "support.h"

/* Chromium's DataTypeState: cache guid in field 5, account id in field 6, state in field 9. */
static const uint8_t state[] = { 0x2A, 0x02, 'g', '1', 0x32, 0x10, '3', '4', '9', 'e', 'f', '2', 'e', '0', '2', '1', 'f', 'a', 'a',
				 '0', 'f', 'a', 0x48, 0x03 };

static void known_state_reads(void)
{
	struct cursor cursor = cursor_over((struct span){ state, sizeof state });
	struct protobuf_field field;
	CHECK(protobuf_next(&cursor, &field) && field.number == 5 && field.wire == 2 && field.bytes.len == 2);
	CHECK(protobuf_next(&cursor, &field) && field.number == 6 && field.bytes.len == 16);
	CHECK_STR(((struct str){ (const char *)field.bytes.data, field.bytes.len }), "349ef2e021faa0fa");
	CHECK(protobuf_next(&cursor, &field) && field.number == 9 && field.wire == 0 && field.value == 3);
	CHECK(!protobuf_next(&cursor, &field));
	CHECK(cursor_ok(&cursor));
}

static void every_prefix_is_whole_or_failed(void)
{
	for (size_t len = 0; len < sizeof state; len++) {
		struct cursor cursor = cursor_over((struct span){ state, len });
		struct protobuf_field field;
		size_t fields = 0;
		while (protobuf_next(&cursor, &field))
			fields++;
		bool boundary = len == 0 || len == 4 || len == 22;
		CHECK_INT(cursor_ok(&cursor), boundary);
		CHECK_INT(fields, (len >= 4) + (len >= 22));
	}
}

static bool fails(const char *bytes, size_t len)
{
	struct cursor cursor = cursor_over((struct span){ (const uint8_t *)bytes, len });
	struct protobuf_field field = { .number = 77 };
	bool any = protobuf_next(&cursor, &field);
	return !any && !cursor_ok(&cursor) && field.number == 77;
}

static void damage_fails(void)
{
	CHECK(fails("\x0B\x0C", 2));     /* groups */
	CHECK(fails("\x0E\x01", 2));     /* wire type 6 */
	CHECK(fails("\x00\x01", 2));     /* field 0 */
	CHECK(fails("\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01zz", 13)); /* length 2^64-1 */
	CHECK(fails("\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 12)); /* eleven bytes */
	CHECK(fails("\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02", 11));     /* 65 bits */
	CHECK(fails("\x09\x01\x02\x03\x04\x05\x06\x07", 8));
	CHECK(fails("\x0D\x01\x02\x03", 4));
	CHECK(fails("\x88\x80\x80\x80\x80\x01\x00", 7)); /* field number above 29 bits */
}

static void fixed_and_largest_values(void)
{
	static const uint8_t bytes[] = { 0x09, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x15, 1, 2, 3, 4, 0x18,
					 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 };
	struct cursor cursor = cursor_over((struct span){ bytes, sizeof bytes });
	struct protobuf_field field;
	CHECK(protobuf_next(&cursor, &field) && field.wire == 1 && field.value == 0x8000000000000001);
	CHECK(protobuf_next(&cursor, &field) && field.wire == 5 && field.value == 0x04030201);
	CHECK(protobuf_next(&cursor, &field) && field.number == 3 && field.value == UINT64_MAX);
	CHECK(!protobuf_next(&cursor, &field) && cursor_ok(&cursor));
}

TEST_MAIN(TEST(known_state_reads), TEST(every_prefix_is_whole_or_failed), TEST(damage_fails), TEST(fixed_and_largest_values))
