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

/* Marks that stand on the letter before, punctuation, blanks, characters that are seen nowhere. */
static bool is_no_letter(uint32_t c)
{
	return (c >= 0x0080 && c <= 0x00BF) || c == 0x00D7 || c == 0x00F7 || (c >= 0x0300 && c <= 0x036F) ||
	       (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xFEFF;
}

uint32_t folded_letter(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms */
		c -= 0xFF01 - '!';
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') ? c + ('a' - 'A') : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
	for (size_t i = 0; i < sizeof accented / sizeof *accented; i++) {
		if (c >= accented[i].first && c <= accented[i].last)
			return (unsigned char)accented[i].letter;
	}
	return is_no_letter(c) ? 0 : c;
}

struct str folded_name(struct arena *arena, struct str name)
{
	struct str lower = str_lower(arena, name); /* other scripts have cases as well */
	struct buf out = { 0 };
	for (size_t i = 0; i < lower.len;) {
		char bytes[4];
		uint32_t letter = folded_letter(utf8_next(lower, &i));
		if (letter)
			buf_put(&out, (struct str){ bytes, utf8_put(letter, bytes) });
	}
	struct str folded = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return folded;
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
