/* The pages after the inspection: whose account, verdict, findings, what was not checked, saved. */
#include <string.h>

#include "base/utf.h"
#include "report/words.h"
#include "screen/wizard_parts.h"

static struct str number(struct arena *arena, uint64_t value)
{
	return str_format(arena, "%llu", (unsigned long long)value);
}

static struct str n_of(const struct wizard *wizard, struct arena *arena, const char *id, uint64_t i, uint64_t n)
{
	struct placeholder values[] = { { "i", number(arena, i) }, { "n", number(arena, n) } };
	return words_message(arena, wizard->language, id, values, 2);
}

static void owner(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_account *account = &wizard->result.accounts.items[wizard->owner_index];
	page->title = text_of(wizard, "ui.owner.title");
	page_text(arena, &page->left, TEXT_LABEL,
		  n_of(wizard, arena, "ui.owner.of", wizard->owner_index + 1, wizard->result.accounts.count));
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.owner.recorded"));
	struct block *panel = page_add(arena, &page->right, BLOCK_PANEL);
	panel->label = account->place;
	panel->text = account->address;
	struct block *choices = add_choices(wizard, arena, &page->right);
	choices->compact = true;
	add_choice(arena, choices, text_of(wizard, "ui.owner.own"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.owner.other"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.owner.unknown"), text_of(wizard, "ui.owner.unknown.second"));
}

static struct str with_dash(struct arena *arena, struct str text, struct str part)
{
	if (!text.len || !part.len)
		return text.len ? text : part;
	return str_format(arena, "%.*s – %.*s", STR_ARGS(text), STR_ARGS(part));
}

static struct str machine_text(const struct wizard *wizard, struct arena *arena, bool with_model)
{
	struct str text = with_model ? words_name(arena, wizard->setup.model) : (struct str){ 0 };
	text = with_dash(arena, text, words_name(arena, wizard->result.head.computer_name));
	if (wizard->setup.serial.len)
		text = with_dash(
			arena, text,
			text_with(wizard, arena, "ui.disks.serial", "serial", words_name(arena, wizard->setup.serial)));
	return text.len ? text : text_of(wizard, "ui.verdict.no-name");
}

static void verdict(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_head *head = &wizard->result.head;
	uint64_t writes = wizard->disk_writes + head->writes;
	page->is_verdict = true;
	page->verdict = head->verdict;
	page->word = head->word;
	page->sentence = head->sentence;
	page->advice = head->advice;
	page->code_label = head->code.len ? text_of(wizard, "ui.code") : (struct str){ 0 };
	page->code = head->code;
	page->machine = machine_text(wizard, arena, true);
	page->machine_short = machine_text(wizard, arena, false);
	page->writes_text = text_of(wizard, "ui.verdict.writes");
	page->writes = words_number(arena, wizard->language, writes);
	page->writes_bad = writes > 0 || !wizard->disks_still_read_only;
	if (!wizard->disks_still_read_only)
		page->writes_text = text_of(wizard, "ui.verdict.writable");
	page->counts[0] = (struct count){ number(arena, head->fails), text_of(wizard, "ui.verdict.fails") };
	page->counts[1] = (struct count){ number(arena, head->notes), text_of(wizard, "ui.verdict.notes") };
	page->counts[2] = (struct count){ number(arena, head->undone),
					  text_with(wizard, arena, "ui.verdict.undone", "n",
						    number(arena, head->mandatory_undone)) };
	if (wizard->countdown)
		page->advice = text_with(wizard, arena, "ui.auto.off", "n", number(arena, wizard->countdown));
	else if (wizard->screen_only)
		page->advice = text_of(wizard, "ui.verdict.screen-only");
}

static void finding_left(const struct wizard *wizard, struct arena *arena, struct page *page,
			 const struct result_finding *finding)
{
	static const unsigned squares[] = { [SEVERITY_INFO] = 0,
					    [SEVERITY_LOW] = 1,
					    [SEVERITY_MEDIUM] = 2,
					    [SEVERITY_HIGH] = 3,
					    [SEVERITY_CRITICAL] = 4 };
	struct block *mark = page_add(arena, &page->left, BLOCK_MARK);
	bool fails = finding->effect == EFFECT_FAIL;
	mark->verdict = fails ? VERDICT_FAIL : VERDICT_NONE;
	mark->text = fails ? text_of(wizard, "ui.finding.fail") : finding->effect_text;
	mark->second = n_of(wizard, arena, "ui.finding.of", wizard->finding + 1, wizard->result.findings.count);
	struct block *severity = page_add(arena, &page->left, BLOCK_SEVERITY);
	severity->label = text_of(wizard, "ui.finding.severity");
	severity->text = finding->severity_text;
	severity->number = squares[finding->severity];
	struct block *who = page_add(arena, &page->left, BLOCK_FACT);
	who->role = TEXT_STRONG;
	who->label = text_of(wizard, "ui.finding.who");
	who->text = finding->who;
	struct block *rule = page_add(arena, &page->left, BLOCK_FACT);
	rule->label = text_of(wizard, "ui.finding.rule");
	rule->text = finding->rule;
}

static void row(struct arena *arena, block_list *list, struct str label, struct str text, bool strong)
{
	if (!text.len)
		return;
	bool first = list->count == 0;
	struct block *block = page_add(arena, list, BLOCK_ROWS);
	struct item *item = block_item(arena, block, text);
	item->label = label;
	item->state = strong ? ITEM_NOW : ITEM_PENDING;
	block->number = first;
}

#define LINES_SHOWN 6

static void finding_lines(const struct wizard *wizard, struct arena *arena, struct page *page, uint32_t index)
{
	struct buf text = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < wizard->result.lines.count; i++) {
		const struct result_line *line = &wizard->result.lines.items[i];
		if (line->finding != index || ++count > LINES_SHOWN)
			continue;
		buf_printf(&text, "%s%.*s", text.len ? ", " : "", STR_ARGS(line->text));
	}
	struct str label = text_of(wizard, "ui.finding.items");
	row(arena, &page->right, label, str_copy(arena, buf_str(&text)), false);
	if (count > LINES_SHOWN)
		page->right.items[page->right.count - 1].items.items[0].second =
			text_with(wizard, arena, "ui.finding.more", "n", number(arena, count - LINES_SHOWN));
	buf_done(&text);
}

/* Who does it is told once on the left when all steps are one person's. */
static void finding_steps(const struct wizard *wizard, struct arena *arena, struct page *page, uint32_t index,
			  const struct result_finding *finding)
{
	struct block *block = NULL;
	for (size_t i = 0; i < wizard->result.steps.count; i++) {
		const struct result_step *step = &wizard->result.steps.items[i];
		if (step->finding != index)
			continue;
		if (!block) {
			block = page_add(arena, &page->right, BLOCK_STEPS);
			block->label = text_of(wizard, wizard->mode == MODE_ACCEPTANCE && finding->all_vendor
							       ? "ui.finding.ask"
							       : "ui.finding.do");
		}
		struct item *item = block_item(arena, block, step->text);
		item->label = step->label;
		if (!str_eq(step->who, finding->who))
			item->second = step->who;
	}
}

static void finding(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_finding *now = &wizard->result.findings.items[wizard->finding];
	page->wide_right = page->title_right = page->small_title = true;
	page->title = now->title;
	finding_left(wizard, arena, page, now);
	row(arena, &page->right, text_of(wizard, "ui.finding.account"), now->account, true);
	if (str_find(now->account, now->user) < 0) /* the account's place names the user already */
		row(arena, &page->right, text_of(wizard, "ui.finding.user"), now->user, false);
	finding_lines(wizard, arena, page, wizard->finding + 1);
	row(arena, &page->right, text_of(wizard, "ui.finding.why"), now->why, false);
	finding_steps(wizard, arena, page, wizard->finding + 1, now);
}

static void undone(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.undone.title");
	page_text(arena, &page->left, TEXT_BODY,
		  wizard->result.head.mandatory_undone ? text_with(wizard, arena, "ui.undone.mandatory", "n",
							      number(arena, wizard->result.head.mandatory_undone))
						       : text_of(wizard, "ui.undone.none-mandatory"));
	for (size_t i = 0; i < wizard->result.lines.count; i++) {
		const struct result_line *line = &wizard->result.lines.items[i];
		if (line->finding == 0)
			row(arena, &page->right, line->label, line->text, false);
	}
}

static void changes(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.changes.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.changes.text"));
	for (size_t i = 0; i < wizard->result.lines.count; i++) {
		const struct result_line *line = &wizard->result.lines.items[i];
		if (line->finding == RESULT_CHANGES)
			row(arena, &page->right, line->label, line->text, false);
	}
}

/* Only how long it is is shown. */
static void password(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	bool again = wizard->page == PAGE_PASSWORD_AGAIN;
	struct buf typed = { 0 }, stars = { 0 };
	typed_put(&wizard->typed, &typed);
	buf_fill(&stars, '*', utf8_columns(buf_str(&typed)));
	page->title = text_of(wizard, again ? "ui.password.again" : "ui.password.title");
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.password.hint"));
	struct block *entry = page_add(arena, &page->right, BLOCK_ENTRY);
	entry->label = text_of(wizard, "ui.password.label");
	entry->text = str_copy(arena, buf_str(&stars));
	if (wizard->entry_wrong) {
		struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
		notice->state = ITEM_WRONG;
		notice->text = text_of(wizard, wizard->password_differs ? "ui.password.differs" : "ui.password.weak");
	}
	if (!again)
		page_text(arena, &page->right, TEXT_LABEL, text_of(wizard, "ui.password.skip"));
	if (typed.len)
		explicit_bzero(typed.data, typed.len);
	buf_done(&typed);
	buf_done(&stars);
}

static void saving(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.saving.title");
	page_text(arena, &page->left, TEXT_CHOICE_STRONG, text_of(wizard, "ui.saving.keep"));
}

static void saved_rows(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	block_list *list = &page->right;
	row(arena, list, text_of(wizard, "ui.saved.folder"), wizard->save_folder, false);
	list->items[list->count - 1].number = 0;
	row(arena, list, text_of(wizard, "ui.saved.copies"), text_of(wizard, "ui.saved.copies.text"), false);
	row(arena, list, text_of(wizard, "ui.saved.room"),
	    text_with(wizard, arena, "ui.saved.room.text", "n",
		 words_number(arena, wizard->language, wizard->reports_left)),
	    false);
	row(arena, list, text_of(wizard, "ui.saved.writes"),
	    text_with(wizard, arena, "ui.saved.writes.text", "n",
		 words_number(arena, wizard->language, wizard->disk_writes + wizard->result.head.writes)),
	    false);
}

static void saved(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.saved.title");
	page_text(arena, &page->left, TEXT_STRONG, text_of(wizard, "ui.saved.write-down"));
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.saved.print"));
	page_add(arena, &page->left, BLOCK_GAP);
	struct block *off = page_add(arena, &page->left, BLOCK_ACTION);
	off->label = STR("F10");
	off->text = text_of(wizard, "ui.off");
	off->second = text_of(wizard, "ui.off.second");
	struct block *code = page_add(arena, &page->right, BLOCK_CODE);
	code->label = text_of(wizard, "ui.code");
	code->text = wizard->result.head.code;
	code->verdict = wizard->result.head.verdict;
	code->second = wizard->result.head.word;
	code->qr = wizard->qr;
	block_item(arena, code, wizard->result.head.clock);
	saved_rows(wizard, arena, page);
}

void page_result(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	switch (wizard->page) {
	case PAGE_OWNER: owner(wizard, arena, page); break;
	case PAGE_VERDICT: verdict(wizard, arena, page); break;
	case PAGE_FINDING: finding(wizard, arena, page); break;
	case PAGE_UNDONE: undone(wizard, arena, page); break;
	case PAGE_CHANGES: changes(wizard, arena, page); break;
	case PAGE_PASSWORD:
	case PAGE_PASSWORD_AGAIN: password(wizard, arena, page); break;
	case PAGE_SAVING: saving(wizard, arena, page); break;
	default: saved(wizard, arena, page); break;
	}
}
