/* The end of the minutes in HTML: re-check box, signatures, recipients, annexes. */
#include "report/html_parts.h"

void html_recheck(struct html *html)
{
	const struct form *form = html->form;
	if (!form->recheck.lines.count)
		return;
	html_put(html, "<section id=\"v\" class=\"recheck\" aria-labelledby=\"v-title\">\n<h2 id=\"v-title\">V. ");
	html_text(html, form->recheck.title);
	html_put(html, "</h2>\n<div class=\"box\">\n");
	html_element(html, "p", NULL, form->recheck.bound);
	for (size_t i = 0; i < form->recheck.lines.count; i++)
		html_element(html, "p", NULL, form->recheck.lines.items[i]);
	html_put(html, "</div>\n</section>\n");
}

void html_signatures(struct html *html)
{
	const struct form *form = html->form;
	html_put(html, "<section class=\"end\" aria-label=\"");
	html_attribute(html, html_say(html, "rep.sign"));
	html_put(html, "\">\n");
	html_element(html, "p", "class=\"opinion\"", html_say(html, "rep.opinion"));
	html_element(html, "p", "class=\"notice\"", form->notice);
	html_element(html, "p", "class=\"closing\"", form->closing);
	html_put(html, "<div class=\"signatures\">\n");
	for (size_t i = 0; i < form->signatures.count; i++) {
		html_put(html, "<div>");
		html_element(html, "p", "class=\"role\"", form->signatures.items[i].title);
		html_element(html, "p", "class=\"note\"", form->signatures.items[i].note);
		html_element(html, "p", "class=\"name\"", form->signatures.items[i].name);
		html_put(html, "</div>\n");
	}
	html_put(html, "</div>\n<div class=\"recipients\">");
	html_element(html, "p", NULL, form->recipients_label);
	html_put(html, "<ul>\n");
	for (size_t i = 0; i < form->recipients.count; i++)
		html_element(html, "li", NULL, form->recipients.items[i]);
	html_put(html, "</ul></div>\n</section>\n");
}

static const char *cell_class(const struct form_annex *annex, unsigned column)
{
	return annex->number[column] ? " class=\"figure\"" : annex->keep[column] ? " class=\"keep\"" : "";
}

static void cell(struct html *html, const struct form_annex *annex, const struct form_row *row, unsigned column)
{
	buf_printf(html->out, "<td%s>", cell_class(annex, column));
	html_text(html, row->cells[column]);
	if (column == 0 && row->below.len) {
		html_put(html, "<span class=\"below-cell\">");
		html_text(html, row->below);
		html_put(html, "</span>");
	}
	html_put(html, "</td>\n");
}

static void table(struct html *html, const struct form_annex *annex, size_t number)
{
	/* A keyboard scrolls what is too wide. */
	buf_printf(html->out,
	           "<section class=\"wide\" tabindex=\"0\" aria-labelledby=\"annex-%zu\">\n<table class=\"columns-%u\">\n"
	           "<thead><tr>\n",
	           number, annex->columns);
	for (unsigned i = 0; i < annex->columns; i++)
		html_element(html, "th", annex->number[i] ? "scope=\"col\" class=\"figure\"" : "scope=\"col\"",
		             annex->heads[i]);
	html_put(html, "</tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < annex->rows.count; k++) {
		html_put(html, "<tr>\n");
		for (unsigned i = 0; i < annex->columns; i++)
			cell(html, annex, &annex->rows.items[k], i);
		html_put(html, "</tr>\n");
	}
	html_put(html, "</tbody>\n</table>\n</section>\n");
}

void html_annexes(struct html *html)
{
	for (size_t i = 0; i < html->form->annexes.count; i++) {
		const struct form_annex *annex = &html->form->annexes.items[i];
		buf_printf(html->out, "<div class=\"annex\">\n<h2 id=\"annex-%zu\">", i + 1);
		html_text(html, annex->title);
		html_put(html, "</h2>\n");
		html_element(html, "p", NULL, annex->note);
		if (annex->rows.count)
			table(html, annex, i + 1);
		html_element(html, "p", "class=\"more\"", annex->more);
		html_put(html, "</div>\n");
	}
}
