/* An artifact: one family of traces, where it lies and the function that states it as facts. All of them stand in
 * artifact/table.c. */
#ifndef SOATMAY_MODEL_ARTIFACT_H
#define SOATMAY_MODEL_ARTIFACT_H

#include "model/subject.h"
#include "model/want.h"

struct run_context; /* artifact/run.h */

enum artifact_family { FAMILY_ANY, FAMILY_CHROMIUM, FAMILY_FIREFOX }; /* SCOPE_BROWSER only */

struct artifact {
	const char *id;        /* "windows.identitycrl": stable; reports, tests and docs use it */
	enum scope scope;
	enum artifact_family family;
	bool mandatory;        /* if it cannot be read, the verdict cannot be pass */
	const struct want *wants; /* ends with a NULL glob */
	/* Emits facts; they count only when it returns. OK when all that is there was read (also when nothing is there);
	 * ERR_ABSENT when none of its files exists; otherwise what stopped it. Smaller problems go to run_problem(). */
	enum err (*run)(struct run_context *run, const struct subject *subject);
};

#endif
