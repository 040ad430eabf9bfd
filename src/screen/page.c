/* Making pages: small helpers, no wording. */
#include "screen/page.h"

void page_init(struct page *page, const char *id, enum page_stage stage)
{
	*page = (struct page){ .id = id, .stage = stage };
}

struct block *page_add(struct arena *arena, block_list *list, enum block_kind kind)
{
	struct block *block = array_push(arena, list);
	block->kind = kind;
	block->selected = -1;
	return block;
}

struct item *block_item(struct arena *arena, struct block *block, struct str text)
{
	struct item *item = array_push(arena, &block->items);
	item->text = text;
	return item;
}

struct block *page_text(struct arena *arena, block_list *list, enum text_role role, struct str text)
{
	struct block *block = page_add(arena, list, BLOCK_TEXT);
	block->role = role;
	block->text = text;
	return block;
}

struct hint *page_hint(struct arena *arena, struct page *page, const char *key, const char *second, struct str text)
{
	struct hint *hint = array_push(arena, &page->hints);
	*hint = (struct hint){ .keys = { key, second, NULL }, .text = text };
	return hint;
}

#define HINTS_SHOWN 5

static struct hint turn_hint(const struct page *page, unsigned part, unsigned parts)
{
	const char *back = page->turn_by_page ? "PgUp" : "up", *on = page->turn_by_page ? "PgDn" : "down";
	struct hint hint = { .keys = { part > 0 ? back : on, part > 0 && part + 1 < parts ? on : NULL },
			     .text = page->turn };
	return hint;
}

size_t page_hints(const struct page *page, unsigned part, unsigned parts, struct hint ret[HINTS_MOST])
{
	bool turns = parts > 1 && page->turn.len > 0;
	size_t count = 0, all = page->hints.count + turns;
	if (turns && (!page->hints.count || page->hints.items[0].right))
		ret[count++] = turn_hint(page, part, parts);
	for (size_t i = 0; i < page->hints.count && count < HINTS_MOST; i++) {
		const struct hint *hint = &page->hints.items[i];
		if (hint->spare && all > HINTS_SHOWN)
			continue;
		ret[count++] = *hint;
		if (turns && i == 0 && !hint->right && count < HINTS_MOST)
			ret[count++] = turn_hint(page, part, parts);
	}
	return count;
}

void page_put_last(struct arena *arena, const block_list *list, block_list *ret)
{
	*ret = (block_list){ 0 };
	for (unsigned later = 0; later < 2; later++)
		for (size_t i = 0; i < list->count; i++)
			if (list->items[i].later == (later == 1))
				*array_push(arena, ret) = list->items[i];
}
