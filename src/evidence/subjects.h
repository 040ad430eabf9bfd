/* What there is to inspect on a volume: Windows installations, user profiles, browser profiles; by the shape of the
 * folders alone. */
#ifndef SOATMAY_EVIDENCE_SUBJECTS_H
#define SOATMAY_EVIDENCE_SUBJECTS_H

#include "base/array.h"
#include "disk/file_tree.h"
#include "evidence/gaps.h"
#include "evidence/landmarks.h"
#include "model/subject.h"

typedef ARRAY_OF(struct subject) subject_list;

/* Appends the subjects of one volume to *ret, ids from *next_id on: first the systems, then the users, then the browser
 * profiles.
 * System: a folder that holds Windows\System32\config with SOFTWARE, SYSTEM or SAM, or the same below a folder of
 * another name (WINNT) with SAM, or with SYSTEM and SOFTWARE. User: a folder of Users\ or Documents and Settings\ with
 * NTUSER.DAT or a browser profile (Default included, Public not). Browser profile: see browser_roots.h; outside the
 * users of a Windows volume only when it holds logins. A volume without such a system but with hives lying about (a
 * folder of collected files): loose systems and users. `previous`: a Windows in Windows.old (or Windows.old.NNN) beside
 * another one, what lies in it, and Chromium's Snapshots; no other name makes anything the past. On an error what was found before it is appended all the
 * same. */
struct search_rest {
	link_list links; /* for links_settle */
	gap_list gaps;
};

enum err subjects_find(struct file_tree *tree, uint32_t source, uint32_t volume, struct arena *arena, uint32_t *next_id,
		       subject_list *ret, struct search_rest *ret_rest);
/* Base images of Windows Sandbox and containers come with Windows and belong to nobody. */
bool is_base_image(struct str path);

#endif
