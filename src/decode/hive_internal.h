/* Inside of the hive reader: fields by offset, the state of one open hive, and what its files tell each other.
 * Offsets are file offsets, as libhivex counts them: cell offset of the format + 4096. */
#ifndef SOATMAY_DECODE_HIVE_INTERNAL_H
#define SOATMAY_DECODE_HIVE_INTERNAL_H

#include <hivex.h>

#include "base/limits.h"
#include "base/str.h"
#include "decode/hive.h"

#define HIVE_BASE_BYTES 4096u /* base block; the bins begin here */
#define HIVE_PAGE_BYTES 4096u
#define HIVE_BIN_HEADER_BYTES 32u
#define HIVE_NOWHERE UINT32_MAX /* "no cell" in every offset field */
#define HIVE_ROOT_DEPTH 0

/* Fields of an nk cell, counted from its signature. */
enum {
	NK_FLAGS = 2, NK_TIME = 4, NK_PARENT = 16, NK_SUBKEYS = 20, NK_SUBKEY_LIST = 28, NK_VALUES = 36, NK_VALUE_LIST = 40,
	NK_SECURITY = 44, NK_CLASS = 48, NK_MAX_SUBKEY_NAME = 52, NK_MAX_VALUE_NAME = 60, NK_MAX_VALUE_DATA = 64,
	NK_NAME_LEN = 72,
	NK_CLASS_LEN = 74, NK_NAME = 76
};
enum { NK_FLAG_ROOT = 0x4, NK_FLAG_LATIN1 = 0x20 };
/* Fields of a vk cell. The top bit of the length: the data lie in the offset field itself. */
enum { VK_NAME_LEN = 2, VK_DATA_LEN = 4, VK_DATA = 8, VK_TYPE = 12, VK_FLAGS = 16, VK_NAME = 20 };
enum { VK_FLAG_LATIN1 = 1 };
#define VK_INLINE 0x80000000u
/* One segment of a big-data value ("db", since format 1.4). */
enum { DB_SEGMENT_BYTES = 16344 };

static inline uint16_t field16(struct span s, size_t offset)
{
	struct span b;
	if (!span_sub(s, offset, 2, &b))
		return 0;
	return (uint16_t)(b.data[0] | b.data[1] << 8);
}

static inline uint32_t field32(struct span s, size_t offset)
{
	struct span b;
	if (!span_sub(s, offset, 4, &b))
		return 0;
	return (uint32_t)b.data[0] | (uint32_t)b.data[1] << 8 | (uint32_t)b.data[2] << 16 | (uint32_t)b.data[3] << 24;
}

static inline uint64_t field64(struct span s, size_t offset)
{
	return field32(s, offset) | (uint64_t)field32(s, offset + 4) << 32;
}

static inline bool has_signature(struct span s, size_t offset, const char *signature)
{
	struct span b;
	size_t len = strlen(signature);
	return span_sub(s, offset, len, &b) && memcmp(b.data, signature, len) == 0;
}

/* Content of the cell in use at `offset`, without its size field; false when it is free or does not fit. */
static inline bool cell_in_use(struct span bytes, size_t offset, struct span *ret)
{
	uint32_t size = 0 - field32(bytes, offset);
	return size >= 8 && size <= INT32_MAX && span_sub(bytes, offset + 4, size - 4, ret);
}

/* Base block. */
struct hive_base {
	bool is_regf, checksum_ok;
	uint32_t sequence1, sequence2, major, type, root, bins_size, flags, clustering;
	uint64_t written;
};
struct hive_base hive_base_read(struct span bytes);
/* As Windows counts it, special cases included. */
uint32_t hive_base_checksum(struct span bytes);
/* Writes into our copy; does nothing when it would not fit. */
void hive_put32(uint8_t *image, size_t len, size_t offset, uint32_t value);
/* Writes a checksum that Windows and libhivex (which knows no special cases) both accept. */
void hive_base_seal(uint8_t *image, size_t len);
bool hive_base_suits_libhivex(struct span bytes);
/* Root cell of a hive whose base block cannot be believed, relative to the bins; HIVE_NOWHERE when the first bin has
 * none. */
uint32_t hive_base_guess_root(struct span bytes, uint32_t claimed);
/* Makes bins and cells of our copy so that HIVEX_OPEN_UNSAFE gets past the damage: wrong bin headers are rewritten,
 * cells that do not fit become free. `end` is where the real bytes end, a multiple of the page size. */
void hive_repair_bins(uint8_t *image, size_t len, size_t end);

/* Log replay. What the logs would do to a primary, decided before a byte is copied. */
struct hive_replay {
	bool possible;
	bool has_base;       /* the base block comes from the log */
	struct span base;
	bool dirt;           /* old format: pages below; otherwise entries */
	struct span pages, bitmap;
	struct span *entries;
	size_t entry_count;
	uint32_t sequence;   /* last applied */
	uint32_t bins_size;  /* largest on the way */
};
struct hive_replay hive_replay_plan(const struct hive_input *input, struct hive_base base, struct arena *arena);
/* Writes into `image`, which holds the primary and has room for `bins_size`. */
void hive_replay_apply(const struct hive_replay *plan, uint8_t *image, size_t len);
uint64_t hive_marvin32(struct span bytes);

/* Structure check: reports every contradiction, reads nothing out. */
struct hive_report {
	struct arena *arena;
	size_t count;
	struct str first;
};
void hive_report(struct hive_report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
void hive_check(struct span bytes, uint32_t root, uint32_t bins_size, struct hive_report *report);
/* Copies the `len` bytes of the "db" cell at `offset`; false when its segments do not hold them. libhivex follows that
 * list without checking it (over-read in 1.3.23), so it is never asked for such values. */
bool hive_big_data(struct span bytes, size_t offset, size_t len, uint8_t *out);

struct hive_node {
	size_t node;
	struct hive_node *parent;
	unsigned depth;
	bool has_path, has_children, has_values;
	struct str name, path;
	int64_t time;
	enum err children_error, values_error;
	struct hive_key_list children;
	struct hive_node **child_nodes; /* same order */
	struct hive_node **by_name;     /* sorted without case; NULL for short lists */
	struct hive_value_list values;
};

struct hive {
	struct arena *arena;
	uint32_t evidence, notes;
	struct span bytes;      /* the primary, or `image` */
	uint8_t *image;         /* mapped copy that was replayed or repaired; NULL when the primary is used as it is */
	size_t image_len;
	hive_h *strict, *lenient; /* either may be NULL, not both */
	struct hive_report problems;
	struct hive_node *root;
	struct hive_node **table; /* by node, open addressing */
	size_t table_size, table_used;
};

static inline hive_h *hive_handle(const struct hive *hive)
{
	return hive->strict ? hive->strict : hive->lenient;
}

/* The node below `parent`, made when it is new. NULL when it already belongs to another key: a list names it twice. */
struct hive_node *hive_node_claim(struct hive *hive, struct hive_node *parent, size_t node);
struct hive_node *hive_node_of(struct hive_key key);
/* Name bytes as text: Latin-1 or UTF-16LE; what is ill-formed becomes visible. `in_path` also escapes backslashes. */
struct str hive_name_text(struct arena *arena, struct span name, bool latin1, bool in_path);

#endif
