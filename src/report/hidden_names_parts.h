/* What the files of hidden_names share: whether a word, a label, a folder is a name. */
#ifndef SOATMAY_REPORT_HIDDEN_NAMES_PARTS_H
#define SOATMAY_REPORT_HIDDEN_NAMES_PARTS_H

#include "report/hidden_names.h"

/* A Windows user, as he is written. */
bool is_hidden_user(const struct hidden_names *names, struct str text);
/* LETHIH~1 of a name. */
bool is_short_form(const struct hidden_names *names, struct str text);
/* Where only users have folders a short form is a user's, also one made of letters that Windows had to replace. */
bool is_short_folder(struct str text);
/* Below this folder or key stand names of users. */
bool is_below_parent(const struct hidden_names *names, struct str component);
/* A computer that tells a name. */
bool is_hidden_host(const struct hidden_names *names, struct str folded);
/* A name or its first fifteen letters, or a computer that tells one. */
bool is_hidden_word(const struct hidden_names *names, struct str folded);
/* A name or a computer that tells one begins with these letters, or is made of them. */
bool begins_hidden_word(const struct hidden_names *names, struct str folded);
/* Length of the longest name of an official user or an account with which these letters begin; 0 when there is none. */
size_t hidden_part_at(const struct hidden_names *names, struct str folded);
/* A label with a name in it. */
bool tells_hidden_name(const struct hidden_names *names, struct str label);

#endif
