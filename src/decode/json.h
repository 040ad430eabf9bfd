/* JSON of suspect disks: UTF-8 with or without BOM, UTF-16 with BOM or NULs; case-sensitive keys; deep nesting refused.
 * cJSON below. */
#ifndef SOATMAY_DECODE_JSON_H
#define SOATMAY_DECODE_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "model/origin.h"

struct json; /* a value inside a document */
struct json_document;

/* ERR_TRUNCATED when it ends early, ERR_CORRUPT otherwise; then use json_scan_text. Trailing NULs and blanks are no
 * error. */
enum err json_parse(struct span bytes, uint32_t evidence, struct arena *arena, struct json_document **ret);
void json_close(struct json_document *document); /* accepts NULL */
const struct json *json_root(const struct json_document *document);

/* Every getter accepts NULL and gives NULL, "", false or 0. Keys may contain dots: nothing is split. */
const struct json *json_get(const struct json *value, const char *key);
const struct json *json_get2(const struct json *value, const char *key, const char *key2);
const struct json *json_first(const struct json *value); /* first member of an object or item of an array */
const struct json *json_next(const struct json *value);
struct str json_key(const struct json *member);
bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_true(const struct json *value);
bool json_is_bool(const struct json *value);
struct str json_text(const struct json *value, struct arena *arena); /* strings only; ill-formed bytes escaped */
/* Integers as numbers or as decimal strings (Chromium writes int64 as strings). */
bool json_number(const struct json *value, int64_t *ret);
/* Numbers with or without a fraction, inside the range of int64_t. */
bool json_real(const struct json *value, double *ret);

/* For damaged files: every string value that follows `"key":"` in the raw bytes, the same one once; at most `max`. */
size_t json_scan_text(struct span bytes, const char *key, struct arena *arena, struct str *ret, size_t max);

struct origin json_origin(const struct json_document *document, struct str pointer, int64_t when);

#endif
