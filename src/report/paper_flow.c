/* Pages out of blocks (report/paper_flow.h) and the PDF around them: dates are given, so the same input makes the same bytes. */
#include "report/paper_flow.h"

#include <cairo-pdf.h>

#include "report/paper_language.h"
#include "report/words.h"

#define LABEL_SMALLER 1.2 /* points, where a label fits one line so */
#define LABEL_GAP     4   /* at least, between a label and its text */
#define FOOT_SIZE   10
#define FOOT_RULE   (PAGE_HEIGHT - 15.2 * MM)
#define NUMBER_SIZE 13
#define ROW_PAD     2.4
#define HEAD_PAD    2.4

struct placed {
	const struct block *block;
	unsigned page;
	double y;
};
struct pages {
	ARRAY_OF(struct placed) placed;
	unsigned count;
	double y;   /* of the next block on the last page */
	bool whole; /* the last page takes nothing more */
};

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned length)
{
	buf_put((struct buf *)closure, (struct str){ (const char *)data, length });
	return CAIRO_STATUS_SUCCESS;
}

static void tell(struct flow *flow, cairo_pdf_metadata_t what, struct str text)
{
	cairo_pdf_surface_set_metadata(flow->surface, what,
	                               str_to_c(flow->arena, typeface_text(flow->type.typeface, flow->arena, text)));
}

void flow_init(struct flow *flow, struct arena *arena, struct typeface *typeface, struct buf *out,
               const struct flow_about *about)
{
	*flow = (struct flow){ .arena = arena, .out = out };
	flow->surface = cairo_pdf_surface_create_for_stream(take_bytes, out, PAGE_WIDTH, PAGE_HEIGHT);
	if (cairo_version() >= CAIRO_VERSION_ENCODE(1, 17, 6)) /* else objects are packed, and the language finds no place */
		cairo_pdf_surface_restrict_to_version(flow->surface, CAIRO_PDF_VERSION_1_4);
	flow->cairo = cairo_create(flow->surface);
	typesetter_init(&flow->type, arena, typeface, flow->cairo);
	tell(flow, CAIRO_PDF_METADATA_TITLE, about->title);
	tell(flow, CAIRO_PDF_METADATA_AUTHOR, about->author);
	tell(flow, CAIRO_PDF_METADATA_SUBJECT, about->subject);
	cairo_pdf_surface_set_metadata(flow->surface, CAIRO_PDF_METADATA_CREATE_DATE, str_to_c(arena, about->created));
	cairo_pdf_surface_set_metadata(flow->surface, CAIRO_PDF_METADATA_MOD_DATE, str_to_c(arena, about->created));
}

/* ---- blocks ---- */

struct block *flow_block(struct flow *flow, double before, double height)
{
	struct block *block = arena_new(flow->arena, struct block);
	*block = (struct block){ .before = before, .height = height };
	*array_push(flow->arena, &flow->blocks) = block;
	return block;
}

static struct item *add_item(struct flow *flow, struct block *block, enum item_kind kind, double x, double y)
{
	struct item *item = array_push(flow->arena, &block->items);
	*item = (struct item){ .kind = kind, .x = x, .y = y, .black = 1 };
	return item;
}

void block_lines(struct flow *flow, struct block *block, const struct text *text, int first, int count, double x,
                 double y)
{
	struct item *item = add_item(flow, block, ITEM_TEXT, x, y);
	item->text = *text;
	item->first = first;
	item->count = count;
}

void block_text(struct flow *flow, struct block *block, const struct text *text, double x, double y)
{
	block_lines(flow, block, text, 0, text->lines, x, y);
}

void block_rule(struct flow *flow, struct block *block, double x, double y, double width, double weight, double black)
{
	struct item *item = add_item(flow, block, ITEM_RULE, x, y);
	item->width = width;
	item->weight = weight;
	item->black = black;
}

void block_frame(struct flow *flow, struct block *block, double x, double y, double width, double height, double weight)
{
	struct item *item = add_item(flow, block, ITEM_FRAME, x, y);
	item->width = width;
	item->height = height;
	item->weight = weight;
}

void block_shape(struct flow *flow, struct block *block, const struct shape *shape, double x, double y, double side)
{
	struct item *item = add_item(flow, block, ITEM_SHAPE, x, y);
	item->shape = *shape;
	item->width = side;
}

void block_picture(struct flow *flow, struct block *block, void (*draw)(cairo_t *, const void *, double, double),
                   const void *data)
{
	struct item *item = add_item(flow, block, ITEM_PICTURE, 0, 0);
	item->draw = draw;
	item->data = data;
}

struct block *flow_rule(struct flow *flow, double before, double weight)
{
	struct block *block = flow_block(flow, before, weight);
	block_rule(flow, block, 0, weight / 2, TEXT_WIDTH, weight, 1);
	return block;
}

void flow_paragraph(struct flow *flow, const struct rich *rich, const struct paragraph *paragraph)
{
	double width = paragraph->width > 0 ? paragraph->width : TEXT_WIDTH - paragraph->x;
	struct text text = text_set(&flow->type, rich, width, &paragraph->form);
	double line = text_line_height(&text);
	struct text label = { 0 };
	if (paragraph->label.pieces.count) {
		double right = paragraph->label_right > 0 ? paragraph->label_right : paragraph->x;
		struct text_form form = { .size = paragraph->form.size };
		struct rich name = { .arena = flow->arena }; /* a blank behind it: for whoever reads without looking */
		for (size_t i = 0; i < paragraph->label.pieces.count; i++)
			rich_put(&name, paragraph->label.pieces.items[i].text, paragraph->label.pieces.items[i].style);
		rich_put(&name, STR(" "), 0);
		label = text_set_line(&flow->type, &name, right - paragraph->label_x - LABEL_GAP, &form,
		                      form.size - LABEL_SMALLER);
	}
	int lines = text.lines > label.lines ? text.lines : label.lines;
	flow->groups++;
	for (int i = 0; i < lines; i++) {
		struct block *block = flow_block(flow, i ? 0 : paragraph->before, line);
		block->group = flow->groups;
		block->group_tag = paragraph->tag ? paragraph->tag : "P";
		if (i < label.lines)
			block_lines(flow, block, &label, i, 1, paragraph->label_x, 0);
		if (!i && paragraph->bullet.len) {
			struct rich mark = rich_of(flow->arena, paragraph->bullet, 0);
			struct text_form form = { .size = paragraph->form.size };
			rich_put(&mark, STR(" "), 0);
			struct text bullet = text_set(&flow->type, &mark, paragraph->x, &form);
			block_text(flow, block, &bullet, paragraph->x - paragraph->form.size * 0.9, 0);
		}
		if (i < text.lines)
			block_lines(flow, block, &text, i, 1, paragraph->x, 0);
		bool last = i == lines - 1;
		block->keep = last ? paragraph->keep : i == 0 || i == lines - 2 || i < label.lines - 1;
	}
}

void block_tag(struct block *block, const char *tag)
{
	for (size_t i = block->items.count; i > 0; i--) {
		if (block->items.items[i - 1].kind == ITEM_TEXT) {
			block->items.items[i - 1].tag = tag;
			return;
		}
	}
}

void block_first(struct block *block)
{
	struct item last = block->items.items[block->items.count - 1];
	for (size_t i = block->items.count - 1; i > 0; i--)
		block->items.items[i] = block->items.items[i - 1];
	block->items.items[0] = last;
}

/* ---- tables ---- */

static double set_cells(struct table *table, struct block *block, const struct rich *cells, double pad, const char *tag)
{
	double height = 0;
	block->group = table->group;
	block->group_tag = "Table";
	block->tag = "TR";
	for (size_t i = 0; i < table->count; i++) {
		const struct table_column *column = &table->columns[i];
		struct text_form form = table->form;
		form.align = column->align;
		struct text text = text_set(&table->flow->type, &cells[i], column->width, &form);
		block_text(table->flow, block, &text, column->x, pad);
		block_tag(block, tag);
		height = text_height(&text) > height ? text_height(&text) : height;
	}
	return height + 2 * pad;
}

void table_start(struct table *table, struct flow *flow, const struct table_column *columns, size_t count, double size,
                 const struct rich *heads)
{
	*table = (struct table){
		.flow = flow, .columns = columns, .count = count, .form = { .size = size }, .group = ++flow->groups
	};
	if (!heads) {
		flow_rule(flow, 0, RULE_STRONG)->keep = true;
		return;
	}
	struct block *head = flow_block(flow, 0, 0);
	block_rule(flow, head, 0, 0, TEXT_WIDTH, RULE_STRONG, 1);
	head->height = set_cells(table, head, heads, HEAD_PAD, "TH");
	block_rule(flow, head, 0, head->height, TEXT_WIDTH, RULE_STRONG, 1);
	head->keep = true;
	table->head = head;
}

void table_row(struct table *table, const struct rich *cells, const struct rich *below, double below_size)
{
	struct block *block = flow_block(table->flow, 0, 0);
	block->height = set_cells(table, block, cells, ROW_PAD, "TD");
	if (below->pieces.count) {
		const struct item *first = &block->items.items[0];
		double y = ROW_PAD + text_height(&first->text);
		struct text_form form = { .size = below_size };
		struct text text = text_set(&table->flow->type, below, table->columns[0].width, &form);
		block_text(table->flow, block, &text, table->columns[0].x, y);
		block_tag(block, "TD");
		y += text_height(&text) + ROW_PAD;
		block->height = y > block->height ? y : block->height;
	}
	block->head = table->head;
	block->keep = table->rows == 0;
	if (table->last)
		block_rule(table->flow, table->last, 0, table->last->height, TEXT_WIDTH, RULE_THIN, GREY);
	table->last = block;
	table->rows++;
}

void table_end(struct table *table)
{
	if (!table->last)
		return;
	table->last->keep = false;
	block_rule(table->flow, table->last, 0, table->last->height, TEXT_WIDTH, RULE_STRONG, 1);
	size_t count = table->flow->blocks.count;
	if (table->rows > 2)
		table->flow->blocks.items[count - 2]->keep = true;
}

/* ---- pages ---- */

static void place(struct flow *flow, struct pages *pages, const struct block *block)
{
	bool top = pages->y == 0;
	if (top && block->head && !pages->whole) {
		*array_push(flow->arena, &pages->placed) = (struct placed){ block->head, pages->count, 0 };
		pages->y = block->head->height;
	}
	pages->y += top ? 0 : block->before;
	*array_push(flow->arena, &pages->placed) = (struct placed){ block, pages->count, pages->y };
	pages->y += block->height;
}

static void turn(struct pages *pages)
{
	pages->count++;
	pages->y = 0;
	pages->whole = false;
}

/* The height of blocks [from, to) that stay together, on a page where something stands already. */
static double chain_height(const struct flow *flow, size_t from, size_t to)
{
	double height = 0;
	for (size_t i = from; i < to; i++)
		height += flow->blocks.items[i]->before + flow->blocks.items[i]->height;
	return height;
}

double flow_height(const struct flow *flow)
{
	return chain_height(flow, 0, flow->blocks.count);
}

void flow_clear(struct flow *flow)
{
	flow->blocks.count = 0;
}

static size_t chain_end(const struct flow *flow, size_t from)
{
	size_t end = from;
	while (end + 1 < flow->blocks.count && flow->blocks.items[end]->keep)
		end++;
	return end + 1;
}

static void place_chain(struct flow *flow, struct pages *pages, size_t from, size_t to)
{
	bool fits_a_page = chain_height(flow, from, to) <= TEXT_HEIGHT;
	if (pages->whole ||
	    (pages->y > 0 && (flow->blocks.items[from]->new_page || flow->blocks.items[from]->whole_page ||
	                      (fits_a_page && pages->y + chain_height(flow, from, to) > TEXT_HEIGHT))))
		turn(pages);
	for (size_t i = from; i < to; i++) {
		const struct block *block = flow->blocks.items[i];
		if (pages->y > 0 && pages->y + block->before + block->height > TEXT_HEIGHT + 0.01)
			turn(pages);
		place(flow, pages, block);
		pages->whole |= block->whole_page;
	}
}

static void draw_item(cairo_t *cairo, const struct item *item, double x, double y)
{
	x += item->x;
	y += item->y;
	double white = 1 - item->black;
	cairo_set_source_rgb(cairo, white, white, white);
	switch (item->kind) {
	case ITEM_TEXT: text_draw(cairo, &item->text, item->first, item->count, x, y); break;
	case ITEM_RULE:
		cairo_set_line_width(cairo, item->weight);
		cairo_move_to(cairo, x, y);
		cairo_line_to(cairo, x + item->width, y);
		cairo_stroke(cairo);
		break;
	case ITEM_FRAME:
		cairo_set_line_width(cairo, item->weight);
		cairo_rectangle(cairo, x + item->weight / 2, y + item->weight / 2, item->width - item->weight,
		                item->height - item->weight);
		cairo_stroke(cairo);
		break;
	case ITEM_SHAPE: shape_draw(cairo, &item->shape, x, y, item->width); break;
	case ITEM_PICTURE:
		cairo_save(cairo);
		cairo_translate(cairo, x, y);
		item->draw(cairo, item->data, item->width, item->height);
		cairo_restore(cairo);
		break;
	}
}

/* ---- structure: what a screen reader finds (Tagged PDF) ---- */

/* Ends the paragraph or table that is open and begins that of `block`; NULL: ends only. */
static void change_group(struct flow *flow, const struct block **open, const struct block *block)
{
	const struct block *next = block && block->group ? block : NULL;
	if (*open && next && (*open)->group == next->group)
		return;
	if (*open)
		cairo_tag_end(flow->cairo, (*open)->group_tag);
	if (next)
		cairo_tag_begin(flow->cairo, next->group_tag, "");
	*open = next;
}

/* Lines and shapes have nothing to be read. Texts of a paragraph are its content, of a row its cells, else paragraphs. */
static void draw_block(struct flow *flow, const struct block *block, double x, double y)
{
	bool inside = block->group && !block->tag;
	if (block->tag)
		cairo_tag_begin(flow->cairo, block->tag, "");
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		bool words = !inside && (item->kind == ITEM_TEXT || item->kind == ITEM_PICTURE);
		const char *tag = item->tag ? item->tag : "P";
		if (words)
			cairo_tag_begin(flow->cairo, tag, "");
		draw_item(flow->cairo, item, x, y);
		if (words)
			cairo_tag_end(flow->cairo, tag);
	}
	if (block->tag)
		cairo_tag_end(flow->cairo, block->tag);
}

struct edges { double left, width, rule; }; /* of what stands around the text of a page */

static void draw_small(struct flow *flow, const struct rich *rich, const struct text_form *form, const struct edges *edges,
                       double y)
{
	struct text text = text_set(&flow->type, rich, edges->width, form);
	text_draw(flow->cairo, &text, 0, 1, edges->left, y);
}

static void draw_number(struct flow *flow, unsigned page, const struct edges *edges)
{
	struct rich number = rich_of(flow->arena, str_format(flow->arena, "%u", page), 0);
	struct text_form form = { .size = NUMBER_SIZE, .align = ALIGN_CENTRE };
	draw_small(flow, &number, &form, edges, MARGIN_TOP / 2 - NUMBER_SIZE / 2);
}

static void draw_foot(struct flow *flow, unsigned page, unsigned pages, const struct edges *edges)
{
	struct arena *arena = flow->arena;
	struct placeholder values[] = { { "i", str_format(arena, "%u", page) },
		                        { "n", str_format(arena, "%u", pages) } };
	struct rich texts[3] = { rich_of(arena, flow->foot_left, 0), rich_of(arena, flow->foot_middle_label, 0),
		                 rich_of(arena, words_message(arena, flow->language, "rep.page", values, 2), 0) };
	static const enum align aligns[] = { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
	if (flow->foot_middle.len) {
		rich_put(&texts[1], STR(" "), 0);
		rich_put(&texts[1], flow->foot_middle, PIECE_BOLD);
	}
	cairo_set_line_width(flow->cairo, RULE_THIN);
	cairo_move_to(flow->cairo, edges->left, edges->rule);
	cairo_line_to(flow->cairo, edges->left + edges->width, edges->rule);
	cairo_stroke(flow->cairo);
	for (size_t i = 0; i < 3; i++) {
		struct text_form form = { .size = FOOT_SIZE, .align = aligns[i] };
		draw_small(flow, &texts[i], &form, edges, edges->rule + 4);
	}
}

/* A page with margins, or a landscape one that asks for a foot. */
static void draw_edges(struct flow *flow, unsigned page, unsigned pages, const struct block *whole)
{
	const struct edges upright = { MARGIN_LEFT, TEXT_WIDTH, FOOT_RULE },
			   landscape = { MARGIN_TOP, PAGE_HEIGHT - 2 * MARGIN_TOP, PAGE_WIDTH - PAGE_HEIGHT + FOOT_RULE };
	if (whole && !whole->foot)
		return;
	cairo_set_source_rgb(flow->cairo, 0, 0, 0);
	if (!whole && page > 1)
		draw_number(flow, page, &upright);
	draw_foot(flow, page, pages, whole ? &landscape : &upright);
}

/* Parents by level: an entry lies under the last one of a smaller level. */
static void add_outline(struct flow *flow, const struct placed *placed, int parents[4])
{
	int level = placed->block->level < 1 ? 1 : placed->block->level > 3 ? 3 : placed->block->level;
	struct str text = typeface_text(flow->type.typeface, flow->arena, placed->block->outline);
	double y = placed->block->whole_page ? 0 : MARGIN_TOP + placed->y;
	struct str place = str_format(flow->arena, "page=%u pos=[%.2f %.2f]", placed->page, MARGIN_LEFT, y);
	parents[level] = cairo_pdf_surface_add_outline(flow->surface, parents[level - 1], str_to_c(flow->arena, text),
	                                               str_to_c(flow->arena, place), CAIRO_PDF_OUTLINE_FLAG_OPEN);
	for (int i = level + 1; i < 4; i++)
		parents[i] = parents[level];
}

/* `whole` NULL: a page with margins. */
static void set_page_size(struct flow *flow, const struct block *whole)
{
	double width = PAGE_WIDTH, height = PAGE_HEIGHT;
	if (whole) {
		width = whole->page_width > 0 ? whole->page_width : PAGE_HEIGHT;
		height = whole->page_height > 0 ? whole->page_height : PAGE_WIDTH;
	}
	cairo_pdf_surface_set_size(flow->surface, width, height);
}

static void draw_pages(struct flow *flow, const struct pages *pages)
{
	int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
		           CAIRO_PDF_OUTLINE_ROOT };
	const struct block *open = NULL;
	size_t at = 0;
	for (unsigned page = 1; page <= pages->count; page++) {
		const struct block *first = at < pages->placed.count ? pages->placed.items[at].block : NULL;
		bool whole = first && first->whole_page;
		set_page_size(flow, whole ? first : NULL);
		if (page == 1) /* a new size forgets what came before */
			cairo_tag_begin(flow->cairo, "Document", "");
		for (; at < pages->placed.count && pages->placed.items[at].page == page; at++) {
			const struct placed *placed = &pages->placed.items[at];
			if (placed->block->outline.len)
				add_outline(flow, placed, parents);
			change_group(flow, &open, placed->block);
			draw_block(flow, placed->block, whole ? 0 : MARGIN_LEFT, whole ? 0 : MARGIN_TOP + placed->y);
		}
		change_group(flow, &open, NULL);
		draw_edges(flow, page, pages->count, whole ? first : NULL);
		if (page == pages->count) /* cairo 1.18 would begin a page more for an end behind the last one */
			cairo_tag_end(flow->cairo, "Document");
		cairo_show_page(flow->cairo);
	}
}

enum err flow_finish(struct flow *flow)
{
	struct pages pages = { .count = 1 };
	for (size_t from = 0, to; from < flow->blocks.count; from = to) {
		to = chain_end(flow, from);
		place_chain(flow, &pages, from, to);
	}
	draw_pages(flow, &pages);
	typesetter_done(&flow->type);
	cairo_destroy(flow->cairo);
	cairo_surface_finish(flow->surface);
	cairo_status_t status = cairo_surface_status(flow->surface);
	cairo_surface_destroy(flow->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		pdf_set_language(flow->out, flow->arena, flow->language == LANGUAGE_EN ? "en" : "vi-VN");
	return status == CAIRO_STATUS_SUCCESS ? OK : status == CAIRO_STATUS_NO_MEMORY ? ERR_NOMEM : ERR_IO;
}
