/* Standard output: the report or an answer, whole or with one clear line about why not. */
#ifndef SOATMAY_CMD_OUTPUT_H
#define SOATMAY_CMD_OUTPUT_H

#include "base/str.h"

/* False after one diagnostic line: a full disk, a closed descriptor. */
bool output_write(struct str text);
/* Opens what the caller left closed of the three standard descriptors, so that no file of ours takes their numbers. */
void output_prepare(void);

#endif
