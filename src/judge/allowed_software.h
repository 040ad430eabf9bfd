/* The office's software list against one program. */
#ifndef SOATMAY_JUDGE_ALLOWED_SOFTWARE_H
#define SOATMAY_JUDGE_ALLOWED_SOFTWARE_H

#include "judge/policy.h"

/* "name contains | publisher contains or * | sha256". The hash is not compared: no fact carries the hash of a program
 * yet. */
bool is_allowed_software(const struct policy *policy, struct str name, struct str publisher);

#endif
