/* judge_case: whose accounts, which logins are official, all rules, merging, order, verdict. Logic: users research
 * 3.1. */
#include "judge/judge.h"

#include <stdlib.h>

#include "case/host.h"
#include "judge/rules.h"
#include "judge/software_table.h"

static enum column column_of(enum mode mode)
{
	switch (mode) {
	case MODE_IN_USE: case MODE_BEFORE_REPAIR: return COLUMN_IN_USE;
	case MODE_AFTER_REPAIR: return COLUMN_AFTER_REPAIR;
	default: return COLUMN_ACCEPTANCE;
	}
}

/* Any address of the row may be the one on the list: they are one account. */
static bool is_allowed(const struct policy *policy, const struct case_account *account)
{
	if (policy_allows_account(policy, account->address, account->tenant))
		return true;
	for (size_t i = 0; i < account->traces.count; i++)
		if (policy_allows_account(policy, account->traces.items[i].fact.address, account->traces.items[i].fact.tenant))
			return true;
	return false;
}

static void settle_owners(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		struct case_account *account = &judgement->file->accounts.items[i];
		account->ownership = OWNERSHIP_FOREIGN;
		if (is_allowed(judgement->policy, account))
			account->ownership = OWNERSHIP_ALLOWED;
		else if (judgement->column == COLUMN_IN_USE && owner_answer_of(judgement->policy, account) == ANSWER_OWN)
			account->ownership = OWNERSHIP_OWN;
	}
}

/* Android packages are host names written backwards: vn.gov.example is an app of example.gov.vn. */
static struct str reversed_labels(struct arena *arena, struct str package)
{
	struct str result = { 0 };
	while (package.len) {
		struct str label = str_cut(package, '.', &package);
		result = result.len ? str_join2(arena, label, '.', result) : label;
	}
	return result;
}

static bool is_official(const struct judgement *judgement, const struct case_login *login)
{
	const struct policy *policy = judgement->policy;
	if (policy_is_official_host(policy, login->host) || policy_is_official_user(policy, login->login.username))
		return true;
	if (host_is_android(login->login.realm))
		return policy_is_official_host(policy, reversed_labels(judgement->arena, login->host));
	return policy_is_official_host(policy, host_of(judgement->arena, login->login.origin));
}

static void settle_logins(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->browser_profiles.count; i++) {
		struct case_browser_profile *profile = &judgement->file->browser_profiles.items[i];
		profile->logins_official = 0;
		for (size_t k = 0; k < profile->logins.count; k++) {
			struct case_login *login = &profile->logins.items[k];
			login->official = is_official(judgement, login);
			profile->logins_official += login->official;
		}
	}
}

/* Recognises each program and start-up entry once: names are compared with the whole table. */
static void settle_software(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->software.count; i++) {
		struct case_software *software = &judgement->file->software.items[i];
		software->product = product_of_software(&software->fact);
		software->category = software->product ? category_word(software->product->category) : NULL;
	}
	for (size_t i = 0; i < judgement->file->autostart.count; i++) {
		struct case_autostart *entry = &judgement->file->autostart.items[i];
		entry->product = product_of_autostart(&entry->fact);
	}
}

static unsigned rule_rank(const struct finding *finding)
{
	for (unsigned i = 0; i < RULE_COUNT; i++)
		if (rules[i].id == finding->rule)
			return i;
	return RULE_COUNT;
}

static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	if (a->effect != b->effect)
		return a->effect > b->effect ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	unsigned rank_a = rule_rank(a), rank_b = rule_rank(b);
	if (rank_a != rank_b)
		return rank_a < rank_b ? -1 : 1;
	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	int order = str_compare_fold(a->subject, b->subject);
	return order ? order : str_compare(a->identity, b->identity);
}

/* One old trace never fails a machine; the in-depth mode only states. */
static void settle_effects(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->findings.count; i++) {
		struct finding *finding = &judgement->file->findings.items[i];
		if (finding->confidence == CONFIDENCE_TRACE && finding->effect == EFFECT_FAIL)
			finding->effect = EFFECT_NOTE;
		if (judgement->mode == MODE_FORENSIC)
			finding->effect = EFFECT_INFO;
	}
}

/* 4 for SYN-04 down to 1 for SYN-01: what is more says the lesser with it; 0 for all other rules. */
static int sync_step(const struct finding *finding)
{
	static const enum rule_id steps[] = { RULE_SYN_01, RULE_SYN_02, RULE_SYN_03, RULE_SYN_04 };
	for (int i = 0; i < (int)(sizeof steps / sizeof *steps); i++)
		if (rules[steps[i]].id == finding->rule)
			return i + 1;
	return 0;
}

/* The same account in the same profile. The graver stays graver: an office that plays SYN-03 down has said nothing of
 * SYN-01. */
static bool takes_in(const struct finding *finding, const struct finding *lesser)
{
	size_t rule_bytes = sizeof "SYN-01" - 1; /* an identity begins with its rule */
	return sync_step(lesser) && sync_step(finding) > sync_step(lesser) && finding->browser == lesser->browser &&
	       str_eq(str_from(finding->identity, rule_bytes), str_from(lesser->identity, rule_bytes)) &&
	       finding->effect >= lesser->effect && finding->severity >= lesser->severity;
}

static void take_in(struct judgement *judgement, struct finding *finding, const struct finding *lesser)
{
	for (size_t i = 0; i < lesser->evidence.count; i++)
		finding_evidence(judgement, finding, &lesser->evidence.items[i]);
	finding->letter_points |= lesser->letter_points;
	if (lesser->extra_message)
		*array_push(judgement->arena, &finding->merged_messages) = lesser->extra_message;
	for (size_t i = 0; i < lesser->merged_messages.count; i++)
		*array_push(judgement->arena, &finding->merged_messages) = lesser->merged_messages.items[i];
}

/* The finding that takes `at` in; NULL when it stands for itself. Findings of one profile stand together. */
static struct finding *taker_of(struct case_file *file, size_t at)
{
	struct finding *items = file->findings.items;
	size_t first = at;
	while (first > 0 && items[first - 1].browser == items[at].browser)
		first--;
	for (size_t i = first; i < file->findings.count && items[i].browser == items[at].browser; i++)
		if (takes_in(&items[i], &items[at]))
			return &items[i];
	return NULL;
}

/* One profile and account is one finding: SYN-04 takes SYN-01 to SYN-03 in, SYN-03 the two below, SYN-02 SYN-01 (users
 * research 3.1). */
static void merge_profiles(struct judgement *judgement)
{
	struct case_file *file = judgement->file;
	bool *taken = arena_array(judgement->arena, bool, file->findings.count + 1);
	size_t kept = 0;
	for (size_t i = 0; i < file->findings.count; i++) {
		struct finding *taker = sync_step(&file->findings.items[i]) ? taker_of(file, i) : NULL;
		taken[i] = taker != NULL;
		if (taker)
			take_in(judgement, taker, &file->findings.items[i]);
	}
	for (size_t i = 0; i < file->findings.count; i++)
		if (!taken[i])
			file->findings.items[kept++] = file->findings.items[i];
	file->findings.count = kept;
}

size_t judge_undone_count(const struct case_file *file)
{
	size_t count = 0;
	for (size_t i = 0; i < file->coverage.count; i++)
		count += file->coverage.items[i].undone;
	return count;
}

/* Something was looked at: a Windows of today, and at least one check of it. */
static bool anything_checked(const struct case_file *file)
{
	if (file->coverage.count == 0)
		return false;
	for (size_t i = 0; i < file->systems.count; i++)
		if (!file->systems.items[i].previous)
			return true;
	return false;
}

static enum verdict verdict_of(const struct case_file *file, enum mode mode)
{
	bool limit = judge_undone_count(file) > 0 || !anything_checked(file);
	if (mode == MODE_FORENSIC)
		return VERDICT_NONE;
	for (size_t i = 0; i < file->findings.count; i++) {
		if (file->findings.items[i].effect == EFFECT_FAIL)
			return VERDICT_FAIL;
		limit |= file->findings.items[i].effect == EFFECT_LIMIT;
	}
	return limit ? VERDICT_INCONCLUSIVE : VERDICT_PASS;
}

void judge_case(struct case_file *file, const struct policy *policy, enum mode mode)
{
	struct judgement judgement =
		{ .file = file, .policy = policy, .mode = mode, .column = column_of(mode), .arena = file->arena };
	file->findings.count = 0;
	settle_owners(&judgement);
	settle_logins(&judgement);
	settle_software(&judgement);
	judge_accounts(&judgement);
	judge_devices(&judgement);
	judge_users(&judgement); /* after accounts: an administrator that signs in with a foreign account is one finding */
	judge_browsers(&judgement);
	judge_cloud(&judgement);
	judge_remote(&judgement);
	judge_software(&judgement);
	judge_autostart(&judgement);
	judge_disk(&judgement);
	judge_encryption(&judgement);
	judge_leftovers(&judgement);
	settle_effects(&judgement);
	merge_profiles(&judgement);
	if (file->findings.count)
		qsort(file->findings.items, file->findings.count, sizeof *file->findings.items, compare_findings);
	file->verdict = verdict_of(file, mode);
}
