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
