/* Puts the reports onto the stick: its report partition is mounted, written and unmounted here, and nowhere else. A new folder appears under
 * its name only when all its files are on the stick, so that a power cut leaves earlier reports as they are. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

#define STICK "/run/stick"
#define MARKER STICK "/SOATMAY.TXT"
#define MARKER_TEXT "SOATMAY-REPORTS-1"
#define MOUNT_OPTIONS "iocharset=utf8,errors=remount-ro"
#define CODE_LETTERS 8

/* The whole disk must be writable for one partition to be; the others stay read-only by their own flag. */
static bool stick_set_writable(bool on)
{
	bool ok = true;
	if (strcmp(medium.disk, medium.partition) != 0)
		ok = device_set_read_only(medium.partition, !on);
	return device_set_read_only(medium.disk, !on) && ok;
}

static bool mount_stick(char *ret_why, size_t why_size)
{
	char device[PATH_BYTES], line[NAME_BYTES];
	unsigned long flags = MS_NODEV | MS_NOEXEC | MS_NOSUID;
	snprintf(device, sizeof device, "/dev/%s", medium.partition);
	mkdir(STICK, 0700);
	/* Looked at read-only first: only a partition with our marker is ever written to. */
	if (mount(device, STICK, "vfat", flags | MS_RDONLY, MOUNT_OPTIONS) != 0) {
		snprintf(ret_why, why_size, "%s", strerror(errno));
		return false;
	}
	bool ours = file_read(MARKER, line, sizeof line) && strncmp(line, MARKER_TEXT, strlen(MARKER_TEXT)) == 0;
	umount(STICK);
	if (!ours) {
		snprintf(ret_why, why_size, "không có tệp SOATMAY.TXT của Soát máy");
		return false;
	}
	if (!stick_set_writable(true) || mount(device, STICK, "vfat", flags | MS_SYNCHRONOUS, MOUNT_OPTIONS) != 0) {
		snprintf(ret_why, why_size, "%s", strerror(errno));
		return false;
	}
	return true;
}

static bool copy_file(const char *from, const char *to)
{
	char bytes[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	ssize_t n = -1;
	bool ok = in >= 0 && out >= 0;
	while (ok && (n = read(in, bytes, sizeof bytes)) > 0)
		ok = file_write_all(out, bytes, (size_t)n);
	ok = ok && n == 0 && fsync(out) == 0;
	int why = errno;
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0)
		ok = false;
	errno = why;
	return ok;
}

static bool copy_files(const char *from, const char *to)
{
	DIR *folder = opendir(from);
	struct dirent *entry;
	bool ok = folder != NULL;
	while (ok && (entry = readdir(folder))) {
		char source[2 * PATH_BYTES], target[2 * PATH_BYTES];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(source, sizeof source, "%s/%s", from, entry->d_name);
		snprintf(target, sizeof target, "%s/%s", to, entry->d_name);
		ok = copy_file(source, target);
	}
	if (folder)
		closedir(folder);
	return ok;
}

static void remove_folder(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(folder), entry->d_name, 0);
	}
	if (folder)
		closedir(folder);
	rmdir(path);
}

/* The machine's serial number as a file name, "KHONGRO" when the firmware has none. */
static void machine_serial(char *text, size_t size)
{
	char raw[NAME_BYTES] = "";
	size_t n = 0;
	(void)file_read("/sys/class/dmi/id/product_serial", raw, sizeof raw);
	for (size_t i = 0; raw[i] && n + 1 < size; i++) {
		if (isalnum((unsigned char)raw[i]))
			text[n++] = raw[i];
	}
	text[n] = 0;
	if (n == 0)
		snprintf(text, size, "KHONGRO");
}

/* <date>-<serial>-<code>: the code is the start of report.json's SHA-256. */
static void report_name(const char *folder, char *name, size_t size)
{
	char path[PATH_BYTES], line[256] = "", serial[24], date[16];
	time_t now = time(NULL);
	struct tm t;
	strftime(date, sizeof date, "%Y%m%d", gmtime_r(&now, &t));
	machine_serial(serial, sizeof serial);
	snprintf(path, sizeof path, "%s/SHA256SUMS", folder);
	(void)file_read(path, line, sizeof line);
	snprintf(name, size, "%s-%s-%.*s", date, serial, CODE_LETTERS, line[0] ? line : "00000000");
}

static bool write_folder(const char *folder, const char *name)
{
	char temporary[PATH_BYTES], final[PATH_BYTES];
	snprintf(temporary, sizeof temporary, STICK "/BAOCAO/%s.tam", name);
	snprintf(final, sizeof final, STICK "/BAOCAO/%s", name);
	if (mkdir(STICK "/BAOCAO", 0755) != 0 && errno != EEXIST)
		return false;
	remove_folder(temporary);
	for (int more = 2; access(final, F_OK) == 0 && more < 100; more++) /* the same result once more: kept beside it */
		snprintf(final, sizeof final, STICK "/BAOCAO/%s-%d", name, more);
	bool ok = mkdir(temporary, 0755) == 0 && copy_files(folder, temporary) && rename(temporary, final) == 0;
	if (!ok) {
		int why = errno;
		remove_folder(temporary);
		errno = why;
	}
	return ok;
}

bool save_reports(const char *folder, char *ret_name, size_t size, char *ret_why, size_t why_size)
{
	report_name(folder, ret_name, size);
	if (!medium.partition[0]) {
		snprintf(ret_why, why_size, medium.candidates > 1 ? "có nhiều ổ giống USB này" : "không thấy phân vùng báo cáo trên USB này");
		return false;
	}
	bool mounted = mount_stick(ret_why, why_size);
	bool ok = mounted && write_folder(folder, ret_name);
	if (mounted && !ok)
		snprintf(ret_why, why_size, "%s", strerror(errno));
	if (mounted) {
		sync();
		if (umount(STICK) != 0 && ok) {
			ok = false;
			snprintf(ret_why, why_size, "%s", strerror(errno));
		}
	}
	stick_set_writable(false);
	return ok;
}
