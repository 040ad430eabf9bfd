/* One field table per plain struct: JSON out of it, JSON back into it, no second description anywhere. */
#ifndef SOATMAY_MODEL_RECORD_H
#define SOATMAY_MODEL_RECORD_H

#include <stddef.h>

#include "base/err.h"
#include "base/json_out.h"
#include "base/str.h"

struct arena;

enum field_type {
	FIELD_TEXT, /* struct str */
	FIELD_TIME, /* int64_t, microseconds (base/timestamp.h) */
	FIELD_U32,  /* uint32_t */
	FIELD_U64,  /* uint64_t; a string in JSON */
	FIELD_BOOL, /* bool */
	FIELD_WORD  /* an enum (int-sized) whose words stand in `words` */
};

struct words {
	const char *const *items;
	unsigned count;
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	const struct words *words; /* FIELD_WORD only */
};

struct record_type {
	const char *name; /* stable word */
	size_t size;
	const struct field *fields;
	unsigned count;
};

#define FIELD(record, member, field_type) { #member, field_type, offsetof(struct record, member), NULL }
#define FIELD_ENUM(record, member, table) { #member, FIELD_WORD, offsetof(struct record, member), &(table) }
#define RECORD_TYPE(record_name, record, table) \
	{ record_name, sizeof(struct record), table, sizeof(table) / sizeof *(table) }
#define WORDS(table) { table, sizeof(table) / sizeof *(table) }

/* Word of an enum value; "unknown" when it is out of range. */
const char *word_of(const struct words *words, unsigned value);
/* False when `word` is none of them. */
bool word_find(const struct words *words, struct str word, unsigned *ret);

/* The members of `record` into the object that is open in `out`; empty texts, unknown times, zeros and false are left
 * out. */
void record_write(struct json_out *out, const struct record_type *type, const void *record);

struct cJSON;
/* Fills the zeroed `record` from a JSON object written by record_write; texts are copied into the arena and cut at
 * LIMIT_FACT_TEXT_BYTES. ERR_CORRUPT on a wrong type, an unknown word or ill-formed UTF-8; unknown members are
 * ignored. */
enum err record_read(const struct cJSON *object, const struct record_type *type, struct arena *arena, void *record);

#endif
