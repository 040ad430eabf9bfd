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

TEST_MAIN(TEST(stale_sequence_of_the_parent), TEST(parent_out_of_range), TEST(a_dos_name_alone), TEST(folders_in_a_ring),
          TEST(an_extension_of_nothing), TEST(a_stream_in_records_that_are_lost))
