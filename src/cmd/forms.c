/* soatmay slip, card, notice FOLDER: the papers that no case is behind, as PDF. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/cmd.h"
#include "cmd/config_file.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"
#include "report/paper.h"

static const struct form_command {
	const char *name, *file, *usage;
	report_form_writer *write;
} commands[] = {
	{ "slip", "slip.pdf", "cli.usage-slip", report_write_slip },
	{ "card", "card.pdf", "cli.usage-card", report_write_card },
	{ "notice", "notice.pdf", "cli.usage-notice", report_write_notice },
};

struct form_request {
	const struct form_command *command;
	const char *folder, *config, *fonts;
	int64_t now;
};

static int usage(const struct form_request *request)
{
	diagnostic(request->command->usage, NULL, 0);
	return STATUS_USAGE;
}

static int save(const struct form_request *request, struct str pdf)
{
	const struct saved_file file = { request->command->file, pdf };
	if (file_save_all(request->folder, &file, 1) == OK)
		return STATUS_PASS;
	DIAGNOSTIC("cli.output", { "path", str_from_c(request->folder) }, { "why", diagnostic_reason(errno) });
	return STATUS_OWN_FAILURE;
}

static int draw(const struct form_request *request, const struct policy *policy)
{
	struct typeface *typeface = NULL;
	struct buf pdf = { 0 };
	const struct report_options options = { .language = diagnostic_language_now(),
		                                .now = request->now,
		                                .build = STR(SOATMAY_VERSION) };
	enum err e = typeface_open(request->fonts, &typeface);
	if (e == OK)
		e = request->command->write(&pdf, policy, &options, typeface);
	typeface_close(typeface);
	int status = STATUS_OWN_FAILURE;
	if (e == ERR_ABSENT)
		diagnostic("cli.no-fonts", NULL, 0);
	else if (e != OK)
		DIAGNOSTIC("cli.internal", { "what", str_from_c(err_name(e)) });
	else
		status = save(request, buf_str(&pdf));
	buf_done(&pdf);
	return status;
}

static int with_policy(const struct form_request *request)
{
	struct arena arena;
	struct policy policy = { 0 };
	size_t problems;
	int status = STATUS_USAGE;
	arena_init(&arena, 64 * MIB);
	policy_default(&policy);
	if (!request->config || config_load(request->config, &arena, &policy, &problems))
		status = draw(request, &policy);
	arena_done(&arena);
	return status;
}

static const char *value_of(const char *argument, const char *option)
{
	size_t length = strlen(option);
	return strncmp(argument, option, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

/* False after a diagnostic. */
static bool take_option(struct form_request *request, const char *argument)
{
	const char *value;
	if (diagnostic_language_option(argument))
		return true;
	if ((value = value_of(argument, "--config")))
		return (request->config = value)[0] || diagnostic_bad_value("--config", value, "FILE");
	if ((value = value_of(argument, "--fonts")))
		return (request->fonts = value)[0] || diagnostic_bad_value("--fonts", value, "DIR");
	if ((value = value_of(argument, "--now")))
		return time_parse(str_from_c(value), &request->now) ||
		       diagnostic_bad_value("--now", value, "2026-11-22T09:30:00+07:00");
	DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argument) });
	return false;
}

int cmd_form(int argc, char **argv)
{
	struct form_request request = { .command = commands, .now = time_from_unix((int64_t)time(NULL)) };
	while (strcmp(request.command->name, argv[0]) != 0)
		request.command++; /* main knows no other name */
	for (int i = 1; i < argc; i++) {
		if (help_wanted(argv[i]))
			return help_show(argv[0]);
		if (argv[i][0] == '-' && !take_option(&request, argv[i]))
			return STATUS_USAGE;
		if (argv[i][0] == '-')
			continue;
		if (request.folder)
			return usage(&request);
		request.folder = argv[i];
	}
	return request.folder ? with_policy(&request) : usage(&request);
}
