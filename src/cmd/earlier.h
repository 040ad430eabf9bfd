/* Reports of machines that were checked before (the stick's folder of reports): which accounts, by fingerprint, on how
 * many machines; which checks of this one, and what they found. */
#ifndef SOATMAY_CMD_EARLIER_H
#define SOATMAY_CMD_EARLIER_H

#include "case/case.h"
#include "report/report.h"

typedef ARRAY_OF(struct str) mark_list;
/* One report: when, verdict, code, rules and fingerprints of its items. */
struct past_check {
	struct str serial; /* of the computer, by its firmware; empty = not known */
	struct earlier_check check;
};
struct earlier_machine {
	mark_list marks;        /* serials of its disks, else the GUID of its Windows: what makes it the same machine */
	mark_list fingerprints; /* of its accounts, each once */
	ARRAY_OF(struct past_check) checks;
};
struct earlier {
	ARRAY_OF(struct earlier_machine) machines;
	size_t read, odd;    /* reports; those that were left out */
	size_t fingerprints; /* of all machines together */
};
struct earlier_options {
	bool quiet;            /* no diagnostics: `odd` tells */
	bool allow_unconfined;
	size_t reports_most;   /* the newest by the names of their folders; 0 = all */
	uint64_t bytes_most;   /* 0 = all */
};

/* Reads `folder`/report.json and report.json of the folders in it, in a process of its own that has no rights. A report
 * that cannot be read is one diagnostic line and is left out; false when the folder itself cannot be opened, after one
 * diagnostic line. Forks: for programs with one thread. */
bool earlier_load(const char *folder, const struct earlier_options *options, struct arena *arena, struct earlier *ret);
/* Accounts that were seen on machines other than that of `file`. */
void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret);
/* Checks of the machine of `file` before `now`, each once however often it was saved. A disk that was in another
 * computer, by the serials of both, is of another machine. */
void earlier_checks(const struct earlier *earlier, const struct case_file *file, int64_t now, struct arena *arena,
                    struct earlier_checks *ret);

#endif
