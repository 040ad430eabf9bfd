/* Where the profiles of ProfileList lie: beside their Windows, on the partition of their drive letter, or where the
 * only folder of that path is. */
#include "case/parts.h"

#define PERSON_SID_PREFIX STR("S-1-5-21-")
#define ENTRA_SID_PREFIX  STR("S-1-12-1-")

bool is_person_sid(struct str sid)
{
	return str_starts_fold(sid, PERSON_SID_PREFIX) || str_starts_fold(sid, ENTRA_SID_PREFIX);
}

const struct place *place_of(const struct builder *builder, uint32_t system, struct str sid)
{
	for (size_t i = 0; sid.len && i < builder->places.count; i++)
		if (builder->places.items[i].system == system && str_eq_fold(builder->places.items[i].sid, sid))
			return &builder->places.items[i];
	return NULL;
}

/* The profile folder beside the Windows folder itself. */
static const struct subject *own_folder(const struct builder *builder, const struct subject *system, struct str path)
{
	if (system->root.len)
		path = str_join2(builder->arena, system->root, '\\', path);
	for (size_t i = 0; i < builder->file->subjects.count; i++) {
		const struct subject *subject = &builder->file->subjects.items[i];
		if (subject->scope == SCOPE_USER && subject->system == system->id && str_eq_fold(subject->root, path))
			return subject;
	}
	return NULL;
}

static const struct volume_info *volume_of(const struct builder *builder, const struct subject *subject)
{
	for (size_t i = 0; i < builder->file->volumes.count; i++) {
		const struct volume_info *volume = &builder->file->volumes.items[i];
		if (volume->source == subject->source && volume->id == subject->volume)
			return volume;
	}
	return NULL;
}

/* Its own Windows, on the same volume, names the folder as well. */
static bool is_claimed(const struct builder *builder, const struct subject *folder)
{
	for (size_t i = 0; folder->system && i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind == FACT_PROFILE && fact->profile.drive.len == 0 && fact->subject == folder->system &&
		    str_eq_fold(fact->profile.path, folder->root))
			return true;
	}
	return false;
}

static bool is_partition(const struct builder *builder, struct str partition)
{
	for (size_t i = 0; i < builder->file->volumes.count; i++)
		if (str_eq(builder->file->volumes.items[i].partition, partition))
			return true;
	return false;
}

/* Folders of that path on other volumes that nobody else owns; with `partition`, on that one alone. Those of the same
 * disk go before others: a copy of the disk beside it has the same letters. */
struct search { const struct subject *found; size_t count; };

static struct search search_elsewhere(const struct builder *builder, const struct subject *system,
				      const struct fact_profile *profile, struct str partition, bool same_source)
{
	struct search search = { 0 };
	for (size_t i = 0; i < builder->file->subjects.count; i++) {
		const struct subject *folder = &builder->file->subjects.items[i];
		const struct volume_info *volume = volume_of(builder, folder);
		bool elsewhere = folder->source != system->source || folder->volume != system->volume || folder->system == 0;
		if (folder->scope != SCOPE_USER || !elsewhere || (folder->source == system->source) != same_source ||
		    !str_eq_fold(folder->root, profile->path) || is_claimed(builder, folder))
			continue;
		if (partition.len ? !volume || !str_eq(volume->partition, partition) : folder->system != 0)
			continue;
		search.found = folder;
		search.count++;
	}
	return search;
}

static struct search elsewhere(const struct builder *builder, const struct subject *system,
			       const struct fact_profile *profile, struct str partition)
{
	struct search search = search_elsewhere(builder, system, profile, partition, true);
	return search.count ? search : search_elsewhere(builder, system, profile, partition, false);
}

/* The partition of the letter decides when it is here. Otherwise what lies beside Windows, then the only folder of that
 * path: unsure when a letter says that it should lie somewhere else. */
static void find_place(const struct builder *builder, const struct subject *system, const struct fact_profile *profile,
		       struct place *place)
{
	const struct subject *own = own_folder(builder, system, profile->path);
	const struct volume_info *volume = volume_of(builder, system);
	const struct subject *folder = NULL;
	bool known = profile->partition.len && is_partition(builder, profile->partition);
	if (known && volume && str_eq(volume->partition, profile->partition)) {
		folder = own;
	} else if (known) {
		struct search search = elsewhere(builder, system, profile, profile->partition);
		folder = search.count == 1 ? search.found : NULL;
	} else {
		struct search search = elsewhere(builder, system, profile, (struct str){ 0 });
		folder = own ? own : search.count == 1 ? search.found : NULL;
		place->unsure = profile->partition.len || (profile->drive.len && own);
	}
	place->subject = folder ? folder->id : 0;
}

/* From now on the folder, and the browsers in it, belong to the Windows that names it. */
static void adopt(const struct builder *builder, uint32_t folder, uint32_t system)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; folder && i < file->subjects.count; i++) {
		struct subject *subject = &file->subjects.items[i];
		if (subject->id == folder || subject->user == folder)
			subject->system = system;
	}
	for (size_t i = 0; folder && i < file->coverage.count; i++) {
		const struct subject *subject = case_subject(file, file->coverage.items[i].subject);
		if (subject && (subject->id == folder || subject->user == folder))
			file->coverage.items[i].system = system;
	}
}

void build_places(struct builder *builder)
{
	for (int backups = 0; backups < 2; backups++) { /* a .bak row counts only where no other does */
		for (size_t i = 0; i < builder->fact_count; i++) {
			const struct fact *fact = &builder->facts[i];
			const struct subject *system = builder_subject(builder, fact->subject);
			if (fact->kind != FACT_PROFILE || fact->profile.backup != backups || system->scope != SCOPE_SYSTEM ||
			    !is_person_sid(fact->profile.sid) || fact->profile.path.len == 0 ||
			    place_of(builder, system->id, fact->profile.sid))
				continue;
			struct place place = { .system = system->id, .sid = fact->profile.sid, .drive = fact->profile.drive };
			find_place(builder, system, &fact->profile, &place);
			adopt(builder, place.subject, system->id);
			*array_push(builder->arena, &builder->places) = place;
		}
	}
}

/* A profile folder may be there for its browsers alone. Hives that could not be read are said by the artifacts that
 * want them. */
static bool has_hive(const struct builder *builder, uint32_t subject)
{
	for (size_t i = 0; i < builder->file->evidence.count; i++) {
		const struct evidence *evidence = &builder->file->evidence.items[i];
		if (evidence->subject == subject &&
		    (str_ends_fold(evidence->path, STR("\\NTUSER.DAT")) || str_ends_fold(evidence->path, STR("\\NTUSER.MAN"))))
			return true;
	}
	return false;
}

static void cover(struct builder *builder, const struct case_user *user, const struct place *place,
		  const struct subject *system)
{
	struct str path = user->profile_path, drive = place ? place->drive : (struct str){ 0 };
	bool unsure = place && place->unsure && user->profile_subject;
	bool gone = user->orphan ||
		(user->in_sam && !user->sam.enabled && str_starts_fold(user->sam.name, STR("defaultuser")));
	bool undone = !gone && !system->previous;
	if (drive.len)
		path = str_format(builder->arena, "%.*s%s\\%.*s", STR_ARGS(drive), drive.len == 1 ? ":" : "", STR_ARGS(path));
	*array_push(builder->arena, &builder->file->coverage) = (struct coverage){
		.check = STR("source.profile"), .system = user->system, .subject = unsure ? user->profile_subject : 0,
		.subject_text = path,
		.mandatory = undone, .undone = undone, .result = unsure ? COVERAGE_PARTIAL : COVERAGE_ABSENT,
		.reason = unsure ? STR("listed in ProfileList on a drive that is not here, a folder of that path was read instead")
		                 : STR("listed in ProfileList, no profile hive found there"),
	};
}

/* People whose profile Windows knows and nobody has read: moved to a disk that was not given, replaced by a link, hive
 * removed. A folder that is gone with its deleted user, or the set-up user Windows leaves behind, is no gap. */
void cover_missing_profiles(struct builder *builder)
{
	for (size_t i = 0; i < builder->file->users.count; i++) {
		const struct case_user *user = &builder->file->users.items[i];
		const struct subject *system = builder_subject(builder, user->system);
		const struct place *place = place_of(builder, user->system, user->sid);
		bool read = user->profile_subject && has_hive(builder, user->profile_subject) && !(place && place->unsure);
		if (system && user->profile_path.len && is_person_sid(user->sid) && !read)
			cover(builder, user, place, system);
	}
}
