/* The steps of view_build and what they share. Nobody outside report/view*.c includes this. */
#ifndef SOATMAY_REPORT_VIEW_PARTS_H
#define SOATMAY_REPORT_VIEW_PARTS_H

#include "report/areas.h"
#include "report/view.h"
#include "report/words.h"

void view_machines(struct view *view);
void view_encryption(struct view *view, view_rows *rows);
/* Of the machine itself, on the booted stick; nothing without it. */
void view_hardware(struct view *view, view_rows *rows);
void view_write_counters(struct view *view, text_list *lines); /* the first line tells of the number of writes */
void view_clock(struct view *view, view_rows *rows);
struct str hardware_model(struct view *view);
struct str hardware_firmware(struct view *view);
struct str hardware_disk_text(struct view *view, uint32_t source); /* health, hours */
void view_changes(struct view *view);
void view_scope(struct view *view);      /* also counts `limits` and `mandatory_undone` */
void view_checked(struct view *view);
void view_undone(struct view *view);
void view_checks(struct view *view);     /* needs findings */
void view_statements(struct view *view);
void view_findings(struct view *view, const struct case_file *file);
void view_verdict(struct view *view);    /* needs the counts */
void view_conclusion(struct view *view); /* needs findings */
void view_parties(struct view *view);
void view_foot(struct view *view);

struct str say(struct view *view, const char *id);
struct str say1(struct view *view, const char *id, const char *name, struct str value);
struct str say_with(struct view *view, const char *id, const struct placeholder *values, size_t count);
struct str say_kind(struct view *view, const char *family, const char *word); /* the message "family.word" */
struct str say_count(struct view *view, const char *id, uint64_t count);      /* {n} */
struct str number_text(struct view *view, uint64_t number);
struct str count_text(struct view *view, uint64_t number);                    /* as in a sentence: 05 */
struct str shown(struct view *view, struct str foreign); /* printable */
void add_line(struct view *view, text_list *list, struct str line);
struct view_row *add_row(struct view *view, view_rows *rows, const char *label_id);
/* Appends `part` to `text` with ", " between. */
struct str join(struct view *view, struct str text, struct str part);

bool is_in_use(const struct view *view);        /* the unit's own computer: no supplier waits beside it */
bool is_undone(const struct coverage *row);     /* counts as not checked */
/* Every check of the area was done, and every volume and file that had to be read was. */
bool area_complete(struct view *view, enum area area);
struct str config_problem_text(struct view *view, const struct policy_problem *problem); /* without its line */
struct str check_name(struct view *view, struct str check);
struct str user_name_of(const struct case_user *user); /* as Windows knows it, else the name of the profile folder */
struct str system_label(struct view *view, uint32_t system); /* empty when there is only one */
struct str volume_text(struct view *view, const struct volume_info *volume); /* "2: NTFS, 512 GB" */
struct str folder_name(struct str path); /* its last part */
struct str browser_name(struct view *view, enum browser browser);

/* What fills the placeholders of a finding's texts; the first value that is not empty counts. */
struct filled {
	struct placeholder *values;
	size_t count;
};
/* `file` is the case itself: whose an account is and who provides it stands there under its address. */
struct filled view_fill(struct view *view, const struct case_file *file, const struct view_finding *row);
void view_steps(struct view *view, struct view_finding *row, const struct filled *filled);
void view_evidence(struct view *view, struct view_finding *row);
void view_brief(struct view *view, struct view_finding *row); /* needs the evidence and the facts */
/* "…\\Default\\Login Data: table logins", out of the evidence; empty when it has no file with official logins of the
 * profile. Needs the evidence. */
struct str login_place(struct view *view, const struct view_finding *row, const struct case_browser_profile *profile);
const struct case_browser_profile *profile_of_finding(const struct view *view, const struct finding *finding);
/* The Windows user a finding is about; empty when none is known. */
struct str user_text_of(struct view *view, const struct finding *finding);
struct str account_text(struct view *view, struct str address);

#endif
