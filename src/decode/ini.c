/* INI text as Windows programs and Firefox write it: [section], key=value, comments; own line splitting.
 * Not through inih: it cuts section names at 49 bytes and takes ':' for '=' whatever its switches (measured on release
 * 55). */
#include "decode/ini.h"

#include "base/array.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/plain_text.h"

struct bad_line { unsigned line; struct str text; };

struct parser {
	struct arena *arena;
	struct str section;
	unsigned line;
	ARRAY_OF(struct ini_entry) entries;
	ARRAY_OF(struct bad_line) bad_lines;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_comment(struct str text)
{
	return text.len == 0 || text.data[0] == ';' || text.data[0] == '#';
}

/* Cut at a ';' that follows a blank. */
static struct str without_inline_comment(struct str text)
{
	for (size_t i = 1; i < text.len; i++) {
		if (text.data[i] == ';' && is_blank(text.data[i - 1]))
			return str_sub(text, 0, i);
	}
	return text;
}

static ptrdiff_t find_char(struct str text, char c)
{
	const char *at = text.len ? memchr(text.data, c, text.len) : NULL;
	return at ? at - text.data : -1;
}

static bool take_section(struct parser *parser, struct str text)
{
	ptrdiff_t end = find_char(text, ']');
	if (end < 0 || !is_comment(str_trim(str_from(text, (size_t)end + 1))))
		return false;
	parser->section = str_trim(str_sub(text, 1, (size_t)end - 1));
	return true;
}

static bool take_entry(struct parser *parser, struct str text)
{
	ptrdiff_t equals = find_char(text, '=');
	struct str key = str_trim(str_sub(text, 0, equals < 0 ? 0 : (size_t)equals));
	if (key.len == 0)
		return false;
	struct str value = str_trim(without_inline_comment(str_from(text, (size_t)equals + 1)));
	*array_push(parser->arena, &parser->entries) = (struct ini_entry){ parser->section, key, value, parser->line };
	return true;
}

static void take_line(struct parser *parser, struct str raw)
{
	struct str text = str_trim(raw);
	if (is_comment(text))
		return;
	if (text.data[0] == '[' ? take_section(parser, text) : take_entry(parser, text))
		return;
	*array_push(parser->arena, &parser->bad_lines) = (struct bad_line){ parser->line, text };
}

static unsigned take_lines(struct parser *parser, struct str text, bool *ret_bad_bytes)
{
	*ret_bad_bytes = false;
	while (text.len) {
		struct str line = str_cut(text, '\n', &text);
		parser->line++;
		if (find_char(line, '\0') >= 0 || !utf8_valid(line)) {
			*ret_bad_bytes = true;
			break;
		}
		take_line(parser, line);
	}
	return parser->line;
}

enum err ini_parse_document(struct span bytes, size_t max_bytes, struct arena *arena, struct ini_document *ret,
			    unsigned *ret_line)
{
	struct parser parser = { .arena = arena };
	bool bad_bytes;
	if (bytes.len > max_bytes)
		return ERR_LIMIT;
	unsigned line = take_lines(&parser, str_copy(arena, plain_text(bytes, arena)), &bad_bytes);
	if (bad_bytes) {
		if (ret_line)
			*ret_line = line;
		return ERR_CORRUPT;
	}
	*ret = (struct ini_document){ .entries = parser.entries.items, .count = parser.entries.count };
	/* The header's type of a bad line has no name: copied member by member. */
	ret->bad_lines = arena_calloc(arena, parser.bad_lines.count + 1, sizeof *ret->bad_lines);
	ret->bad_count = parser.bad_lines.count;
	for (size_t i = 0; i < ret->bad_count; i++) {
		ret->bad_lines[i].line = parser.bad_lines.items[i].line;
		ret->bad_lines[i].text = parser.bad_lines.items[i].text;
	}
	return OK;
}
