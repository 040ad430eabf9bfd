/* Earlier report.json files of a folder: which machines, accounts and checks. Whoever can write to the stick can prepare
 * them: they are decoded in a process of the worker's role, and their number, size and time are bounded. */
#include "cmd/earlier.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/diagnostic.h"
#include "cmd/earlier_report.h"
#include "confine/channel.h"
#include "confine/process.h"
#include "confine/sandbox.h"

#define NAME "report.json"
#define SUMS "SHA256SUMS"
#define NAMES_MOST 65536
#define BYTES_SHARE 8
#define PATIENCE_NS (INT64_C(10) * 1000000000) /* 64 MB are decoded in 2 s */
#define CHILDREN_MOST 4                        /* dead ones are replaced so often */

struct walk {
	const struct earlier_options *options;
	struct arena *arena;
	struct earlier *earlier;
	const char *folder;
	int fd;
	struct process child;
	bool running;
	unsigned children;
	uint64_t bytes;
	int64_t deadline;
};

static bool has_child(struct walk *walk)
{
	static bool required;
	const struct process_options options = { .memory_bytes = LIMIT_WORKER_BYTES, .descriptors = 8 };
	required = !walk->options->allow_unconfined;
	if (!walk->running && walk->children < CHILDREN_MOST) {
		walk->children++;
		walk->running = sandbox_prepare() == OK &&
				process_start(earlier_decode_reports, &required, &options, &walk->child) == OK;
	}
	return walk->running;
}

/* A child that dies or does not answer costs the report it was at. */
static enum earlier_taken take_report(struct walk *walk, const int *fds, size_t fd_count)
{
	struct arena scratch;
	struct packet packet = { 0 };
	enum earlier_taken taken = EARLIER_NOT_OURS;
	if (!has_child(walk))
		return EARLIER_NO_ROOM;
	arena_init(&scratch, 4 * MIB);
	bool answered = channel_send(walk->child.socket, EARLIER_REPORT, (struct str){ 0 }, fds, fd_count) == OK &&
			channel_receive(walk->child.socket, walk->deadline, &scratch, &packet) == OK;
	if (answered && packet.type == EARLIER_OURS)
		taken = earlier_take(walk->arena, walk->earlier, packet.body);
	if (answered)
		packet_close_fds(&packet);
	if (!answered) {
		taken = channel_clock() >= walk->deadline ? EARLIER_NO_ROOM : EARLIER_NOT_OURS;
		process_kill(&walk->child);
		walk->running = false;
	}
	arena_done(&scratch);
	return taken;
}

static void say_odd(struct walk *walk, const char *name, int why)
{
	struct str path = *name ? str_format(walk->arena, "%s/%s/" NAME, walk->folder, name) :
				  str_format(walk->arena, "%s/" NAME, walk->folder);
	walk->earlier->odd++;
	if (walk->options->quiet)
		return;
	if (why)
		DIAGNOSTIC("cli.cannot-open", { "path", path }, { "why", diagnostic_reason(why) });
	else
		DIAGNOSTIC("cli.earlier-odd", { "path", path });
}

/* `file` of the folder `name`, or of the folder itself when that is empty. Nothing is followed out of it. */
static int open_file(const struct walk *walk, const char *name, const char *file, struct stat *ret)
{
	int folder = *name ? openat(walk->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : dup(walk->fd);
	int fd = folder < 0 ? -1 : openat(folder, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int reason = errno;
	if (folder >= 0)
		close(folder);
	else if (reason == ENOTDIR && fstatat(walk->fd, name, ret, 0) == 0 && S_ISDIR(ret->st_mode))
		reason = ELOOP; /* a link to a folder: said, not followed */
	if (fd >= 0 && (fstat(fd, ret) != 0 || !S_ISREG(ret->st_mode))) {
		reason = S_ISDIR(ret->st_mode) ? EISDIR : EINVAL;
		close(fd);
		fd = -1;
	}
	errno = reason;
	return fd;
}

/* One report leaves room for others. */
static bool has_room(const struct walk *walk, uint64_t size)
{
	uint64_t most = walk->options->bytes_most;
	return !most || (size <= most / BYTES_SHARE && size <= most - walk->bytes);
}

static void read_report(struct walk *walk, const char *name)
{
	struct stat st = { 0 };
	int fds[2] = { open_file(walk, name, NAME, &st) };
	if (fds[0] < 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			say_odd(walk, name, errno);
		return;
	}
	enum earlier_taken taken = EARLIER_NO_ROOM;
	fds[1] = -1;
	if (has_room(walk, (uint64_t)st.st_size)) {
		walk->bytes += (uint64_t)st.st_size;
		fds[1] = open_file(walk, name, SUMS, &st);
		taken = take_report(walk, fds, fds[1] < 0 ? 1 : 2);
	}
	if (taken == EARLIER_NOT_OURS)
		say_odd(walk, name, 0);
	walk->earlier->unread += taken == EARLIER_NO_ROOM;
	close(fds[0]);
	if (fds[1] >= 0)
		close(fds[1]);
}

/* The stick's own folders begin with the date: "2026-11-22-...". */
static bool is_dated(const char *name)
{
	static const char form[] = "dddd-dd-dd";
	for (size_t i = 0; form[i]; i++) {
		bool digit = name[i] >= '0' && name[i] <= '9';
		if (form[i] == 'd' ? !digit : name[i] != form[i])
			return false;
	}
	return true;
}

/* Those with a date, the newest first, then the others. */
static int reading_order(const void *a, const void *b)
{
	const char *one = *(const char *const *)a, *two = *(const char *const *)b;
	bool one_dated = is_dated(one), two_dated = is_dated(two);
	return one_dated != two_dated ? two_dated - one_dated : strcmp(two, one);
}

static bool is_folder(const struct dirent *entry)
{
	return entry->d_type == DT_DIR || entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;
}

static bool is_over(const struct walk *walk)
{
	const struct earlier_options *options = walk->options;
	return (options->reports_most && walk->earlier->read >= options->reports_most) ||
	       channel_clock() >= walk->deadline;
}

/* NULL at the end, or where the rest of the folder cannot be read, which is said. */
static struct dirent *next_entry(struct walk *walk, DIR *stream)
{
	errno = 0;
	struct dirent *entry = readdir(stream);
	walk->earlier->unread += !entry && errno;
	return entry;
}

/* Names begin with the date: where not all are read, the newest are. */
static void read_folders(struct walk *walk, DIR *stream)
{
	ARRAY_OF(const char *) names = { 0 };
	struct dirent *entry = NULL;
	while (channel_clock() < walk->deadline && (entry = next_entry(walk, stream))) {
		if (entry->d_name[0] == '.' || !is_folder(entry) ||
		    (walk->options->dated_only && !is_dated(entry->d_name)))
			continue;
		if (names.count < NAMES_MOST)
			*array_push(walk->arena, &names) = str_to_c(walk->arena, str_from_c(entry->d_name));
		else
			walk->earlier->unread++;
	}
	walk->earlier->unread += channel_clock() >= walk->deadline; /* there may be more than is counted below */
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, reading_order);
	for (size_t i = 0; i < names.count; i++) {
		if (is_over(walk)) {
			walk->earlier->unread += names.count - i;
			break;
		}
		read_report(walk, names.items[i]);
	}
}

bool earlier_load(const char *folder, const struct earlier_options *options, struct arena *arena, struct earlier *ret)
{
	DIR *stream = opendir(folder);
	*ret = (struct earlier){ 0 };
	if (!stream) {
		if (!options->quiet)
			DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(folder) },
				   { "why", diagnostic_reason(errno) });
		return false;
	}
	int64_t patience = options->patience_ns ? options->patience_ns : PATIENCE_NS;
	struct walk walk = { .options = options, .arena = arena, .earlier = ret, .folder = folder, .fd = dirfd(stream),
		             .deadline = channel_clock() + patience };
	if (!options->dated_only)
		read_report(&walk, "");
	read_folders(&walk, stream);
	if (walk.running)
		process_kill(&walk.child);
	closedir(stream);
	return true;
}
