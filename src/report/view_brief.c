/* The evidence of a finding, one entry for each file: what stands in the minutes; the annex of places has every path in full. */
#include "base/utf.h"
#include "report/view_parts.h"

#define FILES_SHOWN   2
#define FILES_OF_LITTLE 1 /* of a finding of low severity */
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

/* "key, value and day": the place within its file. A day that the place before had is not said again, that of one row out
 * of many says little. */
static struct str place_text(struct view *view, const struct view_finding *row, size_t index, struct str *day)
{
	const struct view_evidence *evidence = &row->evidence.items[index];
	struct str place = last_parts(view, evidence->place, PLACE_LONGEST);
	bool said = str_eq(evidence->day, *day) || row->origins.items[index].kind == ORIGIN_TABLE;
	*day = evidence->day;
	place = join(view, place, words_cut(view->arena, evidence->name, TEXT_LONGEST, TEXT_TAIL));
	return said ? place : join(view, place, evidence->day);
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

/* "SAM\Domains\..." says already which hive it is of. */
static struct str file_and_place(struct view *view, struct str file, struct str place)
{
	if (!place.len || !file.len)
		return file.len ? file : place;
	if (place.len > file.len && str_starts(place, file) && is_separator(place.data[file.len]))
		return place;
	return str_format(view->arena, "%.*s: %.*s", STR_ARGS(file), STR_ARGS(place));
}

static bool has_official_login(const struct case_browser_profile *profile, uint32_t evidence)
{
	for (size_t i = 0; i < profile->logins.count; i++) {
		if (profile->logins.items[i].official && profile->logins.items[i].origin.evidence == evidence)
			return true;
	}
	return false;
}

struct str login_place(struct view *view, const struct view_finding *row, const struct case_browser_profile *profile)
{
	for (size_t i = 0; i < row->evidence.count; i++) {
		const struct view_evidence *place = &row->evidence.items[i];
		bool table = row->origins.items[i].kind == ORIGIN_TABLE;
		if (has_official_login(profile, row->origins.items[i].evidence))
			return file_and_place(view, file_text(view, place->path), table ? place->place : (struct str){ 0 });
	}
	return (struct str){ 0 };
}

static bool is_cut_before(const struct view *view, const struct view_finding *row)
{
	for (const struct view_finding *before = view->findings.items; before < row; before++) {
		if (before->cut)
			return true;
	}
	return false;
}

/* The facts name the place that counts; of the others only how many there are. */
static void told_once(struct view *view, struct view_finding *row)
{
	size_t places = 0;
	for (size_t i = 0; i < row->evidence.count; i++)
		places += !is_said_elsewhere(row, i);
	row->cut = places > 1;
	if (row->cut)
		row->rest = say_count(view, is_cut_before(view, row) ? "txt.evidence.rest" : "txt.evidence.rest.annex",
		                      places - 1);
}

/* The first place of each of the first files; how many more there are, and once where they stand. */
void view_brief(struct view *view, struct view_finding *row)
{
	if (row->told.len) {
		told_once(view, row);
		return;
	}
	size_t left = 0, most = row->finding->severity <= SEVERITY_LOW ? FILES_OF_LITTLE : FILES_SHOWN;
	struct str path = { 0 }, day = { 0 };
	for (size_t i = 0; i < row->evidence.count; i++) {
		const struct view_evidence *place = &row->evidence.items[i];
		if (is_said_elsewhere(row, i))
			continue;
		if (row->brief.count == most || (row->brief.count && str_eq(place->path, path))) {
			left++;
			continue;
		}
		path = place->path;
		add_line(view, &row->brief, file_and_place(view, file_text(view, path), place_text(view, row, i, &day)));
	}
	if (left && row->brief.count) {
		struct str *last = &row->brief.items[row->brief.count - 1];
		*last = join(view, *last, say_count(view, is_cut_before(view, row) ? "txt.evidence.more" : "txt.evidence.annex", left));
	}
	row->cut = left > 0;
}
