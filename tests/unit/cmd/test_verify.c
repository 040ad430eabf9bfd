/* soatmay verify: a folder that cannot be read to its end may hold what nobody saw. The rest is in tests/system/test-verify. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "support.h"

static char folder[] = "/tmp/soatmay-verify-XXXXXX";
static bool folder_fails; /* instead of saying that it has ended */

/* Of the program in place of the C library's. */
struct dirent *readdir(DIR *stream)
{
	struct dirent *(*next)(DIR *) = (struct dirent *(*)(DIR *))dlsym(RTLD_NEXT, "readdir64");
	struct dirent *entry = next(stream);
	if (!entry && folder_fails)
		errno = EIO;
	return entry;
}

static int verify(void)
{
	char *words[] = { (char[]){ "verify" }, folder, NULL };
	return cmd_verify(2, words);
}

static void a_folder_that_cannot_be_read_to_its_end(void)
{
	char command[128];
	snprintf(command, sizeof command, "cd %s && echo '{}' >report.json && sha256sum report.json >SHA256SUMS", folder);
	CHECK_INT(system(command), 0);
	CHECK_INT(verify(), STATUS_PASS);
	folder_fails = true;
	CHECK_INT(verify(), STATUS_FAIL);
	folder_fails = false;
	CHECK_INT(verify(), STATUS_PASS);
}

int main(void)
{
	static const struct test tests[] = { TEST(a_folder_that_cannot_be_read_to_its_end) };
	return test_main_in_folder(folder, tests, sizeof tests / sizeof *tests);
}
