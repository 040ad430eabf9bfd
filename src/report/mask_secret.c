/* What must not be printed in any mode although it stands in an innocent text: passwords in command lines and page addresses.
 * By permission, not by prohibition: of a command line only the program, the names of switches and plain paths are printed. */
#include <string.h>

#include "base/buf.h"
#include "report/mask.h"

#define HIDDEN "…"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of the word at the start, quotes included. */
static size_t word_length(struct str text)
{
	size_t i = 0;
	bool quoted = false;
	for (; i < text.len && (quoted || !is_blank(text.data[i])); i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
	}
	return i;
}

/* Length of the program: the quoted word, or up to the first ending of a program, since unquoted paths hold blanks. */
static size_t program_length(struct str command)
{
	static const char *const endings[] = { ".exe", ".com", ".bat", ".cmd", ".dll", ".sys", ".vbs", ".js", ".msi", ".scr", ".ps1" };
	size_t best = word_length(command);
	if (command.len && command.data[0] == '"')
		return best;
	for (size_t i = best; i <= command.len; i++) {
		if (i < command.len && !is_blank(command.data[i]))
			continue;
		struct str head = str_sub(command, 0, i);
		for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
			if (str_ends_fold(head, str_from_c(endings[k])))
				return i;
		}
	}
	return best;
}

/* C:\..., %Var%\..., \SystemRoot\..., also quoted; nothing with '=' or '@' in it. */
static bool is_plain_path(struct str word)
{
	while (word.len && word.data[0] == '"')
		word = str_from(word, 1);
	if (str_find(word, STR("=")) >= 0 || str_find(word, STR("@")) >= 0 || str_find(word, STR("://")) >= 0)
		return false;
	bool drive = word.len > 2 && word.data[1] == ':' && word.data[2] == '\\';
	bool variable = word.len > 2 && word.data[0] == '%' && str_find(str_from(word, 1), STR("%\\")) > 0;
	return drive || variable || str_starts_fold(word, STR("\\SystemRoot\\")) || str_starts(word, STR("\\??\\"));
}

static void put_word(struct masker *masker, struct buf *out, struct str word)
{
	if (str_find(word, STR("://")) >= 0) {
		buf_put(out, mask_origin(masker, word));
	} else if (is_plain_path(word)) {
		buf_put(out, word);
	} else if (word.data[0] == '-' || word.data[0] == '/') {
		size_t name = 1;
		while (name < word.len && !strchr("=:\"", word.data[name]))
			name++;
		buf_put(out, str_sub(word, 0, name));
		if (name < word.len) {
			buf_put_char(out, word.data[name]);
			buf_put_c(out, HIDDEN);
		}
	} else {
		buf_put_c(out, HIDDEN);
	}
}

struct str mask_command(struct masker *masker, struct str command)
{
	struct buf out = { 0 };
	command = str_trim(command);
	size_t at = program_length(command);
	struct str program = str_sub(command, 0, at);
	if (str_find(program, STR("://")) >= 0)
		buf_put(&out, mask_origin(masker, program));
	else
		buf_put(&out, program);
	while (at < command.len) {
		if (is_blank(command.data[at])) {
			at++;
			continue;
		}
		size_t len = word_length(str_from(command, at));
		struct str word = str_sub(command, at, len);
		buf_put_char(&out, ' ');
		if (str_ends_fold(program, STR("\\svchost.exe"))) /* the group is part of a service's name */
			buf_put(&out, word);
		else
			put_word(masker, &out, word);
		at += len;
	}
	struct str text = str_copy(masker->arena, buf_str(&out));
	buf_done(&out);
	return mask_text(masker, text);
}

/* Scheme, host and port: a path may hold a one-time key or a user's name. */
struct str mask_origin(struct masker *masker, struct str origin)
{
	ptrdiff_t scheme = str_find(origin, STR("://"));
	size_t start = scheme < 0 ? 0 : (size_t)scheme + 3;
	size_t authority = start, host = start;
	while (authority < origin.len && !strchr("/?#\\\"", origin.data[authority]))
		authority++;
	for (size_t i = start; i < authority; i++) {
		if (origin.data[i] == '@')
			host = i + 1;
	}
	struct str head = str_sub(origin, 0, start), tail = str_sub(origin, host, authority - host);
	return mask_text(masker, str_format(masker->arena, "%.*s%.*s", STR_ARGS(head), STR_ARGS(tail)));
}
