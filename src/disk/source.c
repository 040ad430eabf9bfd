/* A source: device, image or folder; its volumes, and the tree of each volume on demand. */
#include "disk/source.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/array.h"
#include "base/limits.h"
#include "base/utf.h"
#include "disk/bitlocker.h"
#include "disk/device.h"
#include "disk/layout.h"
#include "disk/mft_index.h"
#include "disk/ntfs_boot.h"
#include "disk/ntfs_volume.h"
#include "disk/partitions.h"
#include "disk/tree.h"
#include "disk/volume_signature.h"

struct volume {
	struct volume_info info;
	struct device *window;        /* the bytes on the disk */
	struct bitlocker *bitlocker;  /* NULL: not encrypted */
	struct device *content;       /* the file system: the window, or the decrypted view of it */
	struct ntfs_volume_reader *reader;
	struct file_tree *tree;
	struct str detail;            /* what was said before the file system was opened */
	bool tried;
	enum err outcome; /* of source_index */
};

struct source {
	struct arena *arena;
	struct source_info info;
	struct device *device; /* NULL for a folder */
	const struct volume_keys *keys;
	unsigned derivations; /* that may still be made */
	int folder_fd;
	ARRAY_OF(struct volume) volumes;
};

/* ---- finding the volumes ---- */

/* Takes the file system inside for what the volume holds. */
static void look_inside(struct volume *volume)
{
	struct volume_signature signature = volume_signature_read(volume->content);
	volume->info.content = signature.filesystem == FILESYSTEM_BITLOCKER ? FILESYSTEM_UNKNOWN : signature.filesystem;
}

/* What its metadata say. A volume that was decrypted keeps them, and is the file system that it was before. */
static void open_bitlocker(struct source *source, struct volume *volume)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	volume->info.content = FILESYSTEM_UNKNOWN;
	enum err e = device_read(volume->window, 0, bytes, sizeof bytes);
	if (e == OK)
		e = bitlocker_open(volume->window, (struct span){ bytes, sizeof bytes }, source->arena, &volume->info,
				   &volume->bitlocker);
	if (e == OK && !bitlocker_is_decrypted(volume->bitlocker))
		volume->info.states |= VOLUME_LOCKED; /* until a key fits */
	else if (e == OK)
		e = bitlocker_unlock(volume->bitlocker, NULL, &source->derivations, &volume->info, &volume->content);
	if (e == OK && bitlocker_is_decrypted(volume->bitlocker)) {
		look_inside(volume);
		volume->info.filesystem = volume->info.content;
	}
	volume->outcome = e;
	volume->tried = e != OK;
}

/* What the layout says of a volume comes before what the volume says of itself. */
static void say_layout(struct source *source, struct volume_info *info, const struct layout_volume *told)
{
	info->states |= told->states;
	if (told->detail.len)
		info->detail = info->detail.len ? str_format(source->arena, "%.*s; %.*s", STR_ARGS(told->detail),
							     STR_ARGS(info->detail)) : told->detail;
}

static enum err add_volume(struct source *source, const struct layout_volume *told)
{
	uint64_t offset = told->partition.offset, size = told->partition.size;
	struct volume volume = {
		.info = { .id = (uint32_t)source->volumes.count + 1, .offset = offset, .size = size,
			  .purpose = told->partition.purpose, .partition = told->partition.identity },
	};
	if (offset >= device_size(source->device)) {
		volume.info.states = VOLUME_TRUNCATED;
		volume.info.detail = STR("lies behind the end of the device");
		volume.outcome = ERR_TRUNCATED;
		volume.tried = true;
	} else {
		enum err e = device_open_window(source->device, offset, size, &volume.window);
		if (e)
			return e;
		struct volume_signature signature = volume_signature_read(volume.window);
		volume.content = volume.window;
		volume.info.filesystem = volume.info.content = signature.filesystem;
		volume.info.states = signature.states;
		volume.info.detail = signature.detail;
		if (signature.filesystem == FILESYSTEM_BITLOCKER)
			open_bitlocker(source, &volume);
		if (size > device_size(source->device) - offset)
			volume.info.states |= VOLUME_TRUNCATED;
	}
	say_layout(source, &volume.info, told);
	*array_push(source->arena, &source->volumes) = volume;
	return OK;
}

static enum err find_volumes(struct source *source)
{
	struct layout layout;
	enum err e = layout_read(source->device, source->arena, &layout);
	if (e)
		return e;
	if (layout.sector_bytes)
		source->info.sector_bytes = layout.sector_bytes;
	for (size_t i = 0; i < layout.count && e == OK; i++)
		e = add_volume(source, &layout.items[i]);
	return e;
}

/* ---- describing the device ---- */

static struct str read_attribute(dev_t number, const char *name, struct arena *arena)
{
	struct str path = str_format(arena, "/sys/dev/block/%u:%u/device/%s", major(number), minor(number), name);
	int fd = open(str_to_c(arena, path), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return (struct str){ 0 };
	char *text = arena_alloc(arena, 256);
	ssize_t len = read(fd, text, 256);
	close(fd);
	return len > 0 ? (struct str){ text, (size_t)len } : (struct str){ 0 };
}

/* A disk's firmware is as strange as the disk: ill-formed bytes become visible. */
static struct str words_of(struct str bytes, struct arena *arena)
{
	struct str trimmed = str_trim(bytes);
	return utf8_text(arena, (struct span){ (const uint8_t *)trimmed.data, trimmed.len });
}

void source_identify(int fd, struct arena *arena, struct source_identity *ret)
{
	struct stat st;
	*ret = (struct source_identity){ 0 };
	if (fstat(fd, &st) != 0 || !S_ISBLK(st.st_mode))
		return;
	ret->model = words_of(read_attribute(st.st_rdev, "model", arena), arena);
	ret->serial = words_of(read_attribute(st.st_rdev, "serial", arena), arena);
	/* SCSI, and SATA through it: the vital product data page 80, a serial number behind four bytes. */
	if (!ret->serial.len)
		ret->serial = words_of(str_from(read_attribute(st.st_rdev, "vpd_pg80", arena), 4), arena);
}

static enum err open_device(struct source *source, int fd, const struct stat *st)
{
	enum err e = device_open_fd(fd, &source->device);
	if (e)
		return e;
	source->info.kind = S_ISBLK(st->st_mode) ? SOURCE_DEVICE : SOURCE_IMAGE;
	source->info.size = device_size(source->device);
	source->info.sector_bytes = device_sector_bytes(source->device);
	return find_volumes(source);
}

static void open_folder(struct source *source, int fd)
{
	source->folder_fd = fd;
	source->info.kind = SOURCE_FOLDER;
	struct volume volume = { .info = { .id = 1, .filesystem = FILESYSTEM_OTHER, .detail = STR("folder") } };
	*array_push(source->arena, &source->volumes) = volume;
}

enum err source_open(int fd, struct str path, struct arena *arena, struct source **ret)
{
	struct stat st;
	struct source *source = calloc(1, sizeof *source);
	if (!source || fstat(fd, &st) != 0) {
		enum err e = source ? ERR_IO : ERR_NOMEM;
		close(fd);
		free(source);
		return e;
	}
	source->arena = arena;
	source->folder_fd = -1;
	source->derivations = LIMIT_KEY_DERIVATIONS;
	source->info.path = str_copy(arena, path);
	enum err e = OK;
	if (S_ISDIR(st.st_mode))
		open_folder(source, fd);
	else
		e = open_device(source, fd, &st);
	if (e) {
		source_close(source);
		return e;
	}
	*ret = source;
	return OK;
}

void source_use_keys(struct source *source, const struct volume_keys *keys)
{
	source->keys = keys;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	for (size_t i = 0; i < source->volumes.count; i++) {
		struct volume *volume = &source->volumes.items[i];
		file_tree_close(volume->tree);
		if (volume->reader)
			ntfs_volume_done(volume->reader);
		free(volume->reader);
		bitlocker_close(volume->bitlocker);
		device_close(volume->window);
	}
	device_close(source->device);
	if (source->folder_fd >= 0)
		close(source->folder_fd);
	free(source);
}

size_t source_volume_count(const struct source *source)
{
	return source->volumes.count;
}

static void fill_info(struct source *source, struct volume *volume);

struct volume_info *source_volume(struct source *source, size_t index)
{
	if (index >= source->volumes.count)
		return NULL;
	struct volume *volume = &source->volumes.items[index];
	if (volume->tree && volume->reader && volume->reader->states & ~volume->info.states)
		fill_info(source, volume); /* found while its directories were verified */
	if (source->folder_fd >= 0 && volume->tree)
		volume->info.files = folder_tree_files(volume->tree);
	return &volume->info;
}

/* ---- opening a volume ---- */

enum { WALK_SHARE = 4, HIBERNATION_HEADER = 4096 };

/* Where much of $MFT is lost, the directories are asked at once, so that all names are known. */
static void consider_walk(struct volume *volume, struct mft_index *index)
{
	if (index->unreadable == 0)
		return;
	ntfs_volume_note(volume->reader, VOLUME_DAMAGED, "records of $MFT are lost");
	if (index->unreadable < index->count / WALK_SHARE)
		return; /* only the directories that are asked for */
	ntfs_volume_note(volume->reader, VOLUME_DIRECTORY_WALK, "directories were walked instead");
	mft_walk_all(index);
}

/* "hibr": Windows left its memory there, by hibernation or by fast startup; the first bytes do not say which. */
static void check_hibernation(struct volume *volume)
{
	struct file_entry entry;
	uint8_t magic[4];
	enum err e = file_tree_find(volume->tree, STR("hiberfil.sys"), &entry);
	if (e == ERR_ABSENT || (e == OK && entry.size < HIBERNATION_HEADER))
		return;
	if (e == OK)
		e = file_tree_read(volume->tree, &entry, (struct str){ 0 }, magic, sizeof magic);
	if (e)
		ntfs_volume_note(volume->reader, 0, "hiberfil.sys cannot be read");
	else if (memcmp(magic, "hibr", 4) == 0 || memcmp(magic, "HIBR", 4) == 0)
		ntfs_volume_note(volume->reader, VOLUME_HIBERNATED, "hiberfil.sys holds a hibernation or fast startup image");
}

static void fill_info(struct source *source, struct volume *volume)
{
	struct ntfs_volume_reader *reader = volume->reader;
	volume->info.states = (volume->info.states & ~(uint32_t)VOLUME_CLEAN) | reader->states;
	volume->info.label = str_copy(source->arena, buf_str(&reader->label));
	if (reader->detail.len && volume->detail.len)
		volume->info.detail =
			str_format(source->arena, "%.*s; %.*s", STR_ARGS(volume->detail), STR_ARGS(buf_str(&reader->detail)));
	else if (reader->detail.len)
		volume->info.detail = str_copy(source->arena, buf_str(&reader->detail));
	if (volume->tree && (volume->info.states & ~(uint32_t)VOLUME_UNLOCKED) == 0)
		volume->info.states |= VOLUME_CLEAN;
}

static enum err open_ntfs(struct volume *volume)
{
	struct mft_index *index;
	volume->reader = calloc(1, sizeof *volume->reader);
	if (!volume->reader)
		return ERR_NOMEM;
	enum err e = ntfs_volume_open(volume->content, volume->reader);
	if (e)
		return e;
	ntfs_volume_check_log(volume->reader);
	e = mft_index_build(volume->reader, &index);
	if (e) {
		ntfs_volume_note(volume->reader, VOLUME_DAMAGED, "$MFT cannot be indexed");
		return e;
	}
	consider_walk(volume, index);
	volume->info.files = index->files;
	volume->info.deleted_files = index->deleted_files;
	volume->info.unreadable_records = index->unreadable;
	e = ntfs_tree_open(index, volume->reader, &volume->tree);
	if (e == OK)
		check_hibernation(volume);
	return e;
}

static enum err unlock(struct source *source, struct volume *volume)
{
	enum err e = bitlocker_unlock(volume->bitlocker, source->keys, &source->derivations, &volume->info,
				     &volume->content);
	if (e)
		return e;
	volume->info.states &= ~(uint32_t)VOLUME_LOCKED;
	look_inside(volume);
	if (volume->info.content != FILESYSTEM_UNKNOWN)
		return OK;
	volume->info.states |= VOLUME_DAMAGED;
	volume->info.detail = str_format(source->arena, "%.*s; no known file system inside", STR_ARGS(volume->info.detail));
	return ERR_CORRUPT;
}

static enum err index_volume(struct source *source, struct volume *volume)
{
	if (source->folder_fd >= 0) {
		int fd = fcntl(source->folder_fd, F_DUPFD_CLOEXEC, 0);
		return fd < 0 ? ERR_IO : folder_tree_open(fd, &volume->tree);
	}
	enum err e = volume->info.filesystem == FILESYSTEM_BITLOCKER ? unlock(source, volume) : OK;
	if (e)
		return e;
	if (volume->info.content != FILESYSTEM_NTFS)
		return ERR_UNSUPPORTED;
	volume->detail = volume->info.detail;
	e = open_ntfs(volume);
	if (volume->reader)
		fill_info(source, volume);
	return e;
}

enum err source_index(struct source *source, size_t index, struct file_tree **ret)
{
	if (index >= source->volumes.count)
		return ERR_BUG;
	struct volume *volume = &source->volumes.items[index];
	if (!volume->tried) {
		volume->tried = true;
		volume->outcome = index_volume(source, volume);
	}
	if (volume->outcome == OK)
		*ret = volume->tree;
	return volume->outcome;
}

void source_describe(struct source *source, struct source_info *ret)
{
	*ret = source->info;
	if (!source->device)
		return;
	const struct device_counters *counters = device_counters(source->device);
	ret->writes = counters->writes;
	ret->reads = counters->reads;
	ret->read_bytes = counters->read_bytes;
}
