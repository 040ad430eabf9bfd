/* Vectors of the design system: cross in a filled square, tick in a ring, question mark in a triangle, squares of severity. */
#include "report/paper_shapes.h"

#include <math.h>

static void cross(cairo_t *cairo)
{
	cairo_rectangle(cairo, 3, 3, 94, 94);
	cairo_fill(cairo);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_set_line_width(cairo, 13);
	cairo_move_to(cairo, 29, 29);
	cairo_line_to(cairo, 71, 71);
	cairo_move_to(cairo, 71, 29);
	cairo_line_to(cairo, 29, 71);
	cairo_stroke(cairo);
}

static void tick(cairo_t *cairo)
{
	cairo_set_line_width(cairo, 7);
	cairo_arc(cairo, 50, 50, 46, 0, 2 * M_PI);
	cairo_stroke(cairo);
	cairo_set_line_width(cairo, 13);
	cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
	cairo_move_to(cairo, 26, 52);
	cairo_line_to(cairo, 43.5, 69);
	cairo_line_to(cairo, 75, 35);
	cairo_stroke(cairo);
}

static void question(cairo_t *cairo)
{
	cairo_set_line_width(cairo, 7);
	cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
	cairo_move_to(cairo, 50, 9);
	cairo_line_to(cairo, 95, 94);
	cairo_line_to(cairo, 5, 94);
	cairo_close_path(cairo);
	cairo_stroke(cairo);
	/* "?" as a bow, a stem and a dot */
	cairo_set_line_width(cairo, 8.5);
	cairo_arc(cairo, 50, 50, 11, -M_PI, 0.45 * M_PI);
	cairo_line_to(cairo, 50, 74);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, 45.75, 79, 8.5, 8.5);
	cairo_fill(cairo);
}

static void facts_only(cairo_t *cairo)
{
	cairo_set_line_width(cairo, 7);
	cairo_rectangle(cairo, 6.5, 6.5, 87, 87);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, 27, 44, 46, 12);
	cairo_fill(cairo);
}

static void verdict(cairo_t *cairo, enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_FAIL: cross(cairo); break;
	case VERDICT_PASS: tick(cairo); break;
	case VERDICT_INCONCLUSIVE: question(cairo); break;
	case VERDICT_NONE: facts_only(cairo); break;
	}
}

/* Four squares, filled from the left: 4 critical, 3 high, 2 medium, 1 low, 0 information. */
static void severity(cairo_t *cairo, enum severity severity)
{
	cairo_set_line_width(cairo, 14);
	for (int i = 0; i < 4; i++) {
		bool filled = i < (int)severity;
		double inset = filled ? 0 : 7;
		cairo_rectangle(cairo, i * 120 + inset, inset, 100 - 2 * inset, 100 - 2 * inset);
		if (filled)
			cairo_fill(cairo);
		else
			cairo_stroke(cairo);
	}
}

static void box(cairo_t *cairo)
{
	cairo_set_line_width(cairo, 8);
	cairo_rectangle(cairo, 4, 4, 92, 92);
	cairo_stroke(cairo);
}

/* One rectangle for each run of dark modules, so that no seams show. */
static void qr(cairo_t *cairo, const struct qr *qr)
{
	double module = 100.0 / qr->width;
	for (unsigned row = 0; row < qr->width; row++) {
		for (unsigned column = 0; column < qr->width;) {
			unsigned end = column;
			while (end < qr->width && qr->dark[row * qr->width + end])
				end++;
			if (end > column)
				cairo_rectangle(cairo, column * module, row * module, (end - column) * module, module);
			column = end + 1;
		}
	}
	cairo_fill(cairo);
}

void shape_draw(cairo_t *cairo, const struct shape *shape, double x, double y, double side)
{
	cairo_save(cairo);
	cairo_new_path(cairo);
	cairo_translate(cairo, x, y);
	cairo_scale(cairo, side / 100, side / 100);
	switch (shape->kind) {
	case SHAPE_VERDICT: verdict(cairo, shape->verdict); break;
	case SHAPE_SEVERITY: severity(cairo, shape->severity); break;
	case SHAPE_BOX: box(cairo); break;
	case SHAPE_QR: qr(cairo, shape->qr); break;
	}
	cairo_restore(cairo);
}
