/* windows.enrollments: who manages the PC from afar (MDM). SOFTWARE Microsoft\Enrollments\{GUID}.
 * Windows ships stubs with neither UPN nor DiscoveryServiceFullURL: those are no enrollment. */
#include "artifact/registry.h"
#include "base/limits.h"

#define STATE_ENROLLED 1

/* "https://host/path" -> "host". */
static struct str host_of(struct str url)
{
	ptrdiff_t scheme = str_find(url, STR("://"));
	struct str rest = scheme >= 0 ? str_from(url, (size_t)scheme + 3) : url;
	struct str after;
	return str_cut(rest, '/', &after);
}

static void enrollment(struct run_context *run, struct hive_key key)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = hive_key_origin(key);
	uint64_t state = 0;
	struct str server = registry_text(run, key, "DiscoveryServiceFullURL", NULL);
	account.address = registry_text(run, key, "UPN", &origin);
	if (!account.address.len && !server.len)
		return;
	account.tenant = registry_text(run, key, "AADTenantID", NULL);
	struct str product = registry_text(run, key, "ProviderID", NULL);
	bool known = registry_number(run, key, "EnrollmentState", &state, NULL);
	account.provider = account.tenant.len || str_eq_fold(product, STR("MS DM Server")) ? PROVIDER_ENTRA : PROVIDER_OTHER;
	account.state = known && state == STATE_ENROLLED ? ACCOUNT_LINKED : ACCOUNT_TRACE;
	account.service = SERVICE_MDM;
	account.role = ROLE_ENROLLMENT;
	account.organisation = host_of(server);
	account.last_seen = hive_key_time(key);
	emit_account(run, origin, &account);
}

static enum err run_enrollments(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, enrollments;
	enum err e = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (e != OK)
		return e;
	if (!registry_key(run, root, "Microsoft\\Enrollments", &enrollments))
		return OK;
	struct hive_key_list list = registry_children(run, enrollments);
	for (size_t i = 0; i < list.count; i++)
		enrollment(run, list.items[i]);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_enrollments = {
	.id = "windows.enrollments", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = wants, .run = run_enrollments,
};
