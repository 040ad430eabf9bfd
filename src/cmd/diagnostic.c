/* One line on standard error; what comes from outside is made printable first. */
#include "cmd/diagnostic.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf.h"
#include "report/words.h"

static enum language present = LANGUAGE_VI;

void diagnostic_language(enum language language)
{
	present = language;
}

enum language diagnostic_language_now(void)
{
	return present;
}

bool diagnostic_language_option(const char *argument)
{
	bool english = strcmp(argument, "--lang=en") == 0;
	if (!english && strcmp(argument, "--lang=vi") != 0)
		return false;
	present = english ? LANGUAGE_EN : LANGUAGE_VI;
	return true;
}

void diagnostic(const char *id, const struct placeholder *values, size_t count)
{
	struct buf text = { 0 };
	struct arena arena;
	arena_init(&arena, 1 << 20);
	message_put(&text, present, id, values, count);
	struct str line = utf8_printable(&arena, str_sub(buf_str(&text), 0, 2000));
	fprintf(stderr, "soatmay: %.*s\n", STR_ARGS(line));
	arena_done(&arena);
	buf_done(&text);
}

struct str diagnostic_reason(int error)
{
	const char *name = strerrorname_np(error);
	struct str text = name ? words_errno(present, "cli.errno", str_from_c(name)) : (struct str){ 0 };
	return text.len ? text : str_from_c(strerror(error));
}

bool diagnostic_bad_value(const char *option, const char *value, const char *expected)
{
	DIAGNOSTIC("cli.bad-value", { "option", str_from_c(option) }, { "value", str_from_c(value) },
		   { "expected", str_from_c(expected) });
	return false;
}
