/* State of one inspection, shared by the conductor's files; nothing outside src/inspect includes it. */
#ifndef SOATMAY_INSPECT_INSPECTION_H
#define SOATMAY_INSPECT_INSPECTION_H

#include "confine/channel.h"
#include "confine/process.h"
#include "evidence/collect.h"
#include "inspect/inspect.h"

typedef ARRAY_OF(struct collected) collected_list;

struct inspection {
	const struct inspect_options *options;
	struct case_file *file;
	struct arena *arena;            /* the case's */
	ARRAY_OF(struct fact) facts;
	struct process reader;
	int64_t reader_deadline;        /* of the answer that is awaited; CLOCK_MONOTONIC nanoseconds */
	struct arena reader_scratch;    /* body of the packet at hand */
	bool reader_dead;
	struct str reader_end;          /* why it died */
	bool confine_required;
};

/* Adds a coverage row; `subject` 0 = none. */
struct coverage *inspection_cover(struct inspection *in, struct str check, const struct subject *subject,
				  enum coverage_result result, bool mandatory, bool undone, struct str reason);
enum coverage_result coverage_of(enum err e);
bool err_from_name(struct str name, enum err *ret);

/* ---- reader_link.c ---- */
enum err reader_start(struct inspection *in);
void reader_stop(struct inspection *in);
enum err reader_request(struct inspection *in, uint32_t subject);
/* Rows of the next source into the case; coverage for what could not be opened. Its new subjects are at the end of
 * file->subjects. */
enum err reader_take_source(struct inspection *in);
/* Files of the subject asked for last. *ret_incomplete: a want could not be followed to its end. */
enum err reader_take_files(struct inspection *in, const struct subject *subject, collected_list *ret,
			   enum err *ret_incomplete);

/* ---- worker_link.c ---- */
struct subject_run;
/* Starts a confined worker with all artifacts of `subject` over `files`; takes over their descriptors. What it says
 * waits in its socket. */
struct subject_run *subject_start(struct inspection *in, const struct subject *subject, const collected_list *files);
/* Listens to the end: facts, notes and coverage go into the inspection, in the order in which runs are finished. */
void subject_finish(struct inspection *in, struct subject_run *run);
/* Coverage rows for a subject whose files never came. */
void subject_lost(struct inspection *in, const struct subject *subject, enum coverage_result result, struct str reason);

#endif
