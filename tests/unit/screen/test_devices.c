/* Bytes of a terminal to keys, pixels to the forms of framebuffers. */
#include <string.h>

#include "screen/framebuffer.h"
#include "screen/key.h"
#include "support.h"

static void decodes_keys(void)
{
	static const struct { const char *bytes; enum key_kind kind; uint32_t character; size_t used;
	} keys[] = {
		{ "1", KEY_CHARACTER, '1', 1 },
		{ "\r", KEY_ENTER, 0, 1 },
		{ "\n", KEY_ENTER, 0, 1 },
		{ "\177", KEY_BACKSPACE, 0, 1 },
		{ "\033[A", KEY_UP, 0, 3 },
		{ "\033[D", KEY_LEFT, 0, 3 },
		{ "\033OC", KEY_RIGHT, 0, 3 },
		{ "\033[[A", KEY_F1, 0, 4 },
		{ "\033[[B", KEY_F2, 0, 4 },
		{ "\033[[E", KEY_F5, 0, 4 },
		{ "\033[15~", KEY_F5, 0, 5 },
		{ "\033[21~", KEY_F10, 0, 5 },
		{ "\033OP", KEY_F1, 0, 3 },
		{ "\033[99~", KEY_NONE, 0, 5 },
		{ "\033x", KEY_NONE, 0, 2 },
		{ "\001", KEY_NONE, 0, 1 },
		{ "\xE1\xBB\x85", KEY_CHARACTER, 0x1EC5, 3 },
		{ "\xC4\x91", KEY_CHARACTER, 0x111, 2 },
		{ "\033\033[A", KEY_ESCAPE, 0, 1 },
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct key key;
		CHECK_INT(key_decode(keys[i].bytes, strlen(keys[i].bytes), false, &key), keys[i].used);
		CHECK(key.kind == keys[i].kind && key.character == keys[i].character);
	}
}

/* Every beginning of a sequence waits; when nothing more comes, it is taken as far as it goes. */
static void waits_for_the_rest(void)
{
	static const char *const sequences[] = { "\033[21~", "\033[[A", "\033OP", "\xE1\xBB\x85" };
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
		for (size_t length = 1; length < strlen(sequences[i]); length++) {
			struct key key;
			CHECK_INT(key_decode(sequences[i], length, false, &key), 0);
			size_t used = key_decode(sequences[i], length, true, &key);
			CHECK(used > 0 && used <= length);
			CHECK((length == 1 && sequences[i][0] == '\033') == (key.kind == KEY_ESCAPE));
		}
	}
}

static void any_bytes_are_taken(void)
{
	uint32_t state = 7;
	char bytes[64];
	for (unsigned round = 0; round < 20000; round++) {
		size_t count = 1 + round % sizeof bytes;
		for (size_t i = 0; i < count; i++) {
			state = state * 1664525 + 1013904223;
			bytes[i] = (char)(state >> 24 & 3 ? state >> 16 : '\033');
		}
		for (size_t at = 0; at < count;) {
			struct key key;
			size_t used = key_decode(bytes + at, count - at, true, &key);
			CHECK(used > 0 && used <= count - at);
			at += used ? used : count;
		}
	}
}

static void names_keys(void)
{
	struct key key;
	CHECK(key_from_name("F10", 3, &key) && key.kind == KEY_F10);
	CHECK(key_from_name("Enter", 5, &key) && key.kind == KEY_ENTER);
	CHECK(key_from_name("ư", 2, &key) && key.character == 0x1B0);
	CHECK(key_from_name("Space", 5, &key) && key.character == ' ');
	CHECK(!key_from_name("Nothing", 7, &key));
	CHECK(!key_from_name("", 0, &key));
}

static void converts_pixels(void)
{
	static const uint32_t from[] = { 0x00FF8040, 0x00000000, 0x00FFFFFF };
	static const struct { struct pixel_format format; uint8_t bytes[12]; } forms[] = {
		{ { 4, { 16, 8 }, { 8, 8 }, { 0, 8 } }, { 0x40, 0x80, 0xFF, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0 } },
		{ { 4, { 0, 8 }, { 8, 8 }, { 16, 8 } }, { 0xFF, 0x80, 0x40, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0 } },
		{ { 3, { 16, 8 }, { 8, 8 }, { 0, 8 } }, { 0x40, 0x80, 0xFF, 0, 0, 0, 0xFF, 0xFF, 0xFF } },
		{ { 2, { 11, 5 }, { 5, 6 }, { 0, 5 } }, { 0x08, 0xFC, 0, 0, 0xFF, 0xFF } },
		{ { 2, { 10, 5 }, { 5, 5 }, { 0, 5 } }, { 0x08, 0x7E, 0, 0, 0xFF, 0x7F } },
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		uint8_t to[12] = { 0 };
		framebuffer_convert(&forms[i].format, from, 3, to);
		CHECK(memcmp(to, forms[i].bytes, 3 * forms[i].format.bytes) == 0);
	}
}

static void no_framebuffer_is_said(void)
{
	struct framebuffer *framebuffer;
	CHECK_INT(framebuffer_open("/nonexistent", &framebuffer), ERR_ABSENT);
	CHECK_INT(framebuffer_open("/dev/null", &framebuffer), ERR_UNSUPPORTED);
}

TEST_MAIN(TEST(decodes_keys), TEST(waits_for_the_rest), TEST(any_bytes_are_taken), TEST(names_keys),
	  TEST(converts_pixels), TEST(no_framebuffer_is_said))
