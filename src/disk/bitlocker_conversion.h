/* The map of a volume whose encryption or decryption is under way since Windows 8 (EOW): which chunks are encrypted
 * already.
 * Source of the format: as bitlocker_format.h; checked on two half-converted volumes. */
#ifndef SOATMAY_DISK_BITLOCKER_CONVERSION_H
#define SOATMAY_DISK_BITLOCKER_CONVERSION_H

#include "base/arena.h"
#include "disk/bitlocker_format.h"
#include "disk/device.h"

enum fve_chunk { FVE_CHUNK_PLAIN, FVE_CHUNK_ENCRYPTED,
	FVE_CHUNK_BETWEEN /* its conversion was interrupted: neither */ };

struct fve_map;

/* Reads the map through `volume` (raw). Its regions must tile the volume from `start` (behind the moved sectors) to its end.
 * Nothing seals the map: whoever writes to the disk can write it. ERR_ABSENT: no copy of it passes its checks. */
enum err fve_map_read(struct device *volume, const struct fve_boot *boot, uint32_t sector_bytes, uint64_t start,
		      struct arena *arena, struct fve_map **ret);
/* What lies at `offset`; *ret_end is where this answer ends at the latest. Behind the last region everything is
 * plain. */
enum fve_chunk fve_map_at(const struct fve_map *map, uint64_t offset, uint64_t *ret_end);
/* Bytes in encrypted chunks below `size`. */
uint64_t fve_map_encrypted_bytes(const struct fve_map *map, uint64_t size);

#endif
