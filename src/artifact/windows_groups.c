/* windows.groups: members of the local groups, Administrators (544) first of all.
 * SAM\Domains\{Builtin,Account}\Aliases\<RID>, value C; members are packed binary SIDs of any length. Format:
 * winreg-kb. Aliases\Members\<SID without RID>\<RID> is the index from member to groups: what only one of the two says
 * is said aloud. */
#include <stdlib.h>

#include "artifact/registry.h"
#include "base/array.h"
#include "base/cursor.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/windows_types.h"

#define DATA_OFFSET          0x34
#define GROUP_ADMINISTRATORS 544

struct group {
	struct str name;
	struct span members;
	uint32_t member_count;
	bool list_ends_value; /* Windows writes the list last: bytes behind it are members that were cut off */
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
	ret->list_ends_value = (size_t)offset + DATA_OFFSET + size == c.len;
	return true;
}

struct sids { ARRAY_OF(struct str) list; };

static void state_member(struct run_context *run, struct str sid, uint32_t rid, struct str name, struct origin origin)
{
	struct fact_member member = FACT_INIT(FACT_MEMBER, struct fact_member);
	member.sid = sid;
	member.group_rid = rid;
	member.group_name = name;
	emit_member(run, origin, &member);
}

/* All members that stand there, whatever the count says: true when the list is as long as it claims and holds as
 * many. */
static bool emit_members(struct run_context *run, const struct group *group, uint32_t rid, struct origin origin,
			 struct sids *sids)
{
	struct span rest = group->members;
	uint32_t stated = 0;
	while (rest.len) {
		size_t len = 0;
		struct str sid = sid_text(rest, run->arena, &len);
		if (!sid.len || !len || !span_sub(rest, len, rest.len - len, &rest))
			break;
		state_member(run, sid, rid, group->name, origin);
		if (rid == GROUP_ADMINISTRATORS)
			*array_push(run->arena, &sids->list) = sid;
		stated++;
	}
	return rest.len == 0 && stated == group->member_count && group->list_ends_value;
}

static void one_group(struct run_context *run, struct hive_key key, uint32_t rid, struct sids *sids)
{
	struct hive_value value;
	struct group group;
	if (!registry_value(run, key, "C", &value) || !read_group(value.data, run->arena, &group))
		run_problem(run, ERR_CORRUPT, "%.*s: the C value is missing or damaged", STR_ARGS(hive_key_path(key)));
	else if (!emit_members(run, &group, rid, value.origin, sids))
		run_problem(run, ERR_CORRUPT, "%.*s: the list of members is not as long as its count %u or its size %zu",
			    STR_ARGS(hive_key_path(key)), group.member_count, group.members.len);
}

static int compare_sids(const void *a, const void *b)
{
	return str_compare_fold(*(const struct str *)a, *(const struct str *)b);
}

static bool is_listed(const struct sids *sids, struct str sid)
{
	return sids->list.count && bsearch(&sid, sids->list.items, sids->list.count, sizeof sid, compare_sids);
}

/* The default value of an index key: the RIDs of the groups, four bytes each. */
static bool names_administrators(struct run_context *run, struct hive_key key, struct origin *origin)
{
	struct hive_value value;
	bool found = false;
	if (!registry_value(run, key, "", &value) || value.data.len % 4) {
		run_problem(run, ERR_CORRUPT, "%.*s: no list of groups", STR_ARGS(hive_key_path(key)));
		return false;
	}
	struct cursor cursor = cursor_over(value.data);
	while (cursor_left(&cursor))
		found |= cursor_u32le(&cursor) == GROUP_ADMINISTRATORS;
	*origin = value.origin;
	return found;
}

static void check_indexed(struct run_context *run, struct hive_key domain, const struct sids *sids,
			  struct sids *indexed)
{
	struct hive_key_list list = registry_children(run, domain);
	for (size_t i = 0; i < list.count; i++) {
		struct origin origin;
		uint64_t rid;
		if (!str_to_u64(hive_key_name(list.items[i]), 16, &rid) || rid > UINT32_MAX) {
			run_problem(run, ERR_CORRUPT, "%.*s is no RID", STR_ARGS(hive_key_path(list.items[i])));
			continue;
		}
		struct str sid = str_format(run->arena, "%.*s-%u", STR_ARGS(hive_key_name(domain)), (uint32_t)rid);
		if (!names_administrators(run, list.items[i], &origin))
			continue;
		*array_push(run->arena, &indexed->list) = sid;
		if (is_listed(sids, sid))
			continue;
		run_problem(run, ERR_CORRUPT, "%.*s: a member of Administrators whom the group does not name",
			    STR_ARGS(origin.where));
		state_member(run, sid, GROUP_ADMINISTRATORS, STR("Administrators"), origin);
	}
}

static void sort(struct sids *sids)
{
	if (sids->list.count)
		qsort(sids->list.items, sids->list.count, sizeof *sids->list.items, compare_sids);
}

/* Windows keeps both in step: what stands in one of them alone was put there, or taken out of the other, by something
 * else. */
static void check_index(struct run_context *run, struct hive_key root, struct sids *sids)
{
	struct hive_key index;
	struct sids indexed = { 0 };
	if (!registry_key(run, root, "SAM\\Domains\\Builtin\\Aliases\\Members", &index)) {
		run_problem(run, ERR_CORRUPT, "SAM: the index of group members is not there");
		return;
	}
	sort(sids);
	struct hive_key_list domains = registry_children(run, index);
	for (size_t i = 0; i < domains.count; i++)
		check_indexed(run, domains.items[i], sids, &indexed);
	sort(&indexed);
	for (size_t i = 0; i < sids->list.count; i++)
		if (!is_listed(&indexed, sids->list.items[i]))
			run_problem(run, ERR_CORRUPT, "SAM: %.*s is a member of Administrators whom the index does not name",
				    STR_ARGS(sids->list.items[i]));
}

static bool groups_of(struct run_context *run, struct hive_key root, const char *path, struct sids *sids)
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
			one_group(run, list.items[i], (uint32_t)rid, sids);
			administrators |= rid == GROUP_ADMINISTRATORS;
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
	struct sids sids = { 0 };
	enum err e = registry_open(run, HIVE_SAM, "SAM\\Domains", &root);
	if (e != OK)
		return e;
	if (!groups_of(run, root, "SAM\\Domains\\Builtin\\Aliases", &sids))
		run_problem(run, ERR_CORRUPT, "SAM: the group Administrators is not there");
	check_index(run, root, &sids);
	groups_of(run, root, "SAM\\Domains\\Account\\Aliases", &(struct sids){ 0 });
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SAM), { NULL, 0, 0 } };
const struct artifact artifact_windows_groups = {
	.id = "windows.groups", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_groups,
};
