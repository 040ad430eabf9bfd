/* report.pdf and report-vendor.pdf: the view and its form on A4 as Decree 30/2020 wants it (mock-ups 20 to 22). */
#include "report/paper.h"

#include "base/limits.h"
#include "base/timestamp.h"
#include "report/paper_parts.h"

#define TEXT_LONGEST 240 /* of a foreign text: three to four lines; the JSON has all of it */
#define TEXT_TAIL    40
#define ROW_PAD      1.3
#define JOINED_LONGEST 200 /* bytes */
#define ROW_TOGETHER 4     /* entries of a row that do not part over two pages */

struct str paper_say(const struct paper *paper, const char *id)
{
	return message(paper->view->language, id);
}

struct rich paper_rich(const struct paper *paper, struct str text, unsigned style)
{
	return rich_of(paper->flow.arena, text, style);
}

struct str paper_cut(const struct paper *paper, struct str text)
{
	return words_cut(paper->flow.arena, text, TEXT_LONGEST, TEXT_TAIL);
}

struct str paper_joined(const struct paper *paper, const text_list *lines)
{
	struct str text = { 0 };
	for (size_t i = 0; i < lines->count && text.len <= JOINED_LONGEST; i++)
		text = str_format(paper->flow.arena, "%.*s%s%.*s", STR_ARGS(text), i ? "; " : "",
		                  STR_ARGS(lines->items[i]));
	return text.len <= JOINED_LONGEST ? text : (struct str){ 0 };
}

void paper_section(struct paper *paper, const char *number, struct str title)
{
	struct flow *flow = &paper->flow;
	struct str whole = str_format(flow->arena, "%s. %.*s", number, STR_ARGS(title));
	struct rich rich = paper_rich(paper, whole, PIECE_BOLD);
	struct text_form form = { .size = BODY_SIZE };
	struct text text = text_set(&flow->type, &rich, TEXT_WIDTH, &form);
	struct block *block = flow_block(flow, 8, text_height(&text) + 4);
	block_text(flow, block, &text, 0, 0);
	block_tag(block, "H2");
	block->keep = true;
	block->outline = whole;
	block->level = 1;
}

static void row_line(struct paper *paper, const struct view_row *row, size_t line, double size, bool keep)
{
	struct flow *flow = &paper->flow;
	bool bullet = row->lines.count > 1;
	struct rich text = paper_rich(paper, row->lines.items[line], 0);
	struct paragraph paragraph = { .form = { .size = size },
		                       .x = LABEL_WIDTH + (bullet ? 10 : 0),
		                       .before = line ? 1 : ROW_PAD,
		                       .keep = keep,
		                       .label_right = LABEL_WIDTH,
		                       .bullet = bullet ? STR("-") : STR("") };
	if (!line)
		paragraph.label = paper_rich(paper, row->label, 0);
	flow_paragraph(flow, &text, &paragraph);
}

void paper_rows(struct paper *paper, const view_rows *rows, double size)
{
	struct flow *flow = &paper->flow;
	flow_rule(flow, 0, RULE_STRONG)->keep = true;
	for (size_t i = 0; i < rows->count; i++) {
		const struct view_row *row = &rows->items[i];
		for (size_t line = 0; line < row->lines.count; line++)
			row_line(paper, row, line, size,
			         line + 1 == row->lines.count || row->lines.count <= ROW_TOGETHER);
		bool last = i + 1 == rows->count;
		struct block *rule = flow_block(flow, ROW_PAD, 0);
		rule->keep = i + 2 == rows->count; /* no last row alone on a page */
		block_rule(flow, rule, 0, 0, TEXT_WIDTH, last ? RULE_STRONG : RULE_THIN, last ? 1 : GREY);
	}
}

struct str paper_date(struct arena *arena, int64_t time)
{
	struct civil c = { 0 };
	time_civil(time, VIETNAM_MINUTES, &c);
	return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d+07:00", c.year, c.month, c.day, c.hour, c.minute,
	                  c.second);
}

static void foot(struct paper *paper)
{
	paper->flow.language = paper->view->language;
	paper->flow.foot_left = paper->form.copy_name;
	if (paper->form.code.len) {
		paper->flow.foot_middle_label = paper->form.code_label;
		paper->flow.foot_middle = paper->form.code;
	}
}

enum err report_write_pdf(struct buf *out, const struct case_file *file, const struct policy *policy,
                          const struct report_options *options, struct typeface *typeface)
{
	struct arena arena;
	struct view view;
	arena_init(&arena, LIMIT_REPORT_BYTES);
	view_build(&view, &arena, file, policy, options);
	struct paper paper = { .view = &view, .file = file };
	form_build(&paper.form, &view);
	const struct flow_about about = { view.title, view.office, paper.form.subject,
		                          paper_date(&arena, options->now) };
	flow_init(&paper.flow, &arena, typeface, out, &about);
	foot(&paper);
	paper_front(&paper);
	paper_machine(&paper);
	paper_scope(&paper);
	paper_findings(&paper);
	paper_end(&paper);
	paper_annexes(&paper);
	enum err e = flow_finish(&paper.flow);
	arena_done(&arena);
	return e;
}
