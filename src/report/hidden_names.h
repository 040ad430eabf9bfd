/* Names that the supplier's copy must not tell: of Windows users, of official users, of other people's accounts, and
 * what computers and firms are called when one of these is in it. */
#ifndef SOATMAY_REPORT_HIDDEN_NAMES_H
#define SOATMAY_REPORT_HIDDEN_NAMES_H

#include "case/case.h"
#include "report/folded_name.h"
#include "report/mask.h"

struct hidden_names {
	struct arena *arena;
	struct masker masker;
	name_list users;   /* of Windows users, sorted: as they are written, also those of two letters */
	name_list parents; /* folders and keys below which a user's name stands */
	name_list labels;  /* folded, at least three letters: not to be in a computer's name, an owner, a disk's label */
	name_list words;   /* folded, sorted: not to be words of any text, also with digits behind; names of tools and of
			    * Windows' folders are not among them */
	name_list parts;   /* folded, sorted: names of official users and accounts, nowhere in the letters of a folder, a file,
			    * a text, whatever stands between them */
	name_list hosts;   /* folded names of computers that tell a name, sorted */
	struct folded_text text; /* the one that is being hidden */
};

void hidden_names_init(struct hidden_names *names, struct arena *arena, const struct case_file *file);
/* A sentence, a path, a registry key: va*****g for each name in it. */
struct str hide_in_text(struct hidden_names *names, struct str text);
/* A name that a person gave to a computer, a disk, a firm: its first two characters when it tells a name. */
struct str hide_label(struct hidden_names *names, struct str label);

#endif
