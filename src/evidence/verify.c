/* Comes through all directories that lead to evidence, with the tree verifying them: where Windows and its users lie,
 * each subject's folder, the folders of its wants, and the places of every known browser in a user's AppData. */
#include "evidence/verify.h"

#include "evidence/browser_roots.h"
#include "evidence/reader.h"

static enum err look_at_nothing(void *context, struct str path, const struct file_entry *entry)
{
	(void)context, (void)path, (void)entry;
	return OK;
}

static void come_through(struct file_tree *tree, struct str root, struct str glob)
{
	(void)file_tree_glob(tree, root, glob, look_at_nothing, NULL);
}

static void verify_wants(struct file_tree *tree, const struct subject *subject, const struct want *wants,
			 struct arena *arena)
{
	for (const struct want *want = wants; want->glob; want++) {
		struct str glob = str_from_c(want->glob), below;
		if (want->flags & WANT_DELETED || subject->loose)
			continue;
		bool windows = str_eq_fold(str_cut(glob, '\\', &below), STR("Windows")) && below.len;
		if (windows && subject->windows.len)
			glob = str_join2(arena, subject->windows, '\\', below);
		come_through(tree, want->flags & WANT_BROWSER_ROOT ? subject->browser_root : subject->root, glob);
	}
}

/* A browser whose files all got other names in $MFT is no subject: its place is looked at whether it is one or not. */
static void verify_browsers(struct file_tree *tree, struct str user, struct arena *arena)
{
	static const char *const places[] = { "AppData\\Local\\", "AppData\\Roaming\\" };
	const struct browser_root *root;
	for (size_t i = 0; (root = browser_root_at(i)) != NULL; i++) {
		struct str place;
		(void)str_cut(str_from_c(root->glob), '\\', &place); /* any folder */
		for (size_t k = 0; k < sizeof places / sizeof *places; k++)
			come_through(tree, user, str_format(arena, "%s%.*s\\*\\*", places[k], STR_ARGS(place)));
	}
}

void verify_directories(struct file_tree *tree, const subject_list *subjects, size_t first,
			const struct want *const *wants, struct arena *arena)
{
	file_tree_verify(tree, true);
	come_through(tree, (struct str){ 0 }, STR("Windows\\System32\\config\\*"));
	come_through(tree, (struct str){ 0 }, STR("Users\\*\\*"));
	come_through(tree, (struct str){ 0 }, STR("Documents and Settings\\*\\*"));
	for (size_t i = first; i < subjects->count; i++) {
		const struct subject *subject = &subjects->items[i];
		come_through(tree, subject->root, STR("*"));
		verify_wants(tree, subject, wants[want_set_of(subject)], arena);
		if (subject->scope == SCOPE_USER)
			verify_browsers(tree, subject->root, arena);
	}
	file_tree_verify(tree, false);
}
