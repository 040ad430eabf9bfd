/* Writes the smallest hive that has what readers stumble over: a UTF-16 name, a Latin-1 name, a value with text.
 * Layout: "Windows registry file format specification" (M. Suhanov): base block, one hbin, cells nk, lf, vk, list,
 * data, sk. */
#include "cmd/known_hive.h"

#include <string.h>

#include "base/utf.h"

enum { BLOCK = 4096, HEADER = 32, NONE = -1 };

struct writer {
	struct arena *arena;
	uint8_t *bytes; /* base block and one bin */
	size_t next;    /* offset of the next cell in the bin */
};

static void put(uint8_t *at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		at[i] = (uint8_t)(value >> (8 * i));
}

/* A cell for `size` bytes of content: its offset in the bins area, its content in *ret. */
static uint32_t cell(struct writer *w, size_t size, uint8_t **ret)
{
	size_t offset = w->next, whole = (size + 4 + 7) / 8 * 8;
	put(w->bytes + BLOCK + offset, (uint64_t)-(int64_t)whole, 4);
	*ret = w->bytes + BLOCK + offset + 4;
	w->next += whole;
	return (uint32_t)offset;
}

static uint32_t put_data(struct writer *w, struct span data)
{
	uint8_t *at;
	uint32_t offset = cell(w, data.len, &at);
	memcpy(at, data.data, data.len);
	return offset;
}

static uint32_t put_value(struct writer *w, struct span name, struct span data)
{
	uint8_t *at;
	uint32_t content = put_data(w, data), value = cell(w, 20 + name.len, &at);
	memcpy(at, "vk", 2);
	put(at + 2, name.len, 2);
	put(at + 4, data.len, 4);
	put(at + 8, content, 4);
	put(at + 12, 1, 4); /* REG_SZ */
	memcpy(at + 20, name.data, name.len);
	uint8_t entry[4];
	put(entry, value, 4);
	return put_data(w, (struct span){ entry, sizeof entry });
}

static uint32_t put_key(struct writer *w, struct span name, bool latin1, bool root, uint32_t parent)
{
	uint8_t *at;
	uint32_t offset = cell(w, 76 + name.len, &at);
	memcpy(at, "nk", 2);
	put(at + 2, (latin1 ? 0x20U : 0) | (root ? 0x0CU : 0), 2);
	put(at + 4, UINT64_C(133249824000000000), 8);
	put(at + 16, parent, 4);
	put(at + 28, (uint64_t)NONE, 4); /* subkeys */
	put(at + 32, (uint64_t)NONE, 4);
	put(at + 40, (uint64_t)NONE, 4); /* values */
	put(at + 44, (uint64_t)NONE, 4);
	put(at + 48, (uint64_t)NONE, 4);
	put(at + 72, name.len, 2);
	memcpy(at + 76, name.data, name.len);
	return offset;
}

static void put_security(struct writer *w, const uint32_t *keys, size_t count)
{
	/* Self-relative descriptor without owner, group and lists: [MS-DTYP] 2.4.6. */
	static const uint8_t descriptor[20] = { 1, 0, 0, 0x80 };
	uint8_t *at;
	uint32_t offset = cell(w, 20 + sizeof descriptor, &at);
	memcpy(at, "sk", 2);
	put(at + 4, offset, 4);
	put(at + 8, offset, 4);
	put(at + 12, count, 4);
	put(at + 16, sizeof descriptor, 4);
	memcpy(at + 20, descriptor, sizeof descriptor);
	for (size_t i = 0; i < count; i++)
		put(w->bytes + BLOCK + keys[i] + 4 + 44, offset, 4);
}

static uint32_t lh_hash(struct str name)
{
	uint32_t hash = 0;
	struct arena arena;
	arena_init(&arena, 1 << 16);
	struct span units = utf16le_from_utf8(&arena, name);
	for (size_t i = 0; i + 1 < units.len; i += 2)
		hash = hash * 37 + (uint32_t)(units.data[i] | units.data[i + 1] << 8);
	arena_done(&arena);
	return hash;
}

static void put_subkeys(struct writer *w, uint32_t root, const uint32_t *keys, const uint32_t *hashes, size_t count)
{
	uint8_t *at, *key = w->bytes + BLOCK + root + 4;
	uint32_t offset = cell(w, 4 + 8 * count, &at);
	memcpy(at, "lh", 2);
	put(at + 2, count, 2);
	for (size_t i = 0; i < count; i++) {
		put(at + 4 + 8 * i, keys[i], 4);
		put(at + 8 + 8 * i, hashes[i], 4);
	}
	put(key + 20, count, 4);
	put(key + 28, offset, 4);
	put(key + 52, 32, 4); /* longest name of a subkey, in bytes as UTF-16 */
}

static void put_base_block(struct writer *w, uint32_t root)
{
	uint8_t *block = w->bytes;
	uint32_t sum = 0;
	memcpy(block, "regf", 4);
	put(block + 4, 1, 4);
	put(block + 8, 1, 4);
	put(block + 20, 1, 4);
	put(block + 24, 5, 4);
	put(block + 32, 1, 4);
	put(block + 36, root, 4);
	put(block + 40, BLOCK, 4);
	put(block + 44, 1, 4);
	for (size_t i = 0; i < 508; i += 4)
		sum ^= (uint32_t)(block[i] | block[i + 1] << 8 | block[i + 2] << 16) | (uint32_t)block[i + 3] << 24;
	put(block + 508, sum, 4);
	memcpy(block + BLOCK, "hbin", 4);
	put(block + BLOCK + 8, BLOCK, 4);
}

struct span known_hive(struct arena *arena)
{
	struct writer w = { .arena = arena, .bytes = arena_alloc(arena, 2 * BLOCK), .next = HEADER };
	static const uint8_t latin1[] = { 'D', 0xE9, 'j', 0xE0 };
	uint8_t *at;
	uint32_t root = put_key(&w, utf16le_from_utf8(arena, STR("Gốc")), false, true, 0);
	uint32_t keys[3] = { root, 0, 0 };
	/* Lists are sorted by upper-case name: DÉJÀ before KHÓA THỬ. */
	keys[1] = put_key(&w, (struct span){ latin1, sizeof latin1 }, true, false, root);
	keys[2] = put_key(&w, utf16le_from_utf8(arena, STR("Khóa thử")), false, false, root);
	const uint32_t hashes[] = { lh_hash(STR("DÉJÀ")), lh_hash(STR("KHÓA THỬ")) };
	put_subkeys(&w, root, keys + 1, hashes, 2);
	struct span text = utf16le_from_utf8(arena, STR("Soát máy"));
	uint8_t *terminated = arena_alloc(arena, text.len + 2);
	memcpy(terminated, text.data, text.len);
	uint32_t list = put_value(&w, utf16le_from_utf8(arena, STR("Tên")), (struct span){ terminated, text.len + 2 });
	at = w.bytes + BLOCK + keys[2] + 4;
	put(at + 36, 1, 4);
	put(at + 40, list, 4);
	put(at + 60, 6, 4);             /* longest value name */
	put(at + 64, text.len + 2, 4);  /* longest data */
	put_security(&w, keys, 3);
	put(w.bytes + BLOCK + w.next, BLOCK - w.next, 4); /* the rest is free */
	put_base_block(&w, root);
	return (struct span){ w.bytes, 2 * BLOCK };
}
