/* The SAM's own structures: the F and V values of users, the machine SID.
 * Format: winreg-kb, "Security Accounts Manager keys"; offsets are little endian. */
#ifndef SOATMAY_ARTIFACT_SAM_H
#define SOATMAY_ARTIFACT_SAM_H

#include "artifact/registry.h"

#define SAM_ACCOUNT "SAM\\Domains\\Account"

/* "S-1-5-21-a-b-c" from the domain's V value; the empty text when it is not there or too short. */
struct str sam_machine_sid(struct run_context *run, struct hive_key account, struct origin *origin);
/* Fills what F says (last_logon, password_set, effective_rid, enabled, logon_count); false when it is too short. */
bool sam_read_f(struct span f, struct fact_user *user);
/* Fills what V says (name, full_name, comment, password); false when a part lies outside. */
bool sam_read_v(struct span v, struct arena *arena, struct fact_user *user);
/* The identity of the cloud account that is linked to the user, if there is one. windows_sam_internet.c */
void sam_internet_identity(struct run_context *run, struct hive_key key, const struct fact_user *user);

#endif
