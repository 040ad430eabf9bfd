/* The partitions of a whole disk, through libblkid. */
#ifndef SOATMAY_DISK_PARTITIONS_H
#define SOATMAY_DISK_PARTITIONS_H

#include "base/arena.h"
#include "disk/device.h"
#include "model/source.h"

struct partition {
	uint64_t offset, size; /* bytes; the size is what the table says */
	enum volume_purpose purpose; /* by the type the table names */
	struct str identity; /* as volume_info.partition */
};

struct partition_list {
	struct partition *items; /* in the arena, in order of the table */
	size_t count;
	struct str table;        /* "gpt", "dos", ...; empty: no table */
	uint32_t sector_bytes;   /* with which the table could be read */
};

/* ERR_ABSENT: no partition table. ERR_LIMIT: more than LIMIT_VOLUMES. */
enum err partitions_read(struct device *disk, struct arena *arena, struct partition_list *ret);

#endif
