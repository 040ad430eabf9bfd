/* windows.groups: members of the local groups, Administrators (544) first of all.
 * SAM\Domains\{Builtin,Account}\Aliases\<RID>, value C; members are packed binary SIDs of any length. Format: winreg-kb. */
#include "artifact/registry.h"
#include "base/cursor.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/windows_types.h"

#define DATA_OFFSET 0x34

struct group {
	struct str name;
	struct span members;
	uint32_t member_count;
};

static bool read_group(struct span c, struct arena *arena, struct group *ret)
{
	struct cursor cursor = cursor_at(c, 0x10);
	uint32_t name_offset = cursor_u32le(&cursor), name_len = cursor_u32le(&cursor);
	cursor_seek(&cursor, 0x28);
	uint32_t offset = cursor_u32le(&cursor), size = cursor_u32le(&cursor), count = cursor_u32le(&cursor);
	struct span name;
	if (!cursor_ok(&cursor) || !span_sub(c, (size_t)name_offset + DATA_OFFSET, name_len, &name) ||
	    !span_sub(c, (size_t)offset + DATA_OFFSET, size, &ret->members))
		return false;
	ret->name = utf16le_text(arena, name);
	ret->member_count = count;
	return true;
}

/* Number of members stated; fewer than the group says it has when its list is damaged. */
static uint32_t emit_members(struct run_context *run, const struct group *group, uint32_t rid, struct origin origin)
{
	struct span rest = group->members;
	uint32_t stated = 0;
	while (rest.len && stated < group->member_count) {
		size_t len = 0;
		struct fact_member member = FACT_INIT(FACT_MEMBER, struct fact_member);
		member.sid = sid_text(rest, run->arena, &len);
		if (!member.sid.len || !len || !span_sub(rest, len, rest.len - len, &rest))
			break;
		member.group_rid = rid;
		member.group_name = group->name;
		emit_member(run, origin, &member);
		stated++;
	}
	return stated;
}

static void one_group(struct run_context *run, struct hive_key key, uint32_t rid)
{
	struct hive_value value;
	struct group group;
	if (!registry_value(run, key, "C", &value) || !read_group(value.data, run->arena, &group)) {
		run_problem(run, ERR_CORRUPT, "%.*s: the C value is missing or damaged", STR_ARGS(hive_key_path(key)));
		return;
	}
	uint32_t stated = emit_members(run, &group, rid, value.origin);
	if (stated != group.member_count)
		run_problem(run, ERR_CORRUPT, "%.*s: %u of %u members can be read", STR_ARGS(hive_key_path(key)), stated,
			    group.member_count);
}

static bool groups_of(struct run_context *run, struct hive_key root, const char *path)
{
	struct hive_key aliases;
	bool administrators = false;
	if (!registry_key(run, root, path, &aliases))
		return false;
	struct hive_key_list list = registry_children(run, aliases);
	for (size_t i = 0; i < list.count; i++) {
		struct str name = hive_key_name(list.items[i]);
		uint64_t rid;
		if (str_to_u64(name, 16, &rid) && rid <= UINT32_MAX) {
			one_group(run, list.items[i], (uint32_t)rid);
			administrators |= rid == 544;
		} else if (!str_eq_fold(name, STR("Names")) && !str_eq_fold(name, STR("Members"))) {
			run_problem(run, ERR_CORRUPT, "%.*s is no RID", STR_ARGS(hive_key_path(list.items[i])));
		}
	}
	return administrators;
}

static enum err run_groups(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root;
	enum err e = registry_open(run, HIVE_SAM, "SAM\\Domains", &root);
	if (e != OK)
		return e;
	if (!groups_of(run, root, "SAM\\Domains\\Builtin\\Aliases"))
		run_problem(run, ERR_CORRUPT, "SAM: the group Administrators is not there");
	groups_of(run, root, "SAM\\Domains\\Account\\Aliases");
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SAM), { NULL, 0, 0 } };
const struct artifact artifact_windows_groups = {
	.id = "windows.groups", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_groups,
};
