/* The minutes of the model machines as a booted stick writes them: a disk instead of an image, with the rows of the hardware, in both
 * languages. What is read in them: system/test-paper, which names the folder that keeps them. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "artifact/table.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/config_file.h"
#include "cmd/reports.h"
#include "inspect/inspect.h"
#include "judge/judge.h"
#include "support.h"

#define RECIPES "tests/fixtures/recipes"

static struct arena arena;
static char folder[] = "/tmp/soatmay-machines-XXXXXX";

/* The builder of fixtures lies two folders above this program; a sanitized build has none. */
static const char *fixture_builder(void)
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	for (int up = 0; up < 3 && length > 0; up++)
		while (length > 0 && path[--length] != '/')
			continue;
	const char *name = str_to_c(&arena, str_format(&arena, "%.*s/soatmay-fixture", (int)length, path));
	if (access(name, X_OK) != 0 || access(RECIPES, R_OK) != 0)
		test_skip("no soatmay-fixture beside the tests");
	return name;
}

static void inspect_image(struct case_file *file, const char *machine)
{
	const char *image = str_to_c(&arena, str_format(&arena, "%s/%s.img", folder, machine));
	struct str command = str_format(&arena, "%s image " RECIPES "/%s.recipe %s", fixture_builder(), machine, image);
	int made = system(str_to_c(&arena, command));
	CHECK_INT(made, 0);
	const struct inspect_source source = { open(image, O_RDONLY | O_CLOEXEC), str_from_c(image) };
	struct volume_keys keys = { 0 };
	const struct inspect_options options = {
		.sources = &source, .source_count = 1, .keys = &keys, .artifacts = artifacts, .allow_unconfined = true
	};
	CHECK(source.fd >= 0);
	CHECK_INT(inspect_run(&options, file), OK);
	unlink(image);
}

/* As long as real ones are: what a model's row takes on paper decides how many pages there are. */
static void add_hardware(struct case_file *file, struct hardware_info *hardware)
{
	*hardware = (struct hardware_info){
		.maker = STR("Vidutech"), .product = STR("Office V15"), .serial = STR("VD15-26-004417"),
		.board = STR("VD-B760M"), .board_serial = STR("BSN-0042211"), .firmware_version = STR("VDT B760 F.31"),
		.firmware_date = STR("14/5/2026"), .processor = STR("13th Gen Intel(R) Core(TM) i5-13400"),
		.memory = UINT64_C(16) << 30, .memory_modules = 2, .label = LABEL_MATCHES,
		.clock_corrected = true, .clock_shift = INT64_C(7) * 3600,
	};
	struct source_info *source = &file->sources.items[0];
	source->kind = SOURCE_DEVICE;
	source->path = STR("/dev/nvme0n1");
	source->model = STR("VIDUDISK NV512");
	source->serial = STR("26FD0031872");
	*array_push(&arena, &hardware->disks) = (struct hardware_disk){
		.source = source->id, .name = STR("nvme0n1"), .model = source->model, .serial = source->serial,
		.firmware = STR("VD26"), .bus = STR("nvme"), .size = source->size, .health = HEALTH_GOOD,
		.power_on_hours = 611, .writes_before = 5218774, .writes_after = 5218774, .read_only = true,
	};
	file->hardware = hardware;
}

static void keep(const char *machine, enum language language, const struct reports *reports)
{
	const char *place = getenv("SOATMAY_KEEP_PAPER");
	struct saved_file files[REPORT_FILES];
	size_t count = reports_files(reports, &arena, files);
	if (!place)
		return;
	struct str path = str_format(&arena, "%s/%s-%s", place, machine, language == LANGUAGE_EN ? "en" : "vi");
	CHECK_INT(file_save_all(str_to_c(&arena, path), files, count), OK);
}

static void check_machine(const char *machine)
{
	struct policy policy = { 0 };
	size_t problems;
	int64_t now = TIME_UNKNOWN;
	time_parse(STR("2026-11-22T02:30:00Z"), &now);
	struct case_file file = { .arena = &arena, .started = now, .finished = now };
	struct hardware_info hardware;
	policy_default(&policy);
	CHECK(config_load(str_to_c(&arena, str_format(&arena, RECIPES "/%s.ini", machine)), &arena, &policy, &problems));
	inspect_image(&file, machine);
	add_hardware(&file, &hardware);
	judge_case(&file, &policy, MODE_ACCEPTANCE);
	for (enum language language = LANGUAGE_VI; language <= LANGUAGE_EN; language++) {
		struct reports reports = { 0 };
		struct report_options options = { .language = language, .mode = MODE_ACCEPTANCE, .now = now, .build = STR("test"),
			                          .columns = 80, .saved = true };
		CHECK_INT(reports_make(&reports, &file, &policy, &options), OK);
		struct str text = buf_str(&reports.text);
		CHECK(str_find(text, STR("VD15-26-004417")) > 0);
		CHECK(str_find(text, language == LANGUAGE_EN ? STR("5,218,774") : STR("5.218.774")) > 0);
		CHECK(str_find(buf_str(&reports.html), STR("26FD0031872")) > 0);
		CHECK(reports.paper.len > 20000 && reports.vendor.len > 20000);
		keep(machine, language, &reports);
		reports_done(&reports);
	}
}

static void machine_a(void)
{
	check_machine("machine-a");
}

static void machine_b(void)
{
	check_machine("machine-b");
}

static void opens(void)
{
	arena_init(&arena, 2 * GIB);
	CHECK(mkdtemp(folder) != NULL);
}

static void closes(void)
{
	CHECK_INT(rmdir(folder), 0);
	arena_done(&arena);
}

TEST_MAIN(TEST(opens), TEST(machine_a), TEST(machine_b), TEST(closes))
