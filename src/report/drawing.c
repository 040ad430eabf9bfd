/* The sheet (mock-up 23): data flows from left to right, across the dashed line of the office; weight carries meaning. */
#include "report/drawing.h"

#include "report/drawing_pen.h"
#include "report/paper_shapes.h"

#define LEFT        (20 * MM)
#define SITES_RIGHT (74 * MM)
#define USERS_LEFT  (98 * MM)
#define USERS_RIGHT (180 * MM)
#define BOUNDARY    (197 * MM)
#define CLOUD_LEFT  (214 * MM)
#define RIGHT       (277 * MM)
#define HEADS       (52 * MM)
#define TOP         (63 * MM)
#define BOTTOM      (171 * MM)
#define LEGEND      (177 * MM)
#define NODE_HEIGHT (12 * MM)
#define NODE_GAP    (4 * MM)
#define USER_HEAD   (10 * MM)
#define USER_PAD    (4 * MM)
#define USER_GAP    (3 * MM)
#define STEPS       7    /* places where a link may turn */
#define SMALLEST    0.55 /* scale of a full sheet */

/* ---- places ---- */

static double users_height(const struct drawing *drawing, double scale)
{
	double height = 0;
	for (size_t i = 0; i < drawing->users.count; i++) {
		size_t count = drawing->users.items[i].count;
		height += count ? (USER_HEAD + (double)count * (NODE_HEIGHT + NODE_GAP) + USER_GAP) * scale : 0;
	}
	return height;
}

static double account_height(const struct drawing_account *account, double scale)
{
	return ((double)account->lines.count * 5.6 * MM + 12 * MM) * scale;
}

static double accounts_height(const struct drawing *drawing, double scale)
{
	double height = 0;
	for (size_t i = 0; i < drawing->accounts.count; i++)
		height += account_height(&drawing->accounts.items[i], scale) + 4 * MM * scale;
	return height;
}

static double fitting_scale(const struct drawing *drawing)
{
	double sites = (double)drawing->sites.count * (NODE_HEIGHT + NODE_GAP), room = BOTTOM - TOP - 6 * MM;
	double most = users_height(drawing, 1), scale = 1;
	most = sites > most ? sites : most;
	most = accounts_height(drawing, 1) > most ? accounts_height(drawing, 1) : most;
	if (most > room)
		scale = room / most;
	return scale < SMALLEST ? SMALLEST : scale;
}

static void place_nodes(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double y = TOP, s = sheet->scale;
	for (size_t i = 0; i < drawing->users.count; i++) {
		const struct drawing_user *user = &drawing->users.items[i];
		if (!user->count)
			continue;
		y += USER_HEAD * s;
		for (size_t k = 0; k < user->count; k++) {
			sheet->node_y[user->first + k] = y + NODE_HEIGHT * s / 2;
			y += (NODE_HEIGHT + NODE_GAP) * s;
		}
		y += USER_GAP * s;
	}
}

/* Sites around the middle of the nodes that keep their passwords. */
static void place_sites(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double pitch = (NODE_HEIGHT + NODE_GAP) * sheet->scale, sum = 0;
	size_t count = drawing->sites.count;
	for (size_t i = 0; i < drawing->stores.count; i++)
		sum += sheet->node_y[drawing->stores.items[i].node];
	double middle = drawing->stores.count ? sum / (double)drawing->stores.count : TOP;
	double top = middle - pitch * (double)(count - (count > 0)) / 2, least = TOP + NODE_HEIGHT * sheet->scale / 2;
	top = top < least ? least : top;
	for (size_t i = 0; i < count; i++)
		sheet->site_y[i] = top + pitch * (double)i;
}

static double wanted_top(const struct sheet *sheet, size_t account)
{
	double top = BOTTOM;
	for (size_t i = 0; i < sheet->drawing->links.count; i++) {
		const struct drawing_link *link = &sheet->drawing->links.items[i];
		double y = sheet->node_y[link->node] - NODE_HEIGHT * sheet->scale / 2;
		top = link->account == account && y < top ? y : top;
	}
	return top;
}

static double last_node(const struct sheet *sheet, size_t account)
{
	double bottom = 0;
	for (size_t i = 0; i < sheet->drawing->links.count; i++) {
		const struct drawing_link *link = &sheet->drawing->links.items[i];
		double y = sheet->node_y[link->node];
		bottom = link->account == account && y > bottom ? y : bottom;
	}
	return bottom;
}

/* Each beside its first node where there is room, none over another, all on the sheet. */
static void place_accounts(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double least = TOP, below = 0;
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		sheet->account_height[i] = account_height(&drawing->accounts.items[i], sheet->scale);
		below += sheet->account_height[i] + 4 * MM * sheet->scale;
	}
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		double top = wanted_top(sheet, i), latest = BOTTOM - below;
		top = top > latest ? latest : top;
		sheet->account_top[i] = top < least ? least : top;
		/* Down to its last node, where the others leave room: its arrows are level then. */
		double wanted = last_node(sheet, i) + NODE_HEIGHT * sheet->scale / 2 - sheet->account_top[i];
		double most = BOTTOM - (below - sheet->account_height[i]) - sheet->account_top[i];
		below -= sheet->account_height[i] + 4 * MM * sheet->scale;
		wanted = wanted > most ? most : wanted;
		sheet->account_height[i] = wanted > sheet->account_height[i] ? wanted : sheet->account_height[i];
		least = sheet->account_top[i] + sheet->account_height[i] + 4 * MM * sheet->scale;
	}
}

/* ---- parts ---- */

static void sites(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double s = sheet->scale, height = NODE_HEIGHT * s;
	for (size_t i = 0; i < drawing->sites.count; i++) {
		const struct drawing_site *site = &drawing->sites.items[i];
		double y = sheet->site_y[i] - height / 2;
		struct arena *arena = sheet->type->arena;
		sheet_frame(sheet, LEFT, y, SITES_RIGHT - LEFT, height, 0.75);
		sheet_line(sheet, site->host, 0, 12 * s, LEFT + 3 * MM, y + 1.3 * MM * s, SITES_RIGHT - LEFT - 5 * MM);
		struct rich count = rich_of(arena, str_format(arena, "%02zu ", site->passwords), PIECE_BOLD);
		rich_put(&count, drawing->stored, 0);
		struct text_form form = { .size = 11 * s };
		struct text text = text_set(sheet->type, &count, SITES_RIGHT - LEFT, &form);
		text_draw(sheet->cairo, &text, 0, 1, LEFT + 3 * MM, y + 6.3 * MM * s);
	}
	if (drawing->more_sites.len && drawing->sites.count)
		sheet_put(sheet, drawing->more_sites, PIECE_ITALIC, 11 * s, LEFT,
		          sheet->site_y[drawing->sites.count - 1] + height / 2 + 1 * MM, SITES_RIGHT - LEFT,
		          ALIGN_LEFT);
}

static void node(struct sheet *sheet, const struct drawing_node *row, double middle)
{
	double s = sheet->scale, height = NODE_HEIGHT * s, y = middle - height / 2, x = USERS_LEFT + USER_PAD;
	double width = USERS_RIGHT - USERS_LEFT - 2 * USER_PAD, note = 0;
	sheet_frame(sheet, x, y, width, height, 0.75);
	if (!row->linked) {
		note = sheet_text_width(sheet, sheet->drawing->no_account, PIECE_ITALIC, 11 * s) + 3 * MM;
		sheet_put(sheet, sheet->drawing->no_account, PIECE_ITALIC, 11 * s, x, middle - 6.5 * s, width - 3 * MM,
		          ALIGN_RIGHT);
	}
	sheet_line(sheet, row->title, PIECE_BOLD, 12 * s, x + 3 * MM, y + 1.3 * MM * s, width - 5 * MM - note);
	sheet_line(sheet, row->detail, 0, 11 * s, x + 3 * MM, y + 6.3 * MM * s, width - 5 * MM - note);
}

static void users(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double s = sheet->scale, below = TOP;
	for (size_t i = 0; i < drawing->users.count; i++) {
		const struct drawing_user *user = &drawing->users.items[i];
		if (!user->count)
			continue;
		double top = sheet->node_y[user->first] - NODE_HEIGHT * s / 2 - USER_HEAD * s;
		double height = (USER_HEAD + (double)user->count * (NODE_HEIGHT + NODE_GAP)) * s;
		sheet_frame(sheet, USERS_LEFT, top, USERS_RIGHT - USERS_LEFT, height, 0.75);
		sheet_line(sheet, user->name, 0, 12 * s, USERS_LEFT + USER_PAD, top + 2.4 * MM * s,
		           USERS_RIGHT - USERS_LEFT - 2 * USER_PAD);
		for (size_t k = user->first; k < user->first + user->count; k++)
			node(sheet, &drawing->nodes.items[k], sheet->node_y[k]);
		below = top + height;
	}
	if (drawing->others.len)
		sheet_put(sheet, drawing->others, PIECE_ITALIC, 11, USERS_LEFT, below + 1.5 * MM,
		          USERS_RIGHT - USERS_LEFT, ALIGN_LEFT);
}

static void accounts(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	double s = sheet->scale;
	for (size_t i = 0; i < drawing->accounts.count; i++) {
		const struct drawing_account *account = &drawing->accounts.items[i];
		double y = sheet->account_top[i], mark = 5.6 * MM * s;
		struct shape shape = { .kind = SHAPE_VERDICT,
			               .verdict = account->foreign ? VERDICT_FAIL : VERDICT_PASS };
		sheet_frame(sheet, CLOUD_LEFT, y, RIGHT - CLOUD_LEFT, sheet->account_height[i],
		            account->foreign ? 1.2 * MM : 0.75);
		sheet_ink(sheet, 1);
		shape_draw(sheet->cairo, &shape, CLOUD_LEFT + 3.5 * MM, y + 3.5 * MM * s, mark);
		sheet_line(sheet, account->owner, PIECE_BOLD, 13 * s, CLOUD_LEFT + 5 * MM + mark, y + 3.4 * MM * s,
		           50 * MM);
		for (size_t k = 0; k < account->lines.count; k++)
			sheet_line(sheet, account->lines.items[k], 0, (k ? 11 : 12) * s, CLOUD_LEFT + 3.5 * MM,
			           y + (11 + 5.6 * (double)k) * MM * s, RIGHT - CLOUD_LEFT - 6 * MM);
	}
	if (drawing->more_accounts.len && drawing->accounts.count) {
		size_t last = drawing->accounts.count - 1;
		sheet_put(sheet, drawing->more_accounts, PIECE_ITALIC, 11 * s, CLOUD_LEFT,
		          sheet->account_top[last] + sheet->account_height[last] + 1 * MM, RIGHT - CLOUD_LEFT,
		          ALIGN_LEFT);
	}
}

/* Level when the box is beside the node, else to the place in the box that is left for it. */
static double arrival(const struct sheet *sheet, size_t account, double from, unsigned nth)
{
	double top = sheet->account_top[account] + 5 * MM * sheet->scale;
	double bottom = sheet->account_top[account] + sheet->account_height[account] - 5 * MM * sheet->scale;
	double apart = 4 * MM * sheet->scale * nth;
	if (from < top)
		return top + apart < bottom ? top + apart : bottom;
	if (from > bottom)
		return bottom - apart > top ? bottom - apart : top;
	return from;
}

static double link_width(const struct sheet *sheet, const struct drawing_link *link)
{
	return sheet_weight(link->weight) * (link->weight == LINK_PASSWORDS ? (1 + sheet->scale) / 2 : 1);
}

/* Over the lines, so that none runs through a number. */
static void numbers(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->drawing->links.count; i++) {
		const struct drawing_link *link = &sheet->drawing->links.items[i];
		if (!link->passwords)
			continue;
		struct str number = str_format(sheet->type->arena, "%02zu", link->passwords);
		double size = 14 * (1 + sheet->scale) / 2, x = USERS_RIGHT + 1.2 * MM,
		       width = sheet_text_width(sheet, number, PIECE_BOLD, size);
		double y = sheet->node_y[link->node] - link_width(sheet, link) / 2 - size * 1.15;
		cairo_set_source_rgb(sheet->cairo, 1, 1, 1);
		cairo_rectangle(sheet->cairo, x - 1, y + size * 0.2, width + 2, size * 0.85);
		cairo_fill(sheet->cairo);
		sheet_ink(sheet, 1);
		sheet_put(sheet, number, PIECE_BOLD, size, x, y, 20 * MM, ALIGN_LEFT);
	}
}

/* Links that go down turn the later the higher they start, those that go up the other way: so they do not cross each other. */
static void links(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	struct drawing_link *sorted = arena_array(sheet->type->arena, struct drawing_link, drawing->links.count + 1);
	unsigned steps = 0;
	size_t count = 0;
	for (size_t node = 0; node < drawing->nodes.count; node++) {
		for (size_t i = 0; i < drawing->links.count; i++) {
			if (drawing->links.items[i].node == node)
				sorted[count++] = drawing->links.items[i];
		}
	}
	for (size_t i = 0; i < count; i++) {
		double y1 = sheet->node_y[sorted[i].node], y2 = arrival(sheet, sorted[i].account, y1, steps % 4);
		unsigned turn = y2 > y1 ? STEPS - 1 - steps % STEPS : steps % STEPS;
		steps += y1 != y2;
		sheet_arrow(sheet, USERS_RIGHT - USER_PAD, y1, (186 + 3 * (double)turn) * MM, CLOUD_LEFT - 0.6 * MM, y2,
		            link_width(sheet, &sorted[i]), sorted[i].weight);
	}
	numbers(sheet);
}

static void stores(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	for (size_t i = 0; i < drawing->stores.count; i++) {
		const struct drawing_store *store = &drawing->stores.items[i];
		double width = store->synced ? 1.8 * MM * sheet->scale : sheet_weight(LINK_SIGNED_IN);
		double step = (86 - 3 * (double)(store->node % 3)) * MM;
		sheet_arrow(sheet, SITES_RIGHT, sheet->site_y[store->site], step, USERS_LEFT + USER_PAD,
		            sheet->node_y[store->node], width, LINK_LINKED);
	}
}

static void boundary(struct sheet *sheet)
{
	static const double pattern[] = { 3 * MM, 2 * MM };
	double middle = BOUNDARY - 25 * MM;
	sheet_put(sheet, sheet->drawing->boundary, PIECE_ITALIC, 11, middle, HEADS - 6.5 * MM, 50 * MM, ALIGN_CENTRE);
	sheet_ink(sheet, 1.1);
	cairo_set_dash(sheet->cairo, pattern, 2, 0);
	cairo_move_to(sheet->cairo, BOUNDARY, HEADS - 0.5 * MM);
	cairo_line_to(sheet->cairo, BOUNDARY, BOTTOM);
	cairo_stroke(sheet->cairo);
	cairo_set_dash(sheet->cairo, NULL, 0, 0);
}

static void head(struct sheet *sheet)
{
	const struct drawing *drawing = sheet->drawing;
	struct shape mark = { .kind = SHAPE_VERDICT, .verdict = drawing->mark };
	const struct {
		double left, right;
	} columns[] = { { LEFT, SITES_RIGHT }, { USERS_LEFT, USERS_RIGHT }, { CLOUD_LEFT, RIGHT } };
	sheet_ink(sheet, 1);
	sheet_put(sheet, drawing->title, PIECE_BOLD, 13, LEFT, 20 * MM, 160 * MM, ALIGN_LEFT);
	sheet_put(sheet, drawing->copy, 0, 12, RIGHT - 80 * MM, 20 * MM, 80 * MM, ALIGN_RIGHT);
	sheet_put(sheet, drawing->machine, 0, 12, LEFT, 26 * MM, RIGHT - LEFT, ALIGN_LEFT);
	shape_draw(sheet->cairo, &mark, LEFT, 35.4 * MM, 8 * MM);
	struct rich rich = rich_of(sheet->type->arena, drawing->sentence, PIECE_BOLD);
	struct text_form form = { .size = 18 };
	struct text text = text_set_line(sheet->type, &rich, RIGHT - LEFT - 12 * MM, &form, 12);
	text_draw(sheet->cairo, &text, 0, 1, LEFT + 11.5 * MM, 39.4 * MM - text_height(&text) / 2);
	for (size_t i = 0; i < 3; i++) {
		if (i == 0 && !drawing->sites.count)
			continue;
		sheet_put(sheet, drawing->heads[i], PIECE_BOLD, 13, columns[i].left, HEADS,
		          columns[i].right - columns[i].left, ALIGN_LEFT);
		sheet_rule(sheet, columns[i].left, columns[i].right, HEADS + 6.2 * MM, 1.6);
	}
}

static void legend(struct sheet *sheet)
{
	static const enum link_weight weights[] = { LINK_PASSWORDS, LINK_LINKED, LINK_SIGNED_IN, LINK_TRACE };
	double x = LEFT;
	sheet_rule(sheet, LEFT, RIGHT, LEGEND, 0.75);
	for (size_t i = 0; i < 4; i++) {
		sheet_ink(sheet, sheet_weight(weights[i]));
		sheet_dashes(sheet, weights[i]);
		cairo_move_to(sheet->cairo, x, LEGEND + 5 * MM);
		cairo_line_to(sheet->cairo, x + 15 * MM, LEGEND + 5 * MM);
		cairo_stroke(sheet->cairo);
		cairo_set_dash(sheet->cairo, NULL, 0, 0);
		sheet_put(sheet, sheet->drawing->legend[i], 0, 11, x + 18 * MM, LEGEND + 2.7 * MM, 60 * MM, ALIGN_LEFT);
		x += 18 * MM + sheet_text_width(sheet, sheet->drawing->legend[i], 0, 11) + 11 * MM;
	}
	sheet_put(sheet, sheet->drawing->note, PIECE_ITALIC, 11, LEFT, LEGEND + 10 * MM, RIGHT - LEFT, ALIGN_LEFT);
}

void drawing_draw(const struct drawing *drawing, struct typesetter *type)
{
	struct arena *arena = type->arena;
	struct sheet sheet = {
		.drawing = drawing, .type = type, .cairo = type->cairo, .scale = fitting_scale(drawing)
	};
	sheet.node_y = arena_array(arena, double, drawing->nodes.count + 1);
	sheet.site_y = arena_array(arena, double, drawing->sites.count + 1);
	sheet.account_top = arena_array(arena, double, drawing->accounts.count + 1);
	sheet.account_height = arena_array(arena, double, drawing->accounts.count + 1);
	place_nodes(&sheet);
	place_sites(&sheet);
	place_accounts(&sheet);
	head(&sheet);
	sites(&sheet);
	users(&sheet);
	accounts(&sheet);
	boundary(&sheet);
	stores(&sheet);
	links(&sheet);
	legend(&sheet);
}
