/* Takes a password from a file or from standard input and refuses one that is easily guessed. */
#include "cmd/protect_password.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cmd/diagnostic.h"

/* Byte by byte: what follows the line belongs to somebody else. False when the file cannot be read or the line is too
 * long. */
static bool read_line(int fd, struct protect_password *ret)
{
	char c = 0;
	ssize_t got;
	ret->len = 0;
	while ((got = read(fd, &c, 1)) == 1 && c != '\n') {
		if (ret->len == sizeof ret->text) {
			errno = EMSGSIZE;
			return false;
		}
		ret->text[ret->len++] = c;
	}
	if (ret->len && ret->text[ret->len - 1] == '\r')
		ret->len--;
	return got >= 0;
}

bool protect_password_read(const char *path, struct protect_password *ret)
{
	bool typed = strcmp(path, "-") == 0;
	int fd = typed ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	bool read = fd >= 0 && read_line(fd, ret);
	int why = errno;
	if (fd >= 0 && !typed)
		close(fd);
	if (!read)
		DIAGNOSTIC("cli.cannot-open", { "path", str_from_c(path) }, { "why", diagnostic_reason(why) });
	else if (!protect_password_usable((struct str){ ret->text, ret->len }))
		DIAGNOSTIC("cli.protect.weak", { "path", str_from_c(path) });
	else
		return true;
	explicit_bzero(ret, sizeof *ret);
	return false;
}
