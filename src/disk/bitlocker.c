/* Opening a BitLocker volume: which copy of the metadata holds, what it says, and which protector opens it.
 * Format: bitlocker_format.h. */
#include "disk/bitlocker_view.h"

#include "base/limits.h"
#include "base/timestamp.h"
#include "base/utf.h"

enum {
	SAVED_LIMIT = 64 << 20,    /* bytes moved away from the start: 8 KiB, on removable drives 5 MB */
	SAVED_FLAG_MAP = 0x40,     /* 0x4A and 0x14A seen, 0x0A without a map */
	BLOCK_RESERVED = 0x10000   /* of each metadata block since Windows 7 */
};

/* ---- the metadata ---- */

/* Vista names the first block only; the others stand in it. */
static uint64_t block_offset(const struct bitlocker *b, unsigned index)
{
	if (b->boot.layout != FVE_LAYOUT_VISTA || index == 0 || b->copy_count == 0)
		return b->boot.blocks[index];
	return b->copies[0].blocks[index];
}

static enum err read_copy(struct bitlocker *b, unsigned index, struct fve_metadata *ret)
{
	uint64_t offset = block_offset(b, index), size = device_size(b->volume);
	uint64_t len = fve_block_bytes(b->boot.layout == FVE_LAYOUT_VISTA ? 1 : 2);
	if (offset < FVE_BOOT_BYTES || offset >= size)
		return ERR_TRUNCATED;
	if (len > size - offset)
		len = size - offset;
	uint8_t *bytes = arena_alloc(b->arena, len);
	enum err e = device_read(b->volume, offset, bytes, len);
	return e ? e : fve_metadata_parse((struct span){ bytes, len }, index, offset, ret);
}

/* A seal that needs no key proves nothing: such a copy comes last. */
static bool is_believed_before(const struct fve_metadata *a, const struct fve_metadata *b)
{
	bool a_plain = a->state == FVE_STATE_DECRYPTED, b_plain = b->state == FVE_STATE_DECRYPTED;
	return a_plain != b_plain ? b_plain : a->nonce > b->nonce;
}

/* Copies in the order in which they are believed: the one with the most changes first, equal ones once. */
static void add_copy(struct bitlocker *b, const struct fve_metadata *copy)
{
	size_t place = b->copy_count;
	for (size_t i = 0; i < b->copy_count; i++) {
		if (span_eq(b->copies[i].sealed, copy->sealed))
			return;
		if (place == b->copy_count && is_believed_before(copy, &b->copies[i]))
			place = i;
	}
	for (size_t i = b->copy_count++; i > place; i--)
		b->copies[i] = b->copies[i - 1];
	b->copies[place] = *copy;
}

/* Returns how many of the three pass their checks. */
static unsigned read_copies(struct bitlocker *b)
{
	unsigned good = 0;
	for (unsigned i = 0; i < FVE_BLOCKS; i++) {
		struct fve_metadata copy;
		if (read_copy(b, i, &copy) == OK) {
			add_copy(b, &copy);
			good++;
		}
	}
	return good;
}

/* ---- what the metadata say about places ---- */

static void add_zeros(struct bitlocker *b, uint64_t start, uint64_t len)
{
	b->zeros[b->zero_count++] = (struct range){ start, start + len };
}

static bool is_place(const struct bitlocker *b, uint64_t offset, uint64_t len)
{
	return offset % b->sector_bytes == 0 && offset <= INT64_MAX && len <= INT64_MAX - offset;
}

/* The datum about the moved sectors names their size in bytes, and the size of a sector where the boot sector does
 * not. */
static void read_saved_datum(struct bitlocker *b, uint64_t *ret_bytes)
{
	struct fve_datum datum;
	if (!fve_datum_find(b->metadata->datums, FVE_ROLE_SAVED_SECTORS, FVE_TYPE_SAVED_SECTORS, &datum))
		return;
	struct cursor cursor = cursor_at(datum.value, 8);
	uint64_t bytes = cursor_u64le(&cursor);
	if (cursor_ok(&cursor))
		*ret_bytes = bytes;
	cursor_seek(&cursor, 24);
	uint64_t flags = cursor_u64le(&cursor);
	b->map_sealed = cursor_ok(&cursor) && flags & SAVED_FLAG_MAP;
	cursor_seek(&cursor, 16 + 44);
	uint32_t sector = cursor_u32le(&cursor);
	if (cursor_ok(&cursor) && b->sector_bytes == 0)
		b->sector_bytes = sector;
}

static enum err place_vista(struct bitlocker *b)
{
	uint64_t cluster = b->boot.cluster_bytes, len = (cluster + fve_block_bytes(1) - 1) & ~(cluster - 1);
	for (unsigned i = 0; i < FVE_BLOCKS; i++) {
		if (!is_place(b, b->metadata->blocks[i], len))
			return ERR_CORRUPT;
		add_zeros(b, b->metadata->blocks[i], len);
	}
	return OK;
}

static enum err place_later(struct bitlocker *b, uint64_t named_bytes)
{
	const struct fve_metadata *metadata = b->metadata;
	b->saved_bytes = (uint64_t)metadata->saved_sectors * b->sector_bytes;
	/* Moved to before their own end, they would be found in themselves. */
	if (b->saved_bytes > SAVED_LIMIT || (named_bytes && named_bytes != b->saved_bytes) ||
	    !is_place(b, metadata->saved_offset, b->saved_bytes) || metadata->saved_offset < b->saved_bytes)
		return ERR_CORRUPT;
	for (unsigned i = 0; i < FVE_BLOCKS; i++) {
		if (!is_place(b, metadata->blocks[i], BLOCK_RESERVED))
			return ERR_CORRUPT;
		add_zeros(b, metadata->blocks[i], BLOCK_RESERVED);
	}
	add_zeros(b, metadata->saved_offset, b->saved_bytes);
	return OK;
}

static enum err use_copy(struct bitlocker *b, const struct fve_metadata *copy)
{
	uint64_t named_bytes = 0;
	b->metadata = copy;
	b->sector_bytes = b->boot.sector_bytes;
	b->zero_count = 0;
	read_saved_datum(b, &named_bytes);
	if (b->sector_bytes == 0)
		b->sector_bytes = 512;
	if (b->sector_bytes < 512 || b->sector_bytes > 4096 || (b->sector_bytes & (b->sector_bytes - 1)) ||
	    copy->encrypted_bytes % b->sector_bytes)
		return ERR_CORRUPT;
	return copy->version == 1 ? place_vista(b) : place_later(b, named_bytes);
}

/* ---- what the report says ---- */

static struct str guid_text(struct arena *arena, const uint8_t id[FVE_GUID_BYTES])
{
	return str_format(arena, "%02X%02X%02X%02X-%02X%02X-%02X%02X-%02X%02X-%02X%02X%02X%02X%02X%02X", id[3], id[2], id[1],
			  id[0], id[5], id[4], id[7], id[6], id[8], id[9], id[10], id[11], id[12], id[13], id[14], id[15]);
}

static void say(struct bitlocker *b, struct volume_info *info, const char *words)
{
	info->detail = info->detail.len ? str_format(b->arena, "%.*s; %s", STR_ARGS(info->detail), words) : str_from_c(words);
}

static enum encryption_method method_of(uint16_t method)
{
	switch (method) {
	case 0: return ENCRYPTION_NONE;
	case 0x8000: return ENCRYPTION_AES_CBC_128_ELEPHANT;
	case 0x8001: return ENCRYPTION_AES_CBC_256_ELEPHANT;
	case 0x8002: return ENCRYPTION_AES_CBC_128;
	case 0x8003: return ENCRYPTION_AES_CBC_256;
	case 0x8004: return ENCRYPTION_AES_XTS_128;
	case 0x8005: return ENCRYPTION_AES_XTS_256;
	default: return ENCRYPTION_UNKNOWN;
	}
}

/* The VMK datums of the copy in use, one after the other. */
static bool next_vmk(struct cursor *cursor, struct fve_vmk *ret)
{
	struct fve_datum datum;
	while (fve_datum_next(cursor, &datum)) {
		if (fve_vmk_parse(&datum, ret))
			return true;
	}
	return false;
}

static void describe_protectors(struct bitlocker *b, struct volume_info *info)
{
	struct cursor cursor = cursor_over(b->metadata->datums);
	struct fve_vmk vmk;
	info->protectors = arena_array(b->arena, struct protector_info, LIMIT_PROTECTORS);
	for (info->protector_count = 0; info->protector_count < LIMIT_PROTECTORS &&
	     next_vmk(&cursor, &vmk); info->protector_count++) {
		info->protectors[info->protector_count] = (struct protector_info){
			.source = info->source, .volume = info->id, .kind = fve_protector_kind(vmk.protector),
			.id = guid_text(b->arena, vmk.id), .created = time_from_filetime(vmk.created),
		};
	}
}

static uint32_t percent(uint64_t part, uint64_t whole)
{
	return whole && part < whole ? (uint32_t)(part / ((whole + 99) / 100)) : 100;
}

static bool is_converting(const struct bitlocker *b)
{
	return b->boot.converting || b->metadata->state != FVE_STATE_ENCRYPTED;
}

static void describe(struct bitlocker *b, struct volume_info *info)
{
	const struct fve_metadata *metadata = b->metadata;
	struct fve_datum datum;
	info->encryption = method_of(metadata->method);
	info->encryption_id = guid_text(b->arena, metadata->id);
	if (fve_datum_find(metadata->datums, FVE_ROLE_DESCRIPTION, FVE_TYPE_STRING, &datum))
		info->encryption_label = utf8_printable(b->arena, utf16le_text(b->arena, datum.value));
	info->encrypted_percent = bitlocker_is_decrypted(b) ? 0
		: is_converting(b) || metadata->encrypted_bytes ? percent(metadata->encrypted_bytes, device_size(b->volume)) : 100;
	describe_protectors(b, info);
}

bool bitlocker_is_decrypted(const struct bitlocker *b)
{
	return b->metadata->state == FVE_STATE_DECRYPTED && b->metadata->method == 0;
}

static void say_layout(struct bitlocker *b, struct volume_info *info, unsigned good)
{
	say(b, info, bitlocker_is_decrypted(b) ? "was encrypted with BitLocker and is decrypted"
	    : b->boot.layout == FVE_LAYOUT_TO_GO ? "BitLocker To Go" :
	    b->metadata->version == 1 ? "BitLocker (Windows Vista)" : "BitLocker");
	if (good < FVE_BLOCKS)
		say(b, info, str_to_c(b->arena,
				      str_format(b->arena, "%u of %u metadata copies are damaged", FVE_BLOCKS - good, FVE_BLOCKS)));
	if (b->copy_count > 1) {
		say(b, info, "metadata copies differ");
		info->states |= VOLUME_DAMAGED;
	}
}

enum err bitlocker_open(struct device *volume, struct span sector, struct arena *arena, struct volume_info *info,
			struct bitlocker **ret)
{
	struct bitlocker *b = arena_new(arena, struct bitlocker);
	*b = (struct bitlocker){ .volume = volume, .arena = arena };
	memcpy(b->sector, sector.data, sizeof b->sector);
	unsigned good = fve_boot_parse(sector, &b->boot) ? read_copies(b) : 0;
	enum err e = ERR_CORRUPT;
	for (size_t i = 0; i < b->copy_count && e; i++)
		e = use_copy(b, &b->copies[i]);
	if (e) {
		say(b, info, good ? "BitLocker metadata contradict themselves" : "BitLocker metadata cannot be read");
		info->states |= VOLUME_LOCKED | VOLUME_DAMAGED;
		return e;
	}
	describe(b, info);
	say_layout(b, info, good);
	*ret = b;
	return OK;
}

/* ---- unlocking ---- */

/* The master key by one key (NULL: by the clear keys); *ret_protector is the index of the protector. */
static enum err try_key(struct bitlocker *b, const struct volume_key *key, unsigned *derivations,
			uint8_t ret[FVE_KEY_BYTES], size_t *ret_protector)
{
	struct cursor cursor = cursor_over(b->metadata->datums);
	struct fve_vmk vmk;
	enum err worst = ERR_LOCKED;
	for (size_t i = 0; i < LIMIT_PROTECTORS && next_vmk(&cursor, &vmk); i++) {
		enum protector_kind kind = fve_protector_kind(vmk.protector);
		if (key ? kind != key->kind : kind != PROTECTOR_CLEAR_KEY)
			continue;
		bool slow = kind == PROTECTOR_RECOVERY_PASSWORD || kind == PROTECTOR_PASSPHRASE;
		if (slow && *derivations == 0)
			return ERR_LIMIT;
		*derivations -= slow;
		enum err e = fve_vmk_open(&vmk, key, ret);
		*ret_protector = i;
		if (e == OK)
			return OK;
		if (e != ERR_LOCKED)
			worst = e;
	}
	return worst;
}

static enum err find_master_key(struct bitlocker *b, const struct volume_keys *keys, unsigned *derivations,
				uint8_t ret[FVE_KEY_BYTES], size_t *ret_protector)
{
	enum err worst = try_key(b, NULL, derivations, ret, ret_protector);
	for (size_t i = 0; worst != OK && keys && i < keys->count; i++) {
		enum err e = try_key(b, &keys->items[i], derivations, ret, ret_protector);
		if (e != ERR_LOCKED)
			worst = e;
	}
	return worst;
}

static enum err open_cipher(struct bitlocker *b, const uint8_t vmk[FVE_KEY_BYTES], struct volume_info *info)
{
	struct fve_sector_key key;
	enum err e = fve_sector_key_open(b->metadata, vmk, &key);
	if (e == ERR_UNSUPPORTED)
		say(b, info, "unknown encryption method, or encryption by hardware");
	if (e == OK) {
		info->encryption = method_of(key.method); /* authentic, unlike the one in the header */
		e = fve_cipher_open(&key, b->sector_bytes, &b->cipher);
	}
	explicit_bzero(&key, sizeof key);
	return e;
}

static uint32_t unlocked_state(enum protector_kind kind)
{
	switch (kind) {
	case PROTECTOR_CLEAR_KEY: return VOLUME_UNLOCKED_CLEAR_KEY;
	case PROTECTOR_STARTUP_KEY: return VOLUME_UNLOCKED_STARTUP_KEY;
	case PROTECTOR_PASSPHRASE: return VOLUME_UNLOCKED_PASSPHRASE;
	default: return VOLUME_UNLOCKED_RECOVERY_KEY;
	}
}

/* One copy of the metadata, from the keys to the cipher. */
static enum err unlock_copy(struct bitlocker *b, const struct volume_keys *keys, unsigned *derivations,
			    struct volume_info *info)
{
	uint8_t vmk[FVE_KEY_BYTES];
	size_t protector = 0;
	enum err e = find_master_key(b, keys, derivations, vmk, &protector);
	if (e == OK && !fve_seal_holds(b->metadata, vmk)) {
		say(b, info, "metadata are not as Windows sealed them");
		e = ERR_CORRUPT;
	}
	if (e == OK)
		e = open_cipher(b, vmk, info);
	explicit_bzero(vmk, sizeof vmk);
	if (e == OK && protector < info->protector_count) {
		info->protectors[protector].opened = true;
		info->states |= unlocked_state(info->protectors[protector].kind);
	}
	return e;
}

static enum err unlock_any_copy(struct bitlocker *b, const struct volume_keys *keys, unsigned *derivations,
				struct volume_info *info)
{
	if (bitlocker_is_decrypted(b)) {
		if (fve_seal_holds(b->metadata, NULL))
			return OK;
		say(b, info, "metadata are not as Windows sealed them");
		return ERR_CORRUPT;
	}
	enum err e = ERR_CORRUPT;
	for (size_t i = 0; i < b->copy_count; i++) {
		if ((e = use_copy(b, &b->copies[i])) != OK)
			continue;
		describe(b, info);
		if ((e = unlock_copy(b, keys, derivations, info)) == OK)
			break;
	}
	return e;
}

/* Volumes under conversion: the map when there is one, else the border in the metadata. */
static enum err find_conversion(struct bitlocker *b, struct volume_info *info)
{
	if (!b->cipher)
		return OK; /* decrypted to the end; the boot sector may still name a map */
	uint64_t size = device_size(b->volume);
	if (b->boot.converting && !b->map_sealed) {
		say(b, info, "the boot sector says that a conversion is unfinished, the sealed metadata do not");
		return ERR_CORRUPT;
	}
	if (b->boot.converting) {
		enum err e = fve_map_read(b->volume, &b->boot, b->sector_bytes, b->saved_bytes, b->arena, &b->map);
		if (e) {
			say(b, info, "conversion unfinished, and the map of the converted areas cannot be read");
			return ERR_CORRUPT;
		}
		info->encrypted_percent = percent(fve_map_encrypted_bytes(b->map, size), size - b->saved_bytes);
		if (info->encrypted_percent == 100 && b->metadata->state == FVE_STATE_ENCRYPTED) {
			b->map = NULL; /* finished, the identifier was left */
			return OK;
		}
	}
	if (is_converting(b)) {
		info->states |= VOLUME_CONVERTING;
		say(b, info, str_to_c(b->arena,
				      str_format(b->arena, "conversion unfinished, %u %% encrypted", info->encrypted_percent)));
	}
	return OK;
}

enum err bitlocker_unlock(struct bitlocker *b, const struct volume_keys *keys, unsigned *derivations,
			  struct volume_info *info, struct device **ret)
{
	enum err e = unlock_any_copy(b, keys, derivations, info);
	if (e == OK)
		e = find_conversion(b, info);
	if (e == OK)
		e = device_open_layer(b->volume, device_size(b->volume), bitlocker_view_read, b, &b->view);
	if (e == OK) {
		*ret = b->view;
		return OK;
	}
	info->states = (info->states & ~(uint32_t)VOLUME_UNLOCKED) | VOLUME_LOCKED | (e == ERR_CORRUPT ? VOLUME_DAMAGED : 0);
	for (size_t i = 0; i < info->protector_count; i++)
		info->protectors[i].opened = false;
	return e;
}

void bitlocker_close(struct bitlocker *b)
{
	if (!b)
		return;
	device_close(b->view);
	fve_cipher_close(b->cipher);
}
