/* Annexes of the minutes: what was checked in how many places, and every account of the computer. */
#include "base/utf.h"
#include "report/form_parts.h"
#include "report/view_parts.h"

struct check_sum {
	struct str check;
	size_t done, absent, undone;
};

void form_checks(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.check", "rep.annex.done", "rep.annex.absent",
		                             "rep.annex.undone" };
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.checks", 4, heads);
	ARRAY_OF(struct check_sum) sums = { 0 };
	size_t left_out = 0;
	for (size_t i = 0; i < view->file->coverage.count; i++) {
		const struct coverage *row = &view->file->coverage.items[i];
		struct check_sum *sum = NULL;
		if (str_starts(row->check, STR("source."))) /* volumes and folders: section II tells about them */
			continue;
		for (size_t k = 0; k < sums.count && !sum; k++)
			sum = str_eq(sums.items[k].check, row->check) ? &sums.items[k] : NULL;
		if (!sum) {
			sum = array_push(view->arena, &sums);
			sum->check = row->check;
		}
		sum->undone += is_undone(row);
		sum->done += !is_undone(row) && row->result == COVERAGE_DONE;
		sum->absent += !is_undone(row) && row->result == COVERAGE_ABSENT;
	}
	annex->number[1] = annex->number[2] = annex->number[3] = true;
	for (size_t i = 0; i < sums.count; i++) {
		struct form_row *row = form_add_row(view, annex, &left_out);
		if (!row)
			continue;
		const size_t counts[] = { sums.items[i].done, sums.items[i].absent, sums.items[i].undone };
		row->cells[0] = check_name((struct view *)view, sums.items[i].check);
		for (size_t k = 0; k < 3; k++)
			row->cells[k + 1] = words_number(view->arena, view->language, counts[k]);
	}
	form_close_annex(view, annex, left_out);
}

struct str form_provider_name(const struct view *view, enum provider provider)
{
	switch (provider) {
	case PROVIDER_MICROSOFT: return STR("Microsoft");
	case PROVIDER_ENTRA: return STR("Microsoft Entra");
	case PROVIDER_AD: return form_say(view, "provider.domain");
	case PROVIDER_GOOGLE: return STR("Google");
	case PROVIDER_MOZILLA: return STR("Mozilla");
	case PROVIDER_APPLE: return STR("Apple");
	case PROVIDER_COCCOC: return STR("Cốc Cốc");
	default: return form_say(view, "provider.other");
	}
}

struct str form_service_name(const struct view *view, enum service service)
{
	static const char *const names[SERVICE_COUNT] = {
		[SERVICE_WINDOWS] = "Windows", [SERVICE_ONEDRIVE] = "OneDrive", [SERVICE_OFFICE] = "Office",
		[SERVICE_OUTLOOK] = "Outlook", [SERVICE_EDGE] = "Edge",         [SERVICE_CHROME] = "Chrome",
		[SERVICE_COCCOC] = "Cốc Cốc",  [SERVICE_BRAVE] = "Brave",       [SERVICE_OPERA] = "Opera",
		[SERVICE_VIVALDI] = "Vivaldi", [SERVICE_FIREFOX] = "Firefox",   [SERVICE_THUNDERBIRD] = "Thunderbird",
	};
	if (service < SERVICE_COUNT && names[service])
		return str_from_c(names[service]);
	switch (service) {
	case SERVICE_OTHER_BROWSER: return form_say(view, "service.browser");
	case SERVICE_MDM: return form_say(view, "service.mdm");
	case SERVICE_DIRECTORY: return form_say(view, "provider.domain");
	default: return form_say(view, "provider.other");
	}
}

static struct str joined(const struct view *view, struct str text, struct str part)
{
	if (!text.len || !part.len)
		return text.len ? text : part;
	return str_format(view->arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(part));
}

static struct str services_text(const struct view *view, const struct case_account *account)
{
	struct str text = { 0 };
	for (unsigned service = SERVICE_WINDOWS; service < SERVICE_COUNT; service++) {
		if (account->services >> service & 1)
			text = joined(view, text, form_service_name(view, (enum service)service));
	}
	return text;
}

struct str form_account_name(const struct view *view, const struct case_account *masked)
{
	struct str name = masked->address.len        ? masked->address
	                  : masked->display_name.len ? masked->display_name
	                                             : masked->organisation;
	if (view->options->mask == MASK_COUNT || !name.len)
		return form_say(view, name.len ? "account.hidden" : "account.unknown");
	return words_cut(view->arena, utf8_printable(view->arena, name), FORM_TEXT_LONGEST, 40);
}

static struct str provider_text(const struct view *view, const struct case_account *account)
{
	const char *state = account->state == ACCOUNT_LINKED ? "rep.annex.linked" : "rep.annex.trace";
	return joined(view, form_provider_name(view, account->provider), form_say(view, state));
}

void form_accounts(struct form *form, const struct view *view)
{
	static const char *const heads[] = { "rep.annex.account", "rep.annex.state", "rep.annex.services",
		                             "rep.annex.owner", "rep.annex.seen" };
	static const char *const owners[] = {
		[OWNERSHIP_FOREIGN] = "owner.other", [OWNERSHIP_OWN] = "owner.own", [OWNERSHIP_ALLOWED] = "owner.unit"
	};
	struct form_annex *annex = form_add_annex(form, view, "rep.annex.accounts", 5, heads);
	size_t left_out = 0;
	annex->keep[4] = true;
	for (size_t i = 0; i < view->file->accounts.count; i++) {
		const struct case_account *account = &view->file->accounts.items[i];
		struct form_row *row = form_add_row(view, annex, &left_out);
		if (!row)
			continue;
		row->cells[0] = form_account_name(view, account);
		row->cells[1] = provider_text(view, account);
		row->cells[2] = services_text(view, account);
		row->cells[3] = form_say(view, owners[account->ownership]);
		row->cells[4] = words_date(view->arena, view->language, account->last_seen);
	}
	if (!annex->rows.count)
		annex->note = form_say(view, "rep.annex.accounts.none");
	form_close_annex(view, annex, left_out);
}
