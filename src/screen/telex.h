/* Vietnamese words from the keys of a plain keyboard: Telex (aa, aw, ee, oo, ow, uw, dd; s f r x j for the tones, z
 * takes one away). */
#ifndef SOATMAY_SCREEN_TELEX_H
#define SOATMAY_SCREEN_TELEX_H

#include "base/buf.h"
#include "base/str.h"

/* The word that the letters `keys` spell; marks may be typed where they belong or at the end. A key typed twice
 * undoes its mark ("ass" is "as"). What is no Vietnamese syllable stays as far as it can. Letters only: blanks and
 * hyphens end a word, that is the caller's part. */
void telex_word(struct buf *out, struct str keys);
/* Keys that spell `word`, for going on with a word after the last letter was taken away. */
void telex_keys(struct buf *out, struct str word);

#endif
