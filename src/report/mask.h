/* Masking of account names, at one place: the view is made of masked texts only.
 * partial and count hide addresses, ids and the user names of official sites; none hides nothing but secrets. */
#ifndef SOATMAY_REPORT_MASK_H
#define SOATMAY_REPORT_MASK_H

#include "case/case.h"
#include "judge/policy.h"

typedef ARRAY_OF(struct str) name_list;

struct masker {
	struct arena *arena;
	enum mask mask;
	struct str key;          /* of the fingerprints; "" = none */
	name_list ids;           /* every id of an account of the case, to be found in key paths and file names */
	name_list numbers;       /* telephone numbers of accounts: the digits by which they are known in any form */
	name_list odd_addresses; /* of accounts, with characters that end an address in free text */
	name_list names;         /* display names of accounts, for labels */
	name_list full_names;    /* those of several words that are no Windows user's: for any text */
	name_list organisations; /* names of tenants, which stay */
};

void masker_init(struct masker *masker, struct arena *arena, const struct case_file *file, const struct policy *policy,
                 enum mask mask);

/* ti*****du@hopthu.example; other forms lose their middle in the same way. */
struct str mask_address(struct masker *masker, struct str address);
/* User name on an official site: va*****b. */
struct str mask_official_user(struct masker *masker, struct str username);
/* A person's name: N***** V***** A*****. */
struct str mask_person(struct masker *masker, struct str name);
/* CID, PUID, object id, gaia id: the keyed fingerprint, empty without a key. */
struct str mask_id(struct masker *masker, struct str id);
/* What no mode shows of a free text: addresses of pages beyond their host, values of switches that look like
 * secrets. */
struct str without_secrets(struct arena *arena, struct str text);
/* Free text, paths, key names: every address, telephone number, id and full name of an account in it, and whose a
 * folder "OneDrive - ..." is; with MASK_COUNT the whole local part goes. */
struct str mask_text(struct masker *masker, struct str text);
/* The same, and display names of accounts in it are masked as a person's. */
struct str mask_label(struct masker *masker, struct str label);
/* A command line, in every mode: the program, names of switches, plain paths, hosts; anything else is "…". */
struct str mask_command(struct masker *masker, struct str command);
/* Address of a login page, in every mode: scheme, host and port only. */
struct str mask_origin(struct masker *masker, struct str origin);
/* Masks every text of a record by its field table. */
void mask_record(struct masker *masker, const struct record_type *type, void *record);

/* HMAC-SHA-256 with the office's key over the lower-case identity, first 8 base32 characters; empty without key or
 * identity. */
struct str fingerprint_keyed(struct masker *masker, struct str identity);
/* SHA-256 over the identity with its names masked, so that it tells no more than the report: first 16 hexadecimal
 * digits. */
struct str fingerprint_finding(struct masker *masker, const struct finding *finding);

#endif
