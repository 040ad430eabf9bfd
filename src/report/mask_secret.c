/* What must not be printed in any mode although it stands in an innocent text: passwords in command lines and page
 * addresses. Command lines go by what is allowed, for nobody can list every switch that takes a secret. */
#include <string.h>

#include "base/buf.h"
#include "report/mask.h"

#define HIDDEN "…"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t until(struct str text, size_t from, const char *any)
{
	while (from < text.len && !(text.data[from] && strchr(any, text.data[from])))
		from++;
	return from;
}

/* Length of what serves as '@' at `i`: itself, its full-width and small forms, its escape; 0 for none. */
static size_t at_sign(struct str text, size_t i)
{
	static const char *const forms[] = { "@", "\xEF\xBC\xA0", "\xEF\xB9\xAB", "%40" };
	for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
		if (str_starts(str_from(text, i), str_from_c(forms[k])))
			return str_from_c(forms[k]).len;
	}
	return 0;
}

/* Scheme, host and port; the user before the host goes, and all that follows. A port is digits: anything else after
 * ':' is no host. */
static void put_host(struct buf *out, struct str address)
{
	ptrdiff_t scheme = str_find(address, STR("://"));
	size_t start = scheme < 0 ? 0 : (size_t)scheme + 3, host = start;
	size_t end = until(address, start, "/\\?#&;, \t\r\n\"'<>|()");
	for (size_t i = start; i < end; i++) {
		size_t len = at_sign(address, i);
		if (len && i + len <= end)
			host = i + len;
	}
	bool literal = host < end && address.data[host] == '['; /* IPv6 */
	size_t colon = until(address, literal ? until(address, host, "]") : host, ":"), port = colon + 1;
	while (port < end && is_digit(address.data[port]))
		port++;
	if (colon < end && port < end)
		end = colon;
	buf_put(out, str_sub(address, 0, start));
	buf_put(out, str_sub(address, host, end - host));
}

static bool is_url(struct str word)
{
	ptrdiff_t scheme = str_find(word, STR("://"));
	for (ptrdiff_t i = 0; i < scheme; i++) {
		if (!is_letter(word.data[i]) && !is_digit(word.data[i]) && !strchr("+.-", word.data[i]))
			return false;
	}
	return scheme > 0;
}

/* The folders whose names hold blanks on every PC; elsewhere a blank ends an unquoted program. */
static bool is_in_program_files(struct str command)
{
	return command.len > 3 && command.data[1] == ':' &&
	       str_starts_fold(str_from(command, 2), STR("\\Program Files"));
}

/* X:\... or %Var%\... with nothing in it that no path has, nor a switch. */
static bool is_path(struct str word)
{
	size_t start = 0;
	if (word.len > 2 && is_letter(word.data[0]) && word.data[1] == ':' && word.data[2] == '\\') {
		start = 2;
	} else if (word.len > 3 && word.data[0] == '%') {
		size_t percent = until(word, 1, "%\\ ");
		if (percent + 1 >= word.len || word.data[percent] != '%' || word.data[percent + 1] != '\\')
			return false;
		start = percent + 1;
	}
	bool blanks = until(word, start, " \t") < word.len;
	return start && until(word, start, "=:@?*<>|\"/") == word.len &&
	       (!blanks || (is_in_program_files(word) && str_find(word, STR(" -")) < 0));
}

static struct str unquoted(struct str word)
{
	bool quoted = word.len >= 2 && word.data[0] == '"' && word.data[word.len - 1] == '"';
	return quoted ? str_sub(word, 1, word.len - 2) : word;
}

static void put_value(struct buf *out, struct str value)
{
	struct str bare = unquoted(value);
	if (is_path(bare))
		buf_put(out, value);
	else if (is_url(bare))
		put_host(out, bare);
	else if (value.len)
		buf_put_c(out, HIDDEN);
}

/* Switches that say how a program starts; a name that is not here may be somebody's secret. */
static bool is_known_switch(struct str name)
{
	static const char *const names[] = {
		"auto", "autorun", "autostart", "background", "boot", "config", "daemon", "delay", "embedding",
		"fromrun", "hidden", "hide", "install", "launch", "log", "login", "logon", "minimize", "minimized",
		"nogui", "nosplash", "no-startup-window", "onlogon", "processStart", "profile-directory", "quiet",
		"regserver", "run", "runservice", "service", "silent", "start", "startup", "startminimized",
		"system", "systray", "tray", "type", "uninstall", "update", "user", "verysilent",
		"win-session-start", "key", "pass", "password", "pwd", "pw", "token",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_fold(name, str_from_c(names[i])))
			return true;
	}
	return name.len == 1 && (is_letter(name.data[0]) || name.data[0] == '?');
}

/* Length of the switch's name with its dashes when it may be printed; otherwise of the dashes alone. */
static size_t switch_length(struct str word)
{
	size_t start = 0;
	while (start < word.len && (word.data[start] == '-' || (start == 0 && word.data[0] == '/')))
		start++;
	size_t end = until(word, start, "=:");
	return is_known_switch(str_sub(word, start, end - start)) ? end : start;
}

static void put_argument(struct buf *out, struct str word)
{
	struct str bare = unquoted(word);
	if (!bare.len || !(bare.data[0] == '-' || bare.data[0] == '/')) {
		put_value(out, word);
		return;
	}
	size_t end = switch_length(bare);
	buf_put(out, str_sub(bare, 0, end));
	if (end < bare.len && (bare.data[end] == '=' || bare.data[end] == ':'))
		buf_put_char(out, bare.data[end++]);
	if (end < bare.len)
		put_value(out, str_from(bare, end));
}

/* A word ends at a blank, comma or semicolon outside quotes. */
static size_t word_end(struct str text, size_t i)
{
	bool quoted = false;
	for (; i < text.len; i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
		else if (!quoted && (is_blank(text.data[i]) || text.data[i] == ',' || text.data[i] == ';'))
			break;
	}
	return i;
}

static bool ends_as_program(struct str text)
{
	static const char *const endings[] = { ".exe", ".dll", ".sys", ".com", ".bat", ".cmd", ".scr", ".vbs", ".ps1",
		".msi", ".cpl", ".lnk", ".js" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (str_ends_fold(text, str_from_c(endings[i])))
			return true;
	}
	return false;
}

/* The first word is a program and no argument. */
static bool is_program(struct str bare)
{
	bool is_path_like = str_find(bare, STR("\\")) >= 0 || until(bare, 0, " ") == bare.len;
	return bare.len && bare.data[0] != '-' && bare.data[0] != '/' && is_path_like &&
	       until(bare, 0, "=\"") == bare.len &&
	       str_find(bare, STR(" -")) < 0 && str_find(bare, STR(" /")) < 0 && str_find(bare, STR("://")) < 0;
}

/* Length up to the first ending of a program that a blank or the end follows; 0 for none. */
static size_t first_program(struct str text)
{
	for (size_t i = 1; i <= text.len; i++) {
		if ((i == text.len || is_blank(text.data[i])) && ends_as_program(str_sub(text, 0, i)))
			return i;
	}
	return 0;
}

/* Length of the program; 0 when the first word is none. Inside quotes nothing may follow its ending. */
static size_t program_length(struct str command)
{
	size_t first = word_end(command, 0);
	struct str word = str_sub(command, 0, first), bare = unquoted(word);
	if (!is_program(bare))
		return 0;
	if (bare.len != word.len) {
		size_t end = first_program(bare);
		return end == bare.len || until(bare, 0, " ") == bare.len ? first : 0;
	}
	if (is_in_program_files(command)) {
		size_t end = first_program(command);
		ptrdiff_t blank = str_find(str_sub(command, 0, end), STR(" -"));
		return end && blank < 0 && until(command, 2, "=:\"@") >= end ? end : 0;
	}
	return until(word, 2, ":@") == word.len ? first : 0;
}

/* svchost.exe -k netsvcs: the group is part of a service's name and made of letters. */
static bool is_service_group(struct str program, struct str before, struct str word)
{
	size_t letters = 0;
	while (letters < word.len && is_letter(word.data[letters]))
		letters++;
	return letters == word.len && str_eq_c(before, "-k") && str_ends_fold(program, STR("\\system32\\svchost.exe"));
}

static struct str taken(struct arena *arena, struct buf *buf)
{
	struct str text = str_copy(arena, buf_str(buf));
	buf_done(buf);
	return text;
}

struct str mask_command(struct masker *masker, struct str command)
{
	struct buf out = { 0 };
	command = str_trim(command);
	size_t i = program_length(command);
	struct str program = str_sub(command, 0, i), before = { 0 };
	buf_put(&out, program);
	while (i < command.len) {
		size_t end = word_end(command, i);
		struct str word = str_sub(command, i, end - i);
		if (end == i) {
			buf_put_char(&out, command.data[i++]);
			continue;
		}
		if (is_service_group(program, before, word))
			buf_put(&out, word);
		else
			put_argument(&out, word);
		before = word;
		i = end;
	}
	return mask_text(masker, taken(masker->arena, &out));
}

struct str mask_origin(struct masker *masker, struct str origin)
{
	struct buf out = { 0 };
	put_host(&out, origin);
	return mask_text(masker, taken(masker->arena, &out));
}

/* "password=", "--token", "/pwd": what follows is nobody's business. Places ("/sync/passwords", "a\pass") are no
 * switches. */
static bool is_secret_switch(struct str word)
{
	static const char *const marks[] = { "pass", "pwd", "token", "secret", "apikey", "api-key", "credential" };
	if (until(str_from(word, 1), 0, "/\\") + 1 < word.len)
		return false;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (str_find_fold(word, str_from_c(marks[i])) >= 0)
			return true;
	}
	return false;
}

/* Writes a word of free text; true when the next one is its secret value. */
static bool put_free_word(struct buf *out, struct str word)
{
	ptrdiff_t url = str_find(word, STR("://"));
	size_t value = until(word, 0, "=:");
	bool dashed = word.data[0] == '-' || word.data[0] == '/';
	if (value < word.len && (dashed || word.data[value] == '=') && is_secret_switch(str_sub(word, 0, value))) {
		buf_put(out, str_sub(word, 0, value + 1));
		buf_put_c(out, HIDDEN);
	} else if (url > 0) {
		size_t start = (size_t)url;
		while (start && is_letter(word.data[start - 1]))
			start--;
		buf_put(out, str_sub(word, 0, start));
		put_host(out, str_from(word, start));
	} else {
		buf_put(out, word);
	}
	return dashed && value == word.len && is_secret_switch(word);
}

struct str without_secrets(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	bool hide = false;
	for (size_t i = 0; i < text.len;) {
		size_t end = until(text, i, " \t\r\n\";,&");
		struct str word = str_sub(text, i, end - i);
		if (end == i) {
			buf_put_char(&out, text.data[i++]);
			continue;
		}
		if (hide && word.data[0] != '-' && word.data[0] != '/') {
			buf_put_c(&out, HIDDEN);
			hide = false;
		} else {
			hide = put_free_word(&out, word);
		}
		i = end;
	}
	return taken(arena, &out);
}
