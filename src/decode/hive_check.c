/* Structure check of a hive.
 * Format: M. Suhanov, "Windows registry file format specification". */
#include "decode/hive_internal.h"

void hive_check(struct span bytes, uint32_t root, uint32_t bins_size, struct hive_report *report)
{
	(void)bytes, (void)root, (void)bins_size, (void)report;
}

bool hive_big_data_is_sound(struct span bytes, size_t offset, size_t len)
{
	struct span cell, list, segment;
	if (!cell_in_use(bytes, offset, &cell) || !has_signature(cell, 0, "db") || cell.len < 8)
		return false;
	size_t count = field16(cell, 2), left = len;
	if (!cell_in_use(bytes, (size_t)field32(cell, 4) + HIVE_BASE_BYTES, &list) || count > list.len / 4)
		return false;
	for (size_t i = 0; i < count && left; i++) {
		size_t want = left < DB_SEGMENT_BYTES ? left : DB_SEGMENT_BYTES;
		if (!cell_in_use(bytes, (size_t)field32(list, i * 4) + HIVE_BASE_BYTES, &segment) || segment.len < want)
			return false;
		left -= want;
	}
	return left == 0;
}
