/* Section III of the view: the places in the evidence that a finding rests on. */
#include "report/masked_case.h"
#include "report/view_parts.h"

/* "line 12" of a text file is ours; anything else is a name of Windows or of the file. */
static struct str place_text(struct view *view, struct str where)
{
	uint64_t number;
	bool is_line = str_starts(where, STR("line ")) && str_to_u64(str_from(where, 5), 10, &number);
	return is_line ? say1(view, "txt.evidence.line", "n", str_from(where, 5)) : shown(view, where);
}

static struct view_evidence evidence_text(struct view *view, const struct origin *origin)
{
	struct view_evidence text = { 0 };
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		if (view->file->evidence.items[i].id == origin->evidence)
			text.path = shown(view, view->file->evidence.items[i].path);
	}
	text.place = place_text(view, origin->where);
	text.detail = shown(view, origin->name);
	if (origin->kind == ORIGIN_TABLE) {
		text.place = text.place.len ? say1(view, "txt.evidence.table", "where", text.place) : text.place;
		text.detail = text.detail.len ? say1(view, "txt.evidence.column", "name", text.detail) : text.detail;
	}
	const char *id = origin->kind == ORIGIN_REGISTRY ? "txt.evidence.key-time" :
	                 origin->kind == ORIGIN_TABLE ? "txt.evidence.row-time" : "txt.evidence.file-time";
	struct str time = words_time(view->arena, view->language, origin->when);
	text.name = text.detail;
	if (time.len) {
		text.day = say1(view, id, "time", words_date(view->arena, view->language, origin->when));
		text.detail = join(view, text.name, say1(view, id, "time", time));
	}
	return text;
}

/* Places of one file stand together, files in the order in which they first come. */
void view_evidence(struct view *view, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	bool *taken = arena_array(view->arena, bool, finding->evidence.count + 1);
	for (size_t i = 0; i < finding->evidence.count; i++) {
		for (size_t k = i; !taken[i] && k < finding->evidence.count; k++) {
			if (taken[k] ||
			    (k > i && finding->evidence.items[k].evidence != finding->evidence.items[i].evidence))
				continue;
			struct origin masked = masked_origin(&view->masker, &finding->evidence.items[k]);
			*array_push(view->arena, &row->origins) = masked;
			*array_push(view->arena, &row->evidence) = evidence_text(view, &masked);
			taken[k] = k > i;
		}
		taken[i] = true;
	}
}
