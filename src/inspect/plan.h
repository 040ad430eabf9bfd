/* The plan: which artifacts run on a subject, and which files they want together. */
#ifndef SOATMAY_INSPECT_PLAN_H
#define SOATMAY_INSPECT_PLAN_H

#include "base/array.h"
#include "evidence/reader.h"
#include "model/artifact.h"
#include "model/fact.h"

bool plan_applies(const struct artifact *artifact, const struct subject *subject);
/* The wants of all artifacts of one set, each glob once with the union of its flags (content beats listing) and the
 * largest limit. */
const struct want *plan_wants(const struct artifact *const *artifacts, enum want_set set, struct arena *arena);
/* Kinds of facts that artifacts of a scope may state; a worker that states others was taken over. */
bool plan_allows(enum scope scope, enum fact_kind kind);
/* True when the artifact cannot say "absent" and still count as done: one of its wants is required. */
bool plan_requires_files(const struct artifact *artifact);

#endif
