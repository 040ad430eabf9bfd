/* What an inspection tells the wizard: texts ready to be shown, masked, in the chosen language. Made by the
 * conductor's process from the view of the report, sent as lines, read by the wizard as something a stranger may have
 * touched. */
#ifndef SOATMAY_SCREEN_RESULT_H
#define SOATMAY_SCREEN_RESULT_H

#include "model/finding.h"
#include "model/record.h"
#include "report/report.h"

struct result_head {
	enum verdict verdict;
	struct str word, sentence, strong /* part of the sentence */, advice;
	struct str computer_name, product;      /* of the Windows in use; empty when there is none */
	struct str code, hash; /* check code and SHA-256 of report.json; empty before the files are made */
	struct str clock;                       /* the time on the report */
	struct str fingerprints; /* keyed, of linked accounts that are not the unit's; with blanks between */
	uint32_t fails, notes, undone, mandatory_undone, windows_count;
	uint32_t seen;                          /* most other machines on which one of its accounts was seen */
	uint64_t writes;
};

struct result_step { uint32_t finding /* index, from 1 */; struct str label, who, text; };
#define RESULT_CHANGES UINT32_MAX
#define RESULT_TEXT_LONGEST 380 /* characters of a text that result_read leaves whole */
struct result_line {
	uint32_t finding /* 0: of "not checked"; RESULT_CHANGES: came or changed during a repair */;
	struct str label, text;
};

struct result_finding {
	enum effect effect;
	enum severity severity;
	struct str severity_text, effect_text, rule, title, account, place, why, who /* of all steps */;
	struct str seen;                        /* the account on other machines; empty */
	bool all_vendor; /* every step is the delivering party's */
};

/* An account whose owner decides in mode in-use. */
struct result_account { uint32_t id; struct str address /* masked */, place; };

/* An encrypted volume that did not open and takes a recovery key. */
struct result_locked { uint32_t source, volume; uint64_t size; struct str key_id; };

/* One disk as the reader saw it. */
struct result_disk { uint32_t source; uint64_t size; struct str windows /* "Windows 11 Pro"; empty */; bool locked; };

struct result {
	struct result_head head;
	ARRAY_OF(struct result_finding) findings; /* fails first */
	ARRAY_OF(struct result_step) steps;
	ARRAY_OF(struct result_line) lines;
	ARRAY_OF(struct result_account) accounts;
	ARRAY_OF(struct result_locked) locked;
	ARRAY_OF(struct result_disk) disks;
};

struct view;
struct case_file;
struct policy;

/* result_view.c: everything but code and hash. */
void result_from_case(struct result *result, struct arena *arena, const struct case_file *file,
		      const struct policy *policy, const struct report_options *options);
/* result_wire.c: one line for each row, "<letter> <json>\n". ERR_CORRUPT: no result of ours. */
void result_write(struct buf *out, const struct result *result);
enum err result_read(struct str lines, struct arena *arena, struct result *ret);

#endif
