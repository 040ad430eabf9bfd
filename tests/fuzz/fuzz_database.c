/* A database set: four bytes length of the main file, four of its -wal (little endian), then main, -wal and -journal. */
#include "base/cursor.h"
#include "decode/database.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_table(struct database *database, const char *table, struct arena *arena)
{
	static const struct column columns[] = { { .name = "origin_url" }, { .name = "username_value" }, { .name = "value" },
						 { .name = "rowid" }, { .name = "password_value", .length_only = true } };
	struct rows *rows = NULL;
	uint64_t count;
	int64_t sequence;
	(void)database_has_column(database, table, "id");
	(void)database_is_autoincrement(database, table);
	(void)database_sequence(database, table, &sequence);
	(void)database_count(database, table, &count);
	if (database_select(database, table, columns, 5, &rows) != OK)
		return;
	for (int i = 0; i < 1000 && rows_next(rows); i++) {
		for (size_t column = 0; column < 6; column++) {
			(void)rows_number(rows, column);
			(void)rows_text(rows, column, arena);
			(void)rows_bytes(rows, column);
		}
	}
	(void)rows_end(rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct cursor cursor = cursor_over((struct span){ data, size });
	uint32_t main = cursor_u32le(&cursor), wal = cursor_u32le(&cursor);
	struct database_input input = { .evidence = 1 };
	struct database *database = NULL;
	if (!cursor_ok(&cursor))
		return 0;
	input.main = cursor_bytes(&cursor, main < cursor_left(&cursor) ? main : cursor_left(&cursor));
	input.wal = cursor_bytes(&cursor, wal < cursor_left(&cursor) ? wal : cursor_left(&cursor));
	input.journal = cursor_bytes(&cursor, cursor_left(&cursor));
	arena_init(&arena, (size_t)1 << 30);
	if (database_open(&input, &arena, &database) == OK) {
		read_table(database, "logins", &arena);
		read_table(database, "meta", &arena);
		read_table(database, "sqlite_sequence", &arena);
	}
	database_close(database);
	arena_done(&arena);
	return 0;
}
