/* Workers and readers that go wrong: each ends as coverage rows, the verdict cannot be pass, and the rest of the inspection stands. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "artifact/run.h"
#include "base/limits.h"
#include "confine/channel.h"
#include "inspect/inspect.h"
#include "support.h"

#define SOFTWARE "Windows\\System32\\config\\SOFTWARE"
static const struct want wants[] = { { SOFTWARE, MIB, WANT_REQUIRED }, { 0 } };

/* ---- artifacts that misbehave ---- */
static enum err state_owner(struct run_context *run, const char *owner)
{
	const struct run_file *file = run_find(run, SOFTWARE, NULL);
	if (!file)
		return ERR_ABSENT;
	struct fact_machine fact = FACT_INIT(FACT_MACHINE, struct fact_machine);
	fact.property = MACHINE_OWNER;
	fact.text = str_from_c(owner);
	emit_machine(run, (struct origin){ .evidence = file->evidence, .kind = ORIGIN_FILE, .when = file->modified }, &fact);
	return OK;
}
static enum err run_good(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	return state_owner(run, "good");
}
static enum err run_crash(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	(void)state_owner(run, "stated before the crash");
	volatile uintptr_t nowhere = 8;
	*(volatile int *)nowhere = 1;
	return OK;
}
static enum err run_loop(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	for (volatile unsigned i = 0;; i++)
		(void)run;
	return OK;
}
static enum err run_eat(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	for (;;)
		memset(arena_alloc(run->arena, MIB), 1, MIB);
	return OK;
}
static enum err run_open(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
	return fd < 0 ? ERR_DENIED : OK; /* OK would be the escape */
}
static enum err run_write(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	int fd = open("/tmp/soatmay-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return fd < 0 ? ERR_DENIED : OK;
}
static enum err run_socket(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0 ? ERR_DENIED : OK;
}
static enum err run_exec(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	execl("/bin/true", "true", (char *)NULL);
	return ERR_DENIED;
}
static enum err run_lie(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct fact_machine fact = FACT_INIT(FACT_MACHINE, struct fact_machine);
	fact.property = MACHINE_OWNER;
	fact.text = STR("from evidence that was never given");
	emit_machine(run, (struct origin){ .evidence = 4711, .kind = ORIGIN_FILE }, &fact);
	return OK;
}
/* What a worker that was taken over would do. */
static enum err run_close(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
	for (volatile unsigned i = 0;; i++)
		(void)run;
	return OK;
}
static enum err run_flood(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	char *words = arena_alloc(run->arena, 90000);
	memset(words, 'x', 90000);
	memcpy(words, "corrupt ", 8);
	for (int fd = 3; fd < 64;) {
		if (channel_send(fd, 'P', (struct str){ words, 90000 }, NULL, 0) != OK)
			fd++;
	}
	return OK;
}
static enum err run_spoof(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct fact_login_store store = FACT_INIT(FACT_LOGIN_STORE, struct fact_login_store);
	store.total = 1;
	emit_login_store(run, (struct origin){ .evidence = run->files[0].evidence, .kind = ORIGIN_FILE }, &store);
	return OK;
}
static enum err run_signal(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	for (int fd = 3; fd < 64; fd++) {
		if (fcntl(fd, F_SETSIG, SIGKILL) == 0)
			return OK; /* the escape */
	}
	return ERR_DENIED;
}
static enum err run_memory(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	for (int i = 0; i < 4096; i++) {
		int fd = memfd_create("hoard", MFD_CLOEXEC);
		if (fd < 0)
			return ERR_LIMIT;
		if (ftruncate(fd, (off_t)(4 * GIB)) == 0)
			return OK; /* the escape */
	}
	return OK;
}
/* A question of a library about a disk, the number as it is and as a negative one: answered, and no answer is given. */
static enum err run_question(struct run_context *run, const struct subject *subject)
{
	static const unsigned long questions[] = { BLKBSZGET, BLKIOMIN, BLKGETDISKSEQ };
	(void)run, (void)subject;
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		uint64_t answer = 0;
		if (syscall(SYS_ioctl, 0, (long)questions[i], &answer) == 0 || errno != ENOTTY ||
		    syscall(SYS_ioctl, 0, (long)(int)questions[i], &answer) == 0 || errno != ENOTTY)
			return OK;
	}
	return ERR_DENIED;
}
static enum err run_command(struct run_context *run, const struct subject *subject)
{
	(void)run, (void)subject;
	(void)ioctl(0, BLKFLSBUF, 0);
	return OK;
}

#define BAD(name) static const struct artifact artifact_##name = { "test." #name, SCOPE_SYSTEM, FAMILY_ANY, true, wants, run_##name }
BAD(good);
BAD(crash);
BAD(loop);
BAD(eat);
BAD(open);
BAD(write);
BAD(socket);
BAD(exec);
BAD(lie);
BAD(close);
BAD(flood);
BAD(spoof);
BAD(signal);
BAD(memory);
BAD(question);
BAD(command);

/* ---- a folder with one Windows in it ---- */
static struct arena arena;

static void make_windows(char *root)
{
	static const char *const folders[] = { "Windows", "Windows/System32", "Windows/System32/config", "Users" };
	CHECK(mkdtemp(root) != NULL);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		CHECK(mkdir(str_to_c(&arena, str_format(&arena, "%s/%s", root, folders[i])), 0700) == 0);
	FILE *hive = fopen(str_to_c(&arena, str_format(&arena, "%s/Windows/System32/config/SOFTWARE", root)), "w");
	CHECK(hive != NULL);
	fputs("no hive, and nobody here cares", hive);
	fclose(hive);
}

static void remove_windows(const char *root)
{
	static const char *const names[] = { "Windows/System32/config/SOFTWARE", "Windows/System32/config", "Windows/System32", "Windows",
					     "Users", "" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		(void)remove(str_to_c(&arena, str_format(&arena, "%s/%s", root, names[i])));
}

static unsigned seconds = 30;

static void inspect(const struct artifact *const *artifacts, void (*progress)(void *, enum inspect_step, unsigned, unsigned),
		    struct case_file *ret)
{
	char root[] = "/tmp/soatmay-confinement-XXXXXX";
	make_windows(root);
	struct inspect_source source = { open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), str_from_c(root) };
	const struct inspect_options options = {
		.sources = &source, .source_count = 1, .artifacts = artifacts, .artifact_seconds = seconds, .progress = progress,
	};
	*ret = (struct case_file){ .arena = &arena };
	CHECK_INT(inspect_run(&options, ret), OK);
	for (size_t i = 0; getenv("VERBOSE") && i < ret->coverage.count; i++)
		printf("    %.*s: %s (%.*s)\n", STR_ARGS(ret->coverage.items[i].check),
		       word_of(&coverage_words, ret->coverage.items[i].result), STR_ARGS(ret->coverage.items[i].reason));
	remove_windows(root);
}

static const struct coverage *row_of(const struct case_file *file, const char *check)
{
	for (size_t i = 0; i < file->coverage.count; i++) {
		if (str_eq_c(file->coverage.items[i].check, check))
			return &file->coverage.items[i];
	}
	return NULL;
}

/* A bad artifact between two good ones: its own row, and the good ones done. */
static void expect(const struct artifact *bad, enum coverage_result result)
{
	static const struct artifact second = { "test.second", SCOPE_SYSTEM, FAMILY_ANY, true, wants, run_good };
	const struct artifact *const artifacts[] = { &artifact_good, bad, &second, NULL };
	struct case_file file;
	inspect(artifacts, NULL, &file);
	const struct coverage *row = row_of(&file, bad->id);
	CHECK(row && row->result == result && row->undone && row->reason.len > 0);
	if (row && row->result != result)
		printf("%s: %s (%.*s)\n", bad->id, word_of(&coverage_words, row->result), STR_ARGS(row->reason));
	CHECK(row_of(&file, "test.good") && row_of(&file, "test.good")->result == COVERAGE_DONE);
	CHECK(row_of(&file, "test.second") && row_of(&file, "test.second")->result == COVERAGE_DONE);
	CHECK(file.systems.count == 1 && str_eq_c(file.systems.items[0].owner, "good"));
}

static void a_crash_costs_one_check(void) { expect(&artifact_crash, COVERAGE_CRASHED); }
static void an_endless_loop_is_stopped(void)
{
	seconds = 1;
	expect(&artifact_loop, COVERAGE_TIMED_OUT);
	seconds = 30;
}
static void memory_has_an_end(void) { expect(&artifact_eat, COVERAGE_LIMIT); }
static void no_path_can_be_opened(void) { expect(&artifact_open, COVERAGE_FAILED); }
static void nothing_can_be_written(void)
{
	expect(&artifact_write, COVERAGE_CRASHED);
	CHECK(access("/tmp/soatmay-escape", F_OK) != 0);
}
static void there_is_no_network(void) { expect(&artifact_socket, COVERAGE_CRASHED); }
static void nothing_can_be_started(void) { expect(&artifact_exec, COVERAGE_CRASHED); }
static void a_lie_about_evidence_is_refused(void) { expect(&artifact_lie, COVERAGE_CRASHED); }
static void a_worker_that_hangs_up_is_ended(void) { expect(&artifact_close, COVERAGE_CRASHED); }
static void a_flood_is_cut_off(void) { expect(&artifact_flood, COVERAGE_CRASHED); }
static void facts_of_another_scope_are_refused(void) { expect(&artifact_spoof, COVERAGE_CRASHED); }
static void no_descriptor_sends_signals(void) { expect(&artifact_signal, COVERAGE_CRASHED); }
static void a_question_about_a_disk_kills_nobody(void) { expect(&artifact_question, COVERAGE_FAILED); }
static void no_command_reaches_a_disk(void) { expect(&artifact_command, COVERAGE_CRASHED); }
static void memory_files_have_an_end(void) { expect(&artifact_memory, COVERAGE_CRASHED); }

/* The first child of this process is the reader: workers come and go. */
static void kill_first_child(void)
{
	FILE *children = fopen("/proc/thread-self/children", "r");
	int pid;
	CHECK(children && fscanf(children, "%d", &pid) == 1 && kill(pid, SIGKILL) == 0);
	if (children)
		fclose(children);
}

static void kill_at_start(void *context, enum inspect_step step, unsigned done, unsigned total)
{
	(void)context, (void)done, (void)total;
	if (step == STEP_DISK)
		kill_first_child();
}

static void kill_at_first_subject(void *context, enum inspect_step step, unsigned done, unsigned total)
{
	(void)context, (void)done, (void)total;
	if (step == STEP_SYSTEM)
		kill_first_child();
}

static void a_dead_reader_ends_as_rows(void)
{
	const struct artifact *const artifacts[] = { &artifact_good, NULL };
	struct case_file file;
	inspect(artifacts, kill_at_start, &file);
	const struct coverage *row = row_of(&file, "source.open");
	CHECK(row && row->result == COVERAGE_CRASHED && row->undone && row->reason.len > 0);
	CHECK(file.sources.count == 1);
}

/* Its last answer may have been on its way: then that check is done. Otherwise it is a row; never silence. */
static void a_reader_that_dies_later_loses_only_what_was_not_sent(void)
{
	const struct artifact *const artifacts[] = { &artifact_good, NULL };
	struct case_file file;
	inspect(artifacts, kill_at_first_subject, &file);
	const struct coverage *row = row_of(&file, "test.good");
	CHECK(row && (row->result == COVERAGE_DONE || (row->result == COVERAGE_CRASHED && row->undone && row->reason.len > 0)));
}

static void the_conductor_has_one_thread(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char *text = arena_alloc(&arena, 8192);
	CHECK(file != NULL);
	CHECK(fread(text, 1, 8191, file) > 0);
	fclose(file);
	CHECK(strstr(text, "Threads:\t1\n") != NULL);
}

int main(void)
{
	static const struct test tests[] = {
		TEST(a_crash_costs_one_check), TEST(an_endless_loop_is_stopped), TEST(memory_has_an_end), TEST(no_path_can_be_opened),
		TEST(nothing_can_be_written), TEST(there_is_no_network), TEST(nothing_can_be_started), TEST(a_lie_about_evidence_is_refused),
		TEST(a_worker_that_hangs_up_is_ended), TEST(a_flood_is_cut_off), TEST(facts_of_another_scope_are_refused),
		TEST(no_descriptor_sends_signals), TEST(memory_files_have_an_end), TEST(a_question_about_a_disk_kills_nobody),
		TEST(no_command_reaches_a_disk),
		TEST(a_dead_reader_ends_as_rows), TEST(a_reader_that_dies_later_loses_only_what_was_not_sent),
		TEST(the_conductor_has_one_thread),
	};
	arena_init(&arena, 1 << 30);
	return test_main(tests, sizeof tests / sizeof *tests);
}
