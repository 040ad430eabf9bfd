/* The card for the stick, A5 landscape. Front: how the PC starts from it. Back: what never to do, what to do with the
 * verdict. */
#include "report/paper.h"
#include "report/paper_blank.h"
#include "report/paper_card_pictures.h"

#define CARD_WIDTH  (210 * MM)
#define CARD_HEIGHT (148 * MM)
#define EDGE        (10 * MM)
#define WIDTH       (CARD_WIDTH - 2 * EDGE)
#define SMALLEST    8.0
/* Characters of a text that is too long even so. */
#define TEXT_LONGEST  120
#define TEXT_SHORTEST 8
#define TEXT_STEP     4

struct card {
	struct paper *paper;
	struct block *side;
	double y; /* lower edge of what was put last */
};

static void start_side(struct card *card)
{
	card->side = flow_block(&card->paper->flow, 0, CARD_HEIGHT);
	card->side->whole_page = true;
	card->side->page_width = CARD_WIDTH;
	card->side->page_height = CARD_HEIGHT;
	card->y = EDGE;
}

/* A place for text; `lines` is how many there may be at most: the size goes down until they suffice, then the middle
 * goes. */
struct place {
	double x, y, width, size;
	int lines;
	enum align align;
	unsigned style;
	bool white, balanced;
	double room; /* > 0: the text stands in the middle of this height */
};

/* Returns the lower edge. */
static double put(struct card *card, struct str text, const struct place *place)
{
	struct flow *flow = &card->paper->flow;
	struct rich rich = paper_rich(card->paper, text, place->style);
	struct text_form form = { .size = place->size, .align = place->align, .balanced = place->balanced };
	struct text set = text_set(&flow->type, &rich, place->width, &form);
	while (set.lines > place->lines && form.size - 0.5 >= SMALLEST) {
		form.size -= 0.5;
		set = text_set(&flow->type, &rich, place->width, &form);
	}
	for (size_t longest = TEXT_LONGEST; set.lines > place->lines && longest > TEXT_SHORTEST; longest -= TEXT_STEP) {
		rich = paper_rich(card->paper, words_cut(flow->arena, text, longest, longest / 4), place->style);
		set = text_set(&flow->type, &rich, place->width, &form);
	}
	int lines = set.lines < place->lines ? set.lines : place->lines;
	double free = place->room - lines * text_line_height(&set), y = place->y + (free > 0 ? free / 2 : 0);
	block_lines(flow, card->side, &set, 0, lines, place->x, y);
	card->side->items.items[card->side->items.count - 1].black = place->white ? 0 : 1;
	return y + lines * text_line_height(&set);
}

static double say(struct card *card, const char *id, const struct place *place)
{
	return put(card, paper_say(card->paper, id), place);
}

static void picture(struct card *card, enum card_kind kind, double x, double y, double width, double height)
{
	struct card_picture *data = arena_new(card->paper->flow.arena, struct card_picture);
	*data = (struct card_picture){ kind, x, y, width, height };
	block_picture(&card->paper->flow, card->side, card_picture_draw, data);
}

static void bar(struct card *card, double y, double height)
{
	block_rule(&card->paper->flow, card->side, EDGE, y + height / 2, WIDTH, height, 1);
}

/* White letters on black across the card. */
static void banner(struct card *card, const char *id)
{
	const struct place place = { .x = EDGE + 8,
		                     .y = card->y + 3,
		                     .width = WIDTH - 16,
		                     .size = 16,
		                     .lines = 1,
		                     .style = PIECE_BOLD,
		                     .white = true };
	bar(card, card->y, 26);
	say(card, id, &place);
	card->y += 26;
}

static void number(struct card *card, unsigned value, double x, double y)
{
	const double side = 19;
	const struct place place = { .x = x,
		                     .y = y + 1.5,
		                     .width = side,
		                     .size = 14,
		                     .lines = 1,
		                     .align = ALIGN_CENTRE,
		                     .style = PIECE_BOLD,
		                     .white = true };
	picture(card, CARD_NUMBER, x, y, side, side);
	put(card, str_format(card->paper->flow.arena, "%u", value), &place);
}

/* A key with its letters; returns where the next thing may stand. */
static double key(struct card *card, struct str text, double x, double y, double width, double height)
{
	const struct place place = { .x = x + 2,
		                     .y = y + height / 2 - 11,
		                     .width = width - 4,
		                     .size = 14,
		                     .lines = 1,
		                     .align = ALIGN_CENTRE,
		                     .style = PIECE_BOLD };
	picture(card, CARD_KEY, x, y, width, height);
	put(card, text, &place);
	return x + width;
}

/* ---- front ---- */

/* What the paper is at the left, whose it is at the right. */
static void title(struct card *card)
{
	const struct policy *policy = card->paper->view->policy;
	struct arena *arena = card->paper->flow.arena;
	const struct place left = {
		.x = EDGE, .y = card->y, .width = WIDTH * 0.56, .size = 20, .lines = 1, .style = PIECE_BOLD
	};
	struct place right = { .x = EDGE + WIDTH * 0.58,
		               .y = card->y,
		               .width = WIDTH * 0.42,
		               .size = 11,
		               .lines = 2,
		               .align = ALIGN_RIGHT,
		               .balanced = true };
	say(card, "card.title", &left);
	struct str owner = policy->office_name;
	if (policy->stick.len) {
		struct str stick =
			words_message1(arena, card->paper->view->language, "card.stick", "number", policy->stick);
		owner = owner.len ? str_format(arena, "%.*s · %.*s", STR_ARGS(stick), STR_ARGS(owner)) : stick;
	}
	if (owner.len)
		put(card, owner, &right);
	card->y += 29;
	bar(card, card->y, 2);
	card->y += 7;
}

static double heading(struct card *card, const char *id)
{
	const struct place place = {
		.x = EDGE, .y = card->y, .width = WIDTH, .size = 15, .lines = 1, .style = PIECE_BOLD
	};
	return card->y = say(card, id, &place) + 3;
}

static void shift_and_restart(struct card *card, double x, double y, double width)
{
	double end = key(card, STR("Shift"), x, y + 14, 50, 38);
	const struct place plus = { .x = end, .y = y + 21, .width = 14, .size = 16, .lines = 1, .align = ALIGN_CENTRE };
	put(card, STR("+"), &plus);
	picture(card, CARD_POWER, end + 15, y + 22, 20, 20);
	const struct place words = { .x = end + 38,
		                     .y = y + 18,
		                     .width = width - (end + 38 - x),
		                     .size = 11.5,
		                     .lines = 2,
		                     .style = PIECE_BOLD,
		                     .room = 28 };
	say(card, "card.restart", &words);
}

static void use_a_device(struct card *card, double x, double y, double width)
{
	const double height = 68;
	picture(card, CARD_SCREEN, x, y, width, height);
	const struct place words = { .x = x + 10,
		                     .y = y + height * CARD_ROW_TOP + 1.5,
		                     .width = width - 20,
		                     .size = 12,
		                     .lines = 1,
		                     .style = PIECE_BOLD,
		                     .white = true };
	say(card, "card.device", &words);
}

static void three_steps(struct card *card)
{
	static const char *const texts[] = { "card.step.shift", "card.step.device", "card.step.stick" };
	const double gap = 18, width = (WIDTH - 2 * gap) / 3, inset = 23;
	double y = card->y + 3, lowest = 0;
	for (unsigned i = 0; i < 3; i++) {
		double x = EDGE + i * (width + gap);
		const struct place place = { .x = x, .y = y + 74, .width = width, .size = 13, .lines = 2 };
		number(card, i + 1, x, y);
		if (i == 0)
			shift_and_restart(card, x + inset, y, width - inset);
		else if (i == 1)
			use_a_device(card, x + inset, y, width - inset);
		else
			picture(card, CARD_STICK, x + inset, y + 4, width - inset, 60);
		double lower = say(card, texts[i], &place);
		lowest = lower > lowest ? lower : lowest;
	}
	card->y = lowest + 5;
}

static void boot_keys(struct card *card)
{
	static const struct {
		const char *maker, *keys[2];
	} rows[] = {
		{ "Dell", { "F12" } },       { "HP", { "F9", "Esc" } }, { "Lenovo", { "F12" } },
		{ "Asus", { "Esc", "F8" } }, { "Acer", { "F12" } },     { "MSI", { "F11" } },
		{ "Gigabyte", { "F12" } },   { "ASRock", { "F11" } },
	};
	const double column = WIDTH / 4;
	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
		double x = EDGE + i % 4 * column, y = card->y + i / 4 * 31;
		const struct place maker = { .x = x, .y = y + 5, .width = 53, .size = 13, .lines = 1 };
		put(card, str_from_c(rows[i].maker), &maker);
		double end = key(card, str_from_c(rows[i].keys[0]), x + 54, y, 34, 27);
		if (rows[i].keys[1])
			key(card, str_from_c(rows[i].keys[1]), end + 3, y, 34, 27);
	}
	card->y += 2 * 31 + 2;
}

/* Who is asked: a label and a line to write on, twice. */
static void contact(struct card *card)
{
	static const char *const labels[] = { "card.ask", "card.phone" };
	const double at[] = { EDGE, EDGE + WIDTH * 0.6, EDGE + WIDTH + 8 };
	double y = CARD_HEIGHT - EDGE - 17;
	for (unsigned i = 0; i < 2; i++) {
		struct rich rich = paper_rich(card->paper, paper_say(card->paper, labels[i]), PIECE_BOLD);
		struct text_form form = { .size = 13 };
		struct text label = text_set(&card->paper->flow.type, &rich, WIDTH / 2, &form);
		block_text(&card->paper->flow, card->side, &label, at[i], y);
		double x = at[i] + label.widest + 4;
		block_rule(&card->paper->flow, card->side, x, y + 13, at[i + 1] - 8 - x, RULE_STRONG, GREY);
	}
}

static void front(struct card *card)
{
	start_side(card);
	title(card);
	heading(card, "card.easy");
	three_steps(card);
	struct place text = { .x = EDGE, .y = card->y, .width = WIDTH, .size = 12.5, .lines = 2 };
	card->y = say(card, "card.first-run", &text) + 5;
	bar(card, card->y, 0.75);
	card->y += 5;
	heading(card, "card.keys");
	boot_keys(card);
	text.y = card->y;
	text.y = say(card, "card.not-seen", &text) + 1;
	say(card, "card.refused", &text);
	contact(card);
}

/* ---- back ---- */

static void never(struct card *card)
{
	static const char *const texts[] = { "card.never.firmware", "card.never.pull", "card.never.format",
		                             "card.never.sign-in" };
	card->y += 5;
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct shape cross = { .kind = SHAPE_VERDICT, .verdict = VERDICT_FAIL };
		const struct place place = {
			.x = EDGE + 24, .y = card->y, .width = WIDTH - 24, .size = 13.5, .lines = i ? 1 : 2
		};
		block_shape(&card->paper->flow, card->side, &cross, EDGE + 3, card->y + 2, 13);
		card->y = say(card, texts[i], &place) + 2.5;
	}
}

static void verdicts(struct card *card)
{
	static const struct {
		enum verdict verdict;
		const char *word, *text;
	} rows[] = { { VERDICT_PASS, "verdict.pass", "card.pass" },
		     { VERDICT_FAIL, "verdict.fail", "card.fail" },
		     { VERDICT_INCONCLUSIVE, "verdict.insufficient", "card.inconclusive" } };
	card->y += 6;
	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct shape mark = { .kind = SHAPE_VERDICT, .verdict = rows[i].verdict };
		const struct place word = { .x = EDGE + 34,
			                    .y = card->y,
			                    .width = 136,
			                    .size = 15,
			                    .lines = 1,
			                    .style = PIECE_BOLD,
			                    .room = 31 };
		const struct place text = {
			.x = EDGE + 176, .y = card->y, .width = WIDTH - 176, .size = 13, .lines = 2, .room = 31
		};
		block_shape(&card->paper->flow, card->side, &mark, EDGE + 3, card->y + 4, 23);
		say(card, rows[i].word, &word);
		say(card, rows[i].text, &text);
		card->y += 35;
	}
}

static void three_tasks(struct card *card)
{
	static const char *const texts[] = { "card.task.code", "card.task.save", "card.task.print" };
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct place place = {
			.x = EDGE + 28, .y = card->y + 1, .width = WIDTH - 28, .size = 13.5, .lines = 2
		};
		number(card, i + 1, EDGE + 3, card->y);
		double lower = say(card, texts[i], &place);
		card->y = (lower > card->y + 19 ? lower : card->y + 19) + 4;
	}
}

static void back(struct card *card)
{
	start_side(card);
	banner(card, "card.never");
	never(card);
	card->y += 3;
	banner(card, "card.verdict");
	verdicts(card);
	bar(card, card->y, 0.75);
	card->y += 5;
	heading(card, "card.tasks");
	three_tasks(card);
}

static void draw(struct paper *paper)
{
	struct card card = { .paper = paper };
	front(&card);
	back(&card);
}

enum err report_write_card(struct buf *out, const struct policy *policy, const struct report_options *options,
                           struct typeface *typeface)
{
	static const struct paper_blank blank = { "card.title", "card.easy", "card.title", "card.title", draw };
	return paper_blank_write(out, policy, options, typeface, &blank);
}
