/* The table of areas. A unit test asks that every artifact stands in it once. */
#include "report/areas.h"

const struct area_check area_checks[] = {
	{ "windows.machine", AREA_MACHINE },
	{ "windows.sam_users", AREA_ACCOUNTS },
	{ "windows.groups", AREA_ACCOUNTS },
	{ "windows.profile_list", AREA_ACCOUNTS },
	{ "windows.deleted_profiles", AREA_ACCOUNTS },
	{ "windows.logon", AREA_ACCOUNTS },
	{ "windows.identity_store", AREA_ACCOUNTS },
	{ "windows.stored_identities", AREA_ACCOUNTS },
	{ "windows.identitycrl", AREA_ACCOUNTS },
	{ "windows.device_join", AREA_ORGANISATION },
	{ "windows.workplace_join", AREA_ORGANISATION },
	{ "windows.enrollments", AREA_ORGANISATION },
	{ "windows.domain", AREA_ORGANISATION },
	{ "chromium.accounts", AREA_BROWSERS },
	{ "chromium.logins", AREA_BROWSERS },
	{ "chromium.tokens", AREA_BROWSERS },
	{ "firefox.account", AREA_BROWSERS },
	{ "firefox.logins", AREA_BROWSERS },
	{ "windows.onedrive", AREA_CLOUD },
	{ "windows.office", AREA_CLOUD },
	{ "windows.office_licence", AREA_CLOUD },
	{ "windows.outlook", AREA_CLOUD },
	{ "windows.setting_sync", AREA_CLOUD },
	{ "windows.setting_sync_policy", AREA_CLOUD },
	{ "windows.software", AREA_SOFTWARE },
	{ "windows.software_user", AREA_SOFTWARE },
	{ "windows.services", AREA_AUTOSTART },
	{ "windows.run_keys", AREA_AUTOSTART },
	{ "windows.run_keys_user", AREA_AUTOSTART },
	{ "windows.remote_access", AREA_REMOTE },
	{ "windows.remote_access_user", AREA_REMOTE },
	{ "windows.remote_desktop", AREA_REMOTE },
};
const size_t area_check_count = sizeof area_checks / sizeof *area_checks;

enum area area_of(struct str check)
{
	for (size_t i = 0; i < area_check_count; i++) {
		if (str_eq_c(check, area_checks[i].check))
			return area_checks[i].area;
	}
	return AREA_NONE;
}
