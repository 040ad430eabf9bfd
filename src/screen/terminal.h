/* The terminal that has the keyboard: the Linux console of the booted PC, or the one the program was started from. */
#ifndef SOATMAY_SCREEN_TERMINAL_H
#define SOATMAY_SCREEN_TERMINAL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "screen/key.h"

struct terminal;

/* Takes `fd` over: raw mode until it is closed; with `graphics` the console shows no text of its own meanwhile. */
enum err terminal_open(int fd, bool graphics, struct terminal **ret);
void terminal_close(struct terminal *terminal);
int terminal_descriptor(const struct terminal *terminal);
/* 80x25 when it does not tell. */
void terminal_size(const struct terminal *terminal, unsigned *columns, unsigned *rows);
bool terminal_pending(const struct terminal *terminal); /* the beginning of a sequence is waiting for its rest */
bool terminal_write(struct terminal *terminal, struct str bytes);
/* The next key that has come in; false when there is none. `idle`: nothing has come for a while, so a lone Escape is
 * that key. ERR through `ret_gone`: the terminal has hung up. */
bool terminal_key(struct terminal *terminal, bool idle, struct key *ret, bool *ret_gone);

#endif
