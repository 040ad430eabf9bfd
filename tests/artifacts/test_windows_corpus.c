/* Every registry hive of the corpus against truth.json: users, administrators, machine facts, services, programs, Run keys, accounts.
 * "No difference" is the rule; the exceptions stand at their place with the reason. */
#include <stdio.h>

#include "artifact/table.h"
#include "base/glob.h"
#include "base/timestamp.h"
#include "truth.h"

extern const struct artifact artifact_windows_machine, artifact_windows_sam_users, artifact_windows_groups, artifact_windows_services,
	artifact_windows_software_user, artifact_windows_run_keys, artifact_windows_run_keys_user, artifact_windows_profile_list,
	artifact_windows_remote_desktop, artifact_windows_device_join, artifact_windows_outlook;

#define SAM_PATH      "Windows\\System32\\config\\SAM"
#define SYSTEM_PATH   "Windows\\System32\\config\\SYSTEM"
#define SOFTWARE_PATH "Windows\\System32\\config\\SOFTWARE"

static struct str machine_text(const struct harness_result *result, enum machine_property property)
{
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_MACHINE, i)); i++) {
		if (fact->machine.property == property)
			return fact->machine.text;
	}
	return (struct str){ 0 };
}

static int64_t machine_time(const struct harness_result *result, enum machine_property property)
{
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_MACHINE, i)); i++) {
		if (fact->machine.property == property)
			return fact->machine.time;
	}
	return TIME_UNKNOWN;
}

static const struct fact_user *user_of(const struct harness_result *result, uint32_t rid)
{
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_USER, i)); i++) {
		if (fact->user.rid == rid)
			return &fact->user;
	}
	return NULL;
}

/* A sound hive gives no problem; the one damaged user hive of the corpus (a list that refers to a key twice) must give one. */
static void check_quiet(const cJSON *entry, const struct harness_result *result)
{
	if (str_ends(str_from_c(entry->string), STR("NTUSER_Bad.DAT"))) {
		CHECK(result->problems.count > 0);
		return;
	}
	if (result->status != OK || result->problems.count) {
		printf("%s:\n", entry->string);
		for (size_t i = 0; i < result->problems.count; i++)
			printf("  %s: %.*s\n", err_name(result->problems.items[i].why), STR_ARGS(result->problems.items[i].what));
	}
	CHECK_INT(result->status, OK);
	CHECK_INT(result->problems.count, 0);
}

static struct str second(struct arena *arena, int64_t time)
{
	/* The truth has whole seconds. */
	return time == TIME_UNKNOWN ? (struct str){ 0 } : time_rfc3339(arena, time - time % 1000000);
}

static void check_user(struct harness *harness, const cJSON *entry, const struct harness_result *result, const cJSON *expected)
{
	uint32_t rid = (uint32_t)cJSON_GetNumberValue(cJSON_GetObjectItem(expected, "rid"));
	const struct fact_user *user = user_of(result, rid);
	CHECK(user != NULL);
	if (!user)
		return;
	truth_difference(entry, "name", user->name, truth_text(expected, "name"));
	truth_difference(entry, "full name", user->full_name, truth_text(expected, "full_name"));
	truth_difference(entry, "comment", user->comment, truth_text(expected, "comment"));
	truth_difference(entry, "last logon", second(&harness->arena, user->last_logon), truth_text(expected, "last_logon"));
	truth_difference(entry, "password set", second(&harness->arena, user->password_set), truth_text(expected, "pwd_last_set"));
	CHECK_INT(user->enabled, !cJSON_IsTrue(cJSON_GetObjectItem(expected, "disabled")));
	CHECK_INT(user->logon_count, (uint32_t)cJSON_GetNumberValue(cJSON_GetObjectItem(expected, "logon_count")));
	CHECK_INT(user->effective_rid, rid);
	CHECK(user->password != PASSWORD_UNKNOWN);
}

static void check_administrators(const cJSON *entry, const struct harness_result *result)
{
	const cJSON *expected = cJSON_GetObjectItem(entry, "administrators_members"), *sid;
	size_t count = 0, found = 0;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_MEMBER, i)); i++) {
		if (fact->member.group_rid != 544)
			continue;
		count++;
		cJSON_ArrayForEach(sid, expected) found += str_eq_c(fact->member.sid, cJSON_GetStringValue(sid));
	}
	CHECK_INT(count, (size_t)cJSON_GetArraySize(expected));
	CHECK_INT(found, count);
}

static void sam_hives(void)
{
	cJSON *truth = truth_load();
	size_t hives = 0;
	for (const cJSON *entry = NULL; (entry = truth_next(truth, "SAM", entry));) {
		struct harness harness;
		harness_init(&harness, SCOPE_SYSTEM);
		truth_add_hive(&harness, entry, SAM_PATH);
		struct harness_result *users = harness_run(&harness, &artifact_windows_sam_users);
		check_quiet(entry, users);
		const cJSON *list = cJSON_GetObjectItem(entry, "users"), *user;
		CHECK_INT(harness_count(users, FACT_USER), (size_t)cJSON_GetArraySize(list));
		cJSON_ArrayForEach(user, list) check_user(&harness, entry, users, user);
		truth_difference(entry, "machine SID", machine_text(users, MACHINE_SID), truth_text(entry, "machine_sid"));
		CHECK_INT(harness_count(users, FACT_ACCOUNT), 0);
		struct harness_result *groups = harness_run(&harness, &artifact_windows_groups);
		check_quiet(entry, groups);
		check_administrators(entry, groups);
		harness_done(&harness);
		hives++;
	}
	CHECK(hives >= 12);
	cJSON_Delete(truth);
}

static void check_services(const cJSON *entry, const struct harness_result *result)
{
	const cJSON *name;
	size_t count = 0, automatic = 0, named = 0;
	const struct fact *fact;
	for (size_t i = 0; (fact = harness_fact(result, FACT_AUTOSTART, i)); i++) {
		if (fact->autostart.kind != AUTOSTART_SERVICE)
			continue;
		count++;
		automatic += fact->autostart.start == 2;
		cJSON_ArrayForEach(name, cJSON_GetObjectItem(entry, "services_win32_names"))
			named += str_eq_c(fact->autostart.name, cJSON_GetStringValue(name));
	}
	CHECK_INT(count, (size_t)cJSON_GetNumberValue(cJSON_GetObjectItem(entry, "services_win32")));
	CHECK_INT(automatic, (size_t)cJSON_GetNumberValue(cJSON_GetObjectItem(entry, "services_win32_autostart")));
	CHECK_INT(named, (size_t)cJSON_GetArraySize(cJSON_GetObjectItem(entry, "services_win32_names")));
}

static void check_remote_desktop(struct harness *harness, const cJSON *entry)
{
	struct harness_result *result = harness_run(harness, &artifact_windows_remote_desktop);
	const cJSON *denied = cJSON_GetObjectItem(entry, "TermService_fDenyTSConnections");
	const struct fact *fact = harness_fact(result, FACT_SETTING, 0);
	CHECK_INT(fact != NULL, cJSON_IsNumber(denied));
	CHECK_INT(result->status, OK); /* partial: there is no SOFTWARE beside it */
	CHECK_INT(result->problems.count, 1);
	if (fact)
		CHECK_INT(fact->setting.number, cJSON_GetNumberValue(denied) == 0);
}

static void system_hives(void)
{
	cJSON *truth = truth_load();
	size_t hives = 0;
	for (const cJSON *entry = NULL; (entry = truth_next(truth, "SYSTEM", entry));) {
		struct harness harness;
		harness_init(&harness, SCOPE_SYSTEM);
		truth_add_hive(&harness, entry, SYSTEM_PATH);
		struct harness_result *machine = harness_run(&harness, &artifact_windows_machine);
		CHECK_INT(machine->status, OK);
		CHECK_INT(machine->problems.count, 1); /* no SOFTWARE beside it */
		truth_difference(entry, "computer name", machine_text(machine, MACHINE_COMPUTER_NAME), truth_text(entry, "computer_name"));
		truth_difference(entry, "control set", machine_text(machine, MACHINE_CONTROL_SET),
				 truth_text(entry, "current_control_set"));
		truth_difference(entry, "last shutdown", second(&harness.arena, machine_time(machine, MACHINE_LAST_SHUTDOWN)),
				 truth_text(entry, "last_shutdown"));
		/* The truth looked only at TimeZoneKeyName, which came with Vista; before, StandardName is what there is. */
		if (truth_text(entry, "timezone"))
			truth_difference(entry, "time zone", machine_text(machine, MACHINE_TIME_ZONE), truth_text(entry, "timezone"));
		struct harness_result *services = harness_run(&harness, &artifact_windows_services);
		check_quiet(entry, services);
		check_services(entry, services);
		check_remote_desktop(&harness, entry);
		struct harness_result *join = harness_run(&harness, &artifact_windows_device_join);
		check_quiet(entry, join);
		CHECK_INT(harness_count(join, FACT_ACCOUNT), (size_t)cJSON_GetArraySize(cJSON_GetObjectItem(entry, "cloud_domain_join")));
		harness_done(&harness);
		hives++;
	}
	CHECK(hives >= 5);
	cJSON_Delete(truth);
}

/* The values of one Run* key of the truth among the facts. */
static void check_run(const cJSON *entry, const struct harness_result *result)
{
	const cJSON *key, *command;
	cJSON_ArrayForEach(key, cJSON_GetObjectItem(entry, "run")) {
		cJSON_ArrayForEach(command, key) {
			bool found = false;
			const struct fact *fact;
			for (size_t i = 0; (fact = harness_fact(result, FACT_AUTOSTART, i)); i++)
				found |= fact->autostart.kind == AUTOSTART_RUN && str_eq_c(fact->autostart.name, command->string) &&
					 str_eq_c(fact->autostart.command, cJSON_GetStringValue(command));
			if (!found)
				printf("%s: Run %s is missing\n", entry->string, command->string);
			CHECK(found);
		}
	}
}

static void software_hives(void)
{
	cJSON *truth = truth_load();
	size_t hives = 0;
	for (const cJSON *entry = NULL; (entry = truth_next(truth, "SOFTWARE", entry));) {
		struct harness harness;
		harness_init(&harness, SCOPE_SYSTEM);
		truth_add_hive(&harness, entry, SOFTWARE_PATH);
		const cJSON *os = cJSON_GetObjectItem(entry, "os"), *profile;
		struct harness_result *machine = harness_run(&harness, &artifact_windows_machine);
		truth_difference(entry, "build", machine_text(machine, MACHINE_BUILD), truth_text(os, "CurrentBuildNumber"));
		truth_difference(entry, "owner", machine_text(machine, MACHINE_OWNER), truth_text(os, "RegisteredOwner"));
		truth_difference(entry, "organisation", machine_text(machine, MACHINE_ORGANISATION),
				 truth_text(os, "RegisteredOrganization"));
		CHECK_INT(machine_time(machine, MACHINE_INSTALLED),
			  (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(os, "InstallDate")) * 1000000);
		struct harness_result *profiles = harness_run(&harness, &artifact_windows_profile_list);
		check_quiet(entry, profiles);
		CHECK_INT(harness_count(profiles, FACT_PROFILE), (size_t)cJSON_GetArraySize(cJSON_GetObjectItem(entry, "profile_list")));
		profile = cJSON_GetObjectItem(entry, "profile_list")->child;
		CHECK_STR(harness_fact(profiles, FACT_PROFILE, 0)->profile.sid, profile->string);
		CHECK_STR(path_name(harness_fact(profiles, FACT_PROFILE, 0)->profile.path), "Administrator");
		check_run(entry, harness_run(&harness, &artifact_windows_run_keys));
		harness_done(&harness);
		hives++;
	}
	CHECK(hives >= 1);
	cJSON_Delete(truth);
}

/* Every artifact of the user's scope over one hive. */
static void check_accounts(struct harness *harness, const cJSON *entry)
{
	const cJSON *linked = cJSON_GetObjectItem(entry, "linked_accounts"), *expected;
	size_t stated = 0;
	cJSON_ArrayForEach(expected, linked) {
		bool found = false;
		for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
			if ((*artifact)->scope != SCOPE_USER)
				continue;
			const struct fact *fact = harness_account(harness_run(harness, *artifact), expected->string);
			found |= fact && fact->account.state == ACCOUNT_LINKED;
		}
		if (!found)
			printf("%s: %s is not stated as linked\n", entry->string, expected->string);
		CHECK(found);
	}
	/* No trap is taken for an account: what is stated is in the list. */
	for (const struct artifact *const *artifact = artifacts; *artifact; artifact++) {
		if ((*artifact)->scope != SCOPE_USER)
			continue;
		const struct harness_result *result = harness_run(harness, *artifact);
		check_quiet(entry, result);
		for (size_t i = 0; i < harness_count(result, FACT_ACCOUNT); i++) {
			struct str address = harness_fact(result, FACT_ACCOUNT, i)->account.address;
			CHECK(cJSON_GetObjectItem(linked, str_to_c(&harness->arena, address)) != NULL);
			stated++;
		}
	}
	CHECK(stated >= (size_t)cJSON_GetArraySize(linked));
}

static void user_hives(void)
{
	cJSON *truth = truth_load();
	size_t hives = 0;
	for (const cJSON *entry = NULL; (entry = truth_next(truth, "NTUSER", entry));) {
		struct harness harness;
		harness_init(&harness, SCOPE_USER);
		truth_add_hive(&harness, entry, "NTUSER.DAT");
		check_accounts(&harness, entry);
		struct harness_result *programs = harness_run(&harness, &artifact_windows_software_user);
		const cJSON *key = cJSON_GetObjectItem(cJSON_GetObjectItem(entry, "uninstall"), "Uninstall"), *program;
		CHECK_INT(harness_count(programs, FACT_SOFTWARE), (size_t)cJSON_GetArraySize(key));
		size_t n = 0;
		cJSON_ArrayForEach(program, key) {
			const struct fact *fact = harness_fact(programs, FACT_SOFTWARE, n++);
			if (!fact)
				continue;
			truth_difference(entry, "program", fact->software.name, truth_text(program, "DisplayName"));
			truth_difference(entry, "version", fact->software.version, truth_text(program, "DisplayVersion"));
			truth_difference(entry, "publisher", fact->software.publisher, truth_text(program, "Publisher"));
		}
		check_run(entry, harness_run(&harness, &artifact_windows_run_keys_user));
		harness_done(&harness);
		hives++;
	}
	CHECK(hives >= 9);
	cJSON_Delete(truth);
}

/* The one Outlook account of the corpus: its password is stored, and only that is said. */
static void outlook_account(void)
{
	struct harness harness;
	harness_init(&harness, SCOPE_USER);
	harness_add_corpus(&harness, "NTUSER.DAT", "log2timeline_plaso/NTUSER-WIN7.DAT");
	struct harness_result *result = harness_run(&harness, &artifact_windows_outlook);
	CHECK_INT(harness_count(result, FACT_ACCOUNT), 1);
	const struct fact *fact = harness_account(result, "nfury@stark-research-labs.com");
	CHECK(fact && fact->account.saved_password && fact->account.role == ROLE_OUTLOOK);
	harness_done(&harness);
}

/* Hives that other readers refuse: never "done", never silence. */
static void damaged_hives(void)
{
	static const struct { const char *file, *as; const struct artifact *artifact; } hives[] = {
		{ "EricZimmerman_Registry/SAMBadHBinHeader", SAM_PATH, &artifact_windows_sam_users },
		{ "EricZimmerman_Registry/SAMBadHBinHeader", SAM_PATH, &artifact_windows_groups },
		{ "mkorman90_regipy/corrupted_system_hive.xz", SYSTEM_PATH, &artifact_windows_services },
		{ "mkorman90_regipy/corrupted_system_hive.xz", SYSTEM_PATH, &artifact_windows_device_join },
		{ "msuhanov_yarp/TruncatedHive", SYSTEM_PATH, &artifact_windows_services },
		{ "libguestfs_hivex/minimal", SAM_PATH, &artifact_windows_sam_users },
		{ "libguestfs_hivex/minimal", SOFTWARE_PATH, &artifact_windows_profile_list },
		{ "truth.json", SAM_PATH, &artifact_windows_sam_users },
	};
	for (size_t i = 0; i < sizeof hives / sizeof *hives; i++) {
		struct harness harness;
		harness_init(&harness, SCOPE_SYSTEM);
		harness_add_corpus(&harness, hives[i].as, hives[i].file);
		struct harness_result *result = harness_run(&harness, hives[i].artifact);
		CHECK(result->status != ERR_ABSENT);
		CHECK(result->status != OK || result->problems.count > 0);
		harness_done(&harness);
	}
}

/* Loose hives anywhere in a folder are found by name; a second one of the same name is said. */
static void loose_hives(void)
{
	struct harness harness;
	harness_init(&harness, SCOPE_SYSTEM);
	harness.subject.loose = true;
	harness_add_corpus(&harness, "evidence\\sam", "mkorman90_regipy/SAM");
	struct harness_result *result = harness_run(&harness, &artifact_windows_sam_users);
	CHECK_INT(result->status, OK);
	CHECK_INT(result->problems.count, 0);
	CHECK_INT(harness_count(result, FACT_USER), 3);
	harness_add_corpus(&harness, "other\\SAM", "google_turbinia/SAM");
	result = harness_run(&harness, &artifact_windows_sam_users);
	CHECK_INT(result->problems.count, 1);
	CHECK_INT(harness_count(result, FACT_USER), 3);
	harness_done(&harness);
}

TEST_MAIN(TEST(sam_hives), TEST(system_hives), TEST(software_hives), TEST(user_hives), TEST(outlook_account), TEST(damaged_hives),
	  TEST(loose_hives))
