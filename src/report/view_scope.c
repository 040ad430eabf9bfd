/* Section II of the view: how it was read and what the office changed; and what was looked for and not found. */
#include "report/areas.h"
#include "report/view_parts.h"

static struct str counted(struct view *view, const char *id, size_t count)
{
	return say1(view, id, "n", words_count(view->arena, view->language, count));
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
	view_checked(view);
	view_undone(view);
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
