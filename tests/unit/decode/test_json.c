/* JSON of browsers: encodings, truncation, depth, duplicates, text that C strings cannot hold, the scan of damaged files. */
#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf.h"
#include "decode/json.h"
#include "support.h"

static struct arena arena;

static enum err parse_bytes(const void *bytes, size_t len, struct json_document **ret)
{
	*ret = NULL;
	return json_parse((struct span){ bytes, len }, 3, &arena, ret);
}

/* The root, or NULL. */
static const struct json *parse(const char *text)
{
	struct json_document *document;
	(void)parse_bytes(text, strlen(text), &document);
	return json_root(document);
}

static enum err outcome(const char *text)
{
	struct json_document *document;
	return parse_bytes(text, strlen(text), &document);
}

static void getters(void)
{
	const struct json *root = parse("\xEF\xBB\xBF{\"a\":{\"b\":{\"c\":\"13412345678901234\"}},\"A\":1,"
					"\"sync.passwords\":true,"
					"\"n\":-5,\"f\":1.5,\"l\":[1,\"x\",false],\"a\":\"second\",\"big\":1e30}\r\n\0\0");
	int64_t number = 0;
	CHECK(json_number(json_get(json_get2(root, "a", "b"), "c"), &number) && number == 13412345678901234);
	CHECK(json_is_object(json_get(root, "a")));
	CHECK(json_number(json_get(root, "A"), &number) && number == 1);
	CHECK(json_is_true(json_get(root, "sync.passwords")));
	CHECK(json_number(json_get(root, "n"), &number) && number == -5);
	CHECK(!json_number(json_get(root, "f"), &number));
	CHECK(!json_number(json_get(root, "big"), &number));
	CHECK(json_get(root, "N") == NULL);
	CHECK_STR(json_text(json_get(root, "n"), &arena), "");
	const struct json *first = json_first(json_get(root, "l"));
	CHECK(json_is_array(json_get(root, "l")) && json_number(first, &number) && number == 1);
	CHECK_STR(json_text(json_next(first), &arena), "x");
	CHECK(json_is_bool(json_next(json_next(first))) && !json_is_true(json_next(json_next(first))));
	CHECK(json_next(json_next(json_next(first))) == NULL);
	CHECK_STR(json_key(json_next(json_first(root))), "A");
	CHECK(json_first(NULL) == NULL && json_get(NULL, "x") == NULL && !json_number(NULL, &number) && json_first(first) == NULL);
}

static void numbers_as_text(void)
{
	int64_t number = 0;
	const struct json *root = parse("[\"9223372036854775807\",\"-9223372036854775807\",\"9223372036854775808\","
					"\"\",\"-\",\" 1\",\"1x\",9223372036854775808]");
	const struct json *at = json_first(root);
	CHECK(json_number(at, &number) && number == INT64_MAX);
	at = json_next(at);
	CHECK(json_number(at, &number) && number == -INT64_MAX);
	size_t refused = 0;
	while ((at = json_next(at)))
		refused += !json_number(at, &number);
	CHECK_INT(refused, 6);
}

static void utf16_in_all_forms(void)
{
	struct span little = utf16le_from_utf8(&arena, STR("\uFEFF{\"tên\":\"Đỗ\"}"));
	struct json_document *document;
	uint8_t *big = arena_alloc(&arena, little.len);
	for (size_t i = 0; i < little.len; i++)
		big[i] = little.data[i ^ 1];
	const void *forms[] = { little.data, little.data + 2, big, big + 2 };
	for (size_t i = 0; i < 4; i++) {
		CHECK_INT(parse_bytes(forms[i], little.len - 2 * (i & 1), &document), OK);
		CHECK_STR(json_text(json_get(json_root(document), "tên"), &arena), "Đỗ");
	}
}

static void damage_has_its_own_name(void)
{
	struct json_document *document;
	CHECK_INT(outcome("{\"a\":1"), ERR_TRUNCATED);
	CHECK_INT(outcome("{\"a\":\"x"), ERR_TRUNCATED);
	CHECK_INT(outcome("{\"a\":\"x\\"), ERR_TRUNCATED);
	CHECK_INT(outcome(""), ERR_TRUNCATED);
	CHECK_INT(parse_bytes("\0\0\0\0\0\0\0\0", 8, &document), ERR_TRUNCATED);
	CHECK_INT(parse_bytes("{\"a\":\"x\0\0\0\0", 11, &document), ERR_TRUNCATED);
	CHECK_INT(parse_bytes("{\"a\":\"x\0y\"}", 11, &document), ERR_CORRUPT);
	CHECK_INT(parse_bytes("{\"a\":\0 1}", 9, &document), ERR_CORRUPT);
	CHECK_INT(outcome("{\"a\" 1}"), ERR_CORRUPT);
	CHECK_INT(outcome("{}}"), ERR_CORRUPT);
	CHECK_INT(outcome("{} x"), ERR_CORRUPT);
	CHECK_INT(outcome("{\"a\":\"\\q\"}"), ERR_CORRUPT);
	CHECK_INT(outcome("{\"a\":\"\\u12\"}"), ERR_CORRUPT);
	json_close(NULL);
}

static void every_prefix_of_a_real_file(void)
{
	struct span file = corpus_file(&arena, "unode_firefox_decrypt/test_profile_firefox_nopassword_114/logins.json");
	struct arena local;
	struct json_document *document;
	arena_init(&local, (size_t)16 << 20);
	size_t whole = 0, truncated = 0;
	for (size_t len = 0; len <= file.len; len++) {
		enum err err = json_parse((struct span){ file.data, len }, 1, &local, &document);
		whole += err == OK;
		truncated += err == ERR_TRUNCATED;
		arena_reset(&local);
	}
	arena_done(&local);
	CHECK_INT(whole + truncated, file.len + 1);
	CHECK(whole >= 1 && whole <= 2); /* the last byte may be a line break */
}

static void depth_and_size_are_bounded(void)
{
	char *deep = arena_alloc(&arena, 2 * LIMIT_JSON_DEPTH + 3);
	memset(deep, '[', LIMIT_JSON_DEPTH);
	memset(deep + LIMIT_JSON_DEPTH, ']', LIMIT_JSON_DEPTH);
	CHECK_INT(outcome(deep), OK);
	memset(deep, '[', LIMIT_JSON_DEPTH + 1);
	memset(deep + LIMIT_JSON_DEPTH + 1, ']', LIMIT_JSON_DEPTH + 1);
	CHECK_INT(outcome(deep), ERR_LIMIT);
	struct json_document *document;
	size_t many = 2 * LIMIT_JSON_VALUES + 16;
	char *wide = arena_alloc(&arena, many);
	for (size_t i = 0; i < many; i++)
		wide[i] = i == 0 ? '[' : i % 2 ? '1' : ',';
	CHECK_INT(parse_bytes(wide, many, &document), ERR_LIMIT);
	static uint8_t one;
	CHECK_INT(json_parse((struct span){ &one, LIMIT_JSON_BYTES + 1 }, 1, &arena, &document), ERR_LIMIT);
}

/* A C string would end at the NUL and hide the rest. */
static void nothing_hides_in_text(void)
{
	const struct json *root = parse("{\"a\":\"an\\u0000evil\",\"b\":\"\\uD800x\",\"c\":\"\\uD83D\\uDE00\","
					"\"d\\u0000e\":\"\xFF\xC3\xA9\",\"f\":\"\\\\u0000\"}");
	CHECK_STR(json_text(json_get(root, "a"), &arena), "an\\u0000evil");
	CHECK_STR(json_text(json_get(root, "b"), &arena), "\\uD800x");
	CHECK_STR(json_text(json_get(root, "c"), &arena), "\xF0\x9F\x98\x80");
	CHECK_STR(json_text(json_get(root, "d\\u0000e"), &arena), "\\xFFé");
	CHECK_STR(json_text(json_get(root, "f"), &arena), "\\u0000");
}

static void real_files(void)
{
	struct json_document *document = NULL;
	CHECK_INT(json_parse(corpus_file(&arena, "log2timeline_plaso/Preferences"), 9, &arena, &document), OK);
	CHECK_STR(json_text(json_get2(json_root(document), "profile", "name"), &arena), "First user");
	struct origin origin = json_origin(document, STR("/profile/name"), 5);
	CHECK(origin.evidence == 9 && origin.kind == ORIGIN_JSON && origin.when == 5);
	CHECK_STR(origin.where, "/profile/name");
	json_close(document);
	CHECK_INT(json_parse(corpus_file(&arena, "unode_firefox_decrypt/test_profile_firefox_59/logins.json"), 9, &arena, &document), OK);
	size_t logins = 0;
	for (const struct json *at = json_first(json_get(json_root(document), "logins")); at; at = json_next(at)) {
		CHECK_STR(json_text(json_get(at, "hostname"), &arena), "https://github.com");
		logins++;
	}
	CHECK_INT(logins, 4);
}

static void damaged_files_are_scanned(void)
{
	static const char text[] = "{\"account_info\":[{\"email\":\"an@firma.example\",\"x\":{\"email\" :\n \"b\\u00ecnh@firma.example\"},"
				   "\"email\":\"an@firma.example\",\"email\":5,\"my_email\":\"no@firma.example\",\"email\":\"cut@fir";
	struct span bytes = { (const uint8_t *)text, sizeof text - 1 };
	struct str found[8];
	CHECK_INT(json_scan_text(bytes, "email", &arena, found, 8), 2);
	CHECK_STR(found[0], "an@firma.example");
	CHECK_STR(found[1], "bình@firma.example");
	CHECK_INT(json_scan_text(bytes, "email", &arena, found, 1), 1);
	CHECK_INT(json_scan_text((struct span){ 0 }, "email", &arena, found, 8), 0);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(getters), TEST(numbers_as_text), TEST(utf16_in_all_forms), TEST(damage_has_its_own_name),
		TEST(every_prefix_of_a_real_file), TEST(depth_and_size_are_bounded), TEST(nothing_hides_in_text),
		TEST(real_files), TEST(damaged_files_are_scanned),
	};
	arena_init(&arena, (size_t)512 << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
