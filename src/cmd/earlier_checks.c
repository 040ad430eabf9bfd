/* What came of the earlier reports: which are of one machine, which accounts stood on how many machines, which checks are
 * of this one. The lines of the child are no more to be trusted than the reports. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/earlier.h"
#include "cmd/earlier_report.h"
#include "confine/channel.h"
#include "report/check_code.h"

#define SECOND INT64_C(1000000) /* the report on the stick may be of this very check */
#define HASH_DIGITS 64
/* Of all reports together; what does not fit is not read, and this is said. */
#define ALL_MARKS_MOST 65536
#define ALL_FINGERPRINTS_MOST 524288
#define ALL_ITEMS_MOST 65536
#define SLOTS (2 * ALL_MARKS_MOST)

/* ---- marks ---- */

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
	if (text.len && list->count < EARLIER_MARKS_MOST && !holds(list, text))
		*array_push(arena, list) = str_copy(arena, text);
}

/* Firmware that was never given a serial says one letter again and again, or what somebody should write there. */
static bool is_real_serial(struct str serial)
{
	bool same = true;
	for (size_t i = 1; i < serial.len; i++)
		same &= serial.data[i] == serial.data[0];
	return serial.len >= 4 && !same && !str_starts_fold(serial, STR("to be filled")) &&
	       !str_eq_fold(serial, STR("default string")) && !str_eq_fold(serial, STR("system serial number"));
}

/* The serial of the computer decides where both have one, and keeps apart where one has none: a disk goes from one
 * computer into another. Without any the disks decide, without those the GUID of Windows, which cloned machines share. */
static bool same_machine(const struct machine_marks *a, const struct machine_marks *b)
{
	if (a->computer.len || b->computer.len)
		return str_eq_fold(a->computer, b->computer);
	if (a->disks.count || b->disks.count)
		return share_a_mark(&a->disks, &b->disks);
	return share_a_mark(&a->windows, &b->windows);
}

static void marks_of(const struct case_file *file, struct arena *arena, struct machine_marks *ret)
{
	*ret = (struct machine_marks){ 0 };
	if (file->hardware && is_real_serial(file->hardware->serial))
		ret->computer = file->hardware->serial;
	for (size_t i = 0; i < file->sources.count; i++)
		add(arena, &ret->disks, file->sources.items[i].serial);
	for (size_t i = 0; i < file->systems.count; i++)
		add(arena, &ret->windows, file->systems.items[i].machine_guid);
}

/* ---- machines, for counting: whatever shares a serial of computer or disk, else the GUID, is counted as one ---- */

enum mark_kind { MARK_COMPUTER = 1, MARK_DISK, MARK_WINDOWS };

/* Nobody who writes a report knows the seed, so nobody can prepare marks that all meet in one slot. */
static uint64_t hash_of(const struct earlier *earlier, enum mark_kind kind, struct str text)
{
	uint64_t hash = earlier->seed ^ (uint64_t)kind;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];
		hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * UINT64_C(0x100000001b3);
		hash ^= hash >> 29;
	}
	return hash ^ hash >> 32;
}

static struct mark_slot *slot_of(struct earlier *earlier, enum mark_kind kind, struct str text)
{
	size_t at = hash_of(earlier, kind, text) % SLOTS;
	while (earlier->slots[at].kind &&
	       (earlier->slots[at].kind != (unsigned)kind || !str_eq_fold(earlier->slots[at].text, text)))
		at = (at + 1) % SLOTS;
	return &earlier->slots[at];
}

struct kind_and_text { enum mark_kind kind; struct str text; };

static size_t counting_marks(const struct machine_marks *marks, struct kind_and_text ret[1 + EARLIER_MARKS_MOST])
{
	const mark_list *list = marks->disks.count ? &marks->disks : &marks->windows;
	enum mark_kind kind = marks->disks.count ? MARK_DISK : MARK_WINDOWS;
	size_t count = 0;
	if (marks->computer.len)
		ret[count++] = (struct kind_and_text){ MARK_COMPUTER, marks->computer };
	for (size_t i = 0; i < list->count; i++)
		ret[count++] = (struct kind_and_text){ kind, list->items[i] };
	return count;
}

static uint32_t machine_of(struct arena *arena, struct earlier *earlier, const struct machine_marks *marks)
{
	struct kind_and_text all[1 + EARLIER_MARKS_MOST];
	size_t count = counting_marks(marks, all);
	uint32_t machine = 0;
	if (!earlier->slots) {
		earlier->slots = arena_calloc(arena, SLOTS, sizeof *earlier->slots);
		earlier->seed = (uint64_t)channel_clock() * UINT64_C(0x9e3779b97f4a7c15);
	}
	for (size_t i = 0; i < count && !machine; i++)
		machine = slot_of(earlier, all[i].kind, all[i].text)->machine;
	machine = machine ? machine : (uint32_t)++earlier->machines;
	for (size_t i = 0; i < count; i++) {
		struct mark_slot *slot = slot_of(earlier, all[i].kind, all[i].text);
		earlier->marks += !slot->kind;
		if (!slot->kind)
			*slot = (struct mark_slot){ all[i].text, (unsigned)all[i].kind, machine };
	}
	return machine;
}

/* ---- lines ---- */

/* One report, before it is known whether it is one. */
struct taking {
	struct past_check past;
	ARRAY_OF(struct str) fingerprints;
};

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

static struct str word_or_empty(struct str word)
{
	return str_eq(word, STR("-")) || !earlier_is_plain(word) ? (struct str){ 0 } : word;
}

static void take_check(struct arena *arena, struct str line, struct past_check *ret)
{
	unsigned verdict;
	struct earlier_check *check = &ret->check;
	struct str time = str_cut(line, '\t', &line), word = str_cut(line, '\t', &line),
		   hash = str_cut(line, '\t', &line);
	if (ret->hash.len || !time_parse(time, &check->when) || !word_find(&verdict_words, word, &verdict) ||
	    !is_hex(hash, HASH_DIGITS))
		return;
	check->verdict = (enum verdict)verdict;
	check->code = check_code_of(arena, hash);
	check->listed = str_eq(line, STR("listed"));
	ret->hash = str_copy(arena, hash);
}

static void take_judged(struct arena *arena, struct str line, struct earlier_check *ret)
{
	ret->rules = str_copy(arena, word_or_empty(str_cut(line, '\t', &line)));
	ret->mode = str_copy(arena, word_or_empty(str_cut(line, '\t', &line)));
	ret->policy = is_hex(line, HASH_DIGITS) ? str_copy(arena, line) : (struct str){ 0 };
}

static void take_item(struct arena *arena, struct str line, struct earlier_check *ret)
{
	uint64_t number;
	struct str digits = str_cut(line, '\t', &line), effect = str_cut(line, '\t', &line),
		   rule = str_cut(line, '\t', &line);
	if (!str_to_u64(digits, 10, &number) || !number || number > EARLIER_ITEMS_MOST || !is_label(rule, 12) ||
	    !is_hex(line, 16) || ret->items.count >= EARLIER_ITEMS_MOST)
		return;
	*array_push(arena, &ret->items) = (struct earlier_item){
		(unsigned)number, str_copy(arena, rule), str_copy(arena, line), str_eq(effect, STR("fail"))
	};
}

static bool take_count(struct str text, size_t *ret)
{
	uint64_t count;
	bool good = str_to_u64(text, 10, &count) && count <= LIMIT_JSON_BYTES; /* a row is a byte at least */
	*ret = good ? (size_t)count : 0;
	return good;
}

static bool take_line(struct arena *arena, struct str line, struct taking *ret)
{
	struct str text, word = str_cut(line, '\t', &text);
	struct machine_marks *marks = &ret->past.marks;
	if (str_eq(word, STR("check")))
		take_check(arena, text, &ret->past);
	else if (str_eq(word, STR("judged")))
		take_judged(arena, text, &ret->past.check);
	else if (str_eq(word, STR("item")))
		take_item(arena, text, &ret->past.check);
	else if (!earlier_is_plain(text))
		return false;
	else if (str_eq(word, STR("computer")) && is_real_serial(text))
		marks->computer = str_copy(arena, text);
	else if (str_eq(word, STR("disk")))
		add(arena, &marks->disks, text);
	else if (str_eq(word, STR("windows")))
		add(arena, &marks->windows, text);
	else if (str_eq(word, STR("sources")))
		return take_count(text, &ret->past.sources);
	else if (str_eq(word, STR("systems")))
		return take_count(text, &ret->past.systems);
	else if (str_eq(word, STR("items-left")))
		return take_count(text, &ret->past.check.items_left);
	else if (str_eq(word, STR("account")) && text.len == EARLIER_FINGERPRINT_BYTES &&
		 ret->fingerprints.count < EARLIER_FINGERPRINTS_MOST)
		*array_push(arena, &ret->fingerprints) = text;
	return true;
}

enum earlier_taken earlier_take(struct arena *arena, struct earlier *earlier, struct str lines)
{
	struct taking taking = { 0 };
	while (lines.len) {
		struct str line = str_cut(lines, '\n', &lines);
		if (!take_line(arena, line, &taking))
			return EARLIER_NOT_OURS;
	}
	size_t items = taking.past.check.items.count;
	if (earlier->marks + 1 + EARLIER_MARKS_MOST > ALL_MARKS_MOST || earlier->items + items > ALL_ITEMS_MOST ||
	    earlier->seen.count + taking.fingerprints.count > ALL_FINGERPRINTS_MOST)
		return EARLIER_NO_ROOM;
	uint32_t machine = machine_of(arena, earlier, &taking.past.marks);
	for (size_t i = 0; i < taking.fingerprints.count; i++) {
		struct seen_mark *seen = array_push(arena, &earlier->seen);
		seen->machine = machine;
		memcpy(seen->fingerprint, taking.fingerprints.items[i].data, sizeof seen->fingerprint);
	}
	earlier->items += items;
	earlier->read++;
	if (taking.past.hash.len)
		*array_push(arena, &earlier->checks) = taking.past;
	return EARLIER_TAKEN;
}

/* ---- answers ---- */

static int by_fingerprint(const void *a, const void *b)
{
	const struct seen_mark *one = a, *two = b;
	int order = memcmp(one->fingerprint, two->fingerprint, sizeof one->fingerprint);
	return order ? order : one->machine < two->machine ? -1 : one->machine > two->machine;
}

/* Machines of the earlier reports that share a mark with this one. */
static size_t machines_of(struct earlier *earlier, const struct machine_marks *marks,
			  uint32_t ret[1 + EARLIER_MARKS_MOST])
{
	struct kind_and_text all[1 + EARLIER_MARKS_MOST];
	size_t count = earlier->slots ? counting_marks(marks, all) : 0;
	for (size_t i = 0; i < count; i++)
		ret[i] = slot_of(earlier, all[i].kind, all[i].text)->machine;
	return count;
}

static bool is_among(uint32_t machine, const uint32_t *machines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (machines[i] == machine)
			return true;
	}
	return false;
}

void earlier_count(const struct earlier *earlier, const struct case_file *file, struct arena *arena,
                   struct seen_list *ret)
{
	struct machine_marks marks;
	struct earlier table = *earlier;
	uint32_t own[1 + EARLIER_MARKS_MOST];
	ARRAY_OF(struct seen_mark) others = { 0 };
	*ret = (struct seen_list){ 0 };
	marks_of(file, arena, &marks);
	size_t own_count = machines_of(&table, &marks, own);
	for (size_t i = 0; i < earlier->seen.count; i++)
		if (!is_among(earlier->seen.items[i].machine, own, own_count))
			*array_push(arena, &others) = earlier->seen.items[i];
	if (others.count)
		qsort(others.items, others.count, sizeof *others.items, by_fingerprint);
	for (size_t i = 0; i < others.count; i++) {
		const struct seen_mark *mark = &others.items[i];
		struct str text = { mark->fingerprint, sizeof mark->fingerprint };
		if (i > 0 && by_fingerprint(mark - 1, mark) == 0)
			continue;
		if (!ret->count || !str_eq(ret->items[ret->count - 1].fingerprint, text))
			*array_push(arena, ret) = (struct seen_account){ .fingerprint = text };
		ret->items[ret->count - 1].machines++;
	}
}

static bool is_disk(const struct case_file *file, struct str serial)
{
	for (size_t i = 0; i < file->sources.count; i++) {
		if (str_eq_fold(file->sources.items[i].serial, serial))
			return true;
	}
	return false;
}

static bool is_windows(const struct case_file *file, struct str guid)
{
	for (size_t i = 0; i < file->systems.count; i++) {
		if (str_eq_fold(file->systems.items[i].machine_guid, guid))
			return true;
	}
	return false;
}

/* Each of its disks has to be among those of `file`. Where one had no serial (an image, a folder), there have to be as
 * many sources and systems as then, and each Windows again; a Windows that is gone from a known disk is gone. */
static bool more_was_read(const struct past_check *past, const struct case_file *file)
{
	bool more = file->sources.count < past->sources;
	for (size_t i = 0; i < past->marks.disks.count; i++)
		more |= !is_disk(file, past->marks.disks.items[i]);
	if (past->marks.disks.count < past->sources) {
		more |= file->systems.count < past->systems;
		for (size_t i = 0; i < past->marks.windows.count; i++)
			more |= !is_windows(file, past->marks.windows.items[i]);
	}
	return more;
}

static int older_first(const void *a, const void *b)
{
	const struct past_check *one = a, *two = b;
	if (one->check.when != two->check.when)
		return one->check.when < two->check.when ? -1 : 1;
	int order = str_compare(one->hash, two->hash);
	return order ? order : two->check.listed - one->check.listed;
}

void earlier_checks(const struct earlier *earlier, const struct case_file *file, int64_t now, struct arena *arena,
                    struct earlier_checks *ret)
{
	struct machine_marks marks;
	ARRAY_OF(struct past_check) own = { 0 };
	*ret = (struct earlier_checks){ .unread = earlier->unread, .unreadable = earlier->odd };
	marks_of(file, arena, &marks);
	for (size_t i = 0; i < earlier->checks.count; i++)
		if (same_machine(&marks, &earlier->checks.items[i].marks))
			*array_push(arena, &own) = earlier->checks.items[i];
	if (own.count)
		qsort(own.items, own.count, sizeof *own.items, older_first);
	for (size_t i = 0; i < own.count; i++) {
		const struct past_check *past = &own.items[i];
		if (i > 0 && str_eq(past->hash, past[-1].hash))
			continue;
		if (past->check.when <= now - SECOND) {
			struct earlier_check *check = array_push(arena, ret);
			*check = past->check;
			check->more_was_read = more_was_read(past, file);
		}
		ret->later += past->check.when >= now + SECOND;
	}
}
