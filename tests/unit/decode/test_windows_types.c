/* SID, GUID, Entra object id, mail addresses, paths. Vectors: [MS-DTYP], and the account arithmetic of docs/artifacts.md. */
#include "decode/windows_types.h"
#include "support.h"

static struct arena arena;

static const uint8_t administrators[] = { 1, 2, 0, 0, 0, 0, 0, 5, 0x20, 0, 0, 0, 0x20, 2, 0, 0, 0xEE };
/* Identity SID of a Microsoft account: the provider GUID split into five numbers, then five of the user. */
static const uint8_t microsoft_account[] = {
	1, 11, 0, 0, 0, 0, 0, 11, 0x60, 0, 0, 0, 0x8f, 0x88, 0xf9, 0xd7, 0xfc, 0xe3, 0, 0, 0xb0, 0x49, 0, 0,
	0x5b, 0xa8, 0xa6, 0x9e, 0x4f, 0x2a, 0x39, 0x5f, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
};

static void sids(void)
{
	size_t len = 0;
	CHECK_STR(sid_text((struct span){ administrators, sizeof administrators }, &arena, &len), "S-1-5-32-544");
	CHECK_INT(len, 16);
	CHECK_STR(sid_text((struct span){ microsoft_account, sizeof microsoft_account }, &arena, &len),
	          "S-1-11-96-3623454863-58364-18864-2661722203-1597581903-1-2-3-4-4294967295");
	CHECK_INT(len, 52);
	const uint8_t large[] = { 1, 0, 1, 0, 0, 0, 0, 0 };
	CHECK_STR(sid_text((struct span){ large, sizeof large }, &arena, NULL), "S-1-0x010000000000");
}

static void no_sids(void)
{
	size_t len = 99;
	for (size_t i = 0; i < 16; i++)
		CHECK_STR(sid_text((struct span){ administrators, i }, &arena, &len), "");
	uint8_t bytes[8 + 16 * 4] = { 2, 1 };
	CHECK_STR(sid_text((struct span){ bytes, sizeof bytes }, &arena, &len), "");
	bytes[0] = 1, bytes[1] = 16;
	CHECK_STR(sid_text((struct span){ bytes, sizeof bytes }, &arena, &len), "");
	CHECK_INT(len, 99);
}

static void guids(void)
{
	const uint8_t provider[] = { 0x8f, 0x88, 0xf9, 0xd7, 0xfc, 0xe3, 0xb0, 0x49, 0x9e, 0xa6, 0xa8, 0x5b, 0x5f, 0x39, 0x2a, 0x4f };
	CHECK_STR(guid_text((struct span){ provider, 16 }, &arena), "d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f");
	CHECK_STR(guid_text((struct span){ provider, 15 }, &arena), "");
	CHECK_STR(guid_text((struct span){ 0 }, &arena), "");
}

static void entra_object_ids(void)
{
	/* The words are read little-endian from the GUID as it lies in memory. */
	CHECK_STR(entra_object_id(STR("S-1-12-1-2976422086-1231528264-3613684113-545643093"), &arena),
	          "b16898c6-a148-4967-9171-64d755da8520");
	CHECK_STR(entra_object_id(STR("S-1-12-1-1-2-3"), &arena), "");
	CHECK_STR(entra_object_id(STR("S-1-12-1-1-2-3-4-5"), &arena), "");
	CHECK_STR(entra_object_id(STR("S-1-12-1-1-2-3-4-"), &arena), "");
	CHECK_STR(entra_object_id(STR("S-1-12-1-1-2-3-4294967296"), &arena), "");
	CHECK_STR(entra_object_id(STR("S-1-5-21-1-2-3-1001"), &arena), "");
}

static void mail_addresses(void)
{
	static const char *const good[] = { "an@hopthu.example", "a.b+c@mail.co.example", "vanthu@xa.gov.example", "nguyễn@hộpthư.example" };
	static const char *const bad[] = { "", "@", "an@", "@x.example", "an@localhost", "an an@x.example", "\"an\"@x.example", "an@x..example",
		                           "an@.example", "an@x.", ".an@x.example", "an@b@x.example", "an@x.example;", "mailto:an@x.example",
		                           "<an@x.example>", "00037ffe@shadow.outlook.com", "a@SHADOW.Outlook.com", "an@x_y.example",
		                           "/o=First/ou=x/cn=an@x.example", "o'an@x.example" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(is_mail_address(str_from_c(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!is_mail_address(str_from_c(bad[i])));
	char longest[255 + 1];
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 1, "@", 1);
	memcpy(longest + 246, ".example", 8);
	CHECK(is_mail_address((struct str){ longest, 254 }));
	longest[254] = 'e';
	CHECK(!is_mail_address((struct str){ longest, 255 }));
}

static void paths(void)
{
	CHECK_STR(path_from_root(STR("C:\\Users\\an")), "Users\\an");
	CHECK_STR(path_from_root(STR("d:\\Users\\an\\")), "Users\\an");
	CHECK_STR(path_from_root(STR("%SystemDrive%\\Users\\an")), "Users\\an");
	CHECK_STR(path_from_root(STR("%systemdrive%\\Users\\an")), "Users\\an");
	CHECK_STR(path_from_root(STR("\\??\\C:\\Users\\an")), "Users\\an");
	CHECK_STR(path_from_root(STR("\\\\?\\C:\\Users\\an")), "Users\\an");
	/* Which folder that is only the system itself knows. */
	CHECK_STR(path_from_root(STR("%SystemRoot%\\system32")), "%SystemRoot%\\system32");
	CHECK_STR(path_from_root(STR("Users\\an")), "Users\\an");
	CHECK_STR(path_from_root(STR("C:\\")), "");
	CHECK_STR(path_from_root(STR("")), "");
	CHECK_STR(path_from_root(STR("\\\\?\\Volume{1-2}\\Users\\an")), "Users\\an");
	CHECK_STR(path_drive(STR("\\\\?\\Volume{1-2}\\Users\\an")), "Volume{1-2}");
	CHECK_STR(path_drive(STR("d:\\Users\\an")), "d");
	CHECK_STR(path_drive(STR("%SystemDrive%\\Users\\an")), "");
	CHECK_STR(path_drive(STR("")), "");
}

int main(void)
{
	static const struct test tests[] = {
		TEST(sids), TEST(no_sids), TEST(guids), TEST(entra_object_ids), TEST(mail_addresses), TEST(paths),
	};
	arena_init(&arena, 1u << 24);
	return test_main(tests, sizeof tests / sizeof *tests);
}
