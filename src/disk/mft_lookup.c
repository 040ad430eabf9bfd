/* Questions to the index: a name in a directory, the names of a directory, the traces of deleted files. */
#include <stdlib.h>

#include "base/limits.h"
#include "disk/mft_index.h"

static const struct mft_entry *entry_of(const struct mft_index *index, uint32_t record)
{
	return &index->entries[record];
}

/* A directory hangs in one place only; further names of its record are forged and could make the tree endless. The own
 * names of a lost record lead nowhere or in a ring: only a directory's index places it. */
static bool is_place(const struct mft_index *index, const struct mft_name *name)
{
	if (name->record == MFT_ROOT)
		return false;
	if (entry_of(index, name->record)->flags & MFT_ENTRY_LOST)
		return name->extra;
	if (!(entry_of(index, name->record)->flags & (MFT_ENTRY_DIRECTORY | MFT_ENTRY_UNREADABLE)))
		return true;
	uint32_t primary = index->primary[name->record];
	return primary == MFT_NONE || index->names.items[primary].parent == name->parent;
}

struct search {
	struct str name;
	uint32_t hash;
	bool exact;
	struct mft_name found; /* record MFT_NONE: nothing yet */
};

static void try_name(const struct mft_index *index, const struct mft_name *name, struct search *search)
{
	if (name->hash != search->hash || search->exact || !is_place(index, name))
		return;
	struct str text = mft_name_text(index, name);
	if (!name_equal(&index->pool, text, search->name))
		return;
	/* Directories with case-sensitive names may hold several: the exact spelling wins, else the first. */
	search->exact = str_eq(text, search->name);
	if (search->exact || search->found.record == MFT_NONE)
		search->found = *name;
}

static void search_names(const struct mft_index *index, uint32_t directory, struct search *search)
{
	for (uint32_t i = index->first_child[directory]; i < index->first_child[directory + 1]; i++)
		try_name(index, &index->names.items[i], search);
	if (!index->extra_head)
		return;
	for (uint32_t i = index->extra_head[directory]; i != MFT_NONE; i = index->extra_next[i])
		try_name(index, &index->extras.items[i], search);
}

enum err mft_index_child(struct mft_index *index, uint32_t directory, struct str name, struct mft_name *ret)
{
	if (directory >= index->count)
		return ERR_BUG;
	struct search search = { .name = name, .hash = name_hash(&index->pool, name), .found.record = MFT_NONE };
	if (index->verify)
		(void)mft_walk_directory(index, directory); /* what it finds is said by the volume */
	search_names(index, directory, &search);
	if (search.found.record == MFT_NONE && index->unreadable) {
		/* The record that carries the name may be the lost one: ask the directory itself before saying "absent". */
		enum err e = mft_walk_directory(index, directory);
		search_names(index, directory, &search);
		if (search.found.record == MFT_NONE && e)
			return e;
	}
	if (search.found.record == MFT_NONE)
		return ERR_ABSENT;
	*ret = search.found;
	return OK;
}

static int compare_names(const void *a, const void *b, void *context)
{
	const struct mft_index *index = context;
	return name_compare(&index->pool, mft_name_text(index, a), mft_name_text(index, b));
}

static void list_name(const struct mft_index *index, const struct mft_name *name, struct mft_name_list *list)
{
	if (name->space != MFT_NAME_DOS && name->record >= MFT_FIRST_USER && is_place(index, name))
		list->items[list->count++] = *name;
}

/* Copies of the names of a directory, in order: extras move while visitors look up other directories. */
static enum err list_names(struct mft_index *index, uint32_t directory, struct mft_name_list *ret)
{
	uint32_t first = index->first_child[directory], end = index->first_child[directory + 1];
	uint32_t extra = index->extra_head ? index->extra_head[directory] : MFT_NONE;
	struct mft_name_list list = { .capacity = end - first + 1 };
	for (uint32_t i = extra; i != MFT_NONE; i = index->extra_next[i])
		list.capacity++;
	list.items = reallocarray(NULL, list.capacity, sizeof *list.items);
	if (!list.items)
		return ERR_NOMEM;
	for (uint32_t i = first; i < end; i++)
		list_name(index, &index->names.items[i], &list);
	for (uint32_t i = extra; i != MFT_NONE; i = index->extra_next[i])
		list_name(index, &index->extras.items[i], &list);
	qsort_r(list.items, list.count, sizeof *list.items, compare_names, index);
	*ret = list;
	return OK;
}

enum err mft_index_children(struct mft_index *index, uint32_t directory, mft_child_visit *visit, void *context)
{
	if (directory >= index->count)
		return ERR_BUG;
	enum err incomplete = index->unreadable || index->verify ? mft_walk_directory(index, directory) : OK;
	struct mft_name_list list;
	enum err e = list_names(index, directory, &list);
	if (e)
		return e;
	for (size_t i = 0; i < list.count && e == OK; i++)
		e = visit(context, mft_name_text(index, &list.items[i]), list.items[i].record);
	free(list.items);
	return e ? e : incomplete;
}

/* ---- deleted files ---- */

/* The name that leads upwards from a record, in use or deleted, if `sequence` is still that record. */
static const struct mft_name *name_of(const struct mft_index *index, const uint32_t *deleted_name, uint32_t record,
				      uint16_t sequence)
{
	const struct mft_entry *entry = entry_of(index, record);
	if (entry->flags & MFT_ENTRY_IN_USE && entry->sequence == sequence && index->primary[record] != MFT_NONE)
		return &index->names.items[index->primary[record]];
	/* Deleting a record raises its sequence number by one. */
	if (entry->flags & MFT_ENTRY_DELETED && (uint16_t)(entry->sequence - 1) == sequence &&
	    deleted_name[record] != MFT_NONE)
		return &index->deleted.items[deleted_name[record]];
	return NULL;
}

static void put_path(const struct mft_index *index, const uint32_t *deleted_name, const struct mft_name *name,
		     struct buf *path)
{
	const struct mft_name *chain[LIMIT_PATH_DEPTH];
	size_t depth = 0;
	bool complete = false;
	while (name && depth < LIMIT_PATH_DEPTH) {
		chain[depth++] = name;
		if (name->parent == MFT_ROOT) {
			complete = true;
			break;
		}
		name = name->parent < index->count ? name_of(index, deleted_name, name->parent, name->parent_sequence) : NULL;
	}
	buf_clear(path);
	if (!complete)
		buf_put_c(path, "?\\");
	while (depth--) {
		buf_put(path, mft_name_text(index, chain[depth]));
		if (depth)
			buf_put_char(path, '\\');
	}
}

enum err mft_index_deleted(struct mft_index *index, mft_deleted_visit *visit, void *context)
{
	uint32_t *deleted_name = reallocarray(NULL, (size_t)index->count + 1, sizeof *deleted_name);
	struct buf path = { 0 };
	enum err e = OK;
	if (!deleted_name)
		return ERR_NOMEM;
	memset(deleted_name, 0xFF, ((size_t)index->count + 1) * sizeof *deleted_name);
	for (size_t i = 0; i < index->deleted.count; i++) {
		const struct mft_name *name = &index->deleted.items[i];
		if (name->space != MFT_NAME_DOS && deleted_name[name->record] == MFT_NONE)
			deleted_name[name->record] = (uint32_t)i;
	}
	for (size_t i = 0; i < index->deleted.count && e == OK; i++) {
		const struct mft_name *name = &index->deleted.items[i];
		if (name->space == MFT_NAME_DOS)
			continue;
		put_path(index, deleted_name, name, &path);
		e = visit(context, buf_str(&path), name->record);
	}
	buf_done(&path);
	free(deleted_name);
	return e;
}
