/* Where the wizard's pages go: the framebuffer, a terminal, or pictures in a folder; and where its keys come from. */
#ifndef SOATMAY_CMD_LIVE_SCREEN_H
#define SOATMAY_CMD_LIVE_SCREEN_H

#include "screen/framebuffer.h"
#include "screen/terminal.h"
#include "screen/wizard.h"

struct typeface;

struct live_screen {
	struct framebuffer *framebuffer; /* NULL: text, or pictures */
	struct terminal *terminal;       /* NULL: pictures */
	struct typeface *typeface;       /* NULL: text */
	const char *pictures;            /* folder; NULL = none */
	unsigned width, height;          /* of pictures */
	unsigned shown;                  /* pictures so far */
	bool failed;                     /* a picture could not be kept, and that was said */
	const char *last;                /* page id */
	void *surface;                   /* cairo's, of the framebuffer's or the pictures' size */
};

/* On the booted stick: tty1 and fb0, opened while there are still the rights for it. */
bool live_screen_open_console(struct live_screen *screen);
/* Elsewhere: the terminal on standard input. False: there is none. */
bool live_screen_open_terminal(struct live_screen *screen);
void live_screen_open_pictures(struct live_screen *screen, const char *folder, unsigned width, unsigned height);
/* Faces; starts a thread. Without faces the pages are text; false: pictures cannot be drawn at all. */
bool live_screen_start(struct live_screen *screen);
void live_screen_close(struct live_screen *screen);
/* Shows the wizard's present page; returns the number of its parts. */
unsigned live_screen_show(struct live_screen *screen, const struct wizard *wizard);

#endif
