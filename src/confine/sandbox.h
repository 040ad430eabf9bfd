/* Takes the calling process' rights away for good: file paths by Landlock (else an empty root in a mount namespace of
 * its own), system calls by seccomp. What a role may do stands in sandbox.c and nowhere else. */
#ifndef SOATMAY_CONFINE_SANDBOX_H
#define SOATMAY_CONFINE_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum sandbox_role {
	SANDBOX_WORKER, /* parses: memory, its inherited descriptors, memfds of its own */
	SANDBOX_READER  /* reads disks: the same, and read-only opens below its folders, and questions to block devices */
};

enum sandbox_paths { PATHS_LANDLOCK, PATHS_EMPTY_ROOT, PATHS_NOTHING };

/* How paths can be taken away on this kernel; asked before any fork. Tries in a child, so the caller loses nothing. */
enum sandbox_paths sandbox_probe(void);

/* Builds the filters of both roles once, for all children to come; without it each child builds its own. */
enum err sandbox_prepare(void);

/* Enters the role. `folders` are directories that a reader may still read below (folder sources).
 * ERR_UNSUPPORTED when the kernel cannot confine paths (`required` false: goes on with seccomp alone), ERR_DENIED when
 * a step failed. */
enum err sandbox_enter(enum sandbox_role role, const int *folders, size_t folder_count, bool required);

#endif
