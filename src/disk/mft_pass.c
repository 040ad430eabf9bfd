/* The one linear pass over $MFT: large reads along its runs, smaller ones around what a bad disk refuses.
 * The runs come from libntfs-3g, the records are parsed by mft_record.c. */
#include "base/limits.h"
#include "disk/mft_index.h"
#include "disk/ntfs_library.h"
#include "model/source.h"

enum {
	CHUNK_BYTES = 1 << 20,
	SPLIT = 16,          /* a refused read is tried again in this many parts */
	SMALLEST_READ = 4096, /* a sector of a modern disk: below it nothing is won */
	RECORD_UPCASE = 10
};

struct pass {
	struct mft_index *index;
	struct ntfs_view *view;
	const runlist_element *runs;
	uint32_t cluster_bytes, record_bytes;
	uint8_t *chunk, *bad;  /* bad: one byte for each 512 of the chunk */
	uint8_t *bitmap;       /* of $MFT; NULL until asked for */
	uint64_t bitmap_bytes;
	bool bitmap_tried, read_failed;
};

/* Reads [offset, offset + len) of $MFT's data; run by run. ERR_CORRUPT in a hole. */
static enum err read_logical(struct pass *pass, uint64_t offset, uint8_t *to, size_t len)
{
	for (const runlist_element *run = pass->runs; len && run->length > 0; run++) {
		uint64_t start = (uint64_t)run->vcn * pass->cluster_bytes, end = start + (uint64_t)run->length * pass->cluster_bytes;
		if (offset < start || offset >= end)
			continue;
		size_t part = end - offset < len ? (size_t)(end - offset) : len;
		if (run->lcn < 0)
			return ERR_CORRUPT;
		enum err e = ntfs_view_read(pass->view, (uint64_t)run->lcn * pass->cluster_bytes + (offset - start), to, part);
		if (e)
			return e;
		offset += part;
		to += part;
		len -= part;
	}
	return len ? ERR_CORRUPT : OK;
}

static void read_range(struct pass *pass, uint64_t chunk_start, size_t from, size_t len)
{
	if (read_logical(pass, chunk_start + from, pass->chunk + from, len) == OK)
		return;
	size_t smallest = pass->record_bytes > SMALLEST_READ ? pass->record_bytes : SMALLEST_READ;
	if (len <= smallest) {
		memset(pass->bad + from / 512, 1, (len + 511) / 512);
		pass->read_failed = true;
		return;
	}
	size_t part = (len / SPLIT + smallest - 1) / smallest * smallest;
	for (size_t done = 0; done < len; done += part)
		read_range(pass, chunk_start, from + done, len - done < part ? len - done : part);
}

/* Whether $MFT's bitmap knows the record as free. Read only when a record gives cause to ask. */
static bool is_free(struct pass *pass, uint32_t number)
{
	ntfs_volume *volume = pass->index->reader->library;
	if (!pass->bitmap_tried) {
		pass->bitmap_tried = true;
		pass->bitmap_bytes = (uint64_t)pass->index->count / 8 + 1;
		pass->bitmap = malloc(pass->bitmap_bytes);
		s64 size = volume->mftbmp_na->data_size;
		if (size < 0 || (uint64_t)size < pass->bitmap_bytes)
			pass->bitmap_bytes = size < 0 ? 0 : (uint64_t)size;
		if (pass->bitmap && ntfs_attr_pread(volume->mftbmp_na, 0, (s64)pass->bitmap_bytes,
						    pass->bitmap) != (s64)pass->bitmap_bytes)
			pass->bitmap_bytes = 0;
	}
	return pass->bitmap && number / 8 < pass->bitmap_bytes && !(pass->bitmap[number / 8] >> (number % 8) & 1);
}

static void add_record(struct pass *pass, uint32_t number, uint8_t *bytes, bool readable)
{
	struct mft_record record;
	enum mft_record_state state = readable ? mft_record_open(bytes, pass->record_bytes, &record) : MFT_RECORD_BLANK;
	bool free_record = state != MFT_RECORD_SOUND && is_free(pass, number);
	mft_index_add(pass->index, number, state, state == MFT_RECORD_BLANK ? NULL : &record, free_record);
}

static void read_chunk(struct pass *pass, uint64_t start, size_t len)
{
	memset(pass->bad, 0, CHUNK_BYTES / 512);
	read_range(pass, start, 0, len);
	for (size_t at = 0; at < len; at += pass->record_bytes)
		add_record(pass, (uint32_t)((start + at) / pass->record_bytes), pass->chunk + at,
		           !memchr(pass->bad + at / 512, 1, pass->record_bytes / 512));
}

/* $MFT cannot be larger than its volume: runs that say so would make us read the same clusters for hours. */
static enum err check_runs(const struct pass *pass, uint64_t *ret_bytes)
{
	uint64_t limit = pass->index->reader->boot.sectors * pass->index->reader->boot.sector_bytes, real = 0, total = 0;
	for (const runlist_element *run = pass->runs; run->length > 0; run++) {
		uint64_t bytes = (uint64_t)run->length * pass->cluster_bytes;
		if ((uint64_t)run->length > limit / pass->cluster_bytes && run->lcn >= 0)
			return ERR_CORRUPT;
		if (run->lcn >= 0 && (real += bytes) > limit)
			return ERR_CORRUPT;
		if (__builtin_add_overflow(total, bytes, &total))
			return ERR_CORRUPT;
	}
	*ret_bytes = total;
	return OK;
}

static enum err measure(struct pass *pass, uint64_t *ret)
{
	ntfs_volume *volume = pass->index->reader->library;
	uint64_t mapped = 0, initialized = (uint64_t)volume->mft_na->initialized_size;
	enum err e = check_runs(pass, &mapped);
	if (e)
		return e;
	uint64_t count = (initialized < mapped ? initialized : mapped) / pass->record_bytes;
	if (count > LIMIT_MFT_RECORDS)
		return ERR_LIMIT;
	*ret = count;
	return count > MFT_ROOT ? OK : ERR_CORRUPT;
}

/* Windows' own case rules stand on the volume; libntfs-3g's built-in table stands in where they cannot be read. */
static void load_upcase(struct mft_index *index)
{
	ntfs_volume *volume = index->reader->library;
	uint16_t *table = index->pool.upcase;
	for (uint32_t i = 0; i < UPCASE_UNITS; i++)
		table[i] = i < volume->upcase_len ? le16_to_cpu(volume->upcase[i]) : (uint16_t)i;
	uint8_t *bytes = malloc(UPCASE_UNITS * 2);
	if (bytes && ntfs_content_read(index->reader, RECORD_UPCASE, (struct str){ 0 }, bytes, UPCASE_UNITS * 2,
				       false) == OK) {
		bool plausible = true;
		for (unsigned c = 0x20; c < 0x7F; c++)
			plausible &= bytes[2 * c + 1] == 0 && bytes[2 * c] == (c >= 'a' && c <= 'z' ? c - 32 : c);
		for (uint32_t i = 0; plausible && i < UPCASE_UNITS; i++)
			table[i] = (uint16_t)(bytes[2 * i] | bytes[2 * i + 1] << 8);
	}
	free(bytes);
}

static enum err run_pass(struct pass *pass)
{
	uint64_t count;
	enum err e = measure(pass, &count);
	if (e)
		return e;
	pass->index->count = (uint32_t)count;
	pass->index->entries = calloc(count, sizeof *pass->index->entries);
	pass->chunk = malloc(CHUNK_BYTES);
	pass->bad = malloc(CHUNK_BYTES / 512);
	if (!pass->index->entries || !pass->chunk || !pass->bad)
		return ERR_NOMEM;
	load_upcase(pass->index);
	uint64_t total = count * pass->record_bytes;
	for (uint64_t at = 0; at < total && pass->index->failure == OK; at += CHUNK_BYTES)
		read_chunk(pass, at, total - at < CHUNK_BYTES ? (size_t)(total - at) : CHUNK_BYTES);
	return pass->index->failure;
}

enum err mft_pass(struct mft_index *index)
{
	struct ntfs_volume_reader *reader = index->reader;
	ntfs_volume *volume = reader->library;
	struct pass pass = {
		.index = index, .view = &reader->view, .runs = volume->mft_na->rl,
		.cluster_bytes = reader->boot.cluster_bytes, .record_bytes = reader->boot.record_bytes,
	};
	enum err e = run_pass(&pass);
	free(pass.chunk);
	free(pass.bad);
	free(pass.bitmap);
	if (e == OK && pass.read_failed)
		ntfs_volume_note(reader, VOLUME_DAMAGED, "parts of $MFT cannot be read");
	return e;
}
