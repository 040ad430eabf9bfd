/* Telephone numbers in free text: international (ITU-T E.164) and the national form of Viet Nam (03, 05, 07, 08, 09
 * and eight digits, 02 and nine), in one piece or in groups. */
#include <string.h>

#include "report/mask_parts.h"

#define FEWEST_DIGITS 7
#define MOST_DIGITS   17 /* 00 and fifteen */
#define MOST_GROUPS   6
#define CORE_DIGITS   9 /* of a number without its country or its leading zero */

struct digits {
	char digit[MOST_DIGITS + 1];
	size_t count;
	size_t groups;
	size_t size[MOST_GROUPS];  /* digits in each group */
	size_t end[MOST_GROUPS];   /* where it ends in the text */
	char between;              /* what stands between the last groups */
};

/* "+", its full-width form or its escape. */
static size_t plus_at(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	if (rest.len && rest.data[0] == '+')
		return 1;
	return str_starts_fold(rest, STR("%2B")) || str_starts(rest, STR("\xEF\xBC\x8B")) ? 3 : 0;
}

/* Length of what separates two groups when a digit follows: one blank, hyphen or dot, brackets around a prefix.
 * After a blank another kind may follow: +84 912-345-678. */
static size_t gap_at(struct str text, size_t at, char *between)
{
	size_t i = at;
	if (i < text.len && text.data[i] == ')')
		i++;
	if (i < text.len && (text.data[i] == ' ' || text.data[i] == '-' || text.data[i] == '.')) {
		if (*between && *between != ' ' && *between != text.data[i])
			return 0;
		*between = text.data[i++];
	}
	if (i < text.len && text.data[i] == '(')
		i++;
	return i > at && i < text.len && mask_is_digit(text.data[i]) ? i - at : 0;
}

/* False when there are more digits in one piece than a number has. */
static bool read_digits(struct str text, size_t at, struct digits *ret)
{
	*ret = (struct digits){ 0 };
	while (ret->groups < MOST_GROUPS) {
		size_t size = 0;
		for (; at < text.len && mask_is_digit(text.data[at]); at++, size++) {
			if (ret->count == MOST_DIGITS) {
				ret->count -= size;
				return ret->groups > 0;
			}
			ret->digit[ret->count++] = text.data[at];
		}
		ret->size[ret->groups] = size;
		ret->end[ret->groups++] = at;
		size_t gap = gap_at(text, at, &ret->between);
		if (!gap)
			break;
		at += gap;
	}
	return true;
}

static bool is_any_of(char c, const char *any)
{
	return c && strchr(any, c);
}

/* 0912345678, 02438251234, 01681234567 (before 2018), without its 0 after a country code. */
static bool is_national(const char *digit, size_t count)
{
	return (count == 9 && is_any_of(digit[0], "35789")) || (count == 10 && digit[0] == '2') ||
	       (count == 10 && digit[0] == '1' && is_any_of(digit[1], "2689"));
}

/* 0912 34 56 78, 091 234 5678, 09 1234 5678: dates are built in another way. */
static bool is_grouped_well(const struct digits *digits, size_t groups)
{
	size_t least = digits->size[0] >= 3 ? 2 : 3;
	for (size_t i = 1; i < groups; i++) {
		if (digits->size[i] < least)
			return false;
	}
	return digits->size[0] >= 2;
}

/* The first `groups` groups, `count` digits, are a telephone number of Viet Nam without a plus. */
static bool is_bare_number(const struct digits *digits, size_t groups, size_t count)
{
	const char *digit = digits->digit;
	if (digit[0] == '0' && digit[1] == '0')
		return digit[2] == '8' && digit[3] == '4' && count > 4 && is_national(digit + 4, count - 4);
	if (digit[0] == '0')
		return is_grouped_well(digits, groups) && is_national(digit + 1, count - 1);
	/* 84 and a mobile number; with dots it could be a version. */
	return digit[0] == '8' && digit[1] == '4' && count == 11 && is_national(digit + 2, 9) &&
	       (groups == 1 || digits->between != '.');
}

static bool is_known(const struct masker *masker, const struct digits *digits, size_t count)
{
	for (size_t i = 0; i < masker->numbers.count; i++) {
		struct str core = masker->numbers.items[i];
		size_t before = count - core.len;
		if (count >= core.len && before <= 4 && memcmp(digits->digit + before, core.data, core.len) == 0)
			return true;
	}
	return false;
}

/* A GUID's, version's or name's digits: a letter touches them, or a hyphen or dot that joins them to more. */
static bool is_joined(struct str text, size_t at, bool grouped)
{
	if (!at)
		return false;
	char before = text.data[at - 1];
	if (mask_is_letter(before) || (grouped && is_any_of(before, "-._")))
		return true;
	return before == '.' && at > 1 && mask_is_digit(text.data[at - 2]);
}

static size_t bare_number_at(const struct masker *masker, struct str text, size_t at)
{
	struct digits digits;
	if (!read_digits(text, at, &digits))
		return 0;
	size_t count = digits.count;
	for (size_t groups = digits.groups; groups > 0; count -= digits.size[--groups]) {
		size_t end = digits.end[groups - 1];
		bool touched = (end < text.len && mask_is_letter(text.data[end])) || is_joined(text, at, groups > 1);
		if (is_known(masker, &digits, count) || (!touched && is_bare_number(&digits, groups, count)))
			return end - at;
	}
	return 0;
}

/* With a plus: seven digits in one piece, or groups that come to eight at least. The groups end when the number is
 * long enough. */
static size_t plus_number_end(const struct masker *masker, struct str text, size_t at)
{
	struct digits digits;
	size_t end = at;
	while (end < text.len && mask_is_digit(text.data[end]))
		end++;
	if (end - at >= FEWEST_DIGITS)
		return end;
	if (end == at || end - at > 4 || !read_digits(text, at, &digits))
		return 0;
	size_t count = digits.size[0], groups = 1;
	while (groups < digits.groups && count < 11 && !is_known(masker, &digits, count)) {
		bool trunk = groups == 1 && digits.between != '.'; /* +84 (0)912 345 678 */
		if (digits.size[groups] < 2 && !trunk)
			break;
		count += digits.size[groups++];
	}
	return count > FEWEST_DIGITS && digits.digit[0] != '0' ? digits.end[groups - 1] : 0;
}

size_t mask_number_at(const struct masker *masker, struct str text, size_t at)
{
	size_t plus = plus_at(text, at);
	bool after_digit = at && mask_is_digit(text.data[at - 1]);
	if (plus) {
		bool joined = after_digit || (at && text.data[at - 1] == '+'); /* 1.0+20260806, C++14.29 */
		size_t end = joined ? 0 : plus_number_end(masker, text, at + plus);
		return end ? end - at : 0;
	}
	return mask_is_digit(text.data[at]) && !after_digit ? bare_number_at(masker, text, at) : 0;
}

bool mask_is_number(struct str text)
{
	struct digits digits;
	size_t plus = text.len ? plus_at(text, 0) : 0;
	if (plus == text.len || !(mask_is_digit(text.data[plus]) || text.data[plus] == '('))
		return false;
	plus += text.data[plus] == '(';
	return read_digits(text, plus, &digits) && digits.count >= FEWEST_DIGITS &&
	       digits.end[digits.groups - 1] == text.len;
}

void mask_put_number(const struct masker *masker, struct buf *out, struct str number)
{
	size_t head = mask_is_digit(number.data[0]) ? 3 : plus_at(number, 0) + 3;
	if (masker->mask != MASK_COUNT)
		buf_put(out, str_sub(number, 0, head));
	buf_put_c(out, MASK_STARS);
	if (masker->mask != MASK_COUNT)
		buf_put(out, str_from(number, number.len - 2));
}

struct str mask_number_core(struct arena *arena, struct str number)
{
	char *core = arena_alloc(arena, number.len);
	size_t count = 0;
	for (size_t i = 0; i < number.len; i++) {
		if (mask_is_digit(number.data[i]))
			core[count++] = number.data[i];
	}
	return str_from((struct str){ core, count }, count > CORE_DIGITS ? count - CORE_DIGITS : 0);
}
