/* A copy of the case in which every text is fit to be shown: what the view and the JSON rows are made of. */
#ifndef SOATMAY_REPORT_MASKED_CASE_H
#define SOATMAY_REPORT_MASKED_CASE_H

#include "report/mask.h"

/* The copy lives in the masker's arena; findings are left out, the view makes their texts. */
struct case_file *masked_case(struct masker *masker, const struct case_file *file);
struct origin masked_origin(struct masker *masker, const struct origin *origin);

#endif
