/* Section I of the view: the disks and each Windows installation on them. */
#include "base/timestamp.h"
#include "report/view_parts.h"

#define VOLUMES_SHOWN 12
#define USERS_SHOWN   12

struct str folder_name(struct str path)
{
	size_t start = path.len;
	while (start > 0 && path.data[start - 1] != '\\')
		start--;
	return str_from(path, start);
}

/* Of the Windows in use, which may be several; `ret_number` is that of `system` among them, 0 = none of them. */
static size_t count_present(const struct view *view, uint32_t system, size_t *ret_number)
{
	size_t count = 0;
	*ret_number = 0;
	for (size_t i = 0; i < view->file->systems.count; i++) {
		count += !view->file->systems.items[i].previous;
		if (view->file->systems.items[i].subject == system)
			*ret_number = count;
	}
	return count;
}

struct str system_label(struct view *view, uint32_t system)
{
	size_t number, present = count_present(view, system, &number);
	for (size_t i = 0; view->file->systems.count > 1 && i < view->file->systems.count; i++) {
		const struct case_system *row = &view->file->systems.items[i];
		if (row->subject != system)
			continue;
		if (row->previous)
			return say1(view, "txt.machine.previous", "path", words_name(view->arena, row->path));
		if (present == 1)
			return say(view, "txt.machine.present");
		return say1(view, "txt.machine.system", "n", str_format(view->arena, "%zu", number));
	}
	return (struct str){ 0 };
}

struct str volume_text(struct view *view, const struct volume_info *volume)
{
	static const char *const purposes[PURPOSE_COUNT] = { [PURPOSE_EFI] = "purpose.efi",
		                                             [PURPOSE_RESERVED] = "purpose.reserved",
		                                             [PURPOSE_RECOVERY] = "purpose.recovery" };
	const char *filesystem = word_of(&filesystem_words, volume->filesystem);
	const char *purpose = volume->purpose < PURPOSE_COUNT ? purposes[volume->purpose] : NULL;
	struct str text = purpose ? say(view, purpose) : (struct str){ 0 };
	if (!purpose)
		text = join(view, text, say_kind(view, "fs", filesystem));
	text = join(view, text, words_size(view->arena, view->language, volume->size));
	text = str_format(view->arena, "%u: %.*s", volume->id, STR_ARGS(text));
	for (uint32_t bit = VOLUME_DIRTY; volume_state_word(bit); bit <<= 1) {
		if (volume->states & bit)
			text = join(view, text, say_kind(view, "vol", volume_state_word(bit)));
	}
	return text;
}

static void volumes(struct view *view, view_rows *rows, const struct source_info *source)
{
	struct view_row *row = NULL;
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		if (volume->source != source->id || source->kind == SOURCE_FOLDER)
			continue;
		if (!row)
			row = add_row(view, rows, "txt.machine.volumes");
		if (row->lines.count < VOLUMES_SHOWN)
			add_line(view, &row->lines, volume_text(view, volume));
	}
}

static struct str source_text(struct view *view, const struct source_info *source)
{
	struct str text = source->model.len ? words_name(view->arena, source->model) : shown(view, source->path);
	if (source->serial.len)
		text = join(view, text,
		            say1(view, "txt.machine.serial", "serial", words_name(view->arena, source->serial)));
	if (source->kind == SOURCE_FOLDER)
		return text;
	text = join(view, text, words_size(view->arena, view->language, source->size));
	return join(view, text, hardware_disk_text(view, source->id));
}

static void sources(struct view *view, view_rows *rows)
{
	static const char *const labels[SOURCE_KIND_COUNT] = { "txt.machine.disk", "txt.machine.image",
		                                               "txt.machine.folder" };
	for (size_t i = 0; i < view->file->sources.count; i++) {
		const struct source_info *source = &view->file->sources.items[i];
		add_line(view, &add_row(view, rows, labels[source->kind % SOURCE_KIND_COUNT])->lines,
		         source_text(view, source));
		volumes(view, rows, source);
	}
}

static struct str windows_text(struct view *view, const struct case_system *system)
{
	struct str text = words_name(view->arena, system->product);
	if (system->display_version.len)
		text = str_format(view->arena, "%.*s %.*s", STR_ARGS(text),
		                  STR_ARGS(words_name(view->arena, system->display_version)));
	if (system->build.len)
		text = join(view, text,
		            say1(view, "txt.machine.build", "build", words_name(view->arena, system->build)));
	struct str date = words_date(view->arena, view->language, system->installed);
	if (date.len)
		text = join(view, text, say1(view, "txt.machine.installed", "date", date));
	return text;
}

struct str user_name_of(const struct case_user *user)
{
	if (user->sam.name.len)
		return user->sam.name;
	return user->profile_path.len ? folder_name(user->profile_path) : user->sid;
}

static struct str user_text(struct view *view, const struct case_user *user)
{
	struct str name = user_name_of(user);
	struct str marks = { 0 };
	if (user->administrator)
		marks = join(view, marks, say(view, "txt.machine.user.admin"));
	if (user->hidden)
		marks = join(view, marks, say(view, "txt.machine.user.hidden"));
	if (user->in_sam && !user->sam.enabled)
		marks = join(view, marks, say(view, "txt.machine.user.disabled"));
	if (user->in_sam && user->sam.enabled && user->sam.password == PASSWORD_BLANK)
		marks = join(view, marks, say(view, "txt.machine.user.blank"));
	if (user->orphan)
		marks = join(view, marks, say(view, "txt.machine.user.orphan"));
	struct str shown_name = words_name(view->arena, name);
	return marks.len ? str_format(view->arena, "%.*s (%.*s)", STR_ARGS(shown_name), STR_ARGS(marks)) : shown_name;
}

/* Accounts that every Windows has and that are off: counted only. */
static bool is_built_in(const struct case_user *user)
{
	uint32_t rid = user->sam.rid;
	return user->in_sam && !user->sam.enabled && (rid == 500 || rid == 501 || rid == 503 || rid == 504);
}

static void users(struct view *view, view_rows *rows, const struct case_system *system)
{
	struct str text = { 0 };
	size_t listed = 0, more = 0, built_in = 0;
	for (size_t i = 0; i < view->file->users.count; i++) {
		const struct case_user *user = &view->file->users.items[i];
		if (user->system != system->subject)
			continue;
		if (is_built_in(user))
			built_in++;
		else if (listed++ < USERS_SHOWN)
			text = join(view, text, user_text(view, user));
		else
			more++;
	}
	if (built_in)
		text = join(view, text, say1(view, "txt.machine.users.builtin", "n", count_text(view, built_in)));
	if (!text.len)
		return;
	if (more)
		text = join(view, text, say1(view, "txt.items.more", "n", count_text(view, more)));
	add_line(view, &add_row(view, rows, "txt.machine.users")->lines, text);
}

static struct str state_text(struct view *view, const struct case_system *system)
{
	if (str_eq_c(system->setup_state, "oobe"))
		return say(view, "txt.machine.state.oobe");
	if (str_eq_c(system->setup_state, "audit"))
		return say(view, "txt.machine.state.audit");
	struct str time = words_time(view->arena, view->language, system->last_shutdown);
	if (str_eq_c(system->setup_state, "complete"))
		return time.len ? say1(view, "txt.machine.state.complete", "time", time)
		                : say(view, "txt.machine.state.complete-only");
	return (struct str){ 0 };
}

static void text_row(struct view *view, view_rows *rows, const char *label, struct str text)
{
	if (text.len)
		add_line(view, &add_row(view, rows, label)->lines, text);
}

static struct str model_text(struct view *view, const struct case_system *system)
{
	struct str maker = words_name(view->arena, system->manufacturer.len ? system->manufacturer : system->oem);
	struct str model = words_name(view->arena, system->model);
	if (!maker.len || !model.len)
		return maker.len ? maker : model;
	return str_format(view->arena, "%.*s %.*s", STR_ARGS(maker), STR_ARGS(model));
}

/* How many accounts stand on this Windows, in use and past. */
static struct str accounts_text(struct view *view, const struct case_system *system)
{
	size_t linked = 0, traces = 0;
	for (size_t i = 0; i < view->file->accounts.count; i++) {
		const struct case_account *account = &view->file->accounts.items[i];
		bool here = false, used = false;
		for (size_t k = 0; k < account->traces.count; k++) {
			const struct case_trace *trace = &account->traces.items[k];
			here |= trace->system == system->subject;
			used |= trace->system == system->subject && trace->fact.state == ACCOUNT_LINKED &&
			        !trace->previous;
		}
		linked += used;
		traces += here && !used;
	}
	if (!linked && !traces)
		return (struct str){ 0 };
	struct placeholder values[] = {
		{ "linked", count_text(view, linked) },
		{ "trace", count_text(view, traces) },
	};
	return say_with(view, traces ? "txt.machine.accounts.line" : "txt.machine.accounts.linked", values, 2);
}

static void system_rows(struct view *view, view_rows *rows, const struct case_system *system)
{
	text_row(view, rows, "txt.machine.windows", windows_text(view, system));
	struct str name = words_name(view->arena, system->computer_name);
	if (name.len && system->domain.len)
		name = join(view, name,
		            say1(view, "txt.machine.domain", "domain", words_name(view->arena, system->domain)));
	struct str owner = words_name(view->arena, system->owner);
	owner = join(view, owner, words_name(view->arena, system->organisation));
	if (owner.len)
		name = join(view, name, say1(view, "txt.machine.owner", "owner", owner));
	text_row(view, rows, "txt.machine.name", name);
	users(view, rows, system);
	text_row(view, rows, "txt.machine.accounts", accounts_text(view, system));
	text_row(view, rows, "txt.machine.state", state_text(view, system));
}

static void add_system(struct view *view, const struct case_system *system)
{
	struct view_machine *machine = &view->machines.items[0];
	if (view->file->systems.count > 1) {
		machine = array_push(view->arena, &view->machines);
		machine->title = system_label(view, system->subject);
	}
	system_rows(view, &machine->rows, system);
}

void view_machines(struct view *view)
{
	struct view_machine *disks = array_push(view->arena, &view->machines);
	/* The same case for every Windows on it: said once, by the firmware or by the first that knows. */
	struct str model = hardware_model(view);
	for (size_t i = 0; i < view->file->systems.count && !model.len; i++)
		model = model_text(view, &view->file->systems.items[i]);
	text_row(view, &disks->rows, "txt.machine.model", join(view, model, hardware_firmware(view)));
	view_hardware(view, &disks->rows);
	sources(view, &disks->rows);
	view_encryption(view, &disks->rows);
	if (!view->file->systems.count)
		add_line(view, &add_row(view, &disks->rows, "txt.machine.windows")->lines,
		         say(view, "txt.machine.none"));
	for (int previous = 0; previous < 2; previous++) { /* what is in use comes first */
		for (size_t i = 0; i < view->file->systems.count; i++) {
			if (view->file->systems.items[i].previous == (previous == 1))
				add_system(view, &view->file->systems.items[i]);
		}
	}
}
