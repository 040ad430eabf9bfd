/* One earlier report.json, decoded in a process without rights: what is used of it comes back as lines, a word and its
 * values between tabs. */
#ifndef SOATMAY_CMD_EARLIER_REPORT_H
#define SOATMAY_CMD_EARLIER_REPORT_H

#include "base/buf.h"

#define EARLIER_FINGERPRINT_BYTES 8
#define EARLIER_TEXT_BYTES 200
#define EARLIER_ITEMS_MOST 200
/* Prepared reports must not make the joining slow: far above what a computer has. */
#define EARLIER_MARKS_MOST 8          /* of a report, of each kind */
#define EARLIER_FINGERPRINTS_MOST 256 /* of a report */

/* To the child: descriptors of report.json and, when there is one, SHA256SUMS of the same folder. */
enum { EARLIER_REPORT = 'R', EARLIER_OURS = 'y', EARLIER_ODD = 'n' };

/* One line of text without control characters, not empty. */
bool earlier_is_plain(struct str text);
/* The child; `context` is a bool: must the sandbox be entered? Returns the status of the process. */
int earlier_decode_reports(int socket, void *context);

#endif
