/* Fork, limits and ends of the children. */
#include "confine/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine/channel.h"

enum { GRACE_MILLISECONDS = 1000 };

static int compare_fds(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

/* Closes every descriptor above 2 that is not in the sorted list. */
static void close_others(const int *keep, size_t count)
{
	unsigned first = 3;
	for (size_t i = 0; i < count; i++) {
		if (keep[i] < 3 || (unsigned)keep[i] < first)
			continue;
		if ((unsigned)keep[i] > first)
			close_range(first, (unsigned)keep[i] - 1, 0);
		first = (unsigned)keep[i] + 1;
	}
	close_range(first, ~0U, 0);
}

static void silence_standard_streams(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		_exit(70);
	dup2(null, 0);
	dup2(null, 1);
#ifndef SOATMAY_SANITIZED /* the sanitizer must be heard */
	dup2(null, 2);
#endif
	if (null > 2)
		close(null);
}

static void limit(int resource, uint64_t value)
{
	struct rlimit limits = { value, value };
	(void)setrlimit((__rlimit_resource_t)resource, &limits);
}

static void child(process_body *body, void *context, const struct process_options *options, int socket, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(70);
	prctl(PR_SET_DUMPABLE, 0);
	int *keep = malloc((options->keep_count + 1) * sizeof *keep);
	if (!keep)
		_exit(70);
	if (options->keep_count)
		memcpy(keep, options->keep, options->keep_count * sizeof *keep);
	keep[options->keep_count] = socket;
	qsort(keep, options->keep_count + 1, sizeof *keep, compare_fds);
	silence_standard_streams();
	close_others(keep, options->keep_count + 1);
	limit(RLIMIT_NOFILE, (uint64_t)keep[options->keep_count] + 1 + options->descriptors);
	free(keep);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, options->file_bytes); /* memory in memfds is no address space */
#ifndef SOATMAY_SANITIZED /* shadow memory needs terabytes of address space */
	if (options->memory_bytes)
		limit(RLIMIT_AS, options->memory_bytes);
#endif
	signal(SIGPIPE, SIG_IGN);
	_exit(body(socket, context));
}

enum err process_start(process_body *body, void *context, const struct process_options *options, struct process *ret)
{
	int pair[2];
	enum err e = channel_pair(pair);
	if (e != OK)
		return e;
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid == 0)
		child(body, context, options, pair[1], parent);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return ERR_NOMEM;
	}
	*ret = (struct process){ .pid = pid, .socket = pair[0] };
	return OK;
}

void process_kill(struct process *process)
{
	if (process->pid > 0) {
		kill(process->pid, SIGKILL);
		while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (process->socket >= 0)
		close(process->socket);
	*process = (struct process){ .pid = 0, .socket = -1 };
}

static struct str signal_reason(int number, struct arena *arena)
{
	switch (number) {
	case SIGSYS: return STR("killed by a forbidden system call");
	case SIGSEGV: return STR("segmentation fault");
	case SIGBUS: return STR("bus error");
	case SIGABRT: return STR("aborted");
	case SIGKILL: return STR("killed");
	default: return str_format(arena, "signal %d", number);
	}
}

/* False when the child is still there after `milliseconds`. */
static bool ends_within(pid_t pid, int milliseconds)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (fd < 0)
		return false;
	struct pollfd end = { .fd = fd, .events = POLLIN };
	int ready;
	do
		ready = poll(&end, 1, milliseconds);
	while (ready < 0 && errno == EINTR);
	close(fd);
	return ready > 0;
}

struct process_end process_wait(struct process *process, struct arena *arena)
{
	int status = 0;
	if (!ends_within(process->pid, GRACE_MILLISECONDS))
		kill(process->pid, SIGKILL);
	while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(process->socket);
	*process = (struct process){ .pid = 0, .socket = -1 };
	struct process_end end = { 0 };
	if (WIFSIGNALED(status))
		end.reason = signal_reason(WTERMSIG(status), arena);
	else if (WEXITSTATUS(status) == EXIT_ARENA_EXHAUSTED)
		end = (struct process_end){ .limit = true, .reason = STR("memory limit reached") };
	else if (WEXITSTATUS(status) != 0)
		end.reason = str_format(arena, "exit status %d", WEXITSTATUS(status));
	else
		end.clean = true;
	return end;
}
