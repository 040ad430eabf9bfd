/* soatmay config check FILE. */
#include <string.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "cmd/config_file.h"
#include "cmd/diagnostic.h"

static int check(const char *path)
{
	struct arena arena;
	struct policy policy = { 0 };
	size_t problems;
	arena_init(&arena, 64 * MIB);
	bool ok = config_load(path, &arena, &policy, &problems) && problems == 0;
	if (ok)
		DIAGNOSTIC("cli.config-good", { "file", str_from_c(path) });
	arena_done(&arena);
	return ok ? STATUS_PASS : STATUS_FAIL;
}

int cmd_config(int argc, char **argv)
{
	const char *words[2] = { NULL, NULL };
	int count = 0;
	for (int i = 1; i < argc; i++) {
		if (help_wanted(argv[i]))
			return help_show(argv[0]);
		if (diagnostic_language_option(argv[i]))
			continue;
		if (argv[i][0] == '-') {
			DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argv[i]) });
			return STATUS_USAGE;
		}
		if (count < 2)
			words[count] = argv[i];
		count++;
	}
	if (count == 2 && strcmp(words[0], "check") == 0)
		return check(words[1]);
	diagnostic("cli.usage-config", NULL, 0);
	return STATUS_USAGE;
}
