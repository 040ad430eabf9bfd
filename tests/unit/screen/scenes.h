/* Invented machines and results, and the wizard brought to each of its pages by keys alone: for the tests and for the
 * pictures of the manual. */
#ifndef SOATMAY_TESTS_SCREEN_SCENES_H
#define SOATMAY_TESTS_SCREEN_SCENES_H

#include <string.h>

#include "base/timestamp.h"
#include "report/catalogue.h"
#include "report/check_code.h"
#include "report/qr.h"
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

static struct result_finding *add_finding(struct arena *arena, struct result *result, enum effect effect,
					  enum severity severity, const char *word, const char *rule,
					  const char *title)
{
	struct result_finding *finding = array_push(arena, &result->findings);
	*finding = (struct result_finding){ .effect = effect,
					    .severity = severity,
					    .severity_text = str_from_c(word),
					    .rule = str_from_c(rule),
					    .title = str_from_c(title),
					    .who = STR("Bên giao"),
					    .all_vendor = effect == EFFECT_FAIL };
	return finding;
}

static void add_step(struct arena *arena, struct result *result, const char *label, const char *who, const char *text)
{
	*array_push(arena, &result->steps) = (struct result_step){ (uint32_t)result->findings.count,
								   str_from_c(label), str_from_c(who),
								   str_from_c(text) };
}

static void add_findings(struct arena *arena, struct result *result)
{
	struct result_finding *finding = add_finding(
		arena, result, EFFECT_FAIL, SEVERITY_CRITICAL, "NGHIÊM TRỌNG", "ACC-01",
		"Tài khoản Microsoft của người khác đang liên kết với người dùng Windows “vanphong” (quản trị)");
	finding->account = STR("ti*****du@hopthu.example");
	finding->place = STR("Người dùng Windows “vanphong”");
	finding->seen = STR("Cũng thấy trên 13 máy khác đã kiểm tra bằng USB này");
	finding->why = STR("Người giữ tài khoản này có thể nhận dữ liệu đồng bộ từ máy, xem khóa khôi phục BitLocker "
			   "và đăng nhập vào máy.");
	add_step(arena, result, "a", "Bên giao",
		 "Cài đặt > Tài khoản > Thông tin của bạn > Đăng nhập bằng tài khoản cục bộ thay thế (Sign in with a "
		 "local account instead)");
	add_step(arena, result, "b", "Bên giao", "Khởi động lại máy");
	add_step(arena, result, "c", "Bên giao",
		 "Vào account.microsoft.com/devices, chọn máy VANPHONG-07, chọn Xóa thiết bị này (Remove this "
		 "device)");
	finding = add_finding(arena, result, EFFECT_FAIL, SEVERITY_CRITICAL, "NGHIÊM TRỌNG", "SYN-04",
			      "7 tài khoản công vụ đã lưu mật khẩu và được đồng bộ vào tài khoản của người khác");
	finding->account = STR("ti*****du@hopthu.example");
	finding->place = STR("Edge của người dùng “vanphong”");
	finding->why = STR("Người giữ tài khoản đám mây có thể đăng nhập thư công vụ, hệ thống quản lý văn bản, một "
			   "cửa. Dữ liệu đã tải lên trước "
			   "21/11/2026 17:05, đăng xuất trên máy không xóa được bản trên đám mây.");
	finding->who = STR("Hai bên");
	finding->all_vendor = false;
	static const char *const sites[] = { "thu.suoimay.example", "qlvb.suoimay.example", "motcua.suoimay.example",
					     "hscv.suoimay.example" };
	for (size_t i = 0; i < 4; i++)
		*array_push(arena, &result->lines) = (struct result_line){ 2, { 0 }, str_from_c(sites[i]) };
	add_step(arena, result, "a", "Bên giao",
		 "Mở Edge > edge://settings/profiles/sync > Đặt lại đồng bộ (Reset sync)");
	add_step(arena, result, "b", "Bên giao",
		 "edge://settings/profiles > Đăng xuất (Sign out), đánh dấu xóa dữ liệu khỏi thiết bị này");
	add_step(arena, result, "c", "Bên nhận", "edge://settings/passwords: kiểm tra danh sách đã trống");
	add_step(arena, result, "d", "Người dùng tài khoản",
		 "Đổi mật khẩu NGAY TRONG NGÀY trên máy khác đã đạt yêu cầu, không chờ các bước trên; không đăng "
		 "nhập mật khẩu mới trên máy này cho "
		 "đến khi máy ĐẠT");
	add_step(arena, result, "đ", "Bộ phận CNTT",
		 "Đề nghị đơn vị quản trị hệ thống rà soát nhật ký đăng nhập từ ngày 06/8/2026");
	add_step(arena, result, "e", "Lãnh đạo đơn vị", "Xem xét báo cáo cơ quan chuyên trách an ninh mạng");
	finding = add_finding(arena, result, EFFECT_NOTE, SEVERITY_LOW, "THẤP", "SW-03",
			      "2 phần mềm ngoài danh mục của đơn vị");
	finding->effect_text = STR("cần lưu ý");
	finding->who = STR("Bên nhận");
	finding->why = STR("Phần mềm ngoài danh mục làm tăng rủi ro; đơn vị quyết định giữ hay gỡ.");
	add_step(arena, result, "a", "Bên nhận", "Cài đặt > Ứng dụng > Ứng dụng đã cài đặt: giữ hoặc gỡ");
}

static void add_undone(struct arena *arena, struct result *result)
{
	*array_push(arena, &result->lines) =
		(struct result_line){ 0, STR("1"),
				      STR("Dữ liệu đã nằm trên đám mây, đăng ký Autopilot, tài khoản đã "
					  "bị xóa hết dấu vết: không đọc được từ ổ đĩa.") };
	*array_push(arena, &result->lines) =
		(struct result_line){ 0, STR("2"),
				      STR("Phần sụn, thiết bị ghi phím phần cứng, mã độc tinh vi: "
					  "ngoài phạm vi.") };
	result->head.undone = 2;
}

/* In-depth mode: nothing must be fixed, everything stays as it is. */
static void add_facts(struct arena *arena, struct result *result)
{
	add_findings(arena, result);
	result->steps.count = 0;
	for (size_t i = 0; i < result->findings.count; i++) {
		result->findings.items[i].effect = EFFECT_INFO;
		result->findings.items[i].all_vendor = false;
		result->findings.items[i].who = STR("Bộ phận CNTT");
		*array_push(arena, &result->steps) = (struct result_step){ (uint32_t)i + 1, STR("a"), STR("Bộ phận CNTT"),
									   message(LANGUAGE_VI, "f.pre.keep") };
	}
}

static void scene_result(struct arena *arena, enum verdict verdict, struct result *result)
{
	static const char *const ids[] = { [VERDICT_NONE] = "verdict.none",
					   [VERDICT_PASS] = "verdict.pass",
					   [VERDICT_FAIL] = "verdict.fail",
					   [VERDICT_INCONCLUSIVE] = "verdict.insufficient" };
	*result = (struct result){ .head = { .verdict = verdict,
					     .word = message(LANGUAGE_VI, ids[verdict]),
					     .computer_name = STR("VANPHONG-07"),
					     .product = STR("Windows 11 Pro"),
					     .code = STR("7QK4-M2TD"),
					     .clock = STR("22/11/2026 09:47"),
					     .windows_count = 1 } };
	add_undone(arena, result);
	if (verdict == VERDICT_FAIL) {
		add_findings(arena, result);
		result->head.fails = 2;
		result->head.notes = 1;
		result->head.seen = 13;
		result->head.sentence = STR("Phát hiện 2 nội dung phải xử lý, trong đó 2 nghiêm trọng. Đề nghị CHƯA "
					    "tiếp nhận máy cho đến khi bên giao khắc "
					    "phục xong và kiểm tra lại.");
		result->head.strong = message(LANGUAGE_VI, "ui.verdict.strong.accept");
		result->head.advice = STR("Ngừng đăng nhập tài khoản công vụ trên máy này.");
		*array_push(arena, &result->accounts) = (struct result_account){ 1, STR("ti*****du@hopthu.example"),
										 STR("Windows, Edge, OneDrive") };
		*array_push(arena, &result->accounts) = (struct result_account){ 2, STR("va*****ng@suoimay.example"),
										 STR("Outlook") };
	} else if (verdict == VERDICT_INCONCLUSIVE) {
		result->head.mandatory_undone = 1;
		result->head.sentence = STR("Chưa phát hiện nội dung phải xử lý, nhưng có 1 nội dung bắt buộc chưa kiểm "
					    "tra được: phân vùng 3 (BitLocker, 510 GB) đang khóa, chưa đọc được.");
		result->head.strong = STR("phân vùng 3 (BitLocker, 510 GB) đang khóa, chưa đọc được");
		result->head.advice = STR("Cần khóa khôi phục 48 chữ số ứng với mã 5E0C71F2, hoặc tắt mã hóa, rồi kiểm "
					  "tra lại. Chưa tiếp nhận, chưa đưa máy vào sử dụng. Bấm mũi tên phải để xem "
					  "những gì chưa kiểm tra được.");
	} else if (verdict == VERDICT_PASS) {
		result->head.notes = 1;
		result->head.sentence = STR("Không phát hiện nội dung phải xử lý trước khi nhận. Có 1 nội dung cần "
					    "lưu ý.");
		result->head.advice = message(LANGUAGE_VI, "ui.verdict.pass.scope");
	} else {
		result->head.sentence = message(LANGUAGE_VI, "rep.noverdict");
		add_facts(arena, result);
	}
}

/* A disk lost its read-only state meanwhile. */
static void scene_writable(struct arena *arena, struct result *result)
{
	scene_result(arena, VERDICT_INCONCLUSIVE, result);
	result->head.strong = STR("VIDUDISK NV512, 26FD0031872: ổ đĩa đã mất chế độ chỉ đọc trong lúc kiểm tra nên không "
				  "còn bảo đảm dữ liệu được giữ nguyên");
	result->head.sentence = str_format(arena, "Chưa phát hiện nội dung phải xử lý, nhưng có 1 nội dung bắt buộc chưa "
					   "kiểm tra được: %.*s.", STR_ARGS(result->head.strong));
	result->head.advice = message(LANGUAGE_VI, "ui.verdict.inconclusive");
	result->lines.items[0].text =
		STR("(bắt buộc) VIDUDISK NV512, 26FD0031872: ổ đĩa đã mất chế độ chỉ đọc trong lúc kiểm tra nên "
		    "không còn bảo đảm dữ liệu được giữ nguyên");
}

/* 10,000 characters that break lines, turn the direction of writing, hide, pile up, or have no glyph. */
static struct str odd_text(struct arena *arena)
{
	static const char *const pieces[] = { "Nguyễn", " ", "\xE2\x80\xAE" "gnp.exe", "\xF0\x9F\x92\xA3",
					      "\xE2\x81\xA6", "e\xCC\x82\xCC\x81\xCC\xA3\xCC\x89", "\xD7\xA9\xD7\x9C",
					      "\xE2\x80\x8B", "\n", "\x1B[2J", "汉字", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW" };
	struct buf text = { 0 };
	for (size_t i = 0; text.len < 10000; i++)
		buf_put_c(&text, pieces[i % (sizeof pieces / sizeof *pieces)]);
	struct str copy = str_copy(arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

/* Every text of a failing result is one of these; it comes from the other process as results do. */
static void odd_result(struct arena *arena, struct result *ret)
{
	struct result result;
	struct buf lines = { 0 };
	struct str odd = odd_text(arena);
	scene_result(arena, VERDICT_FAIL, &result);
	result.head.computer_name = result.head.product = result.head.advice = odd;
	for (size_t i = 0; i < result.findings.count; i++) {
		struct result_finding *finding = &result.findings.items[i];
		finding->title = finding->account = finding->place = finding->seen = finding->why = odd;
	}
	for (size_t i = 0; i < result.steps.count; i++)
		result.steps.items[i].text = odd;
	for (size_t i = 0; i < result.lines.count; i++)
		result.lines.items[i].text = result.lines.items[i].label = odd;
	for (size_t i = 0; i < result.accounts.count; i++)
		result.accounts.items[i].address = result.accounts.items[i].place = odd;
	result_write(&lines, &result);
	if (result_read(buf_str(&lines), arena, ret) != OK)
		*ret = (struct result){ 0 };
	buf_done(&lines);
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
