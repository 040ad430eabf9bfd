/* The conductor's side of a worker: what it states is kept only when its run has ended; a worker that dies costs one
 * check. */
#include <unistd.h>

#include "base/limits.h"
#include "base/utf.h"
#include "inspect/inspection.h"
#include "inspect/plan.h"
#include "inspect/worker.h"
#include "model/fact_wire.h"

/* One run of one artifact as it comes in. */
struct run_record {
	ARRAY_OF(struct fact) facts;
	struct str first_problem;
	enum err first_err;
	size_t problem_count;
	size_t packets, bytes; /* received so far; a worker that was taken over could send for ever */
};

typedef ARRAY_OF(const struct artifact *) artifact_list;

static void cover_run(struct inspection *in, const struct subject *subject, const struct artifact *artifact,
		      enum coverage_result result, struct str reason)
{
	bool absent_is_undone = plan_requires_files(artifact) && !subject->previous;
	bool undone = artifact->mandatory && result != COVERAGE_DONE && (result != COVERAGE_ABSENT || absent_is_undone);
	inspection_cover(in, str_from_c(artifact->id), subject, result, artifact->mandatory, undone, reason);
}

static bool known_evidence(const collected_list *files, uint32_t id)
{
	for (size_t i = 0; i < files->count; i++) {
		if (files->items[i].row.id == id)
			return true;
	}
	return false;
}

static enum err take_facts(struct inspection *in, const struct subject *subject, const struct artifact *artifact,
			   const collected_list *files, struct str body, struct run_record *run)
{
	while (body.len) {
		struct str rest, line = str_cut(body, '\n', &rest);
		struct fact *fact = array_push(in->arena, &run->facts);
		if (run->facts.count > LIMIT_FACTS_PER_RUN || fact_read_line(line, in->arena, fact) != OK ||
		    !known_evidence(files, fact->origin.evidence) || !plan_allows(subject->scope, fact->kind))
			return ERR_CORRUPT;
		fact->subject = subject->id;
		fact->artifact = str_from_c(artifact->id);
		body = rest;
	}
	return OK;
}

static enum err take_note(struct inspection *in, const collected_list *files, struct str body)
{
	struct str rest;
	uint64_t id, notes;
	if (!str_to_u64(str_cut(body, ' ', &rest), 10, &id) || !str_to_u64(rest, 10, &notes) ||
	    !known_evidence(files, (uint32_t)id))
		return ERR_CORRUPT;
	for (size_t i = in->file->evidence.count; i > 0; i--) {
		if (in->file->evidence.items[i - 1].id == id)
			in->file->evidence.items[i - 1].notes |= (uint32_t)notes;
	}
	return OK;
}

static enum err take_problem(struct inspection *in, struct str body, struct run_record *run)
{
	struct str words;
	enum err why;
	if (!utf8_valid(body) || !err_from_name(str_cut(body, ' ', &words), &why))
		return ERR_CORRUPT;
	if (run->problem_count++ == 0) {
		run->first_problem = str_copy(in->arena, body);
		run->first_err = why;
	}
	return OK;
}

static struct str problem_reason(struct inspection *in, const struct run_record *run)
{
	if (run->problem_count < 2)
		return run->first_problem;
	return str_format(in->arena, "%.*s (and %zu more)", STR_ARGS(run->first_problem), run->problem_count - 1);
}

/* The run has ended: its facts count now. */
static void close_run(struct inspection *in, const struct subject *subject, const struct artifact *artifact,
		      struct run_record *run, enum err outcome)
{
	for (size_t i = 0; i < run->facts.count; i++)
		*array_push(in->arena, &in->facts) = run->facts.items[i];
	enum coverage_result result = coverage_of(outcome);
	struct str reason = problem_reason(in, run);
	if (outcome == OK && run->problem_count)
		result = COVERAGE_PARTIAL;
	else if (outcome == ERR_ABSENT && run->problem_count)
		result = COVERAGE_FAILED; /* not there, but something could not be read: no proof of absence */
	else if (outcome != OK && outcome != ERR_ABSENT && run->facts.count)
		result = COVERAGE_PARTIAL;
	if (result == COVERAGE_FAILED && run->first_err == ERR_LOCKED)
		result = COVERAGE_LOCKED;
	if (reason.len == 0 && outcome != OK && outcome != ERR_ABSENT)
		reason = str_from_c(err_name(outcome));
	cover_run(in, subject, artifact, result, reason);
}

enum worker_outcome { WORKER_ENDED, WORKER_DIED, WORKER_LATE, WORKER_BROKE };

struct worker_state {
	struct process process;
	const artifact_list *artifacts;
	const collected_list *files;
	size_t next;      /* artifact at work, or the next one */
	bool at_work;
	struct run_record run;
};

static enum err take_packet(struct inspection *in, const struct subject *subject, struct worker_state *w,
			    const struct packet *packet)
{
	const struct artifact *artifact = w->next < w->artifacts->count ? w->artifacts->items[w->next] : NULL;
	uint64_t index;
	enum err outcome;
	if (!artifact || (packet->type == WORKER_BEGIN) == w->at_work)
		return ERR_CORRUPT;
	w->run.bytes += packet->body.len;
	if (packet->type != WORKER_BEGIN && (++w->run.packets > LIMIT_RUN_PACKETS || w->run.bytes > LIMIT_RUN_BYTES))
		return ERR_CORRUPT;
	switch (packet->type) {
	case WORKER_BEGIN:
		w->run = (struct run_record){ 0 };
		w->at_work = true;
		return str_to_u64(packet->body, 10, &index) && index == w->next ? OK : ERR_CORRUPT;
	case WORKER_FACTS: return take_facts(in, subject, artifact, w->files, packet->body, &w->run);
	case WORKER_NOTE: return take_note(in, w->files, packet->body);
	case WORKER_PROBLEM: return take_problem(in, packet->body, &w->run);
	case WORKER_END:
		if (!err_from_name(packet->body, &outcome))
			return ERR_CORRUPT;
		close_run(in, subject, artifact, &w->run, outcome);
		w->at_work = false;
		w->next++;
		return OK;
	default: return ERR_CORRUPT;
	}
}

static enum worker_outcome listen_with(struct inspection *in, const struct subject *subject, struct worker_state *w,
				       struct arena *scratch)
{
	unsigned seconds = in->options->artifact_seconds ? in->options->artifact_seconds : LIMIT_ARTIFACT_SECONDS;
	int64_t deadline = channel_clock() + (int64_t)seconds * 1000000000;
	for (;;) {
		struct packet packet;
		arena_reset(scratch);
		enum err e = channel_receive(w->process.socket, deadline, scratch, &packet);
		if (e == ERR_ABSENT)
			return w->next == w->artifacts->count ? WORKER_ENDED : WORKER_DIED;
		if (e == ERR_LIMIT)
			return WORKER_LATE;
		if (e == OK) {
			packet_close_fds(&packet);
			if (packet.type == WORKER_BEGIN && !w->at_work)
				deadline = channel_clock() + (int64_t)seconds * 1000000000;
			e = take_packet(in, subject, w, &packet);
		}
		if (e != OK)
			return WORKER_BROKE;
	}
}

static enum worker_outcome listen(struct inspection *in, const struct subject *subject, struct worker_state *w)
{
	struct arena scratch;
	arena_init(&scratch, MIB);
	enum worker_outcome outcome = listen_with(in, subject, w, &scratch);
	arena_done(&scratch);
	return outcome;
}

/* Ends a worker that went wrong and writes the row of the artifact that was at work. */
static void bury(struct inspection *in, const struct subject *subject, struct worker_state *w,
		 enum worker_outcome outcome)
{
	enum coverage_result result = COVERAGE_CRASHED;
	struct str reason;
	if (outcome == WORKER_DIED) {
		struct process_end end = process_wait(&w->process, in->arena);
		result = end.limit ? COVERAGE_LIMIT : COVERAGE_CRASHED;
		reason = end.reason.len ? end.reason : STR("worker ended early");
	} else {
		process_kill(&w->process);
		result = outcome == WORKER_LATE ? COVERAGE_TIMED_OUT : COVERAGE_CRASHED;
		reason = outcome == WORKER_LATE ? STR("time limit reached") : STR("worker broke the protocol");
	}
	cover_run(in, subject, w->artifacts->items[w->next], result, reason);
	w->next++;
}

static artifact_list artifacts_of(struct inspection *in, const struct subject *subject)
{
	artifact_list list = { 0 };
	for (const struct artifact *const *artifact = in->options->artifacts; *artifact; artifact++) {
		if (plan_applies(*artifact, subject))
			*array_push(in->arena, &list) = *artifact;
	}
	return list;
}

void subject_lost(struct inspection *in, const struct subject *subject, enum coverage_result result, struct str reason)
{
	artifact_list artifacts = artifacts_of(in, subject);
	for (size_t i = 0; i < artifacts.count; i++)
		cover_run(in, subject, artifacts.items[i], result, reason);
}

struct subject_run {
	const struct subject *subject;
	collected_list files;
	artifact_list artifacts;
	int *keep;
	size_t keep_count;
	uint64_t largest;  /* file: a replayed hive is about as large again */
	struct worker_state worker;
	bool running;
};

static void start_worker(struct inspection *in, struct subject_run *run)
{
	struct worker_input input = {
		.subject = run->subject, .files = run->files.items, .file_count = run->files.count, .artifacts = run->artifacts.items,
		.artifact_count = run->artifacts.count, .first = run->worker.next, .confine_required = in->confine_required,
	};
	const struct process_options options = {
		.memory_bytes = LIMIT_WORKER_BYTES, .file_bytes = run->largest + LIMIT_REPAIR_BYTES,
		.descriptors = LIMIT_WORKER_DESCRIPTORS,
		.keep = run->keep, .keep_count = run->keep_count,
	};
	run->worker.at_work = false;
	run->running = process_start(worker_run, &input, &options, &run->worker.process) == OK;
}

struct subject_run *subject_start(struct inspection *in, const struct subject *subject, const collected_list *files)
{
	struct subject_run *run = arena_new(in->arena, struct subject_run);
	*run = (struct subject_run){ .subject = subject, .files = *files, .artifacts = artifacts_of(in, subject) };
	run->worker.artifacts = &run->artifacts;
	run->worker.files = &run->files;
	run->keep = arena_array(in->arena, int, files->count + 1);
	for (size_t i = 0; i < files->count; i++) {
		if (files->items[i].fd < 0)
			continue;
		run->keep[run->keep_count++] = files->items[i].fd;
		run->largest = files->items[i].row.size > run->largest ? files->items[i].row.size : run->largest;
	}
	if (files->count && run->artifacts.count)
		start_worker(in, run);
	return run;
}

void subject_finish(struct inspection *in, struct subject_run *run)
{
	struct worker_state *worker = &run->worker;
	if (run->files.count == 0)
		subject_lost(in, run->subject, COVERAGE_ABSENT, (struct str){ 0 });
	while (run->files.count && worker->next < run->artifacts.count) {
		if (!run->running)
			start_worker(in, run);
		if (!run->running) {
			cover_run(in, run->subject, run->artifacts.items[worker->next++], COVERAGE_FAILED,
				  STR("no process could be started"));
			continue;
		}
		enum worker_outcome outcome = listen(in, run->subject, worker);
		run->running = false;
		if (outcome == WORKER_ENDED)
			(void)process_wait(&worker->process, in->arena);
		else
			bury(in, run->subject, worker, outcome);
	}
	for (size_t i = 0; i < run->keep_count; i++)
		close(run->keep[i]);
}
