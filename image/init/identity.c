/* Which device a disk is: by bus, serial number and partition table. A disk that was inspected stays inspected when it
 * drops out and comes back under another name; only a device that people carry about can be what we came from. */
#include <fcntl.h>
#include <stdio.h>
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

static bool is_same_device(const struct disk *a, const struct disk *b)
{
	if (a->bytes == 0 || a->bytes != b->bytes || strcmp(a->model, b->model) != 0)
		return false;
	if (a->serial[0] && b->serial[0])
		return strcmp(a->serial, b->serial) == 0;
	return memcmp(a->table_id, b->table_id, sizeof a->table_id) == 0;
}

void identity_read(struct disk *disk)
{
	read_serial(disk);
	read_table_id(disk);
	for (size_t i = 0; i < disks.count; i++) {
		const struct disk *other = &disks.items[i];
		if (other != disk && !disk->medium && other->inspected && is_same_device(other, disk))
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
