/* One inspection for the wizard: reads, judges, makes the reports, then waits for owners' answers and for the wish to
 * have the files. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "artifact/table.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/cmd.h"
#include "cmd/live_conductor.h"
#include "confine/channel.h"
#include "disk/bitlocker_keys.h"
#include "inspect/inspect.h"
#include "judge/judge.h"
#include "report/check_code.h"

#define CASE_BYTES (2 * GIB)
#define LAST_OF_DAY (INT64_C(86400) * 1000000 - 1)

struct runner {
	const struct conductor_context *context;
	int socket;
	struct arena arena;
	struct live_request request;
	struct policy policy;
	struct case_file file;
	struct hardware_info hardware;
	struct seen_list seen; /* accounts on other machines checked with this stick */
	struct earlier_checks checks; /* of this machine */
	struct reports reports;
	struct result result;
};

static bool say_pid(int socket)
{
	char text[32];
	int length = snprintf(text, sizeof text, "%d", (int)getpid());
	return channel_send(socket, PACKET_PID, (struct str){ text, (size_t)length }, NULL, 0) == OK;
}

/* The hardware was read before the wizard began: it is the first step, and done. Then come those of the inspection. */
enum { STEP_JUDGE = STEP_COUNT + 1, STEP_REPORT };

static void say_step(const struct runner *runner, unsigned step, unsigned done, unsigned total)
{
	char text[64];
	int length = snprintf(text, sizeof text, "%u %u %u", step, done, total);
	(void)channel_send(runner->socket, PACKET_PROGRESS, (struct str){ text, (size_t)length }, NULL, 0);
}

static void say_progress(void *context, enum inspect_step step, unsigned done, unsigned total)
{
	say_step(context, (unsigned)step + 1, done, total);
}

/* A descriptor of its own for each inspection: inspect_run closes what it is given. */
static size_t take_sources(struct runner *runner, struct inspect_source **ret)
{
	const live_disk_list *disks = runner->context->disks;
	struct inspect_source *sources = arena_array(&runner->arena, struct inspect_source, disks->count + 1);
	size_t count = 0;
	for (size_t i = 0; i < disks->count; i++) {
		int fd = disks->items[i].fd >= 0 ? dup(disks->items[i].fd) : -1;
		if (fd >= 0)
			sources[count++] = (struct inspect_source){ fd, disks->items[i].path };
	}
	*ret = sources;
	return count;
}

static void take_keys(const struct live_request *request, struct volume_keys *keys)
{
	unsigned group;
	for (size_t i = 0; i < request->keys.count && keys->count < VOLUME_KEYS_MAX; i++)
		if (volume_key_from_recovery_password(request->keys.items[i], &keys->items[keys->count], &group) == OK)
			keys->count++;
	for (size_t i = 0; i < request->keys.count; i++)
		explicit_bzero((void *)(uintptr_t)request->keys.items[i].data, request->keys.items[i].len);
}

/* People who were not named stay blank on the paper: the configuration's list is a choice, not a statement. */
static void take_people(struct runner *runner)
{
	runner->policy.people.items = NULL;
	runner->policy.people.count = runner->policy.people.capacity = 0;
	for (size_t i = 0; i < 3; i++) {
		const struct str *person = runner->request.people[i];
		if (person[0].len)
			*array_push(&runner->arena, &runner->policy.people) = (struct person){ person[0], person[1],
											       person[2] };
	}
}

static enum err inspect(struct runner *runner, const struct artifact *const *which)
{
	struct inspect_source *sources;
	struct volume_keys keys = { 0 };
	take_keys(&runner->request, &keys);
	runner->file = (struct case_file){ .arena = &runner->arena, .started = runner->request.now };
	const struct inspect_options options = {
		.sources = NULL,
		.source_count = take_sources(runner, &sources),
		.keys = &keys,
		.artifacts = which,
		.allow_unconfined = runner->context->allow_unconfined,
		.progress = say_progress,
		.progress_context = runner,
	};
	struct inspect_options with_sources = options;
	with_sources.sources = sources;
	enum err e = inspect_run(&with_sources, &runner->file);
	explicit_bzero(&keys, sizeof keys);
	return e;
}

static struct report_options report_options(const struct runner *runner)
{
	enum mask mask = runner->policy.has_mask ? runner->policy.mask : MASK_PARTIAL;
	return (struct report_options){
		.language = runner->request.english ? LANGUAGE_EN : LANGUAGE_VI,
		.mask = runner->request.counted_only ? MASK_COUNT : mask,
		.mode = runner->request.mode,
		.now = runner->request.now,
		.build = STR(SOATMAY_VERSION),
		.columns = 80,
		.since = runner->request.repair_from == TIME_UNKNOWN ? 0 : runner->request.repair_from,
		.until = runner->request.repair_to == TIME_UNKNOWN ? 0 : runner->request.repair_to + LAST_OF_DAY,
		.saved = true,
		.seen = runner->context->earlier ? &runner->seen : NULL,
		.checks = runner->context->earlier ? &runner->checks : NULL,
	};
}

static int send_result(struct runner *runner)
{
	struct buf lines = { 0 };
	result_write(&lines, &runner->result);
	enum err e = packet_send_text(runner->socket, PACKET_RESULT, (struct str){ 0 }, buf_str(&lines));
	buf_done(&lines);
	return e == OK ? STATUS_PASS : STATUS_OWN_FAILURE;
}

/* ---- the first look ---- */

static int probe(struct runner *runner)
{
	const struct artifact *only[2] = { NULL, NULL };
	for (size_t i = 0; artifacts[i]; i++)
		if (strcmp(artifacts[i]->id, "windows.machine") == 0)
			only[0] = artifacts[i];
	if (inspect(runner, only) != OK)
		return STATUS_OWN_FAILURE;
	struct report_options options = report_options(runner);
	judge_case(&runner->file, &runner->policy, runner->request.mode);
	result_from_case(&runner->result, &runner->arena, &runner->file, &runner->policy, &options);
	return send_result(runner);
}

/* ---- the inspection ---- */

static bool read_counters(struct str line, struct hardware_disk *row)
{
	uint64_t numbers[4];
	for (size_t i = 0; i < 4; i++)
		if (!str_to_u64(str_cut(line, '\t', &line), 10, &numbers[i]))
			return false;
	row->read_only = numbers[0] == 1;
	row->gone = numbers[1] == 1;
	row->writes_before = numbers[2];
	row->writes_after = numbers[3];
	return true;
}

static void cover(struct runner *runner, struct str check, struct str which, struct str reason)
{
	*array_push(&runner->arena, &runner->file.coverage) = (struct coverage){
		.check = check, .subject_text = which, .mandatory = true, .undone = true, .result = COVERAGE_FAILED,
		.reason = reason };
}

/* Which of them can be written to; one that is not inspected has no row. */
static void cover_writable(struct runner *runner)
{
	size_t count = 0;
	for (size_t i = 0; i < runner->hardware.disks.count; i++) {
		const struct hardware_disk *disk = &runner->hardware.disks.items[i];
		if (disk->read_only || disk->gone)
			continue;
		struct str which = str_format(&runner->arena, "%.*s%s%.*s", STR_ARGS(disk->model),
					      disk->model.len && disk->serial.len ? ", " : "", STR_ARGS(disk->serial));
		cover(runner, STR("source.writable"), which, STR("this disk is not read-only any more"));
		count++;
	}
	if (count == 0)
		cover(runner, STR("source.writable"), (struct str){ 0 }, STR("a disk is not read-only any more"));
}

bool runner_uninspected(struct str line, struct coverage *ret)
{
	static const struct { const char *word, *check, *reason; bool mandatory; } words[] = {
		{ "late", "source.late", "came after the disks were looked for", true },
		{ "left", "source.left", "went before the disks were looked for", true },
		{ "empty", "source.empty", "this disk shows no size", true },
		{ "beyond", "source.beyond", "there are more disks than can be listed", true },
		{ "plugged", "source.plugged", "plugged in after the disks were looked for", false },
	};
	struct str which, word = str_cut(line, '\t', &which);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_eq_c(word, words[i].word))
			continue;
		*ret = (struct coverage){ .check = str_from_c(words[i].check), .subject_text = which,
					  .mandatory = words[i].mandatory, .undone = words[i].mandatory,
					  .result = COVERAGE_FAILED, .reason = str_from_c(words[i].reason) };
		return true;
	}
	return false;
}

/* Asks for the counters; a disk that can be written to is said on the paper, and no machine passes with one. */
static bool take_counters(struct runner *runner)
{
	struct packet packet;
	struct str rest;
	if (channel_send(runner->socket, PACKET_WANT_COUNTERS, (struct str){ 0 }, NULL, 0) != OK ||
	    channel_receive(runner->socket, 0, &runner->arena, &packet) != OK || packet.type != PACKET_COUNTERS)
		return false;
	bool read_only = str_eq(str_cut(packet.body, '\n', &rest), STR("ok"));
	for (size_t i = 0; i < runner->context->disks->count; i++) {
		struct hardware_disk row = runner->context->disks->items[i].row;
		if (!read_counters(str_cut(rest, '\n', &rest), &row))
			return false;
		if (row.source)
			*array_push(&runner->arena, &runner->hardware.disks) = row;
	}
	while (rest.len) {
		struct str line = str_copy(&runner->arena, str_cut(rest, '\n', &rest));
		if (!runner_uninspected(line, array_push(&runner->arena, &runner->file.coverage)))
			return false;
	}
	if (!read_only)
		cover_writable(runner);
	return true;
}

static void take_hardware(struct runner *runner)
{
	if (!runner->context->hardware)
		return;
	runner->hardware.label = runner->request.label;
	runner->hardware.clock_corrected = runner->request.clock_corrected;
	runner->hardware.clock_shift = runner->request.clock_shift;
	for (size_t i = 0; i < runner->hardware.hidden_controllers.count; i++)
		cover(runner, STR("source.hidden"), runner->hardware.hidden_controllers.items[i],
		      STR("no driver shows the disks of this controller"));
	runner->file.hardware = &runner->hardware;
}

static int judge_and_report(struct runner *runner)
{
	struct report_options options = report_options(runner);
	say_step(runner, STEP_JUDGE, 0, 0);
	judge_case(&runner->file, &runner->policy, runner->request.mode);
	say_step(runner, STEP_REPORT, 0, 0);
	reports_done(&runner->reports);
	runner->reports = (struct reports){ 0 };
	enum err e = reports_make(&runner->reports, &runner->file, &runner->policy, &options);
	if (e != OK)
		return STATUS_OWN_FAILURE;
	result_from_case(&runner->result, &runner->arena, &runner->file, &runner->policy, &options);
	runner->result.head.hash = check_code_hash(&runner->arena, buf_str(&runner->reports.json));
	runner->result.head.code = check_code_of(&runner->arena, runner->result.head.hash);
	return send_result(runner);
}

static int judge_again(struct runner *runner, struct str body)
{
	live_owner_list owners = { 0 };
	if (!live_owners_read(body, &runner->arena, &owners))
		return STATUS_OWN_FAILURE;
	for (size_t i = 0; i < owners.count; i++) {
		for (size_t k = 0; k < runner->file.accounts.count; k++) {
			const struct case_account *account = &runner->file.accounts.items[k];
			if (account->id == owners.items[i].account)
				*array_push(&runner->arena, &runner->policy.owners) =
					(struct owner_answer){ account->address, owners.items[i].own };
		}
	}
	return judge_and_report(runner);
}

/* With a password also the copy that has every name. */
static int send_files(struct runner *runner, struct str password)
{
	struct report_options options = report_options(runner);
	buf_done(&runner->reports.full);
	runner->reports.full = (struct buf){ 0 };
	if (password.len && reports_protect(&runner->reports, &runner->file, &runner->policy, &options, password) != OK)
		return STATUS_OWN_FAILURE;
	explicit_bzero((void *)(uintptr_t)password.data, password.len);
	struct saved_file files[REPORT_FILES];
	size_t count = reports_files(&runner->reports, &runner->arena, files);
	for (size_t i = 0; i < count; i++)
		if (packet_send_text(runner->socket, PACKET_FILE, str_from_c(files[i].name), files[i].content) != OK)
			return STATUS_OWN_FAILURE;
	return channel_send(runner->socket, PACKET_FILES_END, (struct str){ 0 }, NULL, 0) == OK ? STATUS_PASS
												: STATUS_OWN_FAILURE;
}

static int wait_for_wishes(struct runner *runner)
{
	struct packet packet;
	int status = STATUS_PASS;
	while (status == STATUS_PASS && channel_receive(runner->socket, 0, &runner->arena, &packet) == OK) {
		if (packet.type == PACKET_JUDGE)
			status = judge_again(runner, packet.body);
		else if (packet.type == PACKET_FILES)
			status = send_files(runner, packet.body);
		else if (packet.type == PACKET_CLOSE)
			return STATUS_PASS;
	}
	return status;
}

static int inspect_all(struct runner *runner)
{
	if (inspect(runner, artifacts) != OK || !take_counters(runner))
		return STATUS_OWN_FAILURE;
	take_hardware(runner);
	runner->file.finished = runner->request.now;
	const struct earlier *earlier = runner->context->earlier;
	if (earlier) {
		earlier_count(earlier, &runner->file, &runner->arena, &runner->seen);
		earlier_checks(earlier, &runner->file, runner->request.now, &runner->arena, &runner->checks);
	}
	int status = judge_and_report(runner);
	return status == STATUS_PASS ? wait_for_wishes(runner) : status;
}

int runner_run(const struct conductor_context *context, int socket, char kind, struct str body)
{
	static struct runner runner;
	runner = (struct runner){ .context = context, .socket = socket, .policy = *context->policy };
	if (context->hardware)
		runner.hardware = *context->hardware;
	arena_init(&runner.arena, CASE_BYTES);
	bool read = live_request_read(body, &runner.arena, &runner.request);
	if (body.len)
		explicit_bzero((void *)(uintptr_t)body.data, body.len); /* keys of volumes: reader and workers inherit it */
	if (!read || !say_pid(socket))
		return STATUS_OWN_FAILURE;
	take_people(&runner);
	return kind == PACKET_PROBE ? probe(&runner) : inspect_all(&runner);
}
