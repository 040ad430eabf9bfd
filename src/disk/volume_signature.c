/* Names a volume by signatures. NTFS: ntfs_boot.c. BitLocker: bitlocker_format.c (which says nothing about encryption:
 * a volume that was decrypted keeps the boot sector). Others: their magic numbers. */
#include "disk/volume_signature.h"

#include "base/peek.h"
#include "disk/bitlocker_format.h"
#include "disk/ntfs_boot.h"

static bool has(struct span bytes, size_t offset, const char *magic)
{
	struct span there;
	size_t len = strlen(magic);
	return span_sub(bytes, offset, len, &there) && memcmp(there.data, magic, len) == 0;
}

static bool is_fat(struct span sector)
{
	bool failed = false;
	uint16_t sector_bytes = peek_u16le(sector, 11, &failed);
	uint8_t cluster = peek_u8(sector, 13, &failed), fats = peek_u8(sector, 16, &failed);
	bool plausible = sector_bytes >= 512 && sector_bytes <= 4096 && (sector_bytes & (sector_bytes - 1)) == 0 && cluster &&
	                 (cluster & (cluster - 1)) == 0 && peek_u16le(sector, 14, &failed) && fats >= 1 && fats <= 2;
	bool named =
		has(sector, 82, "FAT32   ") || has(sector, 54, "FAT16   ") || has(sector, 54, "FAT12   ") ||
			has(sector, 54, "FAT     ");
	return !failed && plausible && named && peek_u16le(sector, 510, &failed) == 0xAA55;
}

static const struct { uint64_t offset; const char *magic, *name; } others[] = {
	{ 3, "EXFAT   ", "exFAT" }, { 3, "ReFS", "ReFS" }, { 0, "LUKS\xBA\xBE", "LUKS" }, { 0, "XFSB", "XFS" },
	{ 0, "hsqs", "squashfs" }, { 32, "NXSB", "APFS" }, { 512, "LABELONE", "LVM" }, { 1024, "H+", "HFS+" },
	{ 1080, "\x53\xEF", "ext" },
	{ 4086, "SWAPSPACE2", "swap" }, { 32769, "CD001", "ISO 9660" }, { 65600, "_BHRfS_M", "btrfs" },
};

static bool read_other(struct device *volume, struct volume_signature *ret)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		uint8_t bytes[16] = { 0 };
		size_t len = strlen(others[i].magic);
		if (device_read(volume, others[i].offset, bytes, len) == OK && memcmp(bytes, others[i].magic, len) == 0) {
			*ret = (struct volume_signature){ FILESYSTEM_OTHER, 0, str_from_c(others[i].name) };
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

struct volume_signature volume_signature_read(struct device *volume)
{
	uint8_t bytes[NTFS_BOOT_BYTES];
	struct span sector = { bytes, sizeof bytes };
	struct volume_signature found = { 0 };
	struct ntfs_boot boot;
	enum err e = device_read(volume, 0, bytes, sizeof bytes);
	if (e == OK && ntfs_boot_parse(sector, &boot))
		return (struct volume_signature){ FILESYSTEM_NTFS, 0, { 0 } };
	if (e == OK && fve_boot_is_named(sector))
		return (struct volume_signature){ FILESYSTEM_BITLOCKER, 0, { 0 } };
	if (e == OK && is_fat(sector))
		return (struct volume_signature){ FILESYSTEM_FAT, 0, STR("FAT") };
	/* Nothing else may stand behind this name: whoever mounts the volume reads the same sector. */
	if (e == OK && ntfs_boot_is_named(sector)) {
		return has_backup_boot(volume) ? (struct volume_signature){ FILESYSTEM_NTFS, 0, { 0 } } :
			(struct volume_signature){ FILESYSTEM_NTFS, VOLUME_DAMAGED, STR("the boot sector contradicts itself") };
	}
	/* Before the backup boot sector: a volume formatted anew with another file system may still end with the old one's. */
	if (e == OK && read_other(volume, &found))
		return found;
	if (has_backup_boot(volume))
		return (struct volume_signature){ FILESYSTEM_NTFS, 0, { 0 } };
	if (e)
		return (struct volume_signature){ FILESYSTEM_UNKNOWN, VOLUME_DAMAGED, STR("the first sector cannot be read") };
	return (struct volume_signature){ FILESYSTEM_UNKNOWN, 0,
		is_empty(sector) ? STR("first sector is empty") : STR("no known signature") };
}
