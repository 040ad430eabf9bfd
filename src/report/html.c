/* report.html: the minutes as one file that needs no script, no network and no other file (mock-ups 20 to 22, design
 * system for the screen). */
#include "base/limits.h"
#include "report/html_parts.h"
#include "report/words.h"

static void page_title(struct html *html)
{
	const struct view *view = html->view;
	html_put(html, "<title>");
	html_attribute(html, view->title);
	html_put(html, " – ");
	html_attribute(html, view->verdict_word);
	if (view->code.len) {
		html_put(html, " – ");
		html_attribute(html, view->code);
	}
	html_put(html, "</title>\n");
}

static void document_head(struct html *html)
{
	buf_printf(html->out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n",
	           html->view->language == LANGUAGE_EN ? "en" : "vi");
	html_put(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	               "'unsafe-inline'\">\n"
	               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	               "<meta name=\"format-detection\" content=\"telephone=no, email=no, address=no\">\n");
	page_title(html);
	html_put(html, "<style>\n");
	html_put(html, html_style);
	html_page_style(html);
	html_put(html, "</style>\n</head>\n");
}

static void lines(struct html *html, const char *class, const text_list *list)
{
	if (!list->count)
		return;
	buf_printf(html->out, "<div class=\"%s\">", class);
	for (size_t i = 0; i < list->count; i++) {
		html_put(html, "<p>");
		html_title(html, list->items[i]);
		html_put(html, "</p>\n");
	}
	html_put(html, "</div>\n");
}

static void official_head(struct html *html)
{
	const struct form *form = html->form;
	html_put(html, "<header class=\"official\">\n<div class=\"left\">\n");
	lines(html, "issuer", &form->issuer);
	html_element(html, "p", "class=\"no\"", form->number);
	html_put(html, "</div>\n<div class=\"right\">\n");
	lines(html, form->style == FORM_STATE ? "motto state" : "motto", &form->motto);
	html_element(html, "p", "class=\"date\"", form->place_date);
	html_put(html, "</div>\n</header>\n");
}

static void title(struct html *html)
{
	html_put(html, "<div class=\"title\">\n<h1><span>");
	html_text(html, html->form->type);
	html_put(html, "</span> <span class=\"subject\">");
	html_title(html, html->form->subject);
	html_put(html, "</span></h1>\n");
	html_element(html, "p", "class=\"copy\"", html->form->copy_line);
	html_put(html, "</div>\n");
}

static void count(struct html *html, const char *label_id, size_t number, struct str more)
{
	html_put(html, "<li>");
	html_text(html, html_say(html, label_id));
	html_put(html, " <b>");
	html_text(html, words_count(html->view->arena, html->view->language, number));
	html_put(html, "</b>");
	if (more.len) {
		html_put(html, " <small>");
		html_text(html, more);
		html_put(html, "</small>");
	}
	html_put(html, "</li>\n");
}

static void counts(struct html *html)
{
	const struct view *view = html->view;
	struct str undone = words_count(view->arena, view->language, view->mandatory_undone);
	html_put(html, "<ul class=\"counts\">\n");
	count(html, "txt.count.fail", view->fails, (struct str){ 0 });
	count(html, "txt.count.note", view->notes, (struct str){ 0 });
	count(html, "txt.count.limit", view->limits,
	      words_message1(view->arena, view->language, "txt.count.mandatory", "n", undone));
	count(html, "txt.writes", view->writes, (struct str){ 0 });
	html_put(html, "</ul>\n");
}

static void check_code(struct html *html)
{
	if (!html->form->code.len)
		return;
	html_put(html, "<div class=\"code\"><p>");
	html_text(html, html->view->check_short);
	html_put(html, html->view->check_short.len ? "<br>\n" : "");
	html_text(html, html->form->code_label);
	html_put(html, " <b>");
	html_text(html, html->form->code);
	html_put(html, "</b></p>\n");
	html_qr(html, html->form->scan_text);
	html_put(html, "</div>\n");
}

static void worst(struct html *html)
{
	const struct form *form = html->form;
	if (!form->worst.count)
		return;
	html_put(html, "<table class=\"worst\">\n<thead><tr><th scope=\"col\" class=\"item\">");
	html_text(html, form->worst_label);
	html_put(html, "</th>\n");
	html_element(html, "th", "scope=\"col\" class=\"severity\"", form->severity_label);
	html_element(html, "th", "scope=\"col\" class=\"who\"", form->who_label);
	html_put(html, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < form->worst.count; i++) {
		const struct form_worst *row = &form->worst.items[i];
		buf_printf(html->out,
		           "<tr><th scope=\"row\" class=\"item\"><a href=\"#muc-%u\"><span class=\"number\">%u.</span> "
		           "<span>",
		           row->number, row->number);
		html_text(html, row->title);
		html_put(html, "</span></a></th>\n<td class=\"severity\">");
		html_severity(html, row->severity);
		html_put(html, " ");
		html_text(html, row->severity_text);
		html_put(html, "</td>\n<td class=\"who\">");
		html_text(html, row->who);
		html_put(html, "</td></tr>\n");
	}
	html_put(html, "</tbody>\n</table>\n");
	html_element(html, "p", "class=\"more\"", form->worst_more);
}

static void verdict(struct html *html)
{
	static const char *const names[] = { [VERDICT_FAIL] = "fail",
		                             [VERDICT_PASS] = "pass",
		                             [VERDICT_INCONCLUSIVE] = "inconclusive",
		                             [VERDICT_NONE] = "none" };
	const struct view *view = html->view;
	buf_printf(html->out,
	           "<section class=\"verdict %s\" aria-labelledby=\"verdict-word\">\n<div class=\"field\">\n",
	           names[view->verdict]);
	html_verdict_shape(html, view->verdict);
	html_put(html, "<div class=\"said\">\n");
	html_element(html, "h2", "id=\"verdict-word\"", view->verdict_word);
	for (size_t i = 0; i < view->verdict_text.count; i++)
		html_element(html, "p", NULL, view->verdict_text.items[i]);
	if (view->check.len)
		html_element(html, "p", "class=\"check\"", view->check);
	html_put(html, "</div>\n");
	check_code(html);
	html_put(html, "</div>\n<div class=\"below\">\n");
	counts(html);
	worst(html);
	html_put(html, "</div>\n</section>\n");
}

void html_rows(struct html *html, const view_rows *rows)
{
	html_put(html, "<dl class=\"rows\">\n");
	for (size_t i = 0; i < rows->count; i++) {
		const struct view_row *row = &rows->items[i];
		bool list = row->lines.count > 1;
		html_element(html, "dt", NULL, row->label);
		html_put(html, list ? "<dd><ul>\n" : "<dd>");
		for (size_t k = 0; k < row->lines.count; k++) {
			if (list)
				html_element(html, "li", NULL, row->lines.items[k]);
			else
				html_text(html, row->lines.items[k]);
		}
		html_put(html, list ? "</ul></dd>\n" : "</dd>\n");
	}
	html_put(html, "</dl>\n");
}

static void parties(struct html *html)
{
	html_put(html, "<section class=\"parties\" aria-label=\"");
	html_attribute(html, html_say(html, "rep.parties"));
	html_put(html, "\">\n");
	html_element(html, "p", "class=\"opening\"", html->form->opening);
	html_rows(html, &html->form->parties);
	html_put(html, "</section>\n");
}

/* `id` is the anchor of the section, `number` its Roman number. */
static void open_section(struct html *html, const char *id, const char *number, const char *title_id)
{
	buf_printf(html->out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s. ", id, id, id,
	           number);
	html_text(html, html_say(html, title_id));
	html_put(html, "</h2>\n");
}

static void machines(struct html *html)
{
	open_section(html, "i", "I", "txt.sec1");
	for (size_t i = 0; i < html->view->machines.count; i++) {
		html_element(html, "h3", NULL, html->view->machines.items[i].title);
		html_rows(html, &html->view->machines.items[i].rows);
	}
	html_put(html, "</section>\n");
}

static void conclusion(struct html *html)
{
	open_section(html, "iv", "IV", "txt.sec4");
	html_put(html, "<ol class=\"conclusion\">\n");
	for (size_t i = 0; i < html->view->conclusion.count; i++)
		html_element(html, "li", NULL, html->view->conclusion.items[i]);
	html_put(html, "</ol>\n</section>\n");
}

/* Versions, hashes and what the marks mean: for whoever checks the paper later. */
static void integrity(struct html *html)
{
	html_put(html, "<section class=\"integrity\" aria-labelledby=\"integrity\">\n<h2 id=\"integrity\">");
	html_text(html, html_say(html, "rep.integrity"));
	html_put(html, "</h2>\n");
	html_rows(html, &html->view->foot);
	html_put(html, "</section>\n");
}

static void body(struct html *html)
{
	html_put(html, "<body>\n<div class=\"sheet\">\n");
	official_head(html);
	html_put(html, "<main>\n");
	title(html);
	verdict(html);
	parties(html);
	machines(html);
	open_section(html, "ii", "II", "txt.sec2");
	html_rows(html, &html->view->scope);
	html_put(html, "</section>\n");
	open_section(html, "iii", "III", "txt.sec3");
	html_findings(html);
	html_put(html, "</section>\n");
	conclusion(html);
	html_recheck(html);
	html_signatures(html);
	html_drawing(html);
	integrity(html);
	html_annexes(html);
	html_put(html, "</main>\n<footer>");
	html_element(html, "span", NULL, html->form->copy_name);
	html_element(html, "span", NULL, html->view->clock);
	html_put(html, "</footer>\n</div>\n</body>\n</html>\n");
}

void report_write_html(struct buf *out, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options)
{
	struct arena arena;
	struct view view;
	struct form form;
	arena_init(&arena, LIMIT_REPORT_BYTES);
	view_build(&view, &arena, file, policy, options);
	form_build(&form, &view);
	struct html html = { out, &view, &form, file };
	document_head(&html);
	body(&html);
	arena_done(&arena);
}
