/* The wizard: which page follows which key, what is asked of whoever runs it, and that nothing is read before people
 * agreed. */
#include <string.h>

#include "base/timestamp.h"
#include "scenes.h"
#include "screen/text_page.h"
#include "support.h"

static struct arena arena;
static struct wizard wizard;

static void start(void)
{
	struct wizard_setup setup;
	arena_reset(&arena);
	arena_init(&arena, 256u << 20);
	scene_setup(&arena, &setup);
	wizard_init(&wizard, &arena, &setup);
}

static void press(const char *keys)
{
	scene_keys(&wizard, &arena, keys);
}

static bool is_at(const char *page)
{
	return strcmp(wizard_page_name(wizard.page), page) == 0;
}

static void asks_in_order(void)
{
	static const char *const pages[] = { "welcome",	 "consent",   "purpose", "secret", "giver",
					     "receiver", "inspector", "serial",	 "clock",  "wait" };
	start();
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		CHECK_STR(str_from_c(wizard_page_name(wizard.page)), pages[i]);
		press("1");
	}
	press("@probe");
	CHECK(is_at("disks"));
	press("1");
	CHECK(is_at("progress"));
	CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
	press("@progress @fail");
	CHECK(is_at("verdict"));
}

/* Esc leads back to the page before, to the first one in the end. */
static void goes_back(void)
{
	static const char *const pages[] = { "clock",  "serial",  "inspector", "receiver", "giver",
					     "secret", "purpose", "consent",   "welcome",  "welcome" };
	start();
	press("1 1 1 1 1 1 1 1 1 @probe");
	CHECK(is_at("disks"));
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		press("Esc");
		CHECK_STR(str_from_c(wizard_page_name(wizard.page)), pages[i]);
	}
}

/* Where an unread Enter would state something, it does nothing. */
static void enter_states_nothing(void)
{
	static const char *const ways[] = { "1", "1 1 1", "1 1 1 2", "1 1 1 1 1 1 1", "1 1 1 1 1 1 1 1" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		start();
		press(ways[i]);
		enum wizard_page_id page = wizard.page;
		wizard.request = REQUEST_NONE;
		press("Enter Enter Space");
		CHECK_INT(wizard.page, page);
		CHECK_INT(wizard.request, REQUEST_NONE);
	}
	start();
	press("1 1 4 1 @probe 1 1 1 1 1 1 @progress @fail");
	CHECK(is_at("owner"));
	press("Enter");
	CHECK(is_at("owner") && wizard.owner_index == 0);
}

/* No disk is touched before the notice and the question about secrets are answered. */
static void nothing_is_read_before(void)
{
	start();
	press("1 1 1");
	CHECK(is_at("secret"));
	CHECK_INT(wizard.request, REQUEST_NONE);
	press("2");
	CHECK(is_at("secret-stop"));
	CHECK_INT(wizard.request, REQUEST_NONE);
	press("2 9 Enter");
	CHECK(is_at("secret-stop"));
	press("1");
	CHECK_INT(wizard.request, REQUEST_OFF);
	start();
	press("1 2");
	CHECK_INT(wizard.request, REQUEST_OFF);
}

/* A stick made for such machines: shown, never saved. */
static void secrets_stay_on_the_screen(void)
{
	struct policy policy;
	start();
	policy = *wizard.setup.policy;
	policy.secret = STR("co");
	wizard.setup.policy = &policy;
	press("1 1 1 2 2");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_PROBE);
	CHECK(wizard.screen_only);
	press("@probe 1 1 1 1 1 1 @progress @fail");
	(void)wizard_take_request(&wizard);
	press("F5");
	CHECK(is_at("verdict"));
	CHECK_INT(wizard.request, REQUEST_NONE);
	press("F10");
	CHECK_INT(wizard.request, REQUEST_OFF);
}

static void people_are_typed(void)
{
	start();
	press("1 1 1 1 2 N g u y e e n x Space V a w n Space A n h h Backspace Enter K y x Space t h u a a t j Enter");
	CHECK(is_at("receiver"));
	CHECK_STR(wizard.people[0].name, "Nguyễn Văn Anh");
	CHECK_STR(wizard.people[0].title, "Kỹ thuật");
	CHECK_STR(wizard.people[0].role, "ben_giao");
	press("2 4");
	CHECK_STR(wizard.people[1].name, "Phạm Thị Khuê");
}

static void clock_is_corrected(void)
{
	start();
	press("1 1 1 1 @probe 1 1 1 1 2 3 1 0 2 2 0 2 6 0 0 0 0 Enter");
	CHECK(is_at("clock-entry") && wizard.entry_wrong);
	press("Backspace Backspace Backspace Backspace Backspace Backspace Backspace Backspace Backspace Backspace "
	      "Backspace Backspace");
	press("2 3 1 1 2 0 2 6 0 8 0 5 Enter");
	CHECK(is_at("disks") && wizard.clock_corrected);
	CHECK_STR(time_rfc3339(&arena, wizard_now(&wizard)), "2026-11-23T01:05:00Z");
}

static void repair_days_are_asked(void)
{
	start();
	press("1 1 3 1 @probe 1 1 1 1 1");
	CHECK(is_at("repair-from"));
	press("1 0 1 1 2 0 2 6 Enter");
	CHECK(is_at("repair-to"));
	press("0 9 1 1 2 0 2 6 Enter");
	CHECK(is_at("repair-to") && wizard.entry_wrong);
	press("Backspace Backspace Backspace Backspace Backspace Backspace Backspace 5 1 1 2 0 2 6 Backspace "
	      "Backspace Backspace Backspace Backspace "
	      "Backspace Backspace Backspace 1 5 1 1 2 0 2 6 Enter");
	CHECK(is_at("disks"));
	CHECK_STR(time_rfc3339(&arena, wizard.repair_from), "2026-11-09T17:00:00Z");
	CHECK_STR(time_rfc3339(&arena, wizard.repair_to), "2026-11-14T17:00:00Z");
}

static void recovery_key_is_checked_by_group(void)
{
	start();
	press("1 1 1 1 @locked 1 1 1 1 1 1");
	CHECK(is_at("key"));
	press("0 0 0 0 1 1 0 0 0 0 2 3");
	CHECK_INT(wizard.keys[0].group, 1); /* the wrong group waits to be typed again */
	press("0 0 0 0 2 2");
	CHECK_INT(wizard.keys[0].group, 2);
	CHECK_STR(str_from_c(wizard.keys[0].digits[0]), "000011");
	CHECK_STR(str_from_c(wizard.keys[0].digits[1]), "000022");
	press("Enter");
	CHECK(is_at("key-skip"));
	press("1");
	CHECK(is_at("key"));
	press("0 0 0 0 3 3 0 0 0 0 4 4 0 0 0 0 5 5 0 0 0 0 6 6 0 0 0 0 7 7 0 0 0 0 8 8 Enter");
	CHECK(is_at("progress") && wizard.keys[0].complete);
	CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
}

static void refused_key_is_asked_again(void)
{
	struct result result;
	start();
	press("1 1 1 1 @locked 1 1 1 1 1 1 " KEY_DIGITS "Enter @progress");
	scene_result(&arena, VERDICT_INCONCLUSIVE, &result);
	*array_push(&arena, &result.locked) = (struct result_locked){ 1, 3, 1000, STR("5E0C71F2") };
	wizard_result(&wizard, &result, true, 0);
	CHECK(is_at("key") && wizard.keys[0].refused);
	CHECK_STR(str_from_c(wizard.keys[0].digits[0]), "");
	press("Enter"); /* there is no other key: the result that is known is shown */
	CHECK(is_at("verdict"));
	CHECK(!wizard.keys[0].complete);
}

/* What is typed behind Enter, before the refusal is there, is the next key: nothing of it is lost, nothing stays of the
 * refused one. */
static void digits_typed_while_a_key_is_tried_are_kept(void)
{
	struct result result;
	start();
	press("1 1 1 1 @locked 1 1 1 1 1 1 " KEY_DIGITS "Enter 0 0 0 0 9 9 @progress 0 x 0 7 Backspace 0 0 1 0 Enter");
	CHECK(is_at("progress"));
	scene_result(&arena, VERDICT_INCONCLUSIVE, &result);
	*array_push(&arena, &result.locked) = (struct result_locked){ 1, 3, 1000, STR("5E0C71F2") };
	wizard_result(&wizard, &result, true, 0);
	CHECK(is_at("key") && wizard.keys[0].refused && !wizard.keys[0].complete);
	CHECK_STR(str_from_c(wizard.keys[0].digits[0]), "000099");
	CHECK_STR(str_from_c(wizard.keys[0].digits[1]), "000010");
	CHECK_STR(str_from_c(wizard.keys[0].digits[2]), "");
	CHECK_STR(str_from_c(wizard.ahead.digits[0]), "");
	press("Enter 2 "); /* incomplete: skip this disk */
	CHECK(is_at("verdict"));
}

static void stopping_forgets_the_digits_typed_meanwhile(void)
{
	start();
	press("1 1 1 1 @locked 1 1 1 1 1 1 " KEY_DIGITS "Enter 0 0 0 0 9 9 Esc 2");
	CHECK(wizard.page == PAGE_DISKS && wizard.request == REQUEST_CANCEL);
	CHECK_STR(str_from_c(wizard.ahead.digits[0]), "");
}

static void digits_on_the_progress_page_alone_are_nothing(void)
{
	start();
	press("1 1 1 1 @probe 1 1 1 1 1 1 1 2 3 @progress 4 5 6");
	CHECK(is_at("progress"));
	CHECK_STR(str_from_c(wizard.ahead.digits[0]), "");
}

static void progress_never_goes_back(void)
{
	unsigned last = 0;
	start();
	press("1 1 1 1 @probe 1 1 1 1 1 1");
	for (unsigned source = 0; source < 3; source++) {
		wizard_progress(&wizard, 1, source, 3);
		for (unsigned step = 2; step < 5; step++) {
			for (unsigned done = 0; done < 5; done++) {
				wizard_progress(&wizard, step, done, 5);
				CHECK(wizard.bar >= last && wizard.bar <= 1000);
				last = wizard.bar;
			}
		}
	}
	CHECK(last > 900);
}

static void seconds(unsigned count, int64_t *now)
{
	for (unsigned i = 0; i < count; i++)
		wizard_tick(&wizard, ++*now, wizard.setup.clock);
}

static void runs_by_itself(void)
{
	int64_t now = 0;
	start();
	wizard.setup.automatic = wizard.setup.power_off_after = true;
	struct wizard_setup setup = wizard.setup;
	wizard_init(&wizard, &arena, &setup);
	seconds(59, &now);
	CHECK(is_at("welcome"));
	seconds(1, &now);
	CHECK(is_at("progress") && wizard.unattended);
	CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
	press("@fail");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	press("@saved");
	CHECK(is_at("verdict"));
	seconds(60, &now);
	CHECK_INT(wizard_take_request(&wizard), REQUEST_OFF);
}

static void a_key_stops_the_countdown(void)
{
	int64_t now = 0;
	start();
	struct wizard_setup setup = wizard.setup;
	setup.automatic = true;
	wizard_init(&wizard, &arena, &setup);
	seconds(30, &now);
	press("Down");
	seconds(600, &now);
	CHECK(is_at("welcome"));
	CHECK_INT(wizard.request, REQUEST_NONE);
}

/* Whoever stops a run by itself, or tries again after it failed, is asked before disks are read once more. */
static void people_are_asked_after_a_run_by_itself(void)
{
	static const char *const ways[] = { "Esc 2", "@died 1" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		int64_t now = 0;
		start();
		wizard.setup.automatic = true;
		struct wizard_setup setup = wizard.setup;
		wizard_init(&wizard, &arena, &setup);
		seconds(60, &now);
		CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
		press(ways[i]);
		CHECK(is_at("welcome") && !wizard.consented && !wizard.secret_settled);
		CHECK(wizard_take_request(&wizard) != REQUEST_INSPECT);
		press("1");
		CHECK(is_at("consent"));
		press("1 1 1");
		CHECK_INT(wizard_take_request(&wizard), REQUEST_PROBE);
		press("@probe 1 1 1 1 1 1");
		CHECK(is_at("progress") && wizard.consented && wizard.secret_settled);
		CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
	}
}

/* Somebody comes while it runs by itself: nothing is saved before they have agreed. */
static void start_and_come(bool wanted, bool protect)
{
	static struct policy policy;
	int64_t now = 0;
	start();
	policy = *wizard.setup.policy;
	policy.protect = protect;
	struct wizard_setup setup = wizard.setup;
	setup.policy = &policy;
	setup.automatic = true;
	setup.power_off_after = wanted;
	wizard_init(&wizard, &arena, &setup);
	seconds(60, &now);
	CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
	press("Down @fail");
	CHECK(is_at("verdict") && !wizard.unattended);
	CHECK_INT(wizard_take_request(&wizard), REQUEST_NONE);
}

static void nothing_is_saved_before_consent(void)
{
	static const char *const ways[] = { "F5", "F10 1", "Right F5" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		start_and_come(false, false);
		press(ways[i]);
		CHECK(is_at("consent") && !wizard.has_result);
		CHECK_INT(wizard_take_request(&wizard), REQUEST_NONE);
		press("1 1 1");
		CHECK_INT(wizard_take_request(&wizard), REQUEST_PROBE);
		press("@probe 1 1 1 1 1 1");
		CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
		press("@progress @fail F5");
		CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	}
}

/* tu_dong = co: what it would have saved by itself, and no copy with every name. */
static void a_wanted_run_is_saved_as_it_is(void)
{
	start_and_come(true, true);
	press("F5");
	CHECK(is_at("saving"));
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	CHECK_STR(str_from_c(wizard.password), "");
}

/* When the process dies after a first result, or is stopped, nothing of that result is shown again. */
static void a_dead_inspection_leaves_no_verdict(void)
{
	static const char *const ways[] = { "@died", "Esc 2" };
	static const char *const pages[] = { "failed", "disks" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		start();
		press("1 1 4 1 @probe 1 1 1 1 1 1 @progress @fail");
		CHECK(is_at("owner") && wizard.has_result && wizard.result.findings.count > 0);
		press("1 1");
		CHECK_INT(wizard_take_request(&wizard), REQUEST_JUDGE);
		press(ways[i]);
		(void)wizard_take_request(&wizard);
		CHECK(is_at(pages[i]) && !wizard.has_result && wizard.result.findings.count == 0);
		press("1");
		CHECK(is_at("progress") && wizard.owner_index == 0 && wizard.owners[0] == OWNER_UNKNOWN);
		CHECK_INT(wizard_take_request(&wizard), REQUEST_INSPECT);
		press("@progress @fail");
		CHECK(is_at("owner"));
	}
}

static void saving_can_be_tried_again(void)
{
	start();
	press("1 1 1 1 @probe 1 1 1 1 1 1 @progress @fail");
	(void)wizard_take_request(&wizard);
	press("F10");
	CHECK(is_at("finish"));
	press("1");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	press("@full");
	CHECK(is_at("save-failed"));
	press("2");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_STICKS);
	press("@sticks 2");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	CHECK_STR(wizard.stick, "sdd1");
	press("@saved");
	CHECK(is_at("saved"));
	press("F10");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_OFF);
}

static void owners_are_judged(void)
{
	start();
	press("1 1 4 1 @probe 1 1 1 1 1 1 @progress @fail 2");
	(void)wizard_take_request(&wizard);
	press("Esc");
	CHECK_INT(wizard.owner_index, 0);
	press("1 3");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_JUDGE);
	CHECK(wizard.owners[0] == OWNER_OWN && wizard.owners[1] == OWNER_UNKNOWN);
	press("@fail");
	CHECK(is_at("verdict"));
}

static void help_returns(void)
{
	start();
	press("1 1 Down F1 Down Up Esc");
	CHECK(is_at("purpose") && !wizard.help && wizard.selected == 1);
}

static uint32_t random_state = 20261122;

static unsigned chance(unsigned below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % below;
}

/* Whatever is pressed and whatever comes in: a page is there, and the promises hold. */
static void any_keys_keep_the_promises(void)
{
	static const char *const things[] = { "@probe", "@locked", "@progress", "@fail",   "@pass", "@inconclusive",
					      "@none",	"@saved",  "@full",	"@sticks", "@died" };
	start();
	for (unsigned i = 0; i < 60000; i++) {
		struct page page;
		struct buf text = { 0 };
		struct key key = { KEY_CHARACTER, '1' + chance(5) };
		if (chance(3) == 0)
			key = (struct key){ (enum key_kind)chance(KEY_F10 + 1), 'a' + chance(26) };
		if (chance(12) == 0 && (wizard.inspecting || wizard.has_result || wizard.probing))
			press(things[chance(sizeof things / sizeof *things)]);
		else
			wizard_key(&wizard, key);
		wizard_tick(&wizard, i, 1795339800 + i);
		wizard_page(&wizard, &arena, &page);
		wizard.parts = text_page(&text, &page, 80, 25, true, NULL);
		CHECK(text.len > 0);
		buf_done(&text);
		enum wizard_request request = wizard_take_request(&wizard);
		CHECK(!(request == REQUEST_SAVE && (wizard.screen_only || !wizard.has_result)));
		if (request == REQUEST_OFF || i % 500 == 499)
			start();
	}
}

static void results_survive_the_way(void)
{
	struct result result, back;
	struct buf lines = { 0 }, again = { 0 };
	start();
	scene_result(&arena, VERDICT_FAIL, &result);
	*array_push(&arena, &result.locked) = (struct result_locked){ 2, 5, 1u << 30, STR("ABCDEF01") };
	*array_push(&arena, &result.disks) = (struct result_disk){ 1, 512, STR("Windows 11 Pro"), true };
	result_write(&lines, &result);
	CHECK_INT(result_read(buf_str(&lines), &arena, &back), OK);
	result_write(&again, &back);
	CHECK(str_eq(buf_str(&lines), buf_str(&again)));
	/* From a process that may have been taken over: refused or read, never more. */
	for (unsigned i = 0; i < 4000; i++) {
		struct str damaged = str_copy(&arena, buf_str(&lines));
		((char *)(uintptr_t)damaged.data)[chance((unsigned)damaged.len)] = (char)chance(256);
		(void)result_read(str_sub(damaged, 0, i % 3 ? damaged.len : chance((unsigned)damaged.len)), &arena,
				  &back);
		if (i % 100 == 0)
			start();
	}
	CHECK_INT(result_read((struct str){ 0 }, &arena, &back), ERR_CORRUPT);
	buf_done(&lines);
	buf_done(&again);
}

TEST_MAIN(TEST(asks_in_order), TEST(goes_back), TEST(enter_states_nothing), TEST(nothing_is_read_before),
	  TEST(secrets_stay_on_the_screen), TEST(people_are_typed), TEST(clock_is_corrected),
	  TEST(repair_days_are_asked), TEST(recovery_key_is_checked_by_group), TEST(refused_key_is_asked_again),
	  TEST(digits_typed_while_a_key_is_tried_are_kept), TEST(stopping_forgets_the_digits_typed_meanwhile),
	  TEST(digits_on_the_progress_page_alone_are_nothing),
	  TEST(progress_never_goes_back), TEST(runs_by_itself), TEST(a_key_stops_the_countdown),
	  TEST(people_are_asked_after_a_run_by_itself), TEST(nothing_is_saved_before_consent),
	  TEST(a_wanted_run_is_saved_as_it_is), TEST(a_dead_inspection_leaves_no_verdict),
	  TEST(saving_can_be_tried_again), TEST(owners_are_judged), TEST(help_returns),
	  TEST(any_keys_keep_the_promises), TEST(results_survive_the_way))
