/* Every page at four sizes: it draws, its text lies inside the screen, and the same page gives the same picture.
 * `test_pages --pictures=DIR WIDTHxHEIGHT [SCENE...]` writes PNG files for people. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf.h"
#include "scenes.h"
#include "screen/draw.h"
#include "screen/text_page.h"
#include "support.h"

static struct typeface *typeface;

struct shown { struct wizard wizard; struct arena arena; };

static struct str part_text(void *context, unsigned part, unsigned count)
{
	struct shown *shown = context;
	return wizard_part_text(&shown->wizard, &shown->arena, part, count);
}

static cairo_surface_t *picture(const struct scene *scene, unsigned width, unsigned height, unsigned part,
				unsigned *ret_parts)
{
	struct shown shown;
	struct page page;
	arena_init(&shown.arena, 64u << 20);
	scene_play(scene, &shown.arena, &shown.wizard);
	shown.wizard.part = part;
	wizard_page(&shown.wizard, &shown.arena, &page);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	cairo_t *cairo = cairo_create(surface);
	const struct part_text text = { part_text, &shown };
	*ret_parts = draw_page(cairo, typeface, &page, width, height, &text);
	cairo_destroy(cairo);
	wizard_done(&shown.wizard);
	arena_done(&shown.arena);
	return surface;
}

static void write_pictures(const char *folder, unsigned width, unsigned height, int count, char **names)
{
	for (size_t i = 0; i < scene_count; i++) {
		bool wanted = count == 0;
		for (int k = 0; k < count; k++)
			wanted |= strncmp(names[k], scenes[i].name, strlen(names[k])) == 0;
		for (unsigned part = 0, parts = 1; wanted && part < parts; part++) {
			char path[4096];
			cairo_surface_t *surface = picture(&scenes[i], width, height, part, &parts);
			if (part)
				snprintf(path, sizeof path, "%s/%s-%ux%u-%u.png", folder, scenes[i].name, width,
					 height, part + 1);
			else
				snprintf(path, sizeof path, "%s/%s-%ux%u.png", folder, scenes[i].name, width, height);
			cairo_surface_write_to_png(surface, path);
			cairo_surface_destroy(surface);
		}
	}
}

static bool same_pixels(cairo_surface_t *a, cairo_surface_t *b)
{
	size_t bytes = (size_t)cairo_image_surface_get_stride(a) * (size_t)cairo_image_surface_get_height(a);
	return memcmp(cairo_image_surface_get_data(a), cairo_image_surface_get_data(b), bytes) == 0;
}

/* The outermost columns hold ground only: the first and last three pixels of every row are of one colour. */
static bool has_margin(cairo_surface_t *surface)
{
	int stride = cairo_image_surface_get_stride(surface), width = cairo_image_surface_get_width(surface);
	const unsigned char *data = cairo_image_surface_get_data(surface);
	for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
		const unsigned char *row = data + (ptrdiff_t)y * stride;
		for (int x = 1; x < 3; x++)
			if (memcmp(row, row + 4 * x, 3) != 0 ||
			    memcmp(row + 4 * (width - 1), row + 4 * (width - 1 - x), 3) != 0)
				return false;
	}
	return true;
}

/* Nothing of the page reaches the line above the keys: the row just above it is of one colour. */
static bool ends_above_the_keys(cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
	double unit = height / 96.0 < width / 128.0 ? height / 96.0 : width / 128.0;
	int row = height - (int)(8.5 * unit) - 4;
	const unsigned char *pixels = cairo_image_surface_get_data(surface) +
				      (ptrdiff_t)row * cairo_image_surface_get_stride(surface);
	for (int x = 1; x < width; x++)
		if (memcmp(pixels, pixels + 4 * (ptrdiff_t)x, 3) != 0)
			return false;
	return true;
}

/* Names of 10,000 characters may take more room than those that people give. */
static unsigned parts_most(const struct scene *scene)
{
	return strstr(scene->name, "-odd-") ? 6 : 3;
}

static void scene_draws(const struct scene *scene, unsigned width, unsigned height)
{
	for (unsigned part = 0, parts = 1; part < parts; part++) {
		cairo_surface_t *first = picture(scene, width, height, part, &parts);
		bool good = has_margin(first) && ends_above_the_keys(first);
		CHECK(cairo_surface_status(first) == CAIRO_STATUS_SUCCESS);
		CHECK(parts >= 1 && parts <= parts_most(scene));
		if (!good)
			fprintf(stderr, "%s at %ux%u, part %u of %u\n", scene->name, width, height, part + 1, parts);
		CHECK(good);
		cairo_surface_destroy(first);
	}
}

static void every_page_draws(void)
{
	static const unsigned sizes[][2] = { { 800, 600 }, { 1280, 800 }, { 1366, 768 }, { 1920, 1080 } };
	for (size_t i = 0; i < scene_count; i++)
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
			scene_draws(&scenes[i], sizes[k][0], sizes[k][1]);
}

static void same_page_same_picture(void)
{
	for (size_t i = 0; i < scene_count; i++) {
		unsigned parts, again;
		cairo_surface_t *first = picture(&scenes[i], 800, 600, 0, &parts);
		cairo_surface_t *second = picture(&scenes[i], 800, 600, 0, &again);
		CHECK(parts == again && same_pixels(first, second));
		cairo_surface_destroy(first);
		cairo_surface_destroy(second);
	}
}

static struct buf text_of_scene(const struct scene *scene, unsigned columns, unsigned rows, unsigned part,
				unsigned *ret_parts)
{
	struct shown shown;
	struct page page;
	struct buf text = { 0 };
	arena_init(&shown.arena, 64u << 20);
	scene_play(scene, &shown.arena, &shown.wizard);
	shown.wizard.part = part;
	wizard_page(&shown.wizard, &shown.arena, &page);
	const struct part_text part_words = { part_text, &shown };
	*ret_parts = text_page(&text, &page, columns, rows, true, &part_words);
	arena_done(&shown.arena);
	return text;
}

static void text_pages_fit(void)
{
	static const unsigned sizes[][2] = { { 80, 25 }, { 100, 37 }, { 160, 50 } };
	for (size_t i = 0; i < scene_count; i++) {
		for (size_t k = 0; k < 3; k++) {
			for (unsigned part = 0, parts = 1; part < parts; part++) {
				struct buf text = text_of_scene(&scenes[i], sizes[k][0], sizes[k][1], part, &parts);
				struct str rest = buf_str(&text);
				unsigned lines = 0;
				for (; rest.len; lines++)
					CHECK(utf8_columns(str_cut(rest, '\n', &rest)) <= sizes[k][0]);
				CHECK_INT(lines, sizes[k][1]);
				CHECK(parts <= 2 * parts_most(&scenes[i]));
				buf_done(&text);
			}
		}
	}
}

static void print_texts(int count, char **names)
{
	for (size_t i = 0; i < scene_count; i++) {
		for (int k = 0; k < count; k++) {
			for (unsigned part = 0, parts = 1;
			     strncmp(names[k], scenes[i].name, strlen(names[k])) == 0 && part < parts; part++) {
				struct buf text = text_of_scene(&scenes[i], 80, 25, part, &parts);
				printf("%.*s\n", (int)text.len, text.data);
				buf_done(&text);
			}
		}
	}
}

int main(int argc, char **argv)
{
	static const struct test tests[] = { TEST(every_page_draws), TEST(same_page_same_picture), TEST(text_pages_fit) };
	unsigned width = 1366, height = 768;
	if (typeface_open(NULL, &typeface) != OK) {
		fprintf(stderr, "no Liberation faces\n");
		return 1;
	}
	if (argc > 2 && strcmp(argv[1], "--texts") == 0) {
		print_texts(argc - 2, argv + 2);
		return 0;
	}
	if (argc > 2 && strncmp(argv[1], "--pictures=", 11) == 0 && sscanf(argv[2], "%ux%u", &width, &height) == 2) {
		write_pictures(argv[1] + 11, width, height, argc - 3, argv + 3);
		typeface_close(typeface);
		return 0;
	}
	int status = test_main(tests, sizeof tests / sizeof *tests);
	typeface_close(typeface);
	return status;
}
