/* Backends of the wizard. */
#include "cmd/live_screen.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/diagnostic.h"
#include "screen/draw.h"
#include "screen/text_page.h"

#define PAGE_BYTES (64 * MIB)

bool live_screen_open_console(struct live_screen *screen)
{
	int fd = open("/dev/tty1", O_RDWR | O_NOCTTY | O_CLOEXEC);
	*screen = (struct live_screen){ 0 };
	if (fd < 0)
		return false;
	/* The console's mode may be changed by whoever it controls, also without rights. */
	if (getsid(0) != getpid())
		(void)setsid();
	(void)ioctl(fd, TIOCSCTTY, 1);
	(void)framebuffer_open("/dev/fb0", &screen->framebuffer);
	return terminal_open(fd, screen->framebuffer != NULL, &screen->terminal) == OK;
}

bool live_screen_open_terminal(struct live_screen *screen)
{
	*screen = (struct live_screen){ 0 };
	return isatty(STDIN_FILENO) && terminal_open(STDIN_FILENO, false, &screen->terminal) == OK;
}

void live_screen_open_pictures(struct live_screen *screen, const char *folder, unsigned width, unsigned height)
{
	*screen = (struct live_screen){ .pictures = folder, .width = width, .height = height };
}

bool live_screen_start(struct live_screen *screen)
{
	bool drawn = screen->framebuffer || screen->pictures;
	if (drawn && typeface_open(NULL, &screen->typeface) != OK) {
		framebuffer_close(screen->framebuffer);
		screen->framebuffer = NULL;
		return !screen->pictures;
	}
	if (screen->framebuffer) {
		screen->width = framebuffer_width(screen->framebuffer);
		screen->height = framebuffer_height(screen->framebuffer);
	}
	if (drawn)
		screen->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)screen->width,
							     (int)screen->height);
	return true;
}

void live_screen_close(struct live_screen *screen)
{
	if (screen->surface)
		cairo_surface_destroy(screen->surface);
	typeface_close(screen->typeface);
	framebuffer_close(screen->framebuffer);
	if (screen->terminal && !screen->framebuffer)
		(void)terminal_write(screen->terminal, STR("\033[0m\033[2J\033[H\033[?25h"));
	terminal_close(screen->terminal);
}

struct telling { const struct wizard *wizard; struct arena *arena; };

static struct str tell_part(void *context, unsigned part, unsigned count)
{
	const struct telling *telling = context;
	return wizard_part_text(telling->wizard, telling->arena, part, count);
}

/* One picture for each page that comes. */
static void keep_picture(struct live_screen *screen, const struct page *page)
{
	char path[4096];
	if (screen->last && strcmp(screen->last, page->id) == 0)
		return;
	snprintf(path, sizeof path, "%s/%02u-%s.png", screen->pictures, ++screen->shown, page->id);
	cairo_status_t status = cairo_surface_write_to_png(screen->surface, path);
	if (status != CAIRO_STATUS_SUCCESS && !screen->failed) {
		screen->failed = true;
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) },
			   { "why", str_from_c(cairo_status_to_string(status)) });
	}
}

static unsigned draw(struct live_screen *screen, const struct page *page, const struct part_text *part_text)
{
	cairo_t *cairo = cairo_create(screen->surface);
	unsigned parts = draw_page(cairo, screen->typeface, page, screen->width, screen->height, part_text);
	cairo_destroy(cairo);
	cairo_surface_flush(screen->surface);
	if (screen->framebuffer)
		framebuffer_show(screen->framebuffer, cairo_image_surface_get_data(screen->surface),
				 (size_t)cairo_image_surface_get_stride(screen->surface));
	else
		keep_picture(screen, page);
	return parts;
}

static unsigned write_text(struct live_screen *screen, const struct page *page, const struct part_text *part_text)
{
	unsigned columns, rows;
	struct buf text = { 0 };
	terminal_size(screen->terminal, &columns, &rows);
	unsigned parts = text_page(&text, page, columns, rows, false, part_text);
	(void)terminal_write(screen->terminal, buf_str(&text));
	buf_done(&text);
	return parts;
}

unsigned live_screen_show(struct live_screen *screen, const struct wizard *wizard)
{
	struct arena arena;
	struct page page;
	arena_init(&arena, PAGE_BYTES);
	wizard_page(wizard, &arena, &page);
	struct telling telling = { wizard, &arena };
	const struct part_text part_text = { tell_part, &telling };
	unsigned parts = screen->surface ? draw(screen, &page, &part_text) : write_text(screen, &page, &part_text);
	screen->last = page.id;
	arena_done(&arena);
	return parts;
}
