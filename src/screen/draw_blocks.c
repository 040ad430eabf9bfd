/* The blocks of text and choice. */
#include <math.h>

#include "screen/draw_parts.h"
#include "screen/shapes.h"

double block_gap(const struct block *block)
{
	switch (block->kind) {
	case BLOCK_TEXT: return block->role == TEXT_LABEL ? 0.6 : 1.4;
	case BLOCK_GAP: return 0;
	case BLOCK_MARK: return 4;
	case BLOCK_ROWS: return 0;
	case BLOCK_FACT:
	case BLOCK_SEVERITY: return 2.4;
	case BLOCK_LISTS: return 5;
	case BLOCK_CHOICES: return 2.8;
	default: return 2.4;
	}
}

bool block_splits(const struct block *block)
{
	return block->kind == BLOCK_ROWS || block->kind == BLOCK_STEPS || block->kind == BLOCK_TABLE;
}

static double draw_text(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style style = style_of(canvas, block->role);
	bool balanced = block->role == TEXT_CHOICE || block->role == TEXT_CHOICE_STRONG;
	if (balanced && block->text.len)
		width = canvas_balanced_width(canvas, &style, width, block->text) + 0.01;
	return canvas_text(canvas, &style, x, y, width, block->text);
}

static void number_cap(struct canvas *canvas, unsigned number, bool selected, double x, double middle)
{
	struct style style = { 3.4, 1.2, true, false, selected ? COLOUR_WHITE : COLOUR_INK };
	double size = 6 * canvas->scale;
	canvas_cap_box(canvas, selected ? COLOUR_INK : COLOUR_WHITE, COLOUR_INK, x, middle - size / 2, size, size);
	style.size *= canvas->scale;
	canvas_text_centred(canvas, &style, x + size / 2, middle - style.size * style.leading / 2,
			    str_format(canvas->arena, "%u", number));
}

static double choice_height(struct canvas *canvas, const struct item *item, bool compact, double width,
			    const struct style *text, const struct style *second)
{
	double inner = canvas_text_height(canvas, text, width, item->text);
	if (item->second.len)
		inner += canvas_text_height(canvas, second, width, item->second);
	return fmax((compact ? 8.2 : 10.6) * canvas->scale, inner + 2);
}

static double draw_choice(struct canvas *canvas, const struct block *block, size_t index, double x, double y,
			  double width)
{
	const struct item *item = &block->items.items[index];
	bool selected = (int)index == block->selected;
	struct style text = style_of(canvas, selected ? TEXT_CHOICE_STRONG : TEXT_CHOICE),
		     second = style_of(canvas, TEXT_LABEL);
	double left = x + 11, enter = selected ? shape_key_width(canvas, "Enter") + 2.2 : 0;
	double inner = width - 11 - 1 - enter;
	double height = choice_height(canvas, item, block->compact, inner, &text, &second);
	double body = canvas_text_height(canvas, &text, inner, item->text);
	double both = body + (item->second.len ? canvas_text_height(canvas, &second, inner, item->second) : 0);
	double top = y + (height - both) / 2;
	if (selected) {
		canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x - 0.75, y, width + 0.75, height);
		canvas_fill(canvas, COLOUR_INK, x - 0.75, y, BAR_SELECTED, height);
		shape_key(canvas, x + width - enter, y + (height - KEY_HEIGHT) / 2, "Enter");
	} else {
		canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y + height, width);
	}
	number_cap(canvas, (unsigned)(block->number ? block->number : 1) + (unsigned)index, selected, x + 2,
		   y + height / 2);
	canvas_text(canvas, &text, left, top, inner, item->text);
	canvas_text(canvas, &second, left, top + body, inner, item->second);
	return height;
}

static double draw_choices(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	double height = 0;
	if (block->selected < 0)
		canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y, width);
	for (size_t i = 0; i < block->items.count; i++)
		height += draw_choice(canvas, block, i, x, y + height, width);
	return height;
}

static double list_item(struct canvas *canvas, const struct item *item, double x, double y, double width)
{
	struct style style = style_of(canvas, TEXT_BODY);
	double height = canvas_text_height(canvas, &style, width - 4.2, item->text) + 2.4;
	double sign = y + (style.size * style.leading + 2.4 - 2.2) / 2;
	if (item->second_list)
		shape_cross(canvas, x + 0.2, sign, 2.2, COLOUR_INK);
	else
		shape_tick(canvas, x + 0.2, sign, 2.2, COLOUR_INK);
	canvas_text(canvas, &style, x + 4.2, y + 1.2, width - 4.2, item->text);
	return height;
}

static double one_list(struct canvas *canvas, const struct block *block, bool second, double x, double y, double width)
{
	struct style head = style_of(canvas, TEXT_STRONG);
	double height = canvas_text(canvas, &head, x, y, width, second ? block->second : block->text) + 1;
	for (size_t i = 0; i < block->items.count; i++) {
		if (block->items.items[i].second_list != second)
			continue;
		canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y + height, width);
		height += list_item(canvas, &block->items.items[i], x, y + height, width);
	}
	return height;
}

static double draw_lists(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	double each = (width - 3) / 2;
	double left = one_list(canvas, block, false, x, y, each);
	return fmax(left, one_list(canvas, block, true, x + each + 3, y, each));
}

/* One line, as large as fits; what would be too small stands in several. */
static double draw_panel(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL), code = style_of(canvas, TEXT_CODE);
	double inner = width - 6, wide = canvas_text_width(canvas, &code, block->text), least = 2.75;
	bool lines = wide > inner && code.size * inner / wide < least;
	if (wide > inner)
		code.size = lines ? least : code.size * inner / wide;
	double text = canvas_text_height(canvas, &code, lines ? inner : 0, block->text);
	double used = canvas_text_height(canvas, &label, inner, block->label), height = 2.2 + used + text + 2;
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x, y, width, height);
	canvas_text(canvas, &label, x + 3, y + 2.2, inner, block->label);
	canvas_text(canvas, &code, x + 3, y + 2.2 + used, lines ? inner : 0, block->text);
	return height;
}

static double table_row(struct canvas *canvas, const struct item *item, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_STRONG), text = style_of(canvas, TEXT_BODY);
	if (item->grey)
		label.colour = text.colour = COLOUR_GREY;
	double value = canvas_text_width(canvas, &text, item->value), inner = width - 7;
	bool below = value > inner / 2; /* a long value stands under its text */
	inner -= value > 0 && !below ? value + 2 : 0;
	double height = canvas_text_height(canvas, &text, inner, item->text) + 3.2;
	canvas_text(canvas, &label, x, y + 1.6, 0, item->label);
	canvas_text(canvas, &text, x + 7, y + 1.6, inner, item->text);
	if (below)
		height += canvas_text(canvas, &text, x + 7, y + height - 1.6, inner, item->value);
	else
		canvas_text_right(canvas, &text, x + width, y + 1.6, item->value);
	canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y + height, width);
	return height;
}

static double draw_table(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style head = style_of(canvas, TEXT_LABEL);
	head.bold = true;
	head.colour = COLOUR_INK;
	double height = canvas_text(canvas, &head, x, y, width, block->text) + 0.8;
	canvas_line(canvas, COLOUR_INK, LINE_STRONG, x, y + height, width);
	for (size_t i = 0; i < block->items.count; i++)
		height += table_row(canvas, &block->items.items[i], x, y + height, width);
	return height;
}

static double record_row(struct canvas *canvas, const struct item *item, bool numbered, double x, double y,
			 double width)
{
	struct style label = style_of(canvas, TEXT_LABEL),
		     text = style_of(canvas, item->state == ITEM_NOW ? TEXT_STRONG : TEXT_BODY),
		     second = style_of(canvas, TEXT_LABEL);
	double column = numbered ? NUMBER_COLUMN : canvas->narrow ? NARROW_LABEL_COLUMN : LABEL_COLUMN, inner = width - column - 2;
	label.bold = true;
	label.colour = COLOUR_INK;
	double height = 1.4;
	double shift = (text.size * text.leading - label.size * label.leading) / 2;
	double left = canvas_text(canvas, &label, x, y + 1.4 + shift, column, item->label) + shift;
	height += canvas_text(canvas, &text, x + column + 2, y + height, inner, item->text);
	height += canvas_text(canvas, &second, x + column + 2, y + height, inner, item->second);
	height = fmax(height, 1.4 + left) + 1.4;
	canvas_line(canvas, COLOUR_LINE, LINE_HAIR, x, y + height, width);
	return height;
}

static double draw_rows(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	double height = 0;
	if (block->number) /* the first rows of a page stand under a strong line */
		canvas_line(canvas, COLOUR_INK, LINE_STRONG, x, y, width);
	for (size_t i = 0; i < block->items.count; i++)
		height += record_row(canvas, &block->items.items[i], block->compact, x, y + height, width);
	return height;
}

/* The doer stands beside the first of his steps, in the column of the labels. */
static double step_lines(struct canvas *canvas, const struct block *block, double column, double x, double y,
			 double width)
{
	struct style number = style_of(canvas, TEXT_STRONG), text = style_of(canvas, TEXT_BODY),
		     who = style_of(canvas, TEXT_LABEL);
	text.leading = number.leading = 1.35;
	text.grey_labels = true;
	who.bold = true;
	who.colour = COLOUR_INK;
	double height = 0, left = x + column + 2, inner = width - column - 5.3, shift = (text.size - who.size) * 0.675;
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		bool again = i > 0 && str_eq(item->second, block->items.items[i - 1].second);
		canvas_text(canvas, &number, left, y + height, 0, item->label);
		double doer = again ? 0 : canvas_text(canvas, &who, x, y + height + shift, column, item->second);
		height += fmax(doer, canvas_text(canvas, &text, left + 3.3, y + height, inner, item->text)) + 0.9;
	}
	return height;
}

static double draw_steps(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL);
	double column = canvas->narrow ? NARROW_LABEL_COLUMN : LABEL_COLUMN, inner = width - 2;
	label.bold = true;
	label.colour = COLOUR_INK;
	bool measuring = canvas->measuring;
	canvas->measuring = true;
	double height = fmax(step_lines(canvas, block, column, 0, 0, inner),
			     canvas_text_height(canvas, &label, column, block->label)) +
			3;
	canvas->measuring = measuring;
	y += 2;
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x - 2.7, y, width + 2.7, height);
	canvas_fill(canvas, COLOUR_INK, x - 2.7, y, BAR_SELECTED, height);
	canvas_text(canvas, &label, x, y + 2.1, column, block->label);
	step_lines(canvas, block, column, x, y + 1.7, inner);
	return height + 2;
}

static double draw_notice(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style strong = style_of(canvas, TEXT_STRONG), second = style_of(canvas, TEXT_LABEL);
	second.colour = COLOUR_INK;
	double height = 0.8 + canvas_text(canvas, &strong, x + 3.4, y + 0.8, width - 3.4, block->text);
	height += canvas_text(canvas, &second, x + 3.4, y + height, width - 3.4, block->second) + 0.8;
	canvas_fill(canvas, block->state == ITEM_WRONG ? COLOUR_FAIL : COLOUR_INK, x, y, 1, height);
	return height;
}

static double draw_outcomes(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	static const enum verdict verdicts[] = { VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE };
	struct style style = style_of(canvas, TEXT_STRONG);
	double size = 4.2, left = x, top = y;
	for (size_t i = 0; i < block->items.count && i < 3; i++) {
		double wide = shape_verdict_width(verdicts[i], size) + 1.6 +
			      canvas_text_width(canvas, &style, block->items.items[i].text);
		if (left > x && left + wide > x + width) {
			left = x;
			top += size + 1.6;
		}
		shape_verdict(canvas, verdicts[i], left, top, size, COLOUR_INK, COLOUR_PAPER);
		canvas_text(canvas, &style, left + shape_verdict_width(verdicts[i], size) + 1.6,
			    top + (size - style.size * style.leading) / 2, 0, block->items.items[i].text);
		left += wide + 5;
	}
	return top - y + size;
}

static double draw_mark(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style strong = style_of(canvas, TEXT_CHOICE_STRONG), second = style_of(canvas, TEXT_BODY);
	enum colour body = block->verdict == VERDICT_FAIL ? COLOUR_FAIL : COLOUR_INK;
	strong.colour = body;
	double left = block->compact ? x : x + shape_verdict_width(block->verdict, 7) + 2.4;
	if (!block->compact)
		shape_verdict(canvas, block->verdict, x, y, 7, body, COLOUR_PAPER);
	double used = canvas_text(canvas, &strong, left, y - 0.4, width - left + x, block->text);
	used += canvas_text(canvas, &second, left, y - 0.4 + used, width - left + x, block->second);
	return fmax(7, used);
}

static double draw_severity(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL), word = style_of(canvas, TEXT_STRONG);
	double used = canvas_text(canvas, &label, x, y, width, block->label);
	used += canvas_text(canvas, &word, x, y + used, width, block->text) + 0.4;
	for (unsigned i = 0; i < 4; i++) {
		if (i < block->number)
			canvas_fill(canvas, COLOUR_INK, x + i * 2.5, y + used, 2, 2);
		else
			canvas_box(canvas, COLOUR_PAPER, COLOUR_RING, LINE_HAIR, x + i * 2.5, y + used, 2, 2);
	}
	return used + 2.4;
}

static double draw_fact(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style label = style_of(canvas, TEXT_LABEL), text = style_of(canvas, block->role);
	if (block->role == TEXT_CODE) {
		text.size = 5;
		double wide = canvas_text_width(canvas, &text, block->text);
		text.size *= wide > width ? width / wide : 1;
	}
	double used = canvas_text(canvas, &label, x, y, width, block->label);
	return used + canvas_text(canvas, &text, x, y + used, width, block->text);
}

static double draw_action(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	struct style key = { 3.4, 1.2, true, false, COLOUR_WHITE }, text = style_of(canvas, TEXT_CHOICE_STRONG),
		     second = style_of(canvas, TEXT_LABEL);
	double cap = canvas_text_width(canvas, &key, block->label) + 2, inner = width - cap - 7;
	double height = canvas_text_height(canvas, &text, inner, block->text) +
			canvas_text_height(canvas, &second, inner, block->second) + 2.4;
	height = fmax(height, 9);
	canvas_box(canvas, COLOUR_WHITE, COLOUR_INK, LINE_STRONG, x - 0.75, y, width + 0.75, height);
	canvas_fill(canvas, COLOUR_INK, x - 0.75, y, BAR_SELECTED, height);
	canvas_cap_box(canvas, COLOUR_INK, COLOUR_INK, x + 1.9, y + height / 2 - 3, cap, 6);
	canvas_text_centred(canvas, &key, x + 1.9 + cap / 2, y + height / 2 - 2.04, block->label);
	double used = canvas_text(canvas, &text, x + cap + 4.8, y + 1.2, inner, block->text);
	inner = block->second.len ? canvas_balanced_width(canvas, &second, inner, block->second) + 0.01 : inner;
	canvas_text(canvas, &second, x + cap + 4.8, y + 1.2 + used, inner, block->second);
	return height;
}

double draw_block(struct canvas *canvas, const struct block *block, double x, double y, double width)
{
	switch (block->kind) {
	case BLOCK_TEXT: return draw_text(canvas, block, x, y, width);
	case BLOCK_GAP: return 2.4 * canvas->scale;
	case BLOCK_CHOICES: return draw_choices(canvas, block, x, y, width);
	case BLOCK_LISTS: return draw_lists(canvas, block, x, y, width);
	case BLOCK_PANEL: return draw_panel(canvas, block, x, y, width);
	case BLOCK_TABLE: return draw_table(canvas, block, x, y, width);
	case BLOCK_ROWS: return draw_rows(canvas, block, x, y, width);
	case BLOCK_STEPS: return draw_steps(canvas, block, x, y, width);
	case BLOCK_GROUPS: return draw_groups(canvas, block, x, y, width);
	case BLOCK_NOTICE: return draw_notice(canvas, block, x, y, width);
	case BLOCK_ENTRY: return draw_entry(canvas, block, x, y, width);
	case BLOCK_TASKS: return draw_tasks(canvas, block, x, y, width);
	case BLOCK_CODE: return draw_code(canvas, block, x, y, width);
	case BLOCK_OUTCOMES: return draw_outcomes(canvas, block, x, y, width);
	case BLOCK_MARK: return draw_mark(canvas, block, x, y, width);
	case BLOCK_SEVERITY: return draw_severity(canvas, block, x, y, width);
	case BLOCK_FACT: return draw_fact(canvas, block, x, y, width);
	case BLOCK_ACTION: return draw_action(canvas, block, x, y, width);
	case BLOCK_BAR: return draw_bar(canvas, block, x, y, width);
	}
	return 0;
}
