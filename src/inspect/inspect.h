/* The conductor: opens nothing but the descriptors it hands to the reader, plans which artifacts run on which subject
 * in which worker, receives facts, and writes down what became of every check. It parses no byte of a suspect disk. */
#ifndef SOATMAY_INSPECT_INSPECT_H
#define SOATMAY_INSPECT_INSPECT_H

#include "case/case.h"
#include "model/artifact.h"
#include "model/volume_key.h"

struct inspect_source { int fd; struct str path; };

enum inspect_step { STEP_DISK, STEP_SYSTEM, STEP_USER, STEP_BROWSER, STEP_CASE, STEP_COUNT };

struct inspect_options {
	const struct inspect_source *sources; /* descriptors are taken over */
	size_t source_count;
	struct volume_keys *keys;             /* for locked volumes; wiped as soon as the reader has them; may be NULL */
	const struct artifact *const *artifacts; /* ends with NULL */
	bool allow_unconfined;
	unsigned artifact_seconds;            /* 0 = LIMIT_ARTIFACT_SECONDS */
	/* Called when a step begins; `done` of `total` subjects of the present source. May be NULL. */
	void (*progress)(void *context, enum inspect_step step, unsigned done, unsigned total);
	void *progress_context;
};

/* Fills sources, volumes, subjects, evidence and coverage of `file` (its arena set) and builds the case from the facts.
 * ERR_UNSUPPORTED: the kernel offers no confinement and allow_unconfined is not set. Everything that goes wrong with a
 * disk is in the case. */
enum err inspect_run(const struct inspect_options *options, struct case_file *file);

#endif
