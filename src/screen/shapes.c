/* Verdict shapes, ticks, crosses, key caps, QR codes. Numbers are those of a box of 100. */
#include "screen/shapes.h"

#include <math.h>
#include <string.h>

static void begin(struct canvas *canvas, double x, double y, double size)
{
	cairo_save(canvas->cairo);
	cairo_new_path(canvas->cairo); /* text leaves its place behind */
	cairo_translate(canvas->cairo, round(x * canvas->unit), round(y * canvas->unit));
	cairo_scale(canvas->cairo, size * canvas->unit / 100, size * canvas->unit / 100);
	cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_MITER);
	cairo_set_line_cap(canvas->cairo, CAIRO_LINE_CAP_BUTT);
}

static void end(struct canvas *canvas)
{
	cairo_restore(canvas->cairo);
}

static void stroke_cross(cairo_t *cairo, double from, double to, double width)
{
	cairo_set_line_width(cairo, width);
	cairo_move_to(cairo, from, from);
	cairo_line_to(cairo, to, to);
	cairo_move_to(cairo, to, from);
	cairo_line_to(cairo, from, to);
	cairo_stroke(cairo);
}

static void stroke_tick(cairo_t *cairo, double width)
{
	cairo_set_line_width(cairo, width);
	cairo_move_to(cairo, 26, 52);
	cairo_line_to(cairo, 43.5, 69);
	cairo_line_to(cairo, 75, 35);
	cairo_stroke(cairo);
}

static void fail_shape(struct canvas *canvas, enum colour body, enum colour sign)
{
	canvas_colour(canvas, body);
	cairo_rectangle(canvas->cairo, 0, 3, 94, 94);
	cairo_fill(canvas->cairo);
	canvas_colour(canvas, sign);
	cairo_translate(canvas->cairo, 0, 3);
	stroke_cross(canvas->cairo, 26, 68, 13);
}

static void pass_shape(struct canvas *canvas, enum colour body, enum colour sign)
{
	canvas_colour(canvas, body);
	cairo_arc(canvas->cairo, 50, 50, 50, 0, 2 * M_PI);
	cairo_fill(canvas->cairo);
	canvas_colour(canvas, sign);
	stroke_tick(canvas->cairo, 13);
}

static void question_mark(struct canvas *canvas, enum colour sign)
{
	PangoLayout *layout = typeface_layout(canvas->typeface, canvas->cairo);
	PangoFontDescription *font = typeface_font(TYPEFACE_SANS, 62, true, false);
	PangoRectangle ink;
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, "?", 1);
	pango_layout_get_extents(layout, &ink, NULL);
	canvas_colour(canvas, sign);
	cairo_move_to(canvas->cairo, 54 - (ink.x + ink.width / 2.0) / PANGO_SCALE,
		      88 - (ink.y + ink.height) / (double)PANGO_SCALE);
	pango_cairo_show_layout(canvas->cairo, layout);
	g_object_unref(layout);
}

static void inconclusive_shape(struct canvas *canvas, enum colour body, enum colour sign)
{
	canvas_colour(canvas, body);
	cairo_move_to(canvas->cairo, 0, 98);
	cairo_line_to(canvas->cairo, 54, 4);
	cairo_line_to(canvas->cairo, 108, 98);
	cairo_close_path(canvas->cairo);
	cairo_fill(canvas->cairo);
	question_mark(canvas, sign);
}

static void facts_shape(struct canvas *canvas, enum colour body, enum colour sign)
{
	canvas_colour(canvas, body);
	cairo_rectangle(canvas->cairo, 3, 3, 94, 94);
	cairo_fill(canvas->cairo);
	canvas_colour(canvas, sign);
	cairo_rectangle(canvas->cairo, 24, 44, 52, 12);
	cairo_fill(canvas->cairo);
}

double shape_verdict_width(enum verdict verdict, double size)
{
	return verdict == VERDICT_INCONCLUSIVE ? 1.08 * size : verdict == VERDICT_FAIL ? 0.94 * size : size;
}

void shape_verdict(struct canvas *canvas, enum verdict verdict, double x, double y, double size, enum colour body,
		   enum colour sign)
{
	if (canvas->measuring)
		return;
	begin(canvas, x, y, size);
	switch (verdict) {
	case VERDICT_FAIL: fail_shape(canvas, body, sign); break;
	case VERDICT_PASS: pass_shape(canvas, body, sign); break;
	case VERDICT_INCONCLUSIVE: inconclusive_shape(canvas, body, sign); break;
	case VERDICT_NONE: facts_shape(canvas, body, sign); break;
	}
	end(canvas);
}

void shape_tick(struct canvas *canvas, double x, double y, double size, enum colour colour)
{
	if (canvas->measuring)
		return;
	begin(canvas, x, y, size);
	canvas_colour(canvas, colour);
	cairo_translate(canvas->cairo, -25, -25);
	cairo_scale(canvas->cairo, 1.5, 1.5);
	stroke_tick(canvas->cairo, 9);
	end(canvas);
}

void shape_cross(struct canvas *canvas, double x, double y, double size, enum colour colour)
{
	if (canvas->measuring)
		return;
	begin(canvas, x, y, size);
	canvas_colour(canvas, colour);
	stroke_cross(canvas->cairo, 17, 83, 16);
	end(canvas);
}

void shape_disc(struct canvas *canvas, double x, double y, double size, enum item_state state)
{
	if (canvas->measuring)
		return;
	if (state == ITEM_DONE) {
		shape_verdict(canvas, VERDICT_PASS, x, y, size, COLOUR_INK, COLOUR_WHITE);
		return;
	}
	if (state == ITEM_WRONG) {
		shape_verdict(canvas, VERDICT_FAIL, x, y, size, COLOUR_FAIL, COLOUR_WHITE);
		return;
	}
	begin(canvas, x, y, size);
	bool now = state == ITEM_NOW;
	canvas_colour(canvas, now ? COLOUR_INK : COLOUR_RING);
	cairo_set_line_width(canvas->cairo, now ? 15 : 8);
	cairo_arc(canvas->cairo, 50, 50, now ? 42 : 44, 0, 2 * M_PI);
	cairo_stroke(canvas->cairo);
	if (now) {
		cairo_arc(canvas->cairo, 50, 50, 18, 0, 2 * M_PI);
		cairo_fill(canvas->cairo);
	}
	end(canvas);
}

static int arrow_turns(const char *key)
{
	static const char *const names[] = { "up", "right", "down", "left" };
	for (int i = 0; i < 4; i++)
		if (strcmp(key, names[i]) == 0)
			return i;
	return -1;
}

static struct style key_style(void)
{
	return (struct style){ 2.25, 1.4, true, false, COLOUR_INK };
}

double shape_key_width(struct canvas *canvas, const char *key)
{
	struct style style = key_style();
	if (arrow_turns(key) >= 0)
		return KEY_HEIGHT;
	return fmax(KEY_HEIGHT, canvas_text_width(canvas, &style, str_from_c(key)) + 2.2);
}

static void arrow(struct canvas *canvas, double x, double y, int turns)
{
	begin(canvas, x, y, KEY_HEIGHT);
	cairo_translate(canvas->cairo, 50, 50);
	cairo_rotate(canvas->cairo, turns * M_PI / 2);
	canvas_colour(canvas, COLOUR_INK);
	cairo_set_line_width(canvas->cairo, 6);
	cairo_move_to(canvas->cairo, 0, 18);
	cairo_line_to(canvas->cairo, 0, -16);
	cairo_move_to(canvas->cairo, -14, -4);
	cairo_line_to(canvas->cairo, 0, -18);
	cairo_line_to(canvas->cairo, 14, -4);
	cairo_stroke(canvas->cairo);
	end(canvas);
}

double shape_key(struct canvas *canvas, double x, double y, const char *key)
{
	struct style style = key_style();
	double width = shape_key_width(canvas, key);
	int turns = arrow_turns(key);
	canvas_cap_box(canvas, COLOUR_WHITE, COLOUR_INK, x, y, width, KEY_HEIGHT);
	if (turns >= 0 && !canvas->measuring)
		arrow(canvas, x, y, turns);
	else if (turns < 0)
		canvas_text_centred(canvas, &style, x + width / 2, y + (KEY_HEIGHT - 2.25 * 1.4) / 2, str_from_c(key));
	return width;
}

void shape_qr(struct canvas *canvas, const struct page_qr *qr, double x, double y, double size)
{
	if (canvas->measuring || !qr->width)
		return;
	double module = floor(size * canvas->unit / qr->width), left = round(x * canvas->unit),
	       top = round(y * canvas->unit);
	canvas_colour(canvas, COLOUR_INK);
	for (unsigned i = 0; i < qr->width * qr->width; i++)
		if (qr->dark[i])
			cairo_rectangle(canvas->cairo, left + module * (i % qr->width),
					top + module * (i / qr->width), module, module);
	cairo_fill(canvas->cairo);
}
