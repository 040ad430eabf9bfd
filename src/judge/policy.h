/* The office's policy: cauhinh.ini (keys in Vietnamese without diacritics) or the built-in default: nothing allowed,
 * official domains *.gov.vn and *.dcs.vn. */
#ifndef SOATMAY_JUDGE_POLICY_H
#define SOATMAY_JUDGE_POLICY_H

#include "base/array.h"
#include "base/err.h"
#include "base/span.h"
#include "model/finding.h"

struct rule_override { struct str rule; enum severity severity; enum effect effect; bool has_severity, has_effect;
	unsigned line; };
struct person { struct str name, title, role; /* ben_nhan | kiem_tra | ben_giao */ };
struct owner_answer { struct str address; bool own; };
enum mask { MASK_PARTIAL, MASK_NONE, MASK_COUNT };

struct policy_problem {
	unsigned line;             /* 0 = the file as a whole */
	const char *message;       /* catalogue id: "config.unknown-key" ... */
	struct str detail;         /* the offending text, cut and printable */
	struct str key;            /* whose value it is; "" = of no known key */
	struct str expected;       /* the words it may be; "" = said by the message */
	bool fatal;                /* the whole file is refused */
};

struct policy {
	bool configured;           /* a file was given */
	struct str sha256;         /* of the file */
	struct str parent_body, office_name, place, symbol, header_style, basis, stick;
	ARRAY_OF(struct person) people;
	ARRAY_OF(struct str) allowed_accounts;   /* address, *@domain */
	ARRAY_OF(struct str) allowed_tenants;    /* GUID, lower case */
	ARRAY_OF(struct str) administrators;     /* local user names */
	ARRAY_OF(struct str) official_domains;   /* suoimay.example, *.gov.vn */
	ARRAY_OF(struct str) allowed_software;   /* "name | publisher | sha256" as written */
	ARRAY_OF(struct str) allowed_servers;    /* "kms=...", "proxy=...", "dns=..." */
	ARRAY_OF(struct str) allowed_roots;
	ARRAY_OF(struct rule_override) overrides;
	ARRAY_OF(struct owner_answer) owners;    /* --owner */
	ARRAY_OF(struct policy_problem) problems;
	struct str fingerprint_key;              /* khoa_doi_chieu; "" = none */
	enum mask mask;
	bool has_mask;
	bool protect;                            /* what is saved with full names is behind a password */
	uint32_t max_new_hours;
	bool has_mode;
	enum mode mode;
	struct str automatic, secret;            /* tu_dong, bi_mat: "co", "khong" or "" */
};

void policy_default(struct policy *policy);
/* Parses cauhinh.ini. Unknown keys and bad lines become problems and are ignored; ERR_LIMIT / ERR_CORRUPT: refused as a
 * whole, with one fatal problem. */
enum err policy_parse(struct span bytes, struct arena *arena, struct policy *ret);

bool policy_allows_account(const struct policy *policy, struct str address, struct str tenant);
bool policy_is_official_host(const struct policy *policy, struct str host);
bool policy_is_official_user(const struct policy *policy, struct str username);
bool policy_is_administrator(const struct policy *policy, struct str name);

#endif
