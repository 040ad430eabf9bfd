/* The subcommands and their exit statuses (docs/report-format.md). */
#ifndef SOATMAY_CMD_CMD_H
#define SOATMAY_CMD_CMD_H

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
int cmd_selftest(int argc, char **argv);
int cmd_help(int argc, char **argv);

#endif
