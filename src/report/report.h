/* The report: one view of a judged case, writers that are pure functions of it. */
#ifndef SOATMAY_REPORT_REPORT_H
#define SOATMAY_REPORT_REPORT_H

#include "base/buf.h"
#include "case/case.h"
#include "judge/policy.h"

enum language { LANGUAGE_VI, LANGUAGE_EN };
/* For whom a paper is: the supplier's names no user of an official site and no account but those that are not the
 * unit's. */
enum copy { COPY_INTERNAL, COPY_VENDOR };

/* On how many other machines checked with this stick an account was seen: by its keyed fingerprint, never by its name. */
struct seen_account { struct str fingerprint; size_t machines; };
struct seen_list { struct seen_account *items; size_t count, capacity; };

/* Checks of the same machine before this one, out of their reports: form checked, nothing in them is a name. */
struct earlier_item {
	unsigned number;              /* in that report */
	struct str rule, fingerprint; /* "SYN-04"; of the finding */
	bool must_fix;                /* else to note */
};
struct earlier_check {
	int64_t when;
	enum verdict verdict;
	struct str code;
	bool listed;                    /* its SHA256SUMS has it; else anybody may have changed it */
	struct str rules, mode, policy; /* by what it was judged; policy: SHA-256 of the configuration, empty = none */
	bool more_was_read;             /* a disk, an image or a Windows that is not among what is read now */
	ARRAY_OF(struct earlier_item) items;
	size_t items_left;              /* for which there was no room in `items` */
};
struct earlier_checks {
	struct earlier_check *items; /* the first one first */
	size_t count, capacity;
	size_t later, unread;        /* dated after this check; reports for which time or room was wanting */
	size_t unreadable;           /* of whatever computer: damaged, or no report at all */
};

struct report_options {
	enum language language;
	enum mask mask;
	enum mode mode;
	int64_t now;          /* the clock the report prints */
	struct str build;     /* version of the build, no time in it */
	unsigned columns;     /* text report: 80 */
	int64_t since, until; /* the time of a repair; 0 = open. Neither: nothing is listed */
	bool saved;           /* a report.json is written beside the text, which may refer to it */
	enum copy copy;
	const struct seen_list *seen; /* NULL = nobody has looked */
	const struct earlier_checks *checks; /* likewise */
	struct str json_hash; /* SHA-256 of report.json, whose first bits are the check code; "" = not written yet: no
	                         code is printed */
};

/* report.txt: 80 columns, UTF-8. */
void report_write_text(struct buf *out, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options);
/* report.html: one file without script or anything from outside; prints on A4. */
void report_write_html(struct buf *out, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options);
/* report.json: soatmay.report/1, pretty, ends with a newline. */
void report_write_json(struct buf *out, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options);

#endif
