/* From options to keys: recovery password, key file, passphrase file. */
#include "cmd/keys.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"
#include "disk/bitlocker_keys.h"

enum { LINE_BYTES = 4096 };

static void wipe(struct span bytes)
{
	if (bytes.len)
		explicit_bzero((void *)(uintptr_t)bytes.data, bytes.len);
}

static bool add(struct volume_keys *keys, const struct volume_key *key)
{
	if (keys->count == VOLUME_KEYS_MAX) {
		diagnostic("cli.key.many", NULL, 0);
		return false;
	}
	keys->items[keys->count++] = *key;
	return true;
}

/* One line of standard input, byte by byte: what follows belongs to the next option. */
static struct str read_line(char line[LINE_BYTES])
{
	size_t len = 0;
	while (len < LINE_BYTES && read(STDIN_FILENO, line + len, 1) == 1 && line[len] != '\n')
		len++;
	return (struct str){ line, len };
}

static bool wrong_recovery(unsigned group, struct arena *arena)
{
	if (group)
		DIAGNOSTIC("cli.key.group", { "n", str_format(arena, "%u", group) });
	else
		diagnostic("cli.key.digits", NULL, 0);
	return false;
}

bool keys_add_recovery(struct volume_keys *keys, char *value)
{
	char line[LINE_BYTES];
	struct arena arena;
	struct volume_key key;
	unsigned group;
	arena_init(&arena, MIB);
	struct str text = strcmp(value, "-") == 0 ? read_line(line) : str_from_c(value);
	bool ok = volume_key_from_recovery_password(text, &key, &group) == OK ? add(keys, &key) :
		wrong_recovery(group, &arena);
	explicit_bzero(line, sizeof line);
	explicit_bzero(value, strlen(value));
	explicit_bzero(&key, sizeof key);
	arena_done(&arena);
	return ok;
}

static bool not_a_key(const char *path)
{
	DIAGNOSTIC("cli.key.file", { "path", str_from_c(path) });
	return false;
}

static bool read_file(const char *path, struct arena *arena, struct span *ret)
{
	if (file_read(path, LIMIT_CONFIG_BYTES, arena, ret) == OK)
		return true;
	DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
	return false;
}

static bool added(enum err e, const char *path)
{
	if (e == ERR_LIMIT)
		diagnostic("cli.key.many", NULL, 0);
	return e == OK || (e != ERR_LIMIT && not_a_key(path));
}

bool keys_add_file(struct volume_keys *keys, const char *path)
{
	struct arena arena;
	struct span bytes = { 0 };
	arena_init(&arena, 4 * MIB);
	bool ok = read_file(path, &arena, &bytes) && added(volume_keys_from_file(bytes, keys), path);
	wipe(bytes);
	arena_done(&arena);
	return ok;
}

/* As editors save it: UTF-8 with or without a mark, or UTF-16. A blank at the end belongs to the passphrase. */
static struct str first_line(struct span bytes, struct arena *arena)
{
	struct str rest, text = { (const char *)bytes.data, bytes.len };
	if (bytes.len >= 2 && bytes.data[0] == 0xFF && bytes.data[1] == 0xFE)
		text = utf16le_all(arena, (struct span){ bytes.data + 2, bytes.len - 2 });
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	text = str_cut(text, '\n', &rest);
	return str_ends(text, STR("\r")) ? str_sub(text, 0, text.len - 1) : text;
}

bool keys_add_passphrase(struct volume_keys *keys, const char *path)
{
	char line[LINE_BYTES];
	struct arena arena;
	struct span bytes = { 0 };
	struct volume_key key;
	arena_init(&arena, 16 * MIB);
	bool typed = strcmp(path, "-") == 0, ok = typed || read_file(path, &arena, &bytes);
	struct str text = typed ? read_line(line) : first_line(bytes, &arena);
	if (ok)
		ok = volume_key_from_passphrase(text, &key) == OK ? add(keys, &key) : not_a_key(path);
	explicit_bzero(line, sizeof line);
	wipe(bytes);
	wipe((struct span){ (const uint8_t *)text.data, text.len });
	explicit_bzero(&key, sizeof key);
	arena_done(&arena);
	return ok;
}
