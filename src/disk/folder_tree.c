/* The tree of a folder on this machine: listed by the kernel, directory by directory when asked, never through a
 * symbolic link. Node = number of the item; names keep their raw bytes beside the text shown. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "base/utf.h"
#include "disk/reparse.h"
#include "disk/tree.h"

/* Reparse tags that Windows itself uses for Unix files (winnt.h): such items are named, never opened. */
#define TAG_SOCKET  0x80000023u
#define TAG_FIFO    0x80000024u
#define TAG_CHAR    0x80000025u
#define TAG_BLOCK   0x80000026u

struct item {
	const char *raw;    /* as the kernel spells it; NULL for the root */
	struct str text;
	uint32_t parent, depth;
	uint32_t first_child, child_count; /* children stand together, in order of their text */
	enum err listed;    /* what listing gave, when is_listed */
	bool is_listed;
	struct file_entry entry;
};

struct folder_tree {
	struct file_tree tree;
	struct arena arena;
	int fd;
	ARRAY_OF(struct item) items;
};

static struct folder_tree *of(struct file_tree *tree)
{
	return tree->data;
}

static enum err error_of_errno(void)
{
	switch (errno) {
	case EACCES: case EPERM: return ERR_DENIED;
	case ENOMEM: return ERR_NOMEM;
	case ENOENT: case ELOOP: case ENOTDIR: return ERR_CORRUPT; /* was there a moment ago */
	default: return ERR_IO;
	}
}

static int64_t time_of(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static uint32_t tag_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFLNK: return REPARSE_UNIX_LINK;
	case S_IFSOCK: return TAG_SOCKET;
	case S_IFIFO: return TAG_FIFO;
	case S_IFCHR: return TAG_CHAR;
	case S_IFBLK: return TAG_BLOCK;
	default: return 0;
	}
}

static struct file_entry entry_of(const struct stat *st, uint64_t id)
{
	return (struct file_entry){
		.id = id,
		.size = S_ISREG(st->st_mode) && st->st_size > 0 ? (uint64_t)st->st_size : 0,
		.created = TIME_UNKNOWN, /* stat has no time of creation */
		.modified = time_of(st->st_mtim), .changed = time_of(st->st_ctim),
		.directory = S_ISDIR(st->st_mode),
		.reparse_tag = tag_of(st->st_mode),
	};
}

/* Bytes that are no UTF-8, and '\', which separates, as /xNN; '/' cannot occur. */
static struct str shown_name(struct arena *arena, const char *raw)
{
	struct str name = str_from_c(raw);
	struct buf out = { 0 };
	for (size_t i = 0; i < name.len;) {
		size_t start = i;
		uint32_t c = utf8_next(name, &i);
		if (c == '\\' || (c >= 0xDC80 && c <= 0xDCFF))
			buf_printf(&out, "/x%02X", (unsigned char)raw[start]);
		else
			buf_put(&out, str_sub(name, start, i - start));
	}
	struct str text = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return text;
}

/* Opens an item from the root down, one component at a time: no link is followed anywhere on the way. */
static enum err open_item(struct folder_tree *folder, uint32_t number, int flags, int *ret)
{
	uint32_t chain[LIMIT_PATH_DEPTH];
	uint32_t depth = folder->items.items[number].depth;
	for (uint32_t i = depth, at = number; i > 0; i--) {
		chain[i - 1] = at;
		at = folder->items.items[at].parent;
	}
	int fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (uint32_t i = 0; i < depth && fd >= 0; i++) {
		bool last = i + 1 == depth;
		int next = openat(fd, folder->items.items[chain[i]].raw,
		                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (last ? flags : O_DIRECTORY));
		int saved = errno;
		close(fd);
		errno = saved;
		fd = next;
	}
	if (fd < 0)
		return error_of_errno();
	*ret = fd;
	return OK;
}

static int compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = str_compare_fold(x->text, y->text);
	return order ? order : strcmp(x->raw, y->raw);
}

static enum err read_names(struct folder_tree *folder, DIR *dir, uint32_t number)
{
	uint32_t depth = folder->items.items[number].depth + 1;
	const struct dirent *found;
	enum err e = OK;
	while ((errno = 0, found = readdir(dir))) {
		struct stat st;
		if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
			continue;
		if (folder->items.count >= LIMIT_MFT_RECORDS || depth >= LIMIT_PATH_DEPTH)
			return ERR_LIMIT;
		if (fstatat(dirfd(dir), found->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
			e = e ? e : error_of_errno(); /* the others are still told; the folder counts as incomplete */
			continue;
		}
		struct item item = {
			.raw = str_to_c(&folder->arena, str_from_c(found->d_name)),
			.text = shown_name(&folder->arena, found->d_name),
			.parent = number, .depth = depth, .entry = entry_of(&st, 0),
		};
		*array_push(&folder->arena, &folder->items) = item;
	}
	return errno ? ERR_IO : e;
}

static enum err list_folder(struct folder_tree *folder, uint32_t number)
{
	int fd;
	enum err e = open_item(folder, number, O_DIRECTORY, &fd);
	if (e)
		return e;
	DIR *dir = fdopendir(fd);
	if (!dir) {
		close(fd);
		return ERR_NOMEM;
	}
	uint32_t first = (uint32_t)folder->items.count;
	e = read_names(folder, dir, number);
	closedir(dir);
	struct item *item = &folder->items.items[number];
	item->first_child = first;
	item->child_count = (uint32_t)folder->items.count - first;
	qsort(folder->items.items + first, item->child_count, sizeof *item, compare_items);
	for (uint32_t i = 0; i < item->child_count; i++)
		folder->items.items[first + i].entry.id = first + i;
	return e;
}

static enum err ensure_listed(struct folder_tree *folder, uint32_t number)
{
	if (!folder->items.items[number].is_listed) {
		enum err e = list_folder(folder, number);
		folder->items.items[number].listed = e;
		folder->items.items[number].is_listed = true;
	}
	return folder->items.items[number].listed;
}

static enum err folder_entry(struct file_tree *tree, uint64_t node, struct file_entry *ret, bool *ret_sound)
{
	struct folder_tree *folder = of(tree);
	if (node >= folder->items.count)
		return ERR_BUG;
	*ret = folder->items.items[node].entry;
	*ret_sound = true;
	return OK;
}

static enum err folder_child(struct file_tree *tree, uint64_t directory, struct str name, uint64_t *ret,
			     struct str *ret_name)
{
	struct folder_tree *folder = of(tree);
	if (directory >= folder->items.count)
		return ERR_BUG;
	enum err e = ensure_listed(folder, (uint32_t)directory);
	const struct item *parent = &folder->items.items[directory], *found = NULL;
	for (uint32_t i = 0; i < parent->child_count; i++) {
		const struct item *item = &folder->items.items[parent->first_child + i];
		bool exact = str_eq(item->text, name);
		if (exact || (!found && str_eq_fold(item->text, name)))
			found = item;
		if (exact)
			break;
	}
	if (!found)
		return e ? e : ERR_ABSENT;
	*ret = found->entry.id;
	*ret_name = found->text;
	return OK;
}

static enum err folder_children(struct file_tree *tree, uint64_t directory, tree_child_visit *visit, void *context)
{
	struct folder_tree *folder = of(tree);
	if (directory >= folder->items.count)
		return ERR_BUG;
	enum err listed = ensure_listed(folder, (uint32_t)directory), e = OK;
	uint32_t first = folder->items.items[directory].first_child, count = folder->items.items[directory].child_count;
	for (uint32_t i = 0; i < count && e == OK; i++)
		e = visit(context, folder->items.items[first + i].text, first + i); /* visits may list more: no pointer is kept */
	return e ? e : listed;
}

static enum err read_all(int fd, uint8_t *to, uint64_t size)
{
	for (uint64_t done = 0; done < size;) {
		ssize_t got = pread(fd, to + done, size - done, (off_t)done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ERR_IO;
		if (got == 0)
			return ERR_TRUNCATED;
		done += (uint64_t)got;
	}
	return OK;
}

static enum err folder_read(struct file_tree *tree, uint64_t node, struct str stream, void *buffer, uint64_t size)
{
	struct folder_tree *folder = of(tree);
	struct stat st;
	int fd;
	if (node >= folder->items.count)
		return ERR_BUG;
	if (stream.len)
		return ERR_ABSENT;
	const struct file_entry *entry = &folder->items.items[node].entry;
	if (entry->directory || entry->reparse_tag)
		return ERR_UNSUPPORTED;
	enum err e = open_item(folder, (uint32_t)node, 0, &fd);
	if (e)
		return e;
	/* It may have been exchanged since it was listed. */
	if (fstat(fd, &st) != 0)
		e = ERR_IO;
	else
		e = S_ISREG(st.st_mode) ? read_all(fd, buffer, size) : ERR_UNSUPPORTED;
	close(fd);
	return e;
}

/* With backslashes; what begins with one leads away from the folder. */
static enum err folder_link(struct file_tree *tree, uint64_t node, struct arena *arena, struct file_link *ret)
{
	struct folder_tree *folder = of(tree);
	char target[4096]; /* PATH_MAX */
	int fd;
	if (node >= folder->items.count || folder->items.items[node].entry.reparse_tag != REPARSE_UNIX_LINK)
		return node ? ERR_UNSUPPORTED : ERR_BUG;
	enum err e = open_item(folder, folder->items.items[node].parent, O_DIRECTORY, &fd);
	if (e)
		return e;
	ssize_t len = readlinkat(fd, folder->items.items[node].raw, target, sizeof target);
	e = len < 0 ? error_of_errno() : len == sizeof target ? ERR_LIMIT : OK;
	close(fd);
	if (e)
		return e;
	for (ssize_t i = 0; i < len; i++)
		target[i] = target[i] == '/' ? '\\' : target[i];
	ret->target = utf8_text(arena, (struct span){ (const uint8_t *)target, (size_t)len });
	ret->relative = len > 0 && target[0] != '\\';
	return OK;
}

static enum err folder_stream_size(struct file_tree *tree, uint64_t node, struct str stream, uint64_t *ret)
{
	struct folder_tree *folder = of(tree);
	if (node >= folder->items.count)
		return ERR_BUG;
	if (stream.len)
		return ERR_ABSENT;
	*ret = folder->items.items[node].entry.size;
	return OK;
}

static void folder_close(struct file_tree *tree)
{
	struct folder_tree *folder = of(tree);
	close(folder->fd);
	arena_done(&folder->arena);
	free(folder);
}

static const struct tree_type folder_tree_type = {
	.entry = folder_entry, .child = folder_child, .children = folder_children, .read = folder_read,
	.stream_size = folder_stream_size, .link = folder_link,
	.close = folder_close,
};

enum err folder_tree_open(int fd, struct file_tree **ret)
{
	struct folder_tree *folder = calloc(1, sizeof *folder);
	struct stat st;
	enum err e = !folder ? ERR_NOMEM : fstat(fd, &st) != 0 ? ERR_IO : OK;
	if (e) {
		close(fd);
		free(folder);
		return e;
	}
	arena_init(&folder->arena, LIMIT_READER_BYTES);
	folder->tree = (struct file_tree){ &folder_tree_type, 0, folder };
	folder->fd = fd;
	*array_push(&folder->arena, &folder->items) = (struct item){ .entry = entry_of(&st, 0) };
	*ret = &folder->tree;
	return OK;
}

uint64_t folder_tree_files(const struct file_tree *tree)
{
	const struct folder_tree *folder = tree->data;
	uint64_t files = 0;
	for (size_t i = 0; i < folder->items.count; i++)
		files += !folder->items.items[i].entry.directory;
	return files;
}
