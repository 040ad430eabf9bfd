/* What the tests of the hive reader share: opening files of the corpus, and a whole hive as one number and two counts. */
#ifndef SOATMAY_TESTS_HIVE_DUMP_H
#define SOATMAY_TESTS_HIVE_DUMP_H

#include "decode/hive_internal.h"
#include "support.h"

struct dump { size_t keys, values; uint64_t hash; bool failed; };

static inline void dump_bytes(struct dump *dump, const void *data, size_t len)
{
	const uint8_t *bytes = data;
	for (size_t i = 0; i < len; i++)
		dump->hash = (dump->hash ^ bytes[i]) * 0x100000001B3u;
	dump->hash = (dump->hash ^ 0x100) * 0x100000001B3u;
}

static inline void dump_below(struct hive_key key, struct dump *dump)
{
	struct hive_key_list children = { 0 };
	struct hive_value_list values = { 0 };
	dump->failed |= hive_values(key, &values) != OK;
	dump->failed |= hive_children(key, &children) != OK;
	dump->keys++;
	dump->values += values.count;
	/* The name of the root is the business of the writer; recovered hives differ there. */
	if (key.node != hive_root(key.hive).node)
		dump_bytes(dump, hive_key_name(key).data, hive_key_name(key).len);
	for (size_t i = 0; i < values.count; i++) {
		struct hive_value *v = &values.items[i];
		dump_bytes(dump, v->name.data, v->name.len);
		dump_bytes(dump, &v->type, sizeof v->type);
		dump_bytes(dump, v->data.data, v->data.len);
	}
	for (size_t i = 0; i < children.count; i++)
		dump_below(children.items[i], dump);
	dump_bytes(dump, "up", 2);
}

static inline struct dump dump_hive(struct hive *hive)
{
	struct dump dump = { .hash = 0xCBF29CE484222325u };
	dump_below(hive_root(hive), &dump);
	return dump;
}

static inline enum err open_bytes(struct span primary, struct arena *arena, struct hive **ret)
{
	struct hive_input input = { .evidence = 1, .primary = primary, .primary_fd = -1 };
	return hive_open(&input, arena, ret);
}

#endif
