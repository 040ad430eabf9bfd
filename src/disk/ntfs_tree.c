/* The tree of an NTFS volume: names from the $MFT index, content from libntfs-3g. Node = record number. */
#include <stdlib.h>

#include "disk/mft_index.h"
#include "disk/reparse.h"
#include "disk/tree.h"

/* Reparse tags (Windows SDK, winnt.h) whose unnamed stream is not the content. */
#define TAG_WOF   0x80000017u
#define TAG_DEDUP 0x80000013u

struct ntfs_tree {
	struct file_tree tree;
	struct mft_index *index;
	struct ntfs_volume_reader *reader;
};

static struct ntfs_tree *of(struct file_tree *tree)
{
	return tree->data;
}

static enum err ntfs_entry(struct file_tree *tree, uint64_t node, struct file_entry *ret, bool *ret_sound)
{
	const struct mft_index *index = of(tree)->index;
	if (node >= index->count)
		return ERR_BUG;
	const struct mft_entry *entry = &index->entries[node];
	*ret = (struct file_entry){
		.id = node, .size = entry->size,
		.created = entry->created, .modified = entry->modified, .changed = entry->changed,
		.directory = entry->flags & MFT_ENTRY_DIRECTORY,
		.compressed = entry->flags & MFT_ENTRY_COMPRESSED,
		.sparse = entry->flags & MFT_ENTRY_SPARSE,
		.encrypted = entry->flags & MFT_ENTRY_ENCRYPTED,
		.reparse_tag = entry->reparse_tag,
	};
	*ret_sound = !(entry->flags & (MFT_ENTRY_UNREADABLE | MFT_ENTRY_DAMAGED));
	return OK;
}

static enum err ntfs_child(struct file_tree *tree, uint64_t directory, struct str name, uint64_t *ret,
			   struct str *ret_name)
{
	const struct mft_index *index = of(tree)->index;
	struct mft_name found;
	enum err e = mft_index_child(of(tree)->index, (uint32_t)directory, name, &found);
	if (e == OK) {
		*ret = found.record;
		*ret_name = mft_name_text(index, &found);
	}
	return e;
}

struct visit {
	tree_child_visit *visit;
	void *context;
};

static enum err pass_child(void *context, struct str name, uint32_t record)
{
	struct visit *visit = context;
	return visit->visit(visit->context, name, record);
}

static enum err ntfs_children(struct file_tree *tree, uint64_t directory, tree_child_visit *visit, void *context)
{
	struct visit to = { visit, context };
	return mft_index_children(of(tree)->index, (uint32_t)directory, pass_child, &to);
}

/* Whether the stream's bytes are on this volume as they are. */
static enum err check_content(const struct mft_entry *entry, struct str stream)
{
	if (entry->flags & MFT_ENTRY_UNREADABLE)
		return ERR_CORRUPT;
	if (entry->flags & MFT_ENTRY_DELETED || !(entry->flags & MFT_ENTRY_IN_USE))
		return ERR_UNSUPPORTED;
	if (stream.len)
		return OK;
	if (entry->flags & MFT_ENTRY_ENCRYPTED && !(entry->flags & MFT_ENTRY_DIRECTORY))
		return ERR_LOCKED;
	if (entry->reparse_tag == TAG_WOF || entry->reparse_tag == TAG_DEDUP || entry->flags & MFT_ENTRY_OFFLINE)
		return ERR_UNSUPPORTED;
	return OK;
}

static enum err ntfs_read(struct file_tree *tree, uint64_t node, struct str stream, void *buffer, uint64_t size)
{
	const struct mft_index *index = of(tree)->index;
	enum err e = node < index->count ? check_content(&index->entries[node], stream) : ERR_BUG;
	if (e || size == 0)
		return e;
	bool whole = stream.len == 0 && size == index->entries[node].size;
	return ntfs_content_read(of(tree)->reader, node, stream, buffer, size, whole);
}

static enum err ntfs_stream_size(struct file_tree *tree, uint64_t node, struct str stream, uint64_t *ret)
{
	const struct mft_index *index = of(tree)->index;
	if (node >= index->count)
		return ERR_BUG;
	const struct mft_entry *entry = &index->entries[node];
	if (entry->flags & MFT_ENTRY_UNREADABLE || !(entry->flags & MFT_ENTRY_IN_USE))
		return ERR_CORRUPT;
	if (stream.len == 0) {
		*ret = entry->size;
		return OK;
	}
	if (!(entry->flags & (MFT_ENTRY_STREAMS | MFT_ENTRY_DAMAGED | MFT_ENTRY_LIST)))
		return ERR_ABSENT;
	return ntfs_content_size(of(tree)->reader, node, stream, ret);
}

static enum err ntfs_link(struct file_tree *tree, uint64_t node, struct arena *arena, struct file_link *ret)
{
	struct span data;
	enum err e = node < of(tree)->index->count ? OK : ERR_BUG;
	if (e == OK)
		e = ntfs_content_reparse(of(tree)->reader, node, arena, &data);
	return e ? e : reparse_link(data, arena, ret);
}

struct deleted_visit {
	struct file_tree *tree;
	file_visit *visit;
	void *context;
};

static enum err pass_deleted(void *context, struct str path, uint32_t record)
{
	struct deleted_visit *to = context;
	struct file_entry entry;
	bool sound;
	enum err e = ntfs_entry(to->tree, record, &entry, &sound);
	return e ? e : to->visit(to->context, path, &entry);
}

static enum err ntfs_deleted(struct file_tree *tree, file_visit *visit, void *context)
{
	struct deleted_visit to = { tree, visit, context };
	return mft_index_deleted(of(tree)->index, pass_deleted, &to);
}

static void ntfs_verify(struct file_tree *tree, bool on)
{
	of(tree)->index->verify = on;
}

static void ntfs_close(struct file_tree *tree)
{
	mft_index_free(of(tree)->index);
	free(of(tree));
}

static const struct tree_type ntfs_tree_type = {
	.entry = ntfs_entry, .child = ntfs_child, .children = ntfs_children, .read = ntfs_read,
	.stream_size = ntfs_stream_size, .link = ntfs_link,
	.deleted = ntfs_deleted, .verify = ntfs_verify, .close = ntfs_close,
};

enum err ntfs_tree_open(struct mft_index *index, struct ntfs_volume_reader *reader, struct file_tree **ret)
{
	struct ntfs_tree *tree = calloc(1, sizeof *tree);
	if (!tree) {
		mft_index_free(index);
		return ERR_NOMEM;
	}
	*tree = (struct ntfs_tree){ { &ntfs_tree_type, MFT_ROOT, tree }, index, reader };
	*ret = &tree->tree;
	return OK;
}
