/* What form.c and form_annex.c share. Nobody else includes this. */
#ifndef SOATMAY_REPORT_FORM_PARTS_H
#define SOATMAY_REPORT_FORM_PARTS_H

#include "report/form.h"

#define FORM_TEXT_LONGEST 240 /* characters of one text of the configuration or the disk */

void form_annexes(struct form *form, const struct view *view);

struct str form_say(const struct view *view, const char *id);
struct str form_say1(const struct view *view, const char *id, const char *name, struct str value);
void form_line(const struct view *view, text_list *list, struct str line);

#endif
