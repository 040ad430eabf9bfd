/* A page on a terminal without graphics: 80x25 and larger, UTF-8, ANSI colours. A pure function of page and size. */
#ifndef SOATMAY_SCREEN_TEXT_PAGE_H
#define SOATMAY_SCREEN_TEXT_PAGE_H

#include "base/buf.h"
#include "screen/page.h"
#include "screen/part_text.h"

/* Clears the terminal and writes part `page->part`; returns how many parts there are. With `plain` no control sequence
 * is written, for logs and tests. */
unsigned text_page(struct buf *out, const struct page *page, unsigned columns, unsigned rows, bool plain,
		   const struct part_text *part_text);

#endif
