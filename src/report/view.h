/* The view: everything a report says, in the chosen language, masked, in the order in which it is read.
 * Built once; the writers (text, JSON, later HTML and PDF) are pure functions of it. Every foreign text in it is
 * printable. */
#ifndef SOATMAY_REPORT_VIEW_H
#define SOATMAY_REPORT_VIEW_H

#include "case/case.h"
#include "judge/policy.h"
#include "report/mask.h"
#include "report/report.h"

typedef ARRAY_OF(struct str) text_list;

struct view_row {
	struct str label;
	text_list lines;          /* paragraphs; bullets when there are several */
};
typedef ARRAY_OF(struct view_row) view_rows;

struct view_machine {
	struct str title;         /* empty when there is only one Windows */
	view_rows rows;
};

struct view_evidence {
	struct str path;          /* whole path from the volume's root */
	struct str place;         /* key path, "table logins", JSON pointer */
	struct str detail;        /* value or column, and when it was written */
	struct str name, day;     /* shorter: the value, and on which day it was written */
};

struct view_step {
	const char *who;          /* vendor | receiver | user | it | head */
	struct str letter, who_text, text;
};

struct view_finding {
	const struct finding *finding;
	unsigned number;          /* from 1 */
	struct str fingerprint;
	struct str severity, effect /* empty for a failing one */, confidence /* empty when certain */, letter;
	struct str title, subject, account_address, account, system /* empty when there is only one */;
	struct str account_place;       /* `account` without its fingerprint and other machines */
	struct str doer;                /* of all steps: one party, or both */
	text_list why, items;
	text_list sites;          /* official logins by site: "thu.suoimay.example: 02"; the supplier's copy has them as items */
	text_list facts;          /* what the places together say, before they are listed */
	struct str told;          /* the place that the facts name themselves; empty = none */
	struct str rest;          /* how many more places there are, where `told` stands for all of them */
	origin_list origins;      /* masked */
	ARRAY_OF(struct view_evidence) evidence;
	text_list reasons;        /* `why`, without what an earlier finding has said in the same words */
	text_list brief;          /* of the evidence, an entry for each of the first files, paths and long names shortened */
	bool cut;                 /* `brief` leaves some out */
	ARRAY_OF(struct view_step) steps;
	bool unit_decides;        /* keep or remove is the unit's choice */
	bool says_proof;          /* a level of the proof ladder stands in the facts */
};

/* What became of an item of a check that failed. */
enum outcome { OUTCOME_GONE, OUTCOME_STAYS, OUTCOME_SAME_RULE, OUTCOME_UNKNOWN /* not all could be checked */,
	OUTCOME_OTHER_POLICY /* not there, but by another configuration, mode or rules */ };
struct view_outcome {
	const struct earlier_item *item;
	size_t check;                 /* number of the last one that had it */
	enum outcome outcome;
	unsigned now;                 /* number of the finding; 0 = none */
};

struct view_signature { struct str title, name; /* empty when the configuration names nobody */ };

struct view {
	struct arena *arena;
	enum language language;
	const struct report_options *options;
	const struct policy *policy;
	const struct case_file *file;   /* masked, without findings */
	struct masker masker;

	struct str office, title, occasion, clock;
	text_list removable;            /* COPY_VENDOR: whole addresses of the accounts it has to remove; shown masked */
	struct str code;                /* check code; empty before report.json is written */
	enum verdict verdict;
	struct str verdict_mark, verdict_word; /* [X] [V] [?] [-] for terminals; paper draws the shape */
	text_list verdict_text;
	struct str check;               /* number of the check, with verdicts of earlier ones; empty when it is the first */
	struct str check_short;         /* its number alone; empty when nobody has looked for earlier ones */
	size_t fails, criticals, notes, infos, limits, mandatory_undone; /* the last two: entries of "not checked" */
	uint64_t writes;
	ARRAY_OF(struct view_machine) machines;
	view_rows scope;
	view_rows changes;              /* within report_options.since and until; empty when no window was given */
	text_list statements;           /* what became of earlier items; what was looked for and not found */
	ARRAY_OF(struct view_outcome) outcomes; /* those of a check in a row, the last check first */
	size_t items_left;              /* for which there was no room among the outcomes */
	ARRAY_OF(struct view_finding) findings;
	text_list conclusion;
	view_rows parties;              /* basis and people, as configured */
	ARRAY_OF(struct view_signature) signatures;
	view_rows foot;
};

/* Machines other than this one on which the account with this keyed fingerprint was seen. */
size_t view_seen_elsewhere(const struct view *view, struct str fingerprint);
void view_build(struct view *view, struct arena *arena, const struct case_file *file, const struct policy *policy,
                const struct report_options *options);

#endif
