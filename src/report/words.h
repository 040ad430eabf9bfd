/* Numbers, dates and names as people write them in the report's language. */
#ifndef SOATMAY_REPORT_WORDS_H
#define SOATMAY_REPORT_WORDS_H

#include "report/catalogue.h"

#define VIETNAM_MINUTES (7 * 60)

/* A filled message, in the arena. */
struct str words_message(struct arena *arena, enum language language, const char *id, const struct placeholder *values,
                         size_t count);
/* One placeholder only: the usual case. */
struct str words_message1(struct arena *arena, enum language language, const char *id, const char *name,
                          struct str value);
/* The catalogue's words for the errno of this name ("ENOSPC"): `family`.enospc; empty where it has none. */
struct str words_errno(enum language language, const char *family, struct str name);
/* 5.218.774 or 5,218,774. */
struct str words_number(struct arena *arena, enum language language, uint64_t number);
/* As in a sentence of an official paper: Vietnamese writes 05. */
struct str words_count(struct arena *arena, enum language language, uint64_t number);
/* Viet Nam time: "06/8/2026 08:12", "6 Aug 2026 08:12"; empty when unknown. */
struct str words_time(struct arena *arena, enum language language, int64_t time);
struct str words_date(struct arena *arena, enum language language, int64_t time);
/* The same in UTC, for whoever compares files: "06/8/2026 01:12:30". */
struct str words_time_utc(struct arena *arena, enum language language, int64_t time);
/* The length of a word of two syllables that begins at `at` and that the lines of a title must not tear apart; 0 = none. */
size_t words_of_two_syllables(struct str text, size_t at);
/* "512 GB" as disks are sold. */
struct str words_size(struct arena *arena, enum language language, uint64_t bytes);
/* A foreign name for a sentence: printable, and when over 40 characters the first 24, an ellipsis, the last 12. */
struct str words_name(struct arena *arena, struct str name);
/* In capitals, Vietnamese letters too: what stands at the head of an official paper. */
struct str words_capitals(struct arena *arena, struct str text);
/* A printable text of at most `longest` characters: an ellipsis stands for what is left out before the last `tail`
 * ones. */
struct str words_cut(struct arena *arena, struct str text, size_t longest, size_t tail);

#endif
