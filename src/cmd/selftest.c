/* soatmay selftest: proves on this very machine that a confined worker reads a known hive and a known database, and
 * that it can do nothing else. */
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/cmd.h"
#include "cmd/diagnostic.h"
#include "cmd/known_hive.h"
#include "cmd/output.h"
#include "confine/process.h"
#include "confine/sandbox.h"
#include "decode/database.h"
#include "decode/hive.h"

/* Exit statuses of the child: which proof failed. */
enum proof_step { PROVEN, NO_SANDBOX, PATH_OPEN, HIVE_WRONG, DATABASE_WRONG };

static bool hive_is_right(struct arena *arena)
{
	const struct hive_input input = { .evidence = 1, .primary = known_hive(arena), .primary_fd = -1 };
	struct hive *hive;
	struct hive_key key, sister;
	if (hive_open(&input, arena, &hive) != OK)
		return false;
	bool right = hive_find_c(hive_root(hive), "khóa thử", &key) == OK &&
		str_eq(hive_get_text(key, "tên", NULL), STR("Soát máy")) &&
		     hive_find_c(hive_root(hive), "DÉJÀ", &sister) == OK && str_eq(hive_key_name(sister), STR("Déjà")) &&
		     hive_problem_count(hive) == 0;
	hive_close(hive);
	return right;
}

/* The bytes of a database made in memory. */
static struct span known_database(struct arena *arena)
{
	sqlite3 *database = NULL;
	sqlite3_int64 size = 0;
	struct span copy = { 0 };
	if (sqlite3_open(":memory:", &database) == SQLITE_OK &&
	    sqlite3_exec(database, "CREATE TABLE logins(username_value TEXT); INSERT INTO logins VALUES('văn thư');", NULL,
			 NULL, NULL) == SQLITE_OK) {
		unsigned char *bytes = sqlite3_serialize(database, "main", &size, 0);
		if (bytes) {
			uint8_t *kept = arena_alloc(arena, (size_t)size);
			memcpy(kept, bytes, (size_t)size);
			copy = (struct span){ kept, (size_t)size };
		}
		sqlite3_free(bytes);
	}
	sqlite3_close(database);
	return copy;
}

static bool database_is_right(struct span bytes, struct arena *arena)
{
	static const struct column columns[] = { { "username_value", false } };
	const struct database_input input = { .evidence = 1, .main = bytes };
	struct database *database;
	struct rows *rows;
	if (bytes.len == 0 || database_open(&input, arena, &database) != OK)
		return false;
	bool right = database_select(database, "logins", columns, 1, &rows) == OK;
	if (right) {
		right = rows_next(rows) && str_eq(rows_text(rows, 0, arena), STR("văn thư"));
		right = rows_end(rows) == OK && right;
	}
	right = right && database_problem_count(database) == 0;
	database_close(database);
	return right;
}

static int prove_reading(int socket, void *context)
{
	(void)socket, (void)context;
	struct arena arena;
	arena_init(&arena, 64 * MIB);
	struct span database = known_database(&arena);
	if (sandbox_enter(SANDBOX_WORKER, NULL, 0, true) != OK)
		return NO_SANDBOX;
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 || open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0)
		return PATH_OPEN;
	if (!hive_is_right(&arena))
		return HIVE_WRONG;
	return database_is_right(database, &arena) ? PROVEN : DATABASE_WRONG;
}

static int prove_no_network(int server, void *context)
{
	(void)server, (void)context;
	if (sandbox_enter(SANDBOX_WORKER, NULL, 0, true) != OK)
		return NO_SANDBOX;
	(void)socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); /* must not return */
	return PROVEN;
}

static struct process_end run(process_body *body, struct arena *arena)
{
	const struct process_options options = {
		.memory_bytes = LIMIT_WORKER_BYTES, .file_bytes = LIMIT_REPAIR_BYTES, .descriptors = LIMIT_WORKER_DESCRIPTORS,
	};
	struct process process;
	if (process_start(body, NULL, &options, &process) != OK)
		return (struct process_end){ .reason = STR("no process could be started") };
	return process_wait(&process, arena);
}

static bool say(struct buf *answer, const char *id, bool good, struct str why)
{
	struct str name = message(diagnostic_language_now(), id);
	buf_printf(answer, "%s %.*s%s%.*s\n", good ? "[V]" : "[X]", STR_ARGS(name), why.len ? ": " : "", STR_ARGS(why));
	return good;
}

bool selftest_prove(struct buf *answer, struct arena *arena)
{
	bool good = say(answer, "cli.selftest.converters", hive_prepare() == OK, (struct str){ 0 });
	good &= say(answer, "cli.selftest.paths", sandbox_probe() != PATHS_NOTHING, (struct str){ 0 });
	struct process_end reading = run(prove_reading, arena);
	good &= say(answer, "cli.selftest.reading", reading.clean, reading.reason);
	struct process_end network = run(prove_no_network, arena);
	bool killed = str_eq(network.reason, STR("killed by a forbidden system call"));
	return say(answer, "cli.selftest.network", killed, killed ? (struct str){ 0 } : STR("a socket could be opened")) &&
		good;
}

int cmd_selftest(int argc, char **argv)
{
	struct arena arena;
	struct buf answer = { 0 };
	for (int i = 1; i < argc; i++) {
		if (help_wanted(argv[i]))
			return help_show(argv[0]);
		if (!diagnostic_language_option(argv[i])) {
			DIAGNOSTIC("cli.unknown-option", { "option", str_from_c(argv[i]) });
			return STATUS_USAGE;
		}
	}
	arena_init(&arena, 64 * MIB);
	bool good = selftest_prove(&answer, &arena), written = output_write(buf_str(&answer));
	buf_done(&answer);
	arena_done(&arena);
	return !written ? STATUS_OWN_FAILURE : good ? STATUS_PASS : STATUS_FAIL;
}
