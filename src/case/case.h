/* The case: facts joined into people, accounts, profiles. One row per real account; every row says where it was read.
 * Everything lives in the case's arena. Built by the conductor from facts, judged by judge/, shown by report/. */
#ifndef SOATMAY_CASE_CASE_H
#define SOATMAY_CASE_CASE_H

#include "base/array.h"
#include "model/coverage.h"
#include "model/evidence.h"
#include "model/fact.h"
#include "model/finding.h"
#include "model/hardware.h"
#include "model/source.h"
#include "model/subject.h"

typedef ARRAY_OF(struct origin) origin_list;

/* A member of Administrators that stands for people we cannot name: a group of a domain. */
struct case_foreign_group { struct str sid; origin_list evidence; };

struct case_system {
	uint32_t subject;
	uint32_t source, volume;
	struct str path;                 /* "" or Windows.old; with the Windows folder when that has another name: WINNT */
	bool previous;
	struct str product, edition, display_version, build, computer_name, owner, organisation, time_zone, setup_state,
		machine_sid, machine_guid, manufacturer, model, oem, domain;
	int64_t installed, last_shutdown;
	origin_list evidence;
	ARRAY_OF(struct case_foreign_group) administrator_groups;
};

struct case_user {
	uint32_t system;
	struct fact_user sam;            /* zeroed when not in SAM (sid set) */
	bool in_sam;
	struct str sid;
	bool administrator;              /* effective rights: group 544 or the F value's RID */
	bool administrator_known;
	bool hidden;                     /* SpecialAccounts\UserList = 0 */
	struct str profile_path;         /* Users\vanphong; "" = none */
	uint32_t profile_subject;        /* subject id of the profile folder; 0 = none on the disk */
	bool orphan;                     /* profile folder or ProfileList row without SAM user */
	struct str microsoft_account;    /* address or "" */
	origin_list evidence, administrator_evidence, hidden_evidence;
};

struct case_trace { /* one fact_account with its owner, kept under its account */
	struct fact_account fact;
	uint32_t system, user_subject, browser_subject;
	struct str user_sid;
	bool previous;                   /* Windows.old, Snapshots, deleted profile */
	struct origin origin;
};

enum ownership { OWNERSHIP_FOREIGN, OWNERSHIP_OWN, OWNERSHIP_ALLOWED };

struct case_account {
	uint32_t id;                     /* from 1 */
	enum provider provider;
	struct str address, display_name, organisation;
	struct str cid, puid, oid, tenant, gaia;
	enum account_state state;        /* linked if any current trace is */
	enum ownership ownership;        /* set by judge */
	uint32_t services;               /* bit = enum service, of linked traces; of all when trace */
	ARRAY_OF(struct str) user_sids;
	int64_t first_seen, last_seen;
	ARRAY_OF(struct case_trace) traces;
};

enum browser_state { /* S0..S5, SX of reference browser-artifacts 2 */
	BROWSER_STATE_NONE, BROWSER_STATE_FORMERLY_SIGNED_IN, BROWSER_STATE_FORMERLY_SYNCED, BROWSER_STATE_SIGNED_IN,
	BROWSER_STATE_SYNC_ON,
	BROWSER_STATE_PASSWORDS_SYNCED, BROWSER_STATE_UNKNOWN, BROWSER_STATE_COUNT
};
enum proof { PROOF_NONE, PROOF_A, PROOF_A2 /* A' */, PROOF_B, PROOF_C, PROOF_D, PROOF_COUNT };

struct case_login {
	struct fact_saved_login login;
	struct str host;                 /* normalised: lower case, no port */
	bool official;                   /* set by judge */
	struct origin origin;
};

struct case_browser_profile {
	uint32_t subject, system, user_subject;
	struct str user_sid;
	enum browser browser;
	struct str path, display_name;
	bool previous;
	enum browser_state state;
	enum proof proof;
	uint32_t account;                /* id in accounts; 0 = none */
	struct fact_browser_account who; /* merged; zeroed when nothing was stated */
	int64_t last_sync;
	uint64_t logins_total, logins_official /* set by judge */, logins_never_save, logins_deleted_estimate, logins_synced;
	bool deleted_known, logins_read;
	int64_t first_login, last_login;
	ARRAY_OF(struct case_login) logins; /* password rows only */
	origin_list evidence;            /* of the account and of the store */
};

struct product; /* judge/software_table.h: a known product, set by judge; NULL = none */
struct case_software {
	uint32_t system, user_subject;
	struct str user_sid;
	struct fact_software fact;
	const char *category;
	const struct product *product;
	struct origin origin;
};
struct case_autostart {
	uint32_t system, user_subject;
	struct str user_sid;
	struct fact_autostart fact;
	const struct product *product;
	struct origin origin;
};
struct case_remote { uint32_t system, user_subject; struct fact_remote_access fact; struct origin origin; };
struct case_setting { uint32_t system, user_subject; struct str user_sid; struct fact_setting fact;
	struct origin origin; };

struct case_file {
	struct arena *arena;
	int64_t started, finished;
	ARRAY_OF(struct source_info) sources;
	ARRAY_OF(struct volume_info) volumes;
	ARRAY_OF(struct subject) subjects;
	ARRAY_OF(struct case_system) systems;
	ARRAY_OF(struct case_user) users;
	ARRAY_OF(struct case_account) accounts;
	ARRAY_OF(struct case_browser_profile) browser_profiles;
	ARRAY_OF(struct case_software) software;
	ARRAY_OF(struct case_autostart) autostart;
	ARRAY_OF(struct case_remote) remote_access;
	ARRAY_OF(struct case_setting) settings;
	ARRAY_OF(struct coverage) coverage;
	ARRAY_OF(struct evidence) evidence;
	const struct hardware_info *hardware; /* of the PC itself, on the booted stick only; else NULL */
	/* filled by judge/ */
	ARRAY_OF(struct finding) findings;
	enum verdict verdict;
};

/* Facts as they came in, in order; the input of case_build. */
struct fact_list { struct fact *items; size_t count; };

/* Joins `facts` into the rows; sources, volumes, subjects, coverage and evidence are already in `file`. Reads no
 * clock. */
void case_build(struct case_file *file, const struct fact_list *facts);

const struct subject *case_subject(const struct case_file *file, uint32_t id); /* NULL when unknown */
const struct case_user *case_user_by_sid(const struct case_file *file, uint32_t system, struct str sid);
/* The user of a profile folder; NULL when nobody is known. */
const struct case_user *case_user_by_profile(const struct case_file *file, uint32_t profile_subject);

extern const struct words browser_state_words, proof_words, ownership_words;

#endif
