/* The end of the minutes: conclusion, re-check box, integrity, signatures, recipients. */
#include "report/paper_parts.h"

#define RECHECK_PAD     9.0
#define SIGNATURE_SPACE 46.0
#define INTEGRITY_SIZE  9.5
#define INTEGRITY_PAD   5.0

static void conclusion(struct paper *paper)
{
	const struct view *view = paper->view;
	paper_section(paper, "IV", paper_say(paper, "txt.sec4"));
	for (size_t i = 0; i < view->conclusion.count; i++) {
		struct rich text = paper_rich(paper, view->conclusion.items[i], i ? 0 : PIECE_BOLD);
		struct paragraph paragraph = { .form = { .size = BODY_SIZE, .align = ALIGN_JUSTIFY },
			                       .x = 18,
			                       .before = i ? 3 : 0,
			                       .keep = i == 0 && view->conclusion.count > 1 };
		paragraph.label = paper_rich(paper, str_format(view->arena, "%zu.", i + 1), 0);
		flow_paragraph(&paper->flow, &text, &paragraph);
	}
}

/* The line to sign on stands beside the boxes of the items, where both fit one line. */
static text_list recheck_lines(struct paper *paper)
{
	const text_list *all = &paper->form.recheck.lines;
	text_list lines = { 0 };
	struct text_form form = { .size = TABLE_SIZE };
	for (size_t i = 0; i < all->count; i++) {
		bool last_but_one = i + 2 == all->count;
		struct str both = last_but_one ? str_format(paper->flow.arena, "%.*s   %.*s", STR_ARGS(all->items[i]),
		                                            STR_ARGS(all->items[i + 1]))
		                               : (struct str){ 0 };
		struct rich rich = paper_rich(paper, both, PIECE_BOXES);
		bool fits = both.len && text_set(&paper->flow.type, &rich, TEXT_WIDTH - 2 * RECHECK_PAD, &form).lines == 1;
		*array_push(paper->flow.arena, &lines) = fits ? both : all->items[i];
		i += fits;
	}
	return lines;
}

static void recheck(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	if (!paper->form.recheck.lines.count)
		return;
	paper_section(paper, "V", paper->form.recheck.title);
	struct block *block = flow_block(flow, 2, 0);
	double y = RECHECK_PAD;
	text_list lines = recheck_lines(paper);
	for (size_t i = 0; i <= lines.count; i++) {
		struct str line = i ? lines.items[i - 1] : paper->form.recheck.bound;
		struct rich rich = paper_rich(paper, line, i ? PIECE_BOXES : PIECE_ITALIC);
		struct text_form form = { .size = TABLE_SIZE, .leading = i ? 1.3 : 0 };
		if (!line.len)
			continue;
		struct text text = text_set(&flow->type, &rich, TEXT_WIDTH - 2 * RECHECK_PAD, &form);
		block_text(flow, block, &text, RECHECK_PAD, y);
		y += text_height(&text) + 2;
	}
	block->height = y + RECHECK_PAD - 4;
	block_frame(flow, block, 0, 0, TEXT_WIDTH, block->height, 1);
}

static double integrity_title(struct paper *paper, struct block *block)
{
	struct rich rich = paper_rich(paper, paper_say(paper, "rep.integrity"), PIECE_BOLD);
	struct text_form form = { .size = TABLE_SIZE };
	struct text text = text_set(&paper->flow.type, &rich, TEXT_WIDTH, &form);
	block_text(&paper->flow, block, &text, INTEGRITY_PAD, INTEGRITY_PAD);
	block_tag(block, "H2");
	return INTEGRITY_PAD + text_height(&text) + 2;
}

/* Versions, hashes and what the marks mean: for whoever checks the paper later, so before the annexes and small. */
void paper_integrity(struct paper *paper)
{
	const view_rows *rows = &paper->view->foot;
	struct flow *flow = &paper->flow;
	struct block *block = flow_block(flow, 0, 0);
	struct str code = paper_say(paper, "rep.code"); /* in the box and at the foot of every page already */
	struct text_form form = { .size = INTEGRITY_SIZE, .leading = 1.15 };
	double y = integrity_title(paper, block);
	for (size_t i = 0; i < rows->count; i++) {
		const struct view_row *row = &rows->items[i];
		struct rich rich = paper_rich(paper, row->label, PIECE_ITALIC);
		if (str_eq(row->label, code))
			continue;
		for (size_t k = 0; k < row->lines.count; k++) {
			rich_put(&rich, k > 1 ? STR("; ") : k ? STR(" ") : STR(": "), 0);
			rich_put(&rich, row->lines.items[k], 0);
		}
		struct text text = text_set(&flow->type, &rich, TEXT_WIDTH - 2 * INTEGRITY_PAD, &form);
		block_text(flow, block, &text, INTEGRITY_PAD, y);
		y += text_height(&text) + 1;
	}
	block->height = y + INTEGRITY_PAD;
	block->new_page = true;
	block->keep = paper->form.annexes.count > 0;
	block->outline = paper_say(paper, "rep.integrity");
	block->level = 1;
	block_frame(flow, block, 0, 0, TEXT_WIDTH, block->height, RULE_THIN);
}

/* One column for each who signs: title, hint, room, name. */
void paper_signatures(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	size_t count = paper->form.signatures.count;
	double width = TEXT_WIDTH / (double)(count ? count : 1), below = 0;
	struct block *block = flow_block(flow, 9, 0);
	struct text_form bold = { .size = 12.5, .align = ALIGN_CENTRE },
			 hint = { .size = TABLE_SIZE, .align = ALIGN_CENTRE, .balanced = true };
	for (size_t i = 0; i < count; i++) { /* all titles as large as the longest can be */
		struct rich title = paper_rich(paper, paper->form.signatures.items[i].title, PIECE_BOLD);
		double size = text_set_line(&flow->type, &title, width - 6, &bold, 10).size;
		bold.size = size < bold.size ? size : bold.size;
	}
	for (size_t i = 0; i < count; i++) {
		const struct form_signature *one = &paper->form.signatures.items[i];
		struct rich title = paper_rich(paper, one->title, PIECE_BOLD),
			    note = paper_rich(paper, one->note, PIECE_ITALIC);
		struct rich name = paper_rich(paper, one->name, PIECE_BOLD);
		struct text a = text_set_line(&flow->type, &title, width - 6, &bold, 10),
			    b = text_set(&flow->type, &note, width - 16, &hint);
		struct text c = text_set(&flow->type, &name, width - 10, &bold);
		double x = width * (double)i;
		block_text(flow, block, &a, x + 3, 0);
		block_text(flow, block, &b, x + 8, text_height(&a));
		double y = text_height(&a) + text_line_height(&b) * 2 + SIGNATURE_SPACE;
		block_text(flow, block, &c, x + 5, y);
		below = y + text_height(&c) > below ? y + text_height(&c) : below;
	}
	block->height = below;
	block->keep = true;
}

static void recipients(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	const struct form *form = &paper->form;
	struct rich title = paper_rich(paper, form->recipients_label, PIECE_BOLD | PIECE_ITALIC);
	struct paragraph paragraph = { .form = { .size = 12 }, .before = 8, .keep = true };
	flow_paragraph(flow, &title, &paragraph);
	for (size_t i = 0; i < form->recipients.count; i++) {
		struct rich line =
			paper_rich(paper, str_format(flow->arena, "- %.*s", STR_ARGS(form->recipients.items[i])), 0);
		struct paragraph small = { .form = { .size = 11 },
			                   .before = 0,
			                   .keep = i + 1 < form->recipients.count };
		flow_paragraph(flow, &line, &small);
	}
}

static void closing(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	struct rich opinion = paper_rich(paper, paper_say(paper, "rep.opinion"), 0);
	struct text_form form = { .size = BODY_SIZE };
	struct text label = text_set(&flow->type, &opinion, TEXT_WIDTH, &form);
	struct block *line = flow_block(flow, 7, 33); /* behind the label and below it there is room to write */
	block_text(flow, line, &label, 0, 0);
	block_rule(flow, line, label.widest + 4, 13, TEXT_WIDTH - label.widest - 4, RULE_THIN, GREY);
	block_rule(flow, line, 0, 34, TEXT_WIDTH, RULE_THIN, GREY);
	line->keep = true;
	struct rich text = paper_rich(paper, paper->form.notice, 0);
	rich_put(&text, STR(" "), 0);
	rich_put(&text, paper->form.closing, 0);
	struct paragraph paragraph = { .form = { .size = BODY_SIZE, .align = ALIGN_JUSTIFY, .indent = FIRST_LINE },
		                       .before = 6,
		                       .keep = true };
	flow_paragraph(flow, &text, &paragraph);
}

void paper_end(struct paper *paper)
{
	conclusion(paper);
	recheck(paper);
	closing(paper);
	paper_signatures(paper);
	recipients(paper);
}
