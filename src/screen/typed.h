/* A line that is being typed: text with Telex, or digits of a fixed form. */
#ifndef SOATMAY_SCREEN_TYPED_H
#define SOATMAY_SCREEN_TYPED_H

#include "base/buf.h"
#include "screen/key.h"

#define TYPED_MOST 120 /* letters of a name */
#define TYPED_BYTES (4 * TYPED_MOST)

struct typed {
	char text[TYPED_BYTES]; /* before the word that is being typed */
	size_t text_bytes;
	char word[64];          /* its keys */
	size_t word_keys;
	bool plain;             /* no Telex */
};

/* False when the key is none of typing. */
bool typed_key(struct typed *typed, struct key key);
void typed_put(const struct typed *typed, struct buf *out);

/* Digits into a form such as "##/##/#### ##:##". */
bool typed_digit(struct typed *typed, struct key key, size_t most);
void typed_put_form(const struct typed *typed, const char *form,
		    struct buf *out); /* up to the last digit and the signs behind it */

#endif
