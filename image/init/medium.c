/* Finds the stick or disc that was started from: the boot loader names the file system that held the kernel
 * (soatmay.medium=, the volume serial of FAT or the date of ISO 9660) and the report partition beside it
 * (soatmay.reports=), and exactly one disk must carry both, in our layout and with nothing more. Two that look alike:
 * neither is ever written to. One that is no portable device is a disk of the PC, whatever it carries. What this proves
 * and what not: docs/live.md. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "init.h"

#define SECTOR 512
#define ISO_DESCRIPTOR 0x8000
#define ISO_DATE 830 /* "modified", 16 digits: YYYYMMDDHHMMSSCC */
#define REPORT_LABEL "SOATMAY    "

struct medium medium;

/* Offsets in a FAT boot sector of serial number and label; false for anything else. */
static bool fat_fields(const unsigned char *sector, size_t *ret_serial, size_t *ret_label)
{
	if (sector[510] != 0x55 || sector[511] != 0xAA)
		return false;
	if (memcmp(sector + 82, "FAT32   ", 8) == 0) {
		*ret_serial = 67;
		*ret_label = 71;
		return true;
	}
	*ret_serial = 39;
	*ret_label = 43;
	return memcmp(sector + 54, "FAT1", 4) == 0;
}

enum file_system medium_file_system(const char *name)
{
	unsigned char sector[SECTOR];
	size_t serial, label;
	if (!device_read(name, 0, sector, sizeof sector))
		return NO_FAT;
	if (memcmp(sector + 3, "EXFAT   ", 8) == 0)
		return EXFAT;
	return fat_fields(sector, &serial, &label) ? FAT : NO_FAT;
}

/* As the boot loader's `probe --fs-uuid` writes it; empty when there is neither FAT nor ISO 9660. */
static void file_system_id(const char *name, char *text, size_t size)
{
	unsigned char sector[4 * SECTOR];
	size_t serial, label;
	text[0] = 0;
	if (device_read(name, 0, sector, SECTOR) && fat_fields(sector, &serial, &label)) {
		const unsigned char *s = sector + serial;
		snprintf(text, size, "%02x%02x-%02x%02x", s[3], s[2], s[1], s[0]);
	} else if (device_read(name, ISO_DESCRIPTOR, sector, sizeof sector) && memcmp(sector, "\001CD001", 6) == 0) {
		const char *d = (const char *)sector + ISO_DATE;
		snprintf(text, size, "%.4s-%.2s-%.2s-%.2s-%.2s-%.2s-%.2s", d, d + 4, d + 6, d + 8, d + 10, d + 12,
		         d + 14);
	}
}

static bool has_id(const char *name, const char *wanted)
{
	char id[NAME_BYTES];
	file_system_id(name, id, sizeof id);
	return id[0] && strcasecmp(id, wanted) == 0;
}

static bool has_report_label(const char *name)
{
	unsigned char sector[SECTOR];
	size_t serial, label;
	return device_read(name, 0, sector, sizeof sector) && fat_fields(sector, &serial, &label) &&
	       memcmp(sector + label, REPORT_LABEL, 11) == 0;
}

/* What the boot loader said: the file system of the kernel, and on a stick made from the image that of its report
 * partition, which scripts/write-usb gives a serial number of its own. */
struct wanted { char id[NAME_BYTES], reports[NAME_BYTES]; };

static bool read_wanted(struct wanted *ret)
{
	*ret = (struct wanted){ 0 };
	(void)kernel_argument("soatmay.reports", ret->reports, sizeof ret->reports);
	return kernel_argument("soatmay.medium", ret->id, sizeof ret->id) && strlen(ret->id) >= 9;
}

/* The files were copied onto a FAT stick: "xxxx-xxxx". */
static bool is_copied(const struct wanted *wanted)
{
	return strlen(wanted->id) == 9;
}

/* The one partition with the kernel's file system, or a stick without a table. */
static bool copied_partition(const char *disk, const struct wanted *wanted, char *ret_name)
{
	char partitions[DISKS_MOST][NAME_BYTES];
	size_t count, found = 0;
	if (has_id(disk, wanted->id)) {
		strcpy(ret_name, disk);
		return true;
	}
	(void)disk_partitions(disk, partitions, DISKS_MOST, &count);
	for (size_t i = 0; i < count; i++) {
		if (has_id(partitions[i], wanted->id)) {
			strcpy(ret_name, partitions[i]);
			found++;
		}
	}
	return found == 1;
}

/* Types of the four entries of the MBR: image, EFI system, reports, none. A disk with anything more is inspected. */
static bool has_our_table(const char *disk)
{
	enum { ENTRIES = 446, ENTRY_BYTES = 16, TYPE = 4 };
	static const unsigned char types[] = { 0xCD, 0xEF, 0x0C, 0 };
	unsigned char sector[SECTOR];
	if (!device_read(disk, 0, sector, sizeof sector) || sector[510] != 0x55 || sector[511] != 0xAA)
		return false;
	for (size_t i = 0; i < sizeof types; i++) {
		if (sector[ENTRIES + i * ENTRY_BYTES + TYPE] != types[i])
			return false;
	}
	return true;
}

/* The third partition, with the serial number that the boot loader read there and our label. */
static bool image_partition(const char *disk, const struct wanted *wanted, char *ret_name)
{
	char partitions[DISKS_MOST][NAME_BYTES], path[PATH_BYTES], number[32];
	size_t count, found = 0;
	if (!wanted->reports[0] || !has_id(disk, wanted->id) || !has_our_table(disk))
		return false;
	(void)disk_partitions(disk, partitions, DISKS_MOST, &count);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "/sys/class/block/%s/partition", partitions[i]);
		if (file_read(path, number, sizeof number) && strcmp(number, "3") == 0 &&
		    has_id(partitions[i], wanted->reports) && has_report_label(partitions[i])) {
			strcpy(ret_name, partitions[i]);
			found++;
		}
	}
	return count == 3 && found == 1;
}

static bool report_partition(const char *disk, const struct wanted *wanted, char *ret_name)
{
	return is_copied(wanted) ? copied_partition(disk, wanted, ret_name) : image_partition(disk, wanted, ret_name);
}

/* Optical drives are no disks to inspect, but may be what we came from. */
static bool disc_carries(const char *wanted)
{
	char name[] = "sr0";
	bool yes = false;
	for (name[2] = '0'; name[2] <= '3'; name[2]++)
		yes |= has_id(name, wanted);
	return yes;
}

void medium_find(void)
{
	struct wanted wanted;
	struct disk *found = NULL;
	char partition[NAME_BYTES];
	medium = (struct medium){ 0 };
	if (!read_wanted(&wanted))
		return;
	medium.wanted = true;
	for (size_t i = 0; i < disks.count; i++) {
		/* An inspected disk stays one, also when the stick it was made to look like is pulled out. */
		if (disks.items[i].gone || disks.items[i].inspected)
			continue;
		disks.items[i].medium = false;
		if (report_partition(disks.items[i].name, &wanted, partition)) {
			found = &disks.items[i];
			strcpy(medium.partition, partition);
			medium.candidates++;
		}
	}
	/* A stick beside a disc with the same image: the boot loader calls both alike (cd0). */
	if (disc_carries(wanted.id)) {
		medium.candidates++;
		if (medium.candidates == 1)
			strcpy(medium.disk, "sr0");
	} else if (medium.candidates == 1 && identity_is_portable(found)) {
		found->medium = true;
		strcpy(medium.disk, found->name);
		return;
	}
	medium.partition[0] = 0;
}

bool medium_is_there(void)
{
	struct wanted wanted;
	char partition[NAME_BYTES];
	const struct disk *disk = disks_find(medium.disk);
	return disk && disk->medium && !disk->inspected && identity_is_portable(disk) && read_wanted(&wanted) &&
	       report_partition(disk->name, &wanted, partition) && strcmp(partition, medium.partition) == 0;
}
