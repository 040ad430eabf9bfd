/* Growing arrays in an arena. `struct { T *items; size_t count, capacity; }` is the shape; the memory goes with the
 * arena. */
#ifndef SOATMAY_BASE_ARRAY_H
#define SOATMAY_BASE_ARRAY_H

#include <string.h>

#include "base/arena.h"

#define ARRAY_OF(type)                  \
	struct {                        \
		type *items;            \
		size_t count, capacity; \
	}

/* Pointer to a new zeroed item at the end; valid until the next push. */
#define array_push(arena, array)                                                                             \
	((array)->count == (array)->capacity                                                                 \
	         ? ((array)->items = array_grow((arena), (array)->items, (array)->count, &(array)->capacity, \
	                                        sizeof *(array)->items))                                     \
	         : (void *)0,                                                                                \
	 &(array)->items[(array)->count++])

static inline void *array_grow(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity ? *capacity * 2 : 8;
	void *grown = arena_calloc(arena, wanted, size);
	if (count)
		memcpy(grown, items, count * size);
	*capacity = wanted;
	return grown;
}

#endif
