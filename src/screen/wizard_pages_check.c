/* The pages around the inspection: hidden disks, no disk, recovery key, progress. */
#include "report/words.h"
#include "screen/wizard_parts.h"

static void two_choices(const struct wizard *wizard, struct arena *arena, struct page *page, const char *first,
			const char *second)
{
	struct block *choices = add_choices(wizard, arena, &page->right);
	add_choice(arena, choices, text_of(wizard, first), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, second), (struct str){ 0 });
}

static void hidden(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.hidden.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.hidden.text"));
	struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
	notice->text = text_of(wizard, "ui.hidden.keep");
	notice->second = text_of(wizard, "ui.hidden.why");
	struct block *rows = page_add(arena, &page->right, BLOCK_ROWS);
	for (size_t i = 0; i < wizard->setup.hidden.count; i++)
		block_item(arena, rows, words_name(arena, wizard->setup.hidden.items[i]))->label = text_of(
			wizard, "ui.hidden.controller");
	struct item *then = block_item(arena, rows, text_of(wizard, "ui.hidden.verdict"));
	then->label = text_of(wizard, "ui.hidden.verdict.label");
	page_add(arena, &page->right, BLOCK_GAP);
	two_choices(wizard, arena, page, has_disk(wizard) ? "ui.hidden.continue" : "ui.no-disk.report", "ui.off");
}

static void no_disk(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.no-disk.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.no-disk.text"));
	struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
	notice->text = text_of(wizard, "ui.no-disk.do");
	notice->second = text_of(wizard, "ui.hidden.verdict");
	two_choices(wizard, arena, page, "ui.no-disk.report", "ui.off");
}

static enum item_state group_state(const struct wizard *wizard, const struct key_entry *key, unsigned group)
{
	if (!key->digits[group][GROUP_DIGITS - 1])
		return group == key->group ? ITEM_NOW : ITEM_PENDING;
	return wizard->setup.group_is_right(key->digits[group]) ? ITEM_DONE : ITEM_WRONG;
}

static void key_notice(const struct wizard *wizard, struct arena *arena, struct page *page, const struct key_entry *key)
{
	unsigned right = 0, wrong = KEY_GROUPS;
	for (unsigned i = KEY_GROUPS; i-- > 0;) {
		enum item_state state = group_state(wizard, key, i);
		right += state == ITEM_DONE;
		wrong = state == ITEM_WRONG ? i : wrong;
	}
	if (wrong == KEY_GROUPS && right < KEY_GROUPS && !key->refused)
		return;
	struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
	notice->state = wrong < KEY_GROUPS || (key->refused && right < KEY_GROUPS) ? ITEM_WRONG : ITEM_DONE;
	if (wrong < KEY_GROUPS) {
		notice->text = text_with(wizard, arena, "ui.key.wrong", "g", str_format(arena, "%u", wrong + 1));
		notice->second = text_of(wizard, "ui.key.others-stay");
	} else if (right == KEY_GROUPS) {
		notice->text = text_of(wizard, "ui.key.all-right");
		notice->second = text_of(wizard, "ui.key.enter");
	} else {
		notice->text = text_of(wizard, "ui.key.refused");
		notice->second = text_of(wizard, "ui.key.refused.second");
	}
}

static void key(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct key_entry *entry = &wizard->keys[wizard->key_index];
	const struct result_locked *locked = &wizard->probe.locked.items[wizard->key_index];
	page->title = text_with(wizard, arena, "ui.key.title", "disk", str_format(arena, "%u", locked->source));
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.key.ask"));
	struct block *id = page_add(arena, &page->left, BLOCK_FACT);
	id->role = TEXT_CODE;
	id->label = text_of(wizard, "ui.key.id");
	id->text = locked->key_id.len ? words_name(arena, locked->key_id) : text_of(wizard, "ui.key.no-id");
	struct block *groups = page_add(arena, &page->right, BLOCK_GROUPS);
	groups->selected = (int)entry->group;
	for (unsigned i = 0; i < KEY_GROUPS; i++) {
		struct item *item = block_item(arena, groups, str_copy(arena, str_from_c(entry->digits[i])));
		item->state = group_state(wizard, entry, i);
		item->label = text_with(wizard, arena, "ui.key.group", "g", str_format(arena, "%u", i + 1));
		item->second = text_of(wizard, item->state == ITEM_WRONG ? "ui.key.again" : "ui.key.right");
	}
	key_notice(wizard, arena, page, entry);
	page_text(arena, &page->right, TEXT_LABEL, text_of(wizard, "ui.key.skip-text"));
}

static void key_skip(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.key.skip.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.key.skip-text"));
	two_choices(wizard, arena, page, "ui.key.skip.no", "ui.key.skip.yes");
}

static const char *const step_ids[PROGRESS_STEPS] = {
	"ui.step.hardware", "ui.step.disk", "ui.step.system", "ui.step.user",
	"ui.step.browser",  "ui.step.case", "ui.step.judge",  "ui.step.report",
};

static struct str running_text(const struct wizard *wizard, struct arena *arena)
{
	int64_t elapsed = wizard->step_started - wizard->started;
	struct placeholder values[] = { { "elapsed", duration_text(wizard, arena, elapsed) },
					{ "left", (struct str){ 0 } } };
	if (wizard->bar < 60 || elapsed < 3)
		return words_message(arena, wizard->language, "ui.progress.elapsed", values, 1);
	int64_t left = elapsed * (1000 - (int64_t)wizard->bar) / (int64_t)wizard->bar;
	values[1].value = duration_text(wizard, arena, left < 1 ? 1 : left);
	return words_message(arena, wizard->language, "ui.progress.time", values, 2);
}

static void progress(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->wide_right = true;
	page_add(arena, &page->top, BLOCK_BAR)->number = wizard->bar;
	page->title = text_of(wizard, "ui.progress.title");
	page_text(arena, &page->left, TEXT_CHOICE_STRONG, text_of(wizard, "ui.progress.keep"));
	page_add(arena, &page->left, BLOCK_GAP);
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.progress.step"));
	page_text(arena, &page->left, TEXT_NUMBER, str_format(arena, "%u / %u", wizard->step + 1, PROGRESS_STEPS));
	if (wizard->source_count > 1) {
		struct placeholder values[] = { { "i", str_format(arena, "%u", wizard->source + 1) },
						{ "n", str_format(arena, "%u", wizard->source_count) } };
		page_text(arena, &page->left, TEXT_BODY,
			  words_message(arena, wizard->language, "ui.progress.disk", values, 2));
	}
	page_text(arena, &page->left, TEXT_BODY, running_text(wizard, arena));
	if (keys_are_tried(wizard))
		page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.progress.key"));
	struct block *tasks = page_add(arena, &page->right, BLOCK_TASKS);
	for (unsigned i = 0; i < PROGRESS_STEPS; i++) {
		struct item *item = block_item(arena, tasks, text_of(wizard, step_ids[i]));
		item->state = i < wizard->step ? ITEM_DONE : i == wizard->step ? ITEM_NOW : ITEM_PENDING;
		if (i <= wizard->step)
			item->value = duration_text(wizard, arena, wizard->step_seconds[i]);
	}
}

static void stop(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.stop.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.stop.text"));
	two_choices(wizard, arena, page, "ui.stop.no", "ui.stop.yes");
}

void page_check(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	switch (wizard->page) {
	case PAGE_HIDDEN: hidden(wizard, arena, page); break;
	case PAGE_NO_DISK: no_disk(wizard, arena, page); break;
	case PAGE_KEY: key(wizard, arena, page); break;
	case PAGE_KEY_SKIP: key_skip(wizard, arena, page); break;
	case PAGE_PROGRESS: progress(wizard, arena, page); break;
	default: stop(wizard, arena, page); break;
	}
}
