/* Mounts the partition that reports are saved on, and nothing else ever: our own one on the stick we started from
 * (label, marker file), or another stick that the person chose. While it is not mounted it is read-only like every
 * other. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "init.h"

#define MARKER STICK "/SOATMAY.TXT"
#define MARKER_TEXT "SOATMAY-REPORTS-1"
#define CONFIG_MOST (1 << 20)
#define FLAGS (MS_NODEV | MS_NOEXEC | MS_NOSUID)

static char open_disk[NAME_BYTES], open_partition[NAME_BYTES];
static bool looked_at; /* it is open, and read-only */

bool stick_is_open(const char *name)
{
	return open_disk[0] && !looked_at && (strcmp(name, open_disk) == 0 || strcmp(name, open_partition) == 0);
}

/* The whole disk must be writable for one partition to be; its others stay read-only by their own flag. */
static bool set_writable(bool on)
{
	bool ok = strcmp(open_disk, open_partition) == 0 || device_set_read_only(open_partition, !on);
	return device_set_read_only(open_disk, !on) && ok;
}

static bool mount_partition(const char *partition, unsigned long flags)
{
	char device[PATH_BYTES];
	static const char fat[] = "iocharset=utf8,errors=remount-ro,uid=1000,gid=1000",
			  exfat[] = "iocharset=utf8,uid=1000,gid=1000";
	bool is_exfat = medium_file_system(partition) == EXFAT;
	snprintf(device, sizeof device, "/dev/%s", partition);
	mkdir(STICK, 0755);
	return mount(device, STICK, is_exfat ? "exfat" : "vfat", FLAGS | flags, is_exfat ? exfat : fat) == 0;
}

static bool marker_is_there(void)
{
	char line[NAME_BYTES];
	return file_read(MARKER, line, sizeof line) && strncmp(line, MARKER_TEXT, strlen(MARKER_TEXT)) == 0;
}

static bool copy_config(void)
{
	static char bytes[CONFIG_MOST + 1]; /* one more, so that a longer file is refused, not cut */
	int from = open(STICK "/cauhinh.ini", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (from < 0)
		return false;
	ssize_t n = 0, length = 0;
	while (length <= CONFIG_MOST && (n = read(from, bytes + length, sizeof bytes - (size_t)length)) > 0)
		length += n;
	close(from);
	int to = open(CONFIG, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool ok = to >= 0 && n >= 0 && file_write_all(to, bytes, (size_t)length);
	if (to >= 0)
		close(to);
	return ok;
}

void stick_copy_config(void)
{
	if (!medium.partition[0] || !mount_partition(medium.partition, MS_RDONLY))
		return;
	if (marker_is_there() && copy_config())
		say_serial("cauhinh.ini");
	umount(STICK);
}

static bool failed(struct stick_answer *ret, const char *word, int why)
{
	const char *name = why ? strerrorname_np(why) : NULL;
	ret->word = word;
	snprintf(ret->text, sizeof ret->text, "%s", name ? name : "");
	return false;
}

static const char *word_of(int why)
{
	switch (why) {
	case EROFS:
	case EACCES: return "read-only";
	case ENOENT:
	case ENXIO:
	case ENODEV:
	case ENOMEDIUM: return "gone";
	default: return "failed";
	}
}

/* Looked at read-only first: only a partition with our marker is ever written to. */
static bool own_is_right(struct stick_answer *ret)
{
	if (!mount_partition(open_partition, MS_RDONLY))
		return failed(ret, word_of(errno), errno);
	bool ours = marker_is_there();
	umount(STICK);
	return ours || failed(ret, "not-ours", 0);
}

static bool choose_own(struct stick_answer *ret)
{
	if (!medium_is_there()) /* pulled out, or something else now; perhaps it has come back, under another name */
		medium_find();
	if (!medium.partition[0])
		return failed(ret, medium.candidates > 1 ? "several" : "none", 0);
	snprintf(open_disk, sizeof open_disk, "%s", medium.disk);
	snprintf(open_partition, sizeof open_partition, "%s", medium.partition);
	return own_is_right(ret);
}

static bool choose_other(const char *name, struct stick_answer *ret)
{
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *disk = &disks.items[i];
		if (!stick_is_other(disk, name))
			continue;
		snprintf(open_disk, sizeof open_disk, "%s", disk->name);
		snprintf(open_partition, sizeof open_partition, "%s", name);
		return true;
	}
	return failed(ret, "gone", 0);
}

bool stick_mount(const char *name, struct stick_answer *ret)
{
	struct statvfs room;
	*ret = (struct stick_answer){ .word = "ok" };
	if (open_disk[0])
		return failed(ret, "failed", EBUSY);
	bool ok = name ? choose_other(name, ret) : choose_own(ret);
	if (ok && (!set_writable(true) || !mount_partition(open_partition, MS_SYNCHRONOUS)))
		ok = failed(ret, word_of(errno), errno);
	if (ok && statvfs(STICK, &room) == 0) {
		ret->free_bytes = (uint64_t)room.f_bavail * room.f_frsize;
		ret->bytes = (uint64_t)room.f_blocks * room.f_frsize;
	}
	if (!ok && open_disk[0]) {
		(void)set_writable(false);
		open_disk[0] = 0;
	}
	return ok;
}

bool stick_look(struct stick_answer *ret)
{
	*ret = (struct stick_answer){ .word = "ok" };
	if (open_disk[0])
		return failed(ret, "failed", EBUSY);
	looked_at = true;
	bool ok = choose_own(ret) &&
		  (mount_partition(open_partition, MS_RDONLY) || failed(ret, word_of(errno), errno));
	if (!ok) {
		open_disk[0] = 0;
		looked_at = false;
	}
	return ok;
}

bool stick_unmount(struct stick_answer *ret)
{
	*ret = (struct stick_answer){ .word = "ok" };
	if (!open_disk[0])
		return true;
	int fd = open(STICK, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = (fd >= 0 && syncfs(fd) == 0) || failed(ret, "failed", errno);
	if (fd >= 0)
		close(fd);
	if (umount(STICK) != 0) {
		ok = failed(ret, "failed", errno);
		(void)umount2(STICK, MNT_DETACH);
	}
	(void)set_writable(false);
	open_disk[0] = 0;
	looked_at = false;
	return ok;
}

bool stick_is_other(const struct disk *disk, const char *partition)
{
	char partitions[DISKS_MOST][NAME_BYTES];
	size_t count;
	if (disk->gone || disk->medium || disk->inspected || disk->bytes == 0 || strcmp(disk->bus, "USB") != 0)
		return false;
	(void)disk_partitions(disk->name, partitions, DISKS_MOST, &count);
	bool there = count == 0 && strcmp(disk->name, partition) == 0;
	for (size_t i = 0; i < count; i++)
		there |= strcmp(partitions[i], partition) == 0;
	return there && medium_file_system(partition) != NO_FAT;
}
