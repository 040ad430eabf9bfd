/* From options to keys: recovery password, key file, passphrase file. */
#include "cmd/keys.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"
#include "disk/bitlocker_keys.h"

enum { LINE_BYTES = 4096 };

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
	DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", str_from_c(strerror(errno)) });
	return false;
}

bool keys_add_file(struct volume_keys *keys, const char *path)
{
	struct arena arena;
	struct span bytes;
	struct volume_key key;
	arena_init(&arena, 4 * MIB);
	bool ok = read_file(path, &arena, &bytes);
	if (ok)
		ok = volume_key_from_file(bytes, &key) == OK ? add(keys, &key) : not_a_key(path);
	if (ok)
		explicit_bzero((void *)(uintptr_t)bytes.data, bytes.len);
	explicit_bzero(&key, sizeof key);
	arena_done(&arena);
	return ok;
}

bool keys_add_passphrase(struct volume_keys *keys, const char *path)
{
	char line[LINE_BYTES];
	struct arena arena;
	struct span bytes = { 0 };
	struct volume_key key;
	struct str text, rest;
	arena_init(&arena, 4 * MIB);
	bool from_input = strcmp(path, "-") == 0, ok = from_input || read_file(path, &arena, &bytes);
	text = from_input ? read_line(line) : str_cut((struct str){ (const char *)bytes.data, bytes.len }, '\n', &rest);
	if (text.len && text.data[text.len - 1] == '\r')
		text.len--;
	if (ok)
		ok = volume_key_from_passphrase(text, &key) == OK ? add(keys, &key) : not_a_key(path);
	explicit_bzero(line, sizeof line);
	explicit_bzero((void *)(uintptr_t)bytes.data, bytes.len);
	explicit_bzero(&key, sizeof key);
	arena_done(&arena);
	return ok;
}
