/* windows.outlook: the mail accounts of classic Outlook profiles. NTUSER,
 * <profile>\9375CFF0413111d3B88A00104B2A6676\<n>, below Software\Microsoft\Office\<version>\Outlook\Profiles (2013 and
 * later) or Windows Messaging Subsystem\Profiles (before). Only the account's own values are read: MAPI blobs elsewhere
 * in a profile hold addresses of other people. Text is REG_SZ or UTF-16 in REG_BINARY. Of a password only that one is
 * stored. */
#include "artifact/registry.h"
#include "base/limits.h"
#include "decode/windows_types.h"

#define OFFICE           "Software\\Microsoft\\Office"
#define MESSAGING        "Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows Messaging Subsystem\\Profiles"
#define ACCOUNT_SECTION  "9375CFF0413111d3B88A00104B2A6676"

static enum provider provider_by_domain(struct str address)
{
	static const struct { const char *domain; enum provider provider; } known[] = {
		{ "gmail.com", PROVIDER_GOOGLE },       { "googlemail.com", PROVIDER_GOOGLE },  { "outlook.com", PROVIDER_MICROSOFT },
		{ "hotmail.com", PROVIDER_MICROSOFT },  { "live.com", PROVIDER_MICROSOFT },     { "msn.com", PROVIDER_MICROSOFT },
		{ "outlook.com.vn", PROVIDER_MICROSOFT }, { "icloud.com", PROVIDER_APPLE },     { "me.com", PROVIDER_APPLE },
	};
	struct str domain;
	(void)str_cut(address, '@', &domain);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (str_eq_fold(domain, str_from_c(known[i].domain)))
			return known[i].provider;
	}
	return PROVIDER_OTHER;
}

/* The first value of these that holds an address: what the account is called, else whom it logs on. */
static struct str account_address(struct run_context *run, struct hive_key key, struct origin *origin)
{
	static const char *const names[] = { "Email", "Account Name", "IMAP User", "POP3 User", "SMTP User", "HTTP User" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str text = str_trim(registry_text_or_binary(run, key, names[i], origin));
		if (is_mail_address(text))
			return text;
	}
	return (struct str){ 0 };
}

static bool password_stored(struct run_context *run, struct hive_key key)
{
	struct hive_value_list list = registry_values(run, key);
	for (size_t i = 0; i < list.count; i++) {
		if (str_ends_fold(list.items[i].name, STR(" Password")) && list.items[i].data.len)
			return true;
	}
	return false;
}

/* Data files and address books stand among the accounts, and a data file may be called like an address. */
static bool is_store_or_book(struct run_context *run, struct hive_key key)
{
	static const char *const services[] = { "MSPST MS", "MSUPST MS", "CONTAB", "EMABLT" };
	struct str service = registry_text_or_binary(run, key, "Service Name", NULL);
	for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
		if (str_eq_fold(service, str_from_c(services[i])))
			return true;
	}
	return false;
}

static void mail_account(struct run_context *run, struct hive_key key)
{
	struct fact_account account = FACT_INIT(FACT_ACCOUNT, struct fact_account);
	struct origin origin = { 0 };
	if (is_store_or_book(run, key))
		return;
	account.address = account_address(run, key, &origin);
	if (!account.address.len)
		return;
	account.provider = provider_by_domain(account.address);
	account.state = ACCOUNT_LINKED;
	account.service = SERVICE_OUTLOOK;
	account.role = ROLE_OUTLOOK;
	account.display_name = registry_text_or_binary(run, key, "Display Name", NULL);
	account.saved_password = password_stored(run, key);
	account.last_seen = hive_key_time(key);
	emit_account(run, origin, &account);
}

static void profiles_below(struct run_context *run, struct hive_key from, const char *path)
{
	struct hive_key profiles_key, section;
	if (!registry_key(run, from, path, &profiles_key))
		return;
	struct hive_key_list profiles = registry_children(run, profiles_key);
	for (size_t i = 0; i < profiles.count; i++) {
		if (!registry_key(run, profiles.items[i], ACCOUNT_SECTION, &section))
			continue;
		struct hive_key_list accounts = registry_children(run, section);
		for (size_t k = 0; k < accounts.count; k++)
			mail_account(run, accounts.items[k]);
	}
}

static enum err run_outlook(struct run_context *run, const struct subject *subject)
{
	(void)subject;
	struct hive_key root, office;
	enum err e = registry_open(run, HIVE_NTUSER, "Software", &root);
	if (e != OK)
		return e;
	if (registry_key(run, root, OFFICE, &office)) {
		struct hive_key_list versions = registry_children(run, office);
		for (size_t i = 0; i < versions.count; i++)
			profiles_below(run, versions.items[i], "Outlook\\Profiles");
	}
	profiles_below(run, root, MESSAGING);
	return OK;
}

static const struct want wants[] = { WANT_OF_HIVE(HIVE_NTUSER), { NULL, 0, 0 } };
const struct artifact artifact_windows_outlook = {
	.id = "windows.outlook", .scope = SCOPE_USER, .mandatory = true, .wants = wants, .run = run_outlook,
};
