/* Reading and atomic writing of our own files. */
#include "cmd/file.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum err file_read(const char *path, size_t max_bytes, struct arena *arena, struct span *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	if (fd < 0)
		return ERR_IO;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return ERR_IO;
	}
	size_t wanted = (uint64_t)st.st_size > max_bytes ? max_bytes + 1 : (size_t)st.st_size, len = 0;
	uint8_t *bytes = arena_alloc(arena, wanted + 1);
	ssize_t got = 1;
	while (len < wanted && (got = read(fd, bytes + len, wanted - len)) > 0)
		len += (size_t)got;
	close(fd);
	if (got < 0)
		return ERR_IO;
	*ret = (struct span){ bytes, len };
	return OK;
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

static enum err save_into(int folder, const char *temporary, const char *name, struct str content)
{
	int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0)
		return ERR_IO;
	enum err e = write_all(fd, content);
	if (close(fd) != 0)
		e = ERR_IO;
	if (e == OK && renameat(folder, temporary, folder, name) != 0)
		e = ERR_IO;
	if (e != OK)
		unlinkat(folder, temporary, 0);
	return e == OK && fsync(folder) != 0 ? ERR_IO : e;
}

enum err file_save(const char *dir, const char *name, struct str content)
{
	if (mkdir(dir, 0755) != 0 && errno != EEXIST)
		return ERR_IO;
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return ERR_IO;
	struct buf temporary = { 0 };
	buf_printf(&temporary, ".%s.tmp", name);
	buf_put(&temporary, (struct str){ "", 1 });
	enum err e = save_into(folder, temporary.data, name, content);
	int reason = errno;
	buf_done(&temporary);
	close(folder);
	errno = reason;
	return e;
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
