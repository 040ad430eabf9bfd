/* Blocks that flow over A4 pages of a PDF: what may break, what stays together, heads that come again, page numbers and foot lines.
 * A page is drawn when all of them are known, so that every foot says of how many. */
#ifndef SOATMAY_REPORT_PAPER_FLOW_H
#define SOATMAY_REPORT_PAPER_FLOW_H

#include "base/buf.h"
#include "report/paper_shapes.h"
#include "report/paper_text.h"
#include "report/report.h"

#define PAGE_WIDTH    (210 * MM)
#define PAGE_HEIGHT   (297 * MM)
#define MARGIN_TOP    (20 * MM)
#define MARGIN_RIGHT  (15 * MM)
#define MARGIN_BOTTOM (20 * MM)
#define MARGIN_LEFT   (30 * MM)
#define TEXT_WIDTH    (PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT)
#define TEXT_HEIGHT   (PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM)

#define RULE_STRONG 0.75 /* points */
#define RULE_THIN   0.35
#define GREY        0.4 /* part of black, for rules between rows */

enum item_kind { ITEM_TEXT, ITEM_RULE, ITEM_FRAME, ITEM_SHAPE, ITEM_PICTURE };

/* Something at a place of its block. */
struct item {
	enum item_kind kind;
	double x, y, width, height;
	double weight, black; /* of lines */
	struct text text;
	int first, count; /* lines of it */
	struct shape shape;
	void (*draw)(cairo_t *cairo, const void *data, double width, double height);
	const void *data;
	const char *tag; /* of a text: what it is for a screen reader, a structure type of PDF; NULL = P */
};

struct block {
	double before; /* space above, not at the top of a page */
	double height;
	bool keep;                /* stays on the page of the block after it */
	bool new_page;            /* starts one */
	bool whole_page;          /* a page of its own, without margins */
	bool foot;                /* a whole landscape page has a foot all the same */
	double page_width, page_height; /* of a whole page; 0 = A4 landscape */
	const struct block *head; /* comes again at the top of a page that starts with this block */
	struct str outline;       /* in the PDF's table of contents, under the last one of a higher level */
	int level;                /* of the outline, from 1 */
	unsigned group;           /* blocks of one paragraph or table have one number; 0 = stands alone */
	const char *group_tag;    /* what the group is */
	const char *tag;          /* of a row of a table */
	ARRAY_OF(struct item) items;
};

struct flow {
	struct arena *arena;
	struct typesetter type;
	ARRAY_OF(struct block *) blocks;
	struct buf *out;
	cairo_surface_t *surface;
	cairo_t *cairo;
	unsigned groups;
	/* the foot of each page */
	struct str foot_left, foot_middle_label, foot_middle;
	enum language language;
};

/* What the PDF says of itself; `created` is ISO 8601 with its offset. */
struct flow_about {
	struct str title, author, subject, created;
};

void flow_init(struct flow *flow, struct arena *arena, struct typeface *typeface, struct buf *out,
               const struct flow_about *about);
/* Lays the blocks out, draws every page and closes the PDF. ERR_IO when cairo could not. */
enum err flow_finish(struct flow *flow);
/* All blocks on one page; to find a form that needs no second one, clear and try again. */
double flow_height(const struct flow *flow);
void flow_clear(struct flow *flow);

struct block *flow_block(struct flow *flow, double before, double height);
void block_text(struct flow *flow, struct block *block, const struct text *text, double x, double y);
void block_lines(struct flow *flow, struct block *block, const struct text *text, int first, int count, double x,
                 double y);
void block_rule(struct flow *flow, struct block *block, double x, double y, double width, double weight, double black);
void block_frame(struct flow *flow, struct block *block, double x, double y, double width, double height,
                 double weight);
void block_shape(struct flow *flow, struct block *block, const struct shape *shape, double x, double y, double side);
void block_picture(struct flow *flow, struct block *block, void (*draw)(cairo_t *, const void *, double, double),
                   const void *data);
struct block *flow_rule(struct flow *flow, double before, double weight);
/* Gives the last text of the block its structure type. */
void block_tag(struct block *block, const char *tag);
/* Makes the last thing of the block the first that is read. */
void block_first(struct block *block);

/* Text over the width from `x`, each line a block: at least two stay together at either end of a page. A label stands beside the first
 * line. `keep`: its last line stays with what follows. */
struct paragraph {
	struct text_form form;
	double x, width; /* 0 = to the right margin */
	double before;
	bool keep;
	struct rich label;
	double label_x, label_right; /* right: 0 = where the text begins */
	struct str bullet;           /* hangs before the text */
	const char *tag;             /* structure type; NULL = P */
};
void flow_paragraph(struct flow *flow, const struct rich *rich, const struct paragraph *paragraph);

/* A table without vertical lines: strong rules above and below, thin ones between. */
struct table_column {
	double x, width;
	enum align align;
};
struct table {
	struct flow *flow;
	const struct table_column *columns;
	size_t count;
	struct text_form form;
	struct block *head; /* NULL = none */
	struct block *last;
	size_t rows;
	unsigned group;
};
/* `heads` NULL: none. The last two rows and the first two stay together, the head with them. */
void table_start(struct table *table, struct flow *flow, const struct table_column *columns, size_t count, double size,
                 const struct rich *heads);
/* `below`, smaller, stands under the first cell; may be empty. */
void table_row(struct table *table, const struct rich *cells, const struct rich *below, double below_size);
void table_end(struct table *table);

#endif
