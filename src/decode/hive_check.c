/* Structure check of a hive: one pass over all bins and cells, then a walk from the root over everything it refers to.
 * It only says what contradicts the format; it reads nothing out. Format: M. Suhanov, "Windows registry file format
 * specification". */
#include <locale.h>
#include <stdlib.h>
#include <wctype.h>

#include "decode/hive_internal.h"

/* Rules that are absent here were tried and are broken by sound hives of real PCs: room behind value data, lists and
 * their counts; types and lengths that fit each other; exact maxima in the key (only upper bounds hold); key cells
 * nobody refers to (a rename leaves one). */

enum { CELL_STEP = 8, LIST_HEADER = 4, SEGMENT_CELL = DB_SEGMENT_BYTES + 4 };
/* Room that a name may leave in its cell; before Vista cells were split more coarsely. */
enum { NAME_SLACK = 8, NAME_SLACK_BEFORE_VISTA = 16 };
enum { LONG_NAME_UNITS = 6 };

struct pending { uint32_t key, parent; };

struct check {
	struct span bytes;
	uint32_t bins_size;
	bool has_big_data;       /* format 1.4 and later */
	size_t name_slack;
	uint8_t *used, *reached; /* one bit for each 8 bytes of the bins: a cell in use starts here; the walk came here */
	struct pending *stack;
	size_t depth, capacity;
	bool no_memory;
	struct hive_report *report;
};

#define BAD(...) hive_report(check->report, __VA_ARGS__)

static bool bit(const uint8_t *map, uint32_t at)
{
	return map[at / CELL_STEP / 8] >> (at / CELL_STEP % 8) & 1;
}

static void set_bit(uint8_t *map, uint32_t at)
{
	map[at / CELL_STEP / 8] |= (uint8_t)(1u << (at / CELL_STEP % 8));
}

static void scan_cells(struct check *check, uint32_t at, uint32_t end)
{
	while (at < end) {
		uint32_t stored = field32(check->bytes, HIVE_BASE_BYTES + (size_t)at);
		uint32_t size = stored > INT32_MAX ? 0 - stored : stored;
		if (size < CELL_STEP || size % CELL_STEP || size > end - at) {
			BAD("cell %#x: size %d does not fit its bin", at, (int)stored);
			return;
		}
		if (stored > INT32_MAX)
			set_bit(check->used, at);
		at += size;
	}
}

static void scan_bins(struct check *check)
{
	for (uint32_t at = 0, size; at < check->bins_size; at += size) {
		size_t offset = HIVE_BASE_BYTES + (size_t)at;
		size = field32(check->bytes, offset + 8);
		if (!has_signature(check->bytes, offset, "hbin") || field32(check->bytes, offset + 4) != at || size == 0 ||
		    size % HIVE_PAGE_BYTES || size > check->bins_size - at) {
			BAD("bin %#x: bad header", at);
			size = HIVE_PAGE_BYTES;
			continue;
		}
		scan_cells(check, at + HIVE_BIN_HEADER_BYTES, at + size);
	}
}

/* A cell in use that may be shared. */
static bool look_at(struct check *check, uint32_t at, const char *what, struct span *ret)
{
	if (at % CELL_STEP || at >= check->bins_size || !bit(check->used, at) ||
	    !cell_in_use(check->bytes, HIVE_BASE_BYTES + (size_t)at, ret)) {
		BAD("%s %#x: no cell in use there", what, at);
		return false;
	}
	return true;
}

/* A cell in use that belongs to one place only. */
static bool take(struct check *check, uint32_t at, const char *what, struct span *ret)
{
	if (!look_at(check, at, what, ret))
		return false;
	if (bit(check->reached, at)) {
		BAD("%s %#x: referred to twice", what, at);
		return false;
	}
	set_bit(check->reached, at);
	return true;
}

struct name { struct span bytes; bool latin1; };

static size_t name_units(struct name name)
{
	return name.latin1 ? name.bytes.len : name.bytes.len / 2;
}

static uint16_t name_unit(struct name name, size_t i)
{
	return name.latin1 ? name.bytes.data[i] : field16(name.bytes, i * 2);
}

static bool is_ascii(struct name name)
{
	for (size_t i = 0; i < name_units(name); i++) {
		if (name_unit(name, i) > 0x7F)
			return false;
	}
	return true;
}

static uint32_t upper(uint32_t unit)
{
	static locale_t utf8;
	if (unit < 0x80)
		return unit >= 'a' && unit <= 'z' ? unit - 32 : unit;
	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return utf8 ? (uint32_t)towupper_l((wint_t)unit, utf8) : unit;
}

static uint32_t name_hash(struct name name)
{
	uint32_t hash = 0;
	for (size_t i = 0; i < name_units(name); i++)
		hash = hash * 37 + upper(name_unit(name, i));
	return hash;
}

/* The first four characters; 0 when one of them needs more than a byte. */
static uint32_t name_hint(struct name name)
{
	uint32_t hint = 0;
	for (size_t i = 0; i < 4 && i < name_units(name); i++) {
		if (name_unit(name, i) > 0xFF)
			return 0;
		hint |= (uint32_t)name_unit(name, i) << 8 * i;
	}
	return hint;
}

static int compare_names(struct name a, struct name b)
{
	size_t count = name_units(a) < name_units(b) ? name_units(a) : name_units(b);
	for (size_t i = 0; i < count; i++) {
		uint32_t x = upper(name_unit(a, i)), y = upper(name_unit(b, i));
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (name_units(a) > name_units(b)) - (name_units(a) < name_units(b));
}

/* The name of a cell: inside, and leaving no more room than the rounding of the cell needs. */
static bool name_of(struct check *check, uint32_t at, struct span cell, size_t offset, size_t len, struct name *ret)
{
	if (!span_sub(cell, offset, len, &ret->bytes)) {
		BAD("name in %#x ends outside its cell", at);
		return false;
	}
	if (cell.len - offset - len >= check->name_slack)
		BAD("name in %#x ends %zu bytes before its cell", at, cell.len - offset - len);
	if (!ret->latin1 && len % 2)
		BAD("name in %#x: UTF-16 of odd length", at);
	return true;
}

/* A value's name has no hash beside it. What a wrong encoding flag makes of it still shows: ASCII read as UTF-16 is a
 * name whose every byte is printable (in long names no accident), UTF-16 read as Latin-1 has NULs, all at odd
 * places. */
static bool is_in_other_encoding(struct name name)
{
	size_t printable = 0, even_nuls = 0, odd_nuls = 0;
	for (size_t i = 0; i < name.bytes.len; i++) {
		uint8_t byte = name.bytes.data[i];
		printable += byte >= ' ' && byte <= '~';
		even_nuls += byte == 0 && i % 2 == 0;
		odd_nuls += byte == 0 && i % 2 == 1;
	}
	if (name.latin1)
		return odd_nuls && !even_nuls && name.bytes.len % 2 == 0;
	return printable == name.bytes.len && name_units(name) >= LONG_NAME_UNITS;
}

static void check_big_data(struct check *check, uint32_t at, struct span cell, uint32_t len)
{
	struct span list, segment;
	uint32_t count = field16(cell, 2), wanted = (len - 1) / DB_SEGMENT_BYTES + 1;
	if (!check->has_big_data || !has_signature(cell, 0, "db") || count != wanted ||
	    !take(check, field32(cell, 4), "segment list", &list) || list.len / 4 < count) {
		BAD("data %#x: %u bytes do not fit the cell", at, len);
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		bool is_last = i + 1 == count;
		uint32_t left = len - i * DB_SEGMENT_BYTES;
		if (!take(check, field32(list, (size_t)i * 4), "segment", &segment) ||
		    (is_last ? segment.len < left : segment.len != SEGMENT_CELL))
			BAD("big data %#x: segment %u has the wrong size", at, i);
	}
}

static void check_inline(struct check *check, uint32_t at, uint32_t len, uint32_t data)
{
	if (len > 4 || (len < 4 && data >> 8 * len))
		BAD("value %#x: %u bytes in the offset field", at, len);
}

static void check_data(struct check *check, uint32_t at, struct span vk)
{
	uint32_t len = field32(vk, VK_DATA_LEN), data = field32(vk, VK_DATA);
	struct span cell;
	if (len & VK_INLINE) {
		check_inline(check, at, len & ~VK_INLINE, data);
		return;
	}
	if (len == 0)
		return;
	if (len <= 4)
		BAD("value %#x: %u bytes outside the offset field", at, len);
	if (!take(check, data, "data", &cell))
		return;
	if (len > cell.len || (check->has_big_data && len > DB_SEGMENT_BYTES))
		check_big_data(check, data, cell, len);
}

/* What the values of a key may not exceed. */
struct maxima { uint32_t name, data; };

static void check_value(struct check *check, uint32_t at, struct maxima maxima)
{
	struct span cell;
	if (!take(check, at, "value", &cell))
		return;
	if (!has_signature(cell, 0, "vk") || cell.len < VK_NAME) {
		BAD("value %#x: not a vk cell", at);
		return;
	}
	struct name name = { .latin1 = field16(cell, VK_FLAGS) & VK_FLAG_LATIN1 };
	if (name_of(check, at, cell, VK_NAME, field16(cell, VK_NAME_LEN), &name)) {
		if (is_in_other_encoding(name))
			BAD("value %#x: name does not fit its encoding flag", at);
		if (name_units(name) && name_unit(name, name_units(name) - 1) == 0)
			BAD("value %#x: name ends in NUL", at);
		if (name_units(name) * 2 > maxima.name)
			BAD("value %#x: name longer than its key allows", at);
	}
	if ((field32(cell, VK_DATA_LEN) & ~VK_INLINE) > maxima.data)
		BAD("value %#x: data longer than its key allows", at);
	check_data(check, at, cell);
}

static void check_values(struct check *check, uint32_t key, struct span nk)
{
	uint32_t count = field32(nk, NK_VALUES);
	struct maxima maxima = { field32(nk, NK_MAX_VALUE_NAME), field32(nk, NK_MAX_VALUE_DATA) };
	struct span list;
	if (count == 0 || !take(check, field32(nk, NK_VALUE_LIST), "value list", &list))
		return;
	if (count > list.len / 4) {
		BAD("key %#x: %u values, its list has room for %zu", key, count, list.len / 4);
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		check_value(check, field32(list, (size_t)i * 4), maxima);
}

static void push(struct check *check, uint32_t key, uint32_t parent)
{
	if (check->depth == check->capacity) {
		size_t wanted = check->capacity ? check->capacity * 2 : 1024;
		struct pending *grown = realloc(check->stack, wanted * sizeof *grown);
		if (!grown) {
			check->no_memory = true;
			return;
		}
		check->stack = grown;
		check->capacity = wanted;
	}
	check->stack[check->depth++] = (struct pending){ key, parent };
}

/* State of going through the subkeys of one key. */
struct subkeys {
	uint32_t key, found, name_max;
	bool has_last;
	struct name last;
};

/* Windows' table of capital letters is not quite glibc's: a name beyond ASCII counts as wrong only when the other
 * encoding is right. */
static bool contradicts_hash(struct name name, uint32_t hash)
{
	if (name_hash(name) == hash)
		return false;
	return is_ascii(name) || name_hash((struct name){ name.bytes, !name.latin1 }) == hash;
}

static void check_subkey(struct check *check, struct subkeys *subkeys, uint32_t at, char kind, uint32_t hint)
{
	struct span cell;
	subkeys->found++;
	if (!take(check, at, "key", &cell))
		return;
	if (!has_signature(cell, 0, "nk") || cell.len < NK_NAME) {
		BAD("key %#x: not an nk cell", at);
		return;
	}
	push(check, at, subkeys->key);
	struct name name = { .latin1 = field16(cell, NK_FLAGS) & NK_FLAG_LATIN1 };
	if (!name_of(check, at, cell, NK_NAME, field16(cell, NK_NAME_LEN), &name))
		return;
	if ((kind == 'h' && contradicts_hash(name, hint)) || (kind == 'f' && name_hint(name) != hint))
		BAD("key %#x: name is not the one in its list", at);
	if (name_units(name) * 2 > subkeys->name_max)
		BAD("key %#x: name longer than its parent allows", at);
	if (subkeys->has_last && is_ascii(name) && is_ascii(subkeys->last) && compare_names(subkeys->last, name) >= 0)
		BAD("key %#x: out of order", at);
	subkeys->last = name;
	subkeys->has_last = true;
}

static void check_list(struct check *check, struct subkeys *subkeys, uint32_t at, bool in_index)
{
	struct span list;
	if (!take(check, at, "subkey list", &list))
		return;
	bool is_index = has_signature(list, 0, "ri"), is_plain = has_signature(list, 0, "li");
	bool has_hints = has_signature(list, 0, "lf") || has_signature(list, 0, "lh");
	size_t count = field16(list, 2), width = has_hints ? 8 : 4;
	if (!(is_index && !in_index) && !is_plain && !has_hints) {
		BAD("subkey list %#x: not a list", at);
		return;
	}
	if (list.len < LIST_HEADER || count > (list.len - LIST_HEADER) / width) {
		BAD("subkey list %#x: %zu entries do not fit", at, count);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t entry = field32(list, LIST_HEADER + i * width);
		if (is_index)
			check_list(check, subkeys, entry, true);
		else
			check_subkey(check, subkeys, entry, (char)list.data[1], field32(list, LIST_HEADER + i * width + 4));
	}
}

static void check_subkeys(struct check *check, uint32_t key, struct span nk)
{
	uint32_t count = field32(nk, NK_SUBKEYS), list = field32(nk, NK_SUBKEY_LIST);
	struct subkeys subkeys = { .key = key, .name_max = field16(nk, NK_MAX_SUBKEY_NAME) };
	/* A key without subkeys has no list; one with a list and no count has lost them. */
	if (count || list != HIVE_NOWHERE)
		check_list(check, &subkeys, list, false);
	if (subkeys.found != count)
		BAD("key %#x: %u subkeys counted, %u listed", key, count, subkeys.found);
}

static void check_attachments(struct check *check, uint32_t key, struct span nk)
{
	struct span cell;
	uint32_t security = field32(nk, NK_SECURITY), class = field32(nk, NK_CLASS);
	if (security != HIVE_NOWHERE && look_at(check, security, "security", &cell) && !has_signature(cell, 0, "sk"))
		BAD("key %#x: its security is no sk cell", key);
	if (class != HIVE_NOWHERE && field16(nk, NK_CLASS_LEN) && take(check, class, "class", &cell) &&
	    field16(nk, NK_CLASS_LEN) > cell.len)
		BAD("key %#x: class name does not fit", key);
}

static void check_key(struct check *check, struct pending at)
{
	struct span cell;
	if (!look_at(check, at.key, "key", &cell))
		return;
	if (at.parent != HIVE_NOWHERE && field32(cell, NK_PARENT) != at.parent)
		BAD("key %#x: names another parent", at.key);
	check_attachments(check, at.key, cell);
	check_values(check, at.key, cell);
	check_subkeys(check, at.key, cell);
}

/* A value that no key refers to: a count became smaller. Windows frees the cell of a deleted value. */
static void check_lost_values(struct check *check)
{
	struct span cell;
	size_t map = check->bins_size / CELL_STEP / 8;
	for (size_t i = 0; i < map; i++) {
		if (check->used[i] == (check->used[i] & check->reached[i]))
			continue;
		for (uint32_t k = 0; k < 8; k++) {
			uint32_t at = (uint32_t)(i * 8 + k) * CELL_STEP;
			if (bit(check->used, at) && !bit(check->reached, at) &&
			    cell_in_use(check->bytes, HIVE_BASE_BYTES + (size_t)at, &cell) && has_signature(cell, 0, "vk"))
				BAD("value %#x belongs to no key", at);
		}
	}
}

static void check_root(struct check *check, uint32_t root)
{
	struct span cell;
	struct name name;
	if (!take(check, root, "root key", &cell))
		return;
	if (!has_signature(cell, 0, "nk") || cell.len < NK_NAME) {
		BAD("root key %#x: not an nk cell", root);
		return;
	}
	name.latin1 = field16(cell, NK_FLAGS) & NK_FLAG_LATIN1;
	name_of(check, root, cell, NK_NAME, field16(cell, NK_NAME_LEN), &name);
	push(check, root, HIVE_NOWHERE);
}

void hive_check(struct span bytes, uint32_t root, uint32_t bins_size, struct hive_report *report)
{
	size_t map = bins_size / CELL_STEP / 8 + 1;
	struct check state = {
		.bytes = bytes,
		.bins_size = bins_size,
		.has_big_data = field32(bytes, 24) >= 4,
		/* "rmtm": transaction manager, since Vista. */
		.name_slack = has_signature(bytes, 164, "rmtm") || field32(bytes, 24) >= 5 ? NAME_SLACK : NAME_SLACK_BEFORE_VISTA,
		.used = calloc(map, 1),
		.reached = calloc(map, 1),
		.report = report,
	};
	struct check *check = &state;
	if (state.used && state.reached) {
		scan_bins(check);
		check_root(check, root);
		while (state.depth)
			check_key(check, state.stack[--state.depth]);
		check_lost_values(check);
	}
	if (!state.used || !state.reached || state.no_memory)
		BAD("no memory for the structure check");
	free(state.used);
	free(state.reached);
	free(state.stack);
}

bool hive_big_data(struct span bytes, size_t offset, size_t len, uint8_t *out)
{
	struct span cell, list, segment;
	if (!cell_in_use(bytes, offset, &cell) || !has_signature(cell, 0, "db") || cell.len < 8)
		return false;
	size_t count = field16(cell, 2), done = 0;
	if (!cell_in_use(bytes, (size_t)field32(cell, 4) + HIVE_BASE_BYTES, &list) || count > list.len / 4)
		return false;
	for (size_t i = 0; i < count && done < len; i++) {
		size_t want = len - done < DB_SEGMENT_BYTES ? len - done : DB_SEGMENT_BYTES;
		if (!cell_in_use(bytes, (size_t)field32(list, i * 4) + HIVE_BASE_BYTES, &segment) || segment.len < want)
			return false;
		memcpy(out + done, segment.data, want);
		done += want;
	}
	return done == len;
}
