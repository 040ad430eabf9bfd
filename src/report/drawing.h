/* Who is linked to what: official sites, what keeps their passwords on this computer, and in whose accounts they end; one sheet that
 * is read in black and white. The model is a pure function of the view; drawing it works on any cairo surface. */
#ifndef SOATMAY_REPORT_DRAWING_H
#define SOATMAY_REPORT_DRAWING_H

#include "report/form.h"
#include "report/paper_text.h"

#define DRAWING_WIDTH  (297 * MM) /* A4 landscape, in points */
#define DRAWING_HEIGHT (210 * MM)

/* In order of strength: a stronger link hides a weaker one between the same two. */
enum link_weight { LINK_TRACE, LINK_SIGNED_IN, LINK_LINKED, LINK_PASSWORDS };

struct drawing_site {
	struct str host;
	size_t passwords;
};
struct drawing_user {
	struct str name;
	size_t first, count; /* its nodes */
};
struct drawing_node {
	struct str title, detail;
	size_t user, passwords;
	bool linked;
	uint32_t browser;
	unsigned service;
};
struct drawing_account {
	struct str owner;
	text_list lines;
	bool foreign;
	uint32_t id;
	enum link_weight weight;
};
struct drawing_link {
	size_t node, account, passwords;
	enum link_weight weight;
};
struct drawing_store {
	size_t site, node, passwords;
	bool synced;
};

struct drawing {
	struct str title, machine, sentence, copy, note, others; /* others: users without a node; may be empty */
	enum verdict mark;                                       /* of the sentence */
	struct str heads[3], boundary, legend[4], no_account, stored, more_sites, more_accounts;
	ARRAY_OF(struct drawing_site) sites;
	ARRAY_OF(struct drawing_user) users;
	ARRAY_OF(struct drawing_node) nodes; /* by user */
	ARRAY_OF(struct drawing_account) accounts;
	ARRAY_OF(struct drawing_link) links;
	ARRAY_OF(struct drawing_store) stores;
};

/* `file` is the case that the view was built of: fingerprints are made of its addresses.
 * False when there is nothing to draw: no account and no official password. */
bool drawing_build(struct drawing *drawing, struct view *view, const struct case_file *file, const struct form *form);
/* On the upper left DRAWING_WIDTH by DRAWING_HEIGHT of the surface of `type`. */
void drawing_draw(const struct drawing *drawing, struct typesetter *type);

#endif
