/* Keys of an open hive: names, children, look-up by path. Lists come from libhivex; each key belongs to the first list
 * that names it, so that no damaged list can send a reader in circles. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "base/utf.h"
#include "decode/hive_internal.h"

/* Above this many children a sorted index pays off. */
enum { SHORT_LIST = 12, FIRST_TABLE = 256 };
/* Longer lists are refused by libhivex 1.3.23. */
enum { LIBHIVEX_SUBKEYS = 70000 };

static size_t slot_of(const struct hive *hive, size_t node)
{
	/* Cells lie on multiples of 8; a multiplicative hash spreads them. */
	size_t slot = (size_t)((uint64_t)(node >> 3) * 0x9E3779B97F4A7C15u >> 20) & (hive->table_size - 1);
	while (hive->table[slot] && hive->table[slot]->node != node)
		slot = (slot + 1) & (hive->table_size - 1);
	return slot;
}

static void grow_table(struct hive *hive)
{
	struct hive_node **old = hive->table;
	size_t old_size = hive->table_size;
	hive->table_size = old_size ? old_size * 4 : FIRST_TABLE;
	hive->table = arena_array(hive->arena, struct hive_node *, hive->table_size);
	for (size_t i = 0; i < old_size; i++) {
		if (old[i])
			hive->table[slot_of(hive, old[i]->node)] = old[i];
	}
}

static struct str latin1_text(struct arena *arena, struct span name)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < name.len; i++) {
		if (name.data[i])
			buf_put_code_point(&out, name.data[i]);
		else
			buf_put_c(&out, "\\u0000");
	}
	struct str text = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return text;
}

/* A backslash in a key name would make its path look like another key's. */
static struct str escape_backslashes(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\\')
			buf_put_c(&out, "\\u005C");
		else
			buf_put_char(&out, text.data[i]);
	}
	struct str escaped = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return escaped;
}

static bool holds_backslash(struct span name, bool latin1)
{
	for (size_t i = 0; i < name.len; i += latin1 ? 1 : 2) {
		if (name.data[i] == '\\' && (latin1 || (i + 1 < name.len && name.data[i + 1] == 0)))
			return true;
	}
	return false;
}

static bool is_plain_ascii(struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.data[i] < ' ' || name.data[i] > '~' || name.data[i] == '\\')
			return false;
	}
	return true;
}

struct str hive_name_text(struct arena *arena, struct span name, bool latin1, bool in_path)
{
	if (latin1 && is_plain_ascii(name))
		return str_copy(arena, (struct str){ (const char *)name.data, name.len });
	struct str text = latin1 ? latin1_text(arena, name) : utf16le_all(arena, name);
	return in_path && holds_backslash(name, latin1) ? escape_backslashes(arena, text) : text;
}

/* Fills in what the nk cell itself says. */
static void read_key(struct hive *hive, struct hive_node *entry)
{
	struct span cell = { 0 }, name = { 0 };
	cell_in_use(hive->bytes, entry->node, &cell);
	entry->time = time_from_filetime(field64(cell, NK_TIME));
	if (!span_sub(cell, NK_NAME, field16(cell, NK_NAME_LEN), &name)) {
		hive_report(&hive->problems, "key at %#zx: name longer than its cell", entry->node);
		entry->name = str_format(hive->arena, "\\u0000key@%zx", entry->node);
		return;
	}
	entry->name = hive_name_text(hive->arena, name, field16(cell, NK_FLAGS) & NK_FLAG_LATIN1, true);
}

struct hive_node *hive_node_claim(struct hive *hive, struct hive_node *parent, size_t node)
{
	if (hive->table_used * 2 >= hive->table_size)
		grow_table(hive);
	size_t slot = slot_of(hive, node);
	if (hive->table[slot])
		return NULL;
	struct hive_node *entry = arena_new(hive->arena, struct hive_node);
	*entry = (struct hive_node){ .node = node, .parent = parent, .depth = parent ? parent->depth + 1 : HIVE_ROOT_DEPTH };
	hive->table[slot] = entry;
	hive->table_used++;
	read_key(hive, entry);
	return entry;
}

struct hive_node *hive_node_of(struct hive_key key)
{
	return key.hive && key.node ? key.hive->table[slot_of(key.hive, key.node)] : NULL;
}

static int compare_nodes(const void *a, const void *b)
{
	const struct hive_node *x = *(struct hive_node *const *)a, *y = *(struct hive_node *const *)b;
	int order = str_compare_fold(x->name, y->name);
	return order ? order : (x->node > y->node) - (x->node < y->node);
}

static void index_children(struct hive *hive, struct hive_node *entry)
{
	size_t count = entry->children.count;
	if (count <= SHORT_LIST)
		return;
	entry->by_name = arena_array(hive->arena, struct hive_node *, count);
	memcpy(entry->by_name, entry->child_nodes, count * sizeof(struct hive_node *));
	qsort(entry->by_name, count, sizeof(struct hive_node *), compare_nodes);
}

static size_t list_length(const hive_node_h *list)
{
	size_t count = 0;
	while (list && list[count])
		count++;
	return count;
}

/* The offsets that libhivex finds, malloc'd and ended by 0. A list that the strict handle refuses is asked again
 * leniently; that one skips what it cannot use, so its count has to be the one that the key states. */
static hive_node_h *list_children(struct hive *hive, struct hive_node *entry)
{
	struct span cell = { 0 };
	hive_node_h *list = hive->strict ? hivex_node_children(hive->strict, entry->node) : NULL;
	if (list)
		return list;
	if (hive->lenient)
		list = hivex_node_children(hive->lenient, entry->node);
	cell_in_use(hive->bytes, entry->node, &cell);
	if (list && list_length(list) == field32(cell, NK_SUBKEYS))
		return list;
	entry->children_error = ERR_CORRUPT;
	if (!list && field32(cell, NK_SUBKEYS) > LIBHIVEX_SUBKEYS)
		entry->children_error = ERR_LIMIT;
	else
		hive->notes |= NOTE_DEGRADED;
	hive_report(&hive->problems, "key at %#zx: its list of subkeys cannot be read whole", entry->node);
	return list;
}

static void read_children(struct hive *hive, struct hive_node *entry)
{
	entry->has_children = true;
	hive_node_h *list = list_children(hive, entry);
	size_t count = list_length(list);
	if (count && (entry->depth >= LIMIT_HIVE_DEPTH || count > LIMIT_HIVE_SUBKEYS)) {
		hive_report(&hive->problems, "key at %#zx: too deep or too many subkeys", entry->node);
		entry->children_error = ERR_LIMIT;
		count = 0;
	}
	entry->children.items = arena_array(hive->arena, struct hive_key, count);
	entry->child_nodes = arena_array(hive->arena, struct hive_node *, count);
	for (size_t i = 0; i < count; i++) {
		struct hive_node *child = hive_node_claim(hive, entry, list[i]);
		if (!child) {
			hive_report(&hive->problems, "key at %#zx is listed twice", list[i]);
			entry->children_error = ERR_CORRUPT;
			continue;
		}
		entry->child_nodes[entry->children.count] = child;
		entry->children.items[entry->children.count++] = (struct hive_key){ hive, child->node };
	}
	free(list);
	index_children(hive, entry);
}

enum err hive_children(struct hive_key key, struct hive_key_list *ret)
{
	struct hive_node *entry = hive_node_of(key);
	if (!entry)
		return ERR_BUG;
	if (!entry->has_children)
		read_children(key.hive, entry);
	*ret = entry->children;
	return entry->children_error;
}

static struct hive_node *find_indexed(const struct hive_node *entry, struct str name)
{
	size_t low = 0, high = entry->children.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare_fold(entry->by_name[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < entry->children.count && str_eq_fold(entry->by_name[low]->name, name) ? entry->by_name[low] : NULL;
}

static struct hive_node *find_child(const struct hive_node *entry, struct str name)
{
	if (entry->by_name)
		return find_indexed(entry, name);
	for (size_t i = 0; i < entry->children.count; i++) {
		if (str_eq_fold(entry->child_nodes[i]->name, name))
			return entry->child_nodes[i];
	}
	return NULL;
}

enum err hive_find(struct hive_key from, struct str path, struct hive_key *ret)
{
	struct hive_node *at = hive_node_of(from);
	if (!at)
		return ERR_BUG;
	while (path.len) {
		struct str name = str_cut(path, '\\', &path);
		if (name.len == 0)
			continue;
		struct hive_key_list children;
		enum err e = hive_children((struct hive_key){ from.hive, at->node }, &children);
		at = find_child(at, name);
		if (!at)
			return e ? e : ERR_ABSENT;
	}
	*ret = (struct hive_key){ from.hive, at->node };
	return OK;
}

enum err hive_find_c(struct hive_key from, const char *path, struct hive_key *ret)
{
	return hive_find(from, str_from_c(path), ret);
}

struct hive_key hive_root(struct hive *hive)
{
	return (struct hive_key){ hive, hive->root->node };
}

struct str hive_key_name(struct hive_key key)
{
	struct hive_node *entry = hive_node_of(key);
	return entry ? entry->name : (struct str){ 0 };
}

static struct str path_of(struct arena *arena, struct hive_node *entry)
{
	/* The depth is bounded by LIMIT_HIVE_DEPTH, and so is this recursion. */
	if (entry->has_path)
		return entry->path;
	entry->has_path = true;
	if (entry->parent) {
		struct str above = path_of(arena, entry->parent);
		entry->path = above.len ? str_join2(arena, above, '\\', entry->name) : entry->name;
	}
	return entry->path;
}

struct str hive_key_path(struct hive_key key)
{
	struct hive_node *entry = hive_node_of(key);
	return entry ? path_of(key.hive->arena, entry) : (struct str){ 0 };
}

int64_t hive_key_time(struct hive_key key)
{
	struct hive_node *entry = hive_node_of(key);
	return entry ? entry->time : TIME_UNKNOWN;
}

struct origin hive_key_origin(struct hive_key key)
{
	return (struct origin){
		.evidence = key.hive ? key.hive->evidence : EVIDENCE_NONE,
		.kind = ORIGIN_REGISTRY,
		.where = hive_key_path(key),
		.when = hive_key_time(key),
	};
}
