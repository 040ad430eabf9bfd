/* Names as people know them again: without accents, case, blanks, full stops and hyphens. "Lê Thị Hoa", le.thi-hoa and
 * LETHIHOA are one name. */
#ifndef SOATMAY_REPORT_FOLDED_NAME_H
#define SOATMAY_REPORT_FOLDED_NAME_H

#include "base/arena.h"
#include "base/str.h"

#define NETBIOS_LENGTH 15 /* Windows cuts a computer's name there */

/* Letter or digit without its accents, in lower case; 0 for what is none. */
uint32_t folded_letter(uint32_t code_point);
struct str folded_name(struct arena *arena, struct str name);
/* Does a label chosen by a person, such as a computer's name, tell this folded name: whole, its first twelve letters, or
 * as much of its beginning as the cut of Windows leaves at the label's end? */
bool label_tells_name(struct str label, struct str folded_label, struct str folded_name);

#endif
