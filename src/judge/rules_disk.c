/* DAT-01 profiles of deleted users and traces of deleted profiles, DAT-02 an earlier Windows with accounts. */
#include "judge/rules.h"

/* Accounts or browser data in a profile folder: more than an empty shell. */
static unsigned content_of(struct judgement *judgement, const struct case_user *user, origin_list *evidence)
{
	const struct case_file *file = judgement->file;
	unsigned count = 0;
	for (size_t i = 0; i < file->accounts.count; i++)
		for (size_t k = 0; k < file->accounts.items[i].traces.count; k++) {
			const struct case_trace *trace = &file->accounts.items[i].traces.items[k];
			if (trace->user_subject != user->profile_subject)
				continue;
			count++;
			*array_push(judgement->arena, evidence) = trace->origin;
		}
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &file->browser_profiles.items[i];
		if (profile->user_subject != user->profile_subject || profile->logins_total == 0)
			continue;
		count++;
		for (size_t k = 0; k < profile->evidence.count; k++)
			*array_push(judgement->arena, evidence) = profile->evidence.items[k];
	}
	return count;
}

static void judge_left_profile(struct judgement *judgement, const struct case_user *user)
{
	origin_list evidence = { 0 };
	unsigned content = content_of(judgement, user, &evidence);
	if (user->evidence.count == 0 && content == 0)
		return; /* a bare folder name, of which nothing was read, is no finding */
	struct finding *finding = finding_new(judgement, RULE_DAT_01, user->system);
	finding->user = user->profile_subject;
	finding->subject = user_label(user);
	finding->confidence = content ? CONFIDENCE_LIKELY : CONFIDENCE_TRACE;
	finding_text(judgement, finding, "user", finding->subject);
	finding_machine(judgement, finding);
	finding_evidences(judgement, finding, &user->evidence);
	finding_evidences(judgement, finding, &evidence);
	finding_identity(judgement, finding, user->profile_path, (struct str){ 0 });
}

static bool is_person(const struct case_user *user)
{
	return (user->in_sam && user->sam.rid >= 1000) || (!user->in_sam && user->profile_path.len);
}

static void judge_earlier_windows(struct judgement *judgement, const struct case_system *system)
{
	const struct case_file *file = judgement->file;
	origin_list evidence = { 0 };
	uint64_t count = 0;
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		if (user->system != system->subject || !is_person(user) || is_setup_user(user_label(user)))
			continue;
		count++;
		for (size_t k = 0; k < user->evidence.count; k++)
			*array_push(judgement->arena, &evidence) = user->evidence.items[k];
	}
	for (size_t i = 0; i < file->accounts.count; i++)
		for (size_t k = 0; k < file->accounts.items[i].traces.count; k++)
			if (file->accounts.items[i].traces.items[k].system == system->subject) {
				count++;
				*array_push(judgement->arena, &evidence) = file->accounts.items[i].traces.items[k].origin;
			}
	if (count == 0)
		return;
	struct finding *finding = finding_new(judgement, RULE_DAT_02, system->subject);
	finding->subject = system->path;
	finding_count(judgement, finding, "n", count);
	finding_machine(judgement, finding);
	finding_evidences(judgement, finding, &evidence);
	finding_identity(judgement, finding, system->path, (struct str){ 0 });
}

/* A folder of that path is there now: its hive was only written anew. */
static bool is_profile_now(struct judgement *judgement, const struct case_setting *setting)
{
	const struct case_file *file = judgement->file;
	const struct subject *system = case_subject(file, setting->system);
	struct str path = setting->fact.text;
	if (system && system->root.len)
		path = str_join2(judgement->arena, system->root, '\\', path);
	for (size_t i = 0; i < file->subjects.count; i++) {
		const struct subject *subject = &file->subjects.items[i];
		if (subject->scope == SCOPE_USER && subject->system == setting->system && str_eq_fold(subject->root, path))
			return true;
	}
	return false;
}

static struct str folder_name(struct str path)
{
	struct str rest = path, name = path;
	while (rest.len)
		name = str_cut(rest, '\\', &rest);
	return name;
}

static struct finding *deleted_profile_finding(struct judgement *judgement, const struct case_setting *setting,
					       struct str name)
{
	for (size_t i = 0; i < judgement->file->findings.count; i++) {
		struct finding *said = &judgement->file->findings.items[i];
		if (said->rule == rules[RULE_DAT_01].id && said->system == setting->system && str_eq_fold(said->subject, name))
			return said;
	}
	struct finding *finding = finding_new(judgement, RULE_DAT_01, setting->system);
	finding->subject = name;
	finding->confidence = CONFIDENCE_TRACE;
	finding->extra_message = "f.dat01.deleted";
	finding_text(judgement, finding, "user", name);
	finding_machine(judgement, finding);
	finding_identity(judgement, finding, setting->fact.text, (struct str){ 0 });
	return finding;
}

/* One finding for each folder, however many of its records are left. */
static void judge_deleted_profile(struct judgement *judgement, const struct case_setting *setting)
{
	const struct case_system *system = judge_system(judgement->file, setting->system);
	struct str name = folder_name(setting->fact.text);
	bool of_nobody = is_setup_user(name) || str_eq_fold(name, STR("Default")) || str_eq_fold(name, STR("Public"));
	if (!system || system->previous || of_nobody || is_profile_now(judgement, setting))
		return;
	finding_evidence(judgement, deleted_profile_finding(judgement, setting, name), &setting->origin);
}

void judge_disk(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	for (size_t i = 0; i < file->systems.count; i++) {
		const struct case_system *system = &file->systems.items[i];
		if (system->previous)
			judge_earlier_windows(judgement, system);
	}
	for (size_t i = 0; rule_applies(judgement, RULE_DAT_01) && i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		const struct case_system *system = judge_system(file, user->system);
		if (user->orphan && user->profile_subject && system && !system->previous && !is_setup_user(user_label(user)))
			judge_left_profile(judgement, user);
	}
	for (size_t i = 0; rule_applies(judgement, RULE_DAT_01) && i < file->settings.count; i++)
		if (file->settings.items[i].fact.setting == SETTING_DELETED_PROFILE)
			judge_deleted_profile(judgement, &file->settings.items[i]);
}
