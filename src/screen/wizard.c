/* Order of the pages, events from outside, automatic run. */
#include "screen/wizard.h"

#include <string.h>

#include "base/timestamp.h"
#include "screen/wizard_parts.h"

static const char *const page_names[PAGE_COUNT] = {
	[PAGE_WELCOME] = "welcome",
	[PAGE_CONSENT] = "consent",
	[PAGE_PURPOSE] = "purpose",
	[PAGE_KEEP] = "keep",
	[PAGE_SECRET] = "secret",
	[PAGE_SECRET_STOP] = "secret-stop",
	[PAGE_GIVER] = "giver",
	[PAGE_RECEIVER] = "receiver",
	[PAGE_INSPECTOR] = "inspector",
	[PAGE_NAME] = "name",
	[PAGE_TITLE] = "title",
	[PAGE_SERIAL] = "serial",
	[PAGE_CLOCK] = "clock",
	[PAGE_CLOCK_ENTRY] = "clock-entry",
	[PAGE_REPAIR_FROM] = "repair-from",
	[PAGE_REPAIR_TO] = "repair-to",
	[PAGE_WAIT] = "wait",
	[PAGE_DISKS] = "disks",
	[PAGE_HIDDEN] = "hidden",
	[PAGE_NO_DISK] = "no-disk",
	[PAGE_KEY] = "key",
	[PAGE_KEY_SKIP] = "key-skip",
	[PAGE_PROGRESS] = "progress",
	[PAGE_STOP] = "stop",
	[PAGE_OWNER] = "owner",
	[PAGE_VERDICT] = "verdict",
	[PAGE_FINDING] = "finding",
	[PAGE_UNDONE] = "undone",
	[PAGE_CHANGES] = "changes",
	[PAGE_PASSWORD] = "password",
	[PAGE_PASSWORD_AGAIN] = "password-again",
	[PAGE_SAVING] = "saving",
	[PAGE_SAVED] = "saved",
	[PAGE_SAVE_FAILED] = "save-failed",
	[PAGE_STICKS] = "sticks",
	[PAGE_FINISH] = "finish",
	[PAGE_OFF] = "off",
	[PAGE_UNSAFE] = "unsafe",
	[PAGE_FAILED] = "failed",
};

/* The questions in their order; which of them apply depends on what is known. */
static const enum wizard_page_id order[] = {
	PAGE_WELCOME,  PAGE_CONSENT,   PAGE_PURPOSE, PAGE_KEEP,	 PAGE_SECRET,	   PAGE_GIVER,
	PAGE_RECEIVER, PAGE_INSPECTOR, PAGE_SERIAL,  PAGE_CLOCK, PAGE_REPAIR_FROM, PAGE_REPAIR_TO,
	PAGE_WAIT,     PAGE_HIDDEN,    PAGE_NO_DISK, PAGE_DISKS, PAGE_KEY,	   PAGE_PROGRESS,
};
#define ORDER_COUNT (sizeof order / sizeof *order)

const char *wizard_page_name(enum wizard_page_id page)
{
	return page < PAGE_COUNT ? page_names[page] : "none";
}

bool has_disk(const struct wizard *wizard)
{
	for (size_t i = 0; i < wizard->setup.disks.count; i++)
		if (!wizard->setup.disks.items[i].medium)
			return true;
	return false;
}

static bool applies(const struct wizard *wizard, enum wizard_page_id page)
{
	switch (page) {
	case PAGE_PURPOSE: return !wizard->setup.policy->has_mode;
	case PAGE_KEEP: return wizard->mode == MODE_FORENSIC;
	case PAGE_SERIAL: return wizard->setup.serial.len > 0;
	case PAGE_REPAIR_FROM:
	case PAGE_REPAIR_TO: return wizard->mode == MODE_AFTER_REPAIR;
	case PAGE_WAIT: return wizard->probing && !wizard->probed;
	case PAGE_HIDDEN: return wizard->setup.hidden.count > 0;
	case PAGE_NO_DISK: return !has_disk(wizard) && wizard->setup.hidden.count == 0;
	case PAGE_DISKS: return has_disk(wizard);
	case PAGE_KEY: return wizard->key_index < wizard->probe.locked.count && wizard->key_index < WIZARD_KEYS_MOST;
	default: return true;
	}
}

void go(struct wizard *wizard, enum wizard_page_id page)
{
	wizard->page = page;
	wizard->part = 0;
	wizard->parts = 1;
	wizard->entry_wrong = false;
	wizard->help = false;
	wizard->selected = menu_preselected(wizard);
	if (page_has_entry(page) && page != PAGE_KEY)
		wizard->typed = (struct typed){ .plain = wizard->language != LANGUAGE_VI || page == PAGE_PASSWORD ||
							 page == PAGE_PASSWORD_AGAIN };
}

bool has_changes(const struct wizard *wizard)
{
	for (size_t i = 0; i < wizard->result.lines.count; i++)
		if (wizard->result.lines.items[i].finding == RESULT_CHANGES)
			return true;
	return false;
}

/* What a run by itself found is saved by itself, or where the configuration wants such runs. When somebody has come in
 * between and it does not, people agree first, and then it is looked at once more with their answers. */
static bool may_save_unasked(const struct wizard *wizard)
{
	return people_agreed(wizard) || wizard->unattended || wizard->setup.power_off_after;
}

void ask_to_save(struct wizard *wizard)
{
	if (!may_save_unasked(wizard)) {
		forget_result(wizard);
		go(wizard, PAGE_CONSENT);
		return;
	}
	/* The copy with every name is nothing that a run by itself may leave. */
	if (wizard->setup.policy->protect && !wizard->password_settled && people_agreed(wizard)) {
		go(wizard, PAGE_PASSWORD);
		return;
	}
	wizard->request = REQUEST_SAVE;
	go(wizard, PAGE_SAVING);
}

static size_t place_in_order(enum wizard_page_id page)
{
	size_t i = 0;
	while (i < ORDER_COUNT && order[i] != page)
		i++;
	return i;
}

void forget_result(struct wizard *wizard)
{
	wizard->has_result = wizard->saved = false;
	wizard->result = (struct result){ 0 };
	wizard->qr = (struct page_qr){ 0 };
	wizard->finding = 0;
	wizard->owner_index = 0;
	memset(wizard->owners, 0, sizeof wizard->owners);
	wizard->save_folder = (struct str){ 0 };
	wizard->disks_still_read_only = true;
	wizard->disk_writes = 0;
}

static void start_inspection(struct wizard *wizard)
{
	forget_result(wizard);
	explicit_bzero(&wizard->ahead, sizeof wizard->ahead);
	wizard->inspecting = true;
	wizard->request = REQUEST_INSPECT;
	wizard->bar = 0;
	wizard->step = 0;
	wizard->source = wizard->source_count = 0;
	memset(wizard->step_seconds, 0, sizeof wizard->step_seconds);
	wizard->started = wizard->step_started;
	go(wizard, PAGE_PROGRESS);
}

bool people_agreed(const struct wizard *wizard)
{
	return wizard->consented && wizard->secret_settled;
}

static bool has_key(const struct wizard *wizard)
{
	for (size_t i = 0; i < WIZARD_KEYS_MOST; i++)
		if (wizard->keys[i].complete)
			return true;
	return false;
}

bool keys_are_tried(const struct wizard *wizard)
{
	return wizard->inspecting && has_key(wizard);
}

static void forget_keys(struct wizard *wizard)
{
	explicit_bzero(wizard->keys, sizeof wizard->keys);
	explicit_bzero(&wizard->ahead, sizeof wizard->ahead);
}

static void end_with(struct wizard *wizard)
{
	forget_keys(wizard);
	go(wizard, PAGE_VERDICT);
}

/* A second round after keys that opened nothing is only worth while with a new one. After a run by itself people have
 * not been asked yet. */
void after_keys(struct wizard *wizard)
{
	if (!people_agreed(wizard))
		go(wizard, PAGE_WELCOME);
	else if (wizard->has_result && !has_key(wizard))
		end_with(wizard);
	else
		start_inspection(wizard);
}

void next_locked(struct wizard *wizard)
{
	do
		wizard->key_index++;
	while (wizard->key_index < WIZARD_KEYS_MOST &&
	       (wizard->keys[wizard->key_index].complete || wizard->keys[wizard->key_index].skipped));
	wizard->page = PAGE_DISKS;
	go_on(wizard);
}

void go_on(struct wizard *wizard)
{
	enum wizard_page_id from = wizard->page;
	if (from == PAGE_NAME || from == PAGE_TITLE)
		from = PAGE_GIVER + wizard->person_asked;
	if (from == PAGE_CLOCK_ENTRY)
		from = PAGE_CLOCK;
	for (size_t i = place_in_order(from) + 1; i < ORDER_COUNT; i++) {
		if (!applies(wizard, order[i]))
			continue;
		if (order[i] == PAGE_PROGRESS)
			after_keys(wizard);
		else
			go(wizard, order[i]);
		return;
	}
}

void go_back(struct wizard *wizard)
{
	enum wizard_page_id from = wizard->page;
	if (from == PAGE_NAME || from == PAGE_TITLE) {
		go(wizard, PAGE_GIVER + wizard->person_asked);
		return;
	}
	if (from == PAGE_CLOCK_ENTRY) {
		go(wizard, PAGE_CLOCK);
		return;
	}
	for (size_t i = place_in_order(from); i > 0 && i < ORDER_COUNT; i--) {
		if (!applies(wizard, order[i - 1]) || order[i - 1] == PAGE_WAIT)
			continue;
		go(wizard, order[i - 1]);
		return;
	}
}

void wizard_init(struct wizard *wizard, struct arena *arena, const struct wizard_setup *setup)
{
	*wizard = (struct wizard){
		.arena = arena, .setup = *setup, .parts = 1, .mode = MODE_ACCEPTANCE, .disks_still_read_only = true
	};
	wizard->repair_from = wizard->repair_to = TIME_UNKNOWN;
	if (setup->policy->has_mode)
		wizard->mode = setup->policy->mode;
	if (setup->automatic && !setup->unsafe)
		wizard->countdown = AUTOMATIC_SECONDS;
	go(wizard, setup->unsafe ? PAGE_UNSAFE : PAGE_WELCOME);
}

void wizard_done(struct wizard *wizard)
{
	forget_keys(wizard);
	explicit_bzero(&wizard->typed, sizeof wizard->typed);
	explicit_bzero(wizard->password, sizeof wizard->password);
}

enum wizard_request wizard_take_request(struct wizard *wizard)
{
	enum wizard_request request = wizard->request;
	wizard->request = REQUEST_NONE;
	return request;
}

int64_t wizard_now(const struct wizard *wizard)
{
	return time_from_unix(wizard->setup.clock + wizard->clock_shift - VIETNAM_SECONDS);
}

/* Nobody answers: what the configuration allows, and nothing that states anything about people or labels. */
static void start_by_itself(struct wizard *wizard)
{
	wizard->unattended = true;
	wizard->screen_only = str_eq(wizard->setup.policy->secret, STR("co"));
	wizard->probing = false;
	start_inspection(wizard);
}

static void count_down(struct wizard *wizard)
{
	if (wizard->countdown == 0 || --wizard->countdown > 0)
		return;
	if (wizard->page == PAGE_WELCOME) {
		start_by_itself(wizard);
	} else {
		wizard->request = REQUEST_OFF;
		go(wizard, PAGE_OFF);
	}
}

void wizard_tick(struct wizard *wizard, int64_t seconds, int64_t clock)
{
	wizard->setup.clock = clock;
	if (wizard->inspecting && seconds > wizard->step_started)
		wizard->step_seconds[wizard->step] += (unsigned)(seconds - wizard->step_started);
	if (seconds > wizard->step_started && wizard->countdown)
		count_down(wizard);
	wizard->step_started = seconds;
}

void wizard_probed(struct wizard *wizard, const struct result *probe)
{
	if (!wizard->probing || wizard->probed)
		return;
	wizard->probe = *probe;
	wizard->probed = true;
	if (wizard->page == PAGE_WAIT)
		go_on(wizard);
}

/* Shares of the whole, in thousandths, measured on office PCs: opening, Windows, users, browsers; for all disks at once
 * the case, the verdict, the report. */
static const unsigned shares[PROGRESS_STEPS + 1] = { 0, 20, 150, 550, 700, 960, 965, 970, 1000 };

void wizard_progress(struct wizard *wizard, unsigned step, unsigned done, unsigned total)
{
	if (step >= PROGRESS_STEPS || !wizard->inspecting)
		return;
	if (step == 1) {
		wizard->source = done;
		wizard->source_count = total;
		done = 0;
	}
	wizard->step = step;
	unsigned within = total ? (shares[step + 1] - shares[step]) * (done < total ? done : total) / total : 0;
	unsigned bar = shares[step] + within;
	if (wizard->source_count > 1 && step < STEPS_OF_DISKS)
		bar = (wizard->source * 1000 + bar) / wizard->source_count;
	if (bar > wizard->bar)
		wizard->bar = bar < 1000 ? bar : 1000;
}

static bool asks_owners(const struct wizard *wizard)
{
	return wizard->mode == MODE_IN_USE && !wizard->unattended &&
	       wizard->owner_index < wizard->result.accounts.count && wizard->owner_index < WIZARD_OWNERS_MOST;
}

/* Keys that were typed well and opened nothing: asked for again, the first with what was typed since. */
static bool ask_again(struct wizard *wizard)
{
	size_t first = WIZARD_KEYS_MOST;
	for (size_t i = 0; i < wizard->probe.locked.count && i < WIZARD_KEYS_MOST; i++) {
		const struct result_locked *asked = &wizard->probe.locked.items[i];
		for (size_t k = 0; k < wizard->result.locked.count && wizard->keys[i].complete; k++) {
			const struct result_locked *still = &wizard->result.locked.items[k];
			if (still->source != asked->source || still->volume != asked->volume)
				continue;
			explicit_bzero(&wizard->keys[i], sizeof wizard->keys[i]);
			wizard->keys[i].refused = true;
			first = i < first ? i : first;
		}
	}
	if (first == WIZARD_KEYS_MOST)
		return false;
	wizard->key_index = first;
	wizard->keys[first] = wizard->ahead;
	wizard->keys[first].refused = true;
	explicit_bzero(&wizard->ahead, sizeof wizard->ahead);
	return true;
}

void wizard_result(struct wizard *wizard, const struct result *result, bool still_read_only, uint64_t disk_writes)
{
	if (!wizard->inspecting)
		return;
	wizard->result = *result;
	wizard->has_result = true;
	wizard->inspecting = false;
	wizard->disks_still_read_only = still_read_only;
	wizard->disk_writes = disk_writes;
	wizard->finding = 0;
	wizard->bar = 1000;
	if (ask_again(wizard)) {
		go(wizard, PAGE_KEY);
		return;
	}
	end_with(wizard);
	if (asks_owners(wizard)) {
		go(wizard, PAGE_OWNER);
		return;
	}
	if (wizard->unattended && !wizard->screen_only)
		wizard->request = REQUEST_SAVE;
}

static void after_unattended_save(struct wizard *wizard)
{
	go(wizard, PAGE_VERDICT);
	wizard->countdown = wizard->setup.power_off_after ? AUTOMATIC_SECONDS : 0;
}

/* Only what was asked for comes in: a result that may be saved. */
static bool may_save(const struct wizard *wizard)
{
	return wizard->has_result && !wizard->inspecting && !wizard->screen_only;
}

void wizard_saved(struct wizard *wizard, struct str folder, uint64_t reports_left)
{
	if (!may_save(wizard))
		return;
	wizard->saved = true;
	wizard->save_folder = folder;
	wizard->reports_left = reports_left;
	if (wizard->unattended)
		after_unattended_save(wizard);
	else
		go(wizard, PAGE_SAVED);
}

void wizard_save_failed(struct wizard *wizard, enum save_failure failure, struct str reason)
{
	if (!may_save(wizard))
		return;
	wizard->failure = failure;
	wizard->failure_reason = reason;
	go(wizard, PAGE_SAVE_FAILED);
}

void wizard_sticks(struct wizard *wizard, const struct stick *sticks, size_t count)
{
	if (!may_save(wizard))
		return;
	wizard->sticks.count = 0;
	for (size_t i = 0; i < count && i < CHOICES_MOST; i++)
		*array_push(wizard->arena, &wizard->sticks) = sticks[i];
	go(wizard, PAGE_STICKS);
}

void wizard_failed(struct wizard *wizard, struct str what)
{
	if (!wizard->inspecting)
		return;
	wizard->inspecting = false;
	wizard->own_failure = what;
	forget_result(wizard);
	forget_keys(wizard);
	go(wizard, PAGE_FAILED);
}
