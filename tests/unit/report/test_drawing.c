/* The drawing's model: who is linked to what, how strongly, and the sentence above. */
#include <cairo-svg.h>
#include <stdlib.h>

#include "base/limits.h"
#include "report/drawing.h"
#include "sample_case.h"
#include "support.h"

struct drawn {
	struct arena arena;
	struct case_file file;
	struct policy policy;
	struct report_options options;
	struct view view;
	struct form form;
	struct drawing drawing;
	bool any;
};

static void draw(struct drawn *drawn)
{
	policy_default(&drawn->policy);
	drawn->options.now = at("2026-11-22T02:30:00Z");
	view_build(&drawn->view, &drawn->arena, &drawn->file, &drawn->policy, &drawn->options);
	form_build(&drawn->form, &drawn->view);
	drawn->any = drawing_build(&drawn->drawing, &drawn->view, &drawn->file, &drawn->form);
}

static void machine_a(void)
{
	struct drawn d = { .any = false };
	arena_init(&d.arena, 64 * MIB);
	sample_a(&d.file, &d.arena);
	draw(&d);
	CHECK(d.any);
	CHECK_INT(d.drawing.mark, VERDICT_FAIL);
	CHECK_STR(d.drawing.sentence, "07 mật khẩu công vụ trên máy này đã được đồng bộ vào tài khoản của người khác.");
	CHECK_INT(d.drawing.accounts.count, 1);
	CHECK_STR(d.drawing.accounts.items[0].lines.items[0], "ti*****du@hopthu.example");
	CHECK(d.drawing.accounts.items[0].foreign);
	CHECK_INT(d.drawing.sites.count, 2);
	bool passwords = false;
	for (size_t i = 0; i < d.drawing.links.count; i++)
		passwords |= d.drawing.links.items[i].weight == LINK_PASSWORDS && d.drawing.links.items[i].passwords == 7;
	CHECK(passwords);
	for (size_t i = 0; i < d.drawing.stores.count; i++)
		CHECK(d.drawing.stores.items[i].synced);
	arena_done(&d.arena);
}

static void nothing_to_draw(void)
{
	struct drawn d = { .any = true };
	arena_init(&d.arena, 64 * MIB);
	sample_b(&d.file, &d.arena);
	draw(&d);
	CHECK(!d.any);
	arena_done(&d.arena);
}

static void weights(void)
{
	static const struct { enum browser_state state; enum link_weight weight; } states[] = {
		{ BROWSER_STATE_SIGNED_IN, LINK_SIGNED_IN }, { BROWSER_STATE_SYNC_ON, LINK_LINKED },
		{ BROWSER_STATE_PASSWORDS_SYNCED, LINK_PASSWORDS }, { BROWSER_STATE_FORMERLY_SYNCED, LINK_TRACE } };
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		struct drawn d = { .any = false };
		arena_init(&d.arena, 64 * MIB);
		sample_a(&d.file, &d.arena);
		d.file.browser_profiles.items[0].state = states[i].state;
		draw(&d);
		bool found = false;
		for (size_t k = 0; k < d.drawing.links.count; k++) {
			const struct drawing_link *link = &d.drawing.links.items[k];
			found |= d.drawing.nodes.items[link->node].browser && link->weight == states[i].weight;
		}
		CHECK(found);
		arena_done(&d.arena);
	}
}

/* Of the office itself: no cross, no word of others. */
static void own_account(void)
{
	struct drawn d = { .any = false };
	arena_init(&d.arena, 64 * MIB);
	sample_a(&d.file, &d.arena);
	d.file.accounts.items[0].ownership = OWNERSHIP_ALLOWED;
	draw(&d);
	CHECK(d.any);
	CHECK_INT(d.drawing.mark, VERDICT_PASS);
	CHECK(!d.drawing.accounts.items[0].foreign);
	arena_done(&d.arena);
}

/* On any surface, an SVG one here: all of it is drawn, and drawing it again changes nothing. */
static void draws_on_svg(void)
{
	struct drawn d = { .any = false };
	struct typeface *typeface = NULL;
	struct typesetter type;
	arena_init(&d.arena, 64 * MIB);
	sample_a(&d.file, &d.arena);
	draw(&d);
	CHECK_INT(typeface_open(NULL, &typeface), OK);
	if (!typeface)
		exit(1);
	cairo_surface_t *surface = cairo_svg_surface_create(NULL, DRAWING_WIDTH, DRAWING_HEIGHT);
	cairo_t *cairo = cairo_create(surface);
	typesetter_init(&type, &d.arena, typeface, cairo);
	drawing_draw(&d.drawing, &type);
	CHECK(type.layouts.count > 20);
	typesetter_done(&type);
	CHECK_INT(cairo_status(cairo), CAIRO_STATUS_SUCCESS);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	typeface_close(typeface);
	arena_done(&d.arena);
}

TEST_MAIN(TEST(machine_a), TEST(nothing_to_draw), TEST(weights), TEST(own_account), TEST(draws_on_svg))
