/* The reader's loop: open a source, say what is there, then hand out evidence until the next source is asked for. */
#include "evidence/reader.h"

#include <unistd.h>

#include "base/array.h"
#include "base/limits.h"
#include "base/utf.h"
#include "disk/source.h"
#include "evidence/links.h"
#include "evidence/subjects.h"
#include "evidence/verify.h"
#include "model/fact_wire.h"

struct reader {
	const struct reader_input *input;
	const struct reader_channel *channel;
	struct arena arena;     /* of the present source */
	struct source *source;
	uint32_t source_id;
	ARRAY_OF(struct file_tree *) trees; /* by volume index; NULL = not readable */
	subject_list subjects;
	ARRAY_OF(struct link_volume) volumes;
	gap_list gaps;
	uint32_t next_subject, next_evidence;
	struct buf line;
	bool channel_broken;    /* nobody listens any more: not to be taken for an unreadable disk */
};

enum want_set want_set_of(const struct subject *subject)
{
	switch (subject->scope) {
	case SCOPE_SYSTEM: return WANTS_SYSTEM;
	case SCOPE_USER: return WANTS_USER;
	default: return subject->firefox_family ? WANTS_FIREFOX : WANTS_CHROMIUM;
	}
}

void reader_identify(struct reader_source *source, struct arena *arena)
{
	struct source_identity identity;
	source_identify(source->fd, arena, &identity);
	source->model = identity.model;
	source->serial = identity.serial;
}

static enum err send_line(struct reader *r, char type, const int *fds, size_t count)
{
	return r->channel->send(r->channel->socket, type, buf_str(&r->line), fds, count);
}

static enum err send_record(struct reader *r, char type, const struct record_type *record_type, const void *record)
{
	buf_clear(&r->line);
	record_write_line(&r->line, record_type, record);
	return send_line(r, type, NULL, 0);
}

static enum err send_failure(struct reader *r, uint32_t volume, enum err why, const char *words)
{
	buf_clear(&r->line);
	buf_printf(&r->line, "%u %s %s", volume, err_name(why), words);
	return send_line(r, READER_FAILED, NULL, 0);
}

static enum err send_done(struct reader *r, enum err e)
{
	buf_clear(&r->line);
	if (e != OK)
		buf_put_c(&r->line, err_name(e));
	return send_line(r, READER_DONE, NULL, 0);
}

static enum err send_source(struct reader *r)
{
	struct source_info info = { 0 };
	source_describe(r->source, &info);
	info.id = r->source_id;
	info.model = r->input->sources[r->source_id - 1].model;
	info.serial = r->input->sources[r->source_id - 1].serial;
	return send_record(r, READER_SOURCE, &source_type, &info);
}

static enum err send_volume(struct reader *r, struct volume_info *volume)
{
	enum err e = send_record(r, READER_VOLUME, &volume_type, volume);
	for (size_t i = 0; i < volume->protector_count && e == OK; i++) {
		volume->protectors[i].source = volume->source;
		e = send_record(r, READER_PROTECTOR, &protector_type, &volume->protectors[i]);
	}
	return e;
}

static enum err index_volume(struct reader *r, size_t index)
{
	struct file_tree *tree = NULL;
	enum err e = source_index(r->source, index, &tree);
	struct volume_info *volume = source_volume(r->source, index);
	volume->source = r->source_id;
	*array_push(&r->arena, &r->trees) = e == OK ? tree : NULL;
	size_t before = r->subjects.count;
	enum err found = OK;
	struct search_rest rest = { .gaps = r->gaps };
	if (e == OK)
		found = subjects_find(tree, r->source_id, volume->id, &r->arena, &r->next_subject, &r->subjects, &rest);
	r->gaps = rest.gaps;
	*array_push(&r->arena, &r->volumes) = (struct link_volume){ e == OK ? tree : NULL, volume->id, rest.links };
	if (e == OK)
		verify_directories(tree, &r->subjects, before, r->input->wants, &r->arena);
	volume = source_volume(r->source, index); /* the files of a folder are counted while it is searched */
	for (size_t i = before; i < r->subjects.count; i++)
		volume->windows |= r->subjects.items[i].scope == SCOPE_SYSTEM;
	if (send_volume(r, volume) != OK)
		return ERR_IO;
	if (e != OK)
		return send_failure(r, volume->id, e, "file system could not be opened");
	if (found != OK && send_failure(r, volume->id, found, "search for Windows and profiles ended early") != OK)
		return ERR_IO;
	for (size_t i = before; i < r->subjects.count; i++) {
		if (send_record(r, READER_SUBJECT, &subject_type, &r->subjects.items[i]) != OK)
			return ERR_IO;
	}
	return OK;
}

/* What was passed over, now that all volumes are known. */
static enum err send_gaps(struct reader *r)
{
	enum err e = OK;
	links_settle(r->volumes.items, r->volumes.count, &r->subjects, &r->arena, &r->gaps);
	for (size_t i = 0; i < r->gaps.count && e == OK; i++) {
		const struct gap *gap = &r->gaps.items[i];
		buf_clear(&r->line);
		buf_printf(&r->line, "%u %u %u %zu\n", gap->volume, (unsigned)gap->kind, gap->mandatory, gap->further);
		buf_put(&r->line, utf8_printable(&r->arena, gap->path));
		buf_put_c(&r->line, "\n");
		buf_put(&r->line, utf8_printable(&r->arena, gap->detail));
		e = send_line(r, READER_GAP, NULL, 0);
	}
	return e;
}

static enum err open_next(struct reader *r)
{
	const struct reader_source *next = &r->input->sources[r->source_id++];
	arena_init(&r->arena, LIMIT_READER_BYTES / 2);
	r->trees.items = NULL;
	r->trees.count = r->trees.capacity = 0;
	r->volumes.items = NULL;
	r->volumes.count = r->volumes.capacity = 0;
	r->gaps = (gap_list){ 0 };
	r->subjects = (subject_list){ 0 };
	enum err e = source_open(next->fd, next->path, &r->arena, &r->source);
	if (e != OK) {
		r->source = NULL;
		struct source_info info = { .id = r->source_id, .path = next->path };
		if (send_record(r, READER_SOURCE, &source_type, &info) != OK ||
		    send_failure(r, 0, e, "source could not be opened") != OK)
			return ERR_IO;
		return send_done(r, OK);
	}
	source_use_keys(r->source, r->input->keys);
	e = send_source(r);
	size_t count = source_volume_count(r->source);
	for (size_t i = 0; i < count && e == OK; i++)
		e = index_volume(r, i);
	if (e == OK)
		e = send_gaps(r);
	return e == OK ? send_done(r, OK) : e;
}

static enum err close_present(struct reader *r)
{
	if (!r->source)
		return OK;
	enum err e = send_source(r); /* with the final counters */
	source_close(r->source);
	arena_done(&r->arena);
	r->source = NULL;
	return e;
}

static enum err send_file(void *context, struct collected *file)
{
	struct reader *r = context;
	buf_clear(&r->line);
	record_write_line(&r->line, &evidence_type, &file->row);
	record_write_line(&r->line, &collected_type, file);
	enum err e = send_line(r, READER_FILE, &file->fd, file->fd >= 0 ? 1 : 0);
	r->channel_broken |= e != OK;
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
	return e;
}

static enum err serve(struct reader *r, uint32_t id)
{
	for (size_t i = 0; i < r->subjects.count; i++) {
		const struct subject *subject = &r->subjects.items[i];
		if (subject->id != id || subject->volume < 1 || subject->volume > r->trees.count)
			continue;
		struct arena arena;
		arena_init(&arena, LIMIT_ARENA_BYTES);
		enum err e = collect_subject(r->trees.items[subject->volume - 1], subject, r->input->wants[want_set_of(subject)],
					     &r->next_evidence, &arena, send_file, r);
		arena_done(&arena);
		return r->channel_broken ? ERR_IO : send_done(r, e);
	}
	return send_done(r, ERR_BUG);
}

int reader_run(const struct reader_input *input, const struct reader_channel *channel)
{
	struct reader r = { .input = input, .channel = channel, .next_subject = 1, .next_evidence = 1 };
	for (;;) {
		uint32_t subject;
		enum err e = channel->receive(channel->socket, &subject);
		if (e == ERR_ABSENT)
			break;
		if (e == OK && subject != 0)
			e = serve(&r, subject);
		else if (e == OK && (e = close_present(&r)) == OK)
			e = r.source_id < input->count ? open_next(&r) : send_done(&r, OK);
		if (e != OK)
			return 70;
	}
	buf_done(&r.line);
	return 0;
}
