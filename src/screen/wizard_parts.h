/* What the files of the wizard share. */
#ifndef SOATMAY_SCREEN_WIZARD_PARTS_H
#define SOATMAY_SCREEN_WIZARD_PARTS_H

#include "screen/wizard.h"

#define CHOICES_MOST 9
#define AUTOMATIC_SECONDS 60
#define TIME_DIGITS 12
#define DATE_DIGITS 8
#define TIME_FORM "##/##/#### ##:##"
#define DATE_FORM "##/##/####"
#define VIETNAM_SECONDS (7 * 3600)

/* wizard.c */
void go(struct wizard *wizard, enum wizard_page_id page);
void go_on(struct wizard *wizard);   /* the next page of the order that applies */
void go_back(struct wizard *wizard); /* the one before */
bool has_disk(const struct wizard *wizard);
/* Saves; asks first for the people's agreement when that is missing, for the password where the configuration wants one. */
void ask_to_save(struct wizard *wizard);
bool has_changes(const struct wizard *wizard);
/* The notice and the question about secrets are answered so that disks may be read. */
bool people_agreed(const struct wizard *wizard);
void forget_result(struct wizard *wizard); /* and all that was answered and done about it */
void after_keys(struct wizard *wizard);  /* no locked volume is left to ask about: inspect, once people agreed */
void next_locked(struct wizard *wizard); /* the present one is settled */
bool keys_are_tried(const struct wizard *wizard); /* the running inspection has recovery keys */

/* wizard_menu.c: how many choices the present page has, whether one stands selected from the start, what choosing
 * does. */
unsigned menu_count(const struct wizard *wizard);
int menu_preselected(const struct wizard *wizard);
void menu_choose(struct wizard *wizard, unsigned number); /* from 1 */
/* People of the configuration with the role that is asked for. */
size_t people_of_role(const struct wizard *wizard, const struct person *ret[CHOICES_MOST - 2]);

/* wizard_entry.c: typing on the present page. True when the key was taken. */
bool entry_key(struct wizard *wizard, struct key key);
bool page_has_entry(enum wizard_page_id page);

/* wizard_pages*.c: each fills a page whose head and foot are made by wizard_page. */
void page_prepare(const struct wizard *wizard, struct arena *arena, struct page *page);
void page_check(const struct wizard *wizard, struct arena *arena, struct page *page);
void page_result(const struct wizard *wizard, struct arena *arena, struct page *page);
void page_trouble(const struct wizard *wizard, struct arena *arena, struct page *page);
void page_help(const struct wizard *wizard, struct arena *arena, struct page *page);

/* Wording: a message, a message with one value. */
struct str text_of(const struct wizard *wizard, const char *id);
struct str text_with(const struct wizard *wizard, struct arena *arena, const char *id, const char *name,
		     struct str value);
struct block *add_choices(const struct wizard *wizard, struct arena *arena, block_list *list);
struct item *add_choice(struct arena *arena, struct block *block, struct str text, struct str second);
struct str clock_text(const struct wizard *wizard, struct arena *arena, int64_t seconds); /* dd/mm/yyyy hh:mm */
struct str duration_text(const struct wizard *wizard, struct arena *arena, int64_t seconds);

#endif
