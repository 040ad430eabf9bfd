/* The pages before the inspection: language, notice, purpose, secrets, people, label, clock, disks. */
#include "base/timestamp.h"
#include "base/utf.h"
#include "report/words.h"
#include "screen/wizard_parts.h"

static void outcomes(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const ids[] = { "verdict.pass", "verdict.fail", "verdict.insufficient" };
	page->bottom_label = text_of(wizard, "ui.welcome.outcomes");
	struct block *block = page_add(arena, &page->bottom, BLOCK_OUTCOMES);
	for (size_t i = 0; i < 3; i++)
		block_item(arena, block, text_of(wizard, ids[i]));
}

static void welcome(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	struct placeholder version[] = { { "version", wizard->setup.version }, { "rules", wizard->setup.rules } };
	page->low = true;
	page_text(arena, &page->left, TEXT_PRODUCT, text_of(wizard, "ui.welcome.product"));
	page_text(arena, &page->left, TEXT_CHOICE, text_of(wizard, "ui.welcome.subtitle"));
	page_text(arena, &page->left, TEXT_LABEL,
		  words_message(arena, wizard->language, "ui.welcome.version", version, 2));
	struct block *choices = add_choices(wizard, arena, &page->right);
	add_choice(arena, choices, STR("Tiếng Việt"), (struct str){ 0 });
	add_choice(arena, choices, STR("English"), (struct str){ 0 });
	page_text(arena, &page->right, TEXT_BODY, text_of(wizard, "ui.welcome.text"));
	page_text(arena, &page->right, TEXT_STRONG, text_of(wizard, "ui.welcome.unchanged"));
	page_text(arena, &page->right, TEXT_BODY, text_of(wizard, "ui.welcome.offline"));
	if (wizard->countdown) {
		struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
		notice->text = text_with(wizard, arena, "ui.auto.countdown", "n",
				    str_format(arena, "%u", wizard->countdown));
		notice->second = text_of(wizard, "ui.auto.any-key");
	}
	outcomes(wizard, arena, page);
}

static void consent(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const reads[] = { "ui.consent.read.machine", "ui.consent.read.accounts",
					     "ui.consent.read.sites", "ui.consent.read.software" };
	static const char *const never[] = { "ui.consent.never.passwords", "ui.consent.never.documents",
					     "ui.consent.never.send" };
	page->title = text_of(wizard, "ui.consent.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.consent.why"));
	struct block *lists = page_add(arena, &page->right, BLOCK_LISTS);
	lists->text = text_of(wizard, "ui.consent.read");
	lists->second = text_of(wizard, "ui.consent.never");
	for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
		block_item(arena, lists, text_of(wizard, reads[i]));
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		block_item(arena, lists, text_of(wizard, never[i]))->second_list = true;
	struct block *choices = add_choices(wizard, arena, &page->right);
	add_choice(arena, choices, text_of(wizard, "ui.consent.yes"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.consent.no"), (struct str){ 0 });
}

static void purpose(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const ids[][2] = {
		{ "ui.mode.accept", NULL },
		{ "ui.mode.before", "ui.mode.before.second" },
		{ "ui.mode.after", "ui.mode.after.second" },
		{ "ui.mode.review", NULL },
		{ "ui.mode.forensic", "ui.mode.forensic.second" },
	};
	page->title = text_of(wizard, "ui.mode.title");
	struct block *choices = add_choices(wizard, arena, &page->right);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		add_choice(arena, choices, text_of(wizard, ids[i][0]),
			   ids[i][1] ? text_of(wizard, ids[i][1]) : (struct str){ 0 });
}

/* In-depth mode: fixing first would destroy what is to be recorded. */
static void keep(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const rows[][2] = { { "ui.keep.never", "ui.keep.never.text" },
					       { "ui.keep.do", "ui.keep.do.text" },
					       { "ui.keep.report", "ui.keep.report.text" } };
	page->title = text_of(wizard, "ui.keep.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.keep.text"));
	struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
	notice->text = text_of(wizard, "ui.keep.not");
	notice->second = text_of(wizard, "ui.keep.not.second");
	struct block *block = page_add(arena, &page->right, BLOCK_ROWS);
	block->number = 1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		block_item(arena, block, text_of(wizard, rows[i][1]))->label = text_of(wizard, rows[i][0]);
	page_add(arena, &page->right, BLOCK_GAP);
	add_choice(arena, add_choices(wizard, arena, &page->right), text_of(wizard, "ui.keep.yes"), (struct str){ 0 });
}

static void secret(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.secret.title");
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.secret.hint"));
	struct block *choices = add_choices(wizard, arena, &page->right);
	add_choice(arena, choices, text_of(wizard, "ui.secret.no"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.secret.yes"), (struct str){ 0 });
}

static void secret_stop(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	bool allowed = menu_count(wizard) == 2;
	page->title = text_of(wizard, "ui.secret.stop.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.secret.stop.text"));
	struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
	notice->text = text_of(wizard, "ui.secret.stop.nothing");
	notice->second = text_of(wizard, allowed ? "ui.secret.stop.allowed" : "ui.secret.stop.config");
	struct block *choices = add_choices(wizard, arena, &page->right);
	add_choice(arena, choices, text_of(wizard, "ui.off"), (struct str){ 0 });
	if (allowed)
		add_choice(arena, choices, text_of(wizard, "ui.secret.screen-only"),
			   text_of(wizard, "ui.secret.screen-only.second"));
}

static void people(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const titles[] = { "ui.people.giver", "ui.people.receiver", "ui.people.inspector" };
	const struct person *persons[CHOICES_MOST - 2];
	size_t count = people_of_role(wizard, persons);
	page->title = text_of(wizard, titles[wizard->page - PAGE_GIVER]);
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.people.hint"));
	struct block *choices = add_choices(wizard, arena, &page->right);
	for (size_t i = 0; i < count; i++)
		add_choice(arena, choices, words_name(arena, persons[i]->name),
			   words_cut(arena, utf8_printable(arena, persons[i]->title), 80, 20));
	add_choice(arena, choices, text_of(wizard, "ui.people.type"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.people.blank"), text_of(wizard, "ui.people.blank.second"));
}

static struct str typed_text(const struct wizard *wizard, struct arena *arena, const char *form)
{
	struct buf text = { 0 };
	if (form)
		typed_put_form(&wizard->typed, form, &text);
	else
		typed_put(&wizard->typed, &text);
	struct str copy = str_copy(arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

static void entry(const struct wizard *wizard, struct arena *arena, struct page *page, const char *label,
		  const char *form)
{
	struct block *block = page_add(arena, &page->right, BLOCK_ENTRY);
	block->label = text_of(wizard, label);
	block->text = typed_text(wizard, arena, form);
	if (wizard->entry_wrong) {
		struct block *notice = page_add(arena, &page->right, BLOCK_NOTICE);
		notice->state = ITEM_WRONG;
		notice->text = text_of(wizard, wizard->page == PAGE_CLOCK_ENTRY ? "ui.clock.wrong" : "ui.repair.wrong");
		notice->second = text_of(wizard, label);
	}
}

static void name(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	static const char *const whose[] = { "ui.people.giver.name", "ui.people.receiver.name",
					     "ui.people.inspector.name" };
	bool title = wizard->page == PAGE_TITLE;
	page->title = text_of(wizard, title ? "ui.people.title.entry" : whose[wizard->person_asked]);
	if (title)
		page_text(arena, &page->left, TEXT_BODY,
			  utf8_printable(arena, wizard->people[wizard->person_asked].name));
	entry(wizard, arena, page, title ? "ui.people.title.label" : "ui.people.name.label", NULL);
	page_text(arena, &page->right, TEXT_LABEL, text_of(wizard, wizard->typed.plain ? "ui.telex.off" : "ui.telex"));
}

static void serial(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	struct str model = str_format(arena, "%.*s%s%.*s", STR_ARGS(wizard->setup.maker),
				      wizard->setup.maker.len ? " " : "", STR_ARGS(wizard->setup.model));
	page->title = text_of(wizard, "ui.serial.title");
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.serial.hint"));
	struct block *panel = page_add(arena, &page->right, BLOCK_PANEL);
	panel->label = text_with(wizard, arena, "ui.serial.label", "model", words_name(arena, model));
	panel->text = words_name(arena, wizard->setup.serial);
	struct block *choices = add_choices(wizard, arena, &page->right);
	choices->compact = true;
	add_choice(arena, choices, text_of(wizard, "ui.serial.yes"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.serial.no"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.serial.none"), (struct str){ 0 });
}

static void clock_question(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.clock.title");
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.clock.hint"));
	struct block *panel = page_add(arena, &page->right, BLOCK_PANEL);
	panel->label = text_of(wizard, "ui.clock.label");
	panel->text = clock_text(wizard, arena, wizard->setup.clock);
	struct block *choices = add_choices(wizard, arena, &page->right);
	choices->compact = true;
	add_choice(arena, choices, text_of(wizard, "ui.clock.yes"), (struct str){ 0 });
	add_choice(arena, choices, text_of(wizard, "ui.clock.no"), (struct str){ 0 });
}

static void date(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	bool from = wizard->page == PAGE_REPAIR_FROM;
	if (wizard->page == PAGE_CLOCK_ENTRY) {
		page->title = text_of(wizard, "ui.clock.entry");
		page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.clock.entry.hint"));
		entry(wizard, arena, page, "ui.clock.form", TIME_FORM);
		return;
	}
	page->title = text_of(wizard, from ? "ui.repair.from" : "ui.repair.to");
	page_text(arena, &page->left, TEXT_LABEL, text_of(wizard, "ui.repair.hint"));
	entry(wizard, arena, page, "ui.repair.form", DATE_FORM);
	page_text(arena, &page->right, TEXT_LABEL, text_of(wizard, "ui.repair.empty"));
}

static void wait_page(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	page->title = text_of(wizard, "ui.wait.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.wait.text"));
}

/* What the first look at the disk showed. */
static struct str found_on(const struct wizard *wizard, struct arena *arena, uint32_t source, struct str size)
{
	for (size_t i = 0; i < wizard->probe.disks.count; i++) {
		const struct result_disk *disk = &wizard->probe.disks.items[i];
		if (disk->source != source)
			continue;
		struct str what = disk->windows.len ? words_name(arena, disk->windows)
				  : disk->locked    ? text_of(wizard, "ui.disks.locked")
						    : text_of(wizard, "ui.disks.no-windows");
		return str_format(arena, "%.*s – %.*s", STR_ARGS(size), STR_ARGS(what));
	}
	return size;
}

static void disks(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	uint32_t number = 0;
	page->title = text_of(wizard, "ui.disks.title");
	page_text(arena, &page->left, TEXT_BODY, text_of(wizard, "ui.disks.text"));
	if (wizard->probe.head.windows_count > 1)
		page_text(arena, &page->left, TEXT_BODY,
			  text_with(wizard, arena, "ui.disks.many", "n",
			       str_format(arena, "%u", wizard->probe.head.windows_count)));
	struct block *choices = add_choices(wizard, arena, &page->right);
	choices->compact = true;
	add_choice(arena, choices, text_of(wizard, "ui.disks.start"), (struct str){ 0 });
	struct block *table = page_add(arena, &page->right, BLOCK_TABLE);
	table->text = text_of(wizard, "ui.disks.found");
	for (size_t i = 0; i < wizard->setup.disks.count; i++) {
		const struct setup_disk *disk = &wizard->setup.disks.items[i];
		struct str size = words_size(arena, wizard->language, disk->size);
		struct str model = disk->model.len ? words_name(arena, disk->model)
						   : text_of(wizard, "ui.disks.unknown");
		if (disk->serial.len)
			model = str_format(arena, "%.*s, %.*s", STR_ARGS(model),
					   STR_ARGS(text_with(wizard, arena, "ui.disks.serial", "serial",
							 words_name(arena, disk->serial))));
		struct item *item = block_item(arena, table, disk->medium ? text_of(wizard, "ui.disks.medium") : model);
		item->grey = disk->medium;
		item->label = disk->medium ? STR("–") : str_format(arena, "%u", ++number);
		item->value = disk->medium ? size : found_on(wizard, arena, number, size);
	}
}

void page_prepare(const struct wizard *wizard, struct arena *arena, struct page *page)
{
	switch (wizard->page) {
	case PAGE_WELCOME: welcome(wizard, arena, page); break;
	case PAGE_CONSENT: consent(wizard, arena, page); break;
	case PAGE_PURPOSE: purpose(wizard, arena, page); break;
	case PAGE_KEEP: keep(wizard, arena, page); break;
	case PAGE_SECRET: secret(wizard, arena, page); break;
	case PAGE_SECRET_STOP: secret_stop(wizard, arena, page); break;
	case PAGE_GIVER:
	case PAGE_RECEIVER:
	case PAGE_INSPECTOR: people(wizard, arena, page); break;
	case PAGE_NAME:
	case PAGE_TITLE: name(wizard, arena, page); break;
	case PAGE_SERIAL: serial(wizard, arena, page); break;
	case PAGE_CLOCK: clock_question(wizard, arena, page); break;
	case PAGE_CLOCK_ENTRY:
	case PAGE_REPAIR_FROM:
	case PAGE_REPAIR_TO: date(wizard, arena, page); break;
	case PAGE_WAIT: wait_page(wizard, arena, page); break;
	default: disks(wizard, arena, page); break;
	}
}
