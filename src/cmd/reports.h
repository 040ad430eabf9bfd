/* All reports of one judged case, in memory. */
#ifndef SOATMAY_CMD_REPORTS_H
#define SOATMAY_CMD_REPORTS_H

#include "cmd/file.h"
#include "report/report.h"

#define REPORT_FILES 6

struct reports { struct buf json, text, html, paper, vendor; };

/* report.json first: its hash is the check code of the others. Draws, so every child process must have ended.
 * ERR_ABSENT: there are no faces for the paper; what needs none is there all the same. */
enum err reports_make(struct reports *reports, const struct case_file *file, const struct policy *policy,
		      const struct report_options *options);
/* The files of a report with their sums, in the order in which they are written; borrowed from `reports` and `arena`. */
size_t reports_files(const struct reports *reports, struct arena *arena, struct saved_file ret[REPORT_FILES]);
void reports_done(struct reports *reports);

#endif
