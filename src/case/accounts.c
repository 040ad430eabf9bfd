/* Accounts: one row for each real account. Traces that share an address or an id are one account, also by way of a
 * third trace. */
#include <stdlib.h>

#include "base/timestamp.h"
#include "case/parts.h"

struct candidate {
	struct case_trace trace;
	size_t parent; /* union-find */
};
struct key_use {
	struct str key;
	size_t candidate;
};
struct joiner {
	struct builder *builder;
	ARRAY_OF(struct candidate) candidates;
	ARRAY_OF(struct key_use) keys;
};

static size_t root_of(struct joiner *joiner, size_t at)
{
	while (joiner->candidates.items[at].parent != at) {
		struct candidate *candidate = &joiner->candidates.items[at];
		candidate->parent = joiner->candidates.items[candidate->parent].parent;
		at = candidate->parent;
	}
	return at;
}

static void join(struct joiner *joiner, size_t a, size_t b)
{
	a = root_of(joiner, a);
	b = root_of(joiner, b);
	if (a != b)
		joiner->candidates.items[a > b ? a : b].parent = a > b ? b : a;
}

static void add_candidate(struct joiner *joiner, const struct fact_account *account, const struct fact *fact)
{
	struct arena *arena = joiner->builder->arena;
	const struct case_file *file = joiner->builder->file;
	const struct subject *subject = builder_subject(joiner->builder, fact->subject);
	struct account_keys keys = account_keys(arena, account);
	if (keys.count == 0)
		return;
	size_t at = joiner->candidates.count;
	struct candidate *candidate = array_push(arena, &joiner->candidates);
	candidate->parent = at;
	candidate->trace = (struct case_trace){
		.fact = *account, .system = system_of(subject), .user_subject = profile_of(subject),
		.browser_subject = subject->scope == SCOPE_BROWSER ? subject->id : 0,
		.user_sid = account->user_sid.len ? account->user_sid : sid_of_profile(file, profile_of(subject)),
		.previous = is_past(file, subject), .origin = fact->origin,
	};
	if (candidate->trace.previous)
		candidate->trace.fact.state = ACCOUNT_TRACE;
	for (unsigned i = 0; i < keys.count; i++)
		*array_push(arena, &joiner->keys) = (struct key_use){ keys.items[i], at };
}

static enum service service_of_browser(const struct subject *subject)
{
	switch (subject->browser) {
	case BROWSER_EDGE: case BROWSER_WEBVIEW: return SERVICE_EDGE;
	case BROWSER_CHROME: return SERVICE_CHROME;
	case BROWSER_COCCOC: return SERVICE_COCCOC;
	case BROWSER_BRAVE: return SERVICE_BRAVE;
	case BROWSER_OPERA: return SERVICE_OPERA;
	case BROWSER_VIVALDI: return SERVICE_VIVALDI;
	case BROWSER_THUNDERBIRD: return SERVICE_THUNDERBIRD;
	case BROWSER_FIREFOX: case BROWSER_FIREFOX_FORK: return SERVICE_FIREFOX;
	default: return SERVICE_OTHER_BROWSER;
	}
}

/* A browser account that its artifact did not also state as an account fact. */
static bool is_stated(const struct builder *builder, uint32_t subject, const struct fact_account *account)
{
	for (size_t i = 0; i < builder->fact_count && builder->facts[i].kind <= FACT_ACCOUNT; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind == FACT_ACCOUNT && fact->subject == subject && fact->account.role == account->role &&
		    str_eq_fold(str_trim(fact->account.address), str_trim(account->address)) &&
		    str_eq_fold(fact->account.gaia, account->gaia))
			return true;
	}
	return false;
}

static void add_browser_account(struct joiner *joiner, const struct fact *fact)
{
	const struct fact_browser_account *who = &fact->browser_account;
	bool now = who->signed_in || who->sync_consented; /* has_setup_completed alone may outlive the account */
	struct fact_account account = {
		.provider = who->provider, .service = service_of_browser(builder_subject(joiner->builder, fact->subject)),
		.state = now ? ACCOUNT_LINKED : ACCOUNT_TRACE, .role = now ? ROLE_BROWSER : ROLE_FORMER_BROWSER,
		.address = who->address, .display_name = who->display_name, .cid = who->cid, .oid = who->oid, .tenant = who->tenant,
		.gaia = who->gaia, .puid = who->puid, .first_seen = TIME_UNKNOWN, .last_seen = who->last_sync,
	};
	if (!is_stated(joiner->builder, fact->subject, &account))
		add_candidate(joiner, &account, fact);
	if (who->former_address.len == 0 || str_eq_fold(who->former_address, who->address))
		return;
	struct fact_account former = {
		.provider = who->provider, .service = account.service, .role = ROLE_FORMER_BROWSER, .address = who->former_address,
		.first_seen = TIME_UNKNOWN, .last_seen = who->signed_out,
	};
	if (!is_stated(joiner->builder, fact->subject, &former))
		add_candidate(joiner, &former, fact);
}

static int compare_keys(const void *left, const void *right)
{
	const struct key_use *a = left, *b = right;
	int order = str_compare(a->key, b->key);
	return order ? order : (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static void join_by_keys(struct joiner *joiner)
{
	if (joiner->keys.count)
		qsort(joiner->keys.items, joiner->keys.count, sizeof *joiner->keys.items, compare_keys);
	for (size_t i = 1; i < joiner->keys.count; i++)
		if (str_eq(joiner->keys.items[i - 1].key, joiner->keys.items[i].key))
			join(joiner, joiner->keys.items[i - 1].candidate, joiner->keys.items[i].candidate);
}

/* The best trace first: linked, then the roles in the order of the enum, which begins with the strongest. */
static int compare_traces(const void *left, const void *right)
{
	const struct case_trace *a = left, *b = right;
	if (a->fact.state != b->fact.state)
		return a->fact.state == ACCOUNT_LINKED ? -1 : 1;
	if (a->previous != b->previous)
		return a->previous ? 1 : -1;
	if (a->fact.role != b->fact.role)
		return a->fact.role < b->fact.role ? -1 : 1;
	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	int order = str_compare(a->user_sid, b->user_sid);
	if (order == 0)
		order = origin_compare(&a->origin, &b->origin);
	if (order == 0)
		order = str_compare(a->fact.address, b->fact.address);
	return order;
}

static bool same_trace(const struct case_trace *a, const struct case_trace *b)
{
	return a->fact.role == b->fact.role && a->system == b->system && a->browser_subject == b->browser_subject &&
	       str_eq(a->user_sid, b->user_sid) && origin_compare(&a->origin, &b->origin) == 0 &&
	       str_eq_fold(a->fact.address, b->fact.address);
}

static void drop_repeated(struct case_account *account)
{
	size_t kept = 0;
	for (size_t i = 0; i < account->traces.count; i++)
		if (kept == 0 || !same_trace(&account->traces.items[kept - 1], &account->traces.items[i]))
			account->traces.items[kept++] = account->traces.items[i];
	account->traces.count = kept;
}

static void add_sid(struct arena *arena, struct case_account *account, struct str sid)
{
	for (size_t i = 0; i < account->user_sids.count; i++)
		if (str_eq_fold(account->user_sids.items[i], sid))
			return;
	*array_push(arena, &account->user_sids) = sid;
}

static int compare_sids(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* The ids of the row in normal form, whatever field they came in. */
static void take_ids(struct arena *arena, struct case_account *account, const struct fact_account *fact)
{
	struct account_keys keys = account_keys(arena, fact);
	for (unsigned i = 0; i < keys.count; i++) {
		struct str value = str_from(keys.items[i], 2);
		switch (keys.items[i].data[0]) {
		case 'c': keep_first(&account->cid, value); break;
		case 'p': keep_first(&account->puid, value); break;
		case 'o': keep_first(&account->oid, value); break;
		case 'g': keep_first(&account->gaia, value); break;
		default: break;
		}
	}
	keep_first(&account->tenant, str_lower(arena, str_trim(fact->tenant)));
}

static struct str plain_address(struct str address)
{
	address = str_trim(address);
	return str_starts_fold(address, STR("MicrosoftAccount\\")) ? str_from(address, sizeof "MicrosoftAccount\\" - 1) :
		address;
}

static void fill_account(struct arena *arena, struct case_account *account)
{
	qsort(account->traces.items, account->traces.count, sizeof *account->traces.items, compare_traces);
	drop_repeated(account);
	account->state = account->traces.items[0].fact.state;
	account->first_seen = account->last_seen = TIME_UNKNOWN;
	for (size_t i = 0; i < account->traces.count; i++) {
		const struct case_trace *trace = &account->traces.items[i];
		const struct fact_account *fact = &trace->fact;
		keep_first(&account->address, plain_address(fact->address));
		keep_first(&account->display_name, fact->display_name);
		keep_first(&account->organisation, fact->organisation);
		take_ids(arena, account, fact);
		if (account->provider == PROVIDER_UNKNOWN)
			account->provider = fact->provider;
		if (account->state == fact->state && fact->service != SERVICE_NONE)
			account->services |= UINT32_C(1) << fact->service;
		if (account->state == fact->state && trace->user_sid.len)
			add_sid(arena, account, trace->user_sid);
		account->first_seen = time_earlier(account->first_seen,
			fact->first_seen != TIME_UNKNOWN ? fact->first_seen : trace->origin.when);
		account->last_seen = time_later(account->last_seen,
						fact->last_seen != TIME_UNKNOWN ? fact->last_seen : trace->origin.when);
	}
	if (account->user_sids.count)
		qsort(account->user_sids.items, account->user_sids.count, sizeof *account->user_sids.items, compare_sids);
}

static int compare_accounts(const void *left, const void *right)
{
	const struct case_account *a = left, *b = right;
	if (a->state != b->state)
		return a->state == ACCOUNT_LINKED ? -1 : 1;
	if ((a->address.len == 0) != (b->address.len == 0))
		return a->address.len ? -1 : 1;
	int order = str_compare_fold(a->address, b->address);
	if (order == 0)
		order = str_compare(a->cid, b->cid);
	if (order == 0)
		order = str_compare(a->oid, b->oid);
	if (order == 0)
		order = str_compare(a->tenant, b->tenant);
	if (order == 0)
		order = str_compare_fold(a->organisation, b->organisation);
	return order ? order : compare_traces(a->traces.items, b->traces.items);
}

static void make_rows(struct joiner *joiner)
{
	struct case_file *file = joiner->builder->file;
	struct arena *arena = joiner->builder->arena;
	size_t *row_of_root = arena_array(arena, size_t, joiner->candidates.count ? joiner->candidates.count : 1);
	for (size_t i = 0; i < joiner->candidates.count; i++) {
		size_t root = root_of(joiner, i);
		if (root == i) {
			row_of_root[i] = file->accounts.count;
			array_push(arena, &file->accounts);
		}
		*array_push(arena, &file->accounts.items[row_of_root[root]].traces) = joiner->candidates.items[i].trace;
	}
	for (size_t i = 0; i < file->accounts.count; i++)
		fill_account(arena, &file->accounts.items[i]);
	if (file->accounts.count)
		qsort(file->accounts.items, file->accounts.count, sizeof *file->accounts.items, compare_accounts);
	for (size_t i = 0; i < file->accounts.count; i++)
		file->accounts.items[i].id = (uint32_t)i + 1;
}

void build_accounts(struct builder *builder)
{
	struct joiner joiner = { .builder = builder };
	for (size_t i = 0; i < builder->fact_count; i++) {
		const struct fact *fact = &builder->facts[i];
		if (fact->kind == FACT_ACCOUNT)
			add_candidate(&joiner, &fact->account, fact);
		else if (fact->kind == FACT_BROWSER_ACCOUNT)
			add_browser_account(&joiner, fact);
	}
	join_by_keys(&joiner);
	make_rows(&joiner);
}
