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

static struct str with_blank(struct arena *arena, struct str text, struct str part)
{
	if (!text.len || !part.len)
		return text.len ? text : part;
	return str_format(arena, "%.*s %.*s", STR_ARGS(text), STR_ARGS(part));
}

#define SHORT_NAME 20

static struct str machine_text(const struct wizard *wizard, struct arena *arena, bool with_model)
{
	struct str text = with_model ? words_name(arena, wizard->setup.model) : (struct str){ 0 };
	struct str name = words_name(arena, wizard->result.head.computer_name),
		   serial = words_name(arena, wizard->setup.serial);
	text = with_dash(arena, text, with_model ? name : words_cut(arena, name, SHORT_NAME, SHORT_NAME / 4));
	if (serial.len)
		text = with_dash(arena, text,
				 text_with(wizard, arena, "ui.disks.serial", "serial",
					   with_model ? serial : words_cut(arena, serial, SHORT_NAME, SHORT_NAME / 4)));
	return text.len ? text : text_of(wizard, "ui.verdict.no-name");
}

static void verdict_counts(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_head *head = &wizard->result.head;
	const struct count undone = { number(arena, head->undone), text_with(wizard, arena, "ui.verdict.undone", "n",
									     number(arena, head->mandatory_undone)) };
	if (head->verdict == VERDICT_NONE) {
		page->counts[0] = (struct count){ number(arena, wizard->result.findings.count),
						  text_of(wizard, "ui.verdict.facts") };
		page->counts[1] = undone;
		return;
	}
	page->counts[0] = (struct count){ number(arena, head->fails), text_of(wizard, "ui.verdict.fails") };
	page->counts[1] = (struct count){ number(arena, head->notes), text_of(wizard, "ui.verdict.notes") };
	page->counts[2] = undone;
}

/* What is to be done now; facts alone are left as they are. */
static struct str verdict_advice(const struct wizard *wizard, struct arena *arena)
{
	const struct result_head *head = &wizard->result.head;
	struct str advice = head->advice;
	if (wizard->countdown)
		return text_with(wizard, arena, "ui.auto.off", "n", number(arena, wizard->countdown));
	if (head->verdict == VERDICT_NONE)
		advice = with_blank(arena, advice, text_of(wizard, "ui.keep.advice"));
	if (wizard->screen_only)
		return head->verdict == VERDICT_NONE
			       ? with_blank(arena, text_of(wizard, "ui.verdict.screen-only"), advice)
			       : text_of(wizard, "ui.verdict.screen-only");
	if (head->seen)
		advice = with_blank(arena, advice,
				    text_with(wizard, arena, "ui.verdict.seen", "n", number(arena, head->seen)));
	return advice;
}

static void verdict(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_head *head = &wizard->result.head;
	uint64_t writes = wizard->disk_writes + head->writes;
	page->is_verdict = true;
	page->verdict = head->verdict;
	page->word = head->word;
	page->sentence = head->sentence;
	page->strong = head->strong;
	page->advice = verdict_advice(wizard, arena);
	page->code_label = head->code.len ? text_of(wizard, "ui.code") : (struct str){ 0 };
	page->code = head->code;
	page->machine = machine_text(wizard, arena, true);
	page->machine_short = machine_text(wizard, arena, false);
	page->writes_text = text_of(wizard, "ui.verdict.writes");
	page->writes = words_number(arena, wizard->language, writes);
	page->writes_bad = writes > 0 || !wizard->disks_still_read_only;
	if (!wizard->disks_still_read_only)
		page->writes_text = text_of(wizard, "ui.verdict.writable");
	verdict_counts(wizard, arena, page);
}

/* Among those of its own kind: what must be fixed, what is to be noted, facts of the in-depth mode. */
static void finding_mark(const struct wizard *wizard, struct arena *arena, struct page *page,
			 const struct result_finding *finding)
{
	bool fails = finding->effect == EFFECT_FAIL, facts = wizard->result.head.verdict == VERDICT_NONE;
	struct block *mark = page_add(arena, &page->left, BLOCK_MARK);
	uint64_t before = 0, all = 0;
	for (size_t i = 0; i < wizard->result.findings.count; i++) {
		bool alike = facts || (wizard->result.findings.items[i].effect == EFFECT_FAIL) == fails;
		before += alike && i < wizard->finding;
		all += alike;
	}
	mark->verdict = fails && !facts ? VERDICT_FAIL : VERDICT_NONE;
	mark->compact = facts;
	mark->text = text_of(wizard, facts ? "ui.finding.fact" : fails ? "ui.finding.fail" : "ui.finding.note");
	mark->second = n_of(wizard, arena,
			    facts   ? "ui.finding.of.fact"
			    : fails ? "ui.finding.of"
				    : "ui.finding.of.note",
			    before + 1, all);
}

static void finding_left(const struct wizard *wizard, struct arena *arena, struct page *page,
			 const struct result_finding *finding)
{
	static const unsigned squares[] = { [SEVERITY_INFO] = 0,
					    [SEVERITY_LOW] = 1,
					    [SEVERITY_MEDIUM] = 2,
					    [SEVERITY_HIGH] = 3,
					    [SEVERITY_CRITICAL] = 4 };
	finding_mark(wizard, arena, page, finding);
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

/* NULL when there is no text. */
static struct block *row(struct arena *arena, block_list *list, struct str label, struct str text, bool strong)
{
	if (!text.len)
		return NULL;
	bool first = list->count == 0;
	struct block *block = page_add(arena, list, BLOCK_ROWS);
	struct item *item = block_item(arena, block, text);
	item->label = label;
	item->state = strong ? ITEM_NOW : ITEM_PENDING;
	block->number = first;
	return block;
}

/* Evidence and reasons follow what is to be done where a page has not room for all. */
static void later(struct block *block)
{
	if (block)
		block->later = true;
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
	struct block *block = row(arena, &page->right, text_of(wizard, "ui.finding.items"),
				  str_copy(arena, buf_str(&text)), false);
	later(block);
	if (block && count > LINES_SHOWN)
		block->items.items[0].second =
			text_with(wizard, arena, "ui.finding.more", "n", number(arena, count - LINES_SHOWN));
	buf_done(&text);
}

/* Who does it is told once on the left when all steps are one party's, else beside the steps. */
static void finding_steps(const struct wizard *wizard, struct arena *arena, struct page *page, uint32_t index,
			  const struct result_finding *finding)
{
	struct block *block = NULL;
	bool several = false;
	for (size_t i = 0; i < wizard->result.steps.count; i++) {
		const struct result_step *step = &wizard->result.steps.items[i];
		if (step->finding != index)
			continue;
		block = block ? block : page_add(arena, &page->right, BLOCK_STEPS);
		struct item *item = block_item(arena, block, step->text);
		item->label = step->label;
		item->second = step->who;
		several |= !str_eq(step->who, finding->who);
	}
	if (block && block->items.count == 1) /* no order to keep */
		block->items.items[0].label = (struct str){ 0 };
	if (!block || several)
		return;
	bool ask = wizard->mode == MODE_ACCEPTANCE && finding->all_vendor;
	block->label = text_of(wizard, wizard->result.head.verdict == VERDICT_NONE ? "ui.keep.title"
				       : ask					   ? "ui.finding.ask"
										   : "ui.finding.do");
	for (size_t i = 0; i < block->items.count; i++)
		block->items.items[i].second = (struct str){ 0 };
}

static void finding(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	const struct result_finding *now = &wizard->result.findings.items[wizard->finding];
	page->wide_right = page->title_right = page->small_title = true;
	page->title = now->title;
	finding_left(wizard, arena, page, now);
	struct block *account = row(arena, &page->right, text_of(wizard, "ui.finding.account"), now->account, true);
	if (account)
		account->items.items[0].second = now->seen;
	row(arena, &page->right, text_of(wizard, "ui.finding.place"), now->place, false);
	finding_lines(wizard, arena, page, wizard->finding + 1);
	later(row(arena, &page->right, text_of(wizard, "ui.finding.why"), now->why, false));
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
		struct block *block = line->finding == 0 ? row(arena, &page->right, line->label, line->text, false)
							 : NULL;
		if (block)
			block->compact = true;
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
	row(arena, list, text_of(wizard, "ui.saved.folder"),
	    words_cut(arena, utf8_printable(arena, wizard->save_folder), 120, 40), false);
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
