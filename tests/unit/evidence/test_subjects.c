/* Subject discovery over a tree given as a list of paths: systems, users and browser profiles are found, their look-alikes are not. */
#include "support.h"

#include "base/limits.h"
#include "evidence/browser_roots.h"
#include "evidence/subjects.h"

/* A path ending in a backslash is a folder, in `>` a junction, in `@` a link as folders of Unix have them; `!` before it: a file without the signature of a hive;
 * `+`: a large one. */
struct file_tree { const char *const *paths; enum err end; };

enum err file_tree_glob(struct file_tree *tree, struct str root, struct str glob, file_visit *visit, void *context)
{
	CHECK_STR(glob, "**\\*");
	CHECK(root.len == 0);
	enum err e = OK;
	for (uint64_t i = 0; tree->paths[i] && e == OK; i++) {
		struct str path = str_from_c(tree->paths[i]);
		struct file_entry entry = { .id = i, .size = 8192 };
		if (path.data[0] == '+')
			entry.size = 4 * GIB;
		if (path.data[0] == '!' || path.data[0] == '+')
			path = str_from(path, 1);
		char last = path.data[path.len - 1];
		entry.directory = last == '\\' || last == '>';
		entry.reparse_tag = last == '>' ? 0xA0000003 : last == '@' ? 0xA000001D : 0;
		path.len -= entry.directory || last == '@';
		e = visit(context, path, &entry);
	}
	return e != OK ? e : tree->end;
}

enum err file_tree_read(struct file_tree *tree, const struct file_entry *entry, struct str stream, void *buffer, uint64_t size)
{
	CHECK(stream.len == 0 && size == 4);
	memcpy(buffer, tree->paths[entry->id][0] == '!' ? "text" : "regf", 4);
	return OK;
}

static struct arena arena;
static subject_list found;
static struct search_rest rest;

static enum err find(const char *const *paths, enum err end)
{
	struct file_tree tree = { paths, end };
	uint32_t next = 1;
	arena_done(&arena);
	arena_init(&arena, 64 * MIB);
	found = (subject_list){ 0 };
	rest = (struct search_rest){ 0 };
	enum err e = subjects_find(&tree, 3, 7, &arena, &next, &found, &rest);
	CHECK(next == found.count + 1);
	for (size_t i = 0; i < found.count; i++)
		CHECK(found.items[i].id == i + 1 && found.items[i].source == 3 && found.items[i].volume == 7);
	return e;
}

static const struct subject *subject_at(enum scope scope, const char *root)
{
	static const struct subject none;
	for (size_t i = 0; i < found.count; i++) {
		if (found.items[i].scope == scope && str_eq_c(found.items[i].root, root))
			return &found.items[i];
	}
	return &none;
}

static size_t count_of(enum scope scope)
{
	size_t count = 0;
	for (size_t i = 0; i < found.count; i++)
		count += found.items[i].scope == scope;
	return count;
}

static void a_windows_disk_with_users_and_browsers(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", "Windows\\System32\\config\\SOFTWARE", "Windows\\System32\\config\\RegBack\\SYSTEM",
		"Users\\An\\", "Users\\An\\NTUSER.DAT",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Local State",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Preferences",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Network\\Login Data",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Guest Profile\\Preferences",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\System Profile\\Login Data",
		"Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Snapshots\\130.0\\Default\\Preferences",
		"Users\\An\\AppData\\Local\\Google\\Chrome\\User Data\\Profile 2\\Secure Preferences",
		"Users\\An\\AppData\\Local\\App\\EBWebView\\Local State", "Users\\An\\AppData\\Local\\App\\EBWebView\\Default\\Preferences",
		"Users\\An\\AppData\\Roaming\\Code\\Local State", "Users\\An\\AppData\\Roaming\\Code\\Preferences",
		"Users\\An\\AppData\\Roaming\\Opera Software\\Opera Stable\\Preferences",
		"Users\\An\\AppData\\Roaming\\Mozilla\\Firefox\\profiles.ini",
		"Users\\An\\AppData\\Roaming\\Mozilla\\Firefox\\Profiles\\a.default\\prefs.js",
		"Users\\An\\Desktop\\chrome cu\\Login Data",
		"Users\\Default\\", "Users\\Default\\NTUSER.DAT", "Users\\Default User>", "Users\\All Users>", "Users\\Public\\",
		"Users\\Public\\NTUSER.DAT", "Users\\rong\\", "Users\\binh.bak\\", "Users\\binh.bak\\NTUSER.DAT",
		"Windows.old\\Windows\\System32\\config\\SYSTEM", "Windows.old\\Users\\Cu\\", "Windows.old\\Users\\Cu\\ntuser.dat",
		"Windows\\System32\\config\\systemprofile\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Preferences",
		"Windows\\System32\\config\\systemprofile\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Login Data",
		"ProgramData\\tool\\Preferences", "ProgramData\\tool\\SYSTEM", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 2);
	const struct subject *system = subject_at(SCOPE_SYSTEM, ""), *old = subject_at(SCOPE_SYSTEM, "Windows.old");
	CHECK(system->id && system->system == system->id && !system->previous && !system->loose);
	CHECK(old->id && old->previous);

	CHECK_INT(count_of(SCOPE_USER), 5);
	CHECK(subject_at(SCOPE_USER, "Users\\Public")->system == system->id); /* it has a hive: somebody's profile */
	const struct subject *an = subject_at(SCOPE_USER, "Users\\An");
	CHECK(an->system == system->id && !an->previous && !an->loose);
	CHECK(subject_at(SCOPE_USER, "Users\\Default")->system == system->id);
	CHECK(subject_at(SCOPE_USER, "Users\\binh.bak")->id && !subject_at(SCOPE_USER, "Users\\binh.bak")->previous);
	CHECK(subject_at(SCOPE_USER, "Windows.old\\Users\\Cu")->system == old->id && subject_at(SCOPE_USER, "Windows.old\\Users\\Cu")->previous);

	CHECK_INT(count_of(SCOPE_BROWSER), 10); /* that of the service too; Code is no browser */
	const struct subject *edge = subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default");
	CHECK(edge->browser == BROWSER_EDGE && edge->user == an->id && edge->system == system->id && !edge->firefox_family);
	CHECK_STR(edge->browser_root, "Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data");
	const struct subject *snapshot =
		subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Snapshots\\130.0\\Default");
	CHECK(snapshot->browser == BROWSER_EDGE && snapshot->previous && !edge->previous);
	CHECK_STR(snapshot->browser_root, "Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\Snapshots\\130.0");
	CHECK(subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\Microsoft\\Edge\\User Data\\System Profile")->id);
	CHECK_INT(subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\Google\\Chrome\\User Data\\Profile 2")->browser, BROWSER_CHROME);
	CHECK_INT(subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\App\\EBWebView\\Default")->browser, BROWSER_WEBVIEW);
	const struct subject *opera = subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Roaming\\Opera Software\\Opera Stable");
	CHECK(opera->browser == BROWSER_OPERA && str_eq(opera->root, opera->browser_root));
	const struct subject *firefox = subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Roaming\\Mozilla\\Firefox\\Profiles\\a.default");
	CHECK(firefox->browser == BROWSER_FIREFOX && firefox->firefox_family);
	CHECK_STR(firefox->browser_root, "Users\\An\\AppData\\Roaming\\Mozilla\\Firefox");
	CHECK_INT(subject_at(SCOPE_BROWSER, "Users\\An\\Desktop\\chrome cu")->browser, BROWSER_UNKNOWN_CHROMIUM);
	const struct subject *service = subject_at(SCOPE_BROWSER, "Windows\\System32\\config\\systemprofile\\AppData\\Local\\Google\\Chrome\\"
								  "User Data\\Default");
	CHECK(service->id && service->user == 0 && service->system == system->id);
}

static void a_windows_under_another_name(void)
{
	static const char *const paths[] = {
		"WinSys\\System32\\config\\SYSTEM", "WinSys\\System32\\config\\SOFTWARE", "WinSys\\System32\\config\\systemprofile\\NTUSER.DAT",
		"WinSys\\Temp\\an\\NTUSER.DAT", "Users\\lan\\", "Users\\lan\\NTUSER.DAT",
		"old\\WINNT.bak\\System32\\config\\SAM", "tool\\System32\\config\\SYSTEM", "!zip\\System32\\config\\SOFTWARE", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 2);
	const struct subject *system = subject_at(SCOPE_SYSTEM, ""), *old = subject_at(SCOPE_SYSTEM, "old");
	CHECK_STR(system->windows, "WinSys");
	CHECK(system->id == 1 || old->id == 1);
	CHECK(!system->previous && !old->previous); /* a name that only looks like the past */
	CHECK_STR(old->windows, "WINNT.bak");
	CHECK_INT(count_of(SCOPE_USER), 2); /* the one below the Windows folder is somebody's, that of the services is not */
	CHECK(subject_at(SCOPE_USER, "Users\\lan")->system == system->id);
	CHECK(subject_at(SCOPE_USER, "WinSys\\Temp\\an")->system == system->id);
	static const char *const two[] = {
		"WINNT\\System32\\config\\SAM", "Windows\\System32\\config\\SAM", "Users\\lan\\", "Users\\lan\\NTUSER.DAT", NULL,
	};
	CHECK_INT(find(two, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 2);
	CHECK(found.items[0].windows.len == 0); /* the usual one first: the profiles are its own */
	CHECK_STR(found.items[1].windows, "WINNT");
	CHECK(subject_at(SCOPE_USER, "Users\\lan")->system == 1);
}

static void only_what_an_upgrade_put_aside_is_the_past(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", "Windows.old\\Windows\\System32\\config\\SAM", "Windows.old.000\\Windows\\System32\\config\\SAM",
		"Windows.older\\Windows\\System32\\config\\SAM", "Boot.old\\Windows\\System32\\config\\SAM", "x\\Windows.old\\Windows\\System32\\config\\SAM",
		"C.old\\Microsoft\\Edge\\User Data\\Default\\Login Data", "Users\\an.old\\", "Users\\an.old\\NTUSER.DAT",
		"Windows.old\\Edge\\User Data\\Default\\Login Data", "$Recycle.Bin\\Edge\\User Data\\Default\\Login Data", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 6);
	CHECK(subject_at(SCOPE_SYSTEM, "Windows.old")->previous && subject_at(SCOPE_SYSTEM, "Windows.old.000")->previous);
	CHECK(!subject_at(SCOPE_SYSTEM, "Windows.older")->previous && !subject_at(SCOPE_SYSTEM, "Boot.old")->previous);
	CHECK(subject_at(SCOPE_SYSTEM, "x\\Windows.old")->id && !subject_at(SCOPE_SYSTEM, "x\\Windows.old")->previous); /* none beside it */
	CHECK_INT(count_of(SCOPE_BROWSER), 3);
	for (size_t i = 0; i < found.count; i++)
		CHECK(found.items[i].scope != SCOPE_BROWSER || found.items[i].previous == str_starts(found.items[i].root, STR("Windows.old")));
	CHECK(subject_at(SCOPE_USER, "Users\\an.old")->id && !subject_at(SCOPE_USER, "Users\\an.old")->previous);
}

static void a_data_volume_with_a_portable_browser(void)
{
	static const char *const paths[] = {
		"Chrome\\Data\\Local State", "Chrome\\Data\\Default\\Preferences", "nginx\\!x", "!nginx\\default", "!nginx\\system",
		"a\\b\\c\\d\\e\\f\\g\\Local State", "a\\b\\c\\d\\e\\f\\g\\Default\\Preferences", "site\\prefs.js",
		"ff\\profile\\prefs.js", "ff\\profile\\key4.db", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(found.count, 3);
	CHECK(subject_at(SCOPE_BROWSER, "a\\b\\c\\d\\e\\f\\g\\Default")->id);
	const struct subject *chrome = subject_at(SCOPE_BROWSER, "Chrome\\Data\\Default");
	CHECK(chrome->id && chrome->system == 0 && chrome->user == 0 && chrome->browser == BROWSER_UNKNOWN_CHROMIUM);
	CHECK(subject_at(SCOPE_BROWSER, "ff\\profile")->firefox_family);
}

static void roots_whose_profiles_are_gone(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", "Users\\An\\", "Users\\An\\NTUSER.DAT",
		"Users\\An\\AppData\\Local\\Google\\Chrome\\User Data\\Local State", "Users\\An\\tool\\Local State",
		"Users\\An\\tool\\Preferences", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_BROWSER), 1);
	const struct subject *chrome = subject_at(SCOPE_BROWSER, "Users\\An\\AppData\\Local\\Google\\Chrome\\User Data\\Default");
	CHECK(chrome->browser == BROWSER_CHROME && chrome->user);
	CHECK_STR(chrome->browser_root, "Users\\An\\AppData\\Local\\Google\\Chrome\\User Data");
}

static void links_are_noted_and_not_followed(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", "Documents and Settings>", "Users\\an>", "Users\\binh@", "Program Files\\x>", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_USER), 0);
	CHECK_INT(rest.links.count, 4);
	CHECK_STR(rest.links.items[1].path, "Users\\an");
	CHECK_INT(rest.links.items[1].entry.reparse_tag, 0xA0000003);
}

#define GUID "{0f3c5f2a-90e1-4c57-9d3b-6a1b2c3d4e5f}"
#define CONTAINERS "ProgramData\\Microsoft\\Windows\\Containers\\"

static void only_base_images_are_left_out_and_named(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", CONTAINERS "BaseImages\\" GUID "\\BaseLayer\\Files\\Windows\\System32\\config\\SAM",
		CONTAINERS "BaseImages\\" GUID "\\BaseLayer\\Files\\Windows\\System32\\config\\SOFTWARE",
		CONTAINERS "BaseImages\\" GUID "\\BaseLayer\\Files\\Users\\Default\\NTUSER.DAT",
		CONTAINERS "x\\Windows\\System32\\config\\SAM", CONTAINERS "BaseImages\\" GUID "x\\Windows\\System32\\config\\SAM",
		"Windows\\Containers\\x\\Windows\\System32\\config\\SAM", "My" CONTAINERS "BaseImages\\" GUID "\\Windows\\System32\\config\\SAM",
		CONTAINERS "x\\Users\\an\\NTUSER.DAT", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 5);
	CHECK(subject_at(SCOPE_SYSTEM, CONTAINERS "x")->id && !subject_at(SCOPE_SYSTEM, CONTAINERS "x")->previous);
	CHECK_INT(count_of(SCOPE_USER), 1);
	CHECK_INT(rest.gaps.count, 1);
	CHECK(rest.gaps.items[0].kind == GAP_BASE_IMAGE && !rest.gaps.items[0].mandatory && rest.gaps.items[0].volume == 7);
	CHECK_STR(rest.gaps.items[0].path, CONTAINERS "BaseImages\\" GUID);
}

static void virtual_disks_are_named(void)
{
	static const char *const paths[] = {
		"Windows\\System32\\config\\SAM", "+boot.VHDX", "+VM\\b.vhd", "+Users\\an\\c.avhdx", "+Users\\an\\d.vhdx.bak", "small.vhdx", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(rest.gaps.count, 3);
	for (size_t i = 0; i < rest.gaps.count; i++)
		CHECK(rest.gaps.items[i].kind == GAP_VIRTUAL_DISK && rest.gaps.items[i].mandatory == (i < 2));
	CHECK_STR(rest.gaps.items[2].path, "Users\\an\\c.avhdx");
}

static void a_folder_of_loose_hives(void)
{
	static const char *const paths[] = {
		"set\\sam", "set\\SYSTEM", "set\\more\\software", "an\\NTUSER.DAT", "binh\\NTUSER.DAT", "Users\\chi\\", "Users\\chi\\NTUSER.DAT", NULL,
	};
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 1);
	const struct subject *system = subject_at(SCOPE_SYSTEM, "set");
	CHECK(system->loose && system->id == 1);
	CHECK_INT(count_of(SCOPE_USER), 3);
	CHECK(subject_at(SCOPE_USER, "an")->loose && subject_at(SCOPE_USER, "binh")->system == 1);
	CHECK(subject_at(SCOPE_USER, "Users\\chi")->id && !subject_at(SCOPE_USER, "Users\\chi")->loose);
}

static void several_loose_sets_stay_apart(void)
{
	static const char *const paths[] = { "pc1\\SAM", "pc1\\SYSTEM", "pc2\\SAM", "pc2\\NTUSER.DAT", NULL };
	CHECK_INT(find(paths, OK), OK);
	CHECK_INT(count_of(SCOPE_SYSTEM), 2);
	CHECK(subject_at(SCOPE_USER, "pc2")->system == subject_at(SCOPE_SYSTEM, "pc2")->id);
}

static void nothing_and_a_broken_walk(void)
{
	static const char *const nothing[] = { "readme.txt", "EFI\\Microsoft\\Boot\\BCD", NULL };
	CHECK_INT(find(nothing, OK), OK);
	CHECK_INT(found.count, 0);
	static const char *const some[] = { "Windows\\System32\\config\\SYSTEM", NULL };
	CHECK_INT(find(some, ERR_CORRUPT), ERR_CORRUPT);
	CHECK_INT(found.count, 1);
}

static void brands_are_told_by_the_end_of_the_path(void)
{
	CHECK_INT(browser_root_find(STR("X\\coccoc\\browser\\user data"))->browser, BROWSER_COCCOC);
	CHECK_INT(browser_root_find(STR("BraveSoftware\\Brave-Browser-Nightly\\User Data"))->browser, BROWSER_BRAVE);
	CHECK_INT(browser_root_find(STR("UCBrowser\\User Data_i18n"))->browser, BROWSER_UC);
	CHECK_INT(browser_root_find(STR("Packages\\DuckDuckGo.DesktopBrowser_ya2\\LocalState\\EBWebView"))->browser, BROWSER_DUCKDUCKGO);
	CHECK(!browser_root_find(STR("NotMicrosoft\\Edge2\\User Data")));
	CHECK(!browser_root_find((struct str){ 0 }));
}

TEST_MAIN(TEST(a_windows_disk_with_users_and_browsers), TEST(a_windows_under_another_name),
	  TEST(only_what_an_upgrade_put_aside_is_the_past), TEST(a_data_volume_with_a_portable_browser), TEST(a_folder_of_loose_hives),
	  TEST(roots_whose_profiles_are_gone), TEST(links_are_noted_and_not_followed), TEST(only_base_images_are_left_out_and_named), TEST(virtual_disks_are_named),
	  TEST(several_loose_sets_stay_apart), TEST(nothing_and_a_broken_walk), TEST(brands_are_told_by_the_end_of_the_path))
