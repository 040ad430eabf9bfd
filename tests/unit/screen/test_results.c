/* The pages of a result and the ways around them: how items are counted, what stands first, help, Esc, arrows, the
 * in-depth mode, the password, errors in words. */
#include <string.h>

#include "scenes.h"
#include "screen/reason.h"
#include "screen/text_page.h"
#include "screen/wizard_parts.h"
#include "support.h"

static struct arena arena;
static struct wizard wizard;
static struct page page;

static void play(const char *keys)
{
	const struct scene scene = { "test", keys };
	arena_reset(&arena);
	arena_init(&arena, 256u << 20);
	scene_play(&scene, &arena, &wizard);
	wizard_page(&wizard, &arena, &page);
}

static void press(const char *keys)
{
	scene_keys(&wizard, &arena, keys);
	wizard_page(&wizard, &arena, &page);
}

static bool is_at(const char *name)
{
	return strcmp(wizard_page_name(wizard.page), name) == 0;
}

static const struct block *block_of(const block_list *list, enum block_kind kind)
{
	static const struct block none;
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == kind)
			return &list->items[i];
	return &none;
}

static struct str shown(unsigned columns, unsigned rows, unsigned part)
{
	struct buf text = { 0 };
	page.part = part;
	wizard.parts = text_page(&text, &page, columns, rows, true, NULL);
	struct str copy = str_copy(&arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

static bool shows(const char *text)
{
	return str_find(shown(80, 50, 0), str_from_c(text)) >= 0;
}

static void items_are_counted_by_kind(void)
{
	static const char *const seconds[] = { "nội dung 1 trong 2", "nội dung 2 trong 2", "lưu ý 1 trong 1" };
	play(TO_PROGRESS "@fail");
	CHECK_STR(page.counts[0].number, "2");
	CHECK_STR(page.counts[1].number, "1");
	for (size_t i = 0; i < 3; i++) {
		press("Right");
		CHECK(is_at("finding"));
		CHECK_STR(block_of(&page.left, BLOCK_MARK)->second, seconds[i]);
	}
	press("Right");
	CHECK(is_at("undone"));
}

/* One doer stands at the left and in the head of the steps; several stand beside their steps. */
static void doers_are_named_once(void)
{
	play(TO_PROGRESS "@fail Right");
	const struct block *steps = block_of(&page.right, BLOCK_STEPS);
	CHECK_STR(steps->label, "Yêu cầu bên giao");
	CHECK(steps->items.count == 3 && steps->items.items[0].second.len == 0);
	press("Right");
	steps = block_of(&page.right, BLOCK_STEPS);
	CHECK_INT(steps->label.len, 0);
	CHECK_STR(steps->items.items[0].second, "Bên giao");
	CHECK_STR(steps->items.items[3].second, "Người dùng tài khoản");
	CHECK(shows("Hai bên"));
}

/* On a page of several screens the first has account and steps, the others the reasons. */
static void what_to_do_comes_first(void)
{
	play(TO_PROGRESS "@fail Right Right");
	struct str first = shown(80, 25, 0), second = shown(80, 25, 1);
	CHECK_INT(wizard.parts, 2);
	CHECK(str_find(first, STR("ti*****du@hopthu.example")) >= 0 && str_find(first, STR("Đặt lại đồng bộ")) >= 0);
	CHECK(str_find(first, STR("Vì sao")) < 0 && str_find(second, STR("Vì sao")) >= 0);
	CHECK(str_find(first, STR("v trang khác")) >= 0 && str_find(first, STR("^")) < 0);
	CHECK(str_find(second, STR("^ trang khác")) >= 0);
	press("Down");
	CHECK_INT(wizard.part, 1);
	press("Up");
	CHECK_INT(wizard.part, 0);
	shown(80, 60, 0); /* all of it on one: in the order of reading */
	CHECK_INT(wizard.parts, 1);
	CHECK(str_find(shown(80, 60, 0), STR("Vì sao")) < str_find(shown(80, 60, 0), STR("Đặt lại đồng bộ")));
}

/* Where the arrow keys choose, other keys turn. */
static void menus_turn_by_page(void)
{
	struct hint hints[HINTS_MOST];
	play("1 1");
	CHECK(page.turn_by_page);
	CHECK_INT(page_hints(&page, 0, 1, hints), page.hints.count);
	CHECK_INT(page_hints(&page, 0, 2, hints), page.hints.count + 1);
	CHECK(strcmp(hints[1].keys[0], "PgDn") == 0 && !hints[1].keys[1]);
	page_hints(&page, 1, 3, hints);
	CHECK(strcmp(hints[1].keys[0], "PgUp") == 0 && strcmp(hints[1].keys[1], "PgDn") == 0);
}

static void in_depth_keeps_as_it_is(void)
{
	play("1 1 1");
	CHECK(is_at("secret"));
	play("1 1 5");
	CHECK(is_at("keep"));
	press("Enter");
	CHECK(is_at("keep")); /* an unread Enter states nothing */
	CHECK_INT(wizard.request, REQUEST_NONE);
	press("1");
	CHECK(is_at("secret"));
	press("Esc");
	CHECK(is_at("keep"));
	play(TO_FACTS);
	CHECK(page.verdict == VERDICT_NONE && shows("Giữ nguyên hiện trạng") && shows("Sự kiện ghi nhận: 3"));
	CHECK(!shows("[X]") && !shows("[V]") && !shows("[?]") && !shows("Phải xử lý"));
	press("Right");
	CHECK(block_of(&page.left, BLOCK_MARK)->compact && shows("sự kiện 1 trong 3"));
	CHECK_STR(block_of(&page.right, BLOCK_STEPS)->label, "Giữ nguyên hiện trạng");
}

static void seen_elsewhere_is_told(void)
{
	play(TO_PROGRESS "@fail");
	CHECK(str_find(page.advice, STR("13 máy khác")) >= 0);
	press("Right");
	CHECK(shows("Cũng thấy trên 13 máy khác"));
	play(TO_PROGRESS "@pass");
	CHECK(str_find(page.advice, STR("máy khác")) < 0);
}

static void the_disk_is_named(void)
{
	play(TO_PROGRESS "@writable");
	CHECK(str_find(page.sentence, STR("VIDUDISK NV512, 26FD0031872")) >= 0);
	CHECK(page.writes_bad && page.verdict == VERDICT_INCONCLUSIVE);
	play("@hide 1 1 1 1 @probe 1 1 1 1 1");
	CHECK(is_at("hidden") && shows("Intel 8086:2822 (RAID)") && shows("Không thể là ĐẠT"));
}

/* Asked for twice, never shown; what was typed once only is never used. */
static void password_is_repeated(void)
{
	play("@protect " TO_PROGRESS "@fail F5 " PASSWORD);
	CHECK(is_at("password") && !shows("mothai"));
	press("Enter");
	CHECK(is_at("password-again"));
	press("m o t Enter");
	CHECK(is_at("password") && shows("Hai lần nhập khác nhau."));
	CHECK_INT(strlen(wizard.password), 0);
	press(PASSWORD "Enter Esc");
	CHECK(is_at("password"));
	press("Enter");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	CHECK_INT(strlen(wizard.password), 0);
	play("@protect " TO_PROGRESS "@fail F5 " PASSWORD "Enter " PASSWORD);
	CHECK(!shows("mothai"));
	press("Enter");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE);
	CHECK_STR(str_from_c(wizard.password), "mothaibabonnam");
	play(TO_PROGRESS "@fail F5");
	CHECK_INT(wizard_take_request(&wizard), REQUEST_SAVE); /* not asked for without the configuration */
}

static void errors_are_told_in_words(void)
{
	static const char *const names[] = { "ENOSPC", "EROFS", "EIO", "ENODEV", "EACCES", "EOVERFLOW" };
	static const char *const texts[] = { "USB không còn chỗ trống (ENOSPC)",
					     "USB chỉ cho đọc, không cho ghi (EROFS)",
					     "USB báo lỗi khi đọc hoặc ghi (EIO)",
					     "USB không còn được kết nối (ENODEV)",
					     "Không có quyền ghi vào USB (EACCES)",
					     "Hệ thống báo lỗi (EOVERFLOW)" };
	play("");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK_STR(reason_text(&arena, LANGUAGE_VI, str_from_c(names[i])), texts[i]);
	CHECK_STR(reason_text(&arena, LANGUAGE_EN, STR("ENOSPC")), "No room is left on the stick (ENOSPC)");
	CHECK_STR(reason_text(&arena, LANGUAGE_VI, STR("the inspection ended with signal 9")),
		  "Tiến trình kiểm tra dừng đột ngột (tín hiệu 9)");
	CHECK_STR(reason_text(&arena, LANGUAGE_VI, STR("the inspection ended with signal x")),
		  "Chi tiết kỹ thuật: the inspection ended with signal x");
	CHECK_STR(reason_text(&arena, LANGUAGE_VI, STR("E\n")), "Chi tiết kỹ thuật: E\\u000A");
	CHECK_INT(reason_text(&arena, LANGUAGE_VI, (struct str){ 0 }).len, 0);
}

/* F1 on every page that takes keys speaks of this page, and returns to it. */
static void every_page_helps(void)
{
	play("");
	press("F1");
	struct str welcome = page.left.items[0].text;
	for (size_t i = 0; i < scene_count; i++) {
		play(scenes[i].keys);
		enum wizard_page_id before = wizard.page;
		if (wizard.help || before == PAGE_SAVING || before == PAGE_OFF)
			continue;
		press("F1");
		CHECK(wizard.help && page.left.count >= 1 && page.left.items[0].text.len > 40);
		CHECK(before == PAGE_WELCOME || !str_eq(page.left.items[0].text, welcome));
		press("Esc");
		CHECK(!wizard.help && wizard.page == before);
	}
}

static void escape_leads_back(void)
{
	static const char *const ways[][2] = {
		{ "1", "welcome" },
		{ "1 1", "consent" },
		{ "1 1 5", "purpose" },
		{ "1 1 1 2", "secret" },
		{ "1 1 1 1 2 N", "giver" },
		{ "1 1 1 1 1 1 1 1 2", "clock" },
		{ TO_DISKS, "clock" },
		{ "1 1 1 1 @locked 1 1 1 1 1 1", "disks" },
		{ "1 1 1 1 @locked 1 1 1 1 1 1 1 2 Enter", "key" },
		{ TO_PROGRESS "Esc", "progress" },
		{ TO_PROGRESS "@fail Right", "verdict" },
		{ TO_PROGRESS "@fail F5 @saved", "verdict" },
		{ TO_PROGRESS "@fail F5 @full", "verdict" },
		{ TO_PROGRESS "@fail F5 @full 2 @sticks", "save-failed" },
		{ TO_PROGRESS "@fail F10", "verdict" },
		{ "@protect " TO_PROGRESS "@fail F5", "verdict" },
		{ TO_PROGRESS "@died", "disks" },
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		play(ways[i][0]);
		press("Esc");
		CHECK_STR(str_from_c(wizard_page_name(wizard.page)), ways[i][1]);
	}
}

/* The arrows reach every choice of every menu and come round; a number that is not there does nothing. */
static void menus_take_arrows_and_numbers(void)
{
	unsigned menus = 0;
	for (size_t i = 0; i < scene_count; i++) {
		play(scenes[i].keys);
		unsigned count = menu_count(&wizard), seen = 0;
		enum wizard_page_id before = wizard.page;
		if (wizard.help || count == 0 || wizard.unattended || wizard.countdown)
			continue;
		for (unsigned k = 0; k < count; k++) {
			press("Down");
			CHECK(wizard.selected >= 0 && wizard.selected < (int)count);
			seen |= 1u << wizard.selected;
		}
		CHECK_INT(seen, (1u << count) - 1);
		press("Up");
		CHECK(wizard.selected >= 0 && wizard.selected < (int)count);
		if (count < 9)
			press("9");
		CHECK_INT(wizard.page, before);
		menus++;
	}
	CHECK(menus > 20);
}

TEST_MAIN(TEST(items_are_counted_by_kind), TEST(doers_are_named_once), TEST(what_to_do_comes_first),
	  TEST(menus_turn_by_page), TEST(in_depth_keeps_as_it_is), TEST(seen_elsewhere_is_told),
	  TEST(the_disk_is_named), TEST(password_is_repeated), TEST(errors_are_told_in_words), TEST(every_page_helps),
	  TEST(escape_leads_back), TEST(menus_take_arrows_and_numbers))
