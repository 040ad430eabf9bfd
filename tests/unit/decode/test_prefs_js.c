/* Firefox preferences: literals, escapes, comments, the last line wins, damaged lines. */
#include "decode/prefs_js.h"
#include "support.h"

static struct arena arena;

static struct pref_list parse(const char *text)
{
	struct pref_list list = { 0 };
	CHECK_INT(prefs_js_parse((struct span){ (const uint8_t *)text, strlen(text) }, &arena, &list), OK);
	return list;
}

static struct str value_of(const struct pref_list *list, const char *key)
{
	const struct pref *pref = prefs_js_get(list, key);
	CHECK(pref != NULL);
	return pref ? pref->value : (struct str){ 0 };
}

static void literals_and_last_wins(void)
{
	struct pref_list list = parse("// Mozilla User Preferences\n\n/* DO NOT EDIT\n * this file */\n"
				      "user_pref(\"services.sync.username\", \"an@firma.example\");\n"
				      "user_pref(\"signon.rememberSignons\", false);\r\n"
				      "pref('n', -42);\n# old comment\n"
				      "sticky_pref ( \"s\" , true , locked ) ; user_pref(\"t\", 1);\n"
				      "user_pref(\"services.sync.username\", \"binh@firma.example\"); // later\n");
	CHECK_INT(list.count, 6);
	CHECK_INT(list.bad_lines, 0);
	CHECK_STR(value_of(&list, "services.sync.username"), "binh@firma.example");
	CHECK_INT(prefs_js_get(&list, "services.sync.username")->line, 10);
	CHECK(prefs_js_get(&list, "services.sync.username")->is_string);
	CHECK_STR(value_of(&list, "signon.rememberSignons"), "false");
	CHECK(!prefs_js_get(&list, "signon.rememberSignons")->is_string);
	CHECK_STR(value_of(&list, "n"), "-42");
	CHECK_STR(value_of(&list, "s"), "true");
	CHECK(prefs_js_get(&list, "absent") == NULL);
}

static void escapes(void)
{
	struct pref_list list = parse("user_pref(\"a\", \"say \\\"hi\\\" C:\\\\x\\n\\r\");\n"
				      "user_pref(\"b\", \"Nguy\\u1EC5n \\x41 \\uD83D\\uDE00 \\uD800 \\u0000 \\q\");\n"
				      "user_pref(\"c\", \"\xFF); // ); user_pref(\");\n");
	CHECK_INT(list.count, 3);
	CHECK_STR(value_of(&list, "a"), "say \"hi\" C:\\x\n\r");
	CHECK_STR(value_of(&list, "b"), "Nguyễn A \xF0\x9F\x98\x80 \\uD800 \\u0000 \\q");
	CHECK_STR(value_of(&list, "c"), "\\xFF); // ); user_pref(");
}

static void damage_is_counted_and_stepped_over(void)
{
	struct pref_list list = parse("user_pref(\"a\", \"lost quote);\nuser_pref(\"b\", 1);\nuser_pref(\"c\", maybe);\n"
				      "user_pref(\"d\" 1);\ngarbage\nuser_pref(\"e\", 2)\nuser_pref(\"f\", 3);\nuser_pref(\"g\", \"cut");
	CHECK_INT(list.count, 2);
	CHECK_INT(list.bad_lines, 6);
	CHECK_STR(value_of(&list, "b"), "1");
	CHECK_STR(value_of(&list, "f"), "3");
	list = parse("user_pref(\"a\", 1);\n/* open\nuser_pref(\"hidden\", 1);\n");
	CHECK_INT(list.count, 1);
	CHECK_INT(list.bad_lines, 1);
}

static void every_prefix_ends(void)
{
	static const char text[] = "/* x */ user_pref(\"k\\u00e9\", \"v\\\"\"); # y\nuser_pref(\"n\", 12, sticky);\n";
	for (size_t len = 0; len < sizeof text; len++) {
		struct pref_list list;
		uint8_t *copy = arena_alloc(&arena, len + 1);
		memcpy(copy, text, len);
		CHECK_INT(prefs_js_parse((struct span){ copy, len }, &arena, &list), OK);
		CHECK(list.count <= 2);
	}
}

int main(void)
{
	static const struct test tests[] = {
		TEST(literals_and_last_wins), TEST(escapes), TEST(damage_is_counted_and_stepped_over), TEST(every_prefix_ends),
	};
	arena_init(&arena, (size_t)64 << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
