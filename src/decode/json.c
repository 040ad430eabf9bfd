/* JSON documents: own scan for depth, size and truncation, bad text made visible, then cJSON builds the tree in the
 * arena. RFC 8259; cJSON keeps numbers as doubles and strings as C strings, so NULs and lone surrogates are mended
 * first. */
#include "decode/json.h"

#include <cjson/cJSON.h>
#include <math.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/escape.h"
#include "decode/plain_text.h"

struct json_document {
	uint32_t evidence;
	cJSON *root;
};

static const cJSON *item(const struct json *value)
{
	return (const cJSON *)value;
}

static const struct json *handle(const cJSON *value)
{
	return (const struct json *)value;
}

struct scan {
	size_t depth, values;
	bool in_string, mend;
	enum err err;
};

/* An escape in a string; `i` stands on the backslash. */
static void scan_escape(struct scan *scan, struct str text, size_t i)
{
	uint32_t unit;
	if (i + 1 < text.len && text.data[i + 1] == 'u' && escape_hex(text, i + 2, 4, &unit) &&
	    (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF)))
		scan->mend = true;
}

static void scan_outside(struct scan *scan, char c)
{
	switch (c) {
	case '"':
		scan->in_string = true;
		break;
	case '{': case '[':
		scan->values++;
		if (++scan->depth > LIMIT_JSON_DEPTH)
			scan->err = ERR_LIMIT;
		break;
	case '}': case ']':
		if (scan->depth-- == 0)
			scan->err = ERR_CORRUPT;
		break;
	case ',':
		scan->values++;
		break;
	case '\0':
		scan->err = ERR_CORRUPT;
		break;
	default:
		break;
	}
	if (scan->values > LIMIT_JSON_VALUES)
		scan->err = ERR_LIMIT;
}

/* Depth and number of values before cJSON spends memory on them; ERR_TRUNCATED when a string or bracket stays open. */
static enum err scan_document(struct str text, bool *ret_mend)
{
	struct scan scan = { 0 };
	for (size_t i = 0; i < text.len && scan.err == OK; i++) {
		char c = text.data[i];
		if (!scan.in_string)
			scan_outside(&scan, c);
		else if (c == '"')
			scan.in_string = false;
		else if (c == '\0')
			scan.err = ERR_CORRUPT;
		else if (c == '\\')
			scan_escape(&scan, text, i++);
	}
	if (scan.err == OK && (scan.in_string || scan.depth > 0 || text.len == 0))
		scan.err = ERR_TRUNCATED;
	*ret_mend = scan.mend || !utf8_valid(text);
	return scan.err;
}

static bool unit_at(struct str text, size_t i, uint32_t *ret)
{
	return i + 1 < text.len && text.data[i] == '\\' && text.data[i + 1] == 'u' && escape_hex(text, i + 2, 4, ret);
}

/* An escape, mended when cJSON could not keep it; returns its length. */
static size_t mend_escape(struct buf *out, struct str text, size_t i)
{
	uint32_t unit, low;
	size_t len = 2;
	if (unit_at(text, i, &unit)) {
		len = 6;
		bool high = unit >= 0xD800 && unit <= 0xDBFF;
		if (high && unit_at(text, i + 6, &low) && low >= 0xDC00 && low <= 0xDFFF)
			len = 12;
		else if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF))
			buf_put_char(out, '\\');
	}
	struct str escape = str_sub(text, i, len);
	buf_put(out, escape);
	return escape.len;
}

static struct str mend_document(struct str text, struct arena *arena)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < text.len;) {
		if (text.data[i] == '\\') {
			i += mend_escape(&out, text, i);
			continue;
		}
		uint32_t c = utf8_next(text, &i);
		if (c >= 0xDC80 && c <= 0xDCFF)
			buf_printf(&out, "\\\\x%02X", (unsigned)(c - 0xDC00));
		else
			buf_put_code_point(&out, c);
	}
	struct str mended = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return mended;
}

/* cJSON's allocator has no context: set for the length of one parse, in a single-threaded process. */
static struct arena *parse_arena;

static void *allocate(size_t size)
{
	return arena_alloc(parse_arena, size);
}

static void keep(void *memory)
{
	(void)memory;
}

static enum err build(struct str text, struct arena *arena, cJSON **ret)
{
	cJSON_Hooks hooks = { .malloc_fn = allocate, .free_fn = keep };
	const char *end = NULL;
	parse_arena = arena;
	cJSON_InitHooks(&hooks);
	cJSON *root = cJSON_ParseWithLengthOpts(text.data, text.len, &end, false);
	cJSON_InitHooks(NULL);
	parse_arena = NULL;
	if (!root || !end || plain_text_trim_end((struct str){ end, text.len - (size_t)(end - text.data) }).len > 0)
		return ERR_CORRUPT;
	*ret = root;
	return OK;
}

enum err json_parse(struct span bytes, uint32_t evidence, struct arena *arena, struct json_document **ret)
{
	if (bytes.len > LIMIT_JSON_BYTES)
		return ERR_LIMIT;
	struct str text = plain_text_trim_end(plain_text(bytes, arena));
	bool mend = false;
	cJSON *root = NULL;
	enum err err = scan_document(text, &mend);
	if (err)
		return err;
	err = build(mend ? mend_document(text, arena) : text, arena, &root);
	if (err)
		return err;
	struct json_document *document = arena_new(arena, struct json_document);
	*document = (struct json_document){ evidence, root };
	*ret = document;
	return OK;
}

void json_close(struct json_document *document)
{
	/* The tree goes with the arena. */
	if (document)
		document->root = NULL;
}

const struct json *json_root(const struct json_document *document)
{
	return document ? handle(document->root) : NULL;
}

const struct json *json_get(const struct json *value, const char *key)
{
	return json_is_object(value) ? handle(cJSON_GetObjectItemCaseSensitive(item(value), key)) : NULL;
}

const struct json *json_get2(const struct json *value, const char *key, const char *key2)
{
	return json_get(json_get(value, key), key2);
}

const struct json *json_first(const struct json *value)
{
	return json_is_object(value) || json_is_array(value) ? handle(item(value)->child) : NULL;
}

const struct json *json_next(const struct json *value)
{
	return value ? handle(item(value)->next) : NULL;
}

struct str json_key(const struct json *member)
{
	return member ? str_from_c(item(member)->string) : (struct str){ 0 };
}

bool json_is_object(const struct json *value)
{
	return cJSON_IsObject(item(value));
}

bool json_is_array(const struct json *value)
{
	return cJSON_IsArray(item(value));
}

bool json_is_true(const struct json *value)
{
	return cJSON_IsTrue(item(value));
}

bool json_is_bool(const struct json *value)
{
	return cJSON_IsBool(item(value));
}

struct str json_text(const struct json *value, struct arena *arena)
{
	return cJSON_IsString(item(value)) ? str_copy(arena, str_from_c(item(value)->valuestring)) : (struct str){ 0 };
}

static bool number_from_text(struct str text, int64_t *ret)
{
	uint64_t magnitude;
	bool negative = str_starts(text, STR("-"));
	if (!str_to_u64(str_from(text, negative), 10, &magnitude) || magnitude > INT64_MAX)
		return false;
	*ret = negative ? -(int64_t)magnitude : (int64_t)magnitude;
	return true;
}

bool json_real(const struct json *value, double *ret)
{
	double number = cJSON_IsNumber(item(value)) ? item(value)->valuedouble : NAN;
	/* 2^63 itself is a double, and the first one that does not fit. NaN fails both. */
	if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0))
		return false;
	*ret = number;
	return true;
}

bool json_number(const struct json *value, int64_t *ret)
{
	if (cJSON_IsString(item(value)))
		return number_from_text(str_from_c(item(value)->valuestring), ret);
	double number;
	if (!json_real(value, &number) || number != trunc(number))
		return false;
	*ret = (int64_t)number;
	return true;
}

/* Offset after `"key" : "`, or 0 when the text at `i` is not that. */
static size_t value_start(struct str text, size_t i, struct str key)
{
	i += 1 + key.len + 1;
	for (int colon = 0; i < text.len; i++) {
		char c = text.data[i];
		if (c == ':' && !colon)
			colon = 1;
		else if (c == '"' && colon)
			return i + 1;
		else if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			return 0;
	}
	return 0;
}

static bool is_among(const struct str *texts, size_t count, struct str text)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(texts[i], text))
			return true;
	}
	return false;
}

size_t json_scan_text(struct span bytes, const char *key, struct arena *arena, struct str *ret, size_t max)
{
	if (bytes.len > LIMIT_JSON_BYTES)
		bytes.len = LIMIT_JSON_BYTES;
	struct str text = plain_text(bytes, arena), name = str_from_c(key);
	struct str quoted = str_format(arena, "\"%s\"", key);
	size_t count = 0, from = 0, len;
	while (count < max) {
		ptrdiff_t found = str_find(str_from(text, from), quoted);
		if (found < 0)
			break;
		size_t start = value_start(text, from + (size_t)found, name);
		from += (size_t)found + quoted.len;
		if (!start || !escape_body(str_sub(text, 0, start + LIMIT_FACT_TEXT_BYTES), start, '"', &len))
			continue;
		struct str value = escape_decode(str_sub(text, start, len), arena);
		if (!is_among(ret, count, value))
			ret[count++] = value;
	}
	return count;
}

struct origin json_origin(const struct json_document *document, struct str pointer, int64_t when)
{
	return (struct origin){ .evidence = document->evidence, .kind = ORIGIN_JSON, .where = pointer, .when = when };
}
