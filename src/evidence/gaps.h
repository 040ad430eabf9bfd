/* Places that the search for Windows and profiles passed over knowingly; the conductor makes a row of coverage of each. */
#ifndef SOATMAY_EVIDENCE_GAPS_H
#define SOATMAY_EVIDENCE_GAPS_H

#include "base/array.h"
#include "base/str.h"

enum gap_kind {
	GAP_LINK,         /* a link out of a profile to what was not read; detail: where it leads */
	GAP_BASE_IMAGE,   /* a Windows that comes with Windows, for its sandbox and containers */
	GAP_VIRTUAL_DISK, /* a .vhd or .vhdx file */
	GAP_COUNT
};

struct gap {
	enum gap_kind kind;
	uint32_t volume;
	bool mandatory; /* people's data may lie there: the verdict cannot be pass */
	struct str path, detail;
	size_t further; /* more of the kind on the volume that are not named */
};
typedef ARRAY_OF(struct gap) gap_list;

/* Named for each kind and volume; the next one counts the rest. */
#define GAPS_NAMED 8

void gap_add(struct arena *arena, gap_list *list, const struct gap *gap);

#endif
