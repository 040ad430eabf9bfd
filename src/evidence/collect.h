/* Brings the files that a subject's artifacts want: each in a sealed memfd with its SHA-256, or as a listing row. */
#ifndef SOATMAY_EVIDENCE_COLLECT_H
#define SOATMAY_EVIDENCE_COLLECT_H

#include "disk/file_tree.h"
#include "model/evidence.h"
#include "model/subject.h"
#include "model/want.h"

/* One file as it travels from the reader to the conductor and the worker. */
struct collected {
	struct evidence row;
	/* from the subject's root or the browser's root; the Windows folder is called Windows there */
	struct str relative;
	bool from_browser_root;
	bool directory;
	int64_t created;
	uint32_t unreadable;      /* enum err: OK, or why there are no bytes */
	int fd;                   /* sealed memfd, or -1; the caller's */
};
extern const struct record_type collected_type; /* row and fd not included */

typedef enum err collect_sink(void *context, struct collected *file); /* takes over file->fd */

/* Every file of `wants` for `subject`, each once, in path order within a want; companions follow their file.
 * `*next_id` is the next evidence id. What the sink said ends it; otherwise OK, or the first want that could not be
 * followed to its end (ERR_LIMIT). Files that cannot be read are delivered as unreadable. */
enum err collect_subject(struct file_tree *tree, const struct subject *subject, const struct want *wants,
			 uint32_t *next_id, struct arena *arena, collect_sink *sink, void *context);

#endif
