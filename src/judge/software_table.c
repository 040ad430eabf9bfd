/* Products by name: windows research 7.9 (remote access, after LOLRMM) and 7.12 (activators).
 * Whole words only: "kms" alone would hit Windows' own hkmsvc and every cloud key service. */
#include "judge/software_table.h"

#define REMOTE     CATEGORY_REMOTE_ACCESS
#define ACTIVATOR  CATEGORY_ACTIVATOR
#define MONITORING CATEGORY_MONITORING

const struct product products[] = {
	{ "UltraViewer", REMOTE, { "UltraViewer", "UltraViewer_Service", "UltraViewer_Desktop" },
		{ "UltraViewService", "UltraViewer*" }, false },
	{ "TeamViewer", REMOTE, { "TeamViewer", "TeamViewer_Service" }, { "TeamViewer*" }, false },
	{ "AnyDesk", REMOTE, { "AnyDesk" }, { "AnyDesk*" }, false },
	{ "RustDesk", REMOTE, { "RustDesk" }, { "RustDesk*" }, false },
	{ "Chrome Remote Desktop", REMOTE, { "Chrome Remote Desktop", "remoting_host" }, { "chromoting" }, false },
	{ "Radmin Server", REMOTE, { "Radmin Server", "rserver3" }, { "rserver3", "RServer30" }, false },
	{ "Supremo", REMOTE, { "Supremo", "SupremoService" }, { "SupremoService" }, false },
	{ "ScreenConnect", REMOTE, { "ScreenConnect", "ConnectWise Control" }, { "ScreenConnect Client*" }, false },
	{ "LogMeIn", REMOTE, { "LogMeIn", "LMIGuardianSvc" }, { "LogMeIn", "LMIGuardianSvc", "LMIMaint" }, false },
	{ "GoToAssist", REMOTE, { "GoToAssist", "GoTo Resolve", "GoToMyPC" }, { "GoToAssist*", "GoToMyPC*" }, false },
	{ "ToDesk", REMOTE, { "ToDesk", "ToDesk_Service" }, { "ToDesk_Service", "ToDesk" }, false },
	{ "Sunlogin", REMOTE, { "Sunlogin", "SunloginClient", "AweSun", "向日葵" }, { "SunloginService", "OrayRemoteService",
		"AweSunService" }, false },
	{ "TightVNC", REMOTE, { "TightVNC", "tvnserver" }, { "tvnserver" }, false },
	{ "UltraVNC", REMOTE, { "UltraVNC" }, { "uvnc_service" }, false },
	{ "RealVNC", REMOTE, { "RealVNC Server", "VNC Server", "VNC Connect" }, { "vncserver", "winvnc4" }, false },
	{ "TigerVNC", REMOTE, { "TigerVNC Server", "TigerVNC" }, { "TigerVNC" }, false },
	{ "RDP Wrapper", REMOTE, { "RDP Wrapper", "RDPWrap", "rdpwrap.dll" }, { "RDPWrap" }, false },
	{ "Splashtop", REMOTE, { "Splashtop Streamer", "Splashtop" }, { "SplashtopRemoteService" }, false },
	{ "Ammyy Admin", REMOTE, { "Ammyy", "AmmyyAdmin" }, { "AmmyyAdmin*" }, false },
	{ "DWAgent", REMOTE, { "DWAgent", "DWService" }, { "DWAgent" }, false },
	{ "MeshAgent", REMOTE, { "MeshAgent", "Mesh Agent", "MeshCentral Agent" }, { "Mesh Agent", "MeshAgent" }, false },
	{ "Atera", REMOTE, { "Atera", "AteraAgent" }, { "AteraAgent" }, false },
	{ "Action1", REMOTE, { "Action1", "Action1 Agent" }, { "A1Agent" }, false },
	{ "NetSupport", REMOTE, { "NetSupport Manager", "NetSupport" }, { "Client32" }, false },
	{ "Remote Utilities", REMOTE, { "Remote Utilities - Host", "Remote Utilities Host", "rutserv" }, { "RManService" },
		false },
	{ "LiteManager", REMOTE, { "LiteManager", "ROMServer" }, { "ROMService" }, false },
	{ "AeroAdmin", REMOTE, { "AeroAdmin" }, { "AeroadminService" }, false },
	{ "Getscreen", REMOTE, { "Getscreen", "Getscreen.me" }, { "ElephantService", "Getscreen*" }, false },
	{ "HopToDesk", REMOTE, { "HopToDesk" }, { "HopToDesk" }, false },
	{ "AnyViewer", REMOTE, { "AnyViewer" }, { "RCService", "AnyViewer*" }, false },
	{ "Parsec", REMOTE, { "Parsec" }, { "Parsec" }, false },
	{ "NoMachine", REMOTE, { "NoMachine" }, { "nxservice*" }, false },
	{ "Zoho Assist", REMOTE, { "Zoho Assist", "ZohoURS" }, { "Zoho Assist*" }, false },
	{ "SimpleHelp", REMOTE, { "SimpleHelp", "Remote Access Service (SimpleHelp)" }, { "Remote Access Service" }, false },
	{ "GotoHTTP", REMOTE, { "GotoHTTP" }, { "GotoHTTP*" }, false },
	{ "BeyondTrust Remote Support", REMOTE, { "Bomgar", "BeyondTrust Remote Support" }, { "bomgar-*" }, false },
	{ "DameWare", REMOTE, { "DameWare" }, { "dwmrcs", "DWRCS" }, false },
	{ "NinjaRMM", REMOTE, { "NinjaRMM", "NinjaRMMAgent", "NinjaOne" }, { "NinjaRMMAgent" }, false },
	{ "Kaseya", REMOTE, { "Kaseya Agent", "Kaseya" }, { "KaseyaAgent*", "KAUSRTSK" }, false },
	{ "Tactical RMM", REMOTE, { "Tactical RMM", "tacticalrmm" }, { "tacticalrmm" }, false },
	{ "Syncro", REMOTE, { "Syncro", "SyncroMSP" }, { "Syncro", "SyncroOvermind" }, false },
	{ "Pulseway", REMOTE, { "Pulseway" }, { "PC Monitor", "Pulseway" }, false },
	{ "ISL Online", REMOTE, { "ISL AlwaysOn", "ISL Light" }, { "ISL AlwaysOn*" }, false },
	{ "Iperius Remote", REMOTE, { "Iperius Remote", "IperiusRemote" }, { "IperiusRemoteSvc" }, false },
	{ "RemotePC", REMOTE, { "RemotePC" }, { "RPCService", "RemotePC*" }, false },
	{ "DeskIn", REMOTE, { "DeskIn" }, { "DeskIn*" }, false },
	{ "Tailscale", REMOTE, { "Tailscale" }, { "Tailscale" }, true },
	{ "ZeroTier", REMOTE, { "ZeroTier", "ZeroTier One" }, { "ZeroTierOneService" }, true },
	{ "ngrok", REMOTE, { "ngrok" }, { "ngrok" }, true },
	{ "cloudflared", REMOTE, { "cloudflared" }, { "Cloudflared" }, true },
	{ "frp", REMOTE, { "frpc.exe", "frpc" }, { "frpc" }, true },

	{ "KMSpico", ACTIVATOR, { "KMSpico", "AutoPico", "Service_KMS", "KMSELDI" }, { "Service KMSELDI" }, false },
	{ "KMSAuto", ACTIVATOR, { "KMSAuto", "KMSAuto Net", "KMSAutoS", "KMSAuto++", "KMSSS" }, { "KMSEmulator" }, false },
	{ "AutoKMS", ACTIVATOR, { "AutoKMS", "AutoRearm" }, { NULL }, false },
	{ "KMS-R@1n", ACTIVATOR, { "KMS-R@1n", "KMS-R@1nHook" }, { "KMS-R@1n" }, false },
	{ "HEU KMS Activator", ACTIVATOR, { "HEU_KMS", "HEU KMS", "HEU_KMS_Activator" }, { NULL }, false },
	{ "AAct", ACTIVATOR, { "AAct", "AAct_Tools", "AAct Network", "AAct_x64" }, { NULL }, false },
	{ "KMS_VL_ALL", ACTIVATOR, { "KMS_VL_ALL", "KMS_VL_ALL_AIO" }, { NULL }, false },
	{ "MAS Online KMS", ACTIVATOR,
		{ "Activation-Renewal", "Activation-Run_Once", "Activation_task.cmd", "MAS_AIO", "MAS_AIO.cmd" },
		{ NULL }, false },
	{ "Ohook / TSforge", ACTIVATOR, { "Ohook_Activation", "TSforge", "TSforge_Activation" }, { NULL }, false },
	{ "SppExtComObjHook", ACTIVATOR, { "SppExtComObjHook", "SppExtComObjHook.dll", "SppExtComObjPatcher" }, { NULL },
		false },
	{ "Microsoft Toolkit", ACTIVATOR, { "Microsoft Toolkit", "EZ-Activator" }, { NULL }, false },
	{ "Re-Loader", ACTIVATOR, { "Re-Loader", "ReLoaderByR@1n" }, { NULL }, false },
	{ "Windows Loader", ACTIVATOR, { "Windows Loader", "Windows 7 Loader" }, { NULL }, false },
	{ "RemoveWAT", ACTIVATOR, { "RemoveWAT", "Chew-WGA", "ConsoleAct" }, { NULL }, false },
	{ "KMSOffline", ACTIVATOR, { "KMSOffline", "KMSTools", "Ratiborus", "KMSCleaner" }, { NULL }, false },
	{ "IDM trial reset", ACTIVATOR, { "IDM Trial Reset", "IDM Activation Script", "IDM Crack" }, { NULL }, false },
	{ "crack / keygen", ACTIVATOR, { "keygen", "crack", "cracked" }, { NULL }, true },

	{ "Spyrix", MONITORING, { "Spyrix" }, { "Spyrix*" }, false },
	{ "REFOG", MONITORING, { "REFOG" }, { NULL }, false },
	{ "Ardamax Keylogger", MONITORING, { "Ardamax", "Ardamax Keylogger" }, { NULL }, false },
	{ "KidLogger", MONITORING, { "KidLogger" }, { NULL }, false },
	{ "Revealer Keylogger", MONITORING, { "Revealer Keylogger" }, { NULL }, false },
	{ "Actual Keylogger", MONITORING,
		{ "Actual Keylogger", "Perfect Keylogger", "Elite Keylogger", "Micro Keylogger", "Keylogger" },
		{ NULL }, false },
	{ "Hoverwatch", MONITORING, { "Hoverwatch" }, { NULL }, false },
	{ "Teramind", MONITORING, { "Teramind", "Teramind Agent" }, { "tmagent", "TeramindAgent*" }, false },
	{ "ActivTrak", MONITORING, { "ActivTrak" }, { "ActivTrak*" }, false },
	{ "StaffCop", MONITORING, { "StaffCop" }, { "StaffCop*" }, false },
	{ "Kickidler", MONITORING, { "Kickidler" }, { "Kickidler*" }, false },
	{ "Veriato", MONITORING, { "Veriato", "Spector 360", "eBlaster" }, { NULL }, false },
	{ "SpyAgent", MONITORING, { "SpyAgent", "Realtime-Spy" }, { NULL }, false },
	{ "iMonitor EAM", MONITORING, { "iMonitor EAM", "iMonitorSoft" }, { NULL }, false },
};
const size_t product_count = sizeof products / sizeof *products;

const char *category_word(enum category category)
{
	static const char *const words[] = { NULL, "remote-access", "activator", "monitoring" };
	return words[category];
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool has_word(struct str text, const char *word)
{
	size_t len = str_from_c(word).len;
	for (size_t at = 0; at + len <= text.len;) {
		ptrdiff_t found = str_find_fold(str_from(text, at), str_from_c(word));
		if (found < 0)
			return false;
		at += (size_t)found;
		bool starts = at == 0 || !is_word_byte(text.data[at - 1]);
		bool ends = at + len >= text.len || !is_word_byte(text.data[at + len]);
		if (starts && ends)
			return true;
		at++;
	}
	return false;
}

static bool has_any_word(const struct product *product, struct str text)
{
	for (size_t i = 0; text.len && i < PRODUCT_WORDS && product->words[i]; i++)
		if (has_word(text, product->words[i]))
			return true;
	return false;
}

static bool is_service(const struct product *product, struct str name)
{
	for (size_t i = 0; name.len && i < PRODUCT_WORDS && product->services[i]; i++) {
		struct str wanted = str_from_c(product->services[i]);
		bool open = str_ends(wanted, STR("*"));
		if (open ? str_starts_fold(name, str_sub(wanted, 0, wanted.len - 1)) : str_eq_fold(name, wanted))
			return true;
	}
	return false;
}

const struct product *product_of_software(const struct fact_software *software)
{
	for (size_t i = 0; i < product_count; i++) {
		const struct product *product = &products[i];
		if (has_any_word(product, software->name) || has_any_word(product, software->key))
			return product;
		/* Activators are often unpacked under another name; their folder still tells. */
		if (product->category == ACTIVATOR && has_any_word(product, software->location))
			return product;
	}
	return NULL;
}

const struct product *product_of_autostart(const struct fact_autostart *autostart)
{
	bool service = autostart->kind == AUTOSTART_SERVICE || autostart->kind == AUTOSTART_DRIVER;
	for (size_t i = 0; i < product_count; i++) {
		const struct product *product = &products[i];
		if ((service && is_service(product, autostart->name)) || has_any_word(product, autostart->name) ||
		    has_any_word(product, autostart->command) || has_any_word(product, autostart->library))
			return product;
	}
	return NULL;
}

const struct product *product_of_tool(struct str tool)
{
	for (size_t i = 0; i < product_count; i++)
		if (products[i].category == REMOTE &&
		    (str_eq_fold(tool, str_from_c(products[i].name)) || has_any_word(&products[i], tool)))
			return &products[i];
	return NULL;
}
