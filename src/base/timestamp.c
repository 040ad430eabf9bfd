/* Clocks of Windows, Chromium and Unix on one scale. */
#include "base/timestamp.h"

#include <time.h>

#include "base/arena.h"

#define EPOCH_1601_SECONDS INT64_C(11644473600)
#define MICRO              INT64_C(1000000)

int64_t time_from_filetime(uint64_t filetime)
{
	if (filetime == 0 || filetime >= INT64_MAX)
		return TIME_UNKNOWN;
	return (int64_t)(filetime / 10) - EPOCH_1601_SECONDS * MICRO;
}

int64_t time_from_webkit(int64_t microseconds)
{
	return microseconds <= 0 ? TIME_UNKNOWN : microseconds - EPOCH_1601_SECONDS * MICRO;
}

static int64_t scaled(int64_t value, int64_t factor)
{
	int64_t time;
	return value <= 0 || __builtin_mul_overflow(value, factor, &time) ? TIME_UNKNOWN : time;
}

int64_t time_from_unix(int64_t seconds)
{
	return scaled(seconds, MICRO);
}

int64_t time_from_unix_ms(int64_t milliseconds)
{
	return scaled(milliseconds, 1000);
}

bool time_civil(int64_t time, int offset_minutes, struct civil *ret)
{
	if (time == TIME_UNKNOWN)
		return false;
	int64_t seconds = time / MICRO - (time % MICRO < 0) + (int64_t)offset_minutes * 60;
	time_t clock = (time_t)seconds;
	struct tm tm;
	if (!gmtime_r(&clock, &tm) || tm.tm_year < -1899 || tm.tm_year > 8099)
		return false;
	*ret = (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec };
	return true;
}

struct str time_rfc3339(struct arena *arena, int64_t time)
{
	struct civil c;
	if (!time_civil(time, 0, &c))
		return (struct str){ 0 };
	return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

/* Reads exactly `digits` digits at *offset, then requires `after` unless it is 0. */
static bool number(struct str text, size_t *offset, size_t digits, char after, int *ret)
{
	uint64_t value;
	struct str part = str_sub(text, *offset, digits);
	if (part.len != digits || !str_to_u64(part, 10, &value))
		return false;
	*offset += digits;
	if (after && (*offset >= text.len || text.data[(*offset)++] != after))
		return false;
	*ret = (int)value;
	return true;
}

static bool parse_offset(struct str text, int *ret_minutes)
{
	int hours, minutes;
	size_t i = 1;
	*ret_minutes = 0;
	if (str_eq(text, STR("Z")) || str_eq(text, STR("z")))
		return true;
	if (text.len != 6 || (text.data[0] != '+' && text.data[0] != '-') || !number(text, &i, 2, ':', &hours) ||
	    !number(text, &i, 2, 0, &minutes) || hours > 14 || minutes > 59)
		return false;
	*ret_minutes = (hours * 60 + minutes) * (text.data[0] == '-' ? -1 : 1);
	return true;
}

bool time_parse(struct str text, int64_t *ret)
{
	struct tm tm = { 0 };
	size_t i = 0;
	int offset;
	if (!number(text, &i, 4, '-', &tm.tm_year) || !number(text, &i, 2, '-', &tm.tm_mon) ||
	    !number(text, &i, 2, 'T', &tm.tm_mday) ||
	    !number(text, &i, 2, ':', &tm.tm_hour) || !number(text, &i, 2, ':', &tm.tm_min) ||
	    !number(text, &i, 2, 0, &tm.tm_sec))
		return false;
	int64_t micro = 0, weight = 100000;
	if (i < text.len && text.data[i] == '.') {
		for (i++; i < text.len && text.data[i] >= '0' && text.data[i] <= '9'; i++, weight /= 10)
			micro += (text.data[i] - '0') * weight;
	}
	if (!parse_offset(str_from(text, i), &offset) || tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 ||
	    tm.tm_mday > 31 || tm.tm_hour > 23 || tm.tm_min > 59 || tm.tm_sec > 60)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*ret = ((int64_t)timegm(&tm) - (int64_t)offset * 60) * MICRO + micro;
	return true;
}
