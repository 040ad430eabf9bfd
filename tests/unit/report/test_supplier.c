/* The case as the supplier may see it: names of Windows users in every place where they stand, and nowhere else. */
#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/hardware.h"
#include "report/supplier_case.h"
#include "report/view_parts.h"
#include "sample_case.h"
#include "support.h"

static struct str hidden_path(struct case_file *file, struct arena *arena, const char *path)
{
	file->evidence.items[0].path = S(path);
	return supplier_case(arena, file)->evidence.items[0].path;
}

static void paths_and_places(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	CHECK_STR(hidden_path(&file, &arena, "Users\\vanphong\\NTUSER.DAT"), "Users\\va*****g\\NTUSER.DAT");
	CHECK_STR(hidden_path(&file, &arena, "Users\\VanPhong\\NTUSER.DAT"), "Users\\Va*****g\\NTUSER.DAT");
	CHECK_STR(hidden_path(&file, &arena, "SAM\\Domains\\Account\\Users\\Names\\vanphong"), "SAM\\Domains\\Account\\Users\\Names\\va*****g");
	CHECK_STR(hidden_path(&file, &arena, "Users\\Guest\\x"), "Users\\Guest\\x");
	CHECK_STR(hidden_path(&file, &arena, "Program Files\\vanphong2\\vanphongphu.exe"), "Program Files\\va*****2\\vanphongphu.exe");
	CHECK_STR(hidden_path(&file, &arena, "người dùng “vanphong” (đã tắt), vanphong, Văn phòng"), "người dùng “va*****g” (đã tắt), va*****g, Vă*****g");
	arena_done(&arena);
}

/* A user called like a folder of Windows hides nothing but himself. */
static void user_called_windows(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "Windows", 1005, false, true, 0);
	sample_user(&file, "Nguyễn Văn B", 1006, false, true, 9);
	CHECK_STR(hidden_path(&file, &arena, "Users\\Windows\\a\\Microsoft\\Windows\\b"), "Users\\Wi*****s\\a\\Microsoft\\Windows\\b");
	CHECK_STR(hidden_path(&file, &arena, "D\\Users\\Nguyễn Văn B\\x"), "D\\Users\\Ng*****B\\x");
	arena_done(&arena);
}

static struct str hidden_computer(struct case_file *file, struct arena *arena, const char *name)
{
	file->systems.items[0].computer_name = S(name);
	return supplier_case(arena, file)->systems.items[0].computer_name;
}

/* A computer called after somebody tells who it is: nothing but its first two characters is shown. */
static void computer_called_after_user(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "hoalt92", 1005, false, true, 0);
	sample_user(&file, "PC", 1006, false, true, 0);
	sample_user(&file, "motcua", 1007, false, true, 0);
	CHECK_STR(hidden_computer(&file, &arena, "KETOAN-PC"), "KETOAN-PC");
	CHECK_STR(hidden_computer(&file, &arena, "PC-hoalt92"), "PC*****");
	CHECK_STR(hidden_computer(&file, &arena, "HOALT92-PC"), "HO*****");
	CHECK_STR(hidden_computer(&file, &arena, "PC-HOA-LT-92"), "PC*****");
	CHECK_STR(hidden_computer(&file, &arena, "VANPHONG-MOTCUA"), "VA*****");
	CHECK_STR(hidden_computer(&file, &arena, "MOTCUA-MOTCUA"), "MO*****");
	file.systems.items[0].computer_name = S("HOALT92-PC");
	CHECK_STR(hidden_path(&file, &arena, "máy “HOALT92-PC”, hoalt92-pc: tên"), "máy “HO*****”, ho*****: tên");
	CHECK_STR(hidden_path(&file, &arena, "\\\\hoalt92-pc\\x\\y"), "\\\\ho*****\\x\\y");
	CHECK_STR(file.systems.items[0].computer_name, "HOALT92-PC");
	arena_done(&arena);
}

/* Not only users of Windows: official users, accounts, and people by their full names; with and without accents. */
static void computer_called_after_others(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "u1", 1005, false, true, 0);
	file.users.items[file.users.count - 1].sam.full_name = S("Lê Thị Hoa");
	sample_user(&file, "nguyenthithanhhuong", 1006, false, true, 0);
	struct case_login *login = &file.browser_profiles.items[0].logins.items[0];
	login->official = true;
	login->login.username = S("chu.tich-m@suoimay.example");
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 77, .address = S("TinHoc.ViDu@hopthu.example") };
	CHECK_STR(hidden_computer(&file, &arena, "CHUTICHM"), "CH*****");
	CHECK_STR(hidden_computer(&file, &arena, "PC-CHU-TICHM"), "PC*****");
	CHECK_STR(hidden_computer(&file, &arena, "TINHOCVIDU-PC"), "TI*****");
	CHECK_STR(hidden_computer(&file, &arena, "LETHIHOA-PC"), "LE*****");
	CHECK_STR(hidden_computer(&file, &arena, "MÁY-LÊ-THỊ-HÒA"), "MÁ*****");
	CHECK_STR(hidden_computer(&file, &arena, "NGUYENTHITHANHH"), "NG*****");
	CHECK_STR(hidden_computer(&file, &arena, "NGUYENTHITHA-PC"), "NG*****");
	CHECK_STR(hidden_computer(&file, &arena, "MAY-1-NGUYENTHI"), "MA*****");
	CHECK_STR(hidden_computer(&file, &arena, "NGUYEN-PC"), "NGUYEN-PC");
	CHECK_STR(hidden_computer(&file, &arena, "DESKTOP-7K2M4QX"), "DESKTOP-7K2M4QX");
	file.systems.items[0].owner = S("Chủ tịch M");
	file.systems.items[0].organisation = S("Tin học Ví Dụ, Suối Mây");
	file.systems.items[0].manufacturer = S("Máy tính Tin-học Ví Dụ");
	CHECK_STR(supplier_case(&arena, &file)->systems.items[0].manufacturer, "Máy tính Ti*****ụ");
	CHECK_STR(supplier_case(&arena, &file)->systems.items[0].owner, "Ch*****");
	CHECK_STR(supplier_case(&arena, &file)->systems.items[0].organisation, "Ti*****");
	CHECK_STR(hidden_path(&file, &arena, "D:\\Chu_tich_M\\Lê Thị Hoa\\a.exe"), "D:\\Ch*****M\\Lê*****a\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "Program Files\\xchutichmx.exe"), "Program Files\\xc*****x.exe");
	CHECK_STR(hidden_path(&file, &arena, "Users\\chutichm.SUOIMAY\\a"), "Users\\ch*****Y\\a");
	CHECK_STR(hidden_path(&file, &arena, "nguyenthithanhh.lnk"), "ng*****h.lnk");
	arena_done(&arena);
}

/* An account called like a tool or a folder of Windows hides neither. */
static void account_called_like_tool(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	*array_push(&arena, &file.remote_access) = (struct case_remote){ .fact = { .tool = S("UltraViewer") } };
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 77, .address = S("ultraviewer@hopthu.example") };
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 78, .address = S("Microsoft@hopthu.example") };
	sample_user(&file, "User", 1005, false, true, 0);
	CHECK_STR(hidden_path(&file, &arena, "Users\\User\\Edge\\User Data\\Default"), "Users\\U*****\\Edge\\User Data\\Default");
	CHECK_STR(hidden_computer(&file, &arena, "USER-PC"), "US*****");
	CHECK_STR(hidden_path(&file, &arena, "SOFTWARE\\Microsoft\\UltraViewer"), "SOFTWARE\\Microsoft\\UltraViewer");
	arena_done(&arena);
}

/* A name of several words in a text, and its short form. */
static void several_words_and_short_forms(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "Le Thi Hoa", 1005, false, true, 0);
	sample_user(&file, "Lê Thị Hồng", 1006, false, true, 0);
	CHECK_STR(hidden_path(&file, &arena, "của Le Thi Hoa, LÊ THỊ HỒNG"), "của Le*****a, LÊ*****G");
	CHECK_STR(hidden_path(&file, &arena, "Le Thi Hoan"), "Le Thi Hoan");
	CHECK_STR(hidden_path(&file, &arena, "luong Le Thi Hoa.xlsx"), "luong Le*****a.xlsx");
	CHECK_STR(hidden_path(&file, &arena, "C:\\Users\\LETHIH~1\\AppData\\a.exe"), "C:\\Users\\LE*****1\\AppData\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "C:\\Users\\L_TH_H~1\\a.exe"), "C:\\Users\\L_*****1\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "C:\\Users\\DEFAUL~1\\a.exe"), "C:\\Users\\DEFAUL~1\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "C:\\PROGRA~1\\a.exe LETHIH~1"), "C:\\PROGRA~1\\a.exe LE*****1");
	arena_done(&arena);
}

static void official_user(struct case_file *file, struct arena *arena, const char *name)
{
	arena_init(arena, 256 * MIB);
	sample_a(file, arena);
	file->browser_profiles.items[0].logins.items[0].official = true;
	file->browser_profiles.items[0].logins.items[0].login.username = S(name);
}

/* Whatever stands between the letters of an official user, and before and behind them. */
static void official_user_in_pieces(void)
{
	static const struct { const char *path, *shown; } cases[] = {
		{ "Downloads\\AnyDesk-chu.tich.m7.exe", "Downloads\\AnyDesk-ch*****7.exe" },
		{ "Downloads\\AnyDesk-Chu_Tich_M2.exe", "Downloads\\AnyDesk-Ch*****2.exe" },
		{ "AnyDesk-chu+tich+m.exe", "AnyDesk-ch*****m.exe" },
		{ "AnyDesk-chu–tich–m.exe", "AnyDesk-ch*****m.exe" },
		{ "a\\chu\u200Btich\u00ADm\\b", "a\\ch*****m\\b" },
		{ "a\\chu%20tich%20m.exe", "a\\ch*****m.exe" },
		{ "a\\Ch%E1%BB%A7%20t%e1%bb%8bch%20M1.exe", "a\\Ch*****1.exe" },
		{ "Chu-tich-m2.img", "Ch*****2.img" },
		{ "xchu (tich) [m]x, chu=tich~m", "xc*****m]x, ch*****m" },
		{ "a-chutichm-b-chu.tich.m3-c", "a-ch*****m-b-ch*****3-c" },
		{ "7chu\U0001F600tich\u2192m.exe", "7ch*****m.exe" },
		{ "chu\\tich\\m, chu:tich/m", "chu\\tich\\m, chu:tich/m" },
		{ "Chủ tịch xã, 100% tich.m", "Chủ tịch xã, 100% tich.m" },
		{ "Program Files\\AnyDesk 7\\%ProgramData%\\%C3x", "Program Files\\AnyDesk 7\\%ProgramData%\\%C3x" },
	};
	struct arena arena;
	struct case_file file;
	official_user(&file, &arena, "chutichm");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(hidden_path(&file, &arena, cases[i].path), cases[i].shown);
	arena_done(&arena);
}

/* Names that begin alike: the longest that is there is hidden, and a shorter one without the rest as well. */
static void official_users_that_begin_alike(void)
{
	struct arena arena;
	struct case_file file;
	official_user(&file, &arena, "vanthu");
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 77, .address = S("vanthu.xa@hopthu.example") };
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 78, .address = S("vanthu.xb.moi@hopthu.example") };
	CHECK_STR(hidden_path(&file, &arena, "a-vanthu-xa-1"), "a-va*****a-1");
	CHECK_STR(hidden_path(&file, &arena, "a-vanthu-xb-mo-1"), "a-va*****u-xb-mo-1");
	CHECK_STR(hidden_path(&file, &arena, "a-vanthu-xb-moi-1"), "a-va*****i-1");
	CHECK_STR(hidden_path(&file, &arena, "a-vanth-u9"), "a-va*****9");
	CHECK_STR(hidden_path(&file, &arena, "vanth, van thi"), "vanth, van thi");
	arena_done(&arena);
}

/* Users of Windows: whole words, with digits before and behind, joined by anything. */
static void windows_users_with_digits(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "hoalt", 1005, false, true, 0);
	sample_user(&file, "u1", 1006, false, true, 0);
	file.users.items[file.users.count - 1].sam.full_name = S("Lê Thị Hoa");
	CHECK_STR(hidden_path(&file, &arena, "Downloads\\AnyDesk_hoalt2.exe"), "Downloads\\AnyDesk_ho*****2.exe");
	CHECK_STR(hidden_path(&file, &arena, "Downloads\\lethihoa3.exe"), "Downloads\\le*****3.exe");
	CHECK_STR(hidden_path(&file, &arena, "Downloads\\2hoalt07b.exe"), "Downloads\\2ho*****7b.exe");
	CHECK_STR(hidden_path(&file, &arena, "a\\Le%20Thi%20Hoa\\b"), "a\\Le*****a\\b");
	CHECK_STR(hidden_path(&file, &arena, "a\\le+thi–hoa9\\b"), "a\\le*****9\\b");
	CHECK_STR(hidden_path(&file, &arena, "a\\hoaltx\\xhoalt\\lethihoan2"), "a\\hoaltx\\xhoalt\\lethihoan2");
	arena_done(&arena);
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* At least ten thousand characters from `unit` again and again, then `end`. */
static struct str long_text(struct arena *arena, const char *unit, const char *end)
{
	struct buf out = { 0 };
	while (out.len < 10000)
		buf_put_c(&out, unit);
	buf_put_c(&out, end);
	struct str text = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return text;
}

/* Programs with names of ten thousand characters that all but hold a name: the time grows with their length only. */
static void long_names_take_little_time(void)
{
	static const char *const units[] = { "a", "a1", "a-", "chutich", "%61" };
	struct arena arena;
	struct case_file file;
	official_user(&file, &arena, "aaaaaaaab");
	for (size_t i = 0; i < 200; i++) {
		struct str address = str_format(&arena, "aaaaaa%zu%.*s@hopthu.example", i, (int)i, long_text(&arena, "a", "").data);
		*array_push(&arena, &file.accounts) = (struct case_account){ .id = (uint32_t)(100 + i), .address = address };
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str text = long_text(&arena, units[i], "-chu"), held = long_text(&arena, units[i], "-aaaa aaaab");
		file.evidence.items[0].path = text;
		double before = seconds();
		for (size_t k = 0; k < 20; k++)
			CHECK(str_eq(supplier_case(&arena, &file)->evidence.items[0].path, text));
		CHECK(seconds() - before < 2);
		file.evidence.items[0].path = held;
		CHECK(str_find(supplier_case(&arena, &file)->evidence.items[0].path, S("aaaab")) < 0);
	}
	arena_done(&arena);
}

/* Capitals of any script, also those that have no letter of ASCII behind them. */
static void capitals_of_other_letters(void)
{
	struct arena arena;
	struct case_file file;
	official_user(&file, &arena, "Țurcanu");
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 90, .display_name = S("Ґалаґан") };
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 91, .display_name = S("Ⱥⱥⱥ") };
	CHECK_STR(hidden_path(&file, &arena, "Tools\\Țurcanu\\a.exe"), "Tools\\Țu*****u\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "Tools\\ȚURCANU\\a.exe"), "Tools\\ȚU*****U\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "Tools\\țurcanu\\a.exe"), "Tools\\țu*****u\\a.exe");
	CHECK_STR(hidden_path(&file, &arena, "Tools\\Ґалаґан\\a.exe"), "Tools\\Ґа*****н\\a.exe");
	struct str longer = long_text(&arena, "Ⱥ", "\\x");
	CHECK(str_eq(hidden_path(&file, &arena, longer.data), longer));
	arena_done(&arena);
}

static bool a_step_says(struct case_file *file, struct arena *arena, const char *text)
{
	struct view view;
	struct policy policy;
	sample_policy(&policy);
	struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
	options.copy = COPY_VENDOR;
	view_build(&view, arena, file, &policy, &options);
	for (size_t i = 0; i < view.findings.count; i++) {
		for (size_t k = 0; k < view.findings.items[i].steps.count; k++) {
			if (str_find(view.findings.items[i].steps.items[k].text, S(text)) >= 0)
				return true;
		}
	}
	return false;
}

/* A masked name is no use in a list of devices: what is printed on the case stands beside it. */
static void masked_computer_is_found_by_number(void)
{
	struct arena arena;
	struct case_file file;
	struct hardware_info hardware = { .product = S("Vidutech Office V15"), .serial = S("SN-4711") };
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	file.systems.items[0].computer_name = S("VANPHONG-07");
	file.hardware = &hardware;
	CHECK(a_step_says(&file, &arena, "chọn VA***** (sê-ri SN-4711), chọn"));
	hardware.serial = (struct str){ 0 };
	CHECK(a_step_says(&file, &arena, "chọn VA***** (máy kiểu Vidutech Office V15), chọn"));
	file.hardware = NULL;
	file.systems.items[0].model = file.systems.items[0].manufacturer = (struct str){ 0 };
	file.systems.items[0].source = file.sources.items[0].id;
	file.sources.items[0].serial = S("D-0815");
	CHECK(a_step_says(&file, &arena, "chọn VA***** (ổ đĩa sê-ri D-0815), chọn"));
	file.sources.items[0].serial = (struct str){ 0 };
	CHECK(a_step_says(&file, &arena, "chọn VA*****, chọn"));
	file.systems.items[0].computer_name = S("DESKTOP-7K2M4QX");
	file.hardware = &hardware;
	CHECK(a_step_says(&file, &arena, "chọn DESKTOP-7K2M4QX, chọn"));
	arena_done(&arena);
}

static void logins_and_findings(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	struct case_file *copy = supplier_case(&arena, &file);
	for (size_t i = 0; i < copy->browser_profiles.items[0].logins.count; i++)
		CHECK_INT(copy->browser_profiles.items[0].logins.items[i].login.username.len, 0);
	CHECK_STR(copy->findings.items[1].subject, "va*****g");
	CHECK_STR(copy->users.items[0].sam.name, "va*****g");
	/* The case itself stays. */
	CHECK_STR(file.browser_profiles.items[0].logins.items[0].login.username, OFFICIAL);
	CHECK_STR(file.users.items[0].sam.name, "vanphong");
	CHECK_STR(file.findings.items[1].subject, "vanphong");
	CHECK(str_eq(copy->findings.items[0].identity, file.findings.items[0].identity));
	arena_done(&arena);
}

static void nobody(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_b(&file, &arena);
	CHECK_STR(hidden_path(&file, &arena, "Users\\vanphong\\NTUSER.DAT"), "Users\\vanphong\\NTUSER.DAT");
	file.users.count = file.accounts.count = file.browser_profiles.count = 0;
	CHECK_STR(hidden_path(&file, &arena, "Users\\LETHIH~1\\NTUSER.DAT"), "Users\\LE*****1\\NTUSER.DAT");
	CHECK_STR(hidden_path(&file, &arena, "Windows\\System32\\config\\SAM"), "Windows\\System32\\config\\SAM");
	arena_done(&arena);
}

TEST_MAIN(TEST(paths_and_places), TEST(user_called_windows), TEST(computer_called_after_user),
          TEST(computer_called_after_others), TEST(account_called_like_tool),
          TEST(masked_computer_is_found_by_number),
          TEST(official_user_in_pieces), TEST(official_users_that_begin_alike), TEST(windows_users_with_digits),
          TEST(long_names_take_little_time), TEST(capitals_of_other_letters), TEST(several_words_and_short_forms), TEST(logins_and_findings), TEST(nobody))
