/* Which evidence rows a report refers to: a pure directory listing is left out unless a row of the report cites it. */
#include "report/json_parts.h"

struct citing {
	bool *by_id;
	uint32_t highest;
};

static void cite(struct citing *citing, const struct origin *origins, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (origins[i].evidence <= citing->highest)
			citing->by_id[origins[i].evidence] = true;
	}
}

static void cite_people(struct citing *citing, const struct case_file *file)
{
	for (size_t i = 0; i < file->users.count; i++)
		cite(citing, file->users.items[i].evidence.items, file->users.items[i].evidence.count);
	for (size_t i = 0; i < file->accounts.count; i++) {
		for (size_t k = 0; k < file->accounts.items[i].traces.count; k++)
			cite(citing, &file->accounts.items[i].traces.items[k].origin, 1);
	}
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		const struct case_browser_profile *profile = &file->browser_profiles.items[i];
		cite(citing, profile->evidence.items, profile->evidence.count);
		for (size_t k = 0; k < profile->logins.count; k++)
			cite(citing, &profile->logins.items[k].origin, 1);
	}
}

static void cite_rest(struct citing *citing, const struct case_file *file)
{
	for (size_t i = 0; i < file->systems.count; i++)
		cite(citing, file->systems.items[i].evidence.items, file->systems.items[i].evidence.count);
	for (size_t i = 0; i < file->software.count; i++)
		cite(citing, &file->software.items[i].origin, 1);
	for (size_t i = 0; i < file->autostart.count; i++)
		cite(citing, &file->autostart.items[i].origin, 1);
	for (size_t i = 0; i < file->remote_access.count; i++)
		cite(citing, &file->remote_access.items[i].origin, 1);
	for (size_t i = 0; i < file->findings.count; i++)
		cite(citing, file->findings.items[i].evidence.items, file->findings.items[i].evidence.count);
}

bool *cited_evidence(struct arena *arena, const struct case_file *file)
{
	struct citing citing = { 0 };
	for (size_t i = 0; i < file->evidence.count; i++) {
		if (file->evidence.items[i].id > citing.highest)
			citing.highest = file->evidence.items[i].id;
	}
	citing.by_id = arena_array(arena, bool, (size_t)citing.highest + 1);
	cite_people(&citing, file);
	cite_rest(&citing, file);
	bool *cited = arena_array(arena, bool, file->evidence.count + 1);
	for (size_t i = 0; i < file->evidence.count; i++)
		cited[i] = citing.by_id[file->evidence.items[i].id];
	return cited;
}
