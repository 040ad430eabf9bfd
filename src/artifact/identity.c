/* Names of cloud identities in the registry (identity.h). */
#include "artifact/identity.h"

#include "decode/windows_types.h"

bool identity_from_logon_name(struct str name, struct fact_account *account)
{
	struct str rest, domain = str_cut(name, '\\', &rest);
	if (str_eq_fold(domain, STR("MicrosoftAccount")) && rest.len) {
		account->provider = PROVIDER_MICROSOFT;
		account->address = rest;
		return true;
	}
	if (str_eq_fold(domain, STR("AzureAD")) && rest.len) {
		account->provider = PROVIDER_ENTRA;
		if (is_mail_address(rest))
			account->address = rest;
		else
			account->display_name = rest;
		return true;
	}
	if (!rest.len && is_mail_address(name)) {
		account->provider = PROVIDER_MICROSOFT;
		account->address = name;
		return true;
	}
	return false;
}

enum provider identity_provider(struct str guid)
{
	if (guid.len && guid.data[0] == '{')
		guid = str_sub(guid, 1, guid.len >= 2 ? guid.len - 2 : 0);
	if (str_eq_fold(guid, STR("D7F9888F-E3FC-49b0-9EA6-A85B5F392A4F")))
		return PROVIDER_MICROSOFT;
	if (str_eq_fold(guid, STR("B16898C6-A148-4967-9171-64D755DA8520")))
		return PROVIDER_ENTRA;
	return PROVIDER_UNKNOWN;
}

void identity_from_sid(struct str sid, struct arena *arena, struct fact_account *account)
{
	struct str oid = entra_object_id(sid, arena);
	if (oid.len) {
		account->provider = PROVIDER_ENTRA;
		account->oid = oid;
	}
	/* S-1-11-96-... is the identity's own SID, no user of this PC. */
	if (oid.len || str_starts(sid, STR("S-1-5-21-")))
		account->user_sid = sid;
}

static bool hex_digits(struct str text)
{
	uint64_t ignored;
	return text.len <= 16 && str_to_u64(text, 16, &ignored);
}

bool identity_is_guid(struct str text)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	if (text.len != 36)
		return false;
	for (size_t i = 0; i < 5; i++) {
		struct str group = str_cut(text, '-', &text);
		if (group.len != groups[i] || !hex_digits(group))
			return false;
	}
	return true;
}

bool identity_is_cid(struct str text)
{
	return text.len == 16 && hex_digits(text);
}

bool identity_from_universal_id(struct str id, struct arena *arena, struct fact_account *account)
{
	struct str after, tenant;
	(void)str_cut(id, ':', &after);
	if (after.len)
		id = after;
	struct str first = str_cut(id, '.', &tenant);
	if (identity_is_guid(first)) {
		account->provider = PROVIDER_ENTRA;
		account->oid = str_lower(arena, first);
		account->tenant = identity_is_guid(tenant) ? str_lower(arena, tenant) : (struct str){ 0 };
	} else if (identity_is_cid(first)) {
		account->provider = PROVIDER_MICROSOFT;
		account->cid = str_lower(arena, first);
	} else if (is_mail_address(id)) {
		account->provider = PROVIDER_MICROSOFT;
		account->address = id;
	} else {
		return false;
	}
	return true;
}

bool identity_is_login_name(struct str text)
{
	uint64_t ignored;
	struct str digits = str_from(text, 1);
	bool telephone = str_starts(text, STR("+")) && digits.len >= 7 && digits.len <= 15 && str_to_u64(digits, 10, &ignored);
	return telephone || is_mail_address(text);
}
