/* Terminal bytes and names to keys (console_codes(4), xterm's function keys). */
#include "screen/key.h"

#include <string.h>

#include "base/utf.h"

static const struct { const char *bytes; enum key_kind kind;
} sequences[] = {
	{ "\033[A", KEY_UP },	   { "\033[B", KEY_DOWN },     { "\033[C", KEY_RIGHT },	     { "\033[D", KEY_LEFT },
	{ "\033OA", KEY_UP },	   { "\033OB", KEY_DOWN },     { "\033OC", KEY_RIGHT },	     { "\033OD", KEY_LEFT },
	{ "\033[1~", KEY_HOME },   { "\033[4~", KEY_END },     { "\033[H", KEY_HOME },	     { "\033[F", KEY_END },
	{ "\033[3~", KEY_DELETE }, { "\033[5~", KEY_PAGE_UP }, { "\033[6~", KEY_PAGE_DOWN }, { "\033[[A", KEY_F1 },
	{ "\033[[B", KEY_F2 },	   { "\033[[E", KEY_F5 },      { "\033OP", KEY_F1 },	     { "\033OQ", KEY_F2 },
	{ "\033[11~", KEY_F1 },	   { "\033[12~", KEY_F2 },     { "\033[15~", KEY_F5 },	     { "\033[21~", KEY_F10 },
};

static size_t escape_sequence(const char *bytes, size_t count, bool last, struct key *ret)
{
	size_t end = 2;
	if (count == 1 || bytes[1] == '\033') {
		ret->kind = KEY_ESCAPE;
		return count == 1 && !last ? 0 : 1;
	}
	if (bytes[1] != '[' && bytes[1] != 'O') { /* Alt and a key: not ours */
		return 2;
	}
	if (count > 2 && bytes[1] == '[' && bytes[2] == '[')
		end = 3;
	while (end < count && bytes[1] == '[' && end < 16 &&
	       ((bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == ';'))
		end++;
	if (end >= count)
		return last ? count : 0;
	end++;
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
		if (strlen(sequences[i].bytes) == end && memcmp(sequences[i].bytes, bytes, end) == 0)
			ret->kind = sequences[i].kind;
	return end;
}

static size_t sequence_bytes(unsigned char first)
{
	return first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
}

size_t key_decode(const char *bytes, size_t count, bool last, struct key *ret)
{
	unsigned char first = (unsigned char)bytes[0];
	size_t used = 0;
	*ret = (struct key){ KEY_NONE, 0 };
	if (first == '\033')
		return escape_sequence(bytes, count, last, ret);
	if (first == '\r' || first == '\n')
		ret->kind = KEY_ENTER;
	else if (first == 0x7F || first == 0x08)
		ret->kind = KEY_BACKSPACE;
	else if (first >= ' ')
		ret->kind = KEY_CHARACTER;
	if (ret->kind != KEY_CHARACTER)
		return 1;
	if (sequence_bytes(first) > count && !last)
		return 0;
	ret->character = utf8_next((struct str){ bytes, count }, &used);
	if (ret->character >= 0xDC80 && ret->character <= 0xDCFF) /* no UTF-8 */
		ret->kind = KEY_NONE;
	return used;
}

bool key_from_name(const char *name, size_t length, struct key *ret)
{
	static const struct { const char *name; enum key_kind kind;
	} names[] = {
		{ "Enter", KEY_ENTER }, { "Esc", KEY_ESCAPE }, { "Backspace", KEY_BACKSPACE },
		{ "Up", KEY_UP },	{ "Down", KEY_DOWN },  { "Left", KEY_LEFT },
		{ "Right", KEY_RIGHT }, { "F1", KEY_F1 },      { "F2", KEY_F2 },
		{ "F5", KEY_F5 },	{ "F10", KEY_F10 },    { "Home", KEY_HOME },
		{ "End", KEY_END },
	};
	*ret = (struct key){ KEY_NONE, 0 };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strlen(names[i].name) == length && memcmp(names[i].name, name, length) == 0) {
			ret->kind = names[i].kind;
			return true;
		}
	}
	if (length == 5 && memcmp(name, "Space", 5) == 0) {
		*ret = (struct key){ KEY_CHARACTER, ' ' };
		return true;
	}
	size_t used = key_decode(name, length, true, ret);
	return length > 0 && used == length && ret->kind == KEY_CHARACTER;
}
