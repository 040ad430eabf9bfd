/* This PC: what its kernel passes on of its firmware. */
#ifndef SOATMAY_HARDWARE_MACHINE_H
#define SOATMAY_HARDWARE_MACHINE_H

#include "base/array.h"
#include "base/err.h"
#include "base/span.h"
#include "model/hardware.h"

typedef ARRAY_OF(struct str) controller_list;

/* `root` is "" on the PC itself, a folder in tests. */
/* The firmware's tables as bytes, for smbios_read; empty when it gives none. Needs root. */
struct span machine_tables(const char *root, struct arena *arena);
/* Storage controllers whose disks nobody sees, by name: in RAID or RST mode, or without a driver. */
void machine_hidden_controllers(const char *root, struct arena *arena, controller_list *ret);
/* Has the kernel a keyboard with letters, digits and Enter? Power buttons and the like are none. */
bool machine_has_keyboard(const char *root, struct arena *arena);
/* The same from the text of /proc/bus/input/devices. */
bool keyboard_is_listed(struct str devices);

#endif
