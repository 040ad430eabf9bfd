/* What the files of the drawer share. */
#ifndef SOATMAY_SCREEN_DRAW_PARTS_H
#define SOATMAY_SCREEN_DRAW_PARTS_H

#include "screen/draw.h"

#define HEADER_HEIGHT 7.0
#define FOOTER_HEIGHT 8.5
#define LABEL_COLUMN  20.0
#define NARROW_LABEL_COLUMN 18.0
#define NUMBER_COLUMN 4.0

/* draw_blocks.c: each returns its height; `x`, `y`, `width` in units. */
double draw_block(struct canvas *canvas, const struct block *block, double x, double y, double width);
double block_gap(const struct block *block);
/* May be continued on another part between two items. */
bool block_splits(const struct block *block);

/* draw_entry.c: blocks in which something is typed or counted. */
double draw_groups(struct canvas *canvas, const struct block *block, double x, double y, double width);
double draw_entry(struct canvas *canvas, const struct block *block, double x, double y, double width);
double draw_tasks(struct canvas *canvas, const struct block *block, double x, double y, double width);
double draw_bar(struct canvas *canvas, const struct block *block, double x, double y, double width);
double draw_code(struct canvas *canvas, const struct block *block, double x, double y, double width);

/* draw_verdict.c */
void draw_verdict(struct canvas *canvas, const struct page *page, double margin);

#endif
