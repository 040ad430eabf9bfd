/* The parts of `soatmay live`. */
#ifndef SOATMAY_CMD_LIVE_H
#define SOATMAY_CMD_LIVE_H

#include "cmd/live_conductor.h"
#include "cmd/live_save.h"
#include "cmd/live_screen.h"

struct live_options {
	int init;             /* descriptor to init; -1: tried out */
	const char *config, *save, *pictures, *keys;
	unsigned width, height;
	bool allow_unconfined, help;
	int64_t now;          /* tried out: the clock; TIME_UNKNOWN = the machine's */
	char **sources;
	size_t source_count;
};

struct live {
	struct live_options options;
	struct arena arena;
	struct live_host host;
	live_disk_list disks;
	struct hardware_info hardware;
	struct policy policy;
	struct earlier earlier; /* reports on the stick, filled in the conductor */
	int earlier_folder;     /* where they are; -1 = there are none */
	bool looked;            /* the stick was there */
	struct conductor_context context;
	struct conductor conductor;
	struct live_screen screen;
	struct wizard wizard;
	const char *keys;     /* what is left of the script */
	bool off, changed, gone;
	bool read_only;       /* every disk, at the last check */
	int64_t last_tick;
};

/* live_options.c: false after one diagnostic line. */
bool live_options_parse(int argc, char **argv, struct live_options *ret);
/* live_loop.c: until the person wants the PC switched off; the exit status. */
int live_loop(struct live *live);
int64_t live_clock(const struct live *live); /* what the PC's clock shows, as if it were UTC */
/* live_request handling, live_events.c */
void live_do_request(struct live *live);
void live_take_event(struct live *live);
bool live_prove(struct live *live, struct str *ret_why);

#endif
