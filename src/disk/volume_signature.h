/* What a volume is, by its own bytes. */
#ifndef SOATMAY_DISK_VOLUME_SIGNATURE_H
#define SOATMAY_DISK_VOLUME_SIGNATURE_H

#include "base/arena.h"
#include "disk/device.h"
#include "model/source.h"

struct volume_signature {
	enum filesystem filesystem;
	uint32_t states;
	struct str detail;         /* static or in the arena */
	struct span first_sectors; /* in the arena: a decrypted BitLocker volume's real start */
};

/* Never fails: what cannot be read or recognised is FILESYSTEM_UNKNOWN with a reason. */
struct volume_signature volume_signature_read(struct device *volume, struct arena *arena);

#endif
