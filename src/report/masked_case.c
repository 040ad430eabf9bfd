/* Copies the rows of a case and masks them (report contract, "Masking"). */
#include "report/masked_case.h"

#include <string.h>

/* Replaces the items of an array of `copy`, which still borrows those of the case, by a copy of its own. */
#define OWN(arena, array) ((array)->items = own((arena), (array)->items, (array)->count, sizeof *(array)->items), \
                           (array)->capacity = (array)->count)

static void *own(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_calloc(arena, count ? count : 1, size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

struct origin masked_origin(struct masker *masker, const struct origin *origin)
{
	struct origin masked = *origin;
	masked.where = mask_text(masker, origin->where);
	masked.name = mask_text(masker, origin->name);
	return masked;
}

static void mask_origins(struct masker *masker, origin_list *list)
{
	OWN(masker->arena, list);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = masked_origin(masker, &list->items[i]);
}

static void mask_systems(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->systems);
	for (size_t i = 0; i < file->systems.count; i++) {
		struct case_system *system = &file->systems.items[i];
		system->owner = mask_label(masker, system->owner);
		system->organisation = mask_label(masker, system->organisation);
		system->computer_name = mask_text(masker, system->computer_name);
		mask_origins(masker, &system->evidence);
	}
}

static void mask_users(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->users);
	for (size_t i = 0; i < file->users.count; i++) {
		struct case_user *user = &file->users.items[i];
		struct str full_name = mask_label(masker, user->sam.full_name);
		struct str comment = mask_label(masker, user->sam.comment);
		mask_record(masker, fact_types[FACT_USER], &user->sam);
		user->sam.full_name = full_name;
		user->sam.comment = comment;
		user->profile_path = mask_text(masker, user->profile_path);
		user->microsoft_account = mask_address(masker, user->microsoft_account);
		mask_origins(masker, &user->evidence);
		mask_origins(masker, &user->administrator_evidence);
		mask_origins(masker, &user->hidden_evidence);
	}
}

static void mask_trace(struct masker *masker, struct case_trace *trace)
{
	struct fact_account *fact = &trace->fact;
	fact->address = mask_address(masker, fact->address);
	fact->display_name = mask_person(masker, fact->display_name);
	fact->organisation = mask_label(masker, fact->organisation);
	fact->cid = mask_id(masker, fact->cid);
	fact->puid = mask_id(masker, fact->puid);
	fact->oid = mask_id(masker, fact->oid);
	fact->gaia = mask_id(masker, fact->gaia);
	fact->folder = mask_label(masker, fact->folder);
	trace->origin = masked_origin(masker, &trace->origin);
}

static void mask_accounts(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->accounts);
	for (size_t i = 0; i < file->accounts.count; i++) {
		struct case_account *account = &file->accounts.items[i];
		account->address = mask_address(masker, account->address);
		account->display_name = mask_person(masker, account->display_name);
		account->organisation = mask_label(masker, account->organisation);
		account->cid = mask_id(masker, account->cid);
		account->puid = mask_id(masker, account->puid);
		account->oid = mask_id(masker, account->oid);
		account->gaia = mask_id(masker, account->gaia);
		OWN(masker->arena, &account->traces);
		for (size_t k = 0; k < account->traces.count; k++)
			mask_trace(masker, &account->traces.items[k]);
	}
}

static void mask_logins(struct masker *masker, struct case_browser_profile *profile)
{
	size_t kept = 0;
	OWN(masker->arena, &profile->logins);
	for (size_t i = 0; i < profile->logins.count; i++) {
		struct case_login login = profile->logins.items[i];
		if (masker->mask != MASK_NONE && !login.official)
			continue;
		login.login.origin = mask_origin(masker, login.login.origin);
		login.login.realm = mask_origin(masker, login.login.realm);
		login.login.username = mask_official_user(masker, login.login.username);
		login.host = mask_text(masker, login.host);
		login.origin = masked_origin(masker, &login.origin);
		profile->logins.items[kept++] = login;
	}
	profile->logins.count = kept;
}

static void mask_browser_profiles(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->browser_profiles);
	for (size_t i = 0; i < file->browser_profiles.count; i++) {
		struct case_browser_profile *profile = &file->browser_profiles.items[i];
		profile->path = mask_text(masker, profile->path);
		profile->display_name = mask_label(masker, profile->display_name);
		mask_logins(masker, profile);
		mask_origins(masker, &profile->evidence);
	}
}

/* A file of the disk that is evidence itself, its name whole; other paths are command lines of services. */
static bool is_file(const struct case_file *file, struct str path)
{
	for (size_t i = 0; i < file->evidence.count; i++) {
		if (str_eq(file->evidence.items[i].path, path))
			return true;
	}
	return false;
}

static void mask_software(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->software);
	for (size_t i = 0; i < file->software.count; i++) {
		struct case_software *software = &file->software.items[i];
		struct str uninstall = mask_command(masker, software->fact.uninstall);
		mask_record(masker, fact_types[FACT_SOFTWARE], &software->fact);
		software->fact.uninstall = uninstall;
		software->origin = masked_origin(masker, &software->origin);
	}
	OWN(masker->arena, &file->autostart);
	for (size_t i = 0; i < file->autostart.count; i++) {
		struct case_autostart *autostart = &file->autostart.items[i];
		struct str command = mask_command(masker, autostart->fact.command);
		mask_record(masker, fact_types[FACT_AUTOSTART], &autostart->fact);
		autostart->fact.command = command;
		autostart->origin = masked_origin(masker, &autostart->origin);
	}
	OWN(masker->arena, &file->remote_access);
	for (size_t i = 0; i < file->remote_access.count; i++) {
		struct case_remote *remote = &file->remote_access.items[i];
		struct str path = remote->fact.path;
		path = is_file(file, path) ? mask_text(masker, path) : mask_command(masker, path);
		mask_record(masker, fact_types[FACT_REMOTE_ACCESS], &remote->fact);
		remote->fact.path = path;
		remote->origin = masked_origin(masker, &remote->origin);
	}
}

static void mask_files(struct masker *masker, struct case_file *file)
{
	OWN(masker->arena, &file->evidence);
	for (size_t i = 0; i < file->evidence.count; i++)
		file->evidence.items[i].path = mask_text(masker, file->evidence.items[i].path);
	OWN(masker->arena, &file->coverage);
	for (size_t i = 0; i < file->coverage.count; i++) {
		struct coverage *row = &file->coverage.items[i];
		row->subject_text = mask_text(masker, row->subject_text);
		row->reason = mask_text(masker, row->reason);
	}
	OWN(masker->arena, &file->volumes);
	for (size_t i = 0; i < file->volumes.count; i++)
		file->volumes.items[i].encryption_label = mask_label(masker, file->volumes.items[i].encryption_label);
	OWN(masker->arena, &file->sources);
	for (size_t i = 0; i < file->sources.count; i++)
		file->sources.items[i].path = mask_text(masker, file->sources.items[i].path);
}

struct case_file *masked_case(struct masker *masker, const struct case_file *file)
{
	struct case_file *copy = arena_new(masker->arena, struct case_file);
	*copy = *file;
	mask_systems(masker, copy);
	mask_users(masker, copy);
	mask_accounts(masker, copy);
	mask_browser_profiles(masker, copy);
	mask_software(masker, copy);
	mask_files(masker, copy);
	memset(&copy->findings, 0, sizeof copy->findings);
	return copy;
}
