/* The case as the supplier may see it: names of Windows users in every place where they stand, and nowhere else. */
#include "base/limits.h"
#include "report/supplier_case.h"
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
	CHECK_STR(hidden_path(&file, &arena, "Program Files\\vanphong2\\vanphongphu.exe"), "Program Files\\vanphong2\\vanphongphu.exe");
	CHECK_STR(hidden_path(&file, &arena, "người dùng “vanphong” (quản trị), vanphong"), "người dùng “va*****g” (quản trị), va*****g");
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

/* A computer called after its user tells the user's name. */
static void computer_called_after_user(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 64 * MIB);
	sample_a(&file, &arena);
	sample_user(&file, "hoalt92", 1005, false, true, 0);
	sample_user(&file, "PC", 1006, false, true, 0);
	CHECK_STR(hidden_computer(&file, &arena, "KETOAN-PC"), "KETOAN-PC");
	CHECK_STR(hidden_computer(&file, &arena, "PC-hoalt92"), "PC-ho*****2");
	CHECK_STR(hidden_computer(&file, &arena, "HOALT92-PC"), "HO*****2-PC");
	CHECK_STR(hidden_path(&file, &arena, "máy “HOALT92-PC”, hoalt92-pc: tên"), "máy “HO*****2-PC”, HO*****2-PC: tên");
	CHECK_STR(file.systems.items[0].computer_name, "HOALT92-PC");
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
	arena_done(&arena);
}

TEST_MAIN(TEST(paths_and_places), TEST(user_called_windows), TEST(computer_called_after_user),
          TEST(several_words_and_short_forms), TEST(logins_and_findings), TEST(nobody))
