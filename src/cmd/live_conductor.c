/* The server that forks a process for each inspection, and the wizard's end of the channel. */
#include "cmd/live_conductor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "confine/channel.h"

#define PACKET_ARENA_BYTES (4 * MIB)
#define EARLIER_ARENA_BYTES (512 * MIB) /* of addresses; what a stick of real reports needs is a few MB */
#define EARLIER_REPORTS_MOST 2000
#define EARLIER_BYTES_MOST (256 * MIB)
#define EARLIER_PATIENCE_NS (INT64_C(5) * 1000000000) /* beside the first pages; a first look at the disks waits */

enum err packet_send_text(int socket, char type, struct str name, struct str text)
{
	int fd = memfd_create("soatmay", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return ERR_IO;
	bool ok = true;
	while (ok && text.len) {
		ssize_t put = write(fd, text.data, text.len);
		ok = put > 0;
		text = str_from(text, ok ? (size_t)put : 0);
	}
	ok = ok && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
	enum err e = ok ? channel_send(socket, type, name, &fd, 1) : ERR_IO;
	close(fd);
	return e;
}

/* ---- the server ---- */

static struct str end_text(int status, struct arena *arena)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return (struct str){ 0 };
	if (WIFSIGNALED(status))
		return str_format(arena, "the inspection ended with signal %d", WTERMSIG(status));
	return str_format(arena, "the inspection ended with status %d", WEXITSTATUS(status));
}

static void prove(int socket, struct arena *arena)
{
	struct buf answer = { 0 };
	bool good = selftest_prove(&answer, arena);
	(void)channel_send(socket, PACKET_PROVEN, good ? (struct str){ 0 } : buf_str(&answer), NULL, 0);
	buf_done(&answer);
}

/* Earlier reports on the stick: checks of this machine; with the office's key, which makes the fingerprints, accounts on
 * others. Many reports cost seconds, so nobody waits for them: the newest are enough, and they are read beside the first
 * pages. */
static void look_at_stick(const struct conductor_context *context, int socket)
{
	static struct arena arena;
	const struct earlier_options options = { .quiet = true,
						 .allow_unconfined = context->allow_unconfined,
						 .reports_most = EARLIER_REPORTS_MOST,
						 .bytes_most = EARLIER_BYTES_MOST,
						 .dated_only = true,
						 .patience_ns = EARLIER_PATIENCE_NS };
	struct buf text = { 0 };
	char folder[32];
	arena_init(&arena, EARLIER_ARENA_BYTES);
	snprintf(folder, sizeof folder, "/proc/self/fd/%d", context->earlier_folder);
	bool opened = context->earlier_folder < 0 || earlier_load(folder, &options, &arena, context->earlier);
	if (!opened)
		context->earlier->unread++;
	if (context->earlier_folder >= 0)
		close(context->earlier_folder);
	buf_printf(&text, "%zu reports, %zu left out, %zu not read, %zu machines", context->earlier->read,
		   context->earlier->odd, context->earlier->unread, context->earlier->machines);
	(void)channel_send(socket, PACKET_LOOKED, buf_str(&text), NULL, 0);
	buf_done(&text);
}

static void wipe(struct str text)
{
	if (text.len)
		explicit_bzero((void *)(uintptr_t)text.data, text.len);
}

static void run(const struct conductor_context *context, int socket, const struct packet *packet, struct arena *arena)
{
	int status = 0;
	pid_t server = getpid(), child = fork();
	if (child == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != server)
			_exit(STATUS_OWN_FAILURE);
		_exit(runner_run(context, socket, packet->type, packet->body));
	}
	wipe(packet->body); /* keys of volumes: the child has its own */
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	struct str why = child > 0 ? end_text(status, arena) : STR("no process could be started");
	(void)channel_send(socket, PACKET_END, why, NULL, 0);
}

/* What belongs to the wizard alone is closed: screen, keyboard, the line to init. */
static void keep_only(int socket, const struct conductor_context *context)
{
	for (int fd = 3; fd < 1024; fd++) {
		bool keep = fd == socket || (context->earlier && fd == context->earlier_folder);
		for (size_t i = 0; i < context->disks->count; i++)
			keep |= fd == context->disks->items[i].fd;
		if (!keep)
			close(fd);
	}
}

static _Noreturn void serve(const struct conductor_context *context, int socket)
{
	struct arena arena;
	struct packet packet;
	bool looks = context->earlier != NULL;
	arena_init(&arena, PACKET_ARENA_BYTES);
	keep_only(socket, context);
	while (channel_receive(socket, 0, &arena, &packet) == OK) {
		if (packet.type == PACKET_PROVE)
			prove(socket, &arena);
		else if (packet.type == PACKET_PROBE || packet.type == PACKET_INSPECT)
			run(context, socket, &packet, &arena);
		wipe(packet.body); /* a password for a process that has ended */
		packet_close_fds(&packet);
		arena_reset(&arena);
		if (looks) /* after the first answer, for which the first page waits */
			look_at_stick(context, socket);
		looks = false;
	}
	_exit(0);
}

enum err conductor_start(const struct conductor_context *context, struct conductor *ret)
{
	int ends[2];
	enum err e = channel_pair(ends);
	if (e != OK)
		return e;
	pid_t wizard = getpid(), child = fork();
	if (child == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != wizard)
			_exit(STATUS_OWN_FAILURE);
		serve(context, ends[1]);
	}
	close(ends[1]);
	*ret = (struct conductor){ .socket = ends[0], .server = child };
	return child > 0 ? OK : ERR_IO;
}

void conductor_stop(struct conductor *conductor)
{
	int status;
	close(conductor->socket);
	if (conductor->server > 0) {
		kill(conductor->server, SIGKILL);
		while (waitpid(conductor->server, &status, 0) < 0 && errno == EINTR)
			;
	}
}

/* ---- the wizard's end ---- */

/* A body that grows leaves copies of itself behind: it has its whole room from the start. */
static struct buf request_text(const struct live_request *request)
{
	struct buf body = { 0 };
	buf_fill(&body, 0, CHANNEL_BODY_BYTES);
	body.len = 0;
	live_request_write(&body, request);
	return body;
}

static bool send_text(struct conductor *conductor, char type, struct buf *body)
{
	bool ok = channel_send(conductor->socket, type, buf_str(body), NULL, 0) == OK;
	wipe(buf_str(body));
	buf_done(body);
	return ok;
}

bool conductor_prove(struct conductor *conductor)
{
	return channel_send(conductor->socket, PACKET_PROVE, (struct str){ 0 }, NULL, 0) == OK;
}

bool conductor_probe(struct conductor *conductor, const struct live_request *request)
{
	conductor_cancel(conductor);
	conductor->busy = true;
	struct buf body = request_text(request);
	return send_text(conductor, PACKET_PROBE, &body);
}

bool conductor_inspect(struct conductor *conductor, const struct live_request *request)
{
	conductor_cancel(conductor);
	conductor->busy = true;
	struct buf body = request_text(request);
	return send_text(conductor, PACKET_INSPECT, &body);
}

bool conductor_judge(struct conductor *conductor, const live_owner_list *owners)
{
	struct buf body = { 0 };
	if (conductor->runner <= 0)
		return false;
	live_owners_write(&body, owners);
	return send_text(conductor, PACKET_JUDGE, &body);
}

bool conductor_counters(struct conductor *conductor, bool read_only, const live_disk_list *disks,
			const late_disk_list *late)
{
	struct buf body = { 0 };
	buf_printf(&body, "%s\n", read_only ? "ok" : "writable");
	for (size_t i = 0; i < disks->count; i++) {
		const struct hardware_disk *row = &disks->items[i].row;
		buf_printf(&body, "%d\t%d\t%llu\t%llu\n", row->read_only, row->gone,
			   (unsigned long long)row->writes_before, (unsigned long long)row->writes_after);
	}
	for (size_t i = 0; i < late->count; i++)
		buf_printf(&body, "%.*s\t%.*s\n", STR_ARGS(late->items[i].word), STR_ARGS(late->items[i].text));
	return send_text(conductor, PACKET_COUNTERS, &body);
}

bool conductor_files(struct conductor *conductor, struct str password)
{
	return conductor->runner > 0 && channel_send(conductor->socket, PACKET_FILES, password, NULL, 0) == OK;
}

void conductor_cancel(struct conductor *conductor)
{
	struct arena arena;
	struct conductor_event event = { 0 };
	if (!conductor->busy)
		return;
	arena_init(&arena, GIB);
	do {
		if (conductor->runner > 0)
			kill(conductor->runner, SIGKILL);
		arena_reset(&arena);
	} while (conductor->busy && conductor_receive(conductor, &arena, &event) == OK);
	arena_done(&arena);
}

static struct str file_text(struct packet *packet, struct arena *arena)
{
	struct stat st;
	struct str text = { 0 };
	if (packet->fd_count != 1 || fstat(packet->fds[0], &st) != 0 || (uint64_t)st.st_size > LIMIT_REPORT_BYTES)
		return text;
	char *bytes = arena_alloc(arena, (size_t)st.st_size + 1);
	size_t len = 0;
	for (ssize_t got; len < (size_t)st.st_size; len += (size_t)got)
		if ((got = pread(packet->fds[0], bytes + len, (size_t)st.st_size - len, (off_t)len)) <= 0)
			return text;
	return (struct str){ bytes, len };
}

static bool read_progress(struct str body, struct conductor_event *ret)
{
	uint64_t numbers[3];
	for (size_t i = 0; i < 3; i++)
		if (!str_to_u64(str_cut(body, ' ', &body), 10, &numbers[i]) || numbers[i] > UINT32_MAX)
			return false;
	ret->step = (unsigned)numbers[0];
	ret->done = (unsigned)numbers[1];
	ret->total = (unsigned)numbers[2];
	return true;
}

/* False: to be passed over. */
static bool take_packet(struct conductor *conductor, struct packet *packet, struct arena *arena,
			struct conductor_event *ret)
{
	uint64_t pid;
	*ret = (struct conductor_event){ .lines = packet->body };
	switch (packet->type) {
	case PACKET_PID:
		if (str_to_u64(packet->body, 10, &pid) && pid > 1 && pid < INT32_MAX)
			conductor->runner = (pid_t)pid;
		return false;
	case PACKET_PROGRESS: ret->kind = CONDUCTOR_PROGRESS; return read_progress(packet->body, ret);
	case PACKET_RESULT:
		ret->kind = CONDUCTOR_RESULT;
		ret->lines = file_text(packet, arena);
		return true;
	case PACKET_WANT_COUNTERS: ret->kind = CONDUCTOR_COUNTERS; return true;
	case PACKET_FILE:
		ret->kind = CONDUCTOR_FILE;
		ret->name = packet->body;
		ret->lines = file_text(packet, arena);
		return true;
	case PACKET_FILES_END: ret->kind = CONDUCTOR_FILES_END; return true;
	case PACKET_LOOKED: ret->kind = CONDUCTOR_LOOKED; return true;
	case PACKET_PROVEN: ret->kind = CONDUCTOR_PROVEN; return true;
	case PACKET_END:
		ret->kind = CONDUCTOR_END;
		conductor->runner = 0;
		conductor->busy = false;
		return true;
	default: return false;
	}
}

enum err conductor_receive(struct conductor *conductor, struct arena *arena, struct conductor_event *ret)
{
	struct packet packet;
	for (;;) {
		enum err e = channel_receive(conductor->socket, 0, arena, &packet);
		if (e != OK)
			return e;
		bool taken = take_packet(conductor, &packet, arena, ret);
		packet_close_fds(&packet);
		if (taken)
			return OK;
	}
}
