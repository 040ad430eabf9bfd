/* The sector ciphers of BitLocker: AES-XTS, AES-CBC, AES-CBC with the Elephant diffuser; 128 and 256 bits; any sector
 * size.
 * Source of the format: as bitlocker_format.h; block cipher: nettle. */
#ifndef SOATMAY_DISK_BITLOCKER_CIPHER_H
#define SOATMAY_DISK_BITLOCKER_CIPHER_H

#include "disk/bitlocker_keys.h"

struct fve_cipher;

/* `sector_bytes` is 512 to 4096. The key may be wiped afterwards. ERR_UNSUPPORTED, ERR_NOMEM. */
enum err fve_cipher_open(const struct fve_sector_key *key, uint32_t sector_bytes, struct fve_cipher **ret);
void fve_cipher_close(struct fve_cipher *cipher); /* wipes; accepts NULL */
/* Decrypts whole sectors in place. `offset` is where the ciphertext lies on the volume, in bytes. */
void fve_cipher_decrypt(const struct fve_cipher *cipher, uint64_t offset, uint8_t *sectors, size_t len);

#endif
