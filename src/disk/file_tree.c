/* Paths and content of any kind of tree; the globs are in glob.c. */
#include "disk/file_tree.h"

#include "base/limits.h"
#include "disk/tree.h"

void file_tree_close(struct file_tree *tree)
{
	if (tree)
		tree->type->close(tree);
}

/* Cuts the next component; empty ones ("\\" twice, a leading one) are passed over. */
static struct str next_component(struct str *path)
{
	struct str component;
	do {
		component = str_cut(*path, '\\', path);
	} while (component.len == 0 && path->len);
	return component;
}

enum err file_tree_find_node(struct file_tree *tree, struct str path, uint64_t *ret)
{
	uint64_t node = tree->root;
	struct file_entry entry;
	bool sound = true;
	if (path.len > LIMIT_PATH_BYTES)
		return ERR_LIMIT;
	for (struct str component = next_component(&path); component.len; component = next_component(&path)) {
		uint64_t child;
		struct str spelling;
		enum err e = tree->type->entry(tree, node, &entry, &sound);
		if (e == OK && !entry.directory)
			return sound ? ERR_ABSENT : ERR_CORRUPT;
		if (e == OK)
			e = tree->type->child(tree, node, component, &child, &spelling);
		if (e)
			return e;
		node = child;
	}
	*ret = node;
	return OK;
}

enum err file_tree_find(struct file_tree *tree, struct str path, struct file_entry *ret)
{
	uint64_t node;
	bool sound;
	struct file_entry entry;
	enum err e = file_tree_find_node(tree, path, &node);
	if (e == OK)
		e = tree->type->entry(tree, node, &entry, &sound);
	if (e == OK && !sound)
		e = ERR_CORRUPT;
	if (e == OK)
		*ret = entry;
	return e;
}

enum err file_tree_read(struct file_tree *tree, const struct file_entry *entry, struct str stream, void *buffer,
			uint64_t size)
{
	if (size > INT64_MAX)
		return ERR_LIMIT;
	return tree->type->read(tree, entry->id, stream, buffer, size);
}

uint64_t file_tree_stream_size(struct file_tree *tree, const struct file_entry *entry, struct str stream)
{
	uint64_t size = 0;
	return tree->type->stream_size(tree, entry->id, stream, &size) == OK ? size : 0;
}

void file_tree_verify(struct file_tree *tree, bool on)
{
	if (tree->type->verify)
		tree->type->verify(tree, on);
}

enum err file_tree_link(struct file_tree *tree, const struct file_entry *entry, struct arena *arena,
			struct file_link *ret)
{
	return entry->reparse_tag ? tree->type->link(tree, entry->id, arena, ret) : ERR_UNSUPPORTED;
}

enum err file_tree_deleted(struct file_tree *tree, file_visit *visit, void *context)
{
	return tree->type->deleted ? tree->type->deleted(tree, visit, context) : OK;
}
