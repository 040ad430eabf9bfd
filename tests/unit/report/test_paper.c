/* report.pdf out of hand-made cases: the same bytes, hostile names, a machine with very much on it. What is read in it: system/test-paper. */
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "report/paper.h"
#include "report/paper_language.h"
#include "sample_case.h"
#include "support.h"

static struct typeface *typeface;

static struct report_options options_of(enum copy copy)
{
	return (struct report_options){
		.now = at("2026-11-22T02:30:00Z"), .build = STR("test"), .copy = copy,
		.json_hash = STR("3f9a0c4d7b1e88526a5d90f3e2c7b6140d8e5f7a91b3c2d4e6f80a1b2c3dc41e") };
}

static struct str paper_of(const struct case_file *file, const struct report_options *options, struct arena *arena)
{
	struct policy policy;
	struct buf out = { 0 };
	policy_default(&policy);
	CHECK_INT(report_write_pdf(&out, file, &policy, options, typeface), OK);
	struct str bytes = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return bytes;
}

static size_t count_of(struct str bytes, const char *mark)
{
	size_t count = 0;
	ptrdiff_t found;
	while ((found = str_find(bytes, str_from_c(mark))) >= 0) {
		bytes = str_from(bytes, (size_t)found + 1);
		count++;
	}
	return count;
}

static void same_bytes(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 256 * MIB);
	sample_a(&file, &arena);
	for (enum copy copy = COPY_INTERNAL; copy <= COPY_VENDOR; copy++) {
		struct report_options options = options_of(copy);
		struct str first = paper_of(&file, &options, &arena), second = paper_of(&file, &options, &arena);
		CHECK(str_eq(first, second));
		CHECK(str_starts(first, STR("%PDF-1.")));
		options.now += 60 * INT64_C(1000000);
		CHECK(!str_eq(first, paper_of(&file, &options, &arena)));
	}
	arena_done(&arena);
}

/* A file that is not of the known form stays what it is; a second language is not added. */
static void language_of_pdf(void)
{
	static const char *const odd[] = {
		"", "trailer", "%PDF-1.5\ntrailer\n<< /Root 1 0 R /Info 2 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n",
		"%PDF-1.5\n1 0 obj\n<< /Type /Catalog\ntrailer\n<< /Root 1 0 R /Info 2 0 R /Size 3 >>\nstartxref\n9\n",
		"%PDF-1.5\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Root x /Info 2 0 R /Size 3 >>\nstartxref\n9\n",
		"%PDF-1.5\n1 0 obj\n<< /Lang (en) >>\nendobj\ntrailer\n<< /Root 1 0 R /Info 2 0 R /Size 3 >>\nstartxref\n9\n",
	};
	struct arena arena;
	arena_init(&arena, 16 * MIB);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct buf pdf = { 0 };
		buf_put_c(&pdf, odd[i]);
		CHECK(!pdf_set_language(&pdf, &arena, "vi-VN"));
		CHECK_STR(buf_str(&pdf), odd[i]);
		buf_done(&pdf);
	}
	struct buf pdf = { 0 };
	buf_put_c(&pdf, "%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Size 3\n /Root 1 0 R\n /Info 2 0 R >>\nstartxref\n7\n%%EOF\n");
	size_t before = pdf.len;
	CHECK(pdf_set_language(&pdf, &arena, "vi-VN"));
	CHECK(str_find(str_from(buf_str(&pdf), before), STR("/Type /Catalog")) > 0);
	CHECK(str_find(str_from(buf_str(&pdf), before), STR("/Lang (vi-VN)")) > 0);
	CHECK(str_find(str_from(buf_str(&pdf), before), STR("/Prev 7\n")) > 0);
	CHECK(str_ends(buf_str(&pdf), STR("%%EOF\n")));
	CHECK(!pdf_set_language(&pdf, &arena, "en"));
	buf_done(&pdf);
	arena_done(&arena);
}

static void every_verdict(void)
{
	static const enum verdict verdicts[] = { VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE, VERDICT_NONE };
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 512 * MIB);
	sample_b(&file, &arena);
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		for (enum mode mode = MODE_ACCEPTANCE; mode < MODE_COUNT; mode++) {
			struct report_options options = options_of(COPY_INTERNAL);
			options.mode = mode;
			options.language = i % 2 ? LANGUAGE_EN : LANGUAGE_VI;
			file.verdict = verdicts[i];
			CHECK(paper_of(&file, &options, &arena).len > 10000);
		}
	}
	struct report_options bare = options_of(COPY_INTERNAL);
	bare.json_hash = (struct str){ 0 }; /* no code yet: no QR code either */
	CHECK(paper_of(&file, &bare, &arena).len > 10000);
	arena_done(&arena);
}

/* Bidi overrides, control characters, a name of 10,000 letters, emoji, right-to-left, braces: 120 findings of them. */
static void hostile_names(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 512 * MIB);
	sample_hostile(&file, &arena);
	for (size_t i = 0; i < 40; i++) {
		struct case_software *software = array_push(&arena, &file.software);
		*software = (struct case_software){ .system = 1 };
		record_times_unknown(fact_types[FACT_SOFTWARE], &software->fact);
		software->fact.name = software->fact.publisher = S(hostile_name(i));
	}
	for (enum copy copy = COPY_INTERNAL; copy <= COPY_VENDOR; copy++) {
		struct report_options options = options_of(copy);
		struct str paper = paper_of(&file, &options, &arena);
		size_t pages = count_of(paper, "/Type /Page %");
		CHECK(paper.len > 20000);
		CHECK(pages > 5 && pages < 60);
	}
	arena_done(&arena);
}

static void full_machine(struct case_file *file, struct arena *arena)
{
	sample_hostile(file, arena);
	for (size_t i = 0; i < 900; i++) {
		struct case_software *software = array_push(arena, &file->software);
		*software = (struct case_software){ .system = 1, .origin = where(2, ORIGIN_REGISTRY, "Uninstall", "", NULL) };
		record_times_unknown(fact_types[FACT_SOFTWARE], &software->fact);
		software->fact.name = str_format(arena, "Phần mềm quản lý văn bản và điều hành số %zu", i);
		software->fact.version = str_format(arena, "%zu.%zu.1.2026", i / 10, i % 10);
		software->fact.publisher = S("Công ty Cổ phần Phần mềm Ví Dụ Việt Nam");
		software->fact.installed = at("2026-08-03T02:00:00Z");
	}
}

static void full_machine_in_two_seconds(void)
{
	struct arena arena;
	struct case_file file;
	arena_init(&arena, 512 * MIB);
	full_machine(&file, &arena);
	CHECK_INT(file.findings.count, 120);
	struct report_options options = options_of(COPY_INTERNAL);
	clock_t start = clock();
	struct str paper = paper_of(&file, &options, &arena);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
#ifndef SOATMAY_SANITIZED
	CHECK(seconds < 2);
#endif
	CHECK(paper.len > 100000 && paper.len < 4000000);
	printf("120 findings, 900 programs: %.2f s, %zu pages, %zu bytes\n", seconds, count_of(paper, "/Type /Page %"), paper.len);
	/* For people and for system/test-paper. */
	const char *keep = getenv("SOATMAY_KEEP_PAPER");
	FILE *out = keep ? fopen(keep, "wb") : NULL;
	if (out) {
		fwrite(paper.data, 1, paper.len, out);
		fclose(out);
	}
	arena_done(&arena);
}

static void opens(void)
{
	CHECK_INT(typeface_open(NULL, &typeface), OK);
	if (!typeface)
		exit(1);
}

static void closes(void)
{
	typeface_close(typeface);
}

TEST_MAIN(TEST(opens), TEST(same_bytes), TEST(language_of_pdf), TEST(every_verdict), TEST(hostile_names), TEST(full_machine_in_two_seconds), TEST(closes))
