/* Fuzz entry: a BitLocker volume of 4 MiB. The input is a boot sector, then what lies at each metadata block, then what lies at the map of a
 * conversion. Signature, places and checksums are mended, so that the fuzzer gets behind them; a plain seal is mended too. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <nettle/sha2.h>
#include <zlib.h>

#include "base/limits.h"
#include "disk/bitlocker.h"
#include "disk/bitlocker_conversion.h"
#include "disk/bitlocker_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VOLUME = 4 << 20, FIRST_BLOCK = 0x20000, BLOCK = 0x10000, MAP = 0x80000, MAP_BYTES = 0x20000 };

static uint8_t volume[VOLUME];

static void put64(size_t at, uint64_t value)
{
	for (unsigned i = 0; i < 8; i++)
		volume[at + i] = (uint8_t)(value >> (8 * i));
}

static void mend_boot(bool converting)
{
	static const uint8_t normal[16] = { 0x3B, 0xD6, 0x67, 0x49, 0x29, 0x2E, 0xD8, 0x4A, 0x83, 0x99, 0xF6, 0xA3, 0x39, 0xE3, 0xD0, 0x01 };
	static const uint8_t eow[16] = { 0x3B, 0x4D, 0xA8, 0x92, 0x80, 0xDD, 0x0E, 0x4D, 0x9E, 0x4E, 0xB1, 0xE3, 0x28, 0x4E, 0xAE, 0xD8 };
	memcpy(volume + 3, "-FVE-FS-", 8);
	memcpy(volume + 0xA0, converting ? eow : normal, 16);
	for (unsigned i = 0; i < FVE_BLOCKS; i++)
		put64(0xB0 + 8 * i, FIRST_BLOCK + i * BLOCK);
	put64(0xC8, MAP);
}

static void mend_block(size_t at)
{
	memcpy(volume + at, "-FVE-FS-", 8);
	for (unsigned i = 0; i < FVE_BLOCKS; i++)
		put64(at + 32 + 8 * i, FIRST_BLOCK + i * BLOCK);
	volume[at + 10] = 2;
	volume[at + 11] = 0;
	size_t len = ((size_t)volume[at + 8] | (size_t)volume[at + 9] << 8) * 16;
	if (len + 64 > BLOCK)
		return;
	if (volume[at + len + 12] == 1) { /* a plain seal: SHA-256 behind its head of 12 bytes */
		struct sha256_ctx context;
		sha256_init(&context);
		sha256_update(&context, len, volume + at);
		sha256_digest(&context, SHA256_DIGEST_SIZE, volume + at + len + 20);
	}
	uint32_t sum = (uint32_t)crc32(0, volume + at, (uInt)len);
	memcpy(volume + at + len + 4, &sum, sizeof sum);
}

static void fill(const uint8_t *data, size_t size)
{
	memset(volume, 0, sizeof volume);
	size_t boot = size < FVE_BOOT_BYTES ? size : FVE_BOOT_BYTES;
	memcpy(volume, data, boot);
	mend_boot(size && data[0] & 1);
	data += boot;
	size -= boot;
	size_t block = size < BLOCK ? size : BLOCK;
	for (unsigned i = 0; i < FVE_BLOCKS && block; i++) {
		memcpy(volume + FIRST_BLOCK + i * BLOCK, data, block);
		mend_block(FIRST_BLOCK + i * BLOCK);
	}
	if (size > block)
		memcpy(volume + MAP, data + block, size - block < MAP_BYTES ? size - block : MAP_BYTES);
}

/* A descriptor of its own for each run: the device takes it over. */
static int open_volume(void)
{
	static int memory = -1;
	char path[64];
	if (memory < 0 && ((memory = memfd_create("volume", 0)) < 0 || ftruncate(memory, VOLUME) != 0))
		abort();
	if (pwrite(memory, volume, MAP + MAP_BYTES, 0) != MAP + MAP_BYTES)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static void read_all(struct device *view)
{
	uint8_t bytes[4096 + 7];
	for (uint64_t at = 0; at < MAP + 2 * MAP_BYTES; at += sizeof bytes)
		(void)device_read(view, at, bytes, sizeof bytes);
}

static void read_map(struct device *device, struct span sector, struct arena *arena)
{
	struct fve_boot boot;
	struct fve_map *map;
	uint64_t end;
	if (!fve_boot_parse(sector, &boot) || fve_map_read(device, &boot, 512, 0x2000, arena, &map) != OK)
		return;
	for (uint64_t at = 0; at < VOLUME; at += 99999)
		(void)fve_map_at(map, at, &end);
	(void)fve_map_encrypted_bytes(map, VOLUME);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct device *device, *view;
	struct bitlocker *bitlocker;
	struct volume_info info = { .id = 1 };
	unsigned derivations = 4;
	fill(data, size);
	if (device_open_fd(open_volume(), &device) != OK)
		abort();
	arena_init(&arena, 256 * MIB);
	struct span sector = { volume, FVE_BOOT_BYTES };
	if (bitlocker_open(device, sector, &arena, &info, &bitlocker) == OK) {
		if (bitlocker_unlock(bitlocker, NULL, &derivations, &info, &view) == OK)
			read_all(view);
		bitlocker_close(bitlocker);
	}
	read_map(device, sector, &arena);
	device_close(device);
	arena_done(&arena);
	return 0;
}
