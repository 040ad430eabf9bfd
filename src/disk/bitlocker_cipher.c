/* AES-XTS, AES-CBC and Elephant over whole sectors, on nettle's bulk AES. Tweaks and vectors of a batch of sectors are
 * enciphered in one call: nettle's own XTS call works sector by sector at a third of the speed (make bench).
 * Elephant: N. Ferguson, "AES-CBC + Elephant diffuser". */
#include "disk/bitlocker_cipher.h"

#include <endian.h>
#include <stdlib.h>

#include <nettle/aes.h>
#include <nettle/cbc.h>

enum { BATCH_BYTES = 4096, AES_BLOCK = 16, METHOD_CBC_ELEPHANT_128 = 0x8000, METHOD_CBC_ELEPHANT_256 = 0x8001,
	METHOD_XTS_128 = 0x8004 };

struct block_cipher {
	bool wide; /* 256 bits */
	union {
		struct aes128_ctx narrow;
		struct aes256_ctx wide;
	} key;
};

struct fve_cipher {
	uint32_t sector_bytes;
	bool xts, elephant;
	struct block_cipher decrypt;   /* sectors */
	struct block_cipher vector;    /* tweaks of XTS, initial vectors of CBC */
	struct block_cipher diffuser;  /* sector keys of Elephant */
};

static void set_key(struct block_cipher *aes, bool wide, bool encrypt, const uint8_t *key)
{
	aes->wide = wide;
	if (wide)
		(encrypt ? aes256_set_encrypt_key : aes256_set_decrypt_key)(&aes->key.wide, key);
	else
		(encrypt ? aes128_set_encrypt_key : aes128_set_decrypt_key)(&aes->key.narrow, key);
}

static void encipher(const struct block_cipher *aes, size_t len, uint8_t *to, const uint8_t *from)
{
	if (aes->wide)
		aes256_encrypt(&aes->key.wide, len, to, from);
	else
		aes128_encrypt(&aes->key.narrow, len, to, from);
}

static void decipher(const struct block_cipher *aes, size_t len, uint8_t *to, const uint8_t *from)
{
	if (aes->wide)
		aes256_decrypt(&aes->key.wide, len, to, from);
	else
		aes128_decrypt(&aes->key.narrow, len, to, from);
}

/* A number as a 16-byte little-endian block. */
static void put_number(uint8_t block[AES_BLOCK], uint64_t number)
{
	uint64_t halves[2] = { htole64(number), 0 };
	memcpy(block, halves, AES_BLOCK);
}

/* Enciphered numbers of `count` sectors: first, first + step, ... */
static void make_vectors(const struct fve_cipher *cipher, uint64_t first, uint64_t step, size_t count, uint8_t *ret)
{
	for (size_t i = 0; i < count; i++)
		put_number(ret + i * AES_BLOCK, first + i * step);
	encipher(&cipher->vector, count * AES_BLOCK, ret, ret);
}

/* ---- XTS ---- */

/* The tweak of each block: the one before, doubled in GF(2^128). */
static void spread_tweak(const uint8_t tweak[AES_BLOCK], size_t blocks, uint64_t *ret)
{
	uint64_t halves[2];
	memcpy(halves, tweak, AES_BLOCK);
	uint64_t low = le64toh(halves[0]), high = le64toh(halves[1]);
	for (size_t i = 0; i < blocks; i++) {
		ret[2 * i] = htole64(low);
		ret[2 * i + 1] = htole64(high);
		uint64_t carry = high >> 63;
		high = high << 1 | low >> 63;
		low = low << 1 ^ carry * 0x87;
	}
}

static void xor_words(uint8_t *bytes, const uint64_t *with, size_t len)
{
	for (size_t i = 0; i < len / sizeof *with; i++) {
		uint64_t word;
		memcpy(&word, bytes + i * sizeof word, sizeof word);
		word ^= with[i];
		memcpy(bytes + i * sizeof word, &word, sizeof word);
	}
}

static void decrypt_xts(const struct fve_cipher *cipher, uint64_t offset, uint8_t *bytes, size_t len)
{
	uint8_t vectors[BATCH_BYTES / 512 * AES_BLOCK];
	uint64_t tweaks[BATCH_BYTES / sizeof(uint64_t)];
	size_t sector = cipher->sector_bytes, words = sector / sizeof(uint64_t);
	make_vectors(cipher, offset / sector, 1, len / sector, vectors);
	for (size_t i = 0; i < len / sector; i++)
		spread_tweak(vectors + i * AES_BLOCK, sector / AES_BLOCK, tweaks + i * words);
	xor_words(bytes, tweaks, len);
	decipher(&cipher->decrypt, len, bytes, bytes);
	xor_words(bytes, tweaks, len);
}

/* ---- CBC and Elephant ---- */

static void decrypt_cbc_sector(const struct fve_cipher *cipher, uint8_t vector[AES_BLOCK], uint8_t *sector)
{
	const struct block_cipher *aes = &cipher->decrypt;
	if (aes->wide)
		cbc_decrypt(&aes->key.wide, (nettle_cipher_func *)aes256_decrypt, AES_BLOCK, vector, cipher->sector_bytes, sector,
			    sector);
	else
		cbc_decrypt(&aes->key.narrow, (nettle_cipher_func *)aes128_decrypt, AES_BLOCK, vector, cipher->sector_bytes, sector,
			    sector);
}

static uint32_t rotate(uint32_t value, unsigned bits)
{
	return bits ? value << bits | value >> (32 - bits) : value;
}

/* Diffusers B and A; `words` is a power of two. */
static void undiffuse(uint32_t *d, size_t words)
{
	static const unsigned rotate_b[4] = { 0, 10, 0, 25 }, rotate_a[4] = { 9, 0, 13, 0 };
	size_t mask = words - 1;
	for (unsigned pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < words; i++)
			d[i] += d[(i + 2) & mask] ^ rotate(d[(i + 5) & mask], rotate_b[i & 3]);
	}
	for (unsigned pass = 0; pass < 5; pass++) {
		for (size_t i = 0; i < words; i++)
			d[i] += d[(i - 2) & mask] ^ rotate(d[(i - 5) & mask], rotate_a[i & 3]);
	}
}

static void undo_elephant(const struct fve_cipher *cipher, uint64_t offset, uint8_t *sector)
{
	uint32_t words[BATCH_BYTES / sizeof(uint32_t)];
	uint8_t key[2 * AES_BLOCK];
	size_t count = cipher->sector_bytes / sizeof *words;
	memcpy(words, sector, cipher->sector_bytes);
	for (size_t i = 0; i < count; i++)
		words[i] = le32toh(words[i]);
	undiffuse(words, count);
	for (size_t i = 0; i < count; i++)
		words[i] = htole32(words[i]);
	memcpy(sector, words, cipher->sector_bytes);
	put_number(key, offset);
	put_number(key + AES_BLOCK, offset);
	key[2 * AES_BLOCK - 1] = 0x80;
	encipher(&cipher->diffuser, sizeof key, key, key);
	for (size_t i = 0; i < cipher->sector_bytes; i++)
		sector[i] ^= key[i % sizeof key];
	explicit_bzero(key, sizeof key);
}

static void decrypt_cbc(const struct fve_cipher *cipher, uint64_t offset, uint8_t *bytes, size_t len)
{
	uint8_t vectors[BATCH_BYTES / 512 * AES_BLOCK];
	size_t sector = cipher->sector_bytes;
	make_vectors(cipher, offset, sector, len / sector, vectors);
	for (size_t i = 0; i < len / sector; i++) {
		decrypt_cbc_sector(cipher, vectors + i * AES_BLOCK, bytes + i * sector);
		if (cipher->elephant)
			undo_elephant(cipher, offset + i * sector, bytes + i * sector);
	}
}

/* ---- the cipher ---- */

enum err fve_cipher_open(const struct fve_sector_key *key, uint32_t sector_bytes, struct fve_cipher **ret)
{
	/* Methods 0x8000, 0x8002 and 0x8004 are 128 bits wide, the odd ones 256. */
	bool wide = key->method & 1, elephant = key->method <= METHOD_CBC_ELEPHANT_256, xts = key->method >= METHOD_XTS_128;
	size_t half = wide ? 32 : 16;
	if (sector_bytes < 512 || sector_bytes > BATCH_BYTES || (sector_bytes & (sector_bytes - 1)))
		return ERR_UNSUPPORTED;
	if (key->len != (elephant ? 64 : xts ? 2 * half : half))
		return ERR_CORRUPT;
	struct fve_cipher *cipher = calloc(1, sizeof *cipher);
	if (!cipher)
		return ERR_NOMEM;
	*cipher = (struct fve_cipher){ .sector_bytes = sector_bytes, .xts = xts, .elephant = elephant };
	set_key(&cipher->decrypt, wide, false, key->bytes);
	set_key(&cipher->vector, wide, true, xts ? key->bytes + half : key->bytes);
	if (elephant)
		set_key(&cipher->diffuser, wide, true, key->bytes + 32);
	*ret = cipher;
	return OK;
}

void fve_cipher_close(struct fve_cipher *cipher)
{
	if (!cipher)
		return;
	explicit_bzero(cipher, sizeof *cipher);
	free(cipher);
}

void fve_cipher_decrypt(const struct fve_cipher *cipher, uint64_t offset, uint8_t *sectors, size_t len)
{
	while (len) {
		size_t part = len < BATCH_BYTES ? len : BATCH_BYTES;
		(cipher->xts ? decrypt_xts : decrypt_cbc)(cipher, offset, sectors, part);
		sectors += part;
		offset += part;
		len -= part;
	}
}
