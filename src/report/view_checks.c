/* The number of the check and what became of the items of the last one that failed, from earlier reports of the same machine. Of these
 * only numbers, rules and codes are said: nothing that another report calls by name. */
#include "judge/judge.h"
#include "report/areas.h"
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
	return say_with(view, check->listed ? "txt.check.earlier" : "txt.check.earlier.unlisted", values, 4);
}

/* Against which check it is compared: the last that failed, however many said otherwise afterwards; one that its
 * SHA256SUMS does not have takes no other's place. Where none failed, the first. */
static size_t check_compared(const struct earlier_checks *checks)
{
	size_t last = 0;
	bool found = false, listed = false;
	for (size_t i = 0; i < checks->count; i++) {
		const struct earlier_check *check = &checks->items[i];
		if (check->verdict != VERDICT_FAIL || (listed && !check->listed))
			continue;
		last = i;
		found = true;
		listed |= check->listed;
	}
	return found ? last : 0;
}

/* "3 (no. 1 on 22 Nov 2026: FAIL, code 7QK4-M2TD; no. 2 ...)": the first and the one that is compared, else the last. */
static void number_of_check(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	struct str text = check_text(view, 0);
	size_t compared = check_compared(checks);
	size_t other = compared || checks->items[0].verdict == VERDICT_FAIL ? compared : checks->count - 1;
	if (other)
		text = str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(check_text(view, other)));
	struct placeholder values[] = { { "n", number_text(view, checks->count + 1) }, { "earlier", text } };
	view->check = say_with(view, "txt.check.number", values, 2);
	view->check_short = say1(view, "txt.check.short", "n", values[0].value);
}

/* The same rules, mode and configuration, and nobody has answered whose an account is: that an item is missing says
 * something of the machine. */
static bool same_policy(const struct view *view, const struct earlier_check *check)
{
	return str_eq_c(check->rules, RULES_VERSION) && str_eq(check->policy, view->policy->sha256) &&
	       str_eq_c(check->mode, word_of(&mode_words, view->options->mode)) && !view->policy->owners.count;
}

/* Was everything read in which a rule may find something? Of a rule that is not listed everything is needed. */
static bool was_read(struct view *view, struct str rule)
{
	static const struct { const char *rules; unsigned areas; } needed[] = {
		{ "DEV-", 1u << AREA_MACHINE | 1u << AREA_ORGANISATION },
		{ "RMT-", 1u << AREA_REMOTE | 1u << AREA_SOFTWARE | 1u << AREA_AUTOSTART },
		{ "SW-", 1u << AREA_SOFTWARE | 1u << AREA_AUTOSTART },
	};
	unsigned areas = (1u << AREA_NONE) - 1;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		if (str_starts(rule, str_from_c(needed[i].rules)))
			areas = needed[i].areas;
	}
	bool read = view->file->systems.count > 0 && !view->mandatory_undone;
	for (unsigned area = 0; area < AREA_NONE && read; area++)
		read = !(areas >> area & 1) || area_complete(view, (enum area)area);
	return read;
}

/* The same finding, or one of the same rule where Windows or a user has another name by now. */
static enum outcome outcome_of(struct view *view, const struct earlier_check *check, const struct earlier_item *item,
                               unsigned *ret_now)
{
	bool read = !check->more_was_read && was_read(view, item->rule);
	enum outcome outcome = !read ? OUTCOME_UNKNOWN : !same_policy(view, check) ? OUTCOME_OTHER_POLICY : OUTCOME_GONE;
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
	const struct earlier_checks *checks = view->options->checks;
	const struct earlier_check *check = &checks->items[check_compared(checks)];
	view->check_compared = check_compared(checks) + 1;
	for (size_t i = 0; i < check->items.count; i++) {
		struct view_outcome *row = array_push(view->arena, &view->outcomes);
		row->item = &check->items.items[i];
		row->outcome = outcome_of(view, check, row->item, &row->now);
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
		                           [OUTCOME_UNKNOWN] = "txt.check.unknown",
		                           [OUTCOME_OTHER_POLICY] = "txt.check.other-policy" };
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
	struct placeholder values[] = { { "items", text }, { "n", number_text(view, view->check_compared) } };
	if (text.len)
		add_line(view, &view->statements, say_with(view, "txt.check.unseen", values, 2));
}

/* What is known of the earlier reports besides: nobody takes a low number for a complete one. */
static void doubts(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	size_t unlisted = 0;
	for (size_t i = 0; i < checks->count; i++)
		unlisted += !checks->items[i].listed;
	if (unlisted)
		add_line(view, &view->statements, say_count(view, "txt.check.unlisted", unlisted));
	if (checks->later)
		add_line(view, &view->statements, say_count(view, "txt.check.later", checks->later));
	if (checks->unread)
		add_line(view, &view->statements, say_count(view, "txt.check.unread", checks->unread));
}

static void outcome_lines(struct view *view)
{
	struct str text = { 0 };
	for (enum outcome outcome = OUTCOME_GONE; outcome <= OUTCOME_OTHER_POLICY; outcome++) {
		struct str part = items_of(view, outcome);
		text = text.len && part.len ? str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(part))
		       : part.len           ? part
		                            : text;
	}
	if (view->outcomes.count > ITEMS_SHOWN)
		text = join(view, text, say_count(view, "txt.items.more", view->outcomes.count - ITEMS_SHOWN));
	struct placeholder values[] = { { "items", text }, { "n", number_text(view, view->check_compared) } };
	if (text.len)
		add_line(view, &view->statements, say_with(view, "txt.check.outcome", values, 2));
}

void view_checks(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	if (!checks)
		return;
	if (checks->count) {
		number_of_check(view);
		outcomes(view);
		outcome_lines(view);
		unseen_steps(view);
	} else {
		view->check_short = say1(view, "txt.check.short", "n", STR("1"));
	}
	doubts(view);
}
