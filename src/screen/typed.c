/* Typing of one line. */
#include "screen/typed.h"

#include <string.h>

#include "base/utf.h"
#include "screen/telex.h"

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void typed_put(const struct typed *typed, struct buf *out)
{
	buf_put(out, (struct str){ typed->text, typed->text_bytes });
	if (typed->plain)
		buf_put(out, (struct str){ typed->word, typed->word_keys });
	else
		telex_word(out, (struct str){ typed->word, typed->word_keys });
}

static bool put_text(struct typed *typed, struct str text)
{
	if (typed->text_bytes + text.len > sizeof typed->text)
		return false;
	if (text.len)
		memcpy(typed->text + typed->text_bytes, text.data, text.len);
	typed->text_bytes += text.len;
	return true;
}

/* The word becomes text. */
static void end_word(struct typed *typed)
{
	struct buf whole = { 0 };
	typed_put(typed, &whole);
	typed->text_bytes = 0;
	typed->word_keys = 0;
	(void)put_text(typed, buf_str(&whole));
	buf_done(&whole);
}

static size_t last_letter(struct str text)
{
	size_t start = text.len;
	while (start > 0 && ((unsigned char)text.data[--start] & 0xC0) == 0x80)
		;
	return start;
}

/* Where the last word of the text begins. */
static size_t last_word(struct str text)
{
	size_t start = text.len;
	while (start > 0 &&
	       (is_letter((unsigned char)text.data[start - 1]) || (unsigned char)text.data[start - 1] >= 0x80))
		start--;
	return start;
}

static void back(struct typed *typed)
{
	struct buf keys = { 0 };
	end_word(typed);
	struct str text = { typed->text, typed->text_bytes };
	text.len = last_letter(text);
	size_t word = last_word(text);
	telex_keys(&keys, str_from(text, word));
	typed->text_bytes = text.len;
	if (!typed->plain && keys.len < sizeof typed->word) { /* go on with the word that is left */
		typed->text_bytes = word;
		memcpy(typed->word, keys.data ? keys.data : "", keys.len);
		typed->word_keys = keys.len;
	}
	buf_done(&keys);
}

bool typed_key(struct typed *typed, struct key key)
{
	char bytes[4];
	if (key.kind == KEY_BACKSPACE) {
		back(typed);
		return true;
	}
	if (key.kind == KEY_F2) {
		end_word(typed);
		typed->plain = !typed->plain;
		return true;
	}
	if (key.kind != KEY_CHARACTER)
		return false;
	struct buf whole = { 0 };
	typed_put(typed, &whole);
	size_t columns = utf8_columns(buf_str(&whole));
	buf_done(&whole);
	if (columns >= TYPED_MOST || key.character == '|')
		return true;
	if (is_letter(key.character) && typed->word_keys < sizeof typed->word) {
		typed->word[typed->word_keys++] = (char)key.character;
		return true;
	}
	end_word(typed);
	(void)put_text(typed, (struct str){ bytes, utf8_put(key.character, bytes) });
	return true;
}

bool typed_digit(struct typed *typed, struct key key, size_t most)
{
	if (key.kind == KEY_BACKSPACE && typed->text_bytes > 0)
		typed->text_bytes--;
	else if (key.kind == KEY_CHARACTER && key.character >= '0' && key.character <= '9' && typed->text_bytes < most)
		typed->text[typed->text_bytes++] = (char)key.character;
	else
		return key.kind == KEY_CHARACTER || key.kind == KEY_BACKSPACE;
	return true;
}

void typed_put_form(const struct typed *typed, const char *form, struct buf *out)
{
	size_t digit = 0;
	for (const char *sign = form; *sign; sign++) {
		if (*sign == '#' && digit == typed->text_bytes)
			return;
		buf_put_char(out, *sign == '#' ? typed->text[digit++] : *sign);
	}
}
