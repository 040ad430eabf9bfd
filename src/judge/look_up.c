/* Small questions about a case that several rules ask. */
#include "judge/rules.h"

const struct case_system *judge_system(const struct case_file *file, uint32_t subject)
{
	for (size_t i = 0; i < file->systems.count; i++)
		if (file->systems.items[i].subject == subject)
			return &file->systems.items[i];
	return NULL;
}

const struct case_account *judge_account(const struct case_file *file, uint32_t id)
{
	return id && id <= file->accounts.count ? &file->accounts.items[id - 1] : NULL;
}

struct str account_key(const struct judgement *judgement, const struct case_account *account)
{
	const struct str names[] =
		{ account->address, account->cid, account->oid, account->gaia, account->puid, account->tenant,
		account->organisation };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].len)
			return str_lower(judgement->arena, names[i]);
	return (struct str){ 0 };
}

static struct str last_part(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.data[i - 1] == '\\')
			return str_from(path, i);
	return path;
}

struct str user_label(const struct case_user *user)
{
	if (user->sam.name.len)
		return user->sam.name;
	return user->profile_path.len ? last_part(user->profile_path) : user->sid;
}

struct str user_label_of(const struct case_file *file, uint32_t system, struct str sid, uint32_t profile_subject)
{
	const struct case_user *user = profile_subject ? case_user_by_profile(file, profile_subject) : NULL;
	if (!user)
		user = case_user_by_sid(file, system, sid);
	if (user)
		return user_label(user);
	const struct subject *folder = case_subject(file, profile_subject);
	return folder ? last_part(folder->root) : sid;
}

bool is_setup_user(struct str name)
{
	return str_starts_fold(name, STR("defaultuser")) && name.len > sizeof "defaultuser" - 1;
}

bool trace_is(const struct case_trace *trace, enum account_role role)
{
	return trace->fact.role == role && trace->fact.state == ACCOUNT_LINKED && !trace->previous;
}

static bool has_address(const struct case_account *account, struct str address)
{
	for (size_t i = 0; i < account->traces.count; i++)
		if (str_eq_fold(str_trim(account->traces.items[i].fact.address), address))
			return true;
	return str_eq_fold(account->address, address);
}

enum owner_answer_kind owner_answer_of(const struct policy *policy, const struct case_account *account)
{
	for (size_t i = policy->owners.count; i > 0; i--) {
		const struct owner_answer *answer = &policy->owners.items[i - 1];
		if (answer->address.len && has_address(account, answer->address))
			return answer->own ? ANSWER_OWN : ANSWER_OTHER;
	}
	return ANSWER_NONE;
}
