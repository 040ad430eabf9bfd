/* Directories' own indexes ($I30), bytes through libntfs-3g: the second witness of every name. They tell what $MFT
 * cannot tell because its records are lost, and whether the two agree. A walk of all directories costs thousands of
 * seeks where the linear pass costs a dozen: only those that are asked for. */
#include <stdlib.h>

#include "base/limits.h"
#include "disk/mft_directory.h"
#include "disk/mft_index.h"
#include "disk/ntfs_library.h"
#include "model/source.h"

#define ATTRIBUTE_DIRECTORY 0x10000000u /* of a name: its record has an index of names */

struct walk {
	struct mft_index *index;
	uint32_t directory;
	const struct mft_name **told; /* by $MFT */
	size_t told_count;
	bool differs; /* the directory leads to files of which $MFT says something else */
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

static int compare_records(const void *a, const void *b)
{
	const struct mft_name *left = *(const struct mft_name *const *)a, *right = *(const struct mft_name *const *)b;
	return (left->record > right->record) - (left->record < right->record);
}

/* What $MFT says about the directory, in order of the records: its names as far as they are not the file system's. */
static enum err list_told(struct walk *walk)
{
	const struct mft_index *index = walk->index;
	uint32_t first = index->first_child[walk->directory], end = index->first_child[walk->directory + 1];
	walk->told = reallocarray(NULL, end - first + 1u, sizeof *walk->told);
	if (!walk->told)
		return ERR_NOMEM;
	for (uint32_t i = first; i < end; i++) {
		uint32_t record = index->names.items[i].record;
		if (record >= MFT_FIRST_USER && !(index->entries[record].flags & MFT_ENTRY_LOST))
			walk->told[walk->told_count++] = &index->names.items[i];
	}
	qsort(walk->told, walk->told_count, sizeof *walk->told, compare_records);
	return OK;
}

static bool is_told(const struct walk *walk, uint32_t record, struct str text)
{
	size_t low = 0, high = walk->told_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (walk->told[middle]->record < record)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < walk->told_count && walk->told[low]->record == record; low++) {
		if (str_eq(mft_name_text(walk->index, walk->told[low]), text))
			return true;
	}
	return false;
}

/* The text goes into the pool only when the name is kept. */
static enum err is_told_name(struct walk *walk, uint32_t record, struct span utf16le, bool *ret)
{
	struct name_pool *pool = &walk->index->pool;
	struct name_ref text;
	size_t before = pool->len;
	enum err e = name_pool_add(pool, utf16le, &text);
	if (e)
		return e;
	*ret = is_told(walk, record, name_pool_text(pool, text.text, text.len));
	pool->len = before;
	return OK;
}

static enum err add_directory_entry(void *context, const struct mft_directory_entry *told)
{
	struct walk *walk = context;
	struct mft_index *index = walk->index;
	bool same = false;
	if (told->record >= index->count || told->record < MFT_FIRST_USER)
		return OK;
	uint32_t record = (uint32_t)told->record;
	const struct mft_entry *entry = &index->entries[record];
	bool unreadable = entry->flags & MFT_ENTRY_UNREADABLE;
	bool behind = !unreadable && (!(entry->flags & MFT_ENTRY_IN_USE) ||
				      (told->sequence && told->sequence != entry->sequence));
	enum err e = is_told_name(walk, record, told->name.name, &same);
	/* Where the directory is behind nobody can open the file: it is gone, or it is one that only $MFT leads to. */
	walk->differs |= behind ? same : !same && !unreadable;
	if (e || same || behind)
		return e;
	bool is_directory = told->name.attributes & ATTRIBUTE_DIRECTORY || entry->flags & MFT_ENTRY_DIRECTORY;
	return add_extra(index, walk->directory, told->name.name, record, told->name.space, is_directory);
}

/* The index of the directory through the library: its root, and the blocks as they lie on the disk. */
static enum err read_attribute(ntfs_inode *inode, ATTR_TYPES type, struct span *ret)
{
	ntfs_attr *attribute = ntfs_attr_open(inode, type, NTFS_INDEX_I30, 4);
	if (!attribute)
		return errno == ENOENT ? ERR_ABSENT : ERR_CORRUPT;
	s64 size = attribute->data_size;
	enum err e = size < 0 || (uint64_t)size > LIMIT_DIRECTORY_BYTES ? ERR_LIMIT : OK;
	uint8_t *bytes = e ? NULL : malloc((size_t)size + 1);
	if (e == OK && !bytes)
		e = ERR_NOMEM;
	if (e == OK && ntfs_attr_pread(attribute, 0, size, bytes) != size)
		e = ERR_CORRUPT;
	ntfs_attr_close(attribute);
	if (e) {
		free(bytes);
		return e;
	}
	*ret = (struct span){ bytes, (size_t)size };
	return OK;
}

static enum err read_index(struct walk *walk)
{
	struct ntfs_volume_reader *reader = walk->index->reader;
	struct span root = { 0 }, blocks = { 0 };
	reader->view.last_error = OK;
	ntfs_inode *inode = ntfs_inode_open(reader->library, walk->directory);
	if (!inode)
		return reader->view.last_error ? reader->view.last_error : ERR_CORRUPT;
	enum err e = read_attribute(inode, AT_INDEX_ROOT, &root);
	enum err large = e ? e : read_attribute(inode, AT_INDEX_ALLOCATION, &blocks);
	ntfs_inode_close(inode);
	struct mft_directory directory = {
		.root = root, .blocks = (uint8_t *)(uintptr_t)blocks.data, .block_bytes_all = blocks.len,
		.cluster_bytes = reader->boot.cluster_bytes, .upcase = walk->index->pool.upcase,
	};
	if (e == OK)
		e = mft_directory_read(&directory, add_directory_entry, walk);
	if (e == OK && large != ERR_ABSENT)
		e = large;
	free((void *)(uintptr_t)root.data);
	free((void *)(uintptr_t)blocks.data);
	if (e == ERR_ABSENT || e == ERR_CORRUPT)
		return reader->view.last_error ? reader->view.last_error : ERR_CORRUPT;
	return e;
}

/* Names that only $MFT tells do no harm: what Windows sees is among what is read. Volumes that were not shut down, or
 * written by other systems, have some. */
enum err mft_walk_directory(struct mft_index *index, uint32_t directory)
{
	struct mft_entry *entry = &index->entries[directory];
	if (entry->flags & MFT_ENTRY_UNREADABLE)
		return ERR_CORRUPT; /* its index hangs on the lost record */
	if (entry->flags & MFT_ENTRY_WALKED)
		return entry->flags & MFT_ENTRY_INCOMPLETE ? ERR_CORRUPT : OK;
	struct walk walk = { .index = index, .directory = directory };
	enum err e = list_told(&walk);
	if (e == OK)
		e = read_index(&walk);
	free(walk.told);
	if (e == ERR_NOMEM)
		return e;
	entry->flags |= MFT_ENTRY_WALKED | (e ? MFT_ENTRY_INCOMPLETE : 0);
	bool behind_cut = e == ERR_TRUNCATED && index->reader->states & VOLUME_TRUNCATED; /* said already */
	if (e && !behind_cut)
		ntfs_volume_note(index->reader, VOLUME_DAMAGED, "directories cannot be read in full");
	if (e == OK && walk.differs)
		ntfs_volume_note(index->reader, VOLUME_DAMAGED, "directories and $MFT name different files");
	return e;
}

void mft_walk_all(struct mft_index *index)
{
	for (uint32_t i = MFT_ROOT; i < index->count; i++) {
		unsigned wanted = MFT_ENTRY_IN_USE | MFT_ENTRY_DIRECTORY;
		if ((i == MFT_ROOT || i >= MFT_FIRST_USER) && (index->entries[i].flags & wanted) == wanted)
			mft_walk_directory(index, i);
	}
}
