/* Shared by the files of masking: how a local part, a telephone number, a person's name is written masked. */
#ifndef SOATMAY_REPORT_MASK_PARTS_H
#define SOATMAY_REPORT_MASK_PARTS_H

#include "base/buf.h"
#include "report/mask.h"

#define MASK_STARS "*****" /* always five: their number would tell the length */

/* Length of what serves as '@' at `at`: itself, its full-width and small forms, their escapes; 0 for none. */
size_t mask_separator_at(struct str text, size_t at);
/* The first two and last `tail` characters of a short text's one; nothing of it with MASK_COUNT. */
void mask_put_local(const struct masker *masker, struct buf *out, struct str local, size_t tail);
/* A telephone number or an address as a whole; what follows the separator stays. */
void mask_put_address(const struct masker *masker, struct buf *out, struct str address, size_t tail);
/* An address in which mask_text alone would not see where the local part begins. */
bool mask_is_odd_address(struct str address);
size_t mask_characters(struct str text);
struct str mask_first_characters(struct str text, size_t count);
struct str mask_taken(struct masker *masker, struct buf *buf);

/* Length of the telephone number that starts at `at`, 0 for none: an account's in any grouping, any with a plus,
 * those of Viet Nam in national form. Version numbers, dates, GUIDs and SIDs are none. */
size_t mask_number_at(const struct masker *masker, struct str text, size_t at);
/* All of the text is one number. */
bool mask_is_number(struct str text);
/* Three digits at the start and two at the end; nothing with MASK_COUNT. */
void mask_put_number(const struct masker *masker, struct buf *out, struct str number);
/* The digits by which an account's number is known in any form: the last nine. */
struct str mask_number_core(struct arena *arena, struct str number);

static inline bool mask_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool mask_is_letter(char c) /* or a digit */
{
	return (unsigned char)c >= 0x80 || mask_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
