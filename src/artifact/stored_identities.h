/* IdentityCRL\StoredIdentities has one shape in .DEFAULT and in NTUSER. */
#ifndef SOATMAY_ARTIFACT_STORED_IDENTITIES_H
#define SOATMAY_ARTIFACT_STORED_IDENTITIES_H

#include "artifact/registry.h"

#define IDENTITY_CRL "Software\\Microsoft\\IdentityCRL"

void stored_identities(struct run_context *run, struct hive_key identity_crl);

#endif
