/* The kernel's messages about devices (netlink, no network): modules for new devices, read-only for new disks. */
#include <errno.h>
#include <linux/netlink.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

#define MESSAGE_BYTES 8192
#define RECEIVE_BYTES (4 << 20)
/* USB sticks and card readers appear seconds after their bus; a stick takes up to 10 s on slow ports. */
#define QUIET_MS 3000
#define QUIET_WITHOUT_MEDIUM_MS 10000
#define SETTLE_MOST_MS 25000

static int events = -1;
static bool disk_came;

bool events_open(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int size = RECEIVE_BYTES;
	events = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
	if (events < 0)
		return false;
	(void)setsockopt(events, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
	return bind(events, (struct sockaddr *)&address, sizeof address) == 0;
}

int events_descriptor(void)
{
	return events;
}

/* The value of NAME= in a message: words ended by zero bytes. */
static const char *value(const char *message, size_t length, const char *name)
{
	size_t want = strlen(name);
	for (const char *at = message, *end = message + length; at < end; at += strlen(at) + 1) {
		if (strncmp(at, name, want) == 0 && at[want] == '=')
			return at + want + 1;
	}
	return NULL;
}

static void take(const char *message, size_t length)
{
	const char *action = value(message, length, "ACTION"), *subsystem = value(message, length, "SUBSYSTEM");
	const char *modalias = value(message, length, "MODALIAS"), *name = value(message, length, "DEVNAME");
	bool comes = action && strcmp(action, "remove") != 0;
	if (!comes && name && subsystem && strcmp(subsystem, "block") == 0)
		disks_removed(name);
	if (comes && modalias)
		modules_load_for(modalias);
	if (comes && name && subsystem && strcmp(subsystem, "block") == 0) {
		disks_protect(name);
		disk_came = true;
	} else if (comes && subsystem && (strcmp(subsystem, "usb") == 0 || strcmp(subsystem, "scsi") == 0)) {
		disk_came = true; /* its disk may follow */
	}
}

void events_take(void)
{
	char message[MESSAGE_BYTES];
	ssize_t n;
	while ((n = recv(events, message, sizeof message - 1, 0)) != 0) {
		if (n < 0 && errno == ENOBUFS) { /* some were lost: look at everything again */
			modules_coldplug();
			disks_scan();
		} else if (n < 0) {
			return;
		} else {
			message[n] = 0;
			take(message, (size_t)n);
		}
	}
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void events_settle(void)
{
	int64_t start = now_ms(), last = start;
	disk_came = true;
	for (;;) {
		int64_t now = now_ms();
		if (disk_came) {
			medium_find();
			last = now;
		}
		int64_t quiet = medium.disk[0] || !medium.wanted ? QUIET_MS : QUIET_WITHOUT_MEDIUM_MS;
		if (now - last >= quiet || now - start >= SETTLE_MOST_MS)
			return;
		struct pollfd wait = { .fd = events, .events = POLLIN };
		(void)poll(&wait, 1, (int)(last + quiet - now));
		disk_came = false;
		events_take();
	}
}
