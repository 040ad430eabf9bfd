/* The check code: eight characters of the SHA-256 of report.json, so that paper, screen and file can be matched by eye
 * and by hand. */
#ifndef SOATMAY_REPORT_CHECK_CODE_H
#define SOATMAY_REPORT_CHECK_CODE_H

#include "base/str.h"

#define CHECK_CODE_LENGTH 9 /* 7QK4-M2TD: Crockford's base 32, which has no I, L, O, U */

/* 64 lower-case hexadecimal digits. */
struct str check_code_hash(struct arena *arena, struct str content);
/* The first 40 bits of such a hash; empty when `hash` is none. */
struct str check_code_of(struct arena *arena, struct str hash);
/* What a person typed, in the printed form: any case, with or without hyphen and blanks, O for 0, I and L for 1. False:
 * no check code. */
bool check_code_read(struct str typed, char ret[CHECK_CODE_LENGTH]);
/* What the QR code holds: the code and the whole hash, in the small alphabet that QR codes pack best. */
struct str check_code_for_scanners(struct arena *arena, struct str hash);

#endif
