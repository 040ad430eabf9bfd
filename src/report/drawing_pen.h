/* The sheet under the drawing: its columns, and how text, boxes and arrows are put on it. Nobody outside report/drawing*.c includes this. */
#ifndef SOATMAY_REPORT_DRAWING_PEN_H
#define SOATMAY_REPORT_DRAWING_PEN_H

#include "report/drawing.h"

struct sheet {
	const struct drawing *drawing;
	struct typesetter *type;
	cairo_t *cairo;
	double scale;            /* of boxes and their texts */
	double *node_y, *site_y; /* middles */
	double *account_top, *account_height;
};

/* Returns the height. */
double sheet_put(struct sheet *sheet, struct str text, unsigned style, double size, double x, double y, double width,
                 enum align align);
/* On one line: smaller, then without its middle, when it is too long. */
void sheet_line(struct sheet *sheet, struct str text, unsigned style, double size, double x, double y, double width);
double sheet_text_width(struct sheet *sheet, struct str text, unsigned style, double size);
void sheet_ink(struct sheet *sheet, double width);
void sheet_rule(struct sheet *sheet, double x1, double x2, double y, double width);
void sheet_frame(struct sheet *sheet, double x, double y, double width, double height, double weight);
double sheet_weight(enum link_weight weight); /* of a link's line */
void sheet_dashes(struct sheet *sheet, enum link_weight weight);
/* From the right of one box to the left of another, with one step at `step` when they are not level. */
void sheet_arrow(struct sheet *sheet, double x1, double y1, double step, double x2, double y2, double width,
                 enum link_weight weight);

#endif
