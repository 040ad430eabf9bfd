/* Options of `live`. On the stick init gives --init alone; the others are for trying the wizard out. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cmd/diagnostic.h"
#include "cmd/live.h"

enum option_id {
	OPTION_INIT = 256,
	OPTION_CONFIG,
	OPTION_SAVE,
	OPTION_PICTURES,
	OPTION_SIZE,
	OPTION_KEYS,
	OPTION_NOW,
	OPTION_UNCONFINED
};

static const struct option long_options[] = {
	{ "init", required_argument, NULL, OPTION_INIT },
	{ "config", required_argument, NULL, OPTION_CONFIG },
	{ "save", required_argument, NULL, OPTION_SAVE },
	{ "pictures", required_argument, NULL, OPTION_PICTURES },
	{ "size", required_argument, NULL, OPTION_SIZE },
	{ "keys", required_argument, NULL, OPTION_KEYS },
	{ "now", required_argument, NULL, OPTION_NOW },
	{ "allow-unconfined", no_argument, NULL, OPTION_UNCONFINED },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static bool read_size(struct live_options *options, const char *value)
{
	char end;
	bool ok = sscanf(value, "%4ux%4u%c", &options->width, &options->height, &end) == 2;
	ok = ok && options->width >= 640 && options->height >= 480 && options->width <= 7680 && options->height <= 4320;
	return ok || diagnostic_bad_value("--size", value, "800x600 ... 3840x2160");
}

static bool read_init(struct live_options *options, const char *value)
{
	uint64_t fd;
	if (!str_to_u64(str_from_c(value), 10, &fd) || fd < 3 || fd > 1023)
		return diagnostic_bad_value("--init", value, "3");
	options->init = (int)fd;
	return true;
}

static bool apply(struct live_options *options, int id, const char *value)
{
	switch (id) {
	case OPTION_INIT: return read_init(options, value);
	case OPTION_CONFIG: options->config = value; return true;
	case OPTION_SAVE: options->save = value; return true;
	case OPTION_PICTURES: options->pictures = value; return true;
	case OPTION_SIZE: return read_size(options, value);
	case OPTION_KEYS: options->keys = value; return true;
	case OPTION_NOW:
		return time_parse(str_from_c(value), &options->now) ||
		       diagnostic_bad_value("--now", value, "2026-11-22T09:30:00+07:00");
	case OPTION_UNCONFINED: options->allow_unconfined = true; return true;
	case 'h': options->help = true; return true;
	default: return false;
	}
}

static bool refuse(int what, const char *word)
{
	if (what == ':')
		DIAGNOSTIC("cli.missing-value", { "option", str_from_c(word) });
	else
		DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(word) });
	return false;
}

bool live_options_parse(int argc, char **argv, struct live_options *ret)
{
	*ret = (struct live_options){ .init = -1, .width = 1366, .height = 768, .now = TIME_UNKNOWN };
	opterr = 0;
	optind = 0;
	for (int id; (id = getopt_long(argc, argv, ":h", long_options, NULL)) != -1;) {
		if (id == '?' || id == ':')
			return refuse(id, argv[optind - 1]);
		if (!apply(ret, id, optarg))
			return false;
		if (ret->help)
			return true;
	}
	ret->sources = argv + optind;
	ret->source_count = (size_t)(argc - optind);
	return true;
}
