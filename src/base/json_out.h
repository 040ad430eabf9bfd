/* JSON writer: appends to a buf, keeps track of commas; strings are escaped and ill-formed UTF-8 becomes visible. */
#ifndef SOATMAY_BASE_JSON_OUT_H
#define SOATMAY_BASE_JSON_OUT_H

#include "base/buf.h"

struct json_out {
	struct buf *buf;
	bool pretty;  /* two-space indentation, one member a line */
	unsigned depth;
	bool has_items[64]; /* by depth */
};

void json_out_init(struct json_out *out, struct buf *buf, bool pretty);
/* Within an object every value is preceded by its key; within an array `key` is NULL. */
void json_out_object(struct json_out *out, const char *key);
void json_out_object_end(struct json_out *out);
void json_out_array(struct json_out *out, const char *key);
void json_out_array_end(struct json_out *out);
void json_out_text(struct json_out *out, const char *key, struct str text);
void json_out_text_or_null(struct json_out *out, const char *key, struct str text); /* empty = null */
/* as a number: for counts and sizes */
void json_out_u64(struct json_out *out, const char *key, uint64_t value);
void json_out_u64_text(struct json_out *out, const char *key, uint64_t value);     /* as a string: for 64-bit ids */
void json_out_bool(struct json_out *out, const char *key, bool value);
void json_out_null(struct json_out *out, const char *key);
void json_out_time(struct json_out *out, const char *key, int64_t time);           /* RFC 3339 or null */

#endif
