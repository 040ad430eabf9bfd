/* The conductor's side of the reader: starts it, asks, and checks every packet: the reader parses a stranger's disk. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf.h"
#include "confine/sandbox.h"
#include "evidence/reader.h"
#include "inspect/inspection.h"
#include "inspect/plan.h"
#include "model/fact_wire.h"

static enum err receive_request(int socket, uint32_t *ret_subject)
{
	struct arena arena;
	struct packet packet;
	uint64_t id = 0;
	arena_init(&arena, MIB);
	enum err e = channel_receive(socket, 0, &arena, &packet);
	if (e == OK && !str_to_u64(packet.body, 10, &id))
		e = ERR_CORRUPT;
	if (e == OK)
		*ret_subject = (uint32_t)id;
	arena_done(&arena);
	return e;
}

static int reader_body(int socket, void *context)
{
	const struct inspection *in = context;
	const struct inspect_options *options = in->options;
	struct arena arena;
	arena_init(&arena, MIB * 16);
	struct reader_source *sources = arena_array(&arena, struct reader_source, options->source_count + 1);
	int *fds = arena_array(&arena, int, options->source_count + 1);
	for (size_t i = 0; i < options->source_count; i++) {
		sources[i] = (struct reader_source){ .fd = options->sources[i].fd, .path = options->sources[i].path };
		reader_identify(&sources[i], &arena);
		fds[i] = options->sources[i].fd;
	}
	struct reader_input input = { .sources = sources, .count = options->source_count, .keys = options->keys };
	for (unsigned set = 0; set < WANT_SET_COUNT; set++)
		input.wants[set] = plan_wants(options->artifacts, set, &arena);
	/* Landlock wants folders only; a device's descriptor is no path. */
	size_t folders = 0;
	for (size_t i = 0; i < options->source_count; i++) {
		int duplicate = openat(fds[i], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (duplicate >= 0)
			fds[folders++] = duplicate;
	}
	if (sandbox_enter(SANDBOX_READER, fds, folders, in->confine_required) != OK)
		return 70;
	const struct reader_channel channel = { socket, channel_send, receive_request };
	return reader_run(&input, &channel);
}

enum err reader_start(struct inspection *in)
{
	size_t count = in->options->source_count;
	int *keep = arena_array(in->arena, int, count + 1);
	for (size_t i = 0; i < count; i++)
		keep[i] = in->options->sources[i].fd;
	const struct process_options options = {
		.memory_bytes = LIMIT_READER_BYTES, .file_bytes = LIMIT_HIVE_BYTES, .descriptors = LIMIT_READER_DESCRIPTORS,
		.keep = keep, .keep_count = count,
	};
	arena_init(&in->reader_scratch, MIB);
	enum err e = process_start(reader_body, in, &options, &in->reader);
	for (size_t i = 0; i < count; i++)
		close(keep[i]); /* from here on only the reader holds the disks ... */
	if (in->options->keys)
		explicit_bzero(in->options->keys, sizeof *in->options->keys); /* ... and their keys */
	return e;
}

void reader_stop(struct inspection *in)
{
	if (!in->reader_dead)
		process_kill(&in->reader);
	arena_done(&in->reader_scratch);
}

static enum err lost(struct inspection *in, enum err why)
{
	if (in->reader_dead)
		return ERR_IO;
	in->reader_dead = true;
	if (why == ERR_ABSENT) {
		struct process_end end = process_wait(&in->reader, in->arena);
		in->reader_end = str_format(in->arena, "reader ended: %.*s", STR_ARGS(end.reason));
	} else {
		process_kill(&in->reader);
		in->reader_end = why == ERR_LIMIT ? STR("reader did not answer in time") : STR("reader broke the protocol");
	}
	return ERR_IO;
}

enum err reader_request(struct inspection *in, uint32_t subject)
{
	struct arena arena;
	if (in->reader_dead)
		return ERR_IO;
	arena_init(&arena, MIB);
	enum err e = channel_send(in->reader.socket, 'R', str_format(&arena, "%u", subject), NULL, 0);
	arena_done(&arena);
	in->reader_deadline = channel_clock() + (int64_t)LIMIT_READER_SECONDS * 1000000000;
	return e == OK ? OK : lost(in, ERR_LIMIT);
}

static enum err receive(struct inspection *in, struct packet *ret)
{
	if (in->reader_dead)
		return ERR_IO;
	arena_reset(&in->reader_scratch);
	enum err e = channel_receive(in->reader.socket, in->reader_deadline, &in->reader_scratch, ret);
	return e == OK ? OK : lost(in, e);
}

static struct str first_line(struct str body, struct str *rest)
{
	return str_cut(body, '\n', rest);
}

static enum err take_source_row(struct inspection *in, struct str body)
{
	struct str rest;
	struct source_info info = { 0 };
	enum err e = record_read_line(first_line(body, &rest), &source_type, in->arena, &info);
	if (e != OK || info.id == 0 || info.id > in->options->source_count)
		return ERR_CORRUPT;
	for (size_t i = 0; i < in->file->sources.count; i++) {
		if (in->file->sources.items[i].id == info.id) {
			in->file->sources.items[i] = info;
			return OK;
		}
	}
	*array_push(in->arena, &in->file->sources) = info;
	return OK;
}

/* What the state of a volume means for the checks on it. */
static void cover_volume(struct inspection *in, const struct volume_info *volume)
{
	struct coverage *row = NULL;
	if (volume->states & VOLUME_TRUNCATED)
		row = inspection_cover(in, STR("source.volume"), NULL, COVERAGE_PARTIAL, true, true,
				       STR("truncated: the device ends before the file system"));
	else if (volume->unreadable_records)
		row = inspection_cover(in, STR("source.volume"), NULL, COVERAGE_PARTIAL, true, true,
				       str_format(in->arena, "corrupt: %llu unreadable $MFT records",
						  (unsigned long long)volume->unreadable_records));
	else if (volume->states & VOLUME_DIRECTORY_WALK)
		row = inspection_cover(in, STR("source.volume"), NULL, COVERAGE_PARTIAL, true, true,
				       STR("corrupt: $MFT damaged, directories were walked instead"));
	else if (volume->states & VOLUME_CONVERTING)
		row = inspection_cover(in, STR("source.volume"), NULL, COVERAGE_PARTIAL, true, true,
				       str_format(in->arena, "unsupported: %.*s", STR_ARGS(volume->detail)));
	else if (volume->states & VOLUME_DAMAGED && !(volume->states & VOLUME_LOCKED)) /* those get a row of their own */
		row = inspection_cover(in, STR("source.volume"), NULL, COVERAGE_PARTIAL, true, true,
				       str_format(in->arena, "corrupt: %.*s", STR_ARGS(volume->detail)));
	if (row)
		row->subject_text = str_format(in->arena, "%u:%u", volume->source, volume->id);
}

static enum err take_volume_row(struct inspection *in, struct str body)
{
	struct str rest;
	struct volume_info volume = { 0 };
	enum err e = record_read_line(first_line(body, &rest), &volume_type, in->arena, &volume);
	if (e != OK || in->file->volumes.count >= LIMIT_VOLUMES)
		return ERR_CORRUPT;
	*array_push(in->arena, &in->file->volumes) = volume;
	cover_volume(in, &volume);
	return OK;
}

static enum err take_protector_row(struct inspection *in, struct str body)
{
	struct str rest;
	struct protector_info protector = { 0 };
	size_t count = in->file->volumes.count;
	struct volume_info *volume = count ? &in->file->volumes.items[count - 1] : NULL;
	if (!volume || record_read_line(first_line(body, &rest), &protector_type, in->arena, &protector) != OK ||
	    protector.source != volume->source || protector.volume != volume->id ||
	    volume->protector_count == LIMIT_PROTECTORS)
		return ERR_CORRUPT;
	if (!volume->protectors)
		volume->protectors = arena_array(in->arena, struct protector_info, LIMIT_PROTECTORS);
	volume->protectors[volume->protector_count++] = protector;
	return OK;
}

static enum err take_subject_row(struct inspection *in, struct str body)
{
	struct str rest;
	struct subject subject = { 0 };
	enum err e = record_read_line(first_line(body, &rest), &subject_type, in->arena, &subject);
	size_t count = in->file->subjects.count;
	uint32_t last = count ? in->file->subjects.items[count - 1].id : 0;
	if (e != OK || subject.id <= last || count >= LIMIT_SUBJECTS)
		return ERR_CORRUPT;
	*array_push(in->arena, &in->file->subjects) = subject;
	return OK;
}

static const struct volume_info *find_volume(const struct inspection *in, uint64_t id)
{
	size_t count = in->file->volumes.count;
	uint32_t source = in->file->sources.count ? in->file->sources.items[in->file->sources.count - 1].id : 0;
	for (size_t i = count; i > 0; i--) {
		const struct volume_info *volume = &in->file->volumes.items[i - 1];
		if (volume->source == source && volume->id == id)
			return volume;
	}
	return NULL;
}

/* Windows runs and keeps profiles on ReFS too. */
static bool is_refs(const struct volume_info *volume)
{
	return volume->content == FILESYSTEM_OTHER && str_find(volume->detail, STR("ReFS")) >= 0;
}

/* A volume (0: the source) that could not be opened. FAT and other file systems but ReFS hold no Windows, and an unknown
 * volume below this size holds none either (MSR, recovery, vendor partitions): a row, but not undone. */
#define SMALLEST_WINDOWS_BYTES (1 * GIB)

static enum err take_failure(struct inspection *in, struct str body)
{
	struct str rest, words;
	uint64_t id;
	enum err why;
	if (!str_to_u64(str_cut(body, ' ', &rest), 10, &id) || !err_from_name(str_cut(rest, ' ', &words), &why) ||
	    !utf8_valid(words))
		return ERR_CORRUPT;
	const struct volume_info *volume = id ? find_volume(in, id) : NULL;
	/* A search that ended early says another reason: then nobody knows what was missed. */
	size_t sources = in->file->sources.count;
	bool folder = sources && in->file->sources.items[sources - 1].kind == SOURCE_FOLDER;
	bool foreign = volume && !folder && !is_refs(volume) &&
		       (volume->content == FILESYSTEM_FAT || volume->content == FILESYSTEM_OTHER);
	bool small = volume && volume->filesystem == FILESYSTEM_UNKNOWN && volume->size < SMALLEST_WINDOWS_BYTES;
	bool search = str_starts(words, STR("search"));
	bool mandatory = search || why != ERR_UNSUPPORTED || !(foreign || small);
	struct str detail = volume && volume->detail.len && !search ? volume->detail : words;
	struct coverage *row = inspection_cover(in, id ? STR("source.volume") : STR("source.open"), NULL, coverage_of(why),
						mandatory, mandatory, str_format(in->arena, "%s: %.*s", err_name(why), STR_ARGS(detail)));
	size_t count = in->file->sources.count;
	struct str path = count ? in->file->sources.items[count - 1].path : (struct str){ 0 };
	row->subject_text = volume ? str_format(in->arena, "%u:%u", volume->source, volume->id) : path;
	return OK;
}

/* A place that the search passed over knowingly. */
static enum err take_gap(struct inspection *in, struct str body)
{
	static const struct { struct str check, reason; } kinds[GAP_COUNT] = {
		[GAP_LINK] = { STR("source.links"), STR("unsupported: a link to what was not read") },
		[GAP_BASE_IMAGE] = { STR("source.disk_images"), STR("unsupported: base image of Windows Sandbox, not looked into") },
		[GAP_VIRTUAL_DISK] = { STR("source.disk_images"), STR("unsupported: virtual disk, not looked into") },
	};
	struct str path, detail, words = first_line(body, &path);
	uint64_t numbers[4]; /* volume, kind, mandatory, further */
	path = first_line(path, &detail);
	for (size_t i = 0; i < 4; i++)
		if (!str_to_u64(str_cut(words, ' ', &words), 10, &numbers[i]))
			return ERR_CORRUPT;
	if (!find_volume(in, numbers[0]) || numbers[1] >= GAP_COUNT || !utf8_valid(path) || !utf8_valid(detail))
		return ERR_CORRUPT;
	struct str reason = kinds[numbers[1]].reason;
	if (detail.len)
		reason = str_format(in->arena, "%.*s: %.*s", STR_ARGS(reason), STR_ARGS(detail));
	if (numbers[3])
		reason = str_format(in->arena, "%.*s; and %llu more", STR_ARGS(reason), (unsigned long long)numbers[3]);
	bool mandatory = numbers[2] != 0;
	inspection_cover(in, kinds[numbers[1]].check, NULL, COVERAGE_PARTIAL, mandatory, mandatory, reason)->subject_text =
		str_copy(in->arena, path);
	return OK;
}

enum err reader_take_source(struct inspection *in)
{
	for (unsigned packets = 0;; packets++) {
		struct packet packet;
		enum err e = receive(in, &packet);
		if (e != OK)
			return e;
		if (packets > LIMIT_SUBJECTS + (3 + LIMIT_PROTECTORS + 2 * GAP_COUNT * GAPS_NAMED) * LIMIT_VOLUMES)
			return lost(in, ERR_CORRUPT);
		packet_close_fds(&packet);
		switch (packet.type) {
		case READER_SOURCE: e = take_source_row(in, packet.body); break;
		case READER_VOLUME: e = take_volume_row(in, packet.body); break;
		case READER_PROTECTOR: e = take_protector_row(in, packet.body); break;
		case READER_SUBJECT: e = take_subject_row(in, packet.body); break;
		case READER_FAILED: e = take_failure(in, packet.body); break;
		case READER_GAP: e = take_gap(in, packet.body); break;
		case READER_DONE: return OK;
		default: e = ERR_CORRUPT;
		}
		if (e != OK)
			return lost(in, ERR_CORRUPT);
	}
}

/* Memory that nobody can change or shorten any more: anything else could be a file, a device, or die under the
 * worker. */
static bool is_sealed(int fd, uint64_t size)
{
	const int wanted = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
	struct stat st;
	return (fcntl(fd, F_GET_SEALS) & wanted) == wanted && fcntl(fd, F_GET_SEALS) >= 0 && fstat(fd, &st) == 0 &&
	       (uint64_t)st.st_size == size;
}

static enum err take_file(struct inspection *in, const struct subject *subject, struct packet *packet,
			  collected_list *ret)
{
	struct str rest, end;
	struct collected file = { .fd = -1 };
	size_t count = in->file->evidence.count;
	uint32_t last = count ? in->file->evidence.items[count - 1].id : 0;
	if (record_read_line(first_line(packet->body, &rest), &evidence_type, in->arena, &file.row) != OK ||
	    record_read_line(first_line(rest, &end), &collected_type, in->arena, &file) != OK || file.row.id <= last ||
	    file.row.subject != subject->id || packet->fd_count > 1)
		return ERR_CORRUPT;
	if (packet->fd_count && !is_sealed(packet->fds[0], file.row.size))
		return ERR_CORRUPT;
	if (packet->fd_count) {
		file.fd = packet->fds[0];
		packet->fd_count = 0;
	}
	*array_push(in->arena, &in->file->evidence) = file.row;
	*array_push(in->arena, ret) = file;
	return OK;
}

enum err reader_take_files(struct inspection *in, const struct subject *subject, collected_list *ret,
			   enum err *ret_incomplete)
{
	bool full = false; /* more files than a case holds: a limit, and said as one */
	*ret_incomplete = OK;
	for (;;) {
		struct packet packet;
		enum err e = receive(in, &packet);
		if (e != OK)
			return e;
		if (packet.type == READER_DONE) {
			packet_close_fds(&packet);
			if (full && packet.body.len == 0)
				*ret_incomplete = ERR_LIMIT;
			return packet.body.len == 0 || err_from_name(packet.body, ret_incomplete) ? OK : lost(in, ERR_CORRUPT);
		}
		if (packet.type == READER_FILE && in->file->evidence.count >= LIMIT_EVIDENCE_FILES) {
			packet_close_fds(&packet);
			full = true;
			continue;
		}
		e = packet.type == READER_FILE ? take_file(in, subject, &packet, ret) : ERR_CORRUPT;
		packet_close_fds(&packet);
		if (e != OK)
			return lost(in, e);
	}
}
