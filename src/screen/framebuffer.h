/* The firmware's framebuffer (/dev/fb0): 32 bits a pixel in any order of bytes, or 16 bits. Only rows that changed
 * are written: the memory behind it is slow. */
#ifndef SOATMAY_SCREEN_FRAMEBUFFER_H
#define SOATMAY_SCREEN_FRAMEBUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct framebuffer;

/* What fb_var_screeninfo says of a colour. */
struct channel { unsigned offset, length; };
struct pixel_format { unsigned bytes; struct channel red, green, blue; };

/* ERR_ABSENT: there is none. ERR_UNSUPPORTED: smaller than 640x480, or a form of pixels that we do not draw. */
enum err framebuffer_open(const char *path, struct framebuffer **ret);
void framebuffer_close(struct framebuffer *framebuffer);
unsigned framebuffer_width(const struct framebuffer *framebuffer);
unsigned framebuffer_height(const struct framebuffer *framebuffer);
/* `pixels`: cairo's RGB24, `stride` bytes a row. */
void framebuffer_show(struct framebuffer *framebuffer, const uint8_t *pixels, size_t stride);
/* One row of RGB24 pixels in another format; for framebuffer_show and its test. */
void framebuffer_convert(const struct pixel_format *format, const uint32_t *from, size_t count, uint8_t *to);

#endif
