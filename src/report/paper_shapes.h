/* What is drawn, not written: verdict marks, severity squares, boxes, QR codes; black on white. */
#ifndef SOATMAY_REPORT_PAPER_SHAPES_H
#define SOATMAY_REPORT_PAPER_SHAPES_H

#include <cairo.h>

#include "model/finding.h"
#include "report/qr.h"

enum shape_kind { SHAPE_VERDICT, SHAPE_SEVERITY, SHAPE_BOX, SHAPE_QR };
struct shape {
	enum shape_kind kind;
	enum verdict verdict;
	enum severity severity;
	const struct qr *qr;
};

/* Into the square of `side` at x, y; severity squares take 4.6 sides in a row, a QR code keeps its quiet zone outside. */
void shape_draw(cairo_t *cairo, const struct shape *shape, double x, double y, double side);

#endif
