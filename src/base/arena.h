/* Arena: memory that lives and dies together.
 * An allocation never returns NULL: when the limit is reached or the kernel has no more, `exhausted` is called and must
 * not return (the default ends the process with EXIT_ARENA_EXHAUSTED, which the conductor reports as a limit). */
#ifndef SOATMAY_BASE_ARENA_H
#define SOATMAY_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#define EXIT_ARENA_EXHAUSTED 71

struct arena_block;

struct arena {
	struct arena_block *blocks;
	size_t used;
	size_t limit;
	void (*exhausted)(struct arena *);
};

/* `limit` in bytes over all blocks. */
void arena_init(struct arena *arena, size_t limit);
/* Gives everything back; the arena can be used again. */
void arena_reset(struct arena *arena);
void arena_done(struct arena *arena);
/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* `count` zeroed items; a product that overflows counts as exhausted. */
void *arena_calloc(struct arena *arena, size_t count, size_t size);

#define arena_new(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_calloc((arena), (count), sizeof(type)))

#endif
