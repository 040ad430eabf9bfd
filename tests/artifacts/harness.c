/* The harness of harness.h: a run_context with sinks that collect. */
#include "harness.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/glob.h"
#include "base/timestamp.h"
#include "base/utf.h"
#include "model/fact_wire.h"

struct collector {
	struct harness *harness;
	struct harness_result *result;
	const struct artifact *artifact;
};

void harness_init(struct harness *harness, enum scope scope)
{
	*harness = (struct harness){ .subject = { .id = 1, .scope = scope, .system = 1 } };
	arena_init(&harness->arena, (size_t)1 << 30);
	CHECK_INT(hive_prepare(), OK);
	harness->cache = run_cache_new();
}

void harness_done(struct harness *harness)
{
	run_cache_free(harness->cache);
	arena_done(&harness->arena);
}

static struct run_file *add(struct harness *harness, const char *relative, struct span bytes, bool browser_root)
{
	struct run_file *file = array_push(&harness->arena, &harness->files);
	struct str path = str_copy(&harness->arena, str_from_c(relative));
	*file = (struct run_file){
		.evidence = (uint32_t)harness->files.count,
		/* Two roots must not give the same path: companions are looked up by it. */
		.path = browser_root ? str_format(&harness->arena, "User Data\\%s", relative) : path,
		.relative = path,
		.from_browser_root = browser_root,
		.bytes = bytes,
		.fd = -1,
		.size = bytes.len,
		.modified = TIME_UNKNOWN,
		.created = TIME_UNKNOWN,
	};
	return file;
}

struct run_file *harness_add_bytes(struct harness *harness, const char *relative, struct span bytes)
{
	return add(harness, relative, bytes, false);
}

struct run_file *harness_add_root_bytes(struct harness *harness, const char *relative, struct span bytes)
{
	return add(harness, relative, bytes, true);
}

struct run_file *harness_add_corpus(struct harness *harness, const char *relative, const char *corpus_name)
{
	struct span bytes = corpus_file(&harness->arena, corpus_name);
	CHECK(bytes.len > 0);
	return harness_add_bytes(harness, relative, bytes);
}

static bool add_below(struct harness *harness, struct str folder, struct str windows_path)
{
	DIR *directory = opendir(str_to_c(&harness->arena, folder));
	if (!directory)
		return false;
	bool ok = true;
	for (struct dirent *entry; ok && (entry = readdir(directory));) {
		struct stat st;
		if (str_eq_c(STR("."), entry->d_name) || str_eq_c(STR(".."), entry->d_name))
			continue;
		struct str path = str_format(&harness->arena, "%.*s/%s", STR_ARGS(folder), entry->d_name);
		struct str relative = str_from_c(entry->d_name);
		if (windows_path.len)
			relative = str_join2(&harness->arena, windows_path, '\\', relative);
		if (lstat(str_to_c(&harness->arena, path), &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode)) {
			harness_add_bytes(harness, str_to_c(&harness->arena, relative), (struct span){ 0 })->directory = true;
			ok = add_below(harness, path, str_copy(&harness->arena, relative));
		} else if (S_ISREG(st.st_mode)) {
			harness_add_bytes(harness, str_to_c(&harness->arena, relative),
					  read_whole_file(&harness->arena, str_to_c(&harness->arena, path)));
		}
	}
	closedir(directory);
	return ok;
}

bool harness_add_folder(struct harness *harness, const char *folder)
{
	return add_below(harness, str_from_c(folder), (struct str){ 0 });
}

/* ---- sinks ---- */

static void check_texts(const struct collector *collector, enum fact_kind kind, const void *fact)
{
	const struct record_type *type = fact_types[kind];
	for (unsigned i = 0; i < type->count; i++) {
		if (type->fields[i].type != FIELD_TEXT)
			continue;
		struct str text;
		memcpy(&text, (const char *)fact + type->fields[i].offset, sizeof text);
		bool ok = utf8_valid(text);
		if (!ok)
			printf("%s: %s.%s is not UTF-8\n", collector->artifact->id, type->name, type->fields[i].name);
		CHECK(ok);
	}
}

static void collect_fact(void *sink, enum fact_kind kind, const struct origin *origin, const void *fact)
{
	struct collector *collector = sink;
	CHECK(origin->evidence >= 1 && origin->evidence <= collector->harness->files.count);
	check_texts(collector, kind, fact);
	struct fact *kept = array_push(&collector->harness->arena, &collector->result->facts);
	kept->kind = kind;
	kept->subject = collector->harness->subject.id;
	kept->artifact = str_from_c(collector->artifact->id);
	kept->origin = *origin;
	memcpy(&kept->machine, fact, fact_types[kind]->size);
}

static void collect_problem(void *sink, enum err why, struct str what)
{
	struct collector *collector = sink;
	CHECK(why != OK && why != ERR_BUG);
	struct harness_problem *kept = array_push(&collector->harness->arena, &collector->result->problems);
	*kept = (struct harness_problem){ why, str_copy(&collector->harness->arena, what) };
}

static void collect_note(void *sink, uint32_t evidence, uint32_t notes)
{
	struct collector *collector = sink;
	struct harness_note *kept = array_push(&collector->harness->arena, &collector->result->notes);
	*kept = (struct harness_note){ evidence, notes };
}

/* As in a real run: what is only listed has no bytes. */
static void drop_listed_bytes(struct run_file *file, const struct artifact *artifact)
{
	bool listed = false, read = false;
	for (const struct want *want = artifact->wants; want->glob; want++) {
		if (!glob_match(str_from_c(want->glob), file->relative))
			continue;
		if (want->flags & WANT_LISTING)
			listed = true;
		else
			read = true;
	}
	if (listed && !read)
		file->bytes = (struct span){ 0 };
}

struct harness_result *harness_run(struct harness *harness, const struct artifact *artifact)
{
	struct harness_result *result = arena_new(&harness->arena, struct harness_result);
	struct collector collector = { harness, result, artifact };
	struct run_file *files = arena_array(&harness->arena, struct run_file, harness->files.count + 1);
	for (size_t i = 0; i < harness->files.count; i++) {
		files[i] = harness->files.items[i];
		drop_listed_bytes(&files[i], artifact);
	}
	struct run_context run = {
		.arena = &harness->arena,
		.artifact = artifact,
		.subject = &harness->subject,
		.files = files,
		.file_count = harness->files.count,
		.cache = harness->cache,
		.emit = collect_fact,
		.problem = collect_problem,
		.note = collect_note,
		.sink = &collector,
	};
	result->status = artifact->run(&run, &harness->subject);
	return result;
}

/* ---- questions ---- */

const struct fact *harness_fact(const struct harness_result *result, enum fact_kind kind, size_t n)
{
	for (size_t i = 0; i < result->facts.count; i++) {
		if (result->facts.items[i].kind == kind && n-- == 0)
			return &result->facts.items[i];
	}
	return NULL;
}

size_t harness_count(const struct harness_result *result, enum fact_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < result->facts.count; i++)
		count += result->facts.items[i].kind == kind;
	return count;
}

const struct fact *harness_account(const struct harness_result *result, const char *address)
{
	for (size_t i = 0; i < result->facts.count; i++) {
		const struct fact *fact = &result->facts.items[i];
		if (fact->kind == FACT_ACCOUNT && str_eq_fold(fact->account.address, str_from_c(address)))
			return fact;
	}
	return NULL;
}

void harness_print(const struct harness_result *result)
{
	struct buf lines = { 0 };
	for (size_t i = 0; i < result->facts.count; i++)
		fact_write_line(&lines, result->facts.items[i].kind, &result->facts.items[i].origin, &result->facts.items[i].machine);
	printf("status %s\n%.*s", err_name(result->status), STR_ARGS(buf_str(&lines)));
	for (size_t i = 0; i < result->problems.count; i++)
		printf("problem %s: %.*s\n", err_name(result->problems.items[i].why), STR_ARGS(result->problems.items[i].what));
	buf_done(&lines);
}
