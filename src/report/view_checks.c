/* The number of the check and what became of the items of those that failed, from earlier reports of the same machine. Of these
 * only numbers, rules and codes are said: nothing that another report calls by name. */
#include "judge/judge.h"
#include "report/areas.h"
#include "report/view_parts.h"

#define ITEMS_SHOWN 24 /* of a check */
#define CHECKS_SHOWN 6 /* that failed; what is left is numbered */
#define ITEMS_COMPARED 1024

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

/* The first check and those that failed, however many said otherwise afterwards. Where they are too many: those with items
 * before those without, the newest first. Returns how many that failed are left. */
static size_t checks_named(const struct earlier_checks *checks, bool *ret)
{
	size_t named = 0, left = 0;
	for (unsigned without_items = 0; without_items < 2; without_items++) {
		for (size_t i = checks->count; i-- > 1;) {
			const struct earlier_check *check = &checks->items[i];
			if (check->verdict != VERDICT_FAIL || (check->items.count > 0) == without_items)
				continue;
			ret[i] = named < CHECKS_SHOWN;
			named += ret[i];
			left += !ret[i];
		}
	}
	ret[0] = true;
	if (!named && checks->items[0].verdict != VERDICT_FAIL)
		ret[checks->count - 1] = true;
	return left;
}

static struct str in_row(struct view *view, struct str text, struct str part)
{
	return text.len && part.len ? str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(part))
	       : part.len           ? part
	                            : text;
}

/* "3 (no. 1 on 22 Nov 2026: FAIL, code 7QK4-M2TD; no. 2 ...)" */
static void number_of_check(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	bool *named = arena_calloc(view->arena, checks->count, sizeof *named);
	struct str text = { 0 };
	size_t left = checks_named(checks, named);
	for (size_t i = 0; i < checks->count; i++) {
		if (named[i])
			text = in_row(view, text, check_text(view, i));
	}
	if (left)
		text = in_row(view, text, say_count(view, "txt.check.failed-more", left));
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

/* What is to be said of an item of `check` that is not found where everything was read. */
static enum outcome not_there(const struct view *view, const struct earlier_check *check)
{
	return check->more_was_read        ? OUTCOME_UNKNOWN
	       : !same_policy(view, check) ? OUTCOME_OTHER_POLICY
	                                   : OUTCOME_GONE;
}

/* The same finding, or one of the same rule where Windows or a user has another name by now. */
static enum outcome outcome_of(struct view *view, const struct earlier_check *check, const struct earlier_item *item,
                               unsigned *ret_now)
{
	enum outcome outcome = was_read(view, item->rule) ? not_there(view, check) : OUTCOME_UNKNOWN;
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

/* The row of an item that one more check had: the more careful is said. */
static enum outcome careful(enum outcome row, enum outcome not_there)
{
	bool more = row == OUTCOME_GONE || (row == OUTCOME_OTHER_POLICY && not_there == OUTCOME_UNKNOWN);
	return more ? not_there : row;
}

static struct view_outcome *outcome_find(struct view *view, const struct earlier_item *item)
{
	for (size_t i = 0; i < view->outcomes.count; i++) {
		const struct earlier_item *known = view->outcomes.items[i].item;
		if (str_eq(known->fingerprint, item->fingerprint) && str_eq(known->rule, item->rule))
			return &view->outcomes.items[i];
	}
	return NULL;
}

static void outcomes_of(struct view *view, size_t index)
{
	const struct earlier_check *check = &view->options->checks->items[index];
	view->items_left += check->items_left;
	for (size_t i = 0; i < check->items.count; i++) {
		const struct earlier_item *item = &check->items.items[i];
		struct view_outcome *row = outcome_find(view, item);
		if (row) {
			row->outcome = careful(row->outcome, not_there(view, check));
		} else if (view->outcomes.count < ITEMS_COMPARED) {
			row = array_push(view->arena, &view->outcomes);
			*row = (struct view_outcome){ .item = item, .check = index + 1 };
			row->outcome = outcome_of(view, check, item, &row->now);
		} else {
			view->items_left++;
		}
	}
}

/* Against all that failed, the last one first, so that none of them hides another; where none failed, the first. An item
 * that several had stands once, under the number of the last of them. */
static void outcomes(struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	bool failed = false;
	for (size_t i = 0; i < checks->count; i++)
		failed |= checks->items[i].verdict == VERDICT_FAIL;
	for (size_t i = checks->count; i-- > 0;) {
		if (failed ? checks->items[i].verdict == VERDICT_FAIL : i == 0)
			outcomes_of(view, i);
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

/* Rows of one check. */
struct rows { size_t from, to; };

/* "no longer there: item 1 (SYN-04), item 2 (ACC-01)" */
static struct str items_of(struct view *view, struct rows rows, enum outcome outcome)
{
	static const char *const ids[] = { [OUTCOME_GONE] = "txt.check.gone", [OUTCOME_STAYS] = "txt.check.stays",
		                           [OUTCOME_SAME_RULE] = "txt.check.same-rule",
		                           [OUTCOME_UNKNOWN] = "txt.check.unknown",
		                           [OUTCOME_OTHER_POLICY] = "txt.check.other-policy" };
	struct str text = { 0 };
	for (size_t i = rows.from; i < rows.to && i < rows.from + ITEMS_SHOWN; i++) {
		if (view->outcomes.items[i].outcome == outcome)
			text = join(view, text, item_text(view, &view->outcomes.items[i]));
	}
	return text.len ? say1(view, ids[outcome], "items", text) : text;
}

/* Passwords to be changed and logs to be read are on other machines: whoever has to do it says so. */
static void unseen_steps(struct view *view, struct rows rows)
{
	struct str text = { 0 };
	for (size_t i = rows.from; i < rows.to && i < rows.from + ITEMS_SHOWN; i++) {
		const struct earlier_item *item = view->outcomes.items[i].item;
		if (str_starts(item->rule, STR("SYN-")) && item->must_fix)
			text = join(view, text, number_text(view, item->number));
	}
	struct placeholder values[] = { { "items", text },
		                        { "n", number_text(view, view->outcomes.items[rows.from].check) } };
	if (text.len)
		add_line(view, &view->statements, say_with(view, "txt.check.unseen", values, 2));
}

static void outcome_line(struct view *view, struct rows rows)
{
	struct str text = { 0 };
	for (enum outcome outcome = OUTCOME_GONE; outcome <= OUTCOME_OTHER_POLICY; outcome++)
		text = in_row(view, text, items_of(view, rows, outcome));
	if (rows.to - rows.from > ITEMS_SHOWN)
		text = join(view, text, say_count(view, "txt.items.more", rows.to - rows.from - ITEMS_SHOWN));
	struct placeholder values[] = { { "items", text },
		                        { "n", number_text(view, view->outcomes.items[rows.from].check) } };
	add_line(view, &view->statements, say_with(view, "txt.check.outcome", values, 2));
	unseen_steps(view, rows);
}

static void outcome_lines(struct view *view)
{
	size_t left = view->items_left;
	struct rows rows = { 0 };
	for (size_t line = 0; rows.from < view->outcomes.count; line++, rows.from = rows.to) {
		while (rows.to < view->outcomes.count &&
		       view->outcomes.items[rows.to].check == view->outcomes.items[rows.from].check)
			rows.to++;
		if (line < CHECKS_SHOWN)
			outcome_line(view, rows);
		else
			left += rows.to - rows.from;
	}
	if (left)
		add_line(view, &view->statements, say_count(view, "txt.check.items-left", left));
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
	if (checks->unreadable)
		add_line(view, &view->statements, say_count(view, "txt.check.unreadable", checks->unreadable));
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
	} else {
		view->check_short = say1(view, "txt.check.short", "n", STR("1"));
	}
	doubts(view);
}
