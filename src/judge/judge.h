/* Rules over a case. Pure: the same case, policy and mode give the same findings in the same order. */
#ifndef SOATMAY_JUDGE_JUDGE_H
#define SOATMAY_JUDGE_JUDGE_H

#include "case/case.h"
#include "judge/policy.h"

#define RULES_VERSION "2026.11-1"

/* Sets ownership, official logins, software categories, findings (sorted: fail before note, then severity, then rule,
 * then subject) and the verdict. Clears what an earlier judgement had set. */
void judge_case(struct case_file *file, const struct policy *policy, enum mode mode);
/* Number of coverage rows that are mandatory and undone. */
size_t judge_undone_count(const struct case_file *file);

#endif
