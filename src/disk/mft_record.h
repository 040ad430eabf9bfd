/* One record of $MFT: fixups, header, attributes. Bytes in, values out; nothing here knows a device.
 * Format: Linux-NTFS documentation, layout.h of ntfs-3g. */
#ifndef SOATMAY_DISK_MFT_RECORD_H
#define SOATMAY_DISK_MFT_RECORD_H

#include "base/err.h"
#include "base/span.h"

enum mft_record_state {
	MFT_RECORD_SOUND,
	MFT_RECORD_BLANK, /* no record magic: never used, or overwritten */
	MFT_RECORD_TORN   /* magic present, but sectors or header contradict each other */
};

struct mft_record {
	struct span bytes;        /* borrowed */
	uint64_t base;            /* record number of the base record; 0 = this is one */
	uint16_t base_sequence;
	uint16_t sequence;
	bool in_use, directory;
	uint32_t first_attribute, end;
};

/* Checks `len` bytes and undoes the update sequence in place. *ret is filled as far as the header goes in every case
 * but BLANK. */
enum mft_record_state mft_record_open(uint8_t *bytes, size_t len, struct mft_record *ret);

/* The same for index blocks: false when parts of `bytes` never reached the disk. */
bool mft_undo_fixups(uint8_t *bytes, size_t len);

enum mft_attribute_type {
	MFT_STANDARD_INFORMATION = 0x10,
	MFT_ATTRIBUTE_LIST = 0x20,
	MFT_FILE_NAME = 0x30,
	MFT_VOLUME_NAME = 0x60,
	MFT_VOLUME_INFORMATION = 0x70,
	MFT_DATA = 0x80,
	MFT_REPARSE_POINT = 0xC0
};

struct mft_attribute {
	uint32_t type;
	uint16_t flags;      /* 0x00FF compressed, 0x4000 encrypted, 0x8000 sparse */
	bool resident;
	struct span name;    /* UTF-16LE */
	struct span value;   /* resident only */
	uint64_t lowest_vcn; /* the rest for non-resident ones */
	uint64_t size;       /* of the value, resident or not */
	uint64_t on_disk;    /* clusters really taken, in bytes */
};

/* *offset starts at record->first_attribute. ERR_ABSENT after the last one, ERR_CORRUPT when the chain breaks. */
enum err mft_attribute_next(const struct mft_record *record, size_t *offset, struct mft_attribute *ret);

enum mft_name_space { MFT_NAME_POSIX, MFT_NAME_WIN32, MFT_NAME_DOS, MFT_NAME_WIN32_AND_DOS };

struct mft_file_name {
	uint64_t parent;
	uint16_t parent_sequence;
	uint32_t reparse_tag; /* only meaningful with the attribute MFT_ATTRIBUTE_REPARSE */
	uint32_t attributes;
	enum mft_name_space space;
	struct span name;     /* UTF-16LE, 1 to 255 units */
};
bool mft_file_name_parse(struct span value, struct mft_file_name *ret);

/* Bits of FILE_ATTRIBUTE_*. */
#define MFT_ATTRIBUTE_SPARSE     0x200u
#define MFT_ATTRIBUTE_REPARSE    0x400u
#define MFT_ATTRIBUTE_COMPRESSED 0x800u
#define MFT_ATTRIBUTE_OFFLINE    0x1000u
#define MFT_ATTRIBUTE_ENCRYPTED  0x4000u
#define MFT_ATTRIBUTE_RECALL     0x440000u /* on open, on data access */

/* What one record says about its file; names go to `visit`. Extension records are read the same way. */
struct mft_facts {
	uint64_t size;
	int64_t created, modified, changed;
	uint32_t attributes, reparse_tag;
	bool has_times, has_data, has_list;
	bool compressed, sparse, encrypted, streams;
	bool nothing_on_disk; /* unnamed stream of some size without a cluster: a placeholder or a hole */
	bool broken;          /* an attribute contradicts the record: what follows it is lost */
};
typedef void mft_name_visit(void *context, const struct mft_file_name *name);
void mft_facts_read(const struct mft_record *record, mft_name_visit *visit, void *context, struct mft_facts *ret);

#endif
