/* Facts: what artifacts state. Plain structs with field tables; no judgement, no secret.
 * There is no member that could hold a password, ciphertext, token, cookie value or security answer: only "present". */
#ifndef SOATMAY_MODEL_FACT_H
#define SOATMAY_MODEL_FACT_H

#include "model/origin.h"
#include "model/record.h"
#include "model/subject.h"

enum fact_kind {
	FACT_MACHINE, FACT_USER, FACT_MEMBER, FACT_PROFILE, FACT_ACCOUNT, FACT_BROWSER_ACCOUNT, FACT_LOGIN_STORE,
	FACT_SAVED_LOGIN,
	FACT_SOFTWARE, FACT_AUTOSTART, FACT_REMOTE_ACCESS, FACT_SETTING, FACT_KIND_COUNT
};

/* ---- one property of the Windows installation ---- */
enum machine_property {
	MACHINE_NONE, MACHINE_PRODUCT, MACHINE_EDITION, MACHINE_DISPLAY_VERSION /* 24H2 */, MACHINE_BUILD /* 26100.2314 */,
	MACHINE_INSTALLED,
	MACHINE_COMPUTER_NAME, MACHINE_OWNER, MACHINE_ORGANISATION, MACHINE_TIME_ZONE, MACHINE_LAST_SHUTDOWN,
	MACHINE_SETUP_STATE /* oobe | audit | complete */, MACHINE_SID, MACHINE_GUID, MACHINE_MANUFACTURER, MACHINE_MODEL,
	MACHINE_OEM /* OEMInformation Manufacturer */, MACHINE_CONTROL_SET, MACHINE_PROPERTY_COUNT
};
struct fact_machine {
	enum machine_property property;
	struct str text;
	int64_t time; /* MACHINE_INSTALLED, MACHINE_LAST_SHUTDOWN */
};

/* ---- a local user of the SAM ---- */
enum password_state { PASSWORD_UNKNOWN, PASSWORD_SET, PASSWORD_BLANK };
struct fact_user {
	struct str sid;           /* S-1-5-21-...-RID when the machine SID is known */
	uint32_t rid;             /* of the key */
	uint32_t effective_rid;   /* of the F value; differs after a RID hijack */
	struct str name, full_name, comment;
	bool enabled;
	enum password_state password;
	int64_t last_logon, password_set, created;
	uint32_t logon_count;
	bool password_hint, security_questions; /* present */
};

/* ---- a member of a local group ---- */
struct fact_member {
	uint32_t group_rid;       /* 544 Administrators, 555 Remote Desktop Users */
	struct str group_name, sid;
};

/* ---- a profile of ProfileList ---- */
struct fact_profile {
	struct str sid;           /* key name without .bak */
	struct str path;          /* as from the volume's root: Users\vanphong; drive or %SystemDrive% removed */
	bool backup;              /* key name ends in .bak */
	struct str drive;         /* "D" when it lies on another drive than Windows itself; "" = on the same */
	struct str partition;     /* of that drive, as volume_info.partition; "" = MountedDevices does not say */
	int64_t loaded;
};

/* ---- an account of a provider, as one trace shows it ---- */
enum provider {
	PROVIDER_UNKNOWN, PROVIDER_MICROSOFT, PROVIDER_ENTRA, PROVIDER_AD, PROVIDER_GOOGLE, PROVIDER_MOZILLA, PROVIDER_APPLE,
	PROVIDER_COCCOC, PROVIDER_OTHER, PROVIDER_COUNT
};
enum account_state { ACCOUNT_TRACE, ACCOUNT_LINKED };
enum service {
	SERVICE_NONE, SERVICE_WINDOWS, SERVICE_ONEDRIVE, SERVICE_OFFICE, SERVICE_OUTLOOK, SERVICE_EDGE, SERVICE_CHROME,
	SERVICE_COCCOC,
	SERVICE_BRAVE, SERVICE_OPERA, SERVICE_VIVALDI, SERVICE_OTHER_BROWSER, SERVICE_FIREFOX, SERVICE_THUNDERBIRD,
	SERVICE_MDM,
	SERVICE_DIRECTORY, SERVICE_OTHER, SERVICE_COUNT
};
enum account_role { /* which kind of trace; rules tell them apart */
	ROLE_NONE,
	ROLE_SIGN_IN,        /* SAM Internet*: signs in to Windows */
	ROLE_APP_ACCOUNT,    /* IdentityCRL\UserExtendedProperties */
	ROLE_STORED_IDENTITY,/* IdentityCRL\StoredIdentities */
	ROLE_TOKEN_BROKER,   /* TokenBroker\DefaultAccount, AAD\Storage */
	ROLE_LOGON_CACHE,    /* IdentityStore\LogonCache */
	ROLE_IDENTITY_CACHE, /* IdentityStore\Cache */
	ROLE_LAST_LOGON,     /* LogonUI */
	ROLE_AUTOLOGON,      /* Winlogon DefaultUserName */
	ROLE_DEVICE_JOIN,    /* CloudDomainJoin */
	ROLE_WORKPLACE_JOIN, ROLE_ENROLLMENT, ROLE_DOMAIN_JOIN, ROLE_ONEDRIVE, ROLE_OFFICE, ROLE_OFFICE_LICENCE, ROLE_OUTLOOK,
	ROLE_BROWSER,        /* signed in or syncing */
	ROLE_FORMER_BROWSER, ROLE_COUNT
};
struct fact_account {
	enum provider provider;
	enum account_state state;
	enum service service;
	enum account_role role;
	struct str address;       /* e-mail or UPN as written; may be empty when an id is known */
	struct str display_name;
	struct str organisation;  /* tenant or domain name */
	struct str cid, puid, oid, tenant, gaia;
	struct str user_sid;      /* when the trace itself names the local user */
	struct str folder;        /* OneDrive: local root; Known Folder Move in `known_folders` */
	uint32_t known_folders;   /* KfmFoldersProtectedNow */
	bool saved_password;      /* Outlook: a password is stored; nothing more */
	int64_t first_seen, last_seen;
};

/* ---- a browser profile: who is signed in, what is synced ---- */
struct fact_browser_account {
	struct str profile_name;       /* the label people see */
	struct str address, display_name, cid, oid, tenant, gaia, puid;
	enum provider provider;
	bool signed_in;                /* an account is present now */
	bool formerly_signed_in;       /* last_signed_in_username and the like */
	bool formerly_syncing;         /* last_username, last_gaia_id */
	/* passwords_active: data_type_status */
	bool sync_consented, sync_set_up, sync_paused, passwords_selected, passwords_active;
	bool implicit;                 /* Edge signed in by itself with the Windows account */
	bool custom_passphrase;
	bool listed;                   /* in Local State; false = folder without entry: removed or damaged */
	struct str former_address;
	struct str cache_guid;
	int64_t created, last_used, last_sync, signed_out;
};

/* ---- one store of saved logins ---- */
enum login_store { STORE_PROFILE, STORE_ACCOUNT, STORE_FIREFOX };
struct fact_login_store {
	enum login_store store;
	uint64_t total;                /* rows with a stored password */
	uint64_t never_save, federated;
	uint64_t deleted_estimate;
	bool deleted_known;            /* false = deleted_estimate says nothing */
	uint64_t synced;               /* Chromium: rows of sync_entities_metadata that join logins; Firefox: everSynced */
	uint32_t initial_sync_state;   /* DataTypeState: 3 = done; legacy initial_sync_done counts as 3 */
	bool sync_model;               /* sync_model_metadata row 1 exists and parses */
	struct str sync_owner;         /* DataTypeState field 6: account id that owns the uploaded passwords */
	bool sync_ghost;               /* metadata tables empty, sqlite_sequence >= 1, AUTOINCREMENT */
	bool encrypted_names;          /* Firefox: user names cannot be read */
	int64_t first_created, last_created, last_used;
};

/* ---- one saved login ---- */
enum login_kind { LOGIN_PASSWORD, LOGIN_NEVER_SAVE, LOGIN_FEDERATED };
struct fact_saved_login {
	enum login_kind kind;
	enum login_store store;
	struct str origin, realm, username; /* username empty when not readable */
	bool synced;
	int64_t created, last_used, password_changed;
	uint64_t times_used;
};

/* ---- software ---- */
enum software_scope { SOFTWARE_MACHINE, SOFTWARE_MACHINE32, SOFTWARE_USER };
enum software_kind { SOFTWARE_PROGRAM, SOFTWARE_STORE_APP, SOFTWARE_PORTABLE };
struct fact_software {
	struct str key;                /* uninstall key name */
	struct str name, version, publisher, location, source, uninstall;
	enum software_scope scope;
	enum software_kind kind;
	bool hidden;                   /* SystemComponent, update or child of another entry */
	int64_t installed;             /* InstallDate; TIME_UNKNOWN when it is no date */
};

/* ---- what starts by itself ---- */
enum autostart_kind {
	AUTOSTART_RUN, AUTOSTART_SERVICE, AUTOSTART_DRIVER, AUTOSTART_TASK, AUTOSTART_FOLDER, AUTOSTART_WINLOGON,
	AUTOSTART_WMI,
	AUTOSTART_IFEO, AUTOSTART_COUNT
};
struct fact_autostart {
	enum autostart_kind kind;
	struct str name, display_name, command, library /* ServiceDll */, account;
	uint32_t start;                /* services: Start value (0 boot, 1 system, 2 auto, 3 demand, 4 disabled) */
	bool enabled;                  /* starts without anybody asking */
};

/* ---- a remote-access tool ---- */
struct fact_remote_access {
	struct str tool;               /* "UltraViewer" */
	struct str machine_id;         /* the id by which it is reached */
	struct str owner;              /* account that owns or manages it */
	struct str server;             /* relay or rendezvous host of its own */
	bool unattended;               /* a fixed password or permanent access is set up: present, never the value */
	bool program;                  /* program files are there now; false = traces only */
	struct str path;
};

/* ---- single settings that rules ask for ---- */
enum setting {
	SETTING_NONE,
	SETTING_AUTOLOGON,             /* text = user; number 1 = a password is stored in the registry */
	SETTING_HIDDEN_USER,           /* text = user name, number = value (0 = hidden) */
	SETTING_SYNC_GROUP,            /* SettingSync\Groups\<text> Enabled = number */
	SETTING_SYNC_UPLOAD,           /* SettingSync LastBackgroundUpload: time */
	SETTING_SYNC_POLICY,           /* Policies\...\SettingSync <text> = number */
	SETTING_WINDOWS_BACKUP,        /* AppListBackup IsBackupEnabledAndMSAAttached */
	SETTING_RDP_ALLOWED,           /* number 1 = fDenyTSConnections is 0 */
	SETTING_EXPLICIT_LOCAL,        /* AccountState ExplicitLocal */
	SETTING_MSA_BLANKED,           /* SAM: Internet* values zeroed by an offline tool; text = user name */
	SETTING_ENVIRONMENT_ONEDRIVE,  /* Environment OneDrive*: text = folder */
	SETTING_BROWSER_POLICY,        /* text = Edge\ForceSync and the like, number = value */
	SETTING_DELETED_PROFILE,       /* text = folder of a profile whose hive was deleted; time = of the hive */
	SETTING_COUNT
};
struct fact_setting {
	enum setting setting;
	struct str text;
	uint64_t number;
	int64_t time;
};

/* ---- any fact, with who stated it about what ---- */
struct fact {
	enum fact_kind kind;
	uint32_t subject;      /* subject id */
	struct str artifact;   /* artifact id */
	struct origin origin;
	union {
		struct fact_machine machine;
		struct fact_user user;
		struct fact_member member;
		struct fact_profile profile;
		struct fact_account account;
		struct fact_browser_account browser_account;
		struct fact_login_store login_store;
		struct fact_saved_login saved_login;
		struct fact_software software;
		struct fact_autostart autostart;
		struct fact_remote_access remote_access;
		struct fact_setting setting;
	};
};

extern const struct words machine_property_words, password_words, provider_words, account_state_words, service_words,
account_role_words,
	login_store_words, login_kind_words, software_scope_words, software_kind_words, autostart_words, setting_words,
	fact_kind_words,
	origin_kind_words;
/* by enum fact_kind; each describes the member of the union */
extern const struct record_type *const fact_types[FACT_KIND_COUNT];
extern const struct record_type origin_type;

/* Sets every int64_t time of `record` to TIME_UNKNOWN: call before filling a zeroed record. */
void record_times_unknown(const struct record_type *type, void *record);

#endif
