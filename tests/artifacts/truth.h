/* The corpus's truth.json in tests: expected answers that nobody on the team wrote. */
#ifndef SOATMAY_TESTS_TRUTH_H
#define SOATMAY_TESTS_TRUTH_H

#include <cjson/cJSON.h>

#include "harness.h"

/* The whole truth; skips the test when there is no corpus. The caller deletes it. */
cJSON *truth_load(void);
/* Next entry of this kind ("SAM", "SYSTEM", ...) after `entry`, or the first one for NULL; NULL at the end. */
const cJSON *truth_next(const cJSON *truth, const char *kind, const cJSON *entry);
const char *truth_text(const cJSON *entry, const char *key); /* NULL when it is none */
/* Counts and prints a difference between what is stated and what is true; the test fails at the end when there are any. */
void truth_difference(const cJSON *entry, const char *what, struct str is, const char *expected);
/* Adds the entry's hive under `name`, and its logs (NAME.LOG1 ...) when the corpus has them. */
void truth_add_hive(struct harness *harness, const cJSON *entry, const char *name);

#endif
