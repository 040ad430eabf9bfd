/* Page 1: official head, title, the verdict box that stands alone, parties; then sections I and II. */
#include "report/paper_parts.h"

#define ISSUER_WIDTH   175.0
#define MOTTO_X        ISSUER_WIDTH
#define MOTTO_WIDTH    (TEXT_WIDTH - MOTTO_X)
#define BOX_PAD        12.0
#define WORDS_PAD      7.0
#define SHAPE_SIDE     (20 * MM)
#define SENTENCE_X     82.0
#define SENTENCE_WIDTH 216.0
#define CODE_RIGHT     388.0
#define CODE_WIDTH     90.0
#define QR_SIDE        (21 * MM)
#define QR_X           (TEXT_WIDTH - BOX_PAD - QR_SIDE)
#define WORST_SQUARES  28.0
#define WORST_TEXT     66.0
#define WORST_WHO      380.0

struct cursor_y {
	struct block *block;
	double y;
};

/* Centred in the column; returns the lower edge. */
static double centred(struct paper *paper, struct block *block, struct str text, unsigned style, double size, double x,
                      double width, double y, double *ret_widest)
{
	struct rich rich = paper_rich(paper, text, style);
	struct text_form form = { .size = size, .align = ALIGN_CENTRE, .balanced = true };
	struct text set = text_set(&paper->flow.type, &rich, width, &form);
	block_text(&paper->flow, block, &set, x, y);
	if (ret_widest)
		*ret_widest = set.widest;
	return y + text_height(&set);
}

static void short_rule(struct paper *paper, struct block *block, double centre, double y, double width)
{
	block_rule(&paper->flow, block, centre - width / 2, y, width, 0.6, 1);
}

static double issuer(struct paper *paper, struct block *block)
{
	const struct form *form = &paper->form;
	double y = 0, widest = 0;
	for (size_t i = 0; i < form->issuer.count; i++) {
		bool own = i + 1 == form->issuer.count;
		y = centred(paper, block, form->issuer.items[i], own ? PIECE_BOLD : 0, 12.5, 0, ISSUER_WIDTH, y,
		            &widest);
	}
	if (!form->issuer.count)
		return y;
	if (form->style == FORM_PARTY)
		return centred(paper, block, STR("*"), 0, 12.5, 0, ISSUER_WIDTH, y, NULL);
	short_rule(paper, block, ISSUER_WIDTH / 2, y + 2, widest * 0.42);
	return y + 2;
}

/* Name of the State or the Party; the rule below is as long as the last line. */
static double motto(struct paper *paper, struct block *block)
{
	const struct form *form = &paper->form;
	double y = 0, widest = 0;
	for (size_t i = 0; i < form->motto.count; i++) {
		double size = i ? 13.5 : form->style == FORM_PARTY ? 14 : 12.5;
		y = centred(paper, block, form->motto.items[i], PIECE_BOLD, size, MOTTO_X, MOTTO_WIDTH, y, &widest);
	}
	if (!form->motto.count)
		return y;
	short_rule(paper, block, MOTTO_X + MOTTO_WIDTH / 2, y + 1, widest);
	return y + 1;
}

static void head(struct paper *paper)
{
	const struct form *form = &paper->form;
	struct block *block = flow_block(&paper->flow, 0, 0);
	double left = issuer(paper, block), right = motto(paper, block);
	double y = (left > right ? left : right) + 5;
	double below = y;
	if (form->style != FORM_PLAIN)
		below = centred(paper, block, form->number, 0, 13, 0, ISSUER_WIDTH, y, NULL);
	double date = centred(paper, block, form->place_date, PIECE_ITALIC, 13.5, MOTTO_X, MOTTO_WIDTH, y, NULL);
	block->height = date > below ? date : below;
	block->keep = true;
}

/* "BẢN GIAO CHO BÊN GIAO – không có ...": what comes before the dash is bold, when there is one. */
static struct rich copy_line(struct paper *paper)
{
	struct str line = paper->form.copy_line;
	ptrdiff_t dash = str_find(line, STR(" – "));
	struct rich rich =
		paper_rich(paper, dash < 0 ? line : str_sub(line, 0, (size_t)dash), dash < 0 ? 0 : PIECE_BOLD);
	if (dash >= 0)
		rich_put(&rich, str_from(line, (size_t)dash), 0);
	return rich;
}

static void title(struct paper *paper)
{
	const struct form *form = &paper->form;
	struct block *block = flow_block(&paper->flow, 8, 0);
	double y = centred(paper, block, form->type, PIECE_BOLD, 14, 0, TEXT_WIDTH, 0, NULL);
	block_tag(block, "H1");
	y = centred(paper, block, form->subject, PIECE_BOLD, 14, 0, TEXT_WIDTH, y, NULL);
	short_rule(paper, block, TEXT_WIDTH / 2, y + 2, 80);
	struct rich copy = copy_line(paper);
	struct text_form copy_form = { .size = 11.5, .align = ALIGN_CENTRE };
	struct text set = text_set(&paper->flow.type, &copy, TEXT_WIDTH, &copy_form);
	block_text(&paper->flow, block, &set, 0, y + 6);
	block->height = y + 6 + text_height(&set);
	block->keep = true;
}

/* ---- the box ---- */

/* The first sentence, which has the number, is bold. */
static struct rich sentences(struct paper *paper)
{
	struct rich rich = { .arena = paper->flow.arena };
	for (size_t i = 0; i < paper->view->verdict_text.count; i++) {
		struct str text = paper->view->verdict_text.items[i];
		ptrdiff_t end = i ? -1 : str_find(text, STR(". "));
		size_t bold = i ? 0 : end < 0 ? text.len : (size_t)end + 1;
		rich_put(&rich, i ? STR(" ") : STR(""), 0);
		rich_put(&rich, str_sub(text, 0, bold), PIECE_BOLD);
		rich_put(&rich, str_from(text, bold), 0);
	}
	return rich;
}

static double verdict_text(struct paper *paper, struct block *block)
{
	struct flow *flow = &paper->flow;
	struct rich word = paper_rich(paper, paper->view->verdict_word, PIECE_BOLD), text = sentences(paper);
	struct text_form word_form = { .size = 24, .leading = 1.2 }, text_form = { .size = 12 };
	struct text large = text_set_line(&flow->type, &word, SENTENCE_WIDTH, &word_form, 14);
	struct text small = text_set(&flow->type, &text, SENTENCE_WIDTH, &text_form);
	double height = text_height(&large) + text_height(&small) + 1, least = QR_SIDE + 2 * BOX_PAD;
	double y = height + 2 * WORDS_PAD < least ? (least - height) / 2 - 2 : WORDS_PAD;
	block_text(flow, block, &large, SENTENCE_X, y);
	block_tag(block, "H2");
	block_text(flow, block, &small, SENTENCE_X, y + text_height(&large) + 1);
	return height + 2 * WORDS_PAD > least ? height + 2 * WORDS_PAD : least;
}

static void code(struct paper *paper, struct block *block, double height)
{
	struct flow *flow = &paper->flow;
	const struct form *form = &paper->form;
	struct rich label = paper_rich(paper, form->code_label, 0), value = paper_rich(paper, form->code, PIECE_BOLD);
	struct text_form small = { .size = 10.5, .align = ALIGN_RIGHT }, large = { .size = 14, .align = ALIGN_RIGHT };
	if (!form->code.len)
		return;
	struct rich number = paper_rich(paper, paper->view->check_short, 0);
	struct text first = text_set(&flow->type, &label, CODE_WIDTH, &small),
		    second = text_set(&flow->type, &value, CODE_WIDTH, &large);
	double y = (height - text_height(&first) - text_height(&second)) / 2;
	if (paper->view->check_short.len) {
		struct text above = text_set(&flow->type, &number, CODE_WIDTH, &small);
		block_text(flow, block, &above, CODE_RIGHT - CODE_WIDTH, y - text_height(&above));
	}
	block_text(flow, block, &first, CODE_RIGHT - CODE_WIDTH, y);
	block_text(flow, block, &second, CODE_RIGHT - CODE_WIDTH, y + text_height(&first));
	struct qr *qr = arena_new(flow->arena, struct qr);
	if (qr_make(flow->arena, form->scan_text, qr) == OK) {
		struct shape shape = { .kind = SHAPE_QR, .qr = qr };
		double module = QR_SIDE / qr->width;
		/* The quiet zone of four modules is the box's own white. */
		double side = QR_SIDE + BOX_PAD < QR_QUIET * module ? QR_SIDE - QR_QUIET * module : QR_SIDE;
		block_shape(flow, block, &shape, QR_X, (height - side) / 2, side);
	}
}

static double worst_row(struct paper *paper, struct block *block, double y, struct str number,
                        const enum severity *severity, struct str title, struct str who)
{
	struct flow *flow = &paper->flow;
	struct rich n = paper_rich(paper, number, 0), text = paper_rich(paper, paper_cut(paper, title), 0),
		    doer = paper_rich(paper, who, 0);
	struct text_form form = { .size = 12 };
	double left = severity ? WORST_TEXT : WORST_SQUARES;
	struct text a = text_set(&flow->type, &n, 20, &form),
		    b = text_set(&flow->type, &text, (who.len ? WORST_WHO - 8 : TEXT_WIDTH - BOX_PAD) - left, &form);
	struct text c = text_set_line(&flow->type, &doer, TEXT_WIDTH - BOX_PAD - WORST_WHO, &form, SMALL_SIZE);
	block_text(flow, block, &a, BOX_PAD, y);
	if (severity) {
		struct shape shape = { .kind = SHAPE_SEVERITY, .severity = *severity };
		block_shape(flow, block, &shape, WORST_SQUARES, y + 4.2, 6.2);
	}
	block_text(flow, block, &b, left, y);
	block_text(flow, block, &c, WORST_WHO, y);
	double height = text_height(&b);
	height = text_height(&c) > height ? text_height(&c) : height;
	return y + height + 3;
}

static double worst_head(struct paper *paper, struct block *block, double y, bool severity)
{
	struct flow *flow = &paper->flow;
	struct text_form form = { .size = SMALL_SIZE };
	const struct {
		struct str text;
		double x;
	} heads[] = { { paper->form.severity_label, WORST_SQUARES },
		      { paper->form.worst_label, WORST_TEXT },
		      { paper->form.who_label, WORST_WHO } };
	double height = 0;
	for (size_t i = severity ? 0 : 1; i < (severity ? 3 : 2); i++) {
		struct rich rich = paper_rich(paper, heads[i].text, PIECE_ITALIC);
		struct text text = text_set(&flow->type, &rich, 250, &form);
		block_text(flow, block, &text, severity ? heads[i].x : WORST_SQUARES, y);
		height = text_height(&text);
	}
	return y + height + 3;
}

/* What could not be checked though it had to be, where nothing was found. */
static double undone_rows(struct paper *paper, struct block *block, double y)
{
	const struct view *view = paper->view;
	struct str mandatory = str_format(view->arena, "(%.*s)", STR_ARGS(paper_say(paper, "cov.mandatory")));
	size_t listed = 0;
	for (size_t i = 0; i < view->scope.count; i++) {
		const struct view_row *row = &view->scope.items[i];
		for (size_t k = 0; k < row->lines.count && listed < FORM_WORST; k++) {
			if (!str_starts(row->lines.items[k], mandatory))
				continue;
			struct str number = str_format(view->arena, "%zu", ++listed);
			y = worst_row(paper, block, y, number, NULL, row->lines.items[k], (struct str){ 0 });
		}
	}
	return y;
}

static void rule_above(struct paper *paper, struct block *block, double y, bool first)
{
	if (!first) /* the line under the verdict is one */
		block_rule(&paper->flow, block, BOX_PAD, y, TEXT_WIDTH - 2 * BOX_PAD, RULE_THIN, GREY);
}

static double count_line(struct paper *paper, struct block *block, double y, bool first)
{
	const struct view *view = paper->view;
	const struct {
		const char *id;
		uint64_t number;
	} counts[] = { { "txt.count.fail", view->fails },
		       { "txt.count.note", view->notes },
		       { "txt.count.limit", view->limits },
		       { "txt.writes", view->writes } };
	struct rich rich = { .arena = view->arena };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		rich_put(&rich, i ? STR("  ·  ") : STR(""), 0);
		rich_put(&rich, paper_say(paper, counts[i].id), 0);
		rich_put(&rich, STR(": "), 0);
		rich_put(&rich, words_count(view->arena, view->language, counts[i].number), PIECE_BOLD);
		if (i == 2) {
			struct str number = words_count(view->arena, view->language, view->mandatory_undone);
			rich_put(&rich, STR(" "), 0);
			rich_put(&rich, words_message1(view->arena, view->language, "txt.count.mandatory", "n", number),
			         0);
		}
	}
	struct text_form form = { .size = 11 };
	struct text text = text_set_line(&paper->flow.type, &rich, TEXT_WIDTH - 2 * BOX_PAD, &form, SMALL_SIZE);
	rule_above(paper, block, y, first);
	block_text(&paper->flow, block, &text, BOX_PAD, y + 3);
	return y + 3 + text_height(&text) + 4;
}

/* Which check it is of this machine, and what earlier ones said. */
static double check_line(struct paper *paper, struct block *block, double y, bool first)
{
	struct rich rich = paper_rich(paper, paper->view->check, PIECE_BOLD);
	struct text_form form = { .size = 11 };
	if (!paper->view->check.len)
		return y;
	struct text text = text_set(&paper->flow.type, &rich, TEXT_WIDTH - 2 * BOX_PAD, &form);
	rule_above(paper, block, y, first);
	block_text(&paper->flow, block, &text, BOX_PAD, y + 3);
	return y + 3 + text_height(&text) + 4;
}

static double worst(struct paper *paper, struct block *block, double y)
{
	const struct form *form = &paper->form;
	if (!form->worst.count) {
		double below = undone_rows(paper, block, y);
		return below > y ? below : y;
	}
	y = worst_head(paper, block, y, true);
	for (size_t i = 0; i < form->worst.count; i++) {
		const struct form_worst *row = &form->worst.items[i];
		y = worst_row(paper, block, y, str_format(paper->flow.arena, "%u", row->number), &row->severity,
		              row->title, row->who);
	}
	if (form->worst_more.len) {
		struct rich rich = paper_rich(paper, form->worst_more, PIECE_ITALIC);
		struct text_form small = { .size = 11 };
		struct text text = text_set(&paper->flow.type, &rich, TEXT_WIDTH - 2 * BOX_PAD, &small);
		block_text(&paper->flow, block, &text, BOX_PAD, y - 1);
		y += text_height(&text) + 2;
	}
	return y;
}

static void verdict_box(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	struct block *block = flow_block(flow, 6, 0);
	double height = verdict_text(paper, block);
	struct shape shape = { .kind = SHAPE_VERDICT, .verdict = paper->view->verdict };
	block_shape(flow, block, &shape, BOX_PAD, (height - SHAPE_SIDE) / 2, SHAPE_SIDE);
	code(paper, block, height);
	block_rule(flow, block, 0, height, TEXT_WIDTH, 0.6, 1);
	double top = height + 6, below = worst(paper, block, top);
	if (below == top) /* nothing to list */
		top = below = height;
	double y = check_line(paper, block, below, below == top);
	block->height = count_line(paper, block, y, y == top);
	block_frame(flow, block, 0, 0, TEXT_WIDTH, block->height, 1.5);
	block->outline = paper->view->verdict_word;
	block->level = 1;
}

static void parties(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	struct rich opening = paper_rich(paper, paper->form.opening, 0);
	struct paragraph body = { .form = { .size = BODY_SIZE, .align = ALIGN_JUSTIFY, .indent = FIRST_LINE },
		                  .before = 7,
		                  .keep = true };
	if (str_find(paper->form.opening, STR("……")) >= 0)
		body.form.align = ALIGN_LEFT; /* dots to write on are no word to stretch a line with */
	flow_paragraph(flow, &opening, &body);
	for (size_t i = 0; i < paper->form.parties.count; i++) {
		const struct view_row *row = &paper->form.parties.items[i];
		struct str label = str_format(flow->arena, "%.*s:", STR_ARGS(row->label));
		for (size_t k = 0; k < row->lines.count; k++) {
			struct rich text = paper_rich(paper, row->lines.items[k], 0);
			struct paragraph paragraph = { .form = { .size = BODY_SIZE },
				                       .x = LABEL_WIDTH,
				                       .before = i || k ? 2 : 4 };
			if (!k)
				paragraph.label = paper_rich(paper, label, 0);
			flow_paragraph(flow, &text, &paragraph);
		}
	}
}

void paper_head(struct paper *paper)
{
	head(paper);
	title(paper);
}

void paper_front(struct paper *paper)
{
	paper_head(paper);
	verdict_box(paper);
	parties(paper);
}

/* A few short entries need no line each. */
static struct view_row in_one_line(struct paper *paper, const struct view_row *row)
{
	struct view_row one = { .label = row->label };
	struct str text = paper_joined(paper, &row->lines);
	if (row->lines.count < 2 || !text.len)
		return *row;
	*array_push(paper->flow.arena, &one.lines) = text;
	return one;
}

/* What the computer is comes first, on page 1; the long lists of volumes and users may follow on the next. */
static view_rows identity_first(struct paper *paper, const view_rows *rows)
{
	const struct str late[] = { paper_say(paper, "txt.machine.volumes"), paper_say(paper, "txt.machine.users") };
	view_rows sorted = { 0 };
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < rows->count; i++) {
			bool is_late = str_eq(rows->items[i].label, late[0]) || str_eq(rows->items[i].label, late[1]);
			if (is_late == (pass == 1))
				*array_push(paper->flow.arena, &sorted) = in_one_line(paper, &rows->items[i]);
		}
	}
	return sorted;
}

void paper_machine(struct paper *paper)
{
	paper_section(paper, "I", paper_say(paper, "txt.sec1"));
	for (size_t i = 0; i < paper->view->machines.count; i++) {
		const struct view_machine *machine = &paper->view->machines.items[i];
		view_rows rows = identity_first(paper, &machine->rows);
		if (machine->title.len) {
			struct rich title = paper_rich(paper, machine->title, PIECE_ITALIC);
			struct paragraph paragraph = { .form = { .size = TABLE_SIZE }, .before = 6, .keep = true };
			flow_paragraph(&paper->flow, &title, &paragraph);
		}
		paper_rows(paper, &rows, TABLE_SIZE);
	}
}

void paper_scope(struct paper *paper)
{
	paper_section(paper, "II", paper_say(paper, "txt.sec2"));
	paper_rows(paper, &paper->view->scope, TABLE_SIZE);
}
