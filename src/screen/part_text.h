/* "Part {i} of {n}" in the words of whoever made the page: those who show pages know no wording. */
#ifndef SOATMAY_SCREEN_PART_TEXT_H
#define SOATMAY_SCREEN_PART_TEXT_H

#include "base/str.h"

struct part_text {
	struct str (*fill)(void *context, unsigned part, unsigned count); /* `part` from 0 */
	void *context;
};

#endif
