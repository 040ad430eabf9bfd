/* The number of the check and what became of the items of the first one, from earlier reports of the same machine. Of these
 * only numbers, rules and codes are said: nothing that another report calls by name. */
#include "report/view_parts.h"

#define ITEMS_SHOWN 24

static struct str verdict_of(struct view *view, enum verdict verdict)
{
	static const char *const ids[] = { [VERDICT_NONE] = "verdict.none", [VERDICT_PASS] = "verdict.pass",
		                           [VERDICT_FAIL] = "verdict.fail", [VERDICT_INCONCLUSIVE] = "verdict.insufficient" };
	return say(view, ids[verdict]);
}

static struct str check_text(struct view *view, size_t index)
{
	const struct earlier_check *check = &view->options->checks->items[index];
	struct placeholder values[] = {
		{ "n", number_text(view, index + 1) },
		{ "date", words_date(view->arena, view->language, check->when) },
		{ "verdict", verdict_of(view, check->verdict) },
		{ "code", check->code },
	};
	return say_with(view, "txt.check.earlier", values, 4);
}

/* "2 (no. 1 on 22 Nov 2026: FAIL, code 7QK4-M2TD)"; of more than two earlier ones the first and the last. */
static void number_of_check(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	struct str text = check_text(view, 0);
	if (checks->count > 1)
		text = str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(check_text(view, checks->count - 1)));
	struct placeholder values[] = { { "n", number_text(view, checks->count + 1) }, { "earlier", text } };
	view->check = say_with(view, "txt.check.number", values, 2);
	view->check_short = say1(view, "txt.check.short", "n", values[0].value);
}

/* The same finding, or one of the same rule where Windows or a user has another name by now. */
static enum outcome outcome_of(const struct view *view, const struct earlier_item *item, unsigned *ret_now)
{
	enum outcome outcome = view->mandatory_undone ? OUTCOME_UNKNOWN : OUTCOME_GONE;
	*ret_now = 0;
	for (size_t i = 0; i < view->findings.count; i++) {
		const struct view_finding *finding = &view->findings.items[i];
		bool same = str_eq(finding->fingerprint, item->fingerprint);
		if (!same && (*ret_now || !str_eq_c(item->rule, finding->finding->rule)))
			continue;
		outcome = same ? OUTCOME_STAYS : OUTCOME_SAME_RULE;
		*ret_now = finding->number;
		if (same)
			break;
	}
	return outcome;
}

static void outcomes(struct view *view)
{
	const struct earlier_check *first = &view->options->checks->items[0];
	for (size_t i = 0; i < first->items.count; i++) {
		struct view_outcome *row = array_push(view->arena, &view->outcomes);
		row->item = &first->items.items[i];
		row->outcome = outcome_of(view, row->item, &row->now);
	}
}

static struct str item_text(struct view *view, const struct view_outcome *row)
{
	struct placeholder values[] = { { "n", number_text(view, row->item->number) },
		                        { "rule", row->item->rule },
		                        { "now", number_text(view, row->now) } };
	bool now = row->outcome == OUTCOME_STAYS || row->outcome == OUTCOME_SAME_RULE;
	return say_with(view, now ? "txt.check.item.now" : "txt.check.item", values, 3);
}

/* "no longer there: item 1 (SYN-04), item 2 (ACC-01)" */
static struct str items_of(struct view *view, enum outcome outcome)
{
	static const char *const ids[] = { [OUTCOME_GONE] = "txt.check.gone", [OUTCOME_STAYS] = "txt.check.stays",
		                           [OUTCOME_SAME_RULE] = "txt.check.same-rule",
		                           [OUTCOME_UNKNOWN] = "txt.check.unknown" };
	struct str text = { 0 };
	for (size_t i = 0; i < view->outcomes.count && i < ITEMS_SHOWN; i++) {
		if (view->outcomes.items[i].outcome == outcome)
			text = join(view, text, item_text(view, &view->outcomes.items[i]));
	}
	return text.len ? say1(view, ids[outcome], "items", text) : text;
}

/* Passwords to be changed and logs to be read are on other machines: whoever has to do it says so. */
static void unseen_steps(struct view *view)
{
	struct str text = { 0 };
	for (size_t i = 0; i < view->outcomes.count && i < ITEMS_SHOWN; i++) {
		const struct earlier_item *item = view->outcomes.items[i].item;
		if (str_starts(item->rule, STR("SYN-")) && item->must_fix)
			text = join(view, text, number_text(view, item->number));
	}
	if (text.len)
		add_line(view, &view->statements, say1(view, "txt.check.unseen", "items", text));
}

void view_checks(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	struct str text = { 0 };
	if (checks && !checks->count)
		view->check_short = say1(view, "txt.check.short", "n", STR("1"));
	if (!checks || !checks->count)
		return;
	number_of_check(view);
	outcomes(view);
	for (enum outcome outcome = OUTCOME_GONE; outcome <= OUTCOME_UNKNOWN; outcome++) {
		struct str part = items_of(view, outcome);
		text = text.len && part.len ? str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(part))
		       : part.len           ? part
		                            : text;
	}
	if (view->outcomes.count > ITEMS_SHOWN)
		text = join(view, text, say_count(view, "txt.items.more", view->outcomes.count - ITEMS_SHOWN));
	if (text.len)
		add_line(view, &view->statements, say1(view, "txt.check.outcome", "items", text));
	unseen_steps(view);
}
