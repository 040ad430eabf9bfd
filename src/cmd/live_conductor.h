/* The conductor as a process beside the wizard. It is forked while this program has one thread and no page was drawn;
 * every inspection is a fork of it again, so that each begins as clean as the first. */
#ifndef SOATMAY_CMD_LIVE_CONDUCTOR_H
#define SOATMAY_CMD_LIVE_CONDUCTOR_H

#include <sys/types.h>

#include "cmd/earlier.h"
#include "cmd/live_request.h"
#include "cmd/reports.h"

/* Known before the fork. */
struct conductor_context {
	const struct policy *policy;
	const struct hardware_info *hardware; /* of the firmware; NULL = tried out, nothing is known */
	const live_disk_list *disks;
	struct earlier *earlier;              /* reports on the stick, filled beside the first page; NULL = nobody looks */
	int earlier_folder;                   /* where they are; -1 = there are none */
	bool allow_unconfined;
};

struct conductor {
	int socket;
	pid_t server, runner; /* runner: 0 until it has said who it is */
	bool busy;            /* an inspection was asked for and has not ended */
};

enum conductor_event_kind {
	CONDUCTOR_PROGRESS, /* step, done, total */
	CONDUCTOR_RESULT,   /* lines: screen/result.h */
	CONDUCTOR_COUNTERS, /* it wants the counters of the disks: conductor_counters */
	CONDUCTOR_FILE,     /* name, lines: one file of the report */
	CONDUCTOR_FILES_END,
	CONDUCTOR_LOOKED,   /* the earlier reports are read: lines for the log */
	CONDUCTOR_PROVEN,   /* the self-test: lines empty = good, else why not */
	CONDUCTOR_END       /* the inspection's process has ended; lines say why when it was not asked to */
};

struct conductor_event {
	enum conductor_event_kind kind;
	unsigned step, done, total;
	struct str name, lines; /* in the arena that was handed in */
};

enum err conductor_start(const struct conductor_context *context, struct conductor *ret);
void conductor_stop(struct conductor *conductor);

bool conductor_prove(struct conductor *conductor);
bool conductor_probe(struct conductor *conductor, const struct live_request *request);
bool conductor_inspect(struct conductor *conductor, const struct live_request *request);
/* These two need the process of the inspection: false when it has ended. */
bool conductor_judge(struct conductor *conductor, const live_owner_list *owners);
/* `password` empty: without the copy that has every name. */
bool conductor_files(struct conductor *conductor, struct str password);
bool conductor_counters(struct conductor *conductor, bool read_only, const live_disk_list *disks,
			const late_disk_list *late);
/* Ends what runs, and waits for that. */
void conductor_cancel(struct conductor *conductor);
/* The next event; ERR_ABSENT: the conductor is gone. Waits; ask poll(2) with conductor->socket first. */
enum err conductor_receive(struct conductor *conductor, struct arena *arena, struct conductor_event *ret);

/* live_runner.c: one row of the report for a line "WORD\tDISK" of conductor_counters; false: no such word. */
bool runner_uninspected(struct str line, struct coverage *ret);
/* One inspection, in the process forked for it; returns its exit status. */
int runner_run(const struct conductor_context *context, int socket, char kind, struct str body);

/* Packet types. */
enum {
	PACKET_PROVE = 'T',
	PACKET_PROBE = 'P',
	PACKET_INSPECT = 'I',
	PACKET_JUDGE = 'J',
	PACKET_FILES = 'W',
	PACKET_COUNTERS = 'C',
	PACKET_CLOSE = 'X',
	PACKET_PID = 'p',
	PACKET_PROGRESS = 'g',
	PACKET_RESULT = 'r',
	PACKET_WANT_COUNTERS = 'c',
	PACKET_FILE = 'f',
	PACKET_FILES_END = 'd',
	PACKET_LOOKED = 'l',
	PACKET_PROVEN = 't',
	PACKET_END = 'x'
};
/* A text of any length as a packet with a sealed file in memory. */
enum err packet_send_text(int socket, char type, struct str name, struct str text);

#endif
