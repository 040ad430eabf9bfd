/* Which check belongs to which area of section II: every artifact to exactly one. */
#ifndef SOATMAY_REPORT_AREAS_H
#define SOATMAY_REPORT_AREAS_H

#include <stddef.h>

#include "base/str.h"

enum area {
	AREA_MACHINE, AREA_ACCOUNTS, AREA_ORGANISATION, AREA_BROWSERS, AREA_CLOUD, AREA_SOFTWARE, AREA_AUTOSTART,
	AREA_REMOTE, AREA_NONE
};

struct area_check { const char *check; enum area area; };

extern const struct area_check area_checks[];
extern const size_t area_check_count;

/* AREA_NONE for what concerns a source as a whole (source.open, source.volume, ...). */
enum area area_of(struct str check);

#endif
