/* The progress line on standard error. */
#ifndef SOATMAY_CMD_PROGRESS_H
#define SOATMAY_CMD_PROGRESS_H

#include "inspect/inspect.h"

/* For inspect_options.progress; the context is not used. */
void progress_show(void *context, enum inspect_step step, unsigned done, unsigned total);
/* Ends the line so that the report starts on a clean one. */
void progress_end(void);

#endif
