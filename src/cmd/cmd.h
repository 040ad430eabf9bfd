/* The subcommands and their exit statuses (docs/command-line.md). */
#ifndef SOATMAY_CMD_CMD_H
#define SOATMAY_CMD_CMD_H

#include <stdbool.h>

#include "base/buf.h"

enum exit_status {
	STATUS_PASS = 0,
	STATUS_FAIL = 1,         /* also: not good, differences */
	STATUS_INCONCLUSIVE = 2,
	STATUS_USAGE = 64,
	STATUS_SOURCE = 66,
	STATUS_OWN_FAILURE = 70
};

/* argv[0] is the subcommand's name. */
int cmd_inspect(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_selftest(int argc, char **argv);
int cmd_live(int argc, char **argv);
int cmd_form(int argc, char **argv); /* slip, card, notice */
int cmd_help(int argc, char **argv);

/* `command` NULL: all commands in short; unknown: one diagnostic line and STATUS_USAGE. */
int help_show(const char *command);
/* One line for each proof; false when one failed. Forks. */
bool selftest_prove(struct buf *answer, struct arena *arena);
bool help_wanted(const char *argument); /* --help, -h */

#endif
