/* A BitLocker volume: its protectors, and once it is open, a device that gives the decrypted bytes.
 * In process and read-only: no device mapper, no rights. Format: bitlocker_format.h. */
#ifndef SOATMAY_DISK_BITLOCKER_H
#define SOATMAY_DISK_BITLOCKER_H

#include "base/arena.h"
#include "disk/device.h"
#include "model/source.h"
#include "model/volume_key.h"

struct bitlocker;

/* `sector` is the first 512 bytes of `volume` (a window that outlives the result). Fills the encryption rows of `info`
 * (protectors, method, state, detail) as far as the metadata can be read. ERR_CORRUPT: no copy of the metadata passes
 * its checks, or what they say is impossible. All memory but the cipher comes from `arena`; keys are wiped at close. */
enum err bitlocker_open(struct device *volume, struct span sector, struct arena *arena, struct volume_info *info,
			struct bitlocker **ret);
void bitlocker_close(struct bitlocker *bitlocker); /* accepts NULL; the device below goes with it */

/* True when nothing is encrypted any more and bitlocker_unlock() needs no key. */
bool bitlocker_is_decrypted(const struct bitlocker *bitlocker);

/* Opens the volume: decrypted ones and clear keys without, else with the first of `keys` that fits. *ret is the
 * decrypted view, as large as the volume, owned by `bitlocker`. ERR_LOCKED: no key fits; ERR_CORRUPT: a key fits, but
 * the metadata are not as sealed, or the map of a conversion is lost; ERR_UNSUPPORTED: an unknown cipher. State and
 * detail of `info`, and which protector opened it, are filled. *derivations falls by one for each slow derivation;
 * ERR_LIMIT at 0. */
enum err bitlocker_unlock(struct bitlocker *bitlocker, const struct volume_keys *keys, unsigned *derivations,
			  struct volume_info *info, struct device **ret);

#endif
