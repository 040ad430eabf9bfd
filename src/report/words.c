/* Numbers, dates and names as people write them: Vietnamese official style, plain English. */
#include "report/words.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/timestamp.h"
#include "base/utf.h"

#define ERRNO_ID_LONGEST 40
#define NAME_LONGEST 40
#define NAME_HEAD    24
#define NAME_TAIL    12

static struct str taken(struct arena *arena, struct buf *buf)
{
	struct str text = str_copy(arena, buf_str(buf));
	buf_done(buf);
	return text;
}

struct str words_message(struct arena *arena, enum language language, const char *id, const struct placeholder *values,
                         size_t count)
{
	struct buf buf = { 0 };
	message_put(&buf, language, id, values, count);
	return taken(arena, &buf);
}

struct str words_errno(enum language language, const char *family, struct str name)
{
	char id[ERRNO_ID_LONGEST];
	int length = snprintf(id, sizeof id, "%s.%.*s", family, STR_ARGS(name));
	if (length < 0 || (size_t)length >= sizeof id)
		return (struct str){ 0 };
	for (char *c = id; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	return message_exists(id) ? message(language, id) : (struct str){ 0 };
}

struct str words_message1(struct arena *arena, enum language language, const char *id, const char *name,
                          struct str value)
{
	return words_message(arena, language, id, &(struct placeholder){ name, value }, 1);
}

struct str words_number(struct arena *arena, enum language language, uint64_t number)
{
	struct str digits = str_format(arena, "%" PRIu64, number);
	struct buf buf = { 0 };
	for (size_t i = 0; i < digits.len; i++) {
		if (i && (digits.len - i) % 3 == 0)
			buf_put_char(&buf, language == LANGUAGE_EN ? ',' : '.');
		buf_put_char(&buf, digits.data[i]);
	}
	return taken(arena, &buf);
}

struct str words_count(struct arena *arena, enum language language, uint64_t number)
{
	if (language == LANGUAGE_VI && number > 0 && number < 10)
		return str_format(arena, "0%" PRIu64, number);
	return words_number(arena, language, number);
}

static struct str date_at(struct arena *arena, enum language language, const struct civil *c)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	if (language == LANGUAGE_EN)
		return str_format(arena, "%d %s %d", c->day, months[(c->month + 11) % 12], c->year);
	/* Decree 30: a zero before days under 10 and before months 1 and 2 only. */
	return str_format(arena, c->month < 3 ? "%02d/%02d/%d" : "%02d/%d/%d", c->day, c->month, c->year);
}

struct str words_date(struct arena *arena, enum language language, int64_t time)
{
	struct civil c;
	return time_civil(time, VIETNAM_MINUTES, &c) ? date_at(arena, language, &c) : (struct str){ 0 };
}

struct str words_time_utc(struct arena *arena, enum language language, int64_t time)
{
	struct civil c;
	if (!time_civil(time, 0, &c))
		return (struct str){ 0 };
	struct str date = date_at(arena, language, &c);
	return str_format(arena, "%.*s %02d:%02d:%02d", STR_ARGS(date), c.hour, c.minute, c.second);
}

struct str words_time(struct arena *arena, enum language language, int64_t time)
{
	struct civil c;
	if (!time_civil(time, VIETNAM_MINUTES, &c))
		return (struct str){ 0 };
	struct str date = words_date(arena, language, time);
	return str_format(arena, "%.*s %02d:%02d", STR_ARGS(date), c.hour, c.minute);
}

size_t words_of_two_syllables(struct str text, size_t at)
{
	static const char *const words[] = { "ủy ban",     "nhân dân",  "đảng ủy",   "mặt trận", "tổ quốc",
		                             "văn phòng",  "công ty",   "kiểm tra",  "an toàn",  "thông tin",
		                             "máy tính",   "tiếp nhận", "rà soát",   "sử dụng",  "sửa chữa",
		                             "chuyên sâu", "mang đi",   "trước khi", "sau khi",  "về việc" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_from_c(words[i]);
		if (word.len <= text.len - at && str_starts_fold(str_from(text, at), word))
			return word.len;
	}
	return 0;
}

struct str words_size(struct arena *arena, enum language language, uint64_t bytes)
{
	static const char *const units[] = { "byte", "KB", "MB", "GB", "TB" };
	size_t unit = 0;
	uint64_t scaled = bytes;
	while (scaled >= 10000 && unit + 1 < sizeof units / sizeof *units) {
		scaled = (scaled + 500) / 1000;
		unit++;
	}
	if (unit && scaled >= 1000 && unit + 1 < sizeof units / sizeof *units) {
		scaled = (scaled + 500) / 1000;
		unit++;
	}
	struct str number = words_number(arena, language, scaled);
	return str_format(arena, "%.*s %s", STR_ARGS(number), units[unit]);
}

/* Capitals of ASCII, Latin-1, of ă đ ĩ ũ ơ ư, and of the letters with tones, which stand in pairs. */
static uint32_t capital_of(uint32_t c)
{
	bool latin = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
	bool follows = c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 || c == 0x1A1 || c == 0x1B0 ||
	               (c >= 0x1EA1 && c <= 0x1EF9 && c % 2);
	return latin ? c - 0x20 : follows ? c - 1 : c;
}

struct str words_capitals(struct arena *arena, struct str text)
{
	struct buf buf = { 0 };
	for (size_t i = 0; i < text.len;)
		buf_put_code_point(&buf, capital_of(utf8_next(text, &i)));
	return taken(arena, &buf);
}

static size_t characters(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; count++)
		utf8_next(text, &i);
	return count;
}

static size_t offset_of(struct str text, size_t character)
{
	size_t i = 0;
	while (character-- && i < text.len)
		utf8_next(text, &i);
	return i;
}

static struct str cut(struct arena *arena, struct str text, size_t longest, size_t first, size_t last)
{
	size_t count = characters(text);
	if (count <= longest)
		return text;
	struct str head = str_sub(text, 0, offset_of(text, first));
	struct str tail = str_from(text, offset_of(text, count - last));
	return str_format(arena, "%.*s…%.*s", STR_ARGS(head), STR_ARGS(tail));
}

struct str words_cut(struct arena *arena, struct str text, size_t longest, size_t tail)
{
	return cut(arena, text, longest, longest - tail - 1, tail);
}

struct str words_name(struct arena *arena, struct str name)
{
	return cut(arena, utf8_printable(arena, name), NAME_LONGEST, NAME_HEAD, NAME_TAIL);
}
