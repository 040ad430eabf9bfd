/* Head and foot of every page, and the words that all pages share. */
#include <string.h>

#include "base/timestamp.h"
#include "report/words.h"
#include "screen/wizard_parts.h"

struct str text_of(const struct wizard *wizard, const char *id)
{
	return message(wizard->language, id);
}

struct str text_with(const struct wizard *wizard, struct arena *arena, const char *id, const char *name,
		     struct str value)
{
	return words_message1(arena, wizard->language, id, name, value);
}

struct item *add_choice(struct arena *arena, struct block *block, struct str text, struct str second)
{
	struct item *item = block_item(arena, block, text);
	item->second = second;
	return item;
}

struct block *add_choices(const struct wizard *wizard, struct arena *arena, block_list *list)
{
	struct block *block = page_add(arena, list, BLOCK_CHOICES);
	block->selected = wizard->selected;
	return block;
}

struct str clock_text(const struct wizard *wizard, struct arena *arena, int64_t seconds)
{
	return words_time(arena, wizard->language, time_from_unix(seconds - VIETNAM_SECONDS));
}

struct str duration_text(const struct wizard *wizard, struct arena *arena, int64_t seconds)
{
	struct placeholder values[] = {
		{ "m", str_format(arena, "%lld", (long long)(seconds / 60)) },
		{ "s", str_format(arena, "%lld", (long long)(seconds % 60)) },
	};
	return words_message(arena, wizard->language, seconds < 60 ? "ui.time.seconds" : "ui.time.minutes", values, 2);
}

struct str wizard_part_text(const struct wizard *wizard, struct arena *arena, unsigned part, unsigned count)
{
	struct placeholder values[] = { { "i", str_format(arena, "%u", part + 1) },
					{ "n", str_format(arena, "%u", count) } };
	return words_message(arena, wizard->language, "ui.part", values, 2);
}

static enum page_stage stage_of(enum wizard_page_id page)
{
	switch (page) {
	case PAGE_PROGRESS:
	case PAGE_STOP: return STAGE_CHECK;
	case PAGE_OWNER:
	case PAGE_VERDICT:
	case PAGE_FINDING:
	case PAGE_CHANGES:
	case PAGE_UNDONE:
	case PAGE_PASSWORD:
	case PAGE_PASSWORD_AGAIN:
	case PAGE_SAVING:
	case PAGE_SAVED:
	case PAGE_SAVE_FAILED:
	case PAGE_STICKS:
	case PAGE_FINISH:
	case PAGE_OFF:
	case PAGE_FAILED: return STAGE_RESULT;
	default: return STAGE_PREPARE;
	}
}

static void head(const struct wizard *wizard, struct page *page)
{
	page->read_only = text_of(wizard, "ui.head.read-only");
	page->read_only_text = text_of(wizard, "ui.head.text");
	page->stages[0] = text_of(wizard, "ui.stage.prepare");
	page->stages[1] = text_of(wizard, "ui.stage.check");
	page->stages[2] = text_of(wizard, "ui.stage.result");
}

static void right_hint(const struct wizard *wizard, struct arena *arena, struct page *page, const char *key,
		       const char *id)
{
	page_hint(arena, page, key, NULL, text_of(wizard, id))->right = true;
}

/* Where Esc leads; NULL where it does nothing. */
static const char *escape_word(const struct wizard *wizard)
{
	switch (wizard->page) {
	case PAGE_WELCOME:
	case PAGE_VERDICT:
	case PAGE_SAVING:
	case PAGE_OFF:
	case PAGE_UNSAFE: return NULL;
	case PAGE_PROGRESS: return wizard->inspecting ? "ui.hint.stop" : NULL;
	case PAGE_OWNER: return wizard->owner_index > 0 ? "ui.hint.back" : NULL;
	case PAGE_FINDING:
	case PAGE_CHANGES:
	case PAGE_UNDONE:
	case PAGE_PASSWORD:
	case PAGE_SAVED:
	case PAGE_SAVE_FAILED:
	case PAGE_FINISH: return "ui.hint.to-verdict";
	default: return "ui.hint.back";
	}
}

static void menu_hints(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const digits[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	unsigned count = menu_count(wizard);
	if (count == 0)
		return;
	bool answers = menu_preselected(wizard) < 0;
	struct hint *hint = page_hint(arena, page, digits[0],
				      count > 1 ? digits[count == 2 || count > 3 ? count - 1 : 1] : NULL,
				      text_of(wizard, answers ? "ui.hint.answer" : "ui.hint.choose"));
	hint->range = count > 3;
	if (count == 3)
		hint->keys[2] = digits[2];
	if (answers)
		return;
	if (count > 1)
		page_hint(arena, page, "up", "down", text_of(wizard, "ui.hint.move"));
	page_hint(arena, page, "Enter", NULL, text_of(wizard, "ui.hint.agree"));
}

static void entry_hints(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	bool password = wizard->page == PAGE_PASSWORD || wizard->page == PAGE_PASSWORD_AGAIN;
	bool digits = wizard->page != PAGE_NAME && wizard->page != PAGE_TITLE && !password;
	if (digits)
		page_hint(arena, page, "0", "9", text_of(wizard, "ui.hint.digits"))->range = true;
	if (wizard->page == PAGE_KEY) {
		page_hint(arena, page, "left", "right", text_of(wizard, "ui.hint.group"));
		page_hint(arena, page, "Enter", NULL, text_of(wizard, "ui.hint.key-enter"));
		return;
	}
	if (!digits && !password)
		page_hint(arena, page, "F2", NULL,
			  text_of(wizard, wizard->typed.plain ? "ui.hint.telex-on" : "ui.hint.telex-off"));
	page_hint(arena, page, "Enter", NULL, text_of(wizard, "ui.hint.done"));
}

static void result_hints(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	bool more = wizard->result.findings.count > 0 || wizard->result.head.undone > 0 || has_changes(wizard);
	if (wizard->page == PAGE_VERDICT && more)
		page_hint(arena, page, "right", NULL, text_of(wizard, "ui.hint.next"));
	else if (wizard->page == PAGE_FINDING || wizard->page == PAGE_CHANGES || wizard->page == PAGE_UNDONE)
		page_hint(arena, page, "left", "right", text_of(wizard, "ui.hint.around"));
	if (!wizard->screen_only)
		page_hint(arena, page, "F5", NULL, text_of(wizard, wizard->saved ? "ui.hint.saved" : "ui.hint.save"));
	page_hint(arena, page, "F10", NULL, text_of(wizard, "ui.hint.finish"))->spare = wizard->page != PAGE_VERDICT;
}

static void foot(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const char *escape = escape_word(wizard);
	if (page_has_entry(wizard->page))
		entry_hints(wizard, arena, page);
	else if (wizard->page == PAGE_SAVED)
		page_hint(arena, page, "F10", NULL, text_of(wizard, "ui.hint.off"));
	else if (wizard->page == PAGE_VERDICT || wizard->page == PAGE_FINDING || wizard->page == PAGE_CHANGES ||
		 wizard->page == PAGE_UNDONE)
		result_hints(wizard, arena, page);
	else
		menu_hints(wizard, arena, page);
	if (wizard->page != PAGE_OFF && wizard->page != PAGE_SAVING)
		right_hint(wizard, arena, page, "F1",
			   wizard->page == PAGE_WELCOME ? "ui.hint.help.both" : "ui.hint.help");
	if (escape)
		right_hint(wizard, arena, page, "Esc", escape);
}

void wizard_page(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page_init(page, wizard->help ? "help" : wizard_page_name(wizard->page), stage_of(wizard->page));
	head(wizard, page);
	page->part = wizard->part;
	page->turn = text_of(wizard, "ui.hint.turn");
	page->turn_by_page = !wizard->help && menu_count(wizard) > 0;
	if (wizard->help) {
		page_help(wizard, arena, page);
		right_hint(wizard, arena, page, "Esc", "ui.hint.back");
		return;
	}
	if (wizard->page <= PAGE_DISKS)
		page_prepare(wizard, arena, page);
	else if (wizard->page <= PAGE_STOP)
		page_check(wizard, arena, page);
	else if (wizard->page <= PAGE_SAVED)
		page_result(wizard, arena, page);
	else
		page_trouble(wizard, arena, page);
	foot(wizard, arena, page);
}
