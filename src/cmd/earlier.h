/* Reports of machines that were checked before (the stick's folder of reports): which accounts, by fingerprint, on how
 * many machines. */
#ifndef SOATMAY_CMD_EARLIER_H
#define SOATMAY_CMD_EARLIER_H

#include "case/case.h"
#include "report/report.h"

typedef ARRAY_OF(struct str) mark_list;
struct earlier_machine {
	mark_list marks;        /* serials of its disks, else the GUID of its Windows: what makes it the same machine */
	mark_list fingerprints; /* of its accounts, each once */
};
struct earlier {
	ARRAY_OF(struct earlier_machine) machines;
};

/* Reads `folder`/report.json and report.json of the folders in it. A report that cannot be read is one diagnostic line
 * and is left out; false when the folder itself cannot be opened, after one diagnostic line. */
bool earlier_load(const char *folder, struct arena *arena, struct earlier *ret);
/* Accounts that were seen on machines other than that of `file`. */
void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret);

#endif
