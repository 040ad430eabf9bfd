/* The wire form of model/fact_wire.h. */
#include "model/fact_wire.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/limits.h"

void record_write_line(struct buf *out, const struct record_type *type, const void *record)
{
	struct json_out json;
	json_out_init(&json, out, false);
	json_out_object(&json, NULL);
	record_write(&json, type, record);
	json_out_object_end(&json);
	buf_put_char(out, '\n');
}

void fact_write_line(struct buf *out, enum fact_kind kind, const struct origin *origin, const void *fact)
{
	struct json_out json;
	json_out_init(&json, out, false);
	json_out_object(&json, NULL);
	json_out_text(&json, "kind", str_from_c(word_of(&fact_kind_words, kind)));
	json_out_object(&json, "origin");
	record_write(&json, &origin_type, origin);
	json_out_object_end(&json);
	json_out_object(&json, "fact");
	record_write(&json, fact_types[kind], fact);
	json_out_object_end(&json);
	json_out_object_end(&json);
	buf_put_char(out, '\n');
}

static cJSON *parse_line(struct str line)
{
	if (line.len > LIMIT_FACT_LINE_BYTES)
		return NULL;
	return cJSON_ParseWithLength(line.data ? line.data : "", line.len);
}

enum err record_read_line(struct str line, const struct record_type *type, struct arena *arena, void *record)
{
	cJSON *object = parse_line(line);
	enum err e = cJSON_IsObject(object) ? record_read(object, type, arena, record) : ERR_CORRUPT;
	cJSON_Delete(object);
	return e;
}

static enum err read_fact(const cJSON *object, struct arena *arena, struct fact *ret)
{
	const cJSON *kind = cJSON_GetObjectItemCaseSensitive(object, "kind");
	const cJSON *origin = cJSON_GetObjectItemCaseSensitive(object, "origin");
	const cJSON *fact = cJSON_GetObjectItemCaseSensitive(object, "fact");
	unsigned value;
	if (!cJSON_IsString(kind) || !cJSON_IsObject(origin) || !cJSON_IsObject(fact) ||
	    !word_find(&fact_kind_words, str_from_c(kind->valuestring), &value))
		return ERR_CORRUPT;
	*ret = (struct fact){ .kind = value };
	enum err e = record_read(origin, &origin_type, arena, &ret->origin);
	if (e == OK && ret->origin.kind == ORIGIN_NONE)
		e = ERR_CORRUPT;
	return e == OK ? record_read(fact, fact_types[value], arena, &ret->machine) : e;
}

enum err fact_read_line(struct str line, struct arena *arena, struct fact *ret)
{
	cJSON *object = parse_line(line);
	enum err e = cJSON_IsObject(object) ? read_fact(object, arena, ret) : ERR_CORRUPT;
	cJSON_Delete(object);
	return e;
}
