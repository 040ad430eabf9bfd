/* The number of the check and what became of the first one's items, in text and JSON. */
#include "base/limits.h"
#include "judge/judge.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct case_file file;
static struct earlier_checks checks;

static struct str written(void (*write)(struct buf *, const struct case_file *, const struct policy *, const struct report_options *),
                          enum language language, const struct earlier_checks *earlier)
{
	struct policy policy;
	struct buf out = { 0 };
	struct report_options options = sample_options(language, MASK_PARTIAL);
	policy_default(&policy);
	options.checks = earlier;
	write(&out, &file, &policy, &options);
	struct str text = str_copy(&arena, buf_str(&out));
	buf_done(&out);
	return text;
}

/* Line ends and indents of the text report aside. */
static bool says(enum language language, const char *phrase)
{
	struct str text = written(report_write_text, language, &checks);
	char *flat = arena_alloc(&arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i] == '\n' ? ' ' : text.data[i];
		if (c != ' ' || (len && flat[len - 1] != ' '))
			flat[len++] = c;
	}
	return str_find((struct str){ flat, len }, str_from_c(phrase)) >= 0;
}

static bool json_has(const char *phrase)
{
	return str_find(written(report_write_json, LANGUAGE_EN, &checks), str_from_c(phrase)) >= 0;
}

static struct earlier_check *add_earlier(const char *when, enum verdict verdict, const char *code)
{
	struct earlier_check *check = array_push(&arena, &checks);
	*check = (struct earlier_check){ .when = at(when), .verdict = verdict, .code = S(code), .listed = true,
		                         .rules = S(RULES_VERSION), .mode = S("acceptance") };
	return check;
}

static void add_item(struct earlier_check *check, const char *rule, const char *fingerprint, bool must_fix)
{
	unsigned number = (unsigned)check->items.count + 1;
	*array_push(&arena, &check->items) = (struct earlier_item){ number, S(rule), S(fingerprint), must_fix };
}

static void nobody_looked(void)
{
	sample_a(&file, &arena);
	struct str text = written(report_write_text, LANGUAGE_EN, NULL), json = written(report_write_json, LANGUAGE_EN, NULL);
	CHECK(str_find(text, STR("Check no")) < 0);
	CHECK(str_find(json, STR("\"checks\"")) < 0);
}

static void the_first_check(void)
{
	sample_a(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	CHECK(!says(LANGUAGE_EN, "Check no"));
	CHECK(json_has("\"number\": 1,"));
}

static void one_of_each(void)
{
	sample_a(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	struct earlier_check *first = add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "7QK4-M2TD");
	add_item(first, "ACC-01", "0123456789abcdef", true);
	add_item(first, "SW-01", "0123456789abcdef", true);
	add_item(first, "SYN-04", "0000000000000000", true);
	CHECK(says(LANGUAGE_EN, "Check no. 2 (no. 1 on 20 Nov 2026: FAIL, code 7QK4-M2TD)"));
	CHECK(says(LANGUAGE_VI, "Lần kiểm tra: 2 (lần 1 ngày 20/11/2026: KHÔNG ĐẠT, mã 7QK4-M2TD)"));
	CHECK(says(LANGUAGE_EN, "no longer there: item 2 (SW-01); another of the same kind as item 1 (ACC-01, now item 2), "
	                        "item 3 (SYN-04, now item 1)."));
	CHECK(says(LANGUAGE_VI, "không còn mục 2 (SW-01); vẫn còn nội dung cùng loại với mục 1 (ACC-01, nay là mục 2)"));
	CHECK(says(LANGUAGE_EN, "item 3 of check no. 1: the receiving party confirms [ ] done"));
	CHECK(json_has("\"outcome\": \"gone\"") && json_has("\"outcome\": \"same-rule\""));
}

/* What is not there says little while a mandatory check is undone. */
static void not_all_was_checked(void)
{
	sample_b(&file, &arena);
	add_check(&file, "chromium.logins", COVERAGE_PARTIAL, true, "Users\\a", "corrupt");
	file.verdict = VERDICT_INCONCLUSIVE;
	checks = (struct earlier_checks){ 0 };
	add_item(add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "7QK4-M2TD"), "RMT-01", "0123456789abcdef", true);
	CHECK(says(LANGUAGE_EN, "Against check no. 1: not fully checked again: item 1 (RMT-01)."));
	CHECK(!says(LANGUAGE_EN, "no longer there"));
	CHECK(!says(LANGUAGE_EN, "the receiving party confirms"));
	CHECK(json_has("\"outcome\": \"unknown\""));
}

/* One of two disks was taken out: what was on it is not gone. */
static void a_disk_was_not_read(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	struct earlier_check *first = add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "7QK4-M2TD");
	add_item(first, "RMT-01", "0123456789abcdef", true);
	first->more_was_read = true;
	CHECK(says(LANGUAGE_EN, "Against check no. 1: not fully checked again: item 1 (RMT-01)."));
	CHECK(!says(LANGUAGE_EN, "no longer there"));
}

/* What is missing because the office allows it now is not gone from the machine. */
static void another_policy(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	struct earlier_check *first = add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "7QK4-M2TD");
	add_item(first, "RMT-01", "0123456789abcdef", true);
	CHECK(says(LANGUAGE_EN, "no longer there: item 1 (RMT-01)"));
	first->policy = S("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
	CHECK(says(LANGUAGE_EN, "Against check no. 1: judged by another policy, not comparable: item 1 (RMT-01)."));
	CHECK(says(LANGUAGE_VI, "không so sánh được mục 1 (RMT-01)"));
	CHECK(json_has("\"outcome\": \"other-policy\""));
	first->policy = (struct str){ 0 };
	first->mode = S("in-use");
	CHECK(!says(LANGUAGE_EN, "no longer there"));
	first->mode = S("acceptance");
	first->rules = S("2020.01-1");
	CHECK(!says(LANGUAGE_EN, "no longer there"));
	first->rules = (struct str){ 0 };
	CHECK(!says(LANGUAGE_EN, "no longer there"));
}

/* Software and autostart of a user are not mandatory, but a rule looks at them. */
static void its_area_was_not_read(void)
{
	sample_b(&file, &arena);
	add_check(&file, "windows.software_user", COVERAGE_FAILED, false, "Users\\a", "corrupt");
	checks = (struct earlier_checks){ 0 };
	struct earlier_check *first = add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "7QK4-M2TD");
	add_item(first, "SW-01", "0123456789abcdef", true);
	add_item(first, "DEV-01", "0123456789abcdef", true);
	CHECK(says(LANGUAGE_EN, "not fully checked again: item 1 (SW-01)"));
	CHECK(says(LANGUAGE_EN, "no longer there: item 2 (DEV-01)"));
}

/* Whatever is written after it, the check that failed is compared and named. */
static void a_pass_hides_no_fail(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	add_earlier("2026-11-17T02:00:00Z", VERDICT_PASS, "AAAA-0001");
	add_item(add_earlier("2026-11-18T02:00:00Z", VERDICT_FAIL, "AAAA-0002"), "RMT-01", "0123456789abcdef", true);
	add_earlier("2026-11-19T02:00:00Z", VERDICT_FAIL, "AAAA-0003")->listed = false;
	add_earlier("2026-11-20T02:00:00Z", VERDICT_PASS, "AAAA-0004");
	CHECK(says(LANGUAGE_EN, "Check no. 5 (no. 1 on 17 Nov 2026: PASS, code AAAA-0001; "
	                        "no. 2 on 18 Nov 2026: FAIL, code AAAA-0002; "
	                        "no. 3 on 19 Nov 2026: FAIL, code AAAA-0003, not verified)"));
	CHECK(says(LANGUAGE_EN, "Against check no. 2: no longer there: item 1 (RMT-01)."));
	CHECK(says(LANGUAGE_EN, "1 report(s) of earlier checks do not match their SHA256SUMS: not verified."));
	CHECK(json_has("\"check\": 2") && json_has("\"listed\": false"));
	checks.items[0].listed = false;
	CHECK(says(LANGUAGE_EN, "no. 1 on 17 Nov 2026: PASS, code AAAA-0001, not verified;"));
}

/* Nor does a later one that failed, with nothing in it, with other items or with the same ones. */
static void a_fail_hides_no_fail(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	add_earlier("2026-11-17T02:00:00Z", VERDICT_PASS, "AAAA-0001");
	struct earlier_check *failed = add_earlier("2026-11-18T02:00:00Z", VERDICT_FAIL, "AAAA-0002");
	add_item(failed, "RMT-01", "0123456789abcdef", true);
	add_item(failed, "SYN-04", "1123456789abcdef", true);
	failed->more_was_read = true;
	add_earlier("2026-11-19T02:00:00Z", VERDICT_FAIL, "AAAA-0003");
	CHECK(says(LANGUAGE_EN, "no. 2 on 18 Nov 2026: FAIL, code AAAA-0002; no. 3 on 19 Nov 2026: FAIL, code AAAA-0003)"));
	CHECK(says(LANGUAGE_EN, "Against check no. 2: not fully checked again: item 1 (RMT-01), item 2 (SYN-04)."));
	add_item(&checks.items[2], "SYN-04", "1123456789abcdef", true);
	add_item(&checks.items[2], "SW-01", "2123456789abcdef", true);
	CHECK(says(LANGUAGE_EN, "Against check no. 3: no longer there: item 2 (SW-01); not fully checked again: item 1 (SYN-04)."));
	CHECK(says(LANGUAGE_EN, "Against check no. 2: not fully checked again: item 1 (RMT-01)."));
	CHECK(says(LANGUAGE_EN, "item 1 of check no. 3: the receiving party confirms"));
}

/* However many there are, what is not told is numbered. */
static void a_crowd_of_fails_is_numbered(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	add_earlier("2026-10-01T02:00:00Z", VERDICT_PASS, "AAAA-0001");
	for (unsigned i = 0; i < 20; i++) {
		struct earlier_check *check = add_earlier("2026-11-18T02:00:00Z", VERDICT_FAIL, "AAAA-0002");
		for (unsigned k = 0; k < i * 10; k++) {
			struct str fingerprint = str_format(&arena, "%08u%08u", i, k);
			add_item(check, "RMT-01", str_to_c(&arena, fingerprint), true);
		}
	}
	CHECK(says(LANGUAGE_EN, "no. 21 on 18 Nov 2026: FAIL, code AAAA-0002; 14 more that failed)"));
	CHECK(says(LANGUAGE_VI, "; còn 14 lần KHÔNG ĐẠT khác)"));
	CHECK(says(LANGUAGE_EN, "item 24 (RMT-01), and 166 more."));
	CHECK(says(LANGUAGE_EN, "910 more item(s) of earlier checks are not told here")); /* 1900 but those of six checks */
	CHECK(says(LANGUAGE_VI, "Còn 910 mục của các lần kiểm tra trước không nêu ở đây"));
	CHECK(json_has("\"items_left\": 876,"));
	checks.items[3].items_left = 51;
	CHECK(says(LANGUAGE_EN, "961 more item(s) of earlier checks are not told here"));
}

/* What earlier reports say changes nothing in what this one concludes. */
static void earlier_ones_change_no_verdict(void)
{
	static const enum verdict verdicts[] = { VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE, VERDICT_NONE };
	for (size_t i = 0; i < 4; i++) {
		sample_a(&file, &arena);
		checks = (struct earlier_checks){ .later = i, .unread = i };
		add_earlier("2026-11-18T02:00:00Z", verdicts[i], "AAAA-0001");
		CHECK(json_has("\"verdict\": \"fail\",\n  \"mode\""));
		CHECK(says(LANGUAGE_EN, "FAIL"));
		sample_b(&file, &arena);
		CHECK(json_has("\"verdict\": \"pass\",\n  \"mode\""));
	}
}

static void what_was_not_counted(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ .later = 2, .unread = 30, .unreadable = 4 };
	CHECK(says(LANGUAGE_EN, "2 report(s) of this computer are dated later than this computer's clock"));
	CHECK(says(LANGUAGE_EN, "Not all earlier reports were read (30 reports or folders are left)"));
	CHECK(says(LANGUAGE_EN, "4 report.json among the earlier reports cannot be read"));
	CHECK(says(LANGUAGE_VI, "Có 04 tệp report.json cạnh các biên bản lập trước không đọc được"));
	CHECK(json_has("\"unreadable\": 4,"));
	CHECK(json_has("\"later\": 2,") && json_has("\"unread\": 30,"));
}

static void the_fourth_check(void)
{
	sample_b(&file, &arena);
	checks = (struct earlier_checks){ 0 };
	add_earlier("2026-11-18T02:00:00Z", VERDICT_INCONCLUSIVE, "AAAA-0001");
	add_earlier("2026-11-19T02:00:00Z", VERDICT_FAIL, "AAAA-0002");
	add_earlier("2026-11-20T02:00:00Z", VERDICT_FAIL, "AAAA-0003");
	CHECK(says(LANGUAGE_EN, "Check no. 4 (no. 1 on 18 Nov 2026: INCONCLUSIVE, code AAAA-0001; "
	                        "no. 2 on 19 Nov 2026: FAIL, code AAAA-0002; no. 3 on 20 Nov 2026: FAIL, code AAAA-0003)"));
	CHECK(!says(LANGUAGE_EN, "Against check"));
}

static void opens(void)
{
	arena_init(&arena, 512 * MIB);
}

static void closes(void)
{
	arena_done(&arena);
}

TEST_MAIN(TEST(opens), TEST(nobody_looked), TEST(the_first_check), TEST(one_of_each), TEST(not_all_was_checked), TEST(a_disk_was_not_read), TEST(the_fourth_check),
          TEST(another_policy), TEST(its_area_was_not_read), TEST(a_pass_hides_no_fail), TEST(a_fail_hides_no_fail),
          TEST(a_crowd_of_fails_is_numbered),
          TEST(earlier_ones_change_no_verdict), TEST(what_was_not_counted),
          TEST(closes))
