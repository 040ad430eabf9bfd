/* Names, globs and content on a sound volume: Windows' case rules, streams, attribute lists, hard links, compressed, sparse, encrypted,
 * WOF and deleted files; and the door that cannot write. */
#include "disk/ntfs_view.h"
#include "ntfs_fixture.h"

static struct arena arena;

static struct fixture start(unsigned sector_bytes)
{
	arena_init(&arena, 2 * GIB);
	return fixture_new(&arena, sector_bytes);
}

static void finish(struct fixture *fixture)
{
	image_done(&fixture->image);
	arena_done(&arena);
}

static enum err find(struct opened *opened, const char *path, struct file_entry *ret)
{
	return file_tree_find(opened->tree, str_from_c(path), ret);
}

static void names_follow_windows_case_rules(void)
{
	struct fixture fixture = start(512);
	struct opened opened;
	struct file_entry entry, other;
	open_image(&opened, &fixture.image);
	CHECK_INT(find(&opened, "USERS\\AN\\TÀI LIỆU\\đơn THƯ.TXT", &entry), OK);
	CHECK_INT(find(&opened, "\\users\\an\\tài liệu\\Đơn thư.txt", &other), OK);
	CHECK_INT(entry.id, fixture.letter);
	CHECK_INT(other.id, fixture.letter);
	CHECK_INT(entry.size, 12);
	CHECK(entry.created > 0 && entry.modified > 0 && !entry.directory && !entry.reparse_tag);
	CHECK_INT(find(&opened, "users\\an\\tai lieu", &entry), ERR_ABSENT);
	CHECK_INT(find(&opened, "users\\an\\NTUSER.DAT\\x", &entry), ERR_ABSENT);
	CHECK_INT(find(&opened, "users\\..\\users", &entry), ERR_ABSENT);
	CHECK_INT(find(&opened, "", &entry), OK);
	CHECK(entry.directory);
	CHECK_INT(find(&opened, "$MFT", &entry), OK);
	close_image(&opened);
	finish(&fixture);
}

static enum err note_path(void *context, struct str path, const struct file_entry *entry)
{
	struct buf *all = context;
	buf_put(all, path);
	buf_put_c(all, entry->directory ? "/|" : "|");
	return OK;
}

static enum err stop_at_once(void *context, struct str path, const struct file_entry *entry)
{
	(void)path, (void)entry;
	++*(unsigned *)context;
	return ERR_LIMIT;
}

static void check_glob(struct opened *opened, const char *root, const char *pattern, const char *expected)
{
	struct buf all = { 0 };
	CHECK_INT(file_tree_glob(opened->tree, str_from_c(root), str_from_c(pattern), note_path, &all), OK);
	CHECK_STR(buf_str(&all), expected);
	buf_done(&all);
}

static void globs_match_once_and_in_order(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	uint64_t binh = add_item(&arena, volume, fixture.users, "Binh", S_IFDIR, 0);
	add_item(&arena, volume, binh, "ntuser.dat", S_IFREG, 10);
	add_item(&arena, volume, binh, "an", S_IFDIR, 0);
	ntfs_umount(volume, FALSE);
	struct opened opened;
	open_image(&opened, &fixture.image);
	check_glob(&opened, "", "*", "Users/|Windows/|");
	check_glob(&opened, "", "users\\*\\NTUSER.DAT", "Users\\an\\NTUSER.DAT|Users\\Binh\\ntuser.dat|");
	check_glob(&opened, "Users", "*\\ntuser.???", "Users\\an\\NTUSER.DAT|Users\\Binh\\ntuser.dat|");
	check_glob(&opened, "", "Users\\**\\an", "Users\\an/|Users\\Binh\\an/|");
	check_glob(&opened, "", "**\\**\\*.TXT", "Users\\an\\Tài Liệu\\ĐƠN thư.txt|");
	check_glob(&opened, "", "Users\\An\\**", "Users\\an\\NTUSER.DAT|Users\\an\\Tài Liệu/|Users\\an\\Tài Liệu\\ĐƠN thư.txt|");
	check_glob(&opened, "", "**\\T?i*\\*th?*", "Users\\an\\Tài Liệu\\ĐƠN thư.txt|");
	check_glob(&opened, "", "Users\\nobody\\*", "");
	check_glob(&opened, "nowhere", "*", "");
	check_glob(&opened, "Users\\an\\NTUSER.DAT", "*", "");
	unsigned visits = 0;
	CHECK_INT(file_tree_glob(opened.tree, (struct str){ 0 }, STR("**"), stop_at_once, &visits), ERR_LIMIT);
	CHECK_INT(visits, 1);
	close_image(&opened);
	finish(&fixture);
}

/* A file with so many streams and names that its attributes need records of their own. */
static void streams_links_and_attribute_lists(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	uint64_t number = add_item(&arena, volume, fixture.an, "bundle.bin", S_IFREG, 70000);
	ntfs_inode *inode = ntfs_inode_open(volume, number), *directory = ntfs_inode_open(volume, fixture.users);
	for (unsigned i = 0; i < 40; i++) {
		struct span stream = utf16le_from_utf8(&arena, str_format(&arena, "Stream %u", i));
		struct str content = str_format(&arena, "content of stream %u, long enough to fill the record soon", i);
		CHECK(ntfs_attr_add(inode, AT_DATA, (ntfschar *)(uintptr_t)stream.data, (u8)(stream.len / 2), (const u8 *)content.data,
			      (s64)content.len) == 0);
	}
	for (unsigned i = 0; i < 12; i++) {
		struct span link = utf16le_from_utf8(&arena, str_format(&arena, "another name of the same file, number %u", i));
		CHECK(ntfs_link(inode, directory, (ntfschar *)(uintptr_t)link.data, (u8)(link.len / 2)) == 0);
	}
	CHECK(ntfs_inode_close_in_dir(inode, directory) == 0);
	ntfs_inode_close(directory);
	ntfs_umount(volume, FALSE);
	struct opened opened;
	struct file_entry entry;
	enum err e;
	open_image(&opened, &fixture.image);
	CHECK_INT(opened.info->files, 3);
	for (unsigned i = 0; i < 12; i++) {
		struct str path = str_format(&arena, "users\\ANOTHER name of the same file, number %u", i);
		CHECK_INT(file_tree_find(opened.tree, path, &entry), OK);
		CHECK_INT(entry.id, number);
		CHECK_INT(entry.size, 70000);
	}
	for (unsigned i = 0; i < 40; i++) {
		struct span content = read_content(&arena, opened.tree, &entry, str_format(&arena, "sTREAM %u", i), &e);
		CHECK(e == OK && str_eq((struct str){ (const char *)content.data, content.len },
		                        str_format(&arena, "content of stream %u, long enough to fill the record soon", i)));
	}
	CHECK_INT(file_tree_stream_size(opened.tree, &entry, STR("Stream 40")), 0);
	char byte;
	CHECK_INT(file_tree_read(opened.tree, &entry, STR("Stream 40"), &byte, 1), ERR_ABSENT);
	struct span content = read_content(&arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK(e == OK && content.len == 70000 && content.data[69999] == 'b');
	CHECK_INT(file_tree_read(opened.tree, &entry, (struct str){ 0 }, arena_alloc(&arena, 70001), 70001), ERR_CORRUPT);
	close_image(&opened);
	finish(&fixture);
}

static void set_attributes(ntfs_volume *volume, uint64_t number, uint32_t add)
{
	ntfs_inode *inode = ntfs_inode_open(volume, number);
	inode->flags |= cpu_to_le32(add);
	ntfs_inode_mark_dirty(inode);
	CHECK(ntfs_inode_close(inode) == 0);
}

static void add_reparse(ntfs_volume *volume, uint64_t number, uint32_t tag)
{
	uint8_t value[16] = { (uint8_t)tag, (uint8_t)(tag >> 8), (uint8_t)(tag >> 16), (uint8_t)(tag >> 24), 8 };
	ntfs_inode *inode = ntfs_inode_open(volume, number);
	CHECK(ntfs_attr_add(inode, AT_REPARSE_POINT, AT_UNNAMED, 0, value, sizeof value) == 0);
	CHECK(ntfs_inode_close(inode) == 0);
	set_attributes(volume, number, 0x400);
}

static void content_that_is_not_plain_is_named(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	set_attributes(volume, add_item(&arena, volume, FILE_root, "efs.txt", S_IFREG, 600), 0x4000);
	add_reparse(volume, add_item(&arena, volume, FILE_root, "wof.dll", S_IFREG, 600), 0x80000017);
	uint64_t cloud = add_item(&arena, volume, FILE_root, "cloud.docx", S_IFREG, 600);
	add_reparse(volume, cloud, 0x9000601A);
	set_attributes(volume, cloud, 0x400000);
	add_reparse(volume, add_item(&arena, volume, FILE_root, "here.docx", S_IFREG, 600), 0x9000601A);
	ntfs_umount(volume, FALSE);
	struct opened opened;
	struct file_entry entry;
	char bytes[600];
	open_image(&opened, &fixture.image);
	CHECK_INT(find(&opened, "efs.txt", &entry), OK);
	CHECK(entry.encrypted);
	CHECK_INT(file_tree_read(opened.tree, &entry, (struct str){ 0 }, bytes, 600), ERR_LOCKED);
	CHECK_INT(find(&opened, "wof.dll", &entry), OK);
	CHECK_INT(entry.reparse_tag, 0x80000017);
	CHECK_INT(file_tree_read(opened.tree, &entry, (struct str){ 0 }, bytes, 600), ERR_UNSUPPORTED);
	CHECK_INT(find(&opened, "cloud.docx", &entry), OK);
	CHECK_INT(file_tree_read(opened.tree, &entry, (struct str){ 0 }, bytes, 600), ERR_UNSUPPORTED);
	CHECK_INT(find(&opened, "here.docx", &entry), OK); /* kept on this disk: only the tag is the cloud's */
	CHECK_INT(file_tree_read(opened.tree, &entry, (struct str){ 0 }, bytes, 600), OK);
	CHECK(bytes[0] == 'h' && bytes[599] == 'h');
	close_image(&opened);
	finish(&fixture);
}

static void compressed_and_sparse_content_is_read(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	uint64_t number = add_item(&arena, volume, FILE_root, "packed.log", S_IFREG, 0);
	ntfs_inode *inode = ntfs_inode_open(volume, number);
	CHECK(ntfs_attr_set_flags(inode, AT_DATA, AT_UNNAMED, 0, ATTR_IS_COMPRESSED, ATTR_COMPRESSION_MASK) == 0);
	inode->flags |= FILE_ATTR_COMPRESSED;
	ntfs_attr *data = ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0);
	struct buf text = { 0 };
	while (text.len < 300000)
		buf_printf(&text, "line at %zu\n", text.len);
	CHECK(ntfs_attr_pwrite(data, 0, (s64)text.len, text.data) == (s64)text.len);
	ntfs_attr_pclose(data);
	ntfs_attr_close(data);
	CHECK(ntfs_inode_close(inode) == 0);
	number = add_item(&arena, volume, FILE_root, "holes.bin", S_IFREG, 10);
	inode = ntfs_inode_open(volume, number);
	data = ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0);
	CHECK(ntfs_attr_pwrite(data, 2000000, 3, "end") == 3);
	ntfs_attr_close(data);
	CHECK(ntfs_inode_close(inode) == 0);
	ntfs_umount(volume, FALSE);
	struct opened opened;
	struct file_entry entry;
	enum err e;
	open_image(&opened, &fixture.image);
	CHECK_INT(find(&opened, "packed.log", &entry), OK);
	CHECK(entry.compressed);
	struct span content = read_content(&arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK(e == OK && str_eq((struct str){ (const char *)content.data, content.len }, buf_str(&text)));
	CHECK_INT(find(&opened, "holes.bin", &entry), OK);
	content = read_content(&arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK(e == OK && content.len == 2000003 && memcmp(content.data + 2000000, "end", 3) == 0 && content.data[9] == 'h' &&
		content.data[1000000] == 0);
	buf_done(&text);
	close_image(&opened);
	finish(&fixture);
}

static void deleted_files_keep_their_path(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	static const char *const names[] = { "gone.xlsx", "old" };
	uint64_t old = add_item(&arena, volume, fixture.an, "old", S_IFDIR, 0);
	uint64_t inside = add_item(&arena, volume, old, "inside.txt", S_IFREG, 5);
	uint64_t gone = add_item(&arena, volume, fixture.an, "gone.xlsx", S_IFREG, 5);
	const uint64_t numbers[] = { gone, old };
	struct span name = utf16le_from_utf8(&arena, STR("inside.txt"));
	CHECK(ntfs_delete(volume, NULL, ntfs_inode_open(volume, inside), ntfs_inode_open(volume, old), (ntfschar *)(uintptr_t)name.data,
		      10) == 0);
	for (size_t i = 0; i < 2; i++) {
		name = utf16le_from_utf8(&arena, str_from_c(names[i]));
		CHECK(ntfs_delete(volume, NULL, ntfs_inode_open(volume, numbers[i]), ntfs_inode_open(volume, fixture.an),
			      (ntfschar *)(uintptr_t)name.data, (u8)(name.len / 2)) == 0);
	}
	ntfs_umount(volume, FALSE);
	struct opened opened;
	struct file_entry entry;
	struct buf all = { 0 };
	open_image(&opened, &fixture.image);
	CHECK_INT(find(&opened, "users\\an\\gone.xlsx", &entry), ERR_ABSENT);
	CHECK_INT(file_tree_deleted(opened.tree, note_path, &all), OK);
	CHECK(str_find(buf_str(&all), STR("Users\\an\\gone.xlsx|")) >= 0);
	CHECK(str_find(buf_str(&all), STR("Users\\an\\old/|")) >= 0);
	CHECK(str_find(buf_str(&all), STR("Users\\an\\old\\inside.txt|")) >= 0);
	CHECK_INT(opened.info->deleted_files, 2);
	buf_done(&all);
	close_image(&opened);
	finish(&fixture);
}

static void large_sectors_read_alike(void)
{
	struct fixture fixture = start(4096);
	struct opened opened;
	open_image(&opened, &fixture.image);
	CHECK_INT(opened.outcome, OK);
	CHECK(hive_is_readable(&opened));
	close_image(&opened);
	finish(&fixture);
}

static void content_needs_few_reads(void)
{
	struct fixture fixture = start(512);
	ntfs_volume *volume = mount_writable(&fixture.image);
	CHECK(add_item(&arena, volume, FILE_root, "plain.bin", S_IFREG, 4 * MIB));
	ntfs_umount(volume, FALSE);
	struct opened opened;
	struct file_entry entry;
	struct source_info before, after;
	enum err e;
	open_image(&opened, &fixture.image);
	source_describe(opened.source, &before);
	CHECK_INT(find(&opened, "plain.bin", &entry), OK);
	read_content(&arena, opened.tree, &entry, (struct str){ 0 }, &e);
	CHECK_INT(e, OK);
	source_describe(opened.source, &after);
	CHECK(after.reads - before.reads <= 8);
	close_image(&opened);
	finish(&fixture);
}

static void every_write_is_refused_and_counted(void)
{
	struct fixture fixture = start(512);
	struct str before = image_hash(&arena, &fixture.image);
	struct device *device;
	CHECK_INT(device_open_fd(open(fixture.image.path, O_RDWR | O_CLOEXEC), &device), ERR_DENIED);
	CHECK_INT(device_open_fd(open(fixture.image.path, O_RDONLY | O_CLOEXEC), &device), OK);
	struct ntfs_view view = { .device = device };
	struct ntfs_device *dev = ntfs_device_alloc("test", 0, &ntfs_view_operations, &view);
	errno = 0;
	CHECK(dev->d_ops->pwrite(dev, "x", 1, 0) == -1 && errno == EROFS);
	errno = 0;
	CHECK(dev->d_ops->write(dev, "x", 1) == -1 && errno == EROFS);
	CHECK_INT(device_counters(device)->writes, 2);
	CHECK(dev->d_ops->sync(dev) == 0);
	ntfs_device_set_state(dev, ND_Dirty, true);
	CHECK(dev->d_ops->sync(dev) == -1);
	CHECK_INT(device_counters(device)->writes, 3);
	ntfs_device_free(dev);
	device_close(device);
	CHECK(str_eq(before, image_hash(&arena, &fixture.image)));
	finish(&fixture);
}

TEST_MAIN(TEST(names_follow_windows_case_rules), TEST(globs_match_once_and_in_order), TEST(streams_links_and_attribute_lists),
          TEST(content_that_is_not_plain_is_named), TEST(compressed_and_sparse_content_is_read), TEST(deleted_files_keep_their_path),
          TEST(large_sectors_read_alike), TEST(content_needs_few_reads), TEST(every_write_is_refused_and_counted))
