/* Section III on paper: each finding with its evidence, reason and remedies (mock-up 21). */
#include <string.h>

#include "report/paper_parts.h"

#define ROW_SIZE      12.0
#define TITLE_X       18.0
#define VALUE_X       73.0
#define STEP_X        88.0
#define ROW_BEFORE    2.5
#define STEPS_LONGEST 420 /* characters, of all steps in the table */
#define ITEMS_SHOWN   12

static void row(struct paper *paper, struct str label, const struct rich *text, double before, bool keep)
{
	struct paragraph paragraph = {
		.form = { .size = ROW_SIZE }, .x = VALUE_X, .before = before, .label_x = TITLE_X, .keep = keep
	};
	paragraph.label = paper_rich(paper, label, PIECE_ITALIC);
	flow_paragraph(&paper->flow, text, &paragraph);
}

static void text_row(struct paper *paper, const char *label_id, struct str text)
{
	struct rich rich = paper_rich(paper, text, 0);
	if (text.len)
		row(paper, paper_say(paper, label_id), &rich, ROW_BEFORE, false);
}

static void lines_row(struct paper *paper, const char *label_id, const text_list *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct rich rich = paper_rich(paper, lines->items[i], 0);
		row(paper, i ? (struct str){ 0 } : paper_say(paper, label_id), &rich, i ? 1 : ROW_BEFORE, false);
	}
}

static struct str more(const struct paper *paper, const char *id, size_t count)
{
	struct arena *arena = paper->flow.arena;
	return words_message1(arena, paper->view->language, id, "n", words_count(arena, paper->view->language, count));
}

/* How many for each site: in the supplier's copy, which has no list of them. */
static void sites(struct paper *paper, const struct view_finding *finding)
{
	struct arena *arena = paper->flow.arena;
	struct str text = { 0 };
	for (size_t i = 0; i < finding->sites.count && i < ITEMS_SHOWN; i++)
		text = str_format(arena, "%.*s%s%.*s", STR_ARGS(text), i ? "; " : "",
		                  STR_ARGS(finding->sites.items[i]));
	if (finding->sites.count > ITEMS_SHOWN)
		text = str_format(arena, "%.*s; …", STR_ARGS(text));
	text_row(paper, "txt.row.items", text);
}

/* One paragraph of them, each with its full stop. */
static struct str sentences(const struct paper *paper, const text_list *lines)
{
	struct arena *arena = paper->flow.arena;
	struct str text = { 0 };
	for (size_t i = 0; i < lines->count; i++) {
		struct str line = lines->items[i];
		const char *stop = line.len && strchr(".!?", line.data[line.len - 1]) ? "" : ".";
		text = str_format(arena, "%.*s%s%.*s%s", STR_ARGS(text), i ? " " : "", STR_ARGS(line), stop);
	}
	return text;
}

static void items(struct paper *paper, const struct view_finding *finding)
{
	text_list lines = { 0 };
	struct arena *arena = paper->flow.arena;
	if (finding->sites.count) {
		if (paper->view->options->copy == COPY_VENDOR)
			sites(paper, finding);
		return;
	}
	struct str one = paper_joined(paper, &finding->items);
	if (one.len)
		*array_push(arena, &lines) = one;
	for (size_t i = 0; !one.len && i < finding->items.count && i < ITEMS_SHOWN; i++)
		*array_push(arena, &lines) = paper_cut(paper, finding->items.items[i]);
	if (finding->items.count > ITEMS_SHOWN)
		*array_push(arena, &lines) = more(paper, "txt.items.more", finding->items.count - ITEMS_SHOWN);
	lines_row(paper, "txt.row.items", &lines);
}

/* What the places say together, then the files in one paragraph; full paths stand in the annex of places. */
static void evidence(struct paper *paper, const struct view_finding *finding)
{
	struct arena *arena = paper->flow.arena;
	struct str text = sentences(paper, &finding->facts);
	if (finding->sites.count && paper->view->options->copy == COPY_INTERNAL)
		text = str_format(arena, "%.*s %.*s", STR_ARGS(text), STR_ARGS(paper_say(paper, "rep.list.annex")));
	if (finding->rest.len)
		text = str_format(arena, "%.*s %.*s.", STR_ARGS(text), STR_ARGS(finding->rest));
	for (size_t i = 0; i < finding->brief.count; i++)
		text = str_format(arena, "%.*s%s%.*s", STR_ARGS(text), i ? "; " : text.len ? " " : "",
		                  STR_ARGS(finding->brief.items[i]));
	text_row(paper, "txt.row.evidence", text);
}

/* Where the unit decides, the boxes to tick stand behind its step. */
static void only_step(struct paper *paper, const struct view_finding *finding, struct rich *text)
{
	if (finding->unit_decides) {
		rich_put(text, STR(":  "), 0);
		rich_put(text, paper_say(paper, "txt.row.decision.boxes"), PIECE_BOXES);
	}
	row(paper, paper_say(paper, "txt.row.fix"), text, ROW_BEFORE, false);
}

/* Who does it is bold: "Bên giao: gỡ cài đặt". */
static void steps(struct paper *paper, const struct view_finding *finding)
{
	struct flow *flow = &paper->flow;
	for (size_t i = 0; i < finding->steps.count; i++) {
		const struct view_step *step = &finding->steps.items[i];
		struct str who = str_format(flow->arena, "%.*s:", STR_ARGS(step->who_text));
		struct rich text = paper_rich(paper, who, PIECE_BOLD);
		rich_put(&text, STR(" "), 0);
		rich_put(&text, step->text, 0);
		if (finding->steps.count == 1) {
			only_step(paper, finding, &text);
			continue;
		}
		struct paragraph paragraph = {
			.form = { .size = ROW_SIZE }, .x = STEP_X, .before = i ? 1 : ROW_BEFORE, .label_x = VALUE_X
		};
		paragraph.label = paper_rich(paper, str_format(flow->arena, "%.*s)", STR_ARGS(step->letter)), 0);
		size_t at = flow->blocks.count;
		flow_paragraph(flow, &text, &paragraph);
		if (!i) {
			struct rich label = paper_rich(paper, paper_say(paper, "txt.row.fix"), PIECE_ITALIC);
			struct text_form form = { .size = ROW_SIZE };
			rich_put(&label, STR(" "), 0);
			struct text set = text_set(&flow->type, &label, VALUE_X - TITLE_X, &form);
			block_text(flow, flow->blocks.items[at], &set, TITLE_X, 0);
			block_first(flow->blocks.items[at]);
		}
	}
}

static void title(struct paper *paper, const struct view_finding *finding)
{
	struct flow *flow = &paper->flow;
	struct rich number = paper_rich(paper, str_format(flow->arena, "%u.", finding->number), PIECE_BOLD);
	struct rich text = paper_rich(paper, paper_cut(paper, finding->title), PIECE_BOLD);
	struct paragraph paragraph = {
		.form = { .size = BODY_SIZE, .balanced = true }, .x = TITLE_X, .before = 3, .keep = true, .label = number,
		.tag = "H3"
	};
	struct block *rule = flow_rule(flow, finding->number > 1 ? 8 : paper->view->statements.count ? 6 : 0, 1);
	rule->keep = true;
	rule->outline =
		str_format(flow->arena, "%u. %.*s", finding->number, STR_ARGS(paper_cut(paper, finding->title)));
	rule->level = 2;
	flow_paragraph(flow, &text, &paragraph);
}

static void severity(struct paper *paper, const struct view_finding *finding)
{
	struct flow *flow = &paper->flow;
	struct str word = finding->severity, rule = str_from_c(finding->finding->rule);
	if (finding->effect.len)
		word = str_format(flow->arena, "%.*s, %.*s", STR_ARGS(word), STR_ARGS(finding->effect));
	if (finding->letter.len)
		rule = str_format(flow->arena, "%.*s; %.*s", STR_ARGS(rule), STR_ARGS(finding->letter));
	struct text_form left = { .size = ROW_SIZE }, right = { .size = ROW_SIZE, .align = ALIGN_RIGHT };
	struct rich a = paper_rich(paper, word, 0), b = paper_rich(paper, rule, 0);
	struct text first = text_set(&flow->type, &a, 260, &left), second = text_set(&flow->type, &b, 200, &right);
	struct block *block = flow_block(flow, 2, text_height(&first));
	struct shape shape = { .kind = SHAPE_SEVERITY, .severity = finding->finding->severity };
	block_shape(flow, block, &shape, TITLE_X, 4.2, 6);
	block_text(flow, block, &first, TITLE_X + 40, 0);
	block_text(flow, block, &second, TEXT_WIDTH - 200, 0);
	block->keep = true;
}

static void finding_in_full(struct paper *paper, const struct view_finding *finding)
{
	title(paper, finding);
	severity(paper, finding);
	text_row(paper, "txt.row.account", finding->account);
	text_row(paper, "txt.row.system", finding->system);
	items(paper, finding);
	evidence(paper, finding);
	text_row(paper, "txt.row.confidence", finding->confidence);
	text_row(paper, "txt.row.why", sentences(paper, &finding->reasons));
	steps(paper, finding);
	if (finding->unit_decides && finding->steps.count != 1) {
		struct rich boxes = paper_rich(paper, paper_say(paper, "txt.row.decision.boxes"), PIECE_BOXES);
		struct paragraph paragraph = {
			.form = { .size = ROW_SIZE }, .x = VALUE_X + 14, .before = ROW_BEFORE, .label_x = TITLE_X
		};
		paragraph.label =
			paper_rich(paper, paper_say(paper, "txt.row.decision"), PIECE_ITALIC); /* a longer one */
		flow_paragraph(&paper->flow, &boxes, &paragraph);
	}
}

static struct str steps_text(const struct paper *paper, const struct view_finding *finding)
{
	struct arena *arena = paper->flow.arena;
	struct str text = { 0 };
	for (size_t i = 0; i < finding->steps.count; i++) {
		const struct view_step *step = &finding->steps.items[i];
		text = str_format(arena, "%.*s%s%.*s: %.*s", STR_ARGS(text), i ? "; " : "", STR_ARGS(step->who_text),
		                  STR_ARGS(step->text));
	}
	return words_cut(arena, text, STEPS_LONGEST, STEPS_LONGEST / 2);
}

/* The ones that nobody would read in full: number, severity, what, whose, what to do. */
static void findings_in_short(struct paper *paper)
{
	static const struct table_column columns[] = { { 0, 22, ALIGN_RIGHT },
		                                       { 30, 72, ALIGN_LEFT },
		                                       { 110, 160, ALIGN_LEFT },
		                                       { 278, TEXT_WIDTH - 278, ALIGN_LEFT } };
	static const char *const heads[] = { "rep.annex.no", "rep.worst.severity", "rep.findings.what", "txt.row.fix" };
	const struct view *view = paper->view;
	struct rich cells[4], nothing = { 0 };
	struct table table;
	for (size_t i = 0; i < 4; i++)
		cells[i] = paper_rich(paper, paper_say(paper, heads[i]), PIECE_ITALIC);
	table_start(&table, &paper->flow, columns, 4, SMALL_SIZE, cells);
	for (size_t i = FINDINGS_IN_FULL; i < view->findings.count; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		cells[0] = paper_rich(paper, str_format(view->arena, "%u", finding->number), 0);
		cells[1] = paper_rich(
			paper, str_format(view->arena, "%.*s, %s", STR_ARGS(finding->severity), finding->finding->rule),
			0);
		cells[2] = paper_rich(paper, paper_cut(paper, finding->title), 0);
		if (finding->account.len)
			rich_put(&cells[2],
			         str_format(view->arena, "; %.*s", STR_ARGS(paper_cut(paper, finding->account))), 0);
		cells[3] = paper_rich(paper, steps_text(paper, finding), 0);
		table_row(&table, cells, &nothing, SMALL_SIZE);
	}
	table_end(&table);
}

void paper_findings(struct paper *paper)
{
	const struct view *view = paper->view;
	paper_section(paper, "III", paper_say(paper, "txt.sec3"));
	for (size_t i = 0; i < view->statements.count; i++) {
		struct rich text = paper_rich(paper, view->statements.items[i], PIECE_BOXES);
		struct paragraph paragraph = { .form = { .size = BODY_SIZE },
			                       .x = 14,
			                       .before = i ? 3 : 0,
			                       .label = paper_rich(paper, STR("-"), 0) };
		paragraph.keep = i + 1 == view->statements.count && view->findings.count;
		flow_paragraph(&paper->flow, &text, &paragraph);
	}
	for (size_t i = 0; i < view->findings.count && i < FINDINGS_IN_FULL; i++)
		finding_in_full(paper, &view->findings.items[i]);
	if (view->findings.count > FINDINGS_IN_FULL) {
		struct rich text = paper_rich(
			paper, more(paper, "rep.findings.more", view->findings.count - FINDINGS_IN_FULL), PIECE_BOLD);
		struct paragraph paragraph = { .form = { .size = BODY_SIZE }, .before = 12, .keep = true };
		flow_paragraph(&paper->flow, &text, &paragraph);
		findings_in_short(paper);
	}
}
