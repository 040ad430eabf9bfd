/* cauhinh.ini from a path to a policy. */
#include "cmd/config_file.h"

#include <errno.h>

#include "base/limits.h"
#include "cmd/diagnostic.h"
#include "cmd/file.h"

static struct str problem_text(const struct policy_problem *problem, struct arena *arena)
{
	struct buf text = { 0 };
	const struct placeholder values[] = { { "detail", problem->detail }, { "expected", problem->expected } };
	if (problem->key.len)
		buf_printf(&text, "%.*s: ", STR_ARGS(problem->key));
	message_put(&text, diagnostic_language_now(), problem->message, values, 2);
	struct str copy = str_copy(arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

bool config_load(const char *path, struct arena *arena, struct policy *ret, size_t *ret_problems)
{
	struct span bytes;
	*ret_problems = 0;
	if (file_read(path, LIMIT_CONFIG_BYTES, arena, &bytes) != OK) {
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(errno) });
		return false;
	}
	enum err e = policy_parse(bytes, arena, ret);
	for (size_t i = 0; i < ret->problems.count; i++) {
		const struct policy_problem *problem = &ret->problems.items[i];
		struct str why = problem_text(problem, arena);
		if (problem->line)
			DIAGNOSTIC("cli.config", { "file", str_from_c(path) }, { "line", str_format(arena, "%u", problem->line) },
				   { "why", why });
		else
			DIAGNOSTIC("cli.config-refused", { "file", str_from_c(path) }, { "why", why });
	}
	*ret_problems = ret->problems.count;
	if (e != OK && ret->problems.count == 0)
		DIAGNOSTIC("cli.config-refused", { "file", str_from_c(path) }, { "why", str_from_c(err_name(e)) });
	return e == OK;
}
