/* Fuzz entry of the hive reader: a primary file and, behind a mark, its two logs; the whole tree is walked and every value read as text.
 * Input: uint32 length of the primary, uint32 length of LOG1 (both little-endian, cut to what there is), then the three files. */
#include <stdlib.h>

#include "decode/hive_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(struct hive_key key, struct arena *arena)
{
	struct hive_key_list children;
	struct hive_value_list values;
	struct hive_key found;
	if (hive_values(key, &values) == ERR_BUG || hive_children(key, &children) == ERR_BUG)
		abort();
	for (size_t i = 0; i < values.count; i++) {
		uint64_t number;
		hive_text(&values.items[i], arena);
		hive_text_utf16(&values.items[i], arena);
		hive_number(&values.items[i], &number);
	}
	for (size_t i = 0; i < children.count; i++) {
		if (hive_key_name(children.items[i]).len && hive_find(key, hive_key_name(children.items[i]), &found) == ERR_BUG)
			abort();
		hive_key_path(children.items[i]);
		walk(children.items[i], arena);
	}
}

/* The part [from, from + len) in memory of its own, so that a read past its end is seen. */
static struct span own_copy(struct span input, size_t *from, size_t len)
{
	struct span part;
	if (!span_sub(input, *from, len, &part) && !span_sub(input, *from, input.len - *from, &part))
		return (struct span){ 0 };
	*from += part.len;
	uint8_t *copy = malloc(part.len ? part.len : 1);
	if (copy && part.len)
		memcpy(copy, part.data, part.len);
	return (struct span){ copy, copy ? part.len : 0 };
}

/* A checksum that fits, so that mutations of the base block get past it. */
static void fix_base(struct span part, bool skip)
{
	if (!skip && part.len >= 512)
		hive_put32((uint8_t *)(uintptr_t)part.data, part.len, 508, hive_base_checksum(part));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span input = { data, size };
	size_t at = 8;
	if (size < at || hive_prepare() != OK)
		return 0;
	struct span primary = own_copy(input, &at, field32(input, 0) & 0x7FFFFFFF), log1 = own_copy(input, &at, field32(input, 4));
	struct span log2 = own_copy(input, &at, size);
	bool keep_sums = field32(input, 0) >> 31;
	fix_base(primary, keep_sums);
	fix_base(log1, keep_sums);
	fix_base(log2, keep_sums);
	struct hive_input files = { .evidence = 1, .primary = primary, .primary_fd = -1, .log1 = log1, .log2 = log2 };
	struct arena arena;
	struct hive *hive = NULL;
	arena_init(&arena, 1u << 30);
	if (hive_open(&files, &arena, &hive) == OK) {
		walk(hive_root(hive), &arena);
		if (hive_problem_count(hive) && hive_first_problem(hive).len == 0)
			abort();
	}
	hive_close(hive);
	arena_done(&arena);
	free((void *)(uintptr_t)primary.data);
	free((void *)(uintptr_t)log1.data);
	free((void *)(uintptr_t)log2.data);
	return 0;
}
