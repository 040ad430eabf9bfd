/* windows.remote_desktop: whether Windows accepts Remote Desktop connections.
 * SYSTEM <control set>\Control\Terminal Server fDenyTSConnections = 0; a policy in SOFTWARE goes before it. */
#include "artifact/registry.h"
#include "base/limits.h"

#define POLICY "Policies\\Microsoft\\Windows NT\\Terminal Services"

static enum err run_remote_desktop(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, key;
	struct control_sets sets;
	struct origin origin = { 0 };
	uint64_t denied = 1;
	bool known = false;
	enum err e = registry_control_sets(run, &sets);
	if (e != OK)
		return e;
	/* Allowed in one of them is allowed. */
	for (size_t i = 0; i < sets.count && denied; i++)
		known |= registry_key(run, sets.items[i], "Control\\Terminal Server", &key) &&
			 registry_number(run, key, "fDenyTSConnections", &denied, &origin);
	enum err policy = registry_open(run, HIVE_SOFTWARE, "Microsoft", &root);
	if (policy == OK && registry_key(run, root, POLICY, &key))
		known |= registry_number(run, key, "fDenyTSConnections", &denied, &origin);
	else if (policy != OK)
		run_problem(run, policy, "SOFTWARE: the policy for Remote Desktop is not known");
	if (!known)
		return OK;
	struct fact_setting allowed = FACT_INIT(FACT_SETTING, struct fact_setting);
	allowed.setting = SETTING_RDP_ALLOWED;
	allowed.number = denied == 0;
	emit_setting(run, origin, &allowed);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_SYSTEM), WANT_OF_HIVE(HIVE_SOFTWARE), { NULL, 0, 0 } };
const struct artifact artifact_windows_remote_desktop = {
	.id = "windows.remote_desktop", .scope = SCOPE_SYSTEM, .wants = wants, .run = run_remote_desktop,
};
