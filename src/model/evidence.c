/* Field table and words of evidence rows. */
#include "model/evidence.h"

static const struct field fields[] = {
	FIELD(evidence, id, FIELD_U32),      FIELD(evidence, source, FIELD_U32),  FIELD(evidence, volume, FIELD_U32),
	FIELD(evidence, subject, FIELD_U32), FIELD(evidence, path, FIELD_TEXT),   FIELD(evidence, size, FIELD_U64),
	FIELD(evidence, modified, FIELD_TIME), FIELD(evidence, sha256, FIELD_TEXT), FIELD(evidence, notes, FIELD_U32),
	FIELD(evidence, listing, FIELD_BOOL),
};
const struct record_type evidence_type = RECORD_TYPE("evidence", evidence, fields);

const char *evidence_note_word(uint32_t bit)
{
	switch (bit) {
	case NOTE_LOG_REPLAYED: return "log-replayed";
	case NOTE_HEADER_REPAIRED: return "header-repaired";
	case NOTE_DEGRADED: return "degraded";
	case NOTE_WAL_MERGED: return "wal-merged";
	case NOTE_JOURNAL_ROLLED_BACK: return "journal-rolled-back";
	case NOTE_TRUNCATED: return "truncated";
	case NOTE_LOG_NOT_REPLAYED: return "log-not-replayed";
	case NOTE_SPARSE_OR_COMPRESSED: return "compressed";
	case NOTE_UNREADABLE: return "unreadable";
	case NOTE_DELETED: return "deleted";
	default: return NULL;
	}
}
