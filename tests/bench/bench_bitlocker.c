/* Speed of the BitLocker layer: decrypted bytes a second through the whole view, and the time of one key derivation.
 * Usage: bench_bitlocker IMAGE OFFSET MEGABYTES; the volume at OFFSET must have a clear key. Prints two numbers: GB/s, seconds. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "disk/bitlocker.h"
#include "disk/bitlocker_keys.h"

enum { PIECE = 1 << 20 };

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Best of several passes over the first `bytes` of the view, in pieces as the $MFT pass reads them. */
static double throughput(struct device *view, uint64_t bytes)
{
	uint8_t *piece = malloc(PIECE);
	double best = 0;
	for (unsigned pass = 0; pass < 7; pass++) {
		double start = now();
		for (uint64_t at = 0; at + PIECE <= bytes; at += PIECE) {
			if (device_read(view, at, piece, PIECE) != OK)
				exit(1);
		}
		double speed = (double)(bytes - bytes % PIECE) / (now() - start) / 1e9;
		best = speed > best ? speed : best;
	}
	free(piece);
	return best;
}

/* One protector that this key does not open costs one derivation. */
static double derivation(void)
{
	static const uint8_t datums[] = {
		/* stretch datum: size 28, role 0, type 3, flags 1; key type 0x1000, flags 0, salt of 16 zeros */
		28, 0, 0, 0, 3, 0, 1, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		/* box of 44 bytes that no key opens: size 80, role 0, type 5 */
		80, 0, 0, 0, 5, 0, 1, 0, [107] = 0,
	};
	const struct fve_vmk vmk = { .protector = 0x0800, .children = { datums, sizeof datums } };
	const struct volume_key key = { .kind = PROTECTOR_RECOVERY_PASSWORD };
	uint8_t master[FVE_KEY_BYTES];
	double start = now();
	if (fve_vmk_open(&vmk, &key, master) != ERR_LOCKED)
		exit(1);
	return now() - start;
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct device *disk, *volume, *view;
	struct bitlocker *bitlocker;
	struct volume_info info = { .id = 1 };
	unsigned derivations = LIMIT_KEY_DERIVATIONS;
	uint8_t sector[512];
	if (argc != 4)
		return 64;
	uint64_t offset = strtoull(argv[1 + 1], NULL, 10), bytes = strtoull(argv[3], NULL, 10) * MIB;
	arena_init(&arena, GIB);
	if (device_open_fd(open(argv[1], O_RDONLY | O_CLOEXEC), &disk) != OK ||
	    device_open_window(disk, offset, device_size(disk) - offset, &volume) != OK || device_read(volume, 0, sector, sizeof sector) != OK ||
	    bitlocker_open(volume, (struct span){ sector, sizeof sector }, &arena, &info, &bitlocker) != OK ||
	    bitlocker_unlock(bitlocker, NULL, &derivations, &info, &view) != OK)
		return 1;
	printf("%.3f %.4f\n", throughput(view, bytes), derivation());
	return 0;
}
