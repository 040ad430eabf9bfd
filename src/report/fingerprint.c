/* Fingerprints: keyed ones for accounts (an unkeyed hash of an address can be guessed), plain ones for findings. */
#include <nettle/hmac.h>
#include <nettle/sha2.h>

#include "report/mask.h"

#define FINGERPRINT_CHARACTERS 8
#define FINDING_BYTES          8

struct str fingerprint_keyed(struct masker *masker, struct str identity)
{
	static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	if (!masker->key.len || !identity.len)
		return (struct str){ 0 };
	struct str lower = str_lower(masker->arena, identity);
	struct hmac_sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	hmac_sha256_set_key(&context, masker->key.len, (const uint8_t *)masker->key.data);
	hmac_sha256_update(&context, lower.len, (const uint8_t *)lower.data);
	hmac_sha256_digest(&context, sizeof digest, digest);
	char *out = arena_alloc(masker->arena, FINGERPRINT_CHARACTERS);
	for (unsigned i = 0; i < FINGERPRINT_CHARACTERS; i++) {
		unsigned bit = i * 5;
		unsigned two = (unsigned)digest[bit / 8] << 8 | digest[bit / 8 + 1];
		out[i] = base32[two >> (11 - bit % 8) & 31];
	}
	return (struct str){ out, FINGERPRINT_CHARACTERS };
}

struct str fingerprint_finding(struct masker *masker, const struct finding *finding)
{
	static const char hex[] = "0123456789abcdef";
	struct masker always = *masker;
	always.mask = MASK_PARTIAL;
	always.key = (struct str){ 0 };
	struct str identity = mask_text(&always, finding->identity);
	struct str rule = str_from_c(finding->rule);
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_init(&context);
	sha256_update(&context, rule.len, (const uint8_t *)rule.data);
	sha256_update(&context, 1, (const uint8_t *)"|");
	sha256_update(&context, identity.len, (const uint8_t *)identity.data);
	sha256_digest(&context, sizeof digest, digest);
	char *out = arena_alloc(masker->arena, FINDING_BYTES * 2);
	for (unsigned i = 0; i < FINDING_BYTES; i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	return (struct str){ out, FINDING_BYTES * 2 };
}
