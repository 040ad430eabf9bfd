/* The firmware's description of the machine: SMBIOS tables (DMTF DSP0134, 2.0 to 3.x). */
#ifndef SOATMAY_HARDWARE_SMBIOS_H
#define SOATMAY_HARDWARE_SMBIOS_H

#include "base/err.h"
#include "base/span.h"
#include "model/hardware.h"

/* `tables` as in /sys/firmware/dmi/tables/DMI. Texts that makers leave in place of a value ("To be filled by O.E.M.")
 * count as empty. ERR_TRUNCATED: the tables end inside a structure; what came before is in `ret`. */
enum err smbios_read(struct span tables, struct arena *arena, struct hardware_info *ret);

#endif
