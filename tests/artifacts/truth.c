/* Reads truth.json with cJSON (truth.h). */
#include "truth.h"

#include <stdio.h>
#include <unistd.h>

cJSON *truth_load(void)
{
	struct arena arena;
	arena_init(&arena, (size_t)64 << 20);
	struct span text = corpus_file(&arena, "truth.json");
	cJSON *truth = cJSON_ParseWithLength((const char *)text.data, text.len);
	CHECK(truth != NULL);
	arena_done(&arena);
	return truth;
}

const cJSON *truth_next(const cJSON *truth, const char *kind, const cJSON *entry)
{
	for (entry = entry ? entry->next : truth->child; entry; entry = entry->next) {
		const char *is = truth_text(entry, "kind");
		if (is && str_eq_c(str_from_c(is), kind))
			return entry;
	}
	return NULL;
}

const char *truth_text(const cJSON *entry, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, key));
}

void truth_difference(const cJSON *entry, const char *what, struct str is, const char *expected)
{
	if (str_eq_c(is, expected ? expected : ""))
		return;
	printf("%s: %s is \"%.*s\", the truth says \"%s\"\n", entry->string, what, STR_ARGS(is), expected ? expected : "");
	CHECK(false && "differs from the truth");
}

void truth_add_hive(struct harness *harness, const cJSON *entry, const char *name)
{
	static const char *const suffixes[] = { ".LOG1", ".LOG2", ".LOG" };
	harness_add_corpus(harness, name, entry->string);
	struct str stem = str_from_c(entry->string);
	if (str_ends(stem, STR(".xz")))
		stem.len -= 3;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		struct str log = str_format(&harness->arena, "%.*s%s", STR_ARGS(stem), suffixes[i]);
		struct str packed = str_format(&harness->arena, "%.*s.xz", STR_ARGS(log));
		if (access(corpus_path(&harness->arena, str_to_c(&harness->arena, log)), R_OK) != 0 &&
		    access(corpus_path(&harness->arena, str_to_c(&harness->arena, packed)), R_OK) != 0)
			continue;
		struct str relative = str_format(&harness->arena, "%s%s", name, suffixes[i]);
		harness_add_corpus(harness, str_to_c(&harness->arena, relative), str_to_c(&harness->arena, log));
	}
}
