/* What must not be printed in any mode although it stands in an innocent text: passwords in command lines and page addresses. */
#include <string.h>

#include "base/buf.h"
#include "report/mask.h"

static bool is_separator(char c)
{
	return c == ' ' || c == '\t' || c == '"' || c == ';' || c == '&' || c == ',';
}

/* "password=", "--token:", "/pwd " ... : a switch whose value is nobody's business. */
static bool is_secret_switch(struct str word)
{
	static const char *const marks[] = { "pass", "pwd", "token", "secret", "apikey", "api-key", "credential" };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (str_find_fold(word, str_from_c(marks[i])) >= 0)
			return true;
	}
	return false;
}

struct str mask_command(struct masker *masker, struct str command)
{
	struct buf out = { 0 };
	bool hide_next = false;
	for (size_t i = 0; i < command.len;) {
		size_t start = i;
		if (is_separator(command.data[i])) {
			buf_put_char(&out, command.data[i++]);
			continue;
		}
		while (i < command.len && !is_separator(command.data[i]))
			i++;
		struct str word = str_sub(command, start, i - start);
		ptrdiff_t equals = str_find(word, STR("="));
		ptrdiff_t colon = str_find(word, STR(":"));
		ptrdiff_t value = equals >= 0 ? equals : colon > 1 ? colon : -1;
		bool is_switch = word.data[0] == '-' || word.data[0] == '/' || equals > 0;
		if (hide_next && !is_switch) {
			buf_put_c(&out, "*****");
		} else if (is_switch && value > 0 && is_secret_switch(str_sub(word, 0, (size_t)value))) {
			buf_put(&out, str_sub(word, 0, (size_t)value + 1));
			buf_put_c(&out, "*****");
		} else {
			buf_put(&out, word);
		}
		hide_next = is_switch && value < 0 && str_find(word, STR("\\")) < 0 && is_secret_switch(word);
	}
	struct str text = str_copy(masker->arena, buf_str(&out));
	buf_done(&out);
	return mask_text(masker, text);
}

struct str mask_origin(struct masker *masker, struct str origin)
{
	ptrdiff_t scheme = str_find(origin, STR("://"));
	size_t start = scheme < 0 ? 0 : (size_t)scheme + 3;
	size_t authority = start, end = origin.len, host = start;
	while (authority < origin.len && !strchr("/?#", origin.data[authority]))
		authority++;
	for (size_t i = start; i < authority; i++) {
		if (origin.data[i] == '@')
			host = i + 1;
	}
	for (size_t i = authority; i < end; i++) {
		if (origin.data[i] == '?' || origin.data[i] == '#')
			end = i;
	}
	struct str head = str_sub(origin, 0, start), tail = str_sub(origin, host, end - host);
	return mask_text(masker, str_format(masker->arena, "%.*s%.*s", STR_ARGS(head), STR_ARGS(tail)));
}
