/* Preloaded into soatmay. What it sees goes to the file named by COUNT_THREADS, a line each, with the number of the process:
 * "fork THREADS PID", "thread CHILDREN PID" when one is started (CHILDREN: does it have any), "confined THREADS PID" when a process
 * gives up its rights. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *what, long count)
{
	char line[80];
	const char *path = getenv("COUNT_THREADS");
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
	int length = snprintf(line, sizeof line, "%s %ld %d\n", what, count, (int)getpid());
	if (fd < 0 || write(fd, line, (size_t)length) != length)
		abort(); /* a check that cannot report must not pass */
	close(fd);
}

static long threads(void)
{
	long count = 0;
	DIR *tasks = opendir("/proc/self/task");
	if (!tasks)
		abort();
	for (struct dirent *entry; (entry = readdir(tasks));)
		count += entry->d_name[0] != '.';
	closedir(tasks);
	return count;
}

static long has_children(void)
{
	siginfo_t info = { 0 };
	/* Neither reaped nor waited for: only whether there is one. */
	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

/* The first step into a sandbox; later ones could not be written down any more. */
int prctl(int option, ...)
{
	unsigned long values[4];
	va_list arguments;
	va_start(arguments, option);
	for (int i = 0; i < 4; i++)
		values[i] = va_arg(arguments, unsigned long);
	va_end(arguments);
	if (option == PR_SET_NO_NEW_PRIVS)
		say("confined", threads());
	return (int)syscall(SYS_prctl, option, values[0], values[1], values[2], values[3]);
}

pid_t fork(void)
{
	pid_t (*next)(void);
	*(void **)&next = dlsym(RTLD_NEXT, "fork");
	say("fork", threads());
	return next();
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
	int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
	*(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
	say("thread", has_children());
	return next(thread, attributes, start, argument);
}
