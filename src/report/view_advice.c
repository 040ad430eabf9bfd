/* Section III of the view: who does what, in the words of the browser and of the provider whose account it is. */
#include <string.h>

#include "judge/rules.h"
#include "report/view_parts.h"

struct str browser_name(struct view *view, enum browser browser)
{
	static const char *const names[BROWSER_COUNT] = {
		[BROWSER_EDGE] = "Edge",
		[BROWSER_CHROME] = "Chrome",
		[BROWSER_CHROMIUM] = "Chromium",
		[BROWSER_COCCOC] = "Cốc Cốc",
		[BROWSER_BRAVE] = "Brave",
		[BROWSER_VIVALDI] = "Vivaldi",
		[BROWSER_OPERA] = "Opera",
		[BROWSER_YANDEX] = "Yandex",
		[BROWSER_QIHOO360] = "360",
		[BROWSER_UC] = "UC Browser",
		[BROWSER_QQ] = "QQ",
		[BROWSER_SOGOU] = "Sogou",
		[BROWSER_ARC] = "Arc",
		[BROWSER_DUCKDUCKGO] = "DuckDuckGo",
		[BROWSER_WEBVIEW] = "WebView",
		[BROWSER_FIREFOX] = "Firefox",
		[BROWSER_THUNDERBIRD] = "Thunderbird",
	};
	if (browser < BROWSER_COUNT && names[browser])
		return str_from_c(names[browser]);
	return say(view, browser == BROWSER_FIREFOX_FORK ? "browser.firefox-like" : "browser.chromium-like");
}

/* ---- whose account, which provider ---- */

const struct case_browser_profile *profile_of_finding(const struct view *view, const struct finding *finding)
{
	for (size_t i = 0; finding->browser && i < view->file->browser_profiles.count; i++) {
		if (view->file->browser_profiles.items[i].subject == finding->browser)
			return &view->file->browser_profiles.items[i];
	}
	return NULL;
}

static const struct case_account *account_of_finding(const struct case_file *file, const struct finding *finding,
                                                     const struct case_browser_profile *profile)
{
	for (size_t i = 0; finding->account.len && i < file->accounts.count; i++) {
		if (str_eq_fold(file->accounts.items[i].address, finding->account))
			return &file->accounts.items[i];
	}
	return profile && !finding->account.len ? judge_account(file, profile->account) : NULL;
}

/* Where people work with the computer, only they know whose an account is. */
static const char *owner_text(const struct view *view, const struct case_account *account)
{
	if (!account)
		return "owner.unknown";
	if (account->ownership == OWNERSHIP_OWN)
		return "owner.own";
	return is_in_use(view) && owner_answer_of(view->policy, account) != ANSWER_OTHER ? "owner.unknown"
	                                                                                 : "owner.other";
}

static enum provider provider_of(const struct case_account *account, const struct case_browser_profile *profile)
{
	if (account && account->provider != PROVIDER_UNKNOWN)
		return account->provider;
	if (!profile)
		return PROVIDER_UNKNOWN;
	switch (profile->browser) {
	case BROWSER_EDGE: return PROVIDER_MICROSOFT;
	case BROWSER_CHROME: return PROVIDER_GOOGLE;
	case BROWSER_COCCOC: return PROVIDER_COCCOC;
	case BROWSER_FIREFOX: return PROVIDER_MOZILLA;
	default: return PROVIDER_UNKNOWN;
	}
}

/* How the server's copy is cleared; the page belongs to the browser, and to the provider where the browser has none. */
static struct str reset_text(struct view *view, enum browser browser, enum provider provider)
{
	switch (browser) {
	case BROWSER_EDGE: return say(view, "sync.reset.edge");
	case BROWSER_BRAVE: return say(view, "sync.reset.brave");
	case BROWSER_COCCOC: return say(view, "sync.reset.coccoc");
	case BROWSER_VIVALDI: return say(view, "sync.reset.vivaldi");
	case BROWSER_FIREFOX:
	case BROWSER_FIREFOX_FORK: return say(view, "sync.reset.firefox");
	default: return say(view, provider == PROVIDER_GOOGLE ? "sync.reset.google" : "sync.reset.other");
	}
}

static struct str sign_out_text(struct view *view, enum browser browser)
{
	switch (browser) {
	case BROWSER_EDGE: return say(view, "sync.out.edge");
	case BROWSER_CHROME:
	case BROWSER_CHROMIUM: return say(view, "sync.out.chrome");
	case BROWSER_COCCOC: return say(view, "sync.out.coccoc");
	case BROWSER_BRAVE: return say(view, "sync.out.brave");
	case BROWSER_VIVALDI: return say(view, "sync.out.vivaldi");
	case BROWSER_FIREFOX:
	case BROWSER_FIREFOX_FORK: return say(view, "sync.out.firefox");
	default: return say(view, "sync.out.other");
	}
}

/* Where the account's owner removes the computer; empty when nobody knows. */
static struct str device_text(struct view *view, enum provider provider, struct str host)
{
	switch (provider) {
	case PROVIDER_MICROSOFT: return say1(view, "device.microsoft", "host", host);
	case PROVIDER_GOOGLE: return say1(view, "device.google", "host", host);
	case PROVIDER_MOZILLA: return say1(view, "device.mozilla", "host", host);
	case PROVIDER_ENTRA: return say1(view, "device.entra", "host", host);
	default: return (struct str){ 0 };
	}
}

static bool has_edge(const struct view *view, uint32_t system)
{
	for (size_t i = 0; i < view->file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &view->file->browser_profiles.items[i];
		if (profile->browser == BROWSER_EDGE && !profile->previous && (!system || profile->system == system))
			return true;
	}
	return false;
}

/* ---- placeholders ---- */

static bool is_removable(const struct view *view, struct str address)
{
	for (size_t i = 0; i < view->removable.count; i++) {
		if (str_eq_fold(view->removable.items[i], address))
			return true;
	}
	return false;
}

struct str account_text(struct view *view, struct str address)
{
	if (view->options->mask == MASK_COUNT && !is_removable(view, address))
		return say(view, "account.hidden");
	return shown(view, mask_address(&view->masker, address));
}

static struct str argument_text(struct view *view, const struct argument *argument)
{
	switch (argument->kind) {
	case ARGUMENT_TEXT: return words_name(view->arena, mask_label(&view->masker, argument->text));
	case ARGUMENT_ACCOUNT: return argument->text.len ? account_text(view, argument->text) : argument->text;
	case ARGUMENT_OFFICIAL_USER:
		if (view->options->mask == MASK_COUNT)
			return say(view, "account.hidden");
		return shown(view, mask_official_user(&view->masker, argument->text));
	case ARGUMENT_COUNT: return count_text(view, argument->count);
	case ARGUMENT_TIME:
		return strcmp(argument->name, "date") == 0 ? words_date(view->arena, view->language, argument->time)
		                                            : words_time(view->arena, view->language, argument->time);
	}
	return (struct str){ 0 };
}

/* The user of the profile folder; one without a folder is named by the judge. */
struct str user_text_of(struct view *view, const struct finding *finding)
{
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	uint32_t folder = finding->user ? finding->user : profile ? profile->user_subject : 0;
	const struct case_user *user = case_user_by_profile(view->file, folder);
	if (user)
		return words_name(view->arena, user_name_of(user));
	for (size_t i = 0; i < finding->arguments.count; i++) {
		if (strcmp(finding->arguments.items[i].name, "user") == 0)
			return argument_text(view, &finding->arguments.items[i]);
	}
	return (struct str){ 0 };
}

/* Whoever has to find the computer in a list cannot do so by a masked name: its serial number, its model, its disk tell
 * which it is. */
static struct str host_by_number(struct view *view, const struct case_system *system, struct str host)
{
	const struct hardware_info *hardware = view->file->hardware;
	const struct source_info *source = NULL;
	struct str model = hardware_model(view);
	struct placeholder values[] = { { "host", host }, { "serial", { 0 } }, { "model", { 0 } } };
	for (size_t i = 0; i < view->file->sources.count; i++) {
		if (view->file->sources.items[i].id == system->source)
			source = &view->file->sources.items[i];
	}
	values[1].value = words_name(view->arena, hardware ? hardware->serial : (struct str){ 0 });
	struct str maker = words_name(view->arena, system->manufacturer), product = words_name(view->arena, system->model);
	if (!model.len && product.len)
		model = maker.len ? str_format(view->arena, "%.*s %.*s", STR_ARGS(maker), STR_ARGS(product)) : product;
	values[2].value = model;
	if (values[1].value.len)
		return say_with(view, "txt.machine.masked.serial", values, 3);
	if (values[2].value.len)
		return say_with(view, "txt.machine.masked.model", values, 3);
	values[1].value = words_name(view->arena, source ? source->serial : (struct str){ 0 });
	return values[1].value.len ? say_with(view, "txt.machine.masked.disk", values, 3) : host;
}

static struct str host_text(struct view *view, const struct finding *finding)
{
	const struct case_system *system = NULL;
	for (size_t i = 0; !system && i < view->file->systems.count; i++) {
		const struct case_system *row = &view->file->systems.items[i];
		if (row->computer_name.len && (!finding->system || row->subject == finding->system))
			system = row;
	}
	if (!system)
		return say(view, "txt.this-computer");
	struct str host = words_name(view->arena, system->computer_name);
	/* Windows lets no computer have an asterisk in its name. */
	return str_find(host, STR("*")) >= 0 ? host_by_number(view, system, host) : host;
}

/* What the finding itself tells first, so that it is called the same everywhere; then the judge's arguments. */
struct filled view_fill(struct view *view, const struct case_file *file, const struct view_finding *row)
{
	const struct finding *finding = row->finding;
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	const struct case_account *account = account_of_finding(file, finding, profile);
	enum browser browser = profile ? profile->browser : BROWSER_NONE;
	enum provider provider = provider_of(account, profile);
	struct str host = host_text(view, finding), user = user_text_of(view, finding);
	struct placeholder own[] = {
		{ "user", user.len ? user : row->subject },
		{ "name", row->subject },
		{ "sid", shown(view, mask_label(&view->masker, finding->subject)) }, /* whole: for a command */
		{ "acc", finding->account.len ? account_text(view, finding->account) : (struct str){ 0 } },
		{ "owner", say(view, owner_text(view, account)) },
		{ "browser", profile ? browser_name(view, browser) : (struct str){ 0 } },
		{ "reset", reset_text(view, browser, provider) },
		{ "signout", sign_out_text(view, browser) },
		{ "device", device_text(view, provider, host) },
		{ "cloud", say(view, provider == PROVIDER_ENTRA ? "cloud.organisation" : "cloud.personal") },
		{ "edge", has_edge(view, finding->system) ? sign_out_text(view, BROWSER_EDGE) : (struct str){ 0 } },
		{ "host", host },
	};
	size_t count = sizeof own / sizeof *own;
	struct filled filled = { 0 };
	filled.values = arena_array(view->arena, struct placeholder, count + finding->arguments.count + 1);
	for (size_t i = 0; i < finding->arguments.count; i++) { /* {name} of a list is not the subject's */
		if (strcmp(finding->arguments.items[i].name, "name") == 0)
			own[1].value = argument_text(view, &finding->arguments.items[i]);
	}
	memcpy(filled.values, own, sizeof own);
	filled.count = count;
	for (size_t i = 0; i < finding->arguments.count; i++) {
		const struct argument *argument = &finding->arguments.items[i];
		filled.values[filled.count++] = (struct placeholder){ argument->name, argument_text(view, argument) };
	}
	filled.values[filled.count++] = (struct placeholder){ "acc", say(view, "account.unknown") };
	return filled;
}

/* ---- steps ---- */

static struct str who_text(struct view *view, const char *who)
{
	if (is_in_use(view) && strcmp(who, "vendor") == 0)
		return say(view, "f.who.holder");
	if (is_in_use(view) && strcmp(who, "receiver") == 0)
		return say(view, "f.who.unit");
	return say_kind(view, "f.who", who);
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

/* A step on a page that the finding's provider or machine does not have is no step. */
static bool is_possible(const struct view *view, const char *id, const struct filled *filled)
{
	for (size_t i = 0; i < filled->count; i++) {
		bool may_lack =
			strcmp(filled->values[i].name, "device") == 0 || strcmp(filled->values[i].name, "edge") == 0;
		struct str name = str_format(view->arena, "{%s}", filled->values[i].name);
		if (may_lack && !filled->values[i].value.len && str_find(message(view->language, id), name) >= 0)
			return false;
	}
	return true;
}

/* Whoever is not the delivering party belongs to the receiving one. */
static struct str doer_of(struct view *view, const struct view_finding *row)
{
	size_t vendor = 0;
	bool same = true;
	for (size_t i = 0; i < row->steps.count; i++) {
		vendor += strcmp(row->steps.items[i].who, "vendor") == 0;
		same &= str_eq(row->steps.items[i].who_text, row->steps.items[0].who_text);
	}
	if (same)
		return row->steps.count ? row->steps.items[0].who_text : (struct str){ 0 };
	return vendor ? say(view, "rep.who.both") : who_text(view, "receiver");
}

/* f.<family>.step.<n>.<who>: the catalogue says what is done and by whom. */
static void catalogue_steps(struct view *view, struct view_finding *row, const struct filled *filled)
{
	static const char *const doers[] = { "vendor", "receiver", "user", "it", "head" };
	bool more = true;
	for (unsigned number = 1; more; number++) {
		more = false;
		for (size_t i = 0; i < sizeof doers / sizeof *doers && !more; i++) {
			const char *id = str_to_c(view->arena, str_format(view->arena, "f.%s.step.%u.%s",
			                                                  row->finding->message, number, doers[i]));
			more = message_exists(id);
			if (more && is_possible(view, id, filled))
				add_step(view, row, doers[i], say_with(view, id, filled->values, filled->count));
		}
	}
}

void view_steps(struct view *view, struct view_finding *row, const struct filled *filled)
{
	if (view->options->mode == MODE_FORENSIC)
		add_step(view, row, "it", say(view, "f.pre.keep"));
	else
		catalogue_steps(view, row, filled);
	row->doer = doer_of(view, row);
}
