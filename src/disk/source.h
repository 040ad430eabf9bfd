/* One SOURCE of the command line: a block device, a raw image (whole disk or one volume), or a folder. */
#ifndef SOATMAY_DISK_SOURCE_H
#define SOATMAY_DISK_SOURCE_H

#include "disk/file_tree.h"
#include "model/source.h"
#include "model/volume_key.h"

struct source;

/* What the kernel calls a block device (sysfs); empty for files and folders. Asked before the sandbox closes: it reads
 * paths. */
struct source_identity { struct str model, serial; };
void source_identify(int fd, struct arena *arena, struct source_identity *ret);

/* `fd` is O_RDONLY (O_DIRECTORY for a folder) and is taken over. `path` is kept for the report. Finds partitions
 * (libblkid, both sector sizes) and names every volume; opens no file system yet. */
enum err source_open(int fd, struct str path, struct arena *arena, struct source **ret);
/* Keys for locked volumes, borrowed until source_close(); before source_index(). */
void source_use_keys(struct source *source, const struct volume_keys *keys);
void source_close(struct source *source); /* accepts NULL */
/* Volume rows with states filled by source_index(); info->id = index + 1. */
size_t source_volume_count(const struct source *source);
struct volume_info *source_volume(struct source *source, size_t index);
/* Opens the file system of a volume read-only and builds its index. ERR_LOCKED (BitLocker, and no key fits),
 * ERR_UNSUPPORTED (FAT, unknown), else an error; states, counts and detail of the volume row are filled in every case.
 * A folder has one volume. */
enum err source_index(struct source *source, size_t index, struct file_tree **ret);
/* Fills kind, size, sector size, counters. */
void source_describe(struct source *source, struct source_info *ret);

#endif
