/* Judged cases built by hand: machine A and B of the model reports, and one with hostile names. Nothing here was read from a disk. */
#ifndef SOATMAY_TESTS_SAMPLE_CASE_H
#define SOATMAY_TESTS_SAMPLE_CASE_H

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "case/case.h"
#include "judge/judge.h"
#include "judge/policy.h"
#include "report/report.h"

#define FOREIGN  "tinhocvidu@hopthu.example"
#define OFFICIAL "vanphongb"
#define CID      "3a5bc0ffee123456"
#define SUFFIX   "@suoimay.example"

static inline int64_t at(const char *text)
{
	int64_t time = TIME_UNKNOWN;
	time_parse(str_from_c(text), &time);
	return time;
}

static inline struct str S(const char *text)
{
	return str_from_c(text);
}

static inline struct origin where(uint32_t file, enum origin_kind kind, const char *place, const char *name, const char *when)
{
	return (struct origin){ file, kind, S(place), S(name), when ? at(when) : TIME_UNKNOWN };
}

static inline void add_check(struct case_file *file, const char *check, enum coverage_result result, bool mandatory, const char *place,
                             const char *reason)
{
	*array_push(file->arena, &file->coverage) = (struct coverage){
		.check = S(check), .system = 1, .subject = 1, .subject_text = S(place), .mandatory = mandatory,
		.undone = mandatory && result != COVERAGE_DONE && result != COVERAGE_ABSENT, .result = result, .reason = S(reason),
	};
}

static inline void add_file(struct case_file *file, const char *path, uint32_t notes)
{
	uint32_t id = (uint32_t)file->evidence.count + 1;
	*array_push(file->arena, &file->evidence) = (struct evidence){
		.id = id, .source = 0, .volume = 2, .subject = 1, .path = S(path), .size = 65536, .modified = at("2026-11-21T10:05:00Z"),
		.sha256 = S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), .notes = notes,
	};
}

static inline struct finding *add_finding(struct case_file *file, const char *rule, const char *message, enum severity severity,
                                          enum effect effect)
{
	struct finding *finding = array_push(file->arena, &file->findings);
	*finding = (struct finding){ .rule = rule, .message = message, .severity = severity, .effect = effect,
		                     .confidence = CONFIDENCE_CERTAIN, .letter_points = 6, .system = 1 };
	finding->identity = str_format(file->arena, "%s|VANPHONG-07|%zu", rule, file->findings.count);
	return finding;
}

static inline void add_argument(struct case_file *file, struct finding *finding, const char *name, enum argument_kind kind, const char *text,
                                uint64_t count, const char *when)
{
	*array_push(file->arena, &finding->arguments) =
		(struct argument){ name, kind, S(text), count, when ? at(when) : TIME_UNKNOWN };
}

static inline void sample_machine(struct case_file *file, struct arena *arena)
{
	memset(file, 0, sizeof *file);
	file->arena = arena;
	file->started = at("2026-11-22T02:30:00Z");
	file->finished = at("2026-11-22T02:30:01Z");
	*array_push(arena, &file->sources) = (struct source_info){
		.id = 0, .kind = SOURCE_DEVICE, .path = S("/dev/sda"), .size = UINT64_C(512110190592), .sector_bytes = 512,
		.model = S("VIDUDISK NV512"), .serial = S("26FD0031872") };
	*array_push(arena, &file->volumes) = (struct volume_info){
		.source = 0, .id = 1, .offset = 1048576, .size = 104857600, .filesystem = FILESYSTEM_FAT };
	*array_push(arena, &file->volumes) = (struct volume_info){
		.source = 0, .id = 2, .offset = 122683392, .size = UINT64_C(511800000000), .filesystem = FILESYSTEM_NTFS,
		.states = VOLUME_CLEAN | VOLUME_FAST_STARTUP, .files = 240113, .deleted_files = 912, .windows = true };
	struct case_system *system = array_push(arena, &file->systems);
	*system = (struct case_system){
		.subject = 1, .volume = 2, .product = S("Windows 11 Pro"), .display_version = S("24H2"), .build = S("26100.2314"),
		.computer_name = S("VANPHONG-07"), .setup_state = S("complete"), .manufacturer = S("Vidutech"), .model = S("Office V15"),
		.machine_guid = S("0b0b0b0b-1111-2222-3333-444444444444"), .installed = at("2026-08-03T02:00:00Z"),
		.last_shutdown = at("2026-11-21T10:10:00Z") };
	add_file(file, "Windows\\System32\\config\\SAM", NOTE_LOG_REPLAYED);
	add_file(file, "Windows\\System32\\config\\SOFTWARE", 0);
	add_file(file, "Users\\vanphong\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Login Data", NOTE_WAL_MERGED);
	add_file(file, "Users\\vanphong\\NTUSER.DAT", 0);
	static const char *const checks[] = { "source.open", "source.volume", "source.windows", "windows.machine", "windows.sam_users",
		"windows.groups", "windows.identitycrl", "windows.onedrive", "windows.office", "windows.software", "windows.services",
		"windows.run_keys", "windows.remote_access", "windows.device_join", "windows.domain", "chromium.accounts", "chromium.logins" };
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		add_check(file, checks[i], COVERAGE_DONE, true, "", "");
}

static inline void sample_user(struct case_file *file, const char *name, uint32_t rid, bool administrator, bool enabled, uint32_t profile)
{
	struct case_user *user = array_push(file->arena, &file->users);
	*user = (struct case_user){ .system = 1, .in_sam = true, .administrator = administrator, .administrator_known = true };
	record_times_unknown(fact_types[FACT_USER], &user->sam);
	user->sid = user->sam.sid = str_format(file->arena, "S-1-5-21-1-2-3-%u", rid);
	user->sam.rid = user->sam.effective_rid = rid;
	user->sam.name = S(name);
	user->sam.enabled = enabled;
	user->sam.password = PASSWORD_SET;
	user->profile_subject = profile;
	if (profile)
		user->profile_path = str_format(file->arena, "Users\\%s", name);
	*array_push(file->arena, &user->evidence) = where(1, ORIGIN_REGISTRY, "SAM\\Domains\\Account\\Users\\000003E9", "V", NULL);
}

static inline void sample_account(struct case_file *file)
{
	struct case_account *account = array_push(file->arena, &file->accounts);
	*account = (struct case_account){ .id = 1, .provider = PROVIDER_MICROSOFT, .address = S(FOREIGN), .display_name = S("Tin học Ví Dụ"),
		.cid = S(CID), .state = ACCOUNT_LINKED, .ownership = OWNERSHIP_FOREIGN, .services = 1u << SERVICE_WINDOWS | 1u << SERVICE_EDGE,
		.first_seen = at("2026-08-05T03:21:00Z"), .last_seen = at("2026-11-21T10:05:00Z") };
	*array_push(file->arena, &account->user_sids) = S("S-1-5-21-1-2-3-1001");
	struct case_trace *trace = array_push(file->arena, &account->traces);
	*trace = (struct case_trace){ .system = 1, .user_subject = 2, .user_sid = S("S-1-5-21-1-2-3-1001") };
	record_times_unknown(fact_types[FACT_ACCOUNT], &trace->fact);
	trace->fact.provider = PROVIDER_MICROSOFT;
	trace->fact.state = ACCOUNT_LINKED;
	trace->fact.address = S(FOREIGN);
	trace->fact.cid = S(CID);
	trace->origin = where(4, ORIGIN_REGISTRY, "Software\\Microsoft\\IdentityCRL\\UserExtendedProperties\\" FOREIGN, "cid", "2026-08-05T03:21:00Z");
	file->users.items[0].microsoft_account = S(FOREIGN);
}

static inline void sample_login(struct case_file *file, struct case_browser_profile *profile, const char *origin, const char *host,
                                const char *username, bool official)
{
	struct case_login *login = array_push(file->arena, &profile->logins);
	*login = (struct case_login){ .host = S(host), .official = official, .origin = where(3, ORIGIN_TABLE, "logins", "username_value", NULL) };
	record_times_unknown(fact_types[FACT_SAVED_LOGIN], &login->login);
	login->login.origin = S(origin);
	login->login.username = S(username);
	login->login.synced = true;
	login->login.created = at("2026-08-06T01:12:00Z");
}

static inline void sample_browser(struct case_file *file)
{
	struct case_browser_profile *profile = array_push(file->arena, &file->browser_profiles);
	*profile = (struct case_browser_profile){ .subject = 3, .system = 1, .user_subject = 2, .user_sid = S("S-1-5-21-1-2-3-1001"),
		.browser = BROWSER_EDGE, .path = S("Users\\vanphong\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default"),
		.display_name = S("Tin học Ví Dụ"), .state = BROWSER_STATE_PASSWORDS_SYNCED, .proof = PROOF_A, .account = 1,
		.last_sync = at("2026-11-21T10:05:00Z"), .logins_total = 9, .logins_official = 7, .logins_never_save = 1, .deleted_known = true,
		.logins_deleted_estimate = 2, .logins_synced = 7, .logins_read = true };
	record_times_unknown(fact_types[FACT_BROWSER_ACCOUNT], &profile->who);
	profile->who.address = S(FOREIGN);
	sample_login(file, profile, "https://thu.suoimay.example/login", "thu.suoimay.example", OFFICIAL, true);
	sample_login(file, profile, "https://qlvb.suoimay.example/?u=1", "qlvb.suoimay.example", "nguyenvanb" SUFFIX, true);
	sample_login(file, profile, "https://nganhang.example/", "nganhang.example", "rieng-tu-12345", false);
	*array_push(file->arena, &profile->evidence) = where(3, ORIGIN_TABLE, "logins", "", NULL);
}

static inline void sample_findings_a(struct case_file *file)
{
	struct finding *finding = add_finding(file, "SYN-04", "syn04", SEVERITY_CRITICAL, EFFECT_FAIL);
	finding->letter_points = 3;
	finding->user = 2;
	finding->browser = 3;
	finding->account = S(FOREIGN);
	finding->extra_message = "proof.a";
	finding->identity = S("SYN-04|VANPHONG-07|Users\\vanphong|" FOREIGN);
	add_argument(file, finding, "n", ARGUMENT_COUNT, "", 7, NULL);
	add_argument(file, finding, "date", ARGUMENT_TIME, "", 0, "2026-08-06T01:12:00Z");
	*array_push(file->arena, &finding->evidence) = where(3, ORIGIN_TABLE, "logins", "username_value", NULL);
	*array_push(file->arena, &finding->evidence) = where(3, ORIGIN_TABLE, "sync_entities_metadata", "storage_key", "2026-11-21T10:05:00Z");
	finding = add_finding(file, "ACC-01", "acc01", SEVERITY_CRITICAL, EFFECT_FAIL);
	finding->user = 2;
	finding->subject = S("vanphong");
	finding->account = S(FOREIGN);
	*array_push(file->arena, &finding->evidence) =
		where(1, ORIGIN_REGISTRY, "SAM\\Domains\\Account\\Users\\000003E9", "InternetUserName", "2026-08-05T03:21:00Z");
	*array_push(file->arena, &finding->evidence) =
		where(4, ORIGIN_REGISTRY, "Software\\Microsoft\\IdentityCRL\\UserExtendedProperties\\" FOREIGN, "cid", NULL);
	*array_push(file->arena, &finding->evidence) =
		where(4, ORIGIN_REGISTRY, "Software\\Microsoft\\Office\\16.0\\Common\\Identity\\Identities\\" CID "_LiveId", "EmailAddress", NULL);
	finding = add_finding(file, "RMT-01", "rmt01", SEVERITY_HIGH, EFFECT_FAIL);
	finding->letter_points = 4;
	finding->subject = S("UltraViewer");
	add_argument(file, finding, "name", ARGUMENT_TEXT, "UltraViewer", 0, NULL);
	*array_push(file->arena, &finding->evidence) = where(2, ORIGIN_REGISTRY,
		"WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\UltraViewer_is1", "DisplayName", "2026-08-03T08:00:00Z");
	finding = add_finding(file, "SW-03", "sw03", SEVERITY_LOW, EFFECT_NOTE);
	finding->letter_points = 4;
	add_argument(file, finding, "n", ARGUMENT_COUNT, "", 2, NULL);
	*array_push(file->arena, &finding->items) = S("Ví Dụ Reader 3.1 (Ví Dụ Software)");
	*array_push(file->arena, &finding->items) = S("Trình nghe nhạc Ví Dụ 2.0");
}

static inline void sample_a(struct case_file *file, struct arena *arena)
{
	sample_machine(file, arena);
	sample_user(file, "vanphong", 1001, true, true, 2);
	sample_user(file, "quantri", 1002, true, true, 0);
	sample_user(file, "Guest", 501, false, false, 0);
	sample_account(file);
	sample_browser(file);
	sample_findings_a(file);
	struct case_software *software = array_push(arena, &file->software);
	*software = (struct case_software){ .system = 1, .category = "remote-access", .origin = where(2, ORIGIN_REGISTRY, "Uninstall", "", NULL) };
	record_times_unknown(fact_types[FACT_SOFTWARE], &software->fact);
	software->fact.name = S("UltraViewer");
	struct case_autostart *autostart = array_push(arena, &file->autostart);
	*autostart = (struct case_autostart){ .system = 1, .origin = where(2, ORIGIN_REGISTRY, "Run", "agent", NULL) };
	autostart->fact.kind = AUTOSTART_RUN;
	autostart->fact.name = S("agent");
	autostart->fact.command = S("C:\\vidu\\agent.exe --user=" FOREIGN " --password=MatKhauBiMat1 --token MaBiMat2");
	autostart->fact.enabled = true;
	struct case_remote *remote = array_push(arena, &file->remote_access);
	*remote = (struct case_remote){ .system = 1, .origin = where(2, ORIGIN_REGISTRY, "Uninstall", "", NULL) };
	remote->fact.tool = S("UltraViewer");
	remote->fact.program = true;
	file->verdict = VERDICT_FAIL;
}

static inline void sample_b(struct case_file *file, struct arena *arena)
{
	sample_machine(file, arena);
	file->systems.items[0].setup_state = S("oobe");
	file->verdict = VERDICT_PASS;
}

/* Names as a stranger may choose them. */
static inline const char *hostile_name(size_t i)
{
	static const char *const names[] = {
		"\xE2\x80\xAEgnp.exe", "tab\there\nline\x1b[31mred", "%s%n{acc}{name}", "<script>alert(1)</script>",
		"\xFF\xFE broken", "日本語の名前日本語の名前日本語の名前日本語の名前日本語の名前", "👩‍💻👩‍💻 emoji", "עברית ימין לשמאל",
		"a\"quote\\back", "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81 marks",
	};
	return names[i % (sizeof names / sizeof *names)];
}

/* 120 findings with hostile subjects and very long words, two Windows, unreadable checks. */
static inline void sample_hostile(struct case_file *file, struct arena *arena)
{
	sample_a(file, arena);
	struct case_system *old = array_push(arena, &file->systems);
	*old = (struct case_system){ .subject = 9, .volume = 2, .path = S("Windows.old"), .previous = true, .product = S("Windows 10 Home"),
		.computer_name = S(hostile_name(0)), .installed = TIME_UNKNOWN, .last_shutdown = TIME_UNKNOWN };
	char *longest = arena_alloc(arena, 10000);
	memset(longest, 'x', 10000);
	struct str very_long = { longest, 10000 };
	file->systems.items[0].owner = S(hostile_name(1));
	add_file(file, "Users\\vanphong\\AppData\\Local\\Microsoft\\Outlook\\" FOREIGN ".ost", 0);
	for (size_t i = 0; file->findings.count < 120; i++) {
		struct finding *finding = add_finding(file, i % 2 ? "RMT-01" : "SW-02", i % 2 ? "rmt01" : "sw02", SEVERITY_MEDIUM, EFFECT_NOTE);
		finding->system = i % 3 ? 1 : 9;
		finding->confidence = i % 2 ? CONFIDENCE_LIKELY : CONFIDENCE_TRACE;
		finding->subject = i % 11 == 5 ? very_long : S(hostile_name(i));
		*array_push(arena, &finding->arguments) = (struct argument){ "name", ARGUMENT_TEXT, finding->subject, 0, TIME_UNKNOWN };
		*array_push(arena, &finding->evidence) =
			(struct origin){ 5, ORIGIN_JSON, i % 7 == 3 ? very_long : S(hostile_name(i + 3)), S(hostile_name(i + 5)), TIME_UNKNOWN };
		*array_push(arena, &finding->items) = i % 13 == 1 ? very_long : S(hostile_name(i + 1));
	}
	add_check(file, "chromium.logins", COVERAGE_PARTIAL, true, "Users\\a\\AppData\\Local\\Google\\Chrome\\User Data\\" FOREIGN,
	          "truncated: page 12 of 40");
	add_check(file, "chromium.logins", COVERAGE_PARTIAL, true, "Users\\b", "corrupt");
	add_check(file, "windows.office", COVERAGE_CRASHED, false, hostile_name(1), hostile_name(4));
	add_check(file, "made.up", COVERAGE_TIMED_OUT, false, "", "");
}

static inline void sample_policy(struct policy *policy)
{
	memset(policy, 0, sizeof *policy);
	policy->configured = true;
	policy->sha256 = S("3f9a0c4d7b1e88526a5d90f3e2c7b6140d8e5f7a91b3c2d4e6f80a1b2c3dc41e");
	policy->office_name = S("UBND XÃ SUỐI MÂY");
	policy->fingerprint_key = S("khoa-thu-nghiem");
}

static inline struct report_options sample_options(enum language language, enum mask mask)
{
	return (struct report_options){ .language = language, .mask = mask, .mode = MODE_ACCEPTANCE, .now = at("2026-11-22T02:30:00Z"),
		                        .build = S("test"), .columns = 80 };
}

#endif
