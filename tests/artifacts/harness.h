/* Runs one artifact over files in memory or below a folder, without processes, and keeps what it stated. */
#ifndef SOATMAY_TESTS_HARNESS_H
#define SOATMAY_TESTS_HARNESS_H

#include "artifact/run.h"
#include "base/array.h"
#include "support.h"

struct harness_problem { enum err why; struct str what; };
struct harness_note { uint32_t evidence, notes; };

struct harness {
	struct arena arena;
	struct subject subject;
	struct run_cache *cache;
	ARRAY_OF(struct run_file) files;
};

struct harness_result {
	enum err status;
	ARRAY_OF(struct fact) facts;
	ARRAY_OF(struct harness_problem) problems;
	ARRAY_OF(struct harness_note) notes;
};

/* An empty subject; set .subject members (browser, loose, previous) afterwards as needed. */
void harness_init(struct harness *harness, enum scope scope);
void harness_done(struct harness *harness);
/* One file: `relative` is its Windows path from the subject's root ("Windows\\System32\\config\\SAM"). Bytes are borrowed. */
struct run_file *harness_add_bytes(struct harness *harness, const char *relative, struct span bytes);
/* Below the browser's root (WANT_BROWSER_ROOT). */
struct run_file *harness_add_root_bytes(struct harness *harness, const char *relative, struct span bytes);
/* A file of the corpus under the name that the artifact wants; skips the test when there is no corpus. */
struct run_file *harness_add_corpus(struct harness *harness, const char *relative, const char *corpus_name);
/* Every file and folder below a folder of this machine; false when it cannot be read. */
bool harness_add_folder(struct harness *harness, const char *folder);

/* Runs the artifact; facts are checked for valid UTF-8 and an origin in an added file. Lives until harness_done. */
struct harness_result *harness_run(struct harness *harness, const struct artifact *artifact);

/* The n-th fact of a kind, from 0; NULL when there are fewer. */
const struct fact *harness_fact(const struct harness_result *result, enum fact_kind kind, size_t n);
size_t harness_count(const struct harness_result *result, enum fact_kind kind);
/* First account whose address is this (without case); NULL when there is none. */
const struct fact *harness_account(const struct harness_result *result, const char *address);
/* For a failing test: every fact as a line of JSON, every problem. */
void harness_print(const struct harness_result *result);

#endif
