/* The table of rules: severity and effect in the columns acceptance, in-use, after-repair; points of the police
 * letter. */
#include "judge/rules.h"

#define C SEVERITY_CRITICAL
#define H SEVERITY_HIGH
#define M SEVERITY_MEDIUM
#define L SEVERITY_LOW
#define I SEVERITY_INFO
#define F EFFECT_FAIL
#define W EFFECT_NOTE
#define N EFFECT_INFO
#define X EFFECT_LIMIT
#define O EFFECT_NONE

#define POINT(n) (1u << ((n) - 1))
#define SYNC     (POINT(1) | POINT(2))
#define ACCOUNT  (POINT(2) | POINT(3))
#define HANDOVER POINT(3)

const struct rule rules[RULE_COUNT] = {
	[RULE_SYN_04] = { "SYN-04", "syn04", { C, C, C }, { F, F, F }, SYNC, true },
	[RULE_SYN_03] = { "SYN-03", "syn03", { C, C, C }, { F, F, F }, SYNC, true },
	[RULE_ACC_01] = { "ACC-01", "acc01", { C, H, C }, { F, F, F }, ACCOUNT, true },
	[RULE_ACC_07] = { "ACC-07", "acc07", { C, C, C }, { F, F, F }, HANDOVER, false },
	[RULE_ACC_09] = { "ACC-09", "acc09", { H, M, C }, { F, W, F }, HANDOVER, false },
	[RULE_DEV_01] = { "DEV-01", "dev01", { C, C, C }, { F, F, F }, ACCOUNT, false },
	[RULE_DEV_02] = { "DEV-02", "dev02", { C, H, C }, { F, W, F }, ACCOUNT, false },
	[RULE_SW_06] = { "SW-06", "sw06", { C, C, C }, { F, F, F }, HANDOVER, false },
	[RULE_SYN_02] = { "SYN-02", "syn02", { H, M, H }, { F, W, F }, SYNC, true },
	[RULE_SYN_01] = { "SYN-01", "syn01", { H, M, H }, { F, W, F }, SYNC, true },
	[RULE_SYN_07] = { "SYN-07", "syn07", { C, H, C }, { F, F, F }, SYNC, true },
	[RULE_SYN_06] = { "SYN-06", "syn06", { H, M, H }, { F, W, F }, SYNC, true },
	[RULE_OFF_01] = { "OFF-01", "off01", { H, M, H }, { F, W, F }, ACCOUNT, true },
	[RULE_ACC_02] = { "ACC-02", "acc02", { H, M, H }, { F, W, F }, ACCOUNT, true },
	[RULE_ACC_04] = { "ACC-04", "acc04", { H, M, H }, { F, W, F }, HANDOVER, false },
	[RULE_ACC_05] = { "ACC-05", "acc05", { H, H, H }, { F, F, F }, HANDOVER, false },
	[RULE_DEV_04] = { "DEV-04", "dev04", { H, M, H }, { F, W, F }, ACCOUNT, false },
	[RULE_SYN_05] = { "SYN-05", "syn05", { C, M, H }, { F, W, W }, POINT(1), false },
	[RULE_SYN_10] = { "SYN-10", "syn10", { H, I, M }, { F, N, W }, POINT(1), false },
	[RULE_RMT_01] = { "RMT-01", "rmt01", { H, M, H }, { F, W, F }, HANDOVER, false },
	[RULE_RMT_02] = { "RMT-02", "rmt02", { H, M, H }, { F, W, F }, HANDOVER, false },
	[RULE_SW_01] = { "SW-01", "sw01", { H, H, H }, { F, F, F }, HANDOVER, false },
	[RULE_SW_04] = { "SW-04", "sw04", { H, H, H }, { F, W, F }, HANDOVER, false },
	[RULE_DAT_01] = { "DAT-01", "dat01", { H, I, M }, { F, O, W }, HANDOVER, false },
	[RULE_DAT_02] = { "DAT-02", "dat02", { H, L, M }, { F, N, W }, HANDOVER, false },
	[RULE_ENC_01] = { "ENC-01", "enc01", { H, M, H }, { F, W, W }, HANDOVER, true },
	[RULE_ENC_02] = { "ENC-02", "enc02", { M, M, M }, { X, X, X }, HANDOVER, false },
	[RULE_ENC_03] = { "ENC-03", "enc03", { M, I, I }, { W, N, N }, HANDOVER, false },
	[RULE_SYN_09] = { "SYN-09", "syn09", { H, M, H }, { W, W, W }, SYNC, true },
	[RULE_ACC_03] = { "ACC-03", "acc03", { M, L, M }, { W, N, W }, ACCOUNT, true },
	[RULE_ACC_06] = { "ACC-06", "acc06", { M, M, M }, { W, W, W }, HANDOVER, false },
	[RULE_SW_02] = { "SW-02", "sw02", { M, L, M }, { W, W, W }, HANDOVER, false },
	[RULE_SW_03] = { "SW-03", "sw03", { L, I, L }, { W, N, W }, HANDOVER, false },
};

static const char *const not_fed_yet[] =
	{ "ACC-08", "DEV-03", "SYN-08", "SYN-11", "SW-05", "SEC-01", "SEC-02", "SEC-03", "SEC-04",
	"SEC-05", "SEC-06", "DAT-03", "HW-01", "HW-02", "HW-03", "CLN-01" };

bool rule_exists(struct str id)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (str_eq_fold(id, str_from_c(rules[i].id)))
			return true;
	for (size_t i = 0; i < sizeof not_fed_yet / sizeof *not_fed_yet; i++)
		if (str_eq_fold(id, str_from_c(not_fed_yet[i])))
			return true;
	return false;
}

bool rule_applies(const struct judgement *judgement, enum rule_id rule)
{
	return rules[rule].effect[judgement->column] != EFFECT_NONE;
}
