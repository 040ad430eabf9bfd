/* The case as the supplier may see it: no user of an official site, no Windows user in full. */
#ifndef SOATMAY_REPORT_SUPPLIER_CASE_H
#define SOATMAY_REPORT_SUPPLIER_CASE_H

#include "case/case.h"
#include "judge/policy.h"

/* A copy in `arena`; what has no name of a user in it is borrowed from `file`. Fingerprints of findings stay the same. */
struct case_file *supplier_case(struct arena *arena, const struct case_file *file);
/* The policy, whose wrong lines may hold a name of `file`. */
struct policy *supplier_policy(struct arena *arena, const struct case_file *file, const struct policy *policy);

#endif
