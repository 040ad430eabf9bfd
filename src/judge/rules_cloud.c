/* SYN-06: Windows backs up or syncs its settings with somebody else's account. */
#include "judge/rules.h"

/* Policies that switch settings sync off: value 2 of Disable...SettingSync. */
static bool is_forbidden(const struct case_file *file, uint32_t system)
{
	for (size_t i = 0; i < file->settings.count; i++) {
		const struct case_setting *setting = &file->settings.items[i];
		if (setting->system == system && setting->fact.setting == SETTING_SYNC_POLICY &&
		    str_eq_fold(setting->fact.text, STR("DisableSettingSync")) && setting->fact.number == 2)
			return true;
	}
	return false;
}

static bool is_switched_on(const struct case_setting *setting)
{
	bool is_switch = setting->fact.setting == SETTING_SYNC_GROUP || setting->fact.setting == SETTING_WINDOWS_BACKUP;
	return is_switch && setting->fact.number == 1;
}

/* The foreign account a user signs in with or keeps: the one his settings go to. */
static const struct case_account *cloud_account_of(const struct case_file *file, const struct case_user *user)
{
	for (unsigned pass = 0; pass < 2; pass++) {
		enum account_role role = pass == 0 ? ROLE_SIGN_IN : ROLE_APP_ACCOUNT;
		for (size_t i = 0; i < file->accounts.count; i++) {
			const struct case_account *account = &file->accounts.items[i];
			for (size_t k = 0; k < account->traces.count; k++) {
				const struct case_trace *trace = &account->traces.items[k];
				bool of_user = trace->system == user->system && user->sid.len && str_eq_fold(trace->user_sid, user->sid);
				if (of_user && trace_is(trace, role))
					return account;
			}
		}
	}
	return NULL;
}

static void judge_user(struct judgement *judgement, const struct case_user *user)
{
	const struct case_file *file = judgement->file;
	const struct case_account *account = cloud_account_of(file, user);
	struct finding *finding = NULL;
	bool uploaded = false;
	if (!account || account->ownership == OWNERSHIP_ALLOWED || is_forbidden(file, user->system))
		return;
	for (size_t i = 0; i < file->settings.count; i++) {
		const struct case_setting *setting = &file->settings.items[i];
		if (setting->user_subject != user->profile_subject)
			continue;
		uploaded |= setting->fact.setting == SETTING_SYNC_UPLOAD;
		if (!is_switched_on(setting))
			continue;
		if (!finding) {
			finding = finding_new(judgement, RULE_SYN_06, user->system);
			finding->user = user->profile_subject;
			finding->subject = user_label(user);
			finding_account(judgement, finding, account);
			finding_machine(judgement, finding);
			finding_text(judgement, finding, "user", finding->subject);
			finding_identity(judgement, finding, account_key(judgement, account), user->sid);
		}
		finding_evidence(judgement, finding, &setting->origin);
	}
	if (finding && !uploaded)
		finding->confidence = CONFIDENCE_LIKELY; /* switched on, but no upload is recorded */
}

void judge_cloud(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->users.count; i++) {
		const struct case_user *user = &judgement->file->users.items[i];
		const struct case_system *system = judge_system(judgement->file, user->system);
		if (system && !system->previous && user->profile_subject && !user->orphan)
			judge_user(judgement, user);
	}
}
