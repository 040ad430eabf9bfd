/* Damaged hives: every prefix, flipped bits, crafted traps. A changed reading has to be noticed as far as the format allows; the flips are
 * counted by the kind of field they hit. SOATMAY_FLIPS sets how many there are of each hive. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf.h"
#include "hive_dump.h"

static struct arena arena;

enum kind {
	CONTENT, /* names, data, times, class names, security: flips there are other readings, not damage */
	UNUSED,  /* free cells, room behind content, fields nobody reads */
	BASE_FIELD, BIN_FIELD, CELL_SIZE, KEY_FLAGS, KEY_PARENT, KEY_SUBKEYS, KEY_LIST, KEY_VALUES, KEY_VALUE_LIST, KEY_MAXIMA, KEY_NAME_LEN,
	SIGNATURE, LIST_COUNT, LIST_OFFSET, LIST_HASH, VALUE_OFFSET, VALUE_NAME_LEN, VALUE_DATA_LEN, VALUE_DATA, VALUE_TYPE, VALUE_FLAGS,
	BIG_DATA, KINDS
};

static const char *const kind_names[KINDS] = {
	"content", "unused", "base block", "bin header", "cell size", "key flags", "key parent", "subkey count", "subkey list", "value count",
	"value list", "key maxima", "key name length", "signature", "list count", "list offset", "list hash", "value offset",
	"value name length", "value data length", "value data offset", "value type", "value flags", "big data",
};

struct map {
	struct span bytes;
	uint8_t *kinds;
};

static void mark(struct map *map, size_t at, size_t len, enum kind kind)
{
	for (size_t i = at; i < at + len && i < map->bytes.len; i++)
		map->kinds[i] = (uint8_t)kind;
}

static void mark_key(struct map *map, size_t at, struct span cell)
{
	static const struct { unsigned at, len; enum kind kind; } fields[] = {
		{ 0, 2, SIGNATURE }, { NK_FLAGS, 2, KEY_FLAGS }, { NK_PARENT, 4, KEY_PARENT }, { NK_SUBKEYS, 4, KEY_SUBKEYS },
		{ NK_SUBKEY_LIST, 4, KEY_LIST }, { NK_VALUES, 4, KEY_VALUES }, { NK_VALUE_LIST, 4, KEY_VALUE_LIST },
		{ NK_MAX_SUBKEY_NAME, 2, KEY_MAXIMA }, { NK_MAX_VALUE_NAME, 8, KEY_MAXIMA }, { NK_NAME_LEN, 2, KEY_NAME_LEN },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		mark(map, at + 4 + fields[i].at, fields[i].len, fields[i].kind);
	mark(map, at + 4 + NK_TIME, 8, CONTENT);
	mark(map, at + 4 + NK_NAME, field16(cell, NK_NAME_LEN), CONTENT);
	size_t list = (size_t)field32(cell, NK_VALUE_LIST) + HIVE_BASE_BYTES;
	if (field32(cell, NK_VALUES))
		mark(map, list + 4, field32(cell, NK_VALUES) * 4, VALUE_OFFSET);
}

static void mark_value(struct map *map, size_t at, struct span cell)
{
	static const struct { unsigned at, len; enum kind kind; } fields[] = {
		{ 0, 2, SIGNATURE }, { VK_NAME_LEN, 2, VALUE_NAME_LEN }, { VK_DATA_LEN, 4, VALUE_DATA_LEN }, { VK_DATA, 4, VALUE_DATA },
		{ VK_TYPE, 4, VALUE_TYPE }, { VK_FLAGS, 2, VALUE_FLAGS },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		mark(map, at + 4 + fields[i].at, fields[i].len, fields[i].kind);
	uint32_t len = field32(cell, VK_DATA_LEN);
	size_t data = (size_t)field32(cell, VK_DATA) + HIVE_BASE_BYTES;
	struct span target;
	if (len & VK_INLINE) {
		mark(map, at + 4 + VK_DATA, 4, CONTENT);
		return;
	}
	if (len && cell_in_use(map->bytes, data, &target) && len > target.len && has_signature(target, 0, "db")) {
		mark(map, data + 4, 8, BIG_DATA);
		mark(map, (size_t)field32(target, 4) + HIVE_BASE_BYTES + 4, field16(target, 2) * 4u, BIG_DATA);
	}
}

static void mark_list(struct map *map, size_t at, struct span cell, bool has_hints)
{
	mark(map, at + 4, 2, SIGNATURE);
	mark(map, at + 6, 2, LIST_COUNT);
	for (size_t i = 0; i < field16(cell, 2); i++) {
		mark(map, at + 8 + i * (has_hints ? 8 : 4), 4, LIST_OFFSET);
		if (has_hints)
			mark(map, at + 12 + i * 8, 4, LIST_HASH);
	}
}

/* Two rounds over all cells of a sound hive: the second, so that lists and headers win over whatever lies around them. */
static void mark_cells(struct map *map, size_t from, size_t to)
{
	for (size_t at = from, size; at < to; at += size) {
		struct span cell;
		uint32_t stored = field32(map->bytes, at);
		size = stored > INT32_MAX ? 0 - stored : stored;
		mark(map, at, 4, CELL_SIZE);
		if (!cell_in_use(map->bytes, at, &cell))
			continue;
		if (has_signature(cell, 0, "nk") && cell.len >= NK_NAME)
			mark_key(map, at, cell);
		else if (has_signature(cell, 0, "vk") && cell.len >= VK_NAME)
			mark_value(map, at, cell);
		else if (has_signature(cell, 0, "lf") || has_signature(cell, 0, "lh"))
			mark_list(map, at, cell, true);
		else if (has_signature(cell, 0, "li") || has_signature(cell, 0, "ri"))
			mark_list(map, at, cell, false);
	}
}

static struct map map_of(struct span bytes)
{
	struct map map = { bytes, arena_alloc(&arena, bytes.len) };
	size_t end = HIVE_BASE_BYTES + (size_t)field32(bytes, 40);
	mark(&map, 0, bytes.len, UNUSED);
	mark(&map, 0, 48, BASE_FIELD);
	mark(&map, 508, 4, BASE_FIELD);
	for (size_t at = HIVE_BASE_BYTES; at < end; at += field32(bytes, at + 8)) {
		mark(&map, at, 12, BIN_FIELD);
		mark_cells(&map, at + HIVE_BIN_HEADER_BYTES, at + field32(bytes, at + 8));
	}
	return map;
}

struct tally { unsigned flips[KINDS], changed[KINDS], missed[KINDS]; };

/* A fixed generator: the same flips at every run. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void flip_once(struct tally *tally, struct map map, uint8_t *copy, struct dump sound, size_t at, uint8_t bits)
{
	struct arena local;
	struct hive *hive = NULL;
	enum kind kind = map.kinds[at];
	arena_init(&local, 1u << 30);
	copy[at] ^= bits;
	enum err e = open_bytes((struct span){ copy, map.bytes.len }, &local, &hive);
	struct dump dump = { 0 };
	if (!e)
		dump = dump_hive(hive);
	bool changed = e || dump.failed || dump.hash != sound.hash || dump.keys != sound.keys;
	tally->flips[kind]++;
	tally->changed[kind] += changed;
	tally->missed[kind] += changed && !e && hive_problem_count(hive) == 0;
	hive_close(hive);
	copy[at] = map.bytes.data[at];
	arena_done(&local);
}

static void flip_hive(struct tally *tally, const char *name, unsigned count)
{
	struct hive *hive;
	struct span bytes = corpus_file(&arena, name);
	CHECK(open_bytes(bytes, &arena, &hive) == OK && hive_problem_count(hive) == 0);
	struct dump sound = dump_hive(hive);
	hive_close(hive);
	struct map map = map_of(bytes);
	size_t *fields = arena_array(&arena, size_t, bytes.len), found = 0;
	for (size_t i = 0; i < bytes.len; i++) {
		if (map.kinds[i] > UNUSED)
			fields[found++] = i;
	}
	uint8_t *copy = arena_alloc(&arena, bytes.len);
	memcpy(copy, bytes.data, bytes.len);
	uint64_t state = 0x9E3779B97F4A7C15u + bytes.len;
	for (unsigned i = 0; i < count; i++) {
		size_t at = fields[next_random(&state) % found];
		flip_once(tally, map, copy, sound, at, (uint8_t)(1u << (next_random(&state) >> 20) % 8));
	}
}

/* Percent. A type is any number; a data length may be any that its cell holds, a name end anywhere in the last 8 bytes of its cell (16
 * before Vista) where no hash covers it: the format has no second word on them. An offset may hit a cell that Windows forgot. */
static unsigned allowed_misses(enum kind kind)
{
	switch (kind) {
	case VALUE_TYPE: return 100;
	case VALUE_DATA_LEN: return 14;
	case VALUE_NAME_LEN:
	case KEY_NAME_LEN: return 9;
	case VALUE_DATA: return 1;
	default: return 0;
	}
}

static void flipped_bits_are_noticed(void)
{
	static const char *const hives[] = {
		"mkorman90_regipy/BCD", "EricZimmerman_Registry/SAM", "google_turbinia/SAM", "skelsec_aiowinreg/win2022_64/security.reg",
		"EricZimmerman_Registry/NTUSER1.DAT", "msuhanov_yarp/BigDataHive", "williballenthin_python-registry/UNICODE_TESTS",
		"njitacm_jerseyctf-2021-challenges/default",
	};
	const char *wanted = getenv("SOATMAY_FLIPS");
	uint64_t count = 200;
	struct tally tally = { 0 };
	unsigned flips = 0, changed = 0, missed = 0;
	if (wanted)
		CHECK(str_to_u64(str_from_c(wanted), 10, &count));
	for (size_t i = 0; i < sizeof hives / sizeof *hives; i++)
		flip_hive(&tally, hives[i], (unsigned)count);
	for (enum kind i = 0; i < KINDS; i++) {
		flips += tally.flips[i], changed += tally.changed[i], missed += tally.missed[i];
		if (wanted && tally.flips[i])
			printf("%-18s %6u flips %6u change the reading %5u unnoticed\n", kind_names[i], tally.flips[i], tally.changed[i],
			       tally.missed[i]);
		if (tally.changed[i] >= 50 || !allowed_misses(i)) /* a percentage of a handful says nothing */
			CHECK(tally.missed[i] * 100 <= tally.changed[i] * allowed_misses(i));
	}
	printf("%u flips in structure fields, %u change the reading, %u of them unnoticed\n", flips, changed, missed);
	CHECK(changed > 900 && missed * 9 < changed);
}

static void no_prefix_is_sound(void)
{
	static const char *const hives[] = { "libguestfs_hivex/rlenvalue_test_hive", "mkorman90_regipy/BCD", "google_turbinia/SAM" };
	for (size_t i = 0; i < sizeof hives / sizeof *hives; i++) {
		struct span whole = corpus_file(&arena, hives[i]);
		size_t end = HIVE_BASE_BYTES + field32(whole, 40);
		for (size_t len = 0; len < end; len += len < 5000 || len > end - 64 ? 17 : 331) {
			struct arena local;
			struct hive *hive = NULL;
			arena_init(&local, 1u << 28);
			uint8_t *exact = malloc(len ? len : 1);
			if (exact)
				memcpy(exact, whole.data, len);
			enum err e = open_bytes((struct span){ exact, len }, &local, &hive);
			if (!e) {
				dump_hive(hive);
				CHECK(hive_problem_count(hive) > 0 && hive_notes(hive) & NOTE_TRUNCATED);
			}
			hive_close(hive);
			free(exact);
			arena_done(&local);
		}
	}
}

/* A hive that says how many segments its big data have, far beyond the list that names them: libhivex 1.3.23 reads past the file. */
static void a_big_data_list_that_is_too_short(void)
{
	struct span whole = corpus_file(&arena, "msuhanov_yarp/BigDataHive");
	uint8_t *copy = arena_alloc(&arena, whole.len);
	memcpy(copy, whole.data, whole.len);
	struct map map = map_of(whole);
	unsigned patched = 0;
	for (size_t at = 0; at + 4 < whole.len; at++) {
		if (map.kinds[at] == BIG_DATA && has_signature(whole, at, "db")) {
			memset(copy + at + 2, 0xFF, 2);
			patched++;
		}
	}
	CHECK(patched > 0);
	struct hive *hive;
	CHECK(open_bytes((struct span){ copy, whole.len }, &arena, &hive) == OK && hive_problem_count(hive) > 0);
	dump_hive(hive);
	hive_close(hive);
}

/* A lone surrogate: libhivex has no name for such a key, and its own look-up stops there. */
static void a_name_that_cannot_be_decoded_does_not_hide(void)
{
	struct span whole = corpus_file(&arena, "msuhanov_yarp/UnicodeHive"), name = utf16le_from_utf8(&arena, STR("Ключ"));
	const uint8_t *at = memmem(whole.data, whole.len, name.data, name.len);
	uint8_t *copy = arena_alloc(&arena, whole.len);
	memcpy(copy, whole.data, whole.len);
	CHECK(at != NULL);
	if (at)
		copy[at - whole.data + 1] = 0xD8;
	struct hive *hive;
	struct hive_key key;
	CHECK(open_bytes((struct span){ copy, whole.len }, &arena, &hive) == OK && hive_problem_count(hive) == 0);
	struct hive_key_list children;
	CHECK(hive_find_c(hive_root(hive), "привет", &key) == OK && hive_children(key, &children) == OK && children.count == 1);
	CHECK_STR(hive_key_name(children.items[0]), "\\uD81Aлюч");
	CHECK(dump_hive(hive).keys == 3);
	CHECK(hive_find_c(children.items[0], "nothing", &key) == ERR_ABSENT);
	hive_close(hive);
}

static void a_circle_ends(void)
{
	struct hive *hive;
	CHECK(open_bytes(corpus_file(&arena, "puffyCid_artemis/registry/win10/NTUSER_Bad.DAT"), &arena, &hive) == OK);
	struct dump dump = dump_hive(hive);
	CHECK(dump.failed && dump.keys == 665 && hive_problem_count(hive) > 0);
	CHECK(hive_first_problem(hive).len > 0);
	hive_close(hive);
}

/* In a damaged list an absent key is not absent but unknown. */
static void absent_in_a_damaged_list_is_corrupt(void)
{
	struct hive *hive;
	struct hive_key key;
	CHECK(open_bytes(corpus_file(&arena, "log2timeline_plaso/regf/corrupt_sub_key_list.hiv"), &arena, &hive) == OK);
	CHECK(hive_find_c(hive_root(hive), "16", &key) == ERR_CORRUPT);
	CHECK(hive_find_c(hive_root(hive), "17", &key) == OK && hive_find_c(key, "x", &key) == ERR_ABSENT);
	CHECK(hive_notes(hive) & NOTE_DEGRADED);
	hive_close(hive);
}

static void a_checksum_of_the_special_kind_opens(void)
{
	struct span whole = corpus_file(&arena, "libguestfs_hivex/minimal");
	uint8_t *copy = arena_alloc(&arena, whole.len);
	for (unsigned k = 0; k < 2; k++) {
		struct hive *hive;
		struct span bytes = { copy, whole.len };
		uint32_t sum = 0;
		memcpy(copy, whole.data, whole.len);
		for (size_t i = 0; i < 508; i += 4)
			sum ^= field32(bytes, i);
		hive_put32(copy, whole.len, 504, field32(bytes, 504) ^ sum ^ (k ? UINT32_MAX : 0));
		hive_put32(copy, whole.len, 508, k ? UINT32_MAX - 1 : 1);
		CHECK(open_bytes(bytes, &arena, &hive) == OK && hive_problem_count(hive) == 0 && hive_notes(hive) == 0);
		CHECK(dump_hive(hive).keys == 1);
		hive_close(hive);
	}
}

int main(void)
{
	static const struct test tests[] = {
		TEST(flipped_bits_are_noticed), TEST(no_prefix_is_sound), TEST(a_big_data_list_that_is_too_short),
		TEST(a_name_that_cannot_be_decoded_does_not_hide), TEST(a_circle_ends),
		TEST(absent_in_a_damaged_list_is_corrupt), TEST(a_checksum_of_the_special_kind_opens),
	};
	arena_init(&arena, 1u << 30);
	if (hive_prepare() != OK)
		return 1;
	return test_main(tests, sizeof tests / sizeof *tests);
}
