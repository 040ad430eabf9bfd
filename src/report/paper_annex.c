/* Annexes on paper: one table each, columns as wide as what stands in them. */
#include "base/utf.h"
#include "report/drawing.h"
#include "report/paper_parts.h"

#define COLUMN_GAP   7.0
#define ANNEX_SIZE   10.0
#define BELOW_SIZE   8.0
#define SAMPLE_ROWS  200
#define LETTER       0.47 /* mean width, in sizes */
#define DIGIT        0.5  /* of digits and capitals: what must not break */
#define HEX          0.5  /* of hexadecimal digits */
#define COLUMNS_MOST 5
#define SHORT        22 /* letters: such a column keeps its width */
#define LEAST_WIDTH  70.0

struct sheet {
	const struct drawing *drawing;
	struct typesetter *type;
};

static double natural_width(const struct form_annex *annex, unsigned column, size_t *ret_longest)
{
	size_t head = utf8_columns(annex->heads[column]) + 1, longest = 0;
	bool unbroken = annex->keep[column] || annex->number[column];
	for (size_t i = 0; i < annex->rows.count && i < SAMPLE_ROWS; i++) {
		size_t length = utf8_columns(annex->rows.items[i].cells[column]);
		longest = length > longest ? length : longest;
	}
	double heading = (double)head * LETTER, cell = (double)longest * (unbroken ? DIGIT : LETTER);
	*ret_longest = longest > head ? longest : head;
	return (heading > cell ? heading : cell) * ANNEX_SIZE + COLUMN_GAP;
}

/* What stands below a first cell, a hash, needs all of its line. */
static double least_width(const struct form_annex *annex, unsigned column)
{
	size_t longest = 0;
	for (size_t i = 0; column == 0 && i < annex->rows.count && i < SAMPLE_ROWS; i++) {
		size_t length = annex->rows.items[i].below.len;
		longest = length > longest ? length : longest;
	}
	double width = (double)longest * HEX * BELOW_SIZE + COLUMN_GAP;
	return width > LEAST_WIDTH ? width : LEAST_WIDTH;
}

/* Takes width from the widest column that may give some, until all fit. */
static double narrow(double *widths, const double *least, unsigned count, double sum)
{
	while (sum > TEXT_WIDTH) {
		unsigned widest = count;
		for (unsigned i = 0; i < count; i++) {
			if (widths[i] > least[i] &&
			    (widest == count || widths[i] - least[i] > widths[widest] - least[widest]))
				widest = i;
		}
		if (widest == count)
			break;
		widths[widest] -= 1;
		sum -= 1;
	}
	return sum;
}

/* Dates, numbers and short words keep their width; what is left over goes to the first text column. */
static void set_columns(const struct form_annex *annex, struct table_column columns[COLUMNS_MOST])
{
	double widths[COLUMNS_MOST], least[COLUMNS_MOST], sum = 0;
	unsigned count = annex->columns;
	for (unsigned i = 0; i < count; i++) {
		size_t length;
		double width = natural_width(annex, i, &length);
		least[i] = least_width(annex, i);
		widths[i] = width > least[i] && length > SHORT ? width : length > SHORT ? least[i] : width;
		least[i] = annex->keep[i] || annex->number[i] || length <= SHORT ? widths[i] : least[i];
		sum += widths[i];
	}
	sum = narrow(widths, least, count, sum);
	for (unsigned i = 0; sum > TEXT_WIDTH && i < count; i++) /* nothing may stand in the margin */
		widths[i] *= TEXT_WIDTH / sum;
	widths[annex->number[0] && count > 1 ? 1 : 0] += sum < TEXT_WIDTH ? TEXT_WIDTH - sum : 0;
	double x = 0;
	for (unsigned i = 0; i < count; i++) {
		enum align align = annex->number[i] ? ALIGN_RIGHT : ALIGN_LEFT;
		columns[i] = (struct table_column){ x, widths[i] - (i + 1 < count ? COLUMN_GAP : 0), align };
		x += widths[i];
	}
}

static void annex_heading(struct paper *paper, const struct form_annex *annex)
{
	struct flow *flow = &paper->flow;
	struct rich title = paper_rich(paper, annex->title, PIECE_BOLD),
		    note = paper_rich(paper, annex->note, PIECE_ITALIC);
	size_t at = flow->blocks.count;
	struct paragraph paragraph = { .form = { .size = BODY_SIZE }, .before = 16, .keep = true, .tag = "H2" };
	flow_paragraph(flow, &title, &paragraph);
	flow->blocks.items[at]->outline = annex->title;
	flow->blocks.items[at]->level = 1;
	if (annex->note.len) {
		struct paragraph small = { .form = { .size = 11 }, .before = 2, .keep = annex->rows.count > 0 };
		flow_paragraph(flow, &note, &small);
	}
	flow_block(flow, 0, 5)->keep = annex->rows.count > 0;
}

static void annex(struct paper *paper, const struct form_annex *annex)
{
	struct flow *flow = &paper->flow;
	struct table_column columns[COLUMNS_MOST];
	struct rich cells[COLUMNS_MOST];
	struct table table;
	annex_heading(paper, annex);
	if (!annex->rows.count)
		return;
	set_columns(annex, columns);
	for (unsigned i = 0; i < annex->columns; i++)
		cells[i] = paper_rich(paper, annex->heads[i], PIECE_ITALIC);
	table_start(&table, flow, columns, annex->columns, ANNEX_SIZE, cells);
	for (size_t row = 0; row < annex->rows.count; row++) {
		for (unsigned i = 0; i < annex->columns; i++)
			cells[i] = paper_rich(paper, annex->rows.items[row].cells[i], 0);
		struct rich below = paper_rich(paper, annex->rows.items[row].below, 0);
		table_row(&table, cells, &below, BELOW_SIZE);
	}
	table_end(&table);
	if (annex->more.len) {
		struct rich more = paper_rich(paper, annex->more, PIECE_ITALIC);
		struct paragraph paragraph = { .form = { .size = 11 }, .before = 4 };
		flow_paragraph(flow, &more, &paragraph);
	}
}

static void draw(cairo_t *cairo, const void *data, double width, double height)
{
	const struct sheet *sheet = data;
	(void)cairo, (void)width, (void)height;
	drawing_draw(sheet->drawing, sheet->type);
}

/* Sites, services and accounts are the office's business: only in its own copy. */
static void drawing(struct paper *paper)
{
	struct flow *flow = &paper->flow;
	struct drawing *drawing = arena_new(flow->arena, struct drawing);
	if (paper->view->options->copy != COPY_INTERNAL ||
	    !drawing_build(drawing, paper->view, paper->file, &paper->form))
		return;
	struct sheet *sheet = arena_new(flow->arena, struct sheet);
	*sheet = (struct sheet){ drawing, &flow->type };
	struct block *block = flow_block(flow, 0, TEXT_HEIGHT);
	block->whole_page = block->foot = true;
	block->outline = drawing->title;
	block->level = 1;
	block_picture(flow, block, draw, sheet);
}

void paper_annexes(struct paper *paper)
{
	drawing(paper);
	paper_integrity(paper);
	for (size_t i = 0; i < paper->form.annexes.count; i++)
		annex(paper, &paper->form.annexes.items[i]);
}
