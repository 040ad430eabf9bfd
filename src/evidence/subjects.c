/* Finds the subjects of a volume among its landmark folders: Windows installations, users, browser profiles. Reads no
 * file of them; who a user is and whether a browser profile is listed is joined later. */
#include "evidence/subjects.h"

#include "base/glob.h"
#include "base/limits.h"
#include "evidence/browser_roots.h"

#define CONFIG_FOLDER "\\System32\\config"
#define BASE_IMAGES   "ProgramData\\Microsoft\\Windows\\Containers\\BaseImages\\"
#define GUID_LENGTH   38

struct finder {
	struct arena *arena;
	landmark_list marks;
	struct landmarks_aside aside;
	ARRAY_OF(struct browser_place) browsers;
	uint32_t source, volume;
	uint32_t *next_id;
	subject_list *subjects;
	size_t first;    /* of this volume in *subjects */
	bool windows;    /* a whole Windows is here */
	enum err error;
};

/* Windows.old, Windows.old.000, Windows.old(1): where an upgrade puts the Windows before. */
static bool is_previous_name(struct str name)
{
	if (!str_starts_fold(name, STR("Windows.old")))
		return false;
	for (size_t i = sizeof "Windows.old" - 1; i < name.len; i++) {
		if (!strchr(".()0123456789", name.data[i]))
			return false;
	}
	return true;
}

static bool is_guid(struct str text)
{
	bool good = text.len == GUID_LENGTH && text.data[0] == '{' && text.data[GUID_LENGTH - 1] == '}';
	for (size_t i = 1; good && i + 1 < text.len; i++)
		good = strchr("-0123456789abcdefABCDEF", text.data[i]) != NULL;
	return good;
}

/* The part of `path` up to the GUID; empty when it is none. */
static struct str base_image_of(struct str path)
{
	ptrdiff_t at = str_find_fold(path, STR(BASE_IMAGES));
	if (at < 0 || (at > 0 && path.data[at - 1] != '\\'))
		return (struct str){ 0 };
	size_t folder = (size_t)at + sizeof BASE_IMAGES - 1;
	struct str rest, name = str_cut(str_from(path, folder), '\\', &rest);
	return is_guid(name) ? str_sub(path, 0, folder + name.len) : (struct str){ 0 };
}

bool is_base_image(struct str path)
{
	return base_image_of(path).len > 0;
}

static const struct subject *system_in(const struct finder *f, struct str root)
{
	for (size_t i = f->first; i < f->subjects->count; i++) {
		const struct subject *subject = &f->subjects->items[i];
		if (subject->scope == SCOPE_SYSTEM && str_eq_fold(subject->root, root))
			return subject;
	}
	return NULL;
}

/* Of the past is only what an upgrade put aside beside the Windows of today. Any other name, "Old.bak" too, is one that
 * people may use for a Windows or a profile at work. */
static void mark_previous(struct finder *f)
{
	for (size_t i = f->first; i < f->subjects->count; i++) {
		struct subject *subject = &f->subjects->items[i];
		subject->previous = subject->scope == SCOPE_SYSTEM && subject->root.len &&
			is_previous_name(path_name(subject->root)) && system_in(f, path_parent(subject->root));
	}
}

/* NULL, with f->error set, above the limit. */
static struct subject *add(struct finder *f, enum scope scope, struct str root)
{
	if (f->subjects->count >= LIMIT_SUBJECTS) {
		f->error = ERR_LIMIT;
		return NULL;
	}
	struct subject *subject = array_push(f->arena, f->subjects);
	*subject = (struct subject){
		.id = (*f->next_id)++, .scope = scope, .source = f->source, .volume = f->volume, .root = root,
	};
	return subject;
}

/* The deepest subject of `scope` whose root holds `path`; NULL when there is none. */
static const struct subject *owner_in(const struct finder *f, enum scope scope, struct str path)
{
	const struct subject *best = NULL;
	for (size_t i = f->first; i < f->subjects->count; i++) {
		const struct subject *subject = &f->subjects->items[i];
		if (subject->scope == scope && path_within(path, subject->root) && (!best || subject->root.len > best->root.len))
			best = subject;
	}
	return best;
}

static uint32_t owner_of(const struct finder *f, enum scope scope, struct str path)
{
	const struct subject *owner = owner_in(f, scope, path);
	return owner ? owner->id : 0;
}

static bool is_of_previous(const struct finder *f, struct str path)
{
	const struct subject *system = owner_in(f, SCOPE_SYSTEM, path);
	return system && system->previous;
}

static struct subject *add_system(struct finder *f, struct str root, bool loose)
{
	struct subject *system = add(f, SCOPE_SYSTEM, root);
	if (!system)
		return NULL;
	system->system = system->id;
	system->loose = loose;
	return system;
}

/* The Windows folder a folder of hives belongs to: "D:\WINNT" of WINNT\System32\config; empty when it is no such
 * place. */
static struct str windows_of(const struct landmark_folder *folder)
{
	struct str path = folder->path;
	if (!(folder->marks & (MARK_SAM | MARK_SYSTEM | MARK_SOFTWARE)) || is_base_image(path) ||
	    !str_ends_fold(path, STR(CONFIG_FOLDER)))
		return (struct str){ 0 };
	struct str windows = str_sub(path, 0, path.len - (sizeof CONFIG_FOLDER - 1));
	bool usual = str_eq_fold(path_name(windows), STR("Windows"));
	/* Under another name it takes more to be one. */
	bool whole = (folder->marks & MARK_SYSTEM && folder->marks & MARK_SOFTWARE) || folder->marks & MARK_SAM;
	return usual || whole ? windows : (struct str){ 0 };
}

/* Those called Windows first: profiles on their volume are theirs. */
static void find_systems(struct finder *f, bool usual)
{
	for (size_t i = 0; i < f->marks.count && f->error == OK; i++) {
		struct str windows = windows_of(&f->marks.items[i]);
		if (windows.len == 0 || str_eq_fold(path_name(windows), STR("Windows")) != usual)
			continue;
		struct subject *system = add_system(f, path_parent(windows), false);
		if (system && !usual)
			system->windows = path_name(windows);
		f->windows = true;
	}
}

/* Hives lying about. One system for all of them when no name occurs twice, otherwise one for each folder. */
static void find_loose_systems(struct finder *f)
{
	uint32_t seen = 0;
	bool twice = false, any = false;
	struct str common = { 0 };
	for (size_t i = 0; i < f->marks.count; i++) {
		const struct landmark_folder *folder = &f->marks.items[i];
		if (!(folder->marks & MARKS_HIVE))
			continue;
		twice |= seen & folder->marks & MARKS_HIVE;
		seen |= folder->marks & MARKS_HIVE;
		if (!any)
			common = folder->path;
		while (!path_within(folder->path, common))
			common = path_parent(common);
		any = true;
	}
	if (any && !twice)
		add_system(f, common, true);
	for (size_t i = 0; twice && i < f->marks.count && f->error == OK; i++) {
		if (f->marks.items[i].marks & MARKS_HIVE)
			add_system(f, f->marks.items[i].path, true);
	}
}

static bool holds_browser(const struct finder *f, struct str folder)
{
	for (size_t i = 0; i < f->browsers.count; i++) {
		if (path_within(f->browsers.items[i].profile, folder))
			return true;
	}
	return false;
}

/* The system that a loose user belongs to: the one system there is, else the one beside or above it. */
static uint32_t loose_system(const struct finder *f, struct str path)
{
	uint32_t above = owner_of(f, SCOPE_SYSTEM, path), only = 0;
	size_t count = 0;
	for (size_t i = f->first; i < f->subjects->count; i++) {
		if (f->subjects->items[i].scope == SCOPE_SYSTEM) {
			only = f->subjects->items[i].id;
			count++;
		}
	}
	return above ? above : count == 1 ? only : 0;
}

/* Services and Windows' own stores; a profile anywhere else below the Windows folder is somebody's. */
static bool is_of_service(struct str below)
{
	static const char *const folders[] =
		{ "System32\\", "SysWOW64\\", "ServiceProfiles\\", "ServiceState\\", "WinSxS\\", "servicing\\" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (str_starts_fold(below, str_from_c(folders[i])))
			return true;
	return false;
}

static bool is_below_windows(const struct finder *f, struct str path)
{
	for (size_t i = f->first; i < f->subjects->count; i++) {
		const struct subject *subject = &f->subjects->items[i];
		struct str root = subject->root;
		struct str below = path_within(path, root) ? str_from(path, root.len ? root.len + 1 : 0) : (struct str){ 0 };
		struct str name = str_cut(below, '\\', &below);
		if (subject->scope == SCOPE_SYSTEM && is_of_service(below) &&
		    str_eq_fold(name, subject->windows.len ? subject->windows : STR("Windows")))
			return true;
	}
	return is_base_image(path);
}

/* A folder of Users\ right below a system or, on a volume without Windows, anywhere (moved profiles, collected
 * trees). */
static bool is_user_folder(const struct finder *f, const struct landmark_folder *folder)
{
	struct str name = path_name(folder->path);
	/* Profiles may lie anywhere; those of services below Windows\ belong to nobody. */
	if (f->windows && folder->marks & MARK_NTUSER && !is_below_windows(f, folder->path))
		return true;
	if (!(folder->marks & MARK_USER_FOLDER) || str_eq_fold(name, STR("Public")) || str_eq_fold(name, STR("All Users")))
		return false;
	if (!(folder->marks & MARK_NTUSER) && !holds_browser(f, folder->path))
		return false;
	if (!f->windows)
		return true;
	return system_in(f, path_parent(path_parent(folder->path))) != NULL;
}

static void find_users(struct finder *f)
{
	for (size_t i = 0; i < f->marks.count && f->error == OK; i++) {
		const struct landmark_folder *folder = &f->marks.items[i];
		bool regular = is_user_folder(f, folder);
		bool loose = !regular && !f->windows && folder->marks & MARK_NTUSER;
		if (!regular && !loose)
			continue;
		struct subject *user = add(f, SCOPE_USER, folder->path);
		if (!user)
			return;
		user->loose = loose;
		user->previous = is_of_previous(f, folder->path);
		user->system = f->windows ? owner_of(f, SCOPE_SYSTEM, folder->path) : loose_system(f, folder->path);
	}
}

/* Roots whose profiles are gone: what Local State still says is read through a profile that need not be there. */
static void add_empty_roots(struct finder *f)
{
	size_t profiles = f->browsers.count;
	struct browser_place place;
	for (size_t i = 0; i < f->marks.count; i++) {
		bool used = !browser_empty_root(&f->marks.items[i], f->arena, &place);
		for (size_t k = 0; k < profiles && !used; k++)
			used = path_within(f->browsers.items[k].profile, place.root);
		if (!used)
			*array_push(f->arena, &f->browsers) = place;
	}
}

static void find_browser_places(struct finder *f)
{
	struct browser_place place;
	for (size_t i = 0; i < f->marks.count; i++) {
		if (browser_place_of(&f->marks, &f->marks.items[i], &place))
			*array_push(f->arena, &f->browsers) = place;
	}
	add_empty_roots(f);
}

static void find_browsers(struct finder *f)
{
	for (size_t i = 0; i < f->browsers.count && f->error == OK; i++) {
		const struct browser_place *place = &f->browsers.items[i];
		uint32_t user = owner_of(f, SCOPE_USER, place->profile);
		struct subject *browser = add(f, SCOPE_BROWSER, place->profile);
		if (!browser)
			return;
		browser->user = user;
		browser->system = f->windows ? owner_of(f, SCOPE_SYSTEM, place->profile) : loose_system(f, place->profile);
		browser->browser_root = place->root;
		browser->browser = place->browser;
		browser->firefox_family = place->firefox;
		browser->previous = place->previous || is_of_previous(f, place->profile);
	}
}

static void name_base_images(const struct finder *f, gap_list *ret)
{
	struct str last = { 0 };
	for (size_t i = 0; i < f->marks.count; i++) {
		struct str image = base_image_of(f->marks.items[i].path);
		if (image.len == 0 || str_eq_fold(image, last))
			continue;
		gap_add(f->arena, ret, &(struct gap){ .kind = GAP_BASE_IMAGE, .volume = f->volume, .path = image });
		last = image;
	}
}

/* A Windows that starts from a file lies at the root or in a folder made for it: there it is somebody's, until shown
 * otherwise. */
static void name_virtual_disks(const struct finder *f, gap_list *ret)
{
	for (size_t i = 0; i < f->aside.disks.count; i++) {
		struct str path = f->aside.disks.items[i].path;
		bool native = path_parent(path_parent(path)).len == 0;
		gap_add(f->arena, ret, &(struct gap){ .kind = GAP_VIRTUAL_DISK, .volume = f->volume, .mandatory = native,
		                                      .path = path });
	}
}

enum err subjects_find(struct file_tree *tree, uint32_t source, uint32_t volume, struct arena *arena, uint32_t *next_id,
		       subject_list *ret, struct search_rest *ret_rest)
{
	struct finder f = {
		.arena = arena, .source = source, .volume = volume, .next_id = next_id, .subjects = ret, .first = ret->count,
	};
	enum err walked = landmarks_find(tree, arena, &f.marks, &f.aside);
	find_browser_places(&f);
	find_systems(&f, true);
	find_systems(&f, false);
	mark_previous(&f);
	if (!f.windows)
		find_loose_systems(&f);
	find_users(&f);
	find_browsers(&f);
	name_base_images(&f, &ret_rest->gaps);
	name_virtual_disks(&f, &ret_rest->gaps);
	ret_rest->links = f.aside.links;
	return walked != OK ? walked : f.error;
}
