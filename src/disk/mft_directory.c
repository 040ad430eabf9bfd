/* Walks the tree of a directory index. Windows searches names by their order, so an entry out of order is one that it
 * lists but does not find: that is damage too. */
#include "disk/mft_directory.h"

#include <stdlib.h>

#include "base/peek.h"

enum {
	ROOT_HEADER = 16, BLOCK_HEADER = 24, INDEX_HEADER = 16, ENTRY_HEADER = 16,
	ENTRY_HAS_CHILD = 1, ENTRY_LAST = 2,
	INDEXED_FILE_NAME = 0x30,
	DEPTH_MAX = 16, /* a million names need 4 */
	SMALL_UNIT = 512 /* of block numbers where a cluster is larger than a block */
};

struct reading {
	const struct mft_directory *directory;
	mft_directory_visit *visit;
	void *context;
	uint32_t block_bytes, unit;
	uint8_t *seen;         /* by block */
	struct span last;      /* name before this one, UTF-16LE */
	bool broken;
};

/* Names by their upper case, then by their units; -1, 0, 1. */
static int compare_names(const uint16_t *upcase, struct span a, struct span b)
{
	bool failed = false;
	for (unsigned exact = 0; exact < 2; exact++) {
		for (size_t i = 0; i + 2 <= a.len && i + 2 <= b.len; i += 2) {
			uint16_t x = peek_u16le(a, i, &failed), y = peek_u16le(b, i, &failed);
			x = exact ? x : upcase[x];
			y = exact ? y : upcase[y];
			if (x != y)
				return x < y ? -1 : 1;
		}
		if (a.len != b.len)
			return a.len < b.len ? -1 : 1;
	}
	return 0;
}

static enum err read_key(struct reading *reading, struct span entry, uint16_t key_bytes)
{
	bool failed = false;
	struct span key;
	uint64_t reference = peek_u64le(entry, 0, &failed);
	struct mft_directory_entry told = { .record = reference & 0xFFFFFFFFFFFFu, .sequence = (uint16_t)(reference >> 48) };
	if (failed || !span_sub(entry, ENTRY_HEADER, key_bytes, &key) || !mft_file_name_parse(key, &told.name)) {
		reading->broken = true;
		return OK;
	}
	if (reading->last.len && compare_names(reading->directory->upcase, reading->last, told.name.name) >= 0)
		reading->broken = true;
	reading->last = told.name.name;
	return reading->visit(reading->context, &told);
}

static enum err read_block(struct reading *reading, uint64_t number, unsigned depth);

/* `header` begins at an index header. */
static enum err read_node(struct reading *reading, struct span header, unsigned depth)
{
	bool failed = false;
	size_t at = peek_u32le(header, 0, &failed), end = peek_u32le(header, 4, &failed);
	enum err e = OK;
	while (e == OK && !failed && end <= header.len && at < end) {
		struct span entry, rest = { header.data, end };
		uint16_t len = peek_u16le(rest, at + 8, &failed), key = peek_u16le(rest, at + 10, &failed);
		uint16_t flags = peek_u16le(rest, at + 12, &failed);
		if (failed || len < ENTRY_HEADER || len & 7 || !span_sub(rest, at, len, &entry))
			break;
		if (flags & ENTRY_HAS_CHILD && len >= ENTRY_HEADER + 8)
			e = read_block(reading, peek_u64le(entry, len - 8u, &failed), depth + 1);
		if (flags & ENTRY_LAST)
			return e;
		if (e == OK)
			e = read_key(reading, entry, key);
		at += len;
	}
	reading->broken |= e == OK; /* no last entry */
	return e;
}

static enum err read_block(struct reading *reading, uint64_t number, unsigned depth)
{
	const struct mft_directory *directory = reading->directory;
	uint64_t at;
	if (__builtin_mul_overflow(number, reading->unit, &at) || reading->block_bytes == 0 || at % reading->block_bytes ||
	    at >= directory->block_bytes_all || reading->block_bytes > directory->block_bytes_all - at ||
	    depth > DEPTH_MAX || reading->seen[at / reading->block_bytes]) {
		reading->broken = true;
		return OK;
	}
	uint8_t *bytes = directory->blocks + at;
	struct span block = { bytes, reading->block_bytes }, header;
	reading->seen[at / reading->block_bytes] = 1;
	if (memcmp(bytes, "INDX", 4) != 0 || !mft_undo_fixups(bytes, block.len) ||
	    !span_sub(block, BLOCK_HEADER, block.len - BLOCK_HEADER, &header)) {
		reading->broken = true;
		return OK;
	}
	return read_node(reading, header, depth);
}

enum err mft_directory_read(const struct mft_directory *directory, mft_directory_visit *visit, void *context)
{
	bool failed = false;
	struct span root = directory->root, header;
	struct reading reading = { .directory = directory, .visit = visit, .context = context };
	uint32_t type = peek_u32le(root, 0, &failed), block = peek_u32le(root, 8, &failed);
	if (failed || type != INDEXED_FILE_NAME || !span_sub(root, ROOT_HEADER, root.len - ROOT_HEADER, &header))
		return ERR_CORRUPT;
	if (block >= 512 && block <= 65536 && block % 512 == 0)
		reading.block_bytes = block;
	reading.unit = directory->cluster_bytes <= block ? directory->cluster_bytes : SMALL_UNIT;
	size_t blocks = reading.block_bytes ? directory->block_bytes_all / reading.block_bytes : 0;
	reading.seen = calloc(blocks + 1, 1);
	if (!reading.seen)
		return ERR_NOMEM;
	enum err e = read_node(&reading, header, 0);
	free(reading.seen);
	return e ? e : reading.broken ? ERR_CORRUPT : OK;
}
