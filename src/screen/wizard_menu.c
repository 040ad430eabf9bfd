/* What the number keys choose on each page. */
#include <string.h>

#include "base/timestamp.h"
#include "screen/wizard_parts.h"

static const char *const roles[] = { "ben_giao", "ben_nhan", "kiem_tra" };

size_t people_of_role(const struct wizard *wizard, const struct person *ret[CHOICES_MOST - 2])
{
	size_t count = 0;
	unsigned asked = wizard->page - PAGE_GIVER;
	for (size_t i = 0; asked < 3 && i < wizard->setup.policy->people.count && count < CHOICES_MOST - 2; i++)
		if (str_eq_c(wizard->setup.policy->people.items[i].role, roles[asked]))
			ret[count++] = &wizard->setup.policy->people.items[i];
	return count;
}

unsigned menu_count(const struct wizard *wizard)
{
	const struct person *people[CHOICES_MOST - 2];
	switch (wizard->page) {
	case PAGE_WELCOME:
	case PAGE_CONSENT:
	case PAGE_SECRET:
	case PAGE_CLOCK:
	case PAGE_KEY_SKIP:
	case PAGE_STOP:
	case PAGE_FINISH: return 2;
	case PAGE_KEEP: return 1;
	case PAGE_SECRET_STOP: return str_eq(wizard->setup.policy->secret, STR("co")) ? 2 : 1;
	case PAGE_PURPOSE: return MODE_COUNT;
	case PAGE_GIVER:
	case PAGE_RECEIVER:
	case PAGE_INSPECTOR: return (unsigned)people_of_role(wizard, people) + 2;
	case PAGE_SERIAL:
	case PAGE_OWNER:
	case PAGE_SAVE_FAILED: return 3;
	case PAGE_DISKS: return 1;
	case PAGE_HIDDEN:
	case PAGE_NO_DISK: return 2;
	case PAGE_STICKS: return (unsigned)wizard->sticks.count;
	case PAGE_UNSAFE: return 1;
	case PAGE_FAILED: return has_disk(wizard) ? 2 : 1;
	default: return 0;
	}
}

/* Nothing is selected where an unread Enter would state something. */
int menu_preselected(const struct wizard *wizard)
{
	switch (wizard->page) {
	case PAGE_WELCOME:
	case PAGE_PURPOSE:
	case PAGE_DISKS:
	case PAGE_KEY_SKIP:
	case PAGE_STOP:
	case PAGE_FINISH:
	case PAGE_SAVE_FAILED:
	case PAGE_GIVER:
	case PAGE_RECEIVER:
	case PAGE_INSPECTOR: return 0;
	default: return -1;
	}
}

static void off(struct wizard *wizard)
{
	wizard->request = REQUEST_OFF;
	go(wizard, PAGE_OFF);
}

static void choose_consent(struct wizard *wizard, unsigned number)
{
	wizard->consented = number == 1;
	if (wizard->consented)
		go_on(wizard);
	else
		off(wizard);
}

static void choose_secret(struct wizard *wizard, unsigned number)
{
	if (number == 2) {
		go(wizard, PAGE_SECRET_STOP);
		return;
	}
	wizard->screen_only = false;
	wizard->secret_settled = true;
	go_on(wizard);
}

/* From here on disks are read: while the people answer, it is seen which disks there are. */
static void start_probe(struct wizard *wizard)
{
	if (!wizard->probing && has_disk(wizard)) {
		wizard->probing = true;
		wizard->request = REQUEST_PROBE;
	}
}

static void choose_secret_stop(struct wizard *wizard, unsigned number)
{
	if (number == 1) {
		off(wizard);
		return;
	}
	wizard->screen_only = true;
	wizard->secret_settled = true;
	start_probe(wizard);
	wizard->page = PAGE_SECRET;
	go_on(wizard);
}

static void choose_purpose(struct wizard *wizard, unsigned number)
{
	static const enum mode modes[] = { MODE_ACCEPTANCE, MODE_BEFORE_REPAIR, MODE_AFTER_REPAIR, MODE_IN_USE,
					   MODE_FORENSIC };
	wizard->mode = modes[number - 1];
	go_on(wizard);
}

static void choose_person(struct wizard *wizard, unsigned number)
{
	const struct person *people[CHOICES_MOST - 2];
	size_t count = people_of_role(wizard, people);
	unsigned asked = wizard->page - PAGE_GIVER;
	wizard->person_asked = asked;
	wizard->people[asked] = (struct person){ .role = str_from_c(roles[asked]) };
	if (number <= count)
		wizard->people[asked] = *people[number - 1];
	if (number == count + 1)
		go(wizard, PAGE_NAME);
	else
		go_on(wizard);
}

static void choose_owner(struct wizard *wizard, unsigned number)
{
	static const enum owner_choice answers[] = { OWNER_OWN, OWNER_OTHER, OWNER_UNKNOWN };
	wizard->owners[wizard->owner_index++] = answers[number - 1];
	if (wizard->owner_index < wizard->result.accounts.count && wizard->owner_index < WIZARD_OWNERS_MOST) {
		go(wizard, PAGE_OWNER);
		return;
	}
	wizard->request = REQUEST_JUDGE;
	wizard->inspecting = true;
	wizard->step = PROGRESS_STEPS - 1;
	go(wizard, PAGE_PROGRESS);
}

static void choose_key_skip(struct wizard *wizard, unsigned number)
{
	if (number == 1) {
		go(wizard, PAGE_KEY);
		return;
	}
	explicit_bzero(&wizard->keys[wizard->key_index], sizeof wizard->keys[0]);
	wizard->keys[wizard->key_index].skipped = true;
	next_locked(wizard);
}

static void choose_stop(struct wizard *wizard, unsigned number)
{
	if (number == 1) {
		go(wizard, PAGE_PROGRESS);
		return;
	}
	wizard->request = REQUEST_CANCEL;
	wizard->inspecting = false;
	explicit_bzero(&wizard->ahead, sizeof wizard->ahead);
	forget_result(wizard);
	go(wizard, has_disk(wizard) && people_agreed(wizard) ? PAGE_DISKS : PAGE_WELCOME);
}

static void choose_after_failed_save(struct wizard *wizard, unsigned number)
{
	if (number == 1) {
		ask_to_save(wizard);
	} else if (number == 2) {
		wizard->request = REQUEST_STICKS;
	} else {
		go(wizard, PAGE_VERDICT);
	}
}

static void choose_stick(struct wizard *wizard, unsigned number)
{
	wizard->stick = wizard->sticks.items[number - 1].name;
	ask_to_save(wizard);
}

static void choose_finish(struct wizard *wizard, unsigned number)
{
	if (number == 1) {
		ask_to_save(wizard);
	} else {
		off(wizard);
	}
}

static void choose_clock(struct wizard *wizard, unsigned number)
{
	wizard->clock_shift = 0;
	wizard->clock_corrected = false;
	if (number == 2)
		go(wizard, PAGE_CLOCK_ENTRY);
	else
		go_on(wizard);
}

static void choose_failed(struct wizard *wizard, unsigned number)
{
	if (number == 1 && has_disk(wizard))
		after_keys(wizard);
	else
		off(wizard);
}

void menu_choose(struct wizard *wizard, unsigned number)
{
	switch (wizard->page) {
	case PAGE_WELCOME:
		wizard->language = number == 2 ? LANGUAGE_EN : LANGUAGE_VI;
		go_on(wizard);
		break;
	case PAGE_CONSENT: choose_consent(wizard, number); break;
	case PAGE_PURPOSE: choose_purpose(wizard, number); break;
	case PAGE_SECRET:
		if (number == 1)
			start_probe(wizard);
		choose_secret(wizard, number);
		break;
	case PAGE_SECRET_STOP: choose_secret_stop(wizard, number); break;
	case PAGE_GIVER:
	case PAGE_RECEIVER:
	case PAGE_INSPECTOR: choose_person(wizard, number); break;
	case PAGE_SERIAL:
		wizard->label = LABEL_MATCHES + number - 1;
		go_on(wizard);
		break;
	case PAGE_CLOCK: choose_clock(wizard, number); break;
	case PAGE_KEEP:
	case PAGE_DISKS: go_on(wizard); break;
	case PAGE_HIDDEN:
	case PAGE_NO_DISK: number == 1 ? go_on(wizard) : off(wizard); break;
	case PAGE_KEY_SKIP: choose_key_skip(wizard, number); break;
	case PAGE_STOP: choose_stop(wizard, number); break;
	case PAGE_OWNER: choose_owner(wizard, number); break;
	case PAGE_SAVE_FAILED: choose_after_failed_save(wizard, number); break;
	case PAGE_STICKS: choose_stick(wizard, number); break;
	case PAGE_FINISH: choose_finish(wizard, number); break;
	case PAGE_FAILED: choose_failed(wizard, number); break;
	case PAGE_UNSAFE: off(wizard); break;
	default: break;
	}
}
