/* Section II of the view: what could not be checked, one entry for each place and cause; the rows themselves stand in
 * the JSON. */
#include "report/view_parts.h"

#define PLACES_SHOWN 3
#define CHECKS_NAMED 4 /* more are told by their areas: section II names them under "checked in part" */
#define PLACE_LONGEST 160
#define PLACE_TAIL    60 /* the end of a path says more than its middle */

struct undone {
	const struct coverage *first;
	struct str place, files, checks;
	const char *cause;      /* catalogue id */
	size_t places, check_count;
	unsigned areas;         /* bit = enum area */
	bool mandatory, partly; /* partly: something of every check was read */
};
typedef ARRAY_OF(struct undone) undone_list;

static bool is_volume(const struct coverage *row)
{
	return str_eq_c(row->check, "source.volume");
}

static bool is_of_source(const struct coverage *row)
{
	return str_starts(row->check, STR("source."));
}

/* "1:2", as the reader names a volume. */
static const struct volume_info *volume_of(const struct view *view, const struct coverage *row)
{
	struct str rest, first = str_cut(row->subject_text, ':', &rest);
	uint64_t source, number;
	if (!is_volume(row) || !str_to_u64(first, 10, &source) || !str_to_u64(rest, 10, &number))
		return NULL;
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		if (volume->source == source && volume->id == number)
			return volume;
	}
	return NULL;
}

static bool is_other_filesystem(const struct coverage *row)
{
	return is_volume(row) && row->result == COVERAGE_FAILED && str_starts(row->reason, STR("unsupported"));
}

/* What every disk of Windows has beside Windows; larger ones could hold more than their type says. */
#define SYSTEM_VOLUME_BYTES (UINT64_C(2) << 30)

static bool is_system_volume(const struct view *view, const struct coverage *row)
{
	const struct volume_info *volume = volume_of(view, row);
	return volume && is_other_filesystem(row) && !row->undone && volume->purpose != PURPOSE_NONE &&
	       volume->size <= SYSTEM_VOLUME_BYTES;
}

/* FAT and exFAT of a size and purpose that a person has files on. */
static bool is_data_volume(const struct volume_info *volume)
{
	return volume && volume->purpose == PURPOSE_NONE && volume->size > SYSTEM_VOLUME_BYTES &&
	       (volume->content == FILESYSTEM_FAT || str_find(volume->detail, STR("exFAT")) >= 0);
}

struct str check_name(struct view *view, struct str check)
{
	const char *id = str_to_c(view->arena, str_format(view->arena, "art.%.*s", STR_ARGS(check)));
	return message_exists(id) ? say(view, id) : shown(view, check);
}

/* ---- where ---- */

static struct str path_text(struct view *view, struct str path)
{
	return words_cut(view->arena, shown(view, path), PLACE_LONGEST, PLACE_TAIL);
}

static struct str browser_place(struct view *view, const struct subject *subject, const struct coverage *row)
{
	const struct case_user *user = case_user_by_profile(view->file, subject->user);
	struct placeholder values[] = {
		{ "browser", browser_name(view, subject->browser) },
		{ "user", user ? words_name(view->arena, user_name_of(user)) : (struct str){ 0 } },
		{ "profile", words_name(view->arena, folder_name(row->subject_text)) },
	};
	return user ? say_with(view, "cov.place.browser", values, 3) : path_text(view, row->subject_text);
}

static struct str place_text(struct view *view, const struct coverage *row)
{
	const struct volume_info *volume = volume_of(view, row);
	const struct subject *subject = row->subject ? case_subject(view->file, row->subject) : NULL;
	if (volume)
		return say1(view, "txt.volume", "volume", volume_text(view, volume));
	if (subject && !is_of_source(row) && subject->scope == SCOPE_USER && row->subject_text.len)
		return say1(view, "txt.user", "user", words_name(view->arena, folder_name(row->subject_text)));
	if (subject && !is_of_source(row) && subject->scope == SCOPE_BROWSER)
		return browser_place(view, subject, row);
	if (row->subject_text.len)
		return path_text(view, row->subject_text);
	struct str system = row->system ? system_label(view, row->system) : (struct str){ 0 };
	return system.len || !row->system ? system : STR("Windows");
}

/* ---- why ---- */

/* Files of the row's subject that came without all of their bytes. */
static bool is_unread(const struct evidence *evidence)
{
	return !evidence->listing &&
	       (evidence->size == 0 || evidence->notes & (NOTE_TRUNCATED | NOTE_UNREADABLE | NOTE_DEGRADED));
}

static struct str unread_files(struct view *view, const struct coverage *row, bool *ret_all_empty)
{
	struct str names = { 0 };
	*ret_all_empty = true;
	for (size_t i = 0; row->subject && i < view->file->evidence.count; i++) {
		const struct evidence *evidence = &view->file->evidence.items[i];
		if (evidence->subject != row->subject || !is_unread(evidence))
			continue;
		*ret_all_empty &= evidence->size == 0;
		names = join(view, names, words_name(view->arena, folder_name(evidence->path)));
	}
	*ret_all_empty &= names.len > 0;
	return names;
}

/* The reason of a row begins with the name of an outcome (base/err.h). */
static const char *cause_of_reason(struct str reason, bool empty_file)
{
	static const struct { const char *word, *id; } causes[] = {
		{ "truncated", "cov.why.truncated" }, { "corrupt", "cov.why.corrupt" }, { "locked", "cov.locked" },
		{ "limit", "cov.limit" },             { "io", "cov.why.io" },           { "denied", "cov.why.denied" },
	};
	if (empty_file)
		return "cov.why.empty";
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		if (str_starts(reason, str_from_c(causes[i].word)))
			return causes[i].id;
	}
	return str_starts(reason, STR("unsupported")) ? "cov.why.unknown-form" : "cov.why.unread";
}

/* NULL: the check alone does not tell. */
static const char *cause_of_check(struct str check)
{
	static const struct { const char *check, *id; } causes[] = {
		{ "source.hidden", "cov.why.hidden" },       { "source.late", "cov.why.late" },
		{ "source.left", "cov.why.left" },           { "source.empty", "cov.why.no-size" },
		{ "source.beyond", "cov.why.beyond" },       { "source.plugged", "cov.why.plugged" },
		{ "source.writable", "cov.why.writable" },   { "source.windows", "cov.why.no-windows" },
		{ "source.profile", "cov.why.no-profile" },  { "source.links", "cov.why.link" },
		{ "source.disk_images", "cov.why.disk-image" },
	};
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		if (str_eq_c(check, causes[i].check))
			return causes[i].id;
	}
	return NULL;
}

static const char *cause_of(const struct view *view, const struct coverage *row, bool empty_file)
{
	const struct volume_info *volume = volume_of(view, row);
	if (is_other_filesystem(row))
		return row->undone && volume && volume->content == FILESYSTEM_OTHER ? "cov.why.refs" :
			volume && volume->filesystem == FILESYSTEM_UNKNOWN ? "cov.why.unknown-volume" :
			is_data_volume(volume) ? "cov.why.data-volume" : "cov.why.other-filesystem";
	if (is_volume(row) && str_starts(row->reason, STR("truncated")))
		return "cov.why.cut-device";
	const char *of_check = cause_of_check(row->check);
	if (of_check)
		return of_check;
	switch (row->result) {
	case COVERAGE_CRASHED: return "cov.crashed";
	case COVERAGE_TIMED_OUT: return "cov.timed-out";
	case COVERAGE_LOCKED: return "cov.locked";
	case COVERAGE_LIMIT: return "cov.limit";
	case COVERAGE_ABSENT: return "cov.absent";
	default: return cause_of_reason(row->reason, empty_file);
	}
}

/* ---- grouping ---- */

static struct undone *entry_of(struct view *view, undone_list *list, const struct coverage *row)
{
	bool empty;
	struct str files = unread_files(view, row, &empty);
	const char *cause = cause_of(view, row, empty);
	for (size_t i = 0; i < list->count; i++) {
		const struct coverage *first = list->items[i].first;
		bool same_kind = is_of_source(row) ? str_eq(first->check, row->check) : !is_of_source(first);
		if (list->items[i].cause == cause && same_kind && first->system == row->system &&
		    first->subject == row->subject && str_eq(first->subject_text, row->subject_text))
			return &list->items[i];
	}
	struct undone *entry = array_push(view->arena, list);
	*entry = (struct undone){ .first = row,
		                  .place = place_text(view, row),
		                  .files = files,
		                  .cause = cause,
		                  .places = 1,
		                  .partly = true };
	return entry;
}

static void add_row_to(struct view *view, undone_list *list, const struct coverage *row)
{
	struct undone *entry = entry_of(view, list, row);
	if (!is_of_source(row)) {
		entry->checks = join(view, entry->checks, check_name(view, row->check));
		entry->check_count++;
		entry->areas |= 1u << area_of(row->check);
	}
	entry->mandatory |= row->undone;
	entry->partly &= row->result == COVERAGE_PARTIAL;
}

static bool is_alike(const struct undone *a, const struct undone *b)
{
	bool same_source_check =
		is_of_source(a->first) ? str_eq(a->first->check, b->first->check) : !is_of_source(b->first);
	return a->cause == b->cause && same_source_check && str_eq(a->checks, b->checks) &&
	       str_eq(a->files, b->files) && a->mandatory == b->mandatory && a->partly == b->partly &&
	       a->first->system == b->first->system;
}

/* The same cause and checks at several places are one entry. */
static void merge_places(struct view *view, undone_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		struct undone *same = NULL;
		for (size_t k = 0; k < kept && !same; k++)
			same = is_alike(&list->items[k], &list->items[i]) ? &list->items[k] : NULL;
		if (!same) {
			list->items[kept++] = list->items[i];
			continue;
		}
		if (same->places++ < PLACES_SHOWN)
			same->place = str_format(view->arena, "%.*s; %.*s", STR_ARGS(same->place),
			                         STR_ARGS(list->items[i].place));
	}
	list->count = kept;
}

static struct str entry_place(struct view *view, const struct undone *entry)
{
	struct placeholder values[] = {
		{ "places", entry->place }, { "place", entry->place }, { "files", entry->files },
		{ "n", count_text(view, entry->places - PLACES_SHOWN) },
	};
	if (!entry->place.len)
		return check_name(view, entry->first->check);
	if (entry->places > PLACES_SHOWN)
		values[1].value = say_with(view, "txt.places.more", values, 4);
	if (!entry->files.len || !entry->checks.len)
		return values[1].value;
	return say_with(view, "cov.place.files", values, 4);
}

static struct str checks_text(struct view *view, const struct undone *entry)
{
	static const char *const names[AREA_NONE] = {
		[AREA_MACHINE] = "area.short.machine",   [AREA_ACCOUNTS] = "area.short.accounts",
		[AREA_ORGANISATION] = "area.short.organisation", [AREA_BROWSERS] = "area.short.browsers",
		[AREA_CLOUD] = "area.short.cloud",       [AREA_SOFTWARE] = "area.short.software",
		[AREA_AUTOSTART] = "area.short.autostart", [AREA_REMOTE] = "area.short.remote",
	};
	struct str text = { 0 };
	if (entry->check_count <= CHECKS_NAMED || entry->areas >> AREA_NONE)
		return entry->checks;
	for (unsigned area = 0; area < AREA_NONE; area++) {
		if (entry->areas >> area & 1)
			text = join(view, text, say(view, names[area]));
	}
	return text;
}

/* "(mandatory) Windows (files SAM, SYSTEM): cut short; not checked: Windows users (SAM), services and drivers" */
static struct str entry_text(struct view *view, const struct undone *entry)
{
	struct placeholder values[] = {
		{ "place", entry_place(view, entry) },
		{ "cause", say(view, entry->cause) },
		{ "checks", checks_text(view, entry) },
	};
	const char *id = !entry->checks.len ? "cov.entry" : entry->partly ? "cov.entry.partly" : "cov.entry.checks";
	struct str text = say_with(view, id, values, 3);
	struct str mandatory = say(view, "cov.mandatory");
	return entry->mandatory ? str_format(view->arena, "(%.*s) %.*s", STR_ARGS(mandatory), STR_ARGS(text)) : text;
}

static void undone_checks(struct view *view, text_list *lines)
{
	undone_list list = { 0 };
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		if (is_undone(row) && !is_system_volume(view, row))
			add_row_to(view, &list, row);
	}
	merge_places(view, &list);
	for (size_t i = 0; i < list.count; i++) {
		view->mandatory_undone += list.items[i].mandatory;
		add_line(view, lines, entry_text(view, &list.items[i]));
	}
}

/* As many as are counted are printed. */
void view_undone(struct view *view)
{
	text_list *lines = &add_row(view, &view->scope, "txt.scope.notdone")->lines;
	bool hibernated = false;
	undone_checks(view, lines);
	for (size_t i = 0; i < view->file->volumes.count; i++)
		hibernated |= (view->file->volumes.items[i].states & (VOLUME_HIBERNATED | VOLUME_FAST_STARTUP)) != 0;
	if (hibernated)
		add_line(view, lines, say(view, "lim.hibernated"));
	add_line(view, lines, say(view, "lim.cloud"));
	add_line(view, lines, say(view, "lim.firmware"));
	view->limits = lines->count;
}
