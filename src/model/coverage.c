/* Words and field table of coverage rows. */
#include "model/coverage.h"

static const char *const results[COVERAGE_COUNT] = {
	"done", "absent", "partial", "failed", "crashed", "timed-out", "locked", "limit",
};
const struct words coverage_words = WORDS(results);

static const struct field fields[] = {
	FIELD(coverage, check, FIELD_TEXT),
	FIELD(coverage, system, FIELD_U32),
	FIELD(coverage, subject, FIELD_U32),
	FIELD(coverage, subject_text, FIELD_TEXT),
	FIELD(coverage, mandatory, FIELD_BOOL),
	FIELD(coverage, undone, FIELD_BOOL),
	FIELD_ENUM(coverage, result, coverage_words),
	FIELD(coverage, reason, FIELD_TEXT),
};
const struct record_type coverage_type = RECORD_TYPE("coverage", coverage, fields);
