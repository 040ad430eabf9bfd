/* What form.c and form_annex.c share. Nobody else includes this. */
#ifndef SOATMAY_REPORT_FORM_PARTS_H
#define SOATMAY_REPORT_FORM_PARTS_H

#include "report/form.h"

#define FORM_TEXT_LONGEST 240 /* characters of one text of the configuration or the disk */

void form_annexes(struct form *form, const struct view *view);
void form_checks(struct form *form, const struct view *view);
void form_accounts(struct form *form, const struct view *view); /* never in the supplier's copy */

struct str form_provider_name(const struct view *view, enum provider provider);
struct str form_service_name(const struct view *view, enum service service);
struct str form_account_name(const struct view *view,
                             const struct case_account *masked); /* address, else what it is called */

struct form_annex *form_add_annex(struct form *form, const struct view *view, const char *title_id, unsigned columns,
                                  const char *const *heads);
/* The next row, or NULL when there are enough; *left_out counts the others. */
struct form_row *form_add_row(const struct view *view, struct form_annex *annex, size_t *left_out);
void form_close_annex(const struct view *view, struct form_annex *annex, size_t left_out);

struct str form_say(const struct view *view, const char *id);
struct str form_say1(const struct view *view, const char *id, const char *name, struct str value);
void form_line(const struct view *view, text_list *list, struct str line);

#endif
