/* Section II of the view: how it was read, what was checked, what could not be checked and why; and what was not found. */
#include "model/coverage.h"
#include "report/view_parts.h"

#define PLACE_LONGEST 160
#define PLACE_TAIL    60 /* the end of a path says more than its middle */

enum area { AREA_MACHINE, AREA_ACCOUNTS, AREA_ORGANISATION, AREA_BROWSERS, AREA_CLOUD, AREA_SOFTWARE, AREA_AUTOSTART, AREA_REMOTE, AREA_NONE };

static const struct { const char *check; enum area area; } areas[] = {
	{ "windows.machine", AREA_MACHINE },            { "windows.sam_users", AREA_ACCOUNTS },
	{ "windows.groups", AREA_ACCOUNTS },            { "windows.profile_list", AREA_ACCOUNTS },
	{ "windows.logon", AREA_ACCOUNTS },             { "windows.identity_store", AREA_ACCOUNTS },
	{ "windows.stored_identities", AREA_ACCOUNTS }, { "windows.identitycrl", AREA_ACCOUNTS },
	{ "windows.device_join", AREA_ORGANISATION },   { "windows.workplace_join", AREA_ORGANISATION },
	{ "windows.enrollments", AREA_ORGANISATION },   { "windows.domain", AREA_ORGANISATION },
	{ "windows.onedrive", AREA_CLOUD },             { "windows.office", AREA_CLOUD },
	{ "windows.outlook", AREA_CLOUD },              { "windows.setting_sync", AREA_CLOUD },
	{ "windows.software", AREA_SOFTWARE },          { "windows.software_user", AREA_SOFTWARE },
	{ "windows.services", AREA_AUTOSTART },         { "windows.run_keys", AREA_AUTOSTART },
	{ "windows.run_keys_user", AREA_AUTOSTART },    { "windows.remote_access", AREA_REMOTE },
	{ "windows.remote_access_user", AREA_REMOTE },  { "windows.remote_desktop", AREA_REMOTE },
	{ "chromium.accounts", AREA_BROWSERS },         { "chromium.logins", AREA_BROWSERS },
	{ "chromium.tokens", AREA_BROWSERS },           { "firefox.account", AREA_BROWSERS },
	{ "firefox.logins", AREA_BROWSERS },
};

static enum area area_of(struct str check)
{
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
		if (str_eq_c(check, areas[i].check))
			return areas[i].area;
	}
	return AREA_NONE;
}

bool is_undone(const struct coverage *row)
{
	return row->undone || (row->result != COVERAGE_DONE && row->result != COVERAGE_ABSENT);
}

static bool area_checked(const struct view *view, enum area area)
{
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		if (area_of(row->check) == area && (!is_undone(row) || row->result == COVERAGE_PARTIAL))
			return true;
	}
	return false;
}

/* Everything of the area was read, and every volume and file that had to be. */
static bool area_complete(const struct view *view, enum area area)
{
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		enum area of = area_of(row->check);
		if ((is_undone(row) && of == area) || (row->undone && of == AREA_NONE))
			return false;
	}
	return true;
}

static struct str counted(struct view *view, const char *id, size_t count)
{
	return say1(view, id, "n", words_count(view->arena, view->language, count));
}

static struct str browsers_text(struct view *view)
{
	if (!view->file->browser_profiles.count)
		return say(view, "area.browsers.none");
	struct str names = { 0 };
	bool seen[BROWSER_COUNT] = { false };
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		enum browser browser = view->file->browser_profiles.items[i].browser;
		if (browser < BROWSER_COUNT && !seen[browser])
			names = join(view, names, browser_name(view, browser));
		if (browser < BROWSER_COUNT)
			seen[browser] = true;
	}
	struct placeholder values[] = {
		{ "names", names },
		{ "n", words_count(view->arena, view->language, view->file->browser_profiles.count) },
	};
	return words_message(view->arena, view->language, "area.browsers", values, 2);
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
	switch (area) {
	case AREA_MACHINE: return say(view, "area.machine");
	case AREA_ACCOUNTS: return counted(view, "area.accounts", view->file->users.count);
	case AREA_ORGANISATION: return say(view, "area.organisation");
	case AREA_BROWSERS: return browsers_text(view);
	case AREA_CLOUD: return say(view, "area.cloud");
	case AREA_SOFTWARE: return counted(view, "area.software", visible_software(view));
	case AREA_AUTOSTART: return counted(view, "area.autostart", view->file->autostart.count);
	case AREA_REMOTE: return say(view, "area.remote");
	case AREA_NONE: break;
	}
	return (struct str){ 0 };
}

static void checked(struct view *view)
{
	struct str text = { 0 };
	for (enum area area = AREA_MACHINE; area < AREA_NONE; area++) {
		struct str part = { 0 };
		if (area_checked(view, area))
			part = area_text(view, area);
		else if (area == AREA_BROWSERS && view->file->systems.count && area_complete(view, area))
			part = say(view, "area.browsers.none");
		if (part.len)
			text = text.len ? str_format(view->arena, "%.*s; %.*s", STR_ARGS(text), STR_ARGS(part)) : part;
	}
	add_line(view, &add_row(view, &view->scope, "txt.scope.done")->lines, text.len ? text : say(view, "txt.scope.done.none"));
}

#define PLACES_SHOWN 3

struct group {
	const struct coverage *first;
	struct str places;
	size_t count, places_shown;
	bool mandatory;
};

static bool is_volume(const struct coverage *row)
{
	return str_eq_c(row->check, "source.volume");
}

/* "1:2" of a volume's row as the reader sees it: number of the volume and its file system. */
static struct str volume_place(struct view *view, struct str text)
{
	struct str rest, first = str_cut(text, ':', &rest);
	uint64_t source, number;
	if (!str_to_u64(first, 10, &source) || !str_to_u64(rest, 10, &number))
		return shown(view, text);
	struct str name = str_format(view->arena, "%llu", (unsigned long long)number);
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		if (volume->source == source && volume->id == number)
			name = volume_text(view, volume);
	}
	return say1(view, "txt.volume", "volume", name);
}

static struct str place_text(struct view *view, const struct coverage *row)
{
	if (is_volume(row))
		return volume_place(view, row->subject_text);
	return words_cut(view->arena, shown(view, row->subject_text), PLACE_LONGEST, PLACE_TAIL);
}

static bool is_other_filesystem(const struct coverage *row)
{
	return is_volume(row) && row->result == COVERAGE_FAILED && str_starts(row->reason, STR("unsupported"));
}

static struct str result_text(struct view *view, const struct coverage *row)
{
	if (is_other_filesystem(row))
		return say(view, "cov.unsupported");
	const char *result = word_of(&coverage_words, row->result);
	return say(view, str_to_c(view->arena, str_format(view->arena, "cov.%s", result)));
}

static struct str artifact_name(struct view *view, struct str check)
{
	const char *id = str_to_c(view->arena, str_format(view->arena, "art.%.*s", STR_ARGS(check)));
	return message_exists(id) ? say(view, id) : shown(view, check);
}

/* "saved logins of the browser: unreadable (mandatory); Users\a\... and 2 more places [truncated: ...]" */
static struct str group_text(struct view *view, const struct group *group)
{
	const struct coverage *row = group->first;
	struct placeholder values[] = { { "what", artifact_name(view, row->check) }, { "result", result_text(view, row) } };
	struct buf buf = { 0 };
	message_put(&buf, view->language, "cov.line", values, 2);
	if (group->mandatory) {
		struct str word = say(view, "cov.mandatory");
		buf_printf(&buf, " (%.*s)", STR_ARGS(word));
	}
	struct str place = group->places;
	if (group->count > group->places_shown && place.len) {
		struct placeholder places[] = {
			{ "places", place }, { "n", words_count(view->arena, view->language, group->count - group->places_shown) },
		};
		place = words_message(view->arena, view->language, "txt.places.more", places, 2);
	}
	if (place.len)
		buf_printf(&buf, "; %.*s", STR_ARGS(place));
	struct str reason = words_cut(view->arena, shown(view, row->reason), PLACE_LONGEST, PLACE_TAIL);
	if (reason.len && !is_other_filesystem(row))
		buf_printf(&buf, " [%.*s]", STR_ARGS(reason));
	struct str text = str_copy(view->arena, buf_str(&buf));
	buf_done(&buf);
	return text;
}

/* One line for each check and result; the rows themselves stand in the JSON. */
static void undone_checks(struct view *view, text_list *lines)
{
	ARRAY_OF(struct group) groups = { 0 };
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		struct group *group = NULL;
		if (!is_undone(row))
			continue;
		for (size_t k = 0; k < groups.count && !group; k++) {
			const struct coverage *first = groups.items[k].first;
			if (first->result == row->result && first->undone == row->undone && str_eq(first->check, row->check) &&
			    is_other_filesystem(first) == is_other_filesystem(row))
				group = &groups.items[k];
		}
		if (!group) {
			group = array_push(view->arena, &groups);
			group->first = row;
		}
		group->count++;
		if (group->places_shown < PLACES_SHOWN) {
			group->places = join(view, group->places, place_text(view, row));
			group->places_shown++;
		}
		group->mandatory |= row->undone;
		view->limits++;
	}
	for (size_t i = 0; i < groups.count; i++)
		add_line(view, lines, group_text(view, &groups.items[i]));
}

static void not_checked(struct view *view)
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
	view->limits += 2 + hibernated;
}

static void how(struct view *view)
{
	static const char *const ids[SOURCE_KIND_COUNT] = { "txt.scope.how.device", "txt.scope.how.image", "txt.scope.how.folder" };
	text_list *lines = &add_row(view, &view->scope, "txt.scope.how")->lines;
	bool said[SOURCE_KIND_COUNT] = { false };
	for (size_t i = 0; i < view->file->sources.count; i++) {
		enum source_kind kind = view->file->sources.items[i].kind;
		if (kind < SOURCE_KIND_COUNT && !said[kind])
			add_line(view, lines, say1(view, ids[kind], "writes", words_number(view->arena, view->language, view->writes)));
		if (kind < SOURCE_KIND_COUNT)
			said[kind] = true;
	}
	size_t replayed = 0, merged = 0;
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		replayed += (view->file->evidence.items[i].notes & NOTE_LOG_REPLAYED) != 0;
		merged += (view->file->evidence.items[i].notes & (NOTE_WAL_MERGED | NOTE_JOURNAL_ROLLED_BACK)) != 0;
	}
	if (replayed)
		add_line(view, lines, counted(view, "txt.scope.replayed", replayed));
	if (merged)
		add_line(view, lines, counted(view, "txt.scope.merged", merged));
}

/* What the office changed stands on the paper, so that nobody lowers a rule unseen. */
static void changed(struct view *view)
{
	if (!view->policy->configured)
		return;
	text_list *lines = &add_row(view, &view->scope, "txt.scope.changed")->lines;
	add_line(view, lines, say(view, "txt.scope.config"));
	for (size_t i = 0; i < view->policy->overrides.count; i++) {
		const struct rule_override *override = &view->policy->overrides.items[i];
		const char *severity = word_of(&severity_words, override->severity), *effect = word_of(&effect_words, override->effect);
		struct str text = shown(view, override->rule);
		if (override->has_severity)
			text = join(view, text, say(view, str_to_c(view->arena, str_format(view->arena, "sev.%s", severity))));
		if (override->has_effect)
			text = join(view, text, say(view, str_to_c(view->arena, str_format(view->arena, "txt.effect.%s", effect))));
		add_line(view, lines, say1(view, "txt.scope.rule", "rule", text));
	}
}

void view_scope(struct view *view)
{
	how(view);
	checked(view);
	not_checked(view);
	changed(view);
}

/* Said only where the checks behind it were all done. */
void view_statements(struct view *view)
{
	const struct case_file *file = view->file;
	bool looked = file->systems.count > 0;
	bool logins = false;
	for (size_t i = 0; i < file->browser_profiles.count; i++)
		logins |= file->browser_profiles.items[i].logins_total > 0 || !file->browser_profiles.items[i].logins_read;
	if (looked && !file->accounts.count && area_complete(view, AREA_ACCOUNTS) && area_complete(view, AREA_ORGANISATION) &&
	    area_complete(view, AREA_CLOUD) && area_complete(view, AREA_BROWSERS))
		add_line(view, &view->statements, say(view, "txt.none.accounts"));
	if (looked && !logins && area_complete(view, AREA_BROWSERS))
		add_line(view, &view->statements, say(view, "txt.none.logins"));
	if (looked && !file->remote_access.count && area_complete(view, AREA_REMOTE) && area_complete(view, AREA_SOFTWARE))
		add_line(view, &view->statements, say(view, "txt.none.remote"));
	if (!view->findings.count && view->verdict == VERDICT_PASS)
		add_line(view, &view->statements, say(view, "txt.findings.none"));
}
