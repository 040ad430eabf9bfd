/* What an artifact has in its hands while it runs: the files it wanted, decoders opened once per worker, and the way to
 * state facts. */
#ifndef SOATMAY_ARTIFACT_RUN_H
#define SOATMAY_ARTIFACT_RUN_H

#include "base/arena.h"
#include "base/err.h"
#include "decode/database.h"
#include "decode/hive.h"
#include "decode/json.h"
#include "model/artifact.h"
#include "model/evidence.h"
#include "model/fact.h"

/* One file of the subject, in memory. */
struct run_file {
	uint32_t evidence;
	struct str path;          /* Windows path from the volume's root */
	struct str relative;      /* the same from the subject's root (or the browser's root) */
	bool from_browser_root;
	struct span bytes;        /* empty for listings */
	int fd;                   /* memfd or -1 */
	uint64_t size;
	int64_t modified, created;
	bool directory, deleted;
	enum err unreadable;      /* OK, or why there are no bytes */
};

struct run_context {
	struct arena *arena;      /* gone after the run */
	const struct artifact *artifact;
	const struct subject *subject;
	struct run_file *files;   /* all files collected for the subject, companions (logs, -wal) included */
	size_t file_count;
	struct run_cache *cache;  /* hives and databases open in this worker; artifact/run.c */
	/* Set by whoever drives the run (worker or test harness). */
	void (*emit)(void *sink, enum fact_kind kind, const struct origin *origin, const void *fact);
	void (*problem)(void *sink, enum err why, struct str what);
	void (*note)(void *sink, uint32_t evidence, uint32_t notes);
	void *sink;
};

struct run_cache *run_cache_new(void);
void run_cache_free(struct run_cache *cache);

/* First file whose relative path matches the glob of a want (given as written in the want); NULL when there is none.
 * With `after`, the next one after it. */
const struct run_file *run_find(struct run_context *run, const char *glob, const struct run_file *after);
/* A file beside `file`: same path plus `suffix`, without case; NULL when there is none. */
const struct run_file *run_beside(struct run_context *run, const struct run_file *file, const char *suffix);

/* Open once per worker; damage and notes are passed on by themselves. ERR_ABSENT when no file matches. */
enum err run_hive(struct run_context *run, const char *glob, struct hive **ret);
enum err run_hive_file(struct run_context *run, const struct run_file *file, struct hive **ret);
enum err run_database(struct run_context *run, const struct run_file *file, struct database **ret);
enum err run_json(struct run_context *run, const struct run_file *file, struct json_document **ret);
/* CurrentControlSet of the open SYSTEM hive (Select\Current, else Default, else ControlSet001). */
enum err run_control_set(struct run_context *run, struct hive *system, struct hive_key *ret);
/* The set of the next start, when it is another one than run_control_set gives (which is said there). */
bool run_next_control_set(struct run_context *run, struct hive *system, struct hive_key *ret);

/* States a fact. One call for each kind, so that the compiler checks the type. An origin of kind ORIGIN_NONE is refused
 * (problem BUG). */
void emit_machine(struct run_context *run, struct origin origin, const struct fact_machine *fact);
void emit_user(struct run_context *run, struct origin origin, const struct fact_user *fact);
void emit_member(struct run_context *run, struct origin origin, const struct fact_member *fact);
void emit_profile(struct run_context *run, struct origin origin, const struct fact_profile *fact);
void emit_account(struct run_context *run, struct origin origin, const struct fact_account *fact);
void emit_browser_account(struct run_context *run, struct origin origin, const struct fact_browser_account *fact);
void emit_login_store(struct run_context *run, struct origin origin, const struct fact_login_store *fact);
void emit_saved_login(struct run_context *run, struct origin origin, const struct fact_saved_login *fact);
void emit_software(struct run_context *run, struct origin origin, const struct fact_software *fact);
void emit_autostart(struct run_context *run, struct origin origin, const struct fact_autostart *fact);
void emit_remote_access(struct run_context *run, struct origin origin, const struct fact_remote_access *fact);
void emit_setting(struct run_context *run, struct origin origin, const struct fact_setting *fact);

/* A fact of this kind with every time unknown, zeroed otherwise: struct fact_user user = FACT_INIT(FACT_USER, struct
 * fact_user); */
#define FACT_INIT(kind, type)                                              \
	({                                                                 \
		type fact_init_ = { 0 };                                   \
		record_times_unknown(fact_types[kind], &fact_init_);       \
		fact_init_;                                                \
	})

/* Something was passed over: becomes coverage `partial` with this reason. Say what and where in English technical
 * words. */
void run_problem(struct run_context *run, enum err why, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
