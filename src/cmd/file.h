/* Whole files of our own side: the configuration in, reports out. */
#ifndef SOATMAY_CMD_FILE_H
#define SOATMAY_CMD_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

/* At most `max_bytes` + 1 bytes are read, so that a file above the limit is recognised by its length. errno tells more
 * on ERR_IO, which is also the answer when it is no regular file. */
enum err file_read(const char *path, size_t max_bytes, struct arena *arena, struct span *ret);
/* The same in an open folder; `flags` besides: 0 or O_NOFOLLOW. */
enum err file_read_at(int folder, const char *name, int flags, size_t max_bytes, struct arena *arena, struct span *ret);
/* The same of an open file, from its start; asks for nothing but fstat and pread. */
enum err file_read_open(int fd, size_t max_bytes, struct arena *arena, struct span *ret);
struct saved_file { const char *name; struct str content; };
/* One new file in the open folder, synced; ERR_IO with errno EEXIST when the name is taken. */
enum err file_write_new(int folder, const char *name, struct str content);
/* Into folder `dir`, created if needed: all files under random new names, synced, then renamed in order; nothing that
 * was there is opened or replaced. When one cannot be written or its name is taken (errno EEXIST), no name has
 * changed. */
enum err file_save_all(const char *dir, const struct saved_file *files, size_t count);
/* The first of `names` that something in folder `dir` has; NULL when none, also when there is no such folder. */
const char *file_find_any(const char *dir, const char *const *names, size_t count);
/* True when `dir`, which need not exist yet, is `folder` or lies below it, links resolved. */
bool file_is_inside(const char *dir, const char *folder, struct arena *arena);
/* "<sha256>  <name>\n" as sha256sum(1) writes and checks it. */
struct str file_sum_line(struct arena *arena, const char *name, struct str content);

#endif
