/* DEV-01, DEV-02, DEV-04: the machine belongs to somebody else's tenant, management or domain. */
#include "judge/rules.h"

static struct str domain_of(struct str address)
{
	struct str domain;
	(void)str_cut(address, '@', &domain);
	return domain;
}

static struct str tenant_name(const struct case_trace *trace, const struct case_account *account)
{
	const struct str names[] =
		{ trace->fact.organisation, account->organisation, domain_of(trace->fact.address), trace->fact.tenant };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].len)
			return names[i];
	return account->address;
}

/* A domain is the unit's own when an allowed account pattern or an official domain names it: strangers cannot join
 * gov.vn. */
static bool is_own_domain(const struct policy *policy, struct str domain)
{
	for (size_t i = 0; i < policy->allowed_accounts.count; i++) {
		struct str allowed = domain_of(policy->allowed_accounts.items[i]);
		if (str_starts(policy->allowed_accounts.items[i], STR("*@")) &&
		    str_eq_fold(str_starts(allowed, STR("*.")) ? str_from(allowed, 2) : allowed, domain))
			return true;
	}
	for (size_t i = 0; i < policy->official_domains.count; i++) {
		struct str base = policy->official_domains.items[i];
		if (str_starts(base, STR("*.")))
			base = str_from(base, 2);
		bool below = domain.len > base.len && str_ends_fold(domain, base) && domain.data[domain.len - base.len - 1] == '.';
		if (below || str_eq_fold(base, domain))
			return true;
	}
	return false;
}

static bool rule_of(const struct judgement *judgement, const struct case_trace *trace, enum rule_id *ret)
{
	if (trace_is(trace, ROLE_DEVICE_JOIN))
		*ret = RULE_DEV_01;
	else if (trace_is(trace, ROLE_ENROLLMENT) || trace_is(trace, ROLE_WORKPLACE_JOIN))
		*ret = RULE_DEV_02;
	else if (trace_is(trace, ROLE_DOMAIN_JOIN))
		*ret = RULE_DEV_04;
	else
		return false;
	return *ret != RULE_DEV_04 || !is_own_domain(judgement->policy, trace->fact.organisation);
}

static bool said_already(struct judgement *judgement, enum rule_id rule, uint32_t system,
			 const struct case_account *account, const struct origin *origin)
{
	struct str key = account_key(judgement, account);
	for (size_t i = 0; i < judgement->file->findings.count; i++) {
		struct finding *finding = &judgement->file->findings.items[i];
		if (finding->rule == rules[rule].id && finding->system == system && str_find(finding->identity, key) >= 0) {
			finding_evidence(judgement, finding, origin);
			return true;
		}
	}
	return false;
}

static void judge_trace(struct judgement *judgement, const struct case_account *account, const struct case_trace *trace)
{
	enum rule_id rule;
	if (!rule_of(judgement, trace, &rule) || said_already(judgement, rule, trace->system, account, &trace->origin))
		return;
	struct finding *finding = finding_new(judgement, rule, trace->system);
	finding->user = trace->user_subject;
	if (trace_is(trace, ROLE_WORKPLACE_JOIN))
		finding->message = "dev02work"; /* an account was added to Windows; nobody manages the computer by that alone */
	finding->subject = tenant_name(trace, account);
	finding_account(judgement, finding, account);
	finding_machine(judgement, finding);
	finding_text(judgement, finding, "tenant", finding->subject);
	finding_evidence(judgement, finding, &trace->origin);
	finding_identity(judgement, finding, account_key(judgement, account), (struct str){ 0 });
}

void judge_devices(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->accounts.count; i++) {
		const struct case_account *account = &judgement->file->accounts.items[i];
		for (size_t k = 0; account->ownership != OWNERSHIP_ALLOWED && k < account->traces.count; k++)
			judge_trace(judgement, account, &account->traces.items[k]);
	}
}
