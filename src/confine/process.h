/* Child processes: fork with nothing but the named descriptors, limits, death with the parent. */
#ifndef SOATMAY_CONFINE_PROCESS_H
#define SOATMAY_CONFINE_PROCESS_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct process {
	pid_t pid;
	int socket; /* our end of the channel */
};

/* The body of a child; its return value is the exit status. It enters its sandbox itself, when it has taken what it
 * needs. */
typedef int process_body(int socket, void *context);

struct process_options {
	uint64_t memory_bytes;  /* address space */
	uint64_t file_bytes;    /* the largest memfd it may make; 0 = none at all */
	unsigned descriptors;   /* how many it may open beside the kept ones */
	const int *keep;        /* descriptors the child may keep; everything else above 2 is closed, 0-2 become /dev/null */
	size_t keep_count;
};

enum err process_start(process_body *body, void *context, const struct process_options *options, struct process *ret);
/* Kills the child if it still runs, waits for it, closes the socket. */
void process_kill(struct process *process);

struct process_end {
	bool clean;          /* exit status 0 */
	bool limit;          /* memory limit reached: EXIT_ARENA_EXHAUSTED */
	/* "killed by a forbidden system call", "segmentation fault", "exit status 70"; empty when clean */
	struct str reason;
};
/* The end of a child whose channel has closed; one that does not end by itself within a second is killed. */
struct process_end process_wait(struct process *process, struct arena *arena);

#endif
