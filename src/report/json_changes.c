/* report.json: "window", what came or changed in the days of a repair; left out when no time was given. */
#include "base/timestamp.h"
#include "report/json_parts.h"

void json_changes(struct json_out *out, const struct view *view)
{
	if (!view->changes.count)
		return;
	json_out_object(out, "window");
	json_out_time(out, "since", view->options->since ? view->options->since : TIME_UNKNOWN);
	json_out_time(out, "until", view->options->until ? view->options->until : TIME_UNKNOWN);
	json_out_array(out, "changes");
	for (size_t i = 0; i < view->changes.count; i++) {
		const struct view_row *row = &view->changes.items[i];
		json_out_object(out, NULL);
		json_out_text(out, "what", row->label);
		json_out_array(out, "lines");
		for (size_t k = 0; k < row->lines.count; k++)
			json_out_text(out, NULL, row->lines.items[k]);
		json_out_array_end(out);
		json_out_object_end(out);
	}
	json_out_array_end(out);
	json_out_object_end(out);
}
