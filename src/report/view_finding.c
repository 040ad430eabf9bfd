/* Section III of the view: each finding with title, account, evidence, reason and numbered remedies. */
#include <string.h>

#include "base/timestamp.h"
#include "report/masked_case.h"
#include "report/view_parts.h"

static struct str family_text(struct view *view, const struct finding *finding, const char *part,
                              const struct filled *filled)
{
	const char *id = str_to_c(view->arena, str_format(view->arena, "f.%s.%s", finding->message, part));
	return say_with(view, id, filled->values, filled->count);
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

static bool is_group(const struct finding *finding)
{
	return strcmp(finding->message, "acc04group") == 0;
}

size_t view_seen_elsewhere(const struct view *view, struct str fingerprint)
{
	const struct seen_list *seen = view->options->seen;
	for (size_t i = 0; seen && i < seen->count; i++) {
		if (str_eq(seen->items[i].fingerprint, fingerprint))
			return seen->items[i].machines;
	}
	return 0;
}

/* The letter's core is one account on many machines: said by fingerprint, so that masked reports tell it too. */
static void put_fingerprint(struct view *view, struct view_finding *row, struct str fingerprint)
{
	struct str head = str_sub(fingerprint, 0, 4), tail = str_from(fingerprint, 4);
	struct str grouped = str_format(view->arena, "%.*s-%.*s", STR_ARGS(head), STR_ARGS(tail));
	size_t machines = view_seen_elsewhere(view, fingerprint);
	struct placeholder values[] = { { "n", words_count(view->arena, view->language, machines) },
		                        { "stick", shown(view, view->policy->stick) } };
	row->account = join(view, row->account, say1(view, "txt.account.fingerprint", "fingerprint", grouped));
	if (machines)
		row->account = join(view, row->account,
		                    say_with(view, values[1].value.len ? "txt.account.seen.stick" : "txt.account.seen", values, 2));
}

static struct str account_place(struct view *view, const struct finding *finding)
{
	const struct case_browser_profile *profile = profile_of_finding(view, finding);
	struct str user = user_text_of(view, finding);
	struct placeholder values[] = {
		{ "account", account_of(finding).len ? account_text(view, account_of(finding)) : (struct str){ 0 } },
		{ "user", user },
		{ "browser", profile ? browser_name(view, profile->browser) : (struct str){ 0 } },
	};
	struct str line = values[0].value;
	if (line.len && profile)
		line = say_with(view, user.len ? "txt.account.browser" : "txt.account.browser-only", values, 3);
	else if (line.len && user.len)
		line = say_with(view, "txt.account.user", values, 3);
	else if (profile && user.len)
		line = say_with(view, "txt.user.browser", values, 3);
	else if (user.len)
		line = say_with(view, is_group(finding) ? "txt.group" : "txt.user", values, 3);
	return line;
}

static void account(struct view *view, struct view_finding *row)
{
	struct str fingerprint = fingerprint_keyed(&view->masker, row->finding->account);
	row->account_place = row->account = account_place(view, row->finding);
	if (fingerprint.len)
		put_fingerprint(view, row, fingerprint);
}

static struct str letter_text(struct view *view, unsigned points)
{
	struct str text = { 0 };
	for (unsigned point = 1; point <= 4; point++) {
		if (points & 1u << (point - 1))
			text = join(view, text, str_format(view->arena, "%u", point));
	}
	bool many = (points & (points - 1)) != 0;
	return text.len ? say1(view, many ? "txt.letter.many" : "txt.letter", "points", text) : text;
}

static void labels(struct view *view, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	const char *severity = word_of(&severity_words, finding->severity),
		   *effect = word_of(&effect_words, finding->effect);
	row->severity = say_kind(view, "sev", severity);
	if (finding->effect != EFFECT_FAIL)
		row->effect = say_kind(view, "txt.effect", effect);
	if (finding->confidence == CONFIDENCE_LIKELY)
		row->confidence = say(view, "txt.confidence.likely");
	if (finding->confidence == CONFIDENCE_TRACE)
		row->confidence = say(view, "txt.confidence.trace");
	row->letter = letter_text(view, finding->letter_points);
}

struct site { struct str host; size_t logins; };
struct sites { struct site *items; size_t count, capacity; };

static struct site *site_of(struct view *view, struct sites *sites, struct str host)
{
	for (size_t i = 0; i < sites->count; i++) {
		if (str_eq(sites->items[i].host, host))
			return &sites->items[i];
	}
	struct site *site = array_push(view->arena, sites);
	site->host = host;
	return site;
}

/* Whose passwords must be changed: site and user name of each official login, masked; and how many for each site. */
static void official_logins(struct view *view, struct view_finding *row)
{
	const struct case_browser_profile *profile = profile_of_finding(view, row->finding);
	struct sites sites = { 0 };
	for (size_t i = 0; profile && i < profile->logins.count; i++) {
		const struct case_login *login = &profile->logins.items[i];
		struct placeholder values[] = {
			{ "host", shown(view, login->host.len ? login->host : login->login.origin) },
			{ "user", words_name(view->arena, login->login.username) },
		};
		bool named = values[1].value.len && view->options->mask != MASK_COUNT;
		if (!login->official)
			continue;
		site_of(view, &sites, values[0].value)->logins++;
		if (view->options->copy != COPY_VENDOR)
			add_line(view, &row->items,
			         named ? say_with(view, "txt.items.login", values, 2) : values[0].value);
	}
	for (size_t i = 0; i < sites.count; i++) {
		struct placeholder values[] = {
			{ "host", sites.items[i].host },
			{ "user", words_count(view->arena, view->language, sites.items[i].logins) },
		};
		add_line(view, &row->sites, say_with(view, "txt.items.login", values, 2));
	}
	if (view->options->copy == COPY_VENDOR)
		row->items = row->sites;
}

struct login_sums {
	size_t official, synced;
	int64_t first_saved, last_saved; /* official ones; TIME_UNKNOWN when none is known */
	int64_t last_change;             /* of a synced official password */
};

static struct login_sums sum_logins(const struct case_browser_profile *profile)
{
	struct login_sums sums = { .last_change = TIME_UNKNOWN, .first_saved = TIME_UNKNOWN, .last_saved = TIME_UNKNOWN };
	for (size_t i = 0; i < profile->logins.count; i++) {
		const struct fact_saved_login *login = &profile->logins.items[i].login;
		if (!profile->logins.items[i].official)
			continue;
		sums.official++;
		bool first = login->created != TIME_UNKNOWN &&
		             (sums.first_saved == TIME_UNKNOWN || login->created < sums.first_saved);
		sums.first_saved = first ? login->created : sums.first_saved;
		sums.last_saved = login->created > sums.last_saved ? login->created : sums.last_saved;
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
static void upload_fact(struct view *view, struct view_finding *row, const struct case_browser_profile *profile,
                        const struct login_sums *sums)
{
	struct str time = words_time(view->arena, view->language, profile->last_sync);
	bool proven = (profile->proof == PROOF_A || profile->proof == PROOF_A2) && sums->synced;
	bool uploaded = time.len && sums->last_change != TIME_UNKNOWN && sums->last_change < profile->last_sync;
	if (proven && !uploaded)
		add_line(view, &row->facts, say(view, "proof.queued"));
	if (time.len)
		add_line(view, &row->facts,
		         say1(view, proven && uploaded ? "proof.uploaded" : "txt.facts.sync", "time", time));
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

/* The file with the logins first: who signs sees at once where they were found. */
static struct str logins_fact(struct view *view, struct view_finding *row, const struct case_browser_profile *profile,
                              const struct login_sums *sums)
{
	struct placeholder values[] = {
		{ "official", count_text(view, sums->official) },
		{ "synced", count_text(view, sums->synced) },
		{ "proof", str_from_c(word_of(&proof_words, profile->proof)) },
	};
	struct str text = say_with(view, sums->synced ? "txt.facts.logins" : "txt.facts.logins.plain", values, 3);
	row->told = login_place(view, row, profile);
	struct placeholder place[] = { { "place", row->told }, { "logins", text } };
	return row->told.len ? say_with(view, "txt.facts.logins.place", place, 2) : text;
}

static struct str saved_fact(struct view *view, const struct login_sums *sums)
{
	struct placeholder values[] = {
		{ "first", words_time(view->arena, view->language, sums->first_saved) },
		{ "last", words_time(view->arena, view->language, sums->last_saved) },
	};
	if (!values[0].value.len)
		return values[0].value;
	return say_with(view, str_eq(values[0].value, values[1].value) ? "txt.facts.saved.once" : "txt.facts.saved",
	                values, 2);
}

static void login_facts(struct view *view, struct view_finding *row)
{
	const struct case_browser_profile *profile = profile_of_finding(view, row->finding);
	if (!profile || !profile->logins_read)
		return;
	struct login_sums sums = sum_logins(profile);
	row->says_proof = sums.official && sums.synced;
	if (sums.official) {
		add_line(view, &row->facts, logins_fact(view, row, profile, &sums));
		add_line(view, &row->facts, saved_fact(view, &sums));
	}
	upload_fact(view, row, profile, &sums);
	if (profile->deleted_known && profile->logins_deleted_estimate)
		add_line(view, &row->facts,
		         say1(view, "proof.deleted", "n", count_text(view, profile->logins_deleted_estimate)));
	if (sums.official)
		add_line(view, &row->facts, say(view, "txt.facts.unread"));
}

/* Edge takes the account of Windows by itself; where there is no profile of it yet, it will when it is first opened. */
static const char *present_message(const struct finding *finding, const struct filled *filled, const char *id)
{
	bool automatic = strcmp(id, "f.syn01.auto") == 0 && strcmp(finding->rule, "ACC-01") == 0;
	for (size_t i = 0; automatic && i < filled->count; i++) {
		if (strcmp(filled->values[i].name, "edge") == 0 && !filled->values[i].value.len)
			return "f.acc01.edge";
	}
	return id;
}

static void reasons(struct view *view, struct view_finding *row, const struct filled *filled)
{
	const struct finding *finding = row->finding;
	size_t count = finding->merged_messages.count;
	add_line(view, &row->why, family_text(view, finding, "why", filled));
	for (size_t i = 0; i <= count; i++) {
		const char *id = i == 0 ? finding->extra_message : finding->merged_messages.items[i - 1];
		if (id)
			add_line(view, &row->why, say_with(view, present_message(finding, filled, id),
			                                        filled->values, filled->count));
	}
}

static bool is_said_before(const struct view *view, const struct view_finding *row, struct str reason)
{
	for (const struct view_finding *before = view->findings.items; before < row; before++) {
		for (size_t i = 0; i < before->why.count; i++) {
			if (str_eq(before->why.items[i], reason))
				return true;
		}
	}
	return false;
}

/* The first one is the finding's own. */
static void reasons_once(struct view *view, struct view_finding *row)
{
	for (size_t i = 0; i < row->why.count; i++) {
		if (!i || !is_said_before(view, row, row->why.items[i]))
			add_line(view, &row->reasons, row->why.items[i]);
	}
}

/* An account that is linked to an administrator has more in its hands. */
static struct str title_text(struct view *view, const struct finding *finding, const struct filled *filled)
{
	const struct case_user *user = case_user_by_profile(view->file, finding->user);
	if (strcmp(finding->message, "acc01") == 0 && user && user->administrator)
		return say_with(view, "f.acc01.title.admin", filled->values, filled->count);
	return family_text(view, finding, "title", filled);
}

static void build_finding(struct view *view, const struct case_file *file, struct view_finding *row)
{
	const struct finding *finding = row->finding;
	row->subject = words_name(view->arena, mask_label(&view->masker, finding->subject));
	row->fingerprint = fingerprint_finding(&view->masker, finding);
	row->account_address = mask_address(&view->masker, finding->account);
	account(view, row);
	row->system = system_label(view, finding->system);
	row->unit_decides = strcmp(finding->message, "sw03") == 0 && view->options->mode != MODE_FORENSIC;
	labels(view, row);
	struct filled filled = view_fill(view, file, row);
	row->title = title_text(view, finding, &filled);
	reasons(view, row, &filled);
	reasons_once(view, row);
	if (strcmp(finding->message, "syn04") == 0 || strcmp(finding->message, "syn05") == 0)
		official_logins(view, row);
	view_evidence(view, row);
	if (is_about_logins(finding))
		login_facts(view, row);
	for (size_t i = 0; i < finding->items.count; i++)
		add_line(view, &row->items, shown(view, mask_label(&view->masker, finding->items.items[i])));
	view_brief(view, row);
	view_steps(view, row, &filled);
}

void view_findings(struct view *view, const struct case_file *file)
{
	for (size_t i = 0; i < file->findings.count; i++) {
		struct view_finding *row = array_push(view->arena, &view->findings);
		row->finding = &file->findings.items[i];
		row->number = (unsigned)i + 1;
		build_finding(view, file, row);
	}
}
