/* What a kind of tree (NTFS volume, folder) must answer; paths, globs and checks are common (file_tree.c, glob.c). */
#ifndef SOATMAY_DISK_TREE_H
#define SOATMAY_DISK_TREE_H

#include "disk/file_tree.h"

typedef enum err tree_child_visit(void *context, struct str name, uint64_t node);

struct tree_type {
	/* *ret_sound false: the record is lost or damaged, *ret holds what is known. */
	enum err (*entry)(struct file_tree *tree, uint64_t node, struct file_entry *ret, bool *ret_sound);
	/* ERR_ABSENT only when the directory is sound and complete. *ret_name is the spelling on disk, borrowed until the next
	 * call. */
	enum err (*child)(struct file_tree *tree, uint64_t directory, struct str name, uint64_t *ret, struct str *ret_name);
	/* In order of names. The visitor's answer when not OK, else an error when the list may be incomplete. */
	enum err (*children)(struct file_tree *tree, uint64_t directory, tree_child_visit *visit, void *context);
	/* Kinds of content that cannot be read were refused before. */
	enum err (*read)(struct file_tree *tree, uint64_t node, struct str stream, void *buffer, uint64_t size);
	enum err (*stream_size)(struct file_tree *tree, uint64_t node, struct str stream, uint64_t *ret);
	enum err (*link)(struct file_tree *tree, uint64_t node, struct arena *arena, struct file_link *ret);
	enum err (*deleted)(struct file_tree *tree, file_visit *visit, void *context);
	void (*verify)(struct file_tree *tree, bool on); /* may be NULL */
	void (*close)(struct file_tree *tree);
};

struct file_tree {
	const struct tree_type *type;
	uint64_t root;
	void *data; /* of the type */
};

void file_tree_close(struct file_tree *tree); /* accepts NULL */
enum err file_tree_find_node(struct file_tree *tree, struct str path, uint64_t *ret); /* sound or not */

struct mft_index;
struct ntfs_volume_reader;
/* Takes over `index`; the reader must outlive the tree. */
enum err ntfs_tree_open(struct mft_index *index, struct ntfs_volume_reader *reader, struct file_tree **ret);
/* Takes over `fd` (O_DIRECTORY). */
enum err folder_tree_open(int fd, struct file_tree **ret);
/* Files seen so far by a folder tree, folders not counted. */
uint64_t folder_tree_files(const struct file_tree *tree);

#endif
