/* windows.device_join and windows.workplace_join: the PC, or one user, belongs to an Entra tenant.
 * SYSTEM <control set>\Control\CloudDomainJoin\{JoinInfo\<thumbprint>,TenantInfo\<tenant>}; NTUSER ...\WorkplaceJoin
 * with the same two and AADNGC\<key id>; NTUSER ...\AAD\Storage\<url>, where value NAMES are u:<oid>.<tenant>. An empty
 * JoinInfo key is no join. */
#include "artifact/identity.h"
#include "base/limits.h"
#include "decode/windows_types.h"

#define WORKPLACE_JOIN "Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin"
#define AAD_STORAGE    "Software\\Microsoft\\Windows\\CurrentVersion\\AAD\\Storage"

static struct str tenant_name(struct run_context *run, struct hive_key join_key, struct str tenant)
{
	struct hive_key tenants, key;
	if (!tenant.len || !registry_key(run, join_key, "TenantInfo", &tenants) || !registry_child(run, tenants, tenant, &key))
		return (struct str){ 0 };
	return registry_text(run, key, "DisplayName", NULL);
}

static void one_join(struct run_context *run, struct hive_key join_key, struct hive_key key, enum account_role role)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = hive_key_origin(key);
	account.provider = PROVIDER_ENTRA;
	account.state = ACCOUNT_LINKED;
	account.service = SERVICE_DIRECTORY;
	account.role = role;
	account.address = registry_text(run, key, "UserEmail", &origin);
	if (!account.address.len)
		account.address = registry_text(run, key, "UserPrincipalName", &origin);
	account.tenant = registry_text(run, key, "TenantId", NULL);
	account.organisation = tenant_name(run, join_key, account.tenant);
	account.last_seen = hive_key_time(key);
	if (!account.address.len && !account.tenant.len)
		run_problem(run, ERR_CORRUPT, "%.*s: a join without account and tenant", STR_ARGS(hive_key_path(key)));
	emit_account(run, origin, &account);
}

static void joins(struct run_context *run, struct hive_key join_key, enum account_role role)
{
	struct hive_key key;
	if (!registry_key(run, join_key, "JoinInfo", &key))
		return;
	struct hive_key_list list = registry_children(run, key);
	for (size_t i = 0; i < list.count; i++)
		one_join(run, join_key, list.items[i], role);
}

static enum err run_device_join(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, control_set, key;
	enum err e = registry_open_system(run, &root, &control_set);
	if (e != OK)
		return e;
	if (registry_key(run, control_set, "Control\\CloudDomainJoin", &key))
		joins(run, key, ROLE_DEVICE_JOIN);
	return OK;
}

/* Keys of Windows Hello for Business outlive the join: a trace. */
static void hello_keys(struct run_context *run, struct hive_key join_key)
{
	struct hive_key key;
	if (!registry_key(run, join_key, "AADNGC", &key))
		return;
	struct hive_key_list list = registry_children(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
		struct origin origin = { 0 };
		account.provider = PROVIDER_ENTRA;
		account.state = ACCOUNT_TRACE;
		account.service = SERVICE_DIRECTORY;
		account.role = ROLE_WORKPLACE_JOIN;
		account.address = registry_text(run, list.items[i], "UserId", &origin);
		account.organisation = registry_text(run, list.items[i], "TenantDomain", NULL);
		account.last_seen = hive_key_time(list.items[i]);
		if (account.address.len)
			emit_account(run, origin, &account);
	}
}

static void tokens_of(struct run_context *run, struct hive_key key)
{
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
		struct str name = list.items[i].name;
		if (!str_starts_fold(name, STR("u:")) || !identity_from_universal_id(name, run->arena, &account))
			continue;
		account.state = ACCOUNT_TRACE;
		account.service = SERVICE_WINDOWS;
		account.role = ROLE_TOKEN_BROKER;
		account.last_seen = hive_key_time(key);
		emit_account(run, list.items[i].origin, &account);
	}
}

static enum err run_workplace_join(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, key;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	if (registry_key(run, root, WORKPLACE_JOIN, &key)) {
		joins(run, key, ROLE_WORKPLACE_JOIN);
		hello_keys(run, key);
	}
	if (registry_key(run, root, AAD_STORAGE, &key)) {
		struct hive_key_list list = registry_children(run, key);
		for (size_t i = 0; i < list.count; i++)
			tokens_of(run, list.items[i]);
	}
	return OK;
}

static const struct want system_wants[] = { WANT_OF_HIVE(HIVE_SYSTEM), { NULL, 0, 0 } };
const struct artifact artifact_windows_device_join = {
	.id = "windows.device_join", .scope = SCOPE_SYSTEM, .mandatory = true, .wants = system_wants, .run = run_device_join,
};
static const struct want user_wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_workplace_join = {
	.id = "windows.workplace_join", .scope = SCOPE_USER, .mandatory = true, .wants = user_wants, .run = run_workplace_join,
};
