/* Login stores of Chromium: what the sync tables beside the logins prove. */
#ifndef SOATMAY_ARTIFACT_CHROMIUM_LOGINS_H
#define SOATMAY_ARTIFACT_CHROMIUM_LOGINS_H

#include "artifact/run.h"

/* Ids of the logins that have a sync record, sorted. */
struct synced_ids {
	int64_t *items;
	size_t count;
};

/* Fills sync_model, initial_sync_state, sync_owner, sync_ghost of the store and gives the synced ids. Damage goes to
 * run_problem. */
void chromium_read_sync_proof(struct run_context *run, struct database *database, struct fact_login_store *store,
			      struct synced_ids *ret);
bool chromium_is_synced(const struct synced_ids *ids, int64_t id);

#endif
