/* Joins the partition table, the MBR beside a GPT, the boot sector of the disk itself and the space between partitions.
 * MBR: four entries of 16 bytes at 446. */
#include "disk/layout.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/limits.h"
#include "base/peek.h"
#include "disk/ntfs_boot.h"
#include "disk/volume_signature.h"

enum {
	MBR_ENTRIES = 446, MBR_ENTRY_BYTES = 16, MBR_COUNT = 4,
	TYPE_GPT = 0xEE,
	TRACK_SECTORS = 63, /* old partitions begin at a track */
	PROBES = 131        /* places in a gap: 128 MiB of it */
};
#define SMALLEST_GAP (1 * MIB) /* between partitions that are aligned */

struct finding {
	struct device *disk;
	struct arena *arena;
	ARRAY_OF(struct layout_volume) found;
	uint32_t sector_bytes;
	enum err error;
};

static void add(struct finding *finding, const struct partition *partition, uint32_t states, struct str detail)
{
	if (finding->found.count >= LIMIT_VOLUMES) {
		finding->error = ERR_LIMIT;
		return;
	}
	*array_push(finding->arena, &finding->found) = (struct layout_volume){ *partition, states, detail };
}

static void doubt(struct layout_volume *volume, struct str why)
{
	volume->states |= VOLUME_DAMAGED;
	volume->detail = why;
}

static uint64_t end_of(const struct partition *partition)
{
	uint64_t end;
	return __builtin_add_overflow(partition->offset, partition->size, &end) ? UINT64_MAX : end;
}

static struct layout_volume *volume_at(struct finding *finding, uint64_t offset)
{
	for (size_t i = 0; i < finding->found.count; i++) {
		if (finding->found.items[i].partition.offset == offset)
			return &finding->found.items[i];
	}
	return NULL;
}

/* ---- what begins at a place ---- */

/* An NTFS or BitLocker boot sector at `offset`; its own size, or all that is left. */
static bool begins_volume(struct device *disk, uint64_t offset, uint64_t left, uint64_t *ret_size)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	struct span sector = { bytes, sizeof bytes };
	struct ntfs_boot boot;
	if (device_read(disk, offset, bytes, sizeof bytes) != OK)
		return false;
	*ret_size = left;
	if (memcmp(bytes + 3, "-FVE-FS-", 8) == 0)
		return true;
	if (!ntfs_boot_parse(sector, &boot))
		return false;
	uint64_t own = (boot.sectors + 1) * boot.sector_bytes;
	*ret_size = own < left ? own : left;
	return true;
}

/* ---- the table ---- */

static void add_table(struct finding *finding, const struct partition_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct partition *partition = &list->items[i];
		struct layout_volume *same = volume_at(finding, partition->offset);
		if (same) { /* once is enough: it is the same volume */
			doubt(same, STR("partitions overlap"));
			same->partition.size = partition->size > same->partition.size ? partition->size : same->partition.size;
			continue;
		}
		add(finding, partition, 0, (struct str){ 0 });
	}
}

static int compare_offsets(const void *a, const void *b)
{
	const struct layout_volume *left = *(struct layout_volume *const *)a, *right = *(struct layout_volume *const *)b;
	return (left->partition.offset > right->partition.offset) - (left->partition.offset < right->partition.offset);
}

/* Borrowed from the arena, in order of their offsets. */
static struct layout_volume **in_order(struct finding *finding)
{
	struct layout_volume **order = arena_array(finding->arena, struct layout_volume *, finding->found.count + 1);
	for (size_t i = 0; i < finding->found.count; i++)
		order[i] = &finding->found.items[i];
	qsort(order, finding->found.count, sizeof *order, compare_offsets);
	return order;
}

static void find_overlaps(struct finding *finding)
{
	struct layout_volume **order = in_order(finding), *furthest = NULL;
	for (size_t i = 0; i < finding->found.count; i++) {
		if (furthest && end_of(&furthest->partition) > order[i]->partition.offset) {
			doubt(furthest, STR("partitions overlap"));
			doubt(order[i], STR("partitions overlap"));
		}
		if (!furthest || end_of(&order[i]->partition) > end_of(&furthest->partition))
			furthest = order[i];
	}
}

/* ---- the MBR beside something else ---- */

/* Entries of the MBR that the volumes found so far do not begin with. `proven`: only those that begin with a boot
 * sector. */
static void add_mbr(struct finding *finding, bool proven, struct str why)
{
	uint8_t bytes[512];
	struct span mbr = { bytes, sizeof bytes };
	bool failed = false;
	if (device_read(finding->disk, 0, bytes, sizeof bytes) != OK || peek_u16le(mbr, 510, &failed) != 0xAA55)
		return;
	for (size_t i = 0; i < MBR_COUNT; i++) {
		size_t at = MBR_ENTRIES + i * MBR_ENTRY_BYTES;
		uint8_t type = peek_u8(mbr, at + 4, &failed);
		uint64_t unit = finding->sector_bytes ? finding->sector_bytes : 512, own;
		struct partition partition = {
			.offset = peek_u32le(mbr, at + 8, &failed) * unit, .size = peek_u32le(mbr, at + 12, &failed) * unit,
		};
		if (type == 0 || type == TYPE_GPT || partition.offset == 0 || partition.size == 0 ||
		    volume_at(finding, partition.offset))
			continue;
		if (!proven || begins_volume(finding->disk, partition.offset, partition.size, &own))
			add(finding, &partition, VOLUME_DAMAGED, why);
	}
}

/* ---- space in no partition ---- */

/* Where a volume begins: at the start, at a track, or at one of the next mebibytes, as partitions are laid. */
static bool find_start(struct finding *finding, uint64_t start, uint64_t end, struct partition *ret)
{
	const uint64_t track = TRACK_SECTORS * 512;
	uint64_t places[PROBES] = { start, start + track, (start + track - 1) / track * track }, size;
	for (size_t i = 3; i < PROBES; i++)
		places[i] = ((start + MIB - 1) / MIB + (i - 3)) * MIB;
	for (size_t i = 0; i < PROBES; i++) {
		if (places[i] < end && begins_volume(finding->disk, places[i], end - places[i], &size)) {
			*ret = (struct partition){ .offset = places[i], .size = size };
			return true;
		}
	}
	return false;
}

/* The backup boot sector is the last of its volume. */
static bool find_end(struct finding *finding, uint64_t start, uint64_t end, struct partition *ret)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	struct ntfs_boot boot;
	for (uint64_t sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 2) {
		if (device_read(finding->disk, end - sector_bytes, bytes, sizeof bytes) != OK ||
		    !ntfs_boot_parse((struct span){ bytes, sizeof bytes }, &boot) || boot.sector_bytes != sector_bytes ||
		    boot.sectors >= (end - start) / sector_bytes)
			continue;
		uint64_t size = (boot.sectors + 1) * sector_bytes;
		*ret = (struct partition){ .offset = end - size, .size = size };
		return true;
	}
	return false;
}

static void probe_gap(struct finding *finding, uint64_t start, uint64_t end)
{
	struct partition partition;
	while (end > start && end - start > SMALLEST_GAP && finding->error == OK &&
	       find_start(finding, start, end, &partition)) {
		add(finding, &partition, 0, STR("in no partition"));
		start = end_of(&partition);
	}
	if (end > start && end - start > SMALLEST_GAP && find_end(finding, start, end, &partition))
		add(finding, &partition, 0, STR("in no partition"));
}

static void probe_gaps(struct finding *finding)
{
	size_t count = finding->found.count;
	struct layout_volume **order = in_order(finding);
	struct { uint64_t start, end; } *gaps = arena_alloc(finding->arena, (count + 1) * sizeof *gaps);
	uint64_t at = 512, size = device_size(finding->disk); /* behind the MBR */
	size_t found = 0;
	for (size_t i = 0; i <= count; i++) { /* first all of them: adding moves the volumes */
		uint64_t start = i < count ? order[i]->partition.offset : size;
		start = start < size ? start : size;
		if (start > at && start - at > SMALLEST_GAP) {
			gaps[found].start = at;
			gaps[found++].end = start;
		}
		if (i < count && end_of(&order[i]->partition) > at)
			at = end_of(&order[i]->partition);
	}
	for (size_t i = 0; i < found && finding->error == OK; i++)
		probe_gap(finding, gaps[i].start, gaps[i].end);
}

/* ---- the disk as a whole ---- */

/* A disk that begins with the boot sector of a volume. Whatever a table on it says counts where a volume begins: else
 * the last bytes of any boot sector could pass for a table. */
static void add_whole(struct finding *finding, const struct partition_list *list, bool has_table)
{
	const struct str why = STR("the disk is a volume and has partitions");
	uint64_t size = device_size(finding->disk), own;
	add(finding, &(struct partition){ .size = size }, 0, (struct str){ 0 });
	for (size_t i = 0; has_table && i < list->count; i++) {
		const struct partition *partition = &list->items[i];
		if (!volume_at(finding, partition->offset) &&
		    begins_volume(finding->disk, partition->offset, partition->size, &own))
			add(finding, partition, VOLUME_DAMAGED, why);
	}
	add_mbr(finding, true, why);
	if (finding->found.count > 1)
		doubt(&finding->found.items[0], why);
	else if (begins_volume(finding->disk, 0, size, &own) && size - own > SMALLEST_GAP)
		probe_gap(finding, own, size); /* behind a volume that is shorter than its disk */
}

static bool is_volume(struct device *disk, const struct volume_signature *whole)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	struct ntfs_boot boot;
	if (whole->filesystem == FILESYSTEM_BITLOCKER || whole->filesystem == FILESYSTEM_FAT)
		return true;
	return device_read(disk, 0, bytes, sizeof bytes) == OK &&
	       ntfs_boot_parse((struct span){ bytes, sizeof bytes }, &boot);
}

enum err layout_read(struct device *disk, struct arena *arena, struct layout *ret)
{
	struct finding finding = { .disk = disk, .arena = arena };
	struct partition_list list = { 0 };
	struct volume_signature whole = volume_signature_read(disk);
	uint64_t size = device_size(disk);
	enum err e = partitions_read(disk, arena, &list);
	bool volume = is_volume(disk, &whole);
	if (e && e != ERR_ABSENT && !volume)
		return e;
	finding.sector_bytes = e == OK ? list.sector_bytes : 0;
	if (volume) {
		add_whole(&finding, &list, e == OK);
	} else if (e == ERR_ABSENT) {
		/* The table is gone, but the last volume ends with the disk: its backup boot sector tells where it begins. */
		struct partition last = { .size = size };
		if (whole.filesystem == FILESYSTEM_NTFS && size > SMALLEST_GAP)
			(void)find_end(&finding, 0, size, &last);
		add(&finding, &last, 0, (struct str){ 0 });
	} else {
		add_table(&finding, &list);
		if (str_eq_c(list.table, "gpt"))
			add_mbr(&finding, false, STR("the MBR names a partition that the GPT does not"));
		find_overlaps(&finding);
		probe_gaps(&finding);
		/* An empty table may be the last bytes of a boot sector that makes no sense otherwise. */
		if (finding.found.count == 0 && whole.filesystem != FILESYSTEM_UNKNOWN)
			add(&finding, &(struct partition){ .size = size }, 0, (struct str){ 0 });
	}
	*ret = (struct layout){ finding.found.items, finding.found.count, finding.sector_bytes };
	return finding.error;
}
