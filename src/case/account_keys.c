/* The names by which two traces are known to be one account: address, CID, PUID, object id, gaia id.
 * Never a tenant alone, but for joins, enrollments and OneDrive of a firm, whose row is the tenant or domain when no
 * address is known. */
#include "base/arena.h"
#include "case/parts.h"

#define CID_DIGITS      16
#define GUID_LENGTH     36
#define CONSUMER_TENANT STR("9188040d-6c67-4c5b-b112-36a304b66dad")
#define CONSUMER_OID    STR("00000000-0000-0000-") /* object id of a Microsoft account: zeros, then its CID */

static bool is_hex(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
			return false;
	}
	return text.len > 0;
}

static bool has_value(struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (id.data[i] != '0' && id.data[i] != '-' && id.data[i] != '{' && id.data[i] != '}')
			return true;
	return false;
}

struct str cid_normal(struct arena *arena, struct str text)
{
	text = str_trim(text);
	if (str_starts_fold(text, STR("0x")))
		text = str_from(text, 2);
	if (!is_hex(text) || text.len > CID_DIGITS || text.len < CID_DIGITS - 4 || !has_value(text))
		return (struct str){ 0 };
	struct str padded = str_format(arena, "%.*s%.*s", (int)(CID_DIGITS - text.len), "0000", STR_ARGS(text));
	return str_lower(arena, padded);
}

static struct str guid_normal(struct arena *arena, struct str text)
{
	text = str_trim(text);
	if (text.len == GUID_LENGTH + 2 && text.data[0] == '{')
		text = str_sub(text, 1, GUID_LENGTH);
	return text.len == GUID_LENGTH && has_value(text) ? str_lower(arena, text) : (struct str){ 0 };
}

static void add_key(struct arena *arena, struct account_keys *keys, char kind, struct str value)
{
	if (value.len && keys->count < ACCOUNT_KEYS_MAX)
		keys->items[keys->count++] = str_format(arena, "%c:%.*s", kind, STR_ARGS(value));
}

/* The Entra object id of S-1-12-1-a-b-c-d: the four numbers, little endian, are the bytes of the GUID. */
static struct str oid_of_sid(struct arena *arena, struct str sid)
{
	struct str rest = str_from(sid, sizeof "S-1-12-1-" - 1);
	uint64_t parts[4];
	if (!str_starts_fold(sid, STR("S-1-12-1-")))
		return (struct str){ 0 };
	for (unsigned i = 0; i < 4; i++)
		if (!str_to_u64(str_cut(rest, '-', &rest), 10, &parts[i]) || parts[i] > UINT32_MAX)
			return (struct str){ 0 };
	uint32_t a = (uint32_t)parts[0], b = (uint32_t)parts[1], c = (uint32_t)parts[2], d = (uint32_t)parts[3];
	return str_format(arena, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", a, b & 0xFFFF, b >> 16, c & 0xFF,
			  c >> 8 & 0xFF, c >> 16 & 0xFF, c >> 24, d & 0xFF, d >> 8 & 0xFF, d >> 16 & 0xFF, d >> 24);
}

static bool names_its_user(enum account_role role)
{
	return role == ROLE_IDENTITY_CACHE || role == ROLE_LOGON_CACHE || role == ROLE_LAST_LOGON || role == ROLE_SIGN_IN;
}

static void add_oid(struct arena *arena, struct account_keys *keys, const struct fact_account *fact)
{
	struct str oid = guid_normal(arena, fact->oid);
	if (oid.len == 0 && names_its_user(fact->role))
		oid = oid_of_sid(arena, fact->user_sid);
	if (str_starts(oid, CONSUMER_OID)) {
		struct str tail = str_from(oid, CONSUMER_OID.len); /* xxxx-xxxxxxxxxxxx */
		add_key(arena, keys, 'c', cid_normal(arena, str_format(arena, "%.4s%.12s", tail.data, tail.data + 5)));
	} else {
		add_key(arena, keys, 'o', oid);
	}
}

/* Edge keeps the CID of a Microsoft account where Chromium keeps the gaia id of a Google account. */
static void add_gaia(struct arena *arena, struct account_keys *keys, const struct fact_account *fact)
{
	struct str gaia = str_trim(fact->gaia);
	if (!has_value(gaia))
		return;
	struct str cid = cid_normal(arena, gaia);
	if (fact->provider == PROVIDER_GOOGLE || (cid.len == 0 && gaia.len != GUID_LENGTH))
		add_key(arena, keys, 'g', str_lower(arena, gaia));
	else if (cid.len)
		add_key(arena, keys, 'c', cid);
	else
		add_key(arena, keys, 'o', guid_normal(arena, gaia));
}

static bool is_join(enum account_role role)
{
	return role == ROLE_DEVICE_JOIN || role == ROLE_WORKPLACE_JOIN || role == ROLE_ENROLLMENT ||
		role == ROLE_DOMAIN_JOIN || role == ROLE_ONEDRIVE;
}

static void add_join(struct arena *arena, struct account_keys *keys, const struct fact_account *fact)
{
	struct str tenant = guid_normal(arena, fact->tenant);
	if (tenant.len && !str_eq(tenant, CONSUMER_TENANT))
		add_key(arena, keys, 't', tenant);
	else if (fact->organisation.len)
		add_key(arena, keys, 'd', str_lower(arena, str_trim(fact->organisation)));
}

struct account_keys account_keys(struct arena *arena, const struct fact_account *fact)
{
	struct account_keys keys = { .count = 0 };
	struct str address = str_trim(fact->address);
	if (str_starts_fold(address, STR("MicrosoftAccount\\")))
		address = str_from(address, sizeof "MicrosoftAccount\\" - 1);
	add_key(arena, &keys, 'a', str_lower(arena, address));
	add_key(arena, &keys, 'c', cid_normal(arena, fact->cid));
	if (has_value(fact->puid))
		add_key(arena, &keys, 'p', str_lower(arena, str_trim(fact->puid)));
	add_oid(arena, &keys, fact);
	add_gaia(arena, &keys, fact);
	if (keys.count == 0 && is_join(fact->role))
		add_join(arena, &keys, fact);
	return keys;
}
