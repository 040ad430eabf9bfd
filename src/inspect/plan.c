/* Joins the wants of artifacts, so that each file is collected once for a subject. */
#include "inspect/plan.h"

bool plan_applies(const struct artifact *artifact, const struct subject *subject)
{
	if (artifact->scope != subject->scope)
		return false;
	if (artifact->scope != SCOPE_BROWSER || artifact->family == FAMILY_ANY)
		return true;
	return (artifact->family == FAMILY_FIREFOX) == subject->firefox_family;
}

static bool in_set(const struct artifact *artifact, enum want_set set)
{
	static const struct subject examples[WANT_SET_COUNT] = {
		[WANTS_SYSTEM] = { .scope = SCOPE_SYSTEM },
		[WANTS_USER] = { .scope = SCOPE_USER },
		[WANTS_CHROMIUM] = { .scope = SCOPE_BROWSER },
		[WANTS_FIREFOX] = { .scope = SCOPE_BROWSER, .firefox_family = true },
	};
	return plan_applies(artifact, &examples[set]);
}

typedef ARRAY_OF(struct want) want_list;

static void add_want(want_list *list, struct arena *arena, const struct want *want)
{
	for (size_t i = 0; i < list->count; i++) {
		struct want *known = &list->items[i];
		if (((known->flags ^ want->flags) & (WANT_BROWSER_ROOT | WANT_DELETED)) ||
		    !str_eq_fold(str_from_c(known->glob), str_from_c(want->glob)))
			continue;
		bool listing = known->flags & want->flags & WANT_LISTING;
		known->flags = ((known->flags | want->flags) & ~(unsigned)WANT_LISTING) | (listing ? WANT_LISTING : 0);
		if (want->max_bytes > known->max_bytes)
			known->max_bytes = want->max_bytes;
		return;
	}
	*array_push(arena, list) = *want;
}

const struct want *plan_wants(const struct artifact *const *artifacts, enum want_set set, struct arena *arena)
{
	want_list list = { 0 };
	for (; *artifacts; artifacts++) {
		for (const struct want *want = in_set(*artifacts, set) ? (*artifacts)->wants : NULL; want && want->glob; want++)
			add_want(&list, arena, want);
	}
	/* Content before listings: a file that is delivered whole is not listed again. */
	want_list ordered = { 0 };
	for (int listings = 0; listings < 2; listings++) {
		for (size_t i = 0; i < list.count; i++) {
			if (!!(list.items[i].flags & WANT_LISTING) == listings)
				*array_push(arena, &ordered) = list.items[i];
		}
	}
	*array_push(arena, &ordered) = (struct want){ 0 };
	return ordered.items;
}

bool plan_requires_files(const struct artifact *artifact)
{
	for (const struct want *want = artifact->wants; want->glob; want++) {
		if (want->flags & WANT_REQUIRED)
			return true;
	}
	return false;
}

bool plan_allows(enum scope scope, enum fact_kind kind)
{
	static const unsigned everywhere = 1U << FACT_ACCOUNT | 1U << FACT_SETTING;
	static const unsigned kinds[SCOPE_COUNT] = {
		[SCOPE_SYSTEM] = 1U << FACT_MACHINE | 1U << FACT_USER | 1U << FACT_MEMBER | 1U << FACT_PROFILE | 1U << FACT_SOFTWARE |
				 1U << FACT_AUTOSTART | 1U << FACT_REMOTE_ACCESS,
		[SCOPE_USER] = 1U << FACT_SOFTWARE | 1U << FACT_AUTOSTART | 1U << FACT_REMOTE_ACCESS,
		[SCOPE_BROWSER] = 1U << FACT_BROWSER_ACCOUNT | 1U << FACT_LOGIN_STORE | 1U << FACT_SAVED_LOGIN,
	};
	return (kinds[scope] | everywhere) >> kind & 1;
}
