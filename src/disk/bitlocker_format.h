/* The on-disk form of BitLocker (FVE): boot sector, metadata blocks, datums. Bytes in, values out; no keys.
 * Format: notes of libbde, cryptsetup (bitlk) and dissect.fve, checked on real volumes of Windows Vista to 11. */
#ifndef SOATMAY_DISK_BITLOCKER_FORMAT_H
#define SOATMAY_DISK_BITLOCKER_FORMAT_H

#include "base/cursor.h"
#include "base/err.h"

enum { FVE_BLOCKS = 3, FVE_BOOT_BYTES = 512, FVE_GUID_BYTES = 16, FVE_HASH_BYTES = 32 };

/* ---- boot sector ---- */

enum fve_layout {
	FVE_LAYOUT_VISTA, /* places by cluster number, nothing is moved */
	FVE_LAYOUT_NTFS,  /* Windows 7 and later */
	FVE_LAYOUT_TO_GO  /* removable drives: a FAT32 boot sector with the identifier behind it */
};

struct fve_boot {
	enum fve_layout layout;
	bool converting;               /* the identifier that says "a map of converted chunks exists" (EOW) */
	uint32_t sector_bytes;         /* 0: the metadata say it */
	uint32_t cluster_bytes;        /* Vista only */
	uint64_t blocks[FVE_BLOCKS];   /* bytes from the volume's start; Vista names the first only */
	uint64_t maps[2];              /* of the conversion map, when converting */
};

/* True when `sector` (512 bytes) bears the name or an identifier of BitLocker. It proves nothing about encryption: a
 * decrypted volume keeps it, and a removable one has the name of a FAT. */
bool fve_boot_is_named(struct span sector);
/* False when it names no place of metadata. */
bool fve_boot_parse(struct span sector, struct fve_boot *ret);

/* ---- datums ---- */

enum fve_role { FVE_ROLE_PROPERTY = 0, FVE_ROLE_VMK = 2, FVE_ROLE_FVEK = 3, FVE_ROLE_STARTUP_KEY = 6,
	FVE_ROLE_DESCRIPTION = 7, FVE_ROLE_SAVED_SECTORS = 0x0F };
enum fve_type { FVE_TYPE_KEY = 1, FVE_TYPE_STRING = 2, FVE_TYPE_STRETCH = 3, FVE_TYPE_USE_KEY = 4, FVE_TYPE_BOX = 5,
	FVE_TYPE_VMK = 8, FVE_TYPE_EXTERNAL_KEY = 9, FVE_TYPE_SAVED_SECTORS = 0x0F };

struct fve_datum {
	uint16_t role, type;
	struct span value; /* behind the 8-byte head */
};

/* The next datum of a list (datums are not aligned); false at the end, or where a size is impossible. */
bool fve_datum_next(struct cursor *list, struct fve_datum *ret);
/* The first datum of a role and a type; false when there is none. */
bool fve_datum_find(struct span list, uint16_t role, uint16_t type, struct fve_datum *ret);

/* A volume master key and what protects it. */
struct fve_vmk {
	uint8_t id[FVE_GUID_BYTES];
	uint64_t created; /* FILETIME */
	uint16_t protector;
	struct span children;
};
bool fve_vmk_parse(const struct fve_datum *datum, struct fve_vmk *ret);

/* The flat key datum inside an opened box, or a plain one: type of the key and its bytes. False when it is none. */
bool fve_key_parse(struct span plain, uint16_t *ret_type, struct span *ret_key);

/* ---- metadata block ---- */

enum fve_state { FVE_STATE_DECRYPTED = 1, FVE_STATE_CONVERTING_DIRTY = 2, FVE_STATE_PAUSED = 3, FVE_STATE_ENCRYPTED = 4,
	FVE_STATE_CONVERTING = 5 };

struct fve_metadata {
	uint16_t version;              /* 1 Vista, 2 later */
	uint16_t state, next_state;    /* enum fve_state */
	uint16_t method;               /* 0x8000 to 0x8005; 0 when decrypted */
	uint64_t encrypted_bytes;      /* from the volume's start; 0 when not kept */
	uint32_t conversion_bytes;     /* log behind encrypted_bytes in FVE_STATE_CONVERTING_DIRTY */
	uint32_t saved_sectors;        /* moved away from the volume's start */
	uint64_t saved_offset;         /* to here; Vista: cluster of $MFTMirr */
	uint64_t blocks[FVE_BLOCKS];
	uint8_t id[FVE_GUID_BYTES];    /* of the volume */
	uint32_t nonce;                /* grows with every change */
	uint64_t created;              /* FILETIME */
	struct span sealed;            /* the bytes that checksum and seal cover */
	struct span datums;            /* inside `sealed` */
	struct span seal;              /* the validation datum behind it */
};

/* The bytes that one block occupies at most. */
uint32_t fve_block_bytes(uint16_t version);
/* Reads and checks one block: signature, sizes, checksum, and that block `index` says it lies at `offset`. `bytes` is
 * borrowed. ERR_ABSENT: no block there; ERR_CORRUPT. */
enum err fve_metadata_parse(struct span bytes, unsigned index, uint64_t offset, struct fve_metadata *ret);

#endif
