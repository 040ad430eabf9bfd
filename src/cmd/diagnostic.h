/* Diagnostics on standard error: one line each, in the report's language, from the catalogue. */
#ifndef SOATMAY_CMD_DIAGNOSTIC_H
#define SOATMAY_CMD_DIAGNOSTIC_H

#include "report/catalogue.h"

void diagnostic_language(enum language language);
enum language diagnostic_language_now(void);
/* Takes "--lang=vi" or "--lang=en"; false for everything else. */
bool diagnostic_language_option(const char *argument);
void diagnostic(const char *id, const struct placeholder *values, size_t count);
/* Why the system refused, in the diagnostics' language; what the catalogue does not know, in the system's words. */
struct str diagnostic_reason(int error);
/* A value that an option does not take; always false. */
bool diagnostic_bad_value(const char *option, const char *value, const char *expected);
#define DIAGNOSTIC(id, ...)                                                                  \
	do {                                                                                 \
		const struct placeholder values_[] = { __VA_ARGS__ };                        \
		diagnostic((id), values_, sizeof values_ / sizeof *values_);                 \
	} while (0)

#endif
