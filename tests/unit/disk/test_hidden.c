/* Doctored volumes: what a directory still names must not vanish because $MFT was altered. One lie for each test. */
#include "base/peek.h"
#include "disk/mft_record.h"
#include "disk/ntfs_boot.h"
#include "ntfs_fixture.h"

static struct arena arena;

static void put_le(uint8_t *at, uint64_t value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

struct open_record {
	uint64_t offset;
	uint8_t bytes[4096];
	size_t len;
	struct mft_record record;
};

static void record_open(const struct image *image, uint64_t number, struct open_record *ret)
{
	uint8_t sector[NTFS_BOOT_BYTES];
	struct ntfs_boot boot = { 0 };
	image_read(image, 0, sector, sizeof sector);
	CHECK(ntfs_boot_parse((struct span){ sector, sizeof sector }, &boot));
	ret->offset = boot.mft_offset + number * boot.record_bytes;
	ret->len = boot.record_bytes;
	image_read(image, ret->offset, ret->bytes, ret->len);
	CHECK_INT(mft_record_open(ret->bytes, ret->len, &ret->record), MFT_RECORD_SOUND);
}

static void record_save(const struct image *image, struct open_record *open)
{
	bool failed = false;
	struct span bytes = { open->bytes, open->len };
	uint16_t at = peek_u16le(bytes, 4, &failed), count = peek_u16le(bytes, 6, &failed);
	for (unsigned i = 1; i < count; i++) {
		memcpy(open->bytes + at + 2 * i, open->bytes + i * 512 - 2, 2);
		memcpy(open->bytes + i * 512 - 2, open->bytes + at, 2);
	}
	image_write(image, open->offset, open->bytes, open->len);
}

/* Where the first attribute of `type` begins in the record; its value, if resident, at *ret_value. */
static uint8_t *attribute_of(struct open_record *open, uint32_t type, uint8_t **ret_value)
{
	struct mft_attribute attribute;
	size_t offset = open->record.first_attribute;
	for (size_t at = offset; mft_attribute_next(&open->record, &offset, &attribute) == OK; at = offset) {
		if (attribute.type == type) {
			*ret_value = attribute.resident ? open->bytes + (attribute.value.data - open->bytes) : NULL;
			return open->bytes + at;
		}
	}
	abort();
}

/* Alters the name of one record: its parent reference and its name space. */
static void alter_name(const struct image *image, uint64_t number, uint64_t parent_xor, int space)
{
	struct open_record open;
	uint8_t *name;
	bool failed = false;
	record_open(image, number, &open);
	attribute_of(&open, MFT_FILE_NAME, &name);
	put_le(name, peek_u64le((struct span){ name, 8 }, 0, &failed) ^ parent_xor, 8);
	name[0x41] = space < 0 ? name[0x41] : (uint8_t)space;
	record_save(image, &open);
}

static struct fixture start(void)
{
	arena_init(&arena, 2 * GIB);
	return fixture_new(&arena, 512);
}

/* Opens, expects the number of lost records; the folder's own directory names it, so it is still found. */
static void check_lost(struct fixture *fixture, uint64_t lost, const char *path)
{
	struct opened opened;
	struct file_entry entry;
	open_image(&opened, &fixture->image);
	CHECK_INT(opened.outcome, OK);
	CHECK_INT(opened.info->unreadable_records, lost);
	CHECK(opened.info->states & VOLUME_DAMAGED);
	CHECK(!(opened.info->states & VOLUME_CLEAN));
	CHECK_INT(file_tree_find(opened.tree, str_from_c(path), &entry), OK);
	CHECK(count_matches(opened.tree, "**") < 1000); /* and the tree ends */
	close_image(&opened);
	image_done(&fixture->image);
	arena_done(&arena);
}

static void stale_sequence_of_the_parent(void)
{
	struct fixture fixture = start();
	alter_name(&fixture.image, fixture.an, (uint64_t)0x40 << 48, -1);
	check_lost(&fixture, 1, "Users\\an\\NTUSER.DAT");
}

static void parent_out_of_range(void)
{
	struct fixture fixture = start();
	alter_name(&fixture.image, fixture.an, 0xFFFF00000000, -1);
	check_lost(&fixture, 1, "Users\\an\\NTUSER.DAT");
}

static void a_dos_name_alone(void)
{
	struct fixture fixture = start();
	alter_name(&fixture.image, fixture.an, 0, MFT_NAME_DOS);
	check_lost(&fixture, 1, "Users\\an\\NTUSER.DAT");
}

/* The folder hangs in a folder of its own: all parents exist, and none leads to the root. */
static void folders_in_a_ring(void)
{
	struct fixture fixture = start();
	struct open_record open;
	uint8_t *name;
	bool failed = false;
	record_open(&fixture.image, fixture.letter, &open);
	attribute_of(&open, MFT_FILE_NAME, &name);
	uint64_t inner = peek_u64le((struct span){ name, 8 }, 0, &failed); /* Tài Liệu, with its sequence */
	record_open(&fixture.image, fixture.an, &open);
	attribute_of(&open, MFT_FILE_NAME, &name);
	put_le(name, inner, 8);
	record_save(&fixture.image, &open);
	check_lost(&fixture, 1, "Users\\an\\NTUSER.DAT");
}

/* A whole file dressed as a part of another one. */
static void an_extension_of_nothing(void)
{
	static const uint64_t bases[] = { 0xFFFFFFFF, 40, 0x7000000000005, 0x5000000000005 };
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		struct fixture fixture = start();
		struct open_record open;
		struct opened opened;
		struct file_entry entry;
		record_open(&fixture.image, fixture.hive, &open);
		put_le(open.bytes + 0x20, bases[i], 8);
		record_save(&fixture.image, &open);
		open_image(&opened, &fixture.image);
		CHECK_INT(opened.info->unreadable_records, 1);
		CHECK_INT(file_tree_find(opened.tree, STR("Users\\an\\NTUSER.DAT"), &entry), ERR_CORRUPT);
		close_image(&opened);
		image_done(&fixture.image);
		arena_done(&arena);
	}
}

/* An attribute list whose records are nobody's: the file would look empty. */
static void a_stream_in_records_that_are_lost(void)
{
	struct fixture fixture = start();
	struct open_record open;
	struct opened opened;
	struct file_entry entry;
	uint8_t *value;
	record_open(&fixture.image, fixture.hive, &open);
	put_le(attribute_of(&open, MFT_DATA, &value), 0x100, 4);
	put_le(attribute_of(&open, 0x50, &value), MFT_ATTRIBUTE_LIST, 4);
	record_save(&fixture.image, &open);
	open_image(&opened, &fixture.image);
	CHECK_INT(opened.info->unreadable_records, 1);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\an\\NTUSER.DAT"), &entry), ERR_CORRUPT);
	close_image(&opened);
	image_done(&fixture.image);
	arena_done(&arena);
}

/* Two unnamed streams in one record, of which Windows reads the first: a short decoy behind it must not stand in. */
static void a_second_stream_of_another_size(void)
{
	struct fixture fixture = start();
	struct open_record open;
	struct opened opened;
	struct file_entry entry;
	uint8_t *value;
	bool failed = false;
	enum err e;
	record_open(&fixture.image, fixture.hive, &open);
	uint8_t *stream = attribute_of(&open, MFT_DATA, &value);
	uint32_t len = peek_u32le((struct span){ stream, 64 }, 4, &failed), end = open.record.end;
	static const uint8_t decoy[32] = { 0x80, 0, 0, 0, 32, 0, 0, 0, 0, 0, 24, 0, 0, 0, 9, 0, 4, 0, 0, 0, 24, 0, 0, 0, 'N', 'N', 'N', 'N' };
	CHECK(stream + len + 8 == open.bytes + end && end + 32 < 1000);
	memcpy(stream + len, decoy, sizeof decoy);
	put_le(stream + len + 32, 0xFFFFFFFF, 8);
	put_le(open.bytes + 0x18, end + 32, 4);
	record_save(&fixture.image, &open);
	open_image(&opened, &fixture.image);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\an\\NTUSER.DAT"), &entry), OK);
	CHECK_INT(entry.size, 4);
	read_content(&opened.arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK_INT(e, ERR_CORRUPT);
	close_image(&opened);
	image_done(&fixture.image);
	arena_done(&arena);
}

/* Goes everywhere with the directories verified; the states of the volume afterwards. */
static uint32_t verified_states(struct image *image)
{
	struct opened opened;
	open_image(&opened, image);
	CHECK_INT(opened.outcome, OK);
	CHECK_INT(opened.info->unreadable_records, 0);
	CHECK_INT(opened.info->states, VOLUME_CLEAN);
	file_tree_verify(opened.tree, true);
	CHECK(count_matches(opened.tree, "**") > 0);
	file_tree_verify(opened.tree, false);
	uint32_t states = source_volume(opened.source, 0)->states;
	CHECK((states & VOLUME_DAMAGED) == 0 || opened.info->detail.len > 0);
	close_image(&opened);
	return states;
}

static void names_of_a_sound_volume_agree(void)
{
	for (unsigned sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 8) {
		arena_init(&arena, 2 * GIB);
		struct fixture fixture = fixture_new(&arena, sector_bytes);
		ntfs_volume *volume = mount_writable(&fixture.image);
		for (unsigned i = 0; i < 300; i++) /* a tree of blocks */
			add_item(&arena, volume, fixture.an, str_to_c(&arena, str_format(&arena, "%u tệp %u", i * 7919 % 300, i)), S_IFREG, 0);
		ntfs_umount(volume, FALSE);
		CHECK_INT(verified_states(&fixture.image), VOLUME_CLEAN);
		image_done(&fixture.image);
		arena_done(&arena);
	}
}

/* $MFT calls the hive by another name than its directory does. */
static void another_name_in_mft(void)
{
	struct fixture fixture = start();
	struct open_record open;
	struct opened opened;
	struct file_entry entry;
	uint8_t *name;
	record_open(&fixture.image, fixture.hive, &open);
	attribute_of(&open, MFT_FILE_NAME, &name);
	name[0x42] = 'M';
	record_save(&fixture.image, &open);
	CHECK_INT(verified_states(&fixture.image), VOLUME_DAMAGED);
	open_image(&opened, &fixture.image);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\an\\NTUSER.DAT"), &entry), ERR_ABSENT);
	file_tree_verify(opened.tree, true);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\an\\NTUSER.DAT"), &entry), OK); /* as Windows would */
	CHECK(source_volume(opened.source, 0)->states & VOLUME_DAMAGED);
	close_image(&opened);
	image_done(&fixture.image);
	arena_done(&arena);
}

/* The directory leads to another file than $MFT; and then, to none. */
static void another_record_in_the_directory(void)
{
	for (unsigned gone = 0; gone < 2; gone++) {
		struct fixture fixture = start();
		struct open_record open;
		uint8_t *root;
		bool failed = false;
		record_open(&fixture.image, fixture.hive, &open);
		uint64_t hive = fixture.hive | (uint64_t)open.record.sequence << 48;
		record_open(&fixture.image, fixture.letter, &open);
		uint64_t letter = fixture.letter | (uint64_t)open.record.sequence << 48;
		record_open(&fixture.image, fixture.an, &open);
		attribute_of(&open, 0x90, &root);
		size_t at = 32;
		while (peek_u64le((struct span){ root, 512 }, at, &failed) != hive && !failed)
			at += peek_u16le((struct span){ root, 512 }, at + 8, &failed);
		CHECK(!failed);
		put_le(root + at, gone ? hive ^ (uint64_t)7 << 48 : letter, 8);
		record_save(&fixture.image, &open);
		CHECK_INT(verified_states(&fixture.image), VOLUME_DAMAGED);
		image_done(&fixture.image);
		arena_done(&arena);
	}
}

/* Windows lists a name out of order and does not find it. */
static void names_out_of_order(void)
{
	struct fixture fixture = start();
	struct open_record open;
	uint8_t *root;
	bool failed = false;
	record_open(&fixture.image, fixture.an, &open);
	attribute_of(&open, 0x90, &root);
	uint16_t first = peek_u16le((struct span){ root, 512 }, 32 + 8, &failed);
	uint16_t second = peek_u16le((struct span){ root, 512 }, 32u + first + 8, &failed);
	uint8_t swapped[512];
	memcpy(swapped, root + 32 + first, second);
	memcpy(swapped + second, root + 32, first);
	memcpy(root + 32, swapped, (size_t)first + second);
	record_save(&fixture.image, &open);
	CHECK_INT(verified_states(&fixture.image), VOLUME_DAMAGED);
	image_done(&fixture.image);
	arena_done(&arena);
}

TEST_MAIN(TEST(stale_sequence_of_the_parent), TEST(parent_out_of_range), TEST(a_dos_name_alone), TEST(folders_in_a_ring),
          TEST(an_extension_of_nothing), TEST(a_stream_in_records_that_are_lost), TEST(a_second_stream_of_another_size), TEST(names_of_a_sound_volume_agree),
          TEST(another_name_in_mft), TEST(another_record_in_the_directory), TEST(names_out_of_order))
