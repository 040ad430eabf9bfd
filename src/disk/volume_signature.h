/* What a volume is, by its own bytes. */
#ifndef SOATMAY_DISK_VOLUME_SIGNATURE_H
#define SOATMAY_DISK_VOLUME_SIGNATURE_H

#include "disk/device.h"
#include "model/source.h"

struct volume_signature {
	enum filesystem filesystem;
	uint32_t states; /* enum volume_state */
	struct str detail; /* static */
};

/* Never fails: what cannot be read or recognised is FILESYSTEM_UNKNOWN with a reason. */
struct volume_signature volume_signature_read(struct device *volume);

#endif
