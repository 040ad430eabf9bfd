/* Boot sector, metadata blocks and datums of BitLocker. Format: see the header. */
#include "disk/bitlocker_format.h"

#include <zlib.h>

#include "base/peek.h"

enum {
	GUID_PLACE_NTFS = 0xA0, GUID_PLACE_TO_GO = 424,
	DATUM_HEAD = 8, DATUM_LIMIT = 1024, /* of one list; real volumes hold below 50 */
	DATASET_OFFSET = 64, DATASET_HEAD = 48, VALIDATION_HEAD = 8,
	BLOCK_BYTES_VISTA = 0x4000, BLOCK_BYTES = 0x10000
};

static const uint8_t guid_normal[16] =
	{ 0x3B, 0xD6, 0x67, 0x49, 0x29, 0x2E, 0xD8, 0x4A, 0x83, 0x99, 0xF6, 0xA3, 0x39, 0xE3, 0xD0, 0x01 };
static const uint8_t guid_converting[16] = { 0x3B, 0x4D, 0xA8, 0x92, 0x80, 0xDD, 0x0E, 0x4D,
	0x9E, 0x4E, 0xB1, 0xE3, 0x28, 0x4E, 0xAE, 0xD8 };

static bool has(struct span bytes, size_t offset, const void *expected, size_t len)
{
	struct span there;
	return span_sub(bytes, offset, len, &there) && memcmp(there.data, expected, len) == 0;
}

/* ---- boot sector ---- */

static bool is_sector_size(uint32_t bytes)
{
	return bytes == 512 || bytes == 1024 || bytes == 2048 || bytes == 4096;
}

static bool parse_vista(struct span sector, struct fve_boot *boot)
{
	bool failed = false;
	uint64_t cluster = peek_u64le(sector, 0x38, &failed);
	boot->layout = FVE_LAYOUT_VISTA;
	boot->cluster_bytes = peek_u8(sector, 13, &failed) * boot->sector_bytes;
	if (failed || cluster == 0 || boot->cluster_bytes == 0 || (boot->cluster_bytes & (boot->cluster_bytes - 1)) ||
	    __builtin_mul_overflow(cluster, (uint64_t)boot->cluster_bytes, &boot->blocks[0]))
		return false;
	return true;
}

/* Where the identifier stands; 0: nowhere. */
static size_t identifier_place(struct span sector)
{
	static const size_t places[] = { GUID_PLACE_NTFS, GUID_PLACE_TO_GO };
	for (size_t i = 0; i < 2; i++) {
		if (has(sector, places[i], guid_normal, 16) || has(sector, places[i], guid_converting, 16))
			return places[i];
	}
	return 0;
}

bool fve_boot_is_named(struct span sector)
{
	return has(sector, 3, "-FVE-FS-", 8) || identifier_place(sector);
}

bool fve_boot_parse(struct span sector, struct fve_boot *ret)
{
	bool failed = false;
	size_t place = identifier_place(sector);
	struct fve_boot boot = { .sector_bytes = peek_u16le(sector, 11, &failed) };
	if (sector.len < FVE_BOOT_BYTES || !fve_boot_is_named(sector) ||
	    (boot.sector_bytes && !is_sector_size(boot.sector_bytes)))
		return false;
	if (!place) {
		if (!parse_vista(sector, &boot))
			return false;
		*ret = boot;
		return true;
	}
	boot.layout = place == GUID_PLACE_TO_GO ? FVE_LAYOUT_TO_GO : FVE_LAYOUT_NTFS;
	boot.converting = has(sector, place, guid_converting, 16);
	for (size_t i = 0; i < FVE_BLOCKS; i++)
		boot.blocks[i] = peek_u64le(sector, place + 16 + 8 * i, &failed);
	for (size_t i = 0; i < 2 && boot.converting; i++)
		boot.maps[i] = peek_u64le(sector, place + 40 + 8 * i, &failed);
	*ret = boot;
	return !failed;
}

/* ---- datums ---- */

bool fve_datum_next(struct cursor *list, struct fve_datum *ret)
{
	if (cursor_left(list) < DATUM_HEAD)
		return false;
	uint16_t size = cursor_u16le(list);
	struct fve_datum datum = { .role = cursor_u16le(list), .type = cursor_u16le(list) };
	cursor_u16le(list); /* flags: 1, on clear keys 3, 0x0105 on suspended system volumes; nothing depends on them */
	if (size < DATUM_HEAD)
		return false;
	datum.value = cursor_bytes(list, size - DATUM_HEAD);
	if (!cursor_ok(list))
		return false;
	*ret = datum;
	return true;
}

bool fve_datum_find(struct span list, uint16_t role, uint16_t type, struct fve_datum *ret)
{
	struct cursor cursor = cursor_over(list);
	struct fve_datum datum;
	for (unsigned budget = DATUM_LIMIT; budget > 0 && fve_datum_next(&cursor, &datum); budget--) {
		if (datum.role == role && datum.type == type) {
			*ret = datum;
			return true;
		}
	}
	return false;
}

bool fve_vmk_parse(const struct fve_datum *datum, struct fve_vmk *ret)
{
	struct cursor cursor = cursor_over(datum->value);
	if (datum->role != FVE_ROLE_VMK || datum->type != FVE_TYPE_VMK)
		return false;
	struct fve_vmk vmk = { 0 };
	struct span id = cursor_bytes(&cursor, FVE_GUID_BYTES);
	vmk.created = cursor_u64le(&cursor);
	cursor_u16le(&cursor);
	vmk.protector = cursor_u16le(&cursor);
	vmk.children = cursor_bytes(&cursor, cursor_left(&cursor));
	if (!cursor_ok(&cursor))
		return false;
	memcpy(vmk.id, id.data, FVE_GUID_BYTES);
	*ret = vmk;
	return true;
}

bool fve_key_parse(struct span plain, uint16_t *ret_type, struct span *ret_key)
{
	struct cursor cursor = cursor_over(plain);
	uint16_t size = cursor_u16le(&cursor);
	cursor_u16le(&cursor); /* role */
	uint16_t type = cursor_u16le(&cursor);
	cursor_u16le(&cursor); /* flags */
	uint16_t key_type = cursor_u16le(&cursor);
	cursor_u16le(&cursor); /* flags of the key */
	if (!cursor_ok(&cursor) || size != plain.len || type != FVE_TYPE_KEY)
		return false;
	*ret_type = key_type;
	*ret_key = cursor_bytes(&cursor, cursor_left(&cursor));
	return true;
}

/* ---- metadata block ---- */

uint32_t fve_block_bytes(uint16_t version)
{
	return version == 1 ? BLOCK_BYTES_VISTA : BLOCK_BYTES;
}

static bool parse_head(struct cursor *cursor, struct fve_metadata *metadata)
{
	cursor_skip(cursor, 8);
	uint64_t size = cursor_u16le(cursor);
	metadata->version = cursor_u16le(cursor);
	metadata->state = cursor_u16le(cursor);
	metadata->next_state = cursor_u16le(cursor);
	metadata->encrypted_bytes = cursor_u64le(cursor);
	metadata->conversion_bytes = cursor_u32le(cursor);
	metadata->saved_sectors = cursor_u32le(cursor);
	for (size_t i = 0; i < FVE_BLOCKS; i++)
		metadata->blocks[i] = cursor_u64le(cursor);
	metadata->saved_offset = cursor_u64le(cursor);
	if (metadata->version == 2)
		size *= 16;
	metadata->sealed.len = (size_t)size;
	return cursor_ok(cursor) && (metadata->version == 1 || metadata->version == 2) &&
	       size >= DATASET_OFFSET + DATASET_HEAD && size <= fve_block_bytes(metadata->version) - VALIDATION_HEAD;
}

static bool parse_dataset(struct span sealed, struct fve_metadata *metadata)
{
	struct cursor cursor = cursor_at(sealed, DATASET_OFFSET);
	uint32_t size = cursor_u32le(&cursor);
	cursor_u32le(&cursor); /* version */
	uint32_t start = cursor_u32le(&cursor), end = cursor_u32le(&cursor);
	struct span id = cursor_bytes(&cursor, FVE_GUID_BYTES);
	metadata->nonce = cursor_u32le(&cursor);
	metadata->method = cursor_u16le(&cursor);
	cursor_u16le(&cursor); /* 0 or the method again */
	metadata->created = cursor_u64le(&cursor);
	if (!cursor_ok(&cursor) || start < DATASET_HEAD || end < start || end > size)
		return false;
	memcpy(metadata->id, id.data, FVE_GUID_BYTES);
	return span_sub(sealed, DATASET_OFFSET + (size_t)start, end - start, &metadata->datums);
}

/* Behind the block: its checksum, and the datum that holds its SHA-256. */
static bool check_validation(struct span bytes, struct fve_metadata *metadata)
{
	struct cursor cursor = cursor_at(bytes, metadata->sealed.len);
	uint16_t size = cursor_u16le(&cursor);
	cursor_u16le(&cursor); /* version */
	uint32_t checksum = cursor_u32le(&cursor);
	if (!cursor_ok(&cursor) || size < VALIDATION_HEAD || size - VALIDATION_HEAD > cursor_left(&cursor))
		return false;
	metadata->seal = cursor_bytes(&cursor, size - VALIDATION_HEAD);
	return crc32(0, metadata->sealed.data, (uInt)metadata->sealed.len) == checksum;
}

enum err fve_metadata_parse(struct span bytes, unsigned index, uint64_t offset, struct fve_metadata *ret)
{
	struct fve_metadata metadata = { 0 };
	struct cursor cursor = cursor_over(bytes);
	if (!has(bytes, 0, "-FVE-FS-", 8))
		return ERR_ABSENT;
	if (!parse_head(&cursor, &metadata) || !span_sub(bytes, 0, metadata.sealed.len, &metadata.sealed) ||
	    !parse_dataset(metadata.sealed, &metadata) || !check_validation(bytes, &metadata) ||
	    metadata.blocks[index] != offset)
		return ERR_CORRUPT;
	*ret = metadata;
	return OK;
}
