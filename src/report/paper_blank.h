/* What slip, notice and card share: an office's paper that no case is behind. Nobody outside report/paper*.c includes
 * this. */
#ifndef SOATMAY_REPORT_PAPER_BLANK_H
#define SOATMAY_REPORT_PAPER_BLANK_H

#include "report/paper_parts.h"

struct paper_blank {
	const struct policy *policy;
	const struct report_options *options;
	const char *type, *subject, *note, *foot; /* catalogue ids */
};

/* `paper` has its arena and room for a view; everything lives in the arena. Opens the flow: nothing drawn yet, no names
 * of persons. */
void paper_blank_start(struct paper *paper, const struct paper_blank *blank, struct typeface *typeface,
                       struct buf *out);
/* Calls `build` with 0, 1, ... below `attempts`, each time smaller, until all blocks fit one page; then the same with
 * shortened names of offices. */
void paper_blank_fit(struct paper *paper, unsigned attempts, void (*build)(struct paper *paper, unsigned attempt));

#endif
