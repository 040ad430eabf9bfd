/* What artifacts use while they run: files by glob, hives and databases opened once for each worker, facts and problems
 * on their way out. A file that failed to open once fails the same way for every later artifact, so that each gets its
 * own coverage row. */
#include "artifact/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"
#include "base/glob.h"
#include "base/limits.h"

enum opened_kind { OPENED_HIVE, OPENED_DATABASE, OPENED_JSON };
struct opened {
	uint32_t evidence;
	enum opened_kind kind;
	enum err result;
	struct hive *hive;
	struct database *database;
	struct json_document *json;
};

struct run_cache {
	struct arena arena;
	ARRAY_OF(struct opened) opened;
};

struct run_cache *run_cache_new(void)
{
	struct arena arena;
	arena_init(&arena, LIMIT_WORKER_BYTES);
	struct run_cache *cache = arena_new(&arena, struct run_cache);
	cache->arena = arena;
	return cache;
}

void run_cache_free(struct run_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < cache->opened.count; i++) {
		hive_close(cache->opened.items[i].hive);
		database_close(cache->opened.items[i].database);
		json_close(cache->opened.items[i].json);
	}
	/* The cache itself lies in its arena. */
	struct arena arena = cache->arena;
	arena_done(&arena);
}

/* ---- files ---- */

static unsigned want_flags_of(const struct artifact *artifact, const char *glob)
{
	for (const struct want *want = artifact->wants; want && want->glob; want++) {
		if (str_eq_c(str_from_c(want->glob), glob))
			return want->flags;
	}
	return 0;
}

const struct run_file *run_find(struct run_context *run, const char *glob, const struct run_file *after)
{
	struct str wanted = str_from_c(glob);
	unsigned flags = want_flags_of(run->artifact, glob);
	bool browser_root = flags & WANT_BROWSER_ROOT, deleted = flags & WANT_DELETED;
	bool loose = run->subject->loose;
	if (loose)
		wanted = path_name(wanted);
	for (size_t i = after ? (size_t)(after - run->files) + 1 : 0; i < run->file_count; i++) {
		const struct run_file *file = &run->files[i];
		if (file->from_browser_root == browser_root && file->deleted == deleted &&
		    glob_match(wanted, loose ? path_name(file->relative) : file->relative))
			return file;
	}
	return NULL;
}

const struct run_file *run_beside(struct run_context *run, const struct run_file *file, const char *suffix)
{
	struct str wanted = str_format(run->arena, "%.*s%s", STR_ARGS(file->path), suffix);
	for (size_t i = 0; i < run->file_count; i++) {
		if (str_eq_fold(run->files[i].path, wanted))
			return &run->files[i];
	}
	return NULL;
}

/* Bytes of a companion; one that is there and cannot be read is a problem, since committed changes may lie in it. */
static struct span companion(struct run_context *run, const struct run_file *file, const char *suffix)
{
	const struct run_file *beside = run_beside(run, file, suffix);
	if (!beside)
		return (struct span){ 0 };
	if (beside->unreadable != OK)
		run_problem(run, beside->unreadable, "%.*s cannot be read", STR_ARGS(beside->path));
	return beside->bytes;
}

/* ---- decoders ---- */

static struct opened *find_opened(struct run_cache *cache, uint32_t evidence, enum opened_kind kind)
{
	for (size_t i = 0; i < cache->opened.count; i++) {
		struct opened *opened = &cache->opened.items[i];
		if (opened->evidence == evidence && opened->kind == kind)
			return opened;
	}
	return NULL;
}

static struct opened *new_opened(struct run_cache *cache, uint32_t evidence, enum opened_kind kind, enum err result)
{
	struct opened *opened = array_push(&cache->arena, &cache->opened);
	opened->evidence = evidence;
	opened->kind = kind;
	opened->result = result;
	return opened;
}

static struct opened *open_hive(struct run_context *run, const struct run_file *file)
{
	struct hive_input input = {
		.evidence = file->evidence,
		.primary = file->bytes,
		.primary_fd = file->fd,
		.log = companion(run, file, ".LOG"),
		.log1 = companion(run, file, ".LOG1"),
		.log2 = companion(run, file, ".LOG2"),
	};
	struct hive *hive = NULL;
	enum err e = hive_open(&input, &run->cache->arena, &hive);
	struct opened *opened = new_opened(run->cache, file->evidence, OPENED_HIVE, e);
	opened->hive = e == OK ? hive : NULL;
	return opened;
}

enum err run_hive_file(struct run_context *run, const struct run_file *file, struct hive **ret)
{
	if (file->unreadable != OK)
		return file->unreadable;
	struct opened *opened = find_opened(run->cache, file->evidence, OPENED_HIVE);
	if (!opened)
		opened = open_hive(run, file);
	if (opened->result != OK)
		return opened->result == ERR_ABSENT ? ERR_CORRUPT : opened->result;
	if (run->note && hive_notes(opened->hive))
		run->note(run->sink, file->evidence, hive_notes(opened->hive));
	if (hive_problem_count(opened->hive))
		run_problem(run, ERR_CORRUPT, "%.*s: %zu damaged places, the first: %.*s", STR_ARGS(path_name(file->path)),
			    hive_problem_count(opened->hive), STR_ARGS(hive_first_problem(opened->hive)));
	*ret = opened->hive;
	return OK;
}

enum err run_hive(struct run_context *run, const char *glob, struct hive **ret)
{
	const struct run_file *file = run_find(run, glob, NULL);
	if (!file)
		return ERR_ABSENT;
	/* A loose folder may hold several hives of one name: they do not mix into one machine. */
	for (const struct run_file *more = file; (more = run_find(run, glob, more));)
		run_problem(run, ERR_UNSUPPORTED, "%.*s passed over: %.*s was taken", STR_ARGS(more->path), STR_ARGS(file->path));
	return run_hive_file(run, file, ret);
}

static struct opened *open_database(struct run_context *run, const struct run_file *file)
{
	struct database_input input = {
		.evidence = file->evidence,
		.main = file->bytes,
		.wal = companion(run, file, "-wal"),
		.journal = companion(run, file, "-journal"),
	};
	struct database *database = NULL;
	enum err e = database_open(&input, &run->cache->arena, &database);
	struct opened *opened = new_opened(run->cache, file->evidence, OPENED_DATABASE, e);
	opened->database = e == OK ? database : NULL;
	return opened;
}

enum err run_database(struct run_context *run, const struct run_file *file, struct database **ret)
{
	if (file->unreadable != OK)
		return file->unreadable;
	struct opened *opened = find_opened(run->cache, file->evidence, OPENED_DATABASE);
	if (!opened)
		opened = open_database(run, file);
	if (opened->result != OK)
		return opened->result == ERR_ABSENT ? ERR_CORRUPT : opened->result;
	if (run->note && database_notes(opened->database))
		run->note(run->sink, file->evidence, database_notes(opened->database));
	if (database_problem_count(opened->database))
		run_problem(run, ERR_CORRUPT, "%.*s: %zu damaged places, the first: %.*s", STR_ARGS(path_name(file->path)),
			    database_problem_count(opened->database), STR_ARGS(database_first_problem(opened->database)));
	*ret = opened->database;
	return OK;
}

enum err run_json(struct run_context *run, const struct run_file *file, struct json_document **ret)
{
	if (file->unreadable != OK)
		return file->unreadable;
	struct opened *opened = find_opened(run->cache, file->evidence, OPENED_JSON);
	if (!opened) {
		struct json_document *json = NULL;
		enum err e = json_parse(file->bytes, file->evidence, &run->cache->arena, &json);
		opened = new_opened(run->cache, file->evidence, OPENED_JSON, e);
		opened->json = e == OK ? json : NULL;
	}
	if (opened->result != OK)
		return opened->result == ERR_ABSENT ? ERR_CORRUPT : opened->result;
	*ret = opened->json;
	return OK;
}

static enum err numbered_set(struct run_context *run, struct hive_key root, uint64_t number, struct hive_key *ret)
{
	return hive_find(root, str_format(run->arena, "ControlSet%03llu", (unsigned long long)number), ret);
}

/* Current is a record of the last start; Windows starts next from Default. */
struct select { struct hive_key root; uint64_t current, next; bool has_current, has_next; };

static struct select read_select(struct hive *system)
{
	struct select select = { .root = hive_root(system) };
	struct hive_key key;
	if (hive_find_c(select.root, "Select", &key) == OK) {
		select.has_current = hive_get_number(key, "Current", &select.current, NULL);
		select.has_next = hive_get_number(key, "Default", &select.next, NULL);
	}
	return select;
}

enum err run_control_set(struct run_context *run, struct hive *system, struct hive_key *ret)
{
	struct select select = read_select(system);
	struct hive_key other;
	if (select.has_current && numbered_set(run, select.root, select.current, ret) == OK) {
		if (select.has_next && select.next != select.current &&
		    numbered_set(run, select.root, select.next, &other) != ERR_ABSENT)
			run_problem(run, ERR_UNSUPPORTED, "SYSTEM: the next start uses ControlSet%03llu, the last one used ControlSet%03llu",
				    (unsigned long long)select.next, (unsigned long long)select.current);
		return OK;
	}
	if (select.has_next && numbered_set(run, select.root, select.next, ret) == OK) {
		if (select.has_current)
			run_problem(run, ERR_CORRUPT,
				    "SYSTEM: the current control set is not there, ControlSet%03llu of the next start was read",
				    (unsigned long long)select.next);
		return OK;
	}
	if (hive_find_c(select.root, "ControlSet001", ret) != OK)
		return ERR_CORRUPT; /* every SYSTEM hive has one */
	run_problem(run, ERR_CORRUPT, "SYSTEM: the current control set is not named or not there, ControlSet001 was read");
	return OK;
}

bool run_next_control_set(struct run_context *run, struct hive *system, struct hive_key *ret)
{
	struct select select = read_select(system);
	struct hive_key current;
	return select.has_current && select.has_next && select.next != select.current &&
	       numbered_set(run, select.root, select.current, &current) == OK &&
	       numbered_set(run, select.root, select.next, ret) == OK;
}

/* ---- facts ---- */

void run_problem(struct run_context *run, enum err why, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	size_t size = (size_t)(len < 0 ? 0 : len) + 1;
	char *text = arena_alloc(run->arena, size);
	vsnprintf(text, size, format, again);
	va_end(again);
	if (run->problem)
		run->problem(run->sink, why, str_from_c(text));
}

static void emit(struct run_context *run, enum fact_kind kind, const struct origin *origin, const void *fact)
{
	if (origin->kind == ORIGIN_NONE)
		run_problem(run, ERR_BUG, "%s stated a %s without origin", run->artifact->id, word_of(&fact_kind_words, kind));
	else if (run->emit)
		run->emit(run->sink, kind, origin, fact);
}

#define EMIT(name, kind)                                                                                          \
	void emit_##name(struct run_context *run, struct origin origin, const struct fact_##name *fact)           \
	{                                                                                                         \
		emit(run, kind, &origin, fact);                                                                   \
	}
EMIT(machine, FACT_MACHINE)
EMIT(user, FACT_USER)
EMIT(member, FACT_MEMBER)
EMIT(profile, FACT_PROFILE)
EMIT(account, FACT_ACCOUNT)
EMIT(browser_account, FACT_BROWSER_ACCOUNT)
EMIT(login_store, FACT_LOGIN_STORE)
EMIT(saved_login, FACT_SAVED_LOGIN)
EMIT(software, FACT_SOFTWARE)
EMIT(autostart, FACT_AUTOSTART)
EMIT(remote_access, FACT_REMOTE_ACCESS)
EMIT(setting, FACT_SETTING)
