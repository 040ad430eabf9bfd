/* Why something of our own went wrong, in the words of the catalogue: callers hand on the name of an errno ("ENOSPC")
 * or the line of the machine's log, pages show neither bare. */
#ifndef SOATMAY_SCREEN_REASON_H
#define SOATMAY_SCREEN_REASON_H

#include "report/catalogue.h"

/* Empty for an empty word. What is not known is quoted, printable and shortened, behind words that say so. */
struct str reason_text(struct arena *arena, enum language language, struct str word);

#endif
