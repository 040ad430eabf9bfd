/* Masking: what is hidden in addresses, ids, free text, command lines and page addresses. */
#include "report/mask.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct case_file file;
static struct policy policy;

static struct masker make(enum mask mask, const char *key)
{
	struct masker masker;
	sample_policy(&policy);
	policy.fingerprint_key = S(key);
	sample_a(&file, &arena);
	file.accounts.items[0].gaia = S("112233445566778899001");
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 2, .address = S("+84912345678"),
		.cid = S("00c0ffee00112233") };
	masker_init(&masker, &arena, &file, &policy, mask);
	return masker;
}

static void addresses(void)
{
	struct masker masker = make(MASK_PARTIAL, "");
	CHECK_STR(mask_address(&masker, STR(FOREIGN)), "ti*****du@hopthu.example");
	CHECK_STR(mask_address(&masker, STR("abcde@x.example")), "a*****@x.example");
	CHECK_STR(mask_address(&masker, STR("a@x.example")), "a*****@x.example");
	CHECK_STR(mask_address(&masker, STR("@x.example")), "@x.example");
	CHECK_STR(mask_address(&masker, STR("đặngvăn@x.example")), "đặ*****ăn@x.example");
	CHECK_STR(mask_address(&masker, STR("+84912345678")), "+849*****78");
	CHECK_STR(mask_address(&masker, STR("")), "");
	CHECK_STR(mask_official_user(&masker, STR("vanphongb")), "va*****b");
	CHECK_STR(mask_official_user(&masker, STR("nguyenvanb@suoimay.example")), "ng*****b@suoimay.example");
	CHECK_STR(mask_person(&masker, STR("Tin học Ví Dụ")), "T***** h***** V***** D*****");
	masker = make(MASK_NONE, "");
	CHECK_STR(mask_address(&masker, STR(FOREIGN)), FOREIGN);
	CHECK_STR(mask_text(&masker, STR("a " FOREIGN)), "a " FOREIGN);
}

static void free_text(void)
{
	struct masker masker = make(MASK_PARTIAL, "");
	CHECK_STR(mask_text(&masker, STR("K\\UserExtendedProperties\\" FOREIGN "\\x")),
	          "K\\UserExtendedProperties\\ti*****du@hopthu.example\\x");
	CHECK_STR(mask_text(&masker, STR("Outlook\\TinHocViDu@HopThu.example.ost")),
	          "Outlook\\Ti*****Du@HopThu.example.ost");
	CHECK_STR(mask_text(&masker, STR("u=tinhocvidu%40hopthu.example&x")), "u=ti*****du%40hopthu.example&x");
	CHECK_STR(mask_text(&masker, STR("a@b.example,c@d.example")), "a*****@b.example,c*****@d.example");
	CHECK_STR(mask_text(&masker, STR("guest_o.example#EXT#@t.example")), "gu*****T#@t.example");
	CHECK_STR(mask_text(&masker, STR("Identities\\3A5BC0FFEE123456_LiveId")), "Identities\\*****_LiveId");
	CHECK_STR(mask_text(&masker, STR("Identities\\c0ffee00112233_LiveId")), "Identities\\*****_LiveId");
	CHECK_STR(mask_text(&masker, STR("acc 112233445566778899001 x")), "acc ***** x");
	CHECK_STR(mask_text(&masker, STR("call +84912345678 now")), "call +849*****78 now");
	CHECK_STR(mask_text(&masker, STR("K\\+84987654321 names no account")), "K\\+849*****21 names no account");
	CHECK_STR(mask_text(&masker, STR("09:30+07:00 v1+2")), "09:30+07:00 v1+2");
	CHECK_STR(mask_text(&masker, STR("K\\nobody\xEF\xBC\xA0x.example")), "K\\no*****dy\xEF\xBC\xA0x.example");
	CHECK_STR(mask_text(&masker, STR("K\\nobody\xEF\xB9\xAB" "1.2")), "K\\no*****dy\xEF\xB9\xAB" "1.2");
	CHECK_STR(mask_text(&masker, STR("o'brien@x.example")), "o'*****en@x.example");
	CHECK_STR(mask_text(&masker, STR("price @ 5 and a@ b")), "price @ 5 and a@ b");
	CHECK_STR(mask_label(&masker, STR("tin học ví dụ")), "t***** h***** v***** d*****");
	CHECK_STR(mask_label(&masker, STR("Person 1")), "Person 1");
	CHECK_STR(mask_label(&masker, STR("Tin (TIN HỌC VÍ DỤ)")), "Tin (T***** H***** V***** D*****)");
	CHECK_STR(mask_label(&masker, STR("Tin học ví dụng")), "Tin học ví dụng");
	masker = make(MASK_COUNT, "");
	CHECK_STR(mask_text(&masker, STR("K\\" FOREIGN)), "K\\*****@hopthu.example");
	CHECK_STR(mask_text(&masker, STR("K\\+84987654321")), "K\\*****");
	CHECK_STR(mask_text(&masker, STR("K\\nobody\xEF\xBC\xA0x.example")), "K\\*****\xEF\xBC\xA0x.example");
}

static void odd_addresses(void)
{
	struct masker masker = make(MASK_PARTIAL, "");
	CHECK_STR(mask_text(&masker, STR("K\\nobody%EF%BC%A0y.example")), "K\\no*****dy%EF%BC%A0y.example");
	CHECK_STR(mask_text(&masker, STR("K\\nobody%ef%b9%aby.example")), "K\\no*****dy%ef%b9%aby.example");
	CHECK_STR(mask_text(&masker, STR("nobody%2540y.example nobody&#64;y.example")),
	          "no*****dy%2540y.example no*****dy&#64;y.example");
	CHECK_STR(mask_text(&masker, STR("K\\\"ngoc evil\"@x.example")), "K\\\"ng*****il\"@x.example");
	CHECK_STR(mask_text(&masker, STR("K\\evil\"@x.example")), "K\\e*****@x.example");
	CHECK_STR(mask_text(&masker, STR("K\\ngoc(evil)@x.example")), "K\\ng*****l)@x.example");
	CHECK_STR(mask_text(&masker, STR("K\\secondary=someone@x.example")), "K\\se*****ry=so*****ne@x.example");
	CHECK_STR(mask_text(&masker, STR("x=nobody&user=someone@x.example")), "x=no*****dy&user=so*****ne@x.example");
	CHECK_STR(mask_text(&masker, STR("--user=someone@x.example")), "--user=so*****ne@x.example");
	CHECK_STR(mask_text(&masker, STR("K\\nobody/someone@x.example")), "K\\no*****dy/so*****ne@x.example");
	CHECK_STR(mask_text(&masker, STR("/google/accounts/someone@x.example")),
	          "/google/accounts/so*****ne@x.example");
	CHECK_STR(mask_text(&masker, STR("someone@$y nobody@%79.example nobody@[10.0.0.1]")),
	          "so*****ne@$y no*****dy@%79.example no*****dy@[10.0.0.1]");
	CHECK_STR(mask_text(&masker, STR("K\\UserExtendedProperties\\ngoc evil@x.example\\y")),
	          "K\\UserExtendedProperties\\ng*****il@x.example\\y");
	CHECK_STR(mask_text(&masker, STR("K\\StoredIdentities\\live.id:ngoc")), "K\\StoredIdentities\\li*****oc");
	file.accounts.items[0].address = S("ngoc evil@x.example");
	masker_init(&masker, &arena, &file, &policy, MASK_PARTIAL);
	CHECK_STR(mask_text(&masker, STR("Outlook\\Ngoc Evil@x.example.ost")), "Outlook\\Ng*****il@x.example.ost");
	masker = make(MASK_COUNT, "");
	CHECK_STR(mask_text(&masker, STR("\"b c\"@x.example first=second@x.example a/b@x.example")),
	          "\"*****\"@x.example *****=*****@x.example *****/*****@x.example");
}

static void telephone_numbers(void)
{
	static const char *const account[] = { "0912345678", "84912345678", "0084912345678", "0912 345 678",
		"+84 912-345-678", "(0)912.345.678",
		"+84 (0)912 345 678", "tel0912345678", "91 234 5678", "091-234-56-78", "%2B84912345678" };
	static const char *const anybody[] = { "+84 987 654 321", "+84-987-654-321", "+84.987.654.321",
		"+84 (0)987 654 321", "0987654321",
		"0987 654 321", "098 765 4321", "0987.654.321", "0987-65-43-21", "09 8765 4321", "84987654321",
			"84 987 654 321", "0084 987654321",
		"024 3825 1234", "(024) 38251234", "01681234567", "+1 650-253-0000", "%2B1 6502530000" };
	struct masker masker = make(MASK_PARTIAL, "");
	for (size_t i = 0; i < sizeof account / sizeof *account; i++) {
		struct str shown = mask_text(&masker, str_format(&arena, "K\\x %s y", account[i]));
		CHECK(str_find(shown, STR("*****78 y")) > 0 && str_find(shown, STR("5")) < 0);
	}
	for (size_t i = 0; i < sizeof anybody / sizeof *anybody; i++) {
		struct str shown = mask_text(&masker, str_format(&arena, "K\\%s\\y", anybody[i]));
		struct str tail = str_from(S(anybody[i]), strlen(anybody[i]) - 2);
		CHECK(str_ends(shown, str_format(&arena, "*****%.*s\\y", STR_ARGS(tail))));
		CHECK(str_starts(shown, S("K\\")) && shown.len < 5 + strlen(anybody[i]) + 4);
	}
	CHECK_STR(mask_text(&masker, STR("zalo-0987654321.vcf zalo_0987654321_x 098 765 4321.vcf")),
	          "zalo-098*****21.vcf zalo_098*****21_x 098*****21.vcf");
	CHECK_STR(mask_text(&masker, STR("0987654321-0912000111")), "098*****21-091*****11");
	CHECK_STR(mask_text(&masker, STR("0987654321@x.example")), "09*****21@x.example");
	CHECK_STR(mask_address(&masker, STR("0987 654 321")), "098*****21");
	masker = make(MASK_COUNT, "");
	CHECK_STR(mask_text(&masker, STR("K\\0987 654 321")), "K\\*****");
}

static void names_in_paths(void)
{
	struct masker masker = make(MASK_PARTIAL, "");
	CHECK_STR(mask_text(&masker, STR("D:\\tin học ví dụ\\x")), "D:\\t***** h***** v***** d*****\\x");
	CHECK_STR(mask_text(&masker, STR("Users\\lan\\OneDrive - Ngoc Evil\\a - b.txt")),
	          "Users\\lan\\OneDrive - N***** E*****\\a - b.txt");
	CHECK_STR(mask_text(&masker, STR("C:\\x\\OneDrive - Ngoc")), "C:\\x\\OneDrive - N*****");
	CHECK_STR(mask_text(&masker, STR("C:\\x\\OneDrive - Personal\\y")), "C:\\x\\OneDrive - Personal\\y");
	CHECK_STR(mask_text(&masker, STR("OneDrive - Backup of files")), "OneDrive - Backup of files");
	file.accounts.items[0].organisation = S("Công ty Ví Dụ");
	file.accounts.items[1].display_name = S("Quản Trị");
	file.users.items[0].sam.name = S("Quản Trị");
	*array_push(&arena, &file.remote_access) = (struct case_remote){ .fact.tool = S("Chrome Remote Desktop") };
	*array_push(&arena, &file.accounts) = (struct case_account){ .display_name = S("Chrome Remote Desktop") };
	masker_init(&masker, &arena, &file, &policy, MASK_PARTIAL);
	CHECK_STR(mask_text(&masker, STR("C:\\x\\OneDrive - Công ty Ví Dụ\\y")), "C:\\x\\OneDrive - Công ty Ví Dụ\\y");
	CHECK_STR(mask_text(&masker, STR("Users\\Quản Trị\\NTUSER.DAT")), "Users\\Quản Trị\\NTUSER.DAT");
	CHECK_STR(mask_label(&masker, STR("Chrome Remote Desktop")), "Chrome Remote Desktop");
}

static void innocent_texts(void)
{
	static const char *const texts[] = {
		"10.0.19045.3803", "Microsoft Edge 84.0.4147.105", "84.987.654.321", "1.0.0+20240806",
			"Visual C++14.29.30133.0", "6.02.0987654321",
		"{d3a31e25-0912-3456-7890-123456789012}", "09123456-7890-4abc-9def-84987654321a",
			"0f7d2a31-6b1c-4d0e-9a55-842987654321",
		"S-1-5-21-2984123456-1847298374-3984757384-1001", "2026-08-06T01:20:00Z", "06/8/2026 08:12",
			"09-12-2026 10:30", "09 12 2026 10",
		"09:30+07:00", "KB5034441", "192.168.100.200", "AnyDesk 123 456 789", "1732269900123",
			"13370000000000000", "0xC0000225 0912",
		"C:\\Program Files (x86)\\Common Files\\x.dll",
			"Users\\vanphong\\AppData\\Local\\Google\\Chrome\\User Data\\Default",
		"@%SystemRoot%\\system32\\shell32.dll,-21813", "Name=@%ProgramFiles%\\x.dll,-1",
			"@{Microsoft.Windows_10.0?ms-resource://x}",
		"@oem12.inf,%name%;Tool", "/profile/info_cache/Default/user_name", "logins.id=7 a/b=c", "see me@ home",
			"a @ b", "mail@",
		"0912 34567", "x0987654321y", "00003000080001234",
	};
	struct masker masker = make(MASK_PARTIAL, "");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK_STR(mask_text(&masker, S(texts[i])), texts[i]);
}

static void secrets_in_every_mode(void)
{
	struct masker masker = make(MASK_NONE, "");
	CHECK_STR(mask_command(&masker, STR("x.exe --password=abc --token def /pwd:ghi -v 1 -p jkl PASS mno")),
	          "x.exe --password=… --token … /pwd:… -v … -p … … …");
	CHECK_STR(mask_command(&masker, STR("\"C:\\Pass\\x.exe\" /run C:\\token\\y -pw \"a b\"")),
	          "\"C:\\Pass\\x.exe\" /run C:\\token\\y -pw …");
	CHECK_STR(mask_command(&masker, STR("C:\\Program Files\\A B\\c.exe --key k")),
	          "C:\\Program Files\\A B\\c.exe --key …");
	CHECK_STR(mask_command(&masker, STR("%SystemRoot%\\system32\\svchost.exe -k netsvcs")),
	          "%SystemRoot%\\system32\\svchost.exe -k netsvcs");
	CHECK_STR(mask_command(&masker, STR("a.exe https://u:p@h.example/x?s=1 \"?e=Access&s=guid&k=key\"")),
	          "a.exe https://h.example …");
	CHECK_STR(mask_command(&masker, STR("")), "");
	CHECK_STR(mask_origin(&masker, STR("https://u:p@h.example:8443/a?token=1#x")), "https://h.example:8443");
	CHECK_STR(mask_origin(&masker, STR("https://h.example/reset/key/abc")), "https://h.example");
	CHECK_STR(mask_origin(&masker, STR("android://hash@com.example.app/")), "android://com.example.app");
	CHECK_STR(mask_origin(&masker, STR("")), "");
}

static void tricks_in_commands(void)
{
	struct masker masker = make(MASK_NONE, "");
	CHECK_STR(mask_command(&masker, STR("run --token PLANTED.exe")), "run --token …");
	CHECK_STR(mask_command(&masker, STR("\"C:\\a.exe --token PLANTED\"")), "…");
	CHECK_STR(mask_command(&masker, STR("a.exe -pPlanted -pw1planted /p:planted")), "a.exe -… -… /p:…");
	CHECK_STR(mask_command(&masker, STR("a.exe /log:C:\\x.txt -d=%Temp%\\y -c=C:\\a=planted")),
	          "a.exe /log:C:\\x.txt -d=%Temp%\\y -c=…");
	CHECK_STR(mask_command(&masker, STR("C:\\evil\\svchost.exe -k planted -p planted")),
	          "C:\\evil\\svchost.exe -k … -p …");
	CHECK_STR(mask_command(&masker, STR("C:\\W\\userinit.exe,C:\\b.exe,planted")),
	          "C:\\W\\userinit.exe,C:\\b.exe,…");
	CHECK_STR(mask_command(&masker, STR("PASS=planted x")), "… …");
	CHECK_STR(mask_command(&masker, STR("\"unclosed planted")), "…");
	CHECK_STR(mask_command(&masker, STR("a.exe -phunter -psecret /SECRETTOKEN --user-SECRETLETTERS")),
	          "a.exe -… -… /… --…");
	CHECK_STR(mask_command(&masker, STR("C:\\x\\t PASS SECRET sub\\y.exe")), "C:\\x\\t … … …");
	CHECK_STR(mask_command(&masker, STR("C:\\a.js SECRET.exe")), "C:\\a.js …");
	CHECK_STR(mask_command(&masker, STR("\"C:\\a.exe SECRET\"")), "…");
	CHECK_STR(mask_command(&masker, STR("C:\\a.exe:SECRET")), "…");
	CHECK_STR(mask_command(&masker, STR("C:\\Program Files\\a.exe SECRET.exe")), "C:\\Program Files\\a.exe …");
	CHECK_STR(mask_origin(&masker, STR("https://u:SECRET\xEF\xBC\xA0h.example/")), "https://h.example");
	CHECK_STR(mask_origin(&masker, STR("https://u:SECRET\xEF\xB9\xABh.example/")), "https://h.example");
	CHECK_STR(mask_origin(&masker, STR("https://u:SECRET%40h.example/")), "https://h.example");
	CHECK_STR(mask_origin(&masker, STR("https://h.example:SECRET/")), "https://h.example");
	CHECK_STR(mask_origin(&masker, STR("https://u:PA/SECRET@h/")), "https://u");
	CHECK_STR(mask_origin(&masker, STR("https://[::1]:8443/x")), "https://[::1]:8443");
	CHECK_STR(mask_origin(&masker, STR("javascript:alert(SECRET)")), "javascript");
	CHECK_STR(mask_origin(&masker, STR("data:SECRET")), "data");
	CHECK_STR(mask_text(&masker, STR("tool --token planted x")), "tool --token … x");
	CHECK_STR(mask_text(&masker, STR("pwd=planted see https://u:planted@h.example/planted?k=1 now")),
	          "pwd=… see https://h.example now");
	CHECK_STR(mask_text(&masker, STR("unsupported /sync/passwords names no account")),
	          "unsupported /sync/passwords names no account");
}

static void fingerprints(void)
{
	struct masker masker = make(MASK_PARTIAL, "key");
	/* Computed apart: base32(HMAC-SHA-256("key", the sentence in lower case)). */
	CHECK_STR(fingerprint_keyed(&masker, STR("The quick brown fox jumps over the lazy dog")), "OSDL24HG");
	struct str upper = fingerprint_keyed(&masker, STR("TINHOCVIDU@HOPTHU.EXAMPLE"));
	CHECK(upper.len == 8 && str_eq(upper, fingerprint_keyed(&masker, STR(FOREIGN))));
	CHECK(!str_eq(upper, fingerprint_keyed(&masker, STR("x" FOREIGN))));
	CHECK_STR(mask_id(&masker, STR("")), "");
	CHECK(mask_id(&masker, STR(CID)).len == 8);
	masker = make(MASK_PARTIAL, "");
	CHECK_STR(fingerprint_keyed(&masker, STR(FOREIGN)), "");
	CHECK_STR(mask_id(&masker, STR(CID)), "");
}

static void finding_fingerprints(void)
{
	struct masker partial = make(MASK_PARTIAL, "key"), none = make(MASK_NONE, "");
	struct finding finding = file.findings.items[0];
	struct str first = fingerprint_finding(&partial, &finding);
	CHECK_INT(first.len, 16u);
	CHECK(str_eq(first, fingerprint_finding(&none, &finding)));
	finding.identity = STR("SYN-04|VANPHONG-08|" FOREIGN);
	CHECK(!str_eq(first, fingerprint_finding(&partial, &finding)));
}

int main(void)
{
	static const struct test tests[] = { TEST(addresses), TEST(free_text), TEST(odd_addresses),
		TEST(telephone_numbers),
		                             TEST(names_in_paths), TEST(innocent_texts), TEST(secrets_in_every_mode),
		                             TEST(tricks_in_commands), TEST(fingerprints), TEST(finding_fingerprints) };
	arena_init(&arena, 1 << 26);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
