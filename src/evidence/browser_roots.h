/* Which folder is a browser's root, which is a profile in it: by the table of known brands and, for unknown ones, by
 * shape. */
#ifndef SOATMAY_EVIDENCE_BROWSER_ROOTS_H
#define SOATMAY_EVIDENCE_BROWSER_ROOTS_H

#include "evidence/landmarks.h"
#include "model/subject.h"

struct browser_root {
	const char *glob;     /* of the root's path */
	enum browser browser;
	bool firefox;
	bool flat;            /* the root itself may be the profile (Opera) */
};

/* Rows in order; NULL after the last one. Every glob begins with any folder. */
const struct browser_root *browser_root_at(size_t index);
/* The row whose glob matches `path`; NULL when no brand is known there. */
const struct browser_root *browser_root_find(struct str path);

struct browser_place {
	struct str profile, root;
	enum browser browser;
	bool firefox;
	bool previous;   /* copies that the browser itself keeps of earlier versions: Snapshots\ */
	bool logins;     /* holds a store of saved logins */
};

/* Decides whether the landmark folder is a browser profile. */
bool browser_place_of(const landmark_list *list, const struct landmark_folder *folder, struct browser_place *ret);
/* Decides whether the landmark folder is a browser's root by itself; the place is the profile it would have:
 * Default. */
bool browser_empty_root(const struct landmark_folder *folder, struct arena *arena, struct browser_place *ret);

#endif
