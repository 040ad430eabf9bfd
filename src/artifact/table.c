/* The one list of artifacts in the order they run: machine and users first. */
#include "artifact/table.h"

#include <stddef.h>

#define ARTIFACTS(X)                  \
	X(windows_machine)            \
	X(windows_sam_users)          \
	X(windows_groups)             \
	X(windows_profile_list)       \
	X(windows_logon)              \
	X(windows_identity_store)     \
	X(windows_stored_identities)  \
	X(windows_device_join)        \
	X(windows_enrollments)        \
	X(windows_domain)             \
	X(windows_identitycrl)        \
	X(windows_workplace_join)

#define DECLARE(name) extern const struct artifact artifact_##name;
ARTIFACTS(DECLARE)

#define ADDRESS(name) &artifact_##name,
const struct artifact *const artifacts[] = { ARTIFACTS(ADDRESS) NULL };
