/* Names of Windows users in users, paths, places and findings become va*****g; names of official users go altogether. */
#include "report/supplier_case.h"

#include <string.h>

#include "report/hidden_names.h"

/* Replaces the items of an array, which are the case's own, by a copy. */
#define OWN(arena, array)                                                                                              \
	((array)->items = copy_of((arena), (array)->items, (array)->count, sizeof *(array)->items),                    \
	 (array)->capacity = (array)->count)

static void *copy_of(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_calloc(arena, count ? count : 1, size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

static void hide(struct hidden_names *names, struct str *text)
{
	*text = hide_in_text(names, *text);
}

static void hide_origins(struct hidden_names *names, origin_list *list)
{
	OWN(names->arena, list);
	for (size_t i = 0; i < list->count; i++) {
		hide(names, &list->items[i].where);
		hide(names, &list->items[i].name);
	}
}

static void hide_people(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->users);
	for (size_t i = 0; i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		hide(names, &user->sam.name);
		hide(names, &user->profile_path);
		user->sam.full_name = user->sam.comment = (struct str){ 0 };
	}
	OWN(names->arena, &file->browser_profiles);
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		struct case_browser_profile *profile = &file->browser_profiles.items[i];
		hide(names, &profile->path);
		profile->display_name = hide_label(names, profile->display_name);
		OWN(names->arena, &profile->logins);
		for (size_t k = 0; k < profile->logins.count; k++)
			profile->logins.items[k].login.username = (struct str){ 0 };
	}
}

static void hide_systems(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->systems);
	for (size_t i = 0; i < file->systems.count; i++) {
		struct case_system *system = &file->systems.items[i];
		struct str *labels[] = { &system->computer_name, &system->domain, &system->owner, &system->organisation };
		struct str *texts[] = { &system->path, &system->manufacturer, &system->model, &system->oem };
		for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
			*labels[k] = hide_label(names, *labels[k]);
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			hide(names, texts[k]);
	}
}

/* Names of disks, which people choose, and where a copy of a disk lies. */
static void hide_disks(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->sources);
	for (size_t i = 0; i < file->sources.count; i++)
		hide(names, &file->sources.items[i].path);
	OWN(names->arena, &file->volumes);
	for (size_t i = 0; i < file->volumes.count; i++) {
		struct volume_info *volume = &file->volumes.items[i];
		volume->encryption_label = hide_label(names, volume->encryption_label);
		hide(names, &volume->detail);
	}
}

static void hide_software(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->software);
	for (size_t i = 0; i < file->software.count; i++) {
		hide(names, &file->software.items[i].fact.name);
		hide(names, &file->software.items[i].fact.publisher);
	}
	OWN(names->arena, &file->autostart);
	for (size_t i = 0; i < file->autostart.count; i++)
		hide(names, &file->autostart.items[i].fact.name);
}

static void hide_files(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->evidence);
	for (size_t i = 0; i < file->evidence.count; i++)
		hide(names, &file->evidence.items[i].path);
	OWN(names->arena, &file->coverage);
	for (size_t i = 0; i < file->coverage.count; i++) {
		hide(names, &file->coverage.items[i].subject_text);
		hide(names, &file->coverage.items[i].reason);
	}
}

/* The identity stays: it is only hashed. */
static void hide_findings(struct hidden_names *names, struct case_file *file)
{
	OWN(names->arena, &file->findings);
	for (size_t i = 0; i < file->findings.count; i++) {
		struct finding *finding = &file->findings.items[i];
		origin_list origins = { 0 };
		hide(names, &finding->subject);
		OWN(names->arena, &finding->arguments);
		for (size_t k = 0; k < finding->arguments.count; k++) {
			if (finding->arguments.items[k].kind == ARGUMENT_TEXT)
				hide(names, &finding->arguments.items[k].text);
		}
		OWN(names->arena, &finding->items);
		for (size_t k = 0; k < finding->items.count; k++)
			hide(names, &finding->items.items[k]);
		origins.items = finding->evidence.items;
		origins.count = finding->evidence.count;
		hide_origins(names, &origins);
		finding->evidence.items = origins.items;
		finding->evidence.capacity = origins.count;
	}
}

struct case_file *supplier_case(struct arena *arena, const struct case_file *file)
{
	struct hidden_names names;
	struct case_file *copy = arena_new(arena, struct case_file);
	*copy = *file;
	hidden_names_init(&names, arena, file);
	hide_people(&names, copy);
	hide_systems(&names, copy);
	hide_disks(&names, copy);
	hide_software(&names, copy);
	hide_files(&names, copy);
	hide_findings(&names, copy);
	return copy;
}

struct policy *supplier_policy(struct arena *arena, const struct case_file *file, const struct policy *policy)
{
	struct hidden_names names;
	struct policy *copy = arena_new(arena, struct policy);
	*copy = *policy;
	hidden_names_init(&names, arena, file);
	OWN(arena, &copy->problems);
	for (size_t i = 0; i < copy->problems.count; i++)
		hide(&names, &copy->problems.items[i].detail);
	return copy;
}
