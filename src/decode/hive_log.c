/* Decides which transaction logs of a dirty hive may be replayed, and replays them on a copy: HvLE (8.1 and later) and
 * DIRT (Vista to 8).
 * Format: M. Suhanov, "Windows registry file format specification", transaction log files. */
#include "base/cursor.h"
#include "decode/hive_internal.h"

enum { LOG_TYPE_OLD = 1, LOG_TYPE_NT4 = 2, LOG_TYPE_NEW = 6 };
enum { LOG_SECTOR = 512, ENTRY_HEADER = 40, PAGE_REFERENCE = 8, BASE_PART = 512 };
enum { LOGS = 3 };

/* Seed of the hash: bytes 82 EF 4D 88 7A 4E 55 C5. */
#define MARVIN_LOW  0x7A4E55C5u
#define MARVIN_HIGH 0x82EF4D88u

struct log {
	struct span bytes;
	struct hive_base base;
};

static uint32_t rotate(uint32_t value, unsigned by)
{
	return value << by | value >> (32 - by);
}

static void marvin_mix(uint32_t *low, uint32_t *high, uint32_t value)
{
	*low += value;
	*high ^= *low;
	*low = rotate(*low, 20) + *high;
	*high = rotate(*high, 9) ^ *low;
	*low = rotate(*low, 27) + *high;
	*high = rotate(*high, 19);
}

uint64_t hive_marvin32(struct span bytes)
{
	uint32_t low = MARVIN_LOW, high = MARVIN_HIGH;
	size_t i = 0;
	for (; bytes.len - i >= 4; i += 4)
		marvin_mix(&low, &high, field32(bytes, i));
	uint32_t last = 0x80;
	for (size_t k = bytes.len; k > i; k--)
		last = last << 8 | bytes.data[k - 1];
	marvin_mix(&low, &high, last);
	marvin_mix(&low, &high, 0);
	return (uint64_t)high << 32 | low;
}

static bool is_bins_size(uint64_t size)
{
	return size != 0 && size % HIVE_PAGE_BYTES == 0 && size <= LIMIT_HIVE_BYTES - HIVE_BASE_BYTES;
}

static bool is_earlier(uint32_t a, uint32_t b)
{
	return a != b && b - a < 0x80000000u;
}

/* An entry that is whole: header, both hashes, every page inside the entry and inside the bins. */
static bool entry_at(struct span log, size_t offset, uint32_t sequence, struct span *ret)
{
	struct span rest, entry, body;
	if (!span_sub(log, offset, log.len - offset, &rest) || !has_signature(rest, 0, "HvLE"))
		return false;
	uint32_t size = field32(rest, 4), bins_size = field32(rest, 16), pages = field32(rest, 20);
	if (size < LOG_SECTOR || size % LOG_SECTOR || field32(rest, 12) != sequence || !is_bins_size(bins_size) ||
	    pages == 0 || !span_sub(rest, 0, size, &entry))
		return false;
	struct span header;
	if (!span_sub(entry, ENTRY_HEADER, size - ENTRY_HEADER, &body) || hive_marvin32(body) != field64(entry, 24) ||
	    !span_sub(entry, 0, 32, &header) || hive_marvin32(header) != field64(entry, 32))
		return false;
	if (pages > body.len / PAGE_REFERENCE)
		return false;
	uint64_t data = ENTRY_HEADER + (uint64_t)pages * PAGE_REFERENCE;
	for (size_t i = 0; i < pages; i++) {
		uint64_t to = field32(body, i * PAGE_REFERENCE), len = field32(body, i * PAGE_REFERENCE + 4);
		data += len;
		if (to + len > bins_size || data > size)
			return false;
	}
	*ret = entry;
	return true;
}

/* Appends the unbroken run of entries of one log; false when there is not even the first. */
static bool plan_entries(struct hive_replay *plan, const struct log *log, struct arena *arena)
{
	size_t offset = LOG_SECTOR, capacity = log->bytes.len / LOG_SECTOR, found = 0;
	struct span entry;
	struct span *grown = arena_array(arena, struct span, plan->entry_count + capacity);
	if (plan->entry_count)
		memcpy(grown, plan->entries, plan->entry_count * sizeof *grown);
	plan->entries = grown;
	for (uint32_t next = log->base.sequence1; entry_at(log->bytes, offset, next, &entry); next++) {
		plan->entries[plan->entry_count++] = entry;
		plan->sequence = next;
		if (field32(entry, 16) > plan->bins_size)
			plan->bins_size = field32(entry, 16);
		offset += entry.len;
		found++;
	}
	return found > 0;
}

static bool is_valid_log(const struct log *log, bool new_format)
{
	bool right_type = new_format ? log->base.type == LOG_TYPE_NEW :
		log->base.type == LOG_TYPE_OLD || log->base.type == LOG_TYPE_NT4;
	return log->base.is_regf && log->base.checksum_ok && right_type && log->base.sequence1 == log->base.sequence2 &&
	       log->bytes.len > BASE_PART + ENTRY_HEADER;
}

/* The valid logs of one format, earliest first. */
static size_t collect_logs(const struct hive_input *input, bool new_format, struct log logs[LOGS])
{
	const struct span files[LOGS] = { input->log1, input->log2, input->log };
	size_t count = 0;
	for (size_t i = 0; i < LOGS; i++) {
		struct log log = { files[i], hive_base_read(files[i]) };
		if (!is_valid_log(&log, new_format))
			continue;
		size_t at = count++;
		for (; at > 0 && is_earlier(log.base.sequence1, logs[at - 1].base.sequence1); at--)
			logs[at] = logs[at - 1];
		logs[at] = log;
	}
	return count;
}

static struct span base_part(struct span log)
{
	struct span part = { 0 };
	span_sub(log, 0, BASE_PART, &part);
	return part;
}

static void plan_new(struct hive_replay *plan, const struct hive_base *base, const struct log *logs, size_t count,
		     struct arena *arena)
{
	if (!(base->is_regf && base->checksum_ok)) {
		/* A broken base block: only the latest log knows a whole one. */
		if (plan_entries(plan, &logs[count - 1], arena)) {
			plan->possible = plan->has_base = true;
			plan->base = base_part(logs[count - 1].bytes);
		}
		return;
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t first = logs[i].base.sequence1;
		/* A log that begins before the last completed write is in the primary already. */
		if (plan->possible ? first != plan->sequence + 1 : is_earlier(first, base->sequence2))
			continue;
		if (plan_entries(plan, &logs[i], arena))
			plan->possible = true;
	}
}

static size_t count_bits(struct span bitmap)
{
	size_t bits = 0;
	for (size_t i = 0; i < bitmap.len; i++)
		bits += (size_t)__builtin_popcount(bitmap.data[i]);
	return bits;
}

static bool plan_dirt(struct hive_replay *plan, const struct log *log)
{
	uint32_t bins_size = log->base.bins_size;
	if (!has_signature(log->bytes, LOG_SECTOR, "DIRT") || !is_bins_size(bins_size) || log->base.clustering != 1)
		return false;
	size_t bitmap_len = bins_size / LOG_SECTOR / 8;
	size_t pages_at = LOG_SECTOR + (4 + bitmap_len + LOG_SECTOR - 1) / LOG_SECTOR * LOG_SECTOR;
	if (!span_sub(log->bytes, LOG_SECTOR + 4, bitmap_len, &plan->bitmap) ||
	    !span_sub(log->bytes, pages_at, count_bits(plan->bitmap) * LOG_SECTOR, &plan->pages))
		return false;
	plan->possible = plan->dirt = plan->has_base = true;
	plan->base = base_part(log->bytes);
	plan->sequence = log->base.sequence1;
	plan->bins_size = bins_size;
	return true;
}

/* The valid log that was written last, unless it is older than the hive. */
static void plan_old(struct hive_replay *plan, struct span primary, const struct hive_base *base,
		     const struct log *logs, size_t count)
{
	uint64_t written = base->is_regf && base->checksum_ok ? base->written : field64(primary, HIVE_BASE_BYTES + 20);
	const struct log *latest = &logs[0];
	for (size_t i = 1; i < count; i++) {
		if (logs[i].base.written > latest->base.written)
			latest = &logs[i];
	}
	if (latest->base.written >= written)
		plan_dirt(plan, latest);
}

struct hive_replay hive_replay_plan(const struct hive_input *input, struct hive_base base, struct arena *arena)
{
	struct hive_replay plan = { 0 };
	struct log logs[LOGS];
	size_t count = collect_logs(input, true, logs);
	if (count)
		plan_new(&plan, &base, logs, count, arena);
	if (plan.possible)
		return plan;
	count = collect_logs(input, false, logs);
	if (count)
		plan_old(&plan, input->primary, &base, logs, count);
	return plan;
}

/* Both ends were checked by the plan, and are checked again. */
static void put(uint8_t *image, size_t len, uint64_t offset, struct span bytes)
{
	if (offset <= len && bytes.len <= len - offset && bytes.len)
		memcpy(image + offset, bytes.data, bytes.len);
}

static void apply_entry(struct span entry, uint8_t *image, size_t len)
{
	uint32_t pages = field32(entry, 20);
	struct cursor data = cursor_at(entry, ENTRY_HEADER + (size_t)pages * PAGE_REFERENCE);
	for (size_t i = 0; i < pages; i++) {
		size_t reference = ENTRY_HEADER + i * PAGE_REFERENCE;
		put(image, len, (uint64_t)HIVE_BASE_BYTES + field32(entry, reference),
		    cursor_bytes(&data, field32(entry, reference + 4)));
	}
	hive_put32(image, len, 40, field32(entry, 16));
	uint32_t flags = field32((struct span){ image, len }, 144);
	hive_put32(image, len, 144, (flags & ~1u) | (field32(entry, 8) & 1));
}

static void apply_dirt(const struct hive_replay *plan, uint8_t *image, size_t len)
{
	struct cursor pages = cursor_over(plan->pages);
	for (size_t k = 0; k < plan->bitmap.len * 8; k++) {
		if (plan->bitmap.data[k / 8] >> (k % 8) & 1)
			put(image, len, (uint64_t)HIVE_BASE_BYTES + k * LOG_SECTOR, cursor_bytes(&pages, LOG_SECTOR));
	}
}

void hive_replay_apply(const struct hive_replay *plan, uint8_t *image, size_t len)
{
	if (plan->has_base) {
		put(image, len, 0, plan->base);
		hive_put32(image, len, 28, 0);
	}
	if (plan->dirt)
		apply_dirt(plan, image, len);
	for (size_t i = 0; i < plan->entry_count; i++)
		apply_entry(plan->entries[i], image, len);
	hive_put32(image, len, 4, plan->sequence);
	hive_put32(image, len, 8, plan->sequence);
	hive_base_seal(image, len);
}
