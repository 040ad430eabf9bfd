/* The password of report-full.zip. */
#ifndef SOATMAY_CMD_PROTECT_PASSWORD_H
#define SOATMAY_CMD_PROTECT_PASSWORD_H

#include "report/protect.h"

struct protect_password {
	char text[PROTECT_PASSWORD_MOST];
	size_t len; /* 0 = nothing is protected */
};

/* The first line of the file, or of standard input when `path` is "-". False after one diagnostic line. Wipe it with
 * explicit_bzero. */
bool protect_password_read(const char *path, struct protect_password *ret);

#endif
