/* soatmay: finds the subcommand and runs it. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/diagnostic.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "inspect", cmd_inspect },
	{ "config", cmd_config },
	{ "selftest", cmd_selftest },
	{ "help", cmd_help },
	{ "--help", cmd_help },
	{ "-h", cmd_help },
};

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc < 2) {
		diagnostic("cli.usage-hint", NULL, 0);
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("soatmay " SOATMAY_VERSION);
		return STATUS_PASS;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	}
	DIAGNOSTIC("cli.unknown-command", { "command", str_from_c(argv[1]) });
	return STATUS_USAGE;
}
