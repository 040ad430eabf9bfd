/* The drawings of the card (report/paper_card_pictures.h), each in its own rectangle. */
#include "report/paper_card_pictures.h"

#include <math.h>

#define LINE 1.4

static void rounded(cairo_t *cairo, double x, double y, double width, double height, double radius)
{
	cairo_new_sub_path(cairo);
	cairo_arc(cairo, x + width - radius, y + radius, radius, -M_PI / 2, 0);
	cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
	cairo_arc(cairo, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
	cairo_arc(cairo, x + radius, y + radius, radius, M_PI, 1.5 * M_PI);
	cairo_close_path(cairo);
}

/* A key seen from above, its front edge below. */
static void key(cairo_t *cairo, double width, double height)
{
	rounded(cairo, LINE / 2, LINE / 2, width - LINE, height - LINE, 4);
	cairo_stroke(cairo);
	cairo_move_to(cairo, 4, height - 4.5);
	cairo_line_to(cairo, width - 4, height - 4.5);
	cairo_set_line_width(cairo, 0.7);
	cairo_stroke(cairo);
}

static void power(cairo_t *cairo, double side)
{
	double middle = side / 2;
	cairo_set_line_width(cairo, side / 8);
	cairo_arc(cairo, middle, middle + side / 16, side * 0.38, -M_PI / 2 + 0.7, 1.5 * M_PI - 0.7);
	cairo_stroke(cairo);
	cairo_move_to(cairo, middle, 0);
	cairo_line_to(cairo, middle, middle);
	cairo_stroke(cairo);
}

/* A screen with three rows, the middle one chosen. */
static void screen(cairo_t *cairo, double width, double height)
{
	double foot = height * 0.12, lower = height - foot;
	rounded(cairo, LINE / 2, LINE / 2, width - LINE, lower - LINE, 4);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, width * 0.36, height - foot / 2, width * 0.28, foot / 3);
	cairo_rectangle(cairo, width * 0.47, lower, width * 0.06, foot / 2);
	cairo_fill(cairo);
	cairo_rectangle(cairo, 6, height * CARD_ROW_TOP, width - 12, height * CARD_ROW_HEIGHT);
	cairo_fill(cairo);
	cairo_set_line_width(cairo, 0.9);
	cairo_rectangle(cairo, 6, height * 0.12, width - 12, height * 0.18);
	cairo_rectangle(cairo, 6, height * 0.72, width - 12, height * 0.1);
	cairo_stroke(cairo);
	cairo_set_line_width(cairo, 2.5); /* what is written there does not matter */
	cairo_move_to(cairo, 12, height * 0.21);
	cairo_line_to(cairo, width * 0.55, height * 0.21);
	cairo_stroke(cairo);
}

/* Its plug with the two holes, an arrow towards the port of a computer. */
static void stick(cairo_t *cairo, double width, double height)
{
	double middle = height / 2, body = width * 0.34, plug = body + width * 0.13;
	rounded(cairo, LINE / 2, middle - height * 0.26, body, height * 0.52, 5);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, body + LINE / 2, middle - height * 0.17, plug - body, height * 0.34);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, plug - 9, middle - height * 0.1, 4, 4);
	cairo_rectangle(cairo, plug - 9, middle + height * 0.1 - 4, 4, 4);
	cairo_fill(cairo);
	cairo_set_line_width(cairo, 2.2);
	cairo_move_to(cairo, plug + 8, middle);
	cairo_line_to(cairo, width * 0.7, middle);
	cairo_stroke(cairo);
	cairo_move_to(cairo, width * 0.7 + 7, middle);
	cairo_line_to(cairo, width * 0.7 - 3, middle - 6);
	cairo_line_to(cairo, width * 0.7 - 3, middle + 6);
	cairo_close_path(cairo);
	cairo_fill(cairo);
	cairo_set_line_width(cairo, LINE);
	rounded(cairo, width * 0.79, middle - height * 0.46, width * 0.21 - LINE, height * 0.92, 3);
	cairo_stroke(cairo);
	cairo_rectangle(cairo, width * 0.79 + 5, middle - height * 0.17, 7, height * 0.34);
	cairo_fill(cairo);
}

static void number(cairo_t *cairo, double side)
{
	cairo_arc(cairo, side / 2, side / 2, side / 2, 0, 2 * M_PI);
	cairo_fill(cairo);
}

void card_picture_draw(cairo_t *cairo, const void *data, double width, double height)
{
	const struct card_picture *picture = data;
	(void)width, (void)height;
	cairo_save(cairo);
	cairo_new_path(cairo);
	cairo_translate(cairo, picture->x, picture->y);
	cairo_set_line_width(cairo, LINE);
	switch (picture->kind) {
	case CARD_KEY: key(cairo, picture->width, picture->height); break;
	case CARD_POWER: power(cairo, picture->width); break;
	case CARD_SCREEN: screen(cairo, picture->width, picture->height); break;
	case CARD_STICK: stick(cairo, picture->width, picture->height); break;
	case CARD_NUMBER: number(cairo, picture->width); break;
	}
	cairo_restore(cairo);
}
