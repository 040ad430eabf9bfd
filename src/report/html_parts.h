/* The pieces of html*.c. Nobody else includes this. */
#ifndef SOATMAY_REPORT_HTML_PARTS_H
#define SOATMAY_REPORT_HTML_PARTS_H

#include "report/form.h"

struct html {
	struct buf *out;
	struct view *view; /* only its arena grows */
	const struct form *form;
	const struct case_file *file; /* of which the view was made */
};

/* Markup of ours, as it is. */
void html_put(struct html *html, const char *markup);
/* Text of anybody: escaped, runs of right-to-left letters isolated, breaks allowed behind \ / @. Longer than three
 * lines: cut. */
void html_text(struct html *html, struct str text);
void html_title(struct html *html, struct str text); /* words of two syllables stay whole */
/* Text for an attribute's value: escaped only. */
void html_attribute(struct html *html, struct str text);
/* <name attributes>text</name>, nothing when the text is empty. `attributes` is ours and may be NULL. */
void html_element(struct html *html, const char *name, const char *attributes, struct str text);
struct str html_say(const struct html *html, const char *id);

extern const char html_style[];
void html_page_style(struct html *html); /* running head and foot of printed pages */

void html_verdict_shape(struct html *html, enum verdict verdict);
void html_severity(struct html *html, enum severity severity); /* four squares; the word stands beside them */
void html_qr(struct html *html, struct str text);

void html_rows(struct html *html, const view_rows *rows);
void html_findings(struct html *html);
void html_drawing(struct html *html);
void html_recheck(struct html *html);
void html_signatures(struct html *html);
void html_annexes(struct html *html);

#endif
