/* The one list of artifacts in the order they run: machine and users first. */
#include "artifact/table.h"

#include <stddef.h>

#define ARTIFACTS(X)                  \
	X(windows_machine)            \
	X(windows_sam_users)          \
	X(windows_groups)             \
	X(windows_profile_list)       \
	X(windows_deleted_profiles)   \
	X(windows_logon)              \
	X(windows_identity_store)     \
	X(windows_stored_identities)  \
	X(windows_device_join)        \
	X(windows_enrollments)        \
	X(windows_domain)             \
	X(windows_identitycrl)        \
	X(windows_workplace_join)     \
	X(windows_onedrive)           \
	X(windows_office)             \
	X(windows_office_licence)     \
	X(windows_outlook)            \
	X(windows_setting_sync)       \
	X(windows_setting_sync_policy) \
	X(windows_software)           \
	X(windows_software_user)      \
	X(windows_services)           \
	X(windows_run_keys)           \
	X(windows_run_keys_user)      \
	X(windows_remote_access)      \
	X(windows_remote_access_user) \
	X(windows_remote_desktop)     \
	X(chromium_accounts)          \
	X(chromium_logins)            \
	X(chromium_tokens)            \
	X(firefox_account)            \
	X(firefox_logins)

#define DECLARE(name) extern const struct artifact artifact_##name;
ARTIFACTS(DECLARE)

#define ADDRESS(name) &artifact_##name,
const struct artifact *const artifacts[] = { ARTIFACTS(ADDRESS) NULL };
