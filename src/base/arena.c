/* Arena of malloc'd blocks, newest first; a request larger than a block gets a block of its own. */
#include "base/arena.h"

#include <stdlib.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

static void end_process(struct arena *arena)
{
	(void)arena;
	_exit(EXIT_ARENA_EXHAUSTED);
}

void arena_init(struct arena *arena, size_t limit)
{
	*arena = (struct arena){ .limit = limit, .exhausted = end_process };
}

void arena_reset(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *next = arena->blocks->next;
		free(arena->blocks);
		arena->blocks = next;
	}
	arena->used = 0;
}

void arena_done(struct arena *arena)
{
	arena_reset(arena);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	size_t capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
	if (capacity > arena->limit - arena->used)
		capacity = size;
	if (capacity > arena->limit - arena->used)
		return NULL;
	struct arena_block *block = calloc(1, sizeof *block + capacity);
	if (!block)
		return NULL;
	block->size = capacity;
	block->next = arena->blocks;
	arena->blocks = block;
	arena->used += capacity;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT)
		arena->exhausted(arena);
	size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct arena_block *block = arena->blocks;
	if (!block || rounded > block->size - block->used)
		block = add_block(arena, rounded);
	if (!block) {
		arena->exhausted(arena);
		abort(); /* exhausted must not return */
	}
	void *memory = block->bytes + block->used;
	block->used += rounded;
	return memory;
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes)) {
		arena->exhausted(arena);
		abort();
	}
	return arena_alloc(arena, bytes);
}
