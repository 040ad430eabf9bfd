/* Signs drawn as vectors: the faces have none of them. */
#ifndef SOATMAY_SCREEN_SHAPES_H
#define SOATMAY_SCREEN_SHAPES_H

#include "screen/canvas.h"

/* Square with cross, circle with tick, triangle with "?"; `size` is the side of the box. No verdict (VERDICT_NONE): a
 * square with a bar. */
void shape_verdict(struct canvas *canvas, enum verdict verdict, double x, double y, double size, enum colour body,
		   enum colour sign);
double shape_verdict_width(enum verdict verdict, double size);
void shape_tick(struct canvas *canvas, double x, double y, double size, enum colour colour);
void shape_cross(struct canvas *canvas, double x, double y, double size, enum colour colour);
void shape_disc(struct canvas *canvas, double x, double y, double size, enum item_state state);
/* A key cap and its width; `key` is a word or up, down, left, right. */
double shape_key(struct canvas *canvas, double x, double y, const char *key);
double shape_key_width(struct canvas *canvas, const char *key);
void shape_qr(struct canvas *canvas, const struct page_qr *qr, double x, double y, double size);

#define KEY_HEIGHT 4.2

#endif
