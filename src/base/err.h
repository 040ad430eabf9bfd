/* One list of outcomes for the whole house.
 * ABSENT means "looked, and it is not there"; it is never used for "could not read". */
#ifndef SOATMAY_BASE_ERR_H
#define SOATMAY_BASE_ERR_H

enum err {
	OK = 0,
	ERR_ABSENT,      /* looked for and not there */
	ERR_LOCKED,      /* encrypted, no key */
	ERR_TRUNCATED,   /* ends before its own structure says it ends */
	ERR_CORRUPT,     /* contradicts its own format */
	ERR_LIMIT,       /* one of base/limits.h was reached */
	ERR_UNSUPPORTED, /* a valid form that we do not read */
	ERR_IO,          /* the device or the kernel refused to deliver */
	ERR_NOMEM,
	ERR_DENIED,      /* confinement or file permissions said no */
	ERR_BUG,         /* our own fault */
	ERR_COUNT
};

/* Stable lower-case word for logs and messages across processes, e.g. "truncated". Never NULL. */
const char *err_name(enum err e);

#endif
