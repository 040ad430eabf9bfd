/* How registry texts name cloud identities: "MicrosoftAccount\x@y", "AzureAD\..", provider GUIDs,
 * "u:<oid>.<tenant>". */
#ifndef SOATMAY_ARTIFACT_IDENTITY_H
#define SOATMAY_ARTIFACT_IDENTITY_H

#include "artifact/registry.h"

/* A logon name. False when it names no cloud account (".\an", "DOM\an"). */
bool identity_from_logon_name(struct str name, struct fact_account *account);
/* By the provider's GUID, with or without braces; PROVIDER_UNKNOWN for others. */
enum provider identity_provider(struct str guid);
/* Object id of an Entra user's SID, and the SID as the local user's own. Other local SIDs only as such. */
void identity_from_sid(struct str sid, struct arena *arena, struct fact_account *account);
/* "u:<object id>.<tenant id>" and bare account ids (16 hex digits = CID). False when it is none of these. */
bool identity_from_universal_id(struct str id, struct arena *arena, struct fact_account *account);
bool identity_is_guid(struct str text); /* without braces */
bool identity_is_cid(struct str text);

/* How a Microsoft account signs in: a mail address, or a telephone number "+84912345678". */
bool identity_is_login_name(struct str text);

#endif
