/* Earlier report.json files: fingerprints of accounts and marks of machines, nothing else of them is used. */
#include "cmd/earlier.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"
#include "decode/json.h"

#define NAME "report.json"
#define FINGERPRINT_BYTES 8

static bool holds(const mark_list *list, struct str text)
{
	for (size_t i = 0; i < list->count; i++) {
		if (str_eq_fold(list->items[i], text))
			return true;
	}
	return false;
}

static bool share_a_mark(const mark_list *a, const mark_list *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (holds(b, a->items[i]))
			return true;
	}
	return false;
}

static void add(struct arena *arena, mark_list *list, struct str text)
{
	if (text.len && !holds(list, text))
		*array_push(arena, list) = str_copy(arena, text);
}

static void add_each(struct arena *arena, const struct json *array, const char *key, mark_list *list)
{
	for (const struct json *row = json_first(array); row; row = json_next(row)) {
		struct str text = json_text(json_get(row, key), arena);
		add(arena, list, text);
	}
}

/* Two reports are of one machine when they share the serial of a disk or, without any, the GUID of Windows, which
 * cloned machines share. A report without any mark is of a machine of its own. The same machine checked twice counts
 * once. */
static struct earlier_machine *machine_of(struct arena *arena, struct earlier *earlier, const mark_list *marks)
{
	for (size_t i = 0; i < earlier->machines.count; i++) {
		if (share_a_mark(marks, &earlier->machines.items[i].marks))
			return &earlier->machines.items[i];
	}
	struct earlier_machine *machine = array_push(arena, &earlier->machines);
	*machine = (struct earlier_machine){ .marks = *marks };
	return machine;
}

static bool take_report(struct arena *arena, struct earlier *earlier, struct span bytes)
{
	struct json_document *document;
	mark_list marks = { 0 }, fingerprints = { 0 };
	if (bytes.len > LIMIT_JSON_BYTES || json_parse(bytes, 0, arena, &document) != OK)
		return false;
	const struct json *root = json_root(document);
	bool ours = str_starts(json_text(json_get(root, "schema"), arena), STR("soatmay.report/"));
	add_each(arena, json_get(root, "sources"), "serial", &marks);
	if (!marks.count)
		add_each(arena, json_get(root, "systems"), "machine_guid", &marks);
	add_each(arena, json_get(root, "accounts"), "fingerprint", &fingerprints);
	json_close(document);
	struct earlier_machine *machine = ours ? machine_of(arena, earlier, &marks) : NULL;
	for (size_t i = 0; ours && i < marks.count; i++)
		add(arena, &machine->marks, marks.items[i]);
	for (size_t i = 0; ours && i < fingerprints.count; i++) {
		if (fingerprints.items[i].len == FINGERPRINT_BYTES)
			add(arena, &machine->fingerprints, fingerprints.items[i]);
	}
	return ours;
}

static void read_report(const char *path, struct arena *arena, struct earlier *earlier)
{
	struct arena scratch;
	struct span bytes;
	arena_init(&scratch, LIMIT_JSON_BYTES + MIB);
	if (file_read(path, LIMIT_JSON_BYTES, &scratch, &bytes) == OK) {
		if (!take_report(arena, earlier, bytes))
			DIAGNOSTIC("cli.earlier-odd", { "path", str_from_c(path) });
	} else if (errno != ENOENT && errno != ENOTDIR) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", str_from_c(strerror(errno)) });
	}
	arena_done(&scratch);
}

bool earlier_load(const char *folder, struct arena *arena, struct earlier *ret)
{
	DIR *stream = opendir(folder);
	*ret = (struct earlier){ 0 };
	if (!stream) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(folder) }, { "why", str_from_c(strerror(errno)) });
		return false;
	}
	read_report(str_to_c(arena, str_format(arena, "%s/" NAME, folder)), arena, ret);
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (entry->d_name[0] != '.')
			read_report(str_to_c(arena, str_format(arena, "%s/%s/" NAME, folder, entry->d_name)), arena,
			            ret);
	}
	closedir(stream);
	return true;
}

static void marks_of(const struct case_file *file, struct arena *arena, mark_list *ret)
{
	for (size_t i = 0; i < file->sources.count; i++)
		add(arena, ret, file->sources.items[i].serial);
	size_t serials = ret->count;
	for (size_t i = 0; i < file->systems.count && !serials; i++)
		add(arena, ret, file->systems.items[i].machine_guid);
}

static struct seen_account *seen_of(struct arena *arena, struct seen_list *list, struct str fingerprint)
{
	for (size_t i = 0; i < list->count; i++) {
		if (str_eq(list->items[i].fingerprint, fingerprint))
			return &list->items[i];
	}
	struct seen_account *seen = array_push(arena, list);
	seen->fingerprint = fingerprint;
	return seen;
}

void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret)
{
	mark_list marks = { 0 };
	*ret = (struct seen_list){ 0 };
	marks_of(file, arena, &marks);
	for (size_t i = 0; i < earlier->machines.count; i++) {
		const struct earlier_machine *machine = &earlier->machines.items[i];
		for (size_t k = 0; k < machine->fingerprints.count && !share_a_mark(&marks, &machine->marks); k++)
			seen_of(arena, ret, machine->fingerprints.items[k])->machines++;
	}
}
