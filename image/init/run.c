/* Starts programs, without rights where they read disks, and takes down what they print; the kernel's messages are heard meanwhile. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "init.h"

#define OUTPUT_MOST (16U << 20)

static void drop_rights(void)
{
	static const gid_t groups[] = { GROUP_ID };
	for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
		(void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
	if (setgroups(1, groups) != 0 || setresgid(GROUP_ID, GROUP_ID, GROUP_ID) != 0 || setresuid(USER_ID, USER_ID, USER_ID) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		_exit(126);
}

static _Noreturn void become(const char *const argv[], bool unprivileged, int output)
{
	static const char *const environment[] = { "PATH=/usr/bin", "LANG=C.UTF-8", NULL };
	int nothing = open("/dev/null", O_RDWR);
	setsid();
	dup2(nothing, 0);
	dup2(output, 1);
	dup2(output, 2);
	if (unprivileged)
		drop_rights();
	execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	_exit(127);
}

static bool append(struct run_result *result, const char *bytes, size_t length)
{
	if (result->length + length > OUTPUT_MOST)
		return false;
	char *longer = realloc(result->output, result->length + length + 1);
	if (!longer)
		return false;
	memcpy(longer + result->length, bytes, length);
	result->output = longer;
	result->length += length;
	longer[result->length] = 0;
	return true;
}

static void listen_to(int output, struct run_result *result)
{
	char bytes[16384];
	for (;;) {
		struct pollfd wait[] = { { .fd = output, .events = POLLIN }, { .fd = events_descriptor(), .events = POLLIN } };
		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			return;
		if (wait[1].revents)
			events_take();
		if (!wait[0].revents)
			continue;
		ssize_t n = read(output, bytes, sizeof bytes);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			return;
		if (n > 0 && !append(result, bytes, (size_t)n))
			return;
	}
}

bool run_program(const char *const argv[], bool unprivileged, struct run_result *ret)
{
	int ends[2], status = 0;
	*ret = (struct run_result){ 0 };
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid_t child = fork();
	if (child == 0)
		become(argv, unprivileged, ends[1]);
	close(ends[1]);
	if (child > 0)
		listen_to(ends[0], ret);
	close(ends[0]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	ret->ended = child > 0 && WIFEXITED(status);
	ret->status = ret->ended ? WEXITSTATUS(status) : -1;
	return ret->ended;
}
