/* report.json: "checks", how often this machine was checked before and what became of the items of those that
 * failed; left out when nobody looked for earlier reports. */
#include "report/json_parts.h"

static void put_earlier(struct json_out *out, const struct earlier_check *check)
{
	json_out_object(out, NULL);
	json_out_time(out, "time", check->when);
	json_word(out, "verdict", &verdict_words, check->verdict);
	json_out_text(out, "code", check->code);
	json_out_bool(out, "listed", check->listed);
	json_out_object_end(out);
}

static void put_outcome(struct json_out *out, const struct view_outcome *row)
{
	static const char *const words[] = { [OUTCOME_GONE] = "gone", [OUTCOME_STAYS] = "stays",
		                             [OUTCOME_SAME_RULE] = "same-rule", [OUTCOME_UNKNOWN] = "unknown",
		                             [OUTCOME_OTHER_POLICY] = "other-policy" };
	json_out_object(out, NULL);
	json_out_u64(out, "check", row->check);
	json_out_u64(out, "item", row->item->number);
	json_out_text(out, "rule", row->item->rule);
	json_out_text(out, "fingerprint", row->item->fingerprint);
	json_out_text(out, "outcome", str_from_c(words[row->outcome]));
	json_id(out, "now", row->now);
	json_out_object_end(out);
}

void json_checks(struct json_out *out, const struct view *view)
{
	const struct earlier_checks *checks = view->options->checks;
	if (!checks)
		return;
	json_out_object(out, "checks");
	json_out_u64(out, "number", checks->count + 1);
	json_out_array(out, "earlier");
	for (size_t i = 0; i < checks->count; i++)
		put_earlier(out, &checks->items[i]);
	json_out_array_end(out);
	json_out_u64(out, "later", checks->later);
	json_out_u64(out, "unread", checks->unread);
	json_out_u64(out, "unreadable", checks->unreadable);
	json_out_u64(out, "items_left", view->items_left);
	json_out_array(out, "outcomes");
	for (size_t i = 0; i < view->outcomes.count; i++)
		put_outcome(out, &view->outcomes.items[i]);
	json_out_array_end(out);
	json_out_object_end(out);
}
