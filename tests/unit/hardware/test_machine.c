/* What the kernel says: keyboards, hidden disks; what disks say of their health. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hardware/disk_health.h"
#include "hardware/machine.h"
#include "support.h"

static struct arena arena;

/* As /proc/bus/input/devices of a PC lists them. */
#define POWER_BUTTON "N: Name=\"Power Button\"\nH: Handlers=kbd event0\nB: EV=3\nB: KEY=10000000000000 0\n\n"
#define VIDEO_BUS "N: Name=\"Video Bus\"\nH: Handlers=kbd event3\nB: EV=3\nB: KEY=3e000b00000000 0 0 0\n\n"
#define MOUSE "N: Name=\"Mouse\"\nH: Handlers=mouse0 event4\nB: EV=17\nB: KEY=1f0000 0 0 0 0\n\n"
#define KEYBOARD                                                                                                     \
	"N: Name=\"AT Translated Set 2 keyboard\"\nH: Handlers=sysrq kbd event2\nB: EV=120013\nB: KEY=402000000 "    \
	"3803078f800d001 feffffdfffefffff fffffffffffffffe\n\n"

static void finds_keyboards(void)
{
	CHECK(!keyboard_is_listed(STR("")));
	CHECK(!keyboard_is_listed(STR(POWER_BUTTON VIDEO_BUS MOUSE)));
	CHECK(keyboard_is_listed(STR(POWER_BUTTON KEYBOARD MOUSE)));
	CHECK(!keyboard_is_listed(STR("B: KEY=\nB: KEY=zz\nB: KEY=fffffffffffffffffffff\n")));
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[600];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	CHECK(file != NULL);
	if (file) {
		fputs(text, file);
		fclose(file);
	}
}

static void device(const char *root, const char *name, const char *class, const char *device_id, const char *remapped,
		   bool driver)
{
	char path[512], command[600];
	snprintf(path, sizeof path, "%s/sys/bus/pci/devices/%s", root, name);
	snprintf(command, sizeof command, "mkdir -p %s", path);
	CHECK(system(command) == 0);
	write_file(path, "class", class);
	write_file(path, "vendor", "0x8086\n");
	write_file(path, "device", device_id);
	if (remapped)
		write_file(path, "remapped_nvme", remapped);
	if (driver)
		write_file(path, "driver", "");
}

static void finds_hidden_disks(void)
{
	char root[] = "/tmp/soatmay-test-XXXXXX", command[64];
	controller_list list = { 0 };
	CHECK(mkdtemp(root) != NULL);
	device(root, "0000:00:17.0", "0x010601\n", "0xa282\n", "0\n", true);  /* plain AHCI */
	device(root, "0000:00:18.0", "0x010400\n", "0x2822\n", "1\n", true);  /* AHCI driver, NVMe disk behind RST */
	device(root, "0000:00:19.0", "0x010400\n", "0x282a\n", NULL, false);  /* RAID without a driver */
	device(root, "0000:01:00.0", "0x010400\n", "0x005d\n", NULL, true);   /* RAID with its own driver */
	device(root, "0000:02:00.0", "0x030000\n", "0x9bc5\n", NULL, false);  /* no storage at all */
	device(root, "0000:03:00.0", "0x010802\n", "0xf1a5\n", NULL, true);   /* NVMe */
	device(root, "0000:04:00.0", "0x010802\n", "0xf1a6\n", NULL, false);  /* NVMe whose driver gave up */
	device(root, "0000:05:00.0", "0x010700\n", "0x1d60\n", NULL, false);  /* SAS, no driver in the image */
	device(root, "0000:06:00.0", "0x018000\n", "0x0001\n", NULL, false);  /* other storage */
	machine_hidden_controllers(root, &arena, &list);
	static const char *const expected[] = { "Intel 8086:2822 (RAID/RST)", "Intel 8086:282a (RAID/RST)",
		                                "Intel 8086:f1a6 (NVMe)", "Intel 8086:1d60 (SAS)",
		                                "Intel 8086:0001 (storage)" };
	CHECK_INT(list.count, 5);
	for (size_t i = 0; i < 5; i++) {
		size_t found = 0;
		for (size_t k = 0; k < list.count; k++)
			found += str_eq_c(list.items[k], expected[i]);
		CHECK_INT(found, 1);
	}
	snprintf(command, sizeof command, "rm -rf %s", root);
	CHECK(system(command) == 0);
}

static void reads_nvme_health(void)
{
	struct disk_answer answer = { .kind = DISK_ANSWER_NVME };
	struct hardware_disk disk = { 0 };
	answer.bytes[128] = 0x63;
	answer.bytes[129] = 0x02;
	CHECK_INT(disk_health_decode(&answer, &disk), OK);
	CHECK(disk.health == HEALTH_GOOD && disk.power_on_hours == 611);
	answer.bytes[0] = 0x04;
	CHECK_INT(disk_health_decode(&answer, &disk), OK);
	CHECK_INT(disk.health, HEALTH_BAD);
}

static void reads_ata_smart(void)
{
	struct disk_answer answer = { .kind = DISK_ANSWER_ATA };
	struct hardware_disk disk = { 0 };
	uint8_t *data = answer.bytes, sum = 0;
	data[2] = 5; /* reallocated sectors */
	data[2 + 12] = 9;
	data[2 + 12 + 5] = 0x10;
	data[2 + 12 + 6] = 0x27;
	for (size_t i = 0; i < 511; i++)
		sum = (uint8_t)(sum + data[i]);
	data[511] = (uint8_t)(256 - sum);
	CHECK_INT(disk_health_decode(&answer, &disk), OK);
	CHECK(disk.health == HEALTH_GOOD && disk.power_on_hours == 10000);
	/* An ATA status descriptor: the middle and high bytes of the address turned round. */
	answer.sense[0] = 0x72;
	answer.sense[8] = 0x09;
	answer.sense[8 + 9] = 0xF4;
	answer.sense[8 + 11] = 0x2C;
	CHECK_INT(disk_health_decode(&answer, &disk), OK);
	CHECK_INT(disk.health, HEALTH_BAD);
	answer.sense[8] = 0x08;
	CHECK_INT(disk_health_decode(&answer, &disk), OK);
	CHECK_INT(disk.health, HEALTH_GOOD);
	data[40]++;
	CHECK_INT(disk_health_decode(&answer, &disk), ERR_CORRUPT);
}

/* An ordinary file answers no such question; what was not answered says nothing. */
static void plain_files_have_no_health(void)
{
	struct disk_answer answer;
	struct hardware_disk disk = { 0 };
	static const char *const names[] = { "sda", "nvme0n1", "mmcblk0" };
	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(disk_health_ask(STDIN_FILENO, names[i], &answer), ERR_UNSUPPORTED);
		CHECK_INT(disk_health_decode(&answer, &disk), ERR_UNSUPPORTED);
	}
	CHECK_INT(disk.health, HEALTH_UNKNOWN);
}

int main(void)
{
	static const struct test tests[] = { TEST(finds_keyboards), TEST(finds_hidden_disks), TEST(reads_nvme_health),
					     TEST(reads_ata_smart), TEST(plain_files_have_no_health) };
	arena_init(&arena, 64u << 20);
	return test_main(tests, sizeof tests / sizeof *tests);
}
