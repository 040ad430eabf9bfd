/* Reports of machines that were checked before (the stick's folder of reports): which accounts, by fingerprint, on how
 * many machines; which checks of this one, and what they found. */
#ifndef SOATMAY_CMD_EARLIER_H
#define SOATMAY_CMD_EARLIER_H

#include "case/case.h"
#include "report/report.h"

typedef ARRAY_OF(struct str) mark_list;
/* What makes two reports those of one machine. */
struct machine_marks {
	struct str computer; /* serial of the computer, by its firmware; empty = not known */
	mark_list disks;     /* serials */
	mark_list windows;   /* GUIDs */
};
/* One report: of which machine, when, verdict, code, rules and fingerprints of its items. */
struct past_check {
	struct machine_marks marks;
	size_t sources, systems; /* how many, with a mark or without */
	struct str hash;         /* SHA-256 of report.json */
	struct earlier_check check;
};
struct seen_mark { char fingerprint[8]; uint32_t machine; };
struct mark_slot { struct str text; unsigned kind; uint32_t machine; };
struct earlier {
	ARRAY_OF(struct past_check) checks;
	ARRAY_OF(struct seen_mark) seen; /* accounts, by the number of the machine */
	struct mark_slot *slots;         /* hash table of the marks; NULL before the first report */
	uint64_t seed;
	size_t machines, marks, items;
	size_t read, odd; /* reports; what was left out because it is none */
	size_t unread;    /* for want of time or room: not counted, and this is said */
};
struct earlier_options {
	bool quiet;            /* no diagnostics: `odd` tells */
	bool allow_unconfined;
	bool dated_only;       /* only in folders whose name begins with a date, as on the stick */
	size_t reports_most;   /* the newest by the names of their folders; 0 = all */
	uint64_t bytes_most;   /* 0 = all; what is more than an eighth of it is not read */
	int64_t patience_ns;   /* for all together; 0 = 10 s */
};

/* Reads `folder`/report.json and report.json of the folders in it, in a process of its own that has no rights. A report
 * that cannot be read is one diagnostic line and is left out; false when the folder itself cannot be opened, after one
 * diagnostic line. Forks: for programs with one thread. */
bool earlier_load(const char *folder, const struct earlier_options *options, struct arena *arena, struct earlier *ret);
enum earlier_taken { EARLIER_TAKEN, EARLIER_NOT_OURS, EARLIER_NO_ROOM };
/* The lines of one report (cmd/earlier_report.h). */
enum earlier_taken earlier_take(struct arena *arena, struct earlier *earlier, struct str lines);
/* Accounts that were seen on machines other than that of `file`. */
void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret);
/* Checks of the machine of `file` before `now`, each once however often it was saved; those after `now` are only
 * numbered. A disk that was in another computer is of another machine. */
void earlier_checks(const struct earlier *earlier, const struct case_file *file, int64_t now, struct arena *arena,
                    struct earlier_checks *ret);

#endif
