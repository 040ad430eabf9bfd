/* Collection of evidence files into sealed memory (memfd_create(2), F_ADD_SEALS). */
#include "evidence/collect.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/array.h"
#include "base/glob.h"
#include "base/limits.h"
#include "evidence/landmarks.h"

static const struct field collected_fields[] = {
	FIELD(collected, relative, FIELD_TEXT),       FIELD(collected, from_browser_root, FIELD_BOOL),
	FIELD(collected, directory, FIELD_BOOL),      FIELD(collected, created, FIELD_TIME),
	FIELD(collected, unreadable, FIELD_U32),
};
const struct record_type collected_type = RECORD_TYPE("collected", collected, collected_fields);

struct seen { uint64_t id; struct str path; bool listing; };

struct collection {
	struct file_tree *tree;
	const struct subject *subject;
	const struct want *want;
	struct str root;
	uint32_t *next_id;
	struct arena *arena;
	collect_sink *sink;
	void *context;
	size_t matches;
	enum err stopped; /* what the sink said */
	ARRAY_OF(struct seen) seen;
};

/* True when the file was delivered before with at least as much as now wanted. */
static bool already_delivered(struct collection *c, struct str path, uint64_t id)
{
	bool listing = c->want->flags & WANT_LISTING;
	for (size_t i = 0; i < c->seen.count; i++) {
		const struct seen *seen = &c->seen.items[i];
		/* The number first: thousands of names are compared with thousands. Hard links have one number and several names. */
		if (seen->id == id && (listing || !seen->listing) && str_eq_fold(seen->path, path))
			return true;
	}
	*array_push(c->arena, &c->seen) = (struct seen){ id, path, listing };
	return false;
}

static struct str hash_text(struct arena *arena, const void *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx context;
	sha256_init(&context);
	sha256_update(&context, size, bytes);
	sha256_digest(&context, sizeof digest, digest);
	char *text = arena_alloc(arena, 2 * sizeof digest + 1);
	for (size_t i = 0; i < sizeof digest; i++) {
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	return (struct str){ text, 2 * sizeof digest };
}

/* Reads the file into a new sealed memfd. */
static enum err read_sealed(struct collection *c, const struct file_entry *entry, struct collected *file)
{
	int fd = memfd_create("evidence", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return ERR_NOMEM;
	enum err e = OK;
	if (entry->size > 0) {
		void *bytes = MAP_FAILED;
		if (ftruncate(fd, (off_t)entry->size) == 0)
			bytes = mmap(NULL, entry->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
		if (bytes == MAP_FAILED) {
			close(fd);
			return ERR_NOMEM;
		}
		e = file_tree_read(c->tree, entry, (struct str){ 0 }, bytes, entry->size);
		if (e == OK)
			file->row.sha256 = hash_text(c->arena, bytes, entry->size);
		munmap(bytes, entry->size);
	} else {
		file->row.sha256 = hash_text(c->arena, "", 0);
	}
	if (e == OK && fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
		e = ERR_DENIED;
	if (e != OK) {
		close(fd);
		return e;
	}
	file->fd = fd;
	return OK;
}

static enum err give(struct collection *c, struct collected *file)
{
	return c->stopped = c->sink(c->context, file);
}

#define WINDOWS_BELOW STR("Windows\\")

/* `path` without the root; a Windows folder of another name is called Windows, as the wants call it. */
static struct str relative_of(struct collection *c, struct str path)
{
	struct str relative = str_from(path, c->root.len ? c->root.len + 1 : 0), name = c->subject->windows, below;
	if (name.len == 0 || !str_eq_fold(str_cut(relative, '\\', &below), name) || below.len == 0)
		return relative;
	return str_join2(c->arena, STR("Windows"), '\\', below);
}

/* The glob of a want, below the Windows folder of another name. */
static struct str glob_of(struct collection *c, struct str glob)
{
	struct str name = c->subject->windows;
	if (name.len == 0 || !str_starts_fold(glob, WINDOWS_BELOW))
		return glob;
	return str_join2(c->arena, name, '\\', str_from(glob, WINDOWS_BELOW.len));
}

static enum err deliver(struct collection *c, struct str path, const struct file_entry *entry)
{
	bool listing = c->want->flags & WANT_LISTING || entry->directory;
	struct collected file = {
		.row = { .id = (*c->next_id)++, .source = c->subject->source, .volume = c->subject->volume, .subject = c->subject->id,
			 .path = path, .size = entry->size, .modified = entry->modified, .listing = listing },
		.relative = relative_of(c, path),
		.from_browser_root = c->want->flags & WANT_BROWSER_ROOT,
		.directory = entry->directory,
		.created = entry->created,
		.fd = -1,
	};
	if (!listing) {
		enum err e = entry->size > c->want->max_bytes ? ERR_LIMIT : read_sealed(c, entry, &file);
		file.unreadable = e;
		file.row.notes |= e != OK ? NOTE_UNREADABLE : 0;
		file.row.notes |= e == ERR_TRUNCATED ? NOTE_TRUNCATED : 0;
		file.row.notes |= entry->compressed ? NOTE_SPARSE_OR_COMPRESSED : 0;
	}
	return give(c, &file);
}

static enum err deliver_companion(struct collection *c, struct str path, const char *suffix)
{
	struct file_entry entry;
	struct str beside = str_format(c->arena, "%.*s%s", STR_ARGS(path), suffix);
	enum err e = file_tree_find(c->tree, beside, &entry);
	if (e == ERR_ABSENT || (e == OK && entry.directory) || (e == OK && already_delivered(c, beside, entry.id)))
		return OK;
	if (e != OK) { /* its record is damaged: say so instead of reading the hive without its log */
		struct collected file = {
			.row = { .id = (*c->next_id)++, .source = c->subject->source, .volume = c->subject->volume,
				 .subject = c->subject->id, .path = beside, .modified = INT64_MIN, .notes = NOTE_UNREADABLE },
			.relative = relative_of(c, beside), .created = INT64_MIN, .unreadable = e, .fd = -1,
			.from_browser_root = c->want->flags & WANT_BROWSER_ROOT,
		};
		return give(c, &file);
	}
	return deliver(c, beside, &entry);
}

static enum err deliver_companions(struct collection *c, struct str path)
{
	static const char *const hive_suffixes[] = { ".LOG", ".LOG1", ".LOG2", NULL };
	static const char *const database_suffixes[] = { "-wal", "-journal", NULL };
	const char *const *suffix = c->want->flags & WANT_HIVE ? hive_suffixes :
		c->want->flags & WANT_SQLITE ? database_suffixes : NULL;
	enum err e = OK;
	for (; suffix && *suffix && e == OK; suffix++)
		e = deliver_companion(c, path, *suffix);
	return e;
}

static enum err visit(void *context, struct str path, const struct file_entry *entry)
{
	struct collection *c = context;
	if (entry->directory ? !(c->want->flags & WANT_LISTING) : c->want->flags & WANT_FOLDERS)
		return OK;
	if (++c->matches > LIMIT_GLOB_MATCHES)
		return ERR_LIMIT;
	struct str kept = str_copy(c->arena, path);
	if (already_delivered(c, kept, entry->id))
		return OK;
	enum err e = deliver(c, kept, entry);
	return e == OK ? deliver_companions(c, kept) : e;
}

static enum err visit_deleted(void *context, struct str path, const struct file_entry *entry)
{
	struct collection *c = context;
	if (entry->directory || !path_within(path, c->root) || path.len == c->root.len)
		return OK;
	struct str kept = str_copy(c->arena, path);
	struct str relative = relative_of(c, kept);
	for (const struct want *want = c->want; want->glob; want++) {
		if (!(want->flags & WANT_DELETED) || !glob_match(str_from_c(want->glob), relative))
			continue;
		if (c->matches++ >= LIMIT_DELETED_FILES)
			return OK;
		struct collected file = {
			.row = { .id = (*c->next_id)++, .source = c->subject->source, .volume = c->subject->volume,
				 .subject = c->subject->id, .path = kept, .size = entry->size, .modified = entry->modified,
				 .listing = true, .notes = NOTE_DELETED },
			.relative = relative, .created = entry->created, .fd = -1,
		};
		return give(c, &file);
	}
	return OK;
}

/* One pass over the deleted records for all wants that ask for them. */
static enum err collect_deleted(struct collection *c, const struct want *wants)
{
	const struct want *want = wants;
	while (want->glob && !(want->flags & WANT_DELETED))
		want++;
	if (!want->glob || c->subject->loose)
		return OK;
	c->want = want;
	c->root = c->subject->root;
	c->matches = 0;
	return file_tree_deleted(c->tree, visit_deleted, c);
}

/* Loose hives lie anywhere below the root: only the file name of the want counts. */
static struct str loose_glob(struct arena *arena, struct str glob)
{
	for (struct str rest = glob; rest.len;) {
		glob = rest;
		(void)str_cut(glob, '\\', &rest);
	}
	return str_format(arena, "**\\%.*s", STR_ARGS(glob));
}

enum err collect_subject(struct file_tree *tree, const struct subject *subject, const struct want *wants,
			 uint32_t *next_id, struct arena *arena, collect_sink *sink, void *context)
{
	struct collection c = {
		.tree = tree, .subject = subject, .next_id = next_id, .arena = arena, .sink = sink, .context = context,
	};
	enum err first = OK;
	for (const struct want *want = wants; want->glob; want++) {
		struct str glob = glob_of(&c, str_from_c(want->glob));
		if (want->flags & WANT_DELETED)
			continue;
		c.want = want;
		c.root = want->flags & WANT_BROWSER_ROOT ? subject->browser_root : subject->root;
		if (subject->loose) {
			if (want->flags & WANT_LISTING || !(want->flags & WANT_HIVE))
				continue;
			glob = loose_glob(arena, glob);
		}
		c.matches = 0;
		enum err e = file_tree_glob(tree, c.root, glob, visit, &c);
		if (c.stopped != OK)
			return c.stopped;
		if (e != OK && e != ERR_ABSENT && first == OK)
			first = e;
	}
	enum err e = collect_deleted(&c, wants);
	return c.stopped != OK ? c.stopped : first != OK ? first : e;
}
