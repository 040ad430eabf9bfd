/* Verdict block, conclusion, parties, foot: numbers that are there, steps of notes, references to files that exist. */
#include <cjson/cJSON.h>

#include "report/view_parts.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct policy policy;
static struct report_options options;

static void reset(struct case_file *file, bool failing)
{
	(failing ? sample_a : sample_b)(file, &arena);
	sample_policy(&policy);
	options = sample_options(LANGUAGE_EN, MASK_PARTIAL);
}

static struct str flat_text(const struct case_file *file)
{
	struct buf buf = { 0 };
	report_write_text(&buf, file, &policy, &options);
	char *out = arena_alloc(&arena, buf.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < buf.len; i++) {
		char c = buf_str(&buf).data[i];
		if (c != ' ' && c != '\n')
			out[len++] = c;
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	buf_done(&buf);
	return (struct str){ out, len };
}

static bool has(struct str text, const char *needle)
{
	return str_find(text, str_from_c(needle)) >= 0;
}

static void numbers_read_naturally(void)
{
	struct case_file file;
	reset(&file, true);
	CHECK(has(flat_text(&file), "3 item(s) must be fixed, 2 of them critical."));
	CHECK(has(flat_text(&file), "fixes items 1 to 3 by"));
	file.findings.items[0].severity = file.findings.items[1].severity = SEVERITY_HIGH;
	CHECK(has(flat_text(&file), "3 item(s) must be fixed. Do NOT"));
	file.findings.items[2].effect = EFFECT_NOTE;
	CHECK(has(flat_text(&file), "fixes items 1 and 2 by"));
	file.findings.items[1].effect = EFFECT_NOTE;
	CHECK(has(flat_text(&file), "fixes item 1 by"));
}

/* Nobody deletes data from an account where only a program is at fault. */
static void a_statement_about_accounts_needs_an_account(void)
{
	struct case_file file;
	reset(&file, true);
	CHECK(has(flat_text(&file), "states in writing that it has deleted the unit's data"));
	file.findings.items[0] = file.findings.items[2];
	file.findings.count = 1;
	CHECK(!has(flat_text(&file), "states in writing that it has deleted"));
	CHECK(has(flat_text(&file), "fixes item 1 by"));
}

static void forensic_mode_counts_what_it_records(void)
{
	struct case_file file;
	reset(&file, true);
	options.mode = MODE_FORENSIC;
	file.verdict = VERDICT_NONE;
	for (size_t i = 0; i < file.findings.count; i++)
		file.findings.items[i].effect = EFFECT_INFO;
	CHECK(has(flat_text(&file), "Recorded 4 Not checked"));
	CHECK(!has(flat_text(&file), "Must fix"));
}

static void a_pass_repeats_the_steps_of_its_notes(void)
{
	struct case_file file;
	reset(&file, false);
	struct finding *finding = add_finding(&file, "SW-03", "sw03", SEVERITY_LOW, EFFECT_NOTE);
	add_argument(&file, finding, "n", ARGUMENT_COUNT, "", 2, NULL);
	struct str text = flat_text(&file);
	CHECK(has(text, "Deal with item 1 (to note). Receiving party: decide to keep or remove each program"));
	finding->effect = EFFECT_INFO;
	CHECK(!has(flat_text(&file), "Deal with item"));
}

static void what_browsers_hold_is_said(void)
{
	struct case_file file;
	reset(&file, false);
	CHECK(has(flat_text(&file), "- No browser profile on the computer."));
	CHECK(!has(flat_text(&file), "browsers checked"));
	sample_user(&file, "vanphong", 1001, false, true, 2);
	sample_browser(&file);
	struct case_browser_profile *profile = &file.browser_profiles.items[0];
	profile->logins_official = 0;
	CHECK(has(flat_text(&file), "- The browsers hold 9 saved password(s), none of the unit's"));
	profile->logins_official = 7;
	CHECK(has(flat_text(&file), "- The browsers hold 9 saved password(s), 7 of the unit's"));
	profile->logins_total = profile->logins_official = 0;
	CHECK(has(flat_text(&file), "- No password is saved in the browsers checked."));
	profile->logins_read = false;
	CHECK(!has(flat_text(&file), "password(s)") && !has(flat_text(&file), "No password is saved"));
}

/* Files are named only when they are written. */
static void the_text_names_files_that_are_there(void)
{
	struct case_file file;
	reset(&file, true);
	for (size_t i = 0; i < 20; i++)
		*array_push(&arena, &file.findings.items[3].items) = str_format(&arena, "Program %zu", i);
	CHECK(!has(flat_text(&file), "report.json") && !has(flat_text(&file), "result file"));
	options.saved = true;
	CHECK(has(flat_text(&file), "and 10 more, all listed in report.json"));
	CHECK(has(flat_text(&file), "Full data report.json") && has(flat_text(&file), "Keep the result file"));
}

static void signs_are_explained_where_used(void)
{
	struct case_file file;
	reset(&file, true);
	struct str text = flat_text(&file);
	CHECK(has(text, "1: never sync") && has(text, "3: inspect new computers") && !has(text, "4: supervise repairs"));
	CHECK(has(text, "Proof level A, A': direct"));
	reset(&file, false);
	text = flat_text(&file);
	CHECK(!has(text, "Points 1-4") && !has(text, "Proof level"));
}

static void people_sign_below(void)
{
	struct case_file file;
	reset(&file, false);
	policy.basis = S("Contract 12/2026");
	*array_push(&arena, &policy.people) = (struct person){ S("Trần Thị B"), S("Chuyên viên"), S("ben_nhan") };
	struct str text = flat_text(&file);
	CHECK(has(text, "Basis Contract 12/2026 Receiving party Trần Thị B, Chuyên viên"));
	CHECK(has(text, "FOR THE DELIVERING PARTY INSPECTOR FOR THE RECEIVING PARTY"));
	options.mode = MODE_IN_USE;
	CHECK(!has(flat_text(&file), "FOR THE DELIVERING PARTY"));
	options.mode = MODE_FORENSIC;
	CHECK(!has(flat_text(&file), "FOR THE RECEIVING PARTY") && has(flat_text(&file), "INSPECTOR"));
}

/* Lines of the configuration that did not count leave a trace; an address or a key in them does not. */
static void rejected_lines_of_the_configuration_are_told(void)
{
	static const struct policy_problem problems[] = {
		{ .line = 4, .message = "config.unknown-key", .detail = { "ten_co_quang", 12 } },
		{ .line = 7, .message = "config.bad-line", .detail = { "khoa_doi_chieu MatKhauBiMat1", 28 } },
		{ .line = 9, .message = "config.bad-account", .detail = { FOREIGN " x", sizeof FOREIGN + 1 } },
	};
	struct case_file file;
	struct buf buf = { 0 };
	reset(&file, true);
	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
		*array_push(&arena, &policy.problems) = problems[i];
	struct str text = flat_text(&file);
	CHECK(has(text, "Configuration errors - line 4 of the configuration file was not used: there is no key “ten_co_quang”"));
	CHECK(has(text, "line 7 of the configuration file was not used"));
	CHECK(!has(text, "MatKhauBiMat1") && !has(text, FOREIGN));
	report_write_json(&buf, &file, &policy, &options);
	CHECK(!has(buf_str(&buf), "MatKhauBiMat1") && !has(buf_str(&buf), FOREIGN));
	cJSON *root = cJSON_ParseWithLength(buf_str(&buf).data, buf.len);
	const cJSON *list = cJSON_GetObjectItem(cJSON_GetObjectItem(root, "policy"), "problems");
	CHECK_INT(cJSON_GetArraySize(list), 3);
	CHECK_INT(cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 1), "line")), 7);
	cJSON_Delete(root);
	buf_done(&buf);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(numbers_read_naturally), TEST(a_statement_about_accounts_needs_an_account), TEST(forensic_mode_counts_what_it_records),
		TEST(a_pass_repeats_the_steps_of_its_notes), TEST(what_browsers_hold_is_said), TEST(the_text_names_files_that_are_there),
		TEST(signs_are_explained_where_used), TEST(people_sign_below), TEST(rejected_lines_of_the_configuration_are_told),
	};
	arena_init(&arena, (size_t)1 << 30);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
