/* Questions to the policy: is this account allowed, is this host or user name official, is this administrator ours. */
#include "judge/policy.h"
#include "judge/watch_list.h"

/* `pattern` and everything below it: "x.example" and "*.x.example" mean the same (definition of the report
 * contract). */
static bool domain_covers(struct str pattern, struct str host)
{
	struct str base = str_starts(pattern, STR("*.")) ? str_from(pattern, 2) : pattern;
	if (str_eq_fold(base, host))
		return true;
	return base.len && host.len > base.len && str_ends_fold(host, base) && host.data[host.len - base.len - 1] == '.';
}

static bool account_covers(struct str pattern, struct str address)
{
	struct str domain;
	if (!str_starts(pattern, STR("*@")))
		return str_eq_fold(pattern, address);
	(void)str_cut(address, '@', &domain);
	pattern = str_from(pattern, 2);
	/* For allowed accounts the domain is exact; what lies below it must be asked for with "*@*.domain". */
	return str_starts(pattern, STR("*.")) ? domain_covers(pattern, domain) : domain.len && str_eq_fold(pattern, domain);
}

bool policy_allows_account(const struct policy *policy, struct str address, struct str tenant)
{
	address = str_trim(address);
	for (size_t i = 0; address.len && i < policy->allowed_accounts.count; i++)
		if (account_covers(policy->allowed_accounts.items[i], address))
			return true;
	for (size_t i = 0; tenant.len && i < policy->allowed_tenants.count; i++)
		if (str_eq_fold(policy->allowed_tenants.items[i], tenant))
			return true;
	return false;
}

static bool in_office_list(const struct policy *policy, struct str host)
{
	for (size_t i = 0; host.len && i < policy->official_domains.count; i++)
		if (domain_covers(policy->official_domains.items[i], host))
			return true;
	return false;
}

bool policy_is_official_host(const struct policy *policy, struct str host)
{
	return in_office_list(policy, host) || watch_list_host(host) == WATCH_HIGH;
}

bool policy_is_official_user(const struct policy *policy, struct str username)
{
	struct str domain, local = str_cut(str_trim(username), '@', &domain);
	if (local.len == 0 || domain.len == 0 || str_find(domain, STR("@")) >= 0)
		return false;
	return in_office_list(policy, domain) || watch_list_user(username) == WATCH_HIGH;
}

bool policy_is_administrator(const struct policy *policy, struct str name)
{
	for (size_t i = 0; name.len && i < policy->administrators.count; i++)
		if (str_eq_fold(policy->administrators.items[i], name))
			return true;
	return false;
}
