/* Any bytes as JSON: parse, walk the whole tree, scan. */
#include "decode/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct json *value, struct arena *arena)
{
	int64_t number;
	size_t sum = json_text(value, arena).len + json_key(value).len + json_number(value, &number) + json_is_true(value);
	for (const struct json *child = json_first(value); child; child = json_next(child))
		sum += walk(child, arena);
	return sum + (json_get2(value, "a", "b") != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct json_document *document = NULL;
	struct str found[16];
	arena_init(&arena, (size_t)1 << 30);
	if (json_parse((struct span){ data, size }, 1, &arena, &document) == OK)
		(void)walk(json_root(document), &arena);
	json_close(document);
	(void)json_scan_text((struct span){ data, size }, "a", &arena, found, 16);
	arena_done(&arena);
	return 0;
}
