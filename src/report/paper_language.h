/* What cairo cannot write: the language of a PDF, which a screen reader takes its voice from. */
#ifndef SOATMAY_REPORT_PAPER_LANGUAGE_H
#define SOATMAY_REPORT_PAPER_LANGUAGE_H

#include "base/arena.h"
#include "base/buf.h"

/* Adds the language ("vi-VN"), that the PDF is tagged, and the wish that viewers show its title, to the catalogue, as an update behind the file (ISO 32000-1, 7.5.6).
 * False: its form is not the one of cairo; the file stays as it is, whole. */
bool pdf_set_language(struct buf *pdf, struct arena *arena, const char *language);

#endif
