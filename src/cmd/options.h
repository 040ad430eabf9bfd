/* Options of `inspect`. */
#ifndef SOATMAY_CMD_OPTIONS_H
#define SOATMAY_CMD_OPTIONS_H

#include "base/array.h"
#include "cmd/protect_password.h"
#include "judge/policy.h"
#include "model/volume_key.h"
#include "report/report.h"

struct inspect_command {
	enum mode mode;
	bool mode_given;
	const char *config; /* NULL = none */
	enum language language;
	bool json;
	const char *output; /* NULL = none */
	const char *protect; /* file with the password for report-full.zip; NULL = none */
	struct protect_password password; /* read from it before the work begins, wiped behind it */
	const char *earlier; /* folder of reports of other machines; NULL = none */
	enum mask mask;
	bool mask_given;
	int64_t now;        /* TIME_UNKNOWN = the machine's clock */
	int64_t since, until; /* the time of a repair; 0 = not given */
	bool progress, allow_unconfined;
	bool help;          /* --help, -h: nothing else is asked for */
	struct volume_keys keys; /* wiped once the reader has them */
	ARRAY_OF(struct owner_answer) owners;
	char **sources;
	size_t source_count;
};

/* False after one diagnostic line: wrong usage. */
bool options_parse(int argc, char **argv, struct arena *arena, struct inspect_command *ret);

#endif
