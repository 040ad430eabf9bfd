/* The page that is read from three metres away: verdict as shape, word and colour. */
#include <math.h>

#include "screen/draw_parts.h"
#include "screen/shapes.h"

#define FIELD_HEIGHT 55.0

struct look { enum colour field, body, sign, word, text; };

static struct look look_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_FAIL: return (struct look){ COLOUR_FAIL, COLOUR_WHITE, COLOUR_FAIL, COLOUR_WHITE, COLOUR_WHITE };
	case VERDICT_PASS: return (struct look){ COLOUR_WHITE, COLOUR_PASS, COLOUR_WHITE, COLOUR_PASS, COLOUR_INK };
	case VERDICT_INCONCLUSIVE:
		return (struct look){ COLOUR_INCONCLUSIVE, COLOUR_INK, COLOUR_INCONCLUSIVE, COLOUR_INK, COLOUR_INK };
	default: return (struct look){ COLOUR_WHITE, COLOUR_INK, COLOUR_WHITE, COLOUR_INK, COLOUR_INK };
	}
}

static struct style word_style(struct canvas *canvas, const struct page *page, enum colour colour, double room)
{
	struct style style = { canvas->narrow ? 14.6 : 18.5, 1.2, true, false, colour };
	double wide = canvas_text_width(canvas, &style, page->word);
	if (wide > room)
		style.size = fmax(style.size * room / wide, canvas->narrow ? 8 : 12);
	return style;
}

/* Both sentences at `width`; the advice shrinks first, then both, until `room` is enough. */
static double sentences(struct canvas *canvas, const struct page *page, enum colour colour, double x, double y,
			double width, double room)
{
	struct style sentence = { canvas->narrow ? 3.5 : 3.75, 1.36, false, false, colour, .strong = page->strong },
		     advice = { 2.75, 1.4, false, false, colour };
	for (unsigned i = 0; i < 9; i++) {
		double used = canvas_text_height(canvas, &sentence, width, page->sentence) +
			      canvas_text_height(canvas, &advice, width, page->advice) + 1;
		if (used <= room)
			break;
		advice.size *= i < 2 ? 0.9 : 0.94;
		sentence.size *= i < 2 ? 1 : 0.92;
	}
	double balanced = canvas_balanced_width(canvas, &sentence, width, page->sentence) + 0.01;
	double used = canvas_text(canvas, &sentence, x, y, balanced, page->sentence);
	used += page->advice.len ? 1 + canvas_text(canvas, &advice, x, y + used + 1, width, page->advice) : 0;
	return used;
}

static double field_height(const struct canvas *canvas)
{
	return canvas->narrow ? canvas->height - HEADER_HEIGHT - FOOTER_HEIGHT - 26.5
			      : canvas->height - HEADER_HEIGHT - FOOTER_HEIGHT - 25.5;
}

static void wide_field(struct canvas *canvas, const struct page *page, const struct look *look, double margin,
		       double top, double height)
{
	bool shape = page->verdict != VERDICT_NONE; /* facts alone have none */
	double size = 30, left = shape ? margin + 36 : margin, room = canvas->width - margin - left;
	struct style word = word_style(canvas, page, look->word, room);
	if (shape && canvas_text_width(canvas, &word, page->word) > room) { /* a smaller one rather than a smaller word */
		size = 24;
		left = margin + 29;
		room = canvas->width - margin - left;
	}
	bool measuring = canvas->measuring;
	canvas->measuring = true;
	double below = sentences(canvas, page, look->text, left, 0, room, height - word.size * word.leading - 4);
	canvas->measuring = measuring;
	double all = word.size * word.leading + 1.5 + below, y = top + fmax(1, (height - all) / 2);
	if (shape)
		shape_verdict(canvas, page->verdict, margin, top + (height - size) / 2, size, look->body, look->sign);
	double used = canvas_text(canvas, &word, left - word.size * 0.05, y, 0, page->word);
	sentences(canvas, page, look->text, left, y + used + 1.5, room, height - word.size * word.leading - 4);
}

static void narrow_field(struct canvas *canvas, const struct page *page, const struct look *look, double margin,
			 double top, double height)
{
	bool shape = page->verdict != VERDICT_NONE;
	double size = 20, left = shape ? margin + size * 1.08 + 4 : margin, room = canvas->width - margin - left,
	       width = canvas->width - 2 * margin;
	struct style word = word_style(canvas, page, look->word, room);
	double row = fmax(size, word.size * word.leading), rest = height - row - 8;
	bool measuring = canvas->measuring;
	canvas->measuring = true;
	double below = sentences(canvas, page, look->text, margin, 0, width, rest);
	canvas->measuring = measuring;
	double y = top + fmax(2, (height - row - 3.5 - below) / 2);
	if (shape)
		shape_verdict(canvas, page->verdict, margin, y + (row - size) / 2, size, look->body, look->sign);
	canvas_text(canvas, &word, left, y + (row - word.size * word.leading) / 2, 0, page->word);
	sentences(canvas, page, look->text, margin, y + row + 3.5, width, rest);
}

static void counts(struct canvas *canvas, const struct page *page, double margin, double top)
{
	struct style number = style_of(canvas, TEXT_COUNT), text = { 2.5, 1.4, false, false, COLOUR_INK };
	double left = margin;
	for (size_t i = 0; i < 3; i++) {
		canvas_text(canvas, &number, left, top, 0, page->counts[i].number);
		canvas_text(canvas, &text, left, top + number.size * number.leading - 0.2, 0, page->counts[i].text);
		left += fmax(canvas_text_width(canvas, &text, page->counts[i].text),
			     canvas_text_width(canvas, &number, page->counts[i].number)) +
			(canvas->narrow ? 3.4 : 6);
	}
}

static void check_code(struct canvas *canvas, const struct page *page, double margin, double top)
{
	struct style label = { 2.5, 1.4, false, false, COLOUR_INK },
		     code = { canvas->narrow ? 5.4 : 7, 1.2, true, true, COLOUR_INK };
	double right = canvas->width - margin,
	       used = canvas_text_right(canvas, &label, right, top + 1.2, page->code_label);
	canvas_text_right(canvas, &code, right, top + 1.2 + used, page->code);
}

static void foot_line(struct canvas *canvas, const struct page *page, double margin, double bottom)
{
	struct style text = style_of(canvas, TEXT_LABEL);
	text.colour = COLOUR_INK;
	struct style value = text;
	value.bold = true;
	value.colour = page->writes_bad ? COLOUR_FAIL : COLOUR_INK;
	double top = bottom - 5.3, right = canvas->width - margin,
	       number = canvas_text_width(canvas, &value, page->writes);
	double writes = canvas_text_width(canvas, &text, page->writes_text) + number + 0.8;
	bool shorter = canvas_text_width(canvas, &text, page->machine) + writes + 3 > canvas->width - 2 * margin;
	canvas_line(canvas, COLOUR_LINE, LINE_HAIR, margin, top, canvas->width - 2 * margin);
	canvas_text(canvas, &text, margin, top + 1.1, 0, shorter ? page->machine_short : page->machine);
	canvas_text_right(canvas, &value, right, top + 1.1, page->writes);
	canvas_text_right(canvas, &text, right - number - 0.8, top + 1.1, page->writes_text);
}

void draw_verdict(struct canvas *canvas, const struct page *page, double margin)
{
	struct look look = look_of(page->verdict);
	double top = HEADER_HEIGHT, height = field_height(canvas), foot = canvas->height - FOOTER_HEIGHT;
	canvas_fill(canvas, look.field, 0, top, canvas->width + 1, height);
	if (page->verdict == VERDICT_PASS || page->verdict == VERDICT_NONE) {
		enum colour bar = page->verdict == VERDICT_PASS ? COLOUR_PASS : COLOUR_INK;
		canvas_fill(canvas, bar, 0, top, canvas->width + 1, 1.4);
		canvas_fill(canvas, bar, 0, top + height - 1.4, canvas->width + 1, 1.4);
	}
	if (canvas->narrow)
		narrow_field(canvas, page, &look, margin, top, height);
	else
		wide_field(canvas, page, &look, margin, top, height);
	double below = top + height + (foot - 5.3 - top - height - 14) / 2;
	counts(canvas, page, margin, below);
	check_code(canvas, page, margin, below);
	foot_line(canvas, page, margin, foot);
}
