/* Section III of the view: each finding with title, account, evidence, reason and numbered remedies. */
#include <string.h>

#include "base/timestamp.h"
#include "report/masked_case.h"
#include "report/view_parts.h"

#define ARGUMENTS_MORE 12 /* defaults that every message may use */

struct filled {
	struct placeholder *values;
	size_t count;
};

struct str browser_name(struct view *view, enum browser browser)
{
	static const char *const names[BROWSER_COUNT] = {
		[BROWSER_EDGE] = "Edge",       [BROWSER_CHROME] = "Chrome",   [BROWSER_CHROMIUM] = "Chromium", [BROWSER_COCCOC] = "Cốc Cốc",
		[BROWSER_BRAVE] = "Brave",     [BROWSER_VIVALDI] = "Vivaldi", [BROWSER_OPERA] = "Opera",       [BROWSER_YANDEX] = "Yandex",
		[BROWSER_QIHOO360] = "360",    [BROWSER_UC] = "UC Browser",   [BROWSER_QQ] = "QQ",             [BROWSER_SOGOU] = "Sogou",
		[BROWSER_ARC] = "Arc",         [BROWSER_DUCKDUCKGO] = "DuckDuckGo", [BROWSER_WEBVIEW] = "WebView", [BROWSER_FIREFOX] = "Firefox",
		[BROWSER_THUNDERBIRD] = "Thunderbird",
	};
	if (browser < BROWSER_COUNT && names[browser])
		return str_from_c(names[browser]);
	return say(view, browser == BROWSER_FIREFOX_FORK ? "browser.firefox-like" : "browser.chromium-like");
}

struct str sync_page(enum browser browser)
{
	switch (browser) {
	case BROWSER_EDGE: return STR("edge://settings/profiles/sync");
	case BROWSER_COCCOC: return STR("coccoc://settings/syncSetup");
	case BROWSER_BRAVE: return STR("brave://settings/braveSync");
	case BROWSER_OPERA: return STR("opera://settings/syncSetup");
	case BROWSER_VIVALDI: return STR("vivaldi://settings/sync");
	case BROWSER_FIREFOX:
	case BROWSER_FIREFOX_FORK: return STR("about:preferences#sync");
	default: return STR("chrome://settings/syncSetup");
	}
}

static struct str reset_text(struct view *view, enum browser browser)
{
	switch (browser) {
	case BROWSER_EDGE: return say(view, "sync.reset.edge");
	case BROWSER_CHROME: return say(view, "sync.reset.chrome");
	case BROWSER_FIREFOX:
	case BROWSER_FIREFOX_FORK: return say(view, "sync.reset.firefox");
	default: return say(view, "sync.reset.other");
	}
}

static struct str account_text(struct view *view, struct str address)
{
	if (view->options->mask == MASK_COUNT)
		return say(view, "account.hidden");
	return shown(view, mask_address(&view->masker, address));
}

static struct str argument_text(struct view *view, const struct argument *argument)
{
	switch (argument->kind) {
	case ARGUMENT_TEXT: return words_name(view->arena, mask_label(&view->masker, argument->text));
	case ARGUMENT_ACCOUNT: return argument->text.len ? account_text(view, argument->text) : argument->text;
	case ARGUMENT_OFFICIAL_USER: return shown(view, mask_official_user(&view->masker, argument->text));
	case ARGUMENT_COUNT: return words_count(view->arena, view->language, argument->count);
	case ARGUMENT_TIME:
		return strcmp(argument->name, "date") == 0 ? words_date(view->arena, view->language, argument->time)
		                                            : words_time(view->arena, view->language, argument->time);
	}
	return (struct str){ 0 };
}

static const struct case_browser_profile *profile_of_finding(const struct view *view, const struct finding *finding)
{
	for (size_t i = 0; finding->browser && i < view->file->browser_profiles.count; i++) {
		if (view->file->browser_profiles.items[i].subject == finding->browser)
			return &view->file->browser_profiles.items[i];
	}
	return NULL;
}

static struct str user_name(const struct view *view, const struct finding *finding)
{
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	uint32_t folder = finding->user ? finding->user : profile ? profile->user_subject : 0;
	for (size_t i = 0; folder && i < view->file->users.count; i++) {
		const struct case_user *user = &view->file->users.items[i];
		if (user->profile_subject == folder)
			return user->sam.name.len ? user->sam.name : folder_name(user->profile_path);
	}
	return (struct str){ 0 };
}

static struct str host_of(const struct view *view, const struct finding *finding)
{
	for (size_t i = 0; i < view->file->systems.count; i++) {
		if (!finding->system || view->file->systems.items[i].subject == finding->system)
			return view->file->systems.items[i].computer_name;
	}
	return (struct str){ 0 };
}

/* The judge's arguments first, then what the finding itself tells. */
static struct filled fill(struct view *view, const struct finding *finding, const struct view_finding *row)
{
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	struct filled filled = { arena_array(view->arena, struct placeholder, finding->arguments.count + ARGUMENTS_MORE), 0 };
	for (size_t i = 0; i < finding->arguments.count; i++) {
		const struct argument *argument = &finding->arguments.items[i];
		filled.values[filled.count++] = (struct placeholder){ argument->name, argument_text(view, argument) };
	}
	struct str user = words_name(view->arena, user_name(view, finding));
	struct placeholder defaults[] = {
		{ "user", user.len ? user : row->subject },
		{ "name", row->subject },
		{ "acc", finding->account.len ? account_text(view, finding->account) : say(view, "unknown") },
		{ "browser", profile ? browser_name(view, profile->browser) : (struct str){ 0 } },
		{ "url", sync_page(profile ? profile->browser : BROWSER_EDGE) },
		{ "reset", reset_text(view, profile ? profile->browser : BROWSER_EDGE) },
		{ "host", words_name(view->arena, host_of(view, finding)) },
	};
	memcpy(&filled.values[filled.count], defaults, sizeof defaults);
	filled.count += sizeof defaults / sizeof *defaults;
	return filled;
}

static struct str family_text(struct view *view, const struct finding *finding, const char *part, const struct filled *filled)
{
	const char *id = str_to_c(view->arena, str_format(view->arena, "f.%s.%s", finding->message, part));
	return words_message(view->arena, view->language, id, filled->values, filled->count);
}

static struct str who_text(struct view *view, const char *who)
{
	bool in_use = view->options->mode == MODE_IN_USE || view->options->mode == MODE_BEFORE_REPAIR;
	if (in_use && strcmp(who, "vendor") == 0)
		return say(view, "f.who.holder");
	if (in_use && strcmp(who, "receiver") == 0)
		return say(view, "f.who.unit");
	return say(view, str_to_c(view->arena, str_format(view->arena, "f.who.%s", who)));
}

static struct str step_letter(const struct view *view, size_t index)
{
	static const char *const vietnamese[] = { "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k" };
	static const char *const english[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };
	index = index < 10 ? index : 9;
	return str_from_c(view->language == LANGUAGE_EN ? english[index] : vietnamese[index]);
}

static void add_step(struct view *view, struct view_finding *row, const char *who, struct str text)
{
	struct str letter = step_letter(view, row->steps.count);
	*array_push(view->arena, &row->steps) = (struct view_step){ who, letter, who_text(view, who), text };
}

/* f.<family>.step.<n>.<who>: the catalogue says what is done and by whom. */
static void steps(struct view *view, struct view_finding *row, const struct filled *filled)
{
	static const char *const doers[] = { "vendor", "receiver", "user", "it", "head" };
	bool more = true;
	if (view->options->mode == MODE_FORENSIC) {
		add_step(view, row, "it", say(view, "f.pre.keep"));
		return;
	}
	for (unsigned number = 1; more; number++) {
		more = false;
		for (size_t i = 0; i < sizeof doers / sizeof *doers && !more; i++) {
			struct str id = str_format(view->arena, "f.%s.step.%u.%s", row->finding->message, number, doers[i]);
			more = message_exists(str_to_c(view->arena, id));
			if (more)
				add_step(view, row, doers[i], words_message(view->arena, view->language, str_to_c(view->arena, id),
				                                            filled->values, filled->count));
		}
	}
}

static struct view_evidence evidence_text(struct view *view, const struct origin *origin)
{
	struct view_evidence text = { 0 };
	for (size_t i = 0; i < view->file->evidence.count; i++) {
		if (view->file->evidence.items[i].id == origin->evidence)
			text.path = shown(view, view->file->evidence.items[i].path);
	}
	text.place = shown(view, origin->where);
	text.detail = shown(view, origin->name);
	if (origin->kind == ORIGIN_TABLE) {
		text.place = text.place.len ? say1(view, "txt.evidence.table", "where", text.place) : text.place;
		text.detail = text.detail.len ? say1(view, "txt.evidence.column", "name", text.detail) : text.detail;
	}
	const char *id = origin->kind == ORIGIN_REGISTRY ? "txt.evidence.key-time" :
	                 origin->kind == ORIGIN_TABLE ? "txt.evidence.row-time" : "txt.evidence.file-time";
	struct str time = words_time(view->arena, view->language, origin->when);
	if (time.len)
		text.detail = join(view, text.detail, say1(view, id, "time", time));
	return text;
}

/* Places of one file stand together, files in the order in which they first come. */
static void evidence(struct view *view, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	bool *taken = arena_array(view->arena, bool, finding->evidence.count + 1);
	for (size_t i = 0; i < finding->evidence.count; i++) {
		for (size_t k = i; !taken[i] && k < finding->evidence.count; k++) {
			if (taken[k] || (k > i && finding->evidence.items[k].evidence != finding->evidence.items[i].evidence))
				continue;
			struct origin masked = masked_origin(&view->masker, &finding->evidence.items[k]);
			*array_push(view->arena, &row->origins) = masked;
			*array_push(view->arena, &row->evidence) = evidence_text(view, &masked);
			taken[k] = k > i;
		}
		taken[i] = true;
	}
}

/* The address, or what the judge calls an account without one. */
static struct str account_of(const struct finding *finding)
{
	for (size_t i = 0; !finding->account.len && i < finding->arguments.count; i++) {
		if (finding->arguments.items[i].kind == ARGUMENT_ACCOUNT)
			return finding->arguments.items[i].text;
	}
	return finding->account;
}

static struct str account_line(struct view *view, const struct finding *finding)
{
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	struct str user = words_name(view->arena, user_name(view, finding));
	struct placeholder values[] = {
		{ "account", account_of(finding).len ? account_text(view, account_of(finding)) : (struct str){ 0 } },
		{ "user", user },
		{ "browser", profile ? browser_name(view, profile->browser) : (struct str){ 0 } },
	};
	struct str line = values[0].value;
	if (line.len && profile)
		line = words_message(view->arena, view->language, user.len ? "txt.account.browser" : "txt.account.browser-only", values, 3);
	else if (line.len && user.len)
		line = words_message(view->arena, view->language, "txt.account.user", values, 3);
	else if (profile && user.len)
		line = words_message(view->arena, view->language, "txt.user.browser", values, 3);
	else if (user.len)
		line = words_message(view->arena, view->language, "txt.user", values, 3);
	struct str fingerprint = fingerprint_keyed(&view->masker, finding->account);
	if (fingerprint.len)
		line = join(view, line, say1(view, "txt.account.fingerprint", "fingerprint", fingerprint));
	return line;
}

static struct str letter_text(struct view *view, unsigned points)
{
	struct str text = { 0 };
	for (unsigned point = 1; point <= 4; point++) {
		if (points & 1u << (point - 1))
			text = join(view, text, str_format(view->arena, "%u", point));
	}
	return text.len ? say1(view, "txt.letter", "points", text) : text;
}

static void labels(struct view *view, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	const char *severity = word_of(&severity_words, finding->severity), *effect = word_of(&effect_words, finding->effect);
	row->severity = say(view, str_to_c(view->arena, str_format(view->arena, "sev.%s", severity)));
	if (finding->effect != EFFECT_FAIL)
		row->effect = say(view, str_to_c(view->arena, str_format(view->arena, "txt.effect.%s", effect)));
	if (finding->confidence == CONFIDENCE_LIKELY)
		row->confidence = say(view, "txt.confidence.likely");
	if (finding->confidence == CONFIDENCE_TRACE)
		row->confidence = say(view, "txt.confidence.trace");
	row->letter = letter_text(view, finding->letter_points);
}

/* Whose passwords must be changed: site and user name of each official login, masked. */
static void official_logins(struct view *view, struct view_finding *row)
{
	const struct case_browser_profile *profile = profile_of_finding(view, row->finding);
	for (size_t i = 0; profile && i < profile->logins.count; i++) {
		const struct case_login *login = &profile->logins.items[i];
		struct placeholder values[] = {
			{ "host", shown(view, login->host.len ? login->host : login->login.origin) },
			{ "user", words_name(view->arena, login->login.username) },
		};
		bool named = values[1].value.len && view->options->mask != MASK_COUNT;
		if (login->official)
			add_line(view, &row->items, named ? words_message(view->arena, view->language, "txt.items.login", values, 2) : values[0].value);
	}
}

struct login_sums {
	size_t official, synced;
	int64_t last_change; /* of a synced official password */
};

static struct login_sums sum_logins(const struct case_browser_profile *profile)
{
	struct login_sums sums = { .last_change = TIME_UNKNOWN };
	for (size_t i = 0; i < profile->logins.count; i++) {
		const struct fact_saved_login *login = &profile->logins.items[i].login;
		if (!profile->logins.items[i].official)
			continue;
		sums.official++;
		if (!login->synced)
			continue;
		sums.synced++;
		int64_t changed = login->password_changed != TIME_UNKNOWN ? login->password_changed : login->created;
		if (changed > sums.last_change)
			sums.last_change = changed;
	}
	return sums;
}

/* How far the proof goes: "uploaded before" is said only when the last sync is later than every password's change. */
static void upload_fact(struct view *view, struct view_finding *row, const struct case_browser_profile *profile, const struct login_sums *sums)
{
	struct str time = words_time(view->arena, view->language, profile->last_sync);
	bool proven = (profile->proof == PROOF_A || profile->proof == PROOF_A2) && sums->synced;
	bool uploaded = time.len && sums->last_change != TIME_UNKNOWN && sums->last_change < profile->last_sync;
	if (proven && !uploaded)
		add_line(view, &row->facts, say(view, "proof.queued"));
	if (time.len)
		add_line(view, &row->facts, say1(view, proven && uploaded ? "proof.uploaded" : "txt.facts.sync", "time", time));
}

static bool is_about_logins(const struct finding *finding)
{
	static const char *const families[] = { "syn03", "syn04", "syn05", "syn09" };
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (strcmp(finding->message, families[i]) == 0)
			return true;
	}
	return false;
}

static void login_facts(struct view *view, struct view_finding *row)
{
	const struct case_browser_profile *profile = profile_of_finding(view, row->finding);
	if (!profile || !profile->logins_read)
		return;
	struct login_sums sums = sum_logins(profile);
	struct placeholder values[] = {
		{ "official", words_count(view->arena, view->language, sums.official) },
		{ "synced", words_count(view->arena, view->language, sums.synced) },
		{ "proof", str_from_c(word_of(&proof_words, profile->proof)) },
	};
	if (sums.official)
		add_line(view, &row->facts, words_message(view->arena, view->language,
		                                          sums.synced ? "txt.facts.logins" : "txt.facts.logins.plain", values, 3));
	upload_fact(view, row, profile, &sums);
	if (profile->deleted_known && profile->logins_deleted_estimate)
		add_line(view, &row->facts,
		         say1(view, "proof.deleted", "n", words_count(view->arena, view->language, profile->logins_deleted_estimate)));
}

static void build_finding(struct view *view, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	row->subject = words_name(view->arena, mask_label(&view->masker, finding->subject));
	row->fingerprint = fingerprint_finding(&view->masker, finding);
	row->account_address = mask_address(&view->masker, finding->account);
	row->account = account_line(view, finding);
	row->system = system_label(view, finding->system);
	row->unit_decides = strcmp(finding->message, "sw03") == 0 && view->options->mode != MODE_FORENSIC;
	labels(view, row);
	struct filled filled = fill(view, finding, row);
	row->title = family_text(view, finding, "title", &filled);
	add_line(view, &row->why, family_text(view, finding, "why", &filled));
	if (finding->extra_message)
		add_line(view, &row->why, words_message(view->arena, view->language, finding->extra_message, filled.values, filled.count));
	for (size_t i = 0; i < finding->merged_messages.count; i++)
		add_line(view, &row->why,
		         words_message(view->arena, view->language, finding->merged_messages.items[i], filled.values, filled.count));
	if (strcmp(finding->message, "syn04") == 0 || strcmp(finding->message, "syn05") == 0)
		official_logins(view, row);
	if (is_about_logins(finding))
		login_facts(view, row);
	for (size_t i = 0; i < finding->items.count; i++)
		add_line(view, &row->items, shown(view, mask_label(&view->masker, finding->items.items[i])));
	evidence(view, row);
	steps(view, row, &filled);
}

void view_findings(struct view *view, const struct case_file *file)
{
	for (size_t i = 0; i < file->findings.count; i++) {
		struct view_finding *row = array_push(view->arena, &view->findings);
		row->finding = &file->findings.items[i];
		row->number = (unsigned)i + 1;
		build_finding(view, row);
	}
}
