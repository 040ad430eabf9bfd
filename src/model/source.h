/* Sources and volumes as the reader saw them. */
#ifndef SOATMAY_MODEL_SOURCE_H
#define SOATMAY_MODEL_SOURCE_H

#include "model/record.h"

enum source_kind { SOURCE_DEVICE, SOURCE_IMAGE, SOURCE_FOLDER, SOURCE_KIND_COUNT };

enum filesystem { FILESYSTEM_UNKNOWN, FILESYSTEM_NTFS, FILESYSTEM_BITLOCKER, FILESYSTEM_FAT, FILESYSTEM_OTHER,
	FILESYSTEM_COUNT };

/* What the partition table says the volume is for; a claim, not a proof. */
enum volume_purpose { PURPOSE_NONE, PURPOSE_EFI, PURPOSE_RESERVED, PURPOSE_RECOVERY, PURPOSE_COUNT };

enum volume_state {
	VOLUME_CLEAN = 1,
	VOLUME_DIRTY = 2,
	VOLUME_HIBERNATED = 4,
	VOLUME_LOCKED = 8,
	VOLUME_DAMAGED = 16,
	VOLUME_TRUNCATED = 32,           /* the device ends before the file system does */
	VOLUME_BACKUP_BOOT_SECTOR = 64,  /* the first boot sector was unusable */
	VOLUME_MIRROR_DAMAGED = 128,     /* $MFTMirr differs from $MFT */
	VOLUME_DIRECTORY_WALK = 256,     /* $MFT could not be read linearly: the index comes from the directories */
	VOLUME_FAST_STARTUP = 512,       /* hiberfil.sys holds a fast-startup image */
	VOLUME_UNLOCKED_CLEAR_KEY = 1024, /* BitLocker: how it was opened */
	VOLUME_UNLOCKED_RECOVERY_KEY = 2048,
	VOLUME_UNLOCKED_STARTUP_KEY = 4096,
	VOLUME_UNLOCKED_PASSPHRASE = 8192,
	VOLUME_CONVERTING = 16384        /* BitLocker: encryption or decryption is paused or under way */
};
/* States that say nothing bad about the file system. */
#define VOLUME_UNLOCKED                                             \
	(VOLUME_UNLOCKED_CLEAR_KEY | VOLUME_UNLOCKED_RECOVERY_KEY | \
	 VOLUME_UNLOCKED_STARTUP_KEY | VOLUME_UNLOCKED_PASSPHRASE)

enum encryption_method {
	ENCRYPTION_NONE, ENCRYPTION_AES_CBC_128_ELEPHANT, ENCRYPTION_AES_CBC_256_ELEPHANT, ENCRYPTION_AES_CBC_128,
	ENCRYPTION_AES_CBC_256,
	ENCRYPTION_AES_XTS_128, ENCRYPTION_AES_XTS_256, ENCRYPTION_UNKNOWN /* by hardware, or newer than this program */,
	ENCRYPTION_METHOD_COUNT
};

/* What gives a BitLocker volume's key. */
enum protector_kind {
	PROTECTOR_UNKNOWN, PROTECTOR_CLEAR_KEY, PROTECTOR_TPM, PROTECTOR_TPM_PIN, PROTECTOR_TPM_STARTUP_KEY,
	PROTECTOR_TPM_PIN_STARTUP_KEY,
	PROTECTOR_STARTUP_KEY, PROTECTOR_RECOVERY_PASSWORD, PROTECTOR_PASSPHRASE, PROTECTOR_PUBLIC_KEY, PROTECTOR_KIND_COUNT
};

struct source_info {
	uint32_t id;
	enum source_kind kind;
	struct str path;
	uint64_t size;
	uint32_t sector_bytes;
	struct str model, serial;
	uint64_t writes;       /* write attempts that reached our device layer and were refused; must be 0 */
	uint64_t reads, read_bytes; /* device reads */
};

struct volume_info {
	uint32_t source, id;
	uint64_t offset, size; /* bytes on the source */
	enum filesystem filesystem;
	enum volume_purpose purpose;
	struct str partition;  /* "gpt:<GUID>" or "mbr:<signature of the disk>:<offset>", lower case; "" = in no table */
	uint32_t states;       /* enum volume_state, or'ed */
	uint64_t files, deleted_files;
	uint64_t unreadable_records; /* MFT records torn or in a hole */
	struct str label;
	struct str detail;     /* English technical words about the state, e.g. why it could not be opened */
	bool windows;          /* holds a Windows installation */
	/* BitLocker */
	enum filesystem content;        /* what lies inside an open one; unknown when locked */
	enum encryption_method encryption;
	uint32_t encrypted_percent;
	struct str encryption_id;       /* GUID of the volume */
	struct str encryption_label;    /* "COMPUTER VOLUME DATE", written by Windows when it was encrypted */
	struct protector_info *protectors; /* travel as rows of their own */
	size_t protector_count;
};

struct protector_info {
	uint32_t source, volume;
	enum protector_kind kind;
	struct str id;      /* GUID; its first 8 digits are the key id that Windows shows */
	int64_t created;
	bool opened;        /* the volume was opened with it */
};

extern const struct words source_kind_words, filesystem_words, volume_purpose_words, encryption_method_words,
protector_kind_words;
extern const struct record_type source_type, volume_type, protector_type;
/* Word of one state bit; NULL when the bit is none. */
const char *volume_state_word(uint32_t bit);

#endif
