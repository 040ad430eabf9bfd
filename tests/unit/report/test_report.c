/* Both writers on hand-made cases: contract names, masking, 80 columns, both languages, same bytes twice. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct policy policy;

typedef void make_case(struct case_file *file, struct arena *arena);
typedef void writer(struct buf *, const struct case_file *, const struct policy *, const struct report_options *);

static struct str render(writer *write, make_case *make, enum language language, enum mask mask, enum mode mode)
{
	struct case_file file;
	struct buf buf = { 0 };
	make(&file, &arena);
	sample_policy(&policy);
	struct report_options options = sample_options(language, mask);
	options.mode = mode;
	write(&buf, &file, &policy, &options);
	struct str text = str_copy(&arena, buf_str(&buf));
	buf_done(&buf);
	return text;
}

static bool has(struct str text, const char *needle)
{
	return str_find_fold(text, str_from_c(needle)) >= 0;
}

/* The text without its line breaks and indents. */
static struct str flat(struct str text)
{
	char *out = arena_alloc(&arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool blank = text.data[i] == ' ' || text.data[i] == '\n';
		if (!blank)
			out[len++] = text.data[i];
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	return (struct str){ out, len };
}

static size_t occurrences(struct str text, const char *needle)
{
	size_t count = 0;
	for (ptrdiff_t at; (at = str_find(text, str_from_c(needle))) >= 0; count++)
		text = str_from(text, (size_t)at + 1);
	return count;
}

static void check_lines(struct str text)
{
	size_t wide = 0, blank_ends = 0, controls = 0;
	CHECK(utf8_valid(text));
	for (struct str rest = text; rest.len;) {
		struct str line = str_cut(rest, '\n', &rest);
		wide += utf8_columns(line) > 80;
		blank_ends += str_ends(line, STR(" "));
		for (size_t i = 0; i < line.len; i++)
			controls += (unsigned char)line.data[i] < 0x20 || line.data[i] == 0x7F;
	}
	CHECK_INT(wide, 0u);
	CHECK_INT(blank_ends, 0u);
	CHECK_INT(controls, 0u);
	CHECK(!has(text, "\xE2\x80\xAE"));
}

static make_case *const cases[] = { sample_a, sample_b, sample_hostile };
static const enum language languages[] = { LANGUAGE_VI, LANGUAGE_EN };
#define EACH(i, array) for (size_t i = 0; i < sizeof(array) / sizeof *(array); i++)

static void text_keeps_80_columns(void)
{
	EACH(c, cases) EACH(l, languages) for (enum mask mask = MASK_PARTIAL; mask <= MASK_COUNT; mask++)
		for (enum mode mode = MODE_ACCEPTANCE; mode < MODE_COUNT; mode++)
			check_lines(render(report_write_text, cases[c], languages[l], mask, mode));
}

static void text_says_the_verdict_first(void)
{
	struct str text = render(report_write_text, sample_a, LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE);
	CHECK(has(text, "   [X] KHÔNG ĐẠT\n"));
	CHECK(str_find(text, STR("[X] KHÔNG ĐẠT")) < str_find(text, STR("MÁY TÍNH\n──")));
	CHECK(has(text, "Phải xử lý  03      Cần lưu ý  01   Chưa kiểm tra được  03 (bắt buộc: 0)"));
	CHECK(has(text, "SYN-04   Nội dung 1, 2\n"));
	CHECK(has(text, "07 tài khoản công vụ"));
	CHECK(has(text, "…\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Login Data\n"));
	CHECK(has(text, "22/11/2026 09:30 (giờ Việt Nam)"));
	CHECK(has(flat(text), "từ ngày 06/8/2026"));
	text = render(report_write_text, sample_b, LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE);
	CHECK(has(text, "   [V] ĐẠT\n"));
	CHECK(has(text, "Không có tài khoản Microsoft"));
	CHECK(has(text, "chưa thiết lập lần đầu"));
	text = render(report_write_text, sample_b, LANGUAGE_EN, MASK_PARTIAL, MODE_ACCEPTANCE);
	CHECK(has(text, "   [V] PASS\n"));
}

/* A claim of absence needs the checks behind it. */
static void nothing_is_called_absent_that_was_not_read(void)
{
	struct case_file file;
	struct buf buf = { 0 };
	struct report_options options = sample_options(LANGUAGE_EN, MASK_PARTIAL);
	sample_b(&file, &arena);
	sample_policy(&policy);
	add_check(&file, "windows.identitycrl", COVERAGE_FAILED, true, "Users\\a\\NTUSER.DAT", "truncated: hive ends at 4096 of 65536 bytes");
	file.verdict = VERDICT_INCONCLUSIVE;
	report_write_text(&buf, &file, &policy, &options);
	CHECK(has(buf_str(&buf), "   [?] INCONCLUSIVE\n"));
	CHECK(!has(buf_str(&buf), "No Microsoft, work"));
	CHECK(has(flat(buf_str(&buf)), "(mandatory) Users\\a\\NTUSER.DAT: the file is cut short; not checked: Microsoft accounts of the user"));
	CHECK(has(buf_str(&buf), "(mandatory: 1)"));
	buf_done(&buf);
}

static void no_foreign_address_or_secret_leaks(void)
{
	EACH(c, cases) EACH(l, languages) for (int json = 0; json < 2; json++) for (enum mask mask = MASK_PARTIAL; mask <= MASK_COUNT; mask++) {
		struct str text = render(json ? report_write_json : report_write_text, cases[c], languages[l], mask, MODE_ACCEPTANCE);
		CHECK(!has(text, "MatKhauBiMat1"));
		CHECK(!has(text, "MaBiMat2"));
		CHECK(!has(text, "?u=1"));
		if (mask == MASK_NONE)
			continue;
		CHECK(!has(text, "tinhocvidu@"));
		CHECK(!has(text, "tinhocvidu"));
		CHECK(!has(text, CID));
		CHECK(!has(text, OFFICIAL "\""));
		CHECK(!has(text, "nguyenvanb"));
		CHECK(!has(text, "Tin học Ví Dụ"));
		CHECK(!has(text, "rieng-tu"));
		CHECK(!has(text, "nganhang.example"));
		if (mask == MASK_COUNT && !json)
			CHECK(!has(text, "ti*****du"));
	}
}

static void none_shows_everything(void)
{
	struct str json = render(report_write_json, sample_a, LANGUAGE_VI, MASK_NONE, MODE_ACCEPTANCE);
	CHECK(has(json, "\"" FOREIGN "\""));
	CHECK(has(json, "\"" CID "\""));
	CHECK(has(json, "rieng-tu-12345"));
	CHECK(has(json, OFFICIAL));
}

static cJSON *parse(struct str text)
{
	cJSON *root = cJSON_ParseWithLength(text.data, text.len);
	CHECK(root != NULL);
	return root;
}

static const char *member_text(const cJSON *object, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
	return text ? text : "(null)";
}

static void json_has_the_contract_names(void)
{
	static const char *const names[] = { "schema", "verdict", "mode", "lang", "tool", "times", "sources", "systems", "users", "accounts",
		"browser_profiles", "saved_logins", "software", "autostart", "devices", "security", "hardware", "files", "findings", "coverage",
		"evidence" };
	cJSON *root = parse(render(report_write_json, sample_a, LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE));
	EACH(i, names) CHECK(cJSON_HasObjectItem(root, names[i]));
	CHECK_STR(S(member_text(root, "schema")), "soatmay.report/1");
	CHECK_STR(S(member_text(root, "verdict")), "fail");
	const cJSON *account = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "accounts"), 0);
	CHECK_STR(S(member_text(account, "address")), "ti*****du@hopthu.example");
	CHECK_STR(S(member_text(account, "state")), "linked");
	CHECK_STR(S(member_text(account, "ownership")), "foreign");
	CHECK_INT(strlen(member_text(account, "fingerprint")), 8u);
	CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(account, "services")), 2);
	CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(root, "saved_logins")), 2);
	CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(root, "findings")), 4);
	const cJSON *finding = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "findings"), 0);
	CHECK_STR(S(member_text(finding, "rule")), "SYN-04");
	CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(finding, "remedy")), 7);
	CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(finding, "letter_points")), 2);
	cJSON_Delete(root);
}

static void json_without_a_key_has_no_fingerprint(void)
{
	struct case_file file;
	struct buf buf = { 0 };
	struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
	sample_a(&file, &arena);
	sample_policy(&policy);
	policy.fingerprint_key = (struct str){ 0 };
	report_write_json(&buf, &file, &policy, &options);
	cJSON *root = parse(buf_str(&buf));
	const cJSON *account = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "accounts"), 0);
	CHECK(cJSON_IsNull(cJSON_GetObjectItem(account, "fingerprint")));
	CHECK(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetObjectItem(account, "ids"), "cid")));
	cJSON_Delete(root);
	buf_done(&buf);
}

static void listings_stand_only_where_cited(void)
{
	struct case_file file;
	struct buf buf = { 0 };
	struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
	sample_a(&file, &arena);
	sample_policy(&policy);
	add_file(&file, "Users\\vanphong\\listed", 0);
	add_file(&file, "Users\\vanphong\\cited", 0);
	file.evidence.items[4].listing = file.evidence.items[5].listing = true;
	file.software.items[0].origin.evidence = 6;
	report_write_json(&buf, &file, &policy, &options);
	CHECK(!has(buf_str(&buf), "listed\""));
	CHECK(has(buf_str(&buf), "cited\""));
	buf_done(&buf);
}

static void same_case_same_bytes(void)
{
	EACH(c, cases) {
		CHECK(str_eq(render(report_write_json, cases[c], LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE),
		             render(report_write_json, cases[c], LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE)));
		CHECK(str_eq(render(report_write_text, cases[c], LANGUAGE_EN, MASK_PARTIAL, MODE_ACCEPTANCE),
		             render(report_write_text, cases[c], LANGUAGE_EN, MASK_PARTIAL, MODE_ACCEPTANCE)));
	}
}

static void no_id_or_placeholder_is_left(void)
{
	EACH(l, languages) for (enum mode mode = MODE_ACCEPTANCE; mode < MODE_COUNT; mode++) {
		struct str text = render(report_write_text, sample_a, languages[l], MASK_PARTIAL, mode);
		CHECK_INT(occurrences(text, "{"), 0u);
		CHECK_INT(occurrences(text, "txt."), 0u);
		CHECK_INT(occurrences(text, "f.who."), 0u);
	}
}

static void forensic_mode_leaves_the_machine_as_it_is(void)
{
	struct str text = render(report_write_text, sample_a, LANGUAGE_EN, MASK_PARTIAL, MODE_FORENSIC);
	CHECK(has(text, "do not start Windows"));
	CHECK(!has(text, "Uninstall; restart"));
}

/* The schema is the contract: an independent validator reads what we wrote. */
static void json_fits_the_schema(void)
{
	char folder[] = "/tmp/soatmay-report-XXXXXX";
	struct buf command = { 0 };
	if (access("tests/check-schema", X_OK) != 0 || system("tests/check-schema --available >/dev/null 2>&1") != 0)
		test_skip("no JSON Schema validator for python3 here");
	CHECK(mkdtemp(folder) != NULL);
	buf_put_c(&command, "tests/check-schema");
	EACH(c, cases) for (enum mask mask = MASK_PARTIAL; mask <= MASK_COUNT; mask++) {
		struct str json = render(report_write_json, cases[c], LANGUAGE_VI, mask, MODE_ACCEPTANCE);
		const char *path = str_to_c(&arena, str_format(&arena, "%s/%zu-%d.json", folder, c, (int)mask));
		FILE *stream = fopen(path, "w");
		CHECK(stream && fwrite(json.data, 1, json.len, stream) == json.len && fclose(stream) == 0);
		buf_printf(&command, " %s", path);
	}
	CHECK_INT(system(str_to_c(&arena, buf_str(&command))), 0);
	CHECK_INT(system(str_to_c(&arena, str_format(&arena, "rm -r %s", folder))), 0);
	buf_done(&command);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(text_keeps_80_columns), TEST(text_says_the_verdict_first), TEST(nothing_is_called_absent_that_was_not_read),
		TEST(no_foreign_address_or_secret_leaks), TEST(none_shows_everything), TEST(json_has_the_contract_names),
		TEST(json_without_a_key_has_no_fingerprint), TEST(listings_stand_only_where_cited), TEST(same_case_same_bytes),
		TEST(no_id_or_placeholder_is_left), TEST(forensic_mode_leaves_the_machine_as_it_is), TEST(json_fits_the_schema),
	};
	arena_init(&arena, (size_t)2 << 30);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
