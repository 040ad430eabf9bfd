/* The keys of a page as one line of a terminal. */
#ifndef SOATMAY_SCREEN_TEXT_HINTS_H
#define SOATMAY_SCREEN_TEXT_HINTS_H

#include "base/buf.h"
#include "screen/page.h"

/* Help and the way back always stand there; of the others as many as fit. */
void text_hints(struct buf *line, const struct page *page, unsigned part, unsigned parts, unsigned columns);

#endif
