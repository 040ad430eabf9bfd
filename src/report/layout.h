/* Lines of at most N columns: wrapped at blanks, long words cut where a reader expects it. */
#ifndef SOATMAY_REPORT_LAYOUT_H
#define SOATMAY_REPORT_LAYOUT_H

#include "base/buf.h"

struct layout {
	struct buf *out;
	unsigned columns;
};

/* Writes `text` behind `label`, which stands at `label_at`; the text and its further lines stand at `indent`.
 * Behind a label longer than the gap a short text follows, a long one gets lines of its own. */
void layout_put(struct layout *layout, unsigned label_at, struct str label, unsigned indent, struct str text);
/* `left` and `right` on one line, `right` ending at the last column; two lines when they do not fit. */
void layout_ends(struct layout *layout, unsigned indent, struct str left, struct str right);
/* A line of `character` from `indent` to the last column. */
void layout_rule(struct layout *layout, const char *character);
void layout_blank(struct layout *layout);
/* The end of a Windows path that fits `width`, with "…\" in front when parts are left out; at least the last part. */
struct str layout_path(struct arena *arena, struct str path, unsigned width);

#endif
