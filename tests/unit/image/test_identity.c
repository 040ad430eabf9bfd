/* Which disk is which: an inspected one that comes back is known again, another stick of the same kind is not taken for
 * it. */
#include <string.h>

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

/* A disk inside the PC that was slow; not a stick, not one that dropped out and came back. */
static void disks_that_come_late(void)
{
	struct disk disk = stick("ata3", "0001", 1);
	strcpy(disk.bus, "SATA");
	CHECK(identity_is_late(&disk));
	disk.listed = true;
	CHECK(!identity_is_late(&disk));
	disk.listed = false;
	disk.inspected = true;
	CHECK(!identity_is_late(&disk));
	disk.inspected = false;
	disk.gone = true;
	CHECK(!identity_is_late(&disk));
	disk.gone = false;
	strcpy(disk.bus, "USB");
	CHECK(!identity_is_late(&disk));
	strcpy(disk.bus, "SATA");
	disk.bytes = 0;
	CHECK(!identity_is_late(&disk));
}

TEST_MAIN(TEST(sticks_with_one_serial_number), TEST(disk_that_comes_back), TEST(sticks_without_serial_number),
	  TEST(ports), TEST(disks_that_come_late))
