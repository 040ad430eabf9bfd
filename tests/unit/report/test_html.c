/* The HTML writer on hand-made cases: one closed document, nothing from outside, no markup but ours, no secret, all
 * that the text says. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/utf.h"
#include "sample_case.h"
#include "support.h"

#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct arena arena;
static struct policy policy;

typedef void make_case(struct case_file *file, struct arena *arena);
typedef void writer(struct buf *, const struct case_file *, const struct policy *, const struct report_options *);
static make_case *const cases[] = { sample_a, sample_b, sample_hostile };
static const enum language languages[] = { LANGUAGE_VI, LANGUAGE_EN };
#define EACH(i, array) for (size_t i = 0; i < sizeof(array) / sizeof *(array); i++)

static struct str render_file(writer *write, const struct case_file *file, const struct report_options *options)
{
	struct buf buf = { 0 };
	sample_policy(&policy);
	write(&buf, file, &policy, options);
	struct str text = str_copy(&arena, buf_str(&buf));
	buf_done(&buf);
	return text;
}

static struct str render(make_case *make, enum language language, enum mask mask, enum mode mode)
{
	struct case_file file;
	make(&file, &arena);
	struct report_options options = sample_options(language, mask);
	options.mode = mode;
	options.json_hash = S(HASH);
	return render_file(report_write_html, &file, &options);
}

static bool has(struct str text, const char *needle)
{
	return str_find_fold(text, str_from_c(needle)) >= 0;
}

/* What a reader sees: no tags, entities as characters, blanks as one. */
static struct str visible(struct str html)
{
	static const struct {
		const char *entity;
		char c;
	} entities[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&#39;", '\'' } };
	struct buf out = { 0 };
	ptrdiff_t start = str_find(html, STR("<body>"));
	bool in_tag = false;
	for (size_t i = (size_t)start; i < html.len; i++) {
		char c = html.data[i];
		size_t skip = 0;
		EACH(k, entities) if (c == '&' && str_starts(str_from(html, i), S(entities[k].entity)))
		{
			c = entities[k].c;
			skip = strlen(entities[k].entity) - 1;
			break;
		}
		if (!skip && (c == '<' || c == '>')) {
			in_tag = c == '<';
			continue;
		}
		i += skip;
		c = c == '\n' ? ' ' : c;
		if (!in_tag && !(c == ' ' && out.len && out.data[out.len - 1] == ' '))
			buf_put_char(&out, c);
	}
	struct str text = str_copy(&arena, buf_str(&out));
	buf_done(&out);
	return text;
}

/* Every tag and attribute is one of ours, every tag that is opened is closed in order. */
static bool is_well_nested(struct str html)
{
	static const char *const empty[] = { "meta", "wbr", "path", "rect", "circle", "line", "!DOCTYPE" };
	struct str stack[64];
	size_t depth = 0;
	for (size_t i = 0; i < html.len; i++) {
		if (html.data[i] != '<')
			continue;
		struct str rest, tag = str_cut(str_from(html, i + 1), '>', &rest);
		bool closing = str_starts(tag, STR("/")), alone = str_ends(tag, STR("/"));
		struct str name = str_cut(closing ? str_from(tag, 1) : tag, ' ', &rest);
		EACH(k, empty) alone |= str_eq(name, S(empty[k]));
		if (closing && (!depth || !str_eq(stack[--depth], name)))
			return false;
		if (!closing && !alone) {
			if (depth == 64)
				return false;
			stack[depth++] = name;
		}
		i += tag.len + 1;
	}
	return depth == 0;
}

static void documents_are_closed_and_alone(void)
{
	static const char *const never[] = { "<script",      "<link",       "<img",    "<iframe",  "<object",
		                             "<embed",       "<base",       "<form",   "@import",  "url(",
		                             " src=",        "javascript:", " onload", " onerror", "href=\"http",
		                             "\xE2\x80\xAE", "\xE2\x80\x8F" };
	EACH(c, cases) EACH(l, languages) for (enum mode mode = MODE_ACCEPTANCE; mode < MODE_COUNT; mode++)
	{
		struct str html = render(cases[c], languages[l], MASK_PARTIAL, mode);
		CHECK(utf8_valid(html));
		CHECK(str_starts(html, STR("<!DOCTYPE html>\n<html lang=")) && str_ends(html, STR("</html>\n")));
		CHECK(is_well_nested(html));
		EACH(k, never) CHECK(str_find(html, S(never[k])) < 0);
	}
}

static void names_stay_text(void)
{
	struct str html = render(sample_hostile, LANGUAGE_EN, MASK_PARTIAL, MODE_ACCEPTANCE);
	for (size_t i = 0; i < 12; i++) {
		struct str name = utf8_printable(&arena, S(hostile_name(i)));
		if (str_find(name, STR("<")) >= 0)
			CHECK(str_find(html, name) < 0);
	}
	size_t run = 0, longest = 0;
	for (size_t i = 0; i < html.len; i++) {
		run = html.data[i] == 'x' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	CHECK(longest < 500);
}

/* Each right-to-left run stands alone, so that it cannot reorder what is beside it. */
static void directions_are_isolated(void)
{
	struct case_file file;
	struct report_options options = sample_options(LANGUAGE_EN, MASK_PARTIAL);
	sample_a(&file, &arena);
	struct finding *finding = add_finding(&file, "RMT-01", "rmt01", SEVERITY_MEDIUM, EFFECT_NOTE);
	finding->subject = S("Setup (\xD7\x90\xD7\x91 1 \xD7\x92) 2 & co");
	*array_push(&arena, &finding->arguments) =
		(struct argument){ "name", ARGUMENT_TEXT, finding->subject, 0, TIME_UNKNOWN };
	struct str html = render_file(report_write_html, &file, &options);
	CHECK(str_find(html, S("Setup (<bdi>\xD7\x90\xD7\x91 1 \xD7\x92</bdi>) 2 &amp; co")) >= 0);
}

static void verdicts_have_word_shape_and_code(void)
{
	struct str html = render(sample_a, LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE);
	CHECK(has(html, "<html lang=\"vi\""));
	CHECK(has(html, "<section class=\"verdict fail\""));
	CHECK(has(html, ">KHÔNG ĐẠT</h2>"));
	CHECK(has(html, "<b>Q9W1-DFWF</b>"));
	CHECK(has(html, "aria-label=\"SOATMAY Q9W1-DFWF SHA256 BA7816BF"));
	CHECK(has(html, "KHÔNG ĐẠT – Q9W1-DFWF</title>"));
	CHECK(has(visible(html), HASH));
	html = render(sample_b, LANGUAGE_EN, MASK_PARTIAL, MODE_ACCEPTANCE);
	CHECK(has(html, "<html lang=\"en\"") && has(html, "class=\"verdict pass\"") && has(html, ">PASS</h2>"));
	html = render(sample_a, LANGUAGE_EN, MASK_PARTIAL, MODE_FORENSIC);
	CHECK(has(html, "<dt>1. Unit</dt>") && !has(html, "<dt>1. Delivering party</dt>"));
}

static void no_code_without_a_hash(void)
{
	struct case_file file;
	struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
	sample_a(&file, &arena);
	struct str html = render_file(report_write_html, &file, &options);
	CHECK(!has(html, "class=\"code\"") && !has(html, "class=\"qr\"") &&
	      !has(html, "theo biên bản có mã đối chiếu"));
}

static struct str view_mark(const struct case_file *file)
{
	return file->verdict == VERDICT_FAIL ? STR("[X]") : file->verdict == VERDICT_PASS ? STR("[V]") : STR("[?]");
}

/* Both writers say the same sentences: every long line of the text report is in the document. */
static void same_content_as_the_text(void)
{
	EACH(l, languages) EACH(c, cases)
	{
		struct case_file file;
		struct report_options options = sample_options(languages[l], MASK_PARTIAL);
		struct str rest;
		size_t compared = 0, missing = 0;
		options.json_hash = S(HASH);
		options.columns = 20000;
		cases[c](&file, &arena);
		struct str seen = visible(render_file(report_write_html, &file, &options));
		struct str text = render_file(report_write_text, &file, &options);
		rest = str_from(
			text, (size_t)str_find(text, view_mark(&file))); /* the heads differ: the paper's is official */
		while (rest.len) {
			struct str line = str_trim(str_cut(rest, '\n', &rest));
			ptrdiff_t gap = str_find(line, STR("  ")); /* behind a label */
			line = str_trim(gap < 0 ? line : str_from(line, (size_t)gap));
			bool sentence = utf8_columns(line) > 24 && utf8_columns(line) < 200 &&
			                str_find(line, STR("  ")) < 0 && str_find(line, STR("─")) < 0 &&
			                str_find(line, STR("═")) < 0 && str_find(line, STR("[ ]")) < 0 &&
			                str_find(line, STR("…")) < 0 && !(line.len > 2 && line.data[1] == ' ') &&
			                str_find(line, STR("report.json")) < 0;
			if (!sentence)
				continue;
			compared++;
			if (str_find(seen, line) < 0 && missing++ < 5)
				printf("not in the document: %.*s\n", STR_ARGS(line));
		}
		CHECK_INT(missing, 0u);
		CHECK(compared > 10);
	}
}

static void no_foreign_address_or_secret_leaks(void)
{
	static const char *const secrets[] = { "MatKhauBiMat1", "MaBiMat2", "?u=1" };
	static const char *const masked[] = { "tinhocvidu@", "tinhocvidu", CID,        OFFICIAL "<",
		                              OFFICIAL "@",  "nguyenvanb", "rieng-tu", "nganhang.example" };
	EACH(c, cases) EACH(l, languages) for (enum mask mask = MASK_PARTIAL; mask <= MASK_COUNT; mask++)
	{
		struct str html = render(cases[c], languages[l], mask, MODE_ACCEPTANCE);
		EACH(k, secrets) CHECK(!has(html, secrets[k]));
		EACH(k, masked) CHECK(mask == MASK_NONE || !has(html, masked[k]));
	}
}

/* The supplier's copy, whatever mask was asked for: nobody's name, no annex of accounts, and still what is wrong. */
static void the_supplier_learns_no_name(void)
{
	static const char *const never[] = { "\"vanphong\"", "\\vanphong\\", OFFICIAL, "tinhocvidu", "nguyenvanb", CID,
		                             "va*****b",     "Phụ lục 1." };
	EACH(c, cases) for (enum mask mask = MASK_PARTIAL; mask <= MASK_COUNT; mask++)
	{
		struct case_file file;
		struct report_options options = sample_options(LANGUAGE_VI, mask);
		options.copy = COPY_VENDOR;
		cases[c](&file, &arena);
		struct str seen = visible(render_file(report_write_html, &file, &options));
		EACH(k, never) CHECK(!has(seen, never[k]));
		CHECK(has(seen, "BẢN GIAO CHO BÊN GIAO"));
		CHECK(cases[c] != sample_a || has(seen, "tài khoản công vụ đã lưu mật khẩu"));
	}
}

static void same_case_same_bytes(void)
{
	EACH(c, cases)
	{
		struct str first = render(cases[c], LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE);
		CHECK(str_eq(first, render(cases[c], LANGUAGE_VI, MASK_PARTIAL, MODE_ACCEPTANCE)));
	}
}

static void heads_follow_the_office_style(void)
{
	static const struct {
		const char *style, *has, *lacks;
	} styles[] = { { "nha_nuoc", "CỘNG HÒA XÃ HỘI", "ĐẢNG CỘNG SẢN" },
		       { "dang", "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI" },
		       { "doanh_nghiep", "UBND XÃ SUỐI MÂY</p>", "CỘNG HÒA XÃ HỘI" },
		       { "khong", "class=\"official\"", "class=\"issuer\"" } };
	EACH(i, styles)
	{
		struct case_file file;
		struct buf html = { 0 };
		struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
		sample_a(&file, &arena);
		sample_policy(&policy);
		policy.header_style = S(styles[i].style);
		report_write_html(&html, &file, &policy, &options);
		CHECK(has(buf_str(&html), styles[i].has));
		CHECK(!has(buf_str(&html), styles[i].lacks));
		buf_done(&html);
	}
}

/* 120 findings and 900 programs: page 1 still names three, and it is quick. */
static void large_machines_stay_readable(void)
{
	struct case_file file;
	struct report_options options = sample_options(LANGUAGE_VI, MASK_PARTIAL);
	sample_hostile(&file, &arena);
	for (size_t i = file.software.count; i < 900; i++)
		*array_push(&arena, &file.software) =
			(struct case_software){ .system = 1,
			                        .fact = { .name = str_format(&arena, "Phần mềm số %zu", i),
			                                  .version = S("1.0"),
			                                  .publisher = S("Vidu"),
			                                  .installed = TIME_UNKNOWN } };
	clock_t start = clock();
	struct str html = render_file(report_write_html, &file, &options);
	CHECK((double)(clock() - start) / CLOCKS_PER_SEC < 2.0);
	CHECK(is_well_nested(html));
	CHECK(has(visible(html), "Phần mềm số 899"));
	struct str page = str_sub(html, 0, (size_t)str_find(html, STR("class=\"parties\"")));
	CHECK(has(page, "href=\"#muc-3\"") && !has(page, "href=\"#muc-4\"") &&
	      has(visible(page), "nội dung cần lưu ý: xem Mục III."));
}

static void a_validator_finds_nothing(void)
{
	char path[] = "/tmp/soatmay-html-XXXXXX";
	int fd = mkstemp(path);
	if (system("command -v tidy >/dev/null") != 0)
		test_skip("tidy is not installed");
	EACH(c, cases) EACH(l, languages)
	{
		struct str html = render(cases[c], languages[l], MASK_PARTIAL, MODE_ACCEPTANCE);
		CHECK(ftruncate(fd, 0) == 0 && pwrite(fd, html.data, html.len, 0) == (ssize_t)html.len);
		CHECK_INT(system(str_to_c(&arena, str_format(&arena, "tidy -q -e %s", path))), 0);
	}
	close(fd);
	unlink(path);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(documents_are_closed_and_alone),
		TEST(names_stay_text),
		TEST(directions_are_isolated),
		TEST(verdicts_have_word_shape_and_code),
		TEST(no_code_without_a_hash),
		TEST(same_content_as_the_text),
		TEST(no_foreign_address_or_secret_leaks),
		TEST(the_supplier_learns_no_name),
		TEST(same_case_same_bytes),
		TEST(heads_follow_the_office_style),
		TEST(large_machines_stay_readable),
		TEST(a_validator_finds_nothing),
	};
	arena_init(&arena, (size_t)2 << 30);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
