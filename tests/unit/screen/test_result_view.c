/* What the wizard is told of a judged case: the words of the paper, numbers as screens write them, causes by name. */
#include "report/sample_case.h"

#include "screen/result.h"
#include "support.h"

static struct arena arena;
static struct policy policy;
static struct report_options options;

static void result_of(struct result *result, const struct case_file *file)
{
	sample_policy(&policy);
	result_from_case(result, &arena, file, &policy, &options);
}

static void start(void)
{
	arena_reset(&arena);
	arena_init(&arena, 64u << 20);
	options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
}

/* Judged by hand: the sample says which findings there are. */
static void undone(struct case_file *file, const char *check, const char *which)
{
	*array_push(file->arena, &file->coverage) = (struct coverage){
		.check = str_from_c(check), .subject_text = str_from_c(which), .mandatory = true, .undone = true,
		.result = COVERAGE_FAILED, .reason = STR("of the test") };
}

static void the_first_cause_names_the_disk(void)
{
	static const char *const checks[][3] = {
		{ "source.writable", "VIDUDISK NV512, 26FD0031872", "mất chế độ chỉ đọc" },
		{ "source.hidden", "Intel 8086:2822 (RAID)", "che khuất" },
	};
	for (size_t i = 0; i < 2; i++) {
		struct case_file file;
		struct result result;
		start();
		sample_b(&file, &arena);
		undone(&file, checks[i][0], checks[i][1]);
		file.verdict = VERDICT_INCONCLUSIVE;
		result_of(&result, &file);
		CHECK_INT(result.head.verdict, VERDICT_INCONCLUSIVE);
		CHECK_INT(result.head.mandatory_undone, 1u);
		CHECK(str_starts(result.head.strong, str_from_c(checks[i][1])));
		CHECK(str_find(result.head.strong, str_from_c(checks[i][2])) > 0);
		CHECK(str_find(result.head.sentence, result.head.strong) > 0);
		CHECK(str_find(result.head.sentence, STR("có 1 nội dung bắt buộc")) > 0);
		CHECK(str_find(result.head.advice, STR("mũi tên phải")) > 0 && str_find(result.head.advice, STR("mục II")) < 0);
		CHECK(result.lines.count > 0 && str_find(result.lines.items[0].text, str_from_c(checks[i][1])) >= 0);
	}
}

/* Whole words: place and cause, without the checks; a long one without its last clause. */
static void a_cause_is_never_cut_in_its_middle(void)
{
	static const struct { const char *check, *which, *end; } causes[] = {
		{ "chromium.logins", "SOFTWARE", "SOFTWARE: không đọc được" },
		{ "source.empty", "VIDUDISK NV512 of a maker with a long name, 26FD0031872, on the second connector",
		  "nên không đọc được" },
	};
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		struct case_file file;
		struct result result;
		start();
		sample_b(&file, &arena);
		undone(&file, causes[i].check, causes[i].which);
		file.verdict = VERDICT_INCONCLUSIVE;
		result_of(&result, &file);
		CHECK(str_starts(result.head.strong, str_from_c(causes[i].which)));
		CHECK(str_ends(result.head.strong, str_from_c(causes[i].end)));
		CHECK(str_find(result.head.sentence, STR("…")) < 0);
	}
}

/* Nothing of a long list is cut: it goes on in rows without a label, each whole when it is read. */
static void changes_come_whole(void)
{
	struct case_file file;
	struct result result, read;
	struct buf wire = { 0 };
	start();
	sample_b(&file, &arena);
	options.mode = MODE_AFTER_REPAIR;
	options.since = 1;
	result_of(&result, &file);
	result_write(&wire, &result);
	CHECK_INT(result_read(buf_str(&wire), &arena, &read), OK);
	size_t changes = 0;
	bool logins = false;
	for (size_t i = 0; i < result.lines.count; i++) {
		const struct result_line *line = &result.lines.items[i];
		changes += line->finding == RESULT_CHANGES;
		logins |= str_eq_c(line->label, "Mật khẩu lưu trong trình duyệt");
		if (line->finding == RESULT_CHANGES)
			CHECK_STR(read.lines.items[i].label, str_to_c(&arena, line->label));
		if (line->finding == RESULT_CHANGES)
			CHECK_STR(read.lines.items[i].text, str_to_c(&arena, line->text));
	}
	CHECK(changes > 4 && logins);
	buf_done(&wire);
}

static void a_locked_volume_is_named_in_one_sentence(void)
{
	struct case_file file;
	struct result result;
	start();
	sample_b(&file, &arena);
	*array_push(file.arena, &file.volumes) = (struct volume_info){
		.source = 1, .id = 7, .size = 78000000, .filesystem = FILESYSTEM_BITLOCKER, .states = VOLUME_LOCKED };
	*array_push(file.arena, &file.coverage) = (struct coverage){
		.check = STR("source.volume"), .subject_text = STR("1:7"), .mandatory = true, .undone = true, .result = COVERAGE_LOCKED };
	file.verdict = VERDICT_INCONCLUSIVE;
	result_of(&result, &file);
	CHECK_STR(result.head.strong, "phân vùng 7 (BitLocker, 78 MB) đang khóa, chưa đọc được");
	CHECK(str_find(result.head.sentence, result.head.strong) > 0);
	CHECK(str_ends(result.lines.items[0].text, result.head.strong));
}

/* What is bold is a part of the paper's sentence, in either language. */
static void what_to_do_is_bold(void)
{
	static const struct { enum mode mode; enum language language; const char *strong; } cases[] = {
		{ MODE_ACCEPTANCE, LANGUAGE_VI, "CHƯA tiếp nhận máy" },
		{ MODE_ACCEPTANCE, LANGUAGE_EN, "Do NOT accept the computer" },
		{ MODE_IN_USE, LANGUAGE_VI, "ngừng đăng nhập tài khoản công vụ" },
		{ MODE_IN_USE, LANGUAGE_EN, "Stop signing in to official accounts" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct case_file file;
		struct result result;
		start();
		sample_a(&file, &arena);
		options = sample_options(cases[i].language, MASK_PARTIAL);
		options.mode = cases[i].mode;
		result_of(&result, &file);
		CHECK_STR(result.head.strong, cases[i].strong);
		CHECK(str_find(result.head.sentence, result.head.strong) > 0);
		CHECK(str_find(result.head.advice, result.head.strong) < 0);
	}
}

static void words_are_those_of_the_paper(void)
{
	struct case_file file;
	struct result result;
	start();
	sample_a(&file, &arena);
	result_of(&result, &file);
	CHECK_INT(result.head.verdict, VERDICT_FAIL);
	CHECK(result.findings.count > 1 && str_find(result.head.sentence, STR(" 0")) < 0);
	for (size_t i = 0; i < result.findings.count; i++) {
		const struct result_finding *finding = &result.findings.items[i];
		size_t vendor = 0, others = 0;
		for (size_t k = 0; k < result.steps.count; k++) {
			bool own = result.steps.items[k].finding == i + 1, is_vendor = str_eq_c(result.steps.items[k].who, "Bên giao");
			vendor += own && is_vendor;
			others += own && !is_vendor;
		}
		CHECK(!(vendor && others) || str_eq_c(finding->who, "Hai bên"));
		CHECK(!(vendor && !others) || str_eq_c(finding->who, "Bên giao"));
		CHECK(str_find(finding->account, STR("(")) < 0);
		CHECK(!str_starts(finding->title, STR("0")));
	}
}

static void seen_elsewhere_is_counted(void)
{
	struct case_file file;
	struct result result;
	struct seen_list seen = { 0 };
	start();
	sample_a(&file, &arena);
	result_of(&result, &file);
	CHECK_INT(result.head.seen, 0u);
	CHECK(result.head.fingerprints.len > 0);
	struct str rest, first = str_cut(result.head.fingerprints, ' ', &rest);
	*array_push(&arena, &seen) = (struct seen_account){ .fingerprint = first, .machines = 13 };
	options.seen = &seen;
	result_of(&result, &file);
	CHECK_INT(result.head.seen, 13u);
	bool told = false;
	for (size_t i = 0; i < result.findings.count; i++)
		told |= str_find(result.findings.items[i].seen, STR("thấy trên 13 máy khác")) > 0;
	CHECK(told);
}

TEST_MAIN(TEST(the_first_cause_names_the_disk), TEST(a_cause_is_never_cut_in_its_middle), TEST(changes_come_whole),
	  TEST(a_locked_volume_is_named_in_one_sentence),
	  TEST(what_to_do_is_bold), TEST(words_are_those_of_the_paper), TEST(seen_elsewhere_is_counted))
