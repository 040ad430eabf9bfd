/* The frame of every page: head, foot, columns, and the parts of what does not fit. */
#include "screen/draw.h"

#include <math.h>

#include "screen/draw_parts.h"
#include "screen/shapes.h"

#define SCRATCH_BYTES (64u << 20)
#define SMALLEST_SCALE 0.8
#define PARTS_SCALE 0.92
#define BELOW_HEADER 6.0
#define PART_LINE 3.0
#define BOTTOM_GAP 1.5
#define LOW_BY 6.0

struct area { double x, y, width, height; };

static void draw_header(struct canvas *canvas, const struct page *page, double margin)
{
	struct style style = { 2.25, 1.4, true, false, COLOUR_WHITE }, text = { 2.25, 1.4, false, false, COLOUR_INK };
	double word = canvas_text_width(canvas, &style, page->read_only), right = canvas->width - margin, top = 1.6,
	       line = style.size * style.leading;
	canvas_fill(canvas, COLOUR_INK, margin, top, word + 2.4, 3.5);
	canvas_text(canvas, &style, margin + 1.2, top + (3.5 - line) / 2, 0, page->read_only);
	canvas_text(canvas, &text, margin + word + 3.8, top + (3.5 - line) / 2, 0, page->read_only_text);
	if (!page->is_verdict)
		canvas_line(canvas, COLOUR_INK, 0.25, margin, HEADER_HEIGHT - 0.25, right - margin);
	for (int i = 2; i >= 0; i--) {
		bool now = i == (int)page->stage;
		if (canvas->narrow && !now)
			continue;
		struct style stage = { 2.25, 1.4, now, false, now ? COLOUR_INK : COLOUR_GREY };
		double wide = canvas_text_width(canvas, &stage, page->stages[i]);
		canvas_text(canvas, &stage, right - wide, top + (3.5 - line) / 2, 0, page->stages[i]);
		if (now)
			canvas_fill(canvas, COLOUR_INK, right - wide, HEADER_HEIGHT - 0.9, wide, 0.9);
		right -= wide + 2.6;
	}
}

static double hint_width(struct canvas *canvas, const struct hint *hint, const struct style *style)
{
	double width = canvas_text_width(canvas, style, hint->text) + 1;
	for (size_t i = 0; i < 3 && hint->keys[i]; i++)
		width += shape_key_width(canvas, hint->keys[i]) + (i ? 0.5 : 0) + (hint->range && i ? 1.3 : 0);
	return width;
}

static void draw_hint(struct canvas *canvas, const struct hint *hint, const struct style *style, double x, double y)
{
	for (size_t i = 0; i < 3 && hint->keys[i]; i++) {
		if (hint->range && i) {
			canvas_text(canvas, style, x - 0.1, y + (KEY_HEIGHT - style->size * style->leading) / 2, 0,
				    STR("–"));
			x += 1.3;
		}
		x += shape_key(canvas, x, y, hint->keys[i]) + 0.5;
	}
	canvas_text(canvas, style, x + 0.5, y + (KEY_HEIGHT - style->size * style->leading) / 2, 0, hint->text);
}

static void draw_footer(struct canvas *canvas, const struct page *page, unsigned parts, double margin)
{
	struct style style = { 2.25, 1.4, false, false, COLOUR_INK };
	struct hint hints[HINTS_MOST];
	size_t count = page_hints(page, page->part < parts ? page->part : parts - 1, parts, hints);
	double y = canvas->height - FOOTER_HEIGHT, left = margin, right = canvas->width - margin, used = 0;
	canvas_line(canvas, COLOUR_LINE, LINE_HAIR, margin, y, right - margin);
	for (size_t i = 0; i < count; i++)
		used += hint_width(canvas, &hints[i], &style);
	double gap = fmin(3.4, fmax(1.2, (right - left - used) / fmax(1, (double)count - 1)));
	for (size_t i = count; i-- > 0;) {
		const struct hint *hint = &hints[i];
		if (!hint->right)
			continue;
		right -= hint_width(canvas, hint, &style);
		draw_hint(canvas, hint, &style, right, y + 2.2);
		right -= gap;
	}
	for (size_t i = 0; i < count; i++) {
		const struct hint *hint = &hints[i];
		double width = hint_width(canvas, hint, &style);
		if (hint->right || left + width > right + gap) /* what has no room is told by F1 */
			continue;
		draw_hint(canvas, hint, &style, left, y + 2.2);
		left += width + gap;
	}
}

static double draw_title(struct canvas *canvas, const struct page *page, double x, double y, double width)
{
	struct style style = { page->small_title ? 4.4 : 5.25, 1.22, true, false, COLOUR_INK };
	style.size *= canvas->scale;
	if (!page->title.len)
		return 0;
	double balanced = canvas_balanced_width(canvas, &style, width, page->title);
	return canvas_text(canvas, &style, x, y - 0.4, balanced + 0.01, page->title) + 2.4;
}

/* A block or some of its items. */
struct fragment { const struct block *block; size_t first, count; };

static double draw_fragment(struct canvas *canvas, const struct fragment *fragment, double x, double y, double width)
{
	struct block part = *fragment->block;
	if (part.items.count) {
		part.items.items += fragment->first;
		part.items.count = fragment->count;
	}
	return draw_block(canvas, &part, x, y, width);
}

static double fragment_height(struct canvas *canvas, struct fragment fragment, double width)
{
	canvas->measuring = true;
	double height = draw_fragment(canvas, &fragment, 0, 0, width);
	canvas->measuring = false;
	return height;
}

/* On a crowded page the blocks move together. */
static double gap_below(const struct canvas *canvas, const struct block *block)
{
	return block_gap(block) * canvas->scale * canvas->scale;
}

static double list_height(struct canvas *canvas, const block_list *list, double width)
{
	double height = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct block *block = &list->items[i];
		height += fragment_height(canvas, (struct fragment){ block, 0, block->items.count }, width);
		height += i + 1 < list->count ? gap_below(canvas, block) : 0;
	}
	return height;
}

/* As many items of the rest of a block as fit; 0 when none does. */
static size_t fitting_items(struct canvas *canvas, const struct fragment *rest, double width, double room)
{
	size_t count = rest->count;
	if (!block_splits(rest->block))
		return fragment_height(canvas, *rest, width) <= room ? count : 0;
	while (count > 0 && fragment_height(canvas, (struct fragment){ rest->block, rest->first, count }, width) > room)
		count--;
	return count;
}

/* Where the next fragment goes: the part and the height used in it. */
struct flow { unsigned part; double used; };

static void draw_flowing(struct canvas *canvas, const struct block *block, struct area area, unsigned wanted,
			 struct flow *flow)
{
	struct fragment rest = { block, 0, block->items.count };
	bool drawn = false;
	while (!drawn || rest.count > 0) {
		double room = area.height - flow->used + 0.05;
		size_t count = fitting_items(canvas, &rest, area.width, room);
		bool nothing_fits = count == 0 && (rest.count > 0 || fragment_height(canvas, rest, area.width) > room);
		if (nothing_fits && flow->used > 0) {
			*flow = (struct flow){ flow->part + 1, 0 };
			continue;
		}
		if (nothing_fits) /* larger than a whole part: as little as possible of it */
			count = block_splits(block) && rest.count ? 1 : rest.count;
		canvas->measuring = flow->part != wanted;
		flow->used += draw_fragment(canvas, &(struct fragment){ block, rest.first, count }, area.x,
					    area.y + flow->used, area.width);
		canvas->measuring = false;
		rest.first += count;
		rest.count -= count;
		drawn = true;
	}
	flow->used += gap_below(canvas, block);
}

/* Lays `list` out in parts and draws number `wanted`; returns how many there are. */
static unsigned draw_list(struct canvas *canvas, const block_list *list, struct area area, unsigned wanted)
{
	struct flow flow = { 0 };
	for (size_t i = 0; i < list->count; i++)
		draw_flowing(canvas, &list->items[i], area, wanted, &flow);
	return flow.part + 1;
}

static void put_part_text(struct canvas *canvas, unsigned part, unsigned count, const struct part_text *part_text,
			  double right, double y)
{
	struct style style = style_of(canvas, TEXT_LABEL);
	style.bold = true;
	style.colour = COLOUR_INK;
	if (count > 1 && part_text)
		canvas_text_right(canvas, &style, right, y, part_text->fill(part_text->context, part, count));
}

/* On a narrow screen the facts about a finding stand in one row above it. */
static double draw_in_row(struct canvas *canvas, const block_list *list, double x, double y, double width)
{
	static const double shares[] = { 0.3, 0.2, 0.36, 0.14 };
	double height = 0;
	for (size_t i = 0; i < list->count && i < sizeof shares / sizeof *shares; i++) {
		double used = draw_block(canvas, &list->items[i], x, y, width * shares[i] - 2);
		height = fmax(height, used);
		x += width * shares[i];
	}
	return height;
}

struct columns { struct area left, right; double title_width, left_height, title_height; bool in_row, fits; };

static double left_height(struct canvas *canvas, const struct page *page, const struct columns *columns)
{
	if (!columns->in_row)
		return list_height(canvas, &page->left, columns->left.width);
	canvas->measuring = true;
	double height = draw_in_row(canvas, &page->left, 0, 0, columns->left.width);
	canvas->measuring = false;
	return height;
}

/* Measured at the present scale; true when everything has room. */
static bool measure_columns(struct canvas *canvas, const struct page *page, struct columns *columns)
{
	double room = columns->left.height, between = page->left.count || columns->title_height > 0 ? 3 : 0;
	canvas->measuring = true;
	columns->title_height = draw_title(canvas, page, 0, 0, columns->title_width);
	canvas->measuring = false;
	columns->left_height = left_height(canvas, page, columns);
	double right = list_height(canvas, &page->right, columns->right.width);
	if (canvas->narrow)
		return columns->title_height + columns->left_height + between * canvas->scale + right <= room;
	double left = columns->left_height + (page->title_right ? 0 : columns->title_height);
	return left <= room && right + (page->title_right ? columns->title_height : 0) <= room;
}

/* Where the right column's blocks lie, by the heights measured last. */
static struct area right_area(const struct canvas *canvas, const struct page *page, const struct columns *columns)
{
	struct area area = columns->right;
	double bottom = columns->left.y + columns->left.height;
	if (canvas->narrow)
		area.y += columns->left_height + (page->title_right ? 0 : columns->title_height) +
			  (page->left.count ? 3 : 0.6) * canvas->scale;
	if (page->title_right)
		area.y += columns->title_height;
	area.height = bottom - area.y;
	return area;
}

/* Fewer parts are better, then what comes first whole on the first of them. */
static unsigned badness(struct canvas *canvas, const block_list *list, struct area area)
{
	struct flow flow = { 0 };
	bool first = true;
	area.height -= PART_LINE;
	for (size_t i = 0; i < list->count; i++) {
		draw_flowing(canvas, &list->items[i], area, UINT32_MAX, &flow);
		first &= list->items[i].later || flow.part == 0;
	}
	return 2 * (flow.part + 1) + !first;
}

/* A page that is cut into parts all the same: letters of nearly full size, unless smaller ones spare a part. */
static void choose_scale(struct canvas *canvas, const struct page *page, struct columns *columns)
{
	block_list list;
	unsigned least = UINT32_MAX;
	double chosen = PARTS_SCALE;
	page_put_last(canvas->arena, &page->right, &list);
	for (canvas->scale = PARTS_SCALE; canvas->scale > SMALLEST_SCALE - 0.01; canvas->scale -= 0.04) {
		(void)measure_columns(canvas, page, columns);
		unsigned bad = badness(canvas, &list, right_area(canvas, page, columns));
		if (bad < least) {
			least = bad;
			chosen = canvas->scale;
		}
	}
	canvas->scale = chosen;
	(void)measure_columns(canvas, page, columns);
}

/* What stands at the foot of the page, with the gap above it. */
static double bottom_height(struct canvas *canvas, const struct page *page)
{
	struct style label = style_of(canvas, TEXT_LABEL);
	if (!page->bottom.count)
		return 0;
	double above = canvas->narrow && page->bottom_label.len ? label.size * label.leading + 0.6 : 0;
	return list_height(canvas, &page->bottom, canvas->width) + above + BOTTOM_GAP;
}

static void draw_bottom(struct canvas *canvas, const struct page *page, const struct columns *columns)
{
	struct style label = style_of(canvas, TEXT_LABEL);
	double y = columns->left.y + columns->left.height + BOTTOM_GAP, line = label.size * label.leading;
	double height = list_height(canvas, &page->bottom, columns->right.width);
	if (!page->bottom.count)
		return;
	if (canvas->narrow)
		y += canvas_text(canvas, &label, columns->left.x, y, 0, page->bottom_label) + 0.6;
	else
		canvas_text(canvas, &label, columns->left.x, y + (height - line) / 2, 0, page->bottom_label);
	draw_list(canvas, &page->bottom, (struct area){ columns->right.x, y, columns->right.width, canvas->height }, 0);
}

static struct columns plan_columns(struct canvas *canvas, const struct page *page, double margin, double top)
{
	double bottom = canvas->height - FOOTER_HEIGHT - 2 - bottom_height(canvas, page), full = canvas->width - 2 * margin,
	       room = bottom - top;
	double left = canvas->narrow ? full : page->wide_right ? (page->title_right ? 40 : 44) : 50;
	struct columns columns = { .left = { margin, top, left, room }, .in_row = canvas->narrow && page->title_right };
	columns.right = canvas->narrow ? (struct area){ margin, top, full, room }
				       : (struct area){ margin + left + 7, top, full - left - 7, room };
	columns.title_width = page->title_right ? columns.right.width : left;
	bool fits;
	while (!(fits = measure_columns(canvas, page, &columns)) && canvas->scale - 0.04 > SMALLEST_SCALE)
		canvas->scale -= 0.04;
	columns.fits = fits;
	if (!fits)
		choose_scale(canvas, page, &columns);
	return columns;
}

/* Both columns beside each other, or under each other; text shrinks a little before a page is cut into parts. */
static unsigned draw_columns(struct canvas *canvas, const struct page *page, double margin, double top,
			     const struct part_text *part_text)
{
	struct columns columns = plan_columns(canvas, page, margin, top);
	struct area left = columns.left, right = right_area(canvas, page, &columns);
	double bottom = left.y + left.height;
	if (!page->title_right)
		left.y += draw_title(canvas, page, left.x, left.y, left.width);
	if (columns.in_row)
		draw_in_row(canvas, &page->left, left.x, left.y, left.width);
	else
		draw_list(canvas, &page->left, (struct area){ left.x, left.y, left.width, canvas->height }, 0);
	if (page->title_right)
		(void)draw_title(canvas, page, right.x, right.y - columns.title_height, right.width);
	block_list list = page->right;
	if (!columns.fits)
		page_put_last(canvas->arena, &page->right, &list);
	unsigned parts = draw_list(canvas, &list, right, UINT32_MAX);
	if (parts > 1) /* room for the line that says so */
		right.height -= PART_LINE;
	parts = parts > 1 ? draw_list(canvas, &list, right, UINT32_MAX) : 1;
	unsigned part = page->part < parts ? page->part : parts - 1;
	draw_list(canvas, &list, right, part);
	put_part_text(canvas, part, parts, part_text, right.x + right.width, bottom - 1.8);
	draw_bottom(canvas, page, &columns);
	return parts;
}

static unsigned draw_all(struct canvas *canvas, const struct page *page, const struct part_text *part_text)
{
	double margin = canvas->narrow ? 5 : 8, top = HEADER_HEIGHT + (canvas->narrow ? 4 : BELOW_HEADER);
	unsigned parts = 1;
	top += page->low && !canvas->narrow ? LOW_BY : 0;
	canvas_fill(canvas, COLOUR_PAPER, 0, 0, canvas->width + 1, canvas->height + 1);
	if (page->is_verdict) {
		draw_verdict(canvas, page, margin);
	} else {
		for (size_t i = 0; i < page->top.count; i++) {
			top += draw_block(canvas, &page->top.items[i], margin, top - 1, canvas->width - 2 * margin);
			top += canvas->narrow ? 2 : 4.6;
		}
		parts = draw_columns(canvas, page, margin, top, part_text);
		canvas->scale = 1;
	}
	draw_header(canvas, page, margin);
	draw_footer(canvas, page, parts, margin);
	return parts;
}

unsigned draw_page(cairo_t *cairo, struct typeface *typeface, const struct page *page, unsigned width, unsigned height,
		   const struct part_text *part_text)
{
	struct arena arena;
	struct canvas canvas;
	arena_init(&arena, SCRATCH_BYTES);
	canvas_init(&canvas, cairo, typeface, &arena, width, height);
	unsigned parts = draw_all(&canvas, page, part_text);
	arena_done(&arena);
	return parts;
}
