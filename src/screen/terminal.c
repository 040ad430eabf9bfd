/* Raw terminal input and output (termios(3), ioctl_console(2)). */
#include "screen/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define WRITE_PATIENCE_MS 2000

struct terminal {
	int fd;
	struct termios before;
	bool graphics;
	char bytes[256];
	size_t count;
};

enum err terminal_open(int fd, bool graphics, struct terminal **ret)
{
	struct terminal *terminal = calloc(1, sizeof *terminal);
	if (!terminal)
		return ERR_NOMEM;
	terminal->fd = fd;
	if (tcgetattr(fd, &terminal->before) != 0) {
		free(terminal);
		return ERR_UNSUPPORTED;
	}
	struct termios raw = terminal->before;
	cfmakeraw(&raw);
	raw.c_oflag |= OPOST | ONLCR;
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	(void)tcsetattr(fd, TCSANOW, &raw);
	(void)tcflush(fd, TCIFLUSH);
	terminal->graphics = graphics && ioctl(fd, KDSETMODE, KD_GRAPHICS) == 0;
	*ret = terminal;
	return OK;
}

void terminal_close(struct terminal *terminal)
{
	if (!terminal)
		return;
	if (terminal->graphics)
		(void)ioctl(terminal->fd, KDSETMODE, KD_TEXT);
	(void)tcsetattr(terminal->fd, TCSANOW, &terminal->before);
	free(terminal);
}

int terminal_descriptor(const struct terminal *terminal)
{
	return terminal->fd;
}

void terminal_size(const struct terminal *terminal, unsigned *columns, unsigned *rows)
{
	struct winsize size = { 0 };
	bool told = ioctl(terminal->fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 && size.ws_row >= 12;
	*columns = told ? size.ws_col : 80;
	*rows = told ? size.ws_row : 25;
}

bool terminal_pending(const struct terminal *terminal)
{
	return terminal->count > 0;
}

bool terminal_write(struct terminal *terminal, struct str bytes)
{
	while (bytes.len) {
		struct pollfd wait = { .fd = terminal->fd, .events = POLLOUT };
		ssize_t put = write(terminal->fd, bytes.data, bytes.len);
		if (put < 0 && (errno == EINTR || (errno == EAGAIN && poll(&wait, 1, WRITE_PATIENCE_MS) == 1)))
			continue;
		if (put <= 0)
			return false;
		bytes = str_from(bytes, (size_t)put);
	}
	return true;
}

bool terminal_key(struct terminal *terminal, bool idle, struct key *ret, bool *ret_gone)
{
	*ret_gone = false;
	if (terminal->count < sizeof terminal->bytes / 2) {
		struct pollfd wait = { .fd = terminal->fd, .events = POLLIN };
		bool ready = poll(&wait, 1, 0) == 1;
		ssize_t got = ready ? read(terminal->fd, terminal->bytes + terminal->count,
					   sizeof terminal->bytes - terminal->count)
				    : 0;
		*ret_gone = (ready && got == 0) || (got < 0 && errno != EAGAIN && errno != EINTR);
		terminal->count += got > 0 ? (size_t)got : 0;
	}
	if (terminal->count == 0)
		return false;
	size_t used = key_decode(terminal->bytes, terminal->count, idle, ret);
	memmove(terminal->bytes, terminal->bytes + used, terminal->count - used);
	terminal->count -= used;
	return used > 0;
}
