/* Any bytes as prefs.js: keys and values are well-formed text. */
#include <stdlib.h>

#include "base/utf.h"
#include "decode/prefs_js.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct pref_list list;
	arena_init(&arena, (size_t)1 << 30);
	enum err err = prefs_js_parse((struct span){ data, size }, &arena, &list);
	for (size_t i = 0; err == OK && i < list.count; i++) {
		if (!list.items[i].line || !utf8_valid(list.items[i].key) || !utf8_valid(list.items[i].value))
			abort();
	}
	if (err == OK)
		(void)prefs_js_get(&list, "a");
	arena_done(&arena);
	return 0;
}
