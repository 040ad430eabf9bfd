/* Papers of the office that no case is behind: slip, notice, card. The head is the office's, its places are empty. */
#include "report/paper_blank.h"

#include "base/limits.h"
#include "base/utf.h"
#include "report/paper_parts.h"

/* In characters. A name of SHORT_LONGEST leaves room for the page below it even in letters as wide as W. */
#define OFFICE_LONGEST 110
#define PLACE_LONGEST  40
#define SYMBOL_LONGEST 20
#define SHORT_LONGEST  32

static struct str cut(struct paper *paper, struct str name, size_t longest)
{
	struct arena *arena = paper->flow.arena;
	return words_cut(arena, utf8_printable(arena, name), longest, longest / 4);
}

/* The same policy with names that fit a form. */
static const struct policy *fitting(struct paper *paper, const struct policy *policy)
{
	struct policy *fit = arena_new(paper->flow.arena, struct policy);
	*fit = *policy;
	fit->parent_body = cut(paper, policy->parent_body, OFFICE_LONGEST);
	fit->office_name = cut(paper, policy->office_name, OFFICE_LONGEST);
	fit->place = cut(paper, policy->place, PLACE_LONGEST);
	fit->symbol = cut(paper, policy->symbol, SYMBOL_LONGEST);
	fit->stick = cut(paper, policy->stick, SYMBOL_LONGEST);
	return fit;
}

static void start(struct paper *paper, const struct paper_blank *blank, const struct policy *office,
                  const struct report_options *options, struct typeface *typeface, struct buf *out)
{
	struct arena *arena = paper->flow.arena;
	struct case_file *file = arena_new(arena, struct case_file);
	file->arena = arena;
	const struct policy *policy = fitting(paper, office);
	view_build(paper->view, arena, file, policy, options);
	form_build(&paper->form, paper->view);
	paper->form.type = paper_say(paper, blank->type);
	paper->form.subject = paper_say(paper, blank->subject);
	paper->form.copy_line = paper_say(paper, blank->note);
	for (size_t i = 0; i < paper->form.signatures.count; i++)
		paper->form.signatures.items[i].name = (struct str){ 0 };
	struct str place = policy->place.len ? policy->place : paper_say(paper, "rep.blank.short");
	paper->form.place_date = words_message1(arena, options->language, "slip.place-date", "place", place);
	const struct flow_about about = { paper->form.type, paper->view->office, paper->form.subject,
		                          paper_date(arena, options->now) };
	flow_init(&paper->flow, arena, typeface, out, &about);
	paper->flow.language = options->language;
	paper->flow.foot_left = paper_say(paper, blank->foot);
}

enum err paper_blank_write(struct buf *out, const struct policy *policy, const struct report_options *options,
                           struct typeface *typeface, const struct paper_blank *blank)
{
	struct arena arena;
	struct view view;
	struct paper paper = { .view = &view };
	arena_init(&arena, 64 * MIB);
	paper.flow.arena = &arena;
	start(&paper, blank, policy, options, typeface, out);
	blank->draw(&paper);
	enum err e = flow_finish(&paper.flow);
	arena_done(&arena);
	return e;
}

static void shorten(struct paper *paper)
{
	for (size_t i = 0; i < paper->form.issuer.count; i++)
		paper->form.issuer.items[i] = cut(paper, paper->form.issuer.items[i], SHORT_LONGEST);
}

void paper_blank_fit(struct paper *paper, unsigned attempts, void (*build)(struct paper *paper, unsigned attempt))
{
	for (unsigned i = 0; i < 2 * attempts; i++) {
		if (i == attempts)
			shorten(paper);
		flow_clear(&paper->flow);
		build(paper, i % attempts);
		if (flow_height(&paper->flow) <= TEXT_HEIGHT)
			return;
	}
}
