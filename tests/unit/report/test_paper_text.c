/* Lines of text on paper: where they break, how they are balanced, what fits one line. */
#include <stdlib.h>

#include "base/limits.h"
#include "report/paper_text.h"
#include "support.h"

static struct arena arena;
static struct typeface *typeface;
static struct typesetter type;

static struct text set(const char *words, double width, struct text_form form)
{
	struct rich rich = rich_of(&arena, str_from_c(words), PIECE_BOXES);
	form.size = form.size > 0 ? form.size : 12;
	return text_set(&type, &rich, width, &form);
}

static struct str line_of(const struct text *text, int line)
{
	const char *whole = pango_layout_get_text(text->layout);
	PangoLayoutLine *row = pango_layout_get_line_readonly(text->layout, line);
	return (struct str){ whole + row->start_index, (size_t)row->length };
}

static void breaks_at_blanks(void)
{
	struct text text = set("Người giữ tài khoản này có thể nhận dữ liệu đồng bộ từ máy", 150, (struct text_form){ 0 });
	CHECK(text.lines >= 2);
	CHECK(text.widest <= 150);
	CHECK(text_height(&text) > text.lines * 12 * 1.18 && text_height(&text) < text.lines * 12 * 1.2);
}

/* The blank behind the letter of a step: no line of its own, whatever pango makes of it. */
static void last_blank_is_no_line(void)
{
	struct text text = set("a) ", 11, (struct text_form){ 0 });
	CHECK_INT(text.lines, 1);
	CHECK_INT(set("", 11, (struct text_form){ 0 }).lines, 1);
}

static void breaks_paths_after_a_backslash(void)
{
	struct text text = set("Users\\vanphong\\AppData\\Local\\Microsoft\\Edge\\UserData\\Default\\LoginData", 200, (struct text_form){ 0 });
	CHECK(text.lines > 1);
	for (int i = 0; i + 1 < text.lines; i++)
		CHECK(str_ends(line_of(&text, i), STR("\\")));
	text = set("mot-dia-chi-rat-dai-cua-mot-nguoi@mot-mien-rat-dai.example", 190, (struct text_form){ 0 });
	CHECK(str_ends(line_of(&text, 0), STR("@")) || str_ends(line_of(&text, 0), STR("-")));
}

static void keeps_names_whole(void)
{
	struct text text = set("máy tính có tên là VANPHONG-07 của đơn vị", 120, (struct text_form){ 0 });
	for (int i = 0; i < text.lines; i++)
		CHECK(str_find(line_of(&text, i), STR("VANPHONG-")) < 0 || str_find(line_of(&text, i), STR("VANPHONG-07")) >= 0);
	text = set("a …\\Uninstall\\UltraViewer_is1", 40, (struct text_form){ 0 });
	for (int i = 0; i < text.lines; i++)
		CHECK(!str_ends(line_of(&text, i), STR("…")));
}

/* At every width: a number never ends a line before its unit, nor does a colon before its number. */
static void keeps_numbers_with_units(void)
{
	for (double width = 60; width < 260; width += 3) {
		struct text text = set("sức khỏe tốt, đã chạy 611 giờ, RAM 16 GB; thu.suoimay.example: 02; tổng số: 7", width, (struct text_form){ 0 });
		for (int i = 0; i < text.lines; i++) {
			struct str line = str_trim(line_of(&text, i));
			CHECK(!str_ends(line, STR("611")) && !str_ends(line, STR("16")) && !str_ends(line, STR(":")));
		}
	}
}

static void breaks_what_has_no_joint(void)
{
	char *longest = arena_alloc(&arena, 10001);
	memset(longest, 'x', 10000);
	struct text text = set(longest, 300, (struct text_form){ 0 });
	CHECK(text.lines > 100);
	CHECK(text.widest <= 300.1);
}

static void balances_titles(void)
{
	struct text_form form = { .size = 14, .align = ALIGN_CENTRE, .balanced = true };
	struct text text = set("Về việc kiểm tra an toàn thông tin máy tính trước khi tiếp nhận", 330, form);
	CHECK_INT(text.lines, 2);
	CHECK_STR(str_trim(line_of(&text, 0)), "Về việc kiểm tra an toàn thông tin");
	text = set("ỦY BAN NHÂN DÂN XÃ SUỐI MÂY", 175, form);
	CHECK_STR(str_trim(line_of(&text, 0)), "ỦY BAN NHÂN DÂN");
}

static void fits_one_line(void)
{
	struct rich rich = rich_of(&arena, STR("CHƯA ĐỦ CĂN CỨ"), PIECE_BOLD);
	struct text_form form = { .size = 24 };
	struct text text = text_set_line(&type, &rich, 160, &form, 10);
	CHECK_INT(text.lines, 1);
	CHECK(text.size < 24 && text.size >= 10);
	CHECK(text.widest <= 160);
}

static void aligns(void)
{
	struct text right = set("phải", 200, (struct text_form){ .align = ALIGN_RIGHT });
	struct text centre = set("giữa", 200, (struct text_form){ .align = ALIGN_CENTRE });
	CHECK(right.x[0] + right.widest > 199.9 && right.x[0] + right.widest < 200.1);
	CHECK(centre.x[0] * 2 + centre.widest > 199.9 && centre.x[0] * 2 + centre.widest < 200.1);
}

/* Boxes to tick are shapes; brackets of a stranger stay what they are. */
static void draws_boxes(void)
{
	struct text ours = set("[ ] giữ   [ ] gỡ", 300, (struct text_form){ 0 });
	CHECK(str_find(line_of(&ours, 0), STR("[")) < 0);
	struct rich theirs = rich_of(&arena, STR("[ ] x"), 0);
	struct text_form form = { .size = 12 };
	struct text text = text_set(&type, &theirs, 300, &form);
	CHECK_STR(line_of(&text, 0), "[ ] x");
}

static void opens(void)
{
	arena_init(&arena, 64 * MIB);
	CHECK_INT(typeface_open(NULL, &typeface), OK);
	if (!typeface)
		exit(1);
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	typesetter_init(&type, &arena, typeface, cairo_create(surface));
	cairo_surface_destroy(surface);
}

static void closes(void)
{
	typesetter_done(&type);
	cairo_destroy(type.cairo);
	typeface_close(typeface);
	arena_done(&arena);
}

TEST_MAIN(TEST(opens), TEST(breaks_at_blanks), TEST(last_blank_is_no_line), TEST(breaks_paths_after_a_backslash), TEST(keeps_names_whole), TEST(breaks_what_has_no_joint),
          TEST(keeps_numbers_with_units), TEST(balances_titles), TEST(fits_one_line), TEST(aligns), TEST(draws_boxes), TEST(closes))
