/* Firefox prefs.js and user.js: user_pref("key", "text" | number | true | false); with comments.
 * Grammar: mozilla/gecko-dev modules/libpref/parser (pref, user_pref, sticky_pref; // # and block comments). */
#include "decode/prefs_js.h"

#include "base/array.h"
#include "base/limits.h"
#include "decode/escape.h"
#include "decode/plain_text.h"

struct parser {
	struct arena *arena;
	struct str text;
	size_t at;
	unsigned line; /* of `counted` */
	size_t counted;
	ARRAY_OF(struct pref) prefs;
	size_t bad_lines;
};

static struct str rest(const struct parser *parser)
{
	return str_from(parser->text, parser->at);
}

static bool take(struct parser *parser, struct str word)
{
	if (!str_starts(rest(parser), word))
		return false;
	parser->at += word.len;
	return true;
}

static unsigned current_line(struct parser *parser)
{
	for (; parser->counted < parser->at && parser->counted < parser->text.len; parser->counted++)
		parser->line += parser->text.data[parser->counted] == '\n';
	return parser->line;
}

static bool skip_to(struct parser *parser, struct str end)
{
	ptrdiff_t found = str_find(rest(parser), end);
	parser->at = found < 0 ? parser->text.len : parser->at + (size_t)found + end.len;
	return found >= 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

static void skip_blanks(struct parser *parser)
{
	for (;;) {
		while (parser->at < parser->text.len && is_blank(parser->text.data[parser->at]))
			parser->at++;
		if (take(parser, STR("//")) || take(parser, STR("#")))
			(void)skip_to(parser, STR("\n"));
		else if (take(parser, STR("/*")))
			parser->bad_lines += !skip_to(parser, STR("*/")); /* an open comment hides the rest */
		else
			return;
	}
}

static bool take_token(struct parser *parser, struct str word)
{
	skip_blanks(parser);
	return take(parser, word);
}

static bool take_string(struct parser *parser, struct str *ret)
{
	size_t len;
	skip_blanks(parser);
	if (parser->at >= parser->text.len)
		return false;
	char quote = parser->text.data[parser->at];
	if ((quote != '"' && quote != '\'') || !escape_body(parser->text, parser->at + 1, quote, &len))
		return false;
	*ret = escape_decode(str_sub(parser->text, parser->at + 1, len), parser->arena);
	parser->at += len + 2;
	return true;
}

static bool is_word_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+';
}

/* true, false or an integer. */
static bool take_word(struct parser *parser, struct str *ret)
{
	size_t len = 0;
	uint64_t number;
	skip_blanks(parser);
	struct str left = rest(parser);
	while (len < left.len && is_word_char(left.data[len]))
		len++;
	struct str word = str_sub(left, 0, len);
	bool sign = len > 0 && (word.data[0] == '-' || word.data[0] == '+');
	if (!str_eq_c(word, "true") && !str_eq_c(word, "false") && !str_to_u64(str_from(word, sign), 10, &number))
		return false;
	parser->at += len;
	*ret = word;
	return true;
}

static bool take_pref(struct parser *parser, struct pref *ret)
{
	struct pref pref = { .line = current_line(parser) };
	if (!take(parser, STR("user_pref")) && !take(parser, STR("sticky_pref")) && !take(parser, STR("pref")))
		return false;
	if (!take_token(parser, STR("(")) || !take_string(parser, &pref.key) || !take_token(parser, STR(",")))
		return false;
	pref.is_string = take_string(parser, &pref.value);
	if (!pref.is_string && !take_word(parser, &pref.value))
		return false;
	/* ", sticky" and ", locked" of default files */
	while (take_token(parser, STR(","))) {
		if (!take_token(parser, STR("sticky")) && !take_token(parser, STR("locked")))
			return false;
	}
	if (!take_token(parser, STR(")")) || !take_token(parser, STR(";")))
		return false;
	*ret = pref;
	return true;
}

/* Bad lines are stepped over: damage in one line must not hide the others. */
static void take_all(struct parser *parser)
{
	for (;;) {
		struct pref pref;
		skip_blanks(parser);
		if (parser->at >= parser->text.len)
			return;
		size_t start = parser->at;
		if (take_pref(parser, &pref)) {
			*array_push(parser->arena, &parser->prefs) = pref;
			continue;
		}
		parser->bad_lines++;
		parser->at = start;
		(void)skip_to(parser, STR("\n"));
	}
}

enum err prefs_js_parse(struct span bytes, struct arena *arena, struct pref_list *ret)
{
	if (bytes.len > LIMIT_TEXT_BYTES)
		return ERR_LIMIT;
	struct parser parser = { .arena = arena, .line = 1 };
	parser.text = plain_text_trim_end(plain_text(bytes, arena));
	take_all(&parser);
	*ret = (struct pref_list){ parser.prefs.items, parser.prefs.count, parser.bad_lines };
	return OK;
}

const struct pref *prefs_js_get(const struct pref_list *list, const char *key)
{
	for (size_t i = list->count; i > 0; i--) {
		if (str_eq_c(list->items[i - 1].key, key))
			return &list->items[i - 1];
	}
	return NULL;
}
