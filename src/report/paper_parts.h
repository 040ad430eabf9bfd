/* The sections of the minutes on paper; what they share. Nobody outside report/paper*.c includes this. */
#ifndef SOATMAY_REPORT_PAPER_PARTS_H
#define SOATMAY_REPORT_PAPER_PARTS_H

#include "report/form.h"
#include "report/paper_flow.h"
#include "report/words.h"

#define BODY_SIZE        13
#define TABLE_SIZE       12
#define SMALL_SIZE       10.5
#define LABEL_WIDTH      (37 * MM) /* of the rows of sections I and II */
#define PARAGRAPH_BEFORE 6
#define FIRST_LINE       (10 * MM)
#define FINDINGS_IN_FULL 12 /* further ones stand in a table: nobody reads a hundred of them */

struct paper {
	struct flow flow;
	struct view *view;
	const struct case_file *file; /* not masked: for fingerprints alone */
	struct form form;
};

void paper_head(struct paper *paper);    /* official head and title */
void paper_front(struct paper *paper);   /* head, title, verdict box, parties */
void paper_machine(struct paper *paper); /* sections I and II */
void paper_scope(struct paper *paper);
void paper_findings(struct paper *paper); /* section III */
void paper_end(struct paper *paper);      /* sections IV and V, integrity, signatures, recipients */
void paper_annexes(struct paper *paper);
void paper_integrity(struct paper *paper); /* a box before the annexes */
void paper_signatures(struct paper *paper);
struct str paper_date(struct arena *arena, int64_t time); /* as PDF takes it, Viet Nam time */

struct str paper_say(const struct paper *paper, const char *id);
struct rich paper_rich(const struct paper *paper, struct str text, unsigned style);
/* "I. THÔNG TIN MÁY TÍNH", with the block after it. */
void paper_section(struct paper *paper, const char *number, struct str title);
/* Label and lines, a thin rule between rows, strong ones around; a row may break between lines. */
void paper_rows(struct paper *paper, const view_rows *rows, double size);
/* Entries that fit two lines together, as one text; empty when they do not. */
struct str paper_joined(const struct paper *paper, const text_list *lines);
/* A foreign text that must not fill a page. */
struct str paper_cut(const struct paper *paper, struct str text);

#endif
