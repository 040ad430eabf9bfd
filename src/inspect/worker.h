/* The worker: one subject, its files in memory, its artifacts one after the other; no disk, no path, no network. */
#ifndef SOATMAY_INSPECT_WORKER_H
#define SOATMAY_INSPECT_WORKER_H

#include "artifact/run.h"
#include "evidence/collect.h"

/* Packets from a worker. */
#define WORKER_BEGIN   'B' /* index of the artifact in the plan, decimal */
#define WORKER_FACTS   'F' /* fact lines */
#define WORKER_PROBLEM 'P' /* "<err name> words" */
#define WORKER_NOTE    'N' /* "<evidence id> <notes>" */
#define WORKER_END     'E' /* err name of the run */

struct worker_input {
	const struct subject *subject;
	const struct collected *files;
	size_t file_count;
	const struct artifact *const *artifacts; /* of this subject */
	size_t artifact_count;
	size_t first;                            /* start here: the ones before have ended */
	bool confine_required;
};

/* Body of the child process (confine/process.h). */
int worker_run(int socket, void *worker_input);

#endif
