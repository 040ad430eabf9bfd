/* Reports behind a password: a zip file whose entries are encrypted with AES-256 (WinZip's AE-2), opened by 7-Zip on
 * Windows. */
#ifndef SOATMAY_REPORT_PROTECT_H
#define SOATMAY_REPORT_PROTECT_H

#include "base/buf.h"
#include "base/err.h"

#define PROTECT_PASSWORD_LEAST 12 /* characters: the format stretches a password a thousand times only */
#define PROTECT_PASSWORD_MOST 128 /* bytes */

struct protected_file {
	const char *name;
	struct str content;
};

/* Long enough, UTF-8, no control characters. */
bool protect_password_usable(struct str password);
/* Appends the zip file to `out`. `time` is the entries' (base/timestamp.h). Names are not encrypted: they must tell
 * nothing. Salts are random, so the bytes differ each time. ERR_UNSUPPORTED: this libzip cannot encrypt. */
enum err protect_zip(struct buf *out, const struct protected_file *files, size_t count, struct str password,
                     int64_t time);

#endif
