/* Which records hang in the tree. Counts the files, and what must not vanish in silence: records in use that no name
 * leads to, names whose directory does not exist, files whose stream is described in a record that is not theirs. */
#include <stdlib.h>

#include "disk/mft_index.h"

enum { RECORD_EXTEND = 11, RECORDS_RESERVED = 24 /* 12 to 23 are kept for the file system and carry no names */ };
enum reached { NOT_REACHED, REACHED, REACHED_EXTEND /* below $Extend: the file system's own */ };

struct reach {
	struct mft_index *index;
	uint8_t *reached;  /* enum reached, by record */
	uint32_t *queue;   /* every record enters once */
	size_t end;
};

/* A directory hangs in one place; a second one would be looked for where Windows sees it and we do not. */
static bool is_second_place(const struct mft_index *index, const struct mft_name *name)
{
	uint32_t primary = index->primary[name->record];
	return name->space != MFT_NAME_DOS && primary != MFT_NONE && index->names.items[primary].parent != name->parent &&
	       index->entries[name->record].flags & MFT_ENTRY_DIRECTORY;
}

static void enter(struct reach *reach, uint32_t i, enum reached how, bool count)
{
	struct mft_index *index = reach->index;
	const struct mft_name *name = &index->names.items[i];
	if (name->record < MFT_FIRST_USER)
		return;
	if (index->primary[name->record] != i) {
		index->unreadable += is_second_place(index, name);
		return; /* further names of a file */
	}
	if (reach->reached[name->record])
		return;
	reach->reached[name->record] = (uint8_t)how;
	if (index->entries[name->record].flags & MFT_ENTRY_DIRECTORY)
		reach->queue[reach->end++] = name->record;
	else
		index->files += count;
}

/* Everything below `top`, which is reached by whoever calls. */
static void spread(struct reach *reach, uint32_t top, enum reached how, bool count)
{
	const uint32_t *first = reach->index->first_child;
	size_t at = reach->end;
	reach->reached[top] = (uint8_t)how;
	reach->queue[reach->end++] = top;
	for (; at < reach->end; at++) {
		for (uint32_t i = first[reach->queue[at]]; i < first[reach->queue[at] + 1]; i++)
			enter(reach, i, how, count);
	}
}

static bool hangs_nowhere(const struct mft_index *index, uint32_t record)
{
	uint32_t primary = index->primary[record];
	return primary == MFT_NONE || primary >= index->first_child[index->count];
}

/* First those without a place, with all that lies below them; what is left then hangs in a ring. */
static void find_lost_records(struct reach *reach)
{
	struct mft_index *index = reach->index;
	for (unsigned ring = 0; ring < 2; ring++) {
		for (uint32_t i = RECORDS_RESERVED; i < index->count; i++) {
			unsigned state = index->entries[i].flags & (MFT_ENTRY_IN_USE | MFT_ENTRY_UNREADABLE);
			if (state != MFT_ENTRY_IN_USE || reach->reached[i] || (!ring && !hangs_nowhere(index, i)))
				continue;
			index->entries[i].flags |= MFT_ENTRY_LOST;
			index->unreadable++;
			spread(reach, i, REACHED, false);
		}
	}
}

/* A further name of a file whose directory does not exist: its directory's own index may still hold it. */
static void count_dangling_names(struct mft_index *index)
{
	for (size_t i = index->first_child[index->count]; i < index->names.count; i++) {
		const struct mft_name *name = &index->names.items[i];
		unsigned flags = index->entries[name->record].flags;
		if (name->space != MFT_NAME_DOS && name->record >= RECORDS_RESERVED &&
		    !(flags & (MFT_ENTRY_LOST | MFT_ENTRY_UNREADABLE)))
			index->unreadable++;
	}
}

/* A file whose parts lie in other records, and none of those was its own, has no size: it must not pass as an empty
 * one. */
static void find_lost_streams(struct reach *reach)
{
	struct mft_index *index = reach->index;
	for (uint32_t i = RECORDS_RESERVED; i < index->count; i++) {
		struct mft_entry *entry = &index->entries[i];
		unsigned wanted = MFT_ENTRY_IN_USE | MFT_ENTRY_LIST;
		if ((entry->flags & (wanted | MFT_ENTRY_HAS_DATA | MFT_ENTRY_DIRECTORY)) != wanted ||
		    reach->reached[i] == REACHED_EXTEND)
			continue;
		index->unreadable += !(entry->flags & MFT_ENTRY_DAMAGED);
		entry->flags |= MFT_ENTRY_DAMAGED;
	}
}

static void count_deleted(struct mft_index *index)
{
	for (uint32_t i = MFT_FIRST_USER; i < index->count; i++) {
		unsigned flags = index->entries[i].flags;
		index->deleted_files += flags & MFT_ENTRY_DELETED && !(flags & MFT_ENTRY_DIRECTORY);
	}
}

enum err mft_reach(struct mft_index *index)
{
	struct reach reach = {
		.index = index,
		.reached = calloc((size_t)index->count + 1, 1),
		.queue = reallocarray(NULL, (size_t)index->count + 1, sizeof *reach.queue),
	};
	enum err e = reach.reached && reach.queue ? OK : ERR_NOMEM;
	if (e == OK) {
		spread(&reach, MFT_ROOT, REACHED, true);
		if (index->count > RECORD_EXTEND)
			spread(&reach, RECORD_EXTEND, REACHED_EXTEND, false);
		for (uint32_t i = MFT_FIRST_USER; i < index->count; i++) {
			if (index->entries[i].flags & MFT_ENTRY_UNREADABLE && !reach.reached[i])
				spread(&reach, i, REACHED, false); /* a torn folder: counted already */
		}
		find_lost_records(&reach);
		count_dangling_names(index);
		find_lost_streams(&reach);
		count_deleted(index);
	}
	free(reach.reached);
	free(reach.queue);
	return e;
}
