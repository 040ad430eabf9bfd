/* Names a volume by signatures and, where a signature proves nothing, by the metadata behind it.
 * NTFS: ntfs_boot.c. BitLocker: docs of libbde, checked on real volumes. Others: their magic numbers. */
#include "disk/volume_signature.h"

#include "base/peek.h"
#include "disk/ntfs_boot.h"

enum {
	FVE_BLOCK_BYTES = 128,
	FVE_STATE_DECRYPTED = 1,
	FVE_SAVED_SECTORS_MAX = 1 << 20 /* 8 KiB on Windows volumes; a To Go stick with 5 MB is never in this state here */
};

static const uint8_t fve_guid[16] = { 0x3B, 0xD6, 0x67, 0x49, 0x29, 0x2E, 0xD8, 0x4A, 0x83, 0x99, 0xF6, 0xA3, 0x39, 0xE3, 0xD0, 0x01 };
static const uint8_t fve_eow_guid[16] = { 0x3B, 0x4D, 0xA8, 0x92, 0x80, 0xDD, 0x0E, 0x4D, 0x9E, 0x4E, 0xB1, 0xE3, 0x28, 0x4E, 0xAE, 0xD8 };

static bool has(struct span bytes, size_t offset, const char *magic)
{
	struct span there;
	size_t len = strlen(magic);
	return span_sub(bytes, offset, len, &there) && memcmp(there.data, magic, len) == 0;
}

static bool has_guid(struct span sector, size_t offset, const uint8_t guid[16])
{
	struct span there;
	return span_sub(sector, offset, 16, &there) && memcmp(there.data, guid, 16) == 0;
}

/* ---- BitLocker ---- */

/* Offset in the sector of the identifying GUID: 0xA0 on NTFS-style sectors, 424 on To Go volumes, 0 when there is none. */
static size_t fve_guid_offset(struct span sector)
{
	static const size_t places[] = { 0xA0, 424 };
	for (size_t i = 0; i < 2; i++) {
		if (has_guid(sector, places[i], fve_guid) || has_guid(sector, places[i], fve_eow_guid))
			return places[i];
	}
	return 0;
}

struct fve_block {
	uint16_t version, state, method;
	uint32_t saved_sectors;
	uint64_t encrypted_bytes, saved_offset;
};

static bool read_fve_block(struct device *volume, uint64_t offset, struct fve_block *ret)
{
	uint8_t bytes[FVE_BLOCK_BYTES];
	struct span block = { bytes, sizeof bytes };
	bool failed = false;
	if (device_read(volume, offset, bytes, sizeof bytes) != OK || !has(block, 0, "-FVE-FS-"))
		return false;
	*ret = (struct fve_block){
		.version = peek_u16le(block, 10, &failed), .state = peek_u16le(block, 12, &failed),
		.encrypted_bytes = peek_u64le(block, 16, &failed), .saved_sectors = peek_u32le(block, 28, &failed),
		.saved_offset = peek_u64le(block, 56, &failed), .method = peek_u16le(block, 100, &failed),
	};
	return ret->version == 1 || ret->version == 2;
}

static bool find_fve_block(struct device *volume, struct span sector, struct fve_block *ret)
{
	bool failed = false;
	size_t guid = fve_guid_offset(sector);
	if (!guid) /* Vista: a cluster number */
		return read_fve_block(
			volume, peek_u64le(sector, 0x38, &failed) * peek_u8(sector, 13, &failed) * peek_u16le(sector, 11, &failed), ret);
	for (size_t i = 0; i < 3; i++) {
		if (read_fve_block(volume, peek_u64le(sector, guid + 16 + 8 * i, &failed), ret))
			return true;
	}
	return false;
}

/* A volume that was decrypted keeps the FVE boot sector; its own first sectors lie plain at the place the metadata names. */
static bool read_decrypted(struct device *volume, struct span sector, const struct fve_block *block, struct arena *arena,
                           struct volume_signature *ret)
{
	bool failed = false;
	struct ntfs_boot boot;
	uint64_t len = (uint64_t)block->saved_sectors * peek_u16le(sector, 11, &failed);
	if (block->state != FVE_STATE_DECRYPTED || block->method != 0 || len < NTFS_BOOT_BYTES || len > FVE_SAVED_SECTORS_MAX)
		return false;
	uint8_t *saved = arena_alloc(arena, len);
	if (device_read(volume, block->saved_offset, saved, len) != OK || !ntfs_boot_parse((struct span){ saved, len }, &boot))
		return false;
	*ret = (struct volume_signature){ FILESYSTEM_NTFS, 0, STR("was encrypted with BitLocker and is decrypted"), { saved, len } };
	return true;
}

static bool read_bitlocker(struct device *volume, struct span sector, struct arena *arena, struct volume_signature *ret)
{
	struct fve_block block;
	bool fve = has(sector, 3, "-FVE-FS-"), to_go = has(sector, 3, "MSWIN4.1") && fve_guid_offset(sector) == 424;
	if (!fve && !to_go)
		return false;
	if (!find_fve_block(volume, sector, &block)) {
		*ret = (struct volume_signature){ FILESYSTEM_BITLOCKER, VOLUME_LOCKED | VOLUME_DAMAGED,
			STR("BitLocker metadata cannot be read"), { 0 } };
		return true;
	}
	if (read_decrypted(volume, sector, &block, arena, ret))
		return true;
	*ret = (struct volume_signature){ FILESYSTEM_BITLOCKER, VOLUME_LOCKED, to_go ? STR("BitLocker To Go") : STR("BitLocker"), { 0 } };
	if (block.version == 1)
		ret->detail = STR("BitLocker (Windows Vista)");
	return true;
}

/* ---- others ---- */

static bool is_fat(struct span sector)
{
	bool failed = false;
	uint16_t sector_bytes = peek_u16le(sector, 11, &failed);
	uint8_t cluster = peek_u8(sector, 13, &failed), fats = peek_u8(sector, 16, &failed);
	bool plausible = sector_bytes >= 512 && sector_bytes <= 4096 && (sector_bytes & (sector_bytes - 1)) == 0 && cluster &&
	                 (cluster & (cluster - 1)) == 0 && peek_u16le(sector, 14, &failed) && fats >= 1 && fats <= 2;
	bool named =
		has(sector, 82, "FAT32   ") || has(sector, 54, "FAT16   ") || has(sector, 54, "FAT12   ") || has(sector, 54, "FAT     ");
	return !failed && plausible && named && peek_u16le(sector, 510, &failed) == 0xAA55;
}

static const struct { uint64_t offset; const char *magic, *name; } others[] = {
	{ 3, "EXFAT   ", "exFAT" }, { 3, "ReFS", "ReFS" }, { 0, "LUKS\xBA\xBE", "LUKS" }, { 0, "XFSB", "XFS" },
	{ 0, "hsqs", "squashfs" }, { 32, "NXSB", "APFS" }, { 512, "LABELONE", "LVM" }, { 1024, "H+", "HFS+" }, { 1080, "\x53\xEF", "ext" },
	{ 4086, "SWAPSPACE2", "swap" }, { 32769, "CD001", "ISO 9660" }, { 65600, "_BHRfS_M", "btrfs" },
};

static bool read_other(struct device *volume, struct volume_signature *ret)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		uint8_t bytes[16] = { 0 };
		size_t len = strlen(others[i].magic);
		if (device_read(volume, others[i].offset, bytes, len) == OK && memcmp(bytes, others[i].magic, len) == 0) {
			*ret = (struct volume_signature){ FILESYSTEM_OTHER, 0, str_from_c(others[i].name), { 0 } };
			return true;
		}
	}
	return false;
}

/* A wiped boot sector does not make the file system go away: its backup lies in the last sector. */
static bool has_backup_boot(struct device *volume)
{
	uint64_t size = device_size(volume);
	for (uint64_t sector_bytes = 512; sector_bytes <= 4096; sector_bytes *= 2) {
		uint8_t bytes[NTFS_BOOT_BYTES];
		struct ntfs_boot boot;
		if (size > sector_bytes && device_read(volume, size - sector_bytes, bytes, sizeof bytes) == OK &&
		    ntfs_boot_parse((struct span){ bytes, sizeof bytes }, &boot) && boot.sector_bytes == sector_bytes &&
		    boot.sectors < size / sector_bytes)
			return true;
	}
	return false;
}

static bool is_empty(struct span sector)
{
	for (size_t i = 0; i < sector.len; i++) {
		if (sector.data[i])
			return false;
	}
	return true;
}

struct volume_signature volume_signature_read(struct device *volume, struct arena *arena)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	struct span sector = { bytes, sizeof bytes };
	struct volume_signature found = { 0 };
	struct ntfs_boot boot;
	enum err e = device_read(volume, 0, bytes, sizeof bytes);
	if (e == OK && ntfs_boot_parse(sector, &boot))
		return (struct volume_signature){ FILESYSTEM_NTFS, 0, { 0 }, { 0 } };
	if (e == OK && read_bitlocker(volume, sector, arena, &found))
		return found;
	if (e == OK && is_fat(sector))
		return (struct volume_signature){ FILESYSTEM_FAT, 0, STR("FAT"), { 0 } };
	/* Before the backup boot sector: a volume formatted anew with another file system may still end with the old one's. */
	if (e == OK && read_other(volume, &found))
		return found;
	if (has_backup_boot(volume))
		return (struct volume_signature){ FILESYSTEM_NTFS, 0, { 0 }, { 0 } };
	if (e)
		return (struct volume_signature){ FILESYSTEM_UNKNOWN, VOLUME_DAMAGED, STR("the first sector cannot be read"), { 0 } };
	return (struct volume_signature){ FILESYSTEM_UNKNOWN, 0,
		is_empty(sector) ? STR("first sector is empty") : STR("no known signature"), { 0 } };
}
