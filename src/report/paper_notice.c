/* The notice for the staff (letter point 1): what not to do on an office computer, what a failed one means, what a
 * check reads. One A4 page, as large as it fits. */
#include "report/paper.h"
#include "report/paper_blank.h"

#define SIZES     9 /* BODY_SIZE and smaller by half a point each */
#define ITEM_X    (8 * MM)
#define LINE_ROOM 20.0 /* to write on */
#define SIGN_ROOM 30.0

static void text(struct paper *paper, const char *id, double size)
{
	struct rich rich = paper_rich(paper, paper_say(paper, id), 0);
	struct paragraph paragraph = { .form = { .size = size, .align = ALIGN_JUSTIFY, .indent = FIRST_LINE },
		                       .before = 5 };
	flow_paragraph(&paper->flow, &rich, &paragraph);
}

static void section(struct paper *paper, const char *heading, const char *const *items, double size)
{
	struct rich rich = paper_rich(paper, paper_say(paper, heading), PIECE_BOLD);
	struct paragraph paragraph = { .form = { .size = size }, .before = 6, .keep = true };
	flow_paragraph(&paper->flow, &rich, &paragraph);
	for (; *items; items++) {
		struct rich item = paper_rich(paper, paper_say(paper, *items), 0);
		struct paragraph row = { .form = { .size = size }, .x = ITEM_X, .before = 2, .bullet = STR("-") };
		flow_paragraph(&paper->flow, &item, &row);
	}
}

static void sections(struct paper *paper, double size)
{
	static const char *const daily[] = { "notice.use.sign-in", "notice.use.sync",   "notice.use.save",
		                             "notice.use.install", "notice.use.repair", NULL };
	static const char *const failed[] = { "notice.fail.stop", "notice.fail.passwords", "notice.fail.keep", NULL };
	static const char *const reads[] = { "notice.read.what", "notice.read.never", "notice.read.kept",
		                             "notice.read.sign", "notice.read.rights", NULL };
	section(paper, "notice.use", daily, size);
	section(paper, "notice.fail", failed, size);
	section(paper, "notice.read", reads, size);
}

/* Label and a line to write on: who is called, at what number. */
static void write_on(struct paper *paper, const char *id, double size)
{
	struct flow *flow = &paper->flow;
	struct block *block = flow_block(flow, 2, LINE_ROOM);
	struct rich rich = paper_rich(paper, paper_say(paper, id), 0);
	struct text_form form = { .size = size };
	struct text label = text_set(&flow->type, &rich, TEXT_WIDTH, &form);
	block_text(flow, block, &label, ITEM_X, 4);
	double x = ITEM_X + label.widest + 4;
	block_rule(flow, block, x, 4 + size, TEXT_WIDTH - x, RULE_THIN, GREY);
}

/* Copies at the left, who signs at the right. */
static void ending(struct paper *paper, double size)
{
	struct flow *flow = &paper->flow;
	double half = TEXT_WIDTH / 2;
	struct block *block = flow_block(flow, 8, 0);
	struct text_form left = { .size = 11 }, right = { .size = size, .align = ALIGN_CENTRE };
	struct rich copies = paper_rich(paper, paper_say(paper, "rep.recipients"), PIECE_BOLD | PIECE_ITALIC),
		    list = paper_rich(paper, paper_say(paper, "notice.copies"), 0),
		    file = paper_rich(
			    paper, str_format(flow->arena, "- %.*s", STR_ARGS(paper_say(paper, "rep.recipients.file"))),
			    0),
		    title = paper_rich(paper, paper_say(paper, "notice.head"), PIECE_BOLD),
		    note = paper_rich(paper, paper_say(paper, "rep.sign.note.stamp"), PIECE_ITALIC);
	struct text a = text_set(&flow->type, &copies, half, &left), b = text_set(&flow->type, &list, half, &left),
		    last = text_set(&flow->type, &file, half, &left);
	struct text c = text_set(&flow->type, &title, half, &right), d = text_set(&flow->type, &note, half, &right);
	block_text(flow, block, &a, 0, 0);
	block_text(flow, block, &b, 0, text_height(&a));
	block_text(flow, block, &last, 0, text_height(&a) + text_height(&b));
	block_text(flow, block, &c, half, 0);
	block_text(flow, block, &d, half, text_height(&c));
	block->height = text_height(&c) + text_height(&d) + SIGN_ROOM;
}

/* The office's sign is that of its minutes, BB-UBND; a notice is TB-UBND. */
static void number_of(struct paper *paper)
{
	struct str symbol = paper->view->policy->symbol, ours = STR("BB-");
	struct str rest = str_starts(symbol, ours) ? str_from(symbol, ours.len) : STR("……");
	paper->form.number = words_message1(paper->flow.arena, paper->view->language,
	                                    paper->form.style == FORM_PARTY ? "rep.number.party" : "rep.number",
	                                    "symbol", str_format(paper->flow.arena, "TB-%.*s", STR_ARGS(rest)));
}

static void build(struct paper *paper, unsigned attempt)
{
	double size = BODY_SIZE - attempt * 0.5;
	static const char *const nothing[] = { NULL };
	paper_head(paper);
	text(paper, "notice.why", size);
	sections(paper, size);
	section(paper, "notice.call", nothing, size);
	write_on(paper, "notice.call.it", size);
	write_on(paper, "notice.call.head", size);
	ending(paper, size);
}

static void draw(struct paper *paper)
{
	number_of(paper);
	paper_blank_fit(paper, SIZES, build);
}

enum err report_write_notice(struct buf *out, const struct policy *policy, const struct report_options *options,
                             struct typeface *typeface)
{
	static const struct paper_blank blank = { "notice.type", "notice.subject", "notice.to", "notice.foot", draw };
	return paper_blank_write(out, policy, options, typeface, &blank);
}
