/* Folds Latin letters with accents, Vietnamese above all, to those of ASCII. */
#include "report/folded_name.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf.h"

#define TELLING_BEGINNING 12 /* letters: so many of a longer name are this name's */
#define TELLING_REST      5  /* letters of a name before the cut of Windows */

static const struct { uint16_t first, last; char letter; } accented[] = {
	{ 0x00C0, 0x00C5, 'a' }, { 0x00C7, 0x00C7, 'c' }, { 0x00C8, 0x00CB, 'e' }, { 0x00CC, 0x00CF, 'i' },
	{ 0x00D0, 0x00D0, 'd' }, { 0x00D1, 0x00D1, 'n' }, { 0x00D2, 0x00D6, 'o' }, { 0x00D8, 0x00D8, 'o' },
	{ 0x00D9, 0x00DC, 'u' }, { 0x00DD, 0x00DD, 'y' }, { 0x00E0, 0x00E5, 'a' }, { 0x00E7, 0x00E7, 'c' },
	{ 0x00E8, 0x00EB, 'e' }, { 0x00EC, 0x00EF, 'i' }, { 0x00F0, 0x00F0, 'd' }, { 0x00F1, 0x00F1, 'n' },
	{ 0x00F2, 0x00F6, 'o' }, { 0x00F8, 0x00F8, 'o' }, { 0x00F9, 0x00FC, 'u' }, { 0x00FD, 0x00FD, 'y' },
	{ 0x00FF, 0x00FF, 'y' }, { 0x0100, 0x0105, 'a' }, { 0x0106, 0x010D, 'c' }, { 0x010E, 0x0111, 'd' },
	{ 0x0112, 0x011B, 'e' }, { 0x011C, 0x0123, 'g' }, { 0x0124, 0x0127, 'h' }, { 0x0128, 0x0131, 'i' },
	{ 0x0139, 0x0142, 'l' }, { 0x0143, 0x0148, 'n' }, { 0x014C, 0x0151, 'o' }, { 0x0154, 0x0159, 'r' },
	{ 0x015A, 0x0161, 's' }, { 0x0162, 0x0167, 't' }, { 0x0168, 0x0173, 'u' }, { 0x0174, 0x0175, 'w' },
	{ 0x0176, 0x0178, 'y' }, { 0x0179, 0x017E, 'z' }, { 0x01A0, 0x01A1, 'o' }, { 0x01AF, 0x01B0, 'u' },
	{ 0x1EA0, 0x1EB7, 'a' }, { 0x1EB8, 0x1EC7, 'e' }, { 0x1EC8, 0x1ECB, 'i' }, { 0x1ECC, 0x1EE3, 'o' },
	{ 0x1EE4, 0x1EF1, 'u' }, { 0x1EF2, 0x1EF9, 'y' },
};

/* Marks that stand on the letter before, punctuation, blanks, signs, pictures, characters that are seen nowhere. */
static const struct { uint32_t first, last; } no_letters[] = {
	{ 0x0080, 0x00BF }, { 0x00D7, 0x00D7 }, { 0x00F7, 0x00F7 }, { 0x02B0, 0x036F }, { 0x0483, 0x0489 },
	{ 0x061C, 0x061C }, { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x1AB0, 0x1AFF },
	{ 0x1DC0, 0x1DFF }, { 0x2000, 0x20FF }, { 0x2190, 0x2BFF }, { 0x2E00, 0x2E7F }, { 0x3000, 0x303F },
	{ 0x3164, 0x3164 }, { 0xE000, 0xF8FF }, { 0xFE00, 0xFE6F }, { 0xFEFF, 0xFEFF }, { 0xFF5F, 0xFF65 },
	{ 0xFFA0, 0xFFA0 }, { 0xFFE0, 0xFFFF }, { 0x1F000, 0x1FAFF }, { 0xE0000, 0x10FFFF },
};

static bool is_no_letter(uint32_t c)
{
	for (size_t i = 0; i < sizeof no_letters / sizeof *no_letters; i++) {
		if (c >= no_letters[i].first && c <= no_letters[i].last)
			return true;
	}
	return false;
}

/* Letter or digit without its accents, in lower case; 0 for what is none. */
static uint32_t folded_letter(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms */
		c -= 0xFF01 - '!';
	c = code_point_lower(c);
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
	for (size_t i = 0; i < sizeof accented / sizeof *accented; i++) {
		if (c >= accented[i].first && c <= accented[i].last)
			return (unsigned char)accented[i].letter;
	}
	return is_no_letter(c) ? 0 : c;
}

static int hexadecimal(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%20", "%E1%BB%8B" of an address of the web: false when the text at `at` is none. */
static bool encoded_character(struct str text, size_t *at, uint32_t *character)
{
	char bytes[4];
	size_t count = 0, used = 0;
	for (size_t i = *at; count < sizeof bytes && text.len - i > 2 && text.data[i] == '%'; i += 3) {
		int high = hexadecimal(text.data[i + 1]), low = hexadecimal(text.data[i + 2]);
		if (high < 0 || low < 0)
			break;
		bytes[count++] = (char)(high << 4 | low);
	}
	if (!count)
		return false;
	*character = utf8_next((struct str){ bytes, count }, &used);
	if (*character >= 0xDC80 && *character <= 0xDCFF) /* a byte that is no character */
		return false;
	*at += 3 * used;
	return true;
}

static uint32_t next_character(struct str text, size_t *at)
{
	uint32_t character;
	return encoded_character(text, at, &character) ? character : utf8_next(text, at);
}

struct str folded_name(struct arena *arena, struct str name)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < name.len;) {
		char bytes[4];
		uint32_t letter = folded_letter(next_character(name, &i));
		if (letter)
			buf_put(&out, (struct str){ bytes, utf8_put(letter, bytes) });
	}
	struct str folded = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return folded;
}

static void make_room(struct folded_text *folded, struct arena *arena, size_t size)
{
	if (size <= folded->capacity)
		return;
	folded->capacity = size < 256 ? 512 : 2 * size;
	folded->letters = arena_array(arena, char, folded->capacity);
	folded->from = arena_array(arena, size_t, folded->capacity);
	folded->to = arena_array(arena, size_t, folded->capacity);
}

void folded_text_read(struct folded_text *folded, struct arena *arena, struct str text)
{
	make_room(folded, arena, 3 * text.len); /* a small letter may be longer than its capital (base/str.h) */
	folded->len = 0;
	for (size_t i = 0; i < text.len;) {
		char bytes[4];
		size_t from = i;
		uint32_t c = next_character(text, &i);
		uint32_t letter = c == '\\' || c == '/' || c == ':' ? FOLDED_BREAK : folded_letter(c);
		size_t size = letter ? utf8_put(letter, bytes) : 0;
		for (size_t k = 0; k < size; k++) {
			folded->letters[folded->len] = bytes[k];
			folded->from[folded->len] = from;
			folded->to[folded->len++] = i;
		}
	}
}

bool label_tells_name(struct str label, struct str folded_label, struct str name)
{
	if (!name.len)
		return false;
	if (str_find(folded_label, str_sub(name, 0, TELLING_BEGINNING)) >= 0)
		return true;
	for (size_t rest = TELLING_REST; label.len == NETBIOS_LENGTH && rest < name.len; rest++) {
		if (str_ends(folded_label, str_sub(name, 0, rest)))
			return true;
	}
	return false;
}
