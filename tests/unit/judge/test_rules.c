/* Every rule: it fires where it must and stays silent on its listed false positives; owner answers, overrides, merging, verdict, order. */
#include <string.h>

#include "case/case_fixture.h"
#include "judge/judge.h"
#include "judge/rules.h"
#include "judge/software_table.h"
#include "support.h"

#define FOREIGN "tinhoc@hopthu.example"
#define OWN     "canbo@suoimay.example"

static struct fixture fixture;
static struct policy policy;

/* A clean machine: one enabled administrator of the office, everything read. */
static void start(void)
{
	fixture_start(&fixture);
	policy_default(&policy);
	*array_push(&fixture.arena, &policy.administrators) = STR("quantri");
	*array_push(&fixture.arena, &policy.allowed_accounts) = STR("*@suoimay.example");
	*array_push(&fixture.arena, &policy.official_domains) = STR("suoimay.example");
	add_user(&fixture, 1, 500, "Administrator")->enabled = false;
	add_user(&fixture, 1, 1000, "quantri");
	add_user(&fixture, 1, 1001, "vanphong");
	add_member(&fixture, MACHINE "-500");
	add_member(&fixture, MACHINE "-1000");
	add_profile_of(&fixture, 1, MACHINE "-1001", "Users\\vanphong");
	add_machine(&fixture, MACHINE_COMPUTER_NAME, "VANPHONG-07");
	add_machine(&fixture, MACHINE_MODEL, "Vidutech Office V15");
	add_machine(&fixture, MACHINE_EDITION, "Professional");
	*array_push(&fixture.arena, &fixture.file.evidence) =
		(struct evidence){ .id = 1, .subject = 2, .path = STR("Users\\vanphong\\NTUSER.DAT") };
}

static void judge(enum mode mode)
{
	fixture_build(&fixture);
	judge_case(&fixture.file, &policy, mode);
}

static const struct finding *find(const char *rule)
{
	for (size_t i = 0; i < fixture.file.findings.count; i++)
		if (strcmp(fixture.file.findings.items[i].rule, rule) == 0)
			return &fixture.file.findings.items[i];
	return NULL;
}

/* The rules that fired, in order: "SYN-04 ACC-01". */
static struct str fired(void)
{
	struct str text = { 0 };
	for (size_t i = 0; i < fixture.file.findings.count; i++)
		text = str_format(&fixture.arena, "%.*s%s%s", STR_ARGS(text), i ? " " : "", fixture.file.findings.items[i].rule);
	return text;
}

static const struct argument *argument(const struct finding *finding, const char *name)
{
	static const struct argument none;
	for (size_t i = 0; finding && i < finding->arguments.count; i++)
		if (strcmp(finding->arguments.items[i].name, name) == 0)
			return &finding->arguments.items[i];
	return &none;
}

static void done(void)
{
	for (size_t i = 0; i < fixture.file.findings.count; i++) {
		const struct finding *finding = &fixture.file.findings.items[i];
		bool of_volume = strcmp(finding->rule, "ENC-02") == 0 || strcmp(finding->rule, "ENC-03") == 0; /* which is no file */
		CHECK(finding->evidence.count > 0 || of_volume); /* no statement without its place */
		CHECK(finding->identity.len > 0);
		CHECK(str_find(finding->subject, STR("@")) < 0); /* addresses are masked elsewhere */
		CHECK(!(finding->effect == EFFECT_FAIL && finding->confidence == CONFIDENCE_TRACE));
	}
	arena_done(&fixture.arena);
}

static void expect(enum mode mode, const char *rules_fired, enum verdict verdict)
{
	judge(mode);
	CHECK_STR(fired(), rules_fired);
	CHECK_STR(str_from_c(word_of(&verdict_words, fixture.file.verdict)), word_of(&verdict_words, verdict));
}

static struct fact_account *sign_in(const char *address)
{
	struct fact_account *account = add_account(&fixture, 1, ROLE_SIGN_IN, ACCOUNT_LINKED, address);
	account->user_sid = STR(MACHINE "-1001");
	return account;
}

static void a_clean_machine_passes(void)
{
	for (unsigned mode = 0; mode < MODE_FORENSIC; mode++) {
		start();
		sign_in(OWN);
		expect((enum mode)mode, "", VERDICT_PASS);
		CHECK(fixture.file.accounts.items[0].ownership == OWNERSHIP_ALLOWED);
		done();
	}
}

static void acc01_linked_windows_account(void)
{
	start();
	sign_in(FOREIGN);
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	add_account(&fixture, 1, ROLE_STORED_IDENTITY, ACCOUNT_TRACE, FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL);
	const struct finding *finding = find("ACC-01");
	CHECK(finding->severity == SEVERITY_CRITICAL && finding->confidence == CONFIDENCE_CERTAIN && finding->letter_points == 6);
	CHECK_INT(finding->evidence.count, 3);
	CHECK_STR(finding->account, FOREIGN);
	CHECK_STR(finding->subject, "vanphong");
	CHECK_STR(argument(finding, "host")->text, "VANPHONG-07");
	CHECK_STR(argument(finding, "model")->text, "Vidutech Office V15");
	CHECK(argument(finding, "acc")->kind == ARGUMENT_ACCOUNT);
	CHECK_INT(finding->user, 2);
	done();
}

/* The administrator who signs in with a foreign account is one finding, not two. */
static void acc04_joins_acc01(void)
{
	start();
	sign_in(FOREIGN);
	add_member(&fixture, MACHINE "-1001");
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL);
	CHECK_INT(find("ACC-01")->evidence.count, 2);
	done();
}

static void acc01_two_indirect_traces_without_sam(void)
{
	fixture_start(&fixture);
	policy_default(&policy);
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	add_account(&fixture, 1, ROLE_LOGON_CACHE, ACCOUNT_TRACE, FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL);
	CHECK(find("ACC-01")->confidence == CONFIDENCE_LIKELY);
	done();
}

static void acc02_app_account(void)
{
	start();
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	add_account(&fixture, 1, ROLE_LOGON_CACHE, ACCOUNT_TRACE, FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-02", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("ACC-02")->message), "acc02");
	done();
	start(); /* a mailbox is removed in Outlook, not in the settings of Windows */
	add_account(&fixture, 2, ROLE_OUTLOOK, ACCOUNT_LINKED, FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-02", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("ACC-02")->message), "acc02mail");
	CHECK(find("ACC-02")->extra_message == NULL);
	done();
	start();
	add_account(&fixture, 2, ROLE_OUTLOOK, ACCOUNT_LINKED, FOREIGN);
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-02", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("ACC-02")->message), "acc02");
	CHECK_STR(str_from_c(find("ACC-02")->extra_message), "f.acc02.mail");
	done();
	start();
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	expect(MODE_IN_USE, "ACC-02", VERDICT_PASS);
	CHECK(find("ACC-02")->effect == EFFECT_NOTE && find("ACC-02")->severity == SEVERITY_MEDIUM);
	done();
}

static void acc03_only_leftovers(void)
{
	start();
	add_account(&fixture, 1, ROLE_STORED_IDENTITY, ACCOUNT_TRACE, FOREIGN);
	add_account(&fixture, 1, ROLE_LAST_LOGON, ACCOUNT_TRACE, OWN);
	expect(MODE_ACCEPTANCE, "ACC-03", VERDICT_PASS);
	CHECK(find("ACC-03")->effect == EFFECT_NOTE && find("ACC-03")->confidence == CONFIDENCE_TRACE);
	done();
}

static void acc04_unlisted_administrator(void)
{
	start();
	add_member(&fixture, MACHINE "-1001");
	expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_FAIL);
	CHECK_STR(argument(find("ACC-04"), "user")->text, "vanphong");
	done();
	start();
	add_user(&fixture, 1, 1002, "khac")->enabled = false;
	add_member(&fixture, MACHINE "-1002");
	expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_PASS); /* disabled: noted */
	done();
	start();
	fixture.facts.items[0].user.enabled = true; /* RID 500 switched on */
	expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("ACC-04")->message), "acc04builtin"); /* it cannot be removed */
	done();
}

static void acc04_false_positives(void)
{
	start();
	add_user(&fixture, 1, 1005, "defaultuser0");
	add_user(&fixture, 1, 504, "WDAGUtilityAccount")->enabled = false;
	add_member(&fixture, MACHINE "-1005");
	add_member(&fixture, MACHINE "-504");
	add_member(&fixture, "S-1-5-80-9-9-9-512"); /* a service */
	add_member(&fixture, MACHINE "-1009");      /* a deleted user of this machine */
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void acc04_groups_and_strangers(void)
{
	static const char *const everybody[] = { "S-1-1-0", "S-1-5-4", "S-1-5-11", "S-1-5-32-545", MACHINE "-513" };
	static const char *const strangers[] = { "S-1-5-21-9-9-9-512", "S-1-5-21-9-9-9-1105", "S-1-12-1-1-2-3-4" };
	for (size_t i = 0; i < sizeof everybody / sizeof *everybody; i++) {
		start();
		add_member(&fixture, everybody[i]);
		expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_FAIL);
		CHECK_STR(find("ACC-04")->subject, "vanphong"); /* the disabled Administrator is none, quantri is the office's */
		done();
	}
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		start();
		add_member(&fixture, strangers[i]);
		expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_FAIL);
		CHECK_STR(find("ACC-04")->subject, strangers[i]);
		CHECK(find("ACC-04")->confidence == CONFIDENCE_LIKELY);
		done();
		start(); /* a member of the office's own domain has them */
		add_member(&fixture, strangers[i]);
		add_account(&fixture, 1, ROLE_DOMAIN_JOIN, ACCOUNT_LINKED, "")->organisation = STR("suoimay.example");
		expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_PASS);
		CHECK(find("ACC-04")->effect == EFFECT_NOTE);
		done();
	}
	start(); /* a local group inside Administrators */
	add_member(&fixture, MACHINE "-1002");
	add_member(&fixture, MACHINE "-1001");
	fixture.facts.items[fixture.facts.count - 1].member.group_rid = 1002;
	expect(MODE_ACCEPTANCE, "ACC-04", VERDICT_FAIL);
	CHECK_STR(find("ACC-04")->subject, "vanphong");
	done();
}

static void acc05_autologon(void)
{
	start();
	add_setting(&fixture, 1, SETTING_AUTOLOGON, "vanphong", 1);
	add_setting(&fixture, 1, SETTING_AUTOLOGON, "defaultuser0", 0);
	expect(MODE_IN_USE, "ACC-05", VERDICT_FAIL);
	CHECK_STR(argument(find("ACC-05"), "user")->text, "vanphong");
	done();
}

static void acc06_blank_password(void)
{
	start();
	fixture.facts.items[2].user.password = PASSWORD_BLANK;
	fixture.facts.items[0].user.password = PASSWORD_BLANK; /* disabled: no way in */
	expect(MODE_ACCEPTANCE, "ACC-06", VERDICT_PASS);
	CHECK_STR(find("ACC-06")->subject, "vanphong");
	done();
	start();
	fixture.facts.items[2].user.password = PASSWORD_BLANK;
	sign_in(OWN);
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void acc07_hidden_or_hijacked(void)
{
	start();
	add_setting(&fixture, 1, SETTING_HIDDEN_USER, "quantri", 0);
	add_setting(&fixture, 1, SETTING_HIDDEN_USER, "Administrator", 0); /* disabled */
	add_setting(&fixture, 1, SETTING_HIDDEN_USER, "vanphong", 1);      /* shown */
	expect(MODE_ACCEPTANCE, "ACC-07", VERDICT_FAIL);
	CHECK_STR(find("ACC-07")->subject, "quantri");
	CHECK_STR(str_from_c(find("ACC-07")->message), "acc07");
	done();
	start();
	fixture.facts.items[2].user.effective_rid = 500;
	expect(MODE_ACCEPTANCE, "ACC-07", VERDICT_FAIL); /* ACC-04 of the same user goes into it */
	CHECK_STR(str_from_c(find("ACC-07")->message), "acc07rid");
	CHECK_STR(str_from_c(find("ACC-07")->extra_message), "f.acc07.admin");
	done();
	start();
	add_user(&fixture, 1, 1010, "UpdatusUser");
	add_setting(&fixture, 1, SETTING_HIDDEN_USER, "UpdatusUser", 0);
	expect(MODE_ACCEPTANCE, "ACC-07", VERDICT_PASS); /* a driver's service account: noted */
	done();
}

static void acc09_bypass(void)
{
	start();
	add_setting(&fixture, 1, SETTING_MSA_BLANKED, "vanphong", 1);
	expect(MODE_AFTER_REPAIR, "ACC-09", VERDICT_FAIL);
	CHECK(find("ACC-09")->severity == SEVERITY_CRITICAL && find("ACC-09")->letter_points & 8);
	done();
	start();
	fixture.facts.items[2].user.password = PASSWORD_BLANK;
	add_account(&fixture, 1, ROLE_LOGON_CACHE, ACCOUNT_TRACE, FOREIGN)->user_sid = STR(MACHINE "-1001");
	expect(MODE_ACCEPTANCE, "ACC-09 ACC-03 ACC-06", VERDICT_FAIL);
	CHECK(find("ACC-09")->confidence == CONFIDENCE_LIKELY);
	done();
	start(); /* gone local with a password: the ordinary way out */
	add_account(&fixture, 1, ROLE_LOGON_CACHE, ACCOUNT_TRACE, FOREIGN)->user_sid = STR(MACHINE "-1001");
	expect(MODE_ACCEPTANCE, "ACC-03", VERDICT_PASS);
	done();
}

static struct fact_account *join(enum account_role role, const char *address, const char *organisation)
{
	struct fact_account *account = add_account(&fixture, 1, role, ACCOUNT_LINKED, address);
	account->provider = role == ROLE_DOMAIN_JOIN ? PROVIDER_AD : PROVIDER_ENTRA;
	account->organisation = str_from_c(organisation);
	if (role != ROLE_DOMAIN_JOIN)
		account->tenant = STR("11111111-2222-3333-4444-555555555555");
	return account;
}

static void dev_joins(void)
{
	start();
	join(ROLE_DEVICE_JOIN, "it@congty.example", "Cong ty Vi Du");
	join(ROLE_ENROLLMENT, "it@congty.example", "");
	join(ROLE_DOMAIN_JOIN, "", "congty.example");
	expect(MODE_ACCEPTANCE, "DEV-01 DEV-02 DEV-04", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("DEV-02")->message), "dev02");
	CHECK_STR(argument(find("DEV-01"), "tenant")->text, "Cong ty Vi Du");
	CHECK_STR(argument(find("DEV-04"), "tenant")->text, "congty.example");
	done();
	start(); /* an account added to Windows is no device management */
	join(ROLE_WORKPLACE_JOIN, "it@congty.example", "");
	expect(MODE_ACCEPTANCE, "DEV-02", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("DEV-02")->message), "dev02work");
	done();
	start(); /* the unit's own */
	*array_push(&fixture.arena, &policy.allowed_tenants) = STR("11111111-2222-3333-4444-555555555555");
	join(ROLE_DEVICE_JOIN, "it@congty.example", "Cong ty Vi Du");
	join(ROLE_DOMAIN_JOIN, "", "ad.suoimay.example");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static struct fact_browser_account *edge(const char *address, bool sync, uint64_t synced)
{
	struct fact_browser_account *who = add_browser_account_of(&fixture, 3, address);
	struct fact_login_store *store = add_store(&fixture, 3, synced, synced);
	store->sync_model = synced > 0;
	store->initial_sync_state = synced ? 3 : 0;
	who = &fixture.facts.items[fixture.facts.count - 2].browser_account;
	who->sync_set_up = sync;
	return who;
}

static void syn01_and_syn02(void)
{
	start();
	edge(FOREIGN, false, 0)->implicit = true;
	expect(MODE_ACCEPTANCE, "SYN-01", VERDICT_FAIL);
	CHECK_STR(str_from_c(find("SYN-01")->extra_message), "f.syn01.auto");
	done();
	start();
	edge(FOREIGN, true, 0)->implicit = true;
	expect(MODE_ACCEPTANCE, "SYN-02", VERDICT_FAIL); /* takes SYN-01 in, with what it had to say */
	CHECK_STR(str_from_c(find("SYN-02")->extra_message), "st.s4");
	CHECK_INT(find("SYN-02")->merged_messages.count, 1);
	CHECK_STR(str_from_c(find("SYN-02")->merged_messages.items[0]), "f.syn01.auto");
	done();
	start();
	edge(FOREIGN, true, 0)->sync_paused = true;
	expect(MODE_ACCEPTANCE, "SYN-01", VERDICT_FAIL);
	done();
	start();
	edge(OWN, true, 4);
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void syn03_without_official_logins(void)
{
	start();
	edge(FOREIGN, true, 1);
	add_login(&fixture, 3, "https://bao.example/", "an")->synced = true;
	expect(MODE_ACCEPTANCE, "SYN-03", VERDICT_FAIL);
	CHECK(find("SYN-03")->confidence == CONFIDENCE_CERTAIN);
	CHECK_STR(str_from_c(find("SYN-03")->extra_message), "proof.a");
	done();
}

static void override_rule(const char *rule, enum severity severity, enum effect effect)
{
	*array_push(&fixture.arena, &policy.overrides) = (struct rule_override){
		.rule = str_from_c(rule), .severity = severity, .has_severity = true, .effect = effect, .has_effect = true };
}

/* Merging says one thing once; it never hides the graver of two, nor another account of the profile. */
static void merging_keeps_what_is_graver(void)
{
	start();
	edge(FOREIGN, true, 1)->implicit = true;
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an")->synced = true;
	struct fact_account *second = add_account(&fixture, 3, ROLE_BROWSER, ACCOUNT_LINKED, "nguoikhac@hopthu.example");
	second->user_sid = STR(MACHINE "-1001");
	expect(MODE_ACCEPTANCE, "SYN-04 SYN-01", VERDICT_FAIL);
	CHECK_STR(find("SYN-01")->account, "nguoikhac@hopthu.example");
	CHECK_INT(find("SYN-04")->merged_messages.count, 1);
	done();
	start(); /* an office that plays the sync of passwords down has said nothing of the rest */
	edge(FOREIGN, true, 1);
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an")->synced = true;
	override_rule("SYN-04", SEVERITY_LOW, EFFECT_NOTE);
	expect(MODE_ACCEPTANCE, "SYN-02 SYN-04", VERDICT_FAIL);
	done();
	start();
	edge(FOREIGN, true, 1);
	add_login(&fixture, 3, "https://bao.example/", "an")->synced = true;
	override_rule("SYN-01", SEVERITY_CRITICAL, EFFECT_FAIL);
	override_rule("SYN-03", SEVERITY_HIGH, EFFECT_FAIL);
	expect(MODE_ACCEPTANCE, "SYN-01 SYN-03", VERDICT_FAIL);
	done();
}

static void syn04_takes_the_others_in(void)
{
	start();
	edge(FOREIGN, true, 9);
	add_login(&fixture, 3, "https://www.thu.suoimay.example:8443/", "an")->synced = true;
	struct fact_saved_login *android = add_login(&fixture, 3, "android://aGFzaA==@example.suoimay.app/", "b");
	android->synced = true;
	android->created = 2 * DAY;
	add_login(&fixture, 3, "https://bao.example/", "can@suoimay.example")->synced = true; /* official user name on a foreign site */
	add_login(&fixture, 3, "https://qlvb.suoimay.example/", "")->kind = LOGIN_NEVER_SAVE;  /* no password */
	add_login(&fixture, 3, "https://192.168.1.5/", "x")->synced = true;                    /* private: for review only */
	add_login(&fixture, 3, "http://mayin/", "x")->synced = true;
	add_login(&fixture, 3, "https://xsuoimay.example/", "x")->synced = true;
	fixture.facts.items[fixture.facts.count - 7].saved_login.created = DAY;
	expect(MODE_ACCEPTANCE, "SYN-04", VERDICT_FAIL);
	const struct finding *finding = find("SYN-04");
	CHECK_INT(argument(finding, "n")->count, 3);
	CHECK_INT(argument(finding, "date")->time, DAY);
	CHECK(finding->confidence == CONFIDENCE_CERTAIN && finding->severity == SEVERITY_CRITICAL && finding->letter_points == 3);
	CHECK_INT(fixture.file.browser_profiles.items[0].logins_official, 3);
	CHECK_INT(finding->evidence.count, 5); /* account, store, three rows */
	done();
}

static void syn04_likely_by_settings_alone(void)
{
	start();
	struct fact_browser_account *who = edge(FOREIGN, true, 0);
	who->passwords_selected = true;
	who->last_sync = DAY;
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an");
	expect(MODE_ACCEPTANCE, "SYN-04", VERDICT_FAIL);
	CHECK(find("SYN-04")->confidence == CONFIDENCE_LIKELY);
	CHECK_STR(str_from_c(find("SYN-04")->extra_message), "proof.b");
	done();
}

static void syn05_official_logins_without_sync(void)
{
	start();
	edge("", false, 0);
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an");
	expect(MODE_ACCEPTANCE, "SYN-05", VERDICT_FAIL);
	CHECK_INT(argument(find("SYN-05"), "n")->count, 1);
	done();
	start();
	edge("", false, 0);
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an");
	expect(MODE_IN_USE, "SYN-05", VERDICT_PASS);
	done();
}

static void syn06_settings_sync(void)
{
	start();
	sign_in(FOREIGN);
	add_setting(&fixture, 2, SETTING_SYNC_GROUP, "Credentials", 1);
	add_setting(&fixture, 2, SETTING_SYNC_UPLOAD, "", 0)->time = DAY;
	expect(MODE_ACCEPTANCE, "ACC-01 SYN-06", VERDICT_FAIL);
	CHECK(find("SYN-06")->confidence == CONFIDENCE_CERTAIN);
	done();
	start(); /* switched off by policy */
	sign_in(FOREIGN);
	add_setting(&fixture, 2, SETTING_SYNC_GROUP, "Credentials", 1);
	add_setting(&fixture, 1, SETTING_SYNC_POLICY, "DisableSettingSync", 2);
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL);
	done();
	start(); /* a local user: the switch leads nowhere */
	add_setting(&fixture, 2, SETTING_SYNC_GROUP, "Credentials", 1);
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void syn07_off01_syn10(void)
{
	start();
	struct fact_account *onedrive = add_account(&fixture, 2, ROLE_ONEDRIVE, ACCOUNT_LINKED, FOREIGN);
	onedrive->folder = STR("C:\\Users\\vanphong\\OneDrive");
	onedrive->known_folders = 0xA00;
	add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, FOREIGN);
	expect(MODE_ACCEPTANCE, "SYN-07 OFF-01", VERDICT_FAIL);
	CHECK_STR(argument(find("SYN-07"), "kfm")->text, "C:\\Users\\vanphong\\OneDrive (Desktop, Pictures)");
	done();
	start();
	add_account(&fixture, 2, ROLE_OUTLOOK, ACCOUNT_LINKED, "an@xa.gov.vn");
	expect(MODE_ACCEPTANCE, "SYN-10", VERDICT_FAIL);
	CHECK_STR(argument(find("SYN-10"), "name")->text, "Outlook");
	done();
	start();
	add_account(&fixture, 2, ROLE_OUTLOOK, ACCOUNT_LINKED, "an@xa.gov.vn");
	expect(MODE_IN_USE, "SYN-10", VERDICT_PASS);
	done();
}

static void syn09_old_records(void)
{
	start();
	edge("", false, 0);
	fixture.facts.items[fixture.facts.count - 1].login_store.sync_ghost = true;
	expect(MODE_ACCEPTANCE, "SYN-09", VERDICT_PASS);
	CHECK(find("SYN-09")->effect == EFFECT_NOTE);
	done();
	start(); /* records, but nobody signed in: the database may come from another machine; the logins are there all the same */
	edge("", false, 2);
	add_login(&fixture, 3, "https://thu.suoimay.example/", "an")->synced = true;
	expect(MODE_ACCEPTANCE, "SYN-05 SYN-09", VERDICT_FAIL);
	done();
}

static struct fact_remote_access *remote(const char *tool, bool program)
{
	struct fact_remote_access *fact = &add_fact(&fixture, FACT_REMOTE_ACCESS, 1)->remote_access;
	fact->tool = str_from_c(tool);
	fact->program = program;
	return fact;
}

static void rmt01_one_finding_for_a_tool(void)
{
	start();
	add_software(&fixture, "UltraViewer version 6.6.55", "DucFabulous");
	add_autostart(&fixture, 1, AUTOSTART_SERVICE, "UltraViewService", "C:\\Program Files (x86)\\UltraViewer\\UltraViewer_Service.exe");
	remote("UltraViewer", true);
	expect(MODE_ACCEPTANCE, "RMT-01", VERDICT_FAIL);
	CHECK_STR(argument(find("RMT-01"), "name")->text, "UltraViewer");
	CHECK_STR(argument(find("RMT-01"), "svc")->text, "UltraViewService");
	CHECK_INT(find("RMT-01")->evidence.count, 3);
	CHECK_STR(str_from_c(fixture.file.software.items[0].category), "remote-access");
	done();
	start();
	add_software(&fixture, "UltraViewer version 6.6.55", "DucFabulous");
	expect(MODE_IN_USE, "RMT-01", VERDICT_PASS);
	done();
	start();
	add_software(&fixture, "UltraViewer version 6.6.55", "DucFabulous");
	remote("UltraViewer", true)->unattended = true;
	expect(MODE_IN_USE, "RMT-01", VERDICT_FAIL);
	done();
}

static void rmt01_traces_and_allowed(void)
{
	start();
	remote("AnyDesk", false);
	remote("Cong cu la", false);
	expect(MODE_ACCEPTANCE, "RMT-01 RMT-01", VERDICT_PASS);
	CHECK(find("RMT-01")->confidence == CONFIDENCE_TRACE);
	done();
	start();
	add_software(&fixture, "TeamViewer", "TeamViewer Germany GmbH");
	*array_push(&fixture.arena, &policy.allowed_software) = STR("teamviewer | TeamViewer");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
	start();
	add_software(&fixture, "Tailscale", "Tailscale Inc.");
	expect(MODE_ACCEPTANCE, "RMT-01", VERDICT_PASS); /* a network tool with everyday uses: noted */
	done();
}

static void rmt02_doors_of_windows(void)
{
	start();
	add_setting(&fixture, 1, SETTING_RDP_ALLOWED, "", 1);
	expect(MODE_ACCEPTANCE, "RMT-02", VERDICT_FAIL);
	done();
	start();
	add_autostart(&fixture, 1, AUTOSTART_SERVICE, "sshd", "C:\\Windows\\System32\\OpenSSH\\sshd.exe");
	struct fact_autostart *winrm = add_autostart(&fixture, 1, AUTOSTART_SERVICE, "WinRM", "svchost.exe -k NetworkService");
	winrm->enabled = false;
	expect(MODE_ACCEPTANCE, "RMT-02", VERDICT_FAIL);
	CHECK_STR(argument(find("RMT-02"), "name")->text, "OpenSSH Server");
	done();
	start(); /* Home has the key, not the service */
	for (size_t i = 0; i < fixture.facts.count; i++)
		if (fixture.facts.items[i].kind == FACT_MACHINE && fixture.facts.items[i].machine.property == MACHINE_EDITION)
			fixture.facts.items[i].machine.text = STR("CoreSingleLanguage");
	add_setting(&fixture, 1, SETTING_RDP_ALLOWED, "", 1);
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void sw01_activators(void)
{
	start();
	add_software(&fixture, "KMSpico v10.2", "ByELDI");
	add_autostart(&fixture, 1, AUTOSTART_SERVICE, "Service KMSELDI", "C:\\Program Files\\KMSpico\\Service_KMS.exe");
	expect(MODE_IN_USE, "SW-01", VERDICT_FAIL);
	CHECK_INT(find("SW-01")->evidence.count, 2);
	CHECK_STR(str_from_c(fixture.file.software.items[0].category), "activator");
	done();
	start();
	add_autostart(&fixture, 1, AUTOSTART_SERVICE, "hkmsvc", "C:\\Windows\\System32\\svchost.exe -k netsvcs");
	add_software(&fixture, "AWS KMS Client", "Amazon Web Services");
	add_software(&fixture, "CrackDown", "Tro choi");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
	start();
	add_software(&fixture, "Photo Editor crack", "x");
	expect(MODE_ACCEPTANCE, "SW-01", VERDICT_PASS); /* a word in a name proves little */
	done();
}

static void sw02_sw03_sw06(void)
{
	start();
	add_software(&fixture, "UniKey 4.3", "");
	add_software(&fixture, "Phan mem la", "");
	add_software(&fixture, "Ban va", "")->hidden = true;
	add_software(&fixture, "Bo cong cu", "Hang X");
	expect(MODE_ACCEPTANCE, "SW-02", VERDICT_PASS); /* no list configured: no SW-03 */
	CHECK_INT(find("SW-02")->items.count, 1);
	CHECK(find("SW-02")->confidence == CONFIDENCE_CERTAIN); /* that nobody is named is plainly there */
	done();
	start();
	policy.configured = true;
	*array_push(&fixture.arena, &policy.allowed_software) = STR("HTKK | Tổng cục Thuế");
	add_software(&fixture, "HTKK 5.2", "Tổng cục Thuế");
	add_software(&fixture, "Bo cong cu", "Hang X");
	add_software(&fixture, "Trinh sua anh", "Hang Y");
	add_software(&fixture, "Microsoft Edge", "Microsoft Corporation");
	expect(MODE_ACCEPTANCE, "SW-03", VERDICT_PASS);
	CHECK_INT(argument(find("SW-03"), "n")->count, 2);
	CHECK_STR(argument(find("SW-03"), "name")->text, "Bo cong cu, Trinh sua anh");
	done();
	start();
	add_software(&fixture, "REFOG Keylogger", "Refog Inc.");
	expect(MODE_IN_USE, "SW-06", VERDICT_FAIL);
	done();
}

static void sw04_user_writable_places(void)
{
	static const struct { enum autostart_kind kind; const char *command; enum verdict verdict; } rows[] = {
		{ AUTOSTART_RUN, "\"C:\\Users\\vanphong\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe\" /background", VERDICT_NONE },
		{ AUTOSTART_RUN, "C:\\Users\\vanphong\\AppData\\Local\\Programs\\Zalo\\Zalo.exe", VERDICT_NONE },
		{ AUTOSTART_RUN, "\"C:\\Program Files\\Zoo\\zoo.exe\" --log C:\\Users\\vanphong\\AppData\\zoo.log", VERDICT_NONE },
		{ AUTOSTART_SERVICE, "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe", VERDICT_NONE },
		{ AUTOSTART_WINLOGON, "C:\\Users\\Public\\x.exe", VERDICT_NONE },
		{ AUTOSTART_RUN, "C:\\Users\\vanphong\\AppData\\Roaming\\La\\la.exe", VERDICT_PASS },
		{ AUTOSTART_RUN, "%APPDATA%\\La\\la.exe", VERDICT_PASS },
		{ AUTOSTART_RUN, "C:\\Users\\Public\\la.exe", VERDICT_FAIL },
		{ AUTOSTART_RUN, "C:\\Users\\vanphong\\AppData\\Local\\Temp\\la.exe", VERDICT_FAIL },
		{ AUTOSTART_RUN, "powershell.exe -w hidden -f C:\\Users\\vanphong\\Downloads\\x.ps1", VERDICT_FAIL },
		{ AUTOSTART_SERVICE, "C:\\Users\\vanphong\\AppData\\Roaming\\La\\la.exe", VERDICT_FAIL },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		start();
		add_autostart(&fixture, 2, rows[i].kind, "La", rows[i].command);
		if (rows[i].verdict == VERDICT_NONE)
			expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
		else
			expect(MODE_ACCEPTANCE, "SW-04", rows[i].verdict);
		CHECK(!find("SW-04") || find("SW-04")->confidence == CONFIDENCE_LIKELY);
		done();
	}
}

static void dat01_profile_of_a_deleted_user(void)
{
	for (unsigned full = 0; full < 2; full++) {
		start();
		uint32_t folder = add_subject(&fixture, SCOPE_USER, "Users\\kythuat", 1, 0);
		add_profile_of(&fixture, 1, MACHINE "-1009", "Users\\kythuat");
		if (full)
			add_account(&fixture, folder, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
		expect(MODE_ACCEPTANCE, full ? "DAT-01 ACC-03" : "DAT-01", full ? VERDICT_FAIL : VERDICT_PASS);
		CHECK_STR(argument(find("DAT-01"), "user")->text, "kythuat");
		done();
	}
	start();
	add_subject(&fixture, SCOPE_USER, "Users\\defaultuser0", 1, 0);
	add_profile_of(&fixture, 1, MACHINE "-1009", "Users\\defaultuser0");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
	start(); /* not a rule of a machine in use */
	add_subject(&fixture, SCOPE_USER, "Users\\kythuat", 1, 0);
	add_profile_of(&fixture, 1, MACHINE "-1009", "Users\\kythuat");
	expect(MODE_IN_USE, "", VERDICT_PASS);
	done();
}

/* Only a name in the file table: noted, once for each folder, and not for those of set-up or of people who are here. */
static void dat01_deleted_profile(void)
{
	start();
	static const char *const folders[] = { "Users\\tinhoc", "Users\\TINHOC", "Users\\defaultuser0", "Users\\Default", "Users\\vanphong" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		add_setting(&fixture, 1, SETTING_DELETED_PROFILE, folders[i], 0);
	expect(MODE_ACCEPTANCE, "DAT-01", VERDICT_PASS);
	const struct finding *finding = find("DAT-01");
	CHECK(finding->effect == EFFECT_NOTE && finding->confidence == CONFIDENCE_TRACE);
	CHECK_STR(finding->subject, "tinhoc");
	CHECK_INT(finding->evidence.count, 2);
	judge_case(&fixture.file, &policy, MODE_IN_USE);
	CHECK_INT(fixture.file.findings.count, 0);
	judge_case(&fixture.file, &policy, MODE_ACCEPTANCE);
	done();
}

static void dat02_earlier_windows(void)
{
	start();
	uint32_t old = add_subject(&fixture, SCOPE_SYSTEM, "Windows.old", 0, 0);
	fixture.file.subjects.items[old - 1].previous = true;
	add_user(&fixture, old, 500, "Administrator");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS); /* nobody lived there */
	done();
	start();
	old = add_subject(&fixture, SCOPE_SYSTEM, "Windows.old", 0, 0);
	fixture.file.subjects.items[old - 1].previous = true;
	struct fact_account *account = add_account(&fixture, old, ROLE_SIGN_IN, ACCOUNT_LINKED, FOREIGN);
	account->user_sid = STR(MACHINE "-1001");
	add_software(&fixture, "TeamViewer", "x");
	fixture.facts.items[fixture.facts.count - 1].subject = old;
	expect(MODE_ACCEPTANCE, "DAT-02", VERDICT_FAIL); /* neither ACC-01 nor ACC-03 nor RMT-01 of the past */
	done();
}

static struct volume_info *add_bitlocker(uint32_t states, const enum protector_kind *kinds, size_t count)
{
	static const char *const ids[] = { "1C0F5BA2-0000-0000-0000-000000000000", "77E1D0C4-0000-0000-0000-000000000000" };
	struct volume_info *volume = array_push(&fixture.arena, &fixture.file.volumes);
	*volume = (struct volume_info){ .source = 1, .id = 3, .states = states, .filesystem = FILESYSTEM_BITLOCKER,
		.encryption_id = STR("0B5C6D8E-0000-0000-0000-000000000000"), .protector_count = count };
	volume->protectors = arena_array(&fixture.arena, struct protector_info, count + 1);
	for (size_t i = 0; i < count; i++)
		volume->protectors[i] = (struct protector_info){ .source = 1, .volume = 3, .kind = kinds[i], .id = str_from_c(ids[i]) };
	return volume;
}

static void enc01_key_in_foreign_hands(void)
{
	static const enum protector_kind kinds[] = { PROTECTOR_RECOVERY_PASSWORD, PROTECTOR_TPM };
	start(); /* encrypted, nobody foreign */
	add_bitlocker(VOLUME_UNLOCKED_RECOVERY_KEY, kinds, 2);
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
	start();
	add_bitlocker(VOLUME_UNLOCKED_RECOVERY_KEY, kinds, 2);
	sign_in(FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-01 ENC-01", VERDICT_FAIL);
	CHECK_STR(argument(find("ENC-01"), "id")->text, "1C0F5BA2");
	CHECK(find("ENC-01")->confidence == CONFIDENCE_LIKELY && find("ENC-01")->evidence.count > 0);
	judge_case(&fixture.file, &policy, MODE_IN_USE);
	CHECK(find("ENC-01")->effect == EFFECT_NOTE);
	done();
	start(); /* somebody who once signed in may still hold the key */
	add_bitlocker(VOLUME_UNLOCKED_RECOVERY_KEY, kinds, 2);
	add_account(&fixture, 1, ROLE_IDENTITY_CACHE, ACCOUNT_TRACE, FOREIGN);
	judge(MODE_ACCEPTANCE);
	CHECK(find("ENC-01") && find("ENC-01")->confidence == CONFIDENCE_TRACE);
	done();
	start(); /* no recovery protector: no key that could have been sent */
	add_bitlocker(VOLUME_UNLOCKED_CLEAR_KEY, &kinds[1], 1);
	sign_in(FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL);
	done();
}

static void enc02_locked_volume(void)
{
	static const struct { enum protector_kind kind; const char *message; } cases[] = {
		{ PROTECTOR_RECOVERY_PASSWORD, "enc02" }, { PROTECTOR_STARTUP_KEY, "enc02file" },
		{ PROTECTOR_PASSPHRASE, "enc02password" }, { PROTECTOR_TPM, "enc02chip" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		start();
		add_bitlocker(VOLUME_LOCKED, &cases[i].kind, 1);
		expect(MODE_ACCEPTANCE, "ENC-02", VERDICT_INCONCLUSIVE);
		CHECK(find("ENC-02")->effect == EFFECT_LIMIT);
		CHECK_STR(str_from_c(find("ENC-02")->message), cases[i].message);
		judge_case(&fixture.file, &policy, MODE_FORENSIC);
		CHECK(fixture.file.verdict == VERDICT_NONE);
		done();
	}
	start();
	add_bitlocker(VOLUME_LOCKED | VOLUME_DAMAGED, NULL, 0);
	expect(MODE_ACCEPTANCE, "ENC-02", VERDICT_INCONCLUSIVE);
	CHECK_STR(str_from_c(find("ENC-02")->message), "enc02damaged");
	done();
}

static void enc03_open_key(void)
{
	static const enum protector_kind kinds[] = { PROTECTOR_CLEAR_KEY, PROTECTOR_TPM };
	for (size_t count = 1; count <= 2; count++) {
		start();
		add_bitlocker(VOLUME_UNLOCKED_CLEAR_KEY, kinds, count);
		expect(MODE_ACCEPTANCE, "ENC-03", VERDICT_PASS);
		CHECK(find("ENC-03")->effect == EFFECT_NOTE);
		CHECK_STR(str_from_c(find("ENC-03")->message), count == 1 ? "enc03" : "enc03suspended");
		judge_case(&fixture.file, &policy, MODE_IN_USE);
		CHECK(find("ENC-03")->effect == EFFECT_INFO);
		done();
	}
}

static void verdict_logic(void)
{
	start();
	add_coverage(&fixture, "windows.software", 1, COVERAGE_FAILED);
	expect(MODE_ACCEPTANCE, "", VERDICT_INCONCLUSIVE);
	CHECK_INT(judge_undone_count(&fixture.file), 1);
	done();
	start();
	add_coverage(&fixture, "windows.software", 1, COVERAGE_FAILED);
	sign_in(FOREIGN);
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_FAIL); /* what was found stands */
	judge_case(&fixture.file, &policy, MODE_FORENSIC);
	CHECK(fixture.file.verdict == VERDICT_NONE);
	CHECK_INT(fixture.file.findings.count, 1);
	CHECK(fixture.file.findings.items[0].effect == EFFECT_INFO && fixture.file.findings.items[0].severity == SEVERITY_CRITICAL);
	done();
	fixture_start(&fixture); /* no Windows */
	policy_default(&policy);
	fixture.file.subjects.count = 0;
	expect(MODE_ACCEPTANCE, "", VERDICT_INCONCLUSIVE);
	done();
	start(); /* nothing was checked at all */
	fixture.file.coverage.count = 0;
	expect(MODE_ACCEPTANCE, "", VERDICT_INCONCLUSIVE);
	done();
}

static void owner_answers_of_mode_in_use(void)
{
	static const struct { int answer; bool password_sync; enum effect effect; } rows[] = {
		{ -1, false, EFFECT_NOTE }, { -1, true, EFFECT_FAIL }, { 1, false, EFFECT_NOTE }, { 1, true, EFFECT_NOTE },
		{ 0, false, EFFECT_FAIL }, { 0, true, EFFECT_FAIL },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		start();
		sign_in(FOREIGN);
		edge(rows[i].password_sync ? FOREIGN : "", rows[i].password_sync, rows[i].password_sync);
		if (rows[i].answer >= 0)
			*array_push(&fixture.arena, &policy.owners) = (struct owner_answer){ STR("TinHoc@HOPTHU.example"), rows[i].answer == 1 };
		judge(MODE_BEFORE_REPAIR); /* judges as in-use */
		CHECK(find("ACC-01") && find("ACC-01")->effect == rows[i].effect);
		CHECK((find("SYN-03") != NULL) == rows[i].password_sync);
		CHECK(!find("SYN-03") || find("SYN-03")->effect == rows[i].effect);
		CHECK(fixture.file.accounts.items[0].ownership == (rows[i].answer == 1 ? OWNERSHIP_OWN : OWNERSHIP_FOREIGN));
		judge_case(&fixture.file, &policy, MODE_ACCEPTANCE); /* a new machine: nobody's word counts but the list */
		CHECK(find("ACC-01")->effect == EFFECT_FAIL && fixture.file.accounts.items[0].ownership == OWNERSHIP_FOREIGN);
		done();
	}
}

static void overrides_of_the_office(void)
{
	start();
	sign_in(FOREIGN);
	*array_push(&fixture.arena, &policy.overrides) = (struct rule_override){
		.rule = STR("acc-01"), .severity = SEVERITY_LOW, .effect = EFFECT_NOTE, .has_severity = true, .has_effect = true };
	expect(MODE_ACCEPTANCE, "ACC-01", VERDICT_PASS);
	CHECK(find("ACC-01")->severity == SEVERITY_LOW && find("ACC-01")->effect == EFFECT_NOTE);
	done();
	start(); /* an old trace never fails a machine, whatever the office writes */
	add_account(&fixture, 1, ROLE_STORED_IDENTITY, ACCOUNT_TRACE, FOREIGN);
	*array_push(&fixture.arena, &policy.overrides) = (struct rule_override){
		.rule = STR("ACC-03"), .effect = EFFECT_FAIL, .has_effect = true };
	expect(MODE_ACCEPTANCE, "ACC-03", VERDICT_PASS);
	done();
}

static void any_address_of_an_account_may_be_allowed(void)
{
	start();
	sign_in(FOREIGN)->cid = STR("0a1b2c3d4e5f6071");
	add_account(&fixture, 2, ROLE_ONEDRIVE, ACCOUNT_LINKED, OWN)->cid = STR("0a1b2c3d4e5f6071");
	expect(MODE_ACCEPTANCE, "", VERDICT_PASS);
	done();
}

static void no_linked_account_stays_unnamed(void)
{
	start();
	edge(OWN, false, 0);
	struct fact_account *second = add_account(&fixture, 3, ROLE_BROWSER, ACCOUNT_LINKED, "hai@hopthu.example");
	second->service = SERVICE_EDGE;
	expect(MODE_ACCEPTANCE, "SYN-01", VERDICT_FAIL);
	CHECK_STR(find("SYN-01")->account, "hai@hopthu.example");
	done();
	start();
	add_account(&fixture, 2, ROLE_NONE, ACCOUNT_LINKED, FOREIGN)->service = SERVICE_OTHER;
	expect(MODE_ACCEPTANCE, "ACC-02", VERDICT_FAIL);
	done();
	start(); /* the main account of a profile is the one its own files name, not the first of the alphabet */
	edge("zung@hopthu.example", false, 0);
	add_account(&fixture, 3, ROLE_BROWSER, ACCOUNT_TRACE, "an@hopthu.example");
	add_account(&fixture, 2, ROLE_OFFICE, ACCOUNT_LINKED, "an@hopthu.example");
	expect(MODE_ACCEPTANCE, "SYN-01 OFF-01", VERDICT_FAIL);
	CHECK_STR(find("SYN-01")->account, "zung@hopthu.example");
	done();
}

/* Model machine A of the users research, as far as today's facts go: exactly these rules in this order. */
static void fill_model_machine(void)
{
	start();
	sign_in(FOREIGN)->cid = STR("0a1b2c3d4e5f6071");
	add_account(&fixture, 1, ROLE_STORED_IDENTITY, ACCOUNT_TRACE, FOREIGN);
	add_account(&fixture, 2, ROLE_APP_ACCOUNT, ACCOUNT_LINKED, FOREIGN);
	add_member(&fixture, MACHINE "-1001");
	edge(FOREIGN, true, 7);
	for (unsigned i = 0; i < 7; i++) {
		struct fact_saved_login *login = add_login(&fixture, 3, "https://thu.suoimay.example/", "");
		login->username = str_format(&fixture.arena, "canbo%u", i);
		login->synced = true;
		login->created = (10 + i) * DAY;
	}
	add_software(&fixture, "UltraViewer version 6.6.55", "DucFabulous");
	add_autostart(&fixture, 1, AUTOSTART_SERVICE, "UltraViewService", "C:\\Program Files (x86)\\UltraViewer\\UltraViewer_Service.exe");
	add_software(&fixture, "KMSpico", "ByELDI");
	add_software(&fixture, "Bo cong cu", "Hang X");
	add_software(&fixture, "Trinh sua anh", "Hang Y");
	policy.configured = true;
	*array_push(&fixture.arena, &policy.allowed_software) = STR("HTKK");
}

static void model_machine_and_order_of_facts(void)
{
	fill_model_machine();
	expect(MODE_ACCEPTANCE, "SYN-04 ACC-01 RMT-01 SW-01 SW-03", VERDICT_FAIL);
	CHECK_INT(argument(find("SYN-04"), "n")->count, 7);
	struct fixture first = fixture;
	fill_model_machine();
	shuffle_facts(&fixture);
	expect(MODE_ACCEPTANCE, "SYN-04 ACC-01 RMT-01 SW-01 SW-03", VERDICT_FAIL);
	for (size_t i = 0; i < first.file.findings.count; i++) {
		const struct finding *a = &first.file.findings.items[i], *b = &fixture.file.findings.items[i];
		CHECK(str_eq(a->identity, b->identity) && a->evidence.count == b->evidence.count &&
				a->arguments.count == b->arguments.count);
		for (size_t k = 0; k < a->evidence.count && k < b->evidence.count; k++)
			CHECK(str_eq(a->evidence.items[k].where, b->evidence.items[k].where));
	}
	size_t count = fixture.file.findings.count;
	judge_case(&fixture.file, &policy, MODE_ACCEPTANCE); /* judging again changes nothing */
	CHECK_INT(fixture.file.findings.count, count);
	CHECK_STR(fired(), "SYN-04 ACC-01 RMT-01 SW-01 SW-03");
	arena_done(&first.arena);
	done();
}

static void table_is_complete(void)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		CHECK(rules[i].id && rules[i].message && rule_exists(str_from_c(rules[i].id)));
		for (size_t k = 0; k < i; k++)
			CHECK(strcmp(rules[i].id, rules[k].id) != 0);
	}
	CHECK(!rule_exists(STR("ACC-99")));
	CHECK(has_word(STR("C:\\Program Files\\KMSpico\\x.exe"), "kmspico") && !has_word(STR("hkmsvc"), "kms"));
	CHECK(!has_word(STR(""), "kms"));
}

TEST_MAIN(TEST(a_clean_machine_passes), TEST(acc01_linked_windows_account), TEST(acc04_joins_acc01),
		TEST(acc01_two_indirect_traces_without_sam),
          TEST(acc02_app_account), TEST(acc03_only_leftovers), TEST(acc04_unlisted_administrator), TEST(acc04_false_positives),
          TEST(acc04_groups_and_strangers),
          TEST(acc05_autologon), TEST(acc06_blank_password), TEST(acc07_hidden_or_hijacked), TEST(acc09_bypass), TEST(dev_joins),
          TEST(syn01_and_syn02), TEST(syn03_without_official_logins), TEST(merging_keeps_what_is_graver), TEST(syn04_takes_the_others_in), TEST(syn04_likely_by_settings_alone),
          TEST(syn05_official_logins_without_sync), TEST(syn06_settings_sync), TEST(syn07_off01_syn10), TEST(syn09_old_records),
          TEST(rmt01_one_finding_for_a_tool), TEST(rmt01_traces_and_allowed), TEST(rmt02_doors_of_windows), TEST(sw01_activators),
          TEST(sw02_sw03_sw06), TEST(sw04_user_writable_places), TEST(dat01_profile_of_a_deleted_user), TEST(dat01_deleted_profile),
          TEST(dat02_earlier_windows),
          TEST(enc01_key_in_foreign_hands), TEST(enc02_locked_volume), TEST(enc03_open_key), TEST(verdict_logic), TEST(owner_answers_of_mode_in_use), TEST(overrides_of_the_office),
          TEST(any_address_of_an_account_may_be_allowed), TEST(no_linked_account_stays_unnamed),
          TEST(model_machine_and_order_of_facts), TEST(table_is_complete))
