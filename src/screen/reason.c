/* Names of errno and lines of the machine's log to sentences of the catalogue. */
#include "screen/reason.h"

#include "base/utf.h"
#include "report/words.h"

#define NAME_LONGEST 16
#define QUOTED_LONGEST 200
#define QUOTED_TAIL 60

/* "ENOSPC": capitals and digits behind an E. */
static bool is_errno_name(struct str word)
{
	if (word.len < 3 || word.len > NAME_LONGEST || word.data[0] != 'E')
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!((word.data[i] >= 'A' && word.data[i] <= 'Z') || (word.data[i] >= '0' && word.data[i] <= '9')))
			return false;
	return true;
}

static struct str errno_text(struct arena *arena, enum language language, struct str name)
{
	struct str text = words_errno(language, "ui.errno", name);
	if (!text.len)
		text = message(language, "ui.errno.other");
	return str_format(arena, "%.*s (%.*s)", STR_ARGS(text), STR_ARGS(name));
}

/* A line that ends in a number has `n` for it. */
static struct str line_text(struct arena *arena, enum language language, struct str word)
{
	static const struct { const char *line, *id; bool number; } lines[] = {
		{ "the inspection's process does not answer", "ui.reason.silent", false },
		{ "the self-test does not answer", "ui.reason.silent", false },
		{ "the inspection's process sent a result out of form", "ui.reason.form", false },
		{ "the inspection ended without a result", "ui.reason.ended", false },
		{ "no process could be started", "ui.reason.process", false },
		{ "the inspection ended with signal ", "ui.reason.signal", true },
		{ "the inspection ended with status ", "ui.reason.status", true },
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct str line = str_from_c(lines[i].line), number = str_from(word, line.len);
		uint64_t value;
		if (!lines[i].number && str_eq(word, line))
			return message(language, lines[i].id);
		if (lines[i].number && str_starts(word, line) && str_to_u64(number, 10, &value))
			return words_message1(arena, language, lines[i].id, "n", number);
	}
	return (struct str){ 0 };
}

struct str reason_text(struct arena *arena, enum language language, struct str word)
{
	if (!word.len)
		return word;
	if (is_errno_name(word))
		return errno_text(arena, language, word);
	struct str known = line_text(arena, language, word);
	return known.len ? known
			 : words_message1(arena, language, "ui.reason.other", "text",
					  words_cut(arena, utf8_printable(arena, word), QUOTED_LONGEST, QUOTED_TAIL));
}
