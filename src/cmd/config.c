/* soatmay config check FILE. */
#include <string.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "cmd/config_file.h"
#include "cmd/diagnostic.h"

int cmd_config(int argc, char **argv)
{
	struct arena arena;
	struct policy policy = { 0 };
	size_t problems;
	int at = 1;
	if (at < argc && strcmp(argv[at], "check") == 0)
		at++;
	else
		at = argc;
	while (at < argc && (strcmp(argv[at], "--lang=en") == 0 || strcmp(argv[at], "--lang=vi") == 0))
		diagnostic_language(strcmp(argv[at++], "--lang=en") == 0 ? LANGUAGE_EN : LANGUAGE_VI);
	if (at + 1 != argc) {
		diagnostic("cli.usage-config", NULL, 0);
		return STATUS_USAGE;
	}
	arena_init(&arena, 64 * MIB);
	bool ok = config_load(argv[at], &arena, &policy, &problems) && problems == 0;
	if (ok)
		DIAGNOSTIC("cli.config-good", { "file", str_from_c(argv[at]) });
	arena_done(&arena);
	return ok ? STATUS_PASS : STATUS_FAIL;
}
