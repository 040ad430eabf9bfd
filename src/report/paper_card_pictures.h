/* What is drawn on the card: keys, a list on a screen, a stick. Black on white, nothing but lines and fills. */
#ifndef SOATMAY_REPORT_PAPER_CARD_PICTURES_H
#define SOATMAY_REPORT_PAPER_CARD_PICTURES_H

#include <cairo.h>

enum card_kind { CARD_KEY, CARD_POWER, CARD_SCREEN, CARD_STICK, CARD_NUMBER };
struct card_picture {
	enum card_kind kind;
	double x, y, width, height;
};

/* A block's picture (report/paper_flow.h): `data` is a card_picture. CARD_SCREEN leaves its middle row black for white
 * letters. */
void card_picture_draw(cairo_t *cairo, const void *data, double width, double height);

/* Of CARD_SCREEN, in parts of its height: the black row. */
#define CARD_ROW_TOP    0.40
#define CARD_ROW_HEIGHT 0.26

#endif
