/* SMBIOS tables: a built one, every prefix of it, tables of nonsense. */
#include <string.h>

#include "hardware/smbios.h"
#include "support.h"

static struct arena arena;
static uint8_t table[4096];
static size_t length;

static void put(const void *bytes, size_t count)
{
	if (count)
		memcpy(table + length, bytes, count);
	length += count;
}

/* `texts`: separated by "|". */
static void structure(uint8_t type, const uint8_t *area, uint8_t area_bytes, const char *texts)
{
	uint8_t header[4] = { type, (uint8_t)(4 + area_bytes), 0, 0 };
	put(header, sizeof header);
	put(area, area_bytes);
	size_t from = length;
	put(texts, strlen(texts));
	for (size_t i = from; i < length; i++)
		table[i] = table[i] == '|' ? 0 : table[i];
	put("\0\0", 2);
}

static void build(void)
{
	static const uint8_t bios[] = { 1, 2, 0, 0xF0, 3, 0 };
	static const uint8_t machine[] = { 1, 2, 3, 4 };
	static const uint8_t processor[] = { 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2 };
	static const uint8_t module[] = { 0, 0, 0xFE, 0xFF, 64, 0, 64, 0, 0x00, 0x20 };
	static const uint8_t large[] = { 0, 0, 0xFE, 0xFF, 64, 0, 64, 0, 0xFF, 0x7F, 0,	   0,	 0,    0,
					 0, 0, 0,    0,	   0,  0, 0,  0, 0,    0,    0x00, 0x00, 0x01, 0x00 };
	static const uint8_t empty[] = { 0, 0, 0xFE, 0xFF, 64, 0, 64, 0, 0, 0 };
	length = 0;
	structure(0, bios, sizeof bios, "Vidu Firmware|1.14|03/08/2026");
	structure(1, machine, sizeof machine, "Vidutech|Office V15|To be filled by O.E.M.| VD15-26-004417 ");
	structure(2, machine, sizeof machine, "Vidutech|VB-660|A1|0000000000");
	structure(4, processor, sizeof processor, "CPU0|Vidu Core 5 13400");
	structure(17, module, sizeof module, "DIMM0");
	structure(17, large, sizeof large, "DIMM1");
	structure(17, empty, sizeof empty, "DIMM2");
	structure(127, NULL, 0, "");
}

static void reads_a_machine(void)
{
	struct hardware_info info = { 0 };
	build();
	CHECK_INT(smbios_read((struct span){ table, length }, &arena, &info), OK);
	CHECK_STR(info.maker, "Vidutech");
	CHECK_STR(info.product, "Office V15");
	CHECK_STR(info.serial, "VD15-26-004417");
	CHECK_STR(info.board, "VB-660");
	CHECK_STR(info.board_serial, ""); /* zeros are no serial number */
	CHECK_STR(info.firmware_version, "1.14");
	CHECK_STR(info.firmware_date, "2026-03-08"); /* the firmware says 03/08/2026 */
	CHECK_STR(info.processor, "Vidu Core 5 13400");
	CHECK_INT(info.memory, (UINT64_C(73728) << 20));
	CHECK_INT(info.memory_modules, 2);
}

/* Cut anywhere: what came before is kept, and it is said. */
static void every_prefix(void)
{
	build();
	for (size_t i = 0; i < length; i++) {
		struct hardware_info info = { 0 };
		uint8_t *copy = arena_alloc(&arena, i + 1);
		memcpy(copy, table, i);
		enum err e = smbios_read((struct span){ copy, i }, &arena, &info);
		CHECK(e == OK || e == ERR_TRUNCATED);
		CHECK(info.serial.len == 0 || str_eq_c(info.serial, "VD15-26-004417"));
	}
}

static void nonsense(void)
{
	uint32_t state = 99;
	for (unsigned round = 0; round < 3000; round++) {
		struct hardware_info info = { 0 };
		build();
		for (unsigned i = 0; i < 1 + round % 8; i++) {
			state = state * 1664525 + 1013904223;
			table[(state >> 8) % length] = (uint8_t)state;
		}
		(void)smbios_read((struct span){ table, length }, &arena, &info);
		CHECK(info.memory_modules <= 5);
		arena_reset(&arena);
	}
}

int main(void)
{
	static const struct test tests[] = { TEST(reads_a_machine), TEST(every_prefix), TEST(nonsense) };
	arena_init(&arena, 64u << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
