/* Hides names in sentences and paths. */
#include <string.h>

#include "base/buf.h"
#include "base/utf.h"
#include "report/folded_name.h"
#include "report/hidden_names_parts.h"

#define PIECES_OF_NAME 16 /* runs of letters and runs of digits that can be one name */

static void put_hidden(struct hidden_names *names, struct buf *out, struct str name)
{
	buf_put(out, mask_official_user(&names->masker, name));
}

static bool is_digit_at(const struct folded_text *text, size_t at)
{
	return text->letters[at] >= '0' && text->letters[at] <= '9';
}

/* Something that is no letter or digit stands before this one. */
static bool begins_word(const struct folded_text *text, size_t at)
{
	return !at || text->from[at] > text->to[at - 1] || text->letters[at] == FOLDED_BREAK ||
	       text->letters[at - 1] == FOLDED_BREAK;
}

static size_t word_end(const struct folded_text *text, size_t at)
{
	for (at++; at < text->len && !begins_word(text, at); at++)
		;
	return at;
}

/* Letters or digits alone: "hoalt2" has two pieces. */
static size_t piece_end(const struct folded_text *text, size_t at)
{
	bool digits = is_digit_at(text, at);
	for (at++; at < text->len && !begins_word(text, at) && is_digit_at(text, at) == digits; at++)
		;
	return at;
}

static struct str letters(const struct folded_text *text, size_t from, size_t end)
{
	return (struct str){ text->letters + from, end - from };
}

/* End of the longest name that is made of whole pieces from `at` on, with digits behind it; `at` when there is none. */
static size_t whole_name_end(const struct hidden_names *names, size_t at)
{
	const struct folded_text *text = &names->text;
	size_t longest = at, end = at;
	for (size_t pieces = 0; pieces < PIECES_OF_NAME && end < text->len; pieces++) {
		if (text->letters[end] == FOLDED_BREAK)
			break;
		end = piece_end(text, end);
		if (is_hidden_word(names, letters(text, at, end)))
			longest = end;
		if (!begins_hidden_word(names, letters(text, at, end)))
			break;
	}
	if (longest > at && longest < text->len && !begins_word(text, longest) && is_digit_at(text, longest))
		longest = piece_end(text, longest);
	return longest;
}

/* End of what is to be hidden from the piece at `at` on: a whole name, and the words of every name that begins in the
 * piece or in what is hidden already. */
static size_t hidden_end(const struct hidden_names *names, size_t at)
{
	const struct folded_text *text = &names->text;
	size_t piece = piece_end(text, at), hidden = whole_name_end(names, at);
	for (size_t i = at; i < (hidden > piece ? hidden : piece); i++) {
		size_t len = hidden_part_at(names, letters(text, i, text->len));
		if (len && i + len > hidden)
			hidden = word_end(text, i + len - 1);
	}
	return hidden;
}

/* A computer is called the same everywhere. */
static void put_found(struct hidden_names *names, struct buf *out, struct str found)
{
	if (is_hidden_host(names, folded_name(names->arena, found)))
		buf_put(out, hide_label(names, found));
	else
		put_hidden(names, out, found);
}

/* Words, joined by anything, that are a name together or have one in their letters. */
static void put_names(struct hidden_names *names, struct buf *out, struct str text)
{
	const struct folded_text *folded = &names->text;
	size_t written = 0;
	folded_text_read(&names->text, names->arena, text);
	for (size_t i = 0, end; i < folded->len; i = end) {
		end = hidden_end(names, i);
		if (end == i) {
			end = piece_end(folded, i);
			continue;
		}
		size_t from = folded->from[i], to = folded->to[end - 1];
		buf_put(out, str_sub(text, written, from - written));
		put_found(names, out, str_sub(text, from, to - from));
		written = to;
	}
	buf_put(out, str_from(text, written));
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
	if (!text.len)
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
