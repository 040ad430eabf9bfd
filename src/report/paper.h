/* The minutes as PDF. Needs an open typeface: see there about threads. */
#ifndef SOATMAY_REPORT_PAPER_H
#define SOATMAY_REPORT_PAPER_H

#include "report/report.h"
#include "report/typeface.h"

/* report.pdf or, with COPY_VENDOR, report-vendor.pdf. The same input gives the same bytes. ERR_IO, ERR_NOMEM: nothing usable in `out`. */
enum err report_write_pdf(struct buf *out, const struct case_file *file, const struct policy *policy,
                          const struct report_options *options, struct typeface *typeface);

/* Papers that no case is behind, with the office's name; options->now only dates the file. Whatever the names in the policy, the slip to
 * fill in by hand and the notice for the staff are one A4 page each, the card for the stick is two of A5 landscape. */
typedef enum err report_form_writer(struct buf *out, const struct policy *policy, const struct report_options *options,
                                    struct typeface *typeface);
report_form_writer report_write_slip, report_write_notice, report_write_card;

#endif
