/* The one list of artifacts, in the order they run: machine and users first. */
#ifndef SOATMAY_ARTIFACT_TABLE_H
#define SOATMAY_ARTIFACT_TABLE_H

#include "model/artifact.h"

extern const struct artifact *const artifacts[]; /* ends with NULL */

#endif
