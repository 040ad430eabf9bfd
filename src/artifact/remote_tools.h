/* Remote-access tools as data: names of services, files and ids. Used by windows_remote_access.c and by its user-level
 * twin.
 * Sources: LOLRMM, KapeFiles, vendors' documentation; see docs/artifacts.md. */
#ifndef SOATMAY_ARTIFACT_REMOTE_TOOLS_H
#define SOATMAY_ARTIFACT_REMOTE_TOOLS_H

#include <stddef.h>

/* What a value says about the tool. */
enum remote_field { REMOTE_ID, REMOTE_OWNER, REMOTE_SERVER,
	REMOTE_UNATTENDED /* is there and not empty; never its content */ };

struct remote_service { const char *tool, *name; /* glob over service key names */ };
struct remote_file    { const char *tool, *glob; };
struct remote_value   { const char *tool, *key, *name; /* name: glob over value names */ enum remote_field field; };
struct remote_config  { const char *tool, *glob, *key; enum remote_field field; };

extern const struct remote_service remote_services[];
extern const size_t remote_service_count;
extern const struct remote_value remote_software_values[], remote_user_values[];
extern const size_t remote_software_value_count, remote_user_value_count;
extern const struct remote_config remote_system_configs[], remote_user_configs[];
extern const size_t remote_system_config_count, remote_user_config_count;

/* Program files, machine-wide: X(tool, glob). Lists as macros, because the same globs are wants and table rows. */
#define REMOTE_SYSTEM_FILES(X)                                                        \
	X("UltraViewer", "Program Files*\\UltraViewer\\UltraViewer_*.exe")            \
	X("TeamViewer", "Program Files*\\TeamViewer\\TeamViewer*.exe")                \
	X("AnyDesk", "Program Files*\\AnyDesk*\\AnyDesk*.exe")                        \
	X("RustDesk", "Program Files*\\RustDesk\\RustDesk.exe")                       \
	X("Chrome Remote Desktop", "Program Files*\\Google\\Chrome Remote Desktop\\*\\remoting_host.exe") \
	X("Radmin Server", "Windows\\System32\\rserver30\\rserver3.exe")              \
	X("Radmin Server", "Windows\\SysWOW64\\rserver30\\rserver3.exe")              \
	X("ScreenConnect", "Program Files*\\ScreenConnect Client (*)\\ScreenConnect.*.exe") \
	X("ToDesk", "Program Files*\\ToDesk\\ToDesk*.exe")                            \
	X("Sunlogin", "Program Files*\\Oray\\SunLogin\\SunloginClient\\SunloginClient.exe") \
	X("TightVNC", "Program Files*\\TightVNC\\tvnserver.exe")                      \
	X("RealVNC", "Program Files*\\RealVNC\\*\\vncserver*.exe")                    \
	X("UltraVNC", "Program Files*\\uvnc bvba\\UltraVNC\\winvnc.exe")              \
	X("TigerVNC", "Program Files*\\TigerVNC*\\winvnc4.exe")                       \
	X("LogMeIn", "Program Files*\\LogMeIn\\*\\LogMeIn*.exe")                      \
	X("Supremo", "Program Files*\\Supremo\\Supremo*.exe")                         \
	X("Splashtop", "Program Files*\\Splashtop\\Splashtop Remote\\Server\\SRServer.exe") \
	X("Ammyy Admin", "ProgramData\\AMMYY\\*")                                     \
	X("Remote Utilities", "Program Files*\\Remote Utilities*\\rutserv.exe")       \
	X("DWAgent", "Program Files*\\DWAgent\\native\\dwag*.exe")                    \
	X("MeshAgent", "Program Files*\\Mesh Agent\\MeshAgent.exe")                   \
	X("RDP Wrapper", "Program Files*\\RDP Wrapper\\rdpwrap.dll")

/* Portable copies and per-user installations. */
#define REMOTE_USER_FILES(X)                                                          \
	X("UltraViewer", "AppData\\Roaming\\UltraViewer\\*")                          \
	X("UltraViewer", "Downloads\\UltraViewer*.exe")                               \
	X("UltraViewer", "Desktop\\UltraViewer*.exe")                                 \
	X("TeamViewer", "Downloads\\TeamViewer*.exe")                                 \
	X("TeamViewer", "Desktop\\TeamViewer*.exe")                                   \
	X("AnyDesk", "Downloads\\AnyDesk*.exe")                                       \
	X("AnyDesk", "Desktop\\AnyDesk*.exe")                                         \
	X("RustDesk", "AppData\\Local\\rustdesk\\rustdesk.exe")                       \
	X("RustDesk", "Downloads\\rustdesk*.exe")                                     \
	X("RustDesk", "Desktop\\rustdesk*.exe")                                       \
	X("Supremo", "Downloads\\Supremo*.exe")                                       \
	X("Supremo", "Desktop\\Supremo*.exe")                                         \
	X("Ammyy Admin", "Downloads\\AA_v3*.exe")                                     \
	X("Ammyy Admin", "Desktop\\AA_v3*.exe")                                       \
	X("ToDesk", "Downloads\\ToDesk*.exe")                                         \
	X("AeroAdmin", "Downloads\\AeroAdmin*.exe")                                   \
	X("AeroAdmin", "Desktop\\AeroAdmin*.exe")

/* Small configuration files. */
#define REMOTE_ANYDESK_SYSTEM  "ProgramData\\AnyDesk\\system.conf"
#define REMOTE_ANYDESK_SERVICE "ProgramData\\AnyDesk\\service.conf"
#define REMOTE_TODESK          "Program Files*\\ToDesk\\config.ini"
#define REMOTE_SUNLOGIN        "Program Files*\\Oray\\SunLogin\\SunloginClient\\config.ini"
#define REMOTE_SUNLOGIN_DATA   "ProgramData\\Oray\\SunloginClient\\config.ini"
#define REMOTE_LOCAL_SERVICE   "Windows\\ServiceProfiles\\LocalService\\AppData\\Roaming\\"
#define REMOTE_RUSTDESK_SYSTEM REMOTE_LOCAL_SERVICE "RustDesk\\config\\RustDesk*.toml"
#define REMOTE_CHROME_HOST     "ProgramData\\Google\\Chrome Remote Desktop\\host*.json"
#define REMOTE_ANYDESK_USER    "AppData\\Roaming\\AnyDesk\\*.conf"
#define REMOTE_RUSTDESK_USER   "AppData\\Roaming\\RustDesk\\config\\RustDesk*.toml"

#endif
