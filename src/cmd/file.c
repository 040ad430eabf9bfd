/* Reading and atomic writing of our own files. */
#include "cmd/file.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum err file_read_open(int fd, size_t max_bytes, struct arena *arena, struct span *ret)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return ERR_IO;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return ERR_IO;
	}
	size_t wanted = (uint64_t)st.st_size > max_bytes ? max_bytes + 1 : (size_t)st.st_size, len = 0;
	uint8_t *bytes = arena_alloc(arena, wanted + 1);
	ssize_t got = 1;
	while (len < wanted && (got = pread(fd, bytes + len, wanted - len, (off_t)len)) > 0)
		len += (size_t)got;
	*ret = (struct span){ bytes, len };
	return got < 0 ? ERR_IO : OK;
}

enum err file_read_at(int folder, const char *name, int flags, size_t max_bytes, struct arena *arena, struct span *ret)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
	if (fd < 0)
		return ERR_IO;
	enum err e = file_read_open(fd, max_bytes, arena, ret);
	int reason = errno;
	close(fd);
	errno = reason;
	return e;
}

enum err file_read(const char *path, size_t max_bytes, struct arena *arena, struct span *ret)
{
	return file_read_at(AT_FDCWD, path, 0, max_bytes, arena, ret);
}

static enum err write_all(int fd, struct str content)
{
	while (content.len) {
		ssize_t put = write(fd, content.data, content.len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return ERR_IO;
		content = str_from(content, (size_t)put);
	}
	return fsync(fd) == 0 ? OK : ERR_IO;
}

/* A name that nobody can have prepared. */
static void temporary_name(struct buf *name)
{
	uint64_t random[2] = { 0 };
	while (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		;
	buf_printf(name, ".soatmay-%016llx%016llx", (unsigned long long)random[0], (unsigned long long)random[1]);
	buf_put(name, (struct str){ "", 1 });
}

enum err file_write_new(int folder, const char *name, struct str content)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0)
		return ERR_IO;
	enum err e = write_all(fd, content);
	int reason = errno;
	if (close(fd) != 0 && e == OK) {
		e = ERR_IO;
		reason = errno;
	}
	errno = reason;
	return e;
}

static bool is_taken(int folder, const char *name)
{
	struct stat st;
	return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Never over an earlier file; some file systems of USB sticks know no RENAME_NOREPLACE. */
static enum err rename_new(int folder, const char *from, const char *to)
{
	if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
		return OK;
	if (errno != EINVAL && errno != ENOSYS)
		return ERR_IO;
	if (is_taken(folder, to)) {
		errno = EEXIST;
		return ERR_IO;
	}
	return renameat(folder, from, folder, to) == 0 ? OK : ERR_IO;
}

/* Takes the names back that were given to files of ours. */
static enum err give_up(int folder, const struct saved_file *files, size_t renamed)
{
	int reason = errno;
	for (size_t i = 0; i < renamed; i++)
		unlinkat(folder, files[i].name, 0);
	errno = reason;
	return ERR_IO;
}

static enum err save_into(int folder, const struct saved_file *files, struct buf *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_taken(folder, files[i].name)) {
			errno = EEXIST;
			return ERR_IO;
		}
		temporary_name(&names[i]);
		if (file_write_new(folder, names[i].data, files[i].content) != OK)
			return ERR_IO;
	}
	for (size_t i = 0; i < count; i++) {
		if (rename_new(folder, names[i].data, files[i].name) != OK)
			return give_up(folder, files, i);
		buf_done(&names[i]);
	}
	return fsync(folder) == 0 ? OK : give_up(folder, files, count);
}

enum err file_save_all(const char *dir, const struct saved_file *files, size_t count)
{
	if (mkdir(dir, 0755) != 0 && errno != EEXIST)
		return ERR_IO;
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return ERR_IO;
	struct buf *names = calloc(count, sizeof *names);
	enum err e = names ? save_into(folder, files, names, count) : ERR_NOMEM;
	int reason = errno;
	for (size_t i = 0; names && i < count; i++) {
		if (names[i].len)
			unlinkat(folder, names[i].data, 0);
		buf_done(&names[i]);
	}
	free(names);
	close(folder);
	errno = reason;
	return e;
}

const char *file_find_any(const char *dir, const char *const *names, size_t count)
{
	const char *found = NULL;
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; folder >= 0 && i < count && !found; i++)
		if (is_taken(folder, names[i]))
			found = names[i];
	if (folder >= 0)
		close(folder);
	return found;
}

bool file_is_inside(const char *dir, const char *folder, struct arena *arena)
{
	char *root = realpath(folder, NULL), *path = NULL;
	struct str rest = str_from_c(dir);
	/* The nearest part that exists decides where the rest will be made. */
	while (root && !(path = realpath(rest.len ? str_to_c(arena, rest) : ".", NULL)) && rest.len) {
		while (rest.len && rest.data[rest.len - 1] == '/')
			rest.len--;
		while (rest.len && rest.data[rest.len - 1] != '/')
			rest.len--;
	}
	struct str inner = str_from_c(path), outer = str_from_c(root);
	bool inside = path && root &&
		      (str_eq(inner, outer) || str_eq(outer, STR("/")) ||
		       (str_starts(inner, outer) && inner.len > outer.len && inner.data[outer.len] == '/'));
	free(root);
	free(path);
	return inside;
}

struct str file_sum_line(struct arena *arena, const char *name, struct str content)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx context;
	struct buf line = { 0 };
	sha256_init(&context);
	sha256_update(&context, content.len, (const uint8_t *)content.data);
	sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++)
		buf_printf(&line, "%02x", digest[i]);
	buf_printf(&line, "  %s\n", name);
	struct str text = str_copy(arena, buf_str(&line));
	buf_done(&line);
	return text;
}
