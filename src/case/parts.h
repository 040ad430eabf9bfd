/* The steps of case_build, in the order they run, and what they share. Nobody outside case/ includes this. */
#ifndef SOATMAY_CASE_PARTS_H
#define SOATMAY_CASE_PARTS_H

#include "case/case.h"

/* Where a profile of ProfileList lies. */
struct place {
	uint32_t system;
	struct str sid, drive;         /* drive as fact_profile.drive */
	uint32_t subject;              /* of the folder; 0 = not found */
	bool unsure;                   /* its partition is not here: a folder of the same path was taken */
};

struct builder {
	struct case_file *file;
	struct arena *arena;
	const struct fact *facts;      /* a sorted copy: the order of arrival never shows in the rows */
	size_t fact_count;
	const struct subject **by_id;  /* subjects by id; NULL where there is none */
	size_t id_count;
	ARRAY_OF(struct place) places;
};

/* gives profile folders on other volumes to the Windows that names them */
void build_places(struct builder *builder);
void build_systems(struct builder *builder);
void build_users(struct builder *builder);
void build_accounts(struct builder *builder);
void build_browser_profiles(struct builder *builder); /* needs accounts */
void build_rows(struct builder *builder);             /* software, autostart, remote access, settings */
void build_user_links(struct builder *builder);       /* users' microsoft_account; needs accounts */

/* NULL when ProfileList does not name the SID. */
const struct place *place_of(const struct builder *builder, uint32_t system, struct str sid);
/* Coverage rows for people whose profile nobody has read; needs users. */
void cover_missing_profiles(struct builder *builder);
/* People only: local, domain and Entra users. Services, IIS pools, virtual machines, window managers are none. */
bool is_person_sid(struct str sid);

const struct subject *builder_subject(const struct builder *builder, uint32_t id);
/* Subject id of the Windows installation a subject belongs to; 0 = none. */
uint32_t system_of(const struct subject *subject);
/* Subject id of the owning profile folder; 0 = none. */
uint32_t profile_of(const struct subject *subject);
/* SID of the owner of a profile folder; empty when nobody is known. */
struct str sid_of_profile(const struct case_file *file, uint32_t profile_subject);
/* Past or gone: Windows.old, Snapshots, or a folder whose user was deleted. */
bool is_past(const struct case_file *file, const struct subject *subject);

/* Adds `origin` unless the list has it. */
void origin_add(struct arena *arena, origin_list *list, const struct origin *origin);
int origin_compare(const struct origin *a, const struct origin *b);
int64_t time_earlier(int64_t a, int64_t b); /* TIME_UNKNOWN counts as no time */
int64_t time_later(int64_t a, int64_t b);
void keep_first(struct str *kept, struct str next); /* *kept stays unless it is empty */

/* One of the names of a real account, in a form in which equal means the same account; filled by account_keys. */
#define ACCOUNT_KEYS_MAX 8
struct account_keys {
	struct str items[ACCOUNT_KEYS_MAX];
	unsigned count;
};
struct account_keys account_keys(struct arena *arena, const struct fact_account *fact);
/* 16 lower-case hex digits; empty when `text` is no CID or is all zeros. */
struct str cid_normal(struct arena *arena, struct str text);

#endif
