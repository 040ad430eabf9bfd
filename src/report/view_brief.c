/* The evidence of a finding in one line for each file: what stands in the minutes; the annex of places has every path in full. */
#include "base/utf.h"
#include "report/view_parts.h"

#define PLACES_SHOWN  4
#define PATH_LONGEST  24 /* characters of a file name: as many of its last parts as fit, at least one */
#define PLACE_LONGEST 26 /* of a key, likewise */
#define PART_LONGEST  30 /* of one part: hashes and SIDs keep beginning and end */
#define PART_TAIL     12
#define TEXT_LONGEST  240
#define TEXT_TAIL     40

static bool is_separator(char c)
{
	return c == '\\' || c == '/';
}

static struct str short_parts(struct view *view, struct str path)
{
	struct str text = { 0 };
	for (size_t start = 0; start < path.len;) {
		size_t end = start;
		while (end < path.len && !is_separator(path.data[end]))
			end++;
		struct str part = words_cut(view->arena, str_sub(path, start, end - start), PART_LONGEST, PART_TAIL);
		text = str_format(view->arena, "%.*s%.*s%.*s", STR_ARGS(text), STR_ARGS(part), end < path.len ? 1 : 0,
		                  path.data + (end < path.len ? end : 0));
		start = end + 1;
	}
	return text;
}

/* The last parts of at most `longest` characters together; the last one always. */
static struct str last_parts(struct view *view, struct str whole, size_t longest)
{
	struct str path = short_parts(view, whole);
	size_t start = path.len, kept = path.len;
	if (utf8_columns(path) <= longest)
		return path;
	while (start > 0) {
		while (--start > 0 && !is_separator(path.data[start]))
			continue;
		if (kept < path.len && utf8_columns(str_from(path, start)) > longest)
			break;
		kept = start;
	}
	struct str text = kept ? str_format(view->arena, "…%.*s", STR_ARGS(str_from(path, kept))) : path;
	return words_cut(view->arena, text, TEXT_LONGEST, TEXT_TAIL);
}

/* A hive of Windows is known by its name. */
static struct str file_text(struct view *view, struct str path)
{
	struct str folder = STR("Windows\\System32\\config\\");
	return str_starts_fold(path, folder) ? str_from(path, folder.len) : last_parts(view, path, PATH_LONGEST);
}

/* "key, value and when": the place within its file. */
static struct str place_text(struct view *view, const struct view_evidence *evidence)
{
	struct str place = last_parts(view, evidence->place, PLACE_LONGEST);
	return join(view, place, words_cut(view->arena, evidence->detail, TEXT_LONGEST, TEXT_TAIL));
}

/* Another one says the same and more, or the same again. */
static bool is_said_elsewhere(const struct view_finding *row, size_t index)
{
	const struct view_evidence *one = &row->evidence.items[index];
	for (size_t i = 0; i < row->evidence.count; i++) {
		const struct view_evidence *other = &row->evidence.items[i];
		if (i == index || !str_eq(one->path, other->path) || !str_eq(one->place, other->place))
			continue;
		if (str_eq(one->detail, other->detail) ? i < index : !one->detail.len)
			return true;
	}
	return false;
}

static struct str add_place(struct view *view, struct str line, struct str place, bool first)
{
	if (!place.len || !line.len)
		return line.len ? line : place;
	/* SAM\Domains\... says already which hive it is of */
	if (first && place.len > line.len && str_starts(place, line) && is_separator(place.data[line.len]))
		return place;
	return str_format(view->arena, "%.*s%s %.*s", STR_ARGS(line), first ? ":" : ";", STR_ARGS(place));
}

void view_brief(struct view *view, struct view_finding *row)
{
	size_t shown = 0, left = 0;
	struct str line = { 0 }, path = { 0 };
	bool first = true;
	for (size_t i = 0; i < row->evidence.count; i++) {
		const struct view_evidence *place = &row->evidence.items[i];
		if (is_said_elsewhere(row, i))
			continue;
		if (shown == PLACES_SHOWN) {
			left++;
			continue;
		}
		if (!shown || !str_eq(place->path, path)) {
			add_line(view, &row->brief, line);
			path = place->path;
			line = file_text(view, path);
			first = true;
		}
		line = add_place(view, line, place_text(view, place), first);
		first = false;
		shown++;
	}
	if (left)
		line = join(view, line, say_count(view, "txt.evidence.more", left));
	add_line(view, &row->brief, line);
}
