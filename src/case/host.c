/* Normalises the address of a saved login to its host.
 * Forms: Chromium signon_realm and origin_url, Firefox hostname and formSubmitURL, Android realms
 * "android://HASH@package/". */
#include "case/host.h"

#include "base/arena.h"

static size_t first_of(struct str text, const char *stops)
{
	for (size_t i = 0; i < text.len; i++)
		for (const char *stop = stops; *stop; stop++)
			if (text.data[i] == *stop)
				return i;
	return text.len;
}

bool host_is_android(struct str address)
{
	return str_starts_fold(str_trim(address), STR("android://"));
}

static struct str without_scheme(struct str address)
{
	ptrdiff_t at = str_find(address, STR("://"));
	return at < 0 ? address : str_from(address, (size_t)at + 3);
}

static struct str without_user(struct str authority)
{
	for (size_t i = authority.len; i > 0; i--)
		if (authority.data[i - 1] == '@')
			return str_from(authority, i);
	return authority;
}

static struct str without_port(struct str authority)
{
	if (authority.len && authority.data[0] == '[')
		return str_sub(authority, 1, first_of(authority, "]") - 1);
	return str_sub(authority, 0, first_of(authority, ":"));
}

struct str host_of(struct arena *arena, struct str address)
{
	struct str rest = without_scheme(str_trim(address));
	struct str authority = str_sub(rest, 0, first_of(rest, "/?#\\"));
	struct str host = str_trim(without_port(without_user(authority)));
	while (host.len && host.data[host.len - 1] == '.')
		host.len--;
	return str_lower(arena, host);
}
