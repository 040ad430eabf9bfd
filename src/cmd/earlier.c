/* Earlier report.json files: fingerprints of accounts, marks of machines, verdict, code and rules of each check, nothing
 * else. Whoever can write to the stick can prepare them: they are decoded in a process of the worker's role. */
#include "cmd/earlier.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/diagnostic.h"
#include "confine/channel.h"
#include "confine/process.h"
#include "confine/sandbox.h"
#include "decode/json.h"
#include "report/check_code.h"

#define NAME "report.json"
#define FINGERPRINT_BYTES 8
#define MARK_BYTES 200
#define ITEMS_MOST 200
#define SECOND INT64_C(1000000) /* the report on the stick may be of this very check */
#define NAMES_MOST 65536
#define PATIENCE_NS (INT64_C(10) * 1000000000) /* 64 MB are decoded in 2 s */
#define CHILDREN_MOST 4                        /* dead ones are replaced so often */
/* Prepared reports must not make the joining slow: far above what a computer has. */
#define MARKS_MOST 8          /* of a report */
#define MACHINE_MARKS_MOST 32
#define FINGERPRINTS_MOST 256 /* of a report */
#define MACHINE_FINGERPRINTS_MOST 1024
#define ALL_FINGERPRINTS_MOST 262144

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

/* ---- the child: one report a packet, what is used of it as lines back ---- */

enum { PACKET_REPORT = 'R', PACKET_OURS = 'y', PACKET_ODD = 'n' };

static bool is_plain(struct str text, size_t most)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < ' ')
			return false;
	return text.len > 0 && text.len <= most;
}

static size_t put_each(struct buf *out, const struct json *array, const char *key, const char *word, size_t most,
		       struct arena *arena)
{
	size_t count = 0;
	for (const struct json *row = json_first(array); row && count < most; row = json_next(row)) {
		struct str text = json_text(json_get(row, key), arena);
		if (is_plain(text, MARK_BYTES)) {
			buf_printf(out, "%s\t%.*s\n", word, STR_ARGS(text));
			count++;
		}
	}
	return count;
}

static void put_word(struct buf *out, struct str word)
{
	buf_printf(out, "\t%.*s", STR_ARGS(is_plain(word, MARK_BYTES) ? word : STR("-")));
}

/* The check itself, then the findings that had to be fixed or noted, by their numbers in the report. */
static void put_check(struct buf *out, struct span bytes, const struct json *root, struct arena *arena)
{
	struct str content = { (const char *)bytes.data, bytes.len };
	struct str serial = json_text(json_get(json_get(root, "hardware"), "serial"), arena);
	unsigned number = 0;
	buf_put_c(out, "check");
	put_word(out, json_text(json_get(root, "now"), arena));
	put_word(out, json_text(json_get(root, "verdict"), arena));
	put_word(out, check_code_of(arena, check_code_hash(arena, content)));
	if (is_plain(serial, MARK_BYTES))
		put_word(out, serial);
	buf_put_char(out, '\n');
	for (const struct json *row = json_first(json_get(root, "findings")); row && number < ITEMS_MOST;
	     row = json_next(row)) {
		struct str effect = json_text(json_get(row, "effect"), arena);
		number++;
		if (!str_eq(effect, STR("fail")) && !str_eq(effect, STR("note")))
			continue;
		buf_printf(out, "item\t%u", number);
		put_word(out, effect);
		put_word(out, json_text(json_get(row, "rule"), arena));
		put_word(out, json_text(json_get(row, "fingerprint"), arena));
		buf_put_char(out, '\n');
	}
}

static bool decode(struct span bytes, struct arena *arena, struct buf *out)
{
	struct json_document *document;
	if (json_parse(bytes, 0, arena, &document) != OK)
		return false;
	const struct json *root = json_root(document);
	bool ours = str_starts(json_text(json_get(root, "schema"), arena), STR("soatmay.report/"));
	if (ours) {
		if (put_each(out, json_get(root, "sources"), "serial", "mark", MARKS_MOST, arena) == 0)
			(void)put_each(out, json_get(root, "systems"), "machine_guid", "mark", MARKS_MOST, arena);
		(void)put_each(out, json_get(root, "accounts"), "fingerprint", "account", FINGERPRINTS_MOST, arena);
		put_check(out, bytes, root, arena);
	}
	json_close(document);
	return ours && out->len <= CHANNEL_BODY_BYTES;
}

static bool read_whole(int fd, struct arena *arena, struct span *ret)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || st.st_size < 0 || (uint64_t)st.st_size > LIMIT_JSON_BYTES)
		return false;
	uint8_t *bytes = arena_alloc(arena, (size_t)st.st_size + 1);
	size_t length = 0;
	for (ssize_t got = 1; length < (size_t)st.st_size && got > 0; length += got > 0 ? (size_t)got : 0)
		got = pread(fd, bytes + length, (size_t)st.st_size - length, (off_t)length);
	*ret = (struct span){ bytes, length };
	return length == (size_t)st.st_size;
}

static int decode_reports(int socket, void *context)
{
	struct arena arena;
	struct packet packet;
	arena_init(&arena, LIMIT_ARENA_BYTES);
	if (sandbox_enter(SANDBOX_WORKER, NULL, 0, *(const bool *)context) != OK)
		return 1;
	while (channel_receive(socket, 0, &arena, &packet) == OK) {
		struct span bytes;
		struct buf lines = { 0 };
		bool ours = packet.fd_count == 1 && read_whole(packet.fds[0], &arena, &bytes) &&
			    decode(bytes, &arena, &lines);
		packet_close_fds(&packet);
		if (channel_send(socket, ours ? PACKET_OURS : PACKET_ODD, ours ? buf_str(&lines) : (struct str){ 0 }, NULL,
				 0) != OK)
			return 1;
		buf_done(&lines);
		arena_reset(&arena);
	}
	return 0;
}

/* ---- machines ---- */

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

/* Capital letters, digits and hyphens. */
static bool is_label(struct str text, size_t most)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	return text.len > 0 && text.len <= most;
}

static bool is_hex(struct str text, size_t length)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (!((c >= 'a' && c <= 'f') || (c >= '0' && c <= '9')))
			return false;
	}
	return text.len == length;
}

static void take_check(struct arena *arena, struct str line, struct past_check *ret)
{
	unsigned verdict;
	struct str time = str_cut(line, '\t', &line), word = str_cut(line, '\t', &line), code = str_cut(line, '\t', &line);
	struct past_check check = { .serial = str_copy(arena, line) };
	if (!time_parse(time, &check.check.when) || !word_find(&verdict_words, word, &verdict) || !is_label(code, 9) ||
	    ret->check.code.len)
		return;
	check.check.verdict = (enum verdict)verdict;
	check.check.code = str_copy(arena, code);
	*ret = check;
}

static void take_item(struct arena *arena, struct str line, struct past_check *ret)
{
	uint64_t number;
	struct str digits = str_cut(line, '\t', &line), effect = str_cut(line, '\t', &line),
		   rule = str_cut(line, '\t', &line);
	if (!str_to_u64(digits, 10, &number) || !number || number > ITEMS_MOST || !is_label(rule, 12) ||
	    !is_hex(line, 2 * FINGERPRINT_BYTES) || ret->check.items.count >= ITEMS_MOST)
		return;
	*array_push(arena, &ret->check.items) = (struct earlier_item){
		(unsigned)number, str_copy(arena, rule), str_copy(arena, line), str_eq(effect, STR("fail"))
	};
}

/* The child's answer is no more to be trusted than the report. */
static bool take_lines(struct arena *arena, struct earlier *earlier, struct str lines)
{
	mark_list marks = { 0 }, fingerprints = { 0 };
	struct past_check check = { 0 };
	while (lines.len) {
		struct str text, line = str_cut(lines, '\n', &lines), word = str_cut(line, '\t', &text);
		bool about_check = str_eq(word, STR("check")), about_item = str_eq(word, STR("item"));
		if (!about_check && !about_item && !is_plain(text, MARK_BYTES))
			return false;
		if (about_check)
			take_check(arena, text, &check);
		else if (about_item)
			take_item(arena, text, &check);
		else if (str_eq(word, STR("mark")) && marks.count < MARKS_MOST)
			add(arena, &marks, text);
		else if (str_eq(word, STR("account")) && fingerprints.count < FINGERPRINTS_MOST &&
			 text.len == FINGERPRINT_BYTES)
			add(arena, &fingerprints, text);
	}
	struct earlier_machine *machine = machine_of(arena, earlier, &marks);
	for (size_t i = 0; i < marks.count && machine->marks.count < MACHINE_MARKS_MOST; i++)
		add(arena, &machine->marks, marks.items[i]);
	size_t before = machine->fingerprints.count;
	for (size_t i = 0; i < fingerprints.count && machine->fingerprints.count < MACHINE_FINGERPRINTS_MOST &&
			   earlier->fingerprints < ALL_FINGERPRINTS_MOST;
	     i++)
		add(arena, &machine->fingerprints, fingerprints.items[i]);
	earlier->fingerprints += machine->fingerprints.count - before;
	if (check.check.code.len && marks.count)
		*array_push(arena, &machine->checks) = check;
	return true;
}

/* ---- the folder ---- */

struct walk {
	const struct earlier_options *options;
	struct arena *arena;
	struct earlier *earlier;
	const char *folder;
	int fd;
	struct process child;
	bool running;
	unsigned children;
	uint64_t bytes;
};

static bool has_child(struct walk *walk)
{
	static bool required;
	const struct process_options options = { .memory_bytes = LIMIT_WORKER_BYTES, .descriptors = 8 };
	required = !walk->options->allow_unconfined;
	if (!walk->running && walk->children < CHILDREN_MOST) {
		walk->children++;
		walk->running = sandbox_prepare() == OK &&
				process_start(decode_reports, &required, &options, &walk->child) == OK;
	}
	return walk->running;
}

/* A child that dies or does not answer costs the report it was at. */
static bool take_report(struct walk *walk, int fd)
{
	struct arena scratch;
	struct packet packet = { 0 };
	if (!has_child(walk))
		return false;
	arena_init(&scratch, 4 * MIB);
	bool answered = channel_send(walk->child.socket, PACKET_REPORT, (struct str){ 0 }, &fd, 1) == OK &&
			channel_receive(walk->child.socket, channel_clock() + PATIENCE_NS, &scratch, &packet) == OK;
	bool ours = answered && packet.type == PACKET_OURS && take_lines(walk->arena, walk->earlier, packet.body);
	if (answered)
		packet_close_fds(&packet);
	if (!answered) {
		process_kill(&walk->child);
		walk->running = false;
	}
	arena_done(&scratch);
	return ours;
}

static void say_odd(struct walk *walk, const char *name, int why)
{
	struct str path = *name ? str_format(walk->arena, "%s/%s/" NAME, walk->folder, name) :
				  str_format(walk->arena, "%s/" NAME, walk->folder);
	walk->earlier->odd++;
	if (walk->options->quiet)
		return;
	if (why)
		DIAGNOSTIC("cli.cannot-open", { "path", path }, { "why", str_from_c(strerror(why)) });
	else
		DIAGNOSTIC("cli.earlier-odd", { "path", path });
}

/* Of the folder `name`, or of the folder itself when that is empty. Nothing is followed out of it. */
static int open_report(const struct walk *walk, const char *name, struct stat *ret)
{
	int folder = *name ? openat(walk->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : dup(walk->fd);
	int fd = folder < 0 ? -1 : openat(folder, NAME, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int reason = errno;
	if (folder >= 0)
		close(folder);
	if (fd >= 0 && (fstat(fd, ret) != 0 || !S_ISREG(ret->st_mode))) {
		reason = S_ISDIR(ret->st_mode) ? EISDIR : EINVAL;
		close(fd);
		fd = -1;
	}
	errno = reason;
	return fd;
}

static void read_report(struct walk *walk, const char *name)
{
	struct stat st = { 0 };
	int fd = open_report(walk, name, &st);
	if (fd < 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			say_odd(walk, name, errno);
		return;
	}
	walk->bytes += (uint64_t)st.st_size;
	walk->earlier->read++;
	if (!take_report(walk, fd))
		say_odd(walk, name, 0);
	close(fd);
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* Names begin with the date: where not all are read, the newest are. */
static void read_folders(struct walk *walk, DIR *stream)
{
	ARRAY_OF(const char *) names = { 0 };
	const struct earlier_options *options = walk->options;
	for (struct dirent *entry; names.count < NAMES_MOST && (entry = readdir(stream));)
		if (entry->d_name[0] != '.')
			*array_push(walk->arena, &names) = str_to_c(walk->arena, str_from_c(entry->d_name));
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, newest_first);
	for (size_t i = 0; i < names.count; i++) {
		if ((options->reports_most && walk->earlier->read >= options->reports_most) ||
		    (options->bytes_most && walk->bytes >= options->bytes_most))
			break;
		read_report(walk, names.items[i]);
	}
}

bool earlier_load(const char *folder, const struct earlier_options *options, struct arena *arena, struct earlier *ret)
{
	DIR *stream = opendir(folder);
	*ret = (struct earlier){ 0 };
	if (!stream) {
		if (!options->quiet)
			DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(folder) },
				   { "why", str_from_c(strerror(errno)) });
		return false;
	}
	struct walk walk = { .options = options, .arena = arena, .earlier = ret, .folder = folder, .fd = dirfd(stream) };
	read_report(&walk, "");
	read_folders(&walk, stream);
	if (walk.running)
		process_kill(&walk.child);
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

static int by_text(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret)
{
	mark_list marks = { 0 }, all = { 0 };
	*ret = (struct seen_list){ 0 };
	marks_of(file, arena, &marks);
	for (size_t i = 0; i < earlier->machines.count; i++) {
		const struct earlier_machine *machine = &earlier->machines.items[i];
		bool same = share_a_mark(&marks, &machine->marks);
		for (size_t k = 0; k < machine->fingerprints.count && !same; k++)
			*array_push(arena, &all) = machine->fingerprints.items[k];
	}
	if (all.count)
		qsort(all.items, all.count, sizeof *all.items, by_text);
	for (size_t i = 0; i < all.count; i++) {
		if (i == 0 || !str_eq(all.items[i - 1], all.items[i]))
			*array_push(arena, ret) = (struct seen_account){ .fingerprint = all.items[i] };
		ret->items[ret->count - 1].machines++;
	}
}

static bool is_counted(const struct earlier_checks *list, const struct earlier_check *check)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].when == check->when)
			return true;
	}
	return false;
}

static int older_first(const void *a, const void *b)
{
	const struct earlier_check *one = a, *two = b;
	return one->when < two->when ? -1 : one->when > two->when;
}

void earlier_checks(const struct earlier *earlier, const struct case_file *file, int64_t now, struct arena *arena,
                    struct earlier_checks *ret)
{
	mark_list marks = { 0 };
	struct str serial = file->hardware ? file->hardware->serial : (struct str){ 0 };
	*ret = (struct earlier_checks){ 0 };
	marks_of(file, arena, &marks);
	for (size_t i = 0; i < earlier->machines.count; i++) {
		const struct earlier_machine *machine = &earlier->machines.items[i];
		bool same = share_a_mark(&marks, &machine->marks);
		for (size_t k = 0; same && k < machine->checks.count; k++) {
			const struct past_check *past = &machine->checks.items[k];
			bool elsewhere = serial.len && past->serial.len && !str_eq(serial, past->serial);
			if (!elsewhere && past->check.when <= now - SECOND && !is_counted(ret, &past->check))
				*array_push(arena, ret) = past->check;
		}
	}
	if (ret->count)
		qsort(ret->items, ret->count, sizeof *ret->items, older_first);
}
