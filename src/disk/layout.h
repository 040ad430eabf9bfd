/* Where the volumes of a disk lie: what the partition table says, and what it leaves out. A disk can be told in several
 * ways at once (boot sector and table, GPT and MBR) and hold volumes in no partition: all of them are volumes here. */
#ifndef SOATMAY_DISK_LAYOUT_H
#define SOATMAY_DISK_LAYOUT_H

#include "disk/partitions.h"

struct layout_volume {
	struct partition partition;
	uint32_t states;   /* enum volume_state: DAMAGED where the descriptions of the disk contradict each other */
	struct str detail; /* static; why */
};

struct layout {
	struct layout_volume *items; /* in the arena: those of the table, in its order, then the others */
	size_t count;
	uint32_t sector_bytes; /* with which the table could be read; 0: no table */
};

/* Empty for a table without partitions. ERR_LIMIT: more than LIMIT_VOLUMES. */
enum err layout_read(struct device *disk, struct arena *arena, struct layout *ret);

#endif
