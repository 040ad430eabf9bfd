/* case_build: sorts the facts, runs the steps; and the look-ups over a finished case. */
#include "case/parts.h"

#include <stdlib.h>

#include "base/timestamp.h"

static int compare_texts(struct str a, struct str b, struct str c, struct str d)
{
	int order = str_compare(a, b);
	return order ? order : str_compare(c, d);
}

int origin_compare(const struct origin *a, const struct origin *b)
{
	if (a->evidence != b->evidence)
		return a->evidence < b->evidence ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	int order = compare_texts(a->where, b->where, a->name, b->name);
	return order ? order : (a->when > b->when) - (a->when < b->when);
}

static int compare_fields(const struct record_type *type, const void *a, const void *b)
{
	for (unsigned i = 0; i < type->count; i++) {
		const struct field *field = &type->fields[i];
		const char *left = (const char *)a + field->offset, *right = (const char *)b + field->offset;
		int order = 0;
		if (field->type == FIELD_TEXT) {
			order = str_compare(*(const struct str *)(const void *)left, *(const struct str *)(const void *)right);
		} else {
			size_t size = field->type == FIELD_TIME || field->type == FIELD_U64 ? 8 : field->type == FIELD_BOOL ? 1 : 4;
			order = memcmp(left, right, size);
		}
		if (order)
			return order;
	}
	return 0;
}

static const void *fact_body(const struct fact *fact)
{
	return &fact->machine;
}

static int compare_facts(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	int order = origin_compare(&a->origin, &b->origin);
	return order ? order : compare_fields(fact_types[a->kind], fact_body(a), fact_body(b));
}

/* Facts without origin, of an unknown kind or of an unknown subject are refused: they come from a worker that met a
 * hostile disk. */
static void take_facts(struct builder *builder, const struct fact_list *facts)
{
	struct fact *kept = arena_array(builder->arena, struct fact, facts->count ? facts->count : 1);
	size_t count = 0;
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];
		if ((unsigned)fact->kind < FACT_KIND_COUNT && fact->origin.kind != ORIGIN_NONE &&
		    builder_subject(builder, fact->subject))
			kept[count++] = *fact;
	}
	if (count)
		qsort(kept, count, sizeof *kept, compare_facts);
	builder->facts = kept;
	builder->fact_count = count;
}

static void index_subjects(struct builder *builder)
{
	const struct case_file *file = builder->file;
	for (size_t i = 0; i < file->subjects.count; i++)
		if (file->subjects.items[i].id >= builder->id_count)
			builder->id_count = (size_t)file->subjects.items[i].id + 1;
	builder->by_id = arena_array(builder->arena, const struct subject *, builder->id_count ? builder->id_count : 1);
	for (size_t i = 0; i < file->subjects.count; i++)
		builder->by_id[file->subjects.items[i].id] = &file->subjects.items[i];
}

const struct subject *builder_subject(const struct builder *builder, uint32_t id)
{
	return id < builder->id_count ? builder->by_id[id] : NULL;
}

void case_build(struct case_file *file, const struct fact_list *facts)
{
	struct builder builder = { .file = file, .arena = file->arena };
	index_subjects(&builder);
	take_facts(&builder, facts);
	build_places(&builder);
	build_systems(&builder);
	build_users(&builder);
	build_accounts(&builder);
	build_user_links(&builder);
	build_browser_profiles(&builder);
	build_rows(&builder);
}

uint32_t system_of(const struct subject *subject)
{
	return subject->scope == SCOPE_SYSTEM ? subject->id : subject->system;
}

uint32_t profile_of(const struct subject *subject)
{
	return subject->scope == SCOPE_USER ? subject->id : subject->scope == SCOPE_BROWSER ? subject->user : 0;
}

struct str sid_of_profile(const struct case_file *file, uint32_t profile_subject)
{
	const struct case_user *user = profile_subject ? case_user_by_profile(file, profile_subject) : NULL;
	return user ? user->sid : (struct str){ 0 };
}

bool is_past(const struct case_file *file, const struct subject *subject)
{
	const struct subject *system = case_subject(file, system_of(subject));
	uint32_t profile = profile_of(subject);
	const struct subject *folder = profile ? case_subject(file, profile) : NULL;
	if (subject->previous || (system && system->previous) || (folder && folder->previous))
		return true;
	const struct case_user *owner = profile ? case_user_by_profile(file, profile) : NULL;
	return owner && owner->orphan;
}

void origin_add(struct arena *arena, origin_list *list, const struct origin *origin)
{
	for (size_t i = 0; i < list->count; i++)
		if (origin_compare(&list->items[i], origin) == 0)
			return;
	*array_push(arena, list) = *origin;
}

int64_t time_earlier(int64_t a, int64_t b)
{
	if (a == TIME_UNKNOWN || b == TIME_UNKNOWN)
		return a == TIME_UNKNOWN ? b : a;
	return a < b ? a : b;
}

int64_t time_later(int64_t a, int64_t b)
{
	return a > b ? a : b; /* TIME_UNKNOWN is the smallest value */
}

void keep_first(struct str *kept, struct str next)
{
	if (kept->len == 0)
		*kept = next;
}

const struct subject *case_subject(const struct case_file *file, uint32_t id)
{
	if (id == 0)
		return NULL;
	if (id <= file->subjects.count && file->subjects.items[id - 1].id == id)
		return &file->subjects.items[id - 1];
	for (size_t i = 0; i < file->subjects.count; i++)
		if (file->subjects.items[i].id == id)
			return &file->subjects.items[i];
	return NULL;
}

const struct case_user *case_user_by_sid(const struct case_file *file, uint32_t system, struct str sid)
{
	for (size_t i = 0; sid.len && i < file->users.count; i++)
		if (file->users.items[i].system == system && str_eq_fold(file->users.items[i].sid, sid))
			return &file->users.items[i];
	return NULL;
}

const struct case_user *case_user_by_profile(const struct case_file *file, uint32_t profile_subject)
{
	for (size_t i = 0; profile_subject && i < file->users.count; i++)
		if (file->users.items[i].profile_subject == profile_subject)
			return &file->users.items[i];
	return NULL;
}

static const char *const browser_states[BROWSER_STATE_COUNT] = {
	[BROWSER_STATE_NONE] = "none",
	[BROWSER_STATE_FORMERLY_SIGNED_IN] = "formerly-signed-in",
	[BROWSER_STATE_FORMERLY_SYNCED] = "formerly-synced",
	[BROWSER_STATE_SIGNED_IN] = "signed-in",
	[BROWSER_STATE_SYNC_ON] = "sync-on",
	[BROWSER_STATE_PASSWORDS_SYNCED] = "passwords-synced",
	[BROWSER_STATE_UNKNOWN] = "unknown",
};
const struct words browser_state_words = WORDS(browser_states);
static const char *const proofs[PROOF_COUNT] = { "none", "A", "A'", "B", "C", "D" };
const struct words proof_words = WORDS(proofs);
static const char *const ownerships[] = { "foreign", "own", "allowed" };
const struct words ownership_words = WORDS(ownerships);
