/* Runs a fuzz target over files instead of random bytes: the regress form of each target, without libFuzzer.
 * Each file is given whole, cut at 16 places, and with one byte in every 1/16 flipped. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));

enum { PIECES = 16, MOST = 4 << 20 };

static void variations(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size + 1); /* exactly sized for the sanitizer below */
	if (!copy)
		exit(70);
	(void)LLVMFuzzerTestOneInput(bytes, size);
	for (size_t i = 0; i < PIECES; i++) {
		size_t at = size * i / PIECES;
		uint8_t *cut = malloc(at ? at : 1);
		if (!cut)
			exit(70);
		memcpy(cut, bytes, at);
		(void)LLVMFuzzerTestOneInput(cut, at);
		free(cut);
		if (size) {
			memcpy(copy, bytes, size);
			copy[at] ^= (uint8_t)(1u << (i % 8));
			(void)LLVMFuzzerTestOneInput(copy, size);
		}
	}
	free(copy);
}

int main(int argc, char **argv)
{
	unsigned files = 0;
	if (LLVMFuzzerInitialize)
		(void)LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		uint8_t *bytes = malloc(MOST);
		if (!file || !bytes)
			return 1;
		size_t size = fread(bytes, 1, MOST, file);
		fclose(file);
		uint8_t *exact = malloc(size ? size : 1);
		if (!exact)
			return 1;
		memcpy(exact, bytes, size);
		free(bytes);
		variations(exact, size);
		free(exact);
		files++;
	}
	printf("%u files\n", files);
	return files == 0;
}
