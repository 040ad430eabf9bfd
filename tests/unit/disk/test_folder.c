/* A folder as a source: case-insensitive names, globs, links and pipes that are never followed or opened. */
#include <sys/stat.h>

#include "disk_support.h"

static struct arena arena;
static char *root;

static char *below(const char *name)
{
	return str_to_c(&arena, str_format(&arena, "%s/%s", root, name));
}

static void write_text(const char *name, const char *text)
{
	int fd = open(below(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

static struct source *open_folder(void)
{
	struct source *source = NULL;
	arena_init(&arena, 64 * MIB);
	root = str_to_c(&arena, STR("/tmp/soatmay-folder-XXXXXX"));
	CHECK(mkdtemp(root) != NULL);
	mkdir(below("Windows"), 0700);
	mkdir(below("Users"), 0700);
	mkdir(below("Users/Bình"), 0700);
	write_text("Users/Bình/NTUSER.DAT", "hive");
	write_text("Users/Bình/bad\xFFname.txt", "x");
	write_text("Users/Bình/a\\b.txt", "y");
	write_text("Users/Bình/Note.txt", "first");
	write_text("Users/Bình/NOTE.txt", "second");
	CHECK(symlink("/etc", below("Users/etc")) == 0);
	CHECK(symlink("Bình/NTUSER.DAT", below("Users/link.dat")) == 0);
	CHECK(symlink("..", below("Users/Bình/up")) == 0);
	CHECK(mkfifo(below("Users/pipe"), 0600) == 0);
	CHECK_INT(source_open(open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), str_from_c(root), &arena, &source), OK);
	return source;
}

static void close_folder(struct source *source)
{
	source_close(source);
	CHECK(system(str_to_c(&arena, str_format(&arena, "rm -rf '%s'", root))) == 0);
	arena_done(&arena);
}

static enum err note_path(void *context, struct str path, const struct file_entry *entry)
{
	struct buf *all = context;
	buf_put(all, path);
	buf_put_c(all, entry->directory ? "/|" : "|");
	return OK;
}

static enum err pass(void *context, struct str path, const struct file_entry *entry)
{
	(void)context, (void)path, (void)entry;
	return OK;
}

/* What was listed is counted: five files, three links and a pipe. */
static void files_are_counted_as_they_are_seen(void)
{
	struct source *source = open_folder();
	struct file_tree *tree;
	CHECK_INT(source_index(source, 0, &tree), OK);
	CHECK_INT(source_volume(source, 0)->files, 0);
	CHECK_INT(file_tree_glob(tree, (struct str){ 0 }, STR("**\\*"), pass, NULL), OK);
	CHECK_INT(source_volume(source, 0)->files, 9);
	close_folder(source);
}

static void names_and_content(void)
{
	struct source *source = open_folder();
	struct file_tree *tree = NULL;
	struct file_entry entry;
	enum err e;
	CHECK_INT(source_volume_count(source), 1);
	CHECK_INT(source_index(source, 0, &tree), OK);
	CHECK_INT(file_tree_find(tree, STR("users\\BÌNH\\ntuser.dat"), &entry), OK);
	CHECK_INT(entry.size, 4);
	CHECK(entry.modified > 0 && !entry.directory);
	struct span content = read_content(&arena, tree, &entry, (struct str){ 0 }, &e);
	CHECK(e == OK && content.len == 4 && memcmp(content.data, "hive", 4) == 0);
	CHECK_INT(file_tree_read(tree, &entry, (struct str){ 0 }, arena_alloc(&arena, 5), 5), ERR_TRUNCATED);
	CHECK_INT(file_tree_find(tree, STR("users\\binh"), &entry), ERR_ABSENT);
	CHECK_INT(file_tree_find(tree, STR("users\\.."), &entry), ERR_ABSENT);
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\NOTE.txt"), &entry), OK);
	CHECK_INT(entry.size, 6); /* the exact spelling wins */
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\a/x5Cb.txt"), &entry), OK);
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\bad/xFFname.txt"), &entry), OK);
	struct buf all = { 0 };
	CHECK_INT(file_tree_glob(tree, (struct str){ 0 }, STR("**\\*.dat"), note_path, &all), OK);
	CHECK_STR(buf_str(&all), "Users\\Bình\\NTUSER.DAT|Users\\link.dat|");
	buf_done(&all);
	close_folder(source);
}

static void nothing_special_is_followed_or_opened(void)
{
	static const struct { const char *path; uint32_t tag;
	} cases[] = {
		{ "Users\\etc", 0xA000001D },
		{ "Users\\link.dat", 0xA000001D },
		{ "Users\\pipe", 0x80000024 },
		{ "Users\\Bình\\up", 0xA000001D },
	};
	struct source *source = open_folder();
	struct file_tree *tree = NULL;
	struct file_entry entry;
	char bytes[4];
	CHECK_INT(source_index(source, 0, &tree), OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(file_tree_find(tree, str_from_c(cases[i].path), &entry), OK);
		CHECK(!entry.directory && entry.size == 0);
		CHECK_INT(entry.reparse_tag, cases[i].tag);
		CHECK_INT(file_tree_read(tree, &entry, (struct str){ 0 }, bytes, 4), ERR_UNSUPPORTED);
	}
	CHECK_INT(file_tree_find(tree, STR("Users\\etc\\passwd"), &entry), ERR_ABSENT);
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\up\\Bình"), &entry), ERR_ABSENT);
	close_folder(source);
}

/* Between listing and reading a file is exchanged for a link: the link is not followed. */
static void exchanged_file_is_not_followed(void)
{
	struct source *source = open_folder();
	struct file_tree *tree = NULL;
	struct file_entry entry;
	char bytes[4];
	CHECK_INT(source_index(source, 0, &tree), OK);
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\NTUSER.DAT"), &entry), OK);
	CHECK(unlink(below("Users/Bình/NTUSER.DAT")) == 0 && symlink("/etc/passwd", below("Users/Bình/NTUSER.DAT")) == 0);
	CHECK_INT(file_tree_read(tree, &entry, (struct str){ 0 }, bytes, 4), ERR_CORRUPT);
	close_folder(source);
}

static void unreadable_folder_is_not_empty(void)
{
	if (geteuid() == 0)
		test_skip("root may read everything");
	struct source *source = open_folder();
	struct file_tree *tree = NULL;
	struct file_entry entry;
	unsigned count = 0;
	chmod(below("Users/Bình"), 0);
	CHECK_INT(source_index(source, 0, &tree), OK);
	CHECK_INT(file_tree_find(tree, STR("Users\\Bình\\NTUSER.DAT"), &entry), ERR_DENIED);
	CHECK_INT(file_tree_glob(tree, (struct str){ 0 }, STR("Users\\*\\NTUSER.DAT"), count_entry, &count), ERR_DENIED);
	chmod(below("Users/Bình"), 0700);
	close_folder(source);
}

TEST_MAIN(TEST(files_are_counted_as_they_are_seen), TEST(names_and_content), TEST(nothing_special_is_followed_or_opened), TEST(exchanged_file_is_not_followed),
          TEST(unreadable_folder_is_not_empty))
