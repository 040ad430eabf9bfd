/* Small text files of /proc and /sys. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "init.h"

bool file_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t n = read(fd, text, size - 1);
	close(fd);
	if (n < 0)
		return false;
	text[n] = 0;
	text[strcspn(text, "\n")] = 0;
	for (size_t i = strlen(text); i > 0 && text[i - 1] == ' '; i--)
		text[i - 1] = 0;
	return true;
}

bool file_write_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	while (length > 0) {
		ssize_t n = write(fd, at, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		length -= (size_t)n;
	}
	return true;
}

bool kernel_argument(const char *name, char *value, size_t size)
{
	char line[4096];
	char *rest = line, *word;
	if (!file_read("/proc/cmdline", line, sizeof line))
		return false;
	while ((word = strsep(&rest, " "))) {
		size_t length = strlen(name);
		if (strncmp(word, name, length) == 0 && word[length] == '=')
			return snprintf(value, size, "%s", word + length + 1) < (int)size;
	}
	return false;
}
