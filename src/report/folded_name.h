/* Names as people know them again: without accents, case, and whatever is no letter or digit. "Lê Thị Hoa", le.thi-hoa and
 * LETHIHOA are one name. */
#ifndef SOATMAY_REPORT_FOLDED_NAME_H
#define SOATMAY_REPORT_FOLDED_NAME_H

#include "base/arena.h"
#include "base/str.h"

#define NETBIOS_LENGTH 15 /* Windows cuts a computer's name there */

#define FOLDED_BREAK '\\' /* stands for each of \ / : in a folded text: no name goes over it */

/* A text of any length, folded, and where each byte of it comes from. */
struct folded_text {
	char *letters;
	size_t *from, *to; /* the character in the text that this byte belongs to: its first byte, the one behind it */
	size_t len, capacity;
};

/* "%20" and the like are read as the characters they stand for. */
struct str folded_name(struct arena *arena, struct str name);
/* Replaces what `folded`, zeroed at first, held; its memory is used again. */
void folded_text_read(struct folded_text *folded, struct arena *arena, struct str text);
/* Does a label chosen by a person, such as a computer's name, tell this folded name: whole, its first twelve letters, or
 * as much of its beginning as the cut of Windows leaves at the label's end? */
bool label_tells_name(struct str label, struct str folded_label, struct str folded_name);

#endif
