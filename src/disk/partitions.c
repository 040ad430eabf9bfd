/* Partition tables through libblkid's partitions chain: GPT, MBR with its chain of extended partitions, and rarer ones.
 * libblkid takes the sector size from the kernel, 512 for a file, and finds no GPT on a 4K image: both sizes are tried. */
#include "disk/partitions.h"

#include <blkid/blkid.h>

#include "base/array.h"
#include "base/limits.h"
#include "base/peek.h"

enum { TABLE_UNIT = 512 /* libblkid counts in these whatever the sector size is */ };

static bool is_extended_container(blkid_partition partition, struct str table)
{
	int type = blkid_partition_get_type(partition);
	return str_eq_c(table, "dos") && (type == 0x05 || type == 0x0F || type == 0x85);
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
		*array_push(arena, &found) = (struct partition){ (uint64_t)start * TABLE_UNIT, (uint64_t)size * TABLE_UNIT };
	}
	ret->items = found.items;
	ret->count = found.count;
	return OK;
}

struct attempt {
	uint32_t sector_bytes;
	int flags;
	uint64_t claimed_size; /* 0: the device's own */
};

static enum err probe(struct device *disk, const struct attempt *attempt, struct arena *arena, struct partition_list *ret)
{
	const char *name = NULL;
	blkid_probe pr = blkid_new_probe();
	if (!pr)
		return ERR_NOMEM;
	enum err e = ERR_ABSENT;
	*ret = (struct partition_list){ .sector_bytes = attempt->sector_bytes };
	if (blkid_probe_set_device(pr, device_fd(disk), 0, (blkid_loff_t)attempt->claimed_size) == 0 &&
	    blkid_probe_set_sectorsize(pr, attempt->sector_bytes) == 0 && blkid_probe_enable_superblocks(pr, 0) == 0 &&
	    blkid_probe_enable_partitions(pr, 1) == 0 &&
	    blkid_probe_set_partitions_flags(pr, BLKID_PARTS_ENTRY_DETAILS | attempt->flags) == 0 && blkid_do_probe(pr) == 0 &&
	    blkid_probe_lookup_value(pr, "PTTYPE", &name, NULL) == 0) {
		ret->table = str_copy(arena, str_from_c(name));
		blkid_partlist list = blkid_probe_get_partitions(pr);
		e = list ? collect(list, arena, ret) : ERR_CORRUPT;
	}
	blkid_free_probe(pr);
	return e;
}

/* A GPT that claims more than the device has: a cut image. Telling libblkid the claimed size makes it believe the table again. */
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
		struct attempt attempt = { .sector_bytes = sizes[i] };
		enum err tried = probe(disk, &attempt, arena, &list);
		if (tried != OK && has_cut_gpt(disk, sizes[i], &attempt.claimed_size)) {
			attempt.flags = BLKID_PARTS_FORCE_GPT;
			tried = probe(disk, &attempt, arena, &list);
		}
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
