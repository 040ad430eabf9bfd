/* Which disk is which: an inspected one that comes back is known again, another stick of the same kind is not taken for
 * it. */
#include <string.h>
#include <sys/stat.h>

#include "init.h"
#include "support.h"

static struct disk stick(const char *port, const char *serial, unsigned char table)
{
	struct disk disk = { .bytes = 8u << 20 };
	strcpy(disk.model, "DataStick");
	strcpy(disk.port, port);
	strcpy(disk.serial, serial);
	disk.table_id[0] = table;
	return disk;
}

static void sticks_with_one_serial_number(void)
{
	struct disk inspected = stick("usb1/1-2", "0001", 1), other = stick("usb1/1-3", "0001", 1);
	CHECK(!identity_may_be(&inspected, &other)); /* both are there */
	inspected.gone = true;
	CHECK(identity_may_be(&inspected, &other)); /* it may have been put into the other port */
	other.table_id[0] = 2;
	CHECK(!identity_may_be(&inspected, &other));
	other.table_id[0] = 0; /* unreadable */
	CHECK(identity_may_be(&inspected, &other));
}

static void disk_that_comes_back(void)
{
	struct disk inspected = stick("usb1/1-2", "0001", 1), back = stick("usb1/1-2", "0001", 1);
	CHECK(identity_may_be(&inspected, &back)); /* the message that it went is still on its way */
	inspected.gone = true;
	CHECK(identity_may_be(&inspected, &back));
	strcpy(back.serial, ""); /* not answered this time */
	CHECK(identity_may_be(&inspected, &back));
	strcpy(back.serial, "0002");
	CHECK(!identity_may_be(&inspected, &back));
	strcpy(back.serial, "0001");
	back.bytes++;
	CHECK(!identity_may_be(&inspected, &back));
	back.bytes = inspected.bytes = 0; /* an empty reader is no disk */
	CHECK(!identity_may_be(&inspected, &back));
}

static void sticks_without_serial_number(void)
{
	struct disk inspected = stick("usb1/1-2", "", 0), other = stick("usb1/1-2", "", 0);
	inspected.gone = true;
	CHECK(identity_may_be(&inspected, &other)); /* nothing tells them apart: in doubt it is inspected */
	inspected.table_id[3] = 7;
	other.table_id[3] = 8;
	CHECK(!identity_may_be(&inspected, &other));
}

static void check_port(const char *link, const char *expected)
{
	char port[PATH_BYTES];
	identity_port(link, port, sizeof port);
	CHECK_STR(str_from_c(port), expected);
}

static void ports(void)
{
	check_port("../devices/pci0/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:0/block/sdb",
		   "../devices/pci0/usb1/1-2/1-2:1.0:0:0:0");
	check_port("../devices/pci0/usb1/1-2/1-2:1.0/host17/target17:0:0/17:0:0:0/block/sdf",
		   "../devices/pci0/usb1/1-2/1-2:1.0:0:0:0");
	check_port("../devices/pci0/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:1/block/sdc",
		   "../devices/pci0/usb1/1-2/1-2:1.0:0:0:1");
	check_port("../devices/pci0/nvme/nvme0/nvme0n1", "../devices/pci0/nvme/nvme0");
	check_port("../devices/pci0/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0", "../devices/pci0/mmc_host/mmc0/mmc0:aaaa");
	check_port("../devices/pci0/virtio3/block/vda", "../devices/pci0/virtio3");
	check_port("", "");
}

static struct disk *noted(bool named, const char *bus, uint64_t bytes)
{
	disks = (struct disks){ .count = 1, .named = named };
	disks.items[0] = stick("ata3", "0001", 1);
	strcpy(disks.items[0].name, "no-such-disk");
	strcpy(disks.items[0].bus, bus);
	disks.items[0].portable = strcmp(bus, "USB") == 0;
	disks.items[0].bytes = bytes;
	return &disks.items[0];
}

/* A disk inside the PC that was slow; not one that was named, not one that dropped out and came back. For good, also
 * when it has gone again before anybody asks. */
static void disks_that_come_late(void)
{
	struct disk *disk = noted(false, "SATA", 1000);
	identity_note(disk);
	CHECK(!disk->late && !disk->empty);
	disk = noted(true, "SATA", 1000);
	identity_note(disk);
	CHECK(disk->late && !disk->empty);
	disk->gone = true;
	identity_note(disk);
	CHECK(disk->late);
	disk = noted(true, "SATA", 1000);
	disk->listed = true;
	identity_note(disk);
	CHECK(!disk->late);
}

static struct disk *another(const char *port)
{
	struct disk *disk = &disks.items[disks.count++];
	*disk = disks.items[0];
	disk->listed = disk->inspected = disk->gone = false;
	strcpy(disk->port, port);
	strcpy(disk->name, "no-such-twin");
	return disk;
}

/* A serial number or a table says that it is the one that was inspected; its make alone does not. */
static void late_twin_of_one_that_went(void)
{
	struct disk *first = noted(true, "SATA", 1000), *twin = another("ata4");
	first->listed = first->inspected = first->gone = true;
	identity_note(twin);
	CHECK(!twin->late);
	twin->serial[0] = 0; /* the table still says so */
	identity_note(twin);
	CHECK(!twin->late);
	twin->table_id[0] = 0;
	identity_read(twin);
	CHECK(twin->inspected); /* in doubt: never mounted */
	identity_note(twin);
	CHECK(twin->late);
	twin = another("ata5");
	strcpy(twin->serial, "0002");
	identity_note(twin);
	CHECK(twin->late);
	twin = another("ata6");
	first->gone = false; /* both are there */
	identity_note(twin);
	CHECK(twin->late);
}

/* Shows 0 bytes when the disks are named: no disk of the PC is passed over; an empty card reader is none. */
static void disks_without_size(void)
{
	static const char *const buses[] = { "SATA", "NVMe", "virtio", "" };
	for (size_t i = 0; i < sizeof buses / sizeof *buses; i++) {
		struct disk *disk = noted(true, buses[i], 0);
		identity_note(disk);
		CHECK(disk->empty && !disk->late);
		disk->bytes = 1000; /* it has woken up */
		identity_note(disk);
		CHECK(disk->empty && disk->late);
	}
	struct disk *reader = noted(true, "USB", 0);
	identity_note(reader);
	CHECK(!reader->empty && !reader->late);
	reader = noted(true, "", 0);
	reader->slot = true;
	identity_note(reader);
	CHECK(!reader->empty);
}

/* The stick itself dropping out for a moment is no other stick. */
static void medium_that_comes_back(void)
{
	struct disk *first = noted(true, "USB", 8u << 20), *again = &disks.items[disks.count++];
	first->medium = first->gone = true;
	*again = stick("usb1/1-2", "0001", 1);
	again->portable = true;
	identity_note(again);
	CHECK(!again->late);
	strcpy(again->serial, "0002");
	identity_note(again);
	CHECK(again->late);
}

static void check_answer(const char *request, const char *expected)
{
	static char text[ANSWER_BYTES];
	answer_request(request, text);
	if (!strstr(text, expected))
		CHECK_STR(str_from_c(text), expected);
}

/* What the wizard is told: first nothing of the disk, then its model, whatever became of it. */
static void the_wizard_is_told(void)
{
	struct disk *disk = noted(false, "SATA", 0);
	strcpy(disk->name, "no-such-disk");
	check_answer("disks", "disk\tno-such-disk\tempty\t0\tSATA\tDataStick\t");
	check_answer("check", "empty\tno-such-disk\tDataStick\n");
	disk->bytes = 1000;
	identity_note(disk);
	disk->gone = true;
	check_answer("check", "late\tno-such-disk\tDataStick\n");
	disk = noted(false, "USB", 1000);
	strcpy(disk->name, "no-such-stick");
	disk->gone = true;
	check_answer("disks", "ok\n");
	disk->gone = false;
	identity_note(disk);
	check_answer("check", "plugged\tno-such-stick\tDataStick\n");
}

/* Another stick has the name of an inspected one that went: the counters told are those of the first. */
static void two_of_one_name(void)
{
	static char text[ANSWER_BYTES];
	struct disk *first = noted(true, "USB", 1000), *other = another("usb1/1-3");
	strcpy(other->name, first->name);
	first->listed = first->inspected = first->gone = true;
	first->before.writes = first->after.writes = 7;
	answer_request("check", text);
	const char *row = strstr(text, "counters\tno-such-disk\t1\t1\t7\t7\t");
	CHECK(row && !strstr(row + 1, "counters\t"));
}

static void check_left(const struct disk *disk, bool left)
{
	static char text[ANSWER_BYTES];
	answer_request("disks", text);
	CHECK(strncmp(text, "ok\n", 3) == 0);
	CHECK(disk->left == left && !disk->late && !disk->empty);
	answer_request("check", text);
	CHECK(!strstr(text, "late\t") && !strstr(text, "empty\t"));
	CHECK((strstr(text, "left\tno-such-disk\tDataStick\n") != NULL) == left);
}

/* Seen at the start, and gone before the wizard asks: no machine passes without it. */
static void disks_that_went_early(void)
{
	struct disk *disk = noted(false, "SATA", 1000);
	disks_removed("no-such-disk");
	check_left(disk, true);
	disk = noted(false, "SATA", 0);
	disk->gone = true;
	check_left(disk, true);
	disk = noted(false, "USB", 1000);
	disk->gone = true;
	check_left(disk, false);
	disk = noted(false, "", 0);
	disk->slot = disk->gone = true;
	check_left(disk, false);
	disk = noted(false, "SATA", 1000);
	check_left(disk, false);
	disk->gone = true; /* a wizard that was started anew has not heard of it */
	check_left(disk, true);
	disk = noted(false, "SATA", 1000);
	disk->medium = disk->gone = true;
	check_left(disk, false);
}

static void disks_that_went_early_and_came_back(void)
{
	struct disk *disk = noted(false, "SATA", 1000), *twin = another("ata3");
	disk->gone = true;
	check_left(disk, false);
	CHECK(twin->listed);
	disk = noted(false, "SATA", 1000);
	twin = another("ata4");
	disk->gone = true;
	strcpy(twin->serial, "0002"); /* one of the same make */
	check_left(disk, true);
	disk = noted(false, "SATA", 1000);
	twin = another("ata3");
	disk->bytes = 0; /* it had no size the first time */
	disk->gone = true;
	check_left(disk, false);
	disk = noted(false, "SATA", 1000);
	twin = another("ata4");
	disk->gone = true;
	disk->serial[0] = twin->serial[0] = 0;
	disk->table_id[0] = twin->table_id[0] = 0; /* nothing tells them apart */
	check_left(disk, true);
}

/* More than there is room for. */
static void too_many_disks(void)
{
	noted(true, "SATA", 1000);
	for (disks.count = 0; disks.count < DISKS_MOST; disks.count++) {
		struct disk *disk = &disks.items[disks.count];
		*disk = disks.items[0];
		disk->listed = disk->inspected = true;
	}
	CHECK(!disks_entry("sdzz"));
	CHECK(!disks_entry("sdzzz"));
	check_answer("check", "beyond\tsdzz\t\n");
	disks.items[5].gone = true;
	CHECK(!disks_entry("sdzz")); /* it was inspected: its row stays */
	disks.items[5].listed = disks.items[5].inspected = false;
	disks.named = false;
	CHECK(!disks_entry("sdzz")); /* the wizard has not heard of it yet */
	disks.named = true;
	CHECK(disks_entry("sdzz") == &disks.items[5]);
}

/* A row without a name is no device: /dev itself keeps its owner and its mode. */
static void a_row_without_a_name(void)
{
	struct stat before, after;
	CHECK(stat("/dev", &before) == 0);
	noted(true, "SATA", 1000);
	disks.items[0].name[0] = 0;
	disks_protect("");
	disks_protect("../dev");
	check_answer("check", "");
	CHECK(stat("/dev", &after) == 0);
	CHECK_INT(after.st_mode, before.st_mode);
	CHECK_INT(after.st_gid, before.st_gid);
}

TEST_MAIN(TEST(sticks_with_one_serial_number), TEST(disk_that_comes_back), TEST(sticks_without_serial_number),
	  TEST(ports), TEST(disks_that_come_late), TEST(late_twin_of_one_that_went),
	  TEST(disks_that_went_early), TEST(disks_that_went_early_and_came_back), TEST(disks_without_size),
	  TEST(medium_that_comes_back), TEST(the_wizard_is_told), TEST(two_of_one_name),
	  TEST(too_many_disks), TEST(a_row_without_a_name))
