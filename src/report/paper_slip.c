/* The blank slip, filled in by hand where no printer is near: what the screen says, the check code, who signs. One A4 page. */
#include "report/paper.h"
#include "report/paper_blank.h"

#define LINE_HEIGHT 22.5 /* room for handwriting */
#define CODE_BOX    22.0
#define ITEM_LINES  5 /* fewer where a long head takes their room */

/* Label, then a line to write on up to `right`. */
static void blank(struct paper *paper, struct block *block, const char *id, double x, double right, double y)
{
	struct flow *flow = &paper->flow;
	struct rich rich = paper_rich(paper, paper_say(paper, id), 0);
	struct text_form form = { .size = BODY_SIZE };
	struct text label = text_set(&flow->type, &rich, right - x, &form);
	block_text(flow, block, &label, x, y);
	block_rule(flow, block, x + label.widest + 4, y + 13, right - x - label.widest - 4, RULE_THIN, GREY);
}

static void blank_line(struct paper *paper, const char *id)
{
	blank(paper, flow_block(&paper->flow, 0, LINE_HEIGHT), id, 0, TEXT_WIDTH, 4);
}

static void blank_pair(struct paper *paper, const char *first, const char *second, double middle)
{
	struct block *block = flow_block(&paper->flow, 0, LINE_HEIGHT);
	blank(paper, block, first, 0, middle - 10, 4);
	blank(paper, block, second, middle, TEXT_WIDTH, 4);
}

static void heading(struct paper *paper, const char *id)
{
	struct rich rich = paper_rich(paper, paper_say(paper, id), PIECE_BOLD);
	struct paragraph paragraph = { .form = { .size = BODY_SIZE }, .before = 9, .keep = true };
	flow_paragraph(&paper->flow, &rich, &paragraph);
}

/* The three verdicts with their shapes, a box to tick before each. */
static void verdicts(struct paper *paper)
{
	static const struct {
		enum verdict verdict;
		const char *id;
	} rows[] = { { VERDICT_PASS, "verdict.pass" },
		     { VERDICT_FAIL, "verdict.fail" },
		     { VERDICT_INCONCLUSIVE, "verdict.insufficient" } };
	struct flow *flow = &paper->flow;
	struct block *block = flow_block(flow, 4, 28);
	struct text_form form = { .size = 14 };
	double x = 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct shape box = { .kind = SHAPE_BOX }, mark = { .kind = SHAPE_VERDICT, .verdict = rows[i].verdict };
		struct rich rich = paper_rich(paper, paper_say(paper, rows[i].id), PIECE_BOLD);
		struct text text = text_set(&flow->type, &rich, TEXT_WIDTH, &form);
		block_shape(flow, block, &box, x, 7, 15);
		block_shape(flow, block, &mark, x + 23, 6, 17);
		block_text(flow, block, &text, x + 46, 6);
		x += 46 + text.widest + 26;
	}
}

/* Eight squares and a hyphen, as the code stands on the screen. */
static void code(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	struct block *block = flow_block(flow, 5, CODE_BOX + 4);
	struct rich rich = paper_rich(paper, paper_say(paper, "slip.code"), PIECE_BOLD);
	struct text_form form = { .size = BODY_SIZE };
	struct text label = text_set(&flow->type, &rich, TEXT_WIDTH, &form);
	block_text(flow, block, &label, 0, 4);
	double x = label.widest + 12;
	for (int i = 0; i < 8; i++) {
		block_frame(flow, block, x, 0, CODE_BOX, CODE_BOX, 0.9);
		x += CODE_BOX + 3;
		if (i == 3) {
			block_rule(flow, block, x + 2, CODE_BOX / 2, 8, 1, 1);
			x += 15;
		}
	}
}

static void counts(struct paper *paper)
{
	static const char *const ids[] = { "txt.count.fail", "txt.count.note", "txt.count.limit" };
	static const double at[] = { 0, 140, 280, TEXT_WIDTH + 10 };
	struct block *block = flow_block(&paper->flow, 4, LINE_HEIGHT);
	for (size_t i = 0; i < 3; i++)
		blank(paper, block, ids[i], at[i], at[i + 1] - 10, 4);
}

static void items(struct paper *paper, unsigned lines)
{
	static const struct table_column columns[] = { { 0, 24, ALIGN_LEFT },
		                                       { 34, TEXT_WIDTH - 160, ALIGN_LEFT },
		                                       { TEXT_WIDTH - 116, 116, ALIGN_LEFT } };
	static const char *const heads[] = { "rep.annex.no", "slip.item", "rep.worst.who" };
	struct rich cells[3], nothing = { 0 };
	struct table table;
	for (size_t i = 0; i < 3; i++)
		cells[i] = paper_rich(paper, paper_say(paper, heads[i]), PIECE_ITALIC);
	table_start(&table, &paper->flow, columns, 3, TABLE_SIZE, cells);
	for (unsigned i = 1; i <= lines; i++) {
		cells[0] = paper_rich(paper, str_format(paper->flow.arena, "%u", i), 0);
		cells[1] = cells[2] = nothing;
		table_row(&table, cells, &nothing, TABLE_SIZE);
		table.last->height = LINE_HEIGHT;
	}
	table_end(&table);
}

static void demands(struct paper *paper)
{
	static const char *const ids[] = { "slip.demand.accept", "slip.demand.fix", "slip.demand.passwords",
		                           "slip.demand.recheck" };
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct rich rich = paper_rich(paper, paper_say(paper, ids[i]), PIECE_BOXES);
		struct paragraph paragraph = { .form = { .size = BODY_SIZE }, .before = 3 };
		flow_paragraph(&paper->flow, &rich, &paragraph);
	}
}

static void build(struct paper *paper, unsigned attempt)
{
	paper_head(paper);
	heading(paper, "slip.computer");
	blank_pair(paper, "slip.model", "slip.serial", TEXT_WIDTH / 2);
	blank_pair(paper, "slip.name", "slip.disk", TEXT_WIDTH / 2);
	blank_line(paper, "slip.when");
	heading(paper, "slip.result");
	verdicts(paper);
	code(paper);
	counts(paper);
	heading(paper, "slip.items");
	items(paper, ITEM_LINES - attempt);
	heading(paper, "slip.demands");
	demands(paper);
	paper_signatures(paper);
}

static void draw(struct paper *paper)
{
	paper->form.number = (struct str){ 0 }; /* that of the minutes to which it is kept */
	paper_blank_fit(paper, ITEM_LINES, build);
}

enum err report_write_slip(struct buf *out, const struct policy *policy, const struct report_options *options,
                           struct typeface *typeface)
{
	static const struct paper_blank blank = { "slip.type", "slip.subject", "slip.note", "slip.foot", draw };
	return paper_blank_write(out, policy, options, typeface, &blank);
}
