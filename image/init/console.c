/* The screen (tty1) and the serial lines that the kernel uses as consoles. A serial line gets everything at once; it
 * takes no keys, since an open line on a PC's port must not press any. */
#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "init.h"

#define SERIAL_MOST 4
#define LINE_BYTES 1024
#define SERIAL_PATIENCE_MS 2000 /* a serial line that takes nothing for so long is given up */

static int screen = -1;
static int serial[SERIAL_MOST];
static size_t serial_count;

static void open_serial(const char *name)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/dev/%s", name);
	int fd = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	struct termios line;
	if (fd < 0)
		return;
	if (serial_count == SERIAL_MOST || tcgetattr(fd, &line) != 0) /* no port behind the name */
		close(fd);
	else
		serial[serial_count++] = fd;
}

void console_start(void)
{
	char active[256], *rest = active, *name;
	struct termios keys;
	while (serial_count > 0)
		close(serial[--serial_count]);
	if (screen >= 0)
		close(screen);
	if (file_read("/sys/class/tty/console/active", active, sizeof active)) {
		while ((name = strsep(&rest, " "))) {
			if (strncmp(name, "tty", 3) != 0 || (name[3] >= 'A' && name[3] <= 'Z'))
				open_serial(name);
		}
	}
	screen = open("/dev/tty1", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (screen < 0 || tcgetattr(screen, &keys) != 0)
		return;
	(void)ioctl(screen, KDSETMODE, KD_TEXT); /* whoever drew there may be gone */
	keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(screen, TCSANOW, &keys);
	(void)font_load(screen); /* without it the letters are worse, the words stay */
	(void)file_write_all(screen, "\033%G", 3);
}

static void serial_put(int fd, const char *text, size_t length)
{
	while (length > 0) {
		struct pollfd wait = { .fd = fd, .events = POLLOUT };
		ssize_t n = write(fd, text, length);
		if (n < 0 && errno == EAGAIN && poll(&wait, 1, SERIAL_PATIENCE_MS) == 1)
			continue;
		if (n <= 0)
			return;
		text += n;
		length -= (size_t)n;
	}
}

static void all_serial(const char *text, size_t length)
{
	for (size_t i = 0; i < serial_count; i++)
		serial_put(serial[i], text, length);
}

void say(const char *format, ...)
{
	char line[LINE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(line, sizeof line - 2, format, arguments);
	va_end(arguments);
	strcat(line, "\n");
	all_serial(line, strlen(line));
	if (screen >= 0)
		(void)file_write_all(screen, line, strlen(line));
}

void say_serial(const char *text)
{
	all_serial(text, strlen(text));
	all_serial("\n", 1);
	fprintf(stderr, "%s\n", text);
}

void console_wait_key(void)
{
	char keys[64];
	if (screen < 0)
		pause();
	tcflush(screen, TCIFLUSH);
	for (;;) {
		struct pollfd wait[] = { { .fd = screen, .events = POLLIN },
			                 { .fd = events_descriptor(), .events = POLLIN } };
		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			return;
		if (wait[1].revents)
			events_take();
		if (wait[0].revents) {
			(void)!read(screen, keys, sizeof keys);
			return;
		}
	}
}
