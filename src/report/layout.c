/* Wrapping by terminal columns (mockups README, "Names and lines"). */
#include "report/layout.h"

#include "base/arena.h"
#include "base/utf.h"

/* Bytes of `text` that fill at most `width` columns, at least one character; combining marks stay with their letter. */
static size_t fitting(struct str text, unsigned width)
{
	size_t end = 0, columns = 0;
	while (end < text.len) {
		size_t next = end;
		utf8_next(text, &next);
		columns += utf8_columns(str_sub(text, end, next - end));
		if (columns > width && end > 0)
			break;
		end = next;
	}
	return end;
}

/* Where a word that is longer than a line may be cut: behind the last separator that fits, else anywhere. */
static size_t cut_of(struct str word, unsigned width)
{
	size_t most = fitting(word, width);
	if (most == word.len)
		return most;
	for (size_t i = most; i > most / 2; i--) {
		char c = word.data[i - 1];
		if (c == '\\' || c == '/' || c == '@' || c == '_' || c == '-')
			return i;
	}
	return most;
}

static void spaces(struct layout *layout, size_t count)
{
	buf_fill(layout->out, ' ', count);
}

static unsigned width_from(const struct layout *layout, unsigned indent)
{
	return layout->columns > indent + 10 ? layout->columns - indent : 10;
}

/* Length of the first line of `text`, a blank at its end not counted. */
static size_t line_of(struct str text, unsigned width)
{
	size_t end = 0;
	for (size_t at = 0; at < text.len;) {
		ptrdiff_t blank = str_find(str_from(text, at), STR(" "));
		size_t stop = blank < 0 ? text.len : at + (size_t)blank;
		if (utf8_columns(str_sub(text, 0, stop)) > width)
			break;
		end = stop;
		at = stop + 1;
	}
	if (end)
		return end;
	ptrdiff_t blank = str_find(text, STR(" "));
	return cut_of(str_sub(text, 0, blank < 0 ? text.len : (size_t)blank), width);
}

void layout_put(struct layout *layout, unsigned label_at, struct str label, unsigned indent, struct str text)
{
	bool first = true;
	text = str_trim(text);
	spaces(layout, label_at);
	buf_put(layout->out, label);
	size_t at = label_at + utf8_columns(label);
	if (text.len && label.len && at >= indent) {
		if (at + 2 + utf8_columns(text) <= layout->columns) {
			indent = (unsigned)at + 2;
		} else {
			buf_put_char(layout->out, '\n');
			at = 0;
		}
	}
	unsigned width = width_from(layout, indent);
	while (text.len) {
		size_t len = line_of(text, width);
		if (!first)
			buf_put_char(layout->out, '\n');
		spaces(layout, first && at < indent ? indent - at : first ? 0 : indent);
		buf_put(layout->out, str_sub(text, 0, len));
		text = str_trim(str_from(text, len));
		first = false;
	}
	buf_put_char(layout->out, '\n');
}

void layout_ends(struct layout *layout, unsigned indent, struct str left, struct str right)
{
	size_t used = indent + utf8_columns(left) + utf8_columns(right);
	if (!right.len || used + 2 > layout->columns) {
		layout_put(layout, indent, (struct str){ 0 }, indent, left);
		if (right.len)
			layout_put(layout, indent, (struct str){ 0 }, indent, right);
		return;
	}
	spaces(layout, indent);
	buf_put(layout->out, left);
	spaces(layout, layout->columns - used);
	buf_put(layout->out, right);
	buf_put_char(layout->out, '\n');
}

void layout_rule(struct layout *layout, const char *character)
{
	for (unsigned i = 0; i < layout->columns; i++)
		buf_put_c(layout->out, character);
	buf_put_char(layout->out, '\n');
}

void layout_blank(struct layout *layout)
{
	buf_put_char(layout->out, '\n');
}

struct str layout_path(struct arena *arena, struct str path, unsigned width)
{
	if (utf8_columns(path) <= width)
		return path;
	size_t last = 0;
	for (size_t i = path.len; i-- > 0;) {
		if (path.data[i] != '\\')
			continue;
		if (last && utf8_columns(str_from(path, i)) + 1 > width)
			break;
		last = i;
	}
	struct str rest = str_from(path, last);
	return last ? str_format(arena, "…%.*s", STR_ARGS(rest)) : path;
}
