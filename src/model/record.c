/* Field tables: reading and writing of model/record.h. The reader treats its input as hostile: it comes from a
 * worker. */
#include "model/record.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "base/utf.h"

const char *word_of(const struct words *words, unsigned value)
{
	return value < words->count && words->items[value] ? words->items[value] : "unknown";
}

bool word_find(const struct words *words, struct str word, unsigned *ret)
{
	for (unsigned i = 0; i < words->count; i++) {
		if (words->items[i] && str_eq_c(word, words->items[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

static const void *member(const void *record, const struct field *field)
{
	return (const char *)record + field->offset;
}

/* Offset at or before LIMIT_FACT_TEXT_BYTES where a code point ends. */
static size_t cut_at(struct str text)
{
	size_t len = LIMIT_FACT_TEXT_BYTES;
	while (len > 0 && ((unsigned char)text.data[len] & 0xC0) == 0x80)
		len--;
	return len;
}

static void write_text(struct json_out *out, const char *name, struct str text)
{
	if (text.len == 0)
		return;
	if (text.len <= LIMIT_FACT_TEXT_BYTES) {
		json_out_text(out, name, text);
		return;
	}
	struct buf cut = { 0 };
	buf_put(&cut, str_sub(text, 0, cut_at(text)));
	buf_put_c(&cut, "…");
	json_out_text(out, name, buf_str(&cut));
	buf_done(&cut);
}

static void write_field(struct json_out *out, const struct field *field, const void *value)
{
	switch (field->type) {
	case FIELD_TEXT:
		write_text(out, field->name, *(const struct str *)value);
		break;
	case FIELD_TIME:
		if (*(const int64_t *)value != TIME_UNKNOWN && *(const int64_t *)value != 0)
			json_out_u64_text(out, field->name, (uint64_t)*(const int64_t *)value);
		break;
	case FIELD_U32:
		if (*(const uint32_t *)value)
			json_out_u64(out, field->name, *(const uint32_t *)value);
		break;
	case FIELD_U64:
		if (*(const uint64_t *)value)
			json_out_u64_text(out, field->name, *(const uint64_t *)value);
		break;
	case FIELD_BOOL:
		if (*(const bool *)value)
			json_out_bool(out, field->name, true);
		break;
	case FIELD_WORD:
		if (*(const unsigned *)value)
			json_out_text(out, field->name, str_from_c(word_of(field->words, *(const unsigned *)value)));
		break;
	}
}

void record_write(struct json_out *out, const struct record_type *type, const void *record)
{
	for (unsigned i = 0; i < type->count; i++)
		write_field(out, &type->fields[i], member(record, &type->fields[i]));
}

static enum err read_text(const cJSON *item, struct arena *arena, struct str *ret)
{
	struct str text = str_from_c(cJSON_GetStringValue(item));
	if (!cJSON_IsString(item) || !utf8_valid(text))
		return ERR_CORRUPT;
	if (text.len > LIMIT_FACT_TEXT_BYTES + sizeof "…") { /* a longer one is no text of ours */
		*ret = str_format(arena, "%.*s…", (int)cut_at(text), text.data);
		return OK;
	}
	*ret = str_copy(arena, text);
	return OK;
}

static enum err read_u64(const cJSON *item, uint64_t *ret)
{
	if (!cJSON_IsString(item))
		return ERR_CORRUPT;
	return str_to_u64(str_from_c(item->valuestring), 10, ret) ? OK : ERR_CORRUPT;
}

static enum err read_field(const cJSON *item, const struct field *field, struct arena *arena, void *value)
{
	uint64_t number = 0;
	enum err e;
	switch (field->type) {
	case FIELD_TEXT:
		return read_text(item, arena, value);
	case FIELD_TIME:
		if ((e = read_u64(item, &number)) == OK)
			*(int64_t *)value = (int64_t)number;
		return e;
	case FIELD_U32:
		if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > UINT32_MAX)
			return ERR_CORRUPT;
		*(uint32_t *)value = (uint32_t)item->valuedouble;
		return OK;
	case FIELD_U64:
		return read_u64(item, value);
	case FIELD_BOOL:
		*(bool *)value = cJSON_IsTrue(item);
		return cJSON_IsBool(item) ? OK : ERR_CORRUPT;
	case FIELD_WORD:
		return cJSON_IsString(item) && word_find(field->words, str_from_c(item->valuestring), value) ? OK : ERR_CORRUPT;
	}
	return ERR_BUG;
}

enum err record_read(const cJSON *object, const struct record_type *type, struct arena *arena, void *record)
{
	for (unsigned i = 0; i < type->count; i++) {
		const struct field *field = &type->fields[i];
		void *value = (char *)record + field->offset;
		const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, field->name);
		if (field->type == FIELD_TIME)
			*(int64_t *)value = TIME_UNKNOWN;
		if (!item)
			continue;
		enum err e = read_field(item, field, arena, value);
		if (e != OK)
			return e;
	}
	return OK;
}
