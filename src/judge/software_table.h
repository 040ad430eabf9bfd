/* Products that rules know by name: remote access, activators, monitoring. */
#ifndef SOATMAY_JUDGE_SOFTWARE_TABLE_H
#define SOATMAY_JUDGE_SOFTWARE_TABLE_H

#include "model/fact.h"

enum category { CATEGORY_NONE, CATEGORY_REMOTE_ACCESS, CATEGORY_ACTIVATOR, CATEGORY_MONITORING };

#define PRODUCT_WORDS 6
struct product {
	const char *name;
	enum category category;
	const char *words[PRODUCT_WORDS];    /* whole words of a program, service, file or folder name */
	const char *services[PRODUCT_WORDS]; /* whole service names; a final * stands for the rest */
	bool doubtful;                       /* has everyday uses, or the name alone proves little: noted, never failed */
};

extern const struct product products[];
extern const size_t product_count;

/* The word in software[].category; NULL for CATEGORY_NONE. */
const char *category_word(enum category category);
const struct product *product_of_software(const struct fact_software *software);   /* NULL when none */
const struct product *product_of_autostart(const struct fact_autostart *autostart);
const struct product *product_of_tool(struct str tool); /* fact_remote_access.tool */
/* `word` in `text` without case, not inside a longer word of letters and digits. */
bool has_word(struct str text, const char *word);

#endif
