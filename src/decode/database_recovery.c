/* -wal and -journal checked by ourselves: SQLite stops at the first bad frame or record and says nothing.
 * Format: sqlite.org/fileformat2.html sections 3 (rollback journal) and 4 (write-ahead log). */
#include "base/cursor.h"
#include "decode/database_internal.h"

#define WAL_HEADER 32
#define FRAME_HEADER 24

struct wal {
	struct span bytes;
	bool big_endian;
	uint32_t page_size, salt1, salt2, sum1, sum2;
};

struct frame {
	uint32_t page, pages_after; /* pages_after: size of the database, only in a commit frame */
	bool ours;                  /* salt of this log's generation */
	struct span head, data;
	uint32_t sum1, sum2;
};

static void add_checksum(const struct wal *wal, struct span bytes, uint32_t *sum1, uint32_t *sum2)
{
	struct cursor cursor = cursor_over(bytes);
	while (cursor_left(&cursor) >= 8) {
		*sum1 += (wal->big_endian ? cursor_u32be(&cursor) : cursor_u32le(&cursor)) + *sum2;
		*sum2 += (wal->big_endian ? cursor_u32be(&cursor) : cursor_u32le(&cursor)) + *sum1;
	}
}

static bool read_wal_header(struct span bytes, struct wal *ret)
{
	struct cursor cursor = cursor_over(bytes);
	struct wal wal = { .bytes = bytes };
	struct span checked;
	uint32_t magic = cursor_u32be(&cursor), version = cursor_u32be(&cursor);
	wal.page_size = cursor_u32be(&cursor);
	cursor_skip(&cursor, 4); /* checkpoint number */
	wal.salt1 = cursor_u32be(&cursor);
	wal.salt2 = cursor_u32be(&cursor);
	uint32_t sum1 = cursor_u32be(&cursor), sum2 = cursor_u32be(&cursor);
	if (!cursor_ok(&cursor) || (magic & ~1u) != 0x377F0682 || version != 3007000 || !span_sub(bytes, 0, 24, &checked))
		return false;
	if (wal.page_size < 512 || wal.page_size > 65536 || (wal.page_size & (wal.page_size - 1)))
		return false;
	wal.big_endian = magic & 1;
	add_checksum(&wal, checked, &wal.sum1, &wal.sum2);
	*ret = wal;
	return wal.sum1 == sum1 && wal.sum2 == sum2;
}

static bool read_frame(const struct wal *wal, size_t index, struct frame *ret)
{
	size_t offset = WAL_HEADER + index * (FRAME_HEADER + (size_t)wal->page_size);
	struct cursor cursor = cursor_at(wal->bytes, offset);
	struct frame frame = { 0 };
	frame.page = cursor_u32be(&cursor);
	frame.pages_after = cursor_u32be(&cursor);
	uint32_t salt1 = cursor_u32be(&cursor), salt2 = cursor_u32be(&cursor);
	frame.ours = salt1 == wal->salt1 && salt2 == wal->salt2;
	frame.sum1 = cursor_u32be(&cursor);
	frame.sum2 = cursor_u32be(&cursor);
	frame.data = cursor_bytes(&cursor, wal->page_size);
	if (!cursor_ok(&cursor) || !span_sub(wal->bytes, offset, 8, &frame.head))
		return false;
	*ret = frame;
	return true;
}

/* Frames up to the last commit; *ret_valid = frames whose checksums hold. */
static size_t committed_frames(struct wal wal, size_t *ret_valid)
{
	struct frame frame;
	size_t valid = 0, committed = 0;
	for (; read_frame(&wal, valid, &frame) && frame.ours && frame.page; valid++) {
		add_checksum(&wal, frame.head, &wal.sum1, &wal.sum2);
		add_checksum(&wal, frame.data, &wal.sum1, &wal.sum2);
		if (wal.sum1 != frame.sum1 || wal.sum2 != frame.sum2)
			break;
		if (frame.pages_after)
			committed = valid + 1;
	}
	*ret_valid = valid;
	return committed;
}

size_t database_check_wal(struct database *database, struct span bytes)
{
	struct wal wal;
	struct frame frame;
	size_t valid = 0;
	if (bytes.len == 0)
		return 0;
	if (!read_wal_header(bytes, &wal)) {
		database_problem(database, "the header of the write-ahead log is damaged: its rows are missing");
		return 0;
	}
	size_t committed = committed_frames(wal, &valid);
	/* A torn last frame or frames of an older generation are normal; frames of this generation behind a bad one are
	 * not. */
	for (size_t i = valid + 1; read_frame(&wal, i, &frame); i++) {
		if (!frame.ours)
			continue;
		database_problem(database, "frame %zu of the write-ahead log is damaged: later rows are missing", valid + 1);
		break;
	}
	return committed;
}

bool database_wal_covers(struct span bytes, size_t committed, uint32_t first_page, uint32_t last_page,
			 struct arena *arena)
{
	struct wal wal;
	struct frame frame;
	size_t wanted = (size_t)last_page - first_page + 1, found = 0;
	/* Each page needs a frame of its own. */
	if (wanted > committed || !read_wal_header(bytes, &wal))
		return false;
	uint8_t *seen = arena_alloc(arena, wanted);
	for (size_t i = 0; i < committed && read_frame(&wal, i, &frame); i++) {
		if (frame.page < first_page || frame.page > last_page || seen[frame.page - first_page])
			continue;
		seen[frame.page - first_page] = 1;
		found++;
	}
	return found == wanted;
}

struct journal {
	uint32_t records, nonce, page_size, sector_size;
};

static bool read_journal_header(struct cursor *cursor, struct journal *ret)
{
	static const uint8_t magic[8] = { 0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7 };
	struct span start = cursor_bytes(cursor, sizeof magic);
	struct journal journal = { .records = cursor_u32be(cursor), .nonce = cursor_u32be(cursor) };
	cursor_skip(cursor, 4); /* pages before the transaction */
	journal.sector_size = cursor_u32be(cursor);
	journal.page_size = cursor_u32be(cursor);
	if (!cursor_ok(cursor) || memcmp(start.data, magic, sizeof magic) != 0)
		return false;
	*ret = journal;
	return true;
}

static bool sane_sizes(const struct journal *journal)
{
	uint32_t page = journal->page_size, sector = journal->sector_size;
	return page >= 512 && page <= 65536 && !(page & (page - 1)) && sector >= 32 && sector <= 65536 &&
		!(sector & (sector - 1));
}

static bool record_holds(struct cursor *cursor, const struct journal *journal)
{
	cursor_skip(cursor, 4); /* page number */
	struct span page = cursor_bytes(cursor, journal->page_size);
	uint32_t stored = cursor_u32be(cursor), sum = journal->nonce;
	if (!cursor_ok(cursor))
		return false;
	for (size_t i = page.len - 200; i > 0 && i < page.len; i -= 200)
		sum += page.data[i];
	return sum == stored;
}

/* Records of one header; false at damage. With a count of 0xFFFFFFFF (written without syncing) they go on to the end of
 * the file. */
static bool records_hold(struct cursor *cursor, const struct journal *journal)
{
	for (uint32_t i = 0; i < journal->records; i++) {
		size_t start = cursor->offset;
		if (record_holds(cursor, journal))
			continue;
		cursor->failed = false;
		cursor_seek(cursor, start);
		return journal->records == UINT32_MAX;
	}
	return true;
}

void database_check_journal(struct database *database, struct span bytes)
{
	struct cursor cursor = cursor_over(bytes);
	struct journal journal;
	/* A zeroed first byte is how SQLite ends a journal that it keeps. */
	if (bytes.len == 0 || bytes.data[0] == 0)
		return;
	if (!read_journal_header(&cursor, &journal) || !sane_sizes(&journal)) {
		database_problem(database, "the header of the rollback journal is damaged: it was not rolled back");
		return;
	}
	uint32_t sector = journal.sector_size, page = journal.page_size;
	for (size_t offset = 0;;) {
		cursor_seek(&cursor, offset + sector);
		journal.page_size = page;
		if (journal.records && !records_hold(&cursor, &journal)) {
			database_problem(database, "a record of the rollback journal is damaged: the rollback is incomplete");
			return;
		}
		offset = (cursor.offset + sector - 1) / sector * sector;
		cursor_seek(&cursor, offset);
		if (!read_journal_header(&cursor, &journal))
			return;
	}
}
