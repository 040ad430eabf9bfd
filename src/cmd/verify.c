/* soatmay verify FOLDER: a saved report against its SHA256SUMS and its check code. One line for each file, then the
 * code. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf.h"
#include "cmd/cmd.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"
#include "cmd/output.h"
#include "report/check_code.h"

#define SUMS "SHA256SUMS"
#define SUMS_BYTES (size_t)(64 * KIB)
#define FILES_MOST 256      /* a saved report has seven */
#define FILE_MOST (size_t)(1 * GIB) /* report.json of the largest case */
#define HASH_DIGITS 64

struct verify {
	int folder;
	struct arena *arena;
	struct buf answer;
	bool good;
	bool other_paper;            /* all that was wrong is the code of the paper */
	struct str json_hash;        /* as read, empty when report.json is not there */
	struct str seen[FILES_MOST]; /* names in SHA256SUMS */
	size_t seen_count;
};

static void say(struct verify *verify, bool good, struct str name, const char *why)
{
	struct str text = why ? message(diagnostic_language_now(), why) : (struct str){ 0 };
	struct str shown = utf8_printable(verify->arena, str_sub(name, 0, 200));
	buf_printf(&verify->answer, "%s %.*s%s%.*s\n", good ? "[V]" : "[X]", STR_ARGS(shown), why ? ": " : "",
	           STR_ARGS(text));
	verify->good &= good;
}

static void say_filled(struct verify *verify, bool good, const char *id, struct str code, struct str paper)
{
	const struct placeholder values[] = { { "code", code }, { "paper", paper } };
	buf_put_c(&verify->answer, good ? "[V] " : "[X] ");
	message_put(&verify->answer, diagnostic_language_now(), id, values, 2);
	buf_put_char(&verify->answer, '\n');
	verify->good &= good;
}

/* A name of this folder and nothing else. */
static bool is_plain_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.data[i] == '/' || name.data[i] == '\0')
			return false;
	}
	return name.len > 0 && name.len < 256 && name.data[0] != '.';
}

/* A regular file of the folder itself: a link would lead to a file that somebody can change afterwards. */
static enum err read_one(struct verify *verify, struct arena *arena, struct str name, size_t most, struct str *ret)
{
	struct span bytes;
	if (file_read_at(verify->folder, str_to_c(arena, name), O_NOFOLLOW, most, arena, &bytes) != OK)
		return ERR_IO;
	*ret = (struct str){ (const char *)bytes.data, bytes.len };
	errno = EFBIG;
	return bytes.len <= most ? OK : ERR_LIMIT;
}

/* report.txt and report.html say the code and the hash of the report.json they were written with. */
static bool says_the_code(struct verify *verify, struct str name, struct str content)
{
	bool writes_it = str_eq(name, STR("report.txt")) || str_eq(name, STR("report.html"));
	return !writes_it || !verify->json_hash.len ||
	       (str_find(content, check_code_of(verify->arena, verify->json_hash)) >= 0 &&
	        str_find(content, verify->json_hash) >= 0);
}

static const char *why_unread(void)
{
	return errno == ENOENT ? "cli.verify.missing" : errno == ELOOP ? "cli.verify.link" : "cli.verify.unreadable";
}

static void check_file(struct verify *verify, struct str hash, struct str name)
{
	struct arena arena;
	struct str content;
	arena_init(&arena, FILE_MOST + 4 * MIB);
	if (read_one(verify, &arena, name, FILE_MOST, &content) != OK)
		say(verify, false, name, why_unread());
	else if (!str_eq(check_code_hash(&arena, content), hash))
		say(verify, false, name, "cli.verify.changed");
	else if (!says_the_code(verify, name, content))
		say(verify, false, name, "cli.verify.other-code");
	else
		say(verify, true, name, NULL);
	arena_done(&arena);
}

static bool is_seen(const struct verify *verify, struct str name)
{
	for (size_t i = 0; i < verify->seen_count; i++) {
		if (str_eq(verify->seen[i], name))
			return true;
	}
	return false;
}

/* "HASH  NAME" as sha256sum writes it, or "HASH *NAME". */
static bool parse_line(struct str line, struct str *ret_hash, struct str *ret_name)
{
	*ret_hash = str_sub(line, 0, HASH_DIGITS);
	*ret_name = str_from(line, HASH_DIGITS + 2);
	for (size_t i = 0; i < ret_hash->len; i++) {
		if (!strchr("0123456789abcdef", ret_hash->data[i]) || !ret_hash->data[i])
			return false;
	}
	return line.len > HASH_DIGITS + 2 && line.data[HASH_DIGITS] == ' ' &&
	       strchr(" *", line.data[HASH_DIGITS + 1]) && is_plain_name(*ret_name);
}

static void check_list(struct verify *verify, struct str sums)
{
	while (sums.len) {
		struct str line = str_cut(sums, '\n', &sums), hash, name;
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		if (!line.len)
			continue;
		if (!parse_line(line, &hash, &name) || is_seen(verify, name) || verify->seen_count == FILES_MOST) {
			say(verify, false, STR(SUMS), "cli.verify.bad-list");
			return;
		}
		verify->seen[verify->seen_count++] = name;
		check_file(verify, hash, name);
	}
}

/* What was put in later is in no list. */
static void check_unlisted(struct verify *verify, DIR *folder, const char *path)
{
	errno = 0;
	for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
		struct str name = str_from_c(entry->d_name);
		bool expected = str_eq(name, STR(".")) || str_eq(name, STR("..")) || str_eq(name, STR(SUMS));
		if (!expected && !is_seen(verify, name))
			say(verify, false, str_copy(verify->arena, name), "cli.verify.unlisted");
	}
	if (errno) /* nobody knows what else is there */
		say(verify, false, str_from_c(path), "cli.verify.unreadable");
}

static void check_code(struct verify *verify, const char *paper)
{
	struct str code = check_code_of(verify->arena, verify->json_hash);
	if (!is_seen(verify, STR("report.json")) || !code.len)
		say(verify, false, STR("report.json"), "cli.verify.no-json");
	else if (!paper)
		say_filled(verify, true, "cli.verify.code", code, (struct str){ 0 });
	else if (str_eq_c(code, paper))
		say_filled(verify, true, "cli.verify.same-code", code, str_from_c(paper));
	else {
		verify->other_paper = verify->good;
		say_filled(verify, false, "cli.verify.paper-differs", code, str_from_c(paper));
	}
}

static void hash_json(struct verify *verify)
{
	struct arena arena;
	struct str json;
	arena_init(&arena, FILE_MOST + 4 * MIB);
	if (read_one(verify, &arena, STR("report.json"), FILE_MOST, &json) == OK)
		verify->json_hash = check_code_hash(verify->arena, json);
	arena_done(&arena);
}

/* No more than was compared: only report.json is bound to the paper. */
static void conclude(struct verify *verify, const char *paper)
{
	struct str code = check_code_of(verify->arena, verify->json_hash), none = { 0 };
	if (!verify->good) {
		say_filled(verify, false, verify->other_paper ? "cli.verify.bad-paper" : "cli.verify.bad", none,
		           paper ? str_from_c(paper) : none);
		return;
	}
	say_filled(verify, true, paper ? "cli.verify.good-paper" : "cli.verify.good", code, none);
	buf_put_c(&verify->answer, "    ");
	message_put(&verify->answer, diagnostic_language_now(), "cli.verify.list-only", NULL, 0);
	buf_put_char(&verify->answer, '\n');
}

static int verify_folder(const char *path, const char *paper, struct arena *arena)
{
	struct verify verify = { .arena = arena, .good = true };
	struct str sums;
	DIR *folder = opendir(path);
	if (!folder) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
		return STATUS_SOURCE;
	}
	verify.folder = dirfd(folder);
	hash_json(&verify);
	if (read_one(&verify, arena, STR(SUMS), SUMS_BYTES, &sums) != OK) {
		say(&verify, false, STR(SUMS), why_unread());
	} else {
		check_list(&verify, sums);
		check_unlisted(&verify, folder, path);
		check_code(&verify, paper);
	}
	closedir(folder);
	conclude(&verify, paper);
	bool written = output_write(buf_str(&verify.answer));
	buf_done(&verify.answer);
	return !written ? STATUS_OWN_FAILURE : verify.good ? STATUS_PASS : STATUS_FAIL;
}

int cmd_verify(int argc, char **argv)
{
	static const char option[] = "--code=";
	struct arena arena;
	const char *folder = NULL;
	char paper[CHECK_CODE_LENGTH + 1] = { 0 };
	for (int i = 1; i < argc; i++) {
		bool code = strncmp(argv[i], option, sizeof option - 1) == 0;
		if (help_wanted(argv[i]))
			return help_show(argv[0]);
		if (diagnostic_language_option(argv[i]))
			continue;
		if (code && check_code_read(str_from_c(argv[i] + sizeof option - 1), paper))
			continue;
		if (code)
			(void)diagnostic_bad_value("--code", argv[i] + sizeof option - 1, "7QK4-M2TD");
		else if (argv[i][0] == '-')
			DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argv[i]) });
		else if (folder)
			diagnostic("cli.usage-verify", NULL, 0);
		else {
			folder = argv[i];
			continue;
		}
		return STATUS_USAGE;
	}
	if (!folder) {
		diagnostic("cli.usage-verify", NULL, 0);
		return STATUS_USAGE;
	}
	arena_init(&arena, 64 * MIB);
	int status = verify_folder(folder, paper[0] ? paper : NULL, &arena);
	arena_done(&arena);
	return status;
}
