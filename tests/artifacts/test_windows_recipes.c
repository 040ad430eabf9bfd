/* Windows artifacts over fixture recipes: machine A and B, joined, cloud clients, local users, damage, hostile names. */
#include <stdio.h>

#include "artifact/table.h"
#include "base/buf.h"
#include "base/timestamp.h"
#include "model/fact_wire.h"
#include "recipe.h"

#define SID "S-1-5-21-1004336348-1177238915-682003330-"

extern const struct artifact artifact_windows_machine, artifact_windows_sam_users, artifact_windows_groups, artifact_windows_services,
	artifact_windows_software, artifact_windows_software_user, artifact_windows_run_keys, artifact_windows_profile_list,
	artifact_windows_logon,
	artifact_windows_identity_store, artifact_windows_stored_identities, artifact_windows_device_join, artifact_windows_enrollments,
	artifact_windows_domain, artifact_windows_identitycrl, artifact_windows_workplace_join, artifact_windows_onedrive,
	artifact_windows_office, artifact_windows_office_licence, artifact_windows_outlook, artifact_windows_setting_sync,
	artifact_windows_remote_access, artifact_windows_remote_access_user, artifact_windows_remote_desktop,
	artifact_windows_deleted_profiles;

static struct harness harness;

static void open_recipe(enum scope scope, const char *recipe, const char *below)
{
	harness_init(&harness, scope);
	harness_add_recipe(&harness, recipe, below);
}

static struct harness_result *run_quiet(const struct artifact *artifact)
{
	struct harness_result *result = harness_run(&harness, artifact);
	if (result->status != OK || result->problems.count)
		harness_print(result);
	CHECK_INT(result->status, OK);
	CHECK_INT(result->problems.count, 0);
	return result;
}

static const struct fact_account *account(const struct harness_result *result, const char *address)
{
	static const struct fact_account none;
	const struct fact *fact = harness_account(result, address);
	if (!fact)
		printf("%s is not stated\n", address);
	CHECK(fact != NULL);
	return fact ? &fact->account : &none;
}

static const struct fact_machine *machine(const struct harness_result *result, enum machine_property property)
{
	static const struct fact_machine none;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_MACHINE, i)); i++) {
		if (fact->machine.property == property)
			return &fact->machine;
	}
	return &none;
}

static const struct fact_user *user(const struct harness_result *result, uint32_t rid)
{
	static const struct fact_user none;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_USER, i)); i++) {
		if (fact->user.rid == rid)
			return &fact->user;
	}
	CHECK(false && "a user with this RID");
	return &none;
}

static const struct fact_setting *setting(const struct harness_result *result, enum setting wanted)
{
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_SETTING, i)); i++) {
		if (fact->setting.setting == wanted)
			return &fact->setting;
	}
	return NULL;
}

static bool is_time(int64_t time, const char *expected)
{
	int64_t parsed;
	return time_parse(str_from_c(expected), &parsed) && parsed == time;
}

static void machine_a_header(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/machine-a.recipe", "");
	struct harness_result *result = run_quiet(&artifact_windows_machine);
	CHECK_STR(machine(result, MACHINE_PRODUCT)->text, "Windows 11 Pro");
	CHECK_STR(machine(result, MACHINE_EDITION)->text, "Professional");
	CHECK_STR(machine(result, MACHINE_DISPLAY_VERSION)->text, "24H2");
	CHECK_STR(machine(result, MACHINE_BUILD)->text, "26100.4652");
	CHECK_STR(machine(result, MACHINE_OWNER)->text, "Tin hoc Vi Du");
	CHECK_STR(machine(result, MACHINE_COMPUTER_NAME)->text, "VANPHONG-07");
	CHECK_STR(machine(result, MACHINE_TIME_ZONE)->text, "SE Asia Standard Time");
	CHECK_STR(machine(result, MACHINE_SETUP_STATE)->text, "complete");
	CHECK_STR(machine(result, MACHINE_GUID)->text, "5a0c7c1e-2f4b-4d1a-9d53-7f6a2a2604a7");
	CHECK_STR(machine(result, MACHINE_MANUFACTURER)->text, "Vidutech");
	CHECK_STR(machine(result, MACHINE_MODEL)->text, "Office V15");
	CHECK_STR(machine(result, MACHINE_OEM)->text, "Vidutech");
	CHECK(is_time(machine(result, MACHINE_INSTALLED)->time, "2026-08-03T07:30:00Z"));
	CHECK(is_time(machine(result, MACHINE_LAST_SHUTDOWN)->time, "2026-11-21T10:10:00Z"));
	harness_done(&harness);
}

static void machine_a_users(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/machine-a.recipe", "");
	struct harness_result *result = run_quiet(&artifact_windows_sam_users);
	CHECK_INT(harness_count(result, FACT_USER), 7);
	CHECK_STR(machine(result, MACHINE_SID)->text, "S-1-5-21-1004336348-1177238915-682003330");
	CHECK_STR(user(result, 1001)->name, "vanphong");
	CHECK_STR(user(result, 1001)->full_name, "Văn phòng UBND");
	CHECK_INT(user(result, 1001)->password, PASSWORD_SET);
	CHECK(user(result, 1001)->enabled && !user(result, 500)->enabled);
	CHECK(is_time(user(result, 1001)->last_logon, "2026-11-21T00:55:31Z"));
	CHECK(is_time(user(result, 1001)->created, "2026-08-03T07:42:10Z"));
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	const struct fact_account *msa = account(result, "tinhocvidu@hopthu.example");
	CHECK(msa->provider == PROVIDER_MICROSOFT && msa->state == ACCOUNT_LINKED && msa->role == ROLE_SIGN_IN);
	CHECK_STR(msa->user_sid, SID "1001");
	CHECK_STR(msa->display_name, "Tin học Ví Dụ");
	CHECK(!setting(result, SETTING_MSA_BLANKED));

	struct harness_result *groups = run_quiet(&artifact_windows_groups);
	const struct fact *fact;
	size_t administrators = 0;
	for (size_t i = 0; (fact = harness_fact(groups, FACT_MEMBER, i)); i++)
		administrators += fact->member.group_rid == 544;
	CHECK_INT(administrators, 3);
	harness_done(&harness);
}

static void machine_a_rest(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/machine-a.recipe", "");
	CHECK_INT(harness_count(run_quiet(&artifact_windows_profile_list), FACT_PROFILE), 6);
	struct harness_result *traces = run_quiet(&artifact_windows_logon);
	CHECK_INT(account(traces, "tinhocvidu@hopthu.example")->state, ACCOUNT_TRACE);
	CHECK(!setting(traces, SETTING_AUTOLOGON));
	traces = run_quiet(&artifact_windows_identity_store);
	CHECK_INT(harness_count(traces, FACT_ACCOUNT), 2);
	CHECK_STR(account(traces, "tinhocvidu@hopthu.example")->user_sid, SID "1001");
	traces = run_quiet(&artifact_windows_stored_identities);
	CHECK_STR(account(traces, "tinhocvidu@hopthu.example")->cid, "3b9d2a71c05e4f88");
	CHECK_INT(account(traces, "tinhocvidu@hopthu.example")->state, ACCOUNT_TRACE);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_device_join), FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_enrollments), FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_domain), FACT_ACCOUNT), 0);
	CHECK_INT(setting(run_quiet(&artifact_windows_remote_desktop), SETTING_RDP_ALLOWED)->number, 0);

	struct harness_result *software = run_quiet(&artifact_windows_software);
	size_t shown = 0;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(software, FACT_SOFTWARE, i)); i++)
		shown += !fact->software.hidden;
	CHECK_INT(shown, 38); /* 41 with the three of user vanphong */
	CHECK_INT(harness_count(software, FACT_SOFTWARE), 41);

	struct harness_result *remote = run_quiet(&artifact_windows_remote_access);
	bool service = false, program = false, id = false;
	for (size_t i = 0; (fact = harness_fact(remote, FACT_REMOTE_ACCESS, i)); i++) {
		CHECK_STR(fact->remote_access.tool, "UltraViewer");
		service |= fact->origin.kind == ORIGIN_REGISTRY && fact->remote_access.program;
		program |= fact->origin.kind == ORIGIN_FILE && fact->remote_access.program;
		id |= str_eq_c(fact->remote_access.machine_id, "73810264");
	}
	CHECK(service && program && id);
	harness_done(&harness);
}

static void machine_a_profile(void)
{
	open_recipe(SCOPE_USER, "fixtures/recipes/machine-a.recipe", "Users/vanphong");
	struct harness_result *result = run_quiet(&artifact_windows_identitycrl);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	CHECK_INT(account(result, "tinhocvidu@hopthu.example")->state, ACCOUNT_LINKED);
	CHECK_STR(account(result, "tinhocvidu@hopthu.example")->cid, "3b9d2a71c05e4f88");
	/* OneDrive was never signed in. */
	CHECK_INT(harness_count(run_quiet(&artifact_windows_onedrive), FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_software_user), FACT_SOFTWARE), 3);
	struct harness_result *sync = run_quiet(&artifact_windows_setting_sync);
	CHECK(setting(sync, SETTING_SYNC_GROUP) && setting(sync, SETTING_SYNC_GROUP)->number == 0);
	CHECK_STR(setting(sync, SETTING_SYNC_GROUP)->text, "Credentials");
	struct harness_result *remote = run_quiet(&artifact_windows_remote_access_user);
	CHECK_INT(harness_count(remote, FACT_REMOTE_ACCESS), 1); /* the setup file in Downloads */
	harness_done(&harness);
}

static void machine_b(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/machine-b.recipe", "");
	CHECK_STR(machine(run_quiet(&artifact_windows_machine), MACHINE_SETUP_STATE)->text, "oobe");
	struct harness_result *users = run_quiet(&artifact_windows_sam_users);
	CHECK_INT(harness_count(users, FACT_USER), 4);
	CHECK_INT(harness_count(users, FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_software), FACT_SOFTWARE), 6);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_remote_access), FACT_REMOTE_ACCESS), 0);
	/* Nothing on a new PC is an account, and nothing on it is a problem. */
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
		if ((*artifact)->scope == SCOPE_SYSTEM && *artifact != &artifact_windows_deleted_profiles)
			CHECK_INT(harness_count(run_quiet(*artifact), FACT_ACCOUNT), 0);
	}
	harness_done(&harness);
}

static void joined(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/joined.recipe", "");
	const struct fact_account *join = account(run_quiet(&artifact_windows_device_join), "kythuat@nhacungcap.example");
	CHECK(join->provider == PROVIDER_ENTRA && join->state == ACCOUNT_LINKED && join->role == ROLE_DEVICE_JOIN);
	CHECK_STR(join->organisation, "Công ty Nhà Cung Cấp");
	CHECK_STR(join->tenant, "11111111-2222-3333-4444-555555555555");
	struct harness_result *enrollments = run_quiet(&artifact_windows_enrollments);
	CHECK_INT(harness_count(enrollments, FACT_ACCOUNT), 1); /* the stub is none */
	CHECK(account(enrollments, "kythuat@nhacungcap.example")->state == ACCOUNT_LINKED);
	struct harness_result *domain = run_quiet(&artifact_windows_domain);
	CHECK_STR(harness_fact(domain, FACT_ACCOUNT, 0)->account.organisation, "noibo.nhacungcap.example");
	CHECK_INT(harness_fact(domain, FACT_ACCOUNT, 0)->account.state, ACCOUNT_LINKED);
	struct harness_result *store = run_quiet(&artifact_windows_identity_store);
	CHECK_INT(harness_count(store, FACT_ACCOUNT), 2);
	CHECK_STR(account(store, "kythuat@nhacungcap.example")->oid, "12345678-2233-0011-efcd-ab8910325476");
	struct harness_result *logon = run_quiet(&artifact_windows_logon);
	CHECK_STR(harness_fact(logon, FACT_ACCOUNT, 0)->account.oid, "12345678-2233-0011-efcd-ab8910325476");
	harness_done(&harness);

	open_recipe(SCOPE_USER, "fixtures/recipes/joined.recipe", "Users/cucbo");
	struct harness_result *workplace = run_quiet(&artifact_windows_workplace_join);
	CHECK_INT(harness_count(workplace, FACT_ACCOUNT), 2); /* the join and the Hello key */
	CHECK(account(workplace, "hoa.le@donvikhac.example")->state == ACCOUNT_LINKED);
	CHECK_STR(account(workplace, "hoa.le@donvikhac.example")->organisation, "Đơn vị khác");
	harness_done(&harness);
	open_recipe(SCOPE_USER, "fixtures/recipes/joined.recipe", "Users/KyThuat");
	workplace = run_quiet(&artifact_windows_workplace_join);
	CHECK_STR(harness_fact(workplace, FACT_ACCOUNT, 0)->account.tenant, "11111111-2222-3333-4444-555555555555");
	CHECK_INT(harness_fact(workplace, FACT_ACCOUNT, 0)->account.state, ACCOUNT_TRACE);
	harness_done(&harness);
}

static void cloud_clients(void)
{
	open_recipe(SCOPE_USER, "fixtures/recipes/cloud-office.recipe", "Users/ketoan");
	struct harness_result *onedrive = run_quiet(&artifact_windows_onedrive);
	CHECK_INT(harness_count(onedrive, FACT_ACCOUNT), 2);
	const struct fact_account *personal = account(onedrive, "cuahang@hopthu.example");
	CHECK(personal->provider == PROVIDER_MICROSOFT && personal->known_folders == 0xE00 && personal->state == ACCOUNT_LINKED);
	CHECK(is_time(personal->last_seen, "2026-11-11T02:00:00Z") && is_time(personal->first_seen, "2026-07-01T08:00:00Z"));
	CHECK_STR(personal->cid, "0a1b2c3d4e5f6071");
	CHECK_INT(account(onedrive, "ketoan@donvi.example")->provider, PROVIDER_ENTRA);
	CHECK_STR(account(onedrive, "ketoan@donvi.example")->tenant, "66666666-7777-8888-9999-aaaaaaaaaaaa");
	CHECK(setting(onedrive, SETTING_ENVIRONMENT_ONEDRIVE) != NULL);

	struct harness_result *office = run_quiet(&artifact_windows_office);
	CHECK_INT(account(office, "cuahang@hopthu.example")->state, ACCOUNT_LINKED);
	CHECK_INT(account(office, "ketoan@donvi.example")->state, ACCOUNT_TRACE);
	CHECK_STR(account(office, "ketoan@donvi.example")->oid, "0d0d0d0d-1111-4222-8333-444455556666");

	struct harness_result *outlook = run_quiet(&artifact_windows_outlook);
	CHECK_INT(harness_count(outlook, FACT_ACCOUNT), 2);
	CHECK(account(outlook, "ketoan@suoimay.example")->saved_password);
	CHECK(!account(outlook, "phongban@suoimay.example")->saved_password);
	CHECK(!harness_account(outlook, "danhba@khachhang.example"));

	struct harness_result *sync = run_quiet(&artifact_windows_setting_sync);
	CHECK_INT(setting(sync, SETTING_SYNC_GROUP)->number, 1);
	CHECK(is_time(setting(sync, SETTING_SYNC_UPLOAD)->time, "2026-11-11T15:00:00Z"));
	struct harness_result *identity = run_quiet(&artifact_windows_identitycrl);
	CHECK_INT(harness_count(identity, FACT_ACCOUNT), 2); /* the account and the token broker's id of it */
	harness_done(&harness);

	open_recipe(SCOPE_USER, "fixtures/recipes/cloud-office.recipe", "Users/tapsu");
	CHECK_INT(harness_count(run_quiet(&artifact_windows_onedrive), FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_office), FACT_ACCOUNT), 0);
	CHECK_INT(harness_count(run_quiet(&artifact_windows_identitycrl), FACT_ACCOUNT), 0);
	CHECK_INT(account(run_quiet(&artifact_windows_outlook), "tapsu@donvi.example")->state, ACCOUNT_LINKED);
	harness_done(&harness);
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/cloud-office.recipe", "");
	CHECK_INT(account(run_quiet(&artifact_windows_office_licence), "banquyen@nhacungcap.example")->provider, PROVIDER_ENTRA);
	harness_done(&harness);
}

static void local_users(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/local-users.recipe", "");
	struct harness_result *users = run_quiet(&artifact_windows_sam_users);
	CHECK_INT(user(users, 1003)->effective_rid, 500);
	CHECK_INT(user(users, 1004)->password, PASSWORD_BLANK);
	CHECK(user(users, 1004)->security_questions && !user(users, 1001)->security_questions);
	CHECK_INT(user(users, 1002)->password, PASSWORD_SET);
	CHECK(setting(users, SETTING_MSA_BLANKED) && str_eq_c(setting(users, SETTING_MSA_BLANKED)->text, "chumay"));
	CHECK_STR(account(users, "chumay@hopthu.example")->user_sid, SID "1005");
	struct harness_result *logon = run_quiet(&artifact_windows_logon);
	CHECK_STR(setting(logon, SETTING_AUTOLOGON)->text, "nhanvien");
	CHECK_INT(setting(logon, SETTING_AUTOLOGON)->number, 1);
	CHECK_STR(setting(logon, SETTING_HIDDEN_USER)->text, "an");
	CHECK_INT(setting(logon, SETTING_HIDDEN_USER)->number, 0);
	harness_done(&harness);
}

/* The file of zeros under a profile: nobody may take that for "no account". */
static void unreadable_profile(void)
{
	open_recipe(SCOPE_USER, "fixtures/recipes/local-users.recipe", "Users/mocoi");
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
		if ((*artifact)->scope != SCOPE_USER)
			continue;
		enum err status = harness_run(&harness, *artifact)->status;
		CHECK(status != OK && status != ERR_ABSENT);
	}
	CHECK(artifact_windows_identitycrl.mandatory);
	harness_done(&harness);
}

static const struct fact_remote_access *tool(const struct harness_result *result, const char *name, enum origin_kind kind, size_t n)
{
	static const struct fact_remote_access none;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_REMOTE_ACCESS, i)); i++) {
		if (str_eq_c(fact->remote_access.tool, name) && fact->origin.kind == kind && n-- == 0)
			return &fact->remote_access;
	}
	printf("%s is not stated\n", name);
	CHECK(false && "a remote-access tool");
	return &none;
}

static void remote_tools(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/remote-tools.recipe", "");
	struct harness_result *result = run_quiet(&artifact_windows_remote_access);
	CHECK_STR(tool(result, "ScreenConnect", ORIGIN_REGISTRY, 0)->server, "relay.nhacungcap.example");
	CHECK(tool(result, "TeamViewer", ORIGIN_REGISTRY, 0)->program);
	CHECK_STR(tool(result, "TeamViewer", ORIGIN_REGISTRY, 1)->machine_id, "1234567890");
	CHECK_STR(tool(result, "TeamViewer", ORIGIN_REGISTRY, 2)->owner, "kythuat@nhacungcap.example");
	CHECK(tool(result, "TeamViewer", ORIGIN_REGISTRY, 3)->unattended);
	CHECK(tool(result, "TightVNC", ORIGIN_REGISTRY, 0)->unattended);
	CHECK_STR(tool(result, "AnyDesk", ORIGIN_TEXT, 0)->machine_id, "987654321");
	CHECK(tool(result, "AnyDesk", ORIGIN_TEXT, 1)->unattended);
	CHECK_STR(tool(result, "ToDesk", ORIGIN_TEXT, 1)->owner, "todesk@hopthu.example");
	CHECK(tool(result, "ToDesk", ORIGIN_TEXT, 2)->unattended);
	CHECK_STR(tool(result, "Chrome Remote Desktop", ORIGIN_JSON, 0)->owner, "chumay@hopthu.example");
	CHECK_INT(setting(run_quiet(&artifact_windows_remote_desktop), SETTING_RDP_ALLOWED)->number, 1);

	/* StartupApproved: an odd first byte is "off". */
	struct harness_result *run = run_quiet(&artifact_windows_run_keys);
	const struct fact *fact;
	size_t seen = 0;
	for (size_t i = 0; (fact = harness_fact(run, FACT_AUTOSTART, i)); i++) {
		if (fact->autostart.kind == AUTOSTART_RUN)
			CHECK_INT(fact->autostart.enabled, !str_eq_c(fact->autostart.name, "Tat"));
		seen += str_eq_c(fact->autostart.name, "Tat") || str_eq_c(fact->autostart.name, "Bat");
	}
	CHECK_INT(seen, 2);
	harness_done(&harness);

	open_recipe(SCOPE_USER, "fixtures/recipes/remote-tools.recipe", "Users/hotro");
	result = run_quiet(&artifact_windows_remote_access_user);
	CHECK_STR(tool(result, "TeamViewer", ORIGIN_REGISTRY, 0)->owner, "hotro@nhacungcap.example");
	CHECK_STR(tool(result, "RustDesk", ORIGIN_TEXT, 0)->machine_id, "112233445");
	CHECK_STR(tool(result, "RustDesk", ORIGIN_TEXT, 1)->server, "rust.nhacungcap.example");
	CHECK(tool(result, "RustDesk", ORIGIN_TEXT, 2)->unattended);
	CHECK(tool(result, "AnyDesk", ORIGIN_FILE, 0)->program);
	harness_done(&harness);
}

static bool has_problem(const struct harness_result *result, const char *part)
{
	for (size_t i = 0; i < result->problems.count; i++) {
		if (str_find(result->problems.items[i].what, str_from_c(part)) >= 0)
			return true;
	}
	printf("no problem says \"%s\"\n", part);
	return false;
}

static void damaged_sam(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/damaged-sam.recipe", "");
	struct harness_result *result = harness_run(&harness, &artifact_windows_sam_users);
	CHECK_INT(result->status, OK);
	CHECK_INT(harness_count(result, FACT_USER), 8); /* 4 built in, 1001 to 1004 */
	CHECK_STR(user(result, 1001)->name, "mot");     /* from Names */
	CHECK_INT(user(result, 1001)->password, PASSWORD_UNKNOWN);
	CHECK(has_problem(result, "000003E9: the F value"));
	CHECK(has_problem(result, "000003E9: the V value"));
	CHECK(has_problem(result, "user 1002 has no entry in Names"));
	CHECK(has_problem(result, "000003EB: an Internet identity is linked"));
	CHECK(has_problem(result, "InternetProviderGUID has 3 bytes"));
	CHECK(has_problem(result, "the name of user 1005 has no key"));
	CHECK_INT(account(result, "bon@hopthu.example")->state, ACCOUNT_LINKED);
	CHECK(has_problem(harness_run(&harness, &artifact_windows_groups), "00000222: the C value"));
	harness_done(&harness);
}

static void next_control_set(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/next-control-set.recipe", "");
	struct harness_result *services = harness_run(&harness, &artifact_windows_services);
	const struct fact *fact;
	size_t tools = 0, current = 0;
	for (size_t i = 0; (fact = harness_fact(services, FACT_AUTOSTART, i)); i++) {
		tools += str_eq_c(fact->autostart.name, "AnyDesk") && str_find(fact->origin.where, STR("ControlSet001")) >= 0;
		current += str_find(fact->origin.where, STR("ControlSet002")) >= 0;
	}
	CHECK_INT(tools, 1);
	CHECK_INT(current, 1);
	CHECK(has_problem(services, "the next start uses ControlSet001"));
	tool(harness_run(&harness, &artifact_windows_remote_access), "AnyDesk", ORIGIN_REGISTRY, 0);
	CHECK_INT(setting(harness_run(&harness, &artifact_windows_remote_desktop), SETTING_RDP_ALLOWED)->number, 1);
	harness_done(&harness);
}

static bool has_member(const struct harness_result *result, const char *sid)
{
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_MEMBER, i)); i++) {
		if (fact->member.group_rid == 544 && str_eq_c(fact->member.sid, sid))
			return true;
	}
	printf("%s is no member\n", sid);
	return false;
}

/* A count that lies, an index that knows more, less or nothing, a OneDrive without a name, telephone numbers as accounts. */
static void hidden_accounts(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/hidden-accounts.recipe", "");
	struct harness_result *groups = harness_run(&harness, &artifact_windows_groups);
	CHECK(has_member(groups, SID "500") && has_member(groups, SID "1001") && has_member(groups, "S-1-5-21-7-8-9-1105"));
	CHECK(has_problem(groups, "not as long as its count 1"));
	CHECK(has_problem(groups, "whom the group does not name"));
	CHECK(has_problem(groups, "00000222: the list of members"));
	CHECK_INT(groups->problems.count, 3);
	harness_done(&harness);
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/group-index.recipe", "");
	groups = harness_run(&harness, &artifact_windows_groups);
	CHECK(has_member(groups, SID "500") && has_member(groups, SID "1001"));
	CHECK(has_problem(groups, SID "1001 is a member of Administrators whom the index does not name"));
	CHECK_INT(groups->problems.count, 1);
	harness_done(&harness);
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/group-no-index.recipe", "");
	groups = harness_run(&harness, &artifact_windows_groups);
	CHECK(has_member(groups, SID "500"));
	CHECK(has_problem(groups, "the index of group members is not there"));
	CHECK_INT(groups->problems.count, 1);
	harness_done(&harness);

	open_recipe(SCOPE_USER, "fixtures/recipes/hidden-accounts.recipe", "Users/lan");
	struct harness_result *onedrive = run_quiet(&artifact_windows_onedrive);
	CHECK_INT(harness_count(onedrive, FACT_ACCOUNT), 1); /* without a folder it is none, nor Personal without address or CID */
	CHECK_STR(harness_fact(onedrive, FACT_ACCOUNT, 0)->account.tenant, "11112222-3333-4444-5555-666677778888");
	CHECK_INT(harness_fact(onedrive, FACT_ACCOUNT, 0)->account.state, ACCOUNT_LINKED);
	struct harness_result *identity = harness_run(&harness, &artifact_windows_identitycrl);
	CHECK_INT(harness_count(identity, FACT_ACCOUNT), 2);
	CHECK_INT(account(identity, "+84912345678")->state, ACCOUNT_LINKED);
	CHECK_INT(account(identity, "+84987654321")->state, ACCOUNT_TRACE);
	CHECK(has_problem(identity, "a key name of 7 characters is no address"));
	CHECK_INT(identity->problems.count, 1);
	harness_done(&harness);
}

/* Hostile names: all facts are valid UTF-8 (the harness checks), what follows a broken name is still seen. */
static void hostile_names(void)
{
	open_recipe(SCOPE_SYSTEM, "fixtures/recipes/hostile-names.recipe", "");
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
		if ((*artifact)->scope == SCOPE_SYSTEM && *artifact != &artifact_windows_deleted_profiles)
			CHECK_INT(harness_run(&harness, *artifact)->status, OK);
	}
	struct harness_result *software = harness_run(&harness, &artifact_windows_software);
	bool ultraviewer = false;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(software, FACT_SOFTWARE, i)); i++)
		ultraviewer |= str_starts(fact->software.name, STR("UltraViewer"));
	CHECK(ultraviewer);
	account(harness_run(&harness, &artifact_windows_stored_identities), "sau@hopthu.example");
	harness_done(&harness);
}

/* A name in the file table is a deleted profile; the same name of a file that is there is none. */
static void deleted_profiles(void)
{
	harness_init(&harness, SCOPE_SYSTEM);
	harness_add_bytes(&harness, "Users\\lan\\NTUSER.DAT", (struct span){ 0 });
	harness_add_bytes(&harness, "Users\\cu\\NTUSER.DAT", (struct span){ 0 })->deleted = true;
	harness_add_bytes(&harness, "Users\\cu\\AppData\\NTUSER.DAT", (struct span){ 0 })->deleted = true;
	struct harness_result *result = run_quiet(&artifact_windows_deleted_profiles);
	CHECK_INT(result->facts.count, 1);
	CHECK_STR(setting(result, SETTING_DELETED_PROFILE)->text, "Users\\cu");
	harness_done(&harness);
}

/* A planted secret must not be in any fact or problem of any artifact. */
static void no_secret(void)
{
	static const struct { const char *recipe, *below; enum scope scope; } places[] = {
		{ "fixtures/recipes/local-users.recipe", "", SCOPE_SYSTEM },
		{ "fixtures/recipes/cloud-office.recipe", "Users/ketoan", SCOPE_USER },
		{ "fixtures/recipes/remote-tools.recipe", "", SCOPE_SYSTEM },
		{ "fixtures/recipes/remote-tools.recipe", "Users/hotro", SCOPE_USER },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct buf all = { 0 };
		open_recipe(places[i].scope, places[i].recipe, places[i].below);
		for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
			if ((*artifact)->scope != places[i].scope)
				continue;
			struct harness_result *result = harness_run(&harness, *artifact);
			for (size_t k = 0; k < result->facts.count; k++)
				fact_write_line(&all, result->facts.items[k].kind, &result->facts.items[k].origin,
						&result->facts.items[k].machine);
			for (size_t k = 0; k < result->problems.count; k++)
				buf_put(&all, result->problems.items[k].what);
		}
		CHECK(all.len > 100);
		CHECK(str_find(buf_str(&all), STR("PLANTED")) < 0);
		buf_done(&all);
		harness_done(&harness);
	}
}

TEST_MAIN(TEST(machine_a_header), TEST(machine_a_users), TEST(machine_a_rest), TEST(machine_a_profile), TEST(machine_b), TEST(joined),
	  TEST(cloud_clients), TEST(local_users), TEST(unreadable_profile), TEST(remote_tools), TEST(damaged_sam), TEST(hidden_accounts), TEST(next_control_set),
	  TEST(hostile_names), TEST(deleted_profiles),
	  TEST(no_secret))
