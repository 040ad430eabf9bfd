/* Writing to standard output (stdio), with the reason when it fails. */
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cmd/diagnostic.h"

bool output_write(struct str text)
{
	errno = 0;
	if (fwrite(text.data, 1, text.len, stdout) == text.len && fflush(stdout) == 0)
		return true;
	DIAGNOSTIC("cli.stdout", { "why", diagnostic_reason(errno) });
	return false;
}

void output_prepare(void)
{
	/* Standard output opened for reading: a write to it fails and is said. */
	static const int flags[] = { [STDIN_FILENO] = O_RDONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_WRONLY };
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", flags[fd]) != fd)
			_exit(70);
}
