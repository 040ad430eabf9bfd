/* Parser of one $MFT record; every offset that comes from the record goes through base/peek.h or span_sub.
 * Format: Linux-NTFS documentation, layout.h of ntfs-3g. */
#include "disk/mft_record.h"

#include "base/peek.h"
#include "base/timestamp.h"

enum {
	FIXUP_STRIDE = 512, /* also on disks with 4096-byte sectors */
	HEADER_BYTES = 0x28,
	RESIDENT_BYTES = 0x18,
	NON_RESIDENT_BYTES = 0x40,
	FILE_NAME_BYTES = 0x42,
	RECORD_IN_USE = 1,
	RECORD_DIRECTORY = 2
};
#define ATTRIBUTE_END      0xFFFFFFFFu
#define FLAG_COMPRESSED    0x00FFu
#define FLAG_ENCRYPTED     0x4000u
#define FLAG_SPARSE        0x8000u
#define REFERENCE_NUMBER(r)   ((r) & 0xFFFFFFFFFFFFu)
#define REFERENCE_SEQUENCE(r) ((uint16_t)((r) >> 48))

/* The last two bytes of each 512 were replaced by a sequence number when the record was written; a different one there
 * means that this part never reached the disk. */
bool mft_undo_fixups(uint8_t *bytes, size_t len)
{
	struct span record = { bytes, len };
	bool failed = false;
	uint16_t at = peek_u16le(record, 4, &failed), count = peek_u16le(record, 6, &failed);
	uint16_t sequence = peek_u16le(record, at, &failed);
	if (failed || at & 1 || count != len / FIXUP_STRIDE + 1 || at + 2u * count > FIXUP_STRIDE - 2)
		return false;
	for (size_t i = 1; i < count; i++) {
		if (peek_u16le(record, i * FIXUP_STRIDE - 2, &failed) != sequence || failed)
			return false;
	}
	for (size_t i = 1; i < count; i++)
		memcpy(bytes + i * FIXUP_STRIDE - 2, bytes + at + 2 * i, 2);
	return true;
}

enum mft_record_state mft_record_open(uint8_t *bytes, size_t len, struct mft_record *ret)
{
	struct span record = { bytes, len };
	if (len < FIXUP_STRIDE || len % FIXUP_STRIDE || (memcmp(bytes, "FILE", 4) != 0 && memcmp(bytes, "BAAD", 4) != 0))
		return MFT_RECORD_BLANK;
	bool failed = false;
	uint16_t flags = peek_u16le(record, 0x16, &failed);
	uint64_t base = peek_u64le(record, 0x20, &failed);
	*ret = (struct mft_record){
		.bytes = record,
		.base = REFERENCE_NUMBER(base),
		.base_sequence = REFERENCE_SEQUENCE(base),
		.sequence = peek_u16le(record, 0x10, &failed),
		.in_use = flags & RECORD_IN_USE,
		.directory = flags & RECORD_DIRECTORY,
		.first_attribute = peek_u16le(record, 0x14, &failed),
		.end = peek_u32le(record, 0x18, &failed),
	};
	if (bytes[0] != 'F' || !mft_undo_fixups(bytes, len) || ret->first_attribute < HEADER_BYTES || ret->first_attribute & 7 ||
	    ret->end > len || ret->first_attribute > ret->end)
		return MFT_RECORD_TORN;
	return MFT_RECORD_SOUND;
}

static bool read_resident(struct span bytes, struct mft_attribute *attribute)
{
	bool failed = false;
	uint32_t len = peek_u32le(bytes, 0x10, &failed);
	uint16_t at = peek_u16le(bytes, 0x14, &failed);
	attribute->size = len;
	attribute->on_disk = len;
	return !failed && span_sub(bytes, at, len, &attribute->value);
}

static bool read_non_resident(struct span bytes, struct mft_attribute *attribute)
{
	bool failed = false;
	attribute->lowest_vcn = peek_u64le(bytes, 0x10, &failed);
	attribute->on_disk = peek_u64le(bytes, 0x28, &failed);
	attribute->size = peek_u64le(bytes, 0x30, &failed);
	/* Compressed and sparse streams say how many clusters they really take in a field of their own. */
	if (attribute->flags & (FLAG_COMPRESSED | FLAG_SPARSE) && attribute->lowest_vcn == 0 &&
	    bytes.len >= NON_RESIDENT_BYTES + 8)
		attribute->on_disk = peek_u64le(bytes, 0x40, &failed);
	return !failed && bytes.len >= NON_RESIDENT_BYTES;
}

enum err mft_attribute_next(const struct mft_record *record, size_t *offset, struct mft_attribute *ret)
{
	struct span used = { record->bytes.data, record->end }, bytes;
	bool failed = false;
	uint32_t type = peek_u32le(used, *offset, &failed);
	if (failed)
		return *offset == record->end ? ERR_ABSENT : ERR_CORRUPT;
	if (type == ATTRIBUTE_END)
		return ERR_ABSENT;
	uint32_t len = peek_u32le(used, *offset + 4, &failed);
	if (failed || len < RESIDENT_BYTES || len & 7 || !span_sub(used, *offset, len, &bytes))
		return ERR_CORRUPT;
	struct mft_attribute attribute = {
		.type = type,
		.resident = peek_u8(bytes, 8, &failed) == 0,
		.flags = peek_u16le(bytes, 0xC, &failed),
	};
	size_t name_units = peek_u8(bytes, 9, &failed), name_at = peek_u16le(bytes, 0xA, &failed);
	if (failed || (name_units && !span_sub(bytes, name_at, name_units * 2, &attribute.name)))
		return ERR_CORRUPT;
	if (!(attribute.resident ? read_resident(bytes, &attribute) : read_non_resident(bytes, &attribute)))
		return ERR_CORRUPT;
	*offset += len;
	*ret = attribute;
	return OK;
}

bool mft_file_name_parse(struct span value, struct mft_file_name *ret)
{
	bool failed = false;
	uint64_t parent = peek_u64le(value, 0, &failed);
	struct mft_file_name name = {
		.parent = REFERENCE_NUMBER(parent),
		.parent_sequence = REFERENCE_SEQUENCE(parent),
		.attributes = peek_u32le(value, 0x38, &failed),
		.reparse_tag = peek_u32le(value, 0x3C, &failed),
		.space = peek_u8(value, 0x41, &failed) & 3,
	};
	size_t units = peek_u8(value, 0x40, &failed);
	if (failed || units == 0 || !span_sub(value, FILE_NAME_BYTES, units * 2, &name.name))
		return false;
	*ret = name;
	return true;
}

static bool read_standard_information(struct span value, struct mft_facts *facts)
{
	bool failed = false;
	uint64_t created = peek_u64le(value, 0, &failed), modified = peek_u64le(value, 8, &failed);
	uint64_t changed = peek_u64le(value, 0x10, &failed);
	facts->attributes = peek_u32le(value, 0x20, &failed);
	facts->created = time_from_filetime(created);
	facts->modified = time_from_filetime(modified);
	facts->changed = time_from_filetime(changed);
	facts->has_times = !failed;
	return !failed;
}

static void read_data(const struct mft_attribute *attribute, struct mft_facts *facts)
{
	if (attribute->name.len) {
		facts->streams = true;
		return;
	}
	if (attribute->lowest_vcn != 0)
		return; /* a later part of a stream: its sizes stand in the first one */
	facts->has_data = true;
	facts->size = attribute->size;
	facts->compressed = attribute->flags & FLAG_COMPRESSED;
	facts->sparse = attribute->flags & FLAG_SPARSE;
	facts->encrypted = attribute->flags & FLAG_ENCRYPTED;
	facts->nothing_on_disk = !attribute->resident && attribute->size && attribute->on_disk == 0;
}

static bool read_attribute(const struct mft_attribute *attribute, mft_name_visit *visit, void *context,
			   struct mft_facts *facts)
{
	struct mft_file_name name;
	bool failed = false;
	switch (attribute->type) {
	case MFT_STANDARD_INFORMATION:
		return attribute->resident && read_standard_information(attribute->value, facts);
	case MFT_ATTRIBUTE_LIST:
		facts->has_list = true;
		return true;
	case MFT_FILE_NAME:
		if (!attribute->resident || !mft_file_name_parse(attribute->value, &name))
			return false;
		if (name.attributes & MFT_ATTRIBUTE_REPARSE && !facts->reparse_tag)
			facts->reparse_tag = name.reparse_tag;
		visit(context, &name);
		return true;
	case MFT_DATA:
		read_data(attribute, facts);
		return true;
	case MFT_REPARSE_POINT:
		if (attribute->resident)
			facts->reparse_tag = peek_u32le(attribute->value, 0, &failed);
		return !failed;
	default:
		return true;
	}
}

void mft_facts_read(const struct mft_record *record, mft_name_visit *visit, void *context, struct mft_facts *ret)
{
	struct mft_attribute attribute;
	size_t offset = record->first_attribute;
	enum err e;
	*ret = (struct mft_facts){ .created = TIME_UNKNOWN, .modified = TIME_UNKNOWN, .changed = TIME_UNKNOWN };
	while ((e = mft_attribute_next(record, &offset, &attribute)) == OK) {
		if (!read_attribute(&attribute, visit, context, ret))
			ret->broken = true;
	}
	if (e != ERR_ABSENT)
		ret->broken = true;
}
