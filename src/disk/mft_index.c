/* Builds the index from $MFT records: entries by number, names sorted by parent, extension records merged into their
 * base. References carry a sequence number; one that does not match belongs to a file that is gone. */
#include "disk/mft_index.h"

#include <stdlib.h>

#include "base/timestamp.h"

#define CLOUD_TAG_MASK 0xFFFF0FFFu
#define CLOUD_TAG      0x9000001Au

enum err mft_name_push(struct mft_name_list *list, const struct mft_name *name)
{
	if (list->count >= UINT32_MAX - 1)
		return ERR_LIMIT;
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 1024;
		struct mft_name *items = reallocarray(list->items, capacity, sizeof *items);
		if (!items)
			return ERR_NOMEM;
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = *name;
	return OK;
}

struct str mft_name_text(const struct mft_index *index, const struct mft_name *name)
{
	return name_pool_text(&index->pool, name->text, name->len);
}

struct name_target {
	struct mft_index *index;
	struct mft_name_list *list;
	uint32_t record;
};

static void add_name(void *context, const struct mft_file_name *file_name)
{
	struct name_target *target = context;
	struct mft_index *index = target->index;
	struct name_ref text;
	enum err e = name_pool_add(&index->pool, file_name->name, &text);
	if (e == OK) {
		struct mft_name name = {
			.record = target->record,
			.parent = file_name->parent < index->count ? (uint32_t)file_name->parent : MFT_NONE,
			.parent_sequence = file_name->parent_sequence,
			.text = text.text, .hash = text.hash, .len = text.len & 0x1FFFu, .space = file_name->space & 3u,
		};
		e = mft_name_push(target->list, &name);
	}
	if (e && index->failure == OK)
		index->failure = e;
}

/* Content that a cloud client has not brought here, or that another driver keeps elsewhere. */
static bool is_offline(const struct mft_facts *facts)
{
	if (facts->attributes & (MFT_ATTRIBUTE_OFFLINE | MFT_ATTRIBUTE_RECALL))
		return facts->reparse_tag != 0 || facts->nothing_on_disk;
	return facts->nothing_on_disk && (facts->reparse_tag & CLOUD_TAG_MASK) == CLOUD_TAG;
}

static uint16_t flags_of(const struct mft_facts *facts)
{
	unsigned flags = 0;
	if (facts->compressed || facts->attributes & MFT_ATTRIBUTE_COMPRESSED)
		flags |= MFT_ENTRY_COMPRESSED;
	if (facts->sparse || facts->attributes & MFT_ATTRIBUTE_SPARSE)
		flags |= MFT_ENTRY_SPARSE;
	if (facts->encrypted || facts->attributes & MFT_ATTRIBUTE_ENCRYPTED)
		flags |= MFT_ENTRY_ENCRYPTED;
	if (facts->streams)
		flags |= MFT_ENTRY_STREAMS;
	if (facts->broken)
		flags |= MFT_ENTRY_DAMAGED;
	if (facts->has_list)
		flags |= MFT_ENTRY_LIST;
	if (facts->has_data)
		flags |= MFT_ENTRY_HAS_DATA;
	if (is_offline(facts))
		flags |= MFT_ENTRY_OFFLINE;
	return (uint16_t)flags;
}

/* In use, and part of nothing that is: a directory may still name it, and other systems would open it. */
static void lose_extension(struct mft_index *index, uint32_t number)
{
	index->entries[number].flags = MFT_ENTRY_UNREADABLE;
	index->unreadable++;
}

static void add_extension(struct mft_index *index, uint32_t number, const struct mft_record *record)
{
	if (record->base >= index->count) {
		lose_extension(index, number);
		return;
	}
	if (index->extensions.count == index->extensions.capacity) {
		size_t capacity = index->extensions.capacity ? index->extensions.capacity * 2 : 256;
		struct mft_extension *items = reallocarray(index->extensions.items, capacity, sizeof *items);
		if (!items) {
			index->failure = ERR_NOMEM;
			return;
		}
		index->extensions.items = items;
		index->extensions.capacity = capacity;
	}
	struct mft_extension *extension = &index->extensions.items[index->extensions.count++];
	*extension = (struct mft_extension){ .number = number, .base = (uint32_t)record->base,
		.base_sequence = record->base_sequence };
	extension->first_name = index->extension_names.count;
	struct name_target target = { index, &index->extension_names, extension->base };
	mft_facts_read(record, add_name, &target, &extension->facts);
	extension->end_name = index->extension_names.count;
}

static void add_base(struct mft_index *index, uint32_t number, const struct mft_record *record)
{
	struct mft_entry *entry = &index->entries[number];
	struct mft_name_list *list = record->in_use ? &index->names : &index->deleted;
	struct name_target target = { index, list, number };
	struct mft_facts facts;
	size_t names_before = list->count;
	mft_facts_read(record, add_name, &target, &facts);
	*entry = (struct mft_entry){
		.size = record->directory ? 0 : facts.size,
		.created = facts.created, .modified = facts.modified, .changed = facts.changed,
		.reparse_tag = facts.attributes & MFT_ATTRIBUTE_REPARSE ? facts.reparse_tag : 0,
		.sequence = record->sequence,
		.flags = flags_of(&facts),
	};
	unsigned flags = entry->flags | (record->directory ? MFT_ENTRY_DIRECTORY : 0u);
	if (record->in_use)
		flags |= MFT_ENTRY_IN_USE;
	else if (list->count > names_before)
		flags |= MFT_ENTRY_DELETED;
	entry->flags = (uint16_t)flags;
	if (record->in_use && facts.broken)
		index->unreadable++;
}

void mft_index_add(struct mft_index *index, uint32_t number, enum mft_record_state state,
		   const struct mft_record *record, bool free_record)
{
	if (record && state == MFT_RECORD_SOUND) {
		if (record->base == 0)
			add_base(index, number, record);
		else if (record->in_use)
			add_extension(index, number, record);
		return;
	}
	bool claims_use = record && state == MFT_RECORD_TORN && record->in_use;
	if (free_record && !claims_use)
		return;
	index->entries[number].flags = MFT_ENTRY_UNREADABLE;
	index->unreadable++;
}

bool mft_index_is_parent(const struct mft_index *index, uint32_t parent, uint16_t sequence)
{
	if (parent >= index->count)
		return false;
	const struct mft_entry *entry = &index->entries[parent];
	if (entry->flags & MFT_ENTRY_UNREADABLE)
		return true;
	return (entry->flags & (MFT_ENTRY_IN_USE | MFT_ENTRY_DIRECTORY)) == (MFT_ENTRY_IN_USE | MFT_ENTRY_DIRECTORY) &&
	       (sequence == 0 || sequence == entry->sequence);
}

static void merge_facts(struct mft_index *index, struct mft_entry *entry, const struct mft_facts *facts)
{
	if (facts->has_data && !(entry->flags & MFT_ENTRY_DIRECTORY))
		entry->size = facts->size;
	if (facts->has_times) {
		entry->created = facts->created;
		entry->modified = facts->modified;
		entry->changed = facts->changed;
	}
	if (facts->reparse_tag && !entry->reparse_tag)
		entry->reparse_tag = facts->reparse_tag;
	if (facts->broken && !(entry->flags & MFT_ENTRY_DAMAGED))
		index->unreadable++;
	entry->flags = (uint16_t)(entry->flags | flags_of(facts));
}

static bool is_extension_of(const struct mft_entry *entry, const struct mft_extension *extension)
{
	unsigned wanted = MFT_ENTRY_IN_USE | MFT_ENTRY_LIST;
	return (entry->flags & wanted) == wanted && entry->sequence == extension->base_sequence;
}

static enum err merge_extensions(struct mft_index *index)
{
	enum err e = OK;
	for (size_t i = 0; i < index->extensions.count && e == OK; i++) {
		const struct mft_extension *extension = &index->extensions.items[i];
		struct mft_entry *entry = &index->entries[extension->base];
		bool unreadable = entry->flags & MFT_ENTRY_UNREADABLE;
		if (!unreadable && !is_extension_of(entry, extension)) {
			lose_extension(index, extension->number);
			continue;
		}
		if (!unreadable)
			merge_facts(index, entry, &extension->facts);
		for (size_t k = extension->first_name; k < extension->end_name && e == OK; k++)
			e = mft_name_push(&index->names, &index->extension_names.items[k]);
	}
	return e;
}

/* Parent under which a name hangs in the tree; index->count for those that hang nowhere. */
static uint32_t shelf_of(const struct mft_index *index, const struct mft_name *name)
{
	return mft_index_is_parent(index, name->parent, name->parent_sequence) ? name->parent : index->count;
}

/* Counting sort by parent: children of a directory become one slice, in record order. */
static enum err sort_names(struct mft_index *index)
{
	size_t total = index->names.count;
	struct mft_name *sorted = reallocarray(NULL, total + 1, sizeof *sorted);
	uint32_t *first = calloc((size_t)index->count + 2, sizeof *first);
	if (!sorted || !first) {
		free(sorted);
		free(first);
		return ERR_NOMEM;
	}
	for (size_t i = 0; i < total; i++)
		first[shelf_of(index, &index->names.items[i]) + 1]++;
	for (size_t i = 0; i <= index->count; i++)
		first[i + 1] += first[i];
	/* Scatter with first[] as the write position: afterwards first[p] is the end of shelf p, that is the start of p +
	 * 1. */
	for (size_t i = 0; i < total; i++)
		sorted[first[shelf_of(index, &index->names.items[i])]++] = index->names.items[i];
	memmove(first + 1, first, ((size_t)index->count + 1) * sizeof *first);
	first[0] = 0;
	free(index->names.items);
	index->names = (struct mft_name_list){ sorted, total, total + 1 };
	index->first_child = first;
	return OK;
}

static enum err find_primaries(struct mft_index *index)
{
	index->primary = reallocarray(NULL, (size_t)index->count + 1, sizeof *index->primary);
	if (!index->primary)
		return ERR_NOMEM;
	memset(index->primary, 0xFF, ((size_t)index->count + 1) * sizeof *index->primary);
	for (size_t i = 0; i < index->names.count; i++) {
		const struct mft_name *name = &index->names.items[i];
		if (name->space != MFT_NAME_DOS && index->primary[name->record] == MFT_NONE)
			index->primary[name->record] = (uint32_t)i;
	}
	return OK;
}

enum err mft_index_finish(struct mft_index *index)
{
	enum err e = index->failure;
	if (e == OK)
		e = merge_extensions(index);
	if (e == OK)
		e = sort_names(index);
	if (e == OK)
		e = find_primaries(index);
	if (e)
		return e;
	e = mft_reach(index);
	free(index->extensions.items);
	free(index->extension_names.items);
	index->extensions.items = NULL;
	index->extension_names.items = NULL;
	return e;
}

enum err mft_index_build(struct ntfs_volume_reader *reader, struct mft_index **ret)
{
	struct mft_index *index = calloc(1, sizeof *index);
	if (!index)
		return ERR_NOMEM;
	index->reader = reader;
	enum err e = mft_pass(index);
	if (e == OK)
		e = mft_index_finish(index);
	if (e) {
		mft_index_free(index);
		return e;
	}
	*ret = index;
	return OK;
}

void mft_index_free(struct mft_index *index)
{
	if (!index)
		return;
	free(index->entries);
	free(index->names.items);
	free(index->deleted.items);
	free(index->extras.items);
	free(index->first_child);
	free(index->primary);
	free(index->extra_head);
	free(index->extra_next);
	free(index->extensions.items);
	free(index->extension_names.items);
	name_pool_done(&index->pool);
	free(index);
}
