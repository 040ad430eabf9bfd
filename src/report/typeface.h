/* The faces of paper and screen: a private font collection in memory that holds the Liberation 2 files of one folder and nothing else.
 * No configuration, cache or font of the system is read, so the same text gives the same glyphs at the same places everywhere.
 * Opening starts a thread (pango's): only after every child process has ended, or in a process of its own. */
#ifndef SOATMAY_REPORT_TYPEFACE_H
#define SOATMAY_REPORT_TYPEFACE_H

#include <pango/pangocairo.h>

#include "base/err.h"
#include "base/str.h"

struct typeface;

enum typeface_family { TYPEFACE_SERIF, TYPEFACE_SANS, TYPEFACE_MONO };

/* `folder` NULL: where Debian puts them (fonts-liberation2, fonts-liberation). ERR_ABSENT when a face is missing, ERR_CORRUPT when a file
 * is no font. The folder must stay: glyphs are read when they are first drawn. One at a time in a process. */
enum err typeface_open(const char *folder, struct typeface **ret);
void typeface_close(struct typeface *typeface); /* NULL is allowed; every layout must be gone before */

/* An empty layout to be shown on `cairo`, of whatever surface: left to right, one unit of the font size is one unit of the surface,
 * glyphs unhinted at exact places. Freed with g_object_unref. */
PangoLayout *typeface_layout(struct typeface *typeface, cairo_t *cairo);
/* `size` in units of the surface. Freed with pango_font_description_free. */
PangoFontDescription *typeface_font(enum typeface_family family, double size, bool bold, bool italic);

/* Can every face draw it? */
bool typeface_has(const struct typeface *typeface, uint32_t code_point);
/* On one line, with what is invisible or what no face can draw as a visible escape: \u4E2D, \U01F600, \u000A. */
struct str typeface_text(const struct typeface *typeface, struct arena *arena, struct str text);

#endif
