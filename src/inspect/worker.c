/* The worker's side: maps its files, gives up its rights, runs artifacts. What a run states goes out only when the run
 * has returned. */
#include "inspect/worker.h"

#include <sys/mman.h>

#include "base/array.h"
#include "base/limits.h"
#include "confine/channel.h"
#include "confine/sandbox.h"
#include "model/fact_wire.h"

enum { PROBLEMS_SENT = 20 };

struct worker {
	int socket;
	struct buf facts;
	size_t fact_count;
	ARRAY_OF(struct str) problems; /* packet bodies, in the arena of the run */
	size_t problem_count;
	ARRAY_OF(struct str) notes;
	struct arena *arena;
	bool overflow;
};

static void take_fact(void *sink, enum fact_kind kind, const struct origin *origin, const void *fact)
{
	struct worker *w = sink;
	if (w->fact_count++ >= LIMIT_FACTS_PER_RUN)
		w->overflow = true;
	else
		fact_write_line(&w->facts, kind, origin, fact);
}

static void take_problem(void *sink, enum err why, struct str what)
{
	struct worker *w = sink;
	if (w->problem_count++ < PROBLEMS_SENT)
		*array_push(w->arena, &w->problems) =
			str_format(w->arena, "%s %.*s", err_name(why), STR_ARGS(str_sub(what, 0, 1000)));
}

static void take_note(void *sink, uint32_t evidence, uint32_t notes)
{
	struct worker *w = sink;
	*array_push(w->arena, &w->notes) = str_format(w->arena, "%u %u", evidence, notes);
}

/* Sends whole lines, as many as fit into a packet. */
static enum err send_facts(struct worker *w)
{
	struct str left = buf_str(&w->facts);
	while (left.len) {
		size_t len = left.len;
		if (len > CHANNEL_BODY_BYTES) {
			len = CHANNEL_BODY_BYTES;
			while (len > 0 && left.data[len - 1] != '\n')
				len--;
		}
		if (len == 0)
			return ERR_LIMIT; /* a line longer than a packet: refused as a whole */
		enum err e = channel_send(w->socket, WORKER_FACTS, str_sub(left, 0, len), NULL, 0);
		if (e != OK)
			return e;
		left = str_from(left, len);
	}
	return OK;
}

static enum err send_run(struct worker *w, enum err outcome)
{
	enum err e = send_facts(w);
	if (e == ERR_LIMIT)
		outcome = ERR_LIMIT;
	for (size_t i = 0; i < w->notes.count && e == OK; i++)
		e = channel_send(w->socket, WORKER_NOTE, w->notes.items[i], NULL, 0);
	for (size_t i = 0; i < w->problems.count && e == OK; i++)
		e = channel_send(w->socket, WORKER_PROBLEM, w->problems.items[i], NULL, 0);
	return channel_send(w->socket, WORKER_END, str_from_c(err_name(outcome)), NULL, 0);
}

static enum err run_one(struct worker *w, struct run_context *run, const struct artifact *artifact)
{
	struct arena arena;
	arena_init(&arena, LIMIT_ARENA_BYTES);
	w->facts.len = w->fact_count = w->problem_count = 0;
	w->problems.items = w->notes.items = NULL;
	w->problems.count = w->problems.capacity = w->notes.count = w->notes.capacity = 0;
	w->arena = run->arena = &arena;
	w->overflow = false;
	run->artifact = artifact;
	enum err outcome = artifact->run(run, run->subject);
	if (w->overflow)
		outcome = ERR_LIMIT;
	enum err e = send_run(w, outcome);
	arena_done(&arena);
	return e;
}

static void map_file(const struct collected *file, struct run_file *ret)
{
	*ret = (struct run_file){
		.evidence = file->row.id,
		.path = file->row.path,
		.relative = file->relative,
		.from_browser_root = file->from_browser_root,
		.fd = file->fd,
		.size = file->row.size,
		.modified = file->row.modified,
		.created = file->created,
		.directory = file->directory,
		.deleted = file->row.notes & NOTE_DELETED,
		.unreadable = file->unreadable < ERR_COUNT ? file->unreadable : ERR_BUG,
	};
	if (file->fd < 0 || file->row.size == 0)
		return;
	/* Populated at once: all of it is read, and a fault a page costs more than the reading. */
	void *bytes = mmap(NULL, file->row.size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file->fd, 0);
	if (bytes == MAP_FAILED)
		ret->unreadable = ERR_NOMEM;
	else
		ret->bytes = (struct span){ bytes, file->row.size };
}

int worker_run(int socket, void *worker_input)
{
	const struct worker_input *input = worker_input;
	struct worker worker = { .socket = socket };
	struct arena arena;
	arena_init(&arena, LIMIT_ARENA_BYTES);
	if (sandbox_enter(SANDBOX_WORKER, NULL, 0, input->confine_required) != OK)
		return 70;
	struct run_file *files = arena_array(&arena, struct run_file, input->file_count + 1);
	for (size_t i = 0; i < input->file_count; i++)
		map_file(&input->files[i], &files[i]);
	struct run_context run = {
		.subject = input->subject, .files = files, .file_count = input->file_count, .cache = run_cache_new(),
		.emit = take_fact, .problem = take_problem, .note = take_note, .sink = &worker,
	};
	for (size_t i = input->first; i < input->artifact_count; i++) {
		struct str index = str_format(&arena, "%zu", i);
		if (channel_send(socket, WORKER_BEGIN, index, NULL, 0) != OK || run_one(&worker, &run, input->artifacts[i]) != OK)
			return 70;
	}
	return 0;
}
