/* INI text: sections, repeated keys, comments, long lines, encodings, damage. */
#include <stdio.h>

#include "base/utf.h"
#include "decode/ini.h"
#include "support.h"

static struct arena arena;
static unsigned bad_at;

static enum err parse(struct str text, struct ini_document *ret)
{
	*ret = (struct ini_document){ 0 };
	return ini_parse_document((struct span){ (const uint8_t *)text.data, text.len }, 65536, &arena, ret, &bad_at);
}

static void real_profiles_ini(void)
{
	struct span file = corpus_file(&arena, "unode_firefox_decrypt/profiles.ini");
	struct ini_document document;
	CHECK_INT(ini_parse_document(file, 65536, &arena, &document, NULL), OK);
	CHECK_INT(document.bad_count, 0);
	CHECK_INT(document.count, 1 + 7 * 3);
	CHECK_STR(document.entries[0].section, "General");
	CHECK_STR(document.entries[3].key, "Path");
	CHECK_STR(document.entries[3].value, "test_profile_firefox_20");
	CHECK_INT(document.entries[3].line, 7);
	CHECK_STR(document.entries[15].value, "test_profile_firefox_LЮшр");
}

static void comments_repeats_and_lines(void)
{
	struct ini_document document;
	CHECK_INT(parse(STR("\xEF\xBB\xBF; first\r\n# second\r\n\r\n a = 1 ; note\r\na=x;y\r\n[ Sếp ] ; boss\r\n"
			    "url=https://a.example/?q=1\r\nempty=\r\nnoise\r\n[open\r\n=5\r\nlast=;kept"), &document), OK);
	CHECK_INT(document.count, 5);
	CHECK_STR(document.entries[0].value, "1");
	CHECK_INT(document.entries[0].line, 4);
	CHECK_STR(document.entries[1].value, "x;y");
	CHECK_STR(document.entries[1].section, "");
	CHECK_STR(document.entries[2].section, "Sếp");
	CHECK_STR(document.entries[2].value, "https://a.example/?q=1");
	CHECK_STR(document.entries[3].value, "");
	CHECK_STR(document.entries[4].value, ";kept");
	CHECK_INT(document.entries[4].line, 12);
	CHECK_INT(document.bad_count, 3);
	CHECK_INT(document.bad_lines[0].line, 9);
	CHECK_STR(document.bad_lines[0].text, "noise");
	CHECK_INT(document.bad_lines[2].line, 11);
}

static void long_lines_are_whole(void)
{
	struct ini_document document;
	char *value = arena_alloc(&arena, 5000);
	memset(value, 'v', 4999);
	struct str text = str_format(&arena, "[%.300s]\n%.250s = %s\n", value, value, value);
	CHECK_INT(parse(text, &document), OK);
	CHECK_INT(document.count, 1);
	CHECK_INT(document.entries[0].section.len, 300);
	CHECK_INT(document.entries[0].key.len, 250);
	CHECK_INT(document.entries[0].value.len, 4999);
}

static void utf16_both_ways(void)
{
	struct span little = utf16le_from_utf8(&arena, STR("\uFEFF[Mục]\r\nTên=Đỗ Văn Á\r\n"));
	struct ini_document document;
	CHECK_INT(ini_parse_document(little, 65536, &arena, &document, NULL), OK);
	CHECK_INT(document.count, 1);
	CHECK_STR(document.entries[0].section, "Mục");
	CHECK_STR(document.entries[0].value, "Đỗ Văn Á");
	uint8_t *big = arena_alloc(&arena, little.len);
	for (size_t i = 0; i < little.len; i++)
		big[i] = little.data[i ^ 1];
	CHECK_INT(ini_parse_document((struct span){ big, little.len }, 65536, &arena, &document, NULL), OK);
	CHECK_STR(document.entries[0].value, "Đỗ Văn Á");
}

static void what_is_no_text_is_refused(void)
{
	struct ini_document document;
	CHECK_INT(parse(STR("a=1\nb=\0 2\n"), &document), ERR_CORRUPT);
	CHECK_INT(bad_at, 2);
	CHECK_INT(parse(STR("a=1\n\nb=\xFF\n"), &document), ERR_CORRUPT);
	CHECK_INT(bad_at, 3);
	struct span utf16 = utf16le_from_utf8(&arena, STR("\uFEFF" "a=1\nb=2"));
	uint8_t *holed = arena_alloc(&arena, utf16.len);
	memcpy(holed, utf16.data, utf16.len);
	holed[utf16.len - 2] = 0;
	CHECK_INT(ini_parse_document((struct span){ holed, utf16.len }, 65536, &arena, &document, &bad_at), ERR_CORRUPT);
	CHECK_INT(ini_parse_document(utf16, 4, &arena, &document, &bad_at), ERR_LIMIT);
	CHECK_INT(parse(STR(""), &document), OK);
	CHECK_INT(document.count, 0);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(real_profiles_ini), TEST(comments_repeats_and_lines), TEST(long_lines_are_whole),
		TEST(utf16_both_ways), TEST(what_is_no_text_is_refused),
	};
	arena_init(&arena, (size_t)64 << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
