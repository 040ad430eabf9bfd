/* Users: SAM users, ProfileList rows and profile folders joined by SID and by path; administrators by effective
 * rights. */
#include <stdlib.h>

#include "base/timestamp.h"
#include "case/parts.h"

#define GROUP_ADMINISTRATORS 544
#define RID_ADMINISTRATOR    500
#define FIRST_FREE_RID       1000
#define ACCOUNT_SID_PREFIX   STR("S-1-5-21-")

/* What the facts of one installation allow us to say. */
struct system_view {
	uint32_t id;
	struct str root;        /* of the installation, from the volume's root */
	struct str machine_sid;
	bool has_sam, has_profile_list, has_administrators;
	bool loose;
	struct case_system *system;
};

static struct str last_part(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.data[i - 1] == '\\')
			return str_from(path, i);
	return path;
}

static bool is_machine_user(const struct system_view *view, struct str sid)
{
	return view->machine_sid.len && str_starts_fold(sid, view->machine_sid) && sid.len > view->machine_sid.len &&
	       sid.data[view->machine_sid.len] == '-';
}

static struct str without_rid(struct str sid)
{
	for (size_t i = sid.len; i > 0; i--)
		if (sid.data[i - 1] == '-')
			return str_sub(sid, 0, i - 1);
	return (struct str){ 0 };
}

static struct system_view look_at(const struct builder *builder, struct case_system *system)
{
	const struct subject *subject = builder_subject(builder, system->subject);
	struct system_view view = {
		.id = system->subject, .root = subject->root, .machine_sid = system->machine_sid, .loose = subject->loose,
		.system = system };
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind > FACT_PROFILE)
			break; /* the facts are sorted by kind */
		if (system_of(builder_subject(builder, fact->subject)) != view.id)
			continue;
		view.has_sam |= fact->kind == FACT_USER;
		view.has_profile_list |= fact->kind == FACT_PROFILE;
		view.has_administrators |= fact->kind == FACT_MEMBER && fact->member.group_rid == GROUP_ADMINISTRATORS;
		if (fact->kind == FACT_USER && str_starts_fold(fact->user.sid, ACCOUNT_SID_PREFIX))
			keep_first(&view.machine_sid, without_rid(fact->user.sid));
	}
	return view;
}

static struct case_user *new_user(struct builder *builder, const struct system_view *view)
{
	struct case_user *user = array_push(builder->arena, &builder->file->users);
	user->system = view->id;
	record_times_unknown(fact_types[FACT_USER], &user->sam);
	return user;
}

static struct case_user *user_of_sid(struct case_file *file, const struct system_view *view, struct str sid)
{
	for (size_t i = 0; sid.len && i < file->users.count; i++)
		if (file->users.items[i].system == view->id && str_eq_fold(file->users.items[i].sid, sid))
			return &file->users.items[i];
	return NULL;
}

static void take_sam_user(struct builder *builder, const struct system_view *view, const struct fact *fact)
{
	struct str sid = fact->user.sid;
	if (sid.len == 0 && view->machine_sid.len)
		sid = str_format(builder->arena, "%.*s-%u", STR_ARGS(view->machine_sid), fact->user.rid);
	struct case_user *user = user_of_sid(builder->file, view, sid);
	if (!user || !user->in_sam) {
		user = user ? user : new_user(builder, view);
		user->sam = fact->user;
		user->sid = user->sam.sid = sid;
		user->in_sam = true;
	}
	origin_add(builder->arena, &user->evidence, &fact->origin);
}

static void take_profile(struct builder *builder, const struct system_view *view, const struct fact *fact)
{
	if (!is_person_sid(fact->profile.sid))
		return;
	struct case_user *user = user_of_sid(builder->file, view, fact->profile.sid);
	if (!user) {
		user = new_user(builder, view);
		user->sid = fact->profile.sid;
		user->orphan = view->has_sam && is_machine_user(view, user->sid);
	}
	if (!fact->profile.backup || user->profile_path.len == 0)
		user->profile_path = fact->profile.path;
	origin_add(builder->arena, &user->evidence, &fact->origin);
}

static bool is_folder_of(const struct builder *builder, const struct case_user *user, const struct subject *folder)
{
	const struct place *place = place_of(builder, user->system, user->sid);
	return place && place->subject == folder->id;
}

/* Folders that Windows makes for nobody in particular. */
static bool is_common_folder(struct str name)
{
	static const char *const names[] = { "Public", "Default", "Default User", "All Users", "Default.migrated" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_fold(name, str_from_c(names[i])))
			return true;
	return false;
}

static struct case_user *owner_of_folder(struct builder *builder, const struct system_view *view,
					 const struct subject *folder)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		if (user->system == view->id && !user->profile_subject && is_folder_of(builder, user, folder))
			return user;
	}
	/* Without a ProfileList the name of the folder is all there is: Windows names it after the user at the first
	 * sign-in. */
	for (size_t i = 0; !view->has_profile_list && i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		if (user->system == view->id && !user->profile_subject && user->in_sam &&
		    str_eq_fold(user->sam.name, last_part(folder->root)))
			return user;
	}
	return NULL;
}

static void take_folder(struct builder *builder, const struct system_view *view, const struct subject *folder)
{
	if (is_common_folder(last_part(folder->root)))
		return;
	struct case_user *user = owner_of_folder(builder, view, folder);
	if (!user) {
		user = new_user(builder, view);
		user->orphan = view->has_profile_list && !folder->loose;
	}
	user->profile_subject = folder->id;
	user->profile_path = folder->root;
}

/* SIDs that whoever signs in carries: in Administrators they make everybody one. Users (545) always holds two of
 * them. */
static bool is_everybody(const struct system_view *view, struct str sid)
{
	static const char *const sids[] =
		{ "S-1-1-0", "S-1-2-0", "S-1-2-1", "S-1-5-2", "S-1-5-3", "S-1-5-4", "S-1-5-7", "S-1-5-11", "S-1-5-14",
		"S-1-5-15", "S-1-5-113", "S-1-5-32-545" };
	for (size_t i = 0; i < sizeof sids / sizeof *sids; i++)
		if (str_eq_fold(sid, str_from_c(sids[i])))
			return true;
	/* "None": all local users */
	return is_machine_user(view, sid) && str_ends_fold(sid, STR("-513")) && sid.len == view->machine_sid.len + 4;
}

static void make_administrator(struct builder *builder, struct case_user *user, const struct origin *origin)
{
	user->administrator = true;
	origin_add(builder->arena, &user->administrator_evidence, origin);
}

static void make_everybody_administrator(struct builder *builder, const struct system_view *view,
					 const struct origin *origin)
{
	for (size_t i = 0; i < builder->file->users.count; i++) {
		struct case_user *user = &builder->file->users.items[i];
		if (user->system == view->id && (user->in_sam ? user->sam.enabled : user->sid.len && !user->orphan))
			make_administrator(builder, user, origin);
	}
}

static uint32_t rid_of(struct str sid)
{
	struct str before = without_rid(sid);
	uint64_t rid;
	return before.len && str_to_u64(str_from(sid, before.len + 1), 10, &rid) && rid <= UINT32_MAX ? (uint32_t)rid : 0;
}

static void take_foreign_group(struct builder *builder, const struct system_view *view, struct str sid,
			       const struct origin *origin)
{
	struct case_system *system = view->system;
	struct case_foreign_group *group = NULL;
	for (size_t i = 0; i < system->administrator_groups.count && !group; i++)
		if (str_eq_fold(system->administrator_groups.items[i].sid, sid))
			group = &system->administrator_groups.items[i];
	if (!group)
		group = array_push(builder->arena, &system->administrator_groups);
	group->sid = sid;
	origin_add(builder->arena, &group->evidence, origin);
}

/* A member that is no user of the SAM nor of ProfileList. Below 1000 are the groups every domain has;
 * a number of this machine's own above that is a deleted user. */
static void take_stranger(struct builder *builder, const struct system_view *view, struct str sid,
			  const struct origin *origin)
{
	bool own = is_machine_user(view, sid), entra = str_starts_fold(sid, STR("S-1-12-1-"));
	if (!view->has_sam || !is_person_sid(sid))
		return;
	if (!entra && rid_of(sid) < FIRST_FREE_RID) {
		take_foreign_group(builder, view, sid, origin);
	} else if (!own) {
		struct case_user *user = new_user(builder, view);
		user->sid = sid;
		make_administrator(builder, user, origin);
	}
}

static void take_administrator(struct builder *builder, const struct system_view *view, struct str sid,
			       const struct origin *origin, bool look_inside);

/* The members of a local group that is itself a member; Windows looks no deeper either. False when there is no such
 * group. */
static bool take_members_of(struct builder *builder, const struct system_view *view, struct str sid,
			    const struct origin *origin)
{
	bool found = false;
	uint32_t rid = rid_of(sid);
	if (rid == 0 || rid == GROUP_ADMINISTRATORS || !(is_machine_user(view, sid) || str_starts_fold(sid, STR("S-1-5-32-"))))
		return false;
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind != FACT_MEMBER || fact->member.group_rid != rid ||
		    system_of(builder_subject(builder, fact->subject)) != view->id)
			continue;
		take_administrator(builder, view, fact->member.sid, origin, false);
		found = true;
	}
	return found;
}

static void take_administrator(struct builder *builder, const struct system_view *view, struct str sid,
			       const struct origin *origin, bool look_inside)
{
	struct case_user *user = user_of_sid(builder->file, view, sid);
	if (user)
		make_administrator(builder, user, origin);
	else if (is_everybody(view, sid))
		make_everybody_administrator(builder, view, origin);
	else if (!look_inside || !take_members_of(builder, view, sid, origin))
		take_stranger(builder, view, sid, origin);
}

static void take_member(struct builder *builder, const struct system_view *view, const struct fact *fact)
{
	if (fact->member.group_rid == GROUP_ADMINISTRATORS)
		take_administrator(builder, view, fact->member.sid, &fact->origin, true);
}

/* A hijacked F value gives its user the rights of the RID it names. */
static bool is_administrator_rid(const struct case_file *file, const struct system_view *view, uint32_t rid)
{
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		if (user->system == view->id && user->in_sam && user->sam.rid == rid && user->administrator)
			return true;
	}
	return rid == RID_ADMINISTRATOR;
}

static void settle_administrators(struct builder *builder, const struct system_view *view)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		if (user->system != view->id)
			continue;
		bool hijacked = user->in_sam && user->sam.effective_rid && user->sam.effective_rid != user->sam.rid;
		bool built_in = user->in_sam && user->sam.rid == RID_ADMINISTRATOR;
		if (built_in || (hijacked && is_administrator_rid(file, view, user->sam.effective_rid))) {
			user->administrator = true;
			for (size_t k = 0; k < user->evidence.count; k++)
				origin_add(builder->arena, &user->administrator_evidence, &user->evidence.items[k]);
		}
		user->administrator_known = view->has_administrators || user->administrator;
	}
}

/* 0 hides exactly this name; 0x10000 hides every name that starts with it. */
static void take_hidden(struct builder *builder, const struct system_view *view, const struct fact *fact)
{
	const struct fact_setting *setting = &fact->setting;
	for (size_t i = 0; i < builder->file->users.count; i++) {
		struct case_user *user = &builder->file->users.items[i];
		if (user->system != view->id || !user->in_sam || user->sam.name.len == 0)
			continue;
		bool exact = setting->number == 0 && str_eq_fold(user->sam.name, setting->text);
		bool prefix = setting->number == 0x10000 && setting->text.len && str_starts_fold(user->sam.name, setting->text);
		if (exact || prefix) {
			user->hidden = true;
			origin_add(builder->arena, &user->hidden_evidence, &fact->origin);
		}
	}
}

static void each_fact(struct builder *builder, const struct system_view *view, enum fact_kind kind,
                      void (*take)(struct builder *, const struct system_view *, const struct fact *))
{
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind == kind && system_of(builder_subject(builder, fact->subject)) == view->id)
			take(builder, view, fact);
	}
}

static void take_setting(struct builder *builder, const struct system_view *view, const struct fact *fact)
{
	if (fact->setting.setting == SETTING_HIDDEN_USER)
		take_hidden(builder, view, fact);
}

static int compare_users(const void *left, const void *right)
{
	const struct case_user *a = left, *b = right;
	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	if (a->in_sam != b->in_sam)
		return a->in_sam ? -1 : 1;
	if (a->sam.rid != b->sam.rid)
		return a->sam.rid < b->sam.rid ? -1 : 1;
	int order = str_compare_fold(a->sid, b->sid);
	return order ? order : str_compare_fold(a->profile_path, b->profile_path);
}

void build_users(struct builder *builder)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; i < file->systems.count; i++) {
		struct system_view view = look_at(builder, &file->systems.items[i]);
		keep_first(&file->systems.items[i].machine_sid, view.machine_sid);
		each_fact(builder, &view, FACT_USER, take_sam_user);
		each_fact(builder, &view, FACT_PROFILE, take_profile);
		for (size_t k = 0; k < file->subjects.count; k++)
			if (file->subjects.items[k].scope == SCOPE_USER && file->subjects.items[k].system == view.id)
				take_folder(builder, &view, &file->subjects.items[k]);
		each_fact(builder, &view, FACT_MEMBER, take_member);
		settle_administrators(builder, &view);
		each_fact(builder, &view, FACT_SETTING, take_setting);
	}
	cover_missing_profiles(builder);
	if (file->users.count)
		qsort(file->users.items, file->users.count, sizeof *file->users.items, compare_users);
}

/* A user's Microsoft account is the one that signs in (SAM), not one that some app keeps. */
void build_user_links(struct builder *builder)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			if (trace->fact.role != ROLE_SIGN_IN || trace->fact.state != ACCOUNT_LINKED)
				continue;
			struct case_user *user = (struct case_user *)case_user_by_sid(file, trace->system, trace->user_sid);
			if (user)
				keep_first(&user->microsoft_account, trace->fact.address.len ? trace->fact.address : account->address);
		}
	}
}
