/* /sys/firmware/dmi/tables, /sys/bus/pci/devices, /proc/bus/input/devices. */
#include "hardware/machine.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"

#define TABLE_BYTES (256 * KIB)
#define TEXT_BYTES  (256 * KIB)

/* A small file of the kernel, at most `most` bytes; an empty span when there is none. */
static struct span read_file(const char *path, size_t most, struct arena *arena)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return (struct span){ 0 };
	uint8_t *bytes = arena_alloc(arena, most);
	size_t len = 0;
	for (ssize_t got; len < most && (got = read(fd, bytes + len, most - len)) > 0;)
		len += (size_t)got;
	close(fd);
	return (struct span){ bytes, len };
}

static struct str read_text(const char *path, struct arena *arena)
{
	struct span bytes = read_file(path, 256, arena);
	return str_trim((struct str){ (const char *)bytes.data, bytes.len });
}

struct span machine_tables(const char *root, struct arena *arena)
{
	char path[512];
	snprintf(path, sizeof path, "%s/sys/firmware/dmi/tables/DMI", root);
	return read_file(path, TABLE_BYTES, arena);
}

static struct str pci_text(const char *root, const char *device, const char *name, struct arena *arena)
{
	char path[512];
	snprintf(path, sizeof path, "%s/sys/bus/pci/devices/%s/%s", root, device, name);
	return read_text(path, arena);
}

static bool has_driver(const char *root, const char *device)
{
	char path[512];
	snprintf(path, sizeof path, "%s/sys/bus/pci/devices/%s/driver", root, device);
	return access(path, F_OK) == 0;
}

/* What hides the disks behind a device, NULL when nothing does. Class 01 is storage: without a driver (none in the image,
 * or it gave up) nobody sees its disks. One that says it sees remapped NVMe disks cannot reach them (ahci). */
static const char *hiding_kind(const char *root, const char *device, struct arena *arena)
{
	static const struct { const char *class, *kind; } kinds[] = {
		{ "0x0104", "RAID/RST" }, { "0x0108", "NVMe" }, { "0x0106", "SATA" }, { "0x0107", "SAS" },
		{ "0x0100", "SCSI" },	  { "0x0101", "IDE" },	{ "0x0109", "UFS" },  { "0x01", "storage" },
	};
	uint64_t remapped;
	if (str_to_u64(pci_text(root, device, "remapped_nvme", arena), 10, &remapped) && remapped > 0)
		return "RAID/RST";
	struct str class = pci_text(root, device, "class", arena);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !has_driver(root, device); i++) {
		if (str_starts(class, str_from_c(kinds[i].class)))
			return kinds[i].kind;
	}
	return NULL;
}

static struct str maker_of(struct str vendor)
{
	static const struct { const char *id, *name;
	} makers[] = {
		{ "0x8086", "Intel" },	 { "0x1022", "AMD" },	  { "0x1000", "Broadcom" },
		{ "0x9005", "Adaptec" }, { "0x1b4b", "Marvell" }, { "0x10de", "NVIDIA" },
	};
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (str_eq_c(vendor, makers[i].id))
			return str_from_c(makers[i].name);
	return STR("PCI");
}

void machine_hidden_controllers(const char *root, struct arena *arena, controller_list *ret)
{
	char path[512];
	snprintf(path, sizeof path, "%s/sys/bus/pci/devices", root);
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder))) {
		const char *kind = entry->d_name[0] == '.' ? NULL : hiding_kind(root, entry->d_name, arena);
		if (!kind)
			continue;
		struct str vendor = pci_text(root, entry->d_name, "vendor", arena);
		struct str device = pci_text(root, entry->d_name, "device", arena);
		*array_push(arena, ret) = str_format(arena, "%.*s %.*s:%.*s (%s)", STR_ARGS(maker_of(vendor)),
						     STR_ARGS(str_from(vendor, 2)), STR_ARGS(str_from(device, 2)), kind);
	}
	if (folder)
		closedir(folder);
}

/* "B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe": 64 bits a word, the lowest last. */
static bool has_keys(struct str words)
{
	enum { KEY_CODE_1 = 2, KEY_CODE_0 = 11, KEY_CODE_ENTER = 28, KEY_CODE_A = 30 };
	uint64_t low;
	while (str_find(words, STR(" ")) >= 0)
		words = str_from(words, (size_t)str_find(words, STR(" ")) + 1);
	if (!str_to_u64(str_trim(words), 16, &low))
		return false;
	uint64_t wanted = UINT64_C(1) << KEY_CODE_1 | UINT64_C(1) << KEY_CODE_0 | UINT64_C(1) << KEY_CODE_ENTER |
			  UINT64_C(1) << KEY_CODE_A;
	return (low & wanted) == wanted;
}

bool keyboard_is_listed(struct str devices)
{
	while (devices.len) {
		struct str line = str_cut(devices, '\n', &devices);
		if (str_starts(line, STR("B: KEY=")) && has_keys(str_from(line, 7)))
			return true;
	}
	return false;
}

bool machine_has_keyboard(const char *root, struct arena *arena)
{
	char path[512];
	snprintf(path, sizeof path, "%s/proc/bus/input/devices", root);
	struct span text = read_file(path, TEXT_BYTES, arena);
	return keyboard_is_listed((struct str){ (const char *)text.data, text.len });
}
