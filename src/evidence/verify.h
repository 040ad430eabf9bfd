/* The second witness: directories on the way to whatever matters are compared with their own index, because Windows
 * follows that one and our index follows $MFT. A doctored $MFT could show another Windows, or hide a profile. */
#ifndef SOATMAY_EVIDENCE_VERIFY_H
#define SOATMAY_EVIDENCE_VERIFY_H

#include "evidence/subjects.h"
#include "model/want.h"

/* `wants` by enum want_set. Subjects from `first` on are those of this volume. What is found becomes states of the
 * volume. */
void verify_directories(struct file_tree *tree, const subject_list *subjects, size_t first,
			const struct want *const *wants, struct arena *arena);

#endif
