/* Section II of the view: the areas that were checked whole, and those of which something is lacking. */
#include "report/areas.h"
#include "report/view_parts.h"

bool is_undone(const struct coverage *row)
{
	return row->undone || (row->result != COVERAGE_DONE && row->result != COVERAGE_ABSENT);
}

struct area_state {
	size_t done, undone; /* rows */
	bool something;      /* of an undone row */
	struct str lacking;
};

/* Is an earlier row of the same check undone too? Then its name stands already. */
static bool is_repeated(const struct view *view, size_t at)
{
	const struct coverage *rows = view->file->coverage.items;
	for (size_t i = 0; i < at; i++) {
		if (is_undone(&rows[i]) && str_eq(rows[i].check, rows[at].check))
			return true;
	}
	return false;
}

static struct area_state state_of(struct view *view, enum area area)
{
	struct area_state state = { 0 };
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		if (area_of(row->check) != area)
			continue;
		state.undone += is_undone(row);
		state.done += !is_undone(row);
		state.something |= is_undone(row) && row->result == COVERAGE_PARTIAL;
		if (is_undone(row) && !is_repeated(view, i))
			state.lacking = join(view, state.lacking, check_name(view, row->check));
	}
	return state;
}

/* Volumes, folders and files that had to be read and were not: nobody knows what they hold. */
static bool sources_complete(const struct view *view)
{
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		if (row->undone && area_of(row->check) == AREA_NONE)
			return false;
	}
	return true;
}

bool area_complete(struct view *view, enum area area)
{
	return sources_complete(view) && state_of(view, area).undone == 0;
}

static struct str browsers_text(struct view *view)
{
	struct str names = { 0 };
	bool seen[BROWSER_COUNT] = { false };
	if (!view->file->browser_profiles.count)
		return say(view, "area.browsers.none");
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		enum browser browser = view->file->browser_profiles.items[i].browser;
		if (browser < BROWSER_COUNT && !seen[browser])
			names = join(view, names, browser_name(view, browser));
		if (browser < BROWSER_COUNT)
			seen[browser] = true;
	}
	struct placeholder values[] = {
		{ "names", names },
		{ "n", count_text(view, view->file->browser_profiles.count) },
	};
	return say_with(view, "area.browsers", values, 2);
}

static size_t visible_software(const struct view *view)
{
	size_t count = 0;
	for (size_t i = 0; i < view->file->software.count; i++)
		count += !view->file->software.items[i].fact.hidden;
	return count;
}

static struct str area_text(struct view *view, enum area area)
{
	size_t software = visible_software(view);
	switch (area) {
	case AREA_MACHINE: return say(view, "area.machine");
	case AREA_ACCOUNTS: return say_count(view, "area.accounts", view->file->users.count);
	case AREA_ORGANISATION: return say(view, "area.organisation");
	case AREA_BROWSERS: return browsers_text(view);
	case AREA_CLOUD: return say(view, "area.cloud");
	case AREA_SOFTWARE:
		return software ? say_count(view, "area.software", software) : say(view, "area.software.none");
	case AREA_AUTOSTART: return say_count(view, "area.autostart", view->file->autostart.count);
	case AREA_REMOTE: return say(view, "area.remote");
	case AREA_NONE: break;
	}
	return (struct str){ 0 };
}

static struct str lacking_text(struct view *view, enum area area, struct str lacking)
{
	struct placeholder values[] = { { "area", area_text(view, area) }, { "lacking", lacking } };
	return say_with(view, "txt.scope.partly.line", values, 2);
}

/* An area counts as checked when every check planned for it was done; a browser area without a browser, when all was
 * searched. */
void view_checked(struct view *view)
{
	struct str whole = { 0 };
	text_list partly = { 0 };
	for (enum area area = AREA_MACHINE; area < AREA_NONE; area++) {
		struct area_state state = state_of(view, area);
		bool empty =
			area == AREA_BROWSERS && !state.undone && view->file->systems.count && sources_complete(view);
		if (!state.undone && (state.done || empty)) {
			struct str text = area_text(view, area);
			whole = whole.len ? str_format(view->arena, "%.*s; %.*s", STR_ARGS(whole), STR_ARGS(text))
			                  : text;
		} else if (state.undone && (state.done || state.something)) {
			add_line(view, &partly, lacking_text(view, area, state.lacking));
		}
	}
	add_line(view, &add_row(view, &view->scope, "txt.scope.done")->lines,
	         whole.len ? whole : say(view, "txt.scope.done.none"));
	if (partly.count)
		add_row(view, &view->scope, "txt.scope.partly")->lines = partly;
}
