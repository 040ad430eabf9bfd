/* Base block of a hive file: fields, checksum as Windows counts it, and the repairs that our copy in memory may need.
 * Format: M. Suhanov, "Windows registry file format specification", base block and hive bins. */
#include "decode/hive_internal.h"

enum { CHECKSUM_AT = 508, SPARE_AT = 504 };

static uint32_t plain_sum(struct span bytes)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < CHECKSUM_AT; i += 4)
		sum ^= field32(bytes, i);
	return sum;
}

uint32_t hive_base_checksum(struct span bytes)
{
	uint32_t sum = plain_sum(bytes);
	if (sum == 0)
		return 1;
	return sum == UINT32_MAX ? UINT32_MAX - 1 : sum;
}

bool hive_base_suits_libhivex(struct span bytes)
{
	return field32(bytes, CHECKSUM_AT) == plain_sum(bytes);
}

struct hive_base hive_base_read(struct span bytes)
{
	return (struct hive_base){
		.is_regf = has_signature(bytes, 0, "regf"),
		.checksum_ok = bytes.len >= CHECKSUM_AT + 4 && field32(bytes, CHECKSUM_AT) == hive_base_checksum(bytes),
		.sequence1 = field32(bytes, 4),
		.sequence2 = field32(bytes, 8),
		.written = field64(bytes, 12),
		.major = field32(bytes, 20),
		.type = field32(bytes, 28),
		.root = field32(bytes, 36),
		.bins_size = field32(bytes, 40),
		.clustering = field32(bytes, 44),
		.flags = field32(bytes, 144),
	};
}

void hive_put32(uint8_t *image, size_t len, size_t offset, uint32_t value)
{
	uint8_t bytes[4] = { (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24) };
	if (offset <= len && len - offset >= sizeof bytes)
		memcpy(image + offset, bytes, sizeof bytes);
}

void hive_base_seal(uint8_t *image, size_t len)
{
	struct span bytes = { image, len };
	if (plain_sum(bytes) != hive_base_checksum(bytes))
		hive_put32(image, len, SPARE_AT, field32(bytes, SPARE_AT) ^ 4);
	hive_put32(image, len, CHECKSUM_AT, plain_sum(bytes));
}

static bool is_key_cell(struct span bytes, size_t offset, uint16_t flags)
{
	struct span cell;
	return offset % 8 == 0 && cell_in_use(bytes, offset, &cell) && has_signature(cell, 0, "nk") &&
	       (field16(cell, NK_FLAGS) & flags) == flags;
}

uint32_t hive_base_guess_root(struct span bytes, uint32_t claimed)
{
	if (is_key_cell(bytes, (size_t)claimed + HIVE_BASE_BYTES, NK_FLAG_ROOT))
		return claimed;
	size_t size = 0;
	for (size_t at = HIVE_BIN_HEADER_BYTES; at < HIVE_PAGE_BYTES; at += size) {
		int32_t signed_size = (int32_t)field32(bytes, HIVE_BASE_BYTES + at);
		size = signed_size < 0 ? 0 - (size_t)signed_size : (size_t)signed_size;
		if (is_key_cell(bytes, HIVE_BASE_BYTES + at, NK_FLAG_ROOT))
			return (uint32_t)at;
		if (size < 8 || size % 8)
			break;
	}
	return is_key_cell(bytes, (size_t)claimed + HIVE_BASE_BYTES, 0) ? claimed : HIVE_NOWHERE;
}

static bool is_bin(struct span bytes, size_t at)
{
	return has_signature(bytes, at, "hbin");
}

/* Where the bin at `at` ends: as it says when that is credible, else at the next bin that knows its own place. */
static size_t bin_end(struct span bytes, size_t at, size_t end)
{
	uint32_t size = field32(bytes, at + 8);
	if (size && size % HIVE_PAGE_BYTES == 0 && size <= end - at && (at + size == end || is_bin(bytes, at + size)))
		return at + size;
	for (at += HIVE_PAGE_BYTES; at < end; at += HIVE_PAGE_BYTES) {
		if (is_bin(bytes, at) && field32(bytes, at + 4) == at - HIVE_BASE_BYTES)
			return at;
	}
	return end;
}

static void repair_cells(uint8_t *image, size_t len, size_t at, size_t end)
{
	while (at < end) {
		uint32_t size = field32((struct span){ image, len }, at);
		if (size > INT32_MAX)
			size = 0 - size;
		if (size < 8 || size % 8 || size > end - at) {
			hive_put32(image, len, at, (uint32_t)(end - at));
			return;
		}
		at += size;
	}
}

void hive_repair_bins(uint8_t *image, size_t len, size_t end)
{
	struct span bytes = { image, len };
	for (size_t at = HIVE_BASE_BYTES; at < end;) {
		if (!is_bin(bytes, at)) {
			at += HIVE_PAGE_BYTES;
			continue;
		}
		size_t next = bin_end(bytes, at, end);
		hive_put32(image, len, at + 4, (uint32_t)(at - HIVE_BASE_BYTES));
		hive_put32(image, len, at + 8, (uint32_t)(next - at));
		repair_cells(image, len, at + HIVE_BIN_HEADER_BYTES, next);
		at = next;
	}
	hive_put32(image, len, 40, (uint32_t)(end - HIVE_BASE_BYTES));
	hive_base_seal(image, len);
}
