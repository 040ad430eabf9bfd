/* Pages as lines: every block in turn, then cut into parts that fit between head and foot. */
#include "screen/text_page.h"

#include <string.h>

#include "base/utf.h"
#include "report/layout.h"
#include "screen/text_hints.h"

enum look { LOOK_PLAIN, LOOK_STRONG, LOOK_SELECTED, LOOK_FAIL, LOOK_PASS, LOOK_INCONCLUSIVE };

#define RANGES_MOST 64
#define SCRATCH_BYTES (16u << 20)
#define INDENT 2
#define LABEL_COLUMN 20
#define NUMBER_COLUMN 4

/* Lines so far, and which of them look special. */
struct writer {
	struct layout layout;
	struct { size_t from, to; enum look look; } ranges[RANGES_MOST];
	size_t range_count;
};

static void blank(struct writer *writer)
{
	layout_blank(&writer->layout);
}

static void put_look(struct writer *writer, enum look look, unsigned label_at, struct str label, unsigned indent,
		     struct str text)
{
	size_t from = writer->layout.out->len;
	if (!label.len && !text.len)
		return;
	layout_put(&writer->layout, label_at, label, indent, text);
	if (look != LOOK_PLAIN && writer->range_count < RANGES_MOST) {
		writer->ranges[writer->range_count].from = from;
		writer->ranges[writer->range_count].to = writer->layout.out->len;
		writer->ranges[writer->range_count++].look = look;
	}
}

static void put(struct writer *writer, unsigned indent, struct str text)
{
	put_look(writer, LOOK_PLAIN, indent, (struct str){ 0 }, indent, text);
}

static void put_strong(struct writer *writer, unsigned indent, struct str text)
{
	put_look(writer, LOOK_STRONG, indent, (struct str){ 0 }, indent, text);
}

static void put_row(struct writer *writer, struct str label, struct str text)
{
	put_look(writer, LOOK_PLAIN, INDENT, label, INDENT + LABEL_COLUMN, text);
}

static void put_numbered(struct writer *writer, struct str number, struct str text)
{
	put_look(writer, LOOK_PLAIN, INDENT, number, INDENT + NUMBER_COLUMN, text);
}

static struct str mark_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_FAIL: return STR("[X]");
	case VERDICT_PASS: return STR("[V]");
	case VERDICT_INCONCLUSIVE: return STR("[?]");
	default: return STR("[-]");
	}
}

static struct str state_mark(enum item_state state)
{
	switch (state) {
	case ITEM_DONE: return STR("[V]");
	case ITEM_WRONG: return STR("[X]");
	case ITEM_NOW: return STR("[>]");
	default: return STR("[ ]");
	}
}

/* ---- blocks ---- */

static void put_choices(struct writer *writer, const struct block *block)
{
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		bool selected = (int)i == block->selected;
		char number[] = { selected ? '>' : ' ', ' ', (char)('1' + i) };
		put_look(writer, selected ? LOOK_SELECTED : LOOK_PLAIN, INDENT, (struct str){ number, sizeof number },
			 INDENT + 5, item->text);
		put(writer, INDENT + 5, item->second);
	}
}

static void put_lists(struct writer *writer, const struct block *block)
{
	for (unsigned second = 0; second < 2; second++) {
		put_strong(writer, INDENT, second ? block->second : block->text);
		for (size_t i = 0; i < block->items.count; i++)
			if (block->items.items[i].second_list == (second == 1))
				put_look(writer, LOOK_PLAIN, INDENT, second ? STR("  x") : STR("  +"), INDENT + 4,
					 block->items.items[i].text);
	}
}

static void put_table(struct writer *writer, const struct block *block)
{
	put_strong(writer, INDENT, block->text);
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		struct buf line = { 0 };
		buf_printf(&line, "%.*s  %.*s", STR_ARGS(item->label), STR_ARGS(item->text));
		layout_ends(&writer->layout, INDENT, buf_str(&line), item->value);
		buf_done(&line);
	}
}

static void put_rows(struct writer *writer, const struct block *block)
{
	for (size_t i = 0; i < block->items.count; i++) {
		(block->compact ? put_numbered : put_row)(writer, block->items.items[i].label,
							  block->items.items[i].text);
		put(writer, INDENT + LABEL_COLUMN, block->items.items[i].second);
	}
}

static void put_steps(struct writer *writer, const struct block *block)
{
	put_strong(writer, INDENT, block->label);
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		if (i == 0 || !str_eq(item->second, block->items.items[i - 1].second))
			put_strong(writer, INDENT, item->second);
		put_look(writer, LOOK_PLAIN, INDENT + 2, item->label, INDENT + 5, item->text);
	}
}

static void put_groups(struct writer *writer, const struct block *block)
{
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		bool now = (int)i == block->selected, told = item->state == ITEM_DONE || item->state == ITEM_WRONG;
		struct buf line = { 0 };
		buf_printf(&line, "%.*s  [%.*s", STR_ARGS(item->label), STR_ARGS(item->text));
		buf_fill(&line, '_', item->text.len < 6 ? 6 - item->text.len : 0);
		buf_printf(&line, "]  %.*s", STR_ARGS(told ? item->second : (struct str){ 0 }));
		put_look(writer, now ? LOOK_SELECTED : LOOK_PLAIN, INDENT, (struct str){ 0 }, INDENT, buf_str(&line));
		buf_done(&line);
	}
}

static void put_tasks(struct writer *writer, const struct block *block)
{
	for (size_t i = 0; i < block->items.count; i++) {
		const struct item *item = &block->items.items[i];
		struct str mark = state_mark(item->state);
		struct buf line = { 0 };
		buf_printf(&line, "%.*s %.*s", STR_ARGS(mark), STR_ARGS(item->text));
		layout_ends(&writer->layout, INDENT, buf_str(&line), item->value);
		buf_done(&line);
	}
}

static void put_pair(struct writer *writer, struct str mark, struct str first, struct str second)
{
	unsigned indent = INDENT + (mark.len ? (unsigned)mark.len + 1 : 0);
	put_look(writer, LOOK_STRONG, INDENT, mark, indent, first);
	put(writer, indent, second);
}

static void put_bar(struct writer *writer, const struct block *block)
{
	unsigned cells = writer->layout.columns - 2 * INDENT - 2, filled = cells * block->number / 1000;
	struct buf line = { 0 };
	buf_put_char(&line, '[');
	buf_fill(&line, '#', filled);
	buf_fill(&line, '.', cells - filled);
	buf_put_char(&line, ']');
	put(writer, INDENT, buf_str(&line));
	buf_done(&line);
}

static void put_outcomes(struct writer *writer, const struct block *block)
{
	static const enum verdict verdicts[] = { VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE };
	struct buf line = { 0 };
	for (size_t i = 0; i < block->items.count && i < 3; i++)
		buf_printf(&line, "%s%.*s %.*s", i ? "   " : "", STR_ARGS(mark_of(verdicts[i])),
			   STR_ARGS(block->items.items[i].text));
	put(writer, INDENT, buf_str(&line));
	buf_done(&line);
}

static void put_severity(struct writer *writer, const struct block *block)
{
	struct buf line = { 0 };
	buf_printf(&line, "%.*s ", STR_ARGS(block->text));
	buf_fill(&line, '#', block->number);
	put_row(writer, block->label, buf_str(&line));
	buf_done(&line);
}

static void put_entry(struct writer *writer, const struct block *block)
{
	struct buf line = { 0 };
	buf_printf(&line, "%.*s_", STR_ARGS(block->text));
	put(writer, INDENT, block->label);
	put_look(writer, LOOK_SELECTED, INDENT, STR(" > "), INDENT + 3, buf_str(&line));
	buf_done(&line);
}

static void put_text(struct writer *writer, const struct block *block)
{
	bool strong = block->role == TEXT_STRONG || block->role == TEXT_CHOICE_STRONG || block->role == TEXT_PRODUCT;
	put_look(writer, strong ? LOOK_STRONG : LOOK_PLAIN, INDENT, (struct str){ 0 }, INDENT, block->text);
}

static void put_block(struct writer *writer, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_TEXT: put_text(writer, block); break;
	case BLOCK_GAP: break;
	case BLOCK_CHOICES: put_choices(writer, block); break;
	case BLOCK_LISTS: put_lists(writer, block); break;
	case BLOCK_PANEL:
		put(writer, INDENT, block->label);
		put_strong(writer, INDENT + 2, block->text);
		break;
	case BLOCK_TABLE: put_table(writer, block); break;
	case BLOCK_ROWS: put_rows(writer, block); break;
	case BLOCK_STEPS: put_steps(writer, block); break;
	case BLOCK_GROUPS: put_groups(writer, block); break;
	case BLOCK_NOTICE: put_pair(writer, STR(" !"), block->text, block->second); break;
	case BLOCK_ENTRY: put_entry(writer, block); break;
	case BLOCK_TASKS: put_tasks(writer, block); break;
	case BLOCK_CODE:
		put_row(writer, block->label, block->text);
		put_pair(writer, mark_of(block->verdict), block->second, block->items.items[0].text);
		break;
	case BLOCK_OUTCOMES: put_outcomes(writer, block); break;
	case BLOCK_MARK:
		put_pair(writer, block->compact ? (struct str){ 0 } : mark_of(block->verdict), block->text,
			 block->second);
		break;
	case BLOCK_SEVERITY: put_severity(writer, block); break;
	case BLOCK_FACT: put_row(writer, block->label, block->text); break;
	case BLOCK_ACTION: put_pair(writer, block->label, block->text, block->second); break;
	case BLOCK_BAR: put_bar(writer, block); break;
	}
}

static bool stands_close(const struct block *block, const struct block *next)
{
	bool row = block->kind == BLOCK_ROWS || block->kind == BLOCK_FACT || block->kind == BLOCK_SEVERITY;
	bool text = block->kind == BLOCK_TEXT && block->role != TEXT_PRODUCT;
	return (row && (next->kind == BLOCK_ROWS || next->kind == BLOCK_FACT || next->kind == BLOCK_SEVERITY)) ||
	       (text && next->kind == BLOCK_TEXT) || (text && block->role == TEXT_LABEL);
}

static void put_blocks(struct writer *writer, const block_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		put_block(writer, &list->items[i]);
		if (list->items[i].kind != BLOCK_GAP &&
		    !(i + 1 < list->count && stands_close(&list->items[i], &list->items[i + 1])))
			blank(writer);
	}
}

/* ---- the verdict ---- */

static enum look verdict_look(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_FAIL: return LOOK_FAIL;
	case VERDICT_PASS: return LOOK_PASS;
	case VERDICT_INCONCLUSIVE: return LOOK_INCONCLUSIVE;
	default: return LOOK_SELECTED;
	}
}

/* The word with blanks between its letters, over the whole width: three lines of colour. */
static void put_word(struct writer *writer, const struct page *page)
{
	struct buf word = { 0 };
	enum look look = verdict_look(page->verdict);
	if (page->verdict != VERDICT_NONE)
		buf_printf(&word, "%.*s  ", STR_ARGS(mark_of(page->verdict)));
	for (size_t i = 0; i < page->word.len;) {
		size_t from = i;
		(void)utf8_next(page->word, &i);
		buf_printf(&word, " %.*s", (int)(i - from), page->word.data + from);
	}
	struct str bar = STR("\xC2\xA0"); /* a line that is not empty */
	put_look(writer, look, INDENT, (struct str){ 0 }, INDENT, bar);
	put_look(writer, look, INDENT, (struct str){ 0 }, INDENT, buf_str(&word));
	put_look(writer, look, INDENT, (struct str){ 0 }, INDENT, bar);
	buf_done(&word);
}

static void put_verdict(struct writer *writer, const struct page *page)
{
	struct buf line = { 0 };
	put_word(writer, page);
	blank(writer);
	put(writer, INDENT, page->sentence);
	put_strong(writer, INDENT, page->advice);
	blank(writer);
	for (size_t i = 0; i < 3 && page->counts[i].text.len; i++)
		buf_printf(&line, "%s%.*s: %.*s", i ? "    " : "", STR_ARGS(page->counts[i].text),
			   STR_ARGS(page->counts[i].number));
	put(writer, INDENT, buf_str(&line));
	blank(writer);
	put_row(writer, page->code_label, page->code);
	put(writer, INDENT, page->machine);
	buf_clear(&line);
	buf_printf(&line, "%.*s %.*s", STR_ARGS(page->writes_text), STR_ARGS(page->writes));
	put(writer, INDENT, buf_str(&line));
	buf_done(&line);
}

/* ---- the terminal ---- */

static const char *look_sequence(enum look look)
{
	/* On a console with 512 letters brightness chooses the letter: white on colour stays readable, black does
	 * not. */
	static const char *const sequences[] = {
		[LOOK_PLAIN] = "\033[0m",	   [LOOK_STRONG] = "\033[0;1m",    [LOOK_SELECTED] = "\033[0;37;44m",
		[LOOK_FAIL] = "\033[0;37;41m", [LOOK_PASS] = "\033[0;37;42m", [LOOK_INCONCLUSIVE] = "\033[0;37;43m",
	};
	return sequences[look];
}

static enum look look_at(const struct writer *writer, size_t offset)
{
	for (size_t i = 0; i < writer->range_count; i++)
		if (offset >= writer->ranges[i].from && offset < writer->ranges[i].to)
			return writer->ranges[i].look;
	return LOOK_PLAIN;
}

/* No-break spaces are not in every console font. */
static void put_cells(struct buf *out, struct str line, size_t columns)
{
	size_t used = utf8_columns(line);
	for (size_t i = 0; i < line.len;) {
		size_t from = i;
		if (utf8_next(line, &i) == 0xA0)
			buf_put_char(out, ' ');
		else
			buf_put(out, str_sub(line, from, i - from));
	}
	buf_fill(out, ' ', used < columns ? columns - used : 0);
}

struct screen { struct buf *out; unsigned columns, rows, row; bool plain; };

static void put_line(struct screen *screen, enum look look, struct str line)
{
	if (screen->row >= screen->rows)
		return;
	if (!screen->plain)
		buf_printf(screen->out, "\033[%u;1H%s", screen->row + 1, look_sequence(look));
	put_cells(screen->out, line, screen->plain ? 0 : screen->columns - 1);
	if (screen->plain)
		buf_put_char(screen->out, '\n');
	screen->row++;
}

static void put_head(struct screen *screen, const struct page *page)
{
	struct buf line = { 0 };
	struct str stage = page->stages[page->stage];
	buf_printf(&line, " %.*s  ", STR_ARGS(page->read_only));
	size_t used = utf8_columns(buf_str(&line)) + utf8_columns(stage) + 2;
	if (used + utf8_columns(page->read_only_text) < screen->columns)
		buf_put(&line, page->read_only_text);
	used = utf8_columns(buf_str(&line)) + utf8_columns(stage) + 2;
	buf_fill(&line, ' ', used < screen->columns ? screen->columns - used : 1);
	buf_put(&line, stage);
	put_line(screen, LOOK_SELECTED, buf_str(&line));
	put_line(screen, LOOK_PLAIN, (struct str){ 0 });
	buf_done(&line);
}

static void put_foot(struct screen *screen, const struct page *page, unsigned part, unsigned parts,
		     const struct part_text *part_text)
{
	struct buf line = { 0 };
	if (parts > 1 && part_text) {
		struct str text = part_text->fill(part_text->context, part, parts);
		size_t used = utf8_columns(text) + 2;
		buf_fill(&line, ' ', used < screen->columns ? screen->columns - used : 0);
		buf_put(&line, text);
	}
	put_line(screen, LOOK_STRONG, buf_str(&line));
	buf_clear(&line);
	text_hints(&line, page, part, parts, screen->columns);
	put_line(screen, LOOK_SELECTED, buf_str(&line));
	buf_done(&line);
}

static unsigned line_count(struct str lines)
{
	unsigned count = 0;
	for (size_t i = 0; i < lines.len; i++)
		count += lines.data[i] == '\n';
	return count;
}

static void put_body(struct screen *screen, const struct writer *writer, unsigned first, unsigned room)
{
	struct str lines = buf_str(writer->layout.out), rest = lines;
	for (unsigned number = 0; number < first + room; number++) {
		size_t offset = lines.len - rest.len;
		struct str line = rest.len ? str_cut(rest, '\n', &rest) : (struct str){ 0 };
		if (number >= first)
			put_line(screen, look_at(writer, offset), line);
	}
}

static void write_page(struct writer *writer, const struct page *page, const block_list *right)
{
	if (page->is_verdict) {
		put_verdict(writer, page);
		return;
	}
	put_blocks(writer, &page->top);
	if (page->title.len) {
		put_strong(writer, INDENT, page->title);
		blank(writer);
	}
	put_blocks(writer, &page->left);
	put_blocks(writer, right);
	put(writer, INDENT, page->bottom_label);
	put_blocks(writer, &page->bottom);
}

/* How many lines of the screen there are. */
static unsigned write_lines(struct writer *writer, const struct page *page, const block_list *right)
{
	struct buf *lines = writer->layout.out;
	buf_clear(lines);
	writer->range_count = 0;
	write_page(writer, page, right);
	while (lines->len > 1 && lines->data[lines->len - 1] == '\n' && lines->data[lines->len - 2] == '\n')
		lines->len--;
	return line_count(buf_str(lines));
}

unsigned text_page(struct buf *out, const struct page *page, unsigned columns, unsigned rows, bool plain,
		   const struct part_text *part_text)
{
	struct buf lines = { 0 };
	struct writer writer = { .layout = { &lines, columns - INDENT } };
	struct screen screen = { out, columns, rows, 0, plain };
	unsigned room = rows > 8 ? rows - 4 : 4, count = write_lines(&writer, page, &page->right);
	if (count > room) {
		struct arena arena;
		block_list list;
		arena_init(&arena, SCRATCH_BYTES);
		page_put_last(&arena, &page->right, &list);
		count = write_lines(&writer, page, &list);
		arena_done(&arena);
	}
	unsigned parts = count > room ? (count + room - 1) / room : 1;
	unsigned part = page->part < parts ? page->part : parts - 1;
	if (!plain)
		buf_put_c(out, "\033[?25l");
	put_head(&screen, page);
	put_body(&screen, &writer, part * room, room);
	put_foot(&screen, page, part, parts, part_text);
	if (!plain)
		buf_put_c(out, "\033[0m");
	buf_done(&lines);
	return parts;
}
