/* Where pages are drawn: a cairo surface of any size, measured in the unit of the design (docs/screens.md), with the
 * faces of paper and screen. */
#ifndef SOATMAY_SCREEN_CANVAS_H
#define SOATMAY_SCREEN_CANVAS_H

#include "report/typeface.h"
#include "screen/page.h"

enum colour {
	COLOUR_PAPER,
	COLOUR_WHITE,
	COLOUR_INK,
	COLOUR_GREY,
	COLOUR_LINE,
	COLOUR_RING,
	COLOUR_FAIL,
	COLOUR_PASS,
	COLOUR_INCONCLUSIVE
};

struct style {
	double size, leading; /* in units; times the size */
	bool bold, mono;
	enum colour colour;
	bool grey_labels; /* Windows' own labels in brackets, as in "(Sign out)" */
	struct str strong; /* the part of a text that is bold */
};

struct canvas {
	cairo_t *cairo;
	struct typeface *typeface;
	struct arena *arena;  /* scratch */
	double unit;          /* pixels */
	double width, height; /* in units */
	bool narrow;          /* under 150 units: one column */
	bool measuring;       /* nothing is drawn */
	double scale;         /* of text in the columns: below 1 when a page would not fit */
};

/* All coordinates and results in units. */
void canvas_init(struct canvas *canvas, cairo_t *cairo, struct typeface *typeface, struct arena *arena,
		 unsigned width, unsigned height);
void canvas_colour(struct canvas *canvas, enum colour colour);
struct style style_of(const struct canvas *canvas, enum text_role role);

/* Broken at `width` (0 = one line); returns the height. */
double canvas_text(struct canvas *canvas, const struct style *style, double x, double y, double width, struct str text);
double canvas_text_right(struct canvas *canvas, const struct style *style, double right, double y, struct str text);
double canvas_text_centred(struct canvas *canvas, const struct style *style, double centre, double y, struct str text);
double canvas_text_width(struct canvas *canvas, const struct style *style, struct str text);
double canvas_text_height(struct canvas *canvas, const struct style *style, double width, struct str text);
/* The smallest width at which the text takes no more lines than at `width`. */
double canvas_balanced_width(struct canvas *canvas, const struct style *style, double width, struct str text);

void canvas_fill(struct canvas *canvas, enum colour colour, double x, double y, double width, double height);
void canvas_box(struct canvas *canvas, enum colour fill, enum colour border, double line, double x, double y,
		double width, double height);
void canvas_cap_box(struct canvas *canvas, enum colour fill, enum colour border, double x, double y, double width,
		    double height);
void canvas_line(struct canvas *canvas, enum colour colour, double line, double x, double y, double width);

#define LINE_HAIR   0.14
#define LINE_STRONG 0.32
#define BAR_SELECTED 1.1

#endif
