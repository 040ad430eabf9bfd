/* SYN-01 to SYN-05 and SYN-09: who is signed in to a browser, what is synced, which official logins are at stake. */
#include "judge/rules.h"

#include "base/timestamp.h"

static struct finding *account_finding(struct judgement *judgement, enum rule_id rule,
				       const struct case_browser_profile *profile, const struct case_account *account)
{
	struct finding *finding = finding_new(judgement, rule, profile->system);
	finding->user = profile->user_subject;
	finding->browser = profile->subject;
	finding->subject = user_label_of(judgement->file, profile->system, profile->user_sid, profile->user_subject);
	if (account)
		finding_account(judgement, finding, account);
	finding_machine(judgement, finding);
	finding_text(judgement, finding, "user", finding->subject);
	finding_identity(judgement, finding, account ? account_key(judgement, account) : (struct str){ 0 }, profile->path);
	return finding;
}

static struct finding *profile_finding(struct judgement *judgement, enum rule_id rule,
				       const struct case_browser_profile *profile)
{
	struct finding *finding = account_finding(judgement, rule, profile, judge_account(judgement->file, profile->account));
	finding_evidences(judgement, finding, &profile->evidence);
	return finding;
}

static bool signed_in(const struct case_browser_profile *profile)
{
	return profile->who.signed_in || profile->who.sync_consented;
}

static bool is_foreign(const struct judgement *judgement, const struct case_browser_profile *profile)
{
	const struct case_account *account = judge_account(judgement->file, profile->account);
	return !account || account->ownership != OWNERSHIP_ALLOWED;
}

static const char *proof_message(enum proof proof)
{
	switch (proof) {
	case PROOF_A: case PROOF_A2: return "proof.a";
	case PROOF_B: return "proof.b";
	case PROOF_C: return "proof.c";
	default: return NULL;
	}
}

/* What the official logins of one profile have to say. */
struct official {
	uint64_t all, synced;
	int64_t first;
};

static struct official official_of(const struct case_browser_profile *profile)
{
	struct official official = { .first = TIME_UNKNOWN };
	for (size_t i = 0; i < profile->logins.count; i++) {
		const struct case_login *login = &profile->logins.items[i];
		if (!login->official)
			continue;
		official.all++;
		/* The account's own store is a copy of what the server holds. */
		official.synced += login->login.synced || login->login.store == STORE_ACCOUNT;
		if (login->login.created != TIME_UNKNOWN && (official.first == TIME_UNKNOWN || login->login.created < official.first))
			official.first = login->login.created;
	}
	return official;
}

static void add_official_logins(struct judgement *judgement, struct finding *finding,
				const struct case_browser_profile *profile)
{
	for (size_t i = 0; i < profile->logins.count; i++)
		if (profile->logins.items[i].official)
			finding_evidence(judgement, finding, &profile->logins.items[i].origin);
}

/* SYN-04 when an official login is among them, otherwise SYN-03. True when SYN-04 was said. */
static bool judge_passwords(struct judgement *judgement, const struct case_browser_profile *profile)
{
	struct official official = official_of(profile);
	bool proven = profile->proof != PROOF_B;
	struct finding *finding = profile_finding(judgement, official.all ? RULE_SYN_04 : RULE_SYN_03, profile);
	finding->extra_message = proof_message(profile->proof);
	finding->confidence = proven && (official.all == 0 || official.synced) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
	finding_count(judgement, finding, "n", proven && official.synced ? official.synced : official.all);
	finding_time(judgement, finding, "date", official.first);
	add_official_logins(judgement, finding, profile);
	return official.all > 0;
}

static bool signs_in_to_windows(const struct case_account *account)
{
	for (size_t i = 0; account && i < account->traces.count; i++)
		if (trace_is(&account->traces.items[i], ROLE_SIGN_IN))
			return true;
	return false;
}

static void judge_signed_in(struct judgement *judgement, const struct case_browser_profile *profile)
{
	bool sync_on = (profile->who.sync_consented || profile->who.sync_set_up) && !profile->who.sync_paused;
	bool automatic = profile->browser == BROWSER_EDGE &&
	                 (profile->who.implicit || signs_in_to_windows(judge_account(judgement->file, profile->account)));
	if (sync_on) {
		struct finding *finding = profile_finding(judgement, RULE_SYN_02, profile);
		if (profile->state == BROWSER_STATE_SYNC_ON)
			finding->extra_message = "st.s4";
	}
	struct finding *finding = profile_finding(judgement, RULE_SYN_01, profile);
	bool sync_off = profile->state == BROWSER_STATE_SIGNED_IN && !sync_on;
	finding->extra_message = automatic ? "f.syn01.auto" : sync_off ? "st.s3" : NULL;
}

static void judge_official_logins(struct judgement *judgement, const struct case_browser_profile *profile)
{
	struct official official = official_of(profile);
	if (official.all == 0)
		return;
	struct finding *finding = profile_finding(judgement, RULE_SYN_05, profile);
	finding_count(judgement, finding, "n", official.all);
	finding_time(judgement, finding, "date", official.first);
	add_official_logins(judgement, finding, profile);
}

/* Passwords went to an account that is not there any more. */
static void judge_old_sync(struct judgement *judgement, const struct case_browser_profile *profile)
{
	struct finding *finding = profile_finding(judgement, RULE_SYN_09, profile);
	finding->extra_message = proof_message(profile->proof);
	finding->confidence = CONFIDENCE_LIKELY;
}

static void judge_profile(struct judgement *judgement, const struct case_browser_profile *profile)
{
	bool foreign = is_foreign(judgement, profile);
	bool synced = profile->state == BROWSER_STATE_PASSWORDS_SYNCED;
	const struct case_account *account = judge_account(judgement->file, profile->account);
	/* Otherwise nobody is there now: the records may be old or come from another machine. */
	bool owned = signed_in(profile) || (account && account->state == ACCOUNT_LINKED);
	bool official_said = false;
	if (foreign && synced && owned)
		official_said = judge_passwords(judgement, profile);
	else if (foreign && (synced || profile->proof == PROOF_C))
		judge_old_sync(judgement, profile);
	if (foreign && signed_in(profile))
		judge_signed_in(judgement, profile); /* what is said twice is merged at the end: judge.c */
	if (!official_said && (foreign || !synced))
		judge_official_logins(judgement, profile);
}

/* A browser may hold more accounts than the one of the profile. */
static void judge_further_accounts(struct judgement *judgement, const struct case_browser_profile *profile)
{
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		const struct case_account *account = &judgement->file->accounts.items[i];
		struct finding *finding = NULL;
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			if (account->id == profile->account || account->ownership == OWNERSHIP_ALLOWED ||
			    trace->browser_subject != profile->subject || !trace_is(trace, ROLE_BROWSER))
				continue;
			if (!finding)
				finding = account_finding(judgement, RULE_SYN_01, profile, account);
			finding_evidence(judgement, finding, &trace->origin);
		}
	}
}

void judge_browsers(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &judgement->file->browser_profiles.items[i];
		if (profile->previous)
			continue;
		judge_profile(judgement, profile);
		judge_further_accounts(judgement, profile);
	}
}
