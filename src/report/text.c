/* report.txt: the view on 80 columns, for terminals and for printing as it is (mockup 30). */
#include <string.h>

#include "base/limits.h"
#include "base/utf.h"
#include "report/layout.h"
#include "report/view.h"
#include "report/words.h"

#define LABEL_AT       4
#define ROW_AT         24  /* sections I and II */
#define FINDING_AT     17  /* rows of a finding */
#define STEP_AT        21
#define FOOT_AT        16
#define SIGNATURE_LINES 3
#define LETTER_COLUMNS 13
#define VERDICT_AT     8
#define EVIDENCE_SHOWN 6
#define ITEMS_SHOWN    12
#define LINE_LONGEST   240 /* of a foreign text: three to four lines; the JSON has all of it */
#define LINE_TAIL      40

struct page {
	struct layout layout;
	const struct view *view;
};

static struct str say(const struct page *page, const char *id)
{
	return message(page->view->language, id);
}

static struct str shortened(const struct page *page, struct str foreign)
{
	return words_cut(page->view->arena, foreign, LINE_LONGEST, LINE_TAIL);
}

static void section(struct page *page, const char *number, const char *id)
{
	struct str title = str_format(page->view->arena, "%-4s%.*s", number, STR_ARGS(say(page, id)));
	layout_blank(&page->layout);
	layout_blank(&page->layout);
	layout_put(&page->layout, 0, (struct str){ 0 }, 0, title);
	layout_rule(&page->layout, "─");
}

static void head(struct page *page)
{
	const struct view *view = page->view;
	layout_ends(&page->layout, 0, words_capitals(view->arena, view->office), view->title);
	layout_ends(&page->layout, 0, view->occasion, view->clock);
	layout_rule(&page->layout, "═");
}

static struct str pair(const struct page *page, const char *label, uint64_t number)
{
	struct str text = words_count(page->view->arena, page->view->language, number);
	return str_format(page->view->arena, "%.*s  %.*s", STR_ARGS(say(page, label)), STR_ARGS(text));
}

static void verdict(struct page *page)
{
	const struct view *view = page->view;
	struct arena *arena = view->arena;
	layout_blank(&page->layout);
	layout_put(&page->layout, 3, view->verdict_mark, 7, view->verdict_word);
	layout_blank(&page->layout);
	struct str sentence = { 0 };
	for (size_t i = 0; i < view->verdict_text.count; i++)
		sentence = sentence.len ? str_join2(arena, sentence, ' ', view->verdict_text.items[i])
		                        : view->verdict_text.items[i];
	layout_put(&page->layout, VERDICT_AT, (struct str){ 0 }, VERDICT_AT, sentence);
	layout_blank(&page->layout);
	if (view->check.len) {
		layout_put(&page->layout, VERDICT_AT, (struct str){ 0 }, VERDICT_AT, view->check);
		layout_blank(&page->layout);
	}
	struct str left = pair(page, "txt.count.info", view->findings.count);
	if (view->verdict != VERDICT_NONE) {
		struct str fails = pair(page, "txt.count.fail", view->fails),
			   notes = pair(page, "txt.count.note", view->notes);
		left = str_format(arena, "%.*s      %.*s", STR_ARGS(fails), STR_ARGS(notes));
	}
	struct str mandatory = words_message1(arena, view->language, "txt.count.mandatory", "n",
	                                      words_count(arena, view->language, view->mandatory_undone));
	struct str limits = pair(page, "txt.count.limit", view->limits);
	layout_ends(&page->layout, VERDICT_AT, left,
	            str_format(arena, "%.*s %.*s", STR_ARGS(limits), STR_ARGS(mandatory)));
	layout_blank(&page->layout);
	struct str writes = pair(page, "txt.writes", view->writes), code = { 0 };
	if (view->code.len)
		code = str_format(arena, "%.*s  %.*s", STR_ARGS(say(page, "rep.code")), STR_ARGS(view->code));
	layout_ends(&page->layout, VERDICT_AT, code.len ? code : writes, code.len ? writes : code);
	layout_blank(&page->layout);
	layout_rule(&page->layout, "═");
}

static void rows(struct page *page, const view_rows *list, bool spaced)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct view_row *row = &list->items[i];
		if (spaced && i)
			layout_blank(&page->layout);
		for (size_t k = 0; k < row->lines.count; k++) {
			struct str label = k ? (struct str){ 0 } : row->label;
			if (row->lines.count == 1) {
				layout_put(&page->layout, LABEL_AT, label, ROW_AT, row->lines.items[k]);
				continue;
			}
			size_t gap = LABEL_AT + utf8_columns(label);
			struct buf buf = { 0 };
			buf_put(&buf, label);
			buf_fill(&buf, ' ', gap < ROW_AT ? ROW_AT - gap : 1);
			buf_put_c(&buf, "-");
			layout_put(&page->layout, LABEL_AT, buf_str(&buf), ROW_AT + 2, row->lines.items[k]);
			buf_done(&buf);
		}
	}
}

static void machines(struct page *page)
{
	section(page, "I", "txt.sec1");
	for (size_t i = 0; i < page->view->machines.count; i++) {
		const struct view_machine *machine = &page->view->machines.items[i];
		if (machine->title.len) {
			layout_blank(&page->layout);
			layout_put(&page->layout, LABEL_AT, (struct str){ 0 }, LABEL_AT, machine->title);
		}
		rows(page, &machine->rows, false);
	}
}

static void finding_row(struct page *page, const char *label, struct str text)
{
	if (text.len)
		layout_put(&page->layout, LABEL_AT, say(page, label), FINDING_AT, text);
}

static void more(struct page *page, const char *id, size_t count)
{
	struct str number = words_count(page->view->arena, page->view->language, count);
	struct str text = words_message1(page->view->arena, page->view->language, id, "n", number);
	if (page->view->options->saved)
		text = str_format(page->view->arena, "%.*s, %.*s", STR_ARGS(text),
		                  STR_ARGS(say(page, "txt.more.json")));
	layout_put(&page->layout, 0, (struct str){ 0 }, FINDING_AT, text);
}

static bool same_place(const struct view_evidence *a, const struct view_evidence *b)
{
	return str_eq(a->path, b->path) && str_eq(a->place, b->place) && str_eq(a->detail, b->detail);
}

/* A file is named once for the places in it that follow each other. */
static void evidence(struct page *page, const struct view_finding *finding)
{
	unsigned width = page->layout.columns - FINDING_AT;
	struct str label = say(page, "txt.row.evidence"), before = { 0 };
	for (size_t i = 0; i < finding->facts.count; i++) {
		layout_put(&page->layout, LABEL_AT, label, FINDING_AT, finding->facts.items[i]);
		label = (struct str){ 0 };
	}
	size_t listed = 0, shown = 0;
	for (; listed < finding->evidence.count && shown < EVIDENCE_SHOWN; listed++) {
		const struct view_evidence *row = &finding->evidence.items[listed];
		if (listed && same_place(row, row - 1))
			continue;
		shown++;
		struct str path = shortened(page, layout_path(page->view->arena, row->path, width));
		struct str place = shortened(page, layout_path(page->view->arena, row->place, width - 2));
		struct str detail = shortened(page, row->detail);
		if (path.len && !str_eq(row->path, before)) {
			layout_put(&page->layout, LABEL_AT, label, FINDING_AT, path);
			label = (struct str){ 0 };
		}
		before = row->path;
		bool one_line =
			utf8_columns(place) < width / 2 || utf8_columns(place) + utf8_columns(detail) + 2 <= width - 2;
		struct str text = place.len && detail.len && one_line ? str_format(page->view->arena, "%.*s, %.*s",
		                                                                   STR_ARGS(place), STR_ARGS(detail))
		                                                      : place;
		layout_put(&page->layout, label.len ? LABEL_AT : 0, label, FINDING_AT + (path.len ? 2 : 0),
		           text.len ? text : detail);
		if (text.len && !one_line)
			layout_put(&page->layout, 0, (struct str){ 0 }, FINDING_AT + 2, detail);
		label = (struct str){ 0 };
	}
	if (listed < finding->evidence.count)
		more(page, "txt.evidence.more", finding->evidence.count - listed);
}

static void items(struct page *page, const struct view_finding *finding)
{
	for (size_t i = 0; i < finding->items.count && i < ITEMS_SHOWN; i++)
		layout_put(&page->layout, LABEL_AT, i ? (struct str){ 0 } : say(page, "txt.row.items"), FINDING_AT,
		           shortened(page, finding->items.items[i]));
	if (finding->items.count > ITEMS_SHOWN)
		more(page, "txt.items.more", finding->items.count - ITEMS_SHOWN);
}

static void remedies(struct page *page, const struct view_finding *finding)
{
	struct arena *arena = page->view->arena;
	for (size_t i = 0; i < finding->steps.count; i++) {
		const struct view_step *step = &finding->steps.items[i];
		struct str text = str_format(arena, "%.*s: %.*s", STR_ARGS(step->who_text), STR_ARGS(step->text));
		struct str label = i ? (struct str){ 0 } : say(page, "txt.row.fix");
		if (finding->steps.count == 1) {
			layout_put(&page->layout, LABEL_AT, label, FINDING_AT, text);
			continue;
		}
		struct buf buf = { 0 };
		buf_put(&buf, label);
		buf_fill(&buf, ' ', FINDING_AT - LABEL_AT - utf8_columns(label));
		buf_put(&buf, step->letter);
		layout_put(&page->layout, LABEL_AT, buf_str(&buf), STEP_AT, text);
		buf_done(&buf);
	}
}

static void finding(struct page *page, const struct view_finding *row)
{
	struct arena *arena = page->view->arena;
	struct str severity = row->effect.len
	                              ? str_format(arena, "%.*s, %.*s", STR_ARGS(row->severity), STR_ARGS(row->effect))
	                              : row->severity;
	struct str left = str_format(arena, "%2u  %.*s", row->number, STR_ARGS(severity));
	size_t gap = page->layout.columns - utf8_columns(left) - 9 - LETTER_COLUMNS;
	struct buf line = { 0 };
	buf_put(&line, left);
	buf_fill(&line, ' ', gap < page->layout.columns ? gap : 2);
	buf_printf(&line, "%s", row->finding->rule);
	if (row->letter.len)
		buf_printf(&line, "%*s%.*s", (int)(9 - strlen(row->finding->rule)), "", STR_ARGS(row->letter));
	layout_blank(&page->layout);
	buf_put_char(&line, '\n');
	buf_put(page->layout.out, buf_str(&line));
	buf_done(&line);
	layout_put(&page->layout, 0, (struct str){ 0 }, LABEL_AT, row->title);
	layout_blank(&page->layout);
	finding_row(page, "txt.row.account", row->account);
	finding_row(page, "txt.row.system", row->system);
	items(page, row);
	evidence(page, row);
	finding_row(page, "txt.row.confidence", row->confidence);
	for (size_t i = 0; i < row->why.count; i++)
		layout_put(&page->layout, LABEL_AT, i ? (struct str){ 0 } : say(page, "txt.row.why"), FINDING_AT,
		           row->why.items[i]);
	remedies(page, row);
	if (row->unit_decides)
		finding_row(page, "txt.row.decision", say(page, "txt.row.decision.boxes"));
}

static void findings(struct page *page)
{
	const struct view *view = page->view;
	section(page, "III", "txt.sec3");
	for (size_t i = 0; i < view->statements.count; i++)
		layout_put(&page->layout, LABEL_AT, STR("-"), LABEL_AT + 2, view->statements.items[i]);
	for (size_t i = 0; i < view->findings.count; i++)
		finding(page, &view->findings.items[i]);
}

static void conclusion(struct page *page)
{
	section(page, "IV", "txt.sec4");
	for (size_t i = 0; i < page->view->conclusion.count; i++)
		layout_put(&page->layout, LABEL_AT, str_format(page->view->arena, "%zu", i + 1), LABEL_AT + 3,
		           page->view->conclusion.items[i]);
}

/* One line of the columns in which people sign, each text in the middle of its column. */
static void signature_line(struct page *page, const struct str *texts, size_t count)
{
	unsigned width = page->layout.columns / (unsigned)count;
	struct buf line = { 0 };
	for (size_t i = 0; i < count; i++) {
		size_t columns = utf8_columns(texts[i]), at = i * width + (columns < width ? (width - columns) / 2 : 0);
		size_t used = utf8_columns(buf_str(&line));
		if (texts[i].len)
			buf_fill(&line, ' ', at > used ? at - used : i != 0);
		buf_put(&line, texts[i]);
	}
	layout_put(&page->layout, 0, buf_str(&line), 0, (struct str){ 0 });
	buf_done(&line);
}

/* Basis, people and room for three signatures: the text is signed where there is no printer for the paper form. */
static void parties(struct page *page)
{
	const struct view *view = page->view;
	struct str titles[3] = { 0 }, hints[3] = { 0 }, names[3] = { 0 };
	size_t count = view->signatures.count < 3 ? view->signatures.count : 3;
	layout_blank(&page->layout);
	rows(page, &view->parties, false);
	for (size_t i = 0; i < count; i++) {
		titles[i] = view->signatures.items[i].title;
		names[i] = view->signatures.items[i].name;
		hints[i] = say(page, "rep.sign.note");
	}
	layout_blank(&page->layout);
	signature_line(page, titles, count);
	signature_line(page, hints, count);
	for (unsigned i = 0; i < SIGNATURE_LINES; i++)
		layout_blank(&page->layout);
	signature_line(page, names, count);
	layout_blank(&page->layout);
	layout_rule(&page->layout, "═");
}

static void foot(struct page *page)
{
	for (size_t i = 0; i < page->view->foot.count; i++) {
		const struct view_row *row = &page->view->foot.items[i];
		for (size_t k = 0; k < row->lines.count; k++)
			layout_put(&page->layout, 0, k ? (struct str){ 0 } : row->label, FOOT_AT, row->lines.items[k]);
	}
}

void report_write_text(struct buf *out, const struct case_file *file, const struct policy *policy,
                       const struct report_options *options)
{
	struct arena arena;
	struct view view;
	arena_init(&arena, LIMIT_REPORT_BYTES);
	view_build(&view, &arena, file, policy, options);
	struct page page = { { out, options->columns ? options->columns : 80 }, &view };
	head(&page);
	verdict(&page);
	machines(&page);
	section(&page, "II", "txt.sec2");
	rows(&page, &view.scope, true);
	findings(&page);
	conclusion(&page);
	parties(&page);
	foot(&page);
	arena_done(&arena);
}
