/* The drawing of report/drawing.h as inline SVG with real text: sites, what keeps their passwords, in whose accounts
 * they end (mock-up 23). The same links stand below as a list, for telephones and for those who listen. All measures
 * are units of the view box. */
#include "base/utf.h"
#include "report/drawing.h"
#include "report/html_parts.h"
#include "report/words.h"

#define WIDTH 1000
#define SITES_RIGHT 230
#define USERS_LEFT 300
#define USERS_RIGHT 610
#define PAD 14
#define BOUNDARY 664
#define CLOUD_LEFT 722
#define HEADS 42
#define TOP 64
#define NODE_HEIGHT 48
#define NODE_GAP 12
#define USER_HEAD 32
#define USER_GAP 16
#define LINE 20
#define TITLE_LETTER 72 /* mean width of a letter, in tenths */
#define BOLD_LETTER 82
#define SMALL_LETTER 62
#define STEPS 7 /* places where a link may turn */

struct sheet {
	struct html *html;
	const struct drawing *drawing;
	int *node_y, *site_y; /* middles */
	int *account_top, *account_height;
	int bottom;
};

static const int weights[] = { [LINK_TRACE] = 2, [LINK_SIGNED_IN] = 1, [LINK_LINKED] = 4, [LINK_PASSWORDS] = 13 };

/* ---- parts ---- */

/* What is a little too long is set narrower, what is far too long loses its middle. */
static void text(struct sheet *sheet, const char *class, int x, int y, struct str words, int width, int letter)
{
	size_t fits = (size_t)(10 * width / letter), most = fits * 7 / 6;
	words = words_cut(sheet->html->view->arena, words, most, most / 3);
	buf_printf(sheet->html->out, "<text class=\"%s\" x=\"%d\" y=\"%d\"", class, x, y);
	if (utf8_columns(words) > fits)
		buf_printf(sheet->html->out, " textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"", width);
	html_put(sheet->html, ">");
	html_attribute(sheet->html, words);
	html_put(sheet->html, "</text>\n");
}

static void frame(struct sheet *sheet, const char *class, int x, int y, int width, int height)
{
	buf_printf(sheet->html->out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", class, x, y,
	           width, height);
}

/* From the right of one box to the left of another, with one step when they are not level. */
static void arrow(struct sheet *sheet, int x1, int y1, int step, int x2, int y2, int width, bool trace)
{
	int half = width > 7 ? width : 6, length = half + half / 2 + 2;
	buf_printf(sheet->html->out, "<path class=\"link%s\" stroke-width=\"%d\" d=\"M%d %d", trace ? " trace" : "",
	           width, x1, y1);
	if (y1 != y2)
		buf_printf(sheet->html->out, "H%dV%d", step, y2);
	buf_printf(sheet->html->out, "H%d\"/><path d=\"M%d %dl%d %dv%dz\"/>\n", x2 - length + 1, x2, y2, -length, -half,
	           2 * half);
}

/* ---- places ---- */

static void lower(struct sheet *sheet, int y)
{
	sheet->bottom = y > sheet->bottom ? y : sheet->bottom;
}

static void place_nodes(struct sheet *sheet)
{
	int y = TOP;
	for (size_t i = 0; i < sheet->drawing->users.count; i++) {
		const struct drawing_user *user = &sheet->drawing->users.items[i];
		for (size_t k = 0; k < user->count; k++)
			sheet->node_y[user->first + k] =
				y + USER_HEAD + NODE_HEIGHT / 2 + (int)k * (NODE_HEIGHT + NODE_GAP);
		y += user->count ? USER_HEAD + (int)user->count * (NODE_HEIGHT + NODE_GAP) + USER_GAP : 0;
	}
	lower(sheet, y);
}

/* Sites around the middle of what keeps their passwords. */
static void place_sites(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	int sum = 0, pitch = NODE_HEIGHT + NODE_GAP, count = (int)drawing->sites.count, least = TOP + NODE_HEIGHT / 2;
	for (size_t i = 0; i < drawing->stores.count; i++)
		sum += sheet->node_y[drawing->stores.items[i].node];
	int top = drawing->stores.count ? sum / (int)drawing->stores.count - pitch * (count - 1) / 2 : least;
	top = top < least ? least : top;
	for (int i = 0; i < count; i++)
		sheet->site_y[i] = top + pitch * i;
	lower(sheet, top + pitch * count + LINE);
}

static void account_span(const struct sheet *sheet, size_t account, int *ret_first, int *ret_last)
{
	*ret_first = -1;
	*ret_last = 0;
	for (size_t i = 0; i < sheet->drawing->links.count; i++) {
		int y = sheet->node_y[sheet->drawing->links.items[i].node];
		if (sheet->drawing->links.items[i].account != account)
			continue;
		*ret_first = *ret_first < 0 || y < *ret_first ? y : *ret_first;
		*ret_last = y > *ret_last ? y : *ret_last;
	}
}

/* Each beside its first node where no other stands. A single one reaches down to its last node: its arrows are level
 * then. */
static void place_accounts(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	int least = TOP;
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		int first, last, height = 48 + LINE * (int)drawing->accounts.items[i].lines.count;
		account_span(sheet, i, &first, &last);
		int top = first < 0 || first - NODE_HEIGHT / 2 < least ? least : first - NODE_HEIGHT / 2;
		if (drawing->accounts.count == 1 && last + NODE_HEIGHT / 2 - top > height)
			height = last + NODE_HEIGHT / 2 - top;
		sheet->account_top[i] = top;
		sheet->account_height[i] = height;
		least = top + height + USER_GAP;
	}
	lower(sheet, least + LINE);
}

/* ---- columns ---- */

static void sites(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	for (size_t i = 0; i < drawing->sites.count; i++) {
		struct str number = str_format(sheet->html->view->arena, "%02zu", drawing->sites.items[i].passwords);
		int y = sheet->site_y[i] - NODE_HEIGHT / 2;
		frame(sheet, "frame", 1, y, SITES_RIGHT - 1, NODE_HEIGHT);
		text(sheet, "", PAD, y + 20, drawing->sites.items[i].host, SITES_RIGHT - 2 * PAD, TITLE_LETTER);
		buf_printf(sheet->html->out, "<text class=\"small\" x=\"%d\" y=\"%d\"><tspan class=\"strong\">", PAD,
		           y + 38);
		html_attribute(sheet->html, number);
		html_put(sheet->html, "</tspan> ");
		html_attribute(sheet->html, drawing->stored);
		html_put(sheet->html, "</text>\n");
	}
	if (drawing->more_sites.len && drawing->sites.count)
		text(sheet, "small note", 0, sheet->site_y[drawing->sites.count - 1] + NODE_HEIGHT / 2 + LINE,
		     drawing->more_sites, USERS_LEFT, SMALL_LETTER);
}

static void node(struct sheet *sheet, const struct drawing_node *row, int middle)
{
	int x = USERS_LEFT + PAD, y = middle - NODE_HEIGHT / 2, width = USERS_RIGHT - USERS_LEFT - 2 * PAD;
	int note = row->linked ? 0 : (int)utf8_columns(sheet->drawing->no_account) * SMALL_LETTER / 10 + PAD;
	frame(sheet, "frame", x, y, width, NODE_HEIGHT);
	text(sheet, "strong", x + PAD, y + 20, row->title, width - 2 * PAD - note, BOLD_LETTER);
	text(sheet, "small", x + PAD, y + 38, row->detail, width - 2 * PAD, SMALL_LETTER);
	if (!row->linked)
		text(sheet, "small note end", x + width - PAD, y + 20, sheet->drawing->no_account, width, SMALL_LETTER);
}

static void users(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	for (size_t i = 0; i < drawing->users.count; i++) {
		const struct drawing_user *user = &drawing->users.items[i];
		if (!user->count)
			continue;
		int top = sheet->node_y[user->first] - NODE_HEIGHT / 2 - USER_HEAD;
		frame(sheet, "frame", USERS_LEFT, top, USERS_RIGHT - USERS_LEFT,
		      USER_HEAD + (int)user->count * (NODE_HEIGHT + NODE_GAP));
		text(sheet, "", USERS_LEFT + PAD, top + 21, user->name, USERS_RIGHT - USERS_LEFT - 2 * PAD,
		     TITLE_LETTER);
		for (size_t k = user->first; k < user->first + user->count; k++)
			node(sheet, &drawing->nodes.items[k], sheet->node_y[k]);
	}
}

static void accounts(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		const struct drawing_account *account = &drawing->accounts.items[i];
		int y = sheet->account_top[i], x = CLOUD_LEFT + PAD;
		frame(sheet, account->foreign ? "frame foreign" : "frame", CLOUD_LEFT, y, WIDTH - CLOUD_LEFT - 2,
		      sheet->account_height[i]);
		buf_printf(sheet->html->out, "<path class=\"%s\" d=\"%s\" transform=\"translate(%d %d)\"/>\n",
		           account->foreign ? "cross" : "tick-mark",
		           account->foreign ? "M0 0h20v20H0zM5.5 5.5l9 9M14.5 5.5l-9 9"
		                            : "M10 1a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM5.5 10.5l3.3 3.3 6-6.6",
		           x, y + 12);
		text(sheet, "strong", x + 30, y + 28, account->owner, WIDTH - x - 40, BOLD_LETTER);
		for (size_t k = 0; k < account->lines.count; k++)
			text(sheet, k ? "small" : "", x, y + 54 + LINE * (int)k, account->lines.items[k],
			     WIDTH - x - PAD, k ? SMALL_LETTER : TITLE_LETTER);
	}
	if (drawing->more_accounts.len && drawing->accounts.count) {
		size_t last = drawing->accounts.count - 1;
		text(sheet, "small note", CLOUD_LEFT, sheet->account_top[last] + sheet->account_height[last] + LINE,
		     drawing->more_accounts, WIDTH - CLOUD_LEFT, SMALL_LETTER);
	}
}

/* Level when the box is beside the node, else to the place in the box that is left for it. */
static int arrival(const struct sheet *sheet, size_t account, int from, unsigned nth)
{
	int top = sheet->account_top[account] + 18,
	    bottom = sheet->account_top[account] + sheet->account_height[account] - 18;
	int apart = 14 * (int)nth;
	if (from < top)
		return top + apart < bottom ? top + apart : bottom;
	if (from > bottom)
		return bottom - apart > top ? bottom - apart : top;
	return from;
}

/* On white, so that no line runs through it. */
static void number(struct sheet *sheet, int y, size_t passwords)
{
	struct str digits = str_format(sheet->html->view->arena, "%02zu", passwords);
	frame(sheet, "blank", USERS_RIGHT + 6, y - 15, 4 + 11 * (int)digits.len, 17);
	text(sheet, "figure-on-line", USERS_RIGHT + 8, y, digits, 100, TITLE_LETTER);
}

static void links(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	unsigned steps = 0;
	for (size_t row = 0; row < drawing->nodes.count; row++) {
		for (size_t i = 0; i < drawing->links.count; i++) {
			const struct drawing_link *link = &drawing->links.items[i];
			if (link->node != row)
				continue;
			int y1 = sheet->node_y[row], y2 = arrival(sheet, link->account, y1, steps % 4),
			    width = weights[link->weight];
			int turn = (int)(y2 > y1 ? STEPS - 1 - steps % STEPS : steps % STEPS);
			steps += y1 != y2;
			arrow(sheet, USERS_RIGHT - PAD, y1, USERS_RIGHT + 16 + 11 * turn, CLOUD_LEFT, y2, width,
			      link->weight == LINK_TRACE);
			if (link->passwords)
				number(sheet, y1 - width / 2 - 6, link->passwords);
		}
	}
}

static void stores(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->drawing->stores.count; i++) {
		const struct drawing_store *store = &sheet->drawing->stores.items[i];
		arrow(sheet, SITES_RIGHT, sheet->site_y[store->site], 276 - 12 * (int)(store->node % 3),
		      USERS_LEFT + PAD, sheet->node_y[store->node], store->synced ? 7 : 1, false);
	}
}

static void heads(struct sheet *sheet)
{
	static const int columns[3][2] = { { 0, SITES_RIGHT }, { USERS_LEFT, USERS_RIGHT }, { CLOUD_LEFT, WIDTH } };
	const struct drawing *drawing = sheet->drawing;
	for (size_t i = 0; i < 3; i++) {
		if (i == 0 && !drawing->sites.count)
			continue;
		text(sheet, "strong", columns[i][0], HEADS - 10, drawing->heads[i], columns[i][1] - columns[i][0],
		     BOLD_LETTER);
		buf_printf(sheet->html->out, "<path class=\"rule\" d=\"M%d %dH%d\"/>\n", columns[i][0], HEADS,
		           columns[i][1]);
	}
	text(sheet, "small note middle", BOUNDARY, 12, drawing->boundary, 300, SMALL_LETTER);
	buf_printf(sheet->html->out, "<path class=\"boundary\" d=\"M%d 20V%d\"/>\n", BOUNDARY, sheet->bottom);
}

/* ---- the same in words ---- */

static void put_count(struct html *html, size_t count)
{
	html_text(html, words_count(html->view->arena, html->view->language, count));
}

/* "Edge, hồ sơ Default (Người dùng Windows: vanphong) → ti*****du@...: mật khẩu đã đồng bộ (07)" */
static void say_link(struct html *html, const struct drawing *drawing, const struct drawing_link *link)
{
	static const unsigned legend[] = {
		[LINK_PASSWORDS] = 0, [LINK_LINKED] = 1, [LINK_SIGNED_IN] = 2, [LINK_TRACE] = 3
	};
	const struct drawing_node *from = &drawing->nodes.items[link->node];
	const struct drawing_account *to = &drawing->accounts.items[link->account];
	html_put(html, "<li><b>");
	html_text(html, from->title);
	html_put(html, "</b>, ");
	html_text(html, from->detail);
	html_put(html, " (");
	html_text(html, drawing->users.items[from->user].name);
	html_put(html, ") → <b>");
	html_text(html, to->lines.count ? to->lines.items[0] : to->owner);
	html_put(html, "</b> (");
	html_text(html, to->owner);
	html_put(html, "): ");
	html_text(html, drawing->legend[legend[link->weight]]);
	if (link->passwords) {
		html_put(html, ", ");
		put_count(html, link->passwords);
	}
	html_put(html, "</li>\n");
}

static void say_store(struct html *html, const struct drawing *drawing, const struct drawing_store *store)
{
	html_put(html, "<li>");
	html_text(html, drawing->sites.items[store->site].host);
	html_put(html, ": ");
	put_count(html, store->passwords);
	html_put(html, " ");
	html_text(html, drawing->stored);
	html_put(html, " → ");
	html_text(html, drawing->nodes.items[store->node].title);
	html_put(html, "</li>\n");
}

static void in_words(struct html *html, const struct drawing *drawing)
{
	if (!drawing->links.count && !drawing->stores.count)
		return;
	html_put(html, "<ul class=\"links\">\n");
	for (size_t i = 0; i < drawing->stores.count; i++)
		say_store(html, drawing, &drawing->stores.items[i]);
	for (size_t i = 0; i < drawing->links.count; i++)
		say_link(html, drawing, &drawing->links.items[i]);
	html_put(html, "</ul>\n");
}

/* ---- the figure ---- */

static void legend(struct html *html, const struct drawing *drawing)
{
	static const enum link_weight order[] = { LINK_PASSWORDS, LINK_LINKED, LINK_SIGNED_IN, LINK_TRACE };
	html_put(html, "<ul class=\"legend\" aria-hidden=\"true\">\n");
	for (size_t i = 0; i < 4; i++) {
		buf_printf(html->out,
		           "<li><svg viewBox=\"0 0 60 14\"><path class=\"link%s\" stroke-width=\"%d\" d=\"M0 "
		           "7H60\"/></svg> ",
		           order[i] == LINK_TRACE ? " trace" : "", weights[order[i]]);
		html_text(html, drawing->legend[i]);
		html_put(html, "</li>\n");
	}
	html_put(html, "</ul>\n");
}

static void figure(struct html *html, const struct drawing *drawing)
{
	struct arena *arena = html->view->arena;
	struct sheet sheet = { .html = html, .drawing = drawing, .bottom = TOP };
	sheet.node_y = arena_array(arena, int, drawing->nodes.count + 1);
	sheet.site_y = arena_array(arena, int, drawing->sites.count + 1);
	sheet.account_top = arena_array(arena, int, drawing->accounts.count + 1);
	sheet.account_height = arena_array(arena, int, drawing->accounts.count + 1);
	place_nodes(&sheet);
	place_sites(&sheet);
	place_accounts(&sheet);
	int left = drawing->sites.count ? 0 : USERS_LEFT - 2;
	buf_printf(html->out,
	           "<div class=\"wide\"><svg class=\"drawing\" viewBox=\"%d 0 %d %d\" aria-hidden=\"true\">\n", left,
	           WIDTH - left, sheet.bottom + 2);
	heads(&sheet);
	sites(&sheet);
	users(&sheet);
	accounts(&sheet);
	stores(&sheet);
	links(&sheet);
	html_put(html, "</svg></div>\n");
	legend(html, drawing);
}

void html_drawing(struct html *html)
{
	struct drawing drawing;
	if (!drawing_build(&drawing, html->view, html->file, html->form))
		return;
	html_put(html, "<section class=\"linked\" aria-labelledby=\"linked\">\n<h2 id=\"linked\">");
	html_text(html, drawing.title);
	html_put(html, "</h2>\n<p class=\"sentence\">");
	html_verdict_shape(html, drawing.mark);
	html_put(html, "<b>");
	html_text(html, drawing.sentence);
	html_put(html, "</b></p>\n");
	figure(html, &drawing);
	in_words(html, &drawing);
	html_element(html, "p", NULL, drawing.others);
	html_element(html, "p", "class=\"more\"", drawing.note);
	html_put(html, "</section>\n");
}
