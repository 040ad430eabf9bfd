/* The order of an inspection: source after source, subject after subject; workers run beside each other and beside the
 * reader. */
#include <unistd.h>

#include "base/limits.h"
#include "confine/sandbox.h"
#include "decode/hive.h"
#include "inspect/inspection.h"

/* As many small subjects run beside a large one, and no more evidence than this is held at once for it. */
enum { WORKERS_AHEAD = 8 };
#define EVIDENCE_AHEAD_BYTES (160 * MIB)

enum coverage_result coverage_of(enum err e)
{
	switch (e) {
	case OK: return COVERAGE_DONE;
	case ERR_ABSENT: return COVERAGE_ABSENT;
	case ERR_LOCKED: return COVERAGE_LOCKED;
	case ERR_LIMIT:
	case ERR_NOMEM: return COVERAGE_LIMIT;
	default: return COVERAGE_FAILED;
	}
}

bool err_from_name(struct str name, enum err *ret)
{
	for (unsigned i = 0; i < ERR_COUNT; i++) {
		if (str_eq_c(name, err_name(i))) {
			*ret = i;
			return true;
		}
	}
	return false;
}

struct coverage *inspection_cover(struct inspection *in, struct str check, const struct subject *subject,
				  enum coverage_result result, bool mandatory, bool undone, struct str reason)
{
	struct coverage *row = array_push(in->arena, &in->file->coverage);
	*row = (struct coverage){
		.check = check, .result = result, .mandatory = mandatory, .undone = undone, .reason = reason,
	};
	if (subject) {
		row->subject = subject->id;
		row->system = subject->system;
		row->subject_text = subject->root;
	}
	return row;
}

static void step(struct inspection *in, enum inspect_step step, size_t done, size_t total)
{
	if (in->options->progress)
		in->options->progress(in->options->progress_context, step, (unsigned)done, (unsigned)total);
}

static void close_files(collected_list *files)
{
	for (size_t i = 0; i < files->count; i++) {
		if (files->items[i].fd >= 0)
			close(files->items[i].fd);
	}
}

static uint64_t bytes_of(const collected_list *files)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < files->count; i++)
		bytes += files->items[i].fd >= 0 ? files->items[i].row.size : 0;
	return bytes;
}

/* Workers that have been started and not yet listened to, first in first out: the order of the facts does not depend on
 * who is quicker. */
struct queue {
	struct { struct subject_run *run; uint64_t bytes; } items[WORKERS_AHEAD];
	size_t first, count;
	uint64_t bytes; /* evidence held by them */
};

static void finish_first(struct inspection *in, struct queue *queue)
{
	subject_finish(in, queue->items[queue->first].run);
	queue->bytes -= queue->items[queue->first].bytes;
	queue->first = (queue->first + 1) % WORKERS_AHEAD;
	queue->count--;
}

static void start_next(struct inspection *in, struct queue *queue, const struct subject *subject,
		       const collected_list *files, enum err incomplete)
{
	if (incomplete != OK)
		inspection_cover(in, STR("source.collect"), subject, coverage_of(incomplete), true, true,
				 str_format(in->arena, "%s: not every file could be collected", err_name(incomplete)));
	while (queue->count == WORKERS_AHEAD || (queue->count && queue->bytes > EVIDENCE_AHEAD_BYTES))
		finish_first(in, queue);
	size_t last = (queue->first + queue->count++) % WORKERS_AHEAD;
	queue->items[last].run = subject_start(in, subject, files);
	queue->items[last].bytes = bytes_of(files);
	queue->bytes += queue->items[last].bytes;
}

/* Subjects [first, count) of the case belong to the source that is open in the reader. While workers parse, the reader
 * fetches the next. */
static void run_subjects(struct inspection *in, size_t first)
{
	static const enum inspect_step steps[SCOPE_COUNT] = { STEP_SYSTEM, STEP_USER, STEP_BROWSER };
	size_t count = in->file->subjects.count;
	struct queue queue = { 0 };
	if (first < count)
		(void)reader_request(in, in->file->subjects.items[first].id);
	for (size_t i = first; i < count; i++) {
		const struct subject *subject = &in->file->subjects.items[i];
		collected_list files = { 0 };
		enum err incomplete;
		step(in, steps[subject->scope], i - first, count - first);
		enum err e = reader_take_files(in, subject, &files, &incomplete);
		if (e == OK && i + 1 < count)
			(void)reader_request(in, in->file->subjects.items[i + 1].id);
		if (e == OK) {
			start_next(in, &queue, subject, &files, incomplete);
			continue;
		}
		close_files(&files);
		while (queue.count)
			finish_first(in, &queue);
		subject_lost(in, subject, COVERAGE_CRASHED, in->reader_end);
	}
	while (queue.count)
		finish_first(in, &queue);
}

/* Sources whose rows never came. */
static void cover_lost_sources(struct inspection *in)
{
	for (size_t i = 0; i < in->options->source_count; i++) {
		bool known = false;
		for (size_t k = 0; k < in->file->sources.count; k++)
			known |= in->file->sources.items[k].id == i + 1;
		if (known)
			continue;
		*array_push(in->arena, &in->file->sources) =
			(struct source_info){ .id = (uint32_t)i + 1, .path = in->options->sources[i].path };
		inspection_cover(in, STR("source.open"), NULL, COVERAGE_CRASHED, true, true, in->reader_end)->subject_text =
			in->options->sources[i].path;
	}
}

static void cover_windows(struct inspection *in)
{
	for (size_t i = 0; i < in->file->subjects.count; i++) {
		if (in->file->subjects.items[i].scope == SCOPE_SYSTEM)
			return;
	}
	inspection_cover(in, STR("source.windows"), NULL, COVERAGE_ABSENT, true, true, STR("no Windows installation found"));
}

static void read_sources(struct inspection *in)
{
	for (size_t i = 0; i < in->options->source_count && !in->reader_dead; i++) {
		size_t first = in->file->subjects.count;
		step(in, STEP_DISK, i, in->options->source_count);
		enum err e = reader_request(in, 0);
		if (e == OK)
			e = reader_take_source(in);
		if (e != OK && in->file->sources.count > i) /* it died after it had named the source */
			inspection_cover(in, STR("source.open"), NULL, COVERAGE_CRASHED, true, true, in->reader_end)->subject_text =
				in->options->sources[i].path;
		run_subjects(in, first);
	}
	if (reader_request(in, 0) == OK) /* the last source's counters */
		(void)reader_take_source(in);
	cover_lost_sources(in);
}

enum err inspect_run(const struct inspect_options *options, struct case_file *file)
{
	struct inspection in = {
		.options = options, .file = file, .arena = file->arena, .confine_required = !options->allow_unconfined,
	};
	if (in.confine_required && sandbox_probe() == PATHS_NOTHING)
		return ERR_UNSUPPORTED;
	enum err e = hive_prepare(); /* converters are loaded from files: before any child has lost its paths */
	if (e == OK)
		e = sandbox_prepare();
	if (e == OK)
		e = reader_start(&in);
	if (e != OK)
		return e;
	read_sources(&in);
	reader_stop(&in);
	cover_windows(&in);
	step(&in, STEP_CASE, 0, 0);
	const struct fact_list facts = { in.facts.items, in.facts.count };
	case_build(file, &facts);
	return OK;
}
