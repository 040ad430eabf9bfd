/* Globs over a tree: all positions of the pattern that a folder can stand at are followed together, so each match is
 * visited once. `*` and `?` stay within a component, `**` alone in a component is any number of folders. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf.h"
#include "disk/tree.h"

enum { COMPONENTS_MAX = 60 /* bits of the position set; globs of the house have below 20 */ };

struct component {
	struct str text;
	bool any_depth, wild;
};

struct glob {
	struct file_tree *tree;
	struct component parts[COMPONENTS_MAX];
	unsigned count;
	struct buf path;
	file_visit *visit;
	void *context;
	enum err incomplete; /* first directory that could not be listed in full */
	enum err stopped;    /* what the visitor said */
	unsigned depth;
	uint64_t positions;  /* of the folder whose children are visited */
};

static bool match_here(struct str pattern, struct str name)
{
	size_t p = 0, n = 0, star = SIZE_MAX, star_name = 0;
	while (n < name.len) {
		if (p < pattern.len && pattern.data[p] == '*') {
			star = ++p;
			star_name = n;
			continue;
		}
		size_t p_next = p, n_next = n;
		bool same = false;
		(void)utf8_next(name, &n_next);
		if (p < pattern.len) {
			(void)utf8_next(pattern, &p_next);
			same = pattern.data[p] == '?' || str_eq_fold(str_sub(pattern, p, p_next - p), str_sub(name, n, n_next - n));
		}
		if (same) {
			p = p_next;
			n = n_next;
		} else if (star != SIZE_MAX) {
			/* Let the last star swallow one more character. */
			(void)utf8_next(name, &star_name);
			n = star_name;
			p = star;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.data[p] == '*')
		p++;
	return p == pattern.len;
}

static enum err parse(struct glob *glob, struct str pattern)
{
	while (pattern.len) {
		struct str text = str_cut(pattern, '\\', &pattern);
		if (text.len == 0)
			continue;
		bool any_depth = str_eq_c(text, "**");
		if (any_depth && glob->count && glob->parts[glob->count - 1].any_depth)
			continue;
		if (glob->count == COMPONENTS_MAX)
			return ERR_LIMIT;
		glob->parts[glob->count++] = (struct component){
			text, any_depth, any_depth || memchr(text.data, '*', text.len) || memchr(text.data, '?', text.len)
		};
	}
	return glob->count ? OK : ERR_ABSENT;
}

static uint64_t bit(unsigned position)
{
	return (uint64_t)1 << position;
}

/* `**` may stand for no folder: whoever stands before it also stands behind it (unless it is the last part, which must
 * match something). */
static uint64_t spread(const struct glob *glob, uint64_t positions)
{
	for (unsigned i = 0; i + 1 < glob->count; i++) {
		if (positions & bit(i) && glob->parts[i].any_depth)
			positions |= bit(i + 1);
	}
	return positions;
}

/* Positions after a child called `name`; bit(count) is a full match. */
static uint64_t advance(const struct glob *glob, uint64_t positions, struct str name)
{
	uint64_t next = 0;
	for (unsigned i = 0; i < glob->count; i++) {
		const struct component *part = &glob->parts[i];
		if (!(positions & bit(i)))
			continue;
		if (part->any_depth)
			next |= bit(i) | (i + 1 == glob->count ? bit(glob->count) : 0);
		else if (part->wild ? match_here(part->text, name) : str_eq_fold(part->text, name))
			next |= bit(i + 1);
	}
	return spread(glob, next);
}

static enum err walk(struct glob *glob, uint64_t node, uint64_t positions);

static enum err step(struct glob *glob, struct str name, uint64_t node, uint64_t next)
{
	size_t before = glob->path.len;
	struct file_entry entry;
	bool sound;
	if (!next)
		return OK;
	enum err e = glob->tree->type->entry(glob->tree, node, &entry, &sound);
	if (e) {
		glob->incomplete = glob->incomplete ? glob->incomplete : e;
		return OK;
	}
	if (before)
		buf_put_char(&glob->path, '\\');
	buf_put(&glob->path, name);
	if (next & bit(glob->count))
		e = glob->stopped = glob->visit(glob->context, buf_str(&glob->path), &entry);
	if (e == OK && entry.directory && next & (bit(glob->count) - 1))
		e = walk(glob, node, next & (bit(glob->count) - 1));
	glob->path.len = before;
	return e;
}

static enum err visit_child(void *context, struct str name, uint64_t node)
{
	struct glob *glob = context;
	/* A DOS alias is found by find, not by a pattern. */
	return step(glob, name, node, advance(glob, glob->positions, name));
}

/* With a single plain name to follow there is no need to list the folder. */
static enum err follow_name(struct glob *glob, uint64_t node, unsigned position)
{
	uint64_t child;
	struct str name;
	enum err e = glob->tree->type->child(glob->tree, node, glob->parts[position].text, &child, &name);
	return e ? e : step(glob, name, child, spread(glob, bit(position + 1)));
}

static enum err walk(struct glob *glob, uint64_t node, uint64_t positions)
{
	if (glob->depth == LIMIT_PATH_DEPTH) {
		glob->incomplete = glob->incomplete ? glob->incomplete : ERR_LIMIT;
		return OK;
	}
	glob->depth++;
	uint64_t outer = glob->positions; /* walks nest inside the visits of a listing */
	glob->positions = positions;
	unsigned first = (unsigned)__builtin_ctzll(positions);
	bool plain = positions == bit(first) && !glob->parts[first].wild;
	enum err e = plain ? follow_name(glob, node, first) : glob->tree->type->children(glob->tree, node, visit_child, glob);
	if (e && e != ERR_ABSENT && !glob->stopped && !glob->incomplete)
		glob->incomplete = e;
	glob->positions = outer;
	glob->depth--;
	return glob->stopped;
}

enum err file_tree_glob(struct file_tree *tree, struct str root, struct str pattern, file_visit *visit, void *context)
{
	struct glob glob = { .tree = tree, .visit = visit, .context = context };
	struct file_entry entry;
	bool sound;
	uint64_t node;
	enum err e = parse(&glob, pattern);
	if (e == OK)
		e = file_tree_find_node(tree, root, &node);
	if (e == ERR_ABSENT)
		return OK; /* nothing can match */
	if (e == OK)
		e = tree->type->entry(tree, node, &entry, &sound);
	if (e)
		return e;
	if (!entry.directory)
		return sound ? OK : ERR_CORRUPT;
	buf_put(&glob.path, root);
	e = walk(&glob, node, spread(&glob, bit(0)));
	buf_done(&glob.path);
	return e ? e : glob.incomplete;
}
