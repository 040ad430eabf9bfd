/* Slip, notice and card: how many pages of what size, the same bytes, and names in the policy that try to break them.
 * What is read in them: system/test-forms. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "report/paper.h"
#include "support.h"

static struct typeface *typeface;

struct form {
	report_form_writer *write;
	size_t pages;
	double height; /* of every page, in millimetres; all are 210 wide */
};
static const struct form forms[] = {
	{ report_write_slip, 1, 297 },
	{ report_write_notice, 1, 297 },
	{ report_write_card, 2, 148 },
};

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

static bool near(double points, double millimetres)
{
	double difference = points - millimetres * 72 / 25.4;
	return difference > -0.1 && difference < 0.1;
}

static size_t pages_of_size(struct str pdf, double width, double height)
{
	static const char mark[] = "/MediaBox [ 0 0 ";
	size_t count = 0;
	ptrdiff_t found;
	while ((found = str_find(pdf, str_from_c(mark))) >= 0) {
		pdf = str_from(pdf, (size_t)found + sizeof mark - 1);
		char *end;
		double x = strtod(pdf.data, &end), y = strtod(end, NULL);
		count += near(x, width) && near(y, height);
	}
	return count;
}

static struct str drawn(const struct form *form, const struct policy *policy, enum language language, int64_t now,
                        struct arena *arena)
{
	struct buf out = { 0 };
	const struct report_options options = { .language = language, .now = now, .build = STR("test") };
	CHECK_INT(form->write(&out, policy, &options, typeface), OK);
	struct str bytes = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return bytes;
}

static void is_right(const struct form *form, struct str pdf)
{
	CHECK(str_starts(pdf, STR("%PDF-1.")));
	CHECK_INT(count_of(pdf, "/Type /Page %"), form->pages);
	CHECK_INT(pages_of_size(pdf, 210, form->height), form->pages);
}

static void pages_and_bytes(void)
{
	struct arena arena;
	struct policy policy;
	int64_t now = time_from_unix(1795314600);
	arena_init(&arena, 64 * MIB);
	policy_default(&policy);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		for (enum language language = LANGUAGE_VI; language <= LANGUAGE_EN; language++) {
			struct str first = drawn(&forms[i], &policy, language, now, &arena);
			is_right(&forms[i], first);
			CHECK(str_eq(first, drawn(&forms[i], &policy, language, now, &arena)));
			CHECK(!str_eq(first, drawn(&forms[i], &policy, language, now + INT64_C(60000000), &arena)));
		}
		CHECK(!str_eq(drawn(&forms[i], &policy, LANGUAGE_VI, now, &arena),
		              drawn(&forms[i], &policy, LANGUAGE_EN, now, &arena)));
	}
	arena_done(&arena);
}

/* Letters as wide as they come, 4,000 of them without a blank; with marks above and below; unseen and turning ones;
 * syntax. */
static void hostile_names(void)
{
	struct arena arena;
	struct policy policy;
	arena_init(&arena, 256 * MIB);
	struct buf wide = { 0 };
	for (int i = 0; i < 4000; i++)
		buf_put_char(&wide, 'W');
	const struct str names[] = {
		buf_str(&wide),
		STR("ỦY BAN NHÂN DÂN XÃ ẪỘỞỠ ỦY BAN NHÂN DÂN XÃ ẪỘỞỠ ỦY BAN NHÂN DÂN XÃ ẪỘỞỠ ỦY BAN NHÂN DÂN"),
		STR("\u202eevil\x01\x1b[2J\n\n\n\t{n} %s <b>&amp; (\\051"),
		STR("\xff\xfe\x00\xd8")
	};
	static const char *const styles[] = { "nha_nuoc", "dang", "doanh_nghiep", "khong" };
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		for (size_t style = 0; style < 4; style++) {
			policy_default(&policy);
			policy.office_name = policy.parent_body = policy.place = policy.symbol = policy.stick =
				names[n];
			policy.header_style = str_from_c(styles[style]);
			for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
				is_right(&forms[i], drawn(&forms[i], &policy, LANGUAGE_VI, 0, &arena));
		}
	}
	buf_done(&wide);
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

TEST_MAIN(TEST(opens), TEST(pages_and_bytes), TEST(hostile_names), TEST(closes))
