/* What a key does: entries and menus first, then the keys of the results, Esc, F1. */
#include <string.h>

#include "screen/wizard_parts.h"

static void move_selection(struct wizard *wizard, int by)
{
	int count = (int)menu_count(wizard);
	if (count == 0)
		return;
	int next = wizard->selected < 0 ? (by > 0 ? 0 : count - 1) : wizard->selected + by;
	wizard->selected = next < 0 ? count - 1 : next >= count ? 0 : next;
}

static bool menu_key(struct wizard *wizard, struct key key)
{
	unsigned count = menu_count(wizard);
	if (count == 0)
		return false;
	if (key.kind == KEY_CHARACTER && key.character >= '1' && key.character < '1' + count) {
		menu_choose(wizard, key.character - '0');
		return true;
	}
	if (key.kind == KEY_UP || key.kind == KEY_DOWN) {
		move_selection(wizard, key.kind == KEY_DOWN ? 1 : -1);
		return true;
	}
	if (key.kind == KEY_ENTER && wizard->selected >= 0) {
		menu_choose(wizard, (unsigned)wizard->selected + 1);
		return true;
	}
	return false;
}

static void finish(struct wizard *wizard)
{
	if (wizard->saved || wizard->screen_only) {
		wizard->request = REQUEST_OFF;
		go(wizard, PAGE_OFF);
	} else {
		go(wizard, PAGE_FINISH);
	}
}

static void save(struct wizard *wizard)
{
	if (wizard->screen_only)
		return;
	if (wizard->saved) {
		go(wizard, PAGE_SAVED);
		return;
	}
	ask_to_save(wizard);
}

/* The pages of the result in their order: findings, changes of a repair, what was not checked. */
static unsigned item_count(const struct wizard *wizard)
{
	return (unsigned)wizard->result.findings.count + has_changes(wizard) + (wizard->result.head.undone > 0);
}

static unsigned item_shown(const struct wizard *wizard)
{
	if (wizard->page == PAGE_FINDING)
		return wizard->finding;
	unsigned after = (unsigned)wizard->result.findings.count;
	return wizard->page == PAGE_UNDONE ? after + has_changes(wizard) : after;
}

static void show_item(struct wizard *wizard, unsigned item)
{
	if (item < wizard->result.findings.count) {
		wizard->finding = item;
		go(wizard, PAGE_FINDING);
	} else {
		go(wizard, item == wizard->result.findings.count && has_changes(wizard) ? PAGE_CHANGES : PAGE_UNDONE);
	}
}

static void next_item(struct wizard *wizard)
{
	unsigned next = wizard->page == PAGE_VERDICT ? 0 : item_shown(wizard) + 1;
	if (wizard->page != PAGE_VERDICT && wizard->part + 1 < wizard->parts)
		wizard->part++;
	else if (next < item_count(wizard))
		show_item(wizard, next);
}

static void previous_item(struct wizard *wizard)
{
	if (wizard->part > 0)
		wizard->part--;
	else if (item_shown(wizard) > 0)
		show_item(wizard, item_shown(wizard) - 1);
	else
		go(wizard, PAGE_VERDICT);
}

static bool turn_part(struct wizard *wizard, struct key key)
{
	bool on = key.kind == KEY_DOWN || key.kind == KEY_PAGE_DOWN,
	     back = key.kind == KEY_UP || key.kind == KEY_PAGE_UP;
	if (on && wizard->part + 1 < wizard->parts)
		wizard->part++;
	else if (back && wizard->part > 0)
		wizard->part--;
	return on || back;
}

static void result_key(struct wizard *wizard, struct key key)
{
	switch (key.kind) {
	case KEY_RIGHT:
		if (wizard->page != PAGE_SAVED)
			next_item(wizard);
		break;
	case KEY_LEFT:
		if (wizard->page != PAGE_VERDICT && wizard->page != PAGE_SAVED)
			previous_item(wizard);
		break;
	case KEY_ESCAPE: go(wizard, PAGE_VERDICT); break;
	case KEY_F5: save(wizard); break;
	case KEY_F10: finish(wizard); break;
	default: (void)turn_part(wizard, key); break;
	}
}

static bool is_result(enum wizard_page_id page)
{
	return page == PAGE_VERDICT || page == PAGE_FINDING || page == PAGE_CHANGES || page == PAGE_UNDONE ||
	       page == PAGE_SAVED;
}

static void escape(struct wizard *wizard)
{
	switch (wizard->page) {
	case PAGE_PROGRESS: go(wizard, PAGE_STOP); break;
	case PAGE_STOP: go(wizard, PAGE_PROGRESS); break;
	case PAGE_SECRET_STOP: go(wizard, PAGE_SECRET); break;
	case PAGE_KEY_SKIP: go(wizard, PAGE_KEY); break;
	case PAGE_SAVE_FAILED:
	case PAGE_PASSWORD:
	case PAGE_FINISH: go(wizard, PAGE_VERDICT); break;
	case PAGE_PASSWORD_AGAIN:
		explicit_bzero(wizard->password, sizeof wizard->password);
		go(wizard, PAGE_PASSWORD);
		break;
	case PAGE_STICKS: go(wizard, PAGE_SAVE_FAILED); break;
	case PAGE_FAILED: go(wizard, has_disk(wizard) && people_agreed(wizard) ? PAGE_DISKS : PAGE_WELCOME); break;
	case PAGE_OWNER:
		if (wizard->owner_index > 0)
			wizard->owner_index--;
		go(wizard, PAGE_OWNER);
		break;
	default: go_back(wizard); break;
	}
}

/* A running countdown is stopped by whoever sits there. */
static bool somebody_is_there(struct wizard *wizard)
{
	bool was = wizard->countdown > 0;
	wizard->countdown = 0;
	wizard->unattended = false;
	return was && wizard->page == PAGE_VERDICT;
}

void wizard_key(struct wizard *wizard, struct key key)
{
	if (key.kind == KEY_NONE || wizard->page == PAGE_OFF || wizard->page == PAGE_SAVING ||
	    somebody_is_there(wizard))
		return;
	if (wizard->help) {
		if (!turn_part(wizard, key) && (key.kind == KEY_ESCAPE || key.kind == KEY_F1 || key.kind == KEY_ENTER))
			wizard->help = false, wizard->part = 0;
		return;
	}
	if (key.kind == KEY_F1) {
		wizard->help = true;
		wizard->part = 0;
		return;
	}
	if (entry_key(wizard, key) || menu_key(wizard, key))
		return;
	if (is_result(wizard->page))
		result_key(wizard, key);
	else if (key.kind == KEY_ESCAPE)
		escape(wizard);
	else
		(void)turn_part(wizard, key);
}
