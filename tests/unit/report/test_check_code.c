/* Check codes: known answers, what people type, one flipped bit; QR codes of the right size. */
#include "report/check_code.h"

#include "report/qr.h"
#include <string.h>

#include "support.h"

static struct arena arena;

static void codes_come_from_the_hash(void)
{
	struct str hash = check_code_hash(&arena, STR("abc"));
	CHECK_STR(hash,
	          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2, appendix B.1 */
	/* ba7816bf8f = 10111 01001 11100 00001 01101 01111 11100 01111 */
	CHECK_STR(check_code_of(&arena, hash), "Q9W1-DFWF");
	CHECK_STR(check_code_of(&arena, STR("0000000000000000000000000000000000000000000000000000000000000000")),
	          "0000-0000");
	CHECK_STR(check_code_of(&arena, STR("ffffffffff000000000000000000000000000000000000000000000000000000")),
	          "ZZZZ-ZZZZ");
	CHECK_INT(check_code_of(&arena, STR("abc")).len, 0u);
	CHECK_INT(check_code_of(&arena, STR("xyz816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")).len,
	          0u);
	CHECK_INT(check_code_of(&arena, (struct str){ 0 }).len, 0u);
}

static void every_bit_of_the_first_forty_counts(void)
{
	static const char digits[] = "0123456789abcdef";
	char hash[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	for (unsigned bit = 0; bit < 40; bit++) {
		unsigned value = (unsigned)(strchr(digits, hash[bit / 4]) - digits);
		char kept = hash[bit / 4];
		hash[bit / 4] = digits[value ^ (1u << bit % 4)];
		CHECK(!str_eq(check_code_of(&arena, str_from_c(hash)), STR("Q9W1-DFWF")));
		hash[bit / 4] = kept;
	}
}

static void people_type_codes_in_many_ways(void)
{
	static const char *const good[] = { "7QK4-M2TD", "7qk4m2td", " 7QK4 M2TD ", "7-q-k-4-m-2-t-d" },
				 *const bad[] = { "",          "7QK4-M2T",         "7QK4-M2TDX",
		                                  "7QK4-M2TU", "7QK4-M2T\xC3\x90", "7QK4_M2TD" };
	char code[CHECK_CODE_LENGTH];
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(check_code_read(str_from_c(good[i]), code));
		CHECK_STR(((struct str){ code, sizeof code }), "7QK4-M2TD");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!check_code_read(str_from_c(bad[i]), code));
	CHECK(!check_code_read((struct str){ "7QK4\0M2TD", 9 }, code));
	CHECK(check_code_read(STR("oIl0-oooo"), code));
	CHECK_STR(((struct str){ code, sizeof code }), "0110-0000");
}

static void scanners_get_code_and_hash(void)
{
	struct str hash = check_code_hash(&arena, STR("abc"));
	CHECK_STR(check_code_for_scanners(&arena, hash),
	          "SOATMAY Q9W1-DFWF SHA256 BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
	CHECK_INT(check_code_for_scanners(&arena, STR("abc")).len, 0u);
}

/* The three finder patterns of the standard, and the size that 89 characters of the small alphabet need. */
static bool is_finder(const struct qr *qr, unsigned left, unsigned top)
{
	bool ok = true;
	for (unsigned y = 0; y < 7; y++) {
		for (unsigned x = 0; x < 7; x++) {
			bool ring = x == 0 || x == 6 || y == 0 || y == 6, heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;
			ok &= qr->dark[(top + y) * qr->width + left + x] == (ring || heart);
		}
	}
	return ok;
}

static void qr_codes_are_small_and_whole(void)
{
	struct qr qr = { 0 };
	CHECK_INT(qr_make(&arena, check_code_for_scanners(&arena, check_code_hash(&arena, STR("abc"))), &qr), OK);
	CHECK_INT(qr.width, 33u); /* version 4 */
	CHECK(is_finder(&qr, 0, 0) && is_finder(&qr, 26, 0) && is_finder(&qr, 0, 26) && !is_finder(&qr, 26, 26));
	char *text = arena_alloc(&arena, 5000);
	memset(text, 'a', 5000);
	CHECK_INT(qr_make(&arena, (struct str){ text, 4999 }, &qr), ERR_LIMIT);
}

int main(void)
{
	static const struct test tests[] = { TEST(codes_come_from_the_hash), TEST(every_bit_of_the_first_forty_counts),
		                             TEST(people_type_codes_in_many_ways), TEST(scanners_get_code_and_hash),
		                             TEST(qr_codes_are_small_and_whole) };
	arena_init(&arena, 1 << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
