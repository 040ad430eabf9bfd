/* One file that was read: the manifest row, and what had to be done to read it. */
#ifndef SOATMAY_MODEL_EVIDENCE_H
#define SOATMAY_MODEL_EVIDENCE_H

#include "model/record.h"

enum evidence_note {
	NOTE_LOG_REPLAYED = 1,        /* log-replayed */
	NOTE_HEADER_REPAIRED = 2,     /* header-repaired */
	NOTE_DEGRADED = 4,            /* degraded: parts of the structure are damaged and were passed over */
	NOTE_WAL_MERGED = 8,          /* wal-merged */
	NOTE_JOURNAL_ROLLED_BACK = 16,/* journal-rolled-back */
	NOTE_TRUNCATED = 32,          /* truncated */
	NOTE_LOG_NOT_REPLAYED = 64,   /* log-not-replayed: dirty, and no log fits */
	NOTE_SPARSE_OR_COMPRESSED = 128, /* compressed: read through NTFS decompression */
	NOTE_UNREADABLE = 256,        /* unreadable: present but its bytes could not be had */
	NOTE_DELETED = 512            /* deleted: a name in the file table, no file any more */
};

struct evidence {
	uint32_t id;          /* from 1, in the order collected */
	uint32_t source, volume;
	uint32_t subject;     /* for which it was first collected */
	struct str path;      /* Windows path from the volume's root */
	uint64_t size;
	int64_t modified;
	struct str sha256;    /* 64 hex digits; empty for listings and unreadable files */
	uint32_t notes;       /* enum evidence_note, or'ed */
	bool listing;         /* metadata only: not part of the manifest unless a fact refers to it */
};

extern const struct record_type evidence_type;
/* Word of one note bit, as printed in evidence[].notes; NULL when the bit is none. */
const char *evidence_note_word(uint32_t bit);

#endif
