/* Section III in HTML: each finding an article with its rows and numbered remedies. */
#include "report/html_parts.h"
#include "report/words.h"

#define ITEMS_SHOWN 40

static void open_row(struct html *html, const char *label_id)
{
	html_element(html, "dt", NULL, html_say(html, label_id));
	html_put(html, "<dd>");
}

static void close_row(struct html *html)
{
	html_put(html, "</dd>\n");
}

static void row(struct html *html, const char *label_id, struct str text)
{
	if (!text.len)
		return;
	open_row(html, label_id);
	html_text(html, text);
	close_row(html);
}

static void more(struct html *html, const char *element, const char *id, size_t count)
{
	struct str number = words_count(html->view->arena, html->view->language, count);
	html_element(html, element, "class=\"more\"",
	             words_message1(html->view->arena, html->view->language, id, "n", number));
}

static void items(struct html *html, const struct view_finding *finding)
{
	if (!finding->items.count)
		return;
	open_row(html, "txt.row.items");
	html_put(html, "<ul class=\"items\">\n");
	for (size_t i = 0; i < finding->items.count && i < ITEMS_SHOWN; i++)
		html_element(html, "li", NULL, finding->items.items[i]);
	if (finding->items.count > ITEMS_SHOWN)
		more(html, "li", "txt.items.more", finding->items.count - ITEMS_SHOWN);
	html_put(html, "</ul>");
	close_row(html);
}

/* What the places say together, then one line for each file; full paths stand in the annex of places. */
static void evidence(struct html *html, const struct view_finding *finding)
{
	if (!finding->brief.count && !finding->facts.count)
		return;
	open_row(html, "txt.row.evidence");
	for (size_t i = 0; i < finding->facts.count; i++)
		html_element(html, "p", "class=\"fact\"", finding->facts.items[i]);
	html_element(html, "p", "class=\"fact\"", finding->rest);
	for (size_t i = 0; i < finding->brief.count; i++)
		html_element(html, "p", "class=\"path\"", finding->brief.items[i]);
	close_row(html);
}

static void reasons(struct html *html, const struct view_finding *finding)
{
	if (!finding->reasons.count)
		return;
	html_element(html, "dt", NULL, html_say(html, "txt.row.why"));
	html_put(html, "<dd class=\"why\">");
	for (size_t i = 0; i < finding->reasons.count; i++)
		html_element(html, "p", NULL, finding->reasons.items[i]);
	close_row(html);
}

/* The letters (a, b, c, d, đ ...) are text: no list style counts in Vietnamese. */
static void remedies(struct html *html, const struct view_finding *finding)
{
	if (!finding->steps.count)
		return;
	open_row(html, "txt.row.fix");
	html_put(html, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < finding->steps.count; i++) {
		const struct view_step *step = &finding->steps.items[i];
		html_put(html, "<li>");
		if (finding->steps.count > 1) {
			html_put(html, "<span class=\"letter\">");
			html_text(html, step->letter);
			html_put(html, ")</span> ");
		}
		html_put(html, "<span><b>");
		html_text(html, step->who_text);
		html_put(html, ":</b> ");
		html_text(html, step->text);
		html_put(html, "</span></li>\n");
	}
	html_put(html, "</ol>");
	close_row(html);
}

static void head(struct html *html, const struct view_finding *finding)
{
	buf_printf(html->out, "<header>\n<h3><span class=\"number\">%u.</span> <span>", finding->number);
	html_text(html, finding->title);
	html_put(html, "</span></h3>\n<p class=\"severity\">");
	html_severity(html, finding->finding->severity);
	html_put(html, " <span><b>");
	html_text(html, finding->severity);
	html_put(html, "</b>");
	if (finding->effect.len) {
		html_put(html, ", ");
		html_text(html, finding->effect);
	}
	html_put(html, "</span> <span class=\"rule\">");
	html_text(html, str_from_c(finding->finding->rule));
	if (finding->letter.len) {
		html_put(html, "; ");
		html_text(html, finding->letter);
	}
	html_put(html, "</span></p>\n</header>\n");
}

static void finding_article(struct html *html, const struct view_finding *finding)
{
	buf_printf(html->out, "<article id=\"muc-%u\" class=\"finding%s\">\n", finding->number,
	           finding->finding->effect == EFFECT_FAIL ? " must" : "");
	head(html, finding);
	html_put(html, "<dl class=\"rows\">\n");
	row(html, "txt.row.account", finding->account);
	row(html, "txt.row.system", finding->system);
	items(html, finding);
	evidence(html, finding);
	row(html, "txt.row.confidence", finding->confidence);
	reasons(html, finding);
	remedies(html, finding);
	if (finding->unit_decides)
		row(html, "txt.row.decision", html_say(html, "txt.row.decision.boxes"));
	html_put(html, "</dl>\n</article>\n");
}

void html_findings(struct html *html)
{
	const struct view *view = html->view;
	if (view->statements.count)
		html_put(html, "<ul class=\"statements\">\n");
	for (size_t i = 0; i < view->statements.count; i++)
		html_element(html, "li", NULL, view->statements.items[i]);
	if (view->statements.count)
		html_put(html, "</ul>\n");
	for (size_t i = 0; i < view->findings.count; i++)
		finding_article(html, &view->findings.items[i]);
}
