/* Links on the way to people's data: junctions and symbolic links that no walk follows. Each must lead to a place that
 * is read anyhow, or it is a gap. */
#ifndef SOATMAY_EVIDENCE_LINKS_H
#define SOATMAY_EVIDENCE_LINKS_H

#include "disk/file_tree.h"
#include "evidence/gaps.h"
#include "evidence/landmarks.h"
#include "evidence/subjects.h"

struct link_volume {
	struct file_tree *tree; /* NULL: could not be read, nor has it links */
	uint32_t id;
	link_list links;
};

/* The links of all volumes of a source, after `subjects` was filled. A link counts below a user's folder, in the place
 * of the folder of users, and in whatever another one leads to. It is no gap when it is one of Windows' own compatibility
 * junctions with its usual target, or leads to a folder of this source that the search walked through; what must lie
 * at its own place to be found (AppData, its folders, those of Microsoft, the inside of a browser's data, files) is a
 * gap wherever it leads. Appends to *ret in order of volumes and links. */
void links_settle(struct link_volume *volumes, size_t count, const subject_list *subjects, struct arena *arena,
		  gap_list *ret);

#endif
