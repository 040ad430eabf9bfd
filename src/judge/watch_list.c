/* Default watch-list of official sites in Viet Nam and its pattern syntax (browser research, section 7):
 * "*.x" = x and all below; "=x" exact; "a.*.b" one or more labels for *; "~x" part of the host; "user:" the user name;
 * "@private", "@singlelabel". */
#include "judge/watch_list.h"

#include <arpa/inet.h>
#include <string.h>

struct watch_rule { enum watch severity; const char *class, *pattern; };

static const char *const exceptions[] = { "=fonts.googleapis.com" };

static const struct watch_rule rules[] = {
	{ WATCH_HIGH, "mail", "mail.*.gov.vn" },
	{ WATCH_HIGH, "mail", "user:*@*.gov.vn" },
	{ WATCH_HIGH, "mail", "user:*@*.dcs.vn" },
	{ WATCH_HIGH, "mail", "=mail.chinhphu.vn" },
	{ WATCH_HIGH, "doc", "*.vnptioffice.vn" },
	{ WATCH_HIGH, "doc", "~ioffice" },
	{ WATCH_HIGH, "doc", "~eoffice" },
	{ WATCH_HIGH, "doc", "qlvb.*.gov.vn" },
	{ WATCH_HIGH, "doc", "qlvbdh.*" },
	{ WATCH_HIGH, "doc", "hscv.*.gov.vn" },
	{ WATCH_HIGH, "doc", "~voffice" },
	{ WATCH_HIGH, "doc", "~dieuhanh" },
	{ WATCH_HIGH, "doc", "~egov" },
	{ WATCH_MEDIUM, "doc", "@private" },
	{ WATCH_MEDIUM, "doc", "@singlelabel" },
	{ WATCH_HIGH, "portal", "=dichvucong.gov.vn" },
	{ WATCH_HIGH, "portal", "dichvucong.*.gov.vn" },
	{ WATCH_HIGH, "portal", "motcua.*.gov.vn" },
	{ WATCH_HIGH, "id", "=vneid.gov.vn" },
	{ WATCH_HIGH, "id", "*.dancuquocgia.gov.vn" },
	{ WATCH_HIGH, "finance", "*.gdt.gov.vn" },
	{ WATCH_HIGH, "finance", "*.vst.mof.gov.vn" },
	{ WATCH_HIGH, "finance", "*.mof.gov.vn" },
	{ WATCH_HIGH, "finance", "*.customs.gov.vn" },
	{ WATCH_HIGH, "finance", "=muasamcong.mpi.gov.vn" },
	{ WATCH_HIGH, "health", "*.baohiemxahoi.gov.vn" },
	{ WATCH_HIGH, "health", "*.vss.gov.vn" },
	{ WATCH_MEDIUM, "edu", "*.moet.gov.vn" },
	{ WATCH_MEDIUM, "edu", "*.csdl.edu.vn" },
	{ WATCH_MEDIUM, "doc", "*.misa.vn" },
	{ WATCH_MEDIUM, "finance", "~vssid" },
	{ WATCH_MEDIUM, "other", "*.gov.vn" },
	{ WATCH_MEDIUM, "other", "*.chinhphu.vn" },
	{ WATCH_MEDIUM, "other", "*.dangcongsan.vn" },
	{ WATCH_MEDIUM, "other", "*.mod.gov.vn" },
	{ WATCH_LOW, "vendor", "*.vnpt.vn" },
	{ WATCH_LOW, "cloud", "=login.microsoftonline.com" },
	{ WATCH_LOW, "cloud", "=login.live.com" },
	{ WATCH_LOW, "cloud", "=accounts.google.com" },
	{ WATCH_LOW, "cloud", "*.zalo.me" },
	{ WATCH_LOW, "cloud", "*.facebook.com" },
};

/* Each `*` label of the pattern stands for one or more labels of the host. Patterns are ours and short: the recursion
 * is shallow. */
static bool labels_match(struct str pattern, struct str host)
{
	struct str pattern_rest, host_rest;
	if (pattern.len == 0 || host.len == 0)
		return pattern.len == host.len;
	struct str wanted = str_cut(pattern, '.', &pattern_rest), label = str_cut(host, '.', &host_rest);
	if (!str_eq(wanted, STR("*")))
		return str_eq_fold(wanted, label) && labels_match(pattern_rest, host_rest);
	for (;;) {
		if (labels_match(pattern_rest, host_rest))
			return true;
		if (host_rest.len == 0)
			return false;
		(void)str_cut(host_rest, '.', &host_rest);
	}
}

static bool is_private_ipv4(const unsigned char address[4])
{
	return address[0] == 10 || address[0] == 127 || (address[0] == 172 && address[1] >= 16 && address[1] < 32) ||
	       (address[0] == 192 && address[1] == 168) || (address[0] == 169 && address[1] == 254);
}

static bool is_private(struct str host)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char address[16];
	if (host.len == 0 || host.len >= sizeof text)
		return false;
	memcpy(text, host.data, host.len);
	text[host.len] = 0;
	if (inet_pton(AF_INET, text, address) == 1)
		return is_private_ipv4(address);
	if (inet_pton(AF_INET6, text, address) != 1)
		return false;
	return (address[0] & 0xFE) == 0xFC || (address[0] == 0xFE && (address[1] & 0xC0) == 0x80);
}

bool watch_pattern_matches(struct str pattern, struct str host)
{
	if (host.len == 0 || pattern.len == 0)
		return false;
	if (str_eq(pattern, STR("@private")))
		return is_private(host);
	if (str_eq(pattern, STR("@singlelabel")))
		return str_find(host, STR(".")) < 0 && str_find(host, STR(":")) < 0;
	if (pattern.data[0] == '=')
		return str_eq_fold(str_from(pattern, 1), host);
	if (pattern.data[0] == '~')
		return str_find_fold(host, str_from(pattern, 1)) >= 0;
	if (str_starts(pattern, STR("*.")) && str_eq_fold(str_from(pattern, 2), host))
		return true;
	return labels_match(pattern, host);
}

static bool is_user_pattern(const char *pattern)
{
	return strncmp(pattern, "user:", 5) == 0;
}

enum watch watch_list_host(struct str host)
{
	enum watch highest = WATCH_NONE;
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (watch_pattern_matches(str_from_c(exceptions[i]), host))
			return WATCH_NONE;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (!is_user_pattern(rules[i].pattern) && rules[i].severity > highest &&
		    watch_pattern_matches(str_from_c(rules[i].pattern), host))
			highest = rules[i].severity;
	return highest;
}

/* "user:*@domain pattern": the part after the @ is a host. */
enum watch watch_list_user(struct str username)
{
	struct str domain, local = str_cut(str_trim(username), '@', &domain);
	enum watch highest = WATCH_NONE;
	if (local.len == 0)
		return WATCH_NONE;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct str pattern = str_from_c(rules[i].pattern);
		if (!is_user_pattern(rules[i].pattern) || rules[i].severity <= highest)
			continue;
		(void)str_cut(pattern, '@', &pattern);
		if (watch_pattern_matches(pattern, domain))
			highest = rules[i].severity;
	}
	return highest;
}
