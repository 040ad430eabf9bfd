/* What came or changed within a window of time, as a computer comes back from repair: what the disk dates, no more.
 * Without a snapshot from before nothing else can be told. */
#include "base/timestamp.h"
#include "report/view_parts.h"

#define LINES_SHOWN 40
#define FIRST_OWN_RID 1000

static bool is_known(int64_t time)
{
	return time != TIME_UNKNOWN && time != 0;
}

/* Both ends belong to the window; an unknown one leaves it open. */
static bool in_window(const struct view *view, int64_t time)
{
	const struct report_options *options = view->options;
	return is_known(time) && (!is_known(options->since) || time >= options->since) &&
	       (!is_known(options->until) || time <= options->until);
}

/* `count` of the lines of this row so far; a long list is cut, and says so. */
static void add(struct view *view, struct view_row *row, size_t *count, struct str name, struct str when)
{
	if (++*count <= LINES_SHOWN)
		add_line(view, &row->lines, str_format(view->arena, "%.*s, %.*s", STR_ARGS(name), STR_ARGS(when)));
}

static void finish(struct view *view, struct view_row *row, size_t count)
{
	if (count == 0)
		add_line(view, &row->lines, say(view, "txt.changes.none"));
	else if (count > LINES_SHOWN)
		add_line(view, &row->lines, say_count(view, "txt.changes.more", count - LINES_SHOWN));
}

static struct str date_of(struct view *view, int64_t time)
{
	return words_date(view->arena, view->language, time);
}

static void windows(struct view *view)
{
	struct view_row *row = add_row(view, &view->changes, "txt.machine.windows");
	size_t count = 0;
	for (size_t i = 0; i < view->file->systems.count; i++) {
		const struct case_system *system = &view->file->systems.items[i];
		if (in_window(view, system->installed))
			add(view, row, &count, words_name(view->arena, system->product),
			    say1(view, "txt.machine.installed", "date", date_of(view, system->installed)));
		if (in_window(view, system->last_shutdown))
			add(view, row, &count, words_name(view->arena, system->computer_name),
			    say1(view, "txt.changes.shutdown", "time",
				 words_time(view->arena, view->language, system->last_shutdown)));
	}
	finish(view, row, count);
}

static void users(struct view *view)
{
	struct view_row *row = add_row(view, &view->changes, "txt.machine.users");
	size_t count = 0;
	for (size_t i = 0; i < view->file->users.count; i++) {
		const struct case_user *user = &view->file->users.items[i];
		struct str name = words_name(view->arena, user_name_of(user)), what = { 0 };
		if (user->in_sam && !user->sam.enabled && user->sam.rid < FIRST_OWN_RID)
			continue; /* what every Windows brings */
		if (in_window(view, user->sam.created))
			what = join(view, what,
				    say1(view, "txt.changes.created", "date", date_of(view, user->sam.created)));
		if (in_window(view, user->sam.password_set))
			what = join(
				view, what,
				say1(view, "txt.changes.password", "date", date_of(view, user->sam.password_set)));
		if (in_window(view, user->sam.last_logon))
			what = join(view, what,
				    say1(view, "txt.changes.logon", "date", date_of(view, user->sam.last_logon)));
		if (what.len)
			add(view, row, &count, name, what);
	}
	finish(view, row, count);
}

static void accounts(struct view *view)
{
	struct view_row *row = add_row(view, &view->changes, "txt.machine.accounts");
	size_t count = 0;
	for (size_t i = 0; i < view->file->accounts.count; i++) {
		const struct case_account *account = &view->file->accounts.items[i];
		if (account->address.len && in_window(view, account->first_seen))
			add(view, row, &count, shown(view, account->address),
			    say1(view, "txt.changes.first", "date", date_of(view, account->first_seen)));
	}
	finish(view, row, count);
}

static void software(struct view *view)
{
	struct view_row *row = add_row(view, &view->changes, "txt.changes.software");
	size_t count = 0;
	for (size_t i = 0; i < view->file->software.count; i++) {
		const struct fact_software *fact = &view->file->software.items[i].fact;
		if (in_window(view, fact->installed) && !fact->hidden)
			add(view, row, &count, words_name(view->arena, fact->name),
			    say1(view, "txt.machine.installed", "date", date_of(view, fact->installed)));
	}
	finish(view, row, count);
}

static void logins(struct view *view)
{
	struct view_row *row = add_row(view, &view->changes, "txt.changes.logins");
	size_t count = 0;
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		size_t saved = 0;
		for (size_t k = 0; k < profile->logins.count; k++)
			saved += in_window(view, profile->logins.items[k].login.created);
		if (saved)
			add(view, row, &count, browser_name(view, profile->browser),
			    say_count(view, "txt.changes.saved", saved));
	}
	finish(view, row, count);
}

static struct str window_text(struct view *view)
{
	const struct report_options *options = view->options;
	struct placeholder values[] = {
		{ "from", is_known(options->since) ? date_of(view, options->since) : STR("…") },
		{ "to", is_known(options->until) ? date_of(view, options->until) : STR("…") },
	};
	return words_message(view->arena, view->language, "txt.changes.title", values, 2);
}

void view_changes(struct view *view)
{
	if (!is_known(view->options->since) && !is_known(view->options->until))
		return;
	windows(view);
	users(view);
	accounts(view);
	software(view);
	logins(view);
	struct view_machine *machine = array_push(view->arena, &view->machines);
	machine->title = window_text(view);
	machine->rows = view->changes;
}
