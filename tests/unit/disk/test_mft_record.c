/* The record parser against real records: right values, and no harm from any flip or cut (run under ASan in the long check). */
#include "disk/mft_record.h"
#include "disk/ntfs_boot.h"
#include "disk_support.h"

static struct arena arena;

static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void count_name(void *context, const struct mft_file_name *name)
{
	CHECK(name->name.len >= 2 && name->name.len <= 510);
	++*(unsigned *)context;
}

/* Records from the corpus' 512-byte-cluster volume: directories, resident and fragmented files. */
static struct span records(uint32_t *ret_size)
{
	struct span image = corpus_file(&arena, "ntfs/testfs1.raw"), sector, mft;
	struct ntfs_boot boot;
	CHECK(span_sub(image, 0, NTFS_BOOT_BYTES, &sector) && ntfs_boot_parse(sector, &boot));
	CHECK(span_sub(image, boot.mft_offset, 64 * 1024, &mft));
	*ret_size = boot.record_bytes;
	return mft;
}

static void real_records_are_read(void)
{
	arena_init(&arena, 64 * MIB);
	uint32_t size;
	struct span mft = records(&size);
	unsigned sound = 0, names = 0, broken = 0, dated = 0;
	for (size_t at = 0; at + size <= mft.len; at += size) {
		uint8_t *copy = arena_alloc(&arena, size);
		struct mft_record record;
		struct mft_facts facts;
		memcpy(copy, mft.data + at, size);
		if (mft_record_open(copy, size, &record) != MFT_RECORD_SOUND)
			continue;
		sound++;
		mft_facts_read(&record, count_name, &names, &facts);
		broken += facts.broken;
		if (record.in_use && record.base == 0)
			dated += facts.has_times && facts.created > 0;
	}
	CHECK(sound > 20 && names > 12);
	CHECK_INT(broken, 0);
	CHECK_INT(dated, 18); /* 19 in use, and record 0 of this volume has no times */
	arena_done(&arena);
}

static void no_flip_or_cut_does_harm(void)
{
	arena_init(&arena, 64 * MIB);
	uint32_t size, state = 20261124;
	struct span mft = records(&size);
	uint8_t *copy = arena_alloc(&arena, size);
	unsigned torn = 0, broken = 0, names = 0;
	for (unsigned round = 0; round < 40000; round++) {
		size_t at = next_random(&state) % (mft.len / size) * size;
		memcpy(copy, mft.data + at, size);
		/* Half of the flips hit the header and the first attributes, where every byte steers something. */
		for (unsigned flips = 1 + next_random(&state) % 4; flips; flips--)
			copy[next_random(&state) % (round & 1 ? size : 256)] ^= (uint8_t)(1u << next_random(&state) % 8);
		size_t len = round % 16 ? size : next_random(&state) % (size + 1) / 512 * 512;
		struct mft_record record;
		struct mft_facts facts;
		enum mft_record_state is = mft_record_open(copy, len, &record);
		torn += is == MFT_RECORD_TORN;
		if (is == MFT_RECORD_SOUND) {
			mft_facts_read(&record, count_name, &names, &facts);
			broken += facts.broken;
		}
	}
	CHECK(torn > 0 && broken > 0 && names > 0);
	arena_done(&arena);
}

static void torn_and_blank_are_told_apart(void)
{
	arena_init(&arena, 64 * MIB);
	uint32_t size;
	struct span mft = records(&size);
	struct mft_record record;
	uint8_t *copy = arena_alloc(&arena, size);
	CHECK_INT(mft_record_open(copy, size, &record), MFT_RECORD_BLANK);
	memcpy(copy, mft.data, size);
	copy[size - 2] ^= 1;
	CHECK_INT(mft_record_open(copy, size, &record), MFT_RECORD_TORN);
	CHECK(record.in_use);
	memcpy(copy, mft.data, size);
	memcpy(copy, "BAAD", 4);
	CHECK_INT(mft_record_open(copy, size, &record), MFT_RECORD_TORN);
	arena_done(&arena);
}

TEST_MAIN(TEST(real_records_are_read), TEST(no_flip_or_cut_does_harm), TEST(torn_and_blank_are_told_apart))
