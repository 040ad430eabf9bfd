/* The rules table and what a rule function has in its hands. Severity and effect per mode as in the users research
 * 3.2. */
#ifndef SOATMAY_JUDGE_RULES_H
#define SOATMAY_JUDGE_RULES_H

#include "case/case.h"
#include "judge/policy.h"

enum column { COLUMN_ACCEPTANCE, COLUMN_IN_USE, COLUMN_AFTER_REPAIR, COLUMN_COUNT };
#define EFFECT_NONE ((enum effect)-1) /* "–": the rule does not apply in this mode */

struct judgement;

/* In the order of the table: the report lists equal severities in this order. */
enum rule_id {
	RULE_SYN_04, RULE_SYN_03, RULE_ACC_01, RULE_ACC_07, RULE_ACC_09, RULE_DEV_01, RULE_DEV_02, RULE_SW_06, RULE_SYN_02,
	RULE_SYN_01,
	RULE_SYN_07, RULE_SYN_06, RULE_OFF_01, RULE_ACC_02, RULE_ACC_04, RULE_ACC_05, RULE_DEV_04, RULE_SYN_05, RULE_SYN_10,
	RULE_RMT_01,
	RULE_RMT_02, RULE_SW_01, RULE_SW_04, RULE_DAT_01, RULE_DAT_02, RULE_ENC_01, RULE_ENC_02, RULE_ENC_03, RULE_SYN_09,
	RULE_ACC_03,
	RULE_ACC_06, RULE_SW_02, RULE_SW_03, RULE_COUNT
};

struct rule {
	const char *id, *message;
	enum severity severity[COLUMN_COUNT];
	enum effect effect[COLUMN_COUNT];
	unsigned letter_points;
	bool of_account; /* whose account it is decides (mode in-use) */
};

struct judgement {
	struct case_file *file;
	const struct policy *policy;
	enum mode mode;
	enum column column;
	struct arena *arena;
};

extern const struct rule rules[RULE_COUNT];
/* True for every rule of the plan, also those that no fact feeds yet: a configuration may name them. */
bool rule_exists(struct str id);
/* False when the rule does not apply in this mode. */
bool rule_applies(const struct judgement *judgement, enum rule_id rule);

/* A new finding with severity and effect of the mode and the office's overrides; CONFIDENCE_CERTAIN. Valid until the
 * next one. */
struct finding *finding_new(struct judgement *judgement, enum rule_id rule, uint32_t system);
void finding_text(struct judgement *judgement, struct finding *finding, const char *name, struct str text);
void finding_count(struct judgement *judgement, struct finding *finding, const char *name, uint64_t count);
void finding_time(struct judgement *judgement, struct finding *finding, const char *name, int64_t time);
void finding_evidence(struct judgement *judgement, struct finding *finding, const struct origin *origin);
void finding_evidences(struct judgement *judgement, struct finding *finding, const origin_list *origins);
/* The account, its {acc} argument, and whose it is (mode in-use). */
void finding_account(struct judgement *judgement, struct finding *finding, const struct case_account *account);
/* {host} and {model} of the installation. */
void finding_machine(struct judgement *judgement, struct finding *finding);
/* Lowers the effect, unless the office set it. */
void finding_at_most(struct judgement *judgement, struct finding *finding, enum effect effect);
/* Sets the effect, unless the office set it. */
void finding_effect(struct judgement *judgement, struct finding *finding, enum effect effect);
/* rule|system|parts: what makes it the same finding next time. */
void finding_identity(struct judgement *judgement, struct finding *finding, struct str a, struct str b);

const struct case_system *judge_system(const struct case_file *file, uint32_t subject);
const struct case_account *judge_account(const struct case_file *file, uint32_t id); /* NULL when 0 or unknown */
/* The last --owner answer to any address of the account. */
enum owner_answer_kind { ANSWER_NONE, ANSWER_OWN, ANSWER_OTHER };
enum owner_answer_kind owner_answer_of(const struct policy *policy, const struct case_account *account);
/* What an account is called in an identity: lower-case address, else CID, object id, gaia id, tenant, organisation. */
struct str account_key(const struct judgement *judgement, const struct case_account *account);
/* Name for people: SAM name, else the folder's. */
struct str user_label(const struct case_user *user);
struct str user_label_of(const struct case_file *file, uint32_t system, struct str sid, uint32_t profile_subject);
bool is_setup_user(struct str name); /* defaultuser0 and the like */
/* Linked now, by this role, not in the past. */
bool trace_is(const struct case_trace *trace, enum account_role role);

void judge_users(struct judgement *judgement);
void judge_accounts(struct judgement *judgement);
void judge_devices(struct judgement *judgement);
void judge_browsers(struct judgement *judgement);
void judge_cloud(struct judgement *judgement);
void judge_remote(struct judgement *judgement);
void judge_software(struct judgement *judgement);
void judge_autostart(struct judgement *judgement);
void judge_disk(struct judgement *judgement);
void judge_encryption(struct judgement *judgement);
void judge_leftovers(struct judgement *judgement); /* last: only accounts that no other finding names */

#endif
