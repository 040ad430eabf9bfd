/* Refresh tokens in Web Data: a row AccountId-<id> says that this account is signed in
 * (components/signin/public/webdata/ token_service_table.cc). Only the name of the row is read, never the token. */
#include "artifact/chromium.h"
#include "base/limits.h"
#include "base/timestamp.h"

#define PREFIX "AccountId-"

static const struct want wants[] = {
	{ "Web Data", LIMIT_DATABASE_BYTES, WANT_SQLITE },
	{ 0 },
};

static void take_row(struct run_context *run, const struct chromium_profile *profile, struct origin origin,
		     struct str service)
{
	struct chromium_account account = { .fact = FACT_INIT(FACT_ACCOUNT, struct fact_account) };
	if (!str_starts(service, STR(PREFIX)) || service.len == sizeof PREFIX - 1)
		return;
	account.raw_id = str_from(service, sizeof PREFIX - 1);
	account.fact.state = ACCOUNT_TRACE;
	account.fact.role = ROLE_BROWSER;
	chromium_settle_ids(profile, &account);
	emit_account(run, origin, &account.fact);
}

static enum err run(struct run_context *context, const struct subject *subject)
{
	static const struct column columns[] = { { .name = "service" } };
	const struct chromium_profile profile = { .run = context, .subject = subject };
	const struct run_file *file = run_find(context, "Web Data", NULL);
	struct database *database;
	struct rows *rows;
	if (!file || file->directory)
		return ERR_ABSENT;
	enum err e = run_database(context, file, &database);
	if (e != OK || !database_has_table(database, "token_service"))
		return e;
	e = database_select(database, "token_service", columns, 1, &rows);
	if (e != OK)
		return e;
	while (rows_next(rows))
		take_row(context, &profile, database_origin(database, "token_service", "service", TIME_UNKNOWN),
			 rows_text(rows, 0, context->arena));
	return rows_end(rows);
}

const struct artifact artifact_chromium_tokens =
	{ "chromium.tokens", SCOPE_BROWSER, FAMILY_CHROMIUM, false, wants, run };
