/* Whose account it is: provider and service by brand, ids by their shape, the hash by which preferences name an
 * account. */
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "artifact/chromium.h"
#include "artifact/identity.h"

#define CONSUMER_TENANT STR("9188040d-6c67-4c5b-b112-36a304b66dad")

enum service chromium_service(enum browser browser)
{
	switch (browser) {
	case BROWSER_EDGE: return SERVICE_EDGE;
	case BROWSER_CHROME: return SERVICE_CHROME;
	case BROWSER_COCCOC: return SERVICE_COCCOC;
	case BROWSER_BRAVE: return SERVICE_BRAVE;
	case BROWSER_OPERA: return SERVICE_OPERA;
	case BROWSER_VIVALDI: return SERVICE_VIVALDI;
	default: return SERVICE_OTHER_BROWSER;
	}
}

static bool is_google_id(struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		if (id.data[i] < '0' || id.data[i] > '9')
			return false;
	}
	return id.len == 21;
}

static bool is_microsoft_browser(enum browser browser)
{
	return browser == BROWSER_EDGE || browser == BROWSER_WEBVIEW;
}

static enum provider provider_of(enum browser browser, const struct chromium_account *account)
{
	const struct fact_account *fact = &account->fact;
	if (account->edge_type == 1 || account->edge_type == 2)
		return account->edge_type == 1 ? PROVIDER_MICROSOFT : PROVIDER_ENTRA;
	if (fact->tenant.len)
		return str_eq_fold(fact->tenant, CONSUMER_TENANT) ? PROVIDER_MICROSOFT : PROVIDER_ENTRA;
	if (browser == BROWSER_COCCOC)
		return PROVIDER_COCCOC;
	if (browser == BROWSER_CHROME || browser == BROWSER_CHROMIUM)
		return PROVIDER_GOOGLE;
	if (fact->cid.len)
		return PROVIDER_MICROSOFT;
	if (is_microsoft_browser(browser))
		return fact->oid.len && !str_starts(fact->oid, STR("00000000-0000-0000-")) ? PROVIDER_ENTRA : PROVIDER_MICROSOFT;
	return is_google_id(fact->gaia) ? PROVIDER_GOOGLE : PROVIDER_OTHER;
}

void chromium_settle_ids(const struct chromium_profile *profile, struct chromium_account *account)
{
	struct fact_account *fact = &account->fact;
	struct str id = account->raw_id.len ? account->raw_id : account->raw_account_id;
	bool google = profile->subject->browser == BROWSER_CHROME || profile->subject->browser == BROWSER_CHROMIUM;
	if (str_find(id, STR("@")) > 0) { /* old versions used the address as the id */
		if (!fact->address.len)
			fact->address = id;
	} else if (!google && identity_is_guid(id)) {
		fact->oid = fact->oid.len ? fact->oid : id;
	} else if (!google && identity_is_cid(id)) {
		fact->cid = fact->cid.len ? fact->cid : id;
	} else if (id.len && !fact->gaia.len) {
		fact->gaia = id;
	}
	fact->provider = provider_of(profile->subject->browser, account);
	fact->service = chromium_service(profile->subject->browser);
}

static bool same(struct str a, struct str b)
{
	return a.len && str_eq_fold(a, b);
}

bool chromium_same_account(const struct chromium_account *a, const struct chromium_account *b)
{
	return same(a->fact.address, b->fact.address) || same(a->fact.cid, b->fact.cid) || same(a->fact.oid, b->fact.oid) ||
	       same(a->fact.puid, b->fact.puid) || same(a->fact.gaia, b->fact.gaia) || same(a->raw_id, b->raw_id) ||
	       same(a->raw_account_id, b->raw_account_id);
}

bool chromium_is_hash_of(const struct chromium_account *account, struct str hash)
{
	const struct str ids[] = { account->raw_id,   account->raw_account_id, account->fact.gaia,
				   account->fact.cid, account->fact.oid,       account->fact.puid };
	char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		uint8_t digest[SHA256_DIGEST_SIZE];
		struct sha256_ctx context;
		if (!ids[i].len)
			continue;
		sha256_init(&context);
		sha256_update(&context, ids[i].len, (const uint8_t *)ids[i].data);
		sha256_digest(&context, sizeof digest, digest);
		base64_encode_raw(text, sizeof digest, digest);
		if (str_eq((struct str){ text, sizeof text }, hash))
			return true;
	}
	return false;
}
