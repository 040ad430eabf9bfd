/* Words and field tables of sources and volumes. */
#include "model/source.h"

static const char *const kinds[SOURCE_KIND_COUNT] = { "device", "image", "folder" };
const struct words source_kind_words = WORDS(kinds);

static const char *const filesystems[FILESYSTEM_COUNT] = { "unknown", "ntfs", "bitlocker", "fat", "other" };
const struct words filesystem_words = WORDS(filesystems);

static const char *const methods[ENCRYPTION_METHOD_COUNT] =
	{ "none", "aes-cbc-128-elephant", "aes-cbc-256-elephant", "aes-cbc-128",
	"aes-cbc-256", "aes-xts-128", "aes-xts-256", "unknown" };
const struct words encryption_method_words = WORDS(methods);

static const char *const protectors[PROTECTOR_KIND_COUNT] =
	{ "unknown", "clear-key", "tpm", "tpm-pin", "tpm-startup-key",
	"tpm-pin-startup-key", "startup-key", "recovery-password", "passphrase", "public-key" };
const struct words protector_kind_words = WORDS(protectors);

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
	FIELD(volume_info, partition, FIELD_TEXT),
	FIELD(volume_info, states, FIELD_U32),
	FIELD(volume_info, files, FIELD_U64),
	FIELD(volume_info, deleted_files, FIELD_U64),
	FIELD(volume_info, unreadable_records, FIELD_U64),
	FIELD(volume_info, label, FIELD_TEXT),
	FIELD(volume_info, detail, FIELD_TEXT),
	FIELD(volume_info, windows, FIELD_BOOL),
	FIELD_ENUM(volume_info, content, filesystem_words),
	FIELD_ENUM(volume_info, encryption, encryption_method_words),
	FIELD(volume_info, encrypted_percent, FIELD_U32),
	FIELD(volume_info, encryption_id, FIELD_TEXT),
	FIELD(volume_info, encryption_label, FIELD_TEXT),
};
const struct record_type volume_type = RECORD_TYPE("volume", volume_info, volume_fields);

static const struct field protector_fields[] = {
	FIELD(protector_info, source, FIELD_U32),
	FIELD(protector_info, volume, FIELD_U32),
	FIELD_ENUM(protector_info, kind, protector_kind_words),
	FIELD(protector_info, id, FIELD_TEXT),
	FIELD(protector_info, created, FIELD_TIME),
	FIELD(protector_info, opened, FIELD_BOOL),
};
const struct record_type protector_type = RECORD_TYPE("protector", protector_info, protector_fields);

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
	case VOLUME_UNLOCKED_CLEAR_KEY: return "unlocked-clear-key";
	case VOLUME_UNLOCKED_RECOVERY_KEY: return "unlocked-recovery-key";
	case VOLUME_UNLOCKED_STARTUP_KEY: return "unlocked-startup-key";
	case VOLUME_UNLOCKED_PASSPHRASE: return "unlocked-passphrase";
	case VOLUME_CONVERTING: return "converting";
	default: return NULL;
	}
}
