/* QR codes as a square of modules; drawing them is the writers' work (leave four modules of white around). */
#ifndef SOATMAY_REPORT_QR_H
#define SOATMAY_REPORT_QR_H

#include "base/err.h"
#include "base/str.h"

struct arena;

#define QR_QUIET 4 /* modules of white on every side */

struct qr {
	unsigned width;   /* modules on a side, without the quiet zone */
	const bool *dark; /* width * width, row by row */
};

/* Medium error correction: 15 % of the code may be soiled. ERR_LIMIT: the text is too long for a code. */
enum err qr_make(struct arena *arena, struct str text, struct qr *ret);

#endif
