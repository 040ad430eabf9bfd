/* The NTFS boot sector: sizes and places. Format: Linux-NTFS documentation, bootsect.c of ntfs-3g (whose checks these
 * follow). */
#ifndef SOATMAY_DISK_NTFS_BOOT_H
#define SOATMAY_DISK_NTFS_BOOT_H

#include "base/span.h"

#define NTFS_BOOT_BYTES 512

struct ntfs_boot {
	uint32_t sector_bytes, cluster_bytes, record_bytes;
	uint64_t sectors;                   /* of the volume, without the backup boot sector behind it */
	uint64_t mft_offset, mirror_offset; /* bytes from the volume's start */
};

/* Whether `sector` calls itself NTFS, sound or not: that name is all that Windows looks at first. */
bool ntfs_boot_is_named(struct span sector);
/* False when `sector` (512 bytes) does not describe an NTFS volume that could be read. */
bool ntfs_boot_parse(struct span sector, struct ntfs_boot *ret);

#endif
