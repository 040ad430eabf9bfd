/* Hides names in sentences and paths. */
#include <string.h>

#include "base/buf.h"
#include "base/utf.h"
#include "report/folded_name.h"
#include "report/hidden_names_parts.h"

#define RUN_LONGEST  128 /* bytes of folded words that can be one name */
#define WORDS_OF_RUN 8

static void put_hidden(struct hidden_names *names, struct buf *out, struct str name)
{
	buf_put(out, mask_official_user(&names->masker, name));
}

static bool is_letter_at(struct str text, size_t at)
{
	return at < text.len && folded_letter(utf8_next(text, &at));
}

/* What may stand between two words of one name: hoa.lt, LE-THI-HOA; and marks that belong to the letter before. */
static bool joins(uint32_t c)
{
	return c == ' ' || c == '.' || c == '-' || c == '_' || c == 0xA0 || (c >= 0x300 && c <= 0x36F);
}

struct run {
	char folded[RUN_LONGEST];
	size_t len;
};

static size_t read_word(struct run *run, struct str text, size_t at)
{
	while (is_letter_at(text, at)) {
		char bytes[4];
		size_t size = utf8_put(folded_letter(utf8_next(text, &at)), bytes);
		if (run->len + size <= RUN_LONGEST)
			memcpy(run->folded + run->len, bytes, size);
		run->len += size;
	}
	return at;
}

static size_t read_gap(struct str text, size_t at)
{
	for (size_t next = at; next < text.len; at = next) {
		if (!joins(utf8_next(text, &next)))
			break;
	}
	return at;
}

/* Length of the longest name that begins with the word at `at`; 0 when there is none. */
static size_t name_at(const struct hidden_names *names, struct str text, size_t at)
{
	struct run run = { .len = 0 };
	size_t longest = 0, end = at;
	for (size_t words = 0; words < WORDS_OF_RUN && is_letter_at(text, end); words++) {
		end = read_word(&run, text, end);
		if (run.len > RUN_LONGEST)
			break;
		struct str folded = { run.folded, run.len };
		if (is_hidden_word(names, folded) || (!words && has_hidden_part(names, folded)))
			longest = end - at;
		end = read_gap(text, end);
	}
	return longest;
}

/* A computer is called the same everywhere. */
static void put_found(struct hidden_names *names, struct buf *out, struct str found)
{
	if (is_hidden_host(names, folded_name(names->arena, found)))
		buf_put(out, hide_label(names, found));
	else
		put_hidden(names, out, found);
}

/* Words, joined by anything, that are a name together. */
static void put_names(struct hidden_names *names, struct buf *out, struct str text)
{
	struct run word;
	for (size_t i = 0; i < text.len;) {
		size_t before = i, len = name_at(names, text, i);
		if (len) {
			put_found(names, out, str_sub(text, i, len));
			i += len;
			continue;
		}
		word.len = 0;
		i = read_word(&word, text, i);
		if (i == before)
			utf8_next(text, &i);
		buf_put(out, str_sub(text, before, i - before));
	}
}

static bool ends_word(char c)
{
	return strchr(" \t:;,\"'()[]<>|=@", c) || (unsigned char)c >= 0x80;
}

/* Writes the word hidden when it is a user's name or a short form of it: these may hold any character. */
static bool put_user(struct hidden_names *names, struct buf *out, struct str word)
{
	if (!is_hidden_user(names, word) && !is_short_form(names, word))
		return false;
	put_hidden(names, out, word);
	return true;
}

static size_t quote_at(struct str text, size_t at)
{
	static const char *const quotes[] = { "“", "”", "‘", "’", "…" };
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		if (str_starts(str_from(text, at), str_from_c(quotes[i])))
			return strlen(quotes[i]);
	}
	return 0;
}

/* A text that is no path: words between blanks that are users, then names. Letters above ASCII belong to words,
 * quotation marks do not. */
static void put_words(struct hidden_names *names, struct buf *out, struct str text)
{
	size_t kept = 0; /* from here on nothing is written yet */
	for (size_t start = 0, i = 0; i <= text.len;) {
		size_t mark = i < text.len ? quote_at(text, i) : 0;
		if (!mark && i < text.len && (unsigned char)text.data[i] < 0x80 && ends_word(text.data[i]))
			mark = 1;
		if (!mark && i < text.len) {
			i++;
			continue;
		}
		struct str word = str_sub(text, start, i - start);
		if (is_hidden_user(names, word) || is_short_form(names, word)) {
			put_names(names, out, str_sub(text, kept, start - kept));
			put_user(names, out, word);
			kept = i;
		}
		i += mark ? mark : 1;
		start = i;
	}
	put_names(names, out, str_from(text, kept));
}

static size_t component_end(struct str text, size_t from)
{
	while (from < text.len && text.data[from] != '\\' && text.data[from] != '/')
		from++;
	return from;
}

static bool is_hidden_folder(const struct hidden_names *names, struct str component)
{
	return is_hidden_user(names, component) || is_short_folder(component) || tells_hidden_name(names, component);
}

/* In a path a user counts where users have their folders or keys: one called Windows does not hide Windows itself. */
static void put_path(struct hidden_names *names, struct buf *out, struct str text)
{
	struct str before = { 0 };
	for (size_t start = 0; start <= text.len;) {
		size_t end = component_end(text, start);
		struct str component = str_sub(text, start, end - start);
		if (is_below_parent(names, before) && is_hidden_folder(names, component))
			put_hidden(names, out, component);
		else if (start == 0 || end == text.len)
			put_words(names, out, component);
		else
			put_names(names, out, component);
		buf_put(out, str_sub(text, end, 1));
		before = component;
		start = end + 1;
	}
}

struct str hide_in_text(struct hidden_names *names, struct str text)
{
	struct buf out = { 0 };
	if (!text.len || (!names->users.count && !names->words.count))
		return text;
	if (put_user(names, &out, text))
		;
	else if (component_end(text, 0) < text.len)
		put_path(names, &out, text);
	else
		put_words(names, &out, text);
	struct str hidden = str_eq(buf_str(&out), text) ? text : str_copy(names->arena, buf_str(&out));
	buf_done(&out);
	return hidden;
}
