/* One row for every check that was planned: what became of it. What could not be read is here or nowhere. */
#ifndef SOATMAY_MODEL_COVERAGE_H
#define SOATMAY_MODEL_COVERAGE_H

#include "model/record.h"

enum coverage_result {
	COVERAGE_DONE,      /* everything wanted was read */
	COVERAGE_ABSENT,    /* the files it reads are not on the disk */
	COVERAGE_PARTIAL,   /* some of it was read, some could not be */
	COVERAGE_FAILED,    /* nothing could be read */
	COVERAGE_CRASHED,   /* the worker or the reader died */
	COVERAGE_TIMED_OUT,
	COVERAGE_LOCKED,    /* encrypted */
	COVERAGE_LIMIT,     /* one of base/limits.h was reached */
	COVERAGE_COUNT
};

struct coverage {
	struct str check;     /* artifact id, or "source.open", "source.volume", "source.windows" */
	uint32_t system;      /* subject id of the system; 0 = none */
	uint32_t subject;     /* subject id; 0 = none */
	struct str subject_text; /* for people: path of the profile, of the volume, ... */
	bool mandatory;
	bool undone;          /* mandatory and not done: the verdict cannot be pass */
	enum coverage_result result;
	struct str reason;    /* English technical words: "truncated: hive ends at 4096 of 65536 bytes"; empty when done */
};

extern const struct words coverage_words;
extern const struct record_type coverage_type;

#endif
