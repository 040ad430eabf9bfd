/* ACC-04 to ACC-07, ACC-09: local users, their rights, passwords and hiding places. SIDs and RIDs are compared, never
 * display names. */
#include "judge/rules.h"

#include "base/timestamp.h"

static bool is_built_in(const struct case_user *user)
{
	uint32_t rid = user->sam.rid;
	return user->in_sam && (rid == 500 || rid == 501 || rid == 503 || rid == 504);
}

static bool is_hijacked(const struct case_user *user)
{
	return user->in_sam && user->sam.effective_rid && user->sam.effective_rid != user->sam.rid;
}

static struct finding *user_finding(struct judgement *judgement, enum rule_id rule, const struct case_user *user)
{
	struct finding *finding = finding_new(judgement, rule, user->system);
	finding->user = user->profile_subject;
	finding->subject = user_label(user);
	finding_text(judgement, finding, "user", finding->subject);
	finding_machine(judgement, finding);
	finding_identity(judgement, finding, user->sid.len ? user->sid : finding->subject, (struct str){ 0 });
	return finding;
}

/* A finding that already speaks about this user; the reader need not hear twice that he must go. */
static struct finding *finding_of_user(struct judgement *judgement, enum rule_id rule, const struct case_user *user)
{
	for (size_t i = 0; i < judgement->file->findings.count; i++) {
		struct finding *finding = &judgement->file->findings.items[i];
		if (finding->rule == rules[rule].id && finding->system == user->system &&
		    str_eq_fold(finding->subject, user_label(user)))
			return finding;
	}
	return NULL;
}

static bool has_join(const struct case_file *file, uint32_t system)
{
	for (size_t i = 0; i < file->accounts.count; i++)
		for (size_t k = 0; k < file->accounts.items[i].traces.count; k++) {
			const struct case_trace *trace = &file->accounts.items[i].traces.items[k];
			if (trace->system == system && (trace_is(trace, ROLE_DEVICE_JOIN) || trace_is(trace, ROLE_DOMAIN_JOIN)))
				return true;
		}
	return false;
}

static bool is_unlisted_administrator(const struct judgement *judgement, const struct case_user *user)
{
	if (!user->administrator || user->orphan || is_setup_user(user_label(user)) ||
	    policy_is_administrator(judgement->policy, user_label(user)))
		return false;
	if (user->in_sam)
		return user->sam.enabled || !is_built_in(user);
	return true;
}

static void judge_administrator(struct judgement *judgement, const struct case_user *user)
{
	if (!is_unlisted_administrator(judgement, user))
		return;
	struct finding *said = finding_of_user(judgement, RULE_ACC_01, user);
	if (!said)
		said = finding_of_user(judgement, RULE_ACC_07, user);
	if (said) {
		finding_evidences(judgement, said, &user->administrator_evidence);
		return;
	}
	const struct case_system *system = judge_system(judgement->file, user->system);
	struct finding *finding = user_finding(judgement, RULE_ACC_04, user);
	finding_evidences(judgement, finding, &user->administrator_evidence);
	finding_evidences(judgement, finding, &user->evidence);
	bool built_in = user->in_sam && user->sam.rid == 500;
	bool audit_mode = system && str_eq(system->setup_state, STR("audit")) && built_in;
	/* Users of a domain or tenant come with the join, which DEV-01 and DEV-04 judge. */
	bool joined = !user->in_sam && has_join(judgement->file, user->system);
	if ((user->in_sam && !user->sam.enabled) || audit_mode || joined)
		finding_at_most(judgement, finding, EFFECT_NOTE);
	bool nameless = !user->in_sam && !user->profile_path.len; /* nobody signed in with it yet */
	if (nameless)
		finding->confidence = CONFIDENCE_LIKELY;
	if (built_in)
		finding->message = "acc04builtin";
	else if (joined || nameless)
		finding->message = joined ? "acc04join" : "acc04sid";
}

/* A group of some domain among the Administrators: normal on a member of that domain, a back door on any other
 * computer. */
static void judge_foreign_groups(struct judgement *judgement, const struct case_system *system)
{
	for (size_t i = 0; i < system->administrator_groups.count; i++) {
		const struct case_foreign_group *group = &system->administrator_groups.items[i];
		if (policy_is_administrator(judgement->policy, group->sid))
			continue;
		struct finding *finding = finding_new(judgement, RULE_ACC_04, system->subject);
		finding->subject = group->sid;
		finding_text(judgement, finding, "user", group->sid);
		finding_machine(judgement, finding);
		finding_identity(judgement, finding, group->sid, (struct str){ 0 });
		finding_evidences(judgement, finding, &group->evidence);
		finding->confidence = CONFIDENCE_LIKELY;
		finding->message = "acc04group";
		if (has_join(judgement->file, system->subject))
			finding_at_most(judgement, finding, EFFECT_NOTE);
	}
}

/* Backup and driver products hide the account of their service: noted, not failed. */
static bool is_service_account_name(struct str name)
{
	static const char *const names[] =
		{ "UpdatusUser", "ASPNET", "HomeGroupUser$", "Acronis Agent User", "__vmware_user__",
		"SophosSAU", "sshd", "__sshd_privsep", "postgres", "SUPPORT_388945a0" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts_fold(name, str_from_c(names[i])))
			return true;
	return false;
}

static void judge_hidden(struct judgement *judgement, const struct case_user *user)
{
	bool hidden = user->hidden && user->sam.enabled && !is_setup_user(user->sam.name);
	if (!hidden && !is_hijacked(user))
		return;
	struct finding *finding = user_finding(judgement, RULE_ACC_07, user);
	if (hidden)
		finding_evidences(judgement, finding, &user->hidden_evidence);
	if (is_hijacked(user))
		finding->message = "acc07rid";
	if (user->administrator)
		finding->extra_message = "f.acc07.admin";
	finding_evidences(judgement, finding, &user->evidence);
	if (!is_hijacked(user) && !user->administrator)
		finding->confidence = is_service_account_name(user->sam.name) ? CONFIDENCE_TRACE : CONFIDENCE_LIKELY;
}

static void judge_no_password(struct judgement *judgement, const struct case_user *user)
{
	bool blank = user->in_sam && user->sam.enabled && user->sam.password == PASSWORD_BLANK;
	/* The password of a Microsoft account is not in the SAM. */
	if (!blank || user->microsoft_account.len || is_setup_user(user->sam.name))
		return;
	struct finding *finding = user_finding(judgement, RULE_ACC_06, user);
	if (user->sam.rid == 500)
		finding->message = "acc06builtin";
	finding_evidences(judgement, finding, &user->evidence);
}

static void judge_autologon(struct judgement *judgement, const struct case_setting *setting)
{
	const struct case_system *system = judge_system(judgement->file, setting->system);
	if (setting->fact.setting != SETTING_AUTOLOGON || !system || system->previous || is_setup_user(setting->fact.text))
		return;
	struct finding *finding = finding_new(judgement, RULE_ACC_05, setting->system);
	finding->subject = setting->fact.text;
	finding_text(judgement, finding, "user", setting->fact.text);
	finding_machine(judgement, finding);
	finding_evidence(judgement, finding, &setting->origin);
	finding_identity(judgement, finding, setting->fact.text, (struct str){ 0 });
	if (str_eq(system->setup_state, STR("audit")))
		finding_at_most(judgement, finding, EFFECT_NOTE); /* audit mode signs in by itself until the factory ends it */
}

static bool is_blanked(const struct judgement *judgement, const struct case_user *user, const struct case_setting **ret)
{
	for (size_t i = 0; i < judgement->file->settings.count; i++) {
		const struct case_setting *setting = &judgement->file->settings.items[i];
		if (setting->fact.setting == SETTING_MSA_BLANKED && setting->system == user->system && str_eq_fold(setting->fact.text,
				user->sam.name)) {
			*ret = setting;
			return true;
		}
	}
	return false;
}

/* Traces outside the SAM that this user signed in with a Microsoft account; their origins go to `finding` when there is
 * one. */
static unsigned sign_in_traces(struct judgement *judgement, const struct case_user *user, struct finding *finding)
{
	unsigned count = 0;
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		const struct case_account *account = &judgement->file->accounts.items[i];
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			enum account_role role = trace->fact.role;
			bool names_user = role == ROLE_STORED_IDENTITY || role == ROLE_LOGON_CACHE || role == ROLE_IDENTITY_CACHE;
			if (!names_user || trace->previous || trace->system != user->system || !str_eq_fold(trace->user_sid, user->sid))
				continue;
			count++;
			if (finding)
				finding_evidence(judgement, finding, &trace->origin);
		}
	}
	return count;
}

/* ACC-09: an offline tool cut the Microsoft account off, or the account is gone and the password blank while Windows
 * still names it. */
static void judge_bypass(struct judgement *judgement, const struct case_user *user)
{
	const struct case_setting *blanked = NULL;
	bool certain = is_blanked(judgement, user, &blanked);
	bool likely = user->sam.password == PASSWORD_BLANK && user->sam.enabled && user->microsoft_account.len == 0 &&
		user->sid.len && sign_in_traces(judgement, user, NULL) > 0;
	if (!user->in_sam || (!certain && !likely))
		return;
	struct finding *finding = user_finding(judgement, RULE_ACC_09, user);
	finding->confidence = certain ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
	if (blanked)
		finding_evidence(judgement, finding, &blanked->origin);
	finding_evidences(judgement, finding, &user->evidence);
	sign_in_traces(judgement, user, finding);
}

void judge_users(struct judgement *judgement)
{
	const struct case_file *file = judgement->file;
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		const struct case_system *system = judge_system(file, user->system);
		if (!system || system->previous)
			continue;
		judge_hidden(judgement, user);
		judge_administrator(judgement, user);
		judge_no_password(judgement, user);
		judge_bypass(judgement, user);
	}
	for (size_t i = 0; i < file->systems.count; i++)
		if (!file->systems.items[i].previous)
			judge_foreign_groups(judgement, &file->systems.items[i]);
	for (size_t i = 0; i < file->settings.count; i++)
		judge_autologon(judgement, &file->settings.items[i]);
}
