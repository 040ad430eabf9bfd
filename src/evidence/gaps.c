/* Collects the places that were passed over, a limited number of each kind and volume. */
#include "evidence/gaps.h"

void gap_add(struct arena *arena, gap_list *list, const struct gap *gap)
{
	size_t same = 0;
	struct gap *last = NULL;
	for (size_t i = 0; i < list->count; i++) {
		struct gap *other = &list->items[i];
		if (other->kind != gap->kind || other->volume != gap->volume || other->mandatory != gap->mandatory)
			continue;
		last = other;
		same++;
	}
	if (same >= GAPS_NAMED) {
		last->further++;
		return;
	}
	*array_push(arena, list) = *gap;
}
