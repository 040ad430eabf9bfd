/* Pieces of text into a pango layout, its lines placed by us; report/paper_text.h. */
#include "report/paper_text.h"

#include "base/buf.h"
#include "report/words.h"

#define LEADING          1.19
#define ASCENT           0.891 /* of Liberation Serif, in sizes */
#define NATURAL          1.149 /* its own leading */
#define UNBROKEN_LONGEST 24    /* bytes of a name that must not break */
#define BREAKS_MOST      200   /* of one text: 10,000 characters of a name without blanks make fewer lines */
#define BOX              0.72  /* a box to tick, in sizes */

void rich_put(struct rich *rich, struct str text, unsigned style)
{
	if (text.len)
		*array_push(rich->arena, &rich->pieces) = (struct piece){ text, style };
}

struct rich rich_of(struct arena *arena, struct str text, unsigned style)
{
	struct rich rich = { .arena = arena };
	rich_put(&rich, text, style);
	return rich;
}

/* ---- boxes to tick: shapes in the line ---- */

static void draw_box(cairo_t *cairo, PangoAttrShape *shape, gboolean do_path, gpointer data)
{
	(void)do_path, (void)data;
	double side = shape->ink_rect.width / (double)PANGO_SCALE, x, y;
	cairo_get_current_point(cairo, &x, &y);
	cairo_save(cairo);
	cairo_new_path(cairo);
	cairo_rectangle(cairo, x + 0.5, y - side + 0.5, side - 1, side - 1);
	cairo_set_line_width(cairo, 0.9);
	cairo_stroke(cairo);
	cairo_restore(cairo);
}

void typesetter_init(struct typesetter *typesetter, struct arena *arena, struct typeface *typeface, cairo_t *cairo)
{
	*typesetter = (struct typesetter){ .arena = arena, .typeface = typeface, .cairo = cairo };
}

void typesetter_done(struct typesetter *typesetter)
{
	for (size_t i = 0; i < typesetter->layouts.count; i++)
		g_object_unref(typesetter->layouts.items[i]);
	for (size_t i = 0; i < typesetter->fonts.count; i++)
		pango_font_description_free(typesetter->fonts.items[i].font);
	typesetter->layouts.count = typesetter->fonts.count = 0;
}

static const PangoFontDescription *font_of(struct typesetter *typesetter, double size)
{
	for (size_t i = 0; i < typesetter->fonts.count; i++) {
		if (typesetter->fonts.items[i].size == size)
			return typesetter->fonts.items[i].font;
	}
	struct sized_font *font = array_push(typesetter->arena, &typesetter->fonts);
	*font = (struct sized_font){ size, typeface_font(TYPEFACE_SERIF, size, false, false) };
	return font->font;
}

/* ---- the text as a whole, with the styles of its parts ---- */

struct run {
	size_t start, end;
	unsigned style;
};
struct joined {
	struct buf text;
	ARRAY_OF(struct run) runs;
};

static void join_piece(struct typesetter *typesetter, struct joined *joined, const struct piece *piece)
{
	struct str rest = typeface_text(typesetter->typeface, typesetter->arena, piece->text);
	ptrdiff_t box;
	struct run *run = array_push(typesetter->arena, &joined->runs);
	*run = (struct run){ joined->text.len, 0, piece->style & (PIECE_BOLD | PIECE_ITALIC) };
	while (piece->style & PIECE_BOXES && (box = str_find(rest, STR("[ ]"))) >= 0) {
		buf_put(&joined->text, str_sub(rest, 0, (size_t)box));
		size_t at = joined->text.len;
		buf_put_code_point(&joined->text, 0xFFFC);
		*array_push(typesetter->arena, &joined->runs) = (struct run){ at, joined->text.len, PIECE_BOXES };
		rest = str_from(rest, (size_t)box + 3);
	}
	buf_put(&joined->text, rest);
	for (size_t i = 0; i < joined->runs.count; i++) {
		if (!joined->runs.items[i].end)
			joined->runs.items[i].end = joined->text.len;
	}
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
	attribute->start_index = (guint)start;
	attribute->end_index = (guint)end;
	pango_attr_list_insert(list, attribute);
}

/* VANPHONG-07, 7QK4-M2TD: a name with a digit and a hyphen stays on one line. */
static void keep_names_whole(PangoAttrList *list, struct str text)
{
	for (size_t start = 0, i = 0; i <= text.len; i++) {
		if (i < text.len && text.data[i] != ' ')
			continue;
		bool digit = false, hyphen = false;
		for (size_t k = start; k < i; k++) {
			digit |= text.data[k] >= '0' && text.data[k] <= '9';
			hyphen |= text.data[k] == '-';
		}
		if (digit && hyphen && i - start <= UNBROKEN_LONGEST)
			add_attribute(list, pango_attr_allow_breaks_new(FALSE), start, i);
		start = i + 1;
	}
	struct str cut = STR("…\\"); /* the mark of a cut path stays with what is left of it */
	ptrdiff_t at;
	for (size_t from = 0; (at = str_find(str_from(text, from), cut)) >= 0; from += (size_t)at + cut.len)
		add_attribute(list, pango_attr_allow_breaks_new(FALSE), from + (size_t)at, from + (size_t)at + cut.len);
}

static bool is_digit(struct str text, size_t at)
{
	return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

/* 611 giờ, 16 GB: a number and its unit; "name: 02" a number and what it counts. */
static void keep_units(PangoAttrList *list, struct str text)
{
	static const char *const units[] = { " giờ", " phút", " GB", " MB", " TB", " KB", " h", " min" };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str unit = str_from_c(units[i]);
		ptrdiff_t at;
		for (size_t from = 0; (at = str_find(str_from(text, from), unit)) >= 0; from += (size_t)at + unit.len) {
			size_t start = from + (size_t)at;
			if (start > 0 && is_digit(text, start - 1))
				add_attribute(list, pango_attr_allow_breaks_new(FALSE), start - 1, start + unit.len);
		}
	}
	for (size_t i = 0; i + 2 < text.len; i++) {
		if (text.data[i] == ':' && text.data[i + 1] == ' ' && is_digit(text, i + 2))
			add_attribute(list, pango_attr_allow_breaks_new(FALSE), i, i + 3);
	}
}

/* Words of two syllables that a title must not tear apart. */
static void keep_words_whole(PangoAttrList *list, struct str text)
{
	for (size_t at = 0, length; at < text.len; at += length ? length : 1) {
		length = words_of_two_syllables(text, at);
		if (length)
			add_attribute(list, pango_attr_allow_breaks_new(FALSE), at, at + length);
	}
}

static PangoAttrList *attributes_of(const struct joined *joined, double size, bool title, bool whole)
{
	PangoAttrList *list = pango_attr_list_new();
	int side = (int)(BOX * size * PANGO_SCALE);
	PangoRectangle box = { 0, -side, side, side };
	for (size_t i = 0; i < joined->runs.count; i++) {
		const struct run *run = &joined->runs.items[i];
		if (run->style & PIECE_BOLD)
			add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), run->start, run->end);
		if (run->style & PIECE_ITALIC)
			add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), run->start, run->end);
		if (run->style & PIECE_BOXES)
			add_attribute(list, pango_attr_shape_new(&box, &box), run->start, run->end);
	}
	keep_units(list, buf_str(&joined->text));
	if (whole)
		keep_names_whole(list, buf_str(&joined->text));
	if (title)
		keep_words_whole(list, buf_str(&joined->text));
	return list;
}

/* ---- where long names break ---- */

static void insert_newline(struct joined *joined, size_t at)
{
	struct buf text = { 0 };
	buf_put(&text, str_sub(buf_str(&joined->text), 0, at));
	buf_put_char(&text, '\n');
	buf_put(&text, str_from(buf_str(&joined->text), at));
	buf_done(&joined->text);
	joined->text = text;
	for (size_t i = 0; i < joined->runs.count; i++) {
		joined->runs.items[i].start += joined->runs.items[i].start >= at;
		joined->runs.items[i].end += joined->runs.items[i].end >= at;
	}
}

static bool is_joint(char c)
{
	return c == '\\' || c == '/' || c == '@' || c == '.' || c == '-' || c == '_' || c == '&' || c == '?' ||
	       c == '=' || c == ',';
}

/* A line that ends within a name without a joint, while it has one in its second half: where that is; 0 = none. */
static size_t better_break(PangoLayout *layout, struct str text, int from)
{
	int lines = pango_layout_get_line_count(layout);
	for (int i = from; i + 1 < lines; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
		size_t start = (size_t)line->start_index, end = start + (size_t)line->length;
		if (end >= text.len || end == start || text.data[end] == '\n' || text.data[end] == ' ' ||
		    text.data[end - 1] == ' ' || is_joint(text.data[end - 1]))
			continue;
		for (size_t at = end; at > start + (end - start) / 2; at--) {
			if (text.data[at - 1] == ' ')
				break;
			if (is_joint(text.data[at - 1]))
				return at;
		}
	}
	return 0;
}

static void apply(PangoLayout *layout, const struct joined *joined, const struct text_form *form, bool whole)
{
	PangoAttrList *list = attributes_of(joined, form->size, form->balanced, whole);
	pango_layout_set_text(layout, joined->text.len ? joined->text.data : "", (int)joined->text.len);
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

static bool fits(PangoLayout *layout, double width)
{
	int widest;
	pango_layout_get_size(layout, &widest, NULL);
	return widest <= (width + 0.01) * PANGO_SCALE;
}

static void set_width(PangoLayout *layout, double width)
{
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
}

/* The narrowest column that needs no more lines. */
static void balance(PangoLayout *layout, double width)
{
	int lines = pango_layout_get_line_count(layout);
	double low = width / (lines + 1), high = width;
	while (lines > 1 && high - low > 2) {
		double middle = (low + high) / 2;
		set_width(layout, middle);
		if (pango_layout_get_line_count(layout) > lines)
			low = middle;
		else
			high = middle;
	}
	set_width(layout, high);
}

/* Pango from 1.56 on gives a blank that no longer fits a line of its own. */
static int lines_of(PangoLayout *layout)
{
	struct str text = str_from_c(pango_layout_get_text(layout));
	int lines = pango_layout_get_line_count(layout);
	while (lines > 1) {
		PangoLayoutLine *last = pango_layout_get_line_readonly(layout, lines - 1);
		struct str words = str_sub(text, (size_t)last->start_index, (size_t)last->length);
		if (!words.len || str_trim(words).len)
			break;
		lines--;
	}
	return lines;
}

/* Where each line starts, for a column of `width` even when the layout was made narrower. */
static void measure(struct typesetter *typesetter, struct text *text, double width, enum align align)
{
	text->lines = lines_of(text->layout);
	double *x = arena_array(typesetter->arena, double, (size_t)text->lines);
	PangoLayoutIter *iter = pango_layout_get_iter(text->layout);
	for (int i = 0; i < text->lines; i++) {
		PangoRectangle logical;
		pango_layout_iter_get_line_extents(iter, NULL, &logical);
		double line = logical.width / (double)PANGO_SCALE;
		x[i] = align == ALIGN_CENTRE  ? (width - line) / 2
		       : align == ALIGN_RIGHT ? width - line
		                              : logical.x / (double)PANGO_SCALE;
		text->widest = line > text->widest ? line : text->widest;
		pango_layout_iter_next_line(iter);
	}
	pango_layout_iter_free(iter);
	text->x = x;
}

struct text text_set(struct typesetter *typesetter, const struct rich *rich, double width, const struct text_form *form)
{
	struct joined joined = { 0 };
	for (size_t i = 0; i < rich->pieces.count; i++)
		join_piece(typesetter, &joined, &rich->pieces.items[i]);
	PangoLayout *layout = typeface_layout(typesetter->typeface, typesetter->cairo);
	pango_cairo_context_set_shape_renderer(pango_layout_get_context(layout), draw_box, NULL, NULL);
	*array_push(typesetter->arena, &typesetter->layouts) = layout;
	pango_layout_set_font_description(layout, font_of(typesetter, form->size));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_justify(layout, form->align == ALIGN_JUSTIFY);
	pango_layout_set_indent(layout, (int)(form->indent * PANGO_SCALE));
	set_width(layout, width);
	apply(layout, &joined, form, true);
	bool whole = fits(layout, width); /* a name that is wider than its column breaks after all */
	if (!whole)
		apply(layout, &joined, form, false);
	size_t at;
	for (int i = 0;
	     form->indent == 0 && i < BREAKS_MOST && (at = better_break(layout, buf_str(&joined.text), 0)) > 0; i++) {
		insert_newline(&joined, at);
		apply(layout, &joined, form, whole);
	}
	if (form->balanced)
		balance(layout, width);
	struct text text = { .layout = layout,
		             .size = form->size,
		             .leading = form->leading > 0 ? form->leading : LEADING };
	measure(typesetter, &text, width, form->align);
	buf_done(&joined.text);
	return text;
}

struct text text_set_line(struct typesetter *typesetter, const struct rich *rich, double width,
                          const struct text_form *form, double smallest)
{
	struct text_form smaller = *form;
	struct text text = text_set(typesetter, rich, width, &smaller);
	while (text.lines > 1 && smaller.size - 0.5 >= smallest) {
		smaller.size -= 0.5;
		text = text_set(typesetter, rich, width, &smaller);
	}
	return text;
}

double text_line_height(const struct text *text)
{
	return text->size * text->leading;
}

double text_height(const struct text *text)
{
	return text->lines * text_line_height(text);
}

void text_draw(cairo_t *cairo, const struct text *text, int first, int count, double x, double y)
{
	double baseline = y + text->size * (ASCENT + (text->leading - NATURAL) / 2);
	for (int i = first; i < first + count && i < text->lines; i++) {
		cairo_move_to(cairo, x + text->x[i], baseline);
		pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(text->layout, i));
		baseline += text_line_height(text);
	}
}
