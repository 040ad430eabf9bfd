/* Keys of BitLocker: from what a person holds to the key of the sectors, each step authenticated (AES-CCM).
 * Source of the format: as bitlocker_format.h. No key is ever printed; all of them are wiped after use. */
#ifndef SOATMAY_DISK_BITLOCKER_KEYS_H
#define SOATMAY_DISK_BITLOCKER_KEYS_H

#include "disk/bitlocker_format.h"
#include "model/volume_key.h"

/* 48 digits in 8 groups, hyphens and blanks between them do not matter. ERR_CORRUPT: *ret_group is the wrong group, 1
 * to 8, or 0 when there are not 48 digits. */
enum err volume_key_from_recovery_password(struct str text, struct volume_key *ret, unsigned *ret_group);
/* UTF-8. ERR_CORRUPT: ill-formed or empty. */
enum err volume_key_from_passphrase(struct str text, struct volume_key *ret);
/* A startup key (.BEK), or a text file in which recovery passwords stand (as Windows saves them: UTF-16 or UTF-8): all
 * of them are added. ERR_CORRUPT: neither; ERR_LIMIT: more than VOLUME_KEYS_MAX. */
enum err volume_keys_from_file(struct span bytes, struct volume_keys *keys);

/* Opens an AES-CCM box with a 256-bit key; `ret` gets the plain bytes, at most FVE_PLAIN_MAX. ERR_LOCKED: not this
 * key. */
enum { FVE_PLAIN_MAX = 1024, FVE_KEY_BYTES = 32, FVE_SECTOR_KEY_MAX = 64 };
struct fve_plain { uint8_t bytes[FVE_PLAIN_MAX]; size_t len; };
enum err fve_box_open(struct span box, const uint8_t key[FVE_KEY_BYTES], struct fve_plain *ret);

enum protector_kind fve_protector_kind(uint16_t protector);
/* The volume master key out of its protector; `key` is NULL for a clear key. ERR_LOCKED: the key does not fit;
 * ERR_UNSUPPORTED: another derivation; ERR_CORRUPT. Costs 0x100000 rounds of SHA-256 for recovery passwords and
 * passphrases. */
enum err fve_vmk_open(const struct fve_vmk *vmk, const struct volume_key *key, uint8_t ret[FVE_KEY_BYTES]);
/* True when the metadata are as Windows sealed them. `vmk` is NULL for a decrypted volume, whose seal is plain. */
bool fve_seal_holds(const struct fve_metadata *metadata, const uint8_t *vmk);

/* Key of the sectors, opened with the master key. */
struct fve_sector_key {
	uint16_t method; /* 0x8000 to 0x8005 */
	uint8_t bytes[FVE_SECTOR_KEY_MAX];
	size_t len;
};
enum err fve_sector_key_open(const struct fve_metadata *metadata, const uint8_t vmk[FVE_KEY_BYTES],
			     struct fve_sector_key *ret);

#endif
