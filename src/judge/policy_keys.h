/* Between policy.c and policy_keys.c: the parser and its table of sections and keys. */
#ifndef SOATMAY_JUDGE_POLICY_KEYS_H
#define SOATMAY_JUDGE_POLICY_KEYS_H

#include "decode/ini.h"
#include "judge/policy.h"

struct policy_parser {
	struct policy *policy;
	struct arena *arena;
	uint64_t seen;     /* bit = row of the key table: single keys given once */
	size_t unlisted;   /* problems beyond those that are listed */
	struct str key;    /* whose value is being taken */
};

bool policy_section_exists(struct str section);
/* One entry of the file into the policy, or a problem. */
void policy_take(struct policy_parser *parser, const struct ini_entry *entry);
void policy_problem_at(struct policy_parser *parser, unsigned line, const char *message, struct str detail);
/* One that says what would be right. */
void policy_problem_expecting(struct policy_parser *parser, unsigned line, const char *message, struct str detail,
			      struct str expected);

/* "*@domain" of mail services open to anybody: it would allow every stranger's account. */
bool policy_is_public_mail(struct str domain);

#endif
