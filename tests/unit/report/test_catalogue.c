/* The catalogue: look-up, placeholders, numbers and dates of both languages. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/catalogue.h"
#include "report/words.h"
#include "support.h"

#include "base/timestamp.h"

static struct arena arena;

static void looks_up(void)
{
	CHECK_STR(message(LANGUAGE_VI, "verdict.fail"), "KHÔNG ĐẠT");
	CHECK_STR(message(LANGUAGE_EN, "verdict.fail"), "FAIL");
	CHECK_STR(message(LANGUAGE_EN, "no.such.id"), "no.such.id");
	CHECK(message_exists("account.hidden"));
	CHECK(message_exists("vol.truncated"));
	CHECK(!message_exists("aaa"));
	CHECK(!message_exists("zzz"));
	CHECK(!message_exists(""));
}

static void values_are_never_templates(void)
{
	struct placeholder values[] = { { "account", STR("{user}%s%n") }, { "user", STR("{account}") } };
	CHECK_STR(words_message(&arena, LANGUAGE_EN, "txt.account.user", values, 2), "{user}%s%n (Windows user “{account}”)");
	CHECK_STR(words_message(&arena, LANGUAGE_EN, "txt.account.user", values, 1), "{user}%s%n (Windows user “(unknown)”)");
}

static void numbers_and_dates(void)
{
	int64_t time;
	CHECK_STR(words_number(&arena, LANGUAGE_VI, 5218774), "5.218.774");
	CHECK_STR(words_number(&arena, LANGUAGE_EN, 5218774), "5,218,774");
	CHECK_STR(words_number(&arena, LANGUAGE_VI, 999), "999");
	CHECK_STR(words_count(&arena, LANGUAGE_VI, 7), "07");
	CHECK_STR(words_count(&arena, LANGUAGE_VI, 0), "0");
	CHECK_STR(words_count(&arena, LANGUAGE_VI, 12), "12");
	CHECK_STR(words_count(&arena, LANGUAGE_EN, 7), "7");
	CHECK(time_parse(STR("2026-08-05T20:21:00Z"), &time));
	CHECK_STR(words_time(&arena, LANGUAGE_VI, time), "06/8/2026 03:21");
	CHECK_STR(words_time(&arena, LANGUAGE_EN, time), "6 Aug 2026 03:21");
	CHECK(time_parse(STR("2026-01-31T20:00:00Z"), &time));
	CHECK_STR(words_date(&arena, LANGUAGE_VI, time), "01/02/2026");
	CHECK_STR(words_time(&arena, LANGUAGE_VI, TIME_UNKNOWN), "");
	CHECK_STR(words_size(&arena, LANGUAGE_VI, UINT64_C(512110190592)), "512 GB");
	CHECK_STR(words_size(&arena, LANGUAGE_EN, UINT64_C(2000398934016)), "2 TB");
	CHECK_STR(words_size(&arena, LANGUAGE_EN, 104857600), "105 MB");
	CHECK_STR(words_size(&arena, LANGUAGE_EN, 512), "512 byte");
}

static void names_are_shortened_and_printable(void)
{
	CHECK_STR(words_name(&arena, STR("UltraViewer")), "UltraViewer");
	CHECK_STR(words_name(&arena, STR("a\xE2\x80\xAE" "b")), "a\\u202Eb");
	CHECK_STR(words_name(&arena, STR("0123456789012345678901234567890123456789X")), "012345678901234567890123…90123456789X");
	CHECK_STR(words_name(&arena, STR("ắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắ")), "ắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắắ");
}

/* Both languages, NFC, same placeholders, nothing unused or missing: read by a script that shares no code with us. */
static void capitals_of_an_office(void)
{
	CHECK_STR(words_capitals(&arena, STR("Ủy ban nhân dân xã Suối Mây")), "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY");
	CHECK_STR(words_capitals(&arena, STR("Đảng ủy phường Ưng Ơi, ăn ĩ ũ ơ ư đ ÷ ß №7")),
	          "ĐẢNG ỦY PHƯỜNG ƯNG ƠI, ĂN Ĩ Ũ Ơ Ư Đ ÷ ß №7");
}

static void catalogue_is_whole(void)
{
	if (access("tests/check-catalogue", X_OK) != 0 || system("/usr/bin/python3 -c 0") != 0)
		test_skip("no python3 here, or not run from the project's folder");
	CHECK_INT(system("tests/check-catalogue"), 0);
}

/* Click paths carry the English labels; each label is listed with what is known of it. */
static void labels_are_listed(void)
{
	if (access("tests/check-labels", X_OK) != 0 || system("/usr/bin/python3 -c 0") != 0)
		test_skip("no python3 here, or not run from the project's folder");
	CHECK_INT(system("tests/check-labels"), 0);
}

/* The fonts that the paper embeds and the screen draws with: the faces' own tables, read by fontconfig. */
static void fonts_draw_every_letter(void)
{
	if (access("tests/check-letters", X_OK) != 0 || system("/usr/bin/python3 -c 0") != 0)
		test_skip("no python3 here, or not run from the project's folder");
	int status = system("tests/check-letters");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		test_skip("fc-query or the Liberation fonts are not installed");
	CHECK_INT(status, 0);
}

int main(void)
{
	static const struct test tests[] = { TEST(looks_up), TEST(values_are_never_templates), TEST(numbers_and_dates),
		                             TEST(names_are_shortened_and_printable), TEST(capitals_of_an_office), TEST(catalogue_is_whole), TEST(labels_are_listed),
		                             TEST(fonts_draw_every_letter) };
	arena_init(&arena, 1 << 24);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
