/* Names of the outcomes in base/err.h. */
#include "base/err.h"

static const char *const names[ERR_COUNT] = {
	[OK] = "ok",
	[ERR_ABSENT] = "absent",
	[ERR_LOCKED] = "locked",
	[ERR_TRUNCATED] = "truncated",
	[ERR_CORRUPT] = "corrupt",
	[ERR_LIMIT] = "limit",
	[ERR_UNSUPPORTED] = "unsupported",
	[ERR_IO] = "io",
	[ERR_NOMEM] = "nomem",
	[ERR_DENIED] = "denied",
	[ERR_BUG] = "bug",
};

const char *err_name(enum err e)
{
	return (unsigned)e < ERR_COUNT ? names[e] : "bug";
}
