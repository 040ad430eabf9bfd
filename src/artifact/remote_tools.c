/* The tables of remote_tools.h. */
#include "artifact/remote_tools.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const struct remote_service remote_services[] = {
	{ "UltraViewer", "UltraViewService" },
	{ "UltraViewer", "UltraViewer*" },
	{ "TeamViewer", "TeamViewer*" },
	{ "AnyDesk", "AnyDesk*" },
	{ "RustDesk", "RustDesk*" },
	{ "Chrome Remote Desktop", "chromoting*" },
	{ "Radmin Server", "rserver3" },
	{ "Supremo", "SupremoService" },
	{ "ScreenConnect", "ScreenConnect Client (*" },
	{ "LogMeIn", "LogMeIn" },
	{ "LogMeIn", "LMIGuardianSvc" },
	{ "GoToAssist", "GoToAssist*" },
	{ "ToDesk", "ToDesk_Service" },
	{ "Sunlogin", "SunloginService*" },
	{ "Sunlogin", "OrayRemoteService*" },
	{ "TightVNC", "tvnserver" },
	{ "TigerVNC", "winvnc4" },
	{ "UltraVNC", "uvnc_service" },
	{ "RealVNC", "vncserver" },
	{ "Splashtop", "SplashtopRemoteService" },
	{ "Splashtop", "SSUService" },
	{ "Ammyy Admin", "AmmyyAdmin*" },
	{ "DWAgent", "DWAgent" },
	{ "MeshAgent", "Mesh Agent" },
	{ "Atera", "AteraAgent" },
	{ "Action1", "A1Agent" },
	{ "NetSupport", "Client32" },
	{ "Remote Utilities", "RManService" },
	{ "LiteManager", "ROMService" },
	{ "Getscreen", "getscreen*" },
	{ "HopToDesk", "HopToDesk*" },
	{ "AnyViewer", "RCService" },
	{ "Parsec", "Parsec" },
	{ "NoMachine", "nxservice*" },
	{ "Zoho Assist", "ZohoAssist*" },
	{ "Zoho Assist", "Zoho Assist*" },
	{ "SimpleHelp", "SimpleService*" },
	{ "SimpleHelp", "Remote Access Service" },
	{ "OpenSSH server", "sshd" },
};
const size_t remote_service_count = COUNT(remote_services);

const struct remote_value remote_software_values[] = {
	{ "UltraViewer", "WOW6432Node\\UltraViewer", "PreferID", REMOTE_ID },
	{ "UltraViewer", "WOW6432Node\\UltraViewer", "*Password*", REMOTE_UNATTENDED },
	{ "UltraViewer", "UltraViewer", "PreferID", REMOTE_ID },
	{ "UltraViewer", "UltraViewer", "*Password*", REMOTE_UNATTENDED },
	{ "TeamViewer", "WOW6432Node\\TeamViewer", "ClientID", REMOTE_ID },
	{ "TeamViewer", "WOW6432Node\\TeamViewer", "OwningManagerAccountName", REMOTE_OWNER },
	{ "TeamViewer", "WOW6432Node\\TeamViewer", "PermanentPassword*", REMOTE_UNATTENDED },
	{ "TeamViewer", "WOW6432Node\\TeamViewer", "SecurityPasswordAES", REMOTE_UNATTENDED },
	{ "TeamViewer", "TeamViewer", "ClientID", REMOTE_ID },
	{ "TeamViewer", "TeamViewer", "OwningManagerAccountName", REMOTE_OWNER },
	{ "TeamViewer", "TeamViewer", "PermanentPassword*", REMOTE_UNATTENDED },
	{ "TeamViewer", "TeamViewer", "SecurityPasswordAES", REMOTE_UNATTENDED },
	{ "TightVNC", "TightVNC\\Server", "Password", REMOTE_UNATTENDED },
	{ "TightVNC", "WOW6432Node\\TightVNC\\Server", "Password", REMOTE_UNATTENDED },
	{ "RealVNC", "RealVNC\\vncserver", "Password", REMOTE_UNATTENDED },
	{ "TigerVNC", "TigerVNC\\WinVNC4", "Password", REMOTE_UNATTENDED },
	{ "Radmin Server", "WOW6432Node\\Radmin\\v3.0\\Server\\Parameters\\Radmin Security", "*", REMOTE_UNATTENDED },
	{ "Radmin Server", "Radmin\\v3.0\\Server\\Parameters\\Radmin Security", "*", REMOTE_UNATTENDED },
	{ "LogMeIn", "LogMeIn\\V5", "HostID", REMOTE_ID },
	{ "LogMeIn", "LogMeIn\\V5", "Account", REMOTE_OWNER },
	{ "Remote Utilities", "Usoris\\Remote Utilities\\RManService\\Host\\Parameters", "InternetId", REMOTE_ID },
	{ "Remote Utilities", "WOW6432Node\\Usoris\\Remote Utilities\\RManService\\Host\\Parameters", "InternetId",
		REMOTE_ID },
};
const size_t remote_software_value_count = COUNT(remote_software_values);

const struct remote_value remote_user_values[] = {
	{ "UltraViewer", "Software\\UltraViewer", "PreferID", REMOTE_ID },
	{ "UltraViewer", "Software\\UltraViewer", "*Password*", REMOTE_UNATTENDED },
	{ "UltraViewer", "Software\\VB and VBA Program Settings\\UltraViewer_Desktop", "PreferID", REMOTE_ID },
	{ "TeamViewer", "Software\\TeamViewer", "BuddyLoginName", REMOTE_OWNER },
	{ "TeamViewer", "Software\\TeamViewer", "ClientID", REMOTE_ID },
	{ "TightVNC", "Software\\TightVNC\\Server", "Password", REMOTE_UNATTENDED },
	{ "UltraVNC", "Software\\ORL\\WinVNC3", "Password", REMOTE_UNATTENDED },
};
const size_t remote_user_value_count = COUNT(remote_user_values);

const struct remote_config remote_system_configs[] = {
	{ "AnyDesk", REMOTE_ANYDESK_SYSTEM, "ad.anynet.id", REMOTE_ID },
	{ "AnyDesk", REMOTE_ANYDESK_SERVICE, "ad.anynet.pwd_hash", REMOTE_UNATTENDED },
	{ "ToDesk", REMOTE_TODESK, "clientId", REMOTE_ID },
	{ "ToDesk", REMOTE_TODESK, "User", REMOTE_OWNER },
	{ "ToDesk", REMOTE_TODESK, "authPassEx", REMOTE_UNATTENDED },
	{ "Sunlogin", REMOTE_SUNLOGIN, "fastcode", REMOTE_ID },
	{ "Sunlogin", REMOTE_SUNLOGIN, "encry_pwd", REMOTE_UNATTENDED },
	{ "Sunlogin", REMOTE_SUNLOGIN_DATA, "fastcode", REMOTE_ID },
	{ "Sunlogin", REMOTE_SUNLOGIN_DATA, "encry_pwd", REMOTE_UNATTENDED },
	{ "RustDesk", REMOTE_RUSTDESK_SYSTEM, "id", REMOTE_ID },
	{ "RustDesk", REMOTE_RUSTDESK_SYSTEM, "custom-rendezvous-server", REMOTE_SERVER },
	{ "RustDesk", REMOTE_RUSTDESK_SYSTEM, "password", REMOTE_UNATTENDED },
};
const size_t remote_system_config_count = COUNT(remote_system_configs);

const struct remote_config remote_user_configs[] = {
	{ "AnyDesk", REMOTE_ANYDESK_USER, "ad.anynet.id", REMOTE_ID },
	{ "AnyDesk", REMOTE_ANYDESK_USER, "ad.anynet.pwd_hash", REMOTE_UNATTENDED },
	{ "RustDesk", REMOTE_RUSTDESK_USER, "id", REMOTE_ID },
	{ "RustDesk", REMOTE_RUSTDESK_USER, "custom-rendezvous-server", REMOTE_SERVER },
	{ "RustDesk", REMOTE_RUSTDESK_USER, "password", REMOTE_UNATTENDED },
};
const size_t remote_user_config_count = COUNT(remote_user_configs);
