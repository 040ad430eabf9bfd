/* A key as the wizard understands it, whatever it came from. */
#ifndef SOATMAY_SCREEN_KEY_H
#define SOATMAY_SCREEN_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_kind {
	KEY_NONE,
	KEY_CHARACTER,
	KEY_ENTER,
	KEY_ESCAPE,
	KEY_BACKSPACE,
	KEY_DELETE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_F1,
	KEY_F2,
	KEY_F5,
	KEY_F10
};

struct key { enum key_kind kind; uint32_t character; };

/* Bytes of a terminal (the Linux console, a serial line, xterm) -> keys. `bytes` starts a key; returns how many it
 * took, 0 when a sequence is not complete yet. With `last` set no more will come: a lone Escape is the key. Unknown
 * sequences are KEY_NONE. */
size_t key_decode(const char *bytes, size_t count, bool last, struct key *ret);
/* "1", "Enter", "F5", "Esc", "Left", "Space", one character: for scripts. False when it is none. */
bool key_from_name(const char *name, size_t length, struct key *ret);

#endif
