/* Loads a cauhinh.ini and says every problem, one line each. */
#ifndef SOATMAY_CMD_CONFIG_FILE_H
#define SOATMAY_CMD_CONFIG_FILE_H

#include "judge/policy.h"

/* False after a diagnostic: the file cannot be read or is refused as a whole. Smaller problems are printed and counted
 * in *ret_problems. */
bool config_load(const char *path, struct arena *arena, struct policy *ret, size_t *ret_problems);

#endif
