/* The name pool: decodes UTF-16LE once, folds by $UpCase while it hashes.
 * Hash: FNV-1a over folded UTF-16 units. */
#include "disk/mft_names.h"

#include <stdlib.h>

#include "base/peek.h"
#include "base/utf.h"

enum { UNIT_BYTES_MAX = 6 /* /uXXXX */, NAME_UNITS_MAX = 255 };
#define HASH_START 2166136261u

static uint32_t hash_unit(const struct name_pool *pool, uint32_t hash, uint32_t unit)
{
	return (hash ^ pool->upcase[unit & 0xFFFF]) * 16777619u;
}

static uint32_t hash_code_point(const struct name_pool *pool, uint32_t hash, uint32_t code_point)
{
	if (code_point < 0x10000)
		return hash_unit(pool, hash, code_point);
	hash = hash_unit(pool, hash, 0xD800 + ((code_point - 0x10000) >> 10));
	return hash_unit(pool, hash, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

static enum err reserve(struct name_pool *pool, size_t more)
{
	size_t wanted = pool->len + more;
	if (wanted > UINT32_MAX)
		return ERR_LIMIT;
	if (wanted <= pool->capacity)
		return OK;
	size_t capacity = pool->capacity ? pool->capacity * 2 : 1u << 20;
	char *text = realloc(pool->text, capacity);
	if (!text)
		return ERR_NOMEM;
	pool->text = text;
	pool->capacity = capacity;
	return OK;
}

static bool is_surrogate(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDFFF;
}

/* Code point at unit *i; unpaired surrogates come back as they are. */
static uint32_t next_code_point(struct span utf16le, size_t *i)
{
	bool failed = false;
	uint32_t unit = peek_u16le(utf16le, 2 * (*i)++, &failed);
	if (unit < 0xD800 || unit > 0xDBFF)
		return unit;
	uint32_t low = peek_u16le(utf16le, 2 * *i, &failed);
	if (failed || low < 0xDC00 || low > 0xDFFF)
		return unit;
	++*i;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static size_t put_escape(char *out, uint32_t unit)
{
	static const char digits[] = "0123456789ABCDEF";
	const char escape[UNIT_BYTES_MAX] =
		{ '/', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15] };
	memcpy(out, escape, sizeof escape);
	return sizeof escape;
}

enum err name_pool_add(struct name_pool *pool, struct span utf16le, struct name_ref *ret)
{
	size_t units = utf16le.len / 2;
	enum err e = units > NAME_UNITS_MAX ? ERR_LIMIT : reserve(pool, units * UNIT_BYTES_MAX);
	if (e)
		return e;
	char *out = pool->text + pool->len;
	size_t len = 0;
	uint32_t hash = HASH_START;
	for (size_t i = 0; i < units;) {
		uint32_t c = next_code_point(utf16le, &i);
		if (c == 0 || c == '\\' || c == '/' || is_surrogate(c)) {
			size_t escape = put_escape(out + len, c);
			for (size_t k = 0; k < escape; k++)
				hash = hash_unit(pool, hash, (unsigned char)out[len + k]);
			len += escape;
		} else {
			hash = hash_code_point(pool, hash, c);
			if (c < 0x80)
				out[len++] = (char)c;
			else
				len += utf8_put(c, out + len);
		}
	}
	*ret = (struct name_ref){ (uint32_t)pool->len, (uint16_t)len, hash };
	pool->len += len;
	return OK;
}

void name_pool_done(struct name_pool *pool)
{
	free(pool->text);
	pool->text = NULL;
}

struct str name_pool_text(const struct name_pool *pool, uint32_t text, size_t len)
{
	return str_sub((struct str){ pool->text, pool->len }, text, len);
}

uint32_t name_hash(const struct name_pool *pool, struct str name)
{
	uint32_t hash = HASH_START;
	for (size_t i = 0; i < name.len;)
		hash = hash_code_point(pool, hash, utf8_next(name, &i));
	return hash;
}

static uint32_t folded_next(const struct name_pool *pool, struct str name, size_t *i)
{
	unsigned char byte = (unsigned char)name.data[*i];
	if (byte < 0x80) {
		++*i;
		return pool->upcase[byte];
	}
	uint32_t c = utf8_next(name, i);
	return c < 0x10000 ? pool->upcase[c] : c;
}

static int compare_folded(const struct name_pool *pool, struct str a, struct str b)
{
	size_t i = 0, k = 0;
	while (i < a.len && k < b.len) {
		uint32_t x = folded_next(pool, a, &i), y = folded_next(pool, b, &k);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (i < a.len) - (k < b.len);
}

bool name_equal(const struct name_pool *pool, struct str a, struct str b)
{
	return compare_folded(pool, a, b) == 0;
}

int name_compare(const struct name_pool *pool, struct str a, struct str b)
{
	int order = compare_folded(pool, a, b);
	return order ? order : str_compare(a, b);
}
