/* cauhinh.ini: the example of the manual, each kind of problem with its line, and what the policy answers. */
#include <string.h>

#include "base/limits.h"
#include "base/utf.h"
#include "judge/policy.h"
#include "judge/watch_list.h"
#include "support.h"

static struct arena arena;

static const char example[] =
	"; Danh sách là các dòng lặp lại cùng một khóa.\n"
	"[don_vi]\n"
	"co_quan_chu_quan =\n"
	"ten_co_quan      = ỦY BAN NHÂN DÂN XÃ SUỐI MÂY\n"
	"dia_danh         = Suối Mây\n"
	"ky_hieu          = BB-UBND\n"
	"mau_dau_trang    = nha_nuoc        ; nha_nuoc | dang | doanh_nghiep | khong\n"
	"can_cu           = Hợp đồng số 12/2026/HĐ-MB ngày 01/8/2026\n"
	"so_usb           = 02\n"
	"\n"
	"[nguoi]                              ; họ tên | chức vụ | vai trò\n"
	"nguoi = Trần Thị B | Chuyên viên Văn phòng HĐND và UBND | ben_nhan\n"
	"nguoi = Lê Văn C | Chuyên viên Phòng Văn hóa - Xã hội | kiem_tra\n"
	"nguoi = Nguyễn Văn A | Nhân viên kỹ thuật, Công ty TNHH Tin học Ví Dụ | ben_giao\n"
	"\n"
	"[tai_khoan_duoc_phep]                ; địa chỉ, *@tên-miền, hoặc tenant:GUID; một dấu * trơ trọi bị từ chối\n"
	"tai_khoan = canbo@suoimay.example\n"
	"tai_khoan = *@suoimay.example\n"
	"\n"
	"[quan_tri_duoc_phep]                 ; tên người dùng quản trị của đơn vị\n"
	"quan_tri = quantri\n"
	"\n"
	"[ten_mien_cong_vu]                   ; đăng nhập thuộc các tên miền này là tài khoản công vụ\n"
	"ten_mien = suoimay.example\n"
	"ten_mien = *.gov.vn\n"
	"ten_mien = *.dcs.vn\n"
	"\n"
	"[phan_mem_duoc_phep]                 ; tên chứa | nhà phát hành | sha256 (tùy chọn)\n"
	"phan_mem = UniKey | * | <sha256>\n"
	"phan_mem = HTKK | Tổng cục Thuế\n"
	"\n"
	"[chung_thu_goc_duoc_phep]            ; chung_thu = dấu vân tay SHA-1 hoặc SHA-256\n"
	"[may_chu_duoc_phep]                  ; proxy = ..., dns = ..., kms = ...\n"
	"\n"
	"[quy_tac]                            ; mã = mức độ, hiệu lực   (thay mặc định)\n"
	"SYN-08 = thap, thong_tin\n"
	"\n"
	"[che_do]\n"
	"mac_dinh      = hoi                  ; hoi | nhan_may | chup_hien_trang | sau_sua | ra_soat | chuyen_sau\n"
	"tu_dong       = khong                ; co = không hỏi, lưu xong tự tắt máy\n"
	"bi_mat        = khong                ; trả lời trước\n"
	"che_tai_khoan = mot_phan             ; mot_phan | day_du | chi_dem\n"
	"ban_giao      = co                   ; tạo bản riêng cho bên giao\n"
	"mat_khau_luu  = khong                ; khong | hoi\n"
	"khoa_doi_chieu =                     ; khóa riêng của đơn vị\n"
	"luu_khoa_goc  = khong                ; chuyên sâu\n"
	"gio_toi_da_may_moi = 50\n";

static enum err parse_bytes(struct span bytes, struct policy *ret)
{
	arena_reset(&arena);
	arena_init(&arena, 64 * MIB);
	return policy_parse(bytes, &arena, ret);
}

static enum err parse(const char *text, struct policy *ret)
{
	return parse_bytes((struct span){ (const uint8_t *)text, strlen(text) }, ret);
}

static void check_example(const struct policy *policy)
{
	for (size_t i = 0; i < policy->problems.count; i++)
		check_str_at(__FILE__, __LINE__, policy->problems.items[i].detail, "", policy->problems.items[i].message);
	CHECK_INT(policy->problems.count, 0);
	CHECK_STR(policy->office_name, "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY");
	CHECK_STR(policy->header_style, "nha_nuoc");
	CHECK_STR(policy->stick, "02");
	CHECK_STR(policy->fingerprint_key, "");
	CHECK_INT(policy->people.count, 3);
	CHECK_STR(policy->people.items[2].title, "Nhân viên kỹ thuật, Công ty TNHH Tin học Ví Dụ");
	CHECK_STR(policy->people.items[2].role, "ben_giao");
	CHECK_INT(policy->allowed_accounts.count, 2);
	CHECK_INT(policy->official_domains.count, 3);
	CHECK_INT(policy->allowed_software.count, 2);
	CHECK_INT(policy->overrides.count, 1);
	CHECK(policy->overrides.items[0].severity == SEVERITY_LOW && policy->overrides.items[0].effect == EFFECT_INFO);
	CHECK(!policy->has_mode && policy->has_mask && policy->mask == MASK_PARTIAL);
	CHECK_INT(policy->max_new_hours, 50);
	CHECK_INT(policy->sha256.len, 64);
	CHECK(policy->configured);
}

static void the_example_has_no_problem(void)
{
	struct policy policy;
	CHECK_INT(parse(example, &policy), OK);
	check_example(&policy);
}

/* As Notepad may save it. */
static void notepad_forms_read_the_same(void)
{
	struct policy policy;
	struct arena work;
	struct buf text = { 0 };
	arena_init(&work, 1 << 20);
	buf_put_c(&text, "\xEF\xBB\xBF");
	for (const char *c = example; *c; c++) {
		if (*c == '\n')
			buf_put_char(&text, '\r');
		buf_put_char(&text, *c);
	}
	CHECK_INT(parse_bytes((struct span){ (const uint8_t *)text.data, text.len }, &policy), OK);
	check_example(&policy);
	struct span wide = utf16le_from_utf8(&work, str_from(buf_str(&text), 0));
	CHECK(wide.len > 2 && wide.data[0] == 0xFF && wide.data[1] == 0xFE); /* the BOM came along */
	CHECK_INT(parse_bytes(wide, &policy), OK);
	check_example(&policy);
	buf_done(&text);
	arena_done(&work);
}

/* Who wrote the file learns which key it is and what it may be. */
static void a_bad_word_is_told_with_its_key(void)
{
	struct policy policy;
	CHECK_INT(parse("[che_do]\ntu_dong = yes\n[quy_tac]\nSW-03 = nhe\n[la_lam]\nx = y\n", &policy), OK);
	CHECK_INT(policy.problems.count, 3);
	if (policy.problems.count != 3)
		return;
	CHECK_STR(policy.problems.items[0].key, "tu_dong");
	CHECK_STR(policy.problems.items[0].expected, "co, khong");
	CHECK_STR(policy.problems.items[1].key, "SW-03");
	CHECK_STR(policy.problems.items[2].key, "");
}

static void each_problem_has_its_line(void)
{
	static const struct { const char *line, *message; } rows[] = {
		{ "[la_lam]\nx = y", "config.unknown-section" },
		{ "[don_vi]\nmau = 1", "config.unknown-key" },
		{ "[don_vi]\ndong khong co dau bang", "config.bad-line" },
		{ "[don_vi]\nmau_dau_trang = xanh", "config.bad-value" },
		{ "[nguoi]\nnguoi = An | Truong phong | giam_doc", "config.bad-person" },
		{ "[nguoi]\nnguoi = An", "config.bad-person" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = *", "config.bare-star" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = *@*", "config.bare-star" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = *@vn", "config.broad-pattern" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = *@Outlook.com", "config.broad-pattern" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = canbo", "config.bad-account" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = a*b@suoimay.example", "config.bad-account" },
		{ "[tai_khoan_duoc_phep]\ntai_khoan = tenant:1111", "config.bad-account" },
		{ "[quan_tri_duoc_phep]\nquan_tri = *", "config.bare-star" },
		{ "[ten_mien_cong_vu]\nten_mien = *", "config.bare-star" },
		{ "[ten_mien_cong_vu]\nten_mien = https://x.example", "config.bad-domain" },
		{ "[ten_mien_cong_vu]\nten_mien = x..example", "config.bad-domain" },
		{ "[phan_mem_duoc_phep]\nphan_mem = * | *", "config.bare-star" },
		{ "[phan_mem_duoc_phep]\nphan_mem = UniKey | * | 12ab", "config.bad-hash" },
		{ "[chung_thu_goc_duoc_phep]\nchung_thu = 00", "config.bad-hash" },
		{ "[may_chu_duoc_phep]\nproxy = *", "config.bare-star" },
		{ "[quy_tac]\nABC-01 = thap, luu_y", "config.unknown-rule" },
		{ "[quy_tac]\nACC-01 = nhe, luu_y", "config.bad-severity" },
		{ "[quy_tac]\nACC-01 = thap, bo_qua", "config.bad-effect" },
		{ "[che_do]\nmac_dinh = tat_ca", "config.bad-value" },
		{ "[che_do]\ntu_dong = yes", "config.bad-value" },
		{ "[che_do]\nche_tai_khoan = het", "config.bad-value" },
		{ "[che_do]\nban_giao = khong", "config.not-applied" },
		{ "[che_do]\nluu_khoa_goc = co", "config.not-applied" },
		{ "[che_do]\ngio_toi_da_may_moi = -5", "config.bad-number" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct policy policy;
		struct buf text = { 0 };
		buf_printf(&text, "[don_vi]\nso_usb = 02\n\n%s\n[don_vi]\ndia_danh = Suối Mây\n", rows[i].line);
		buf_put_char(&text, 0);
		CHECK_INT(parse(text.data, &policy), OK);
		CHECK_INT(policy.problems.count, 1);
		if (policy.problems.count == 1) {
			check_str_at(__FILE__, __LINE__, str_from_c(policy.problems.items[0].message), rows[i].message, rows[i].line);
			CHECK_INT(policy.problems.items[0].line, 5);
			CHECK(!policy.problems.items[0].fatal);
		}
		CHECK_STR(policy.stick, "02");
		CHECK_STR(policy.place, "Suối Mây"); /* the rest of the file still counts */
		CHECK(!policy_allows_account(&policy, STR("ai-do@hopthu.example"), (struct str){ 0 }));
		buf_done(&text);
	}
}

static void repeated_keys_are_told(void)
{
	struct policy policy;
	CHECK_INT(parse("[don_vi]\nso_usb = 02\nso_usb = 03\n", &policy), OK);
	CHECK_INT(policy.problems.count, 1);
	CHECK_STR(str_from_c(policy.problems.items[0].message), "config.repeated");
	CHECK_INT(policy.problems.items[0].line, 3);
	CHECK_STR(policy.stick, "03");
}

static void junk_is_refused_in_one_line(void)
{
	struct policy policy;
	struct buf junk = { 0 };
	buf_fill(&junk, 'x', (size_t)(10 * MIB));
	CHECK_INT(parse_bytes((struct span){ (const uint8_t *)junk.data, junk.len }, &policy), ERR_LIMIT);
	CHECK_INT(policy.problems.count, 1);
	CHECK(policy.problems.items[0].fatal);
	CHECK_STR(str_from_c(policy.problems.items[0].message), "config.too-large");
	buf_clear(&junk);
	for (unsigned i = 0; i < 2000; i++)
		buf_put_c(&junk, "day la mot bai van dai\n");
	CHECK_INT(parse_bytes((struct span){ (const uint8_t *)junk.data, junk.len }, &policy), ERR_CORRUPT);
	CHECK_INT(policy.problems.count, 1);
	CHECK(policy.problems.items[0].fatal);
	CHECK_INT(parse_bytes((struct span){ (const uint8_t *)"ab=\0c\n", 6 }, &policy), ERR_CORRUPT);
	CHECK_INT(policy.problems.count, 1);
	CHECK_STR(str_from_c(policy.problems.items[0].message), "config.not-text");
	buf_clear(&junk);
	buf_put_c(&junk, "[don_vi]\nso_usb = 02\n");
	for (unsigned i = 0; i < 5000; i++)
		buf_put_c(&junk, "rac\n");
	CHECK_INT(parse_bytes((struct span){ (const uint8_t *)junk.data, junk.len }, &policy), OK);
	CHECK(policy.problems.count <= 101);
	CHECK_STR(str_from_c(policy.problems.items[policy.problems.count - 1].message), "config.too-many");
	buf_done(&junk);
}

static void an_empty_file_is_the_default(void)
{
	struct policy policy;
	CHECK_INT(parse("", &policy), OK);
	CHECK_INT(policy.problems.count, 0);
	CHECK_STR(policy.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	CHECK(policy_is_official_host(&policy, STR("suoimay.gov.vn")));
	CHECK(!policy_is_official_host(&policy, STR("suoimay.example")));
}

static void allowed_accounts(void)
{
	struct policy policy;
	struct str none = { 0 };
	CHECK_INT(parse("[tai_khoan_duoc_phep]\ntai_khoan = canbo@rieng.example\ntai_khoan = *@suoimay.example\ntai_khoan = *@*.tinh.example\n"
	                "tai_khoan = tenant:{11111111-2222-3333-4444-55555555AAAA}\n", &policy), OK);
	CHECK_INT(policy.problems.count, 0);
	CHECK(policy_allows_account(&policy, STR("CanBo@Rieng.example"), none));
	CHECK(!policy_allows_account(&policy, STR("khac@rieng.example"), none));
	CHECK(policy_allows_account(&policy, STR("a@suoimay.example"), none));
	CHECK(!policy_allows_account(&policy, STR("a@xsuoimay.example"), none));
	CHECK(!policy_allows_account(&policy, STR("a@b.suoimay.example"), none));
	CHECK(policy_allows_account(&policy, STR("a@xa.tinh.example"), none));
	CHECK(policy_allows_account(&policy, none, STR("11111111-2222-3333-4444-55555555aaaa")));
	CHECK(!policy_allows_account(&policy, none, none));
}

static void official_hosts_and_users(void)
{
	struct policy policy;
	CHECK_INT(parse("[ten_mien_cong_vu]\nten_mien = suoimay.example\nten_mien = *.xa.example\n", &policy), OK);
	CHECK(policy_is_official_host(&policy, STR("suoimay.example")));
	CHECK(policy_is_official_host(&policy, STR("thu.suoimay.example")));
	CHECK(policy_is_official_host(&policy, STR("xa.example")));
	CHECK(!policy_is_official_host(&policy, STR("xsuoimay.example")));
	CHECK(!policy_is_official_host(&policy, STR("suoimay.example.com")));
	CHECK(!policy_is_official_host(&policy, STR("")));
	CHECK(policy_is_official_host(&policy, STR("mail.tinh.gov.vn")));     /* watch-list, severity H */
	CHECK(!policy_is_official_host(&policy, STR("thuvien.tinh.gov.vn"))); /* severity M only, and gov.vn is not in this list */
	CHECK(!policy_is_official_host(&policy, STR("192.168.1.10")));
	CHECK(!policy_is_official_host(&policy, STR("mayin")));
	CHECK(policy_is_official_user(&policy, STR("an@thu.suoimay.example")));
	CHECK(policy_is_official_user(&policy, STR("an@tinh.gov.vn")));
	CHECK(!policy_is_official_user(&policy, STR("an@xgov.vn")));
	CHECK(!policy_is_official_user(&policy, STR("suoimay.example")));
	CHECK(!policy_is_official_user(&policy, STR("@suoimay.example")));
}

static void watch_list_patterns(void)
{
	CHECK(watch_pattern_matches(STR("*.gov.vn"), STR("gov.vn")));
	CHECK(watch_pattern_matches(STR("*.gov.vn"), STR("a.b.gov.vn")));
	CHECK(!watch_pattern_matches(STR("*.gov.vn"), STR("xgov.vn")));
	CHECK(watch_pattern_matches(STR("=mail.x.gov.vn"), STR("MAIL.x.gov.vn")));
	CHECK(!watch_pattern_matches(STR("=mail.x.gov.vn"), STR("a.mail.x.gov.vn")));
	CHECK(watch_pattern_matches(STR("mail.*.gov.vn"), STR("mail.a.b.gov.vn")));
	CHECK(!watch_pattern_matches(STR("mail.*.gov.vn"), STR("mail.gov.vn")));
	CHECK(watch_pattern_matches(STR("qlvbdh.*"), STR("qlvbdh.xa.example")));
	CHECK(watch_pattern_matches(STR("~ioffice"), STR("xa.vnptioffice.example")));
	CHECK(watch_pattern_matches(STR("@private"), STR("172.31.0.1")));
	CHECK(!watch_pattern_matches(STR("@private"), STR("172.32.0.1")));
	CHECK(watch_pattern_matches(STR("@private"), STR("fe80::1")));
	CHECK(watch_pattern_matches(STR("@singlelabel"), STR("mayin")));
	CHECK_INT(watch_list_host(STR("fonts.googleapis.com")), WATCH_NONE);
	CHECK_INT(watch_list_host(STR("thuedientu.gdt.gov.vn")), WATCH_HIGH);
	CHECK_INT(watch_list_host(STR("10.0.0.1")), WATCH_MEDIUM);
	CHECK_INT(watch_list_host(STR("chat.zalo.me")), WATCH_LOW);
	CHECK_INT(watch_list_host(STR("bao.example")), WATCH_NONE);
}

TEST_MAIN(TEST(the_example_has_no_problem), TEST(notepad_forms_read_the_same), TEST(each_problem_has_its_line), TEST(a_bad_word_is_told_with_its_key),
		TEST(repeated_keys_are_told),
          TEST(junk_is_refused_in_one_line), TEST(an_empty_file_is_the_default), TEST(allowed_accounts), TEST(official_hosts_and_users),
          TEST(watch_list_patterns))
