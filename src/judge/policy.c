/* cauhinh.ini: the office's policy. Keys and sections as in the users research 3.4; every problem keeps its line. */
#include "judge/policy.h"

#include <nettle/sha2.h>

#include "base/limits.h"
#include "base/utf.h"
#include "decode/ini.h"
#include "judge/policy_keys.h"

#define PROBLEMS_LISTED  100
#define DETAIL_BYTES     80
#define NEW_HOURS_DEFAULT 50

static struct str default_domains[] = { { "*.gov.vn", 8 }, { "*.dcs.vn", 8 } };

void policy_default(struct policy *policy)
{
	*policy = (struct policy){ .max_new_hours = NEW_HOURS_DEFAULT };
	policy->official_domains.items = default_domains;
	policy->official_domains.count = policy->official_domains.capacity = sizeof default_domains / sizeof *default_domains;
}

static struct str sha256_hex(struct arena *arena, struct span bytes)
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_init(&context);
	sha256_update(&context, bytes.len, bytes.data);
	sha256_digest(&context, sizeof digest, digest);
	char *hex = arena_alloc(arena, 2 * sizeof digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	return (struct str){ hex, 2 * sizeof digest };
}

/* Short enough for one line on a terminal, and never a control character of a stranger's file. */
static struct str detail_of(struct arena *arena, struct str text)
{
	size_t len = text.len < DETAIL_BYTES ? text.len : DETAIL_BYTES;
	while (len > 0 && len < text.len && ((unsigned char)text.data[len] & 0xC0) == 0x80)
		len--;
	struct str cut = utf8_printable(arena, str_sub(text, 0, len));
	return len < text.len ? str_format(arena, "%.*s…", STR_ARGS(cut)) : cut;
}

void policy_problem_expecting(struct policy_parser *parser, unsigned line, const char *message, struct str detail,
			      struct str expected)
{
	struct policy *policy = parser->policy;
	if (policy->problems.count >= PROBLEMS_LISTED) {
		parser->unlisted++;
		return;
	}
	*array_push(parser->arena, &policy->problems) =
		(struct policy_problem){ .line = line, .message = message, .detail = detail_of(parser->arena, detail),
					 .key = parser->key, .expected = expected };
}

void policy_problem_at(struct policy_parser *parser, unsigned line, const char *message, struct str detail)
{
	policy_problem_expecting(parser, line, message, detail, (struct str){ 0 });
}

static enum err refuse(struct policy_parser *parser, enum err why, unsigned line, const char *message,
		       struct str detail)
{
	struct str sha256 = parser->policy->sha256;
	policy_default(parser->policy);
	parser->policy->configured = true;
	parser->policy->sha256 = sha256;
	policy_problem_at(parser, line, message, detail);
	parser->policy->problems.items[0].fatal = true;
	return why;
}

static int compare_problems(const struct policy_problem *a, const struct policy_problem *b)
{
	return (a->line > b->line) - (a->line < b->line);
}

/* By line; insertion sort keeps the order within a line and there are at most PROBLEMS_LISTED. */
static void sort_problems(struct policy *policy)
{
	for (size_t i = 1; i < policy->problems.count; i++) {
		struct policy_problem problem = policy->problems.items[i];
		size_t k = i;
		for (; k > 0 && compare_problems(&policy->problems.items[k - 1], &problem) > 0; k--)
			policy->problems.items[k] = policy->problems.items[k - 1];
		policy->problems.items[k] = problem;
	}
}

static void take_entries(struct policy_parser *parser, const struct ini_document *document)
{
	struct policy *policy = parser->policy;
	policy->official_domains.items = NULL;
	policy->official_domains.count = policy->official_domains.capacity = 0;
	for (size_t i = 0; i < document->bad_count; i++)
		policy_problem_at(parser, document->bad_lines[i].line, "config.bad-line", document->bad_lines[i].text);
	for (size_t i = 0; i < document->count; i++)
		policy_take(parser, &document->entries[i]);
	if (policy->official_domains.count == 0) { /* nothing said about official domains: the built-in ones */
		struct policy built_in;
		policy_default(&built_in);
		policy->official_domains.items = built_in.official_domains.items;
		policy->official_domains.count = policy->official_domains.capacity = built_in.official_domains.count;
	}
	sort_problems(policy);
	if (parser->unlisted)
		*array_push(parser->arena, &policy->problems) = (struct policy_problem){
			.message = "config.too-many", .detail = str_format(parser->arena, "%zu", parser->unlisted) };
}

static bool is_configuration(const struct ini_document *document)
{
	bool known = document->count == 0 && document->bad_count == 0; /* empty, or comments only */
	for (size_t i = 0; i < document->count && !known; i++)
		known = policy_section_exists(document->entries[i].section);
	return known;
}

enum err policy_parse(struct span bytes, struct arena *arena, struct policy *ret)
{
	struct policy_parser parser = { .policy = ret, .arena = arena };
	struct ini_document document = { 0 };
	unsigned line = 0;
	policy_default(ret);
	ret->configured = true;
	ret->sha256 = sha256_hex(arena, bytes);
	enum err e = ini_parse_document(bytes, LIMIT_CONFIG_BYTES, arena, &document, &line);
	if (e == ERR_LIMIT)
		return refuse(&parser, e, 0, "config.too-large", str_format(arena, "%u KiB", (unsigned)(LIMIT_CONFIG_BYTES / KIB)));
	if (e != OK)
		return refuse(&parser, e, line, "config.not-text", (struct str){ 0 });
	if (!is_configuration(&document))
		return refuse(&parser, ERR_CORRUPT, 0, "config.not-ini", STR("[don_vi], [tai_khoan_duoc_phep], ..."));
	take_entries(&parser, &document);
	return OK;
}
