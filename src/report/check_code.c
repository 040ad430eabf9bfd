/* Check codes: forty bits are enough to tell one report from another on a desk, and short enough to be written on a
 * delivery slip. Alphabet: Crockford's base 32 (crockford.com/base32.html). */
#include "report/check_code.h"

#include <nettle/sha2.h>
#include <string.h>

#include "base/arena.h"

#define DIGITS 8
#define HASH_BYTES SHA256_DIGEST_SIZE

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct str check_code_hash(struct arena *arena, struct str content)
{
	static const char hex[] = "0123456789abcdef";
	struct sha256_ctx context;
	uint8_t digest[HASH_BYTES];
	char *text = arena_alloc(arena, 2 * HASH_BYTES);
	sha256_init(&context);
	sha256_update(&context, content.len, (const uint8_t *)content.data);
	sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	return (struct str){ text, 2 * HASH_BYTES };
}

struct str check_code_of(struct arena *arena, struct str hash)
{
	uint64_t bits;
	if (hash.len != 2 * HASH_BYTES || !str_to_u64(str_sub(hash, 0, 10), 16, &bits))
		return (struct str){ 0 };
	char *text = arena_alloc(arena, CHECK_CODE_LENGTH);
	for (unsigned i = 0; i < DIGITS; i++)
		text[i + (i >= DIGITS / 2)] = alphabet[bits >> (5 * (DIGITS - 1 - i)) & 31];
	text[DIGITS / 2] = '-';
	return (struct str){ text, CHECK_CODE_LENGTH };
}

static char digit_of(char c)
{
	c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c && strchr(alphabet, c) ? c : '\0';
}

bool check_code_read(struct str typed, char ret[CHECK_CODE_LENGTH])
{
	char digits[DIGITS];
	size_t count = 0;
	for (size_t i = 0; i < typed.len; i++) {
		char digit = digit_of(typed.data[i]);
		if (typed.data[i] == ' ' || typed.data[i] == '-')
			continue;
		if (!digit || count == DIGITS)
			return false;
		digits[count++] = digit;
	}
	if (count != DIGITS)
		return false;
	memcpy(ret, digits, DIGITS / 2);
	ret[DIGITS / 2] = '-';
	memcpy(ret + DIGITS / 2 + 1, digits + DIGITS / 2, DIGITS / 2);
	return true;
}

struct str check_code_for_scanners(struct arena *arena, struct str hash)
{
	struct str code = check_code_of(arena, hash);
	if (!code.len)
		return code;
	char *upper = arena_alloc(arena, hash.len);
	for (size_t i = 0; i < hash.len; i++)
		upper[i] = hash.data[i] >= 'a' ? (char)(hash.data[i] - 'a' + 'A') : hash.data[i];
	return str_format(arena, "SOATMAY %.*s SHA256 %.*s", STR_ARGS(code), (int)hash.len, upper);
}
