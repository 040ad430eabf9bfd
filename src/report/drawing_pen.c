/* Text, boxes and arrows of the drawing; report/drawing_pen.h. */
#include "report/drawing_pen.h"

#include "report/words.h"

/* ---- text ---- */

double sheet_put(struct sheet *sheet, struct str text, unsigned style, double size, double x, double y, double width,
                 enum align align)
{
	struct rich rich = rich_of(sheet->type->arena, text, style);
	struct text_form form = { .size = size, .align = align };
	struct text set = text_set(sheet->type, &rich, width, &form);
	text_draw(sheet->cairo, &set, 0, set.lines, x, y);
	return text_height(&set);
}

/* On one line; what is too long loses its middle. */
void sheet_line(struct sheet *sheet, struct str text, unsigned style, double size, double x, double y, double width)
{
	struct text_form form = { .size = size };
	struct rich rich = rich_of(sheet->type->arena, text, style);
	struct text set = text_set(sheet->type, &rich, width, &form);
	while (set.lines > 1 && form.size > 0.85 * size) {
		form.size -= 0.25;
		set = text_set(sheet->type, &rich, width, &form);
	}
	for (size_t most = 40; set.lines > 1 && most > 6; most -= 2) {
		rich = rich_of(sheet->type->arena, words_cut(sheet->type->arena, text, most, most / 3), style);
		set = text_set(sheet->type, &rich, width, &form);
	}
	text_draw(sheet->cairo, &set, 0, 1, x, y);
}

double sheet_text_width(struct sheet *sheet, struct str text, unsigned style, double size)
{
	struct rich rich = rich_of(sheet->type->arena, text, style);
	struct text_form form = { .size = size };
	return text_set(sheet->type, &rich, 1000, &form).widest;
}

/* ---- lines ---- */

void sheet_ink(struct sheet *sheet, double width)
{
	cairo_set_source_rgb(sheet->cairo, 0, 0, 0);
	cairo_set_line_width(sheet->cairo, width);
}

void sheet_rule(struct sheet *sheet, double x1, double x2, double y, double width)
{
	sheet_ink(sheet, width);
	cairo_move_to(sheet->cairo, x1, y);
	cairo_line_to(sheet->cairo, x2, y);
	cairo_stroke(sheet->cairo);
}

void sheet_frame(struct sheet *sheet, double x, double y, double width, double height, double weight)
{
	cairo_rectangle(sheet->cairo, x, y, width, height);
	cairo_set_source_rgb(sheet->cairo, 1, 1, 1);
	cairo_fill_preserve(sheet->cairo);
	sheet_ink(sheet, weight);
	cairo_stroke(sheet->cairo);
}

double sheet_weight(enum link_weight weight)
{
	static const double weights[] = { [LINK_TRACE] = 0.6 * MM,
		                          [LINK_SIGNED_IN] = 0.35 * MM,
		                          [LINK_LINKED] = 1.1 * MM,
		                          [LINK_PASSWORDS] = 3.4 * MM };
	return weights[weight];
}

void sheet_dashes(struct sheet *sheet, enum link_weight weight)
{
	static const double pattern[] = { 2 * MM, 1.2 * MM };
	cairo_set_dash(sheet->cairo, pattern, weight == LINK_TRACE ? 2 : 0, 0);
}

static void arrow_head(struct sheet *sheet, double x, double y, double width)
{
	double half = width * 0.9 > 1.7 * MM ? width * 1.05 : 1.7 * MM, length = half * 1.7;
	cairo_move_to(sheet->cairo, x, y);
	cairo_line_to(sheet->cairo, x - length, y - half);
	cairo_line_to(sheet->cairo, x - length, y + half);
	cairo_close_path(sheet->cairo);
	cairo_fill(sheet->cairo);
}

/* From the right of one box to the left of another, with one step at `step` when they are not level. */
void sheet_arrow(struct sheet *sheet, double x1, double y1, double step, double x2, double y2, double width,
                 enum link_weight weight)
{
	double before = width * 0.9 > 1.7 * MM ? width * 1.4 : 2.2 * MM;
	sheet_ink(sheet, width);
	sheet_dashes(sheet, weight);
	cairo_set_line_join(sheet->cairo, CAIRO_LINE_JOIN_MITER);
	cairo_move_to(sheet->cairo, x1, y1);
	if (y1 != y2) {
		cairo_line_to(sheet->cairo, step, y1);
		cairo_line_to(sheet->cairo, step, y2);
	}
	cairo_line_to(sheet->cairo, x2 - before, y2);
	cairo_stroke(sheet->cairo);
	cairo_set_dash(sheet->cairo, NULL, 0, 0);
	arrow_head(sheet, x2, y2, width);
}
