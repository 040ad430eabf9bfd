/* Text: UTF conversions, folding, times, cursor, JSON writer. */
#include "base/cursor.h"
#include "base/json_out.h"
#include "base/timestamp.h"
#include "base/utf.h"
#include "support.h"

static struct arena arena;

static void utf16_keeps_what_is_ill_formed(void)
{
	uint8_t lone[] = { 'a', 0, 0x00, 0xD8, 'b', 0, 0, 0, 'c', 0 };
	CHECK_STR(utf16le_text(&arena, (struct span){ lone, sizeof lone }), "a\\uD800b");
	CHECK_STR(utf16le_all(&arena, (struct span){ lone, sizeof lone }), "a\\uD800b\\u0000c");
	uint8_t emoji[] = { 0x3D, 0xD8, 0x00, 0xDE };
	CHECK_STR(utf16le_text(&arena, (struct span){ emoji, sizeof emoji }), "\xF0\x9F\x98\x80");
	CHECK_STR(utf16le_text(&arena, utf16le_from_utf8(&arena, STR("Nguyễn Đức"))), "Nguyễn Đức");
}

static void utf8_shows_bad_bytes_and_marks(void)
{
	CHECK(utf8_valid(STR("Trần")));
	CHECK(!utf8_valid(STR("\xC0\xAF")));
	CHECK(!utf8_valid(STR("\xED\xA0\x80")));
	CHECK_STR(utf8_text(&arena, (struct span){ (const uint8_t *)"a\xFFz", 3 }), "a\\xFFz");
	CHECK_STR(utf8_printable(&arena, STR("x\xE2\x80\xAEy\n")), "x\\u202Ey\\u000A");
	CHECK_INT(utf8_columns(STR("Ở Ỡ ệ")), 5);
}

static void folding_knows_vietnamese(void)
{
	CHECK(str_eq_fold(STR("NGUYỄN ĐỨC"), STR("nguyễn đức")));
	CHECK(!str_eq_fold(STR("nguyen"), STR("nguyễn")));
	CHECK(str_starts_fold(STR("Ntuser.dat.LOG1"), STR("NTUSER.DAT")));
	CHECK(str_ends_fold(STR("a.LOG1"), STR(".log1")));
	CHECK_INT(str_find_fold(STR("UltraViewer"), STR("VIEW")), 5);
	CHECK_STR(str_lower(&arena, STR("ĐẠT-OK")), "đạt-ok");
}

static void times_of_every_clock(void)
{
	CHECK_STR(time_rfc3339(&arena, time_from_unix(1680508800)), "2023-04-03T08:00:00Z");
	CHECK_STR(time_rfc3339(&arena, time_from_filetime(133249824000000000)), "2023-04-03T08:00:00Z");
	CHECK_STR(time_rfc3339(&arena, time_from_webkit(13324982400000000)), "2023-04-03T08:00:00Z");
	CHECK(time_from_filetime(0) == TIME_UNKNOWN && time_from_filetime(INT64_MAX) == TIME_UNKNOWN);
	int64_t time;
	CHECK(time_parse(STR("2026-11-22T09:30:00+07:00"), &time) && time == time_from_unix(1795314600));
	CHECK(time_parse(STR("2026-11-22T02:30:00.5Z"), &time) && time == time_from_unix(1795314600) + 500000);
	CHECK(!time_parse(STR("2026-11-22"), &time) && !time_parse(STR("2026-13-01T00:00:00Z"), &time));
}

static void cursor_fails_once_and_stays(void)
{
	const uint8_t bytes[] = { 1, 2, 0, 3, 0, 0, 0 };
	struct cursor c = cursor_over((struct span){ bytes, sizeof bytes });
	CHECK_INT(cursor_u8(&c), 1);
	CHECK_INT(cursor_u16le(&c), 2);
	CHECK_INT(cursor_u32le(&c), 3);
	CHECK(cursor_ok(&c));
	CHECK_INT(cursor_u8(&c), 0);
	CHECK(!cursor_ok(&c) && cursor_left(&c) == 0);
}

static void json_escapes(void)
{
	struct buf buf = { 0 };
	struct json_out out;
	json_out_init(&out, &buf, false);
	json_out_object(&out, NULL);
	json_out_text(&out, "a", STR("q\"\\\n\xFF"));
	json_out_array(&out, "b");
	json_out_u64(&out, NULL, 7);
	json_out_null(&out, NULL);
	json_out_array_end(&out);
	json_out_object_end(&out);
	CHECK_STR(buf_str(&buf), "{\"a\":\"q\\\"\\\\\\u000a\\\\xFF\",\"b\":[7,null]}");
	buf_done(&buf);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(utf16_keeps_what_is_ill_formed), TEST(utf8_shows_bad_bytes_and_marks), TEST(folding_knows_vietnamese),
		TEST(times_of_every_clock), TEST(cursor_fails_once_and_stays), TEST(json_escapes),
	};
	arena_init(&arena, 1 << 24);
	return test_main(tests, sizeof tests / sizeof *tests);
}
