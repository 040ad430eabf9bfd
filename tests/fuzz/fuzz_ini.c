/* Any bytes as INI: every entry lies inside the text and has a line. */
#include <stdlib.h>

#include "base/utf.h"
#include "decode/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct ini_document document;
	unsigned line = 0;
	arena_init(&arena, (size_t)1 << 30);
	enum err err = ini_parse_document((struct span){ data, size }, 1 << 20, &arena, &document, &line);
	for (size_t i = 0; err == OK && i < document.count; i++) {
		if (!document.entries[i].line || !document.entries[i].key.len || !utf8_valid(document.entries[i].value))
			abort();
	}
	for (size_t i = 0; err == OK && i < document.bad_count; i++) {
		if (!document.bad_lines[i].line || !utf8_valid(document.bad_lines[i].text))
			abort();
	}
	if (err == ERR_CORRUPT && !line)
		abort();
	arena_done(&arena);
	return 0;
}
