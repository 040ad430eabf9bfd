/* Section III: steps that fit the browser and the provider, whose account it is, and who is meant. */
#include "report/view_parts.h"
#include "sample_case.h"
#include "support.h"

static struct arena arena;
static struct policy policy;
static struct report_options options;

static struct view_finding *first_of(struct case_file *file, struct view *view, enum mode mode)
{
	options = sample_options(LANGUAGE_EN, MASK_NONE);
	options.mode = mode;
	view_build(view, &arena, file, &policy, &options);
	return &view->findings.items[0];
}

static struct str all_steps(const struct view_finding *row)
{
	struct str text = { 0 };
	for (size_t i = 0; i < row->steps.count; i++)
		text = str_join2(&arena, text, '\n', row->steps.items[i].text);
	return text;
}

static bool has(struct str text, const char *needle)
{
	return str_find(text, str_from_c(needle)) >= 0;
}

/* Passwords synced from `browser` into an account of `provider`. */
static struct str steps_of_sync(enum browser browser, enum provider provider)
{
	struct case_file file;
	struct view view;
	sample_a(&file, &arena);
	sample_policy(&policy);
	file.browser_profiles.items[0].browser = browser;
	file.accounts.items[0].provider = provider;
	file.findings.items[0].message = "syn03";
	file.findings.items[0].rule = "SYN-03";
	return all_steps(first_of(&file, &view, MODE_ACCEPTANCE));
}

static void steps_fit_browser_and_provider(void)
{
	static const struct { enum browser browser; enum provider provider; const char *reset, *out, *device; } cases[] = {
		{ BROWSER_EDGE, PROVIDER_MICROSOFT, "edge://settings/profiles/sync", "edge://settings/profiles,", "account.microsoft.com/devices" },
		{ BROWSER_CHROME, PROVIDER_GOOGLE, "chrome.google.com/sync", "chrome://settings/people", "myaccount.google.com/device" },
		{ BROWSER_FIREFOX, PROVIDER_MOZILLA, "accounts.firefox.com", "about:preferences#sync", "Connected services" },
		{ BROWSER_BRAVE, PROVIDER_OTHER, "Delete Sync account", "Leave Sync Chain", NULL },
		{ BROWSER_COCCOC, PROVIDER_COCCOC, "Cốc Cốc account page", "coccoc://settings/people", NULL },
		{ BROWSER_VIVALDI, PROVIDER_OTHER, "Reset Remote Data", "vivaldi://settings/sync", NULL },
		{ BROWSER_OPERA, PROVIDER_OTHER, "the browser's account page", "browser's settings", NULL },
		{ BROWSER_UNKNOWN_CHROMIUM, PROVIDER_GOOGLE, "chrome.google.com/sync", "browser's settings", "myaccount.google.com/device" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str steps = steps_of_sync(cases[i].browser, cases[i].provider);
		CHECK(has(steps, cases[i].reset));
		CHECK(has(steps, cases[i].out));
		CHECK(!cases[i].device || has(steps, cases[i].device));
		CHECK(cases[i].provider == PROVIDER_MICROSOFT || !has(steps, "account.microsoft.com"));
		CHECK(cases[i].provider == PROVIDER_GOOGLE || !has(steps, "google.com"));
		CHECK(cases[i].browser == BROWSER_EDGE || !has(steps, "edge://"));
		CHECK(!has(steps, "(unknown)") && !has(steps, "{"));
	}
}

/* In the unit's own house an account may be the user's own; nobody calls it a stranger's unasked. */
static void whose_account_it_is(void)
{
	static const struct { enum mode mode; enum ownership ownership; bool answered; const char *title; } cases[] = {
		{ MODE_ACCEPTANCE, OWNERSHIP_FOREIGN, false, "synced to an account of somebody else" },
		{ MODE_IN_USE, OWNERSHIP_FOREIGN, false, "synced to an account of an unknown owner" },
		{ MODE_IN_USE, OWNERSHIP_FOREIGN, true, "synced to an account of somebody else" },
		{ MODE_IN_USE, OWNERSHIP_OWN, false, "synced to an account of the user's own" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct case_file file;
		struct view view;
		sample_a(&file, &arena);
		sample_policy(&policy);
		file.accounts.items[0].ownership = cases[i].ownership;
		if (cases[i].answered)
			*array_push(&arena, &policy.owners) = (struct owner_answer){ S(FOREIGN), false };
		CHECK(has(first_of(&file, &view, cases[i].mode)->title, cases[i].title));
		CHECK(has(view.findings.items[1].title, i == 3 ? "of the user's own" : i == 1 ? "of an unknown owner" : "of somebody else"));
	}
}

static void edge_is_named_as_it_is_there(void)
{
	struct case_file file;
	struct view view;
	sample_a(&file, &arena);
	sample_policy(&policy);
	file.findings.items[1].extra_message = "f.syn01.auto";
	first_of(&file, &view, MODE_ACCEPTANCE);
	CHECK(has(view.findings.items[1].why.items[1], "sign out in every Edge profile"));
	CHECK(has(all_steps(&view.findings.items[1]), "in every Edge profile: open edge://settings/profiles"));
	file.browser_profiles.count = 0;
	first_of(&file, &view, MODE_ACCEPTANCE);
	CHECK(has(view.findings.items[1].why.items[1], "When Edge is first opened"));
	CHECK(!has(all_steps(&view.findings.items[1]), "Edge profile"));
}

/* A user without a profile folder has a name all the same; a computer without one is "this computer". */
static void people_and_computers_have_names(void)
{
	static const struct { const char *rule, *message, *title; } cases[] = {
		{ "ACC-04", "acc04builtin", "built into Windows (“quantri”)" }, { "ACC-06", "acc06", "Windows user “quantri” can sign in" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct case_file file;
		struct view view;
		sample_a(&file, &arena);
		sample_policy(&policy);
		file.findings.count = 0;
		struct finding *finding = add_finding(&file, cases[i].rule, cases[i].message, SEVERITY_HIGH, EFFECT_FAIL);
		finding->subject = S("quantri");
		add_argument(&file, finding, "user", ARGUMENT_TEXT, "quantri", 0, NULL);
		struct view_finding *row = first_of(&file, &view, MODE_ACCEPTANCE);
		CHECK_STR(row->account, "Windows user “quantri”");
		CHECK(has(row->title, cases[i].title));
	}
	struct case_file file;
	struct view view;
	sample_a(&file, &arena);
	file.systems.items[0].computer_name = (struct str){ 0 };
	CHECK(has(all_steps(first_of(&file, &view, MODE_ACCEPTANCE)), "choose this computer, choose Remove"));
}

/* A command to type names the whole SID. */
static void a_sid_in_a_command_is_whole(void)
{
	static const char sid[] = "S-1-5-21-3735928559-1126301404-2837462899-512";
	struct case_file file;
	struct view view;
	sample_a(&file, &arena);
	sample_policy(&policy);
	file.findings.count = 0;
	add_finding(&file, "ACC-04", "acc04group", SEVERITY_HIGH, EFFECT_FAIL)->subject = S(sid);
	CHECK(has(all_steps(first_of(&file, &view, MODE_ACCEPTANCE)), sid));
}

int main(void)
{
	static const struct test tests[] = {
		TEST(steps_fit_browser_and_provider), TEST(whose_account_it_is), TEST(edge_is_named_as_it_is_there),
		TEST(people_and_computers_have_names), TEST(a_sid_in_a_command_is_whole),
	};
	arena_init(&arena, (size_t)1 << 30);
	int status = test_main(tests, sizeof tests / sizeof *tests);
	arena_done(&arena);
	return status;
}
