/* Small NTFS volumes made by mkntfs and filled through libntfs-3g (read-write, on a temporary file: never the code under test). */
#ifndef SOATMAY_TESTS_NTFS_FIXTURE_H
#define SOATMAY_TESTS_NTFS_FIXTURE_H

#include "disk/ntfs_library.h"

#include "base/utf.h"
#include "disk_support.h"

#define FIXTURE_FILE_BYTES 100000u

static inline bool make_ntfs(struct arena *arena, const struct image *image, unsigned sector_bytes, const char *label)
{
	struct str command =
		str_format(arena, "PATH=$PATH:/sbin:/usr/sbin mkntfs -F -Q -q -s %u -p 0 -H 0 -S 0 -L '%s' '%s' >/dev/null 2>&1",
			sector_bytes, label, image->path);
	return system(str_to_c(arena, command)) == 0;
}

static inline ntfs_volume *mount_writable(const struct image *image)
{
	ntfs_log_set_handler(ntfs_log_handler_null);
	return ntfs_mount(image->path, NTFS_MNT_NONE);
}

/* Creates `name` in the directory of record `parent`; 0 on failure. The content is a pattern of the name's first byte. */
static inline uint64_t add_item(struct arena *arena, ntfs_volume *volume, uint64_t parent, const char *name, mode_t type, size_t len)
{
	struct span text = utf16le_from_utf8(arena, str_from_c(name));
	ntfs_inode *directory = ntfs_inode_open(volume, parent);
	ntfs_inode *inode =
		directory ? ntfs_create(directory, const_cpu_to_le32(0), (ntfschar *)(uintptr_t)text.data, (u8)(text.len / 2), type)
			  : NULL;
	uint64_t number = inode ? inode->mft_no : 0;
	if (inode && len) {
		ntfs_attr *data = ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0);
		uint8_t *bytes = arena_alloc(arena, len);
		memset(bytes, name[0], len);
		if (!data || ntfs_attr_pwrite(data, 0, (s64)len, bytes) != (s64)len)
			number = 0;
		if (data)
			ntfs_attr_close(data);
	}
	if (inode && ntfs_inode_close_in_dir(inode, directory) != 0)
		number = 0;
	if (directory)
		ntfs_inode_close(directory);
	return number;
}

struct fixture {
	struct image image;
	uint64_t users, an, hive, letter; /* record numbers */
};

/* Users\an\NTUSER.DAT (100000 bytes of 'N'), Users\an\Tài Liệu\ĐƠN thư.txt, Windows; 16 MiB. */
static inline struct fixture fixture_new(struct arena *arena, unsigned sector_bytes)
{
	struct fixture fixture = { .image = image_new(arena, 16 * MIB) };
	if (!make_ntfs(arena, &fixture.image, sector_bytes, "Máy 7"))
		test_skip("no mkntfs");
	ntfs_volume *volume = mount_writable(&fixture.image);
	if (!volume)
		abort();
	fixture.users = add_item(arena, volume, FILE_root, "Users", S_IFDIR, 0);
	fixture.an = add_item(arena, volume, fixture.users, "an", S_IFDIR, 0);
	fixture.hive = add_item(arena, volume, fixture.an, "NTUSER.DAT", S_IFREG, FIXTURE_FILE_BYTES);
	fixture.letter = add_item(arena, volume, fixture.an, "Tài Liệu", S_IFDIR, 0);
	fixture.letter = add_item(arena, volume, fixture.letter, "ĐƠN thư.txt", S_IFREG, 12);
	add_item(arena, volume, FILE_root, "Windows", S_IFDIR, 0);
	if (ntfs_umount(volume, FALSE) != 0 || !fixture.letter || !fixture.hive)
		abort();
	return fixture;
}

/* A source of one image, its first volume indexed. */
struct opened {
	struct arena arena;
	struct image *image;
	struct str before;
	struct source *source;
	struct file_tree *tree;
	struct volume_info *info;
	enum err outcome;
};

static inline void open_image(struct opened *opened, struct image *image)
{
	*opened = (struct opened){ .image = image, .outcome = ERR_BUG };
	arena_init(&opened->arena, 2 * GIB);
	opened->before = image_hash(&opened->arena, image);
	opened->source = image_source(&opened->arena, image);
	if (!opened->source || source_volume_count(opened->source) == 0)
		return;
	opened->info = source_volume(opened->source, 0);
	opened->outcome = source_index(opened->source, 0, &opened->tree);
}

/* Whatever happened: nothing was written, the bytes are the same. */
static inline void close_image(struct opened *opened)
{
	struct source_info info = { 0 };
	if (opened->source)
		source_describe(opened->source, &info);
	CHECK_INT(info.writes, 0);
	source_close(opened->source);
	CHECK(str_eq(opened->before, image_hash(&opened->arena, opened->image)));
	arena_done(&opened->arena);
}

static inline bool hive_is_readable(struct opened *opened)
{
	struct file_entry entry;
	enum err e = opened->tree ? file_tree_find(opened->tree, STR("Users\\an\\NTUSER.DAT"), &entry) : ERR_BUG;
	if (e || entry.size != FIXTURE_FILE_BYTES)
		return false;
	struct span content = read_content(&opened->arena, opened->tree, &entry, (struct str){ 0 }, &e);
	return e == OK && content.len == FIXTURE_FILE_BYTES && content.data[0] == 'N' &&
	       memcmp(content.data, content.data + 1, content.len - 1) == 0;
}

#endif
