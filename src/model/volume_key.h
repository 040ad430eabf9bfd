/* A key for an encrypted volume as a person brought it, already hashed as far as no volume is needed; wipe it after
 * use. */
#ifndef SOATMAY_MODEL_VOLUME_KEY_H
#define SOATMAY_MODEL_VOLUME_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "model/source.h"

struct volume_key {
	enum protector_kind kind; /* PROTECTOR_RECOVERY_PASSWORD, PROTECTOR_PASSPHRASE or PROTECTOR_STARTUP_KEY */
	uint8_t id[16];           /* of a startup key, as on disk */
	uint8_t secret[32];       /* hash of what was typed, or the key itself */
};

enum { VOLUME_KEYS_MAX = 16 };

struct volume_keys {
	struct volume_key items[VOLUME_KEYS_MAX];
	size_t count;
};

#endif
