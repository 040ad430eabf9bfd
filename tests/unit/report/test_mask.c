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
	*array_push(&arena, &file.accounts) = (struct case_account){ .id = 2, .address = S("+84912345678"), .cid = S("00c0ffee00112233") };
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
	CHECK_STR(mask_text(&masker, STR("K\\UserExtendedProperties\\" FOREIGN "\\x")), "K\\UserExtendedProperties\\ti*****du@hopthu.example\\x");
	CHECK_STR(mask_text(&masker, STR("Outlook\\TinHocViDu@HopThu.example.ost")), "Outlook\\Ti*****Du@HopThu.example.ost");
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

static void secrets_in_every_mode(void)
{
	struct masker masker = make(MASK_NONE, "");
	CHECK_STR(mask_command(&masker, STR("x.exe --password=abc --token def /pwd:ghi -v 1 -p jkl PASS mno")),
	          "x.exe --password=… --token … /pwd:… -v … -p … … …");
	CHECK_STR(mask_command(&masker, STR("\"C:\\Pass\\x.exe\" /run C:\\token\\y -pw \"a b\"")), "\"C:\\Pass\\x.exe\" /run C:\\token\\y -pw …");
	CHECK_STR(mask_command(&masker, STR("C:\\Program Files\\A B\\c.exe --key k")), "C:\\Program Files\\A B\\c.exe --key …");
	CHECK_STR(mask_command(&masker, STR("%SystemRoot%\\system32\\svchost.exe -k netsvcs")), "%SystemRoot%\\system32\\svchost.exe -k netsvcs");
	CHECK_STR(mask_command(&masker, STR("a.exe https://u:p@h.example/x?s=1 \"?e=Access&s=guid&k=key\"")), "a.exe https://h.example …");
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
	CHECK_STR(mask_command(&masker, STR("a.exe /log:C:\\x.txt -d=%Temp%\\y -c=C:\\a=planted")), "a.exe /log:C:\\x.txt -d=%Temp%\\y -c=…");
	CHECK_STR(mask_command(&masker, STR("C:\\evil\\svchost.exe -k planted -p planted")), "C:\\evil\\svchost.exe -k … -p …");
	CHECK_STR(mask_command(&masker, STR("C:\\W\\userinit.exe,C:\\b.exe,planted")), "C:\\W\\userinit.exe,C:\\b.exe,…");
	CHECK_STR(mask_command(&masker, STR("PASS=planted x")), "… …");
	CHECK_STR(mask_command(&masker, STR("\"unclosed planted")), "…");
	CHECK_STR(mask_command(&masker, STR("a.exe -phunter -psecret /SECRETTOKEN --user-SECRETLETTERS")), "a.exe -… -… /… --…");
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
	CHECK_STR(mask_text(&masker, STR("pwd=planted see https://u:planted@h.example/planted?k=1 now")), "pwd=… see https://h.example now");
	CHECK_STR(mask_text(&masker, STR("unsupported /sync/passwords names no account")), "unsupported /sync/passwords names no account");
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
	static const struct test tests[] = { TEST(addresses), TEST(free_text), TEST(secrets_in_every_mode),
		                             TEST(tricks_in_commands), TEST(fingerprints), TEST(finding_fingerprints) };
	arena_init(&arena, 1 << 26);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
