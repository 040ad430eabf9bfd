/* What an inspection tells the wizard, invented: a machine of each verdict, a disk that became writable, texts that try to
 * leave their place. */
#ifndef SOATMAY_TESTS_SCREEN_SCENE_RESULTS_H
#define SOATMAY_TESTS_SCREEN_SCENE_RESULTS_H

#include "base/buf.h"
#include "report/catalogue.h"
#include "screen/result.h"

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
	static const char *const pieces[] = { "Nguyễn", " ", "\xE2\x80\xAEgnp.exe", "\xF0\x9F\x92\xA3",
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

#endif
