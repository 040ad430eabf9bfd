/* The minutes as PDF. Needs an open typeface: see there about threads. */
#ifndef SOATMAY_REPORT_PAPER_H
#define SOATMAY_REPORT_PAPER_H

#include "report/report.h"
#include "report/typeface.h"

/* report.pdf or, with COPY_VENDOR, report-vendor.pdf. The same input gives the same bytes. ERR_IO, ERR_NOMEM: nothing usable in `out`. */
enum err report_write_pdf(struct buf *out, const struct case_file *file, const struct policy *policy,
                          const struct report_options *options, struct typeface *typeface);

/* A blank slip to fill in by hand, one A4 page with the office's head; options->now only dates the file. */
enum err report_write_slip(struct buf *out, const struct policy *policy, const struct report_options *options,
                           struct typeface *typeface);

#endif
