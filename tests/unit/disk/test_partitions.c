/* Whole disks: GPT with 512 and 4096 byte sectors, MBR with an extended partition, cut and wiped tables, one volume without a table. */
#include "ntfs_fixture.h"

enum { VOLUME_BYTES = 8 * 1024 * 1024, ALIGN = 1024 * 1024 };

static struct arena arena;

static void put_le(uint8_t *at, uint64_t value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

static uint32_t crc32_of(const uint8_t *bytes, size_t len)
{
	uint32_t crc = ~0u;
	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
	}
	return ~crc;
}

/* An NTFS volume of VOLUME_BYTES with one file at the root named `name`. */
static struct span volume_bytes(const char *name, unsigned sector_bytes)
{
	struct image image = image_new(&arena, VOLUME_BYTES);
	if (!make_ntfs(&arena, &image, sector_bytes, name))
		test_skip("no mkntfs");
	ntfs_volume *volume = mount_writable(&image);
	CHECK(volume && add_item(&arena, volume, FILE_root, name, S_IFREG, 5000));
	ntfs_umount(volume, FALSE);
	struct span bytes = read_whole_file(&arena, image.path);
	image_done(&image);
	return bytes;
}

static void put_mbr_entry(uint8_t *sector, unsigned slot, uint8_t type, uint32_t start, uint32_t count)
{
	uint8_t *entry = sector + 446 + 16 * slot;
	entry[4] = type;
	put_le(entry + 8, start, 4);
	put_le(entry + 12, count, 4);
	put_le(sector + 510, 0xAA55, 2);
}

static void put_gpt_header(
	uint8_t *header, uint64_t own, uint64_t other, uint64_t last, uint64_t entries_at, uint32_t entries_crc, uint64_t entry_sectors)
{
	memcpy(header, "EFI PART", 8);
	put_le(header + 8, 0x00010000, 4);
	put_le(header + 12, 92, 4);
	put_le(header + 24, own, 8);
	put_le(header + 32, other, 8);
	put_le(header + 40, 2 + entry_sectors, 8);
	put_le(header + 48, last - entry_sectors - 1, 8);
	memset(header + 56, 0x17, 16);
	put_le(header + 72, entries_at, 8);
	put_le(header + 80, 128, 4);
	put_le(header + 84, 128, 4);
	put_le(header + 88, entries_crc, 4);
	put_le(header + 16, crc32_of(header, 92), 4);
}

/* Two NTFS volumes at 1 MiB and 9 MiB on a GPT disk of 18 MiB. */
static struct image gpt_disk(unsigned sector_bytes)
{
	static const uint8_t basic_data[16] = { 0xA2, 0xA0, 0xD0, 0xEB, 0xE5, 0xB9, 0x33, 0x44, 0x87, 0xC0, 0x68, 0xB6, 0xB7, 0x26, 0x99,
		0xC7 };
	uint64_t sectors = 18 * MIB / sector_bytes, entry_sectors = 16384 / sector_bytes;
	struct image image = image_new(&arena, 18 * MIB);
	uint8_t mbr[512] = { 0 }, header[512] = { 0 }, backup[512] = { 0 };
	uint8_t *entries = arena_alloc(&arena, 16384);
	put_mbr_entry(mbr, 0, 0xEE, 1, (uint32_t)(sectors - 1));
	for (unsigned i = 0; i < 2; i++) {
		uint8_t *entry = entries + 128 * i;
		uint64_t start = (ALIGN + (uint64_t)i * VOLUME_BYTES) / sector_bytes;
		memcpy(entry, basic_data, 16);
		memset(entry + 16, (int)(0x21 + i), 16);
		put_le(entry + 32, start, 8);
		put_le(entry + 40, start + VOLUME_BYTES / sector_bytes - 1, 8);
	}
	uint32_t crc = crc32_of(entries, 16384);
	put_gpt_header(header, 1, sectors - 1, sectors - 1, 2, crc, entry_sectors);
	put_gpt_header(backup, sectors - 1, 1, sectors - 1, sectors - 1 - entry_sectors, crc, entry_sectors);
	image_write(&image, 0, mbr, sizeof mbr);
	image_write(&image, sector_bytes, header, sizeof header);
	image_write(&image, 2 * sector_bytes, entries, 16384);
	image_write(&image, (sectors - 1 - entry_sectors) * sector_bytes, entries, 16384);
	image_write(&image, (sectors - 1) * sector_bytes, backup, sizeof backup);
	image_write_sparse(&image, ALIGN, volume_bytes("first.txt", sector_bytes));
	image_write_sparse(&image, ALIGN + VOLUME_BYTES, volume_bytes("second.txt", sector_bytes));
	return image;
}

/* Volume number `index` lies at `offset` and holds `name`. */
static void check_volume(struct source *source, size_t index, uint64_t offset, const char *name)
{
	struct file_tree *tree = NULL;
	struct file_entry entry;
	CHECK(source_volume_count(source) > index);
	if (source_volume_count(source) <= index)
		return;
	CHECK_INT(source_volume(source, index)->offset, offset);
	CHECK_INT(source_volume(source, index)->id, index + 1);
	CHECK_INT(source_volume(source, index)->filesystem, FILESYSTEM_NTFS);
	CHECK_INT(source_index(source, index, &tree), OK);
	CHECK(tree && file_tree_find(tree, str_from_c(name), &entry) == OK && entry.size == 5000);
}

static void check_disk(struct image *image, uint32_t sector_bytes)
{
	struct str before = image_hash(&arena, image);
	struct source *source = image_source(&arena, image);
	struct source_info info;
	CHECK(source != NULL);
	if (!source)
		return;
	CHECK_INT(source_volume_count(source), 2);
	check_volume(source, 0, ALIGN, "first.txt");
	check_volume(source, 1, ALIGN + VOLUME_BYTES, "second.txt");
	source_describe(source, &info);
	CHECK_STR(source_volume(source, 1)->partition, "gpt:22222222-2222-2222-2222-222222222222");
	CHECK_INT(info.sector_bytes, sector_bytes);
	CHECK_INT(info.size, 18 * MIB);
	CHECK_INT(info.kind, SOURCE_IMAGE);
	CHECK_INT(info.writes, 0);
	source_close(source);
	CHECK(str_eq(before, image_hash(&arena, image)));
}

static void gpt_is_read_with_both_sector_sizes(void)
{
	for (unsigned sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 8) {
		arena_init(&arena, 2 * GIB);
		struct image image = gpt_disk(sector_bytes);
		check_disk(&image, sector_bytes);
		/* The primary header is lost: its backup at the end serves. */
		static const uint8_t zeros[512];
		image_write(&image, sector_bytes, zeros, sizeof zeros);
		check_disk(&image, sector_bytes);
		image_done(&image);
		arena_done(&arena);
	}
}

static void cut_gpt_disk_names_all_volumes(void)
{
	for (unsigned sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 8) {
		arena_init(&arena, 2 * GIB);
		struct image image = gpt_disk(sector_bytes);
		CHECK(ftruncate(image.fd, 15 * MIB) == 0);
		struct source *source = image_source(&arena, &image);
		CHECK(source != NULL);
		CHECK_INT(source_volume_count(source), 2);
		check_volume(source, 0, ALIGN, "first.txt");
		check_volume(source, 1, ALIGN + VOLUME_BYTES, "second.txt");
		CHECK(source_volume(source, 1)->states & VOLUME_TRUNCATED);
		source_close(source);
		CHECK(ftruncate(image.fd, 5 * MIB) == 0);
		source = image_source(&arena, &image);
		CHECK_INT(source_volume_count(source), 2);
		CHECK(source_volume(source, 1)->states & VOLUME_TRUNCATED);
		struct file_tree *tree;
		CHECK_INT(source_index(source, 1, &tree), ERR_TRUNCATED);
		source_close(source);
		image_done(&image);
		arena_done(&arena);
	}
}

/* A primary partition, and two logical ones in a chain. */
static void mbr_with_extended_partition(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = image_new(&arena, 30 * MIB);
	uint32_t mib = MIB / 512, size = VOLUME_BYTES / 512;
	uint8_t mbr[512] = { 0 }, first[512] = { 0 }, second[512] = { 0 };
	put_mbr_entry(mbr, 0, 0x07, mib, size);
	put_mbr_entry(mbr, 1, 0x0F, 10 * mib, 20 * mib);
	put_mbr_entry(first, 0, 0x07, mib, size);
	put_mbr_entry(first, 1, 0x05, 10 * mib, 10 * mib);
	put_mbr_entry(second, 0, 0x07, mib, size);
	image_write(&image, 0, mbr, 512);
	image_write(&image, 10 * MIB, first, 512);
	image_write(&image, 20 * MIB, second, 512);
	image_write_sparse(&image, 1 * MIB, volume_bytes("a.txt", 512));
	image_write_sparse(&image, 11 * MIB, volume_bytes("b.txt", 512));
	image_write_sparse(&image, 21 * MIB, volume_bytes("c.txt", 512));
	struct source *source = image_source(&arena, &image);
	CHECK(source != NULL);
	CHECK_INT(source_volume_count(source), 3);
	check_volume(source, 0, 1 * MIB, "a.txt");
	check_volume(source, 1, 11 * MIB, "b.txt");
	check_volume(source, 2, 21 * MIB, "c.txt");
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

static void the_table_says_what_a_partition_is_for(void)
{
	static const struct { uint8_t type; enum volume_purpose purpose; } parts[] = {
		{ 0xEF, PURPOSE_EFI }, { 0x27, PURPOSE_RECOVERY }, { 0x07, PURPOSE_NONE }, { 0x0C, PURPOSE_NONE },
	};
	arena_init(&arena, 2 * GIB);
	struct image image = image_new(&arena, 8 * MIB);
	uint8_t mbr[512] = { 0 };
	for (unsigned i = 0; i < 4; i++)
		put_mbr_entry(mbr, i, parts[i].type, (i + 1) * (uint32_t)(MIB / 512), (uint32_t)(MIB / 512));
	put_le(mbr + 440, 0x1A2B3C4D, 4);
	image_write(&image, 0, mbr, 512);
	struct source *source = image_source(&arena, &image);
	CHECK_INT(source_volume_count(source), 4);
	for (unsigned i = 0; i < 4; i++)
		CHECK_INT(source_volume(source, i)->purpose, parts[i].purpose);
	CHECK_STR(source_volume(source, 2)->partition, "mbr:1a2b3c4d:3145728"); /* as MountedDevices would name it */
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

/* The first sector of the disk is gone; the last volume ends with the disk, so its backup boot sector tells where it begins. */
static void wiped_table_is_bridged_by_the_backup_boot_sector(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = image_new(&arena, ALIGN + VOLUME_BYTES);
	image_write_sparse(&image, ALIGN, volume_bytes("only.txt", 512));
	struct source *source = image_source(&arena, &image);
	CHECK(source != NULL);
	CHECK_INT(source_volume_count(source), 1);
	check_volume(source, 0, ALIGN, "only.txt");
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

static void other_bytes_are_named(void)
{
	static const struct { uint64_t offset; const char *magic; enum filesystem filesystem; const char *detail;
	} cases[] = {
		{ 0, "\0", FILESYSTEM_UNKNOWN, "first sector is empty" },
		{ 0, "hello", FILESYSTEM_UNKNOWN, "no known signature" },
		{ 1080, "\x53\xEF", FILESYSTEM_OTHER, "ext" },
		{ 4086, "SWAPSPACE2", FILESYSTEM_OTHER, "swap" },
		{ 3, "EXFAT   ", FILESYSTEM_OTHER, "exFAT" },
		{ 3, "ReFS\0\0\0\0", FILESYSTEM_OTHER, "ReFS" },
		{ 3, "-FVE-FS-", FILESYSTEM_BITLOCKER, "BitLocker metadata cannot be read" },
		{ 3, "NTFS    ", FILESYSTEM_NTFS, "the boot sector contradicts itself" },
	};
	arena_init(&arena, 2 * GIB);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct image image = image_new(&arena, 2 * MIB);
		struct file_tree *tree;
		image_write(&image, cases[i].offset, cases[i].magic, strlen(cases[i].magic));
		struct source *source = image_source(&arena, &image);
		CHECK(source != NULL);
		CHECK_INT(source_volume_count(source), 1);
		CHECK_INT(source_volume(source, 0)->filesystem, cases[i].filesystem);
		CHECK_STR(source_volume(source, 0)->detail, cases[i].detail);
		bool claimed = cases[i].filesystem == FILESYSTEM_BITLOCKER || cases[i].filesystem == FILESYSTEM_NTFS;
		CHECK_INT(source_index(source, 0, &tree), claimed ? ERR_CORRUPT : ERR_UNSUPPORTED);
		source_close(source);
		image_done(&image);
	}
	struct image empty = image_new(&arena, 0);
	struct source *source = image_source(&arena, &empty);
	CHECK(source && source_volume_count(source) == 1 && source_volume(source, 0)->filesystem == FILESYSTEM_UNKNOWN);
	source_close(source);
	image_done(&empty);
	arena_done(&arena);
}

/* ---- disks that are told in two ways ---- */

static struct source *open_disk(struct image *image, size_t volumes)
{
	struct source *source = image_source(&arena, image);
	if (!source)
		abort();
	CHECK_INT(source_volume_count(source), volumes);
	for (size_t i = source_volume_count(source); i < volumes; i++)
		abort();
	return source;
}

static void check_doubt(struct source *source, size_t index, uint64_t offset, const char *detail)
{
	const struct volume_info *info = source_volume(source, index);
	CHECK_INT(info->offset, offset);
	CHECK_INT((info->states & VOLUME_DAMAGED) != 0, detail != NULL);
	CHECK(!detail || str_starts(info->detail, str_from_c(detail)));
}

/* Sector 0 describes a volume, and there is a GPT: firmware and Windows read the one, a tool may read the other. */
static void a_boot_sector_before_a_table(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = gpt_disk(512);
	struct span decoy = volume_bytes("decoy.txt", 512);
	image_write(&image, 0, decoy.data, 440);
	struct source *source = open_disk(&image, 3);
	check_doubt(source, 0, 0, "the disk is a volume and has partitions");
	check_doubt(source, 1, ALIGN, "the disk is a volume and has partitions");
	check_volume(source, 1, ALIGN, "first.txt");
	check_volume(source, 2, ALIGN + VOLUME_BYTES, "second.txt");
	CHECK(source_volume(source, 2)->states & VOLUME_DAMAGED); /* also after it was opened */
	source_close(source);
	image_done(&image);
	/* An MBR does as well. */
	image = image_new(&arena, 12 * MIB);
	uint8_t mbr[512];
	memcpy(mbr, decoy.data, 512);
	memset(mbr + 446, 0, 64);
	put_mbr_entry(mbr, 0, 0x07, MIB / 512, VOLUME_BYTES / 512);
	put_mbr_entry(mbr, 1, 0x07, 10 * MIB / 512, MIB / 512); /* nothing begins there */
	image_write(&image, 0, mbr, 512);
	image_write_sparse(&image, MIB, volume_bytes("real.txt", 512));
	source = open_disk(&image, 2);
	check_volume(source, 1, MIB, "real.txt");
	check_doubt(source, 1, MIB, "the disk is a volume and has partitions");
	source_close(source);
	image_done(&image);
	/* And an ordinary volume is one volume, in no doubt. */
	image = image_of(&arena, decoy);
	source = open_disk(&image, 1);
	check_doubt(source, 0, 0, NULL);
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

/* The MBR of a GPT disk repeats one partition, which is usual, and names another one. */
static void an_mbr_that_knows_more_than_the_gpt(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = gpt_disk(512);
	uint8_t mbr[512];
	image_read(&image, 0, mbr, 512);
	put_mbr_entry(mbr, 1, 0x07, MIB / 512, VOLUME_BYTES / 512);
	image_write(&image, 0, mbr, 512);
	struct source *source = open_disk(&image, 2);
	check_doubt(source, 0, ALIGN, NULL);
	source_close(source);
	CHECK(ftruncate(image.fd, 28 * MIB) == 0);
	put_mbr_entry(mbr, 2, 0x07, 19 * MIB / 512, VOLUME_BYTES / 512);
	image_write(&image, 0, mbr, 512);
	image_write_sparse(&image, 19 * MIB, volume_bytes("third.txt", 512));
	source = open_disk(&image, 3);
	check_doubt(source, 2, 19 * MIB, "the MBR names a partition that the GPT does not");
	check_volume(source, 2, 19 * MIB, "third.txt");
	check_doubt(source, 0, ALIGN, NULL);
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

static void volumes_in_no_partition(void)
{
	static const uint8_t zeros[512];
	arena_init(&arena, 2 * GIB);
	struct image image = image_new(&arena, 48 * MIB + 4096);
	uint8_t mbr[512] = { 0 };
	put_mbr_entry(mbr, 0, 0x07, MIB / 512, VOLUME_BYTES / 512);
	image_write(&image, 0, mbr, 512);
	image_write_sparse(&image, MIB, volume_bytes("named.txt", 512));
	image_write_sparse(&image, 12 * MIB, volume_bytes("lost.txt", 512));
	image_write_sparse(&image, 24 * MIB, volume_bytes("again.txt", 512));
	image_write_sparse(&image, 40 * MIB + 4096, volume_bytes("last.txt", 512)); /* known by its last sector */
	image_write(&image, 40 * MIB + 4096, zeros, 512);
	struct source *source = open_disk(&image, 4);
	check_volume(source, 1, 12 * MIB, "lost.txt");
	CHECK_STR(source_volume(source, 1)->partition, "");
	CHECK_INT(source_volume(source, 1)->states, VOLUME_CLEAN);
	check_volume(source, 2, 24 * MIB, "again.txt");
	check_volume(source, 3, 40 * MIB + 4096, "last.txt");
	source_close(source);
	/* Partitions that begin at a track, as they did before Windows Vista. */
	put_mbr_entry(mbr, 0, 0x07, 20 * MIB / 512, VOLUME_BYTES / 512);
	CHECK(ftruncate(image.fd, 0) == 0 && ftruncate(image.fd, 28 * MIB) == 0);
	image_write(&image, 0, mbr, 512);
	image_write_sparse(&image, 63 * 512, volume_bytes("old.txt", 512));
	source = open_disk(&image, 2);
	check_volume(source, 1, 63 * 512, "old.txt");
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

/* One volume in several entries is read once, and the overlap is said. */
static void partitions_that_overlap(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = image_new(&arena, 24 * MIB);
	uint8_t mbr[512] = { 0 };
	uint32_t mib = MIB / 512;
	put_mbr_entry(mbr, 0, 0x07, mib, 4 * mib);
	put_mbr_entry(mbr, 1, 0x07, mib, VOLUME_BYTES / 512);
	put_mbr_entry(mbr, 2, 0x07, 5 * mib, 2 * mib);
	put_mbr_entry(mbr, 3, 0x07, 12 * mib, VOLUME_BYTES / 512);
	image_write(&image, 0, mbr, 512);
	image_write_sparse(&image, MIB, volume_bytes("one.txt", 512));
	image_write_sparse(&image, 12 * MIB, volume_bytes("two.txt", 512));
	struct source *source = open_disk(&image, 3);
	check_doubt(source, 0, MIB, "partitions overlap");
	check_doubt(source, 1, 5 * MIB, "partitions overlap");
	check_doubt(source, 2, 12 * MIB, NULL);
	check_volume(source, 0, MIB, "one.txt");
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

/* A name of NTFS is never taken for another file system, whatever else the bytes hold. */
static void a_boot_sector_that_contradicts_itself(void)
{
	arena_init(&arena, 2 * GIB);
	struct image image = image_of(&arena, volume_bytes("real.txt", 512));
	struct file_tree *tree;
	image_write(&image, 1080, "\x53\xEF", 2);
	image_write(&image, 13, "\x07", 1);                       /* sectors in a cluster */
	image_write(&image, VOLUME_BYTES - 512 + 13, "\x07", 1);
	struct source *source = open_disk(&image, 1);
	CHECK_INT(source_volume(source, 0)->filesystem, FILESYSTEM_NTFS);
	check_doubt(source, 0, 0, "the boot sector contradicts itself");
	CHECK_INT(source_index(source, 0, &tree), ERR_CORRUPT);
	source_close(source);
	image_done(&image);
	/* $MFTMirr where $MFT is: Windows does not mind. The backup boot sector serves. */
	image = image_of(&arena, volume_bytes("real.txt", 512));
	uint8_t place[8];
	image_read(&image, 48, place, 8);
	image_write(&image, 56, place, 8);
	image_write(&image, 1080, "\x53\xEF", 2);
	source = open_disk(&image, 1);
	check_volume(source, 0, 0, "real.txt");
	source_close(source);
	image_done(&image);
	arena_done(&arena);
}

TEST_MAIN(TEST(gpt_is_read_with_both_sector_sizes), TEST(cut_gpt_disk_names_all_volumes), TEST(mbr_with_extended_partition), TEST(the_table_says_what_a_partition_is_for),
          TEST(wiped_table_is_bridged_by_the_backup_boot_sector), TEST(other_bytes_are_named), TEST(a_boot_sector_before_a_table),
          TEST(an_mbr_that_knows_more_than_the_gpt), TEST(volumes_in_no_partition), TEST(partitions_that_overlap),
          TEST(a_boot_sector_that_contradicts_itself))
