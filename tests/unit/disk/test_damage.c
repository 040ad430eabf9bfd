/* Volumes as they come: dirty, hibernated, cut, wiped boot sector, lost records. What can be read is read, the state is said. */
#include "disk/ntfs_boot.h"
#include "ntfs_fixture.h"

static struct arena arena;

static struct ntfs_boot boot_of(const struct image *image)
{
	uint8_t sector[NTFS_BOOT_BYTES];
	struct ntfs_boot boot = { 0 };
	image_read(image, 0, sector, sizeof sector);
	CHECK(ntfs_boot_parse((struct span){ sector, sizeof sector }, &boot));
	return boot;
}

static struct fixture start(void)
{
	arena_init(&arena, 2 * GIB);
	return fixture_new(&arena, 512);
}

static void finish(struct fixture *fixture)
{
	image_done(&fixture->image);
	arena_done(&arena);
}

/* Opens, checks that the hive reads, and returns the states. */
static uint32_t states_of(struct image *image, struct str *ret_detail)
{
	struct opened opened;
	open_image(&opened, image);
	CHECK_INT(opened.outcome, OK);
	CHECK(hive_is_readable(&opened));
	uint32_t states = opened.info ? opened.info->states : 0;
	if (ret_detail && opened.info)
		*ret_detail = str_copy(&arena, opened.info->detail);
	close_image(&opened);
	return states;
}

static void sound_volume_is_clean(void)
{
	struct fixture fixture = start();
	struct opened opened;
	open_image(&opened, &fixture.image);
	CHECK_INT(opened.outcome, OK);
	CHECK_INT(opened.info->states, VOLUME_CLEAN);
	CHECK_INT(opened.info->files, 2);
	CHECK_STR(opened.info->label, "Máy 7");
	CHECK(hive_is_readable(&opened));
	close_image(&opened);
	finish(&fixture);
}

static void dirty_flag_is_said(void)
{
	struct fixture fixture = start();
	ntfs_volume *volume = mount_writable(&fixture.image);
	CHECK(ntfs_volume_write_flags(volume, VOLUME_IS_DIRTY) == 0);
	ntfs_umount(volume, FALSE);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_DIRTY);
	finish(&fixture);
}

static void wiped_boot_sector_is_read_from_its_backup(void)
{
	struct fixture fixture = start();
	static const uint8_t zeros[4096];
	image_write(&fixture.image, 0, zeros, sizeof zeros);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_BACKUP_BOOT_SECTOR);
	finish(&fixture);
}

static void damaged_mirror_is_said(void)
{
	struct fixture fixture = start();
	struct ntfs_boot boot = boot_of(&fixture.image);
	image_write(&fixture.image, boot.mirror_offset + 40, "?????????", 9);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_MIRROR_DAMAGED);
	static const uint8_t zeros[4096];
	image_write(&fixture.image, boot.mirror_offset, zeros, sizeof zeros);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_MIRROR_DAMAGED);
	finish(&fixture);
}

static void lost_system_records_come_from_the_mirror(void)
{
	struct fixture fixture = start();
	struct ntfs_boot boot = boot_of(&fixture.image);
	static const uint8_t zeros[4096];
	image_write(&fixture.image, boot.mft_offset, zeros, 2 * boot.record_bytes);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_DAMAGED);
	image_write(&fixture.image, boot.mirror_offset, zeros, boot.record_bytes);
	struct opened opened;
	open_image(&opened, &fixture.image); /* now record 0 is nowhere */
	CHECK_INT(opened.outcome, ERR_CORRUPT);
	CHECK(opened.info->states & VOLUME_DAMAGED && opened.info->detail.len);
	close_image(&opened);
	finish(&fixture);
}

static void hibernation_is_told_from_its_leftovers(void)
{
	static const struct { const char *magic; uint32_t states;
	} cases[] = {
		{ "hibr", VOLUME_HIBERNATED },
		{ "HIBR", VOLUME_HIBERNATED },
		{ "wake", VOLUME_CLEAN },
		{ "RSTR", VOLUME_CLEAN },
		{ "\0\0\0\0", VOLUME_CLEAN },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture = start();
		ntfs_volume *volume = mount_writable(&fixture.image);
		uint64_t number = add_item(&arena, volume, FILE_root, "hiberfil.sys", S_IFREG, 8192);
		ntfs_inode *inode = ntfs_inode_open(volume, number);
		ntfs_attr *data = ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0);
		CHECK(ntfs_attr_pwrite(data, 0, 4, cases[i].magic) == 4);
		ntfs_attr_close(data);
		ntfs_inode_close(inode);
		ntfs_umount(volume, FALSE);
		CHECK_INT(states_of(&fixture.image, NULL), cases[i].states);
		finish(&fixture);
	}
}

static void cut_volume_reads_what_is_there(void)
{
	struct fixture fixture = start();
	CHECK(ftruncate(fixture.image.fd, 12 * MIB) == 0);
	CHECK_INT(states_of(&fixture.image, NULL), VOLUME_TRUNCATED);
	finish(&fixture);
}

static void content_behind_the_cut_is_truncated(void)
{
	struct fixture fixture = start();
	ntfs_volume *volume = mount_writable(&fixture.image);
	CHECK(add_item(&arena, volume, FILE_root, "big.bin", S_IFREG, 9 * MIB) != 0);
	ntfs_umount(volume, FALSE);
	CHECK(ftruncate(fixture.image.fd, 8 * MIB) == 0);
	struct opened opened;
	open_image(&opened, &fixture.image);
	struct file_entry entry;
	enum err e;
	CHECK_INT(file_tree_find(opened.tree, STR("BIG.BIN"), &entry), OK);
	CHECK_INT(entry.size, 9 * MIB);
	read_content(&opened.arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK_INT(e, ERR_TRUNCATED);
	close_image(&opened);
	finish(&fixture);
}

/* Breaks the update sequence of one record: its second sector never reached the disk. */
static void tear_record(const struct image *image, uint64_t number)
{
	struct ntfs_boot boot = boot_of(image);
	uint8_t byte;
	uint64_t at = boot.mft_offset + number * boot.record_bytes + 1022;
	image_read(image, at, &byte, 1);
	byte ^= 0x55;
	image_write(image, at, &byte, 1);
}

static enum err note_path(void *context, struct str path, const struct file_entry *entry)
{
	struct buf *all = context;
	(void)entry;
	buf_put(all, path);
	buf_put_char(all, '|');
	return OK;
}

static void torn_file_is_corrupt_not_absent(void)
{
	struct fixture fixture = start();
	tear_record(&fixture.image, fixture.hive);
	struct opened opened;
	open_image(&opened, &fixture.image);
	struct file_entry entry;
	CHECK_INT(opened.outcome, OK);
	CHECK_INT(opened.info->unreadable_records, 1);
	CHECK(opened.info->states & VOLUME_DAMAGED);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\An\\ntuser.dat"), &entry), ERR_CORRUPT);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\An\\ntuser.pol"), &entry), ERR_ABSENT);
	CHECK_INT(file_tree_find(opened.tree, STR("Users\\An\\Tài liệu\\đơn THƯ.txt"), &entry), OK);
	struct buf all = { 0 };
	CHECK_INT(file_tree_glob(opened.tree, (struct str){ 0 }, STR("Users\\*\\*.dat"), note_path, &all), OK);
	CHECK_STR(buf_str(&all), "Users\\an\\NTUSER.DAT|");
	buf_done(&all);
	close_image(&opened);
	finish(&fixture);
}

static void files_below_a_torn_folder_are_found(void)
{
	struct fixture fixture = start();
	tear_record(&fixture.image, fixture.an);
	struct opened opened;
	open_image(&opened, &fixture.image);
	struct file_entry entry;
	CHECK(hive_is_readable(&opened));
	CHECK_INT(file_tree_find(opened.tree, STR("users\\an"), &entry), ERR_CORRUPT);
	CHECK_INT(file_tree_find(opened.tree, STR("users\\an\\nothing"), &entry), ERR_CORRUPT);
	CHECK_INT(file_tree_find(opened.tree, STR("users\\binh"), &entry), ERR_ABSENT);
	struct buf all = { 0 };
	CHECK_INT(file_tree_glob(opened.tree, (struct str){ 0 }, STR("Users\\*\\*.DAT"), note_path, &all), ERR_CORRUPT);
	CHECK_STR(buf_str(&all), "Users\\an\\NTUSER.DAT|");
	buf_done(&all);
	close_image(&opened);
	finish(&fixture);
}

static void mostly_lost_mft_is_replaced_by_a_walk(void)
{
	struct fixture fixture = start();
	ntfs_volume *volume = mount_writable(&fixture.image);
	uint64_t many = add_item(&arena, volume, FILE_root, "many", S_IFDIR, 0), last = 0;
	uint64_t first = 0;
	for (unsigned i = 0; i < 100; i++) {
		last = add_item(&arena, volume, many, str_to_c(&arena, str_format(&arena, "file %03u", i)), S_IFREG, 0);
		first = first ? first : last;
	}
	ntfs_umount(volume, FALSE);
	for (uint64_t i = first; i <= last; i++)
		tear_record(&fixture.image, i);
	struct opened opened;
	open_image(&opened, &fixture.image);
	struct file_entry entry;
	CHECK_INT(opened.info->states, VOLUME_DAMAGED | VOLUME_DIRECTORY_WALK);
	CHECK_INT(opened.info->unreadable_records, 100);
	CHECK_INT(count_matches(opened.tree, "many\\file *"), 100);
	CHECK_INT(file_tree_find(opened.tree, STR("many\\FILE 050"), &entry), ERR_CORRUPT);
	CHECK_INT(file_tree_find(opened.tree, STR("many\\FILE 100"), &entry), ERR_ABSENT);
	CHECK(hive_is_readable(&opened));
	close_image(&opened);
	finish(&fixture);
}

TEST_MAIN(TEST(sound_volume_is_clean), TEST(dirty_flag_is_said), TEST(wiped_boot_sector_is_read_from_its_backup),
	TEST(damaged_mirror_is_said), TEST(lost_system_records_come_from_the_mirror), TEST(hibernation_is_told_from_its_leftovers),
	TEST(cut_volume_reads_what_is_there), TEST(content_behind_the_cut_is_truncated), TEST(torn_file_is_corrupt_not_absent),
	TEST(files_below_a_torn_folder_are_found), TEST(mostly_lost_mft_is_replaced_by_a_walk))
