/* Text, boxes and lines on whole pixels. */
#include "screen/canvas.h"

#include <math.h>

#define SMALLEST_PIXELS 14.0

struct rgb { double red, green, blue; };

static const struct rgb colours[] = {
	[COLOUR_PAPER] = { 0xF5 / 255.0, 0xF4 / 255.0, 0xEF / 255.0 },
	[COLOUR_WHITE] = { 1, 1, 1 },
	[COLOUR_INK] = { 0x15 / 255.0, 0x17 / 255.0, 0x1A / 255.0 },
	[COLOUR_GREY] = { 0x53 / 255.0, 0x56 / 255.0, 0x5A / 255.0 },
	[COLOUR_LINE] = { 0xC6 / 255.0, 0xC3 / 255.0, 0xB8 / 255.0 },
	[COLOUR_RING] = { 0x8A / 255.0, 0x87 / 255.0, 0x80 / 255.0 },
	[COLOUR_FAIL] = { 0xA3 / 255.0, 0x17 / 255.0, 0x1E / 255.0 },
	[COLOUR_PASS] = { 0, 0x6B / 255.0, 0x4F / 255.0 },
	[COLOUR_INCONCLUSIVE] = { 0xF5 / 255.0, 0xB7 / 255.0, 0 },
};

void canvas_init(struct canvas *canvas, cairo_t *cairo, struct typeface *typeface, struct arena *arena,
		 unsigned width, unsigned height)
{
	double unit = fmin(height / 96.0, width / 128.0);
	*canvas = (struct canvas){
		.cairo = cairo,
		.typeface = typeface,
		.arena = arena,
		.unit = unit,
		.width = width / unit,
		.height = height / unit,
		.scale = 1,
		.narrow = width / unit < 150,
	};
}

void canvas_colour(struct canvas *canvas, enum colour colour)
{
	const struct rgb *rgb = &colours[colour];
	cairo_set_source_rgb(canvas->cairo, rgb->red, rgb->green, rgb->blue);
}

struct style style_of(const struct canvas *canvas, enum text_role role)
{
	static const struct style styles[] = {
		[TEXT_BODY] = { 2.75, 1.45, false, false, COLOUR_INK },
		[TEXT_STRONG] = { 2.75, 1.45, true, false, COLOUR_INK },
		[TEXT_LABEL] = { 2.25, 1.4, false, false, COLOUR_GREY },
		[TEXT_CHOICE] = { 3.25, 1.3, false, false, COLOUR_INK },
		[TEXT_CHOICE_STRONG] = { 3.25, 1.3, true, false, COLOUR_INK },
		[TEXT_PRODUCT] = { 11, 1.15, true, false, COLOUR_INK },
		[TEXT_NUMBER] = { 9, 1.1, true, false, COLOUR_INK },
		[TEXT_CODE] = { 8.5, 1.2, true, true, COLOUR_INK },
		[TEXT_COUNT] = { 8.5, 1.1, true, false, COLOUR_INK },
	};
	struct style style = styles[role];
	style.size *= canvas->narrow && role == TEXT_NUMBER ? 0.6 * canvas->scale : canvas->scale;
	return style;
}

static double pixels_of(const struct canvas *canvas, const struct style *style)
{
	return fmax(style->size * canvas->unit, SMALLEST_PIXELS);
}

static double leading_pixels(const struct canvas *canvas, const struct style *style)
{
	return pixels_of(canvas, style) * style->leading;
}

/* The length of "(Sign in)" at the beginning of `text`; 0 when no label of another language stands there. */
static size_t label_length(struct str text)
{
	for (size_t i = 1; i < text.len && text.data[0] == '('; i++) {
		if (text.data[i] == ')')
			return i > 1 ? i + 1 : 0;
		if ((unsigned char)text.data[i] >= 0x80 || text.data[i] == '(')
			return 0;
	}
	return 0;
}

static void make_labels_grey(PangoAttrList *attributes, struct str text)
{
	const struct rgb *grey = &colours[COLOUR_GREY];
	for (size_t i = 0; i < text.len; i++) {
		size_t length = label_length(str_from(text, i));
		if (!length)
			continue;
		PangoAttribute *attribute = pango_attr_foreground_new((guint16)(grey->red * 65535),
								      (guint16)(grey->green * 65535),
								      (guint16)(grey->blue * 65535));
		attribute->start_index = (guint)i;
		attribute->end_index = (guint)(i + length);
		pango_attr_list_insert(attributes, attribute);
	}
}

static void make_strong(PangoAttrList *attributes, struct str text, struct str part)
{
	ptrdiff_t at = part.len ? str_find(text, part) : -1;
	if (at < 0)
		return;
	PangoAttribute *attribute = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
	attribute->start_index = (guint)at;
	attribute->end_index = (guint)((size_t)at + part.len);
	pango_attr_list_insert(attributes, attribute);
}

/* A name that is broken over two lines must not get a sign it does not have. */
static void set_attributes(PangoLayout *layout, const struct style *style, struct str text, struct str strong)
{
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	if (style->grey_labels)
		make_labels_grey(attributes, text);
	make_strong(attributes, text, strong);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

static PangoLayout *layout_of(struct canvas *canvas, const struct style *style, double width, struct str text)
{
	PangoLayout *layout = typeface_layout(canvas->typeface, canvas->cairo);
	PangoFontDescription *font = typeface_font(style->mono ? TYPEFACE_MONO : TYPEFACE_SANS,
						   pixels_of(canvas, style), style->bold, false);
	struct str drawn = typeface_text(canvas->typeface, canvas->arena, text);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(layout, width > 0 ? (int)(width * canvas->unit * PANGO_SCALE) : -1);
	pango_layout_set_text(layout, drawn.data ? drawn.data : "", (int)drawn.len);
	set_attributes(layout, style, drawn, typeface_text(canvas->typeface, canvas->arena, style->strong));
	return layout;
}

/* The baseline of a line that is `leading` high: its ink in the middle. */
static double baseline_in(PangoLayout *layout, double leading)
{
	PangoRectangle logical;
	pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout, 0), NULL, &logical);
	return (leading - logical.height) / 2 - logical.y;
}

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

static double put(struct canvas *canvas, const struct style *style, double x, double y, double width, struct str text,
		  enum align align)
{
	PangoLayout *layout = layout_of(canvas, style, width, text);
	double leading = leading_pixels(canvas, style), baseline = baseline_in(layout, leading);
	int lines = pango_layout_get_line_count(layout);
	for (int i = 0; i < lines && !canvas->measuring; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
		PangoRectangle logical;
		pango_layout_line_get_extents(line, NULL, &logical);
		double left = x * canvas->unit, wide = logical.width / (double)PANGO_SCALE;
		left -= align == ALIGN_RIGHT ? wide : align == ALIGN_CENTRE ? wide / 2 : 0;
		canvas_colour(canvas, style->colour);
		cairo_move_to(canvas->cairo, left, round(y * canvas->unit + i * leading + baseline));
		pango_cairo_show_layout_line(canvas->cairo, line);
	}
	g_object_unref(layout);
	return lines * leading / canvas->unit;
}

double canvas_text(struct canvas *canvas, const struct style *style, double x, double y, double width, struct str text)
{
	return text.len ? put(canvas, style, x, y, width, text, ALIGN_LEFT) : 0;
}

double canvas_text_right(struct canvas *canvas, const struct style *style, double right, double y, struct str text)
{
	return text.len ? put(canvas, style, right, y, 0, text, ALIGN_RIGHT) : 0;
}

double canvas_text_centred(struct canvas *canvas, const struct style *style, double centre, double y, struct str text)
{
	return text.len ? put(canvas, style, centre, y, 0, text, ALIGN_CENTRE) : 0;
}

double canvas_text_width(struct canvas *canvas, const struct style *style, struct str text)
{
	PangoLayout *layout = layout_of(canvas, style, 0, text);
	int width;
	pango_layout_get_size(layout, &width, NULL);
	g_object_unref(layout);
	return text.len ? width / (double)PANGO_SCALE / canvas->unit : 0;
}

double canvas_text_height(struct canvas *canvas, const struct style *style, double width, struct str text)
{
	bool measuring = canvas->measuring;
	canvas->measuring = true;
	double height = canvas_text(canvas, style, 0, 0, width, text);
	canvas->measuring = measuring;
	return height;
}

double canvas_balanced_width(struct canvas *canvas, const struct style *style, double width, struct str text)
{
	double height = canvas_text_height(canvas, style, width, text), low = width / 3, high = width;
	for (unsigned step = 0; step < 10; step++) {
		double middle = (low + high) / 2;
		if (canvas_text_height(canvas, style, middle, text) > height + 0.01)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static double snap(const struct canvas *canvas, double units)
{
	return round(units * canvas->unit);
}

void canvas_fill(struct canvas *canvas, enum colour colour, double x, double y, double width, double height)
{
	if (canvas->measuring)
		return;
	double left = snap(canvas, x), top = snap(canvas, y);
	canvas_colour(canvas, colour);
	cairo_rectangle(canvas->cairo, left, top, snap(canvas, x + width) - left, snap(canvas, y + height) - top);
	cairo_fill(canvas->cairo);
}

static double thickness(const struct canvas *canvas, double line)
{
	return fmax(floor(line * canvas->unit + 0.2), line > LINE_HAIR + 0.01 ? 2 : 1);
}

void canvas_box(struct canvas *canvas, enum colour fill, enum colour border, double line, double x, double y,
		double width, double height)
{
	if (canvas->measuring)
		return;
	double thick = thickness(canvas, line), left = snap(canvas, x), top = snap(canvas, y);
	double wide = snap(canvas, x + width) - left, high = snap(canvas, y + height) - top;
	canvas_colour(canvas, border);
	cairo_rectangle(canvas->cairo, left, top, wide, high);
	cairo_fill(canvas->cairo);
	canvas_colour(canvas, fill);
	cairo_rectangle(canvas->cairo, left + thick, top + thick, wide - 2 * thick, high - 2 * thick);
	cairo_fill(canvas->cairo);
}

static void round_path(cairo_t *cairo, double x, double y, double width, double height, double radius)
{
	cairo_new_sub_path(cairo);
	cairo_arc(cairo, x + width - radius, y + radius, radius, -M_PI / 2, 0);
	cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
	cairo_arc(cairo, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
	cairo_arc(cairo, x + radius, y + radius, radius, M_PI, 3 * M_PI / 2);
	cairo_close_path(cairo);
}

void canvas_cap_box(struct canvas *canvas, enum colour fill, enum colour border, double x, double y, double width,
		    double height)
{
	if (canvas->measuring)
		return;
	double thick = fmax(2, round(0.25 * canvas->unit)), left = snap(canvas, x), top = snap(canvas, y);
	double wide = snap(canvas, x + width) - left, high = snap(canvas, y + height) - top;
	round_path(canvas->cairo, left + thick / 2, top + thick / 2, wide - thick, high - thick, 0.7 * canvas->unit);
	canvas_colour(canvas, fill);
	cairo_fill_preserve(canvas->cairo);
	canvas_colour(canvas, border);
	cairo_set_line_width(canvas->cairo, thick);
	cairo_stroke(canvas->cairo);
}

void canvas_line(struct canvas *canvas, enum colour colour, double line, double x, double y, double width)
{
	if (canvas->measuring)
		return;
	canvas_colour(canvas, colour);
	cairo_rectangle(canvas->cairo, snap(canvas, x), snap(canvas, y), snap(canvas, x + width) - snap(canvas, x),
			thickness(canvas, line));
	cairo_fill(canvas->cairo);
}
