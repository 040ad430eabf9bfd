/* All reports of one judged case, in memory. */
#ifndef SOATMAY_CMD_REPORTS_H
#define SOATMAY_CMD_REPORTS_H

#include "cmd/file.h"
#include "report/report.h"

#define REPORT_FILES 7 /* at the most */

struct reports { struct buf json, text, html, paper, vendor, full; };

/* report.json first: its hash is the check code of the others. Draws, so every child process must have ended.
 * ERR_ABSENT: there are no faces for the paper; what needs none is there all the same. */
enum err reports_make(struct reports *reports, const struct case_file *file, const struct policy *policy,
		      const struct report_options *options);
/* The report once more with every name, HTML and JSON, in a zip file that only the password opens (report/protect.h). */
enum err reports_protect(struct reports *reports, const struct case_file *file, const struct policy *policy,
			 const struct report_options *options, struct str password);
/* The files of a report with their sums, in the order in which they are written; borrowed from `reports` and `arena`. */
size_t reports_files(const struct reports *reports, struct arena *arena, struct saved_file ret[REPORT_FILES]);
void reports_done(struct reports *reports);

#endif
