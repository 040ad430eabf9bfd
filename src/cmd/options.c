/* Reads the options of `inspect` with getopt_long; every mistake is one line that names the option. */
#include "cmd/options.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "cmd/diagnostic.h"
#include "cmd/keys.h"

/* Above every character, so that optopt tells a long option from a short one. */
enum option_id {
	OPTION_MODE = 256,
	OPTION_CONFIG,
	OPTION_OWNER,
	OPTION_LANG,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_EARLIER,
	OPTION_PROTECT,
	OPTION_MASK,
	OPTION_NOW,
	OPTION_SINCE,
	OPTION_UNTIL,
	OPTION_PROGRESS,
	OPTION_ALLOW_UNCONFINED,
	OPTION_RECOVERY_KEY,
	OPTION_KEY_FILE,
	OPTION_PASSPHRASE_FILE
};

static const struct option long_options[] = {
	{ "mode", required_argument, NULL, OPTION_MODE },
	{ "config", required_argument, NULL, OPTION_CONFIG },
	{ "owner", required_argument, NULL, OPTION_OWNER },
	{ "lang", required_argument, NULL, OPTION_LANG },
	{ "format", required_argument, NULL, OPTION_FORMAT },
	{ "output", required_argument, NULL, OPTION_OUTPUT },
	{ "earlier", required_argument, NULL, OPTION_EARLIER },
	{ "protect-file", required_argument, NULL, OPTION_PROTECT },
	{ "mask", required_argument, NULL, OPTION_MASK },
	{ "recovery-key", required_argument, NULL, OPTION_RECOVERY_KEY },
	{ "key-file", required_argument, NULL, OPTION_KEY_FILE },
	{ "passphrase-file", required_argument, NULL, OPTION_PASSPHRASE_FILE },
	{ "now", required_argument, NULL, OPTION_NOW },
	{ "since", required_argument, NULL, OPTION_SINCE },
	{ "until", required_argument, NULL, OPTION_UNTIL },
	{ "progress", no_argument, NULL, OPTION_PROGRESS },
	{ "allow-unconfined", no_argument, NULL, OPTION_ALLOW_UNCONFINED },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static bool choose(const char *option, const char *value, const struct words *words, const char *expected,
		   unsigned *ret)
{
	return word_find(words, str_from_c(value), ret) || diagnostic_bad_value(option, value, expected);
}

static bool parse_owner(struct inspect_command *command, struct arena *arena, const char *value)
{
	const char *equals = strrchr(value, '=');
	if (!equals || equals == value || (strcmp(equals + 1, "own") != 0 && strcmp(equals + 1, "other") != 0))
		return diagnostic_bad_value("--owner", value, "ADDRESS=own|other");
	*array_push(arena, &command->owners) =
		(struct owner_answer){ { value, (size_t)(equals - value) }, strcmp(equals + 1, "own") == 0 };
	return true;
}

static bool take_time(const char *option, const char *value, int64_t *ret)
{
	return time_parse(str_from_c(value), ret) || diagnostic_bad_value(option, value, "2026-11-22T09:30:00+07:00");
}

static bool apply(struct inspect_command *command, struct arena *arena, int id, char *value)
{
	static const char *const languages[] = { "vi", "en" }, *const formats[] = { "text", "json" },
				 *const masks[] = {
					 [MASK_PARTIAL] = "partial", [MASK_NONE] = "none", [MASK_COUNT] = "count"
				 };
	static const struct words language_words = WORDS(languages), format_words = WORDS(formats),
				  mask_words = WORDS(masks);
	unsigned choice = 0;
	bool ok = true;
	switch (id) {
	case OPTION_MODE:
		ok = choose("--mode", value, &mode_words, "acceptance|in-use|before-repair|after-repair|forensic",
			    &choice);
		command->mode = choice;
		command->mode_given = true;
		return ok;
	case OPTION_CONFIG: command->config = value; return true;
	case OPTION_OWNER: return parse_owner(command, arena, value);
	case OPTION_LANG:
		ok = choose("--lang", value, &language_words, "vi|en", &choice);
		command->language = choice;
		diagnostic_language(choice);
		return ok;
	case OPTION_FORMAT:
		ok = choose("--format", value, &format_words, "text|json", &choice);
		command->json = choice;
		return ok;
	case OPTION_OUTPUT: command->output = value; return true;
	case OPTION_PROTECT: command->protect = value; return true;
	case OPTION_EARLIER: command->earlier = value; return true;
	case OPTION_MASK:
		ok = choose("--mask", value, &mask_words, "partial|none|count", &choice);
		command->mask = choice;
		command->mask_given = true;
		return ok;
	case OPTION_NOW: return take_time("--now", value, &command->now);
	case OPTION_SINCE: return take_time("--since", value, &command->since);
	case OPTION_UNTIL: return take_time("--until", value, &command->until);
	case OPTION_RECOVERY_KEY: return keys_add_recovery(&command->keys, value);
	case OPTION_KEY_FILE: return keys_add_file(&command->keys, value);
	case OPTION_PASSPHRASE_FILE: return keys_add_passphrase(&command->keys, value);
	case OPTION_PROGRESS: command->progress = true; return true;
	case OPTION_ALLOW_UNCONFINED: command->allow_unconfined = true; return true;
	case 'h': command->help = true; return true;
	default: return false;
	}
}

static struct str option_name(struct arena *arena, int id)
{
	for (const struct option *option = long_options; option->name; option++)
		if (option->val == id && id >= OPTION_MODE)
			return str_format(arena, "--%s", option->name);
	return str_format(arena, "-%c", id);
}

/* An unknown option, one without its value, one with a value it does not take. */
static bool refuse(struct arena *arena, int what, const char *word)
{
	if (what == ':')
		DIAGNOSTIC("cli.missing-value", { "option", option_name(arena, optopt) });
	else if (optopt >= OPTION_MODE)
		DIAGNOSTIC("cli.no-value", { "option", option_name(arena, optopt) });
	else
		DIAGNOSTIC("cli.unknown-option", { "option", optopt ? option_name(arena, optopt) : str_from_c(word) });
	return false;
}

bool options_parse(int argc, char **argv, struct arena *arena, struct inspect_command *ret)
{
	*ret = (struct inspect_command){ .now = TIME_UNKNOWN, .progress = isatty(STDERR_FILENO),
		.language = diagnostic_language_now() };
	opterr = 0;
	optind = 0;
	for (int id; (id = getopt_long(argc, argv, ":h", long_options, NULL)) != -1;) {
		if (id == '?' || id == ':')
			return refuse(arena, id, argv[optind - 1]);
		if (!apply(ret, arena, id, optarg))
			return false;
		if (ret->help)
			return true;
	}
	if (optind >= argc) {
		diagnostic("cli.missing-source", NULL, 0);
		return false;
	}
	ret->sources = argv + optind;
	ret->source_count = (size_t)(argc - optind);
	return true;
}
