/* A finding: one rule that holds for one subject. Its texts are made by report/ from the message family and the
 * arguments. */
#ifndef SOATMAY_MODEL_FINDING_H
#define SOATMAY_MODEL_FINDING_H

#include "base/array.h"
#include "model/origin.h"
#include "model/record.h"

enum severity { SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL };
enum effect { EFFECT_INFO, EFFECT_NOTE, EFFECT_LIMIT, EFFECT_FAIL };
enum confidence { CONFIDENCE_TRACE, CONFIDENCE_LIKELY, CONFIDENCE_CERTAIN };
enum verdict { VERDICT_NONE, VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE };
enum mode { MODE_ACCEPTANCE, MODE_IN_USE, MODE_BEFORE_REPAIR, MODE_AFTER_REPAIR, MODE_FORENSIC, MODE_COUNT };

/* Argument of a message placeholder {name}; ACCOUNT and OFFICIAL_USER are masked by the report, never by the judge. */
enum argument_kind { ARGUMENT_TEXT, ARGUMENT_ACCOUNT, ARGUMENT_OFFICIAL_USER, ARGUMENT_COUNT, ARGUMENT_TIME };
struct argument {
	const char *name;
	enum argument_kind kind;
	struct str text;
	uint64_t count;
	int64_t time;
};

struct finding {
	const char *rule;            /* "ACC-01" */
	const char *message;         /* family in the catalogue: "acc01" -> f.acc01.title, .why, .fix */
	const char *extra_message;   /* one more catalogue id to print after the reason, or NULL: "proof.a", "f.syn01.auto" */
	ARRAY_OF(const char *) merged_messages; /* the same of findings that this one has taken in */
	enum severity severity;
	enum effect effect;
	enum confidence confidence;
	unsigned letter_points;      /* bit n-1 = point n of the letter */
	uint32_t system, user, browser; /* subject ids; 0 = none */
	struct str account;          /* address the finding is about; empty if none */
	struct str subject;          /* local name: Windows user, program; not masked */
	ARRAY_OF(struct argument) arguments;
	ARRAY_OF(struct origin) evidence;
	ARRAY_OF(struct str) items;  /* further lines: program names of SW-03 and the like */
	/* what makes it the same finding next time: rule|system|subject keys; input of the fingerprint */
	struct str identity;
};

extern const struct words severity_words, effect_words, confidence_words, verdict_words, mode_words;

#endif
