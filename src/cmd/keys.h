/* Keys for locked volumes as the command line gives them. Nothing of them is ever printed; the words of the process are
 * overwritten. */
#ifndef SOATMAY_CMD_KEYS_H
#define SOATMAY_CMD_KEYS_H

#include <stdbool.h>

#include "model/volume_key.h"

/* Each adds one key, or prints one diagnostic and returns false. `value` "-" stands for the next line of standard
 * input. */
/* 48 digits; wiped in place, so that no process list shows them */
bool keys_add_recovery(struct volume_keys *keys, char *value);
/* a .BEK, or a text file in which a recovery password stands */
bool keys_add_file(struct volume_keys *keys, const char *path);
bool keys_add_passphrase(struct volume_keys *keys, const char *path); /* the first line of a file */

#endif
