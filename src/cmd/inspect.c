/* soatmay inspect: sources in, report out. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "artifact/table.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/cmd.h"
#include "cmd/config_file.h"
#include "cmd/diagnostic.h"
#include "cmd/earlier.h"
#include "cmd/file.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "cmd/progress.h"
#include "cmd/reports.h"
#include "inspect/inspect.h"
#include "judge/judge.h"

#define CASE_BYTES (2 * GIB)

static int64_t clock_now(const struct inspect_command *command)
{
	return command->now != TIME_UNKNOWN ? command->now : time_from_unix((int64_t)time(NULL));
}

static bool open_source(const char *path, struct inspect_source *ret)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &st) != 0) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
		return false;
	}
	bool usable = S_ISBLK(st.st_mode) || S_ISDIR(st.st_mode) || S_ISREG(st.st_mode);
	if (!usable || (S_ISREG(st.st_mode) && st.st_size == 0)) {
		DIAGNOSTIC(usable ? "cli.empty-source" : "cli.not-disk", { "path", str_from_c(path) });
		close(fd);
		return false;
	}
	*ret = (struct inspect_source){ fd, str_from_c(path) };
	return true;
}

/* A file in which nothing at all was recognised, a folder without Windows or hives: not a source. A disk always is
 * one. */
static bool is_no_source(const struct case_file *file, const struct source_info *source)
{
	for (size_t i = 0; i < file->subjects.count; i++) {
		if (file->subjects.items[i].source == source->id)
			return false;
	}
	if (source->kind == SOURCE_DEVICE)
		return false;
	bool unknown = source->kind == SOURCE_FOLDER || source->size > 0;
	for (size_t i = 0; i < file->volumes.count && source->kind == SOURCE_IMAGE; i++) {
		if (file->volumes.items[i].source == source->id && file->volumes.items[i].filesystem != FILESYSTEM_UNKNOWN)
			unknown = false;
	}
	for (size_t i = 0; i < file->coverage.count; i++) /* a crash or an error of ours is a report, not the user's mistake */
		unknown &= file->coverage.items[i].result != COVERAGE_CRASHED;
	return unknown;
}

static bool all_sources_hold_something(const struct case_file *file)
{
	bool ok = true;
	for (size_t i = 0; i < file->sources.count; i++) {
		const struct source_info *source = &file->sources.items[i];
		if (!is_no_source(file, source))
			continue;
		DIAGNOSTIC(source->kind == SOURCE_FOLDER ? "cli.no-windows" : "cli.not-disk", { "path", source->path });
		ok = false;
	}
	return ok;
}

static bool save(const struct inspect_command *command, struct arena *arena, const struct reports *reports)
{
	struct saved_file files[REPORT_FILES];
	size_t count = reports_files(reports, arena, files);
	if (file_save_all(command->output, files, count) == OK)
		return true;
	DIAGNOSTIC("cli.output", { "path", str_from_c(command->output) }, { "why", diagnostic_reason(errno) });
	return false;
}

static bool save_all(const struct inspect_command *command, struct reports *reports, const struct case_file *file,
		     const struct policy *policy, const struct report_options *options)
{
	enum err e = reports_make(reports, file, policy, options);
	if (e == OK && command->password.len)
		e = reports_protect(reports, file, policy, options, (struct str){ command->password.text, command->password.len });
	if (e == ERR_ABSENT)
		diagnostic("cli.no-fonts", NULL, 0);
	else if (e != OK)
		DIAGNOSTIC("cli.internal", { "what", str_from_c(err_name(e)) });
	return e == OK && save(command, file->arena, reports);
}

static bool write_reports(const struct inspect_command *command, const struct case_file *file,
			  const struct policy *policy, const struct report_options *options)
{
	struct reports reports = { 0 };
	bool ok = true;
	if (command->output)
		ok = save_all(command, &reports, file, policy, options);
	else if (command->json)
		report_write_json(&reports.json, file, policy, options);
	else
		report_write_text(&reports.text, file, policy, options);
	ok = output_write(buf_str(command->json ? &reports.json : &reports.text)) && ok;
	reports_done(&reports);
	return ok;
}

/* Keys were brought and volumes are locked all the same: said beside the report, or a mistyped file would pass unnoticed. */
static void warn_of_locked(const struct case_file *file)
{
	for (size_t i = 0; i < file->volumes.count; i++) {
		const struct volume_info *volume = &file->volumes.items[i];
		if (volume->states & VOLUME_LOCKED && !(volume->states & VOLUME_DAMAGED))
			DIAGNOSTIC("cli.key.none", { "n", str_format(file->arena, "%u", volume->id) });
	}
}

static void warn_of_writes(const struct case_file *file)
{
	for (size_t i = 0; i < file->sources.count; i++) {
		const struct source_info *source = &file->sources.items[i];
		if (source->writes)
			DIAGNOSTIC("cli.write-attempts", { "n", str_format(file->arena, "%llu", (unsigned long long)source->writes) },
				   { "path", source->path });
	}
}

static int status_of(const struct case_file *file, enum mode mode)
{
	if (mode == MODE_FORENSIC)
		return judge_undone_count(file) == 0 ? STATUS_PASS : STATUS_INCONCLUSIVE;
	switch (file->verdict) {
	case VERDICT_PASS: return STATUS_PASS;
	case VERDICT_FAIL: return STATUS_FAIL;
	default: return STATUS_INCONCLUSIVE;
	}
}

/* Where full names are kept behind a password, the open files have none. */
static enum mask mask_of(const struct inspect_command *command, const struct policy *policy)
{
	enum mask mask = command->mask_given ? command->mask : policy->has_mask ? policy->mask : MASK_PARTIAL;
	return mask == MASK_NONE && command->password.len ? MASK_PARTIAL : mask;
}

/* `earlier` NULL: nobody asked for other machines. */
static int inspect_and_report(struct inspect_command *command, struct policy *policy, const struct earlier *earlier,
			      const struct inspect_source *sources, struct arena *arena)
{
	struct seen_list seen;
	struct earlier_checks checks;
	struct case_file file = { .arena = arena, .started = clock_now(command) };
	const struct inspect_options options = {
		.sources = sources,
		.source_count = command->source_count,
		.keys = &command->keys,
		.artifacts = artifacts,
		.allow_unconfined = command->allow_unconfined,
		.progress = command->progress ? progress_show : NULL,
	};
	bool keys_given = command->keys.count > 0; /* they are wiped on the way */
	enum err e = inspect_run(&options, &file);
	if (command->progress)
		progress_end();
	if (e != OK) {
		if (e == ERR_UNSUPPORTED)
			diagnostic("cli.unconfined", NULL, 0);
		else
			DIAGNOSTIC("cli.internal", { "what", str_from_c(err_name(e)) });
		return STATUS_OWN_FAILURE;
	}
	if (!all_sources_hold_something(&file))
		return STATUS_SOURCE;
	file.finished = clock_now(command);
	enum mode mode = command->mode_given ? command->mode : policy->has_mode ? policy->mode : MODE_ACCEPTANCE;
	judge_case(&file, policy, mode);
	int64_t now = clock_now(command);
	if (earlier) {
		earlier_count(earlier, &file, arena, &seen);
		earlier_checks(earlier, &file, now, arena, &checks);
	}
	const struct report_options report = {
		.language = command->language,
		.mask = mask_of(command, policy),
		.mode = mode,
		.now = now,
		.build = STR(SOATMAY_VERSION),
		.columns = 80,
		.since = command->since,
		.until = command->until,
		.saved = command->output != NULL,
		.seen = earlier ? &seen : NULL,
		.checks = earlier ? &checks : NULL,
	};
	warn_of_writes(&file);
	if (keys_given)
		warn_of_locked(&file);
	return write_reports(command, &file, policy, &report) ? status_of(&file, mode) : STATUS_OWN_FAILURE;
}

/* Never a byte into what is inspected, never over an earlier report: known before the long work begins. */
static bool output_is_free(const struct inspect_command *command, struct arena *arena)
{
	static const char *const names[] =
		{ "report.json", "report.txt", "report.html", "report.pdf", "report-vendor.pdf", "report-full.zip", "SHA256SUMS" };
	for (size_t i = 0; i < command->source_count; i++) {
		struct stat st;
		if (stat(command->sources[i], &st) == 0 && S_ISDIR(st.st_mode) &&
		    file_is_inside(command->output, command->sources[i], arena)) {
			DIAGNOSTIC("cli.output-inside", { "path", str_from_c(command->output) });
			return false;
		}
	}
	const char *earlier = file_find_any(command->output, names, sizeof names / sizeof *names);
	if (earlier)
		DIAGNOSTIC("cli.output-exists", { "path", str_from_c(command->output) }, { "name", str_from_c(earlier) });
	return !earlier;
}

/* The office may demand the password; without one nothing is saved. */
static bool password_is_there(struct inspect_command *command, const struct policy *policy)
{
	if (!command->output)
		return true;
	if (command->protect)
		return protect_password_read(command->protect, &command->password);
	if (policy->protect)
		diagnostic("cli.protect.wanted", NULL, 0);
	return !policy->protect;
}

static int with_sources(struct inspect_command *command, struct policy *policy, struct arena *arena)
{
	struct earlier earlier;
	struct inspect_source *sources = arena_array(arena, struct inspect_source, command->source_count);
	if (command->output && !output_is_free(command, arena))
		return STATUS_USAGE;
	if (!password_is_there(command, policy))
		return STATUS_USAGE;
	if (command->earlier && !policy->fingerprint_key.len)
		DIAGNOSTIC("cli.earlier-no-key", { "path", str_from_c(command->earlier) });
	const struct earlier_options from = { .allow_unconfined = command->allow_unconfined };
	if (command->earlier && !earlier_load(command->earlier, &from, arena, &earlier))
		return STATUS_SOURCE;
	for (size_t i = 0; i < command->source_count; i++) {
		if (!open_source(command->sources[i], &sources[i]))
			return STATUS_SOURCE;
	}
	return inspect_and_report(command, policy, command->earlier ? &earlier : NULL, sources, arena);
}

/* The case does not fit into its memory: our failure, said in one line. */
static void case_too_large(struct arena *arena)
{
	(void)arena;
	DIAGNOSTIC("cli.internal", { "what", STR("memory limit reached") });
	_exit(STATUS_OWN_FAILURE);
}

int cmd_inspect(int argc, char **argv)
{
	struct arena arena;
	struct inspect_command command;
	struct policy policy = { 0 };
	size_t problems;
	arena_init(&arena, CASE_BYTES);
	arena.exhausted = case_too_large;
	int status = STATUS_USAGE;
	if (!options_parse(argc, argv, &arena, &command)) {
		status = STATUS_USAGE;
	} else if (command.help) {
		status = help_show(argv[0]);
	} else {
		policy_default(&policy);
		if (!command.config || config_load(command.config, &arena, &policy, &problems)) {
			for (size_t i = 0; i < command.owners.count; i++)
				*array_push(&arena, &policy.owners) = command.owners.items[i];
			status = with_sources(&command, &policy, &arena);
		}
	}
	arena_done(&arena);
	return status;
}
