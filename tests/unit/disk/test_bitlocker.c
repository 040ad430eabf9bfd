/* BitLocker: every volume of the corpus against its truth (protectors, every key, decrypted bytes), then the same volumes damaged. */
#include <stdio.h>

#include <cjson/cJSON.h>
#include <zlib.h>

#include "base/peek.h"
#include "base/utf.h"
#include "disk/bitlocker.h"
#include "disk/bitlocker_conversion.h"
#include "disk/bitlocker_format.h"
#include "disk/bitlocker_keys.h"
#include "disk/device.h"
#include "disk_support.h"

enum { CHUNK = 1 << 20 };

/* A volume of the corpus in a temporary file, opened. */
struct opened {
	struct arena arena;
	struct image image;
	struct device *device;
	struct bitlocker *bitlocker;
	struct volume_info info;
	enum err result;
};

static void open_image(struct opened *o)
{
	uint8_t sector[512];
	int fd = open(o->image.path, O_RDONLY | O_CLOEXEC);
	o->info = (struct volume_info){ .id = 1 };
	o->bitlocker = NULL;
	if (device_open_fd(fd, &o->device) != OK || device_read(o->device, 0, sector, sizeof sector) != OK)
		abort();
	o->result = bitlocker_open(o->device, (struct span){ sector, sizeof sector }, &o->arena, &o->info, &o->bitlocker);
}

static void close_image(struct opened *o)
{
	bitlocker_close(o->bitlocker);
	device_close(o->device);
}

static void open_corpus(struct opened *o, const char *name)
{
	arena_init(&o->arena, 4 * GIB);
	o->image = image_of(&o->arena, corpus_file(&o->arena, name));
	open_image(o);
}

static void reopen(struct opened *o)
{
	close_image(o);
	open_image(o);
}

static void done(struct opened *o)
{
	close_image(o);
	image_done(&o->image);
	arena_done(&o->arena);
}

static enum err unlock(struct opened *o, const struct volume_key *key, struct device **ret)
{
	struct volume_keys keys = { .count = key ? 1 : 0 };
	unsigned derivations = LIMIT_KEY_DERIVATIONS;
	if (key)
		keys.items[0] = *key;
	return o->result ? o->result : bitlocker_unlock(o->bitlocker, &keys, &derivations, &o->info, ret);
}

/* SHA-256 of the first `size` bytes of a device. */
static struct str hash_of(struct arena *arena, struct device *device, uint64_t size)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE], *bytes = malloc(CHUNK);
	char *hex = arena_alloc(arena, 65);
	sha256_init(&context);
	for (uint64_t at = 0; at < size; at += CHUNK) {
		size_t len = size - at < CHUNK ? (size_t)(size - at) : CHUNK;
		if (device_read(device, at, bytes, len) != OK) {
			free(bytes);
			return STR("unreadable");
		}
		sha256_update(&context, len, bytes);
	}
	sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	free(bytes);
	return (struct str){ hex, 64 };
}

/* ---- the truth ---- */

static cJSON *load_truth(struct arena *arena)
{
	struct span text = corpus_file(arena, "truth.json");
	return cJSON_ParseWithLength((const char *)text.data, text.len);
}

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static struct str text_of(const cJSON *object, const char *name)
{
	return str_from_c(cJSON_GetStringValue(member(object, name)));
}

static enum protector_kind kind_of(struct str words)
{
	static const struct { const char *words; enum protector_kind kind; } kinds[] = {
		{ "VMK protected with passphrase", PROTECTOR_PASSPHRASE },
		{ "VMK protected with recovery passphrase", PROTECTOR_RECOVERY_PASSWORD },
		{ "VMK protected with startup key", PROTECTOR_STARTUP_KEY },
		{ "VMK protected with clear key", PROTECTOR_CLEAR_KEY },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_eq_c(words, kinds[i].words))
			return kinds[i].kind;
	}
	return PROTECTOR_UNKNOWN;
}

static void check_protectors(const struct volume_info *info, const cJSON *facts)
{
	unsigned expected[PROTECTOR_KIND_COUNT] = { 0 }, found[PROTECTOR_KIND_COUNT] = { 0 };
	const cJSON *words;
	cJSON_ArrayForEach(words, member(facts, "protectors"))
		expected[kind_of(str_from_c(words->valuestring))]++;
	for (size_t i = 0; i < info->protector_count; i++)
		found[info->protectors[i].kind]++;
	CHECK(memcmp(expected, found, sizeof found) == 0);
	CHECK_INT(expected[PROTECTOR_UNKNOWN], 0);
}

static void check_facts(struct opened *o, const cJSON *facts)
{
	struct str guid = text_of(facts, "guid"), mode = text_of(facts, "mode"), label = text_of(facts, "description");
	check_protectors(&o->info, facts);
	CHECK(guid.len == 0 || str_eq_fold(o->info.encryption_id, guid));
	CHECK(label.len == 0 || str_eq(o->info.encryption_label, label));
	struct str method = str_from_c(word_of(&encryption_method_words, o->info.encryption));
	if (str_eq_c(mode, "xts-plain64"))
		CHECK(str_starts(method, STR("aes-xts-")));
	else if (str_eq_c(mode, "cbc-elephant"))
		CHECK(str_ends(method, STR("-elephant")));
	else if (str_eq_c(mode, "cbc-eboiv"))
		CHECK(str_starts(method, STR("aes-cbc-")) && !str_ends(method, STR("-elephant")));
	else
		CHECK(str_eq_c(method, "none"));
}

static bool has_id(const struct opened *o, struct str id)
{
	for (size_t i = 0; i < o->info.protector_count; i++) {
		if (o->info.protectors[i].opened && str_eq_fold(o->info.protectors[i].id, id))
			return true;
	}
	return false;
}

static unsigned keys_used, hashes_matched;

/* One key: opens by the protector that the truth names, and gives the bytes that the truth knows. */
static void check_key(struct opened *o, const struct volume_key *key, struct str protector, struct str hash, const char *name)
{
	struct device *view = NULL;
	reopen(o);
	enum err e = unlock(o, key, &view);
	keys_used++;
	if (e)
		printf("%s: %s\n", name, err_name(e));
	CHECK_INT(e, OK);
	CHECK(protector.len == 0 || has_id(o, protector));
	if (e || hash.len == 0)
		return;
	bool same = str_eq(hash_of(&o->arena, view, device_size(view)), hash);
	hashes_matched += same;
	CHECK(same);
}

static void check_keys(struct opened *o, const cJSON *expected, const char *name)
{
	static const char *const recovery[][2] = { { "RP", "RP_VMK_GUID" }, { "RP2", "RP2_VMK_GUID" } };
	struct str password = text_of(expected, "PW"), hash = text_of(expected, "SHA256SUM");
	struct volume_key key;
	unsigned group;
	if (password.len == 0)
		password = text_of(expected, "passphrase");
	if (password.len) {
		CHECK_INT(volume_key_from_passphrase(password, &key), OK);
		check_key(o, &key, text_of(expected, "PW_VMK_GUID"), hash, name);
	}
	for (size_t i = 0; i < 2; i++) {
		struct str digits = text_of(expected, recovery[i][0]);
		if (digits.len == 0)
			continue;
		CHECK_INT(volume_key_from_recovery_password(digits, &key, &group), OK);
		check_key(o, &key, text_of(expected, recovery[i][1]), hash, name);
	}
	if (strstr(name, "startup-key")) {
		const char *file = "bitlocker/cryptsetup/4381F759-C4F8-4DE0-BB61-FC33A831BDA5.BEK";
		struct volume_keys keys = { 0 };
		CHECK_INT(volume_keys_from_file(corpus_file(&o->arena, file), &keys), OK);
		check_key(o, &keys.items[0], text_of(expected, "SK_VMK_GUID"), hash, name);
	}
	if (text_of(expected, "CLEARKEY_VMK_GUID").len || text_of(expected, "unlock").len)
		check_key(o, NULL, text_of(expected, "CLEARKEY_VMK_GUID"), hash, name);
}

/* Its conversion tables were blanked before publication: the keys open, but no byte may be guessed. */
static void check_lost_map(struct opened *o, const cJSON *expected)
{
	struct volume_key key;
	struct device *view = NULL;
	CHECK_INT(volume_key_from_passphrase(text_of(expected, "PW"), &key), OK);
	CHECK_INT(unlock(o, &key, &view), ERR_CORRUPT);
	CHECK(view == NULL && o->info.states & VOLUME_LOCKED && !(o->info.states & VOLUME_UNLOCKED));
	CHECK(str_find(o->info.detail, STR("map of the converted areas")) >= 0);
}

static void check_volume(const cJSON *facts, const char *name)
{
	struct opened o;
	open_corpus(&o, name);
	struct str before = image_hash(&o.arena, &o.image);
	const cJSON *expected = member(facts, "expected_from_upstream_test");
	CHECK_INT(o.result, OK);
	check_facts(&o, facts);
	bool decrypted = strstr(name, "decrypted") != NULL;
	struct device *view = NULL;
	if (strstr(name, "eow")) {
		check_lost_map(&o, expected);
	} else {
		enum err e = unlock(&o, NULL, &view);
		bool clear = cJSON_IsTrue(member(facts, "has_clear_key_protector"));
		CHECK_INT(e, clear || decrypted ? OK : ERR_LOCKED);
		CHECK_INT(bitlocker_is_decrypted(o.bitlocker), decrypted);
		check_keys(&o, expected, name);
	}
	CHECK(str_eq(before, image_hash(&o.arena, &o.image)));
	done(&o);
}

static void every_volume_of_the_corpus(void)
{
	struct arena arena;
	arena_init(&arena, 1 * GIB);
	cJSON *truth = load_truth(&arena);
	unsigned seen = 0;
	for (const cJSON *file = truth->child; file; file = file->next) {
		struct str name = str_from_c(file->string);
		if (!str_starts(name, STR("bitlocker/")) || !(str_ends(name, STR(".img.xz")) || str_ends(name, STR(".bin.xz"))))
			continue;
		check_volume(file, str_to_c(&arena, str_sub(name, 0, name.len - 3)));
		seen++;
	}
	printf("%u volumes, %u keys, %u decrypted volumes equal to their hash\n", seen, keys_used, hashes_matched);
	CHECK_INT(seen, 15);
	CHECK(keys_used >= 22 && hashes_matched >= 20);
	cJSON_Delete(truth);
	arena_done(&arena);
}

/* ---- through the whole source ---- */

static void sources_open_with_keys(void)
{
	struct opened o;
	struct file_tree *tree = NULL;
	struct volume_keys keys = { .count = 1 };
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-togo-aes-xts-128.img");
	struct source *source = image_source(&o.arena, &o.image);
	CHECK_INT(source_index(source, 0, &tree), ERR_LOCKED);
	CHECK(source_volume(source, 0)->states & VOLUME_LOCKED);
	CHECK_INT(source_volume(source, 0)->content, FILESYSTEM_UNKNOWN);
	source_close(source);
	source = image_source(&o.arena, &o.image);
	CHECK_INT(volume_key_from_passphrase(STR("anaconda"), &keys.items[0]), OK);
	source_use_keys(source, &keys);
	CHECK_INT(source_index(source, 0, &tree), ERR_UNSUPPORTED); /* FAT inside */
	struct volume_info *info = source_volume(source, 0);
	CHECK_INT(info->content, FILESYSTEM_FAT);
	CHECK(info->states & VOLUME_UNLOCKED_PASSPHRASE && !(info->states & VOLUME_LOCKED));
	source_close(source);
	done(&o);
}

static void decrypted_volumes_are_what_they_were(void)
{
	struct opened o;
	struct file_tree *tree = NULL;
	open_corpus(&o, "bitlocker/dissect/decrypted.bin");
	struct source *source = image_source(&o.arena, &o.image);
	struct volume_info *info = source_volume(source, 0);
	CHECK_INT(info->filesystem, FILESYSTEM_NTFS);
	/* Only the start of its file system was kept; its first sectors and $MFTMirr are there. */
	CHECK_INT(source_index(source, 0, &tree), OK);
	CHECK(info->states & VOLUME_TRUNCATED && info->states & VOLUME_DAMAGED && !(info->states & VOLUME_LOCKED));
	source_close(source);
	done(&o);
}

/* ---- reads of any size at any place give the same bytes ---- */

static void reads_do_not_depend_on_alignment(void)
{
	static const char *const names[] = { "bitlocker/dissect/suspended.bin", "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img" };
	for (size_t n = 0; n < 2; n++) {
		struct opened o;
		struct device *view = NULL;
		uint32_t seed = 7;
		open_corpus(&o, names[n]);
		CHECK_INT(unlock(&o, NULL, &view), OK);
		uint64_t size = device_size(view) - device_size(view) % 512;
		uint8_t *whole = malloc(size), piece[5000];
		CHECK_INT(device_read(view, 0, whole, size), OK);
		unsigned wrong = 0;
		for (unsigned i = 0; i < 3000; i++) {
			seed = seed * 1103515245 + 12345;
			uint64_t at = ((uint64_t)seed << 7) % (size - sizeof piece);
			size_t len = 1 + (seed >> 5) % sizeof piece;
			wrong += device_read(view, at, piece, len) != OK || memcmp(piece, whole + at, len) != 0;
		}
		CHECK_INT(wrong, 0);
		CHECK_INT(device_read(view, device_size(view), piece, 1), ERR_TRUNCATED);
		free(whole);
		done(&o);
	}
}

/* ---- damage ---- */

/* Offsets of the three blocks, from the boot sector. */
static void find_blocks(const struct opened *o, uint64_t blocks[FVE_BLOCKS])
{
	uint8_t sector[512];
	struct fve_boot boot;
	image_read(&o->image, 0, sector, sizeof sector);
	CHECK(fve_boot_parse((struct span){ sector, sizeof sector }, &boot));
	memcpy(blocks, boot.blocks, sizeof boot.blocks);
}

static void flip(const struct image *image, uint64_t offset, uint8_t with)
{
	uint8_t byte;
	image_read(image, offset, &byte, 1);
	byte ^= with;
	image_write(image, offset, &byte, 1);
}

static void any_two_copies_may_be_damaged(void)
{
	struct opened o;
	struct device *view;
	uint64_t blocks[FVE_BLOCKS];
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	find_blocks(&o, blocks);
	for (unsigned mask = 1; mask < 8; mask++) {
		for (unsigned i = 0; i < FVE_BLOCKS; i++) {
			if (mask >> i & 1)
				flip(&o.image, blocks[i] + 200, 0x55);
		}
		reopen(&o);
		enum err e = unlock(&o, NULL, &view);
		CHECK_INT(e, mask == 7 ? ERR_CORRUPT : OK);
		CHECK(str_find(o.info.detail, mask == 7 ? STR("cannot be read") : STR("metadata copies are damaged")) >= 0);
		if (e == OK)
			CHECK(str_starts(hash_of(&o.arena, view, 512), STR("407fcf4515ced29c")));
		for (unsigned i = 0; i < FVE_BLOCKS; i++) {
			if (mask >> i & 1)
				flip(&o.image, blocks[i] + 200, 0x55);
		}
	}
	done(&o);
}

/* Whoever edits the metadata and mends their checksum still has not the key of the seal. */
static void mend_checksum(const struct image *image, uint64_t block)
{
	uint8_t bytes[0x10000];
	bool failed = false;
	image_read(image, block, bytes, sizeof bytes);
	struct span span = { bytes, sizeof bytes };
	size_t len = peek_u16le(span, 8, &failed) * (size_t)16;
	if (len + 8 > sizeof bytes)
		return;
	uint32_t sum = (uint32_t)crc32(0, bytes, (uInt)len);
	image_write(image, block + len + 4, &sum, sizeof sum);
}

static void flips_end_in_an_error(bool mended)
{
	struct opened o;
	struct device *view;
	uint64_t blocks[FVE_BLOCKS];
	unsigned opened_wrongly = 0;
	uint8_t saved[FVE_BLOCKS][0x10000];
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	find_blocks(&o, blocks);
	for (unsigned i = 0; i < FVE_BLOCKS; i++)
		image_read(&o.image, blocks[i], saved[i], sizeof saved[i]);
	size_t len = ((size_t)saved[0][8] | (size_t)saved[0][9] << 8) * 16;
	CHECK(len > 200 && len < 4096);
	for (size_t at = 0; at < len; at++) {
		for (unsigned i = 0; i < FVE_BLOCKS; i++) {
			flip(&o.image, blocks[i] + at, (uint8_t)(1u << (at % 8)));
			if (mended)
				mend_checksum(&o.image, blocks[i]);
		}
		reopen(&o);
		opened_wrongly += unlock(&o, NULL, &view) == OK;
		for (unsigned i = 0; i < FVE_BLOCKS; i++)
			image_write(&o.image, blocks[i], saved[i], sizeof saved[i]);
	}
	CHECK_INT(opened_wrongly, 0);
	reopen(&o);
	CHECK_INT(unlock(&o, NULL, &view), OK);
	done(&o);
}

static void flips_of_the_metadata(void)
{
	flips_end_in_an_error(false);
}

static void flips_with_a_mended_checksum(void)
{
	flips_end_in_an_error(true);
}

/* Of the boot sector only the places and the identifier matter; any answer is an error or the right bytes. */
static void flips_of_the_boot_sector(void)
{
	struct opened o;
	struct device *view;
	unsigned wrong = 0;
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	for (unsigned bit = 0; bit < 512 * 8; bit += 3) {
		flip(&o.image, bit / 8, (uint8_t)(1u << (bit % 8)));
		reopen(&o);
		if (unlock(&o, NULL, &view) == OK && !str_starts(hash_of(&o.arena, view, 512), STR("407fcf4515ced29c")))
			wrong++;
		flip(&o.image, bit / 8, (uint8_t)(1u << (bit % 8)));
	}
	CHECK_INT(wrong, 0);
	done(&o);
}

static void truncations_end_in_an_error(void)
{
	struct opened o;
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	uint64_t size = device_size(o.device);
	unsigned wrong = 0, readable = 0;
	for (unsigned i = 200; i > 0; i--) {
		struct device *view = NULL;
		uint8_t last[512];
		uint64_t cut = size / 200 * i - (i % 7) * 100;
		if (ftruncate(o.image.fd, (off_t)cut) != 0)
			abort();
		reopen(&o);
		enum err e = unlock(&o, NULL, &view);
		readable += e == OK;
		/* What is left is read, nothing is made up behind it. */
		wrong += e == OK && (device_size(view) != cut || device_read(view, cut - 100, last, sizeof last) == OK);
		wrong += e != OK && !(o.info.states & VOLUME_LOCKED);
	}
	CHECK_INT(wrong, 0);
	CHECK(readable > 20 && readable < 200);
	done(&o);
}

/* ---- keys as people type them ---- */

static void recovery_passwords_name_the_wrong_group(void)
{
	struct volume_key key;
	unsigned group;
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590458-071500-554323-116567-412181-516978"), &key, &group), OK);
	CHECK_INT(key.secret[0], 0x3c); /* SHA-256 of the 16 bytes */
	CHECK_INT(volume_key_from_recovery_password(STR(" 042647302313590458071500 554323 116567 412181-516978\n"), &key, &group), OK);
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590459-071500-554323-116567-412181-516978"), &key, &group),
		  ERR_CORRUPT);
	CHECK_INT(group, 3);
	/* Divisible by 11, but more than 16 bits. */
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590458-071500-554323-116567-412181-720896"), &key, &group),
		  ERR_CORRUPT);
	CHECK_INT(group, 8);
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313"), &key, &group), ERR_CORRUPT);
	CHECK_INT(group, 0);
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590458-071500-554323-116567-412181-51697x"), &key, &group),
		  ERR_CORRUPT);
	CHECK_INT(volume_key_from_recovery_password((struct str){ 0 }, &key, &group), ERR_CORRUPT);
}

static void key_files_of_every_kind(void)
{
	struct arena arena;
	struct volume_key key;
	struct volume_keys keys = { 0 };
	arena_init(&arena, MIB);
	struct str text = STR("BitLocker Drive Encryption recovery key\r\n\r\nIdentifier:\r\n\r\n"
			      "\t3FD763F9-74C7-4E90-8FA2-1F6A2E2B4E0C\r\n\r\nRecovery Key:\r\n\r\n"
			      "\t042647-302313-590458-071500-554323-116567-412181-516978\r\n"
			      "the other disk: 235818-357951-253979-013365-241120-245575-342914-591910\r\n");
	CHECK_INT(volume_keys_from_file((struct span){ (const uint8_t *)text.data, text.len }, &keys), OK);
	CHECK(keys.count == 2 && keys.items[0].kind == PROTECTOR_RECOVERY_PASSWORD);
	struct span utf16 = utf16le_from_utf8(&arena, str_format(&arena, "\xEF\xBB\xBF%.*s", STR_ARGS(text)));
	keys.count = 0;
	CHECK_INT(volume_keys_from_file(utf16, &keys), OK);
	CHECK(keys.count == 2 && keys.items[0].secret[0] == 0x3c);
	for (unsigned i = 0; i < VOLUME_KEYS_MAX / 2 - 1; i++)
		CHECK_INT(volume_keys_from_file(utf16, &keys), OK);
	CHECK_INT(volume_keys_from_file(utf16, &keys), ERR_LIMIT);
	keys.count = 0;
	CHECK_INT(volume_keys_from_file((struct span){ (const uint8_t *)"no key here", 11 }, &keys), ERR_CORRUPT);
	CHECK_INT(volume_keys_from_file((struct span){ 0 }, &keys), ERR_CORRUPT);
	CHECK_INT(volume_key_from_passphrase(STR("\xFF"), &key), ERR_CORRUPT);
	CHECK_INT(volume_key_from_passphrase((struct str){ 0 }, &key), ERR_CORRUPT);
	struct span file = corpus_file(&arena, "bitlocker/cryptsetup/4381F759-C4F8-4DE0-BB61-FC33A831BDA5.BEK");
	for (size_t len = 0; len < file.len; len++)
		CHECK(volume_keys_from_file((struct span){ file.data, len }, &keys) != OK);
	CHECK_INT(volume_keys_from_file(file, &keys), OK);
	CHECK(keys.count == 1 && keys.items[0].kind == PROTECTOR_STARTUP_KEY);
	arena_done(&arena);
}

/* ---- forgeries that need no key ---- */

static void put(const struct image *image, uint64_t offset, uint64_t value, size_t len)
{
	image_write(image, offset, &value, len); /* little-endian, as every machine this runs on */
}

static void seal_plainly(const struct image *image, uint64_t block)
{
	uint8_t bytes[0x10000], head[12] = { 44, 0, 4, 0, 1, 0, 1, 0, 5, 0x20, 0, 0 }, digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx context;
	image_read(image, block, bytes, sizeof bytes);
	size_t len = ((size_t)bytes[8] | (size_t)bytes[9] << 8) * 16;
	sha256_init(&context);
	sha256_update(&context, len, bytes);
	sha256_digest(&context, sizeof digest, digest);
	image_write(image, block + len + 8, head, sizeof head);
	image_write(image, block + len + 8 + sizeof head, digest, sizeof digest);
	mend_checksum(image, block);
}

/* "Decrypted" is sealed without a key, so anybody can write it: such a copy is never believed beside another one. */
static void a_forged_copy_says_decrypted(void)
{
	struct opened o;
	struct device *view;
	uint64_t blocks[FVE_BLOCKS];
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	find_blocks(&o, blocks);
	put(&o.image, blocks[2] + 12, FVE_STATE_DECRYPTED, 2);
	put(&o.image, blocks[2] + 96, 0xFFFFFFF0, 4);
	put(&o.image, blocks[2] + 100, 0, 2);
	seal_plainly(&o.image, blocks[2]);
	reopen(&o);
	CHECK_INT(o.result, OK);
	CHECK(!bitlocker_is_decrypted(o.bitlocker) && o.info.states & VOLUME_DAMAGED);
	CHECK_INT(unlock(&o, NULL, &view), OK); /* by the genuine copies */
	CHECK(str_starts(hash_of(&o.arena, view, 512), STR("407fcf4515ced29c")));
	done(&o);
}

/* The boot sector is not sealed: it cannot make a finished volume one under conversion. */
static void a_forged_boot_sector_says_converting(void)
{
	static const uint8_t converting[16] = { 0x3B, 0x4D, 0xA8, 0x92, 0x80, 0xDD, 0x0E, 0x4D,
		0x9E, 0x4E, 0xB1, 0xE3, 0x28, 0x4E, 0xAE, 0xD8 };
	struct opened o;
	struct device *view;
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128-clearkey-only.img");
	image_write(&o.image, 0xA0, converting, sizeof converting);
	put(&o.image, 0xC8, 0x4000000, 8);
	reopen(&o);
	CHECK_INT(unlock(&o, NULL, &view), ERR_CORRUPT);
	CHECK(o.info.states & VOLUME_LOCKED && str_find(o.info.detail, STR("sealed metadata do not")) >= 0);
	done(&o);
}

static void mend_sum(uint8_t *bytes, size_t len, size_t place)
{
	memset(bytes + place, 0, 4);
	uint32_t sum = (uint32_t)crc32(0, bytes, (uInt)len);
	memcpy(bytes + place, &sum, sizeof sum);
}

static void put_bytes(uint8_t *bytes, size_t at, uint64_t value, size_t len)
{
	memcpy(bytes + at, &value, len);
}

enum { MAP_AT = 0x10000, MAP_CHUNK = 0x100000 };

/* A bitmap block of one region, every chunk encrypted. */
static void write_region(const struct image *image, uint64_t at, uint64_t offset, uint64_t size)
{
	uint8_t block[0x600] = "FVE-EOWBM";
	put_bytes(block, 10, 0x3C, 2), put_bytes(block, 12, sizeof block, 4);
	put_bytes(block, 20, offset, 8), put_bytes(block, 28, size, 8);
	put_bytes(block, 44, 0x200, 4), put_bytes(block, 48, 0x400, 4), put_bytes(block, 52, 0x200, 4);
	mend_sum(block, 0x200, 56);
	for (size_t i = 0x200; i < sizeof block; i += 0x200) {
		memcpy(block + i, "FVE-EOWBR", 10);
		put_bytes(block + i, 10, 0x24, 2), put_bytes(block + i, 12, 0x200, 4);
		put_bytes(block + i, 16, (size + MAP_CHUNK - 1) / MAP_CHUNK, 4);
		memset(block + i + 36, 0xFF, 0x200 - 36);
		mend_sum(block + i, 0x200, 32);
	}
	image_write(image, at, block, sizeof block);
}

static void write_map(const struct image *image, const uint64_t (*regions)[2], size_t count)
{
	uint8_t info[128] = "FVE-EOW";
	size_t len = 56 + 8 * count;
	put_bytes(info, 8, 0x38, 2), put_bytes(info, 10, len, 2), put_bytes(info, 12, 512, 4);
	put_bytes(info, 20, MAP_CHUNK, 4), put_bytes(info, 28, 0x40400, 4), put_bytes(info, 32, count, 4);
	for (size_t i = 0; i < count; i++) {
		put_bytes(info, 56 + 8 * i, MAP_AT + 0x1000 * (i + 1), 8);
		write_region(image, MAP_AT + 0x1000 * (i + 1), regions[i][0], regions[i][1]);
	}
	mend_sum(info, len, 36);
	image_write(image, MAP_AT, info, len);
}

static enum err read_map(struct arena *arena, const uint64_t (*regions)[2], size_t count, struct fve_map **ret)
{
	enum { VOLUME = 16 << 20, START = 0x2000 };
	struct image image = image_new(arena, VOLUME);
	struct device *device;
	const struct fve_boot boot = { .converting = true, .maps = { MAP_AT, 0 } };
	write_map(&image, regions, count);
	if (device_open_fd(open(image.path, O_RDONLY | O_CLOEXEC), &device) != OK)
		abort();
	enum err e = fve_map_read(device, &boot, 512, START, arena, ret);
	device_close(device);
	image_done(&image);
	return e;
}

/* A hole would be read as plain: an attacker's plain file system in an encrypted volume. */
static void maps_tile_the_volume(void)
{
	static const uint64_t whole[][2] = { { 0x2000, 0x7FE000 }, { 0x800000, 0x800000 } };
	static const uint64_t hole[][2] = { { 0x2000, 0x6FE000 }, { 0x800000, 0x800000 } };
	static const uint64_t late[][2] = { { 0x4000, 0x7FC000 }, { 0x800000, 0x800000 } };
	static const uint64_t brief[][2] = { { 0x2000, 0x7FE000 }, { 0x800000, 0x700000 } };
	static const uint64_t beyond[][2] = { { 0x2000, 0x7FE000 }, { 1ull << 40, 0x800000 } };
	struct arena arena;
	struct fve_map *map;
	uint64_t end;
	arena_init(&arena, GIB);
	CHECK_INT(read_map(&arena, hole, 2, &map), ERR_ABSENT);
	CHECK_INT(read_map(&arena, late, 2, &map), ERR_ABSENT);
	CHECK_INT(read_map(&arena, brief, 2, &map), ERR_ABSENT);
	CHECK_INT(read_map(&arena, beyond, 2, &map), ERR_ABSENT);
	CHECK_INT(read_map(&arena, whole, 0, &map), ERR_ABSENT);
	CHECK_INT(read_map(&arena, whole, 2, &map), OK);
	CHECK_INT(fve_map_encrypted_bytes(map, 16 << 20), (16 << 20) - 0x2000);
	CHECK_INT(fve_map_at(map, 0x2000, &end), FVE_CHUNK_ENCRYPTED);
	CHECK_INT(fve_map_at(map, 0, &end), FVE_CHUNK_BETWEEN);
	CHECK_INT(end, 0x2000);
	arena_done(&arena);
}

static void derivations_are_counted(void)
{
	struct opened o;
	struct device *view;
	struct volume_keys keys = { .count = 3 };
	unsigned group, left = 2;
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128.img");
	for (size_t i = 0; i < keys.count; i++)
		CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590458-071500-554323-116567-412181-516978"), &keys.items[i],
							    &group), OK);
	CHECK_INT(bitlocker_unlock(o.bitlocker, &keys, &left, &o.info, &view), ERR_LIMIT);
	CHECK_INT(left, 0);
	done(&o);
}

static void wrong_keys_stay_out(void)
{
	struct opened o;
	struct device *view;
	struct volume_key key;
	unsigned group;
	open_corpus(&o, "bitlocker/cryptsetup/bitlk-aes-xts-128.img");
	CHECK_INT(volume_key_from_recovery_password(STR("042647-302313-590458-071500-554323-116567-412181-516978"), &key, &group), OK);
	CHECK_INT(unlock(&o, &key, &view), ERR_LOCKED);
	CHECK(o.info.states & VOLUME_LOCKED && !(o.info.states & (VOLUME_UNLOCKED | VOLUME_DAMAGED)));
	CHECK_INT(volume_key_from_passphrase(STR("Anaconda"), &key), OK);
	CHECK_INT(unlock(&o, &key, &view), ERR_LOCKED);
	done(&o);
}

TEST_MAIN(TEST(every_volume_of_the_corpus), TEST(sources_open_with_keys), TEST(decrypted_volumes_are_what_they_were),
	  TEST(reads_do_not_depend_on_alignment), TEST(any_two_copies_may_be_damaged), TEST(flips_of_the_metadata),
	  TEST(flips_with_a_mended_checksum), TEST(flips_of_the_boot_sector), TEST(truncations_end_in_an_error),
	  TEST(recovery_passwords_name_the_wrong_group), TEST(key_files_of_every_kind), TEST(wrong_keys_stay_out),
	  TEST(a_forged_copy_says_decrypted), TEST(a_forged_boot_sector_says_converting), TEST(maps_tile_the_volume),
	  TEST(derivations_are_counted))
