/* From secrets to keys: recovery password, passphrase, startup key, clear key; volume master key, seal, sector key.
 * Hashes and ciphers: nettle. Format: see bitlocker_format.h. */
#include "disk/bitlocker_keys.h"

#include <nettle/ccm.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf.h"

enum {
	STRETCH_ROUNDS = 0x100000, SALT_BYTES = 16,
	BOX_NONCE = 12, BOX_TAG = 16,
	KEY_TYPE_CLEAR = 0x2000, KEY_TYPE_EXTERNAL = 0x2002, KEY_TYPE_VMK = 0x2003, KEY_TYPE_SHA256 = 0x2005,
	KEY_FLAG_PBKDF2 = 0x40,
	METHOD_FIRST = 0x8000, METHOD_LAST = 0x8005,
	RECOVERY_GROUPS = 8, RECOVERY_DIGITS = 6, RECOVERY_FACTOR = 11, RECOVERY_LIMIT = 720896
};

static void sha256(struct span bytes, uint8_t ret[SHA256_DIGEST_SIZE])
{
	struct sha256_ctx context;
	sha256_init(&context);
	sha256_update(&context, bytes.len, bytes.data);
	sha256_digest(&context, SHA256_DIGEST_SIZE, ret);
	explicit_bzero(&context, sizeof context);
}

/* ---- what a person holds ---- */

/* Reads 48 digits; anything but a digit, a hyphen or a blank ends it. Returns the number of digits. */
static size_t read_digits(struct str text, char digits[RECOVERY_GROUPS * RECOVERY_DIGITS])
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n')
			continue;
		if (c < '0' || c > '9' || count == RECOVERY_GROUPS * RECOVERY_DIGITS)
			return 0;
		digits[count++] = c;
	}
	return count;
}

enum err volume_key_from_recovery_password(struct str text, struct volume_key *ret, unsigned *ret_group)
{
	char digits[RECOVERY_GROUPS * RECOVERY_DIGITS];
	uint8_t bytes[RECOVERY_GROUPS * 2];
	size_t count = read_digits(text, digits);
	*ret_group = 0;
	/* As many groups as are there are checked: whoever types is told the first wrong one, not only that digits lack. */
	for (unsigned group = 0; group < count / RECOVERY_DIGITS; group++) {
		uint32_t value = 0;
		for (unsigned i = 0; i < RECOVERY_DIGITS; i++)
			value = value * 10 + (uint32_t)(digits[group * RECOVERY_DIGITS + i] - '0');
		if (value % RECOVERY_FACTOR || value >= RECOVERY_LIMIT) {
			*ret_group = group + 1;
			return ERR_CORRUPT;
		}
		bytes[2 * group] = (uint8_t)(value / RECOVERY_FACTOR);
		bytes[2 * group + 1] = (uint8_t)(value / RECOVERY_FACTOR >> 8);
	}
	if (count != sizeof digits)
		return ERR_CORRUPT;
	*ret = (struct volume_key){ .kind = PROTECTOR_RECOVERY_PASSWORD };
	sha256((struct span){ bytes, sizeof bytes }, ret->secret);
	explicit_bzero(digits, sizeof digits);
	explicit_bzero(bytes, sizeof bytes);
	return OK;
}

enum err volume_key_from_passphrase(struct str text, struct volume_key *ret)
{
	struct arena arena;
	if (text.len == 0 || text.len > LIMIT_FACT_TEXT_BYTES || !utf8_valid(text))
		return ERR_CORRUPT;
	arena_init(&arena, MIB);
	struct span utf16 = utf16le_from_utf8(&arena, text);
	*ret = (struct volume_key){ .kind = PROTECTOR_PASSPHRASE };
	sha256(utf16, ret->secret);
	sha256((struct span){ ret->secret, sizeof ret->secret }, ret->secret);
	explicit_bzero((void *)(uintptr_t)utf16.data, utf16.len);
	arena_done(&arena);
	return OK;
}

/* A dataset header, then one datum: id, time, and a plain key among its children. */
static bool parse_startup_key(struct span bytes, struct volume_key *ret)
{
	struct cursor head = cursor_over(bytes);
	uint32_t size = cursor_u32le(&head), version = cursor_u32le(&head), start = cursor_u32le(&head),
		end = cursor_u32le(&head);
	struct span datums, key;
	struct fve_datum external, datum;
	if (!cursor_ok(&head) || size > bytes.len || version != 1 || start < 48 || end < start || end > size ||
	    !span_sub(bytes, start, end - start, &datums) ||
	    !fve_datum_find(datums, FVE_ROLE_STARTUP_KEY, FVE_TYPE_EXTERNAL_KEY, &external))
		return false;
	struct cursor value = cursor_over(external.value);
	struct span id = cursor_bytes(&value, FVE_GUID_BYTES);
	cursor_u64le(&value); /* time */
	struct span children = cursor_bytes(&value, cursor_left(&value));
	if (!cursor_ok(&value) || !fve_datum_find(children, FVE_ROLE_PROPERTY, FVE_TYPE_KEY, &datum) ||
	    datum.value.len != 4 + FVE_KEY_BYTES || !span_sub(datum.value, 4, FVE_KEY_BYTES, &key))
		return false;
	*ret = (struct volume_key){ .kind = PROTECTOR_STARTUP_KEY };
	memcpy(ret->id, id.data, sizeof ret->id);
	memcpy(ret->secret, key.data, sizeof ret->secret);
	return true;
}

static enum err add_key(struct volume_keys *keys, const struct volume_key *key)
{
	if (keys->count == VOLUME_KEYS_MAX)
		return ERR_LIMIT;
	keys->items[keys->count++] = *key;
	return OK;
}

/* Every part that is a recovery password: 8 groups of 6 digits with hyphens. ERR_CORRUPT: none. */
static enum err add_recovery_passwords(struct str text, struct volume_keys *keys)
{
	enum { LEN = RECOVERY_GROUPS * (RECOVERY_DIGITS + 1) - 1 };
	enum err e = ERR_CORRUPT;
	struct volume_key key;
	unsigned group;
	for (size_t at = 0; at + LEN <= text.len; at++) {
		bool starts = text.data[at] >= '0' && text.data[at] <= '9' && text.data[at + RECOVERY_DIGITS] == '-';
		if (!starts || volume_key_from_recovery_password(str_sub(text, at, LEN), &key, &group) != OK)
			continue;
		e = add_key(keys, &key);
		if (e)
			break;
		at += LEN - 1;
	}
	explicit_bzero(&key, sizeof key);
	return e;
}

enum err volume_keys_from_file(struct span bytes, struct volume_keys *keys)
{
	struct arena arena;
	struct volume_key key;
	if (parse_startup_key(bytes, &key)) {
		enum err added = add_key(keys, &key);
		explicit_bzero(&key, sizeof key);
		return added;
	}
	if (bytes.len > LIMIT_CONFIG_BYTES)
		return ERR_CORRUPT;
	arena_init(&arena, LIMIT_TEXT_BYTES);
	bool utf16 = bytes.len >= 2 && bytes.data[0] == 0xFF && bytes.data[1] == 0xFE;
	struct str text = utf16 ? utf16le_all(&arena, bytes) : (struct str){ (const char *)bytes.data, bytes.len };
	enum err e = add_recovery_passwords(text, keys);
	if (utf16)
		explicit_bzero((void *)(uintptr_t)text.data, text.len);
	arena_done(&arena);
	return e;
}

/* ---- boxes ---- */

enum err fve_box_open(struct span box, const uint8_t key[FVE_KEY_BYTES], struct fve_plain *ret)
{
	struct ccm_aes256_ctx context;
	struct cursor cursor = cursor_over(box);
	struct span nonce = cursor_bytes(&cursor, BOX_NONCE), tag = cursor_bytes(&cursor, BOX_TAG);
	size_t len = cursor_left(&cursor);
	struct span cipher = cursor_bytes(&cursor, len);
	uint8_t input[FVE_PLAIN_MAX + BOX_TAG];
	if (!cursor_ok(&cursor) || len == 0 || len > FVE_PLAIN_MAX)
		return ERR_CORRUPT;
	memcpy(input, cipher.data, len); /* nettle wants the tag behind the message */
	memcpy(input + len, tag.data, BOX_TAG);
	ccm_aes256_set_key(&context, key);
	int authentic = ccm_aes256_decrypt_message(&context, BOX_NONCE, nonce.data, 0, NULL, BOX_TAG, len, ret->bytes, input);
	explicit_bzero(&context, sizeof context);
	ret->len = authentic ? len : 0;
	return authentic ? OK : ERR_LOCKED;
}

/* ---- protectors ---- */

enum protector_kind fve_protector_kind(uint16_t protector)
{
	switch (protector & 0xFF00) { /* the low byte is a priority */
	case 0x0000: return PROTECTOR_CLEAR_KEY;
	case 0x0100: return PROTECTOR_TPM;
	case 0x0200: return PROTECTOR_STARTUP_KEY;
	case 0x0300: return PROTECTOR_TPM_STARTUP_KEY;
	case 0x0400: case 0x0500: return PROTECTOR_TPM_PIN;
	case 0x0600: case 0x0700: return PROTECTOR_TPM_PIN_STARTUP_KEY;
	case 0x0800: return PROTECTOR_RECOVERY_PASSWORD;
	case 0x1000: return PROTECTOR_PUBLIC_KEY;
	case 0x2000: return PROTECTOR_PASSPHRASE;
	default: return PROTECTOR_UNKNOWN;
	}
}

/* The slow derivation: last = SHA-256(last | secret | salt | round), 0x100000 times. */
static void stretch(const uint8_t secret[32], const uint8_t *salt, uint8_t ret[FVE_KEY_BYTES])
{
	uint8_t buffer[32 + 32 + SALT_BYTES + 8] = { 0 };
	memcpy(buffer + 32, secret, 32);
	memcpy(buffer + 64, salt, SALT_BYTES);
	for (uint64_t round = 0; round < STRETCH_ROUNDS; round++) {
		for (unsigned i = 0; i < 8; i++)
			buffer[80 + i] = (uint8_t)(round >> (8 * i));
		sha256((struct span){ buffer, sizeof buffer }, buffer);
	}
	memcpy(ret, buffer, FVE_KEY_BYTES);
	explicit_bzero(buffer, sizeof buffer);
}

static enum err clear_key(const struct fve_vmk *vmk, uint8_t ret[FVE_KEY_BYTES])
{
	struct fve_datum datum;
	if (!fve_datum_find(vmk->children, FVE_ROLE_PROPERTY, FVE_TYPE_KEY, &datum) || datum.value.len != 4 + FVE_KEY_BYTES)
		return ERR_CORRUPT;
	memcpy(ret, datum.value.data + 4, FVE_KEY_BYTES);
	return OK;
}

static enum err stretched_key(const struct fve_vmk *vmk, const struct volume_key *key, uint8_t ret[FVE_KEY_BYTES])
{
	struct fve_datum datum;
	if (!fve_datum_find(vmk->children, FVE_ROLE_PROPERTY, FVE_TYPE_STRETCH, &datum))
		return ERR_CORRUPT;
	struct cursor cursor = cursor_over(datum.value);
	cursor_u16le(&cursor); /* key type */
	uint16_t flags = cursor_u16le(&cursor);
	struct span salt = cursor_bytes(&cursor, SALT_BYTES);
	if (!cursor_ok(&cursor))
		return ERR_CORRUPT;
	if (flags & KEY_FLAG_PBKDF2)
		return ERR_UNSUPPORTED;
	stretch(key->secret, salt.data, ret);
	return OK;
}

static enum err intermediate_key(const struct fve_vmk *vmk, const struct volume_key *key, uint8_t ret[FVE_KEY_BYTES])
{
	enum protector_kind kind = fve_protector_kind(vmk->protector);
	if (kind == PROTECTOR_CLEAR_KEY)
		return clear_key(vmk, ret);
	if (!key || key->kind != kind)
		return ERR_LOCKED;
	if (kind == PROTECTOR_RECOVERY_PASSWORD || kind == PROTECTOR_PASSPHRASE)
		return stretched_key(vmk, key, ret);
	if (kind != PROTECTOR_STARTUP_KEY || memcmp(key->id, vmk->id, sizeof key->id) != 0)
		return ERR_LOCKED;
	memcpy(ret, key->secret, FVE_KEY_BYTES);
	return OK;
}

/* Opens a box and takes the key of a type out of it. */
static enum err open_key(struct span box, const uint8_t key[FVE_KEY_BYTES], uint16_t type, uint8_t ret[FVE_KEY_BYTES])
{
	struct fve_plain plain;
	struct span found;
	uint16_t found_type;
	enum err e = fve_box_open(box, key, &plain);
	if (e == OK && (!fve_key_parse((struct span){ plain.bytes, plain.len }, &found_type, &found) || found_type != type ||
			found.len != FVE_KEY_BYTES))
		e = ERR_CORRUPT;
	if (e == OK)
		memcpy(ret, found.data, FVE_KEY_BYTES);
	explicit_bzero(&plain, sizeof plain);
	return e;
}

enum err fve_vmk_open(const struct fve_vmk *vmk, const struct volume_key *key, uint8_t ret[FVE_KEY_BYTES])
{
	uint8_t intermediate[FVE_KEY_BYTES];
	/* the direct child; boxes nested deeper hold copies of the secret, wrapped the other way round */
	struct fve_datum box;
	if (!fve_datum_find(vmk->children, FVE_ROLE_PROPERTY, FVE_TYPE_BOX, &box))
		return ERR_CORRUPT;
	enum err e = intermediate_key(vmk, key, intermediate);
	if (e == OK)
		e = open_key(box.value, intermediate, KEY_TYPE_VMK, ret);
	explicit_bzero(intermediate, sizeof intermediate);
	return e;
}

bool fve_seal_holds(const struct fve_metadata *metadata, const uint8_t *vmk)
{
	uint8_t hash[SHA256_DIGEST_SIZE], sealed[FVE_HASH_BYTES];
	struct cursor cursor = cursor_over(metadata->seal);
	struct fve_datum datum;
	if (!fve_datum_next(&cursor, &datum))
		return false;
	sha256(metadata->sealed, hash);
	if (vmk)
		return datum.type == FVE_TYPE_BOX && open_key(datum.value, vmk, KEY_TYPE_SHA256, sealed) == OK &&
		       memeql_sec(hash, sealed, sizeof hash);
	return datum.type == FVE_TYPE_KEY && datum.value.len == 4 + FVE_HASH_BYTES &&
	       memeql_sec(hash, datum.value.data + 4, sizeof hash);
}

/* ---- the key of the sectors ---- */

static size_t sector_key_bytes(uint16_t method)
{
	static const uint8_t sizes[] = { 64, 64, 16, 32, 32, 64 };
	return sizes[method - METHOD_FIRST];
}

enum err fve_sector_key_open(const struct fve_metadata *metadata, const uint8_t vmk[FVE_KEY_BYTES],
			     struct fve_sector_key *ret)
{
	struct fve_plain plain;
	struct fve_datum box;
	struct span key;
	uint16_t method;
	if (!fve_datum_find(metadata->datums, FVE_ROLE_FVEK, FVE_TYPE_BOX, &box))
		return ERR_CORRUPT;
	enum err e = fve_box_open(box.value, vmk, &plain);
	if (e == ERR_LOCKED)
		e = ERR_CORRUPT; /* the master key is the right one: its own seal was checked */
	if (e == OK && !fve_key_parse((struct span){ plain.bytes, plain.len }, &method, &key))
		e = ERR_CORRUPT;
	if (e == OK && (method < METHOD_FIRST || method > METHOD_LAST))
		e = ERR_UNSUPPORTED;
	if (e == OK && key.len != sector_key_bytes(method))
		e = ERR_CORRUPT;
	if (e == OK) {
		*ret = (struct fve_sector_key){ .method = method, .len = key.len };
		memcpy(ret->bytes, key.data, key.len);
	}
	explicit_bzero(&plain, sizeof plain);
	return e;
}
