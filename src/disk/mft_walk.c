/* Names that $MFT cannot tell because their records are lost, taken from the directories' own indexes ($I30) through
 * libntfs-3g. Used on damaged volumes only: a walk of all directories costs thousands of seeks where the linear pass
 * costs a dozen. */
#include <stdlib.h>

#include "disk/mft_index.h"
#include "disk/ntfs_library.h"

struct walk {
	struct mft_index *index;
	uint32_t directory;
	enum err error;
};

static enum err prepare(struct mft_index *index)
{
	if (!index->extra_head) {
		index->extra_head = reallocarray(NULL, (size_t)index->count + 1, sizeof *index->extra_head);
		if (!index->extra_head)
			return ERR_NOMEM;
		memset(index->extra_head, 0xFF, ((size_t)index->count + 1) * sizeof *index->extra_head);
	}
	if (index->extra_next_capacity <= index->extras.count) {
		size_t capacity = index->extra_next_capacity ? index->extra_next_capacity * 2 : 256;
		uint32_t *next = reallocarray(index->extra_next, capacity, sizeof *next);
		if (!next)
			return ERR_NOMEM;
		index->extra_next = next;
		index->extra_next_capacity = capacity;
	}
	return OK;
}

/* A readable record in use that says itself where it hangs needs no second witness. */
static bool is_known(const struct mft_index *index, uint32_t directory, uint32_t record, uint16_t sequence)
{
	const struct mft_entry *entry = &index->entries[record];
	if (entry->flags & MFT_ENTRY_UNREADABLE)
		return false;
	if (entry->flags & MFT_ENTRY_LOST && entry->sequence == sequence)
		return false;
	if (!(entry->flags & MFT_ENTRY_IN_USE) || entry->sequence != sequence)
		return true; /* the directory index is behind: that file is gone */
	uint32_t primary = index->primary[record];
	return primary != MFT_NONE && index->names.items[primary].parent == directory;
}

static bool has_name(const struct mft_index *index, uint32_t directory, const struct mft_name *name)
{
	for (uint32_t i = index->first_child[directory]; i < index->first_child[directory + 1]; i++) {
		const struct mft_name *other = &index->names.items[i];
		if (other->record == name->record && other->hash == name->hash)
			return true;
	}
	return false;
}

static bool has_extra(const struct mft_index *index, uint32_t directory, uint32_t record)
{
	for (uint32_t i = index->extra_head[directory]; i != MFT_NONE; i = index->extra_next[i]) {
		if (index->extras.items[i].record == record)
			return true;
	}
	return false;
}

/* A lost record may be a directory, and a directory hangs in one place only: else forged indexes could make the tree
 * endless. */
static bool claim_place(struct mft_index *index, uint32_t directory, uint32_t record, bool is_directory)
{
	struct mft_entry *entry = &index->entries[record];
	if (!(entry->flags & (MFT_ENTRY_UNREADABLE | MFT_ENTRY_LOST)))
		return !is_directory;
	bool placed = entry->flags & MFT_ENTRY_PLACED;
	if (!placed) {
		entry->flags |= MFT_ENTRY_PLACED;
		if (is_directory)
			entry->flags |= MFT_ENTRY_DIRECTORY;
		return true;
	}
	if (entry->flags & MFT_ENTRY_DIRECTORY)
		return has_extra(index, directory, record);
	return !is_directory;
}

static enum err add_extra(
	struct mft_index *index, uint32_t directory, struct span utf16le, uint32_t record, unsigned space, bool is_directory)
{
	struct name_ref text;
	enum err e = prepare(index);
	if (e == OK)
		e = name_pool_add(&index->pool, utf16le, &text);
	if (e)
		return e;
	struct mft_name name = { .record = record, .parent = directory, .text = text.text, .hash = text.hash,
		.len = text.len & 0x1FFFu,
		.space = space & 3u, .extra = 1 };
	bool lost = index->entries[record].flags & MFT_ENTRY_LOST;
	if ((!lost && has_name(index, directory, &name)) || !claim_place(index, directory, record, is_directory))
		return OK;
	e = mft_name_push(&index->extras, &name);
	if (e)
		return e;
	uint32_t number = (uint32_t)index->extras.count - 1;
	index->extra_next[number] = index->extra_head[directory];
	index->extra_head[directory] = number;
	return OK;
}

static int add_directory_entry(void *context, const ntfschar *name, const int name_len, const int name_type,
			       const s64 pos,
	const MFT_REF mref, const unsigned dt_type)
{
	struct walk *walk = context;
	uint64_t record = MREF(mref);
	bool dots = name_len >= 1 && name_len <= 2 && le16_to_cpu(name[0]) == '.' &&
		(name_len == 1 || le16_to_cpu(name[1]) == '.');
	(void)pos;
	if (dots || name_len <= 0 || name_len > 255 || record >= walk->index->count || record == MFT_ROOT ||
	    is_known(walk->index, walk->directory, (uint32_t)record, MSEQNO(mref)))
		return 0;
	struct span utf16le = { (const uint8_t *)name, (size_t)name_len * 2 };
	walk->error = add_extra(walk->index, walk->directory, utf16le, (uint32_t)record, (unsigned)name_type,
				dt_type == NTFS_DT_DIR);
	return walk->error ? -1 : 0;
}

enum err mft_walk_directory(struct mft_index *index, uint32_t directory)
{
	struct mft_entry *entry = &index->entries[directory];
	if (entry->flags & MFT_ENTRY_UNREADABLE)
		return ERR_CORRUPT; /* its index hangs on the lost record */
	if (entry->flags & MFT_ENTRY_WALKED)
		return entry->flags & MFT_ENTRY_INCOMPLETE ? ERR_CORRUPT : OK;
	struct walk walk = { .index = index, .directory = directory };
	index->reader->view.last_error = OK;
	ntfs_inode *inode = ntfs_inode_open(index->reader->library, directory);
	s64 position = 0;
	int failed = inode ? ntfs_readdir(inode, &position, &walk, add_directory_entry) : -1;
	if (inode)
		ntfs_inode_close(inode);
	entry->flags |= MFT_ENTRY_WALKED;
	if (walk.error)
		return walk.error;
	if (failed)
		entry->flags |= MFT_ENTRY_INCOMPLETE;
	return !failed ? OK : index->reader->view.last_error ? index->reader->view.last_error : ERR_CORRUPT;
}

void mft_walk_all(struct mft_index *index)
{
	for (uint32_t i = MFT_ROOT; i < index->count; i++) {
		unsigned wanted = MFT_ENTRY_IN_USE | MFT_ENTRY_DIRECTORY;
		if ((i == MFT_ROOT || i >= MFT_FIRST_USER) && (index->entries[i].flags & wanted) == wanted)
			mft_walk_directory(index, i);
	}
}
