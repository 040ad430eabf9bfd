/* Encrypted reports: another program opens them with the password and with no other; nothing of the content is in the
 * clear. */
#include "report/protect.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "support.h"

#define PASSWORD "mật khẩu của xã 2026"

static struct arena arena;
static const struct protected_file files[] = {
	{ "report-full.html",
	  { "<p>tinhocvidu@hopthu.example tinhocvidu@hopthu.example tinhocvidu@hopthu.example</p>", 84 } },
	{ "report-full.json", { "{\"address\":\"tinhocvidu@hopthu.example\"}", 39 } },
};

static struct buf made(void)
{
	struct buf zip = { 0 };
	int64_t time;
	CHECK(time_parse(STR("2026-11-22T02:30:00Z"), &time));
	CHECK_INT(protect_zip(&zip, files, 2, STR(PASSWORD), time), OK);
	return zip;
}

static void passwords_must_be_long(void)
{
	CHECK(protect_password_usable(STR(PASSWORD)));
	CHECK(protect_password_usable(STR("123456789012")));
	CHECK(protect_password_usable(STR("ắắắắắắắắắắắắ")));
	CHECK(!protect_password_usable(STR("12345678901")));
	CHECK(!protect_password_usable(STR("ắắắắắắắắắắắ")));
	CHECK(!protect_password_usable(STR("1234567890\t12")));
	CHECK(!protect_password_usable(STR("123456789012\xFF")));
	CHECK(!protect_password_usable((struct str){ 0 }));
	struct buf zip = { 0 };
	CHECK_INT(protect_zip(&zip, files, 2, STR("short"), 0), ERR_CORRUPT);
	CHECK_INT(zip.len, 0u);
}

static void nothing_is_in_the_clear(void)
{
	struct buf zip = made(), again = made();
	CHECK(zip.len > 200);
	CHECK(str_find_fold(buf_str(&zip), STR("tinhocvidu")) < 0);
	CHECK(str_find(buf_str(&zip), STR("hopthu")) < 0);
	CHECK(str_find(buf_str(&zip), STR("m\xE1\xBA\xADt kh")) < 0);
	CHECK(!str_eq(buf_str(&zip), buf_str(&again))); /* no salt is used twice */
	buf_done(&zip);
	buf_done(&again);
}

static int run(const char *what, const char *path, const char *password)
{
	return system(str_to_c(&arena, str_format(&arena, "7z %s -p'%s' %s >/dev/null 2>&1", what, password, path)));
}

static void another_program_opens_it(void)
{
	char folder[] = "/tmp/soatmay-zip-XXXXXX";
	if (system("command -v 7z >/dev/null") != 0)
		test_skip("7z is not installed");
	CHECK(mkdtemp(folder) != NULL);
	struct buf zip = made();
	const char *path = str_to_c(&arena, str_format(&arena, "%s/a.zip", folder));
	FILE *stream = fopen(path, "w");
	CHECK(stream && fwrite(zip.data, 1, zip.len, stream) == zip.len && fclose(stream) == 0);
	CHECK_INT(run("t", path, PASSWORD), 0);
	CHECK(run("t", path, "another password") != 0);
	CHECK_INT(run(str_to_c(&arena, str_format(&arena, "x -y -o%s", folder)), path, PASSWORD), 0);
	for (size_t i = 0; i < 2; i++) {
		struct span bytes =
			read_whole_file(&arena, str_to_c(&arena, str_format(&arena, "%s/%s", folder, files[i].name)));
		CHECK(str_eq((struct str){ (const char *)bytes.data, bytes.len }, files[i].content));
	}
	CHECK_INT(system(str_to_c(&arena,
	                          str_format(&arena, "7z l -slt %s | grep -c 'Method = AES-256' | grep -qx 2", path))),
	          0);
	CHECK_INT(system(str_to_c(&arena, str_format(&arena, "rm -r %s", folder))), 0);
	buf_done(&zip);
}

int main(void)
{
	static const struct test tests[] = { TEST(passwords_must_be_long), TEST(nothing_is_in_the_clear),
		                             TEST(another_program_opens_it) };
	arena_init(&arena, 1 << 24);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
