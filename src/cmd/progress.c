/* One line that redraws itself on a terminal, and one line a step elsewhere. */
#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "cmd/diagnostic.h"

enum { BAR_CELLS = 24 };

void progress_show(void *context, enum inspect_step step, unsigned done, unsigned total)
{
	static const char *const ids[STEP_COUNT] = {
		"cli.step.disk", "cli.step.system", "cli.step.user", "cli.step.browser", "cli.step.case",
	};
	static int last = -1;
	(void)context;
	struct str text = message(diagnostic_language_now(), ids[step]);
	if (!isatty(STDERR_FILENO)) {
		if (last != (int)step)
			fprintf(stderr, "soatmay: %.*s\n", STR_ARGS(text));
		last = (int)step;
		return;
	}
	unsigned filled = step == STEP_CASE ? BAR_CELLS : total ? done * BAR_CELLS / total : 0;
	fprintf(stderr, "\r\033[K[");
	for (unsigned i = 0; i < BAR_CELLS; i++)
		fputc(i < filled ? '#' : '.', stderr);
	fprintf(stderr, "] %.*s", STR_ARGS(text));
	if (total && step != STEP_CASE)
		fprintf(stderr, " %u/%u", done + 1, total);
	fflush(stderr);
}

void progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
}
