/* EOW information, bitmap blocks and records, and the conversion log. Format: see bitlocker_format.h. */
#include "disk/bitlocker_conversion.h"

#include <zlib.h>

#include "base/array.h"
#include "base/peek.h"

enum {
	INFO_HEAD = 56, INFO_CHECKSUM = 36,
	BLOCK_HEAD = 60, BLOCK_CHECKSUM = 56, BLOCK_LIMIT = 0x4000, /* 0x600 seen */
	RECORD_HEAD = 36, RECORD_CHECKSUM = 32,
	LOG_SLOTS = 2, LOG_FIRST_SLOT = 0x200, LOG_SLOT_HEAD = 32,
	REGIONS_LIMIT = 4096, /* of 30 GB each */
	CHUNK_LIMIT = 1 << 30
};

struct region {
	uint64_t offset, size;
	struct span bits;       /* 1 = encrypted, lowest bit first */
	uint64_t between;       /* offset of a chunk whose conversion was interrupted; 0 = none */
};

struct fve_map {
	uint32_t chunk_bytes, slot_bytes;
	uint64_t start;
	ARRAY_OF(struct region) regions; /* ascending, without overlap */
};

/* CRC-32 over `bytes` with the four bytes of the checksum itself as zero. */
static bool checksum_holds(struct span bytes, size_t place)
{
	static const uint8_t zeros[4];
	bool failed = false;
	uint32_t expected = peek_u32le(bytes, place, &failed);
	if (failed)
		return false;
	uLong sum = crc32(0, bytes.data, (uInt)place);
	sum = crc32(sum, zeros, sizeof zeros);
	return crc32(sum, bytes.data + place + 4, (uInt)(bytes.len - place - 4)) == expected;
}

static enum err read_bytes(struct device *volume, uint64_t offset, size_t len, struct arena *arena, struct span *ret)
{
	uint8_t *bytes = arena_alloc(arena, len);
	enum err e = device_read(volume, offset, bytes, len);
	*ret = (struct span){ bytes, len };
	return e;
}

/* ---- one region ---- */

/* The record of a bitmap block with the highest sequence number among those that pass. */
static bool choose_record(struct span block, uint64_t chunks, struct span *ret_bits)
{
	uint64_t best = 0;
	bool found = false;
	for (size_t i = 0; i < 2; i++) {
		bool failed = false;
		uint32_t place = peek_u32le(block, 44 + 4 * i, &failed), len = peek_u32le(block, 52, &failed);
		struct span record;
		if (failed || len < RECORD_HEAD || !span_sub(block, place, len, &record) || memcmp(record.data, "FVE-EOWBR", 10) != 0)
			continue;
		uint32_t bits = peek_u32le(record, 16, &failed);
		uint64_t sequence = peek_u64le(record, 20, &failed);
		if (!checksum_holds(record, RECORD_CHECKSUM) || bits < chunks || chunks > (uint64_t)(len - RECORD_HEAD) * 8)
			continue;
		if (found && sequence <= best)
			continue;
		best = sequence;
		found = span_sub(record, RECORD_HEAD, (size_t)((chunks + 7) / 8), ret_bits);
	}
	return found;
}

/* The chunk that the slot with the highest sequence number has saved and not yet released. */
static enum err read_log(struct device *volume, uint64_t log, uint32_t slot_bytes, struct region *region)
{
	uint64_t best = 0;
	for (size_t i = 0; i < LOG_SLOTS; i++) {
		uint8_t bytes[LOG_SLOT_HEAD];
		struct span slot = { bytes, sizeof bytes };
		bool failed = false;
		enum err e = device_read(volume, log + LOG_FIRST_SLOT + i * slot_bytes, bytes, sizeof bytes);
		if (e)
			return e;
		uint64_t sequence = peek_u64le(slot, 4, &failed);
		if (crc32(0, bytes, 28) != peek_u32le(slot, 28, &failed) || sequence < best)
			continue;
		best = sequence;
		region->between = peek_u64le(slot, 12, &failed);
	}
	return OK;
}

static enum err read_region(struct device *volume, uint64_t offset, struct fve_map *map, struct arena *arena)
{
	struct span head, block;
	bool failed = false;
	enum err e = read_bytes(volume, offset, BLOCK_HEAD, arena, &head);
	if (e)
		return e;
	uint32_t size = peek_u32le(head, 12, &failed);
	if (memcmp(head.data, "FVE-EOWBM", 10) != 0 || size < BLOCK_HEAD || size > BLOCK_LIMIT)
		return ERR_CORRUPT;
	e = read_bytes(volume, offset, size, arena, &block);
	if (e)
		return e;
	struct region region = { .offset = peek_u64le(block, 20, &failed), .size = peek_u64le(block, 28, &failed) };
	uint64_t log = peek_u64le(block, 36, &failed);
	uint32_t first_record = peek_u32le(block, 44, &failed);
	struct span covered;
	if (failed || first_record < BLOCK_HEAD || !span_sub(block, 0, first_record, &covered) ||
	    !checksum_holds(covered, BLOCK_CHECKSUM) || region.size == 0 || region.size > INT64_MAX - region.offset)
		return ERR_CORRUPT;
	const struct region *last = map->regions.count ? &map->regions.items[map->regions.count - 1] : NULL;
	if (last ? region.offset != last->offset + last->size : region.offset > map->start)
		return ERR_CORRUPT; /* a gap: Windows leaves none */
	uint64_t chunks = (region.size + map->chunk_bytes - 1) / map->chunk_bytes;
	if (!choose_record(block, chunks, &region.bits))
		return ERR_CORRUPT;
	if (log)
		e = read_log(volume, log, map->slot_bytes, &region);
	*array_push(arena, &map->regions) = region;
	return e;
}

/* ---- the map ---- */

static enum err read_copy(struct device *volume, uint64_t offset, uint32_t sector_bytes, struct arena *arena,
			  struct fve_map *map)
{
	struct span head, info;
	bool failed = false;
	enum err e = read_bytes(volume, offset, INFO_HEAD, arena, &head);
	if (e)
		return e;
	uint32_t size = peek_u16le(head, 10, &failed), count = peek_u32le(head, 32, &failed);
	map->chunk_bytes = peek_u32le(head, 20, &failed);
	map->slot_bytes = peek_u32le(head, 28, &failed);
	if (memcmp(head.data, "FVE-EOW", 8) != 0 || size < INFO_HEAD || count != (size - INFO_HEAD) / 8 ||
	    count > REGIONS_LIMIT ||
	    map->chunk_bytes < sector_bytes || map->chunk_bytes > CHUNK_LIMIT || (map->chunk_bytes & (map->chunk_bytes - 1)))
		return ERR_CORRUPT;
	e = read_bytes(volume, offset, size, arena, &info);
	if (e == OK && !checksum_holds(info, INFO_CHECKSUM))
		e = ERR_CORRUPT;
	map->regions.count = 0;
	for (uint32_t i = 0; i < count && e == OK; i++)
		e = read_region(volume, peek_u64le(info, INFO_HEAD + 8 * (size_t)i, &failed), map, arena);
	const struct region *last = map->regions.count ? &map->regions.items[map->regions.count - 1] : NULL;
	if (e == OK && (!last || last->offset + last->size < device_size(volume)))
		e = ERR_CORRUPT;
	return e;
}

enum err fve_map_read(struct device *volume, const struct fve_boot *boot, uint32_t sector_bytes, uint64_t start,
		      struct arena *arena, struct fve_map **ret)
{
	struct fve_map *map = arena_new(arena, struct fve_map);
	map->start = start;
	for (size_t i = 0; i < 2; i++) {
		if (boot->maps[i] && read_copy(volume, boot->maps[i], sector_bytes, arena, map) == OK) {
			*ret = map;
			return OK;
		}
	}
	return ERR_ABSENT;
}

static bool bit_of(const struct region *region, uint64_t chunk)
{
	return region->bits.data[chunk / 8] >> (chunk % 8) & 1;
}

/* The region that holds `offset` or else the next one; NULL behind the last. */
static const struct region *find_region(const struct fve_map *map, uint64_t offset)
{
	size_t low = 0, high = map->regions.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct region *region = &map->regions.items[middle];
		if (region->offset + region->size <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < map->regions.count ? &map->regions.items[low] : NULL;
}

enum fve_chunk fve_map_at(const struct fve_map *map, uint64_t offset, uint64_t *ret_end)
{
	const struct region *region = find_region(map, offset);
	*ret_end = region ? region->offset : UINT64_MAX;
	if (!region || offset < region->offset)
		return FVE_CHUNK_BETWEEN;
	uint64_t chunk = (offset - region->offset) / map->chunk_bytes, start = region->offset + chunk * map->chunk_bytes;
	uint64_t end = region->offset + region->size;
	*ret_end = end - start < map->chunk_bytes ? end : start + map->chunk_bytes;
	if (region->between && region->between >= start && region->between < *ret_end)
		return FVE_CHUNK_BETWEEN;
	return bit_of(region, chunk) ? FVE_CHUNK_ENCRYPTED : FVE_CHUNK_PLAIN;
}

uint64_t fve_map_encrypted_bytes(const struct fve_map *map, uint64_t size)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < map->regions.count; i++) {
		const struct region *region = &map->regions.items[i];
		for (uint64_t at = region->offset, end; at < region->offset + region->size && at < size; at = end) {
			if (fve_map_at(map, at, &end) == FVE_CHUNK_ENCRYPTED)
				sum += (end < size ? end : size) - at;
		}
	}
	return sum;
}
