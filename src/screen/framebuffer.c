/* /dev/fb0 (linux/fb.h): mapped once, written row by row; a process forked later, which reads what others wrote, has
 * no such mapping. */
#include "screen/framebuffer.h"

#include <fcntl.h>
#include <linux/fb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

struct framebuffer {
	int fd;
	unsigned width, height;
	struct pixel_format format;
	size_t stride, map_bytes;
	uint8_t *map;
	uint32_t *shown; /* what is on the screen */
	uint8_t *row;
};

static bool usable(const struct fb_var_screeninfo *variable, const struct fb_fix_screeninfo *fixed)
{
	bool pixels = variable->bits_per_pixel == 32 || variable->bits_per_pixel == 24 ||
		      variable->bits_per_pixel == 16;
	bool colours = fixed->visual == FB_VISUAL_TRUECOLOR || fixed->visual == FB_VISUAL_DIRECTCOLOR;
	bool fits = variable->red.length <= 8 && variable->green.length <= 8 && variable->blue.length <= 8;
	size_t bytes = (size_t)variable->xres * variable->bits_per_pixel / 8;
	return pixels && colours && fits && variable->xres >= 640 && variable->yres >= 480 && variable->xres <= 16384 &&
	       variable->yres <= 16384 && fixed->line_length >= bytes &&
	       (size_t)fixed->line_length * (variable->yoffset + variable->yres) <= fixed->smem_len;
}

static struct channel channel_of(const struct fb_bitfield *field)
{
	return (struct channel){ field->offset, field->length };
}

static enum err take_form(struct framebuffer *framebuffer)
{
	struct fb_var_screeninfo variable;
	struct fb_fix_screeninfo fixed;
	if (ioctl(framebuffer->fd, FBIOGET_VSCREENINFO, &variable) != 0 ||
	    ioctl(framebuffer->fd, FBIOGET_FSCREENINFO, &fixed) != 0)
		return ERR_UNSUPPORTED;
	if (!usable(&variable, &fixed))
		return ERR_UNSUPPORTED;
	framebuffer->width = variable.xres;
	framebuffer->height = variable.yres;
	framebuffer->stride = fixed.line_length;
	framebuffer->map_bytes = fixed.smem_len;
	framebuffer->format = (struct pixel_format){ variable.bits_per_pixel / 8, channel_of(&variable.red),
						     channel_of(&variable.green), channel_of(&variable.blue) };
	return OK;
}

static enum err map(struct framebuffer *framebuffer)
{
	void *memory = mmap(NULL, framebuffer->map_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, framebuffer->fd, 0);
	if (memory == MAP_FAILED)
		return ERR_UNSUPPORTED;
	framebuffer->map = memory;
	if (madvise(memory, framebuffer->map_bytes, MADV_DONTFORK) != 0)
		return ERR_UNSUPPORTED;
	framebuffer->shown = calloc((size_t)framebuffer->width * framebuffer->height, sizeof *framebuffer->shown);
	framebuffer->row = calloc(framebuffer->width, framebuffer->format.bytes);
	return framebuffer->shown && framebuffer->row ? OK : ERR_NOMEM;
}

enum err framebuffer_open(const char *path, struct framebuffer **ret)
{
	struct framebuffer *framebuffer = calloc(1, sizeof *framebuffer);
	if (!framebuffer)
		return ERR_NOMEM;
	framebuffer->fd = open(path, O_RDWR | O_CLOEXEC);
	enum err e = framebuffer->fd < 0 ? ERR_ABSENT : take_form(framebuffer);
	if (e == OK)
		e = map(framebuffer);
	if (e != OK) {
		framebuffer_close(framebuffer);
		return e;
	}
	*ret = framebuffer;
	return OK;
}

void framebuffer_close(struct framebuffer *framebuffer)
{
	if (!framebuffer)
		return;
	if (framebuffer->map)
		munmap(framebuffer->map, framebuffer->map_bytes);
	if (framebuffer->fd >= 0)
		close(framebuffer->fd);
	free(framebuffer->shown);
	free(framebuffer->row);
	free(framebuffer);
}

unsigned framebuffer_width(const struct framebuffer *framebuffer)
{
	return framebuffer->width;
}

unsigned framebuffer_height(const struct framebuffer *framebuffer)
{
	return framebuffer->height;
}

static uint32_t part(uint32_t value, const struct channel *channel)
{
	return channel->length == 0 ? 0 : value >> (8 - channel->length) << channel->offset;
}

void framebuffer_convert(const struct pixel_format *format, const uint32_t *from, size_t count, uint8_t *to)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t pixel = part(from[i] >> 16 & 0xFF, &format->red) | part(from[i] >> 8 & 0xFF, &format->green) |
				 part(from[i] & 0xFF, &format->blue);
		for (unsigned k = 0; k < format->bytes; k++)
			*to++ = (uint8_t)(pixel >> 8 * k);
	}
}

void framebuffer_show(struct framebuffer *framebuffer, const uint8_t *pixels, size_t stride)
{
	size_t bytes = (size_t)framebuffer->width * sizeof(uint32_t);
	for (unsigned y = 0; y < framebuffer->height; y++) {
		const uint8_t *row = pixels + y * stride;
		uint32_t *shown = framebuffer->shown + (size_t)y * framebuffer->width;
		if (memcmp(row, shown, bytes) == 0)
			continue;
		memcpy(shown, row, bytes);
		framebuffer_convert(&framebuffer->format, shown, framebuffer->width, framebuffer->row);
		memcpy(framebuffer->map + y * framebuffer->stride, framebuffer->row,
		       (size_t)framebuffer->width * framebuffer->format.bytes);
	}
}
