/* The files of one volume or folder, asked by path and glob; NTFS through the $MFT index, folders through the kernel.
 * Paths are Windows paths from the root without leading backslash, UTF-8, compared with Windows' case rules. */
#ifndef SOATMAY_DISK_FILE_TREE_H
#define SOATMAY_DISK_FILE_TREE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct file_tree;

struct file_entry {
	uint64_t id;            /* MFT record number, or a number of the folder reader */
	uint64_t size;          /* of the unnamed data stream */
	int64_t created, modified, changed;
	bool directory;
	bool compressed, sparse, encrypted; /* NTFS attributes; encrypted = EFS: content cannot be read */
	uint32_t reparse_tag;   /* 0 = none; 0x80000017 = WOF: content cannot be read by plain NTFS */
};

typedef enum err file_visit(void *context, struct str path, const struct file_entry *entry); /* not OK stops the walk */

/* ERR_ABSENT when no such name exists in a sound directory; ERR_CORRUPT when its record is torn or in a hole of
 * $MFT. */
enum err file_tree_find(struct file_tree *tree, struct str path, struct file_entry *ret);
/* Every match of `glob` below `root` ("" = the volume's root), in path order. `*` and `?` within a component, `**` any
 * number of folders. Visits folders as well as files. OK also when nothing matches. */
enum err file_tree_glob(struct file_tree *tree, struct str root, struct str glob, file_visit *visit, void *context);
/* The whole unnamed stream (or `stream`) into `buffer`, `size` bytes from offset 0. ERR_LOCKED for EFS, ERR_UNSUPPORTED
 * for WOF and cloud placeholders, ERR_TRUNCATED when the volume ends before the data, ERR_IO for bad sectors. */
enum err file_tree_read(struct file_tree *tree, const struct file_entry *entry, struct str stream, void *buffer,
			uint64_t size);
/* Where a mount point or symbolic link leads, as it says itself: "D:\x", "Volume{...}\x", ...; `relative`: from its own
 * folder, or from the root of its volume when it begins with a backslash. ERR_UNSUPPORTED for anything else. */
struct file_link {
	struct str target;
	bool relative;
};
enum err file_tree_link(struct file_tree *tree, const struct file_entry *entry, struct arena *arena,
			struct file_link *ret);
/* 0 when absent */
uint64_t file_tree_stream_size(struct file_tree *tree, const struct file_entry *entry, struct str stream);
/* While on, each directory that find or glob comes through is compared with its own index, once; what contradicts
 * becomes a state of the volume. Costs a few reads for each directory. Nothing for a folder. */
void file_tree_verify(struct file_tree *tree, bool on);
/* Records not in use that still carry a name: traces of deleted files. `path` is as far as its parents are known. */
enum err file_tree_deleted(struct file_tree *tree, file_visit *visit, void *context);

#endif
