/* The self-test's own hive is sound and says what it should. */
#include "cmd/known_hive.h"
#include "decode/hive.h"
#include "support.h"

static void it_is_sound(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 24);
	const struct hive_input input = { .evidence = 1, .primary = known_hive(&arena), .primary_fd = -1 };
	struct hive *hive = NULL;
	struct hive_key key;
	CHECK_INT(hive_prepare(), OK);
	CHECK_INT(hive_open(&input, &arena, &hive), OK);
	CHECK_STR(hive_first_problem(hive), "");
	CHECK_INT(hive_notes(hive), 0);
	CHECK_INT(hive_find_c(hive_root(hive), "KHÓA thử", &key), OK);
	CHECK_STR(hive_get_text(key, "TÊN", NULL), "Soát máy");
	CHECK_INT(hive_find_c(hive_root(hive), "déjà", &key), OK);
	CHECK_STR(hive_key_name(key), "Déjà");
	CHECK_INT(hive_find_c(hive_root(hive), "nobody", &key), ERR_ABSENT);
	hive_close(hive);
	arena_done(&arena);
}

TEST_MAIN(TEST(it_is_sound))
