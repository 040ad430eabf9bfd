/* Packets between conductor and children over a SOCK_SEQPACKET pair: one type byte, a body, up to CHANNEL_FDS
 * descriptors. A packet that breaks the form is an error for the receiver, never a best effort. */
#ifndef SOATMAY_CONFINE_CHANNEL_H
#define SOATMAY_CONFINE_CHANNEL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { CHANNEL_FDS = 16, CHANNEL_BODY_BYTES = 96 * 1024 };

struct packet {
	char type;
	struct str body; /* in the arena of the receiver */
	int fds[CHANNEL_FDS];
	size_t fd_count;
};

/* ret[0] for the parent, ret[1] for the child; both close on exec. */
enum err channel_pair(int ret[2]);
/* ERR_LIMIT for a body above CHANNEL_BODY_BYTES, ERR_IO when the other side is gone or, seen from the parent, has not
 * read for long. */
enum err channel_send(int socket, char type, struct str body, const int *fds, size_t fd_count);
/* Waits until `deadline` (CLOCK_MONOTONIC nanoseconds; 0 = for ever). ERR_ABSENT: the other side has closed; ERR_LIMIT:
 * deadline; ERR_CORRUPT: a packet without type, or cut. Received descriptors are close-on-exec and the caller's; the
 * body's only copy is in `arena`, to be wiped there. */
enum err channel_receive(int socket, int64_t deadline, struct arena *arena, struct packet *ret);
void packet_close_fds(struct packet *packet);
/* CLOCK_MONOTONIC in nanoseconds. */
int64_t channel_clock(void);

#endif
