/* The reader: the one process that holds the disks. It opens the sources, indexes their volumes, finds the subjects,
 * and answers requests for evidence. Runs in a child; the conductor talks to it through reader_* calls. */
#ifndef SOATMAY_EVIDENCE_READER_H
#define SOATMAY_EVIDENCE_READER_H

#include "evidence/collect.h"
#include "evidence/gaps.h"
#include "model/source.h"
#include "model/volume_key.h"

enum want_set { WANTS_SYSTEM, WANTS_USER, WANTS_CHROMIUM, WANTS_FIREFOX, WANT_SET_COUNT };
enum want_set want_set_of(const struct subject *subject);

struct reader_source { int fd; struct str path, model, serial; };
/* Asks the kernel for the names of block devices; before the sandbox closes. */
void reader_identify(struct reader_source *source, struct arena *arena);
struct reader_input {
	const struct reader_source *sources;
	size_t count;
	const struct want *wants[WANT_SET_COUNT]; /* each ends with a NULL glob */
	const struct volume_keys *keys; /* for locked volumes */
	bool confine_required;
};

/* How packets go out; given by the conductor's side so that this floor does not know confine/. */
struct reader_channel {
	int socket;
	enum err (*send)(int socket, char type, struct str body, const int *fds, size_t fd_count);
	/* The next request: a subject id in *ret_subject, 0 to close the present source and open the next. ERR_ABSENT at the
	 * end. */
	enum err (*receive)(int socket, uint32_t *ret_subject);
};

/* Packet types from the reader. Bodies are record lines (model/fact_wire.h). */
#define READER_SOURCE   'S' /* source_type: after opening, and again at the end with the counters */
#define READER_VOLUME   'V' /* volume_type */
#define READER_PROTECTOR 'P' /* protector_type, of the volume before */
#define READER_SUBJECT  'J' /* subject_type */
#define READER_FAILED   'X' /* "<volume id> <err name> words": a volume (0: the source) could not be opened */
/* "<volume id> <kind> <mandatory> <further>", a line with the path, a line with the detail: a place passed over */
#define READER_GAP      'G'
#define READER_FILE     'F' /* evidence_type line, collected_type line; at most one descriptor */
/* end of an answer; body: err name when a want could not be followed to its end, else empty */
#define READER_DONE     'D'

/* Body of the reader: opens source after source as asked, serves its subjects. Returns the exit status. */
int reader_run(const struct reader_input *input, const struct reader_channel *channel);

#endif
