/* Invented machines, and the wizard brought to each of its pages by keys alone: for the tests and for the
 * pictures of the manual. */
#ifndef SOATMAY_TESTS_SCREEN_SCENES_H
#define SOATMAY_TESTS_SCREEN_SCENES_H

#include <string.h>

#include "base/timestamp.h"
#include "report/check_code.h"
#include "report/qr.h"
#include "scene_results.h"
#include "screen/wizard.h"

/* `keys`: words as key_from_name takes them; "@probe", "@progress", "@fail", ... are events. */
struct scene { const char *name, *keys; };

#define KEY_DIGITS "0 0 0 0 1 1 0 0 0 0 2 2 0 0 0 0 3 3 0 0 0 0 4 4 0 0 0 0 5 5 0 0 0 0 6 6 0 0 0 0 7 7 0 0 0 0 8 8 "
#define TO_DISKS "1 1 1 1 @probe 1 1 1 1 1 "
#define TO_PROGRESS TO_DISKS "1 @progress "
#define TO_FACTS "1 1 5 1 1 @probe 1 1 1 1 1 1 @progress @none "

#define TO_ODD "@odd " TO_DISKS "1 1 @progress @oddresult "
#define PASSWORD "m o t h a i b a b o n n a m "

static const struct scene scenes[] __attribute__((unused)) = {
	{ "01-welcome", "" },
	{ "02-consent", "1" },
	{ "03-purpose", "1 1" },
	{ "04-secret", "1 1 1" },
	{ "05-secret-stop", "1 1 1 2" },
	{ "06-giver", "1 1 1 1" },
	{ "07-receiver", "1 1 1 1 1" },
	{ "08-name", "1 1 1 1 2 N g u y e e n x Space V a w n Space A n h" },
	{ "09-serial", "1 1 1 1 1 1 1" },
	{ "10-clock", "1 1 1 1 1 1 1 1" },
	{ "11-clock-entry", "1 1 1 1 1 1 1 1 2 2 2 1 1 2 0 2 6 0 9 3" },
	{ "12-clock-wrong", "1 1 1 1 1 1 1 1 2 3 9 1 1 2 0 2 6 0 9 3 0 Enter" },
	{ "13-repair-from", "1 1 3 1 1 1 1 1 1 0 1 1 1" },
	{ "14-wait", "1 1 1 1 1 1 1 1 1" },
	{ "15-disks", TO_DISKS },
	{ "16-hidden", "@hide 1 1 1 1 @probe 1 1 1 1 1" },
	{ "17-no-disk", "@nodisk 1 1 1 1 1 1 1 1 1" },
	{ "18-key", "1 1 1 1 @locked 1 1 1 1 1 1" },
	{ "19-key-wrong", "1 1 1 1 @locked 1 1 1 1 1 1 1 3 5 7 9 5 2 4 6 0 8 4 4 0 2 1 9 3 5 1 7 2 0 4" },
	{ "20-key-skip", "1 1 1 1 @locked 1 1 1 1 1 1 1 3 5 7 9 5 Enter" },
	{ "21-progress", TO_PROGRESS },
	{ "22-stop", TO_PROGRESS "Esc" },
	{ "23-owner", "1 1 4 1 @probe 1 1 1 1 1 1 @progress @fail" },
	{ "24-fail", TO_PROGRESS "@fail" },
	{ "25-finding", TO_PROGRESS "@fail Right" },
	{ "26-finding-long", TO_PROGRESS "@fail Right Right" },
	{ "27-note", TO_PROGRESS "@fail Right Right Right" },
	{ "28-undone", TO_PROGRESS "@fail Right Right Right Right" },
	{ "29-pass", TO_PROGRESS "@pass" },
	{ "30-inconclusive", TO_PROGRESS "@inconclusive" },
	{ "31-forensic", TO_FACTS },
	{ "32-saving", TO_PROGRESS "@fail F5" },
	{ "33-saved", TO_PROGRESS "@fail F5 @saved" },
	{ "34-save-failed", TO_PROGRESS "@fail F5 @full" },
	{ "35-sticks", TO_PROGRESS "@fail F5 @full 2 @sticks" },
	{ "36-finish", TO_PROGRESS "@fail F10" },
	{ "37-off", TO_PROGRESS "@fail F5 @saved F10" },
	{ "38-unsafe", "@unsafe" },
	{ "39-failed", TO_PROGRESS "@died" },
	{ "40-help", "1 1 F1" },
	{ "41-automatic", "@automatic" },
	{ "42-english", "2 1 1 1 @probe 1 1 1 1 1 1 @progress @fail" },
	{ "44-changes",
	  "1 1 3 1 @probe 1 1 1 1 1 0 1 1 1 2 0 2 6 Enter 1 5 1 1 2 0 2 6 Enter 1 @progress @changes Right" },
	{ "45-password", "@protect " TO_PROGRESS "@fail F5 m o t h a i b a b o n 1 2 3 4 5" },
	{ "46-password-weak", "@protect " TO_PROGRESS "@fail F5 m o t Enter" },
	{ "43-english-finding", "2 1 1 1 @probe 1 1 1 1 1 1 @progress @fail Right" },
	{ "47-keep", "1 1 5" },
	{ "48-fact", TO_FACTS "Right" },
	{ "49-password-differs", "@protect " TO_PROGRESS "@fail F5 " PASSWORD "Enter " PASSWORD "x Enter" },
	{ "50-password-again", "@protect " TO_PROGRESS "@fail F5 " PASSWORD "Enter m o t" },
	{ "51-writable", TO_PROGRESS "@writable" },
	{ "52-writable-undone", TO_PROGRESS "@writable Right" },
	{ "53-sticks-none", TO_PROGRESS "@fail F5 @full 2 @nosticks" },
	{ "54-reason-unknown", TO_PROGRESS "@fail F5 @strange" },
	{ "55-help-finding", TO_PROGRESS "@fail Right F1" },
	{ "56-help-welcome", "F1" },
	{ "57-two-disks", TO_DISKS "1 @twodisks" },
	{ "58-key-tried", "1 1 1 1 @locked 1 1 1 1 1 1 " KEY_DIGITS "Enter @progress" },
	{ "60-odd-giver", "@odd 1 1 1 1" },
	{ "61-odd-title", "@odd 1 1 1 1 2 N g o Enter" },
	{ "62-odd-serial", "@odd 1 1 1 1 1 1 1" },
	{ "63-odd-disks", "@odd 1 1 1 1 @oddprobe 1 1 1 1 1 1" },
	{ "64-odd-hidden", "@odd 1 1 1 1 @oddprobe 1 1 1 1 1" },
	{ "65-odd-key", "@odd 1 1 1 1 @oddprobe 1 1 1 1 1 1 1" },
	{ "66-odd-verdict", TO_ODD },
	{ "67-odd-finding", TO_ODD "Right" },
	{ "68-odd-undone", TO_ODD "Right Right Right Right" },
	{ "69-odd-owner", "@odd 1 1 4 1 @probe 1 1 1 1 1 1 1 @progress @oddresult" },
	{ "70-odd-saved", TO_ODD "F5 @oddsaved" },
	{ "71-odd-failed", TO_ODD "F5 @oddfull" },
	{ "72-odd-sticks", TO_ODD "F5 @full 2 @oddsticks" },
	{ "73-odd-died", "@odd " TO_DISKS "1 1 @progress @odddied" },
};
static const size_t scene_count __attribute__((unused)) = sizeof scenes / sizeof *scenes;

static bool group_is_right(const char digits[6])
{
	unsigned long value = 0;
	for (size_t i = 0; i < 6; i++)
		value = value * 10 + (unsigned long)(digits[i] - '0');
	return value % 11 == 0 && value / 11 < 65536;
}

static void add_person(struct arena *arena, struct policy *policy, const char *name, const char *title,
		       const char *role)
{
	*array_push(arena, &policy->people) = (struct person){ str_from_c(name), str_from_c(title), str_from_c(role) };
}

static void scene_setup(struct arena *arena, struct wizard_setup *setup)
{
	struct policy *policy = arena_new(arena, struct policy);
	policy_default(policy);
	policy->configured = true;
	add_person(arena, policy, "Nguyễn Văn A", "Nhân viên kỹ thuật, Công ty TNHH Tin học Ví Dụ", "ben_giao");
	add_person(arena, policy, "Trần Thị B", "Chuyên viên Văn phòng HĐND và UBND", "ben_nhan");
	add_person(arena, policy, "Phạm Thị Khuê", "Văn thư", "ben_nhan");
	add_person(arena, policy, "Lê Văn C", "Chuyên viên Phòng Văn hóa - Xã hội", "kiem_tra");
	*setup = (struct wizard_setup){
		.version = STR("0.2.0"),
		.rules = STR("2026.11-1"),
		.maker = STR("Vidutech"),
		.model = STR("Office V15"),
		.serial = STR("VD15-26-004417"),
		.policy = policy,
		.group_is_right = group_is_right,
		.clock = 1795339800,
	};
	*array_push(arena, &setup->disks) = (struct setup_disk){ STR("VIDUDISK NV512"), STR("26FD0031872"),
								 STR("nvme"), UINT64_C(512110190592), false };
	*array_push(arena, &setup->disks) = (struct setup_disk){ STR("Flash Disk"), STR(""), STR("usb"),
								 UINT64_C(16008609792), true };
}

static void make_qr(struct arena *arena, struct wizard *wizard)
{
	struct qr qr;
	struct str hash = check_code_hash(arena, STR("{}\n"));
	if (qr_make(arena, check_code_for_scanners(arena, hash), &qr) == OK)
		wizard->qr = (struct page_qr){ qr.width, qr.dark };
}

static void odd_probe(struct wizard *wizard, struct arena *arena)
{
	struct result result = { .head = { .windows_count = 1 } };
	struct str odd = odd_text(arena);
	*array_push(arena, &result.disks) = (struct result_disk){ 1, UINT64_C(512110190592), odd, false };
	*array_push(arena, &result.locked) = (struct result_locked){ 1, 3, UINT64_C(510000000000), odd };
	wizard_probed(wizard, &result);
}

static void odd_event(struct wizard *wizard, struct arena *arena, struct str name)
{
	struct str odd = odd_text(arena);
	const struct stick sticks[] = { { STR("sdc1"), odd, UINT64_C(32017047552) },
					{ STR("sdd1"), odd, UINT64_C(8004829184) } };
	struct result result;
	if (str_eq_c(name, "@oddprobe"))
		odd_probe(wizard, arena);
	else if (str_eq_c(name, "@oddresult"))
		odd_result(arena, &result), wizard_result(wizard, &result, true, 0);
	else if (str_eq_c(name, "@oddsaved"))
		make_qr(arena, wizard), wizard_saved(wizard, odd, 410);
	else if (str_eq_c(name, "@oddfull"))
		wizard_save_failed(wizard, SAVE_OTHER, odd);
	else if (str_eq_c(name, "@oddsticks"))
		wizard_sticks(wizard, sticks, 2);
	else if (str_eq_c(name, "@odddied"))
		wizard_failed(wizard, odd);
}

static void probe(struct wizard *wizard, struct arena *arena, bool locked)
{
	struct result result = { .head = { .windows_count = 1 } };
	*array_push(arena, &result.disks) = (struct result_disk){ 1, UINT64_C(512110190592),
								  locked ? (struct str){ 0 } : STR("Windows 11 Pro"),
								  locked };
	if (locked)
		*array_push(arena, &result.locked) = (struct result_locked){ 1, 3, UINT64_C(510000000000),
									     STR("5E0C71F2") };
	wizard_probed(wizard, &result);
}

static void progress(struct wizard *wizard, unsigned disks)
{
	static const unsigned seconds[] = { 6, 9, 31, 46 };
	int64_t now = 0;
	wizard_tick(wizard, now, wizard->setup.clock);
	for (unsigned step = 0; step < 4; step++) {
		wizard_progress(wizard, step, step == 1 ? 0 : 1, step == 1 ? disks : 4);
		wizard_tick(wizard, now += seconds[step], wizard->setup.clock);
	}
}

static void event(struct wizard *wizard, struct arena *arena, struct str name)
{
	static const struct { const char *name; enum verdict verdict;
	} verdicts[] = { { "@fail", VERDICT_FAIL },
			 { "@pass", VERDICT_PASS },
			 { "@inconclusive", VERDICT_INCONCLUSIVE },
			 { "@none", VERDICT_NONE } };
	static const struct stick sticks[] = {
		{ { "sdc1", sizeof "sdc1" - 1 },
		  { "Vidu USB 3.0", sizeof "Vidu USB 3.0" - 1 },
		  UINT64_C(32017047552) },
		{ { "sdd1", sizeof "sdd1" - 1 }, { "Flash Drive", sizeof "Flash Drive" - 1 }, UINT64_C(8004829184) }
	};
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		struct result result;
		if (!str_eq_c(name, verdicts[i].name))
			continue;
		scene_result(arena, verdicts[i].verdict, &result);
		wizard_result(wizard, &result, true, 0);
	}
	if (str_eq_c(name, "@writable")) {
		struct result result;
		scene_writable(arena, &result);
		wizard_result(wizard, &result, false, 0);
	}
	if (str_eq_c(name, "@changes")) {
		struct result result;
		scene_result(arena, VERDICT_PASS, &result);
		*array_push(arena, &result.lines) = (struct result_line){
			RESULT_CHANGES, STR("Windows"), STR("VANPHONG-07, tắt máy lần cuối 14/11/2026 16:20")
		};
		*array_push(arena, &result.lines) = (struct result_line){ RESULT_CHANGES, STR("Tài khoản"),
									  STR("không có") };
		*array_push(arena, &result.lines) = (struct result_line){ RESULT_CHANGES, STR("Phần mềm"),
									  STR("UltraViewer, cài ngày 12/11/2026") };
		*array_push(arena, &result.lines) = (struct result_line){
			RESULT_CHANGES, STR("Mật khẩu lưu trong trình duyệt"), STR("Edge của huong, 2 mật khẩu được lưu")
		};
		wizard_result(wizard, &result, true, 0);
	}
	if (str_eq_c(name, "@probe") || str_eq_c(name, "@locked"))
		probe(wizard, arena, str_eq_c(name, "@locked"));
	else if (str_eq_c(name, "@progress"))
		progress(wizard, 1);
	else if (str_eq_c(name, "@twodisks"))
		progress(wizard, 2);
	else if (str_eq_c(name, "@saved"))
		make_qr(arena, wizard), wizard_saved(wizard, STR("BAOCAO\\2026-11-22-VD15-26-004417-7QK4M2TD"), 410);
	else if (str_eq_c(name, "@full"))
		wizard_save_failed(wizard, SAVE_FULL, STR("ENOSPC"));
	else if (str_eq_c(name, "@strange"))
		wizard_save_failed(wizard, SAVE_OTHER, STR("EOVERFLOW"));
	else if (str_eq_c(name, "@nosticks"))
		wizard_sticks(wizard, sticks, 0);
	else if (str_eq_c(name, "@sticks"))
		wizard_sticks(wizard, sticks, 2);
	else if (str_eq_c(name, "@died"))
		wizard_failed(wizard, STR("the inspection ended with signal 9"));
	else
		odd_event(wizard, arena, name);
}

/* What must be known before the first page. */
static void before(struct arena *arena, struct wizard_setup *setup, struct str keys)
{
	if (str_starts(keys, STR("@hide")))
		*array_push(arena, &setup->hidden) = STR("Intel 8086:2822 (RAID)");
	if (str_starts(keys, STR("@nodisk")))
		setup->disks.items[0].medium = true, setup->disks.count = 1;
	if (str_starts(keys, STR("@protect"))) {
		struct policy *policy = arena_new(arena, struct policy);
		*policy = *setup->policy;
		policy->protect = true;
		setup->policy = policy;
	}
	if (str_starts(keys, STR("@odd"))) {
		struct str odd = odd_text(arena);
		struct policy *policy = arena_new(arena, struct policy);
		*policy = *setup->policy;
		for (size_t i = 0; i < policy->people.count; i++)
			policy->people.items[i].name = policy->people.items[i].title = odd;
		setup->policy = policy;
		setup->maker = setup->model = setup->serial = odd;
		setup->disks.items[0].model = setup->disks.items[0].serial = odd;
		*array_push(arena, &setup->hidden) = odd;
	}
	setup->unsafe = str_starts(keys, STR("@unsafe"));
	setup->automatic = str_starts(keys, STR("@automatic"));
}

static void scene_keys(struct wizard *wizard, struct arena *arena, const char *keys)
{
	struct str rest = str_from_c(keys);
	while (rest.len) {
		struct key key;
		struct str word = str_cut(rest, ' ', &rest);
		if (str_starts(word, STR("@")))
			event(wizard, arena, word);
		else if (word.len && key_from_name(word.data, word.len, &key))
			wizard_key(wizard, key);
	}
}

static inline void scene_play(const struct scene *scene, struct arena *arena, struct wizard *wizard)
{
	struct wizard_setup setup;
	scene_setup(arena, &setup);
	before(arena, &setup, str_from_c(scene->keys));
	wizard_init(wizard, arena, &setup);
	scene_keys(wizard, arena, scene->keys);
}

#endif
