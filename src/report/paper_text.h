/* Text on paper: pieces of regular, bold and italic serif set into lines of one size and one leading. Any cairo surface. */
#ifndef SOATMAY_REPORT_PAPER_TEXT_H
#define SOATMAY_REPORT_PAPER_TEXT_H

#include "base/array.h"
#include "report/typeface.h"

#define MM (72.0 / 25.4) /* points, the unit of all lengths here */

enum piece_style {
	PIECE_BOLD = 1,
	PIECE_ITALIC = 2,
	PIECE_BOXES = 4 /* "[ ]" is a box to tick: for texts of ours only */
};
struct piece {
	struct str text;
	unsigned style;
};
struct rich {
	struct arena *arena;
	ARRAY_OF(struct piece) pieces;
};

void rich_put(struct rich *rich, struct str text, unsigned style);
struct rich rich_of(struct arena *arena, struct str text, unsigned style);

struct sized_font {
	double size;
	PangoFontDescription *font;
};
/* Owns every layout it makes. */
struct typesetter {
	struct arena *arena;
	struct typeface *typeface;
	cairo_t *cairo;
	ARRAY_OF(PangoLayout *) layouts;
	ARRAY_OF(struct sized_font) fonts;
};

void typesetter_init(struct typesetter *typesetter, struct arena *arena, struct typeface *typeface, cairo_t *cairo);
void typesetter_done(struct typesetter *typesetter);

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE, ALIGN_JUSTIFY };
struct text_form {
	double size;
	double leading; /* baseline to baseline, in sizes; 0 = 1.19 */
	enum align align;
	double indent; /* of the first line */
	bool balanced; /* lines of about the same length */
};
struct text {
	PangoLayout *layout;
	double size, leading, widest;
	int lines;
	const double *x; /* of each line */
};

/* Lines of at most `width`. Long names break after \ / @ . - _ where they can; what has a digit and a hyphen does not break. */
struct text text_set(struct typesetter *typesetter, const struct rich *rich, double width,
                     const struct text_form *form);
/* The largest size up to form->size, not below `smallest`, at which it fits one line. */
struct text text_set_line(struct typesetter *typesetter, const struct rich *rich, double width,
                          const struct text_form *form, double smallest);
double text_height(const struct text *text);
double text_line_height(const struct text *text);
/* Lines [first, first + count) with the top of the first at y. */
void text_draw(cairo_t *cairo, const struct text *text, int first, int count, double x, double y);

#endif
