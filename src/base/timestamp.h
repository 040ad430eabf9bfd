/* Points in time: microseconds since 1970-01-01 UTC in an int64_t; TIME_UNKNOWN where the source says "never" or
 * nothing. */
#ifndef SOATMAY_BASE_TIMESTAMP_H
#define SOATMAY_BASE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TIME_UNKNOWN INT64_MIN

/* 100 ns since 1601-01-01 UTC; 0 and 0x7FFFFFFFFFFFFFFF are TIME_UNKNOWN. */
int64_t time_from_filetime(uint64_t filetime);
/* Microseconds since 1601-01-01 UTC (Chromium); 0 and below are TIME_UNKNOWN. */
int64_t time_from_webkit(int64_t microseconds);
/* Seconds and milliseconds since 1970-01-01 UTC; 0 and below are TIME_UNKNOWN. */
int64_t time_from_unix(int64_t seconds);
int64_t time_from_unix_ms(int64_t milliseconds);
/* "2026-11-22T02:31:05Z"; the empty text when unknown or outside the years 1 to 9999. */
struct str time_rfc3339(struct arena *arena, int64_t time);
/* Reads the form above, also with an offset (+07:00) and with fractions of a second. */
bool time_parse(struct str text, int64_t *ret);

struct civil {
	int year, month, day, hour, minute, second;
};
/* The calendar at `offset_minutes` east of UTC. False when unknown. */
bool time_civil(int64_t time, int offset_minutes, struct civil *ret);

#endif
