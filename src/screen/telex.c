/* Telex: keys are taken one by one into letters with a mark and one tone for the syllable; the tone is placed when
 * the word is written. */
#include "screen/telex.h"

#include <string.h>

#include "base/utf.h"

enum { LETTERS_MOST = 64 };
enum mark { MARK_NONE, MARK_ROOF /* â ê ô */, MARK_HORN /* ă ơ ư */, MARK_BAR /* đ */ };
enum tone { TONE_NONE, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT };

struct letter { char base; bool upper; enum mark mark; };

struct word {
	struct letter letters[LETTERS_MOST];
	size_t count;
	enum tone tone;
	bool plain; /* a mark was undone: the rest is typed as it is */
};

/* One row for each vowel: no tone, grave, acute, hook, tilde, dot. */
static const struct { char base; enum mark mark; const char *small[6], *large[6]; } vowels[] = {
	{ 'a', MARK_NONE, { "a", "à", "á", "ả", "ã", "ạ" }, { "A", "À", "Á", "Ả", "Ã", "Ạ" } },
	{ 'a', MARK_ROOF, { "â", "ầ", "ấ", "ẩ", "ẫ", "ậ" }, { "Â", "Ầ", "Ấ", "Ẩ", "Ẫ", "Ậ" } },
	{ 'a', MARK_HORN, { "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ" }, { "Ă", "Ằ", "Ắ", "Ẳ", "Ẵ", "Ặ" } },
	{ 'e', MARK_NONE, { "e", "è", "é", "ẻ", "ẽ", "ẹ" }, { "E", "È", "É", "Ẻ", "Ẽ", "Ẹ" } },
	{ 'e', MARK_ROOF, { "ê", "ề", "ế", "ể", "ễ", "ệ" }, { "Ê", "Ề", "Ế", "Ể", "Ễ", "Ệ" } },
	{ 'i', MARK_NONE, { "i", "ì", "í", "ỉ", "ĩ", "ị" }, { "I", "Ì", "Í", "Ỉ", "Ĩ", "Ị" } },
	{ 'o', MARK_NONE, { "o", "ò", "ó", "ỏ", "õ", "ọ" }, { "O", "Ò", "Ó", "Ỏ", "Õ", "Ọ" } },
	{ 'o', MARK_ROOF, { "ô", "ồ", "ố", "ổ", "ỗ", "ộ" }, { "Ô", "Ồ", "Ố", "Ổ", "Ỗ", "Ộ" } },
	{ 'o', MARK_HORN, { "ơ", "ờ", "ớ", "ở", "ỡ", "ợ" }, { "Ơ", "Ờ", "Ớ", "Ở", "Ỡ", "Ợ" } },
	{ 'u', MARK_NONE, { "u", "ù", "ú", "ủ", "ũ", "ụ" }, { "U", "Ù", "Ú", "Ủ", "Ũ", "Ụ" } },
	{ 'u', MARK_HORN, { "ư", "ừ", "ứ", "ử", "ữ", "ự" }, { "Ư", "Ừ", "Ứ", "Ử", "Ữ", "Ự" } },
	{ 'y', MARK_NONE, { "y", "ỳ", "ý", "ỷ", "ỹ", "ỵ" }, { "Y", "Ỳ", "Ý", "Ỷ", "Ỹ", "Ỵ" } },
};

static bool is_vowel(char base)
{
	return base && strchr("aeiouy", base) != NULL;
}

/* First letter of the syllable's vowels: "qu" and "gi" before a vowel belong to the consonant. */
static size_t vowels_from(const struct word *word)
{
	const struct letter *letters = word->letters;
	size_t first = 0;
	while (first < word->count && !is_vowel(letters[first].base))
		first++;
	if (first > 0 && first + 1 < word->count && is_vowel(letters[first + 1].base)) {
		bool qu = letters[first].base == 'u' && letters[first].mark == MARK_NONE &&
			  letters[first - 1].base == 'q';
		bool gi = letters[first].base == 'i' && first == 1 && letters[0].base == 'g';
		first += qu || gi;
	}
	return first;
}

static size_t vowels_to(const struct word *word, size_t first)
{
	while (first < word->count && is_vowel(word->letters[first].base))
		first++;
	return first;
}

/* The letter that carries the tone; word->count when there is no vowel. */
static size_t tone_place(const struct word *word)
{
	size_t first = vowels_from(word), end = vowels_to(word, first);
	for (size_t i = end; i > first; i--)
		if (word->letters[i - 1].mark != MARK_NONE)
			return i - 1;
	if (first == end)
		return word->count;
	if (end - first == 1)
		return first;
	if (end - first > 2)
		return first + 1;
	return end < word->count ? first + 1 : first;
}

static void put_char(struct word *word, char key)
{
	bool upper = key >= 'A' && key <= 'Z';
	if (word->count < LETTERS_MOST)
		word->letters[word->count++] = (struct letter){ upper ? (char)(key + 32) : key, upper, MARK_NONE };
}

/* Undoes a mark and types its key: nothing in the rest of the word is a mark any more. */
static void undo(struct word *word, char key)
{
	word->plain = true;
	put_char(word, key);
}

static bool take_tone(struct word *word, char key, char low)
{
	static const char keys[] = "zfsrxj";
	const char *found = strchr(keys, low);
	if (!found || tone_place(word) == word->count)
		return false;
	enum tone tone = (enum tone)(found - keys);
	if (tone == TONE_NONE && word->tone == TONE_NONE)
		return false;
	if (tone != TONE_NONE && tone == word->tone) {
		word->tone = TONE_NONE;
		undo(word, key);
		return true;
	}
	word->tone = tone;
	return true;
}

/* aa ee oo: the second key puts the roof on the same letter of this syllable, wherever it stands. */
static bool take_roof(struct word *word, char key, char low)
{
	if (low != 'a' && low != 'e' && low != 'o')
		return false;
	size_t first = vowels_from(word);
	for (size_t i = word->count; i > first; i--) {
		struct letter *letter = &word->letters[i - 1];
		if (letter->base != low)
			continue;
		/* Across other vowels only what Vietnamese knows: "iee", "uyee", "uoo", not "oao". */
		if (vowels_to(word, first) == word->count && i != word->count)
			return false;
		if (letter->mark == MARK_ROOF) {
			letter->mark = MARK_NONE;
			undo(word, key);
			return true;
		}
		letter->mark = MARK_ROOF;
		return true;
	}
	return false;
}

static bool take_horn(struct word *word, char key, char low)
{
	size_t first = vowels_from(word), end = vowels_to(word, first);
	if (low != 'w')
		return false;
	for (size_t i = first; i + 1 < end; i++) {
		struct letter *u = &word->letters[i], *o = &word->letters[i + 1];
		if (u->base == 'u' && o->base == 'o' && !(u->mark == MARK_HORN && o->mark == MARK_HORN)) {
			u->mark = o->mark = MARK_HORN;
			return true;
		}
	}
	for (size_t i = end; i > first; i--) {
		struct letter *letter = &word->letters[i - 1];
		if (letter->base != 'a' && letter->base != 'o' && letter->base != 'u')
			continue;
		if (letter->base == 'a' && i > first + 1 && word->letters[i - 2].base == 'u') /* mưa */
			letter--;
		bool undone = letter->mark == MARK_HORN;
		letter->mark = undone ? MARK_NONE : MARK_HORN;
		if (undone)
			undo(word, key);
		return true;
	}
	if (first == word->count && word->count < LETTERS_MOST) { /* w alone: ư */
		word->letters[word->count++] = (struct letter){ 'u', key == 'W', MARK_HORN };
		return true;
	}
	return false;
}

static bool take_bar(struct word *word, char key, char low)
{
	struct letter *letter = &word->letters[0];
	if (low != 'd' || word->count == 0 || letter->base != 'd')
		return false;
	bool undone = letter->mark == MARK_BAR;
	letter->mark = undone ? MARK_NONE : MARK_BAR;
	if (undone)
		undo(word, key);
	return true;
}

static void take_key(struct word *word, char key)
{
	char low = key >= 'A' && key <= 'Z' ? (char)(key + 32) : key;
	if (!word->plain && (take_tone(word, key, low) || take_bar(word, key, low) || take_roof(word, key, low) ||
			     take_horn(word, key, low)))
		return;
	put_char(word, key);
}

static void put_letter(struct buf *out, const struct letter *letter, enum tone tone)
{
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		if (vowels[i].base == letter->base && vowels[i].mark == letter->mark) {
			buf_put_c(out, letter->upper ? vowels[i].large[tone] : vowels[i].small[tone]);
			return;
		}
	}
	if (letter->base == 'd' && letter->mark == MARK_BAR)
		buf_put_c(out, letter->upper ? "Đ" : "đ");
	else
		buf_put_char(out, letter->upper ? (char)(letter->base - 32) : letter->base);
}

void telex_word(struct buf *out, struct str keys)
{
	struct word word = { 0 };
	for (size_t i = 0; i < keys.len; i++)
		take_key(&word, keys.data[i]);
	size_t place = word.tone != TONE_NONE ? tone_place(&word) : word.count;
	for (size_t i = 0; i < word.count; i++)
		put_letter(out, &word.letters[i], i == place ? word.tone : TONE_NONE);
}

static bool find_vowel(struct str text, size_t *ret_row, enum tone *ret_tone, bool *ret_upper)
{
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		for (unsigned tone = 0; tone < 6; tone++) {
			bool upper = str_eq_c(text, vowels[i].large[tone]);
			if (!upper && !str_eq_c(text, vowels[i].small[tone]))
				continue;
			*ret_row = i;
			*ret_tone = (enum tone)tone;
			*ret_upper = upper;
			return true;
		}
	}
	return false;
}

void telex_keys(struct buf *out, struct str word)
{
	static const char tones[] = " fsrxj";
	enum tone tone, kept = TONE_NONE;
	for (size_t i = 0; i < word.len;) {
		size_t start = i, row;
		bool upper;
		(void)utf8_next(word, &i);
		struct str text = str_sub(word, start, i - start);
		if (find_vowel(text, &row, &tone, &upper)) {
			char base = vowels[row].base;
			buf_put_char(out, upper ? (char)(base - 32) : base);
			if (vowels[row].mark == MARK_ROOF)
				buf_put_char(out, base);
			if (vowels[row].mark == MARK_HORN)
				buf_put_char(out, 'w');
			kept = tone != TONE_NONE ? tone : kept;
		} else if (str_eq_c(text, "Đ") || str_eq_c(text, "đ")) {
			buf_put_c(out, str_eq_c(text, "Đ") ? "Dd" : "dd");
		} else {
			buf_put(out, text);
		}
	}
	if (kept != TONE_NONE)
		buf_put_char(out, tones[kept]);
}
