/* Values of a key: which cells they are comes from libhivex, their names and bytes from the checked cells; text in our
 * own UTF-16.
 * Format: M. Suhanov, "Windows registry file format specification", key value and big data. */
#include <stdlib.h>

#include "base/cursor.h"
#include "base/timestamp.h"
#include "base/utf.h"
#include "decode/hive_internal.h"

enum { REG_SZ = 1, REG_EXPAND_SZ = 2, REG_DWORD = 4, REG_DWORD_BIG_ENDIAN = 5, REG_LINK = 6, REG_QWORD = 11 };
#define DEVICE_PROPERTY_TYPES 0xFFFF0000u /* SYSTEM\Enum keeps the kind of a device property here */

static struct span copy_bytes(struct arena *arena, struct span bytes)
{
	uint8_t *copy = arena_alloc(arena, bytes.len ? bytes.len : 1);
	if (bytes.len)
		memcpy(copy, bytes.data, bytes.len);
	return (struct span){ copy, bytes.len };
}

/* The bytes of a value whose vk cell is `vk`. */
static bool read_data(struct hive *hive, size_t value, struct span vk, struct span *ret)
{
	uint32_t len = field32(vk, VK_DATA_LEN);
	struct span data = { 0 }, cell;
	if (len & VK_INLINE) {
		if (!span_sub(vk, VK_DATA, len & ~VK_INLINE, &data) || data.len > 4)
			return false;
		*ret = copy_bytes(hive->arena, data);
		return true;
	}
	if (len == 0) {
		*ret = (struct span){ 0 };
		return true;
	}
	size_t offset = hivex_value_data_cell_offset(hive_handle(hive), value, NULL);
	if (len > LIMIT_HIVE_VALUE_BYTES || !offset || !cell_in_use(hive->bytes, offset, &cell))
		return false;
	if (span_sub(cell, 0, len, &data)) {
		*ret = copy_bytes(hive->arena, data);
		return true;
	}
	uint8_t *joined = arena_alloc(hive->arena, len);
	*ret = (struct span){ joined, len };
	return hive_big_data(hive->bytes, offset, len, joined);
}

static bool read_value(struct hive *hive, const struct hive_node *entry, size_t value, struct hive_value *ret)
{
	hive_type type;
	struct span vk, name;
	if (hivex_value_type(hive_handle(hive), value, &type, NULL) != 0 || !cell_in_use(hive->bytes, value, &vk) ||
	    !span_sub(vk, VK_NAME, field16(vk, VK_NAME_LEN), &name))
		return false;
	*ret = (struct hive_value){ .type = field32(vk, VK_TYPE) };
	ret->name = hive_name_text(hive->arena, name, field16(vk, VK_FLAGS) & VK_FLAG_LATIN1, false);
	ret->origin = hive_key_origin((struct hive_key){ hive, entry->node });
	ret->origin.name = ret->name;
	return read_data(hive, value, vk, &ret->data);
}

/* libhivex gives up on a whole list for one bad offset; then its readable offsets are taken one by one. */
static hive_value_h *salvage_list(struct hive *hive, struct span nk)
{
	struct span list;
	size_t at = (size_t)field32(nk, NK_VALUE_LIST) + HIVE_BASE_BYTES, count = field32(nk, NK_VALUES);
	if (!cell_in_use(hive->bytes, at, &list))
		return NULL;
	if (count > list.len / 4)
		count = list.len / 4;
	if (count > LIMIT_HIVE_VALUES)
		count = LIMIT_HIVE_VALUES;
	hive_value_h *values = calloc(count + 1, sizeof *values);
	for (size_t i = 0, kept = 0; values && i < count; i++) {
		size_t value = (size_t)field32(list, i * 4) + HIVE_BASE_BYTES;
		if (hivex_value_type(hive_handle(hive), value, NULL, NULL) == 0)
			values[kept++] = value;
	}
	return values;
}

static hive_value_h *list_values(struct hive *hive, struct hive_node *entry)
{
	struct span nk;
	hive_value_h *list = hivex_node_values(hive_handle(hive), entry->node);
	if (list)
		return list;
	entry->values_error = ERR_CORRUPT;
	hive->notes |= NOTE_DEGRADED;
	hive_report(&hive->problems, "key at %#zx: its list of values cannot be read whole", entry->node);
	if (!cell_in_use(hive->bytes, entry->node, &nk))
		return NULL;
	if (field32(nk, NK_VALUES) > LIMIT_HIVE_VALUES)
		entry->values_error = ERR_LIMIT;
	return salvage_list(hive, nk);
}

static void read_values(struct hive *hive, struct hive_node *entry)
{
	entry->has_values = true;
	hive_value_h *list = list_values(hive, entry);
	size_t count = 0;
	while (list && list[count])
		count++;
	entry->values.items = arena_array(hive->arena, struct hive_value, count);
	for (size_t i = 0; i < count; i++) {
		struct hive_value *value = &entry->values.items[entry->values.count];
		if (read_value(hive, entry, list[i], value)) {
			entry->values.count++;
			continue;
		}
		hive_report(&hive->problems, "value at %#zx cannot be read", list[i]);
		if (!entry->values_error)
			entry->values_error = ERR_CORRUPT;
	}
	free(list);
}

enum err hive_values(struct hive_key key, struct hive_value_list *ret)
{
	struct hive_node *entry = hive_node_of(key);
	if (!entry)
		return ERR_BUG;
	if (!entry->has_values)
		read_values(key.hive, entry);
	*ret = entry->values;
	return entry->values_error;
}

enum err hive_value(struct hive_key key, const char *name, struct hive_value *ret)
{
	struct hive_value_list values;
	enum err e = hive_values(key, &values);
	if (e == ERR_BUG)
		return e;
	struct str wanted = str_from_c(name);
	for (size_t i = 0; i < values.count; i++) {
		if (str_eq_fold(values.items[i].name, wanted)) {
			*ret = values.items[i];
			return OK;
		}
	}
	return e ? e : ERR_ABSENT;
}

static bool is_text_type(uint32_t type)
{
	return type == REG_SZ || type == REG_EXPAND_SZ || type == REG_LINK;
}

struct str hive_text(const struct hive_value *value, struct arena *arena)
{
	return is_text_type(value->type) ? utf16le_text(arena, value->data) : (struct str){ 0 };
}

struct str hive_text_utf16(const struct hive_value *value, struct arena *arena)
{
	return utf16le_text(arena, value->data);
}

bool hive_number(const struct hive_value *value, uint64_t *ret)
{
	struct cursor c = cursor_over(value->data);
	if (value->type == REG_DWORD && value->data.len == 4)
		*ret = cursor_u32le(&c);
	else if (value->type == REG_DWORD_BIG_ENDIAN && value->data.len == 4)
		*ret = cursor_u32be(&c);
	else if (value->type == REG_QWORD && value->data.len == 8)
		*ret = cursor_u64le(&c);
	else
		return false;
	return true;
}

/* A value that is there under a type that no Windows component gives to text or numbers must not pass for an absent
 * one. */
static bool has_type(struct hive_key key, const struct hive_value *value, bool right)
{
	if (!right && value->data.len && value->type > REG_QWORD && value->type < DEVICE_PROPERTY_TYPES)
		hive_report(&key.hive->problems, "value %.*s of key at %#zx: unknown type %u", STR_ARGS(value->name), key.node,
			    value->type);
	return right;
}

struct str hive_get_text(struct hive_key key, const char *name, struct origin *origin)
{
	struct hive_value value;
	if (hive_value(key, name, &value) != OK || !has_type(key, &value, is_text_type(value.type)))
		return (struct str){ 0 };
	if (origin)
		*origin = value.origin;
	return hive_text(&value, key.hive->arena);
}

bool hive_get_number(struct hive_key key, const char *name, uint64_t *ret, struct origin *origin)
{
	struct hive_value value;
	if (hive_value(key, name, &value) != OK || !has_type(key, &value, hive_number(&value, ret)))
		return false;
	if (origin)
		*origin = value.origin;
	return true;
}
