/* Links: which ones hide what nobody read. Trees are lists of paths; a link is written "path>target", "path@target" for one of Unix, "path~target" for a relative
 * symbolic link; a path ending in a backslash is a folder. */
#include <stdio.h>

#include "support.h"

#include "base/limits.h"
#include "disk/reparse.h"
#include "evidence/links.h"

struct file_tree { const char *const *paths; };

static struct arena arena;

static struct str path_of(const char *line)
{
	struct str path = str_from_c(line);
	size_t len = strcspn(line, ">@~");
	return str_sub(path, 0, len && line[len - 1] == '\\' ? len - 1 : len);
}

static struct file_entry entry_of(uint64_t id, const char *line)
{
	size_t end = strlen(line);
	char kind = line[strcspn(line, ">@~")];
	return (struct file_entry){ .id = id, .directory = kind == '>' || line[end - 1] == '\\',
		.reparse_tag = kind == '>' ? REPARSE_MOUNT_POINT : kind == '~' ? REPARSE_SYMLINK : kind == '@' ? REPARSE_UNIX_LINK : 0 };
}

enum err file_tree_find(struct file_tree *tree, struct str path, struct file_entry *ret)
{
	for (uint64_t i = 0; tree->paths[i]; i++) {
		if (!str_eq_fold(path_of(tree->paths[i]), path))
			continue;
		*ret = entry_of(i, tree->paths[i]);
		return OK;
	}
	return ERR_ABSENT;
}

enum err file_tree_link(struct file_tree *tree, const struct file_entry *entry, struct arena *to, struct file_link *ret)
{
	const char *at = strpbrk(tree->paths[entry->id], ">@~");
	CHECK(to == &arena && at);
	ret->target = str_from_c(at + 1);
	ret->relative = *at == '~' || (*at == '@' && at[1] != '\\');
	return OK;
}

/* The search itself is not asked here. */
enum err file_tree_glob(struct file_tree *tree, struct str root, struct str glob, file_visit *visit, void *context)
{
	CHECK(!tree && !root.len && !glob.len && !visit && !context);
	return ERR_BUG;
}

enum err file_tree_read(struct file_tree *tree, const struct file_entry *entry, struct str stream, void *buffer, uint64_t size)
{
	CHECK(!tree && !entry && !stream.len && !buffer && !size);
	return ERR_BUG;
}

static gap_list gaps;
static subject_list subjects;

static struct link_volume volume_of(struct file_tree *tree, uint32_t id)
{
	struct link_volume volume = { .tree = tree, .id = id };
	for (uint64_t i = 0; tree->paths[i]; i++) {
		struct file_entry entry = entry_of(i, tree->paths[i]);
		if (entry.reparse_tag)
			*array_push(&arena, &volume.links) = (struct link){ .path = path_of(tree->paths[i]), .entry = entry };
	}
	return volume;
}

/* A Windows on the first volume; the second may be NULL. */
static size_t settle(const char *const *first, const char *const *second)
{
	static const char *const none[] = { NULL };
	struct file_tree trees[] = { { first }, { second ? second : none } };
	arena_done(&arena);
	arena_init(&arena, 16 * MIB);
	struct link_volume volumes[] = { volume_of(&trees[0], 1), volume_of(&trees[1], 2) };
	subjects = (subject_list){ 0 };
	gaps = (gap_list){ 0 };
	*array_push(&arena, &subjects) = (struct subject){ .id = 1, .scope = SCOPE_SYSTEM, .volume = 1 };
	*array_push(&arena, &subjects) = (struct subject){ .id = 2, .scope = SCOPE_SYSTEM, .volume = 1, .root = STR("Windows.old"), .previous = true };
	*array_push(&arena, &subjects) = (struct subject){ .id = 3, .scope = SCOPE_USER, .volume = 1, .root = STR("Home\\chi") };
	links_settle(volumes, second ? 2 : 1, &subjects, &arena, &gaps);
	for (size_t i = 0; i < gaps.count; i++)
		CHECK(gaps.items[i].kind == GAP_LINK && gaps.items[i].mandatory);
	return gaps.count;
}

static void those_of_windows_itself_are_no_gaps(void)
{
	static const char *const paths[] = {
		"Users\\", "ProgramData\\", "Users\\Default\\", "Documents and Settings>C:\\Users", "Users\\All Users>C:\\ProgramData", "Users\\Default User>C:\\Users\\Default",
		"Users\\an\\Application Data>C:\\Users\\an\\AppData\\Roaming", "Users\\an\\Local Settings>C:\\Users\\an\\AppData\\Local",
		"Users\\an\\My Documents>C:\\Users\\tencu\\Documents", "Users\\an\\AppData\\Local\\Application Data>C:\\Users\\an\\AppData\\Local",
		"Users\\an\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.IE5>C:\\Users\\an\\AppData\\Local\\Microsoft\\Windows\\INetCache\\IE",
		"Program Files\\x>E:\\y", NULL,
	};
	CHECK_INT(settle(paths, NULL), 0);
	static const char *const others[] = {
		"Users\\an\\Local Settings>D:\\Local", "Users\\an\\Cookies>C:\\Users\\an\\AppData\\Roaming", "Users\\an\\AppData\\SendTo>C:\\Users\\an\\AppData\\Roaming\\Microsoft\\Windows\\SendTo",
		"Documents and Settings\\an\\Local Settings>D:\\Users\\an\\AppData\\Local", NULL,
	};
	CHECK_INT(settle(others, NULL), 4);
}

static void what_leads_away_is_a_gap(void)
{
	static const char *const paths[] = {
		"Users\\an\\AppData\\Local\\Google>D:\\Google", "Users\\an\\Desktop\\x>Volume{1}\\x", "Home\\chi\\AppData\\Local\\Vivaldi>D:\\v", "Windows.old\\y>D:\\y", NULL,
	};
	CHECK_INT(settle(paths, NULL), 3);
	CHECK_STR(gaps.items[0].path, "Users\\an\\AppData\\Local\\Google");
	CHECK_STR(gaps.items[0].detail, "D:\\Google");
	CHECK_INT(gaps.items[0].volume, 1);
	static const char *const users[] = { "Users>D:\\Users", "x\\Users>D:\\Users", NULL };
	CHECK_INT(settle(users, NULL), 1);
	static const char *const unix_links[] = { "Users\\lan@..\\lan", "Users\\All Users@\\mnt\\ProgramData", "Users\\an\\Cookies@\\mnt\\Users\\an\\AppData\\Local\\Microsoft\\Windows\\INetCookies",
		"Users\\an\\AppData\\Local\\Google@\\mnt\\Google", NULL };
	CHECK_INT(settle(unix_links, NULL), 2);
}

static void what_was_read_elsewhere_is_none(void)
{
	static const char *const first[] = {
		"Users\\an\\AppData\\Local\\Google>D:\\Google", "Users\\an\\Music>C:\\Music", "Music\\", "Users\\an\\sym~..\\..\\Music", "Users\\an\\root~\\Music", "Users\\an\\D>D:\\", NULL,
	};
	static const char *const second[] = { "Google\\", "\\", NULL };
	CHECK_INT(settle(first, second), 0);
	static const char *const wrong_letter[] = { "Users\\an\\AppData\\Local\\Google>D:\\Google", "Google\\", NULL };
	CHECK_INT(settle(wrong_letter, NULL), 1); /* a folder of that name on C is not the one on D */
	static const char *const named[] = { "Users\\", "Documents and Settings>D:\\Users", "Users\\an\\AppData\\Local\\Google>D:\\Google", "Google\\", NULL };
	CHECK_INT(settle(named, NULL), 0); /* this Windows calls itself D */
	static const char *const past[] = { "Users\\an\\AppData\\Local\\Google>C:\\Windows.old\\Google", "Windows.old\\Google\\", NULL };
	CHECK_INT(settle(past, NULL), 1);
	static const char *const further[] = { "Users\\an\\AppData\\Local\\Google>C:\\G", "G\\", "G\\Chrome>E:\\Chrome", "H\\Chrome>E:\\Chrome", NULL };
	CHECK_INT(settle(further, NULL), 1);
	CHECK_STR(gaps.items[0].path, "G\\Chrome");
	static const char *const twice[] = { "Users\\an\\AppData\\Local\\Google>C:\\G", "G>C:\\H", "H\\", NULL };
	CHECK_INT(settle(twice, NULL), 1);
}

static void some_things_must_lie_in_their_own_place(void)
{
	static const char *const paths[] = {
		"Users\\an\\AppData>C:\\x", "Users\\bo\\AppData\\Local>C:\\x", "Users\\an\\AppData\\Local\\Microsoft>C:\\x", "Users\\an\\AppData\\Local\\Microsoft\\OneDrive>C:\\x",
		"Users\\an\\AppData\\Local\\Google\\Chrome\\User Data\\Default>C:\\x", "Users\\an\\NTUSER.DAT~\\f", "Users\\an\\AppData\\Local\\f~\\f", "x\\", "f",
		"Users\\an\\AppData\\Local\\CocCoc>C:\\x", "Users\\an\\AppData\\Local\\Vivaldi\\User Data>C:\\x", "Users\\an\\Documents\\f~\\f",
		"Home\\chi\\AppData\\Roaming\\Microsoft>C:\\x", NULL,
	};
	CHECK_INT(settle(paths, NULL), 8);
}

static void many_are_counted(void)
{
	static char lines[3 * GAPS_NAMED][40];
	static const char *paths[3 * GAPS_NAMED + 1];
	for (size_t i = 0; i < 3 * GAPS_NAMED; i++) {
		snprintf(lines[i], sizeof lines[i], "Users\\an\\%zu>D:\\%zu", i, i);
		paths[i] = lines[i];
	}
	CHECK_INT(settle(paths, NULL), GAPS_NAMED);
	CHECK_INT(gaps.items[0].further, 0);
	size_t further = 0;
	for (size_t i = 0; i < gaps.count; i++)
		further += gaps.items[i].further;
	CHECK_INT(gaps.count + further, 3 * GAPS_NAMED);
	CHECK(gaps.items[gaps.count - 1].further > 0);
}

TEST_MAIN(TEST(those_of_windows_itself_are_no_gaps), TEST(what_leads_away_is_a_gap), TEST(what_was_read_elsewhere_is_none),
	  TEST(some_things_must_lie_in_their_own_place), TEST(many_are_counted))
