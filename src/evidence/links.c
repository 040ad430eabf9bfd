/* Decides about links: who follows them is Windows, not the search. Windows' own: the compatibility junctions of user
 * profiles, as a fresh Windows 7 to 11 has them. */
#include "evidence/links.h"

#include "base/glob.h"
#include "disk/reparse.h"

/* Below Users\<name>\: what the junction is called, what its target ends with. */
static const struct { const char *name, *target; } own_junctions[] = {
	{ "Application Data", "AppData\\Roaming" },
	{ "Cookies", "AppData\\Roaming\\Microsoft\\Windows\\Cookies" },
	{ "Cookies", "AppData\\Local\\Microsoft\\Windows\\INetCookies" },
	{ "Local Settings", "AppData\\Local" },
	{ "My Documents", "Documents" },
	{ "NetHood", "AppData\\Roaming\\Microsoft\\Windows\\Network Shortcuts" },
	{ "PrintHood", "AppData\\Roaming\\Microsoft\\Windows\\Printer Shortcuts" },
	{ "Recent", "AppData\\Roaming\\Microsoft\\Windows\\Recent" },
	{ "SendTo", "AppData\\Roaming\\Microsoft\\Windows\\SendTo" },
	{ "Start Menu", "AppData\\Roaming\\Microsoft\\Windows\\Start Menu" },
	{ "Templates", "AppData\\Roaming\\Microsoft\\Windows\\Templates" },
	{ "AppData\\Local\\Application Data", "AppData\\Local" },
	{ "AppData\\Local\\History", "AppData\\Local\\Microsoft\\Windows\\History" },
	{ "AppData\\Local\\Temporary Internet Files", "AppData\\Local\\Microsoft\\Windows\\Temporary Internet Files" },
	{ "AppData\\Local\\Temporary Internet Files", "AppData\\Local\\Microsoft\\Windows\\INetCache" },
	{ "AppData\\Local\\Microsoft\\Windows\\Temporary Internet Files", "AppData\\Local\\Microsoft\\Windows\\INetCache" },
	{ "AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.IE5", "AppData\\Local\\Microsoft\\Windows\\INetCache\\IE" },
	{ "AppData\\Local\\Microsoft\\Windows\\INetCache\\Low\\Content.IE5",
	  "AppData\\Local\\Microsoft\\Windows\\INetCache\\Low\\IE" },
	{ "Documents\\My Music", "Music" },
	{ "Documents\\My Pictures", "Pictures" },
	{ "Documents\\My Videos", "Videos" },
};

struct settling {
	struct link_volume *volumes;
	char *letters; /* that the Windows of a volume has for it; 0: not known */
	size_t count;
	const subject_list *subjects;
	struct arena *arena;
	gap_list *gaps;
	bool more; /* another link counts now */
};

/* What follows "Users\<name>\" in a path; empty elsewhere. */
static struct str below_user(struct str path, struct str *ret_user)
{
	struct str whole = path;
	while (path.len) {
		struct str part = str_cut(path, '\\', &path);
		if (!str_eq_fold(part, STR("Users")) && !str_eq_fold(part, STR("Documents and Settings")))
			continue;
		struct str rest, name = str_cut(path, '\\', &rest);
		*ret_user = str_sub(whole, 0, (size_t)(name.data - whole.data) + name.len);
		return rest;
	}
	return (struct str){ 0 };
}

static const struct subject *subject_above(const struct settling *s, uint32_t volume, enum scope scope, struct str path)
{
	for (size_t i = 0; i < s->subjects->count; i++) {
		const struct subject *subject = &s->subjects->items[i];
		if (subject->scope == scope && subject->volume == volume && path_within(path, subject->root))
			return subject;
	}
	return NULL;
}

static bool is_root_of_windows(const struct settling *s, uint32_t volume, struct str path)
{
	bool found = path.len == 0;
	for (size_t i = 0; i < s->subjects->count && !found; i++) {
		const struct subject *subject = &s->subjects->items[i];
		found = subject->scope == SCOPE_SYSTEM && subject->volume == volume && str_eq_fold(subject->root, path);
	}
	return found;
}

/* A user's own folder may be a junction: ProfileList tells of that one. */
static bool counts(const struct settling *s, uint32_t volume, const struct link *link)
{
	struct str user, parent = path_parent(link->path), name = path_name(link->path);
	bool users = str_eq_fold(name, STR("Users")) || str_eq_fold(name, STR("Documents and Settings"));
	if (users && is_root_of_windows(s, volume, parent))
		return true;
	if (below_user(link->path, &user).len || subject_above(s, volume, SCOPE_USER, link->path))
		return true;
	bool of_windows = str_eq_fold(name, STR("All Users")) || str_eq_fold(name, STR("Default User"));
	return link->entry.reparse_tag == REPARSE_UNIX_LINK && !of_windows &&
	       str_eq_fold(path_name(parent), STR("Users"));
}

/* "Users\<any>\" and the usual end, below a drive. XP has no such junctions: there these are the folders themselves. */
static bool is_own_junction(const struct link *link, const struct file_link *to)
{
	struct str user, other, below = below_user(link->path, &user), target = to->target;
	if (!str_eq_fold(path_name(path_parent(user)), STR("Users")))
		return false;
	if (link->entry.reparse_tag != REPARSE_UNIX_LINK)
		target = to->relative || target.len < 3 || target.data[1] != ':' ? (struct str){ 0 } : str_from(target, 3);
	target = below_user(target, &other);
	for (size_t i = 0; target.len && i < sizeof own_junctions / sizeof *own_junctions; i++) {
		if (str_eq_fold(below, str_from_c(own_junctions[i].name)) &&
		    str_eq_fold(target, str_from_c(own_junctions[i].target)))
			return true;
	}
	return false;
}

static char letter_in(struct str target)
{
	char letter = target.len > 1 && target.data[1] == ':' ? target.data[0] : 0;
	return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

/* Windows' own junctions name the letter; a Windows without any calls itself C. */
static char letter_of(const struct settling *s, const struct link_volume *volume)
{
	static const struct { struct str path, target; } junctions[] = {
		{ STR("Documents and Settings"), STR("\\Users") }, { STR("Users\\Default User"), STR("\\Users\\Default") },
		{ STR("Users\\All Users"), STR("\\ProgramData") },
	};
	for (size_t i = 0; i < volume->links.count; i++) {
		const struct link *link = &volume->links.items[i];
		struct file_link to;
		for (size_t k = 0; k < sizeof junctions / sizeof *junctions; k++) {
			if (str_eq_fold(link->path, junctions[k].path) &&
			    file_tree_link(volume->tree, &link->entry, s->arena, &to) == OK && letter_in(to.target) &&
			    str_eq_fold(str_from(to.target, 2), junctions[k].target))
				return letter_in(to.target);
		}
	}
	return subject_above(s, volume->id, SCOPE_SYSTEM, (struct str){ 0 }) ? 'C' : 0;
}

/* `path` from `base`, with "." and ".." followed. */
static struct str joined(struct arena *arena, struct str base, struct str path)
{
	struct str at = base;
	while (path.len) {
		struct str part = str_cut(path, '\\', &path);
		if (str_eq_c(part, ".."))
			at = path_parent(at);
		else if (part.len && !str_eq_c(part, "."))
			at = at.len ? str_join2(arena, at, '\\', part) : part;
	}
	return at;
}

static bool is_link(uint32_t tag)
{
	return tag == REPARSE_MOUNT_POINT || tag == REPARSE_SYMLINK || tag == REPARSE_UNIX_LINK;
}

/* Something that the search went through, and that counts as of today. */
static bool was_read(const struct settling *s, size_t volume, struct str path, bool *ret_folder)
{
	const struct link_volume *on = &s->volumes[volume];
	struct file_entry entry;
	if (!on->tree || is_base_image(path) || file_tree_find(on->tree, path, &entry) != OK || is_link(entry.reparse_tag))
		return false;
	for (size_t i = 0; i < s->subjects->count; i++) {
		const struct subject *subject = &s->subjects->items[i];
		if (subject->scope == SCOPE_SYSTEM && subject->previous && subject->volume == on->id &&
		    path_within(path, subject->root))
			return false;
	}
	*ret_folder = entry.directory;
	return true;
}

/* The volume that holds the target, or s->count. */
static size_t find_target(const struct settling *s, size_t from, const struct link *link, const struct file_link *to,
			  struct str *ret_path, bool *ret_folder)
{
	char letter = to->relative ? 0 : letter_in(to->target), own = s->letters[from];
	if (to->relative) {
		bool rooted = to->target.len && to->target.data[0] == '\\';
		*ret_path = joined(s->arena, rooted ? (struct str){ 0 } : path_parent(link->path), to->target);
		return was_read(s, from, *ret_path, ret_folder) ? from : s->count;
	}
	if (!letter)
		return s->count;
	*ret_path = joined(s->arena, (struct str){ 0 }, str_from(to->target, 2));
	for (size_t i = 0; i < s->count; i++) {
		bool fits = !own || (letter == own) == (i == from);
		if (fits && was_read(s, i, *ret_path, ret_folder))
			return i;
	}
	return s->count;
}

/* The same for profiles that lie elsewhere. */
static struct str below_profile(const struct settling *s, uint32_t volume, struct str path, struct str *ret_user)
{
	struct str below = below_user(path, ret_user);
	const struct subject *user = below.len ? NULL : subject_above(s, volume, SCOPE_USER, path);
	if (!user)
		return below;
	*ret_user = user->root;
	return str_from(path, user->root.len + 1);
}

/* What is looked for by its place in the profile, and is missed when it lies elsewhere. */
static bool wants_own_place(const struct settling *s, uint32_t volume, const struct link *link, bool folder,
			    struct str target)
{
	struct str user = { 0 }, rest, kind, below = below_profile(s, volume, link->path, &user);
	if (!folder && (is_landmark_name(path_name(link->path)) || str_starts_fold(below, STR("AppData\\"))))
		return true;
	if (str_find_fold(below, STR("\\User Data\\")) >= 0)
		return true;
	if (!str_eq_fold(str_cut(below, '\\', &rest), STR("AppData")))
		return false;
	bool cache = str_starts_fold(below, STR("AppData\\Local\\Microsoft\\Windows\\")) && path_within(target, user);
	str_cut(rest, '\\', &kind); /* what follows Local, Roaming, LocalLow */
	struct str maker = str_cut(kind, '\\', &rest);
	return kind.len == 0 || (!cache && (str_eq_fold(maker, STR("Microsoft")) || str_eq_fold(maker, STR("Packages"))));
}

static void count_within(struct settling *s, size_t volume, struct str folder)
{
	link_list *links = &s->volumes[volume].links;
	for (size_t i = 0; i < links->count; i++) {
		if (links->items[i].counts || !path_within(links->items[i].path, folder))
			continue;
		links->items[i].counts = true;
		s->more = true;
	}
}

static void settle(struct settling *s, size_t volume, struct link *link)
{
	struct file_link to = { 0 };
	struct str path = { 0 };
	bool folder = false;
	link->settled = true;
	enum err e = file_tree_link(s->volumes[volume].tree, &link->entry, s->arena, &to);
	if (e == OK && is_own_junction(link, &to))
		return;
	size_t found = e == OK ? find_target(s, volume, link, &to, &path, &folder) : s->count;
	if (found < s->count && !wants_own_place(s, s->volumes[volume].id, link, folder, path)) {
		if (s->volumes[found].links.count > 1)
			count_within(s, found, path);
		return;
	}
	const struct gap gap = { .kind = GAP_LINK, .volume = s->volumes[volume].id, .mandatory = true,
		                 .path = link->path, .detail = to.target };
	gap_add(s->arena, s->gaps, &gap);
}

void links_settle(struct link_volume *volumes, size_t count, const subject_list *subjects, struct arena *arena,
		  gap_list *ret)
{
	struct settling s = { .volumes = volumes, .count = count, .subjects = subjects, .arena = arena, .gaps = ret,
		              .letters = arena_calloc(arena, count + 1, 1), .more = true };
	for (size_t i = 0; i < count; i++) {
		s.letters[i] = letter_of(&s, &volumes[i]);
		for (size_t k = 0; k < volumes[i].links.count; k++)
			volumes[i].links.items[k].counts = counts(&s, volumes[i].id, &volumes[i].links.items[k]);
	}
	while (s.more) {
		s.more = false;
		for (size_t i = 0; i < count; i++) {
			for (size_t k = 0; k < volumes[i].links.count; k++) {
				struct link *link = &volumes[i].links.items[k];
				if (link->counts && !link->settled)
					settle(&s, i, link);
			}
		}
	}
}
