/* Section IV of the view: what follows, for whom; and who signs. */
#include "report/view_parts.h"

#define FINDINGS_LISTED 6

/* "1 (a, d, đ), 2 (a)": the steps that are not the supplier's; cut after six findings. */
static struct str own_steps(struct view *view)
{
	struct str text = { 0 };
	unsigned listed = 0;
	for (size_t i = 0; i < view->fails && i < view->findings.count && listed < FINDINGS_LISTED; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		struct str letters = { 0 };
		for (size_t k = 0; k < finding->steps.count; k++) {
			if (!str_eq_c(str_from_c(finding->steps.items[k].who), "vendor"))
				letters = join(view, letters, finding->steps.items[k].letter);
		}
		if (!letters.len)
			continue;
		struct str part = finding->steps.count == 1
		                          ? str_format(view->arena, "%u", finding->number)
		                          : str_format(view->arena, "%u (%.*s)", finding->number, STR_ARGS(letters));
		text = join(view, text, part);
		listed++;
	}
	return text;
}

/* "item 1", "items 1 and 2", "items 1 to 5" */
static struct str failing_items(struct view *view)
{
	struct placeholder range[] = { { "first", STR("1") }, { "last", number_text(view, view->fails) } };
	const char *id = view->fails < 2 ? "txt.items.one" : view->fails == 2 ? "txt.items.two" : "txt.items.range";
	return say_with(view, id, range, 2);
}

/* Data of the unit may lie with the holder of an account only where there is one. */
static bool has_account(const struct view *view)
{
	for (size_t i = 0; i < view->fails && i < view->findings.count; i++) {
		const struct finding *finding = view->findings.items[i].finding;
		if (finding->account.len || finding->browser)
			return true;
	}
	return false;
}

static void fail_conclusion(struct view *view)
{
	bool in_use = is_in_use(view), account = has_account(view);
	const char *fixes = in_use ? (account ? "txt.end.fail.unit" : "txt.end.fail.unit.plain")
	                           : (account ? "txt.end.fail.vendor" : "txt.end.fail.vendor.plain");
	add_line(view, &view->conclusion, say(view, in_use ? "txt.end.fail.inuse" : "txt.end.fail.accept"));
	add_line(view, &view->conclusion, say1(view, fixes, "items", failing_items(view)));
	struct str own = own_steps(view);
	if (own.len && !in_use)
		add_line(view, &view->conclusion, say1(view, "txt.end.fail.receiver", "items", own));
	add_line(view, &view->conclusion, say(view, "txt.end.recheck"));
}

/* A machine that passes may have steps to do all the same: they are repeated where people look for what to do. */
static void noted_steps(struct view *view)
{
	size_t listed = 0;
	for (size_t i = 0; i < view->findings.count; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		struct str steps = { 0 };
		if (finding->finding->effect != EFFECT_NOTE || listed++ >= FINDINGS_LISTED)
			continue;
		for (size_t k = 0; k < finding->steps.count; k++) {
			struct str step =
				str_format(view->arena, "%.*s: %.*s", STR_ARGS(finding->steps.items[k].who_text),
			                   STR_ARGS(finding->steps.items[k].text));
			steps = steps.len ? str_format(view->arena, "%.*s. %.*s", STR_ARGS(steps), STR_ARGS(step))
			                  : step;
		}
		struct placeholder values[] = { { "item", str_format(view->arena, "%u", finding->number) },
			                        { "steps", steps } };
		if (steps.len)
			add_line(view, &view->conclusion, say_with(view, "txt.end.note", values, 2));
	}
	if (listed > FINDINGS_LISTED)
		add_line(view, &view->conclusion, say_count(view, "txt.end.note.more", listed - FINDINGS_LISTED));
}

void view_conclusion(struct view *view)
{
	switch (view->verdict) {
	case VERDICT_FAIL:
		fail_conclusion(view);
		break;
	case VERDICT_PASS:
		add_line(view, &view->conclusion,
		         say(view, view->options->mode == MODE_ACCEPTANCE ? "txt.end.pass.accept" : "txt.end.pass"));
		noted_steps(view);
		if (!is_in_use(view))
			add_line(view, &view->conclusion, say(view, "txt.end.pass.advice"));
		break;
	case VERDICT_INCONCLUSIVE:
		add_line(view, &view->conclusion, say(view, "txt.end.inconclusive"));
		add_line(view, &view->conclusion, say(view, "txt.end.inconclusive.do"));
		noted_steps(view);
		break;
	case VERDICT_NONE:
		add_line(view, &view->conclusion, say(view, "rep.noverdict"));
		break;
	}
	add_line(view, &view->conclusion, say(view, view->options->saved ? "txt.end.keep" : "txt.end.keep.paper"));
	add_line(view, &view->conclusion, say(view, "txt.end.disclaimer"));
}

/* ---- who is there ---- */

struct party { const char *role, *title, *signature; };

static size_t parties_of(const struct view *view, struct party *ret)
{
	bool repair = view->options->mode == MODE_AFTER_REPAIR || view->options->mode == MODE_BEFORE_REPAIR;
	bool acceptance = view->options->mode == MODE_ACCEPTANCE, two = !is_in_use(view);
	size_t count = 0;
	if (view->options->mode != MODE_FORENSIC && two)
		ret[count++] = repair ? (struct party){ "ben_giao", "rep.party.repairer", "rep.sign.repairer" }
		                      : (struct party){ "ben_giao", "rep.party.vendor", "rep.sign.vendor" };
	ret[count++] = (struct party){ "kiem_tra", "rep.party.inspector", "rep.sign.inspector" };
	if (view->options->mode != MODE_FORENSIC)
		ret[count++] = acceptance ? (struct party){ "ben_nhan", "rep.party.receiver", "rep.sign.receiver" }
		                          : (struct party){ "ben_nhan", "rep.party.unit", "rep.sign.unit" };
	return count;
}

/* Everybody of the party; the first one signs. */
static struct str people_of(struct view *view, const struct party *party)
{
	struct view_row *row = NULL;
	struct str first = { 0 };
	for (size_t i = 0; i < view->policy->people.count; i++) {
		const struct person *person = &view->policy->people.items[i];
		if (!str_eq_c(person->role, party->role))
			continue;
		if (!row)
			row = add_row(view, &view->parties, party->title);
		struct str name = shown(view, person->name);
		add_line(view, &row->lines, join(view, name, shown(view, person->title)));
		if (!first.len)
			first = words_name(view->arena, name);
	}
	return first;
}

/* A unit reviews its own computers without the supplier; an examiner signs alone. */
void view_parties(struct view *view)
{
	struct party parties[3];
	struct str basis = shown(view, view->policy->basis);
	if (basis.len)
		add_line(view, &add_row(view, &view->parties, "rep.basis")->lines, basis);
	size_t count = parties_of(view, parties);
	for (size_t i = 0; i < count; i++) {
		struct str name = people_of(view, &parties[i]);
		*array_push(view->arena, &view->signatures) =
			(struct view_signature){ say(view, parties[i].signature), name };
	}
}
