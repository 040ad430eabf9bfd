/* Packets of confine/channel.h. */
#include "confine/channel.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SOCKET_BUFFER_BYTES = 1 << 20, SEND_SECONDS = 30 };

enum err channel_pair(int ret[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret) != 0)
		return ERR_IO;
	for (int i = 0; i < 2; i++) {
		int bytes = SOCKET_BUFFER_BYTES; /* the kernel may give less: then senders wait more often */
		(void)setsockopt(ret[i], SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
	}
	/* The parent never waits for ever for a child that does not read; a child may wait for its parent. */
	struct timeval patience = { .tv_sec = SEND_SECONDS };
	if (setsockopt(ret[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0)
		return ERR_IO;
	return OK;
}

enum err channel_send(int socket, char type, struct str body, const int *fds, size_t fd_count)
{
	if (body.len > CHANNEL_BODY_BYTES || fd_count > CHANNEL_FDS)
		return ERR_LIMIT;
	union {
		char bytes[CMSG_SPACE(sizeof(int) * CHANNEL_FDS)];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec parts[2] = { { &type, 1 }, { (void *)(uintptr_t)body.data, body.len } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = body.len ? 2 : 1 };
	if (fd_count) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(sizeof(int) * fd_count);
		struct cmsghdr *head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(int) * fd_count);
		memcpy(CMSG_DATA(head), fds, sizeof(int) * fd_count);
	}
	ssize_t sent;
	do
		sent = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? ERR_IO : OK;
}

int64_t channel_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static enum err wait_readable(int socket, int64_t deadline)
{
	for (;;) {
		struct pollfd poll_fd = { .fd = socket, .events = POLLIN };
		int64_t left = (deadline - channel_clock()) / 1000000;
		if (left <= 0)
			return ERR_LIMIT;
		int ready = poll(&poll_fd, 1, left > 60000 ? 60000 : (int)left);
		if (ready > 0)
			return OK;
		if (ready < 0 && errno != EINTR)
			return ERR_IO;
	}
}

static void take_fds(struct msghdr *message, struct packet *ret)
{
	for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head; head = CMSG_NXTHDR(message, head)) {
		if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
			continue;
		size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < count; i++) {
			int fd;
			memcpy(&fd, CMSG_DATA(head) + i * sizeof fd, sizeof fd);
			if (ret->fd_count < CHANNEL_FDS)
				ret->fds[ret->fd_count++] = fd;
			else
				close(fd);
		}
	}
}

enum err channel_receive(int socket, int64_t deadline, struct arena *arena, struct packet *ret)
{
	static char bytes[CHANNEL_BODY_BYTES + 2]; /* processes are single-threaded */
	union {
		char bytes[CMSG_SPACE(sizeof(int) * CHANNEL_FDS)];
		struct cmsghdr align;
	} control;
	/* Without a deadline recvmsg waits by itself: a confined child needs no poll. */
	enum err e = deadline ? wait_readable(socket, deadline) : OK;
	if (e != OK)
		return e;
	struct iovec part = { bytes, sizeof bytes };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes,
	};
	ssize_t got;
	do
		got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	/* a reset is told once; what was sent before still follows */
	while (got < 0 && (errno == EINTR || errno == ECONNRESET));
	if (got == 0)
		return ERR_ABSENT;
	if (got < 0)
		return ERR_IO;
	struct packet packet = { .type = bytes[0] };
	take_fds(&message, &packet);
	packet.body = str_copy(arena, (struct str){ bytes + 1, (size_t)got - 1 });
	explicit_bzero(bytes, (size_t)got); /* keys and passwords pass here, and children inherit it */
	if ((size_t)got > CHANNEL_BODY_BYTES + 1 || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) {
		packet_close_fds(&packet);
		return ERR_CORRUPT;
	}
	*ret = packet;
	return OK;
}

void packet_close_fds(struct packet *packet)
{
	while (packet->fd_count)
		close(packet->fds[--packet->fd_count]);
}
