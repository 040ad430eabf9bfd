/* Globs over Windows paths: backslashes, no case. */
#ifndef SOATMAY_BASE_GLOB_H
#define SOATMAY_BASE_GLOB_H

#include "base/str.h"

/* `*` and `?` stay within one component; a component `**` stands for any number of folders, none included. */
bool glob_match(struct str glob, struct str path);
/* The last component of a path or glob. */
struct str path_name(struct str path);

#endif
