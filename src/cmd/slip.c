/* soatmay slip DIR: slip.pdf, the blank form for places without a printer. */
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

struct slip {
	const char *folder, *config;
	int64_t now;
};

static const char *value_of(const char *argument, const char *option)
{
	size_t length = strlen(option);
	return strncmp(argument, option, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

static int usage(void)
{
	diagnostic("cli.usage-slip", NULL, 0);
	return STATUS_USAGE;
}

static int save(const struct slip *slip, struct str pdf)
{
	const struct saved_file file = { "slip.pdf", pdf };
	if (file_save_all(slip->folder, &file, 1) == OK)
		return STATUS_PASS;
	DIAGNOSTIC("cli.output", { "path", str_from_c(slip->folder) }, { "why", str_from_c(strerror(errno)) });
	return STATUS_OWN_FAILURE;
}

static int write_slip(const struct slip *slip, const struct policy *policy)
{
	struct typeface *typeface = NULL;
	struct buf pdf = { 0 };
	const struct report_options options = { .language = diagnostic_language_now(),
		                                .now = slip->now,
		                                .build = STR(SOATMAY_VERSION) };
	enum err e = typeface_open(NULL, &typeface);
	if (e == OK)
		e = report_write_slip(&pdf, policy, &options, typeface);
	typeface_close(typeface);
	int status = STATUS_OWN_FAILURE;
	if (e == ERR_ABSENT)
		diagnostic("cli.no-fonts", NULL, 0);
	else if (e != OK)
		DIAGNOSTIC("cli.internal", { "what", str_from_c(err_name(e)) });
	else
		status = save(slip, buf_str(&pdf));
	buf_done(&pdf);
	return status;
}

static int with_policy(const struct slip *slip)
{
	struct arena arena;
	struct policy policy = { 0 };
	size_t problems;
	int status = STATUS_USAGE;
	arena_init(&arena, 64 * MIB);
	policy_default(&policy);
	if (!slip->config || config_load(slip->config, &arena, &policy, &problems))
		status = write_slip(slip, &policy);
	arena_done(&arena);
	return status;
}

int cmd_slip(int argc, char **argv)
{
	struct slip slip = { .now = time_from_unix((int64_t)time(NULL)) };
	for (int i = 1; i < argc; i++) {
		const char *value;
		if (help_wanted(argv[i]))
			return help_show(argv[0]);
		if (diagnostic_language_option(argv[i]))
			continue;
		if ((value = value_of(argv[i], "--config")) && *value) {
			slip.config = value;
		} else if ((value = value_of(argv[i], "--now")) && time_parse(str_from_c(value), &slip.now)) {
			continue;
		} else if (value) {
			DIAGNOSTIC("cli.bad-value", { "value", str_from_c(value) },
			           { "option", STR("--now, --config") },
			           { "expected", STR("2026-11-22T09:30:00+07:00, FILE") });
			return STATUS_USAGE;
		} else if (argv[i][0] == '-') {
			DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argv[i]) });
			return STATUS_USAGE;
		} else if (slip.folder) {
			return usage();
		} else {
			slip.folder = argv[i];
		}
	}
	return slip.folder ? with_policy(&slip) : usage();
}
