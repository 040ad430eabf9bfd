/* Text into markup: nothing that came from a disk can become markup, turn the reading direction or stretch a page. */
#include "base/utf.h"
#include "report/html_parts.h"
#include "report/words.h"

#define LONGEST 400 /* characters of one text; the JSON has all of it */
#define TAIL 60

void html_put(struct html *html, const char *markup)
{
	buf_put_c(html->out, markup);
}

struct str html_say(const struct html *html, const char *id)
{
	return message(html->view->language, id);
}

/* Blocks of scripts that are written from right to left (Unicode, DerivedBidiClass R and AL). */
static bool is_right_to_left(uint32_t c)
{
	return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
	       (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

static bool is_letter_left_to_right(uint32_t c)
{
	bool latin = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	return latin || (c >= 0xC0 && !(c >= 0x2000 && c <= 0x2BFF) && !is_right_to_left(c));
}

static void put_escaped(struct buf *out, uint32_t c)
{
	switch (c) {
	case '&': buf_put_c(out, "&amp;"); break;
	case '<': buf_put_c(out, "&lt;"); break;
	case '>': buf_put_c(out, "&gt;"); break;
	case '"': buf_put_c(out, "&quot;"); break;
	case '\'': buf_put_c(out, "&#39;"); break;
	default:
		buf_put_code_point(out,
		                   c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c);
	}
}

/* Where the run of right-to-left letters that begins at `at` ends: behind its last such letter, before the next Latin
 * word. */
static size_t run_end(struct str text, size_t at)
{
	size_t end = at;
	for (size_t i = at; i < text.len;) {
		uint32_t c = utf8_next(text, &i);
		if (is_letter_left_to_right(c))
			break;
		if (is_right_to_left(c))
			end = i;
	}
	return end;
}

void html_attribute(struct html *html, struct str text)
{
	for (size_t i = 0; i < text.len;)
		put_escaped(html->out, utf8_next(text, &i));
}

/* Behind the character at `at`: after \ and @, and in addresses after /, but never inside a date. */
static bool may_break(struct str text, size_t at, size_t next)
{
	char c = text.data[at], after = next < text.len ? text.data[next] : ' ';
	bool letter = (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z');
	return c == '\\' || c == '@' || (c == '/' && letter);
}

void html_text(struct html *html, struct str text)
{
	size_t isolated = 0; /* end of the run inside <bdi> */
	text = words_cut(html->view->arena, text, LONGEST, TAIL);
	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		uint32_t c = utf8_next(text, &i);
		if (!isolated && is_right_to_left(c)) {
			isolated = run_end(text, at);
			html_put(html, "<bdi>");
		}
		if (c == '[' && str_starts(str_from(text, at), STR("[ ]"))) { /* a box to tick; the fonts have none */
			html_put(html, "<span class=\"tick\">[ ]</span>");
			i = at + 3;
			continue;
		}
		put_escaped(html->out, c);
		if (may_break(text, at, i))
			html_put(html, "<wbr>");
		if (isolated && i >= isolated) {
			html_put(html, "</bdi>");
			isolated = 0;
		}
	}
}

void html_title(struct html *html, struct str text)
{
	size_t from = 0, length;
	for (size_t at = 0; at < text.len; at += length ? length : 1) {
		length = words_of_two_syllables(text, at);
		if (!length)
			continue;
		html_text(html, str_sub(text, from, at - from));
		html_put(html, "<span class=\"whole\">");
		html_text(html, str_sub(text, at, length));
		html_put(html, "</span>");
		from = at + length;
	}
	html_text(html, str_from(text, from));
}

void html_element(struct html *html, const char *name, const char *attributes, struct str text)
{
	if (!text.len)
		return;
	buf_printf(html->out, "<%s%s%s>", name, attributes ? " " : "", attributes ? attributes : "");
	html_text(html, text);
	buf_printf(html->out, "</%s>\n", name);
}
