/* Section II: every artifact in one area, what counts as checked, and as many entries printed as are counted. */
#include "artifact/table.h"
#include "report/areas.h"
#include "report/view_parts.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct policy policy;

static void scope_of(struct case_file *file, struct view *view)
{
	static struct report_options options;
	sample_policy(&policy);
	options = sample_options(LANGUAGE_EN, MASK_PARTIAL);
	view_build(view, &arena, file, &policy, &options);
}

static const text_list *lines_of(const struct view *view, const char *label)
{
	static const text_list none = { 0 };
	for (size_t i = 0; i < view->scope.count; i++)
		if (str_eq_c(view->scope.items[i].label, label))
			return &view->scope.items[i].lines;
	return &none;
}

static bool has(const text_list *lines, const char *needle)
{
	for (size_t i = 0; i < lines->count; i++)
		if (str_find(lines->items[i], str_from_c(needle)) >= 0)
			return true;
	return false;
}

static void every_artifact_has_one_area(void)
{
	size_t count = 0;
	for (; artifacts[count]; count++) {
		size_t rows = 0;
		for (size_t i = 0; i < area_check_count; i++)
			rows += strcmp(area_checks[i].check, artifacts[count]->id) == 0;
		CHECK_INT(rows, 1u);
		CHECK(area_of(str_from_c(artifacts[count]->id)) < AREA_NONE);
	}
	CHECK_INT(area_check_count, count); /* and no row names a check that is none */
	CHECK_INT(area_of(STR("source.volume")), AREA_NONE);
}

static void a_whole_area_is_checked(void)
{
	struct case_file file;
	struct view view;
	sample_b(&file, &arena);
	scope_of(&file, &view);
	CHECK(has(lines_of(&view, "Checked"), "remote control"));
	CHECK_INT(lines_of(&view, "Checked in part")->count, 0u);
	CHECK_INT(view.mandatory_undone, 0u);
}

/* One check that was not done takes its whole area out of "checked". */
static void an_area_with_a_gap_is_checked_in_part(void)
{
	static const enum coverage_result results[] = { COVERAGE_PARTIAL, COVERAGE_FAILED, COVERAGE_CRASHED, COVERAGE_TIMED_OUT,
		COVERAGE_LOCKED, COVERAGE_LIMIT };
	for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
		struct case_file file;
		struct view view;
		sample_b(&file, &arena);
		add_check(&file, "windows.remote_desktop", results[i], false, "", "corrupt: value");
		scope_of(&file, &view);
		CHECK(!has(lines_of(&view, "Checked"), "remote control"));
		CHECK(has(lines_of(&view, "Checked in part"), "remote control; lacking: Remote Desktop"));
		CHECK_INT(view.mandatory_undone, 0u);
	}
}

static void an_area_of_which_nothing_was_read_is_neither(void)
{
	struct case_file file;
	struct view view;
	sample_b(&file, &arena);
	file.coverage.count = 0;
	add_check(&file, "windows.software", COVERAGE_FAILED, true, "", "truncated");
	scope_of(&file, &view);
	CHECK(has(lines_of(&view, "Checked"), "browsers (no profile)")); /* searched, and nothing there */
	CHECK(!has(lines_of(&view, "Checked"), "program"));
	CHECK(!has(lines_of(&view, "Checked in part"), "program"));
	CHECK(has(lines_of(&view, "Not checked"), "(mandatory) Windows: the file is cut short; not checked: installed software"));
}

/* Rows of one place and cause, and equal rows of several places, are one entry each; all that is counted is printed. */
static void entries_are_grouped_and_counted(void)
{
	struct case_file file;
	struct view view;
	sample_b(&file, &arena);
	for (size_t user = 0; user < 5; user++) {
		const char *place = str_to_c(&arena, str_format(&arena, "Users\\u%zu", user));
		add_check(&file, "windows.onedrive", COVERAGE_FAILED, true, place, "truncated");
		add_check(&file, "windows.office", COVERAGE_FAILED, true, place, "truncated");
	}
	add_check(&file, "windows.software", COVERAGE_CRASHED, false, "", "worker: signal 11");
	scope_of(&file, &view);
	const text_list *lines = lines_of(&view, "Not checked");
	CHECK_INT(lines->count, 5u); /* users, software, fast startup, cloud, firmware */
	CHECK_INT(view.limits, lines->count);
	CHECK_INT(view.mandatory_undone, 1u);
	CHECK_STR(lines->items[0], "(mandatory) Users\\u0; Users\\u1; Users\\u2 and 2 more place(s): the file is cut short; "
	                           "not checked: OneDrive, Office accounts");
	CHECK_STR(lines->items[1], "Windows: damaged data stopped the reading process; not checked: installed software");
}

static void an_empty_file_is_called_empty(void)
{
	struct case_file file;
	struct view view;
	sample_b(&file, &arena);
	*array_push(&arena, &file.subjects) = (struct subject){ .id = 7, .scope = SCOPE_USER, .system = 1, .root = S("Users\\mocoi") };
	add_file(&file, "Users\\mocoi\\NTUSER.DAT", 0);
	file.evidence.items[file.evidence.count - 1].subject = 7;
	file.evidence.items[file.evidence.count - 1].size = 0;
	add_check(&file, "windows.onedrive", COVERAGE_FAILED, true, "Users\\mocoi", "unsupported");
	file.coverage.items[file.coverage.count - 1].subject = 7;
	scope_of(&file, &view);
	CHECK(has(lines_of(&view, "Not checked"), "(mandatory) Windows user “mocoi” (file NTUSER.DAT): empty file; not checked: OneDrive"));
}

/* Every disk of Windows has them; one that is too large for its type could hold more. */
static void start_up_and_reserved_volumes_are_no_gap(void)
{
	static const struct { enum volume_purpose purpose; uint64_t size; size_t entries; } cases[] = {
		{ PURPOSE_EFI, 104857600, 0 }, { PURPOSE_RECOVERY, 104857600, 0 },
		{ PURPOSE_NONE, 104857600, 1 }, { PURPOSE_EFI, UINT64_C(64) << 30, 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct case_file file;
		struct view view;
		sample_b(&file, &arena);
		file.volumes.items[0].purpose = cases[i].purpose;
		file.volumes.items[0].size = cases[i].size;
		add_check(&file, "source.volume", COVERAGE_FAILED, false, "0:1", "unsupported: FAT");
		scope_of(&file, &view);
		CHECK_INT(view.limits, 3 + cases[i].entries);
	}
}

int main(void)
{
	static const struct test tests[] = {
		TEST(every_artifact_has_one_area), TEST(a_whole_area_is_checked), TEST(an_area_with_a_gap_is_checked_in_part),
		TEST(an_area_of_which_nothing_was_read_is_neither), TEST(entries_are_grouped_and_counted), TEST(an_empty_file_is_called_empty),
		TEST(start_up_and_reserved_volumes_are_no_gap),
	};
	arena_init(&arena, (size_t)1 << 30);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
