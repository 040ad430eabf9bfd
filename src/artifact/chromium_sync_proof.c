/* Proof that passwords went to a sync server: DataTypeState (components/sync/protocol/data_type_state.proto) in
 * sync_model_metadata, the ids in sync_entities_metadata, and what sqlite_sequence still knows of emptied tables
 * (AUTOINCREMENT never counts down). */
#include <stdlib.h>

#include "artifact/chromium_logins.h"
#include "base/array.h"
#include "base/utf.h"
#include "decode/protobuf.h"

#define FIELD_INITIAL_SYNC_DONE   4 /* before 2023 */
#define FIELD_ACCOUNT             6
#define FIELD_INITIAL_SYNC_STATE  9
#define INITIAL_SYNC_DONE         3

static const char *first_table(struct database *database, const char *a, const char *b)
{
	return database_has_table(database, a) ? a : database_has_table(database, b) ? b : NULL;
}

static bool parse_state(struct span bytes, struct arena *arena, struct fact_login_store *store)
{
	struct cursor cursor = cursor_over(bytes);
	struct protobuf_field field;
	uint32_t state = 0;
	struct str owner = { 0 };
	while (protobuf_next(&cursor, &field)) {
		if (field.number == FIELD_INITIAL_SYNC_DONE && field.wire == 0 && field.value == 1 && state == 0)
			state = INITIAL_SYNC_DONE;
		else if (field.number == FIELD_INITIAL_SYNC_STATE && field.wire == 0)
			state = field.value > UINT32_MAX ? 0 : (uint32_t)field.value;
		else if (field.number == FIELD_ACCOUNT && field.wire == 2)
			owner = utf8_text(arena, field.bytes);
	}
	if (!cursor_ok(&cursor) || bytes.len == 0)
		return false;
	store->sync_model = true;
	store->initial_sync_state = state;
	store->sync_owner = owner;
	return true;
}

static void read_model(struct run_context *run, struct database *database, const char *table,
		       struct fact_login_store *store)
{
	/* The column was renamed with the years; the blob stands in a VARCHAR column. */
	static const struct column columns[] = { { .name = "id" }, { .name = "model_metadata" }, { .name = "metadata" } };
	struct rows *rows;
	enum err e = database_select(database, table, columns, 3, &rows);
	if (e == OK) {
		while (rows_next(rows)) {
			struct span bytes = rows_bytes(rows, rows_is_null(rows, 1) ? 2 : 1);
			if (rows_number(rows, 0) == 1 && !parse_state(bytes, run->arena, store))
				run_problem(run, ERR_CORRUPT, "%s: the sync state does not parse", table);
		}
		e = rows_end(rows);
	}
	if (e != OK)
		run_problem(run, e, "%s could not be read to its end", table);
}

static int compare(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
	return (left > right) - (left < right);
}

static void read_entities(struct run_context *run, struct database *database, const char *table, struct synced_ids *ret)
{
	static const struct column columns[] = { { .name = "storage_key" } };
	ARRAY_OF(int64_t) ids = { 0 };
	struct rows *rows;
	enum err e = database_select(database, table, columns, 1, &rows);
	if (e == OK) {
		while (rows_next(rows))
			*array_push(run->arena, &ids) = rows_number(rows, 0);
		e = rows_end(rows);
	}
	if (e != OK)
		run_problem(run, e, "%s could not be read to its end", table);
	if (ids.count)
		qsort(ids.items, ids.count, sizeof *ids.items, compare);
	*ret = (struct synced_ids){ ids.items, ids.count };
}

/* Rows were there once and are gone: sync was on and was turned off. Tables without AUTOINCREMENT allow no
 * conclusion. */
static bool is_ghost(struct database *database, const char *table)
{
	uint64_t count;
	int64_t highest;
	return table && database_is_autoincrement(database, table) && database_count(database, table, &count) == OK &&
		count == 0 && database_sequence(database, table, &highest) && highest >= 1;
}

void chromium_read_sync_proof(struct run_context *run, struct database *database, struct fact_login_store *store,
			      struct synced_ids *ret)
{
	const char *model = first_table(database, "sync_model_metadata", "passwords_sync_model_metadata");
	const char *entities = first_table(database, "sync_entities_metadata", "passwords_sync_entities_metadata");
	*ret = (struct synced_ids){ 0 };
	if (model)
		read_model(run, database, model, store);
	if (entities)
		read_entities(run, database, entities, ret);
	store->sync_ghost = !store->sync_model && ret->count == 0 &&
		(is_ghost(database, model) || is_ghost(database, entities));
}

bool chromium_is_synced(const struct synced_ids *ids, int64_t id)
{
	return ids->count && bsearch(&id, ids->items, ids->count, sizeof id, compare);
}
