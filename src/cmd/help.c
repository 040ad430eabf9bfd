/* soatmay help: what the program does and what it is called with. Words from the catalogue, 80 columns. */
#include <string.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "cmd/diagnostic.h"
#include "cmd/output.h"
#include "report/layout.h"

enum { COLUMNS = 80, OPTIONS_AT = 2, TEXTS_AT = 30 };

struct help_option { const char *syntax, *text; };
struct help_topic {
	const char *command;
	const char *syntax, *text, *status; /* catalogue ids; status: what its exit statuses mean */
	const struct help_option *options; /* ends with a NULL syntax; NULL = none */
};

#define LANGUAGE_OPTION { "--lang=vi|en", "cli.help.lang" }
static const struct help_option inspect_options[] = {
	{ "--mode=acceptance|in-use|before-repair|after-repair|forensic", "cli.help.mode" },
	{ "--config=FILE", "cli.help.config" },
	{ "--owner=ADDRESS=own|other", "cli.help.owner" },
	LANGUAGE_OPTION,
	{ "--format=text|json", "cli.help.format" },
	{ "--output=DIR", "cli.help.output" },
	{ "--earlier=DIR", "cli.help.earlier" },
	{ "--protect-file=FILE", "cli.help.protect-file" },
	{ "--mask=partial|none|count", "cli.help.mask" },
	{ "--recovery-key=KEY", "cli.help.recovery-key" },
	{ "--key-file=FILE", "cli.help.key-file" },
	{ "--passphrase-file=FILE", "cli.help.passphrase-file" },
	{ "--now=TIME", "cli.help.now" },
	{ "--since=TIME", "cli.help.since" },
	{ "--until=TIME", "cli.help.until" },
	{ "--progress", "cli.help.progress" },
	{ "--allow-unconfined", "cli.help.allow-unconfined" },
	{ 0 },
};
static const struct help_option verify_options[] = { { "--code=CODE", "cli.help.code" }, LANGUAGE_OPTION, { 0 } };
static const struct help_option live_options[] = {
	{ "--config=FILE", "cli.help.config" },
	{ "--save=DIR", "cli.help.live.save" },
	{ "--pictures=DIR", "cli.help.live.pictures" },
	{ "--size=WIDTHxHEIGHT", "cli.help.live.size" },
	{ "--keys=KEYS", "cli.help.live.keys" },
	{ "--now=TIME", "cli.help.now" },
	{ "--allow-unconfined", "cli.help.allow-unconfined" },
	{ "--init=N", "cli.help.live.init" },
	{ 0 },
};
static const struct help_option form_options[] = {
	{ "--config=FILE", "cli.help.config" },
	LANGUAGE_OPTION,
	{ "--now=TIME", "cli.help.slip.now" },
	{ "--fonts=DIR", "cli.help.fonts" },
	{ 0 },
};
static const struct help_option language_option[] = { LANGUAGE_OPTION, { 0 } };

static const struct help_topic topics[] = {
	{ "inspect", "cli.help.syntax.inspect", "cli.help.inspect", "cli.help.status.inspect", inspect_options },
	{ "live", "cli.help.syntax.live", "cli.help.live", "cli.help.status.live", live_options },
	{ "config", "cli.help.syntax.config", "cli.help.config-check", "cli.help.status.config", language_option },
	{ "verify", "cli.help.syntax.verify", "cli.help.verify", "cli.help.status.verify", verify_options },
	{ "slip", "cli.help.syntax.slip", "cli.help.slip", "cli.help.status.slip", form_options },
	{ "card", "cli.help.syntax.card", "cli.help.card", "cli.help.status.card", form_options },
	{ "notice", "cli.help.syntax.notice", "cli.help.notice", "cli.help.status.notice", form_options },
	{ "selftest", "cli.help.syntax.selftest", "cli.help.selftest", "cli.help.status.selftest", language_option },
	{ "help", "cli.help.syntax.help", "cli.help.help", "cli.help.status.help", language_option },
};

static struct str say(const char *id)
{
	return message(diagnostic_language_now(), id);
}

static int show(struct buf *text)
{
	bool written = output_write(buf_str(text));
	buf_done(text);
	return written ? STATUS_PASS : STATUS_OWN_FAILURE;
}

static const struct { const char *capitals, *text; } operands[] = {
	{ "ADDRESS", "cli.operand.address" }, { "CODE", "cli.operand.code" },     { "DIR", "cli.operand.dir" },
	{ "FILE", "cli.operand.file" },       { "HEIGHT", "cli.operand.height" }, { "KEY", "cli.operand.key" },
	{ "KEYS", "cli.operand.keys" },       { "N", "cli.operand.number" },      { "TIME", "cli.operand.time" },
	{ "WIDTH", "cli.operand.width" },
};

static struct str operand_text(struct str capitals)
{
	for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
		if (str_eq_c(capitals, operands[i].capitals))
			return say(operands[i].text);
	return capitals;
}

/* "--config=FILE" in the reader's language: capitals stand for what is to be filled in. */
static struct str syntax_text(const char *syntax, struct arena *arena)
{
	static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct str text = { 0 };
	while (*syntax) {
		size_t capital = strspn(syntax, capitals), length = capital ? capital : strcspn(syntax, capitals);
		struct str part = { syntax, length };
		if (capital)
			part = operand_text(part);
		text = str_format(arena, "%.*s%.*s", STR_ARGS(text), STR_ARGS(part));
		syntax += length;
	}
	return text;
}

static int show_topic(const struct help_topic *topic)
{
	struct buf text = { 0 };
	struct layout layout = { &text, COLUMNS };
	struct arena arena;
	arena_init(&arena, MIB);
	layout_put(&layout, 0, say(topic->syntax), OPTIONS_AT, (struct str){ 0 });
	layout_put(&layout, 0, (struct str){ 0 }, OPTIONS_AT, say(topic->text));
	for (const struct help_option *option = topic->options; option->syntax; option++)
		layout_put(&layout, OPTIONS_AT, syntax_text(option->syntax, &arena), TEXTS_AT, say(option->text));
	layout_put(&layout, 0, (struct str){ 0 }, 0, say(topic->status));
	arena_done(&arena);
	return show(&text);
}

static int show_commands(void)
{
	struct buf text = { 0 };
	struct layout layout = { &text, COLUMNS };
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		layout_put(&layout, 0, say(topics[i].syntax), OPTIONS_AT, (struct str){ 0 });
		layout_put(&layout, 0, (struct str){ 0 }, 2 * OPTIONS_AT, say(topics[i].text));
	}
	layout_put(&layout, 0, STR("soatmay --version"), OPTIONS_AT, (struct str){ 0 });
	return show(&text);
}

int help_show(const char *command)
{
	for (size_t i = 0; command && i < sizeof topics / sizeof *topics; i++)
		if (strcmp(command, topics[i].command) == 0)
			return show_topic(&topics[i]);
	if (!command)
		return show_commands();
	DIAGNOSTIC("cli.unknown-command", { "command", str_from_c(command) });
	return STATUS_USAGE;
}

int cmd_help(int argc, char **argv)
{
	const char *command = NULL;
	for (int i = 1; i < argc; i++) {
		if (diagnostic_language_option(argv[i]) || help_wanted(argv[i]))
			continue;
		if (argv[i][0] == '-') {
			DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argv[i]) });
			return STATUS_USAGE;
		}
		if (command) {
			diagnostic("cli.usage-hint", NULL, 0);
			return STATUS_USAGE;
		}
		command = argv[i];
	}
	return help_show(command);
}

bool help_wanted(const char *argument)
{
	return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}
