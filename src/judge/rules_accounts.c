/* ACC-01, ACC-02, ACC-03, SYN-07, SYN-10, OFF-01: accounts of other people by what uses them. */
#include "judge/rules.h"

static bool same_place(const struct case_trace *a, const struct case_trace *b)
{
	return a->system == b->system && str_eq_fold(a->user_sid, b->user_sid);
}

/* Kinds of linked traces that one rule joins into one finding for each user. */
typedef bool (*trace_test)(const struct judgement *, const struct case_trace *);

static bool is_sign_in(const struct judgement *judgement, const struct case_trace *trace)
{
	(void)judgement;
	return trace_is(trace, ROLE_SIGN_IN);
}

static bool is_mailbox(const struct judgement *judgement, const struct case_trace *trace)
{
	return trace_is(trace, ROLE_OUTLOOK) && policy_is_official_user(judgement->policy, trace->fact.address);
}

static bool is_app_account(const struct judgement *judgement, const struct case_trace *trace)
{
	return trace_is(trace, ROLE_APP_ACCOUNT) || trace_is(trace, ROLE_TOKEN_BROKER) ||
	       (trace_is(trace, ROLE_OUTLOOK) && !is_mailbox(judgement, trace));
}

static bool is_onedrive(const struct judgement *judgement, const struct case_trace *trace)
{
	(void)judgement;
	return trace_is(trace, ROLE_ONEDRIVE);
}

static bool is_office(const struct judgement *judgement, const struct case_trace *trace)
{
	(void)judgement;
	return trace_is(trace, ROLE_OFFICE) || trace_is(trace, ROLE_OFFICE_LICENCE);
}

static bool sam_was_read(const struct case_file *file, uint32_t system)
{
	for (size_t i = 0; i < file->users.count; i++)
		if (file->users.items[i].system == system && file->users.items[i].in_sam)
			return true;
	return false;
}

/* Is the trace the first of its user that passes the test? */
static bool is_first(const struct judgement *judgement, const struct case_account *account, size_t at, trace_test test)
{
	const struct case_trace *trace = &account->traces.items[at];
	if (!test(judgement, trace))
		return false;
	for (size_t i = 0; i < at; i++)
		if (test(judgement, &account->traces.items[i]) && same_place(&account->traces.items[i], trace))
			return false;
	return true;
}

static struct finding *account_finding(struct judgement *judgement, enum rule_id rule,
				       const struct case_account *account, const struct case_trace *trace)
{
	struct finding *finding = finding_new(judgement, rule, trace->system);
	const struct case_user *user = case_user_by_sid(judgement->file, trace->system, trace->user_sid);
	finding->user = user && user->profile_subject ? user->profile_subject : trace->user_subject;
	finding->subject = user_label_of(judgement->file, trace->system, trace->user_sid, trace->user_subject);
	finding_account(judgement, finding, account);
	finding_machine(judgement, finding);
	finding_text(judgement, finding, "user", finding->subject);
	finding_identity(judgement, finding, account_key(judgement, account),
			 trace->user_sid.len ? trace->user_sid : finding->subject);
	return finding;
}

static void add_traces(struct judgement *judgement, struct finding *finding, const struct case_account *account,
                       const struct case_trace *place, trace_test test)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (test(judgement, trace) && same_place(trace, place))
			finding_evidence(judgement, finding, &trace->origin);
	}
}

/* Everything of Windows itself that names the account for this user, the SAM value first. */
static void add_windows_traces(struct judgement *judgement, struct finding *finding, const struct case_account *account,
                               const struct case_trace *place)
{
	add_traces(judgement, finding, account, place, is_sign_in);
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		bool of_windows = trace->fact.role >= ROLE_SIGN_IN && trace->fact.role <= ROLE_AUTOLOGON && !trace->previous;
		bool of_user = trace->user_sid.len == 0 || str_eq_fold(trace->user_sid, place->user_sid);
		if (of_windows && of_user && trace->system == place->system)
			finding_evidence(judgement, finding, &trace->origin);
	}
}

static void judge_sign_in(struct judgement *judgement, const struct case_account *account)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (!is_first(judgement, account, i, is_sign_in))
			continue;
		struct finding *finding = account_finding(judgement, RULE_ACC_01, account, trace);
		if (account->provider == PROVIDER_MICROSOFT)
			finding->extra_message = "f.syn01.auto";
		add_windows_traces(judgement, finding, account, trace);
	}
}

static const struct case_trace *second_witness(const struct case_account *account, const struct case_trace *trace)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *other = &account->traces.items[i];
		bool of_sign_in = other->fact.role == ROLE_LOGON_CACHE || other->fact.role == ROLE_STORED_IDENTITY ||
				other->fact.role == ROLE_LAST_LOGON;
		if (of_sign_in && !other->previous && other->system == trace->system)
			return other;
	}
	return NULL;
}

/* Without a SAM the account an app keeps and a record of a sign-in are two indirect traces of a linked Windows
 * account. */
static bool judge_likely_sign_in(struct judgement *judgement, const struct case_account *account,
				 const struct case_trace *trace)
{
	const struct case_trace *witness = second_witness(account, trace);
	if (sam_was_read(judgement->file, trace->system) || !trace_is(trace, ROLE_APP_ACCOUNT) || !witness)
		return false;
	struct finding *finding = account_finding(judgement, RULE_ACC_01, account, trace);
	finding->confidence = CONFIDENCE_LIKELY;
	finding_evidence(judgement, finding, &witness->origin);
	add_windows_traces(judgement, finding, account, trace);
	return true;
}

static bool signs_in(const struct case_account *account, const struct case_trace *place)
{
	for (size_t i = 0; i < account->traces.count; i++)
		if (trace_is(&account->traces.items[i], ROLE_SIGN_IN) && account->traces.items[i].system == place->system)
			return true;
	return false;
}

/* Are all of the user's traces of this account those of an Outlook profile, or some of them? */
static const char *message_of_app_account(const struct judgement *judgement, const struct case_account *account,
                                          const struct case_trace *place, bool *ret_mixed)
{
	size_t mail = 0, other = 0;
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		bool counts = is_app_account(judgement, trace) && same_place(trace, place);
		mail += counts && trace_is(trace, ROLE_OUTLOOK);
		other += counts && !trace_is(trace, ROLE_OUTLOOK);
	}
	*ret_mixed = mail && other;
	return other ? "acc02" : "acc02mail";
}

static void judge_app_account(struct judgement *judgement, const struct case_account *account)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		/* An account that signs in to Windows is also kept for apps: ACC-01 has said it. */
		if (!is_first(judgement, account, i, is_app_account) || signs_in(account, trace) ||
		    judge_likely_sign_in(judgement, account, trace))
			continue;
		bool mixed;
		struct finding *finding = account_finding(judgement, RULE_ACC_02, account, trace);
		finding->message = message_of_app_account(judgement, account, trace, &mixed);
		if (mixed)
			finding->extra_message = "f.acc02.mail";
		add_traces(judgement, finding, account, trace, is_app_account);
	}
}

static struct str folders_text(struct judgement *judgement, const struct fact_account *fact)
{
	static const struct { uint32_t bit; const char *name; } folders[] = { { 0x200, "Desktop" }, { 0x400, "Documents" },
		{ 0x800, "Pictures" } };
	struct str text = { 0 };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (fact->known_folders & folders[i].bit)
			text = str_format(judgement->arena, "%.*s%s%s", STR_ARGS(text), text.len ? ", " : "", folders[i].name);
	return text.len ? str_format(judgement->arena, "%.*s (%.*s)", STR_ARGS(fact->folder), STR_ARGS(text)) : fact->folder;
}

static void judge_onedrive_and_office(struct judgement *judgement, const struct case_account *account)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (is_first(judgement, account, i, is_onedrive)) {
			struct finding *finding = account_finding(judgement, RULE_SYN_07, account, trace);
			finding_text(judgement, finding, "kfm", folders_text(judgement, &trace->fact));
			add_traces(judgement, finding, account, trace, is_onedrive);
		}
		if (is_first(judgement, account, i, is_office)) {
			struct finding *finding = account_finding(judgement, RULE_OFF_01, account, trace);
			if (trace->fact.role == ROLE_OFFICE_LICENCE)
				finding->confidence = CONFIDENCE_LIKELY; /* the licence says who bought, not who is signed in */
			add_traces(judgement, finding, account, trace, is_office);
		}
	}
}

static void judge_mailbox(struct judgement *judgement, const struct case_account *account)
{
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (!is_first(judgement, account, i, is_mailbox))
			continue;
		struct finding *finding = account_finding(judgement, RULE_SYN_10, account, trace);
		finding_text(judgement, finding, "name", STR("Outlook"));
		finding_text(judgement, finding, "browser", STR("Outlook"));
		finding_count(judgement, finding, "n", 1);
		add_traces(judgement, finding, account, trace, is_mailbox);
	}
}

void judge_accounts(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		const struct case_account *account = &judgement->file->accounts.items[i];
		if (account->ownership == OWNERSHIP_ALLOWED)
			continue;
		judge_sign_in(judgement, account);
		judge_app_account(judgement, account);
		judge_onedrive_and_office(judgement, account);
		judge_mailbox(judgement, account);
	}
}

static bool is_named(const struct judgement *judgement, const struct case_account *account)
{
	struct str key = account_key(judgement, account);
	for (size_t i = 0; i < judgement->file->findings.count; i++) {
		const struct finding *finding = &judgement->file->findings.items[i];
		bool by_address = account->address.len && str_eq_fold(finding->account, account->address);
		if (by_address || (key.len && str_find(finding->identity, key) >= 0))
			return true;
	}
	return false;
}

static bool is_join(const struct case_trace *trace)
{
	enum account_role role = trace->fact.role;
	return role == ROLE_DEVICE_JOIN || role == ROLE_WORKPLACE_JOIN || role == ROLE_ENROLLMENT || role == ROLE_DOMAIN_JOIN;
}

/* A linked account that no rule knows by its kind is still somebody's account: no stranger passes because his service
 * is new to us. */
static void judge_unnamed(struct judgement *judgement, const struct case_account *account)
{
	struct finding *finding = NULL;
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		if (trace->fact.state != ACCOUNT_LINKED || trace->previous || is_join(trace))
			continue;
		if (!finding) {
			finding = account_finding(judgement, RULE_ACC_02, account, trace);
			finding->message = "acc02other";
		}
		finding_evidence(judgement, finding, &trace->origin);
	}
}

/* ACC-03: an account of which only traces are left. What lies in Windows.old alone is DAT-02's. */
void judge_leftovers(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		const struct case_account *account = &judgement->file->accounts.items[i];
		const struct case_trace *first = NULL;
		if (account->ownership == OWNERSHIP_ALLOWED || is_named(judgement, account))
			continue;
		if (account->state == ACCOUNT_LINKED) {
			judge_unnamed(judgement, account);
			continue;
		}
		for (size_t k = 0; k < account->traces.count && !first; k++) {
			const struct case_system *system = judge_system(judgement->file, account->traces.items[k].system);
			if (!system || !system->previous)
				first = &account->traces.items[k];
		}
		if (!first)
			continue;
		struct finding *finding = account_finding(judgement, RULE_ACC_03, account, first);
		finding->confidence = account->traces.count > 1 ? CONFIDENCE_LIKELY : CONFIDENCE_TRACE;
		for (size_t k = 0; k < account->traces.count; k++)
			finding_evidence(judgement, finding, &account->traces.items[k].origin);
	}
}
