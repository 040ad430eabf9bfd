/* Section II of the view: how it was read and what the office changed; and what was looked for and not found. */
#include "judge/software_table.h"
#include "report/areas.h"
#include "report/view_parts.h"

#define PROBLEMS_SHOWN 8

static void how(struct view *view)
{
	static const char *const ids[SOURCE_KIND_COUNT] = { "txt.scope.how.device", "txt.scope.how.image",
		                                            "txt.scope.how.folder" };
	text_list *lines = &add_row(view, &view->scope, "txt.scope.how")->lines;
	bool said[SOURCE_KIND_COUNT] = { false };
	for (size_t i = 0; i < view->file->sources.count; i++) {
		enum source_kind kind = view->file->sources.items[i].kind;
		if (kind < SOURCE_KIND_COUNT && !said[kind])
			add_line(view, lines, say1(view, ids[kind], "writes", number_text(view, view->writes)));
		if (kind < SOURCE_KIND_COUNT)
			said[kind] = true;
	}
	view_write_counters(view, lines);
	size_t replayed = 0, merged = 0;
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		replayed += (view->file->evidence.items[i].notes & NOTE_LOG_REPLAYED) != 0;
		merged += (view->file->evidence.items[i].notes & (NOTE_WAL_MERGED | NOTE_JOURNAL_ROLLED_BACK)) != 0;
	}
	if (replayed)
		add_line(view, lines, say_count(view, "txt.scope.replayed", replayed));
	if (merged)
		add_line(view, lines, say_count(view, "txt.scope.merged", merged));
}

/* What a line of the configuration says may be an address, and a line out of form may be anything: of that its first
 * word only. */
struct str config_problem_text(struct view *view, const struct policy_problem *problem)
{
	struct str rest, detail = problem->detail;
	if (str_eq_c(str_from_c(problem->message), "config.bad-line"))
		detail = str_cut(str_trim(detail), ' ', &rest);
	struct placeholder values[] = { { "detail", shown(view, mask_text(&view->masker, detail)) },
		                        { "expected", problem->expected } };
	struct str text = say_with(view, problem->message, values, 2);
	return problem->key.len ? str_format(view->arena, "%.*s: %.*s", STR_ARGS(problem->key), STR_ARGS(text)) : text;
}

static void config_problems(struct view *view)
{
	const struct policy *policy = view->policy;
	if (!policy->problems.count)
		return;
	text_list *lines = &add_row(view, &view->scope, "txt.scope.config-problems")->lines;
	for (size_t i = 0; i < policy->problems.count && i < PROBLEMS_SHOWN; i++) {
		const struct policy_problem *problem = &policy->problems.items[i];
		struct placeholder values[] = {
			{ "line", number_text(view, problem->line) },
			{ "why", config_problem_text(view, problem) },
		};
		add_line(view, lines, problem->line ? say_with(view, "txt.scope.config-line", values, 2)
		                                    : values[1].value);
	}
	if (policy->problems.count > PROBLEMS_SHOWN)
		add_line(view, lines,
		         say_count(view, "txt.scope.config-more", policy->problems.count - PROBLEMS_SHOWN));
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
		const char *severity = word_of(&severity_words, override->severity),
			   *effect = word_of(&effect_words, override->effect);
		struct str text = shown(view, override->rule);
		if (override->has_severity)
			text = join(view, text, say_kind(view, "sev", severity));
		if (override->has_effect)
			text = join(view, text, say_kind(view, "txt.effect", effect));
		add_line(view, lines, say1(view, "txt.scope.rule", "rule", text));
	}
}

void view_scope(struct view *view)
{
	how(view);
	view_checked(view);
	view_undone(view);
	changed(view);
	config_problems(view);
}

static void login_statement(struct view *view)
{
	const struct case_file *file = view->file;
	uint64_t all = 0, official = 0;
	bool unread = false;
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &file->browser_profiles.items[i];
		all += profile->logins_total;
		official += profile->logins_official;
		unread |= !profile->logins_read;
	}
	struct placeholder values[] = {
		{ "n", count_text(view, all) }, { "official", count_text(view, official) },
	};
	if (all)
		add_line(view, &view->statements,
		         say_with(view, official ? "txt.some.logins.official" : "txt.some.logins", values, 2));
	else if (!unread && area_complete(view, AREA_BROWSERS))
		add_line(view, &view->statements,
		         say(view, file->browser_profiles.count ? "txt.none.logins" : "txt.none.browsers"));
}

static bool has_administrator(const struct case_file *file)
{
	for (size_t i = 0; i < file->users.count; i++) {
		const struct case_user *user = &file->users.items[i];
		if (user->in_sam && user->sam.enabled && (user->administrator || !user->administrator_known))
			return true;
	}
	for (size_t i = 0; i < file->systems.count; i++) {
		if (file->systems.items[i].administrator_groups.count)
			return true;
	}
	return false;
}

static bool is_activator(const struct product *product)
{
	return product && product->category == CATEGORY_ACTIVATOR;
}

/* Whatever the office allows or lowers: a statement is about what is there. */
static bool has_activator(const struct case_file *file)
{
	for (size_t i = 0; i < file->software.count; i++) {
		if (is_activator(file->software.items[i].product))
			return true;
	}
	for (size_t i = 0; i < file->autostart.count; i++) {
		if (is_activator(file->autostart.items[i].product))
			return true;
	}
	return false;
}

/* That something is not there is said only where the checks behind it were all done. */
void view_statements(struct view *view)
{
	const struct case_file *file = view->file;
	bool looked = file->systems.count > 0;
	if (looked && !file->accounts.count && area_complete(view, AREA_ACCOUNTS) &&
	    area_complete(view, AREA_ORGANISATION) && area_complete(view, AREA_CLOUD) &&
	    area_complete(view, AREA_BROWSERS))
		add_line(view, &view->statements, say(view, "txt.none.accounts"));
	if (looked)
		login_statement(view);
	if (looked && !file->remote_access.count && area_complete(view, AREA_REMOTE) &&
	    area_complete(view, AREA_SOFTWARE))
		add_line(view, &view->statements, say(view, "txt.none.remote"));
	if (looked && !has_administrator(file) && area_complete(view, AREA_ACCOUNTS))
		add_line(view, &view->statements, say(view, "txt.none.administrators"));
	if (looked && !has_activator(file) && area_complete(view, AREA_SOFTWARE) &&
	    area_complete(view, AREA_AUTOSTART))
		add_line(view, &view->statements, say(view, "txt.none.activator"));
	if (!view->findings.count && view->verdict == VERDICT_PASS)
		add_line(view, &view->statements, say(view, "txt.findings.none"));
}
