/* BAOCAO/tonghop.csv: one line for each report on the stick. Lines are only ever appended; no file with earlier lines
 * is replaced, since FAT and exFAT do that in several steps. */
#ifndef SOATMAY_CMD_LIVE_LIST_H
#define SOATMAY_CMD_LIVE_LIST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct live_report;

/* The line of a report that has, or will have, the folder `folder` below BAOCAO. */
struct str list_line(const struct live_report *report, struct str folder, struct arena *arena);
/* Before the report's folder gets its name: the line is kept beside the list, so that a power cut costs no line.
 * `parent` is the open folder BAOCAO. A failure costs nothing but that. */
void list_prepare(int parent, struct str line, struct arena *arena);
/* Appends the lines that were kept and then `line` (empty: none), each if its folder is there and the list does not
 * have it; a line that was torn when the power went is taken away or closed first. A list that is too long or no file is
 * put aside as tonghop.cu-1.csv, and another one begun. Only after the report itself is saved: whatever lies on the stick
 * costs no report. */
void list_complete(int parent, struct str line, struct arena *arena);

#endif
