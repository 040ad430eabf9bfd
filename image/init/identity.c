/* Which device a disk is: by port, serial number and partition table. A disk that was inspected stays inspected when it
 * drops out and comes back under another name; only a device that people carry about can be what we came from. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "init.h"

#define MBR_SIGNATURE 440 /* 4 bytes */
#define GPT_HEADER 512
#define GPT_DISK_ID (GPT_HEADER + 56) /* 16 bytes */

/* The page of a SCSI or SATA disk that holds the serial number: 4 bytes of head, the last two the length. */
static bool serial_of_page(struct disk *disk)
{
	char path[PATH_BYTES], page[4 + NAME_BYTES] = "";
	snprintf(path, sizeof path, "/sys/block/%s/device/vpd_pg80", disk->name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, page, sizeof page - 1);
	if (fd >= 0)
		close(fd);
	if (n > 4)
		snprintf(disk->serial, sizeof disk->serial, "%.*s", (int)(n - 4), page + 4 + strspn(page + 4, " "));
	return disk->serial[0];
}

/* A file of its own, the page, or what the USB device above host, target and unit says (most sticks have no page). */
static void read_serial(struct disk *disk)
{
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/sys/block/%s/device/serial", disk->name);
	if ((file_read(path, disk->serial, sizeof disk->serial) && disk->serial[0]) || serial_of_page(disk))
		return;
	snprintf(path, sizeof path, "/sys/block/%s/device/../../../../serial", disk->name);
	if (strcmp(disk->bus, "USB") != 0 || !file_read(path, disk->serial, sizeof disk->serial))
		disk->serial[0] = 0;
}

static void read_table_id(struct disk *disk)
{
	unsigned char start[2 * GPT_HEADER];
	memset(disk->table_id, 0, sizeof disk->table_id);
	if (!device_read(disk->name, 0, start, sizeof start))
		return;
	memcpy(disk->table_id, start + MBR_SIGNATURE, 4);
	if (memcmp(start + GPT_HEADER, "EFI PART", 8) == 0)
		memcpy(disk->table_id + 4, start + GPT_DISK_ID, 16);
}

/* Of "../devices/.../1-2:1.0/host6/target6:0:0/6:0:0:0/block/sdb" what stays the same when the device drops out and
 * comes back: "...1-2:1.0:0:0:0". Two units of one card reader differ in the last number. */
void identity_port(const char *link, char *port, size_t size)
{
	const char *end = strstr(link, "/block/"), *host = strstr(link, "/host"), *last = end;
	if (!end)
		end = strrchr(link, '/'); /* NVMe: controller and name space */
	if (!host || !last || host > last) {
		snprintf(port, size, "%.*s", end ? (int)(end - link) : (int)strlen(link), link);
		return;
	}
	while (last > link && last[-1] != '/')
		last--;
	const char *unit = memchr(last, ':', (size_t)(end - last));
	snprintf(port, size, "%.*s%.*s", (int)(host - link), link, unit ? (int)(end - unit) : 0, unit ? unit : "");
}

static void read_port(struct disk *disk)
{
	char path[PATH_BYTES], link[PATH_BYTES];
	snprintf(path, sizeof path, "/sys/block/%s", disk->name);
	ssize_t n = readlink(path, link, sizeof link - 1);
	link[n > 0 ? n : 0] = 0;
	identity_port(link, disk->port, sizeof disk->port);
}

uint64_t identity_sequence(const char *name)
{
	char path[PATH_BYTES], text[32];
	snprintf(path, sizeof path, "/sys/block/%s/diskseq", name);
	return file_read(path, text, sizeof text) ? strtoull(text, NULL, 10) : 0;
}

static bool has_table(const struct disk *disk)
{
	static const unsigned char none[sizeof disk->table_id];
	return memcmp(disk->table_id, none, sizeof none) != 0;
}

/* Two that are there at once are two, and a table of partitions does not change by itself. Cheap sticks often share one
 * serial number. */
bool identity_may_be(const struct disk *before, const struct disk *now)
{
	if (before->bytes == 0 || before->bytes != now->bytes || strcmp(before->model, now->model) != 0)
		return false;
	if (!before->gone && strcmp(before->port, now->port) != 0)
		return false;
	if (before->serial[0] && now->serial[0] && strcmp(before->serial, now->serial) != 0)
		return false;
	return !has_table(before) || !has_table(now) ||
	       memcmp(before->table_id, now->table_id, sizeof before->table_id) == 0;
}

/* Surely the same: a serial number or a table says so, and nothing speaks against it. One that showed no size yet has its
 * serial number alone. */
static bool is_same(const struct disk *before, const struct disk *now)
{
	struct disk sized = *before;
	bool one_serial = before->serial[0] && strcmp(before->serial, now->serial) == 0;
	if (one_serial && before->bytes == 0)
		sized.bytes = now->bytes;
	return identity_may_be(&sized, now) &&
	       (one_serial || (has_table(before) && memcmp(before->table_id, now->table_id, sizeof now->table_id) == 0));
}

void identity_read(struct disk *disk)
{
	read_port(disk);
	read_serial(disk);
	read_table_id(disk);
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *other = &disks.items[i];
		if (other != disk && !disk->medium && other->inspected && identity_may_be(other, disk))
			disk->inspected = true;
	}
}

/* The flag "removable" is not asked: it is also set for internal SATA disks on ports that can be hot-plugged. */
bool identity_is_portable(const struct disk *disk)
{
	char path[PATH_BYTES], type[NAME_BYTES];
	if (strcmp(disk->bus, "USB") == 0)
		return true;
	snprintf(path, sizeof path, "/sys/block/%s/device/type", disk->name);
	return strcmp(disk->bus, "SD/eMMC") == 0 && file_read(path, type, sizeof type) && strcmp(type, "SD") == 0;
}

/* One that was named, or the medium: dropped out and came back it is no other disk. */
static bool is_known(const struct disk *disk)
{
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *other = &disks.items[i];
		if (other != disk && (other->listed || other->medium) && is_same(other, disk))
			return true;
	}
	return disk->listed || disk->medium;
}

void identity_note(struct disk *disk)
{
	if (!disks.named || is_known(disk))
		return;
	disk->late |= disk->bytes > 0;
	disk->empty |= disk->bytes == 0 && !disk->portable && !disk->slot;
}

/* Seen from the other side: one that is there now is it. */
static bool came_back(const struct disk *disk)
{
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *other = &disks.items[i];
		if (other != disk && !other->gone && other->listed && is_same(disk, other))
			return true;
	}
	return false;
}

void identity_note_gone(struct disk *disk)
{
	bool noted = disk->late || disk->empty;
	if (disk->gone && !noted && !disk->medium && !disk->portable && !disk->slot)
		disk->left |= !came_back(disk);
}
