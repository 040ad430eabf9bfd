/* Browser profiles: who is signed in, state S0..S5/SX, the proof letter for password sync, and the saved logins.
 * Decision model: browser research, sections 2 and 3.7; the first state that fits is taken, and "none" needs every file
 * read. */
#include <stdlib.h>

#include "base/timestamp.h"
#include "case/host.h"
#include "case/parts.h"

#define INITIAL_SYNC_DONE 3

/* What the login stores of one profile say together. */
struct stores {
	bool any, model_done, ghost;
	uint64_t profile_synced, account_total, firefox_synced;
};
struct reading {
	bool any, complete, logins_complete;
};

static struct case_browser_profile *row_of(struct case_file *file, uint32_t subject)
{
	for (size_t i = 0; i < file->browser_profiles.count; i++)
		if (file->browser_profiles.items[i].subject == subject)
			return &file->browser_profiles.items[i];
	return NULL;
}

static void add_profile(struct builder *builder, const struct subject *subject)
{
	const struct case_file *file = builder->file;
	struct str sid = sid_of_profile(file, subject->user);
	bool past = is_past(file, subject);
	struct case_browser_profile *profile = array_push(builder->arena, &builder->file->browser_profiles);
	*profile = (struct case_browser_profile){
		.subject = subject->id, .system = system_of(subject), .user_subject = subject->user, .user_sid = sid,
		.browser = subject->browser, .path = subject->root, .previous = past,
		.last_sync = TIME_UNKNOWN, .first_login = TIME_UNKNOWN, .last_login = TIME_UNKNOWN,
	};
	record_times_unknown(fact_types[FACT_BROWSER_ACCOUNT], &profile->who);
}

static void take_account(struct builder *builder, struct case_browser_profile *profile, const struct fact *fact)
{
	const struct fact_browser_account *from = &fact->browser_account;
	struct fact_browser_account *who = &profile->who;
	keep_first(&who->profile_name, from->profile_name);
	keep_first(&who->address, from->address);
	keep_first(&who->display_name, from->display_name);
	keep_first(&who->cid, from->cid);
	keep_first(&who->oid, from->oid);
	keep_first(&who->tenant, from->tenant);
	keep_first(&who->gaia, from->gaia);
	keep_first(&who->puid, from->puid);
	keep_first(&who->former_address, from->former_address);
	keep_first(&who->cache_guid, from->cache_guid);
	if (who->provider == PROVIDER_UNKNOWN)
		who->provider = from->provider;
	who->signed_in |= from->signed_in;
	who->formerly_signed_in |= from->formerly_signed_in;
	who->formerly_syncing |= from->formerly_syncing;
	who->sync_consented |= from->sync_consented;
	who->sync_set_up |= from->sync_set_up;
	who->sync_paused |= from->sync_paused;
	who->passwords_selected |= from->passwords_selected;
	who->passwords_active |= from->passwords_active;
	who->implicit |= from->implicit;
	who->custom_passphrase |= from->custom_passphrase;
	who->listed |= from->listed;
	who->created = time_earlier(who->created, from->created);
	who->last_used = time_later(who->last_used, from->last_used);
	who->last_sync = time_later(who->last_sync, from->last_sync);
	who->signed_out = time_later(who->signed_out, from->signed_out);
	origin_add(builder->arena, &profile->evidence, &fact->origin);
}

static void take_store(struct builder *builder, struct case_browser_profile *profile, struct stores *stores,
		       const struct fact *fact)
{
	const struct fact_login_store *store = &fact->login_store;
	stores->any = true;
	profile->logins_total += store->total;
	profile->logins_never_save += store->never_save;
	profile->logins_synced += store->synced;
	if (store->deleted_known) {
		profile->deleted_known = true;
		profile->logins_deleted_estimate += store->deleted_estimate;
	}
	profile->first_login = time_earlier(profile->first_login, store->first_created);
	profile->last_login = time_later(profile->last_login, store->last_created);
	if (store->store == STORE_ACCOUNT)
		stores->account_total += store->total;
	else if (store->store == STORE_FIREFOX)
		stores->firefox_synced += store->synced;
	else
		stores->profile_synced += store->synced;
	if (store->store == STORE_PROFILE) {
		stores->model_done |= store->sync_model && store->initial_sync_state == INITIAL_SYNC_DONE;
		stores->ghost |= store->sync_ghost;
	}
	origin_add(builder->arena, &profile->evidence, &fact->origin);
}

/* The realm, unless it is only the text of an HTTP login box: then the origin. */
static struct str host_of_login(struct arena *arena, const struct fact_saved_login *login)
{
	bool realm_is_address = str_find(login->realm, STR("://")) >= 0;
	struct str host = host_of(arena, realm_is_address || login->origin.len == 0 ? login->realm : login->origin);
	return host.len ? host : host_of(arena, login->origin);
}

static void take_login(struct builder *builder, struct case_browser_profile *profile, const struct fact *fact)
{
	if (fact->saved_login.kind != LOGIN_PASSWORD)
		return;
	struct str host = host_of_login(builder->arena, &fact->saved_login);
	*array_push(builder->arena, &profile->logins) =
		(struct case_login){ .login = fact->saved_login, .host = host, .origin = fact->origin };
	profile->first_login = time_earlier(profile->first_login, fact->saved_login.created);
	profile->last_login = time_later(profile->last_login, fact->saved_login.created);
}

static int compare_logins(const void *left, const void *right)
{
	const struct case_login *a = left, *b = right;
	int order = str_compare(a->host, b->host);
	if (order == 0)
		order = str_compare(a->login.username, b->login.username);
	if (order == 0)
		order = (a->login.created > b->login.created) - (a->login.created < b->login.created);
	if (order == 0)
		order = str_compare(a->login.realm, b->login.realm);
	if (order == 0)
		order = str_compare(a->login.origin, b->login.origin);
	if (order == 0)
		order = (a->login.store > b->login.store) - (a->login.store < b->login.store);
	return order ? order : origin_compare(&a->origin, &b->origin);
}

/* What the coverage rows of this profile allow us to say about what was NOT found. */
static struct reading reading_of(const struct case_file *file, uint32_t subject)
{
	struct reading reading = { .complete = true, .logins_complete = true };
	for (size_t i = 0; i < file->coverage.count; i++) {
		const struct coverage *row = &file->coverage.items[i];
		if (row->subject != subject)
			continue;
		bool good = !row->undone && (row->result == COVERAGE_DONE || row->result == COVERAGE_ABSENT);
		reading.any = true;
		reading.complete &= good;
		if (str_find_fold(row->check, STR("login")) >= 0)
			reading.logins_complete &= good;
	}
	return reading;
}

static bool account_now(const struct fact_browser_account *who)
{
	return who->signed_in || who->sync_consented;
}

static bool sync_on(const struct fact_browser_account *who)
{
	return account_now(who) && (who->sync_consented || who->sync_set_up);
}

static enum proof proof_of(const struct fact_browser_account *who, const struct stores *stores)
{
	if ((stores->model_done && stores->profile_synced) || stores->firefox_synced)
		return PROOF_A;
	if (stores->account_total)
		return PROOF_A2;
	bool selected = who->sync_set_up && who->passwords_selected && who->last_sync != TIME_UNKNOWN;
	if (account_now(who) && (who->passwords_active || selected))
		return PROOF_B;
	if (stores->ghost)
		return PROOF_C;
	return account_now(who) ? PROOF_D : PROOF_NONE;
}

static enum browser_state state_of(const struct case_browser_profile *profile, const struct stores *stores,
				   struct reading reading)
{
	const struct fact_browser_account *who = &profile->who;
	if (profile->proof == PROOF_A || profile->proof == PROOF_A2 || profile->proof == PROOF_B)
		return BROWSER_STATE_PASSWORDS_SYNCED;
	if (sync_on(who))
		return BROWSER_STATE_SYNC_ON;
	if (account_now(who))
		return BROWSER_STATE_SIGNED_IN;
	/* "Signed out now" is a statement about files that must have been read. */
	if (!reading.any || !reading.complete)
		return BROWSER_STATE_UNKNOWN;
	if (stores->ghost || who->formerly_syncing)
		return BROWSER_STATE_FORMERLY_SYNCED;
	if (who->formerly_signed_in || who->signed_out != TIME_UNKNOWN)
		return BROWSER_STATE_FORMERLY_SIGNED_IN;
	return BROWSER_STATE_NONE;
}

/* How well a trace of this profile names its main account; 0 = not at all. Further accounts of a profile rank below the
 * main one. */
static unsigned rank_of(const struct case_browser_profile *profile, const struct case_trace *trace)
{
	const struct fact_browser_account *who = &profile->who;
	if (trace->browser_subject != profile->subject)
		return 0;
	if (trace->fact.role == ROLE_FORMER_BROWSER)
		return 1;
	if (trace->fact.role != ROLE_BROWSER)
		return 0;
	if ((who->address.len && str_eq_fold(trace->fact.address, who->address)) ||
	    (who->gaia.len && str_eq_fold(trace->fact.gaia, who->gaia)))
		return 4;
	return trace->fact.state == ACCOUNT_LINKED ? 3 : 2;
}

/* The account of the profile: now signed in, or the former one when nobody is. */
static uint32_t account_of_profile(const struct case_file *file, const struct case_browser_profile *profile)
{
	uint32_t best = 0;
	unsigned best_rank = 0;
	for (size_t i = 0; i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		for (size_t k = 0; k < account->traces.count; k++) {
			unsigned rank = rank_of(profile, &account->traces.items[k]);
			if (rank <= best_rank)
				continue;
			best = account->id;
			best_rank = rank;
		}
	}
	return best;
}

/* The account that owns the uploaded passwords, when only its id is known (DataTypeState field 6). */
static uint32_t account_of_owner(struct builder *builder, struct str owner)
{
	const struct case_file *file = builder->file;
	struct str cid = cid_normal(builder->arena, owner);
	for (size_t i = 0; owner.len && i < file->accounts.count; i++) {
		const struct case_account *account = &file->accounts.items[i];
		if (str_eq_fold(account->gaia, owner) || str_eq_fold(account->oid, owner) || (cid.len && str_eq(account->cid, cid)))
			return account->id;
	}
	return 0;
}

/* Empty folders of programs that merely embed a browser say nothing to anybody. */
static bool says_nothing(const struct case_browser_profile *profile)
{
	return profile->browser == BROWSER_WEBVIEW && profile->state == BROWSER_STATE_NONE && profile->logins_total == 0 &&
	       profile->logins.count == 0;
}

static void finish_profile(struct builder *builder, struct case_browser_profile *profile, const struct stores *stores,
			   struct str owner)
{
	struct reading reading = reading_of(builder->file, profile->subject);
	if (profile->logins.count)
		qsort(profile->logins.items, profile->logins.count, sizeof *profile->logins.items, compare_logins);
	if (profile->logins_total < profile->logins.count)
		profile->logins_total = profile->logins.count;
	profile->logins_read = reading.any ? reading.logins_complete : stores->any;
	profile->proof = proof_of(&profile->who, stores);
	profile->state = state_of(profile, stores, reading);
	profile->display_name = profile->who.profile_name;
	profile->last_sync = profile->who.last_sync;
	profile->account = account_of_profile(builder->file, profile);
	if (!profile->account)
		profile->account = account_of_owner(builder, owner);
}

static int compare_profiles(const void *left, const void *right)
{
	const struct case_browser_profile *a = left, *b = right;
	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	int order = str_compare_fold(a->path, b->path);
	return order ? order : (a->subject > b->subject) - (a->subject < b->subject);
}

static void drop_silent(struct case_file *file)
{
	size_t kept = 0;
	for (size_t i = 0; i < file->browser_profiles.count; i++)
		if (!says_nothing(&file->browser_profiles.items[i]))
			file->browser_profiles.items[kept++] = file->browser_profiles.items[i];
	file->browser_profiles.count = kept;
	if (kept)
		qsort(file->browser_profiles.items, kept, sizeof *file->browser_profiles.items, compare_profiles);
}

void build_browser_profiles(struct builder *builder)
{
	struct case_file *file = builder->file;
	for (size_t i = 0; i < file->subjects.count; i++)
		if (file->subjects.items[i].scope == SCOPE_BROWSER)
			add_profile(builder, &file->subjects.items[i]);
	size_t count = file->browser_profiles.count;
	struct stores *stores = arena_array(builder->arena, struct stores, count ? count : 1);
	struct str *owners = arena_array(builder->arena, struct str, count ? count : 1);
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind != FACT_BROWSER_ACCOUNT && fact->kind != FACT_LOGIN_STORE && fact->kind != FACT_SAVED_LOGIN)
			continue;
		struct case_browser_profile *profile = row_of(file, fact->subject);
		if (!profile)
			continue;
		size_t at = (size_t)(profile - file->browser_profiles.items);
		if (fact->kind == FACT_BROWSER_ACCOUNT) {
			take_account(builder, profile, fact);
		} else if (fact->kind == FACT_LOGIN_STORE) {
			take_store(builder, profile, &stores[at], fact);
			keep_first(&owners[at], fact->login_store.sync_owner);
		} else {
			take_login(builder, profile, fact);
		}
	}
	for (size_t i = 0; i < count; i++)
		finish_profile(builder, &file->browser_profiles.items[i], &stores[i], owners[i]);
	drop_silent(file);
}
