/* The blocks in which something is typed or counted: recovery key, names, progress, check code. */
#include <math.h>

#include "screen/draw_parts.h"
#include "screen/shapes.h"

static void group_state(struct canvas *canvas, const struct item *item, double x, double y)
{
	struct style style = style_of(canvas, TEXT_LABEL);
	style.bold = item->state == ITEM_WRONG;
	style.colour = item->state == ITEM_WRONG ? COLOUR_FAIL : COLOUR_INK;
	if (item->state != ITEM_DONE && item->state != ITEM_WRONG)
		return;
	shape_disc(canvas, x, y + 0.3, 2.6, item->state);
	canvas_text(canvas, &style, x + 3.5, y, 0, item->second);
}

static void group_box(struct canvas *canvas, const struct item *item, bool now, double x, double y, double width,
		      double height)
{
	struct style digits = style_of(canvas, TEXT_CODE);
	enum colour border = item->state == ITEM_WRONG ? COLOUR_FAIL : item->text.len || now ? COLOUR_INK : COLOUR_RING;
	digits.size = fmin(4.6, (width - 2) / 6 / 0.62);
	canvas_box(canvas, item->text.len || now ? COLOUR_WHITE : COLOUR_PAPER, border,
		   item->state == ITEM_WRONG ? 0.6
		   : now		     ? LINE_STRONG
					     : LINE_HAIR,
		   x, y, width, height);
	double left = x + (width - digits.size * 0.6 * 6) / 2, top = y + (height - digits.size * digits.leading) / 2;
	canvas_text(canvas, &digits, left, top, 0, item->text);
	if (now && item->text.len < 6)
		canvas_fill(canvas, COLOUR_INK, left + digits.size * 0.6 * (double)item->text.len + 0.1, y + 1.4,
			    0.35, height - 2.8);
}

double draw_groups(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL);
	double gap = 2.4, each = (width - 3 * gap) / 4, height = 7.6 * canvas->scale;
	double row = label.size * label.leading + height + 7 * canvas->scale;
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		bool now = (int)i == block->selected;
		double left = x + (double)(i % 4) * (each + gap), top = y + (double)(i / 4) * row;
		struct style style = label;
		style.bold = now;
		style.colour = now ? COLOUR_INK : COLOUR_GREY;
		top += canvas_text(canvas, &style, left, top, 0, item->label) + 0.4;
		group_box(canvas, item, now, left, top, each, height);
		group_state(canvas, item, left, top + height + 0.8);
	}
	return 2 * row - 1.5;
}

double draw_entry(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL), text = style_of(canvas, TEXT_CHOICE_STRONG);
	double used = canvas_text(canvas, &label, x, y, width, block->label) + 0.6, height = 8.2;
	double wide = canvas_text_width(canvas, &text, block->text), room = width - 6;
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x, y + used, width, height);
	if (!canvas->measuring) {
		cairo_save(canvas->cairo);
		cairo_rectangle(canvas->cairo, (x + 2) * canvas->unit, (y + used) * canvas->unit,
				(width - 4) * canvas->unit, height * canvas->unit);
		cairo_clip(canvas->cairo);
		double left = x + 3 - fmax(0, wide - room); /* the end stays in sight */
		canvas_text(canvas, &text, left, y + used + (height - text.size * text.leading) / 2, 0, block->text);
		canvas_fill(canvas, COLOUR_INK, left + wide + 0.2, y + used + 1.8, 0.35, height - 3.6);
		cairo_restore(canvas->cairo);
	}
	return used + height;
}

double draw_tasks(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	double height = 0, pad = (canvas->narrow ? 1.6 : 2.9) * canvas->scale * canvas->scale;
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		struct style text = style_of(canvas, item->state == ITEM_NOW ? TEXT_STRONG : TEXT_BODY);
		text.colour = item->state == ITEM_PENDING ? COLOUR_GREY : COLOUR_INK;
		struct style value = text;
		value.colour = item->state == ITEM_NOW ? COLOUR_INK : COLOUR_GREY;
		double room = canvas_text_width(canvas, &value, item->value),
		       inner = width - 5.4 - (room > 0 ? room + 2 : 0);
		double row = canvas_text_height(canvas, &text, inner, item->text) + pad;
		shape_disc(canvas, x, y + height + (text.size * text.leading + pad - 3.2) / 2, 3.2, item->state);
		canvas_text(canvas, &text, x + 5.4, y + height + pad / 2, inner, item->text);
		canvas_text_right(canvas, &value, x + width, y + height + pad / 2, item->value);
		height += row;
		canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y + height, width);
	}
	return height;
}

double draw_bar(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x, y, width, 2.4);
	canvas_fill(canvas, COLOUR_INK, x, y, width * block->number / 1000.0, 2.4);
	return 2.4;
}

static double code_size(struct canvas *canvas, const struct block *block, double room)
{
	struct style code = { 9.4, 1.2, true, true, COLOUR_INK };
	double wide = canvas_text_width(canvas, &code, block->text);
	return code.size * (wide > room ? room / wide : 1);
}

double draw_code(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	double side = block->qr.width ? fmin(26 * canvas->scale, width * 0.36) : 0,
	       quiet = block->qr.width ? side * 4 / block->qr.width : 0;
	double height = fmax(side + 2 * fmax(3, quiet), 28 * canvas->scale),
	       inner = width - 6 - (side > 0 ? side + fmax(3, quiet) : 0);
	struct style label = style_of(canvas, TEXT_LABEL),
		     code = { code_size(canvas, block, inner), 1.2, true, true, COLOUR_INK };
	struct style word = style_of(canvas, TEXT_CHOICE_STRONG), date = style_of(canvas, TEXT_LABEL);
	enum colour body = block->verdict == VERDICT_FAIL ? COLOUR_FAIL : COLOUR_INK;
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x, y, width, height);
	double used = canvas_text(canvas, &label, x + 3, y + 3, inner, block->label) + 3;
	canvas_text(canvas, &code, x + 3, y + used, 0, block->text);
	double bottom = y + height - 3 - 4;
	shape_verdict(canvas, block->verdict, x + 3, bottom, 4.2, body, COLOUR_WHITE);
	double left = x + 3 + shape_verdict_width(block->verdict, 4.2) + 1.7;
	double wide = canvas_text_width(canvas, &word, block->second);
	bool below = left + wide + 1.6 + canvas_text_width(canvas, &date, block->items.items[0].text) > x + 3 + inner;
	canvas_text(canvas, &word, left, bottom, 0, block->second);
	if (below)
		canvas_text(canvas, &date, x + 3, bottom - 4, 0, block->items.items[0].text);
	else
		canvas_text(canvas, &date, left + wide + 1.6, bottom + 0.55, 0, block->items.items[0].text);
	shape_qr(canvas, &block->qr, x + width - fmax(3, quiet) - side, y + (height - side) / 2, side);
	return height;
}
