/* Growing byte buffer for output (JSON lines, report text). Zeroed = empty. Running out of memory ends the process as
 * the arena does. */
#ifndef SOATMAY_BASE_BUF_H
#define SOATMAY_BASE_BUF_H

#include "base/span.h"
#include "base/str.h"

struct buf {
	char *data;
	size_t len, capacity;
};

void buf_put(struct buf *buf, struct str text);
void buf_put_c(struct buf *buf, const char *text);
void buf_put_char(struct buf *buf, char c);
void buf_put_code_point(struct buf *buf, uint32_t code_point);
void buf_fill(struct buf *buf, char c, size_t count);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *buf); /* borrowed until the next call that writes */
void buf_clear(struct buf *buf);           /* empty, keeps its memory */
void buf_done(struct buf *buf);

#endif
