/* Draws a page on a surface of any size from 800x600 on. A pure function of page and size. */
#ifndef SOATMAY_SCREEN_DRAW_H
#define SOATMAY_SCREEN_DRAW_H

#include "screen/canvas.h"
#include "screen/part_text.h"

/* Returns the number of parts the page needs at this size (1 or more); draws part `page->part`, the last one when
 * there are fewer. */
unsigned draw_page(cairo_t *cairo, struct typeface *typeface, const struct page *page, unsigned width, unsigned height,
		   const struct part_text *part_text);

#endif
