/* The form of the handover minutes around the view: official head, parties, worst items, re-check box, signatures, recipients, annexes.
 * Words and order for every writer that makes paper (HTML, PDF); Decree 30/2020 gives the layout. A pure function of the view. */
#ifndef SOATMAY_REPORT_FORM_H
#define SOATMAY_REPORT_FORM_H

#include "report/view.h"

#define FORM_WORST      3     /* items on page 1 */
#define FORM_ANNEX_ROWS 2000  /* of one annex: 60 pages; report.json has all of them */

enum form_style { FORM_STATE, FORM_PARTY, FORM_COMPANY, FORM_PLAIN };

struct form_worst {
	unsigned number;              /* of the finding */
	enum severity severity;
	struct str severity_text, title, who;
};

struct form_signature { struct str title, note, name /* empty: a blank line */; };

struct form_row { struct str cells[5], below /* a hash, small, under the first cell */; };
struct form_annex {
	struct str title;             /* "Phụ lục 1 ..." */
	struct str note;              /* empty = none */
	struct str heads[5];
	unsigned columns;
	bool number[5];               /* set to the right */
	bool keep[5];                 /* never broken over lines: dates, numbers */
	ARRAY_OF(struct form_row) rows;
	struct str more;              /* what was left out; empty = nothing */
};

struct form {
	enum form_style style;
	text_list issuer;             /* left: superior body, own body (the last one is bold); may be empty */
	text_list motto;              /* right: quốc hiệu and tiêu ngữ, or the Party's name; may be empty */
	struct str number;            /* "Số:        /BB-UBND" */
	struct str place_date;
	struct str type, subject;
	struct str copy_line;         /* under the title */
	struct str copy_name;         /* in the footer of each page */
	struct str code_label, code;  /* both empty without a check code */
	struct str scan_text;         /* for the QR code; empty without a check code */
	struct str worst_label, severity_label, who_label;
	ARRAY_OF(struct form_worst) worst;
	struct str worst_more;        /* empty = these are all */
	struct str opening;
	view_rows parties;            /* with the basis */
	struct str notice;
	struct {
		struct str title, bound;          /* to which check it belongs */
		text_list lines;                  /* date and code, verdict boxes, item boxes, signature */
	} recheck;                            /* no lines: nothing to check again */
	struct str closing;
	ARRAY_OF(struct form_signature) signatures;
	struct str recipients_label;
	text_list recipients;
	ARRAY_OF(struct form_annex) annexes;
};

/* Everything lives in the view's arena. */
void form_build(struct form *form, struct view *view);

#endif
