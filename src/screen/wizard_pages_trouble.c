/* Pages for what goes wrong, for the end, and the help. */
#include "report/words.h"
#include "screen/reason.h"
#include "screen/wizard_parts.h"

static void notice(struct arena *arena, struct page *page, struct str text, struct str second, bool stops)
{
	struct block *block = page_add(arena, &page->right, BLOCK_NOTICE);
	block->text = text;
	block->second = second;
	block->state = stops ? ITEM_WRONG : ITEM_PENDING;
}

static void choices(const struct wizard *wizard, struct arena *arena, struct page *page, const char *const *ids,
		    size_t count)
{
	struct block *block = add_choices(wizard, arena, &page->right);
	for (size_t i = 0; i < count; i++)
		add_choice(arena, block, text_of(wizard, ids[i]), (struct str){ 0 });
}

static void detail(const struct wizard *wizard, struct arena *arena, struct page *page, struct str word)
{
	if (word.len)
		page_text(arena, &page->right, TEXT_LABEL, reason_text(arena, wizard->language, word));
}

static void save_failed(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const reasons[] = {
		[SAVE_NO_STICK] = "ui.save.no-stick", [SAVE_READ_ONLY] = "ui.save.read-only",
		[SAVE_FULL] = "ui.save.full",	      [SAVE_GONE] = "ui.save.gone",
		[SAVE_NOT_OURS] = "ui.save.not-ours", [SAVE_OTHER] = "ui.save.other",
	};
	static const char *const ids[] = { "ui.save.retry", "ui.save.elsewhere", "ui.save.later" };
	page->title = text_of(wizard, "ui.save.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, reasons[wizard->failure]));
	notice(arena, page, text_of(wizard, "ui.save.safe"), text_of(wizard, "ui.save.earlier"), false);
	choices(wizard, arena, page, ids, 3);
	detail(wizard, arena, page, wizard->failure_reason);
}

static void sticks(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.sticks.title");
	page_text(arena, &page->left, TEXT_BODY,
		  text_of(wizard, wizard->sticks.count ? "ui.sticks.text" : "ui.sticks.none"));
	if (wizard->sticks.count == 0)
		return;
	struct block *block = add_choices(wizard, arena, &page->right);
	for (size_t i = 0; i < wizard->sticks.count; i++) {
		const struct stick *stick = &wizard->sticks.items[i];
		struct str model = stick->model.len ? words_name(arena, stick->model)
						    : text_of(wizard, "ui.disks.unknown");
		add_choice(arena, block, model, words_size(arena, wizard->language, stick->size));
	}
}

static void finish(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const ids[] = { "ui.finish.save", "ui.finish.off" };
	page->title = text_of(wizard, "ui.finish.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.finish.text"));
	choices(wizard, arena, page, ids, 2);
}

static void off(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.off.title");
	page_text(arena, &page->left, TEXT_CHOICE, text_of(wizard, "ui.off.second"));
}

static void unsafe(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const ids[] = { "ui.off" };
	page->title = text_of(wizard, "ui.unsafe.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.unsafe.text"));
	struct block *mark = page_add(arena, &page->right, BLOCK_MARK);
	mark->verdict = VERDICT_INCONCLUSIVE;
	mark->text = text_of(wizard, "verdict.insufficient");
	mark->second = text_of(wizard, "ui.unsafe.verdict");
	notice(arena, page, text_of(wizard, "ui.safe.unchanged"), text_of(wizard, "ui.unsafe.do"), true);
	choices(wizard, arena, page, ids, 1);
	detail(wizard, arena, page, wizard->own_failure);
}

static void failed(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const ids[] = { "ui.failed.again", "ui.off" };
	bool again = has_disk(wizard);
	page->title = text_of(wizard, "ui.failed.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.failed.text"));
	struct block *mark = page_add(arena, &page->right, BLOCK_MARK);
	mark->verdict = VERDICT_INCONCLUSIVE;
	mark->text = text_of(wizard, "verdict.insufficient");
	mark->second = text_of(wizard, "ui.unsafe.verdict");
	notice(arena, page, text_of(wizard, "ui.safe.unchanged"), text_of(wizard, "ui.failed.do"), false);
	choices(wizard, arena, page, again ? ids : ids + 1, again ? 2 : 1);
	detail(wizard, arena, page, wizard->own_failure);
}

void page_trouble(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	switch (wizard->page) {
	case PAGE_SAVE_FAILED: save_failed(wizard, arena, page); break;
	case PAGE_STICKS: sticks(wizard, arena, page); break;
	case PAGE_FINISH: finish(wizard, arena, page); break;
	case PAGE_OFF: off(wizard, arena, page); break;
	case PAGE_UNSAFE: unsafe(wizard, arena, page); break;
	default: failed(wizard, arena, page); break;
	}
}

/* About the page itself; what holds everywhere stands beside it. Pages without help take no keys. */
static const char *const helps[PAGE_COUNT] = {
	[PAGE_WELCOME] = "ui.help.welcome",	[PAGE_CONSENT] = "ui.help.consent",
	[PAGE_PURPOSE] = "ui.help.purpose",	[PAGE_KEEP] = "ui.help.keep",
	[PAGE_SECRET] = "ui.help.secret",	[PAGE_SECRET_STOP] = "ui.help.secret-stop",
	[PAGE_GIVER] = "ui.help.people",	[PAGE_RECEIVER] = "ui.help.people",
	[PAGE_INSPECTOR] = "ui.help.people",	[PAGE_NAME] = "ui.help.name",
	[PAGE_TITLE] = "ui.help.name",		[PAGE_SERIAL] = "ui.help.serial",
	[PAGE_CLOCK] = "ui.help.clock",		[PAGE_CLOCK_ENTRY] = "ui.help.clock",
	[PAGE_REPAIR_FROM] = "ui.help.repair",	[PAGE_REPAIR_TO] = "ui.help.repair",
	[PAGE_WAIT] = "ui.help.wait",		[PAGE_DISKS] = "ui.help.disks",
	[PAGE_HIDDEN] = "ui.help.hidden",	[PAGE_NO_DISK] = "ui.help.no-disk",
	[PAGE_KEY] = "ui.help.key",		[PAGE_KEY_SKIP] = "ui.help.key-skip",
	[PAGE_PROGRESS] = "ui.help.progress",	[PAGE_STOP] = "ui.help.stop",
	[PAGE_OWNER] = "ui.help.owner",		[PAGE_VERDICT] = "ui.help.verdict",
	[PAGE_FINDING] = "ui.help.finding",	[PAGE_CHANGES] = "ui.help.changes",
	[PAGE_UNDONE] = "ui.help.undone",	[PAGE_PASSWORD] = "ui.help.password",
	[PAGE_PASSWORD_AGAIN] = "ui.help.password", [PAGE_SAVED] = "ui.help.saved",
	[PAGE_SAVE_FAILED] = "ui.help.save-failed", [PAGE_STICKS] = "ui.help.sticks",
	[PAGE_FINISH] = "ui.help.finish",	[PAGE_FAILED] = "ui.help.failed",
	[PAGE_UNSAFE] = "ui.help.unsafe",
};

void page_help(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const rows[][2] = {
		{ "ui.help.keys", "ui.help.keys.text" },
		{ "ui.help.esc", "ui.help.esc.text" },
		{ "ui.help.safe", "ui.help.safe.text" },
		{ "ui.help.stuck", "ui.help.stuck.text" },
	};
	page->title = text_of(wizard, "ui.help.title");
	if (helps[wizard->page])
		page_text(arena, &page->left, TEXT_BODY, text_of(wizard, helps[wizard->page]));
	if (wizard->page == PAGE_WELCOME) /* no language is chosen yet */
		page_text(arena, &page->left, TEXT_BODY, message(LANGUAGE_EN, helps[PAGE_WELCOME]));
	struct block *block = page_add(arena, &page->right, BLOCK_ROWS);
	block->number = 1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		block_item(arena, block, text_of(wizard, rows[i][1]))->label = text_of(wizard, rows[i][0]);
}
