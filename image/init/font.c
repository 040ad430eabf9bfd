/* Loads /usr/share/consolefonts/screen.psf (PSF version 1, 512 glyphs with a Unicode table), doubled on large screens:
 * the fonts that are built into the kernel have no Vietnamese letters. */
#include <fcntl.h>
#include <linux/kd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "init.h"

#define GLYPHS 512
#define GLYPH_ROWS 32 /* the kernel's distance between two glyphs, in rows */
#define FILE_BYTES 65536
#define PAIRS_MOST 4096
/* Doubled where 80 columns and 22 rows still fit. */
#define DOUBLE_FROM_WIDTH 1280
#define DOUBLE_FROM_HEIGHT 720

struct font { unsigned char file[FILE_BYTES]; size_t length; unsigned height; };

static bool font_read(struct font *font)
{
	int fd = open("/usr/share/consolefonts/screen.psf", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, font->file, sizeof font->file);
	if (fd >= 0)
		close(fd);
	font->length = n < 0 ? 0 : (size_t)n;
	font->height = font->length > 4 ? font->file[3] : 0;
	return font->height && font->height <= 16 && font->file[0] == 0x36 && font->file[1] == 0x04 &&
	       (font->file[2] & 3) == 3 && font->length > 4 + GLYPHS * (size_t)font->height;
}

static bool screen_is_large(void)
{
	char size[64];
	const char *comma;
	return file_read("/sys/class/graphics/fb0/virtual_size", size, sizeof size) && (comma = strchr(size, ',')) &&
	       atoi(size) >= DOUBLE_FROM_WIDTH && atoi(comma + 1) >= DOUBLE_FROM_HEIGHT;
}

/* Each bit becomes two, each row two. */
static void double_glyph(const unsigned char *from, unsigned height, unsigned char *to)
{
	for (unsigned row = 0; row < height; row++) {
		unsigned wide = 0;
		for (unsigned bit = 0; bit < 8; bit++)
			wide |= (from[row] >> bit & 1U) * (3U << 2 * bit);
		for (unsigned twice = 0; twice < 2; twice++) {
			to[(2 * row + twice) * 2] = (unsigned char)(wide >> 8);
			to[(2 * row + twice) * 2 + 1] = (unsigned char)wide;
		}
	}
}

static bool set_glyphs(int screen, const struct font *font, bool large)
{
	static unsigned char glyphs[GLYPHS * GLYPH_ROWS * 2];
	size_t row_bytes = large ? 2 : 1;
	memset(glyphs, 0, sizeof glyphs);
	for (size_t i = 0; i < GLYPHS; i++) {
		const unsigned char *from = font->file + 4 + i * font->height;
		unsigned char *to = glyphs + i * GLYPH_ROWS * row_bytes;
		if (large)
			double_glyph(from, font->height, to);
		else
			memcpy(to, from, font->height);
	}
	struct console_font_op operation = {
		.op = KD_FONT_OP_SET,
		.width = large ? 16 : 8,
		.height = font->height * (large ? 2 : 1),
		.charcount = GLYPHS,
		.data = glyphs,
	};
	return ioctl(screen, KDFONTOP, &operation) == 0;
}

/* The table behind the glyphs: for each its characters in UTF-16LE, 0xFFFE before sequences, 0xFFFF at the end. */
static bool set_characters(int screen, const struct font *font)
{
	static struct unipair pairs[PAIRS_MOST];
	struct unimapdesc map = { 0, pairs };
	struct unimapinit clear = { 0, 0, 0 };
	bool sequence = false;
	unsigned short glyph = 0;
	for (size_t at = 4 + GLYPHS * (size_t)font->height; at + 1 < font->length && glyph < GLYPHS; at += 2) {
		unsigned short character = (unsigned short)(font->file[at] | font->file[at + 1] << 8);
		if (character == 0xFFFF) {
			glyph++;
			sequence = false;
		} else if (character == 0xFFFE) {
			sequence = true;
		} else if (!sequence && map.entry_ct < PAIRS_MOST) {
			pairs[map.entry_ct++] = (struct unipair){ character, glyph };
		}
	}
	return ioctl(screen, PIO_UNIMAPCLR, &clear) == 0 && ioctl(screen, PIO_UNIMAP, &map) == 0;
}

bool font_load(int screen)
{
	static struct font font;
	return font_read(&font) && set_glyphs(screen, &font, screen_is_large()) && set_characters(screen, &font);
}
