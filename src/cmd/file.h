/* Whole files of our own side: the configuration in, reports out. */
#ifndef SOATMAY_CMD_FILE_H
#define SOATMAY_CMD_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/str.h"

/* At most `max_bytes` + 1 bytes are read, so that a file above the limit is recognised by its length. errno tells more on ERR_IO. */
enum err file_read(const char *path, size_t max_bytes, struct arena *arena, struct span *ret);
/* Into folder `dir`, created if needed: temporary name, fsync, rename, fsync of the folder. */
enum err file_save(const char *dir, const char *name, struct str content);
/* "<sha256>  <name>\n" as sha256sum(1) writes and checks it. */
struct str file_sum_line(struct arena *arena, const char *name, struct str content);

#endif
