/* What a disk says of its own health: SMART of ATA disks, the health log of NVMe disks. */
#ifndef SOATMAY_HARDWARE_DISK_HEALTH_H
#define SOATMAY_HARDWARE_DISK_HEALTH_H

#include "base/err.h"
#include "base/span.h"
#include "model/hardware.h"

/* `fd` is the open disk, `name` its kernel name. Needs root. ERR_UNSUPPORTED: the disk does not answer such questions
 * (a USB bridge, a virtual disk). Fills health and power_on_hours. */
enum err disk_health_read(int fd, const char *name, struct hardware_disk *ret);

/* The answers themselves, for tests: NVMe health log (512 bytes), ATA SMART data (512 bytes). */
enum err nvme_health_decode(struct span log, struct hardware_disk *ret);
enum err ata_smart_decode(struct span data, bool threshold_exceeded, struct hardware_disk *ret);

#endif
