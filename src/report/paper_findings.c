/* Section III on paper: each finding with its evidence, reason and remedies (mock-up 21). */
#include <string.h>

#include "base/utf.h"
#include "report/paper_parts.h"

#define ROW_SIZE       11.5
#define TITLE_X        22.5
#define VALUE_X        82.5
#define STEP_X         99.0
#define EVIDENCE_SHOWN 4   /* places; the JSON and the HTML have all of them */
#define STEPS_LONGEST  420 /* characters, of all steps in the table */
#define ITEMS_SHOWN    12
#define PART_LONGEST   40
#define PART_TAIL      12
#define PATH_LONGEST   44 /* characters; of a longer one the last three parts stand here, all of it in the annex */

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
		row(paper, paper_say(paper, label_id), &rich, 5, false);
}

static void lines_row(struct paper *paper, const char *label_id, const text_list *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct rich rich = paper_rich(paper, lines->items[i], 0);
		row(paper, i ? (struct str){ 0 } : paper_say(paper, label_id), &rich, i ? 2 : 5, false);
	}
}

static struct str more(const struct paper *paper, const char *id, size_t count)
{
	struct arena *arena = paper->flow.arena;
	return words_message1(arena, paper->view->language, id, "n", words_count(arena, paper->view->language, count));
}

/* How many for each site; whose they are stands in annex 1 of the internal copy. */
static void sites(struct paper *paper, const struct view_finding *finding)
{
	struct arena *arena = paper->flow.arena;
	struct str text = { 0 };
	for (size_t i = 0; i < finding->sites.count && i < ITEMS_SHOWN; i++)
		text = str_format(arena, "%.*s%s%.*s", STR_ARGS(text), i ? "; " : "",
		                  STR_ARGS(finding->sites.items[i]));
	if (finding->sites.count > ITEMS_SHOWN)
		text = str_format(arena, "%.*s; …", STR_ARGS(text));
	if (paper->view->options->copy == COPY_INTERNAL)
		text = str_format(arena, "%.*s. %.*s", STR_ARGS(text), STR_ARGS(paper_say(paper, "rep.list.annex")));
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
		sites(paper, finding);
		return;
	}
	for (size_t i = 0; i < finding->items.count && i < ITEMS_SHOWN; i++)
		*array_push(arena, &lines) = paper_cut(paper, finding->items.items[i]);
	if (finding->items.count > ITEMS_SHOWN)
		*array_push(arena, &lines) = more(paper, "txt.items.more", finding->items.count - ITEMS_SHOWN);
	lines_row(paper, "txt.row.items", &lines);
}

/* Hashes, GUIDs and the like in a key: their beginning and end. */
static struct str short_parts(const struct paper *paper, struct str path)
{
	struct str text = { 0 };
	for (size_t start = 0; start < path.len;) {
		size_t end = start;
		while (end < path.len && path.data[end] != '\\' && path.data[end] != '/')
			end++;
		struct str part =
			words_cut(paper->flow.arena, str_sub(path, start, end - start), PART_LONGEST, PART_TAIL);
		text = str_format(paper->flow.arena, "%.*s%.*s%.*s", STR_ARGS(text), STR_ARGS(part),
		                  end < path.len ? 1 : 0, path.data + (end < path.len ? end : 0));
		start = end + 1;
	}
	return text;
}

static struct str short_path(const struct paper *paper, struct str whole)
{
	struct str path = short_parts(paper, whole);
	size_t start = path.len;
	if (utf8_columns(path) <= PATH_LONGEST)
		return path;
	for (unsigned parts = 0; start > 0 && parts < 3; parts++) {
		while (--start > 0 && path.data[start] != '\\' && path.data[start] != '/')
			continue;
	}
	return paper_cut(paper, start ? str_format(paper->flow.arena, "…%.*s", STR_ARGS(str_from(path, start))) : path);
}

/* A hive of Windows is known by its name. */
static struct str file_text(const struct paper *paper, struct str path)
{
	struct str folder = STR("Windows\\System32\\config\\");
	return str_starts_fold(path, folder) ? str_from(path, folder.len) : short_path(paper, path);
}

/* "key, value and when": the place within its file. */
static struct str place_text(const struct paper *paper, const struct view_evidence *evidence)
{
	struct str place = short_path(paper, evidence->place), detail = paper_cut(paper, evidence->detail);
	if (!place.len || !detail.len)
		return place.len ? place : detail;
	return str_format(paper->flow.arena, "%.*s, %.*s", STR_ARGS(place), STR_ARGS(detail));
}

static bool same_place(const struct view_evidence *a, const struct view_evidence *b)
{
	return str_eq(a->path, b->path) && str_eq(a->place, b->place) && str_eq(a->detail, b->detail);
}

/* One paragraph for each file, its places after a colon. */
static void evidence(struct paper *paper, const struct view_finding *finding)
{
	struct arena *arena = paper->flow.arena;
	text_list lines = { 0 };
	size_t i = 0, shown = 0;
	if (finding->facts.count)
		*array_push(arena, &lines) = sentences(paper, &finding->facts);
	while (i < finding->evidence.count && shown < EVIDENCE_SHOWN) {
		struct str path = finding->evidence.items[i].path, line = file_text(paper, path);
		bool first = true;
		for (; i < finding->evidence.count && shown < EVIDENCE_SHOWN &&
		       str_eq(finding->evidence.items[i].path, path);
		     i++) {
			const struct view_evidence *place = &finding->evidence.items[i];
			struct str text = place_text(paper, place);
			if (i && same_place(place, place - 1))
				continue;
			shown++;
			if (first && text.len > line.len && str_starts(text, line) && text.data[line.len] == '\\')
				line = text; /* SAM\Domains\... says already which hive it is of */
			else if (text.len)
				line = line.len ? str_format(arena, "%.*s%s %.*s", STR_ARGS(line), first ? ":" : ";",
				                             STR_ARGS(text))
				                : text;
			first = false;
		}
		*array_push(arena, &lines) = line;
	}
	if (i < finding->evidence.count)
		*array_push(arena, &lines) = more(paper, "txt.evidence.more", finding->evidence.count - i);
	lines_row(paper, "txt.row.evidence", &lines);
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
			row(paper, paper_say(paper, "txt.row.fix"), &text, 5, false);
			continue;
		}
		struct paragraph paragraph = {
			.form = { .size = ROW_SIZE }, .x = STEP_X, .before = i ? 1 : 5, .label_x = VALUE_X
		};
		paragraph.label = paper_rich(paper, str_format(flow->arena, "%.*s)", STR_ARGS(step->letter)), 0);
		size_t at = flow->blocks.count;
		flow_paragraph(flow, &text, &paragraph);
		if (!i) {
			struct rich label = paper_rich(paper, paper_say(paper, "txt.row.fix"), PIECE_ITALIC);
			struct text_form form = { .size = ROW_SIZE };
			struct text set = text_set(&flow->type, &label, VALUE_X - TITLE_X, &form);
			block_text(flow, flow->blocks.items[at], &set, TITLE_X, 0);
		}
	}
}

static void title(struct paper *paper, const struct view_finding *finding)
{
	struct flow *flow = &paper->flow;
	struct rich number = paper_rich(paper, str_format(flow->arena, "%u.", finding->number), PIECE_BOLD);
	struct rich text = paper_rich(paper, paper_cut(paper, finding->title), PIECE_BOLD);
	struct paragraph paragraph = {
		.form = { .size = BODY_SIZE }, .x = TITLE_X, .before = 3, .keep = true, .label = number
	};
	struct block *rule = flow_rule(flow, finding->number > 1 ? 12 : paper->view->statements.count ? 6 : 0, 1);
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
	text_row(paper, "txt.row.why", sentences(paper, &finding->why));
	steps(paper, finding);
	if (finding->unit_decides) {
		struct rich boxes = paper_rich(paper, paper_say(paper, "txt.row.decision.boxes"), PIECE_BOXES);
		struct paragraph paragraph = {
			.form = { .size = ROW_SIZE }, .x = VALUE_X + 14, .before = 5, .label_x = TITLE_X
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
		struct rich text = paper_rich(paper, view->statements.items[i], 0);
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
