/* The private font collection: only Liberation, nothing of the system, the same places every time. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf.h"
#include "report/typeface.h"
#include "support.h"

static struct typeface *typeface;

static cairo_t *paper(void)
{
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	cairo_t *cairo = cairo_create(surface);
	cairo_surface_destroy(surface);
	return cairo;
}

static PangoLayout *text_layout(cairo_t *cairo, const char *text, enum typeface_family family)
{
	PangoLayout *layout = typeface_layout(typeface, cairo);
	PangoFontDescription *font = typeface_font(family, 13, false, false);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

static void draws_every_letter(void)
{
	static const char letters[] = "ĂÂĐÊÔƠƯăâđêôơưÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
	                              "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ“”…–→";
	struct str all = STR(letters);
	for (size_t i = 0; i < all.len;)
		CHECK(typeface_has(typeface, utf8_next(all, &i)));
	cairo_t *cairo = paper();
	PangoLayout *layout = text_layout(cairo, letters, TYPEFACE_SERIF);
	CHECK_INT(pango_layout_get_unknown_glyphs_count(layout), 0);
	g_object_unref(layout);
	cairo_destroy(cairo);
}

static void escapes_what_it_cannot_draw(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	CHECK_STR(typeface_text(typeface, &arena, STR("Ủy ban nhân dân\nxã Suối Mây")), "Ủy ban nhân dân\\u000Axã Suối Mây");
	CHECK_STR(typeface_text(typeface, &arena, STR("a\xE4\xB8\xAD\xF0\x9F\x98\x80z")), "a\\u4E2D\\U01F600z");
	CHECK_STR(typeface_text(typeface, &arena, STR("\xE2\x80\xAE\x01\xFF\t")), "\\u202E\\u0001\\xFF\\u0009");
	arena_done(&arena);
}

static void knows_only_liberation(void)
{
	cairo_t *cairo = paper();
	for (enum typeface_family family = TYPEFACE_SERIF; family <= TYPEFACE_MONO; family++) {
		PangoLayout *layout = text_layout(cairo, "Biên bản", family);
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
		PangoFont *font = ((PangoLayoutRun *)line->runs->data)->item->analysis.font;
		PangoFontDescription *description = pango_font_describe(font);
		CHECK(str_starts(str_from_c(pango_font_description_get_family(description)), STR("Liberation ")));
		pango_font_description_free(description);
		g_object_unref(layout);
	}
	cairo_destroy(cairo);
}

static void measures_like_times(void)
{
	cairo_t *cairo = paper();
	PangoLayout *layout = text_layout(cairo, "Ủy ban nhân dân xã Suối Mây", TYPEFACE_SERIF);
	int width, height;
	pango_layout_get_size(layout, &width, &height);
	/* By the advance widths of Times: 12.48 em with its blanks. */
	CHECK(width > 12.0 * 13 * PANGO_SCALE && width < 13.0 * 13 * PANGO_SCALE);
	/* 0.891 above and 0.216 below the line, a gap of 0.042. */
	CHECK(height > 1.10 * 13 * PANGO_SCALE && height < 1.16 * 13 * PANGO_SCALE);
	g_object_unref(layout);
	cairo_destroy(cairo);
}

static void refuses_what_is_no_font(void)
{
	struct typeface *other = NULL;
	char folder[] = "/tmp/typeface-XXXXXX", path[200];
	CHECK_INT(typeface_open("/nonexistent", &other), ERR_ABSENT);
	CHECK(mkdtemp(folder) != NULL);
	CHECK_INT(typeface_open(folder, &other), ERR_ABSENT);
	static const char *const names[] = { "Serif-Regular", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic", "Sans-Regular", "Sans-Bold",
		                             "Mono-Regular", "Mono-Bold" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/Liberation%s.ttf", folder, names[i]);
		FILE *file = fopen(path, "w");
		fputs("no font", file);
		fclose(file);
	}
	CHECK_INT(typeface_open(folder, &other), ERR_CORRUPT);
	CHECK(other == NULL);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/Liberation%s.ttf", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
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
	typeface_close(NULL);
	CHECK_INT(typeface_open(NULL, &typeface), OK); /* a second time in the same process */
	typeface_close(typeface);
}

TEST_MAIN(TEST(opens), TEST(draws_every_letter), TEST(escapes_what_it_cannot_draw), TEST(knows_only_liberation), TEST(measures_like_times),
          TEST(refuses_what_is_no_font), TEST(closes))
