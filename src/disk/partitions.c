/* Partition tables through libblkid's partitions chain: GPT, MBR with its chain of extended partitions, and rarer ones.
 * libblkid takes the sector size from the kernel, 512 for a file, and finds no GPT on a 4K image: both sizes are
 * tried. */
#include "disk/partitions.h"

#include <blkid/blkid.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/array.h"
#include "base/limits.h"
#include "base/peek.h"

enum {
	TABLE_UNIT = 512,       /* libblkid counts in these whatever the sector size is */
	TABLE_BYTES = 64 * 1024 /* two sectors and 128 entries of 128 bytes, with room */
};

static bool is_extended_container(blkid_partition partition, struct str table)
{
	int type = blkid_partition_get_type(partition);
	return str_eq_c(table, "dos") && (type == 0x05 || type == 0x0F || type == 0x85);
}

/* GPT: partition type GUIDs of UEFI and of Microsoft's documentation of GPT. MBR: 0xEF is EFI, 0x27 a recovery
 * partition. */
static enum volume_purpose purpose_of(blkid_partition partition, struct str table)
{
	static const struct { const char *guid; enum volume_purpose purpose; } types[] = {
		{ "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", PURPOSE_EFI },
		{ "e3c9e316-0b5c-4db8-817d-f92df00215ae", PURPOSE_RESERVED },
		{ "de94bba4-06d1-4d40-a16a-bfd50179d6ac", PURPOSE_RECOVERY },
	};
	const char *name = blkid_partition_get_type_string(partition);
	struct str type = str_from_c(name ? name : "");
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_eq_fold(type, str_from_c(types[i].guid)))
			return types[i].purpose;
	}
	int number = str_eq_c(table, "dos") ? blkid_partition_get_type(partition) : 0;
	return number == 0xEF ? PURPOSE_EFI : number == 0x27 ? PURPOSE_RECOVERY : PURPOSE_NONE;
}

/* What Windows remembers a partition by (MountedDevices): the GUID of its entry, or the signature of the disk and where
 * it starts. */
static struct str identity_of(blkid_partition partition, struct str table, uint64_t offset, struct arena *arena)
{
	const char *text = blkid_partition_get_uuid(partition);
	struct str uuid = str_from_c(text ? text : ""), rest;
	if (str_eq_c(table, "gpt") && uuid.len)
		return str_lower(arena, str_format(arena, "gpt:%.*s", STR_ARGS(uuid)));
	if (str_eq_c(table, "dos") && uuid.len) /* libblkid: signature, dash, number */
		return str_lower(arena, str_format(arena, "mbr:%.*s:%llu", STR_ARGS(str_cut(uuid, '-', &rest)),
						   (unsigned long long)offset));
	return (struct str){ 0 };
}

static enum err collect(blkid_partlist list, struct arena *arena, struct partition_list *ret)
{
	ARRAY_OF(struct partition) found = { 0 };
	int count = blkid_partlist_numof_partitions(list);
	for (int i = 0; i < count; i++) {
		blkid_partition partition = blkid_partlist_get_partition(list, i);
		int64_t start = blkid_partition_get_start(partition), size = blkid_partition_get_size(partition);
		if (start < 0 || size <= 0 || start > INT64_MAX / TABLE_UNIT || size > INT64_MAX / TABLE_UNIT ||
		    is_extended_container(partition, ret->table))
			continue;
		if (found.count == LIMIT_VOLUMES)
			return ERR_LIMIT;
		uint64_t offset = (uint64_t)start * TABLE_UNIT;
		*array_push(arena, &found) =
			(struct partition){ offset, (uint64_t)size * TABLE_UNIT, purpose_of(partition, ret->table),
			                                         identity_of(partition, ret->table, offset, arena) };
	}
	ret->items = found.items;
	ret->count = found.count;
	return OK;
}

static enum err probe(int fd, uint32_t sector_bytes, struct arena *arena, struct partition_list *ret)
{
	const char *name = NULL;
	blkid_probe pr = blkid_new_probe();
	if (!pr)
		return ERR_NOMEM;
	enum err e = ERR_ABSENT;
	*ret = (struct partition_list){ .sector_bytes = sector_bytes };
	if (blkid_probe_set_device(pr, fd, 0, 0) == 0 && blkid_probe_set_sectorsize(pr, sector_bytes) == 0 &&
	    blkid_probe_enable_superblocks(pr, 0) == 0 &&
	    blkid_probe_enable_partitions(pr, 1) == 0 &&
	    blkid_probe_set_partitions_flags(pr, BLKID_PARTS_ENTRY_DETAILS) == 0 && blkid_do_probe(pr) == 0 &&
	    blkid_probe_lookup_value(pr, "PTTYPE", &name, NULL) == 0) {
		ret->table = str_copy(arena, str_from_c(name));
		blkid_partlist list = blkid_probe_get_partitions(pr);
		e = list ? collect(list, arena, ret) : ERR_CORRUPT;
	}
	blkid_free_probe(pr);
	/* libblkid declares the descriptor random; the pass over $MFT wants the kernel to read ahead again. */
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_NORMAL);
	return e;
}

/* Size that a GPT header claims for the disk when that is more than there is: a cut image. */
static bool has_cut_gpt(struct device *disk, uint32_t sector_bytes, uint64_t *ret_size)
{
	uint8_t bytes[512];
	struct span header = { bytes, sizeof bytes };
	bool failed = false;
	if (device_read(disk, sector_bytes, bytes, sizeof bytes) != OK || memcmp(bytes, "EFI PART", 8) != 0)
		return false;
	uint64_t last = peek_u64le(header, 32, &failed); /* of the backup header: the last sector of the disk */
	if (last >= INT64_MAX / sector_bytes || (last + 1) * sector_bytes <= device_size(disk))
		return false;
	*ret_size = (last + 1) * sector_bytes;
	return true;
}

/* libblkid believes no table that reaches past the end. It gets the table alone, in memory, in front of a hole of the
 * claimed size. */
static enum err probe_cut(struct device *disk, uint32_t sector_bytes, uint64_t claimed, struct arena *arena,
			  struct partition_list *ret)
{
	uint8_t *bytes = arena_alloc(arena, TABLE_BYTES);
	size_t len = device_size(disk) < TABLE_BYTES ? (size_t)device_size(disk) : TABLE_BYTES;
	enum err e = device_read(disk, 0, bytes, len);
	int fd = e ? -1 : memfd_create("partition table", MFD_CLOEXEC);
	if (e == OK && (fd < 0 || pwrite(fd, bytes, len, 0) != (ssize_t)len || ftruncate(fd, (off_t)claimed) != 0))
		e = ERR_NOMEM;
	if (e == OK)
		e = probe(fd, sector_bytes, arena, ret);
	if (fd >= 0)
		close(fd);
	return e;
}

static bool has_gpt(const struct partition_list *list)
{
	return str_eq_c(list->table, "gpt");
}

/* GPT at either sector size goes before whatever the protective MBR looks like. */
enum err partitions_read(struct device *disk, struct arena *arena, struct partition_list *ret)
{
	uint32_t own = device_sector_bytes(disk), other = own == 4096 ? 512 : 4096;
	const uint32_t sizes[2] = { own, other };
	struct partition_list first = { 0 }, list;
	enum err e = ERR_ABSENT;
	for (size_t i = 0; i < 2; i++) {
		uint64_t claimed;
		enum err tried = probe(device_fd(disk), sizes[i], arena, &list);
		if ((tried != OK || !has_gpt(&list)) && has_cut_gpt(disk, sizes[i], &claimed))
			tried = probe_cut(disk, sizes[i], claimed, arena, &list);
		if (tried == OK && has_gpt(&list)) {
			*ret = list;
			return OK;
		}
		if (i == 0) {
			first = list;
			e = tried;
		}
	}
	if (e == OK)
		*ret = first;
	return e;
}
