/* Helpers of the disk tests: images in temporary files, SHA-256, a source over bytes. */
#ifndef SOATMAY_TESTS_DISK_SUPPORT_H
#define SOATMAY_TESTS_DISK_SUPPORT_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "base/limits.h"
#include "disk/source.h"
#include "support.h"

static inline struct str sha256_hex(struct arena *arena, struct span bytes)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_init(&context);
	sha256_update(&context, bytes.len, bytes.data ? bytes.data : (const uint8_t *)"");
	sha256_digest(&context, sizeof digest, digest);
	char *hex = arena_alloc(arena, 65);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	return (struct str){ hex, 64 };
}

/* An image with a name of its own, removed by image_done. */
struct image {
	char *path;
	int fd; /* writable, for the test only */
};

static inline struct image image_new(struct arena *arena, uint64_t size)
{
	const char *folder = getenv("TMPDIR");
	struct image image = { .path = str_to_c(arena, str_format(arena, "%s/soatmay-test-XXXXXX", folder ? folder : "/tmp")) };
	image.fd = mkstemp(image.path);
	if (image.fd < 0 || ftruncate(image.fd, (off_t)size) != 0)
		abort();
	return image;
}

static inline void image_write(const struct image *image, uint64_t offset, const void *bytes, size_t len)
{
	if (pwrite(image->fd, bytes, len, (off_t)offset) != (ssize_t)len)
		abort();
}

static inline void image_read(const struct image *image, uint64_t offset, void *bytes, size_t len)
{
	if (pread(image->fd, bytes, len, (off_t)offset) != (ssize_t)len)
		abort();
}

/* Holes stay holes: most images are nearly empty. */
static inline void image_write_sparse(const struct image *image, uint64_t offset, struct span bytes)
{
	for (size_t at = 0; at < bytes.len; at += 4096) {
		size_t len = bytes.len - at < 4096 ? bytes.len - at : 4096;
		const uint8_t *block = bytes.data + at;
		if (block[0] || memcmp(block, block + 1, len - 1) != 0)
			image_write(image, offset + at, block, len);
	}
}

static inline struct image image_of(struct arena *arena, struct span bytes)
{
	struct image image = image_new(arena, bytes.len);
	image_write_sparse(&image, 0, bytes);
	return image;
}

static inline void image_done(struct image *image)
{
	close(image->fd);
	unlink(image->path);
}

static inline struct str image_hash(struct arena *arena, const struct image *image)
{
	struct arena own;
	arena_init(&own, 2 * GIB);
	struct str hash = sha256_hex(arena, read_whole_file(&own, image->path));
	arena_done(&own);
	return hash;
}

static inline struct source *image_source(struct arena *arena, const struct image *image)
{
	struct source *source = NULL;
	int fd = open(image->path, O_RDONLY | O_CLOEXEC);
	enum err e = fd < 0 ? ERR_IO : source_open(fd, str_from_c(image->path), arena, &source);
	return e ? NULL : source;
}

static inline enum err count_entry(void *context, struct str path, const struct file_entry *entry)
{
	(void)path, (void)entry;
	++*(unsigned *)context;
	return OK;
}

static inline unsigned count_matches(struct file_tree *tree, const char *pattern)
{
	unsigned count = 0;
	return file_tree_glob(tree, (struct str){ 0 }, str_from_c(pattern), count_entry, &count) == OK ? count : 9999999;
}

static inline struct span read_content(
	struct arena *arena, struct file_tree *tree, const struct file_entry *entry, struct str stream, enum err *ret)
{
	uint64_t size = file_tree_stream_size(tree, entry, stream);
	uint8_t *bytes = arena_alloc(arena, size + 1);
	*ret = file_tree_read(tree, entry, stream, bytes, size);
	return (struct span){ bytes, *ret ? 0 : (size_t)size };
}

#endif
