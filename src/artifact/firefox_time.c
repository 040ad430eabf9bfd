/* The three ways in which Firefox writes times. */
#include <math.h>

#include "artifact/firefox.h"
#include "base/timestamp.h"

#define MICROSECONDS INT64_C(1000000)
#define LARGEST_SECONDS 1e11

int64_t firefox_time(const struct json *object, const char *key)
{
	int64_t number;
	return json_number(json_get(object, key), &number) ? time_from_unix_ms(number) : TIME_UNKNOWN;
}

static int64_t from_seconds(double seconds)
{
	return seconds > 0 && seconds < LARGEST_SECONDS ? (int64_t)trunc(seconds * 1e6) : TIME_UNKNOWN;
}

int64_t firefox_seconds(const struct json *value)
{
	double number;
	return json_real(value, &number) ? from_seconds(number) : TIME_UNKNOWN;
}

static int month_of(struct str name)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	for (int i = 0; i < 12; i++) {
		if (str_eq(name, (struct str){ names + 3 * i, 3 }))
			return i + 1;
	}
	return 0;
}

/* Day name, month, day, year, time, GMT+hhmm. */
static int64_t from_date_text(struct str text, struct arena *arena)
{
	int64_t when;
	uint64_t day, year;
	(void)str_cut(text, ' ', &text);
	int month = month_of(str_cut(text, ' ', &text));
	bool ok = str_to_u64(str_cut(text, ' ', &text), 10, &day) && str_to_u64(str_cut(text, ' ', &text), 10, &year);
	struct str clock = str_cut(text, ' ', &text), zone = str_cut(text, ' ', &text);
	if (!ok || !month || day > 31 || year > 9999 || clock.len != 8 || zone.len != 8 || !str_starts(zone, STR("GMT")))
		return TIME_UNKNOWN;
	struct str form = str_format(arena, "%04u-%02d-%02uT%.*s%.3s:%.2s", (unsigned)year, month, (unsigned)day,
				     STR_ARGS(clock), zone.data + 3, zone.data + 6);
	return time_parse(form, &when) ? when : TIME_UNKNOWN;
}

int64_t firefox_time_text(struct str text, struct arena *arena)
{
	struct str fraction;
	uint64_t seconds, digits;
	struct str whole = str_cut(text, '.', &fraction);
	if (!str_to_u64(whole, 10, &seconds))
		return from_date_text(text, arena);
	if (seconds == 0 || seconds > (uint64_t)LARGEST_SECONDS)
		return TIME_UNKNOWN;
	int64_t when = (int64_t)seconds * MICROSECONDS;
	struct str two = str_sub(fraction, 0, 2);
	if (two.len == 2 && str_to_u64(two, 10, &digits))
		when += (int64_t)digits * (MICROSECONDS / 100);
	return when;
}
