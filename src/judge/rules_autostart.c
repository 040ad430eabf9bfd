/* SW-04: programs that start by themselves from folders a user can write to.
 * No signature is checked yet, so folders of well-known per-user programs are passed over and the rest is called
 * likely. */
#include "judge/rules.h"
#include "judge/software_table.h"

enum place { PLACE_FINE, PLACE_DOUBTFUL, PLACE_BAD };

/* Per-user installs that offices see every day, below AppData. */
static const char *const known_folders[] = {
	"\\AppData\\Local\\Microsoft\\OneDrive\\", "\\AppData\\Local\\Microsoft\\Teams\\",
	"\\AppData\\Local\\Microsoft\\EdgeUpdate\\",
	"\\AppData\\Local\\Microsoft\\WindowsApps\\", "\\AppData\\Local\\Microsoft\\Edge\\", "\\AppData\\Local\\Google\\",
	"\\AppData\\Local\\CocCoc\\",
	"\\AppData\\Local\\Programs\\Zalo\\", "\\AppData\\Local\\ZaloPC\\", "\\AppData\\Local\\Viber\\",
	"\\AppData\\Roaming\\Telegram Desktop\\",
	"\\AppData\\Roaming\\Zoom\\", "\\AppData\\Local\\Discord\\", "\\AppData\\Local\\slack\\",
	"\\AppData\\Roaming\\Spotify\\",
	"\\AppData\\Local\\Microsoft\\WindowsApps\\", "\\AppData\\Local\\WhatsApp\\", "\\AppData\\Local\\Programs\\Opera\\",
	"\\AppData\\Local\\BraveSoftware\\", "\\AppData\\Local\\Vivaldi\\", "\\AppData\\Local\\Programs\\Microsoft VS Code\\",
	"\\AppData\\Local\\Dropbox\\", "\\AppData\\Roaming\\Dropbox\\", "\\AppData\\Local\\Mozilla Firefox\\",
};

static const char *const bad_folders[] =
	{ "\\AppData\\Local\\Temp\\", "\\Windows\\Temp\\", "\\Downloads\\", "\\Users\\Public\\", "\\$Recycle.Bin\\",
	"\\PerfLogs\\", "%TEMP%", "%TMP%", "%PUBLIC%" };
static const char *const user_folders[] = { "\\AppData\\", "\\Users\\", "%APPDATA%", "%LOCALAPPDATA%", "%USERPROFILE%",
		"\\Documents and Settings\\" };

static bool has_any(struct str text, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_find_fold(text, str_from_c(parts[i])) >= 0)
			return true;
	return false;
}
#define HAS_ANY(text, parts) has_any((text), (parts), sizeof(parts) / sizeof *(parts))

/* Programs that only run another one: then the whole command line is looked at. */
static bool is_launcher(struct str program)
{
	static const char *const names[] =
		{ "cmd", "powershell", "pwsh", "wscript", "cscript", "mshta", "rundll32", "regsvr32" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (has_word(program, names[i]))
			return true;
	return false;
}

/* The program of a command line: what is quoted, else up to the end of the first file name with a program's ending. */
static struct str program_of(struct str command)
{
	static const char *const endings[] =
		{ ".exe", ".com", ".bat", ".cmd", ".scr", ".vbs", ".js", ".ps1", ".dll", ".sys", ".lnk" };
	struct str rest;
	command = str_trim(command);
	if (command.len && command.data[0] == '"')
		return str_cut(str_from(command, 1), '"', &rest);
	size_t end = command.len;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		ptrdiff_t at = str_find_fold(command, str_from_c(endings[i]));
		if (at >= 0 && (size_t)at + str_from_c(endings[i]).len < end)
			end = (size_t)at + str_from_c(endings[i]).len;
	}
	return str_sub(command, 0, end);
}

static enum place place_of(const struct fact_autostart *entry)
{
	struct str program = program_of(entry->library.len ? entry->library : entry->command);
	if (is_launcher(program))
		program = entry->command;
	if (HAS_ANY(program, bad_folders))
		return PLACE_BAD;
	if (!HAS_ANY(program, user_folders) || HAS_ANY(program, known_folders))
		return PLACE_FINE;
	/* With the rights of the system, from a folder a plain user can write to: no installer does that. */
	return entry->kind == AUTOSTART_SERVICE || entry->kind == AUTOSTART_DRIVER ? PLACE_BAD : PLACE_DOUBTFUL;
}

static bool is_judged_kind(enum autostart_kind kind)
{
	return kind == AUTOSTART_RUN || kind == AUTOSTART_SERVICE || kind == AUTOSTART_DRIVER || kind == AUTOSTART_TASK ||
			kind == AUTOSTART_FOLDER;
}

static void judge_entry(struct judgement *judgement, const struct case_autostart *entry)
{
	enum place place = place_of(&entry->fact);
	if (place == PLACE_FINE || entry->product) /* RMT-01 and SW-01 speak about their own */
		return;
	struct finding *finding = finding_new(judgement, RULE_SW_04, entry->system);
	struct str path = program_of(entry->fact.command);
	finding->user = entry->user_subject;
	finding->subject = entry->fact.name;
	finding->confidence = CONFIDENCE_LIKELY;
	finding_text(judgement, finding, "path", path);
	finding_text(judgement, finding, "name", entry->fact.name);
	finding_machine(judgement, finding);
	finding_evidence(judgement, finding, &entry->origin);
	finding_identity(judgement, finding, entry->fact.name, path);
	*array_push(judgement->arena, &finding->items) = path;
	if (place == PLACE_DOUBTFUL)
		finding_at_most(judgement, finding, EFFECT_NOTE);
}

void judge_autostart(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->file->autostart.count; i++) {
		const struct case_autostart *entry = &judgement->file->autostart.items[i];
		const struct case_system *system = judge_system(judgement->file, entry->system);
		if (system && !system->previous && entry->fact.enabled && is_judged_kind(entry->fact.kind))
			judge_entry(judgement, entry);
	}
}
