/* windows.domain: membership in an Active Directory domain.
 * SYSTEM <control set>\Services\Tcpip\Parameters Domain / NV Domain; members start Netlogon by themselves.
 * DhcpDomain is a router's suffix and no membership; a suffix without Netlogon is only a trace. */
#include "artifact/registry.h"
#include "base/limits.h"

static enum err run_domain(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, control_set, key;
	struct origin origin = { 0 };
	uint64_t start;
	enum err e = registry_open_system(run, &root, &control_set);
	if (e != OK)
		return e;
	if (!registry_key(run, control_set, "Services\\Tcpip\\Parameters", &key))
		return OK;
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	account.organisation = registry_text(run, key, "Domain", &origin);
	if (!account.organisation.len)
		account.organisation = registry_text(run, key, "NV Domain", &origin);
	if (!account.organisation.len)
		return OK;
	bool member = registry_key(run, control_set, "Services\\Netlogon", &key) &&
		registry_number(run, key, "Start", &start, NULL) && start == 2;
	account.provider = PROVIDER_AD;
	account.state = member ? ACCOUNT_LINKED : ACCOUNT_TRACE;
	account.service = SERVICE_DIRECTORY;
	account.role = ROLE_DOMAIN_JOIN;
	account.last_seen = origin.when;
	emit_account(run, origin, &account);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SYSTEM), { NULL, 0, 0 } };
const struct artifact artifact_windows_domain = {
	.id = "windows.domain", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_domain,
};
