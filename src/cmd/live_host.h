/* What the wizard asks of the first process of the live image (docs/live.md), or, tried out on an ordinary PC, of
 * itself: sources of the command line stand for the disks, a folder for the stick. */
#ifndef SOATMAY_CMD_LIVE_HOST_H
#define SOATMAY_CMD_LIVE_HOST_H

#include "base/array.h"
#include "model/hardware.h"
#include "screen/wizard.h"

struct live_host {
	int init;         /* descriptor to init; -1: tried out */
	const char *save; /* tried out: the folder; NULL = none */
};

struct live_disk {
	struct hardware_disk row;
	struct str path;
	bool medium; /* what we started from: never inspected */
	int fd;      /* read-only; -1 when it is not inspected */
};
typedef ARRAY_OF(struct live_disk) live_disk_list;

struct live_stick {
	struct str folder;
	uint64_t free_bytes;
	enum save_failure failure; /* when it could not be mounted */
	struct str text;
};

/* Disks as init found them, opened read-only. False: init does not answer in its own language. */
bool host_disks(const struct live_host *host, struct arena *arena, live_disk_list *ret);
/* Disks that are not inspected, with init's word for why: "late" (came after host_disks), "left" (went before it), "empty"
 * (shows no size), "beyond" (too many), "plugged" (late, but plugged in by hand). */
struct late_disk { struct str word, text; };
typedef ARRAY_OF(struct late_disk) late_disk_list;
/* Read-only flags and write counters once more, into the rows; false when a disk can be written to. */
bool host_check(const struct live_host *host, struct arena *arena, live_disk_list *disks, late_disk_list *ret_late);
/* `name` empty: our own report partition. */
bool host_mount(const struct live_host *host, struct arena *arena, struct str name, struct live_stick *ret);
/* The same, mounted read-only: what was saved there earlier. */
bool host_look(const struct live_host *host, struct arena *arena, struct live_stick *ret);
/* Everything is written out; false: not sure of that. */
bool host_unmount(const struct live_host *host, struct arena *arena);
size_t host_sticks(const struct live_host *host, struct arena *arena, struct stick *ret, size_t most);
/* A line on the serial consoles: what a test waits for. */
void host_log(const struct live_host *host, const char *word, struct str text);

/* The parts of init's answers, for tests. */
bool host_parse_disks(struct str lines, struct arena *arena, live_disk_list *ret);
bool host_parse_counters(struct str lines, struct arena *arena, live_disk_list *disks, late_disk_list *ret_late);

#endif
