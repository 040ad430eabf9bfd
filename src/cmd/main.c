/* soatmay: finds the subcommand and runs it. */
#include <locale.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/diagnostic.h"
#include "cmd/output.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "inspect", cmd_inspect },
	{ "config", cmd_config },
	{ "verify", cmd_verify },
	{ "slip", cmd_form },
	{ "card", cmd_form },
	{ "notice", cmd_form },
	{ "selftest", cmd_selftest },
	{ "live", cmd_live },
	{ "help", cmd_help },
	{ "--help", cmd_help },
	{ "-h", cmd_help },
};

/* The language must be known before the first diagnostic. */
static void find_language(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		bool english = strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "en") == 0;
		if (!diagnostic_language_option(argv[i]) && english)
			diagnostic_language(LANGUAGE_EN);
	}
}

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	output_prepare();
	find_language(argc, argv);
	if (argc < 2) {
		diagnostic("cli.usage-hint", NULL, 0);
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0)
		return output_write(STR("soatmay " SOATMAY_VERSION "\n")) ? STATUS_PASS : STATUS_OWN_FAILURE;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	}
	DIAGNOSTIC("cli.unknown-command", { "command", str_from_c(argv[1]) });
	return STATUS_USAGE;
}
