/* Every sentence a person reads, in Vietnamese and English, from src/report/messages.tsv. */
#ifndef SOATMAY_REPORT_CATALOGUE_H
#define SOATMAY_REPORT_CATALOGUE_H

#include "base/buf.h"
#include "report/report.h"

struct placeholder { const char *name; struct str value; };

/* The text of `id`; the id itself in brackets when there is none (a test forbids it). */
struct str message(enum language language, const char *id);
bool message_exists(const char *id);
/* Fills {name} placeholders; values are inserted last, so a value is never read as a format. */
void message_put(struct buf *out, enum language language, const char *id, const struct placeholder *values,
                 size_t count);

#endif
