/* State of an open BitLocker volume and the decrypted view of it; shared by bitlocker.c and bitlocker_view.c alone. */
#ifndef SOATMAY_DISK_BITLOCKER_VIEW_H
#define SOATMAY_DISK_BITLOCKER_VIEW_H

#include "disk/bitlocker.h"
#include "disk/bitlocker_cipher.h"
#include "disk/bitlocker_conversion.h"

struct range { uint64_t start, end; };

struct bitlocker {
	struct device *volume;
	struct arena *arena;
	uint8_t sector[FVE_BOOT_BYTES];
	struct fve_boot boot;
	struct fve_metadata copies[FVE_BLOCKS]; /* that differ, best first */
	size_t copy_count;
	const struct fve_metadata *metadata;    /* the copy in use */
	uint32_t sector_bytes;
	uint64_t saved_bytes;
	bool map_sealed;                        /* the sealed metadata say that a map exists */
	struct range zeros[FVE_BLOCKS + 1];        /* where metadata lie, the decrypted view has zeros */
	size_t zero_count;
	struct fve_map *map;                    /* of a conversion; NULL = none */
	struct fve_cipher *cipher;              /* NULL until unlocked, and when nothing is encrypted */
	struct device *view;
};

/* Bytes of the view; a device_layer_read. ERR_CORRUPT in a place where a conversion was cut off: neither plain nor
 * encrypted. */
enum err bitlocker_view_read(void *bitlocker, uint64_t offset, void *buffer, size_t len);

#endif
