/* The Internet* values that SAM keeps beside F and V when a Microsoft or Entra account is linked to a local user
 * (Windows 8 and later). */
#include "artifact/sam.h"
#include "base/cursor.h"
#include "decode/windows_types.h"

#define GUID_MICROSOFT "d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f"
#define GUID_ENTRA     "b16898c6-a148-4967-9171-64d755da8520"

struct identity {
	struct str address;
	struct origin origin;     /* of the address, else of whichever value speaks of an identity */
	struct str provider_guid; /* text; empty when the value is not there */
	bool provider_zero;       /* 16 zero bytes: what offline password tools leave */
	bool other_values;        /* InternetSID or InternetUID holds something */
};

static void read_provider(struct run_context *run, struct hive_key key, struct identity *identity)
{
	struct hive_value value;
	if (!registry_value(run, key, "InternetProviderGUID", &value))
		return;
	identity->provider_guid = guid_text(value.data, run->arena);
	if (!identity->provider_guid.len || value.data.len != 16)
		run_problem(run, ERR_CORRUPT, "%.*s\\InternetProviderGUID has %zu bytes", STR_ARGS(hive_key_path(key)),
			    value.data.len);
	identity->provider_zero = str_eq_c(identity->provider_guid, "00000000-0000-0000-0000-000000000000");
	identity->origin = value.origin;
}

static enum provider provider_of(struct run_context *run, const struct identity *identity)
{
	if (str_eq_c(identity->provider_guid, GUID_ENTRA))
		return PROVIDER_ENTRA;
	if (!identity->provider_zero && !str_eq_c(identity->provider_guid, GUID_MICROSOFT))
		run_problem(run, ERR_UNSUPPORTED, "SAM: provider \"%.*s\" of an Internet identity is not known, taken as Microsoft",
			    STR_ARGS(identity->provider_guid));
	return PROVIDER_MICROSOFT;
}

static void emit_identity(struct run_context *run, struct hive_key key, const struct fact_user *user,
			  const struct identity *identity)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct str given = registry_text_or_binary(run, key, "GivenName", NULL);
	struct str family = registry_text_or_binary(run, key, "Surname", NULL);
	account.provider = provider_of(run, identity);
	/* Also with a zeroed provider: the address is still there, and the rule for blanked identities tells the rest. */
	account.state = ACCOUNT_LINKED;
	account.service = SERVICE_WINDOWS;
	account.role = ROLE_SIGN_IN;
	account.address = identity->address;
	account.display_name = given.len && family.len ? str_join2(run->arena, given, ' ', family) : given.len ? given :
		family;
	account.user_sid = user->sid;
	account.last_seen = user->last_logon;
	emit_account(run, identity->origin, &account);
}

void sam_internet_identity(struct run_context *run, struct hive_key key, const struct fact_user *user)
{
	struct identity identity = { 0 };
	struct origin origin = { 0 };
	identity.other_values = registry_present(run, key, "InternetSID", &identity.origin);
	identity.other_values |= registry_present(run, key, "InternetUID", &identity.origin);
	read_provider(run, key, &identity);
	identity.address = registry_text_or_binary(run, key, "InternetUserName", &origin);
	if (identity.address.len)
		identity.origin = origin;

	if (identity.address.len)
		emit_identity(run, key, user, &identity);
	else if (identity.other_values || (identity.provider_guid.len && !identity.provider_zero))
		run_problem(run, ERR_CORRUPT, "%.*s: an Internet identity is linked, but InternetUserName is missing or empty",
			    STR_ARGS(hive_key_path(key)));
	if (identity.provider_zero) {
		struct fact_setting blanked = FACT_INIT(FACT_SETTING, struct fact_setting);
		blanked.setting = SETTING_MSA_BLANKED;
		blanked.text = user->name;
		emit_setting(run, identity.origin, &blanked);
	}
}
