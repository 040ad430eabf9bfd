/* The index of one NTFS volume: every record of $MFT and every name, built in one linear pass, asked by directory and
 * name. About 48 bytes a record, 20 bytes a name and the text. */
#ifndef SOATMAY_DISK_MFT_INDEX_H
#define SOATMAY_DISK_MFT_INDEX_H

#include "disk/mft_names.h"
#include "disk/mft_record.h"
#include "disk/ntfs_volume.h"

#define MFT_ROOT         5u
#define MFT_FIRST_USER   16u        /* records below are the file system's own */
#define MFT_NONE         UINT32_MAX

enum mft_entry_flag {
	MFT_ENTRY_IN_USE = 1,
	MFT_ENTRY_DIRECTORY = 2,
	MFT_ENTRY_COMPRESSED = 4,
	MFT_ENTRY_SPARSE = 8,
	MFT_ENTRY_ENCRYPTED = 16,
	MFT_ENTRY_STREAMS = 32,
	MFT_ENTRY_UNREADABLE = 64,   /* torn, in a hole or under a bad sector, and not known to be free */
	MFT_ENTRY_DAMAGED = 128,     /* readable in part */
	MFT_ENTRY_OFFLINE = 256,     /* placeholder: its content is not on this disk */
	MFT_ENTRY_DELETED = 512,     /* not in use, still carries a name */
	MFT_ENTRY_LIST = 1024,       /* has an attribute list: parts of it lie in other records */
	MFT_ENTRY_HAS_DATA = 2048,
	MFT_ENTRY_WALKED = 4096,     /* names from its directory index were added */
	MFT_ENTRY_INCOMPLETE = 16384, /* a directory whose own index cannot be read in full */
	MFT_ENTRY_PLACED = 8192,     /* a lost record that a directory index names */
	MFT_ENTRY_LOST = 32768       /* readable and in use, but no name leads to it from the root */
};

struct mft_entry {
	uint64_t size;
	int64_t created, modified, changed;
	uint32_t reparse_tag;
	uint16_t sequence, flags;
};

struct mft_name {
	uint32_t record, parent, text, hash;
	uint16_t parent_sequence;
	uint16_t len : 13, space : 2, extra : 1; /* text of at most 255 * 6 bytes; extra: told by a directory's index */
};

struct mft_name_list {
	struct mft_name *items;
	size_t count, capacity;
};

/* What an extension record says about its base record. */
struct mft_extension {
	uint32_t number, base;
	uint16_t base_sequence;
	size_t first_name, end_name; /* in extension_names */
	struct mft_facts facts;
};

struct mft_index {
	struct ntfs_volume_reader *reader; /* borrowed */
	uint32_t count;                    /* records */
	struct mft_entry *entries;
	struct mft_name_list names;        /* after mft_index_finish in order of their parent */
	struct mft_name_list deleted;
	struct mft_name_list extras;       /* from directory indexes, where $MFT does not tell */
	uint32_t *first_child;             /* count + 1 offsets into names */
	uint32_t *primary;                 /* record -> its first long name in names, or MFT_NONE */
	uint32_t *extra_head;              /* record -> its first extra, or MFT_NONE; NULL until needed */
	uint32_t *extra_next;              /* extra -> the next of the same parent */
	size_t extra_next_capacity;
	struct { struct mft_extension *items; size_t count, capacity; } extensions;
	struct mft_name_list extension_names; /* record = number of the base */
	struct name_pool pool;
	uint64_t files, deleted_files;
	uint64_t unreadable; /* records that cannot be read, or that their names do not place anywhere */
	bool verify;      /* every directory that is asked is compared with its own index */
	enum err failure; /* first of the pass: memory or limits */
};

/* Reads all of $MFT. ERR_LIMIT, ERR_NOMEM, ERR_CORRUPT when $MFT's own description is absurd; damaged records are no
 * error. */
enum err mft_index_build(struct ntfs_volume_reader *reader, struct mft_index **ret);
void mft_index_free(struct mft_index *index);

/* For the pass. `record` is NULL for one that could not be read; `free_record` when $MFT's bitmap says that it is not
 * in use. */
void mft_index_add(
	struct mft_index *index, uint32_t number, enum mft_record_state state, const struct mft_record *record,
		bool free_record);
enum err mft_index_finish(struct mft_index *index);
enum err mft_pass(struct mft_index *index); /* mft_pass.c */
enum err mft_reach(struct mft_index *index); /* mft_reach.c: counts files, finds records that no name leads to */
/* True when `parent` with `sequence` is a directory that may have children (a torn one may: its own record cannot deny
 * it). */
bool mft_index_is_parent(const struct mft_index *index, uint32_t parent, uint16_t sequence);
enum err mft_name_push(struct mft_name_list *list, const struct mft_name *name);

struct str mft_name_text(const struct mft_index *index, const struct mft_name *name);

/* The name in `directory` that equals `name`. ERR_ABSENT only when the directory is sound and complete. */
enum err mft_index_child(struct mft_index *index, uint32_t directory, struct str name, struct mft_name *ret);
/* All names in order, DOS aliases and the file system's own records left out. A non-OK answer of `visit` stops.
 * ERR_CORRUPT or ERR_IO, after all visits, when the directory may hold more than could be told. */
typedef enum err mft_child_visit(void *context, struct str name, uint32_t record);
enum err mft_index_children(struct mft_index *index, uint32_t directory, mft_child_visit *visit, void *context);

/* mft_walk.c: adds what the directory's own index ($I30) names and $MFT does not tell, once. Where the two contradict
 * each other, or the index cannot be read in full, the volume is damaged. */
enum err mft_walk_directory(struct mft_index *index, uint32_t directory);
/* The same for every directory that can be reached. */
void mft_walk_all(struct mft_index *index);

/* Path of a deleted record's name, as far as parents are known ("?\..." where they are not). */
typedef enum err mft_deleted_visit(void *context, struct str path, uint32_t record);
enum err mft_index_deleted(struct mft_index *index, mft_deleted_visit *visit, void *context);

#endif
