/* What a disk says of its own health: SMART of ATA disks, the health log of NVMe disks. */
#ifndef SOATMAY_HARDWARE_DISK_HEALTH_H
#define SOATMAY_HARDWARE_DISK_HEALTH_H

#include "base/err.h"
#include "model/hardware.h"

enum { DISK_ANSWER_BYTES = 512, DISK_SENSE_BYTES = 32 };
enum disk_answer_kind { DISK_ANSWER_NONE, DISK_ANSWER_NVME, DISK_ANSWER_ATA };

/* As the disk sent it, not looked into. */
struct disk_answer {
	enum disk_answer_kind kind;
	uint8_t bytes[DISK_ANSWER_BYTES]; /* NVMe health log, ATA SMART data */
	uint8_t sense[DISK_SENSE_BYTES];  /* ATA: of SMART RETURN STATUS; zeros when there was none */
};

/* `fd` is the open disk, `name` its kernel name. Needs root, and looks at nothing that comes back. ERR_UNSUPPORTED: the
 * disk does not answer such questions (a USB bridge, a virtual disk). */
enum err disk_health_ask(int fd, const char *name, struct disk_answer *ret);
/* Fills health and power_on_hours. Bytes of a disk are not to be trusted: called when all rights are given up.
 * ERR_CORRUPT: the sum is wrong; ERR_UNSUPPORTED: there was no answer. */
enum err disk_health_decode(const struct disk_answer *answer, struct hardware_disk *ret);

#endif
