/* Words and field tables of sources and volumes. */
#include "model/source.h"

static const char *const kinds[SOURCE_KIND_COUNT] = { "device", "image", "folder" };
const struct words source_kind_words = WORDS(kinds);

static const char *const filesystems[FILESYSTEM_COUNT] = { "unknown", "ntfs", "bitlocker", "fat", "other" };
const struct words filesystem_words = WORDS(filesystems);

static const char *const purposes[PURPOSE_COUNT] = { "none", "efi", "reserved", "recovery" };
const struct words volume_purpose_words = WORDS(purposes);

static const struct field source_fields[] = {
	FIELD(source_info, id, FIELD_U32),
	FIELD_ENUM(source_info, kind, source_kind_words),
	FIELD(source_info, path, FIELD_TEXT),
	FIELD(source_info, size, FIELD_U64),
	FIELD(source_info, sector_bytes, FIELD_U32),
	FIELD(source_info, model, FIELD_TEXT),
	FIELD(source_info, serial, FIELD_TEXT),
	FIELD(source_info, writes, FIELD_U64),
	FIELD(source_info, reads, FIELD_U64),
	FIELD(source_info, read_bytes, FIELD_U64),
};
const struct record_type source_type = RECORD_TYPE("source", source_info, source_fields);

static const struct field volume_fields[] = {
	FIELD(volume_info, source, FIELD_U32),
	FIELD(volume_info, id, FIELD_U32),
	FIELD(volume_info, offset, FIELD_U64),
	FIELD(volume_info, size, FIELD_U64),
	FIELD_ENUM(volume_info, filesystem, filesystem_words),
	FIELD_ENUM(volume_info, purpose, volume_purpose_words),
	FIELD(volume_info, states, FIELD_U32),
	FIELD(volume_info, files, FIELD_U64),
	FIELD(volume_info, deleted_files, FIELD_U64),
	FIELD(volume_info, unreadable_records, FIELD_U64),
	FIELD(volume_info, label, FIELD_TEXT),
	FIELD(volume_info, detail, FIELD_TEXT),
	FIELD(volume_info, windows, FIELD_BOOL),
};
const struct record_type volume_type = RECORD_TYPE("volume", volume_info, volume_fields);

const char *volume_state_word(uint32_t bit)
{
	switch (bit) {
	case VOLUME_CLEAN: return "clean";
	case VOLUME_DIRTY: return "dirty";
	case VOLUME_HIBERNATED: return "hibernated";
	case VOLUME_LOCKED: return "locked";
	case VOLUME_DAMAGED: return "damaged";
	case VOLUME_TRUNCATED: return "truncated";
	case VOLUME_BACKUP_BOOT_SECTOR: return "backup-boot-sector";
	case VOLUME_MIRROR_DAMAGED: return "mirror-damaged";
	case VOLUME_DIRECTORY_WALK: return "directory-walk";
	case VOLUME_FAST_STARTUP: return "fast-startup";
	default: return NULL;
	}
}
