/* What the wizard asks for, done; what the inspection says, passed on. */
#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/timestamp.h"
#include "cmd/live.h"
#include "report/check_code.h"
#include "report/qr.h"

#define EVENT_BYTES (2 * GIB)

static struct str digits_of(struct arena *arena, const struct key_entry *entry)
{
	char *digits = arena_alloc(arena, KEY_GROUPS * GROUP_DIGITS + 1);
	for (size_t i = 0; i < KEY_GROUPS; i++)
		memcpy(digits + i * GROUP_DIGITS, entry->digits[i], GROUP_DIGITS);
	return (struct str){ digits, KEY_GROUPS * GROUP_DIGITS };
}

static void fill_request(struct live *live, struct arena *arena, struct live_request *ret)
{
	const struct wizard *wizard = &live->wizard;
	*ret = (struct live_request){
		.mode = wizard->mode,
		.english = wizard->language == LANGUAGE_EN,
		.counted_only = !wizard->consented && !live->policy.configured,
		.now = wizard_now(wizard),
		.label = wizard->label,
		.clock_corrected = wizard->clock_corrected,
		.clock_shift = wizard->clock_shift,
		.repair_from = wizard->repair_from,
		.repair_to = wizard->repair_to,
	};
	for (size_t i = 0; i < 3; i++) {
		ret->people[i][0] = wizard->people[i].name;
		ret->people[i][1] = wizard->people[i].title;
		ret->people[i][2] = wizard->people[i].role;
	}
	for (size_t i = 0; i < WIZARD_KEYS_MOST; i++)
		if (wizard->keys[i].complete)
			*array_push(arena, &ret->keys) = digits_of(arena, &wizard->keys[i]);
}

static const struct result nothing; /* of a first look that failed */

static void ask_conductor(struct live *live, bool whole)
{
	struct arena arena;
	struct live_request request;
	arena_init(&arena, 4 * MIB);
	fill_request(live, &arena, &request);
	bool asked = whole ? conductor_inspect(&live->conductor, &request)
			   : conductor_probe(&live->conductor, &request);
	for (size_t i = 0; i < request.keys.count; i++)
		explicit_bzero((void *)(uintptr_t)request.keys.items[i].data, request.keys.items[i].len);
	if (!asked && whole)
		wizard_failed(&live->wizard, STR("the inspection's process does not answer"));
	else if (!asked)
		wizard_probed(&live->wizard, &nothing);
	arena_done(&arena);
}

static void judge_again(struct live *live)
{
	live_owner_list owners = { 0 };
	for (size_t i = 0; i < live->wizard.owner_index; i++)
		if (live->wizard.owners[i] != OWNER_UNKNOWN)
			*array_push(&live->arena, &owners) = (struct live_owner){
				live->wizard.result.accounts.items[i].id, live->wizard.owners[i] == OWNER_OWN };
	if (!conductor_judge(&live->conductor, &owners))
		wizard_failed(&live->wizard, STR("the inspection's process does not answer"));
}

/* ---- saving ---- */

static bool fetch_files(struct live *live, struct arena *arena, struct saved_file files[REPORT_FILES],
			size_t *ret_count)
{
	struct conductor_event event;
	*ret_count = 0;
	if (!conductor_files(&live->conductor, str_from_c(live->wizard.password)))
		return false;
	while (conductor_receive(&live->conductor, arena, &event) == OK) {
		if (event.kind == CONDUCTOR_FILES_END)
			return *ret_count > 0;
		if (event.kind != CONDUCTOR_FILE || *ret_count == REPORT_FILES || str_find(event.name, STR("/")) >= 0)
			return false;
		files[(*ret_count)++] = (struct saved_file){ str_to_c(arena, event.name), event.lines };
	}
	return false;
}

static struct str date_of(struct arena *arena, int64_t now)
{
	struct civil civil;
	if (!time_civil(now, 7 * 60, &civil))
		return STR("0000-00-00");
	return str_format(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* "ENOSPC": the page says it in words. */
static struct str errno_name(int reason)
{
	const char *name = reason ? strerrorname_np(reason) : NULL;
	return name ? str_from_c(name) : (struct str){ 0 };
}

/* As the paper and cauhinh.ini call it. Lists begun by older versions have the program's words ("in-use") above these. */
static struct str mode_of(enum mode mode)
{
	static const char *const names[MODE_COUNT] = { [MODE_ACCEPTANCE] = "nhan_may",
						       [MODE_IN_USE] = "ra_soat",
						       [MODE_BEFORE_REPAIR] = "chup_hien_trang",
						       [MODE_AFTER_REPAIR] = "sau_sua",
						       [MODE_FORENSIC] = "chuyen_sau" };
	return str_from_c(names[mode]);
}

static void save_on(struct live *live, struct arena *arena, const struct live_stick *stick,
		    const struct saved_file *files, size_t count)
{
	struct str folder;
	const struct live_report report = {
		.date = date_of(arena, wizard_now(&live->wizard)),
		.serial = live->hardware.serial,
		.model = live->hardware.product,
		.mode = mode_of(live->wizard.mode),
		.head = &live->wizard.result.head,
		.files = files,
		.count = count,
	};
	enum err e = live_save(stick->folder, &report, arena, &folder);
	int reason = errno;
	bool written = host_unmount(&live->host, arena);
	if (e != OK)
		wizard_save_failed(&live->wizard, live_save_failure(reason), errno_name(reason));
	else if (!written)
		wizard_save_failed(&live->wizard, SAVE_GONE, (struct str){ 0 });
	else
		wizard_saved(&live->wizard, str_copy(&live->arena, folder),
			     live_reports_left(stick->free_bytes, &report));
}

static void save(struct live *live)
{
	struct arena arena;
	struct live_stick stick;
	struct saved_file files[REPORT_FILES];
	size_t count;
	arena_init(&arena, EVENT_BYTES);
	if (!fetch_files(live, &arena, files, &count))
		wizard_save_failed(&live->wizard, SAVE_OTHER, STR("the inspection's process does not answer"));
	else if (!host_mount(&live->host, &arena, live->wizard.stick, &stick))
		wizard_save_failed(&live->wizard, stick.failure, str_copy(&live->arena, stick.text));
	else
		save_on(live, &arena, &stick, files, count);
	arena_done(&arena);
}

static void list_sticks(struct live *live)
{
	struct stick sticks[9];
	size_t count = host_sticks(&live->host, &live->arena, sticks, 9);
	wizard_sticks(&live->wizard, sticks, count);
}

void live_do_request(struct live *live)
{
	switch (wizard_take_request(&live->wizard)) {
	case REQUEST_NONE: return;
	case REQUEST_PROBE: ask_conductor(live, false); break;
	case REQUEST_INSPECT: ask_conductor(live, true); break;
	case REQUEST_JUDGE: judge_again(live); break;
	case REQUEST_SAVE: save(live); break;
	case REQUEST_STICKS: list_sticks(live); break;
	case REQUEST_CANCEL: conductor_cancel(&live->conductor); break;
	case REQUEST_OFF: live->off = true; break;
	}
	live->changed = true;
}

/* ---- events ---- */

static uint64_t writes_of(const live_disk_list *disks)
{
	uint64_t writes = 0;
	for (size_t i = 0; i < disks->count; i++) {
		const struct hardware_disk *row = &disks->items[i].row;
		if (row->source && row->writes_after > row->writes_before)
			writes += row->writes_after - row->writes_before;
	}
	return writes;
}

static void make_qr(struct live *live, const struct result *result)
{
	struct qr qr;
	struct str text = check_code_for_scanners(&live->arena, result->head.hash);
	live->wizard.qr = (struct page_qr){ 0 };
	if (text.len && qr_make(&live->arena, text, &qr) == OK)
		live->wizard.qr = (struct page_qr){ qr.width, qr.dark };
}

/* Of a PC that has secrets nothing leaves by the serial lines. */
static void log_result(const struct live *live, const struct result *result)
{
	if (live->wizard.screen_only)
		return;
	host_log(&live->host, "verdict", str_from_c(word_of(&verdict_words, result->head.verdict)));
	for (size_t i = 0; i < result->findings.count; i++)
		host_log(&live->host, "finding", result->findings.items[i].rule);
}

static void take_result(struct live *live, struct str lines)
{
	struct result result;
	if (result_read(lines, &live->arena, &result) != OK) {
		wizard_failed(&live->wizard, STR("the inspection's process sent a result out of form"));
		return;
	}
	if (!live->wizard.inspecting) {
		wizard_probed(&live->wizard, &result);
		return;
	}
	make_qr(live, &result);
	log_result(live, &result);
	wizard_result(&live->wizard, &result, live->read_only, writes_of(&live->disks));
}

static void answer_counters(struct live *live)
{
	late_disk_list late;
	live->read_only = host_check(&live->host, &live->arena, &live->disks, &late);
	(void)conductor_counters(&live->conductor, live->read_only, &live->disks, &late);
}

/* An end that nobody wished. A first look that fails leaves a list of disks without what is on them. */
static void take_end(struct live *live, struct str why)
{
	if (live->wizard.inspecting)
		wizard_failed(&live->wizard,
			      str_copy(&live->arena, why.len ? why : STR("the inspection ended without a result")));
	else if (live->wizard.probing && !live->wizard.probed)
		wizard_probed(&live->wizard, &nothing);
}

void live_take_event(struct live *live)
{
	struct arena arena;
	struct conductor_event event;
	arena_init(&arena, EVENT_BYTES);
	if (conductor_receive(&live->conductor, &arena, &event) != OK) {
		live->gone = true;
		arena_done(&arena);
		return;
	}
	enum wizard_page_id before = live->wizard.page;
	switch (event.kind) {
	case CONDUCTOR_PROGRESS: wizard_progress(&live->wizard, event.step, event.done, event.total); break;
	case CONDUCTOR_RESULT: take_result(live, event.lines); break;
	case CONDUCTOR_COUNTERS: answer_counters(live); break;
	case CONDUCTOR_LOOKED: host_log(&live->host, "earlier", event.lines); break;
	case CONDUCTOR_END: take_end(live, event.lines); break;
	default: break;
	}
	/* Progress is shown once a second, a new page at once; a first look can change the page that is shown. */
	live->changed |= before != live->wizard.page || event.kind == CONDUCTOR_RESULT;
	arena_done(&arena);
}

bool live_prove(struct live *live, struct str *ret_why)
{
	struct conductor_event event;
	if (!conductor_prove(&live->conductor) || conductor_receive(&live->conductor, &live->arena, &event) != OK ||
	    event.kind != CONDUCTOR_PROVEN) {
		*ret_why = STR("the self-test does not answer");
		return false;
	}
	*ret_why = event.lines;
	return event.lines.len == 0;
}
