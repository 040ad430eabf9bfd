/* The row of keys on a terminal. */
#include "screen/text_hints.h"

#include <string.h>

#include "base/utf.h"

static const char *key_word(const char *key)
{
	static const char *const arrows[][2] = { { "up", "^" }, { "down", "v" }, { "left", "<-" }, { "right", "->" } };
	for (size_t i = 0; i < 4; i++)
		if (strcmp(key, arrows[i][0]) == 0)
			return arrows[i][1];
	return key;
}

static size_t put_hint(struct buf *line, const struct hint *hint)
{
	struct buf one = { 0 };
	for (size_t k = 0; k < 3 && hint->keys[k]; k++)
		buf_printf(&one, "%s%s", k ? hint->range ? "-" : "/" : "", key_word(hint->keys[k]));
	buf_printf(&one, " %.*s", STR_ARGS(hint->text));
	size_t columns = utf8_columns(buf_str(&one));
	if (line)
		buf_printf(line, "%s%.*s", line->len > 1 ? "  " : "", STR_ARGS(buf_str(&one)));
	buf_done(&one);
	return columns;
}

void text_hints(struct buf *line, const struct page *page, unsigned part, unsigned parts, unsigned columns)
{
	struct hint hints[HINTS_MOST];
	size_t count = page_hints(page, part, parts, hints), used = 0; /* two blanks for each */
	buf_put_char(line, ' ');
	for (size_t i = 0; i < count; i++)
		used += hints[i].right ? put_hint(NULL, &hints[i]) + 2 : 0;
	for (unsigned right = 0; right < 2; right++) {
		for (size_t i = 0; i < count; i++) {
			size_t room = hints[i].right ? 0 : put_hint(NULL, &hints[i]) + 2;
			if (hints[i].right != (right == 1) || used + room > columns)
				continue;
			used += room;
			(void)put_hint(line, &hints[i]);
		}
	}
}
