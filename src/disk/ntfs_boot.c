/* Checks and reads an NTFS boot sector. Format: Linux-NTFS documentation. */
#include "disk/ntfs_boot.h"

#include "base/peek.h"

static bool is_power_of_two(uint64_t value)
{
	return value && (value & (value - 1)) == 0;
}

/* A count of clusters, or a negative power of two of bytes. */
static uint64_t record_size(uint8_t code, uint32_t cluster_bytes)
{
	if (code < 0x80)
		return (uint64_t)code * cluster_bytes;
	return code >= 0xE1 ? (uint64_t)1 << (256 - code) : 0;
}

static uint64_t cluster_size(uint8_t code, uint32_t sector_bytes)
{
	uint64_t sectors = code <= 128 ? code : code >= 240 ? (uint64_t)1 << (256 - code) : 0;
	uint64_t bytes = sectors * sector_bytes;
	return is_power_of_two(bytes) && bytes <= 2 * 1024 * 1024 ? bytes : 0;
}

bool ntfs_boot_is_named(struct span sector)
{
	return sector.len >= NTFS_BOOT_BYTES && memcmp(sector.data + 3, "NTFS    ", 8) == 0;
}

bool ntfs_boot_parse(struct span sector, struct ntfs_boot *ret)
{
	bool failed = false;
	if (!ntfs_boot_is_named(sector))
		return false;
	struct ntfs_boot boot = { .sector_bytes = peek_u16le(sector, 11, &failed),
		.sectors = peek_u64le(sector, 40, &failed) };
	uint64_t mft = peek_u64le(sector, 48, &failed), mirror = peek_u64le(sector, 56, &failed);
	if (boot.sector_bytes < 256 || boot.sector_bytes > 4096 || !is_power_of_two(boot.sector_bytes))
		return false;
	boot.cluster_bytes = (uint32_t)cluster_size(peek_u8(sector, 13, &failed), boot.sector_bytes);
	if (boot.cluster_bytes == 0 || boot.sectors == 0 || boot.sectors > INT64_MAX / boot.sector_bytes)
		return false;
	uint64_t record = record_size(peek_u8(sector, 64, &failed), boot.cluster_bytes);
	uint64_t clusters = boot.sectors * boot.sector_bytes / boot.cluster_bytes;
	if (record < 512 || record > 65536 || !is_power_of_two(record) || mft == 0 || mirror == 0 || mft >= clusters ||
	    mirror >= clusters || mft == mirror)
		return false;
	boot.record_bytes = (uint32_t)record;
	boot.mft_offset = mft * boot.cluster_bytes;
	boot.mirror_offset = mirror * boot.cluster_bytes;
	*ret = boot;
	return !failed;
}
