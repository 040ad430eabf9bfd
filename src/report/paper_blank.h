/* What slip, notice and card share: an office's paper that no case is behind. Nobody outside report/paper*.c includes
 * this. */
#ifndef SOATMAY_REPORT_PAPER_BLANK_H
#define SOATMAY_REPORT_PAPER_BLANK_H

#include "report/paper_parts.h"

struct paper_blank {
	const char *type, *subject, *note, *foot; /* catalogue ids */
	void (*draw)(struct paper *paper);        /* finds the head ready, no names of persons, nothing drawn yet */
};

/* The whole paper as PDF, appended to `out`. ERR_NOMEM, ERR_IO. */
enum err paper_blank_write(struct buf *out, const struct policy *policy, const struct report_options *options,
                           struct typeface *typeface, const struct paper_blank *blank);
/* Calls `build` with 0, 1, ... below `attempts`, each time smaller, until all blocks fit one page; then the same with
 * shortened names of offices. */
void paper_blank_fit(struct paper *paper, unsigned attempts, void (*build)(struct paper *paper, unsigned attempt));

#endif
