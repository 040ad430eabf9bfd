/* Block devices: read-only from the moment they are seen, their counters of writes before and after. BLKROSET keeps
 * mounts and writes by mistake away; that nothing here writes on purpose is the image's make (no driver, no program),
 * proven by the tests. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init.h"

struct disks disks;

static int device_open(const char *name)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/dev/%s", name);
	return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

bool device_set_read_only(const char *name, bool on)
{
	int fd = device_open(name), value = on;
	bool ok = fd >= 0 && ioctl(fd, BLKROSET, &value) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

bool device_read(const char *name, off_t offset, void *bytes, size_t length)
{
	int fd = device_open(name);
	bool ok = fd >= 0 && pread(fd, bytes, length, offset) == (ssize_t)length;
	if (fd >= 0)
		close(fd);
	return ok;
}

/* A device that has gone cannot be written either. */
static bool device_is_read_only(const char *name, bool *ret_gone)
{
	int fd = device_open(name), value = 0;
	*ret_gone = fd < 0 && (errno == ENOENT || errno == ENXIO || errno == ENOMEDIUM || errno == ENODEV);
	bool ok = fd >= 0 && ioctl(fd, BLKROGET, &value) == 0 && value;
	if (fd >= 0)
		close(fd);
	return ok;
}

bool disk_partitions(const char *disk, char (*names)[NAME_BYTES], size_t most, size_t *ret_count)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/sys/block/%s", disk);
	DIR *folder = opendir(path);
	struct dirent *entry;
	*ret_count = 0;
	while (folder && (entry = readdir(folder))) {
		char inside[2 * PATH_BYTES];
		snprintf(inside, sizeof inside, "%s/%s/partition", path, entry->d_name);
		if (access(inside, F_OK) == 0 && *ret_count < most && strlen(entry->d_name) < NAME_BYTES)
			strcpy(names[(*ret_count)++], entry->d_name);
	}
	if (folder)
		closedir(folder);
	return folder != NULL;
}

static struct counters counters_read(const char *disk)
{
	char path[PATH_BYTES], line[512], *at = line;
	unsigned long long field[17] = { 0 };
	snprintf(path, sizeof path, "/sys/block/%s/stat", disk);
	if (file_read(path, line, sizeof line)) {
		for (size_t i = 0; i < 17; i++)
			field[i] = strtoull(at, &at, 10);
	}
	return (struct counters){
		.writes = field[4], .sectors = field[6], .discards = field[11], .flushes = field[15]
	};
}

struct disk *disks_find(const char *name)
{
	for (size_t i = 0; i < disks.count; i++) {
		if (!disks.items[i].gone && strcmp(disks.items[i].name, name) == 0)
			return &disks.items[i];
	}
	return NULL;
}

void disks_removed(const char *name)
{
	struct disk *disk = disks_find(name);
	if (disk)
		disk->gone = true;
}

static const char *bus_of(const char *name)
{
	static const struct { const char *in, *bus; } buses[] = {
		{ "/usb", "USB" }, { "/nvme", "NVMe" }, { "/mmc", "SD/eMMC" }, { "/ata", "SATA" }, { "/virtio", "virtio" },
	};
	char path[PATH_BYTES], target[PATH_BYTES] = "";
	snprintf(path, sizeof path, "/sys/block/%s", name);
	ssize_t n = readlink(path, target, sizeof target - 1);
	target[n > 0 ? n : 0] = 0;
	for (size_t i = 0; i < sizeof buses / sizeof *buses; i++) {
		if (strstr(target, buses[i].in))
			return buses[i].bus;
	}
	return "";
}

/* The flag is also set for SATA disks on ports that can be hot-plugged: those are no slots. */
static bool is_slot(const struct disk *disk)
{
	char path[PATH_BYTES], removable[8];
	snprintf(path, sizeof path, "/sys/block/%s/removable", disk->name);
	return !disk->bus[0] && file_read(path, removable, sizeof removable) && removable[0] == '1';
}

static void describe(struct disk *disk)
{
	char path[PATH_BYTES], size[32] = "0";
	snprintf(path, sizeof path, "/sys/block/%s/size", disk->name);
	(void)file_read(path, size, sizeof size);
	disk->bytes = strtoull(size, NULL, 10) * 512;
	snprintf(path, sizeof path, "/sys/block/%s/device/model", disk->name);
	if (!file_read(path, disk->model, sizeof disk->model)) {
		snprintf(path, sizeof path, "/sys/block/%s/device/name", disk->name);
		(void)file_read(path, disk->model, sizeof disk->model);
	}
	snprintf(disk->bus, sizeof disk->bus, "%s", bus_of(disk->name));
	disk->portable = identity_is_portable(disk);
	disk->slot = is_slot(disk);
	identity_read(disk);
	identity_note(disk);
}

/* One path to an NVMe disk of several controllers: it has no device; the disk itself is another entry. */
static bool is_hidden(const char *name)
{
	char path[PATH_BYTES], hidden[8];
	snprintf(path, sizeof path, "/sys/block/%s/hidden", name);
	return file_read(path, hidden, sizeof hidden) && hidden[0] == '1';
}

static bool is_disk(const char *name)
{
	static const char *const others[] = { "loop", "ram", "zram", "sr", "fd", "dm-", "md" };
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/sys/block/%s", name);
	if (!name[0] || strchr(name, '/')) /* no name of a device: /sys/block itself and /dev would stand for it */
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (strncmp(name, others[i], strlen(others[i])) == 0)
			return false;
	}
	/* eMMC: hidden boot areas, not disks of a PC */
	return access(path, F_OK) == 0 && !is_hidden(name) && !(strncmp(name, "mmcblk", 6) == 0 && strstr(name, "boot"));
}

struct disk *disks_entry(const char *name)
{
	struct disk *entry = NULL;
	for (size_t i = 0; i < disks.count && disks.count == DISKS_MOST && !entry; i++) {
		struct disk *disk = &disks.items[i];
		bool noted = disk->listed || disk->inspected || disk->medium || disk->late || disk->empty || disk->left;
		bool to_be_noted = !disks.named && !disk->portable && !disk->slot;
		if (disk->gone && !noted && !to_be_noted)
			entry = disk;
	}
	if (!entry && disks.count < DISKS_MOST)
		entry = &disks.items[disks.count++];
	if (!entry && !disks.beyond[0])
		snprintf(disks.beyond, sizeof disks.beyond, "%s", name);
	return entry;
}

void disks_protect(const char *name)
{
	char path[PATH_BYTES];
	if (stick_is_open(name))
		return;
	(void)device_set_read_only(name, true);
	if (!is_disk(name))
		return;
	struct disk *disk = disks_find(name);
	uint64_t sequence = identity_sequence(name);
	if (disk && disk->sequence != sequence) { /* another one has the name now, and nobody said that the first went */
		disk->gone = true;
		disk = NULL;
	}
	if (!disk) {
		if (strlen(name) >= NAME_BYTES || !(disk = disks_entry(name)))
			return;
		*disk = (struct disk){ .before = counters_read(name), .sequence = sequence };
		strcpy(disk->name, name);
	}
	describe(disk);
	snprintf(path, sizeof path, "/dev/%s", name);
	if (chown(path, 0, GROUP_ID) != 0 || chmod(path, 0440) != 0)
		fprintf(stderr, "init: %s: %s\n", path, strerror(errno));
}

static void protect_with_partitions(const char *name)
{
	char partitions[DISKS_MOST][NAME_BYTES];
	size_t count;
	disks_protect(name);
	(void)disk_partitions(name, partitions, DISKS_MOST, &count);
	for (size_t i = 0; i < count; i++)
		disks_protect(partitions[i]);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct disk *)a)->name, ((const struct disk *)b)->name);
}

/* Messages can be lost: what the kernel no longer has is gone. */
static void find_gone(void)
{
	for (size_t i = 0; i < disks.count; i++) {
		struct disk *disk = &disks.items[i];
		char path[PATH_BYTES];
		snprintf(path, sizeof path, "/sys/block/%s", disk->name);
		disk->gone |= access(path, F_OK) != 0;
	}
}

void disks_scan(void)
{
	DIR *blocks = opendir("/sys/block");
	struct dirent *entry;
	find_gone();
	while (blocks && (entry = readdir(blocks))) {
		if (entry->d_name[0] != '.')
			protect_with_partitions(entry->d_name);
	}
	if (blocks)
		closedir(blocks);
	qsort(disks.items, disks.count, sizeof *disks.items, by_name);
}

static bool all_read_only(const char *name, bool *ret_gone)
{
	char partitions[DISKS_MOST][NAME_BYTES];
	size_t count;
	bool gone, ok = device_is_read_only(name, ret_gone);
	if (*ret_gone)
		return true;
	(void)disk_partitions(name, partitions, DISKS_MOST, &count);
	for (size_t i = 0; i < count; i++)
		ok &= device_is_read_only(partitions[i], &gone) || gone;
	return ok;
}

bool disks_check(void)
{
	bool all = true;
	for (size_t i = 0; i < disks.count; i++) {
		struct disk *disk = &disks.items[i];
		if (disk->gone || stick_is_open(disk->name))
			continue;
		if (!all_read_only(disk->name, &disk->gone)) {
			disk->was_writable = true;
			protect_with_partitions(disk->name);
		}
		if (!disk->gone)
			disk->after = counters_read(disk->name);
		all &= !disk->was_writable;
	}
	return all;
}

/* Before it switches off, the kernel has every disk behind SCSI or SATA empty its cache. Nothing was written: it is told
 * that there is none, which is no command to the disk ("temporary": sd's own note only). */
void disks_need_no_flush(void)
{
	static const char text[] = "temporary write through\n";
	char path[PATH_BYTES];
	for (size_t i = 0; i < disks.count; i++) {
		glob_t found;
		snprintf(path, sizeof path, "/sys/block/%s/device/scsi_disk/*/cache_type", disks.items[i].name);
		if (disks.items[i].gone || glob(path, 0, NULL, &found) != 0)
			continue;
		int fd = open(found.gl_pathv[0], O_WRONLY | O_CLOEXEC);
		if (fd < 0 || !file_write_all(fd, text, sizeof text - 1))
			fprintf(stderr, "init: %s: %s\n", found.gl_pathv[0], strerror(errno));
		if (fd >= 0)
			close(fd);
		globfree(&found);
	}
}
