/* Table of browser roots and the shape of a profile. Places: browser-artifacts reference 3.1, 3.2, 4.1 (the browser
 * targets of KapeFiles, dissect.target, HackBrowserData); suffixes leave AppData out, so that copies on other drives
 * match as well. */
#include "evidence/browser_roots.h"

#include "base/glob.h"

static const struct browser_root roots[] = {
	{ "**\\Microsoft\\Edge\\User Data", BROWSER_EDGE },
	{ "**\\Microsoft\\Edge Beta\\User Data", BROWSER_EDGE },
	{ "**\\Microsoft\\Edge Dev\\User Data", BROWSER_EDGE },
	{ "**\\Microsoft\\Edge SxS\\User Data", BROWSER_EDGE },
	{ "**\\Google\\Chrome\\User Data", BROWSER_CHROME },
	{ "**\\Google\\Chrome Beta\\User Data", BROWSER_CHROME },
	{ "**\\Google\\Chrome Dev\\User Data", BROWSER_CHROME },
	{ "**\\Google\\Chrome SxS\\User Data", BROWSER_CHROME },
	{ "**\\Google\\Chrome\\continuousUpdates\\User Data", BROWSER_CHROME },
	{ "**\\Chromium\\User Data", BROWSER_CHROMIUM },
	{ "**\\CocCoc\\Browser\\User Data", BROWSER_COCCOC },
	{ "**\\BraveSoftware\\Brave-Browser*\\User Data", BROWSER_BRAVE },
	{ "**\\Vivaldi\\User Data", BROWSER_VIVALDI },
	{ "**\\Opera Software\\Opera*", BROWSER_OPERA, .flat = true },
	{ "**\\Yandex\\YandexBrowser*\\User Data", BROWSER_YANDEX },
	{ "**\\360Chrome\\Chrome\\User Data", BROWSER_QIHOO360 },
	{ "**\\360ChromeX\\Chrome\\User Data", BROWSER_QIHOO360 },
	{ "**\\360se6\\User Data", BROWSER_QIHOO360 },
	{ "**\\UCBrowser\\User Data*", BROWSER_UC },
	{ "**\\Tencent\\QQBrowser\\User Data", BROWSER_QQ },
	{ "**\\Sogou\\SogouExplorer\\User Data", BROWSER_SOGOU },
	{ "**\\DCBrowser\\User Data", BROWSER_UNKNOWN_CHROMIUM },
	{ "**\\TheBrowserCompany.Arc_*\\LocalCache\\Local\\Arc\\User Data", BROWSER_ARC },
	{ "**\\DuckDuckGo.DesktopBrowser_*\\LocalState\\EBWebView", BROWSER_DUCKDUCKGO },
	{ "**\\EBWebView", BROWSER_WEBVIEW },
	{ "**\\Mozilla\\Firefox", BROWSER_FIREFOX, .firefox = true },
	{ "**\\Waterfox", BROWSER_FIREFOX_FORK, .firefox = true },
	{ "**\\librewolf", BROWSER_FIREFOX_FORK, .firefox = true },
	{ "**\\Floorp", BROWSER_FIREFOX_FORK, .firefox = true },
	{ "**\\Moonchild Productions\\Pale Moon", BROWSER_FIREFOX_FORK, .firefox = true },
	{ "**\\TorBrowser\\Data\\Browser", BROWSER_FIREFOX_FORK, .firefox = true },
	{ "**\\Thunderbird", BROWSER_THUNDERBIRD, .firefox = true },
};

const struct browser_root *browser_root_at(size_t index)
{
	return index < sizeof roots / sizeof *roots ? &roots[index] : NULL;
}

const struct browser_root *browser_root_find(struct str path)
{
	for (size_t i = 0; path.len && i < sizeof roots / sizeof *roots; i++) {
		if (glob_match(str_from_c(roots[i].glob), path))
			return &roots[i];
	}
	return NULL;
}

static const struct browser_root *chromium_root(struct str path)
{
	const struct browser_root *root = browser_root_find(path);
	return root && !root->firefox ? root : NULL;
}

static bool is_chromium_root(const landmark_list *list, struct str path)
{
	return landmarks_of(list, path) & MARK_LOCAL_STATE || chromium_root(path);
}

static enum browser chromium_brand(struct str path)
{
	const struct browser_root *root = chromium_root(path);
	return root ? root->browser : BROWSER_UNKNOWN_CHROMIUM;
}

/* Made by every browser without anybody using them. */
static bool is_service_profile(struct str name)
{
	return str_eq_fold(name, STR("Guest Profile")) || str_eq_fold(name, STR("System Profile"));
}

static bool chromium_place(const landmark_list *list, const struct landmark_folder *folder, struct browser_place *place)
{
	struct str parent = path_parent(folder->path), above = path_parent(parent), root = path_parent(above);
	const struct browser_root *own = chromium_root(folder->path);
	place->logins = folder->marks & MARK_LOGIN_DATA;
	if (is_service_profile(path_name(folder->path)) && !place->logins)
		return false;
	if (own && own->flat) {
		place->root = folder->path;
		place->browser = own->browser;
	} else if (folder->marks & MARK_LOCAL_STATE || own) {
		/* Desktop programs built on Electron look like this too; they keep no logins. */
		place->root = folder->path;
		place->browser = chromium_brand(folder->path);
		return place->logins;
	} else if (str_eq_fold(path_name(above), STR("Snapshots")) && is_chromium_root(list, root)) {
		place->root = parent;
		place->browser = chromium_brand(root);
		place->previous = true;
	} else if (is_chromium_root(list, parent)) {
		place->root = parent;
		place->browser = chromium_brand(parent);
	} else if (str_eq_fold(path_name(above), STR("_side_profiles")) && is_chromium_root(list, root)) {
		place->root = root;
		place->browser = chromium_brand(root);
	} else { /* a profile folder copied to somewhere else */
		place->root = parent;
		place->browser = BROWSER_UNKNOWN_CHROMIUM;
		return place->logins;
	}
	return true;
}

static unsigned bits(uint32_t marks)
{
	return (unsigned)__builtin_popcount(marks);
}

static bool firefox_place(const landmark_list *list, const struct landmark_folder *folder, struct browser_place *place)
{
	struct str parent = path_parent(folder->path);
	bool below_profiles = str_eq_fold(path_name(parent), STR("Profiles"));
	place->root = below_profiles ? path_parent(parent) : parent;
	const struct browser_root *row = browser_root_find(place->root);
	bool known = (row && row->firefox) || landmarks_of(list, place->root) & MARK_PROFILES_INI;
	place->firefox = true;
	place->browser = row && row->firefox ? row->browser : BROWSER_FIREFOX_FORK;
	place->logins = folder->marks & (MARK_LOGINS_JSON | MARK_SIGNONS);
	/* Elsewhere one such name may be chance; two of them are a profile copied to somewhere else. */
	return known || bits(folder->marks & MARKS_FIREFOX) >= 2;
}

bool browser_place_of(const landmark_list *list, const struct landmark_folder *folder, struct browser_place *ret)
{
	struct browser_place place = { .profile = folder->path };
	bool found = false;
	if (folder->marks & MARKS_CHROMIUM)
		found = chromium_place(list, folder, &place);
	if (!found && folder->marks & MARKS_FIREFOX) {
		place = (struct browser_place){ .profile = folder->path };
		found = firefox_place(list, folder, &place);
	}
	if (found)
		*ret = place;
	return found;
}

bool browser_empty_root(const struct landmark_folder *folder, struct arena *arena, struct browser_place *ret)
{
	const struct browser_root *known = chromium_root(folder->path);
	/* Preferences beside Local State: a desktop program built on Electron, unless a brand is known there. */
	if (!(folder->marks & MARK_LOCAL_STATE) || (folder->marks & MARK_PREFERENCES && !known))
		return false;
	bool flat = known && known->flat;
	*ret = (struct browser_place){
		.profile = flat ? folder->path :
			str_format(arena, "%.*s%sDefault", STR_ARGS(folder->path), folder->path.len ? "\\" : ""),
		.root = folder->path, .browser = chromium_brand(folder->path),
	};
	return true;
}
