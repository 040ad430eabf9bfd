/* The helpers of registry.h. Value types are part of a hive's structure: a wrong one is said aloud, never taken for
 * "not there". */
#include "artifact/registry.h"

#include "base/cursor.h"
#include "base/timestamp.h"

enum err registry_open(struct run_context *run, const char *glob, const char *proof, struct hive_key *ret_root)
{
	struct hive *hive;
	struct hive_key found;
	enum err e = run_hive(run, glob, &hive);
	if (e != OK)
		return e;
	if (hive_find_c(hive_root(hive), proof, &found) != OK) {
		run_problem(run, ERR_CORRUPT, "the hive has no key %s, which every one has", proof);
		return ERR_CORRUPT;
	}
	*ret_root = hive_root(hive);
	return OK;
}

enum err registry_open_system(struct run_context *run, struct hive_key *ret_root, struct hive_key *ret_control_set)
{
	struct hive *hive;
	struct hive_key control_set;
	enum err e = run_hive(run, HIVE_SYSTEM, &hive);
	if (e == OK)
		e = run_control_set(run, hive, &control_set);
	if (e != OK)
		return e;
	*ret_root = hive_root(hive);
	*ret_control_set = control_set;
	return OK;
}

enum err registry_control_sets(struct run_context *run, struct control_sets *ret)
{
	struct hive *hive;
	struct control_sets sets = { .count = 1 };
	enum err e = run_hive(run, HIVE_SYSTEM, &hive);
	if (e == OK)
		e = run_control_set(run, hive, &sets.items[0]);
	if (e != OK)
		return e;
	sets.count += run_next_control_set(run, hive, &sets.items[1]);
	*ret = sets;
	return OK;
}

static void problem_below(struct run_context *run, enum err e, struct hive_key key, struct str what)
{
	run_problem(run, e, "%.*s\\%.*s", STR_ARGS(hive_key_path(key)), STR_ARGS(what));
}

static bool found_or_problem(struct run_context *run, enum err e, struct hive_key from, struct str path)
{
	if (e != OK && e != ERR_ABSENT)
		problem_below(run, e, from, path);
	return e == OK;
}

bool registry_key(struct run_context *run, struct hive_key from, const char *path, struct hive_key *ret)
{
	return found_or_problem(run, hive_find_c(from, path, ret), from, str_from_c(path));
}

bool registry_child(struct run_context *run, struct hive_key from, struct str name, struct hive_key *ret)
{
	return found_or_problem(run, hive_find(from, name, ret), from, name);
}

struct hive_key_list registry_children(struct run_context *run, struct hive_key key)
{
	struct hive_key_list list = { 0 };
	enum err e = hive_children(key, &list);
	if (e != OK && e != ERR_ABSENT)
		problem_below(run, e, key, STR("*"));
	return list;
}

struct hive_value_list registry_values(struct run_context *run, struct hive_key key)
{
	struct hive_value_list list = { 0 };
	enum err e = hive_values(key, &list);
	if (e != OK && e != ERR_ABSENT)
		problem_below(run, e, key, STR(": values"));
	return list;
}

bool registry_value(struct run_context *run, struct hive_key key, const char *name, struct hive_value *ret)
{
	return found_or_problem(run, hive_value(key, name, ret), key, str_from_c(name));
}

static void wrong_type(struct run_context *run, struct hive_key key, const struct hive_value *value,
		       const char *expected)
{
	run_problem(run, ERR_CORRUPT, "%.*s\\%.*s: type %u with %zu bytes where %s is expected", STR_ARGS(hive_key_path(key)),
		    STR_ARGS(value->name), value->type, value->data.len, expected);
}

static bool is_text_type(uint32_t type)
{
	return type == REGISTRY_SZ || type == REGISTRY_EXPAND_SZ || type == REGISTRY_LINK || type == REGISTRY_MULTI_SZ;
}

struct str registry_value_text(struct run_context *run, const struct hive_value *value)
{
	return hive_text_utf16(value, run->arena);
}

static struct str text_of(struct run_context *run, struct hive_key key, const char *name, struct origin *origin,
			  bool binary_allowed)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value))
		return (struct str){ 0 };
	bool expected = is_text_type(value.type) || (binary_allowed && value.type == REGISTRY_BINARY);
	if (value.data.len && (!expected || value.data.len % 2))
		wrong_type(run, key, &value, "text");
	if (origin)
		*origin = value.origin;
	return registry_value_text(run, &value);
}

struct str registry_text(struct run_context *run, struct hive_key key, const char *name, struct origin *origin)
{
	return text_of(run, key, name, origin, false);
}

struct str registry_text_or_binary(struct run_context *run, struct hive_key key, const char *name,
				   struct origin *origin)
{
	return text_of(run, key, name, origin, true);
}

bool registry_number(struct run_context *run, struct hive_key key, const char *name, uint64_t *ret,
		     struct origin *origin)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value))
		return false;
	if (!hive_number(&value, ret)) {
		wrong_type(run, key, &value, "a number");
		return false;
	}
	if (origin)
		*origin = value.origin;
	return true;
}

int64_t registry_filetime(struct run_context *run, struct hive_key key, const char *name, struct origin *origin)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value))
		return TIME_UNKNOWN;
	if (value.data.len != 8) {
		wrong_type(run, key, &value, "a FILETIME");
		return TIME_UNKNOWN;
	}
	struct cursor cursor = cursor_over(value.data);
	if (origin)
		*origin = value.origin;
	return time_from_filetime(cursor_u64le(&cursor));
}

bool registry_present(struct run_context *run, struct hive_key key, const char *name, struct origin *origin)
{
	struct hive_value value;
	if (!registry_value(run, key, name, &value))
		return false;
	if (origin)
		*origin = value.origin;
	/* An empty REG_SZ is its two-byte NUL. */
	return value.data.len > (is_text_type(value.type) ? 2 : 0);
}
